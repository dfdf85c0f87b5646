import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Results } from '../reports/results.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { judgingAgain } from '../suites/engine/sealing.ts';
import { theContract } from '../suites/fixtures/runs.ts';
import { JOURNAL } from './bundle.ts';
import type { Conclusions, JudgeAgain } from './conclusions.ts';
import { BundleError } from './container.ts';
import {
  closed,
  edit,
  editLines,
  editResults,
  fitting,
  manifestOf,
  opened,
  resealed,
  retell,
  type Loot,
} from './fixtures/forger.ts';
import { failedRun, newKeys, sealedFolder, verify, wrongIn, type Keys } from './fixtures/sealed-run.ts';
import { fingerprintOf, signatureOf, spkiOf } from './keys.ts';
import { MANIFEST, manifestBytes, SIGNATURE } from './manifest.ts';
import { verified } from './verify.ts';

let folder: string;
let bundle: Uint8Array;
/** Those of the supplier, and those of somebody else. */
const supplier = newKeys();
const stranger = newKeys();

test.beforeAll(async ({}, info) => {
  folder = await failedRun(join(info.project.outputDir, `sealed-run-${info.workerIndex}`));
  bundle = await sealedFolder(folder, supplier.privateKey);
});

test('what was sealed verifies, and says of a run that failed that it failed', async () => {
  const verification = await verify(bundle, supplier.publicKey);
  expect(wrongIn(verification)).toEqual([]);
  expect(verification).toMatchObject({
    outcome: 'verified',
    manifest: { decision: 'not-certifiable', summary: { failed: 1 }, run: { only: ['provide-to-completion'] } },
  });
});

test('the same run, key and time give the same bytes', async () => {
  expect(Buffer.compare(await sealedFolder(folder, supplier.privateKey), bundle)).toBe(0);
});

test('without a key it stays open whose seal it is', async () => {
  const { outcome, findings } = await verify(bundle);
  expect(outcome).toBe('open');
  expect(findings.filter(({ state }) => state !== 'well')).toMatchObject([
    { about: 'Seal', state: 'open', text: expect.stringContaining(fingerprintOf(supplier.publicKey)) },
  ]);
});

const reversed = (loot: Loot, name: string) => new Map([...loot].toSorted(([one]) => (one === name ? -1 : 0)));

const isBroken = (document: Record<string, unknown>) => JSON.stringify(document).includes('One more thing.');

const passing = (results: Results): Results => ({
  ...results,
  verdicts: results.verdicts.map((verdict) =>
    verdict.outcome === 'failed' ? { ...verdict, outcome: 'passed', violations: [] } : verdict,
  ),
});

const certified = (results: Results): Results => {
  const { only: _, ...whole } = passing(results);
  const { summary } = results;
  return {
    ...whole,
    certifiable: true,
    decision: 'certifiable',
    summary: { ...summary, passed: summary.passed + summary.failed, failed: 0 },
  };
};

interface Manipulation {
  readonly title: string;
  /** What becomes of the members; the bundle is closed again around them, unless it comes back as bytes. */
  readonly forge: (loot: Loot, keys: { readonly supplier: Keys; readonly stranger: Keys }) => Uint8Array | Loot | void;
  /** What has to be told of it: all of these. */
  readonly told: readonly RegExp[];
}

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
    title: 'a member has another date in the ZIP file',
    forge: (loot) => {
      const bytes = Buffer.from(closed(loot));
      bytes.writeUInt16LE(0x5a21, 12); // 2025-01-01
      return bytes;
    },
    told: [/^File: byte 1[23] of it, in what the ZIP file says of manifest\.json/],
  },
];

/** Of somebody who signs with a key of his own. */
const WITH_ANOTHER_KEY: readonly Manipulation[] = [
  {
    title: 'it is sealed with another key',
    forge: (loot, { stranger: { privateKey } }) => resealed(loot, privateKey),
    told: [/^Seal: it was made with another key: [0-9a-f]{64}, and the one that was given is [0-9a-f]{64}$/],
  },
  {
    title: 'it is sealed with another key, and says that it was the right one',
    forge: (loot, { supplier: { publicKey }, stranger: { privateKey } }) =>
      resealed(loot, privateKey, (manifest) => ({
        ...manifest,
        key: {
          algorithm: 'Ed25519',
          publicKey: spkiOf(publicKey).toString('base64'),
          fingerprint: fingerprintOf(publicKey),
        },
      })),
    told: [/^Seal: the signature is not one of the manifest by the key that it names/],
  },
  {
    title: 'it is sealed with another key that goes by the fingerprint of the right one',
    forge: (loot, { supplier: { publicKey }, stranger: { privateKey } }) =>
      resealed(loot, privateKey, (manifest) => ({
        ...manifest,
        key: {
          algorithm: 'Ed25519',
          publicKey: spkiOf(privateKey).toString('base64'),
          fingerprint: fingerprintOf(publicKey),
        },
      })),
    told: [/^Seal: the manifest names no key, or not by its fingerprint/],
  },
  {
    title: 'all of it is told anew and sealed with another key',
    forge: (loot, { stranger: { privateKey } }) => {
      retell(loot, (lines) => lines.filter((line) => !isBroken(line)));
      return resealed(loot, privateKey);
    },
    told: [/^Seal: it was made with another key/, /^Verdicts: .*the bundle says failed, judging gives/],
  },
];

/** Of somebody who has the right key, and wishes that the run had gone otherwise. */
const WITH_THE_RIGHT_KEY: readonly (Omit<Manipulation, 'forge'> & {
  readonly forge: (loot: Loot) => void | ((manifest: ReturnType<typeof manifestOf>) => object);
})[] = [
  {
    title: 'a verdict is edited',
    forge: (loot) => editResults(loot, passing),
    told: [/^Verdicts: \S+( of \S+)?: the bundle says passed, judging gives failed \(expected .+, seen .+\)$/],
  },
  {
    title: 'a verdict is edited, and the totals and the decision after it',
    forge: (loot) => {
      editResults(loot, certified);
      return (manifest) => ({
        ...manifest,
        decision: 'certifiable',
        summary: { ...manifest.summary, passed: manifest.summary.passed + 1, failed: 0 },
      });
    },
    told: [
      /^Verdicts: .*the bundle says passed, judging gives failed/,
      /^Verdicts: results\.json at \/\S+ says /,
      /^Manifest: at \/decision it says "certifiable", and the evidence gives "not-certifiable"/,
    ],
  },
  {
    title: 'a verdict is left out',
    forge: (loot) =>
      editResults(loot, (results) => ({
        ...results,
        verdicts: results.verdicts.filter(({ outcome }) => outcome !== 'failed'),
      })),
    told: [/^Verdicts: .*: the bundle has no verdict, judging gives failed/],
  },
  {
    title: 'a verdict is put in',
    forge: (loot) =>
      editResults(loot, ({ verdicts: [first, ...others], ...results }) => ({
        ...results,
        verdicts: [first, { ...first, check: 'made-up' }, ...others],
      })),
    told: [/^Verdicts: made-up.*: the bundle says \S+, and judging gives no such verdict/],
  },
  {
    title: 'a verdict is told twice',
    forge: (loot) =>
      editResults(loot, ({ verdicts: [first, ...others], ...results }) => ({
        ...results,
        verdicts: [first, first, ...others],
      })),
    told: [/^Verdicts: .*: the bundle has two verdicts on it/],
  },
  {
    title: 'verdicts change places',
    forge: (loot) => editResults(loot, ({ verdicts, ...results }) => ({ ...results, verdicts: verdicts.toReversed() })),
    told: [/^Verdicts: .*(is not in its place|results\.json)/],
  },
  {
    title: 'a finding is worded more kindly',
    forge: (loot) =>
      editResults(loot, (results) => ({
        ...results,
        verdicts: results.verdicts.map((verdict) => ({
          ...verdict,
          violations: verdict.violations.map((violation) => ({ ...violation, actual: 'nothing much' })),
        })),
      })),
    told: [/^Verdicts: .*: at \/violations\/0\/actual the bundle says "nothing much", judging gives /],
  },
  {
    title: 'a verdict is waived that nobody waived',
    forge: (loot) =>
      editResults(loot, (results) => ({
        ...results,
        verdicts: results.verdicts.map((verdict) =>
          verdict.outcome === 'failed' ? { ...verdict, outcome: 'waived' } : verdict,
        ),
      })),
    told: [/^Verdicts: .*: the bundle says waived, judging gives failed/],
  },
  {
    title: 'the run ends earlier in the results',
    forge: (loot) => editResults(loot, (results) => ({ ...results, finishedAt: '2020-01-01T00:00:00.000Z' })),
    told: [/^Verdicts: results\.json at \/finishedAt says "2020-01-01T00:00:00.000Z", and judging/],
  },
  {
    title: 'the results are laid out otherwise',
    forge: (loot) => edit(loot, 'results.json', (json) => JSON.stringify(JSON.parse(json))),
    told: [/^Reports: results\.json at line 1, column 2 is not/],
  },
  {
    title: 'the report says something else',
    forge: (loot) => edit(loot, 'index.html', (page) => page.replaceAll('Not certifiable', 'Certifiable')),
    told: [/^Reports: index\.html at line \d+, column \d+ is not what follows from the evidence/],
  },
  {
    title: 'JUnit is greener',
    forge: (loot) => edit(loot, 'junit.xml', (xml) => xml.replace(/failures="[1-9]\d*"/, 'failures="0"')),
    told: [/^Reports: junit\.xml at line 2, column \d+ is not/],
  },
  {
    title: 'a report is left out',
    forge: (loot) => void loot.delete('index.html'),
    told: [/^Reports: index\.html is missing/],
  },
  {
    title: 'a file is put in',
    forge: (loot) => void loot.set('approval.html', Buffer.from('Approved.')),
    told: [/^Reports: approval\.html is nothing that a run leaves/],
  },
  {
    title: 'the decision in the manifest is another',
    forge: () => (manifest) => ({ ...manifest, decision: 'certifiable' }),
    told: [/^Manifest: at \/decision it says "certifiable", and the evidence gives "not-certifiable"/],
  },
  {
    title: 'the manifest names another supplier',
    forge: () => (manifest) => ({
      ...manifest,
      run: { ...manifest.run, supplier: { name: 'Somebody Else', baseUrl: 'https://else.example' } },
    }),
    told: [/^Manifest: at \/run\/supplier\/name it says "Somebody Else", and the evidence gives /],
  },
  {
    title: 'the manifest no longer says that the run was limited',
    forge: () => (manifest) => {
      const { only: _, ...run } = manifest.run;
      return { ...manifest, run };
    },
    told: [/^Manifest: at \/run\/only it says nothing, and the evidence gives \["provide-to-completion"\]/],
  },
  {
    title: 'the manifest names another end of the chain',
    forge: () => (manifest) => ({ ...manifest, journal: { ...manifest.journal, chain: '0'.repeat(64) } }),
    told: [
      /^Chain: journal\.ndjson ends after \d+ events with the chain \S+, and the manifest tells of \d+ events and the chain 0{64}/,
    ],
  },
  {
    title: 'the manifest names a file by another size',
    forge: () => (manifest) => ({
      ...manifest,
      files: { ...manifest.files, 'junit.xml': { ...manifest.files['junit.xml'], bytes: 1 } },
    }),
    told: [/^Members: junit\.xml was changed: it has \d+ bytes, and 1 were sealed/],
  },
  {
    title: 'a line of the journal is changed',
    forge: (loot) => editLines(loot, (lines) => lines.with(6, lines[6]?.replace(/"mono":[\d.]+/, '"mono":1') ?? '')),
    told: [/^Chain: journal\.ndjson, line 7 does not follow from the lines before it/],
  },
  {
    title: 'a line of the journal is put in',
    forge: (loot) => editLines(loot, (lines) => lines.toSpliced(6, 0, lines[5] ?? '')),
    told: [/^Chain: journal\.ndjson, line 7: event 5 stands there, and 6 is due/],
  },
  {
    title: 'two lines of the journal change places and numbers',
    forge: (loot) =>
      editLines(loot, (lines) => {
        const renumbered = (line: string | undefined, seq: number) => line?.replace(/"seq":\d+/, `"seq":${seq}`) ?? '';
        return lines.with(6, renumbered(lines[7], 6)).with(7, renumbered(lines[6], 7));
      }),
    told: [/^Chain: journal\.ndjson, line 7 does not follow/],
  },
  {
    title: 'the last lines of the journal are cut off',
    forge: (loot) => editLines(loot, (lines) => lines.slice(0, -3)),
    told: [/^Chain: journal\.ndjson ends after \d+ events without the end of its run/],
  },
  {
    title: 'the last line of the journal is torn',
    forge: (loot) => edit(loot, JOURNAL, (journal) => journal.slice(0, -1)),
    told: [/^Chain: journal\.ndjson ends after \d+ events without the end of its run/],
  },
  {
    title: 'something comes after the end of the run',
    forge: (loot) =>
      retell(loot, (lines) => [...lines, { ...lines.at(-2), type: 'note', note: 'remark', text: 'and all was well' }]),
    told: [/^Chain: journal\.ndjson, line \d+ comes after the end of the run/],
  },
  {
    title: 'the chain is taken out of the journal',
    forge: (loot) => editLines(loot, (lines) => lines.map((line) => line.replace(/,"chain":"[0-9a-f]{64}"\}$/, '}'))),
    told: [/^Chain: journal\.ndjson was written without a chain/],
  },
  {
    title: 'the chain is taken out of a part of the journal',
    forge: (loot) =>
      editLines(loot, (lines) =>
        lines.map((line, index) => (index < 9 ? line : line.replace(/,"chain":"[0-9a-f]{64}"\}$/, '}'))),
      ),
    told: [/^Chain: journal\.ndjson, line 10 does not follow/],
  },
  {
    title: 'a byte of the journal is no text',
    forge: (loot) => void loot.set(JOURNAL, gzipSync(Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from('{}\n')]))),
    told: [/^Chain: journal\.ndjson, line 1 is not UTF-8 text/],
  },
  {
    title: 'the KCI that broke the rule is taken out of the journal, which is numbered and chained anew',
    forge: (loot) => retell(loot, (lines) => lines.filter((line) => !isBroken(line))),
    told: [
      /^Verdicts: .*: the bundle says failed, judging gives (passed|not-exercised)/,
      /^Reports: index\.html at line/,
    ],
  },
  {
    title: 'the KCI that broke the rule is put right in the journal, which is chained anew',
    forge: (loot) =>
      retell(loot, (lines) =>
        lines.map((line) =>
          isBroken(line) ? (JSON.parse(JSON.stringify(line).replace('IN_PROGRESS', 'COMPLETED')) as typeof line) : line,
        ),
      ),
    told: [/^Verdicts: .*: the bundle says failed, judging gives/],
  },
  {
    title: 'the supplier claims less in the journal, which is chained anew',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [
        { ...header, profile: { ...(header?.profile as object), features: ['availability', 'provide'] } },
        ...events,
      ]),
    told: [
      /^Verdicts: .*judging gives/,
      /^Manifest: at \/run\/profile\/features\/\d+ it says "\S+", and the evidence gives/,
    ],
  },
  {
    title: 'the journal is one that nobody could have written',
    forge: (loot) => retell(loot, ([header, ...events]) => [{ ...header, profile: 'all of it' }, ...events]),
    told: [/^Verdicts: the evidence cannot be judged again/],
  },
  {
    title: 'the journal names contract documents that the bundle does not hold',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [{ ...header, contractFiles: { supplierApi: '/etc/passwd' } }, ...events]),
    told: [/^Verdicts: the evidence cannot be judged again: cannot read the contract/],
  },
  {
    title: 'the journal calls itself one of shards',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [
        { ...header, shards: [{ index: 1, startedAt: header?.startedAt }] },
        ...events,
      ]),
    told: [/^Chain: shards\/shard-1\.ndjson is missing/],
  },
];

for (const [who, manipulations] of [
  ['without a key', WITHOUT_A_KEY],
  ['with another key', WITH_ANOTHER_KEY],
  [
    'with the right key',
    WITH_THE_RIGHT_KEY.map(({ title, forge, told }): Manipulation => ({
      title,
      told,
      forge: (loot, keys) => {
        const change = forge(loot);
        return resealed(loot, keys.supplier.privateKey, change ? (manifest) => change(manifest) : undefined);
      },
    })),
  ],
] as const) {
  for (const { title, forge, told } of manipulations) {
    test(`${who}: ${title}`, async () => {
      const loot = opened(bundle);
      const forged = forge(loot, { supplier, stranger }) ?? loot;
      const bytes = forged instanceof Map ? closed(forged) : forged;
      expect(Buffer.compare(bytes, bundle)).not.toBe(0);
      const verification = await verify(bytes, supplier.publicKey);
      expect(verification.outcome, wrongIn(verification).join('\n')).toBe('wrong');
      for (const pattern of told) {
        expect(wrongIn(verification)).toContainEqual(expect.stringMatching(pattern));
      }
      if (who === 'with the right key') {
        expect(verification.findings).toContainEqual(expect.objectContaining({ about: 'Seal', state: 'well' }));
        expect(verification.findings).toContainEqual(expect.objectContaining({ about: 'File', state: 'well' }));
      }
    });
  }
}

test('there are many manipulations', () => {
  expect(WITHOUT_A_KEY.length + WITH_ANOTHER_KEY.length + WITH_THE_RIGHT_KEY.length).toBeGreaterThan(50);
});

test('the manifest of another bundle of the same supplier fits nothing', async () => {
  const loot = opened(bundle);
  const other = opened(await sealedFolder(await failedRun(join(folder, 'other')), supplier.privateKey));
  for (const member of [MANIFEST, SIGNATURE]) loot.set(member, other.get(member) ?? Buffer.of());
  const wrong = wrongIn(await verify(closed(loot), supplier.publicKey));
  expect(wrong).toContainEqual(expect.stringMatching(/^Members: .* was changed/));
  expect(wrong).toContainEqual(expect.stringMatching(/^Chain: /));
});

test('whoever names another version, so that nobody draws the reports again, is told from who did', async () => {
  const loot = opened(bundle);
  edit(loot, 'index.html', (page) => page.replaceAll('Not certifiable', 'Certifiable'));
  const forged = resealed(loot, supplier.privateKey, (manifest) => ({
    ...manifest,
    harness: { ...manifest.harness, version: '99.0.0' },
  }));
  const { outcome, findings } = await verify(forged, supplier.publicKey);
  expect(outcome).toBe('open');
  expect(findings.filter(({ state }) => state !== 'well')).toMatchObject([
    {
      about: 'Reports',
      text: expect.stringMatching(/sealed with supplier-conformance 99\.0\.0.*verify with 99\.0\.0/),
    },
  ]);
  // The verdicts are still judged again.
  editResults(loot, passing);
  const worse = resealed(loot, supplier.privateKey, (manifest) => ({
    ...manifest,
    harness: { name: HARNESS.name, version: '99.0.0' },
  }));
  expect(wrongIn(await verify(worse, supplier.publicKey))).toContainEqual(
    expect.stringMatching(/the bundle says passed, judging gives failed/),
  );
});

test('a clock that was set is told', async () => {
  const forged = resealed(opened(bundle), supplier.privateKey, (manifest) => ({
    ...manifest,
    sealedAt: '2001-01-01T00:00:00Z',
  }));
  const { outcome, findings } = await verify(forged, supplier.publicKey);
  expect(outcome).toBe('verified');
  expect(findings.at(-1)).toMatchObject({ about: 'Time', state: 'note', text: expect.stringContaining('2001-01-01') });
});

test('no byte can be another one', async () => {
  // What judging gives is the same each time; it is looked at elsewhere whether that is compared.
  let known: Conclusions | undefined;
  const judgeAgain: JudgeAgain = async (evidence) => (known ??= await judgingAgain(await theContract())(evidence));
  const looked = {
    harness: HARNESS,
    publicKey: supplier.publicKey,
    judgeAgain,
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
