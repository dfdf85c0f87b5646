import { expect, test } from '@playwright/test';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import { heard, lifeOf, once, orderIn, untilOver } from './fixtures/life.ts';
import { freeSlots, provideOrder, reserveSlot, setUp } from './fixtures/tenant.ts';
import type { Mode } from './model.ts';

const MODES: readonly Mode[] = ['sync', 'async', 'committed'];

const COURSES: Readonly<Record<string, readonly string[]>> = {
  ORDER_DELAYED: ['DELAY HELD', 'RESUMED IN_PROGRESS', 'COMPLETED COMPLETED'],
  ORDER_WARNING: ['WARNING IN_PROGRESS', 'COMPLETED COMPLETED'],
  ORDER_CANCELLED: ['CANCELLED CANCELLED'],
  ORDER_PARTIAL: ['COMPLETED PARTIAL'],
};

const opening = { sync: 1, async: 2, committed: 0 };

for (const mode of MODES) {
  for (const [scenario, course] of Object.entries(COURSES)) {
    test(`${mode}: ${scenario} takes its course`, async () => {
      const setting = await setUp(mode);
      await setting.post('/service-orders', provideOrder(1), { 'X-Scenario': scenario });
      const deliveries = await untilOver(setting.gateway);
      expect(lifeOf(deliveries).slice(opening[mode])).toEqual(course);
      expect(await faultsOfKcis(deliveries)).toEqual([]);
      await setting.close();
    });
  }

  test(`${mode}: ORDER_REJECTED is refused as the style has it`, async () => {
    const setting = await setUp(mode);
    const answer = await setting.post('/service-orders', provideOrder(1), { 'X-Scenario': 'ORDER_REJECTED' });
    expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
    if (mode === 'async') {
      expect(answer.status).toBe(202);
      const [rejection] = await untilOver(setting.gateway);
      expect(lifeOf(rejection ? [rejection] : [])).toEqual(['ORDER_REJECTED REJECTED']);
      expect(rejection?.body).toMatchObject({ text: expect.stringMatching(/./), problemCode: 'INVALID_REQUEST' });
    } else {
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST', messages: ['no fibre passes this property yet'] });
    }
    await setting.close();
  });

  test(`${mode}: ORDER_PENDING waits for an amendment`, async () => {
    const setting = await setUp(mode);
    await setting.post('/service-orders', provideOrder(1, { notes: 'Please. SCENARIO=ORDER_PENDING' }));
    const question = await heard(setting.gateway, 'INFORMATION_REQUIRED');
    expect(question.body).toMatchObject({ problemCode: 'INFORMATION_REQUIRED', text: expect.stringMatching(/./) });
    expect(orderIn(question).status).toBe(mode === 'async' ? 'PENDING' : 'IN_PROGRESS');

    await setting.post('/service-order-amendments', { id: 9, orderId: 1, notes: 'Code 1234' });
    const deliveries = await untilOver(setting.gateway);
    const after = mode === 'async' ? ['AMENDED IN_PROGRESS'] : [];
    expect(lifeOf(deliveries).slice(opening[mode] + 2)).toEqual([...after, 'COMPLETED COMPLETED']);
    expect(deliveries.map((delivery) => orderIn(delivery).notes).at(-1)).toBe('Code 1234');
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    await setting.close();
  });

  test(`${mode}: ORDER_REAPPOINT drops the appointment and waits for another`, async () => {
    const setting = await setUp(mode);
    await reserveSlot(setting, 50);
    const order = provideOrder(1, { appointmentReservationId: 50 });
    await setting.post('/service-orders', order, { 'X-Scenario': 'ORDER_REAPPOINT' });
    const call = await heard(setting.gateway, 'REAPPOINT');
    expect(call.body.problemCode).toBe('ACCESS_ISSUE');
    expect(orderIn(call)).not.toHaveProperty('appointmentReservationId');
    const { committedDate } = orderIn(call);

    const other = await reserveSlot(setting, 51, 4);
    await setting.post('/service-order-amendments', { id: 9, orderId: 1, appointmentReservationId: 51 });
    const last = once(await untilOver(setting.gateway)).at(-1);
    const { timeslotStartDateTime } = other.body.timeslot as { timeslotStartDateTime: string };
    expect(last && orderIn(last)).toMatchObject({
      status: 'COMPLETED',
      appointmentReservationId: 51,
      appointmentReservationReference: other.body.supplierReference,
      committedDate,
      targetDate: new Date(timeslotStartDateTime).toISOString(),
    });
    expect(await faultsOfKcis(setting.gateway.deliveries)).toEqual([]);
    await setting.close();
  });

  test(`${mode}: ORDER_REAPPOINTED tells of a slot that the supplier chose`, async () => {
    const setting = await setUp(mode);
    const order = provideOrder(1, {
      requestedCompletionDate: (await freeSlots(setting))[0]?.timeslotStartDateTime.slice(0, 10),
    });
    await setting.post('/service-orders', order, { 'X-Scenario': 'ORDER_REAPPOINTED' });
    const told = await heard(setting.gateway, 'REAPPOINTED');
    const { timeslotStartDateTime, timeslotEndDateTime } = orderIn(told).appointmentTimeslot as Record<string, string>;
    expect(Date.parse(String(timeslotEndDateTime))).toBeGreaterThan(Date.parse(String(timeslotStartDateTime)));
    expect(orderIn(told).appointmentReservationReference).toMatch(/^APT/);
    expect(Date.parse(String(orderIn(told).targetDate))).toBe(Date.parse(String(timeslotEndDateTime)));
    const deliveries = await untilOver(setting.gateway);
    expect(deliveries.map(orderIn).at(-1)).toHaveProperty('appointmentTimeslot');
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    await setting.close();
  });
}

test('a problem code that the tester asks for replaces the usual one', async () => {
  const setting = await setUp('committed');
  await setting.post('/service-orders', provideOrder(1), {
    'X-Scenario': 'ORDER_DELAYED',
    'X-Problem-Code': 'SITE_UNSAFE',
  });
  expect((await heard(setting.gateway, 'DELAY')).body.problemCode).toBe('SITE_UNSAFE');
  await setting.close();
});

test('a pause that the tester asks for replaces the usual one', async () => {
  const setting = await setUp('sync', { stepMs: 600_000 });
  await setting.post('/service-orders', provideOrder(1), { 'X-Kci-Delay': '0' });
  expect(lifeOf(await untilOver(setting.gateway)).at(-1)).toBe('COMPLETED COMPLETED');
  await setting.close();
});

test('a completed order tells the serial number and keeps what was added before', async () => {
  const setting = await setUp('sync');
  await setting.post('/service-orders', provideOrder(1));
  const last = (await untilOver(setting.gateway)).at(-1);
  const { serviceCharacteristics } = (last && orderIn(last).serviceOrderItem) as {
    serviceCharacteristics: { name: string }[];
  };
  const names = serviceCharacteristics.map(({ name }) => name);
  expect(names).toEqual(['LINE_PROFILE', 'SERVICE_ID', 'SERVICE_VLAN_ID', 'CTAG', 'ONT_SERIAL_NUMBER']);
  await setting.close();
});
