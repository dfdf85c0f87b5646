import { expect, test } from '@playwright/test';
import type { Waiver } from '../specs/waiver.ts';
import { blocks, type Verdict } from '../checks/verdict.ts';
import { compare, isOneSupplier, KINDS, type Comparable, type Kind } from './diff.ts';
import { recorded, sampleHistory } from './fixtures/sample.ts';
import { resultsOf } from './results.ts';

const WAIVER: Waiver = {
  check: 'c',
  outcome: 'failed',
  reason: 'known',
  owner: 'Jo',
  expires: '2026-12-31',
  place: 'waivers.yaml:1:3',
};

const verdict = (outcome: Verdict['outcome'], rest: Partial<Verdict> = {}): Verdict => ({
  check: 'c',
  requirement: 'R',
  level: 'MUST',
  standing: 'documented',
  severity: 'error',
  outcome,
  examined: 1,
  violations: outcome === 'failed' ? [{ expected: 'this', actual: 'that', seen: [1] }] : [],
  ...(outcome === 'waived' ? { waiver: WAIVER } : {}),
  ...rest,
});

const STATES = {
  passed: verdict('passed'),
  failed: verdict('failed'),
  warned: verdict('failed', { severity: 'warning' }),
  waived: verdict('waived'),
  'waived untested': verdict('waived', { waiver: { ...WAIVER, outcome: 'not-exercised' } }),
  'not-exercised': verdict('not-exercised'),
  'not-applicable': verdict('not-applicable'),
  broken: verdict('broken'),
  absent: undefined,
} as const;
type State = keyof typeof STATES;

const run = recorded(sampleHistory());
const results = (verdicts: readonly (Verdict | undefined)[], over: Partial<Comparable> = {}): Comparable => ({
  ...resultsOf(
    run,
    verdicts.filter((candidate) => candidate !== undefined),
  ),
  ...over,
});

/** What becomes of a verdict, from the state of the row to that of the column; an asterisk where it newly stands in the way. */
const TABLE: Readonly<Record<State, Readonly<Partial<Record<State, `${Kind}${'' | '*'}`>>>>> = {
  passed: {
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested*',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken*',
    absent: 'gone',
  },
  failed: {
    passed: 'fixed',
    failed: 'still-failing',
    warned: 'still-failing',
    waived: 'still-failing',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken',
    absent: 'gone',
  },
  warned: {
    passed: 'fixed',
    failed: 'new-failure*',
    warned: 'still-failing',
    waived: 'still-failing',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested*',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken*',
    absent: 'gone',
  },
  waived: {
    passed: 'fixed',
    failed: 'new-failure*',
    warned: 'still-failing',
    waived: 'still-failing',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested*',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken*',
    absent: 'gone',
  },
  'waived untested': {
    passed: 'newly-exercised',
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'still-untested',
    'not-exercised': 'newly-untested*',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken*',
    absent: 'gone',
  },
  'not-exercised': {
    passed: 'newly-exercised',
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'still-untested',
    'not-exercised': 'still-untested',
    'not-applicable': 'no-longer-applicable',
    broken: 'newly-broken',
    absent: 'gone',
  },
  'not-applicable': {
    passed: 'newly-exercised',
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested*',
    broken: 'newly-broken*',
    absent: 'gone',
  },
  broken: {
    passed: 'newly-exercised',
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested',
    'not-applicable': 'no-longer-applicable',
    broken: 'still-broken',
    absent: 'gone',
  },
  absent: {
    passed: 'added',
    failed: 'new-failure*',
    warned: 'new-warning',
    waived: 'newly-waived',
    'waived untested': 'newly-untested',
    'not-exercised': 'newly-untested*',
    'not-applicable': 'added',
    broken: 'newly-broken*',
  },
};

for (const before of Object.keys(STATES) as State[]) {
  test(`from ${before} to each other state`, () => {
    const found: Partial<Record<State, string>> = {};
    for (const after of Object.keys(STATES) as State[]) {
      const { changes, obstructing, summary } = compare(results([STATES[before]]), results([STATES[after]]));
      expect(changes.length).toBeLessThanOrEqual(1);
      const [change] = changes;
      if (change) found[after] = `${change.kind}${change.obstructs ? '*' : ''}`;
      expect(obstructing).toBe(change?.obstructs ? 1 : 0);
      expect(KINDS.reduce((sum, kind) => sum + summary[kind], 0)).toBe(changes.length);
      const now = STATES[after];
      if (change?.obstructs) expect(now && blocks(now), 'what obstructs stands in the way').toBe(true);
    }
    expect(found).toEqual(TABLE[before]);
  });
}

test('checks are compared operation by operation, and what an operation has no verdict for is no longer exercised', () => {
  const [x, y] = [{ operation: 'handleReserveAppointment' }, { operation: 'handleCreateOrder' }];
  const told = (before: readonly Verdict[], after: readonly Verdict[], over: Partial<Comparable> = {}) =>
    compare(results(before), results(after, over)).changes.map(
      ({ kind, operation, obstructs, before: was, after: is }) =>
        `${operation}: ${kind}${obstructs ? '*' : ''} (${was}, ${is})`,
    );
  expect(told([verdict('passed', x), verdict('passed', y)], [verdict('passed', x), verdict('failed', y)])).toEqual([
    'handleCreateOrder: new-failure* (passed, failed)',
  ]);
  // No verdict of the new run stands in the way for this operation.
  expect(told([verdict('passed', y), verdict('failed', x)], [verdict('passed', y)])).toEqual([
    'handleReserveAppointment: newly-untested (failed, not-exercised)',
  ]);
  const { profile } = results([]);
  const without = {
    profile: { ...profile, features: profile.features.filter((feature) => feature !== 'appointments') },
  };
  expect(told([verdict('passed', y), verdict('failed', x)], [verdict('passed', y)], without)).toEqual([
    'handleReserveAppointment: no-longer-applicable (failed, not-applicable)',
  ]);
  // A check that nothing triggered gives one verdict, which stands for all operations.
  expect(told([verdict('passed', x), verdict('failed', y)], [verdict('not-exercised')])).toEqual([
    'handleReserveAppointment: newly-untested* (passed, not-exercised)',
    'handleCreateOrder: newly-untested (failed, not-exercised)',
  ]);
  expect(told([verdict('not-exercised')], [verdict('passed', x), verdict('failed', y)])).toEqual([
    'handleCreateOrder: new-failure* (not-exercised, failed)',
    'handleReserveAppointment: newly-exercised (not-exercised, passed)',
  ]);
});

test('what is new says what was found first', () => {
  const [change] = compare(results([STATES.passed]), results([STATES.failed])).changes;
  expect(change?.example).toEqual({ expected: 'this', actual: 'that' });
  expect(compare(results([STATES.failed]), results([STATES.failed])).changes[0]?.example).toBeUndefined();
});

test('runs that differ in more than verdicts say so', () => {
  const one = results([]);
  expect(compare(one, one).circumstances).toEqual([]);
  const { profile } = one;
  const other: Comparable = {
    ...one,
    supplier: { name: 'Beta Fibre', baseUrl: 'https://beta.example/api' },
    profile: {
      ...profile,
      tenant: 'TENANT2',
      features: [...profile.features.filter((feature) => feature !== 'provide'), 'cease', 'modify'],
      pace: { ...profile.pace, outcome: profile.pace.outcome + 1500 },
    },
    contract: { ...one.contract, 'more.yaml': 'ab' },
    harness: { ...one.harness, version: '0.2.0' },
    interrupted: true,
    only: ['KCI-TERMINAL'],
    shard: { index: 2, of: 3 },
  };
  const told = compare(one, other).circumstances.join('\n');
  for (const words of [
    'different suppliers: Acme Fibre, and now Beta Fibre.',
    'different addresses: http://supplier.example, and now https://beta.example/api.',
    'different tenants: TENANT1, and now TENANT2.',
    /different features: .*are new; provide is no longer claimed\./,
    'different contracts: more.yaml changed.',
    'different versions of the harness: 0.1.0, and now 0.2.0.',
    /not equally patient: outcome \S+ s, and now \S+ s\./,
    'The new run was interrupted: what it has not seen is unknown.',
    'The new run was shard 2 of 3: what it has not seen is unknown.',
    'The new run was limited to KCI-TERMINAL: what it has not seen is unknown.',
  ]) {
    expect(told).toMatch(words);
  }
  expect(compare(other, one).circumstances).toContain(
    'The old run was limited to KCI-TERMINAL: what it had not seen counts as new.',
  );
});

test('a supplier is recognised by its name or its host', () => {
  const acme = { name: 'Acme', baseUrl: 'https://staging.acme.example:8443/api' };
  expect(isOneSupplier(acme, { name: 'Acme', baseUrl: 'http://127.0.0.1:9001' })).toBe(true);
  expect(isOneSupplier(acme, { name: 'Acme Fibre', baseUrl: 'https://staging.acme.example/v2' })).toBe(true);
  expect(isOneSupplier(acme, { name: 'Beta', baseUrl: 'https://staging.beta.example' })).toBe(false);
  // The port of a supplier that is started for a test is another each time.
  const before = results([], { supplier: { name: 'Acme', baseUrl: 'http://127.0.0.1:9001/api/' } });
  const after = results([], { supplier: { name: 'Acme', baseUrl: 'http://127.0.0.1:9002/api' } });
  expect(compare(before, after).circumstances).toEqual([]);
});
