import { expect, test } from '@playwright/test';
import type { History } from '../evidence/history.ts';
import { REQUIREMENTS as CATALOGUED } from '../specs/requirements.ts';
import { exchanged, history, kci } from '../checks/fixtures/history.ts';
import { provideOrder } from '../checks/fixtures/messages.ts';
import type { Verdict } from '../checks/verdict.ts';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { headline } from './headline.ts';
import { FOUNDATIONS } from './html/origin.ts';
import { storiesOf } from './html/timeline.ts';
import { ledger } from './ledger.ts';
import { obstaclesOf } from './obstacles.ts';
import { resultsOf } from './results.ts';
import { closingText } from './terminal.ts';

const happened = sampleHistory();
const { orders } = storiesOf(happened);
const finding = (...seen: readonly number[]) => ({ expected: 'this', actual: 'that', seen });
/** A message of each order of the sample. */
const [one = 0, other = 0, third = 0] = orders.map(({ moments }) => moments[0]?.event.seq ?? 0);

test('what failed comes first, by the orders that it touches and then by its findings; then what is our fault, then what was not tried', () => {
  const verdicts = [
    verdict('AVL-OUTSIDE', 'not-exercised'),
    verdict('OWN-REQUESTS', 'broken'),
    verdict('HTTP-BODY', 'failed', { violations: [finding(), finding(), finding(), finding()] }),
    verdict('HTTP-ANSWERED', 'failed', { violations: [finding(one)] }),
    verdict('KCI-SEQUENCE', 'failed', { violations: [finding(one, other), finding(third)] }),
    verdict('KCI-TERMINAL', 'failed', { violations: [finding(one), finding(one)] }),
    // Advice does not stand in the way, however much it touches.
    verdict('HTTP-IDS', 'failed', { violations: [finding(one, other, third)] }),
    verdict('KCI-OWN', 'passed'),
  ];
  const told = obstaclesOf(ledger(REQUIREMENTS, verdicts), happened, orders);
  expect(told.map(({ entry, touches, findings }) => [entry.requirement.id, touches, findings])).toEqual([
    ['KCI-SEQUENCE', '3 orders', 2],
    ['KCI-TERMINAL', '1 order', 2],
    ['HTTP-ANSWERED', '1 order', 1],
    ['HTTP-BODY', '', 4],
    ['OWN-REQUESTS', '', 0],
    ['AVL-OUTSIDE', '', 0],
  ]);
});

/** A history of orders that were taken, HTML that came as an answer, and KCIs that name nothing and were turned away. */
const unheard = (refusals: number) =>
  history(
    exchanged('handleCreateOrder', { body: provideOrder({ id: 7101 }), variant: 'provide' }, { status: 202 }),
    exchanged('handleCreateOrder', { body: provideOrder({ id: 7102 }), variant: 'provide' }, { status: 202 }),
    exchanged('handleCreateOrder', { body: provideOrder({ id: 7103 }) }, { status: 200, body: '<html>Welcome</html>' }),
    Array.from({ length: refusals }, () =>
      kci({ sequence: 1 }, { answer: { status: 400, headers: [], body: '' }, refusal: 'no id' }),
    ),
    { type: 'end', reason: 'finished' },
  );
const [basis] = REQUIREMENTS.filter(({ id }) => id === 'KCI-OWN');
if (!basis) throw new Error('the sample has lost KCI-OWN');
const BASICS = [...REQUIREMENTS, { ...basis, id: 'KCI-ONE-WRAPPER' }, { ...basis, id: 'HTTP-JSON' }];
const failedBasic = (requirement: string, ...violations: readonly ReturnType<typeof finding>[]) => ({
  ...verdict('KCI-OWN', 'failed', { violations }),
  requirement,
});
const none = (...seen: readonly number[]) => ({ ...finding(...seen), actual: 'none came' });

/** The obstacles of a history in their order, each with what may be behind it. */
function ranked(happening: History, verdicts: readonly Verdict[]) {
  const obstacles = obstaclesOf(ledger(BASICS, verdicts), happening, storiesOf(happening).orders);
  return obstacles.map(({ entry, origin }) =>
    [entry.requirement.id, ...(origin ? [origin.why, origin.entry.requirement.id] : [])].join(' '),
  );
}

test('what was found only in messages in which something else was found comes behind all that stands alone', () => {
  const [answer = 0, otherAnswer = 0] = happened.flatMap(({ type, seq }) => (type === 'response' ? [seq] : []));
  const verdicts = [
    verdict('HTTP-BODY', 'failed', { violations: [finding(answer), finding(answer), finding(answer)] }),
    verdict('KCI-TERMINAL', 'failed', {
      violations: [finding(answer), finding(otherAnswer), finding(one), finding(one)],
    }),
    verdict('HTTP-ANSWERED', 'failed', { violations: [finding()] }),
  ];
  expect(ranked(happened, verdicts)).toEqual(['KCI-TERMINAL', 'HTTP-ANSWERED', 'HTTP-BODY same KCI-TERMINAL']);
});

test('KCIs that were turned away come before the silence that they leave, if there were enough of them', () => {
  const verdicts = (kcis: readonly number[]) => [
    verdict('CAN-OUTCOME', 'failed', { violations: [none(1, 2), none(3, 4)] }),
    failedBasic('KCI-ONE-WRAPPER', ...kcis.map((seq) => finding(seq))),
    verdict('HTTP-ANSWERED', 'failed', { violations: [finding(5), finding(5), finding(5)] }),
  ];
  const inbound = (happening: History) => happening.flatMap(({ type, seq }) => (type === 'inbound' ? [seq] : []));
  const many = unheard(2);
  // It counts with what it may have brought about: two orders.
  expect(ranked(many, verdicts(inbound(many)))).toEqual([
    'KCI-ONE-WRAPPER',
    'HTTP-ANSWERED',
    'CAN-OUTCOME unheard KCI-ONE-WRAPPER',
  ]);
  const few = unheard(1);
  expect(ranked(few, verdicts(inbound(few)))).toEqual(['CAN-OUTCOME', 'HTTP-ANSWERED', 'KCI-ONE-WRAPPER']);
  // What came, and was wrong, is no silence.
  const wrong = verdict('CAN-OUTCOME', 'failed', { violations: [finding(1, 2), finding(3, 4)] });
  expect(ranked(many, [wrong, ...verdicts(inbound(many)).slice(1)])[0]).toBe('CAN-OUTCOME');
});

test('that an answer is no JSON comes before what was found in such answers', () => {
  const happening = unheard(0);
  const unreadable = happening.find((event) => event.type === 'response' && event.status === 200)?.seq ?? 0;
  const page = { ...finding(unreadable), actual: '200' };
  const verdicts = [
    verdict('ORD-ACCEPTED', 'failed', { violations: [page, page] }),
    failedBasic('HTTP-JSON', finding(unreadable)),
    verdict('HTTP-BODY', 'failed', { violations: [page, finding(2)] }),
  ];
  expect(ranked(happening, verdicts)).toEqual(['HTTP-BODY', 'HTTP-JSON', 'ORD-ACCEPTED same HTTP-JSON']);
  const elsewhere = unheard(0).concat(
    history(exchanged('handleCancelOrder', {}, { status: 200, body: '<html>' })).map((event, index) => ({
      ...event,
      seq: 100 + index,
    })),
  );
  expect(ranked(elsewhere, [verdict('CAN-OUTCOME', 'failed', { violations: [finding(101)] }), ...verdicts])).toEqual([
    'HTTP-BODY',
    'HTTP-JSON',
    'ORD-ACCEPTED same HTTP-JSON',
    'CAN-OUTCOME unread HTTP-JSON',
  ]);
});

test('what is taken for more basic than the rest is in the catalogue', () => {
  const ids = new Set(CATALOGUED.map(({ id }) => id));
  expect(FOUNDATIONS.filter((id) => !ids.has(id))).toEqual([]);
});

test('the closing text puts first what the cover puts first, and says what may go with it', () => {
  const input = sample();
  const text = closingText(input).replaceAll(/\s+/g, ' ');
  expect(text).toMatch(/See to these first 1 KCI-TERMINAL .* 2 HTTP-BODY .* 3 HTTP-ANSWERED .* ✕ Not certifiable/);
  const some = input.verdicts.filter(({ requirement }) => ['KCI-TERMINAL', 'KCI-SEQUENCE'].includes(requirement));
  const run = input.run;
  expect(closingText({ ...input, verdicts: some, results: resultsOf(run, some) }).replaceAll(/\s+/g, ' ')).toMatch(
    /2 KCI-SEQUENCE .* All of it was found in messages in which KCI-TERMINAL was found too: look there first/,
  );
  const interrupted = { ...run, history: run.history.slice(0, -1) };
  const untried = [verdict('AVL-OUTSIDE', 'not-exercised'), verdict('CAN-OUTCOME', 'not-exercised')];
  const cut = closingText({ ...input, run: interrupted, verdicts: untried, results: resultsOf(interrupted, untried) });
  expect(cut).toContain(
    '2 binding requirements had not been seen when the run was interrupted: run it again, to its end.',
  );
  expect(cut).not.toContain('See to these first');
});

test('what a finding touches is told by its kinds', () => {
  const stories = (['order', 'problem', 'order', 'test', 'other'] as const).map((kind, index) => {
    const [some] = orders;
    if (!some) throw new Error('the sample has orders');
    const moments = some.moments
      .slice(0, 1)
      .map((moment) => ({ ...moment, event: { ...moment.event, seq: index + 1 } }));
    return {
      moments,
      stream: { ...some.stream, subject: { ...some.stream.subject, kind } },
    };
  });
  const touches = (...seen: readonly number[]) =>
    obstaclesOf(
      ledger(REQUIREMENTS, [verdict('KCI-SEQUENCE', 'failed', { violations: [finding(...seen)] })]),
      [],
      stories,
    )[0]?.touches;
  expect(touches(1, 3)).toBe('2 orders');
  expect(touches(2, 1)).toBe('1 order and 1 problem');
  expect(touches(1, 2, 3, 4, 5)).toBe('2 orders, 1 problem, 1 test and 1 other thing');
});

test('whether the supplier may go live is said in words that need no explanation', () => {
  const run = recorded(happened);
  const answer = (verdicts: Parameters<typeof resultsOf>[1], header = run.header) =>
    headline(resultsOf({ header, history: happened }, verdicts), ledger(REQUIREMENTS, verdicts)).answer;
  const passed = [verdict('KCI-OWN', 'passed')];
  expect(answer(passed)).toBe('Yes: nothing that this run tested keeps Acme Fibre from going live.');
  expect(answer([verdict('KCI-OWN', 'failed')])).toBe('No: Acme Fibre may not go live yet.');
  expect(answer([verdict('KCI-OWN', 'not-exercised')])).toBe('No: Acme Fibre may not go live yet.');
  expect(answer(passed, { ...run.header, only: ['KCI-OWN'] })).toBe('This run cannot tell: it takes a whole run.');
  const { verdicts } = sample();
  expect(answer(verdicts.filter(({ outcome }) => outcome === 'waived'))).toBe(
    'Only if whoever signs off accepts the waivers.',
  );
});
