import { expect, test } from '@playwright/test';
import type { Results } from '../reports/results.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { commented, edit, editResults, NESTED, opened, resealed, type Loot } from './fixtures/forger.ts';
import { certified, expectToldOfTheOwner, passing, victim, type OwnManipulation } from './fixtures/forgeries.ts';
import { SEALED_AT, verify, wrongIn } from './fixtures/sealed-run.ts';
import { sha256, type Manifest } from './manifest.ts';

const sealed = victim();

const WAIVER = {
  requirement: 'KCI-TERMINAL',
  outcome: 'failed',
  reason: 'the release of spring puts it right',
  owner: 'Jo Doe',
  expires: '2999-12-31',
  place: 'waivers.yaml:1:1',
};

/** Of somebody who has the right key, and wishes that it had been judged otherwise. */
const CONCLUSIONS: readonly OwnManipulation[] = [
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
    title: 'the report is packed, and its packing holds another one for the browser',
    forge: (loot) => {
      const page = loot.get('index.html') ?? Buffer.of();
      loot.set('index.html', commented(page, '<!doctype html><h1>Certifiable</h1><!--'));
      return (manifest) => {
        const file = manifest.files['index.html'];
        const unpacked = { sha256: sha256(page), bytes: page.length };
        return { ...manifest, files: { ...manifest.files, 'index.html': { ...file, unpacked } } };
      };
    },
    told: [/^Members: index\.html is packed, which shows something else/, /^Reports: index\.html at line 1, column 1 /],
  },
  {
    title: 'a file is put in as a contract document',
    forge: (loot) => {
      loot.set('approval.html', Buffer.from('Approved.'));
      return (manifest) => ({ ...manifest, documents: { supplierApi: { 'approval.html': 'approval.html' } } });
    },
    told: [
      /^Contract: the bundle holds approval\.html, and the run was not judged by it/,
      /^Reports: approval\.html is nothing that a run leaves/,
    ],
  },
  {
    title: 'reports stand in another order',
    forge: (loot) => {
      const page = loot.get('index.html') ?? Buffer.of();
      loot.delete('index.html');
      loot.set('index.html', page);
    },
    told: [/^Reports: they are not in the order in which seal puts them/],
  },
  {
    title: 'a verdict is waived for ever',
    forge: (loot) =>
      editResults(loot, (results) => ({
        ...results,
        waivers: [{ ...WAIVER, expires: 'never', state: 'used', covers: 1 }],
      })),
    told: [/^Verdicts: results\.json has a waiver such as no list of known failures may hold/],
  },
  {
    title: 'a verdict is waived by nobody',
    forge: (loot) =>
      editResults(loot, (results) => ({ ...results, waivers: [{ ...WAIVER, owner: ' ', state: 'used', covers: 1 }] })),
    told: [/^Verdicts: results\.json has a waiver such as no list of known failures may hold/],
  },
  {
    title: 'results are nested without end',
    forge: (loot) => edit(loot, 'results.json', () => `{"verdicts":[{"check":${NESTED}}],"waivers":[]}`),
    told: [/^Verdicts: .*Maximum call stack/],
  },
];

for (const manipulation of CONCLUSIONS) {
  test(`with the right key: ${manipulation.title}`, () => expectToldOfTheOwner(manipulation, sealed()));
}

test('a manifest that says something twice, for readers to choose from, is told', async () => {
  const { bundle, supplier } = sealed();
  const forged = resealed(opened(bundle), supplier.privateKey, undefined, (text) =>
    text.replace('{\n', '{\n  "decision": "certifiable",\n'),
  );
  expect(wrongIn(await verify(forged, supplier.publicKey))).toEqual([
    expect.stringMatching(/^Manifest: at line 2, column \d+ it is not laid out as seal writes it/),
  ]);
});

/** What stays open of a bundle that is said to come of a version that does not exist. */
async function openOf(forge: (loot: Loot) => void, change: (manifest: Manifest) => object = (manifest) => manifest) {
  const { bundle, supplier } = sealed();
  const loot = opened(bundle);
  forge(loot);
  const harness = { name: HARNESS.name, version: '99.0.0' };
  const forged = resealed(loot, supplier.privateKey, (manifest) => change({ ...manifest, harness }));
  const { outcome, findings } = await verify(forged, supplier.publicKey);
  return {
    outcome,
    told: findings.filter(({ state }) => state !== 'well').map(({ about, text }) => `${about}: ${text}`),
  };
}

test('whoever names another version, so that nobody draws the reports again, is told from who did', async () => {
  const { outcome, told } = await openOf((loot) =>
    edit(loot, 'index.html', (page) => page.replaceAll('Not certifiable', 'Certifiable')),
  );
  expect(outcome).toBe('open');
  expect(told).toEqual([
    expect.stringMatching(
      /^Reports: they were drawn by version 99\.0\.0 .*; do not go by them before verify of 99\.0\.0 has$/,
    ),
  ]);
});

test('another version may judge otherwise, which is told and accuses nobody', async () => {
  const { outcome, told } = await openOf(
    (loot) =>
      editResults(loot, (results) => ({ ...certified(results), certifiable: false, decision: 'not-certifiable' })),
    (manifest) => ({ ...manifest, summary: { ...manifest.summary, passed: manifest.summary.passed + 1, failed: 0 } }),
  );
  expect(outcome).toBe('open');
  expect(told).toEqual([
    expect.stringMatching(
      /^Verdicts: version \S+ of the harness judges otherwise than 99\.0\.0, .* and comes to not certifiable; /,
    ),
    expect.stringMatching(/^Verdicts: .*the bundle says passed, judging gives failed/),
    expect.stringMatching(/^Reports: /),
  ]);
});

test('of no version does a part of a run certify anything, or one with failures', async () => {
  const certify = (results: Results) => ({ ...results, certifiable: true, decision: 'certifiable' });
  const { outcome, told } = await openOf(
    (loot) => editResults(loot, certify),
    (manifest) => ({ ...manifest, decision: 'certifiable' }),
  );
  expect(outcome).toBe('wrong');
  expect(told).toContainEqual(
    expect.stringMatching(/^Verdicts: results\.json says certifiable, and no part of a run certifies anything/),
  );
});

test('of no version do totals follow that the verdicts do not add up to', async () => {
  const { outcome, told } = await openOf((loot) => editResults(loot, passing));
  expect(outcome).toBe('wrong');
  expect(told).toContainEqual(
    expect.stringMatching(/^Verdicts: the totals at \/passed say \d+, and the verdicts add up to \d+/),
  );
});

test('times that do not fit are told, and prove nothing', async () => {
  const { bundle, supplier } = sealed();
  const notesOf = async (sealedAt: string) => {
    const forged = resealed(opened(bundle), supplier.privateKey, (manifest) => ({ ...manifest, sealedAt }));
    const { outcome, findings } = await verify(forged, supplier.publicKey);
    expect(outcome).toBe('verified');
    return findings.filter(({ about }) => about === 'Time').map(({ state, text }) => `${state}: ${text}`);
  };
  expect(await notesOf(SEALED_AT)).toEqual([]);
  expect(await notesOf('2001-01-01T00:00:00Z')).toEqual([
    expect.stringMatching(
      /^note: .* sealed at 2001-01-01T00:00:00Z, before the run had finished at .*: a clock was wrong, or set/,
    ),
  ]);
  expect(await notesOf('2999-01-01T00:00:00Z')).toEqual([
    expect.stringMatching(
      /^note: .* sealed at 2999-01-01T00:00:00Z, which is yet to come by the clock of this machine/,
    ),
  ]);
});
