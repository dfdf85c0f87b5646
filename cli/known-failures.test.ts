import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Comparison } from '../reports/diff.ts';
import type { Results } from '../reports/results.ts';
import { start } from '../suites/fixtures/command.ts';

const within = (name: string) => join(test.info().outputPath(), name);
const written = (name: string, content: string) => {
  const path = within(name);
  writeFileSync(path, content);
  return path;
};
const resultsIn = (out: string) => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

const KNOWN = (expires: string, rule = 'check: kci-has-sequence-number') => `
- ${rule}
  reason: The event bus counts from 0; the release of spring puts it right.
  owner: Jo Doe
  expires: ${expires}
  link: https://tracker.example/browse/KCI-17
`;

test('a known failure: waived, judged again, out of date, compared', async () => {
  const waivers = written('waivers.yaml', KNOWN('2999-12-31'));
  const out = within('out');
  const run = await start(['run', '--defect', 'counts-from-zero', '--waivers', waivers, '--out', out]).ended;
  expect(run.written).toContain('1 waiver of known failures in waivers.yaml\n');
  expect(run.written).toMatch(/✓ KCIs: .*, 1 waived/);
  expect(flat(run.written)).toContain('Jo Doe answers for it until 2999-12-31: The event bus counts from 0');
  expect(run.written).toContain('⚑ Certifiable with 1 waiver: Reference supplier');
  expect(run.code).toBe(0);
  expect(resultsIn(out)).toMatchObject({
    certifiable: false,
    decision: 'certifiable-with-waivers',
    summary: { failed: 0, waived: 1 },
    waivers: [{ check: 'kci-has-sequence-number', owner: 'Jo Doe', state: 'used', covers: 1 }],
  });
  expect(readFileSync(join(out, 'junit.xml'), 'utf8')).toMatch(/failures="0" errors="0"/);

  const journal = join(out, 'journal.ndjson');
  const again = await start(['judge', journal, '--out', within('again')]).ended;
  expect(again.code, 'the journal holds the waivers').toBe(0);
  expect(resultsIn(within('again'))).toEqual(resultsIn(out));

  const bare = within('bare');
  const without = await start(['judge', journal, '--no-waivers', '--out', bare]).ended;
  expect(without.written).toContain('✕ Not certifiable');
  expect(without.code).toBe(1);
  expect(resultsIn(bare).waivers).toBeUndefined();

  const stale = written(
    'stale.yaml',
    `${KNOWN('2026-01-01')}${KNOWN('2999-12-31', 'requirement: KCI-TERMINAL').trimStart()}`,
  );
  const outOfDate = await start(['judge', journal, '--waivers', stale]).ended;
  expect(flat(outOfDate.written)).toContain('expired on 2026-01-01; have it put right, or agree on a later day');
  expect(flat(outOfDate.written)).toContain(
    'the waiver of KCI-TERMINAL (Jo Doe) matches nothing: it passed; delete it',
  );
  expect(outOfDate.code).toBe(1);

  const known = await start(['judge', journal, '--no-waivers', '--baseline', bare]).ended;
  expect(flat(known.written)).toContain('None of that is new since the baseline, so it does not fail the run.');
  expect(known.code).toBe(0);

  const withdrawn = await start(['diff', out, join(bare, 'results.json')]).ended;
  expect(withdrawn.written).toContain('waived before, failed now, in the way');
  expect(withdrawn.code).toBe(1);
  const excused = await start(['diff', bare, out, '--json']).ended;
  expect(JSON.parse(excused.written) as Comparison).toMatchObject({
    format: 'supplier-conformance/diff@1',
    obstructing: 0,
    summary: { 'still-failing': 1 },
    changes: [{ check: 'kci-has-sequence-number', before: 'failed', after: 'waived' }],
  });
  expect(excused.code).toBe(0);

  const other = { ...resultsIn(bare), supplier: { name: 'Beta', baseUrl: 'https://beta.example' } };
  const foreign = written('foreign.json', JSON.stringify(other));
  const refused = await start(['run', '--baseline', foreign, '--out', out]).ended;
  expect(refused.written).toMatch(
    /^the baseline is of another supplier: Beta at [^\n]*; give --baseline results of this/,
  );
  expect(refused.code).toBe(2);
  expect(resultsIn(out).summary.waived, 'the last run is left alone').toBe(1);
});

test('what cannot be used is told in a line, and 2, before anything is sent', async () => {
  const wrong = written('wrong.yaml', KNOWN('2999-12-31', 'check: kci-has-sequence-numbr'));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['run', '--waivers', wrong],
      /^.*wrong\.yaml:2:3: there is no check kci-has-sequence-numbr; did you mean kci-[^\n]*\n$/,
    ],
    [['run', '--waivers', 'nowhere.yaml'], /^cannot read the waivers nowhere\.yaml \(ENOENT\)[^\n]*\n$/],
    [['run', '--baseline', 'nowhere'], /^cannot read the results nowhere \(ENOENT\)[^\n]*\n$/],
    [['diff', 'nowhere', wrong], /^cannot read the results nowhere \(ENOENT\)[^\n]*\n$/],
    [['diff', wrong], /^error: missing required argument 'new'\n$/],
  ];
  for (const [parameters, expected] of cases) {
    const { code, written: told } = await start([
      ...parameters,
      ...(parameters[0] === 'run' ? ['--out', within('out')] : []),
    ]).ended;
    expect(told, parameters.join(' ')).toMatch(expected);
    expect(code, parameters.join(' ')).toBe(2);
  }
});
