import { expect, test } from '@playwright/test';
import { volunteered } from '../callbacks/streams.ts';
import { exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, cancellation, orderKci, provideOrder } from './fixtures/messages.ts';
import { decision, problemKci, problemReported, testAsked, testKci } from './fixtures/repairs.ts';
import { story } from './fixtures/story.ts';
import { tenantView, type TenantView } from './tenant-view.ts';

const DATES = { committedDate: '2026-02-02T13:00:00Z', targetDate: '2026-02-02T13:00:00Z' };
const PATIENCE = { acknowledge: 5_000, outcome: 20_000 };

const placed = (status: number, body?: unknown, scenario = 'ORDER_SUCCESSFUL') =>
  exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide', scenario }, { status, body });
const told = (
  reason: string,
  status: string,
  sequenceNumber: number,
  order: Record<string, unknown> = DATES,
  envelope: Record<string, unknown> = {},
) => kci(orderKci(reason, status, { sequenceNumber, order, envelope }));
const acknowledged = placed(201, acknowledgedOrder());

/** What the retailer of the first order would have seen. */
function seen(...happenings: readonly Happening[]): TenantView {
  const happened = history(...happenings);
  const [stream] = volunteered(happened).streams;
  if (!stream) throw new Error('nothing was told');
  return tenantView(stream, { ...PATIENCE, endsAt: happened.at(-1)?.mono ?? 0 });
}

const statuses = ({ sights }: TenantView) => sights.map(({ status, added }) => (added ? `(${status})` : status));
const words = ({ consequences }: TenantView) => consequences.map(({ gravity, words: said }) => `${gravity}: ${said}`);

test('an order that goes well is seen from its sending to its end', () => {
  const view = seen(acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('COMPLETED', 'COMPLETED', 2));
  expect(statuses(view)).toEqual(['SENT_TO_SUPPLIER', 'ACKNOWLEDGED', 'IN_PROGRESS', 'COMPLETED']);
  expect(view.sights.map(({ type }) => type)).toEqual([undefined, 'ACKNOWLEDGED', 'COMMITTED', 'COMPLETED']);
  expect([view.consequences, view.ended]).toEqual([[], true]);
});

test('the gateway fills in the acknowledgement that a supplier skips', () => {
  const committed = placed(201, { ...acknowledgedOrder({ status: 'IN_PROGRESS' }), ...DATES });
  expect(statuses(seen(committed))).toEqual(['SENT_TO_SUPPLIER', '(ACKNOWLEDGED)', 'IN_PROGRESS']);
  expect(statuses(seen(placed(202), told('COMMITTED', 'IN_PROGRESS', 1)))).toEqual([
    'SENT_TO_SUPPLIER',
    '(ACKNOWLEDGED)',
    'IN_PROGRESS',
  ]);
});

test('a refusal and a fault end an order for the retailer, and other answers are not known to', () => {
  expect(statuses(seen(placed(422)))).toEqual(['SENT_TO_SUPPLIER', 'REJECTED']);
  expect(statuses(seen(placed(503)))).toEqual(['SENT_TO_SUPPLIER', 'FAILED_TO_SEND']);
  expect(words(seen(placed(404)))).toEqual([
    'unclear: What a retailer is shown for an answer of 404 is not published.',
  ]);
});

test('a KCI that asks for something is seen as PENDING until a granted amendment gives it', () => {
  const view = seen(
    acknowledged,
    told('COMMITTED', 'IN_PROGRESS', 1),
    told('INFORMATION_REQUIRED', 'IN_PROGRESS', 2, DATES, { text: 'Which door?' }),
    told('ADDITIONAL', 'IN_PROGRESS', 3),
    exchanged('handleAmendOrder', { body: amendment({ orderId: provideOrder()['id'] }) }, { status: 201 }),
  );
  expect(statuses(view).slice(2)).toEqual(['IN_PROGRESS', 'PENDING', 'PENDING', 'IN_PROGRESS']);
  expect(view.sights.filter(({ asks }) => asks)).toHaveLength(1);
  expect(view.consequences).toEqual([]);
});

test('a request that is put off is seen until its outcome, and a granted cancellation at once', () => {
  const cancel = (status: number) =>
    exchanged('handleCancelOrder', { body: cancellation({ orderId: provideOrder()['id'] }) }, { status });
  const cancelled = told('CANCELLED', 'CANCELLED', 2, {}, {});
  expect(statuses(seen(acknowledged, cancel(202), told('UPDATE', 'ACKNOWLEDGED', 1), cancelled)).slice(1)).toEqual([
    'ACKNOWLEDGED',
    'PENDING_CANCELLATION',
    'PENDING_CANCELLATION',
    'CANCELLED',
  ]);
  expect(statuses(seen(acknowledged, cancel(201))).at(-1)).toBe('CANCELLED');
  const late = seen(acknowledged, cancel(202), 25_000, told('UPDATE', 'ACKNOWLEDGED', 1));
  expect(words(late)).toEqual([
    'in-the-dark: For more than 20 s the retailer would have seen PENDING_CANCELLATION and no outcome.',
  ]);
});

test('who ended an order decides what the retailer is sent', () => {
  const ended = told('CANCELLED', 'CANCELLED', 1, {}, { problemCode: 'ACCESS_ISSUE' });
  expect(seen(acknowledged, ended).sights.at(-1)).toMatchObject({ status: 'CANCELLED', type: 'TERMINATED' });
  const asked = exchanged(
    'handleCancelOrder',
    { body: cancellation({ orderId: provideOrder()['id'] }) },
    { status: 202 },
  );
  expect(seen(acknowledged, asked, ended).sights.at(-1)).toMatchObject({ status: 'CANCELLED', type: 'CANCELLED' });
});

test('KCIs are seen in the order of their numbers, and what overtook is held back', () => {
  const view = seen(acknowledged, told('COMPLETED', 'COMPLETED', 2), 2_000, told('COMMITTED', 'IN_PROGRESS', 1));
  expect(statuses(view).slice(2)).toEqual(['IN_PROGRESS', 'COMPLETED']);
  expect(words(view)).toEqual([
    'in-the-dark: KCI 2 (COMPLETED) overtook another: the gateway would have held it back for 2.1 s.',
  ]);
});

for (const [name, happenings, expected] of [
  [
    'what comes after the end',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('COMPLETED', 'COMPLETED', 2), told('DELAY', 'HELD', 3)],
    'misled: KCI 3 (DELAY) comes after COMPLETED: nothing of it would reach the retailer, who takes it for over.',
  ],
  [
    'a step that the contract describes',
    [
      acknowledged,
      told('DELAY', 'HELD', 1, {}, { problemCode: 'NETWORK_ISSUE' }),
      told('UPDATE', 'ACKNOWLEDGED', 2, {}),
    ],
    undefined,
  ],
  [
    'a step back that nothing describes',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('ACKNOWLEDGED', 'ACKNOWLEDGED', 2)],
    'misled: KCI 2 (ACKNOWLEDGED) goes back from IN_PROGRESS: what the retailer had been told is no longer so.',
  ],
  [
    'a commitment without dates',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1, {})],
    'in-the-dark: KCI 1 (COMMITTED) commits without committedDate and targetDate: there is no date to tell the customer.',
  ],
  [
    'a promise that is moved',
    [
      acknowledged,
      told('COMMITTED', 'IN_PROGRESS', 1),
      told('UPDATE', 'IN_PROGRESS', 2, { ...DATES, committedDate: '2026-03-02T13:00:00Z' }),
    ],
    'misled: KCI 2 (UPDATE) moves the date that was promised to the customer, though nobody asked for that.',
  ],
  [
    'a delay without a reason',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('DELAY', 'HELD', 2)],
    'in-the-dark: KCI 2 (DELAY) has no problemCode and no text: the retailer would not know why.',
  ],
  [
    'a KCI that was turned away for good',
    [acknowledged, { ...told('COMMITTED', 'IN_PROGRESS', 1), answer: { status: 422, headers: [], body: '' } }],
    'in-the-dark: KCI 1 (COMMITTED) was turned away and never came again: the retailer would not know of it.',
  ],
  [
    'a KCI that was turned away and came again under another number',
    [
      acknowledged,
      { ...told('COMMITTED', 'IN_PROGRESS', 1), answer: { status: 503, headers: [], body: '' } },
      told('COMMITTED', 'IN_PROGRESS', 2),
    ],
    'unclear: KCI 1 (COMMITTED) was turned away and came again as KCI 2 (COMMITTED): how long the gateway would hold that back for the first number is not published.',
  ],
  [
    'a KCI that was turned away, and another that tells something else',
    [
      acknowledged,
      told('COMMITTED', 'IN_PROGRESS', 1),
      {
        ...told('DELAY', 'HELD', 2, DATES, { text: 'The duct is flooded.' }),
        answer: { status: 503, headers: [], body: '' },
      },
      told('DELAY', 'HELD', 3, DATES, { text: 'The road is closed.' }),
    ],
    'in-the-dark: KCI 2 (DELAY) was turned away and never came again: the retailer would not know of it.',
  ],
  [
    'a number that never came',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('ADDITIONAL', 'IN_PROGRESS', 3)],
    'unclear: Number 2 never came: how long the gateway would hold KCI 3 (ADDITIONAL) back for it is not published.',
  ],
  [
    'an unknown reason code',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), told('ODD', 'IN_PROGRESS', 2)],
    'unclear: KCI 2 (ODD): what the gateway makes of this reason code is not published.',
  ],
  [
    'a status that nobody knows',
    [acknowledged, told('UPDATE', 'ODD', 1)],
    'unclear: KCI 1 (UPDATE) tells a status that no retailer can be shown.',
  ],
  [
    'silence after a 202',
    [placed(202), 6_000, told('ACKNOWLEDGED', 'ACKNOWLEDGED', 1)],
    'in-the-dark: For more than 5 s the retailer would have seen SENT_TO_SUPPLIER and heard nothing.',
  ],
  [
    'an order that does not end',
    [acknowledged, told('COMMITTED', 'IN_PROGRESS', 1), 25_000, { type: 'end', reason: 'finished' }],
    'in-the-dark: More than 20 s after it was asked for, the last that the retailer would have seen was IN_PROGRESS.',
  ],
  [
    'an order that is meant to stay open',
    [placed(201, acknowledgedOrder(), 'ORDER_IN_PROGRESS'), 25_000, { type: 'end', reason: 'finished' }],
    undefined,
  ],
] as readonly (readonly [string, readonly Happening[], string | undefined])[]) {
  test(`consequence: ${name}`, () => {
    expect(words(seen(...happenings))).toEqual(expected === undefined ? [] : [expected]);
  });
}

test('a KCI that was turned away and came again is seen when it came again', () => {
  const body = orderKci('COMMITTED', 'IN_PROGRESS', { order: DATES });
  const view = seen(
    acknowledged,
    kci(body, { answer: { status: 503, headers: [], body: '' }, scripted: true }),
    1_000,
    kci(body),
  );
  expect(view.sights.at(-1)).toMatchObject({ status: 'IN_PROGRESS', mono: 1_400 });
  expect(view.consequences).toEqual([]);
});

test('a problem is seen to be solved, asks for a decision and goes by it', () => {
  const resolved = (sequenceNumber: number) => problemKci('UPDATE', 'RESOLVED', {}, { sequenceNumber });
  const view = seen(
    problemReported(),
    problemKci('COMMITTED', 'IN_PROGRESS', {}, { sequenceNumber: 1 }),
    resolved(2),
    decision('REJECTED'),
    resolved(3),
    decision('ACCEPTED'),
  );
  expect(statuses(view)).toEqual([
    'SENT_TO_SUPPLIER',
    'ACKNOWLEDGED',
    'IN_PROGRESS',
    'RESOLVED',
    'IN_PROGRESS',
    'RESOLVED',
    'COMPLETED',
  ]);
  expect(view.sights.filter(({ type }) => type === 'CONFIRM')).toHaveLength(2);
  expect([view.consequences, view.ended]).toEqual([[], true]);
});

test('a service test is seen from its start to its result', () => {
  expect(statuses(seen(testAsked(), testKci('COMPLETED', 'COMPLETED')))).toEqual([
    'SENT_TO_SUPPLIER',
    'IN_PROGRESS',
    'COMPLETED',
  ]);
});

test('an honest supplier leaves no retailer in the dark and misleads none', () => {
  const happened = story();
  for (const stream of volunteered(happened).streams) {
    const { consequences, sights } = tenantView(stream, {
      ...PATIENCE,
      acknowledge: 3e5,
      outcome: 3e6,
      endsAt: happened.at(-1)?.mono ?? 0,
    });
    expect(consequences.filter(({ gravity }) => gravity !== 'unclear')).toEqual([]);
    expect(sights.length).toBeGreaterThan(0);
  }
});
