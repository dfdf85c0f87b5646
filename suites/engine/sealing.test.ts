import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { loadContract, type ContractFiles } from '../../specs/contract.ts';
import type { Waiver } from '../../specs/waiver.ts';
import { chained, unchained } from '../../evidence/chain.ts';
import { JournalError, readJournal, writeJournal, type JournalHeader } from '../../evidence/journal.ts';
import type { Results } from '../../reports/results.ts';
import { sealed, shardMember } from '../../seals/bundle.ts';
import { closed, edit, opened, resealed, retell } from '../../seals/fixtures/forger.ts';
import { failedRun, newKeys, SEALED_AT, verify, wrongIn } from '../../seals/fixtures/sealed-run.ts';
import { start } from '../fixtures/command.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, shardJournal } from './plan.ts';
import { rejudge } from './rejudge.ts';
import { writeReports } from './reporting.ts';
import { sealable, type Sealable } from './sealing.ts';

const { privateKey, publicKey } = newKeys();
let run: string;

test.beforeAll(async ({}, info) => {
  run = await failedRun(join(info.project.outputDir, `sealing-run-${info.workerIndex}`));
});

/** A folder with the same run in it, of which the header may say something else; without reports. */
function copied(name: string, change: (header: JournalHeader) => JournalHeader = (header) => header): string {
  const folder = test.info().outputPath(name);
  const { header, history } = readJournal(join(run, OUTPUT.journal));
  writeJournal(join(folder, OUTPUT.journal), { header: change(header), history });
  return folder;
}

const journalIn = (folder: string) => join(folder, OUTPUT.journal);
const resultsIn = (folder: string) => JSON.parse(readFileSync(join(folder, OUTPUT.results), 'utf8')) as Results;
const bundleOf = ({ content }: Sealable) => sealed(content, { privateKey, harness: HARNESS, sealedAt: SEALED_AT });

async function found(bundle: Uint8Array) {
  const verification = await verify(bundle, publicKey);
  const notes = verification.findings
    .filter(({ state }) => state === 'note')
    .map(({ about, text }) => `${about}: ${text}`);
  return { outcome: verification.outcome, wrong: wrongIn(verification), notes };
}

test('the folder of a run is sealed as it is, and what no run leaves is left out and told', async () => {
  const folder = copied('as-it-is');
  writeReports(folder, await rejudge(journalIn(folder)));
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const { content, remarks } = await sealable(folder, resultsIn(folder));
  expect(remarks).toEqual(['left out, as no run leaves it: notes.txt']);
  expect(content.reports[OUTPUT.report]).toBe(readFileSync(join(folder, OUTPUT.report), 'utf8'));
});

test('a report that is missing or was changed is drawn again, and told', async () => {
  const folder = copied('drawn-again');
  writeReports(folder, await rejudge(journalIn(folder)));
  rmSync(join(folder, OUTPUT.junit));
  writeFileSync(join(folder, OUTPUT.report), 'all is well');
  const sealing = await sealable(folder, resultsIn(folder));
  expect(sealing.remarks).toEqual([
    `drawn again from the journal, since the folder has it otherwise or not at all: ${OUTPUT.junit}, ${OUTPUT.report}`,
  ]);
  expect(await found(bundleOf(sealing))).toEqual({ outcome: 'verified', wrong: [], notes: [] });
});

test('results that do not follow from the journal are not sealed', async () => {
  const folder = copied('edited');
  writeReports(folder, await rejudge(journalIn(folder)));
  const results = resultsIn(folder);
  const verdicts = results.verdicts.map((verdict) =>
    verdict.outcome === 'failed' ? { ...verdict, outcome: 'passed' as const } : verdict,
  );
  await expect(sealable(folder, { ...results, verdicts })).rejects.toThrow(
    /results\.json does not follow from the journal beside it: .*: it says passed, judging gives failed .*; judge it again: supplier-conformance judge /,
  );
  await expect(sealable(folder, { ...results, startedAt: '2020-01-01T00:00:00.000Z' })).rejects.toThrow(
    /they are of the run of 2020-01-01T00:00:00.000Z, and the journal of that of /,
  );
});

test('a journal without a chain is judged, and not sealed', async () => {
  const folder = copied('unchained');
  const journal = readFileSync(journalIn(folder), 'utf8');
  writeFileSync(journalIn(folder), journal.replace(/,"chain":"[0-9a-f]{64}"\}$/gm, '}'));
  const { results, chain } = await rejudge(journalIn(folder));
  expect(results.summary.failed).toBe(1);
  expect(chain, 'no report may name the end of a chain that there is not').toBeUndefined();
  await expect(sealable(folder, undefined)).rejects.toThrow(
    /was written by a version that did not chain its lines.*; run again, and seal that$/,
  );
});

test('a run that did not come to its end is not sealed', async () => {
  const folder = copied('cut');
  const journal = readFileSync(journalIn(folder), 'utf8');
  writeFileSync(journalIn(folder), journal.slice(0, -40));
  await expect(sealable(folder, undefined)).rejects.toThrow(JournalError);
  await expect(sealable(folder, undefined)).rejects.toThrow(
    /is cut short: .*; seal a run that came to its end: wait for one that goes on, and repeat one that was killed$/,
  );
});

const WAIVER: Waiver = {
  requirement: 'KCI-TERMINAL',
  outcome: 'failed',
  reason: 'the release of spring puts it right',
  owner: 'Jo Doe',
  expires: '2999-12-31',
  place: 'waivers.yaml:1:1',
};

test('known failures that the run knew stay waived, wherever and whenever it is judged again', async () => {
  const sealing = await sealable(
    copied('waived', (header) => ({ ...header, waivers: [WAIVER] })),
    undefined,
  );
  expect(sealing.content.results.summary).toMatchObject({ failed: 0, waived: 1 });
  expect(await found(bundleOf(sealing))).toEqual({
    outcome: 'verified',
    wrong: [],
    notes: ['Waivers: 1 waiver, known to the run: KCI-TERMINAL (Jo Doe, until 2999-12-31)'],
  });
});

test('known failures that were chosen after the run are told as that', async () => {
  const folder = copied('waived-later');
  writeReports(folder, await rejudge(journalIn(folder), { waivers: [WAIVER] }));
  const sealing = await sealable(folder, resultsIn(folder));
  expect(await found(bundleOf(sealing))).toEqual({
    outcome: 'verified',
    wrong: [],
    notes: ['Waivers: 1 waiver, chosen after the run, which knew of 0: KCI-TERMINAL (Jo Doe, until 2999-12-31)'],
  });
});

test('a comparison with a baseline is left out, and told', async () => {
  const folder = copied('compared');
  const { results } = await rejudge(journalIn(folder));
  writeReports(folder, await rejudge(journalIn(folder), { baseline: results }));
  const sealing = await sealable(folder, resultsIn(folder));
  expect(sealing.remarks).toEqual(['the comparison with a baseline is left out: what is handed in is the whole run']);
  expect(await found(bundleOf(sealing))).toMatchObject({ outcome: 'verified', wrong: [] });
});

test('a journal that is not laid out as it is written is judged, and not sealed', async () => {
  const folder = copied('laid-out');
  const lines = readFileSync(journalIn(folder), 'utf8').trimEnd().split('\n');
  let last = '';
  const spaced = lines.map((line) => {
    const next = chained(last, (unchained(line)?.json ?? '').replace(/^\{/, '{ '));
    last = next.link;
    return `${next.line}\n`;
  });
  writeFileSync(journalIn(folder), spaced.join(''));
  expect(await rejudge(journalIn(folder))).toMatchObject({ chain: last, results: { summary: { failed: 1 } } });
  await expect(sealable(folder, undefined)).rejects.toThrow(/journal\.ndjson, line 1 is not laid out as this harness/);
});

test('a run that is made a later one without its events is told from their times', async () => {
  const folder = copied('later', (header) => ({ ...header, startedAt: '2027-01-01T00:00:00.000Z' }));
  const { outcome, wrong, notes } = await found(bundleOf(await sealable(folder, undefined)));
  expect({ outcome, wrong }).toEqual({ outcome: 'verified', wrong: [] });
  expect(notes).toEqual([
    expect.stringMatching(/^Time: the run is said to have finished at .*, before it started at 2027-01-01/),
    expect.stringMatching(/^Time: by the times of event 1 the run did not start at 2027-01-01T00:00:00\.000Z: /),
  ]);
});

test('a run that does not say by which contract it was judged leaves that open', async () => {
  const { contract, ...header } = readJournal(journalIn(run)).header;
  expect(Object.keys(contract)).toHaveLength(2);
  await expect(
    sealable(
      copied('no-contract', () => ({ ...header, contract: {} })),
      undefined,
    ),
  ).rejects.toThrow(/another supplier-api\.yaml and supplier-updates-api\.yaml than the run was judged by/);
});

test('contract documents of the manager that no run was judged by are told', async () => {
  const bundle = bundleOf(await sealable(copied('accepted-in-vain'), undefined));
  const { outcome, findings } = await verify(bundle, publicKey, ['0'.repeat(64)]);
  expect(outcome).toBe('verified');
  expect(findings).toContainEqual({
    about: 'Contract',
    state: 'note',
    text: expect.stringMatching(/^judged by supplier-api\.yaml and .* of this harness, and by none of the files given/),
  });
});

/** Contract documents of a supplier's own, one of which refers to another file in a folder beside its own. */
function ownDocuments(): ContractFiles {
  const home = test.info().outputPath('documents', 'api');
  const api = parse(readFileSync(fileURLToPath(new URL('../../specs/supplier-api.yaml', import.meta.url)), 'utf8')) as {
    components: { schemas: Record<string, unknown> };
  };
  const { schemas } = api.components;
  const [name = ''] = Object.keys(schemas).filter((key) => !JSON.stringify(schemas[key]).includes('$ref'));
  const shared = join(dirname(home), 'shared parts', 'one of them.yaml');
  for (const folder of [home, dirname(shared)]) mkdirSync(folder, { recursive: true });
  writeFileSync(shared, stringify(schemas[name]));
  schemas[name] = { $ref: '../shared parts/one of them.yaml' };
  writeFileSync(join(home, 'official.yaml'), stringify(api));
  return { supplierApi: join(home, 'official.yaml') };
}

test('contract documents of the supplier go with the bundle, and are told', async () => {
  const contractFiles = ownDocuments();
  const { hashes } = await loadContract(contractFiles);
  expect(Object.keys(hashes)).toContain('../shared parts/one of them.yaml');
  const folder = copied('own-documents', (header) => ({ ...header, contract: hashes, contractFiles }));
  const bundle = bundleOf(await sealable(folder, undefined));
  // Another machine has none of it.
  rmSync(test.info().outputPath('documents'), { recursive: true });
  const unknown = await verify(bundle, publicKey);
  expect(unknown.outcome).toBe('open');
  expect(unknown.findings).toContainEqual({
    about: 'Contract',
    state: 'open',
    text: expect.stringMatching(
      /^judged by documents that the supplier gave .*official\.yaml \(SHA-256 [0-9a-f]{64}\), .*one of them\.yaml \(SHA-256/,
    ),
  });
  const others = await verify(bundle, publicKey, ['0'.repeat(64)]);
  expect(others.findings).toContainEqual({
    about: 'Contract',
    state: 'open',
    text: expect.stringMatching(/; the files that you gave with --contract are others$/),
  });
  const known = await verify(bundle, publicKey, Object.values(hashes));
  expect(known.outcome).toBe('verified');
  expect(known.findings).toContainEqual({
    about: 'Contract',
    state: 'well',
    text: expect.stringContaining('that were accepted'),
  });

  const changed = opened(bundle);
  const member = [...changed.keys()].find((name) => name.endsWith('official.yaml')) ?? '';
  edit(changed, member, (yaml) => `${yaml}# later\n`);
  expect((await found(resealed(changed, privateKey))).wrong).toContainEqual(
    expect.stringMatching(
      /^Verdicts: the evidence cannot be judged again: the journal: official\.yaml changed since the run/,
    ),
  );

  const missing = opened(bundle);
  missing.delete([...missing.keys()].find((name) => name.endsWith('one.of.them.yaml')) ?? '');
  expect((await found(resealed(missing, privateKey))).wrong).toContainEqual(
    expect.stringMatching(/^Verdicts: the evidence cannot be judged again: .*official\.yaml is not a valid OpenAPI/),
  );
  const taken = opened(bundle);
  taken.delete([...taken.keys()].find((name) => name.endsWith('one.of.them.yaml')) ?? '');
  expect((await found(closed(taken))).wrong).toContainEqual(
    expect.stringMatching(/^Members: contract\/\S+ is missing/),
  );
});

test('contract documents that changed since the run are not sealed', async () => {
  const contractFiles = ownDocuments();
  const { hashes } = await loadContract(contractFiles);
  const folder = copied('changed-documents', (header) => ({ ...header, contract: hashes, contractFiles }));
  writeFileSync(contractFiles.supplierApi ?? '', `${readFileSync(contractFiles.supplierApi ?? '', 'utf8')}\n# later\n`);
  await expect(sealable(folder, undefined)).rejects.toThrow(
    /official\.yaml changed since the run; judge with the documents of the run/,
  );
});

test('contract documents that the journal does not tell of are not judged by', async () => {
  const contractFiles = ownDocuments();
  const { 'official.yaml': _, ...contract } = (await loadContract(contractFiles)).hashes;
  const folder = copied('untold-documents', (header) => ({ ...header, contract, contractFiles }));
  await expect(sealable(folder, undefined)).rejects.toThrow(/official\.yaml changed since the run/);
});

test('a harness with other contract documents says so', async () => {
  const folder = copied('other-harness', (header) => ({
    ...header,
    contract: { ...header.contract, 'supplier-api.yaml': '0'.repeat(64) },
  }));
  await expect(sealable(folder, undefined)).rejects.toThrow(
    /another supplier-api\.yaml than the run was judged by; seal it with the version/,
  );
});

/** The run in two shards, the second of which had nothing to do, judged together in a folder. */
async function sharded(): Promise<string> {
  const { header, history } = readJournal(journalIn(run));
  const paths = [1, 2].map((index) => test.info().outputPath(`shard-${index}`, OUTPUT.journal));
  const [first = '', second = ''] = paths;
  writeJournal(first, { header: { ...header, shard: { index: 1, of: 2 } }, history });
  const end = history.at(-1);
  if (!end) throw new Error('the run has no end');
  writeJournal(second, { header: { ...header, shard: { index: 2, of: 2 } }, history: [{ ...end, seq: 1 }] });
  const together = test.info().outputPath('together');
  // Its exit code is that of a run that was limited and failed.
  expect((await start(['judge', second, first, '--out', together]).ended).code).toBe(1);
  return together;
}

test('a run in shards is sealed with the journals of its shards, from which it follows', async () => {
  const folder = await sharded();
  const sealing = await sealable(folder, resultsIn(folder));
  expect(sealing.remarks).toEqual([]);
  const bundle = bundleOf(sealing);
  const { outcome, findings, manifest } = await verify(bundle, publicKey);
  expect(outcome).toBe('verified');
  expect(manifest?.shards).toHaveLength(2);
  expect(findings).toContainEqual({
    about: 'Shards',
    state: 'well',
    text: 'the history follows from the journals of its 2 shards',
  });

  // Both the whole and a shard are sound in themselves, and one of them was made up.
  const other = opened(bundle);
  retell(
    other,
    (lines) => lines.map((line) => ({ ...line, ...(line.type === 'note' ? { text: 'nothing' } : {}) })),
    shardMember(1),
  );
  expect((await found(resealed(other, privateKey))).wrong).toContainEqual(
    expect.stringMatching(/^Shards: journal\.ndjson, line \d+ does not follow from the journals of the shards/),
  );
  const shorter = opened(bundle);
  retell(shorter, (lines) => lines.filter(({ type }) => type !== 'inbound'));
  expect((await found(resealed(shorter, privateKey))).wrong).toContainEqual(
    expect.stringMatching(/^Shards: journal\.ndjson, line \d+ does not follow from the journals of the shards/),
  );
  const fewer = opened(bundle);
  fewer.delete(shardMember(2));
  expect(
    (
      await found(
        resealed(fewer, privateKey, ({ shards, ...manifest }) => ({ ...manifest, shards: shards?.slice(0, 1) })),
      )
    ).wrong,
  ).toContainEqual(expect.stringMatching(/^Chain: shards\/shard-2\.ndjson is missing/));

  rmSync(join(folder, shardJournal(2)));
  await expect(sealable(folder, resultsIn(folder))).rejects.toThrow(/cannot read the journal .*shard-2\.ndjson/);
});
