import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { HARNESS } from '../suites/engine/harness.ts';
import { judgingAgain } from '../suites/engine/sealing.ts';
import { theContract } from '../suites/fixtures/runs.ts';
import { JOURNAL } from './bundle.ts';
import type { Conclusions, JudgeAgain } from './conclusions.ts';
import { BundleError } from './container.ts';
import { closed, edit, editLines, editResults, fitting, opened, retell, type Loot } from './fixtures/forger.ts';
import { expectTold, isBroken, passing, victim, type Manipulation } from './fixtures/forgeries.ts';
import { failedRun, sealedFolder, verify, wrongIn } from './fixtures/sealed-run.ts';
import { signatureOf } from './keys.ts';
import { MANIFEST, manifestBytes, SIGNATURE } from './manifest.ts';
import { verified } from './verify.ts';

const sealed = victim();

const reversed = (loot: Loot, name: string) => new Map([...loot].toSorted(([one]) => (one === name ? -1 : 0)));

/** Of somebody who has no key: the bundle on its way. */
const WITHOUT_A_KEY: readonly Manipulation[] = [
  {
    title: 'a verdict is edited',
    forge: (loot) => editResults(loot, passing),
    told: [/^Members: results\.json was changed/, /^Verdicts: .*the bundle says passed, judging gives failed/],
  },
  {
    title: 'a verdict is edited, and the manifest is made to fit',
    forge: (loot) => {
      editResults(loot, passing);
      loot.set(MANIFEST, manifestBytes(fitting(loot)));
    },
    told: [/^Seal: the signature is not one of the manifest/, /^Verdicts: .*judging gives failed/],
  },
  {
    title: 'the report is edited',
    forge: (loot) => edit(loot, 'index.html', (page) => page.replaceAll('Not certifiable', 'Certifiable')),
    told: [/^Members: index\.html was changed/, /^Reports: index\.html at line \d+, column \d+/],
  },
  {
    title: 'a line is taken out of the journal',
    forge: (loot) => editLines(loot, (lines) => lines.toSpliced(4, 1)),
    told: [/^Members: journal\.ndjson\.gz was changed/, /^Chain: journal\.ndjson, line 5: event 4 is missing/],
  },
  {
    title: 'a line is taken out of the journal, which is numbered and chained anew',
    forge: (loot) => retell(loot, (lines) => lines.filter((line) => !isBroken(line))),
    told: [
      /^Members: journal\.ndjson\.gz was changed/,
      /^Chain: journal\.ndjson ends after \d+ events with the chain [0-9a-f]{64}, and the manifest tells of \d+/,
    ],
  },
  {
    title: 'the signature is taken away',
    forge: (loot) => void loot.delete(SIGNATURE),
    told: [/^Seal: manifest\.sig is missing/, /^Members: manifest\.sig is missing/],
  },
  {
    title: 'the signature is another one',
    forge: (loot, { stranger: { privateKey } }) =>
      void loot.set(SIGNATURE, signatureOf(loot.get(MANIFEST) ?? Buffer.of(), privateKey)),
    told: [/^Seal: the signature is not one of the manifest/],
  },
  {
    title: 'the signature is cut',
    forge: (loot) => void loot.set(SIGNATURE, (loot.get(SIGNATURE) ?? Buffer.of()).subarray(0, 63)),
    told: [/^Seal: the signature is not one of the manifest/],
  },
  {
    title: 'a report is taken away',
    forge: (loot) => void loot.delete('junit.xml'),
    told: [/^Members: junit\.xml is missing/],
  },
  {
    title: 'the journal is taken away',
    forge: (loot) => void loot.delete(JOURNAL),
    told: [/^Members: journal\.ndjson\.gz is missing/, /^Chain: journal\.ndjson is missing/],
  },
  {
    title: 'a file is put in',
    forge: (loot) => void loot.set('approval.html', Buffer.from('Approved.')),
    told: [/^Members: approval\.html was not sealed/],
  },
  {
    title: 'a report gets another name',
    forge: (loot) => new Map([...loot].map(([name, stored]) => [name === 'index.html' ? 'index.htm' : name, stored])),
    told: [/^Members: index\.html is missing/, /^Members: index\.htm was not sealed/],
  },
  {
    title: 'two reports change places',
    forge: (loot) => {
      const [one, other] = [loot.get('junit.xml'), loot.get('results.json')];
      loot.set('junit.xml', other ?? Buffer.of());
      loot.set('results.json', one ?? Buffer.of());
    },
    told: [/^Members: (junit\.xml|results\.json) was changed/, /^Verdicts: results\.json is not JSON/],
  },
  {
    title: 'the members stand in another order',
    forge: (loot) => reversed(loot, 'index.html'),
    told: [/^Members: they are not in the order/],
  },
  {
    title: 'something is put behind the ZIP file',
    forge: (loot) => Buffer.concat([closed(loot), Buffer.from('\n')]),
    told: [/^File: byte [\d,]+ of it, in the list at the end of the ZIP file/],
  },
  {
    title: 'the ZIP file has a comment',
    forge: (loot) => {
      const bytes = Buffer.concat([closed(loot), Buffer.from('approved')]);
      bytes.writeUInt16LE(8, bytes.length - 10);
      return bytes;
    },
    told: [/^File: byte [\d,]+ of it, in the list at the end of the ZIP file/],
  },
  {
    title: 'a byte of a member is another one',
    forge: (loot) => {
      const bytes = Buffer.from(closed(loot));
      const place = bytes.indexOf('<!doctype html>') + 1000;
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      return bytes;
    },
    told: [
      /^File: byte [\d,]+ of it, the checksum of index\.html, which its content does not have, is not what was sealed/,
      /^Members: index\.html was changed/,
    ],
  },
  {
    title: 'a member has another date in the ZIP file',
    forge: (loot) => {
      const bytes = Buffer.from(closed(loot));
      bytes.writeUInt16LE(0x5a21, 12); // 2025-01-01
      return bytes;
    },
    told: [/^File: byte 1[23] of it, in what the ZIP file says of manifest\.json/],
  },
];

for (const manipulation of WITHOUT_A_KEY) {
  test(`without a key: ${manipulation.title}`, () => expectTold(manipulation, sealed()));
}

test('the manifest of another bundle of the same supplier fits nothing', async () => {
  const { folder, bundle, supplier } = sealed();
  const loot = opened(bundle);
  const other = opened(await sealedFolder(await failedRun(join(folder, 'other')), supplier.privateKey));
  for (const member of [MANIFEST, SIGNATURE]) loot.set(member, other.get(member) ?? Buffer.of());
  const wrong = wrongIn(await verify(closed(loot), supplier.publicKey));
  expect(wrong).toContainEqual(expect.stringMatching(/^Members: .* was changed/));
  expect(wrong).toContainEqual(expect.stringMatching(/^Chain: /));
});

test('no byte can be another one', async () => {
  const { bundle, supplier } = sealed();
  // What judging gives is the same each time; it is looked at elsewhere whether that is compared.
  let known: Conclusions | undefined;
  const judgeAgain: JudgeAgain = async (evidence) => (known ??= await judgingAgain(await theContract())(evidence));
  const looked = {
    harness: HARNESS,
    publicKey: supplier.publicKey,
    judgeAgain,
    now: Date.now(),
  };
  expect((await verified(bundle, looked)).outcome).toBe('verified');
  const places = new Set([
    // The manifest and the signature, the list at the end, and some of the rest.
    ...Array.from({ length: 64 }, (_, index) => index * 7),
    ...Array.from({ length: 200 }, (_, index) => bundle.length - 1 - index * 3),
    ...Array.from({ length: 150 }, (_, index) => Math.floor((bundle.length / 150) * index)),
  ]);
  for (const place of places) {
    const bytes = Buffer.from(bundle);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8));
    const outcome = await verified(bytes, looked).then(
      (verification) => verification.outcome,
      (error: unknown) => {
        expect(error, `byte ${place}`).toBeInstanceOf(BundleError);
        return 'no bundle';
      },
    );
    expect(outcome, `byte ${place}`).toMatch(/^(wrong|no bundle)$/);
  }
});
