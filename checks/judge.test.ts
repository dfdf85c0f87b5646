import { expect, test } from '@playwright/test';
import type { Requirement } from '../specs/requirement.ts';
import { CATALOGUE } from './catalogue.ts';
import { check, type Check } from './check.ts';
import { fakeContract } from './fixtures/contract.ts';
import { exchanged, history, PROFILE } from './fixtures/history.ts';
import { judge } from './judge.ts';
import { blocks, decisionOn, isExcused, summarise, type Verdict } from './verdict.ts';

const RULE: Requirement = {
  id: 'RULE',
  area: 'orders',
  level: 'MUST',
  standing: 'documented',
  sentence: 'A rule.',
  source: 'A page',
  when: ['provide'],
  advice: 'Keep it.',
  exercise: 'Place an order.',
};

const EVEN: Check = check<number>({
  id: 'even',
  requirement: 'RULE',
  title: 'even numbers',
  forEach: () => [2, 4],
  violation: (number) => (number % 2 === 0 ? undefined : { expected: 'even', actual: String(number), seen: [1] }),
});

const judged = (over: Partial<Check>, rule: Partial<Requirement> = {}, features = PROFILE.features) =>
  judge({ requirements: [{ ...RULE, ...rule }], checks: [{ ...EVEN, ...over }] }, [], fakeContract(), {
    ...PROFILE,
    features,
  });

test.describe('a verdict is', () => {
  test('passed when every trigger keeps the rule', () => {
    expect(judged({})).toMatchObject([
      { check: 'even', outcome: 'passed', severity: 'error', examined: 2, violations: [] },
    ]);
  });

  test('failed when one does not, with what was seen', () => {
    expect(judged({ forEach: () => [2, 3] })).toMatchObject([
      { outcome: 'failed', examined: 2, violations: [{ expected: 'even', actual: '3', seen: [1] }] },
    ]);
  });

  test('not exercised when nothing triggered it: never a pass', () => {
    expect(judged({ forEach: () => [] })).toMatchObject([{ outcome: 'not-exercised', examined: 0 }]);
  });

  test('not applicable when the feature is not claimed, even where it would fail', () => {
    expect(judged({ forEach: () => [3] }, {}, ['availability'])).toMatchObject([
      { outcome: 'not-applicable', reason: 'not claimed: provide' },
    ]);
  });

  test('not applicable when none of several features is claimed, and in force when one is', () => {
    const any = { when: [], whenAny: ['modify', 'cease'] } as const;
    expect(judged({}, any, ['provide'])).toMatchObject([
      { outcome: 'not-applicable', reason: 'not claimed: any of modify, cease' },
    ]);
    expect(judged({}, any, ['cease'])).toMatchObject([{ outcome: 'passed' }]);
    expect(judged({}, { ...any, when: ['provide'] }, ['cease'])).toMatchObject([{ outcome: 'not-applicable' }]);
  });

  test('not applicable when the supplier chose the other permitted way', () => {
    expect(judged({ forEach: () => [], onlyIf: () => 'answers 202' })).toMatchObject([
      { outcome: 'not-applicable', reason: 'binds only a supplier that answers 202' },
    ]);
    expect(judged({ forEach: () => [], onlyIf: () => undefined })).toMatchObject([{ outcome: 'not-exercised' }]);
    expect(judged({ forEach: () => [], onlyIf: () => undefined }, { onlyIf: 'answers 202' })).toMatchObject([
      { outcome: 'not-applicable', reason: 'binds only a supplier that answers 202' },
    ]);
  });

  test('not applicable when a run brings the situation about with other features only, and it did not come about', () => {
    const rule = {
      when: [],
      whenAny: ['provide', 'ethernet'],
      reach: [['provide', 'appointments'], ['switch']],
    } as const;
    const on = (features: typeof PROFILE.features, triggers: readonly number[]) =>
      judged({ forEach: () => triggers }, rule, features)[0];
    expect(on(['ethernet'], [])).toMatchObject({
      outcome: 'not-applicable',
      reason: 'nothing of the kind happened, and a run brings it about with provide and appointments, or switch only',
    });
    expect(on(['provide'], [])).toMatchObject({ outcome: 'not-applicable' });
    expect(on(['provide', 'appointments'], [])).toMatchObject({ outcome: 'not-exercised' });
    // Whoever is bound is judged by what happened, by whatever way that came about.
    expect(on(['ethernet'], [2, 3])).toMatchObject({ outcome: 'failed' });
    expect(on(['ethernet'], [2])).toMatchObject({ outcome: 'passed' });
  });

  test('broken when the check throws, or when what it finds is our own doing', () => {
    const thrown = judged({
      violation: () => {
        throw new Error('oops');
      },
    });
    expect(thrown).toMatchObject([{ outcome: 'broken', reason: 'the check threw: oops' }]);
    expect(judged({ forEach: () => [3], blames: 'harness' })).toMatchObject([{ outcome: 'broken' }]);
  });

  test('given for each operation where the check asks for that', () => {
    const verdicts = judged({ forEach: () => [2, 3], operation: (number) => `operation${String(number)}` });
    expect(verdicts).toMatchObject([
      { operation: 'operation2', outcome: 'passed' },
      { operation: 'operation3', outcome: 'failed' },
    ]);
  });

  for (const [level, standing, severity] of [
    ['MUST', 'documented', 'error'],
    ['MUST', 'policy', 'error'],
    ['SHOULD', 'documented', 'warning'],
    ['MUST', 'inferred', 'warning'],
    ['MUST', 'superseded', 'warning'],
    ['MUST', 'example', 'warning'],
    ['MUST', 'tenant', 'warning'],
  ] as const) {
    test(`a matter of ${severity} when the rule is a ${standing} ${level}`, () => {
      expect(judged({}, { level, standing })).toMatchObject([{ severity }]);
    });
  }
});

test('a flood of one fault is kept in bounds but counted whole', () => {
  const [verdict] = judged({ forEach: () => Array.from({ length: 1000 }, () => 1) });
  expect(verdict?.examined).toBe(1000);
  expect(verdict?.violations.length).toBeLessThan(100);
});

test('a check of a rule that does not exist is refused', () => {
  expect(() => judged({ requirement: 'NOWHERE' })).toThrow('check even enforces NOWHERE, which is not a requirement');
});

test('a request of ours that broke the contract is broken and holds nothing against the supplier', () => {
  const contract = fakeContract({
    judgeRequest: () => [{ severity: 'error', where: 'body/id', expected: 'number', actual: '"1"' }],
  });
  const verdicts = judge(
    CATALOGUE,
    history(exchanged('handleCreateOrder', { body: { id: 1 } }, { status: 418 })),
    contract,
    PROFILE,
  );
  expect(verdicts.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(verdicts.filter(({ outcome }) => outcome === 'broken').length).toBe(1);
});

test('the totals add up to the verdicts, and only what binds stands in the way', () => {
  const outcomes = ['passed', 'failed', 'not-exercised', 'not-applicable', 'broken', 'waived'] as const;
  const verdicts = outcomes.flatMap((outcome) =>
    (['error', 'warning'] as const).map((severity): Verdict => ({
      check: 'c',
      requirement: 'R',
      level: 'MUST',
      standing: 'documented',
      severity,
      outcome,
      examined: 1,
      violations: [],
    })),
  );
  const summary = summarise(verdicts);
  expect(Object.values(summary).reduce((sum, count) => sum + count, 0)).toBe(verdicts.length);
  expect(summary).toMatchObject({ failed: 1, warned: 1 });
  expect(verdicts.filter(blocks).map(({ outcome, severity }) => `${outcome} ${severity}`)).toEqual([
    'failed error',
    'not-exercised error',
    'broken error',
  ]);
  expect(decisionOn(verdicts)).toBe('not-certifiable');
  const free = verdicts.filter((verdict) => !blocks(verdict));
  expect(decisionOn(free)).toBe('certifiable-with-waivers');
  expect(decisionOn(free.filter((verdict) => !isExcused(verdict)))).toBe('certifiable');
});

test.describe('the catalogue', () => {
  const { requirements, checks } = CATALOGUE;

  test('uses each id once', () => {
    const ids = [...requirements.map(({ id }) => id), ...checks.map(({ id }) => id)];
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('has a check for each requirement, or says why not', () => {
    const enforced = new Set(checks.map(({ requirement }) => requirement));
    expect(
      requirements.filter(({ id, untested }) => enforced.has(id) === (untested !== undefined)).map(({ id }) => id),
    ).toEqual([]);
  });

  test('has a check for rules only', () => {
    const known = new Set(requirements.map(({ id }) => id));
    expect(checks.filter(({ requirement }) => !known.has(requirement)).map(({ id }) => id)).toEqual([]);
  });

  test('tells of each rule what it is, where it comes from and what to do', () => {
    for (const { id, sentence, source, advice, exercise, untested } of requirements) {
      for (const text of [sentence, source, ...(untested === undefined ? [advice, exercise] : [untested])]) {
        expect(text, id).toMatch(/^\S.{3,}/);
      }
      expect(sentence, id).toMatch(/\.$/);
    }
  });
});
