import { expect, test } from '@playwright/test';
import type { Waiver } from '../specs/waiver.ts';
import { decisionOn, summarise, type Verdict } from './verdict.ts';
import { waive, type Occasion } from './waivers.ts';

const TODAY: Occasion = { day: '2026-03-01', whole: true };

const verdict = (check: string, outcome: Verdict['outcome'], rest: Partial<Verdict> = {}): Verdict => ({
  check,
  requirement: check.toUpperCase(),
  level: 'MUST',
  standing: 'documented',
  severity: 'error',
  outcome,
  examined: 1,
  violations: outcome === 'failed' ? [{ expected: 'this', actual: 'that', seen: [1] }] : [],
  ...rest,
});

const waiver = (rest: Partial<Waiver>): Waiver => ({
  outcome: 'failed',
  reason: 'It is being put right.',
  owner: 'Jo Doe',
  expires: '2026-03-31',
  place: 'waivers.yaml:1:3',
  ...rest,
});

const one = (verdicts: readonly Verdict[], given: Partial<Waiver>, occasion = TODAY) => {
  const { verdicts: told, waivers } = waive(verdicts, [waiver(given)], occasion);
  const [judged] = waivers;
  if (!judged) throw new Error('the waiver was lost');
  return { told, judged, outcomes: told.map(({ outcome }) => outcome) };
};

test('a waived failure stands in nobody’s way, and keeps what was found and who answers for it', () => {
  const failed = verdict('a', 'failed');
  const { told, judged } = one([failed, verdict('b', 'passed')], { check: 'a' });
  expect(told[0]).toEqual({ ...failed, outcome: 'waived', waiver: waiver({ check: 'a' }) });
  expect(judged).toMatchObject({ state: 'used', covers: 1 });
  expect(judged.problem).toBeUndefined();
  expect(summarise(told)).toMatchObject({ passed: 1, failed: 0, waived: 1 });
  expect(decisionOn(told)).toBe('certifiable-with-waivers');
});

test('a warning may be waived too, and does not make a decision lesser', () => {
  const { told } = one([verdict('a', 'failed', { severity: 'warning' })], { check: 'a' });
  expect(told[0]?.outcome).toBe('waived');
  expect(decisionOn(told)).toBe('certifiable');
});

test('of a requirement all checks are waived, of a check all operations, unless one is named', () => {
  const verdicts = [
    verdict('a', 'failed', { requirement: 'R', operation: 'x' }),
    verdict('a', 'failed', { requirement: 'R', operation: 'y' }),
    verdict('b', 'failed', { requirement: 'R' }),
    verdict('c', 'failed'),
  ];
  expect(one(verdicts, { requirement: 'R' }).outcomes).toEqual(['waived', 'waived', 'waived', 'failed']);
  expect(one(verdicts, { check: 'a' }).outcomes).toEqual(['waived', 'waived', 'failed', 'failed']);
  expect(one(verdicts, { check: 'a', operation: 'y' }).outcomes).toEqual(['failed', 'waived', 'failed', 'failed']);
});

test('of several waivers that fit the narrowest is told, and none of them is out of date', () => {
  const narrow = waiver({ check: 'a', operation: 'x', place: 'waivers.yaml:9:3' });
  const { verdicts, waivers } = waive(
    [verdict('a', 'failed', { operation: 'x' })],
    [waiver({ requirement: 'A' }), waiver({ check: 'a' }), narrow],
    TODAY,
  );
  expect(verdicts[0]?.waiver).toEqual(narrow);
  expect(waivers.map(({ state, covers }) => `${state} ${covers}`)).toEqual(['used 0', 'used 0', 'used 1']);
});

test('what was not exercised is waived only where the waiver says so, and what is broken never', () => {
  const verdicts = [verdict('a', 'not-exercised'), verdict('b', 'broken')];
  expect(one(verdicts, { check: 'a' })).toMatchObject({
    outcomes: ['not-exercised', 'broken'],
    judged: { state: 'unmatched', problem: expect.stringContaining('it was not exercised') },
  });
  const { told } = one(verdicts, { check: 'a', outcome: 'not-exercised' });
  expect(told.map(({ outcome }) => outcome)).toEqual(['waived', 'broken']);
  for (const outcome of ['failed', 'not-exercised'] as const) {
    const { outcomes, judged } = one(verdicts, { check: 'b', outcome });
    expect(outcomes).toEqual(['not-exercised', 'broken']);
    expect(judged, 'nobody can tell whether it still fails').toMatchObject({ state: 'unseen', covers: 0 });
  }
  const failed = one([verdict('a', 'failed')], { check: 'a', outcome: 'not-exercised' });
  expect(failed).toMatchObject({ outcomes: ['failed'], judged: { state: 'unmatched' } });
});

test('the day of expiry still counts, and the next does not', () => {
  const failed = [verdict('a', 'failed')];
  expect(one(failed, { check: 'a', expires: '2026-03-01' }).outcomes).toEqual(['waived']);
  const { outcomes, judged } = one(failed, { check: 'a', expires: '2026-02-28' });
  expect(outcomes).toEqual(['failed']);
  expect(judged).toMatchObject({ state: 'expired', covers: 0 });
  expect(judged.problem).toBe(
    'waivers.yaml:1:3: the waiver of a (Jo Doe) expired on 2026-02-28; have it put right, or agree on a later day',
  );
  expect(one([verdict('a', 'passed')], { check: 'a', expires: '2026-02-28' }).judged.problem).toBe(
    'waivers.yaml:1:3: the waiver of a (Jo Doe) expired on 2026-02-28; delete it, since what it waives did not happen: it passed',
  );
});

test('a waiver that matches nothing says what happened instead', () => {
  const problem = (verdicts: readonly Verdict[], given: Partial<Waiver>) => one(verdicts, given).judged.problem;
  const start = 'waivers.yaml:1:3: the waiver of';
  expect(problem([verdict('a', 'passed')], { check: 'a' })).toBe(
    `${start} a (Jo Doe) matches nothing: it passed; delete it`,
  );
  expect(problem([verdict('a', 'not-applicable')], { requirement: 'A' })).toBe(
    `${start} A (Jo Doe) matches nothing: it was not applicable; delete it`,
  );
  expect(problem([verdict('a', 'failed', { operation: 'x' })], { check: 'a', operation: 'y' })).toBe(
    `${start} a of y (Jo Doe) matches nothing: there is no verdict on y, but on x; delete it`,
  );
  expect(problem([], { check: 'gone' })).toBe(
    `${start} gone (Jo Doe) matches nothing: nothing was judged by it; delete it`,
  );
});

test('a run that has not seen everything does not tell that a failure is gone, but that a waiver expired', () => {
  const partly = { ...TODAY, whole: false };
  for (const verdicts of [[], [verdict('a', 'passed')], [verdict('a', 'not-exercised')]]) {
    const { judged } = one(verdicts, { check: 'a' }, partly);
    expect(judged.state).toBe('unseen');
    expect(judged.problem).toBeUndefined();
  }
  expect(one([], { check: 'a', expires: '2026-02-28' }, partly).judged.problem).toMatch(
    /expired on 2026-02-28; delete it, or agree on a later day$/,
  );
  expect(one([verdict('a', 'failed')], { check: 'a' }, partly).outcomes).toEqual(['waived']);
});
