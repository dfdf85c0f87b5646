import { expect, test } from '@playwright/test';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import type { Delivery } from './fixtures/gateway.ts';
import { lifeOf, once, orderIn, untilOver } from './fixtures/life.ts';
import { provideOrder, reserveSlot, setUp } from './fixtures/tenant.ts';
import { STYLES } from './model.ts';

const OPENINGS = {
  sync: { status: 201, orderStatus: 'ACKNOWLEDGED', kcis: ['COMMITTED IN_PROGRESS'] },
  async: { status: 202, orderStatus: undefined, kcis: ['ACKNOWLEDGED ACKNOWLEDGED', 'COMMITTED IN_PROGRESS'] },
  committed: { status: 201, orderStatus: 'IN_PROGRESS', kcis: [] },
} as const;

for (const [style, opening] of Object.entries(OPENINGS)) {
  test(`${style}: an order is answered in this style and completed`, async () => {
    const setting = await setUp(style as keyof typeof OPENINGS);
    const answer = await setting.post('/service-orders', provideOrder(7));
    expect(answer.status).toBe(opening.status);
    expect(answer.body?.status).toBe(opening.orderStatus);
    expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
    if (answer.status === 202) expect(answer.text).toBe('');
    if (style === 'committed') expect(answer.body.committedDate).toBe(answer.body.targetDate);

    const deliveries = await untilOver(setting.gateway);
    expect(lifeOf(deliveries)).toEqual([...opening.kcis, 'ADDITIONAL IN_PROGRESS', 'COMPLETED COMPLETED']);
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    await setting.close();
  });
}

for (const style of STYLES) {
  test(`${style}: KCIs are numbered, tied to their order and complete`, async () => {
    const setting = await setUp(style);
    const reservation = await reserveSlot(setting, 55);
    const asked = provideOrder(7, {
      appointmentReservationId: 55,
      secondaryContact: { name: 'John Doe', phoneNumber: '01632 960002', email: 'john@example.com' },
      notes: 'Ring twice.',
      hazards: 'Dog',
      onSiteRestrictions: 'After nine',
      engineerTasks: ['INSTALL_ROUTER'],
    });
    await setting.post('/service-orders', asked, { 'X-Conversation-ID': 'conversation-of-7' });
    const deliveries = await untilOver(setting.gateway);

    const kcis = once(deliveries);
    expect(kcis.map(({ body }) => body.sequenceNumber)).toEqual(kcis.map((_, index) => index + 1));
    const issued = kcis.map(({ body }) => String(body.issuedOn));
    expect(issued).toEqual([...issued].sort());
    expect(deliveries.every(({ headers }) => headers['x-conversation-id'] === 'conversation-of-7')).toBe(true);
    expect(new Set(deliveries.map(({ headers }) => headers['x-request-id'])).size).toBe(deliveries.length);
    for (const delivery of deliveries) {
      const { serviceOrderItem, ...rest } = asked;
      expect(orderIn(delivery)).toMatchObject({
        ...rest,
        appointmentReservationReference: reservation.body.supplierReference,
      });
      expect(JSON.stringify(orderIn(delivery).serviceOrderItem)).toContain(
        JSON.stringify((serviceOrderItem as { serviceCharacteristics: unknown[] }).serviceCharacteristics[0]),
      );
    }
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    const slot = (reservation.body.timeslot as { timeslotStartDateTime: string }).timeslotStartDateTime;
    expect(new Date(String(orderIn(deliveries.at(-1) as Delivery).committedDate)).getTime()).toBe(
      new Date(slot).getTime(),
    );
    await setting.close();
  });
}

test('rich: warnings, a delay and an update come on the way, and the committed date stays', async () => {
  const setting = await setUp('rich');
  await setting.post('/service-orders', provideOrder(6));
  const deliveries = await untilOver(setting.gateway);
  const kcis = once(deliveries);
  expect(lifeOf(kcis)).toEqual([
    'COMMITTED IN_PROGRESS',
    'WARNING IN_PROGRESS',
    'DELAY HELD',
    'RESUMED IN_PROGRESS',
    'ADDITIONAL IN_PROGRESS',
    'UPDATE IN_PROGRESS',
    'COMPLETED COMPLETED',
  ]);
  expect(new Set(kcis.map((delivery) => orderIn(delivery).committedDate)).size).toBe(1);
  const targets = kcis.map((delivery) => Date.parse(String(orderIn(delivery).targetDate)));
  expect((targets[2] as number) - (targets[1] as number)).toBe(2 * 86_400_000);
  expect(targets[3]).toBe(targets[2]);
  await setting.close();
});

test('rich: repeats of a KCI are identical but for the request id', async () => {
  const setting = await setUp('rich');
  await setting.post('/service-orders', provideOrder(6));
  const deliveries = await untilOver(setting.gateway);
  const repeated = deliveries.filter(({ body }) => body.sequenceNumber === 3);
  expect(repeated).toHaveLength(2);
  expect(repeated[0]?.body).toEqual(repeated[1]?.body);
  await setting.close();
});

test('rich: 201 and 202 take turns, and after a 202 the first KCI has overtaken the answer', async () => {
  const setting = await setUp('rich', { stepMs: 60_000 });
  const answers = [];
  for (const id of [3, 4, 5]) {
    const answer = await setting.post('/service-orders', provideOrder(id, { notes: 'SCENARIO=ORDER_IN_PROGRESS' }));
    answers.push([
      answer.status,
      answer.body?.status,
      setting.gateway.deliveries.filter((d) => orderIn(d).id === id).length,
    ]);
    expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
  }
  expect(answers).toEqual([
    [201, 'ACKNOWLEDGED', 0],
    [202, undefined, 1],
    [201, 'IN_PROGRESS', 0],
  ]);
  await setting.close();
});

test('gateway ids are numbered anew by each tenant', async () => {
  const setting = await setUp('sync');
  const one = await setting.post('/service-orders', provideOrder(1));
  const other = await setting.post('/service-orders', provideOrder(1, { tenant: 'TENANT2' }), { Tenant: 'TENANT2' });
  expect([one.status, other.status]).toEqual([201, 201]);
  expect(one.body.supplierOrderReference).not.toBe(other.body.supplierOrderReference);
  await setting.close();
});

test('several suppliers work side by side and know nothing of each other', async () => {
  const [one, other] = await Promise.all([setUp('sync'), setUp('sync')]);
  await one.post('/service-orders', provideOrder(1));
  const unknown = await other.post('/service-order-cancellations', { id: 2, orderId: 1, reasonCode: 'OTHER' });
  expect(unknown.status).toBe(422);
  await untilOver(one.gateway);
  expect(other.gateway.deliveries).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});

test('close ends everything, also KCIs that are still to come', async () => {
  const setting = await setUp('async', { stepMs: 60_000 });
  await setting.post('/service-orders', provideOrder(1));
  const before = Date.now();
  await setting.close();
  expect(Date.now() - before).toBeLessThan(5_000);
});
