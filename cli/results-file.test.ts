import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { recorded, sampleHistory, verdict } from '../reports/fixtures/sample.ts';
import { resultsOf, type Results } from '../reports/results.ts';
import { readResults } from './results-file.ts';
import { UsageError } from './usage.ts';

const RESULTS = resultsOf(recorded(sampleHistory()), [verdict('KCI-OWN', 'passed'), verdict('KCI-TIME', 'failed')]);

function file(name: string, content: unknown): string {
  const folder = test.info().outputPath();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function faultOf(path: string): string {
  try {
    readResults(path);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  throw new Error('no fault was found');
}

test('reads results by their file, or by the folder of their run', () => {
  const path = file('results.json', RESULTS);
  expect(readResults(path)).toEqual(JSON.parse(JSON.stringify(RESULTS)));
  expect(readResults(test.info().outputPath())).toEqual(readResults(path));
});

test('says what else it was given, and what to do', () => {
  expect(faultOf('nowhere.json')).toBe(
    'cannot read the results nowhere.json (ENOENT); give a results.json or the folder of a run, or judge its journal with --out',
  );
  expect(faultOf(test.info().outputPath())).toContain('results.json (ENOENT)');
  const journal = file('journal.ndjson', '{"type":"header","format":"supplier-conformance/journal@1"}\n{"seq":1}\n');
  expect(faultOf(journal)).toMatch(/ is a journal; give its results: supplier-conformance judge .* --out FOLDER$/);
  expect(faultOf(file('a.json', 'nothing'))).toMatch(/ is not JSON \(.*\); give a results\.json/);
  for (const odd of ['null', '[]', '{}', '"x"', '{"format":7}']) {
    expect(faultOf(file('odd.json', odd)), odd).toContain('holds no results of a run');
  }
});

test('refuses results of another format', () => {
  expect(faultOf(file('next.json', { ...RESULTS, format: 'supplier-conformance/results@2' }))).toMatch(
    /has the format supplier-conformance\/results@2, and this version reads supplier-conformance\/results@1; judge the journal of that run again with --out$/,
  );
});

test('refuses results that were changed', () => {
  const { summary, verdicts } = RESULTS;
  const changed: readonly (readonly [Partial<Record<keyof Results, unknown>>, string])[] = [
    [{ summary: { ...summary, passed: 7 } }, 'its totals do not add up: 1 verdicts are passed, and it says 7'],
    [{ verdicts: verdicts.slice(1) }, 'its totals do not add up'],
    [{ verdicts: [...verdicts, { check: 'c' }] }, '/verdicts/2/requirement is missing'],
    [{ verdicts: [null] }, '/verdicts/0: expected an object, found null'],
    [
      { verdicts: [{ ...verdicts[0], outcome: 'splendid\n' }] },
      '/verdicts/0/outcome: expected one of passed, failed, not-exercised, not-applicable, broken, waived, found "splendid\\n"',
    ],
    [{ verdicts: undefined }, '/verdicts is missing'],
    [{ supplier: undefined }, '/supplier is missing'],
    [{ profile: {} }, '/profile/name is missing'],
    [{ harness: 7 }, '/harness: expected an object, found 7'],
    [{ startedAt: 'once' }, '/startedAt: expected a date-time, found "once"'],
  ];
  for (const [change, fault] of changed) {
    expect(faultOf(file('changed.json', { ...RESULTS, ...change }))).toContain(fault);
  }
});
