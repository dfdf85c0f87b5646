import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { headline } from './headline.ts';
import { storiesOf } from './html/timeline.ts';
import { ledger } from './ledger.ts';
import { obstaclesOf } from './obstacles.ts';
import { resultsOf } from './results.ts';

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
  const told = obstaclesOf(ledger(REQUIREMENTS, verdicts), orders);
  expect(told.map(({ entry, touches, findings }) => [entry.requirement.id, touches, findings])).toEqual([
    ['KCI-SEQUENCE', '3 orders', 2],
    ['KCI-TERMINAL', '1 order', 2],
    ['HTTP-ANSWERED', '1 order', 1],
    ['HTTP-BODY', '', 4],
    ['OWN-REQUESTS', '', 0],
    ['AVL-OUTSIDE', '', 0],
  ]);
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
