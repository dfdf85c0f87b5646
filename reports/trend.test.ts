import { expect, test } from '@playwright/test';
import { verdict } from './fixtures/sample.ts';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { fortnight, night } from './fixtures/nights.ts';
import { failed } from './fixtures/waived.ts';
import type { Results } from './results.ts';
import { circumstancesOf, isFlaky, mattersOf, nightsOf, trendsOf, type Trend } from './trend.ts';
import { trendText } from './trend-text.ts';
import { decisionWords, goodInARow, sinceWords, spellWords, standingWords } from './trend-words.ts';

const trends = (results: readonly Results[]): readonly Trend[] => {
  const nightOf = nightsOf();
  return trendsOf(
    results.map((each) => nightOf(each)),
    REQUIREMENTS,
  );
};

function trendOf(results: readonly Results[]): Trend {
  const [only, ...others] = trends(results);
  expect(others).toEqual([]);
  if (!only) throw new Error('no trend');
  return only;
}

const courseOf = ({ courses }: Trend, id: string) => courses.find(({ requirement }) => requirement === id);
const days = (steps: Trend['steps']) => steps.map(({ night: { startedAt } }) => startedAt.slice(0, 10));

test('runs stand in the order of their beginnings, however they were found', () => {
  const { nights } = trendOf([night(2), night(0), night(1)]);
  expect(nights.map(({ seed }) => seed)).toEqual([0, 1, 2]);
});

test('suppliers and tenants stand apart, the one with the latest run first', () => {
  const tenant = { ...night(9).profile, tenant: 'TENANT2' };
  const all = trends([night(0), night(1, [], {}, 'Other'), night(9, [], { profile: tenant }), night(5)]);
  expect(all.map((trend) => [trend.supplier, trend.tenant, trend.nights.length])).toEqual([
    ['Acme Fibre', 'TENANT2', 1],
    ['Acme Fibre', 'TENANT1', 2],
    ['Other', 'TENANT1', 1],
  ]);
});

test('systems of one supplier that are tested by turns stand apart; one that moves stays one', () => {
  const at = (number: number, baseUrl: string) => night(number, [], { supplier: { name: 'Acme Fibre', baseUrl } });
  const [old, other] = ['https://staging.acme.example/api', 'https://pre.acme.example/api'];
  const [moved, ...none] = trends([at(0, old), at(1, old), at(2, other)]);
  expect(none).toEqual([]);
  expect(moved).not.toHaveProperty('address');
  const apart = trends([at(0, old), at(1, other), at(2, old), at(3, other)]);
  expect(apart.map(({ address, nights }) => [address, nights.map(({ seed }) => seed)])).toEqual([
    [other, [1, 3]],
    [old, [0, 2]],
  ]);
  expect(apart.flatMap(({ steps }) => steps)).toEqual([]);
  expect(trendText(apart, '/tmp/trend.html')).toContain(`Acme Fibre, tenant TENANT1, at ${other}: 2 runs`);
  // A supplier that is started for a test listens at another port each time.
  const started = [1, 2, 3, 2, 1].map((port, number) => at(number, `http://127.0.0.1:${4000 + port}`));
  expect(trends(started)).toHaveLength(1);
});

test('each requirement has its marks from run to run, and what changed is told from what did not', () => {
  const trend = trendOf(fortnight());
  expect(courseOf(trend, 'KCI-TERMINAL')).toMatchObject({
    area: 'kcis',
    changed: true,
    turns: 2,
    last: 'passed',
    judged: 13,
  });
  expect(courseOf(trend, 'KCI-TERMINAL')?.marks.slice(2, 7)).toEqual([
    'passed',
    'failed',
    'failed',
    'failed',
    'passed',
  ]);
  expect(courseOf(trend, 'ORD-ECHO')).toMatchObject({ changed: false, turns: 0 });
  expect(courseOf(trend, 'HTTP-ANSWERED')).toMatchObject({ changed: true, turns: 1, last: 'not-exercised' });
  expect(trend.courses.map(({ area }) => area)).toEqual(['http', 'orders', 'kcis', 'kcis']);
});

test('what goes back and forth is flaky; what broke and was mended once is not', () => {
  const { courses } = trendOf(fortnight());
  expect(courses.filter(isFlaky).map(({ requirement, turns }) => [requirement, turns])).toEqual([['KCI-OWN', 9]]);
});

test('what was flaky long ago and is steady since is flaky no more', () => {
  const nights = Array.from({ length: 50 }, (_, number) =>
    night(number, number < 12 && number % 2 === 0 ? [failed('KCI-OWN')] : []),
  );
  expect(trendOf(nights.slice(0, 20)).courses.filter(isFlaky)).toHaveLength(1);
  expect(trendOf(nights).courses.filter(isFlaky)).toEqual([]);
});

test('tells since when a requirement is as it is, whatever could not be judged in between', () => {
  const wrong = [failed('KCI-OWN')];
  const trend = trendOf([
    night(0),
    night(1, wrong),
    night(2, [verdict('KCI-OWN', 'broken')]),
    night(3, [], { interrupted: true }),
    night(4, wrong),
  ]);
  expect(courseOf(trend, 'KCI-OWN')?.spell).toMatchObject({ since: { seed: 1 }, runs: 2, before: { seed: 0 } });
  const wordsOf = (id: string) => spellWords(courseOf(trend, id) as (typeof trend.courses)[number]);
  expect(wordsOf('KCI-OWN')).toBe('since 2026-01-13 02:00 UTC (2 whole runs)');
  expect(wordsOf('ORD-ECHO')).toBe('in all 4 whole runs that judged it');
  const broken = trendOf([night(0), night(1, [verdict('KCI-OWN', 'broken')])]);
  expect(spellWords(courseOf(broken, 'KCI-OWN') as (typeof trend.courses)[number])).toBe(
    'in the latest whole run, which could not judge it',
  );
});

test('tells of marks that take turns on one side what they have in common, and how often each was', () => {
  const applies = (number: number, mark: 'passed' | 'not-applicable') => night(number, [verdict('ORD-ECHO', mark)]);
  const turns = [applies(0, 'passed'), applies(1, 'passed'), applies(2, 'not-applicable')];
  const wordsIn = (results: readonly Results[], id: string) =>
    standingWords(courseOf(trendOf(results), id) as Trend['courses'][number]);
  const good = 'nothing wrong in all 3 whole runs that judged it (passed in 2, not applicable in 1)';
  expect(wordsIn(turns, 'ORD-ECHO')).toBe(good);
  expect(wordsIn([turns[2] as Results, applies(3, 'passed'), applies(4, 'passed')], 'ORD-ECHO')).toBe(good);
  expect(wordsIn(turns, 'KCI-OWN')).toBe('passed in all 3 whole runs that judged it');
  const worse = [
    night(3, [failed('KCI-OWN')]),
    night(4, [failed('KCI-OWN', { severity: 'warning' })]),
    night(5, [failed('KCI-OWN')]),
  ];
  expect(wordsIn([...turns, ...worse], 'KCI-OWN')).toBe(
    'something wrong since 2026-01-15 02:00 UTC (3 whole runs: failed in 2, warned in 1)',
  );
  expect(trendText(trends([...turns, ...worse]), '/tmp/trend.html')).toContain('KCI-OWN: something wrong since');
  expect(wordsIn([night(0, [], { only: ['ORD-ECHO'] })], 'ORD-ECHO')).toBe('passed, though in no whole run');
});

test('what is left to be seen to is that of the latest whole run, what stands in the way first', () => {
  const latest = [
    failed('KCI-OWN'),
    verdict('KCI-TERMINAL', 'not-exercised'),
    failed('ORD-ECHO', { severity: 'warning' }),
    verdict('HTTP-ANSWERED', 'broken'),
  ];
  const trend = trendOf([night(0, [failed('KCI-TERMINAL')]), night(1, latest), night(2, [], { interrupted: true })]);
  expect(mattersOf(trend).map(({ course, mark, blocks }) => [course.requirement, mark, blocks])).toEqual([
    ['KCI-OWN', 'failed', true],
    ['HTTP-ANSWERED', 'broken', true],
    ['KCI-TERMINAL', 'not-exercised', true],
    ['ORD-ECHO', 'warned', false],
  ]);
  expect(mattersOf(trend)[0]?.verdicts).toMatchObject([{ check: 'kci-own', outcome: 'failed' }]);
  expect(mattersOf(trendOf([night(0, latest), night(1)]))).toEqual([]);
  expect(mattersOf(trendOf([night(0, latest, { interrupted: true })]))).toEqual([]);
});

test('counts the good runs in a row up to now', () => {
  const row = (results: readonly Results[]) => goodInARow(trendOf(results)).map(({ seed }) => seed);
  expect(
    row([night(0), night(1, [failed('KCI-OWN')]), night(2), night(3, [], { interrupted: true }), night(4)]),
  ).toEqual([2, 4]);
  expect(row([night(0), night(1, [failed('KCI-OWN')])])).toEqual([]);
});

test('what the harness could not judge is no turn', () => {
  const odd = [0, 1, 2, 3].map((number) => night(number, number % 2 === 1 ? [verdict('KCI-OWN', 'broken')] : []));
  expect(courseOf(trendOf(odd), 'KCI-OWN')).toMatchObject({ turns: 0, changed: true });
});

test('whole runs are compared with the whole run before, the latest first', () => {
  const { steps } = trendOf(fortnight());
  // The run of the 20th was cut, so that of the 21st follows that of the 19th.
  expect(days(steps)).toEqual([
    '2026-01-25',
    '2026-01-24',
    '2026-01-22',
    '2026-01-21',
    '2026-01-19',
    '2026-01-18',
    '2026-01-16',
    '2026-01-15',
    '2026-01-13',
  ]);
  const broke = steps.find(({ night: { startedAt } }) => startedAt.startsWith('2026-01-15'));
  expect(broke?.comparison.changes).toMatchObject([
    { kind: 'new-failure', requirement: 'KCI-OWN' },
    { kind: 'new-failure', requirement: 'KCI-TERMINAL', example: { actual: 'what was seen' } },
  ]);
  const after = steps.find(({ night: { startedAt } }) => startedAt.startsWith('2026-01-21'));
  expect(after?.comparison.before.startedAt).toContain('2026-01-19');
});

test('interrupted and limited runs are there, and are not taken for whole ones', () => {
  const wrong = [failed('KCI-OWN')];
  const trend = trendOf([night(0), night(1, wrong, { interrupted: true }), night(2, wrong, { only: ['KCI-OWN'] })]);
  expect(trend.nights.map(({ partial }) => partial)).toEqual([undefined, 'interrupted', 'limited']);
  expect(trend.steps).toEqual([]);
  expect(courseOf(trend, 'KCI-OWN')).toMatchObject({
    changed: false,
    last: 'passed',
    judged: 1,
    marks: ['passed', 'failed', 'failed'],
  });
  expect(decisionWords(trend)).toMatchObject({
    tone: 'good',
    because: expect.stringContaining('2 later runs were interrupted'),
  });
});

test('other circumstances are told where they begin', () => {
  const trend = trendOf(fortnight());
  const [[first, told] = [], ...others] = circumstancesOf(trend);
  expect(others).toEqual([]);
  expect(first?.startedAt).toContain('2026-01-22');
  expect(told?.[0]).toContain('0.1.0, and now 0.2.0');
});

test('rules that this version does not know stand at the end', () => {
  const other = [{ ...verdict('KCI-OWN', 'passed'), requirement: 'OLD-RULE', check: 'old' }];
  const { courses } = trendOf([{ ...night(0), verdicts: [...night(0).verdicts, ...other] }]);
  expect(courses.at(-1)).toMatchObject({ requirement: 'OLD-RULE', area: 'other' });
  expect(courses.at(-1)).not.toHaveProperty('sentence');
});

test('says how it stands and since when', () => {
  const trend = trendOf(fortnight());
  expect(decisionWords(trend)).toMatchObject({ tone: 'bad', title: 'Not certifiable' });
  expect(decisionWords(trend).because).toContain('1 verdict stood in the way in the run of 2026-01-25');
  expect(sinceWords(trend)).toBe('So it has been since 2026-01-24 02:00 UTC, for 2 whole runs.');
  expect(sinceWords(trendOf([night(0), night(1)]))).toBe('So it was in all 2 whole runs.');
  expect(sinceWords(trendOf([night(0, [failed('KCI-OWN')]), night(1)]))).toBe(
    'The whole run before, of 2026-01-12 02:00 UTC, was not certifiable.',
  );
  expect(sinceWords(trendOf([night(0)]))).toBe('');
  expect(decisionWords(trendOf([night(0, [], { interrupted: true })])).title).toBe('Not known');
});

test('the text for a terminal names the flaky and the page, and obeys nobody', () => {
  const text = trendText(trends(fortnight('x', 'Acme\u001b[31m')), '/tmp/trend.html');
  expect(text).toContain('○ HTTP-ANSWERED: not exercised since 2026-01-24 02:00 UTC (2 whole runs)');
  expect(text).toContain('flaky  KCI-OWN (turned 9 times)');
  expect(text).toContain('Trend: /tmp/trend.html');
  expect(text).not.toContain('\u001b');
});

test('equal verdicts of many runs are kept once', () => {
  const { nights } = trendOf([night(0), night(1)]);
  expect(nights[0]?.verdicts[0]).toBe(nights[1]?.verdicts[0]);
});
