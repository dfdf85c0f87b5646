import { expect, test } from '@playwright/test';
import { waive } from '../checks/waivers.ts';
import type { Verdict } from '../checks/verdict.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import { compare } from './diff.ts';
import { recorded, sampleHistory, verdict } from './fixtures/sample.ts';
import { resultsOf } from './results.ts';
import type { Waiver } from '../specs/waiver.ts';
import { exitCode } from './exit-code.ts';

const WHOLE = recorded(sampleHistory());
const LIMITED: RecordedRun = { ...WHOLE, header: { ...WHOLE.header, only: ['KCI-OWN'] } };
const CUT: RecordedRun = { ...WHOLE, history: WHOLE.history.slice(0, -1) };
const GOOD = verdict('AVL-OFFERED', 'passed');
const BAD = verdict('KCI-OWN', 'failed');
const WAIVER: Waiver = {
  requirement: 'KCI-OWN',
  outcome: 'failed',
  reason: 'known',
  owner: 'Jo',
  expires: '2026-12-31',
  place: 'waivers.yaml:1:3',
};

function code(
  judged: readonly Verdict[],
  { run = WHOLE, waivers = [] as readonly Waiver[], baseline = undefined as readonly Verdict[] | undefined } = {},
): number {
  const told = waive(judged, waivers, { day: '2026-01-12', whole: run === WHOLE });
  const results = resultsOf(run, told.verdicts, { waivers: told.waivers });
  const sinceBaseline = baseline ? { sinceBaseline: compare(resultsOf(WHOLE, baseline), results) } : {};
  return exitCode({ run, verdicts: told.verdicts, results: { ...results, ...sinceBaseline } });
}

test('0 where a supplier may go live, 1 where it may not', () => {
  expect(code([GOOD])).toBe(0);
  expect(code([GOOD, BAD])).toBe(1);
  expect(code([GOOD, verdict('KCI-OWN', 'not-exercised')])).toBe(1);
  expect(code([GOOD], { run: CUT })).toBe(1);
});

test('a waived failure gives 0, a waiver that is out of date 1', () => {
  expect(code([GOOD, BAD], { waivers: [WAIVER] })).toBe(0);
  expect(code([GOOD, BAD], { waivers: [{ ...WAIVER, expires: '2026-01-11' }] })).toBe(1);
  expect(code([GOOD], { waivers: [WAIVER] })).toBe(1);
  expect(code([GOOD, BAD], { waivers: [WAIVER], run: CUT })).toBe(1);
});

test('a limited run tells whether anything that it looked at stands in the way', () => {
  expect(code([GOOD], { run: LIMITED })).toBe(0);
  expect(code([BAD], { run: LIMITED })).toBe(1);
  expect(code([GOOD], { run: LIMITED, waivers: [WAIVER] })).toBe(0);
});

test('with a baseline only what is new gives 1', () => {
  expect(code([GOOD, BAD], { baseline: [GOOD, BAD] })).toBe(0);
  expect(code([GOOD], { baseline: [GOOD, BAD] })).toBe(0);
  expect(code([GOOD, BAD], { baseline: [GOOD] })).toBe(1);
  expect(code([verdict('AVL-OFFERED', 'not-exercised')], { baseline: [GOOD] })).toBe(1);
  expect(code([BAD], { baseline: [GOOD, BAD], run: LIMITED })).toBe(0);
  expect(code([GOOD, BAD], { baseline: [GOOD, BAD], run: CUT })).toBe(1);
  expect(code([GOOD], { baseline: [GOOD], waivers: [WAIVER] })).toBe(1);
});
