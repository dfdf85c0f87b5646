import { expect, test } from '@playwright/test';
import type { InboundEvent } from '../evidence/history.ts';
import { readKci } from '../evidence/kci.ts';
import { startRun, type TestRun } from './fixtures/run.ts';
import type { Seen, TestSupplierOptions } from './fixtures/supplier.ts';
import { JOURNEYS } from './index.ts';
import { workday } from './requests.ts';
import type { StagesOptions } from './stage.ts';

async function played(
  id: string,
  options: Partial<StagesOptions>,
  supplied: Partial<TestSupplierOptions>,
  look: (run: TestRun) => void,
): Promise<void> {
  const run = await startRun({ style: 'created', ...supplied }, options);
  try {
    const journey = JOURNEYS.find((candidate) => candidate.id === id);
    await journey?.play(run.stages.stageFor(id));
    look(run);
  } finally {
    await run.close();
  }
}

const sent = ({ supplier }: TestRun, path: string): readonly Seen[] =>
  supplier.seen.filter((seen) => seen.method === 'POST' && seen.path === `/prefix/${path}`);

test('the minimal order has the mandatory members and nothing else', () =>
  played('provide-minimal', {}, {}, (run) => {
    const [order] = sent(run, 'service-orders');
    expect(Object.keys(order?.body ?? {}).sort()).toEqual([
      'address',
      'id',
      'orderType',
      'primaryContact',
      'serviceOrderItem',
      'tenant',
    ]);
    expect(Object.keys((order?.body.primaryContact as object) ?? {})).toEqual(['name', 'phoneNumber']);
  }));

test('the full order names its appointment, or a working day where appointments are not claimed', async () => {
  await played('provide-to-completion', {}, {}, (run) => {
    const [order] = sent(run, 'service-orders');
    const [reservation] = sent(run, 'appointments');
    expect(order?.body).toMatchObject({
      appointmentReservationId: reservation?.body.id,
      appointmentReservationReference: 'SLOT-1',
    });
    expect(order?.body.requestedCompletionDate).toBeUndefined();
    expect(order?.headers['x-conversation-id']).toBe(reservation?.headers['x-conversation-id']);
  });
  await played('provide-to-completion', { features: ['availability', 'provide'] }, {}, (run) => {
    const [order] = sent(run, 'service-orders');
    expect(order?.body.requestedCompletionDate).toBe(workday(14));
    expect(order?.body.appointmentReservationId).toBeUndefined();
    expect(sent(run, 'appointments')).toEqual([]);
    expect(sent(run, 'service-order-amendments')).toEqual([]);
    expect(sent(run, 'service-order-cancellations')).toEqual([]);
  });
});

test('what comes too late is asked for once the order is completed, in its conversation', () =>
  played('provide-to-completion', {}, { style: 'accepted' }, (run) => {
    const [order] = sent(run, 'service-orders');
    const late = run.exchanges().filter(({ request }) => request.aim === 'after-terminal');
    const completed = run.kcis().find(({ reasonCode }) => reasonCode === 'COMPLETED');
    expect(late.map(({ request }) => request.operation)).toEqual(['handleAmendOrder', 'handleCancelOrder']);
    expect(late.every(({ request }) => request.seq > (completed?.event.seq ?? Infinity))).toBe(true);
    for (const { headers, body } of [
      ...sent(run, 'service-order-amendments'),
      ...sent(run, 'service-order-cancellations'),
    ]) {
      expect(headers['x-conversation-id']).toBe(order?.headers['x-conversation-id']);
      expect(body.orderId).toBe(order?.body.id);
    }
  }));

test('a slot that cannot be reserved is followed by the next one', () => {
  let refused = 0;
  return played(
    'provide-to-completion',
    {},
    {
      twist: ({ path }, reply) => {
        if (path !== '/prefix/appointments' || (refused += 1) > 1) return undefined;
        return reply.code(422).send({});
      },
    },
    (run) => {
      expect(sent(run, 'appointments')).toHaveLength(2);
      expect(sent(run, 'service-orders')[0]?.body.appointmentReservationReference).toBe('SLOT-1');
      expect(run.exchanges().filter(({ request }) => request.aim === 'offered-slot')).toEqual([]);
    },
  );
});

test('without a service to order nothing is ordered, and the journey says so', () =>
  played('provide-minimal', {}, { twist: (_, reply) => reply.send({ serviceSpecifications: [] }) }, (run) => {
    expect(sent(run, 'service-orders')).toEqual([]);
    expect(run.notes('remark')).toEqual([expect.stringContaining('nothing is ordered')]);
  }));

test('a malformed order that is taken is cancelled again', () =>
  played(
    'refusals-orders',
    {},
    {
      twist: ({ path, body }, reply) =>
        path === '/prefix/service-orders' ? reply.code(201).send({ ...body, status: 'ACKNOWLEDGED' }) : undefined,
    },
    (run) => {
      const taken = sent(run, 'service-orders').filter(({ body }) => typeof body.id === 'number');
      const cancelled = sent(run, 'service-order-cancellations').map(({ body }) => body.orderId);
      expect(taken).toHaveLength(2);
      expect(cancelled).toEqual(expect.arrayContaining(taken.map(({ body }) => body.id)));
      expect(run.notes('left-over').length).toBeGreaterThan(0);
    },
  ));

test('an order stays where cancellations are not claimed, and that is written down', () =>
  played('amendment-accepted', { features: ['availability', 'provide', 'amendments'] }, {}, (run) => {
    expect(sent(run, 'service-order-cancellations')).toEqual([]);
    expect(run.notes('left-over')).toEqual([
      expect.stringMatching(/^order \d+ \(REF\d+\) is still open: cancellations are not among/),
    ]);
  }));

const UNAPPOINTED = ['availability', 'provide', 'amendments', 'cancellations'] as const;

test('an order with an appointment keeps the day of its slot', () =>
  played('amendment-accepted', {}, {}, (run) => {
    expect(sent(run, 'service-orders')[0]?.body).toHaveProperty('appointmentReservationId');
    const amended = sent(run, 'service-order-amendments').flatMap(({ body }) => Object.keys(body));
    expect(amended).toContain('notes');
    expect(amended).not.toContain('requestedCompletionDate');
  }));

test('each amendment changes one thing, and waits for the outcome of the one before', () =>
  played('amendment-accepted', { features: UNAPPOINTED }, { style: 'accepted' }, (run) => {
    const amendments = sent(run, 'service-order-amendments');
    expect(amendments.map(({ body }) => Object.keys(body).slice(2))).toEqual([
      ['primaryContact'],
      ['serviceCharacteristics'],
      ['requestedCompletionDate'],
      ['notes'],
    ]);
    const steps = run.recorder.history.flatMap((event) => {
      if (event.type === 'request' && event.operation === 'handleAmendOrder') return ['asked'];
      return event.type === 'inbound' && readKci(event)?.reasonCode === 'AMENDED' ? ['amended'] : [];
    });
    expect(steps).toEqual(['asked', 'amended', 'asked', 'amended', 'asked', 'amended', 'asked', 'amended']);
  }));

test('where notes steer, a cancellation is refused by the notes of its order', () =>
  played('cancellation-rejected', { steering: { default: { notes: 'SCENARIO={{scenario}}' } } }, {}, (run) => {
    expect(sent(run, 'service-orders')[0]?.body.notes).toBe('SCENARIO=CANCELLATION_REJECTED');
    expect(sent(run, 'service-order-cancellations')[0]?.body.notes).toBeUndefined();
  }));

test('where headers steer, an amendment is refused by its own', () =>
  played('amendment-rejected', {}, {}, (run) => {
    expect(sent(run, 'service-orders')[0]?.headers['x-scenario']).toBe('ORDER_IN_PROGRESS');
    expect(sent(run, 'service-order-amendments').map(({ headers }) => headers['x-scenario'])).toEqual([
      'AMENDMENT_REJECTED',
    ]);
    expect(sent(run, 'service-order-cancellations').map(({ headers }) => headers['x-scenario'])).toEqual([undefined]);
  }));

test('what is steered from outside is steered once the order is acknowledged', async () => {
  const control = await startRun({
    style: 'created',
    twist: ({ path }, reply) => (path.startsWith('/sim') ? reply.send() : undefined),
  });
  const url = `${new URL(control.supplier.url).origin}/sim/{{scenario}}/{{supplierReference}}`;
  await played(
    'order-delayed',
    {
      steering: { ORDER_DELAYED: { header: { 'X-Scenario': 'ORDER_IN_PROGRESS' }, http: { method: 'POST', url } } },
      pace: { request: 5_000, acknowledge: 5_000, outcome: 100, quiet: 5 },
    },
    { style: 'accepted' },
    (run) => {
      const [order] = sent(run, 'service-orders');
      expect(control.supplier.seen.map(({ path }) => path)).toEqual([
        `/sim/ORDER_DELAYED/REF${String(order?.body.id)}`,
      ]);
    },
  );
  await control.close();
});

test('where steering fails, the order is given up at once', () =>
  played(
    'order-delayed',
    { steering: { ORDER_DELAYED: { http: { method: 'POST', url: 'http://127.0.0.1:1/' } } } },
    { silent: true },
    (run) => {
      expect(run.notes('waited').some((text) => text.includes('KCI DELAY'))).toBe(false);
      expect(sent(run, 'service-order-cancellations')).toHaveLength(1);
    },
  ));

const answersTo = (run: TestRun): readonly unknown[] =>
  run.recorder.history
    .filter((event): event is InboundEvent => event.type === 'inbound')
    .map(({ answer, scripted }) => ('status' in answer ? `${answer.status}${scripted ? ' scripted' : ''}` : 'dropped'));

test('the gateway turns the first KCI away twice and the second once, and the journey waits for the repeats', () =>
  played('delivery-after-503', {}, { style: 'created' }, (run) => {
    expect(answersTo(run)).toEqual(['503 scripted', '503 scripted', '204 scripted', '503 scripted', '204']);
    expect(run.notes('waited').some((text) => text.includes('did not come'))).toBe(false);
  }));

test('the gateway withdraws the token once', () =>
  played('delivery-after-401', {}, { style: 'accepted' }, (run) => {
    expect(answersTo(run)).toEqual(['401 scripted', '204', '204', '204']);
  }));

test('a wanted day is never a Saturday or Sunday, and never earlier than asked', () => {
  const friday = Date.UTC(2026, 10, 20, 23, 30);
  expect([0, 1, 2, 3, 4].map((days) => workday(days, friday))).toEqual([
    '2026-11-20',
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
    '2026-11-24',
  ]);
});
