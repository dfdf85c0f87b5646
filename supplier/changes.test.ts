import { expect, test } from '@playwright/test';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import { heard, lifeOf, orderIn, untilOver } from './fixtures/life.ts';
import { provideOrder, reserveSlot, setUp, type Setting } from './fixtures/tenant.ts';
import type { JsonObject, Style } from './model.ts';

const STAYS_OPEN = { 'X-Scenario': 'ORDER_IN_PROGRESS' };

async function openOrder(style: Style, more: JsonObject = {}, headers = STAYS_OPEN): Promise<Setting> {
  const setting = await setUp(style);
  await setting.post('/service-orders', provideOrder(1, more), headers);
  if (style !== 'committed') await heard(setting.gateway, 'COMMITTED');
  return setting;
}

const amend = (setting: Setting, more: JsonObject, headers = {}) =>
  setting.post('/service-order-amendments', { id: 9, orderId: 1, ...more }, headers);
const cancel = (setting: Setting, headers = {}, id = 8) =>
  setting.post('/service-order-cancellations', { id, orderId: 1, reasonCode: 'CUSTOMER_CHANGED_MIND' }, headers);

for (const style of ['sync', 'committed'] as const) {
  test(`${style}: an amendment and a cancellation are accepted at once, with no KCI`, async () => {
    const setting = await openOrder(style);
    const before = setting.gateway.deliveries.length;
    const amendment = await amend(setting, { notes: 'New' });
    expect(amendment.status).toBe(201);
    expect(amendment.body).toEqual({
      id: 9,
      orderId: 1,
      notes: 'New',
      supplierReference: expect.stringMatching(/-A9$/),
    });
    expect(await faultsOfAnswer('handleAmendOrder', amendment, 'provide')).toEqual([]);
    const cancellation = await cancel(setting);
    expect(cancellation.body).toEqual({
      id: 8,
      orderId: 1,
      reasonCode: 'CUSTOMER_CHANGED_MIND',
      supplierReference: expect.stringMatching(/-C8$/),
    });
    expect(await faultsOfAnswer('handleCancelOrder', cancellation)).toEqual([]);
    expect(setting.gateway.deliveries.length).toBe(before);
    expect((await amend(setting, { notes: 'Too late' })).status).toBe(422);
    expect((await cancel(setting)).status).toBe(422);
    await setting.close();
  });

  test(`${style}: a rejected amendment or cancellation is refused with 422 and changes nothing`, async () => {
    const setting = await openOrder(style);
    const amendment = await amend(setting, { notes: 'New' }, { 'X-Scenario': 'AMENDMENT_REJECTED' });
    const cancellation = await cancel(setting, { 'X-Scenario': 'CANCELLATION_REJECTED' });
    expect([amendment.status, cancellation.status]).toEqual([422, 422]);
    expect(await faultsOfAnswer('handleCancelOrder', cancellation)).toEqual([]);
    expect((await cancel(setting)).status).toBe(201);
    await setting.close();
  });
}

test('async: an amendment is answered 202 and told by a KCI that quotes it', async () => {
  const setting = await openOrder('async');
  const answer = await amend(setting, { notes: 'New' });
  expect([answer.status, answer.text]).toEqual([202, '']);
  const outcome = await heard(setting.gateway, 'AMENDED');
  expect(orderIn(outcome)).toMatchObject({ status: 'IN_PROGRESS', notes: 'New', serviceOrderAmendmentId: 9 });
  expect(await faultsOfKcis(setting.gateway.deliveries)).toEqual([]);
  await setting.close();
});

test('async: a rejected amendment keeps the order as it was, and says why', async () => {
  const setting = await openOrder('async', { notes: 'Old' }, { 'X-Scenario': 'AMENDMENT_REJECTED' });
  expect((await amend(setting, { notes: 'New' })).status).toBe(202);
  const outcome = await heard(setting.gateway, 'AMENDMENT_REJECTED');
  expect(outcome.body).toMatchObject({ text: expect.stringMatching(/./), problemCode: 'INVALID_REQUEST' });
  expect(orderIn(outcome)).toMatchObject({ status: 'IN_PROGRESS', notes: 'Old', serviceOrderAmendmentId: 9 });
  expect(await faultsOfKcis(setting.gateway.deliveries)).toEqual([]);
  await setting.close();
});

test('async: a cancellation is answered 202 and ends the order by a KCI that quotes it', async () => {
  const setting = await openOrder('async');
  expect((await cancel(setting)).status).toBe(202);
  const [outcome] = (await untilOver(setting.gateway)).slice(-1);
  expect(outcome?.body).toMatchObject({ reasonCode: 'CANCELLED', problemCode: 'CUSTOMER_CHANGED_MIND' });
  expect(outcome && orderIn(outcome)).toMatchObject({ status: 'CANCELLED', serviceOrderCancellationId: 8 });
  expect(await faultsOfKcis(setting.gateway.deliveries)).toEqual([]);
  expect((await amend(setting, { notes: 'Too late' })).status).toBe(422);
  await setting.close();
});

test('async: after a rejected cancellation the order can still be cancelled', async () => {
  const setting = await openOrder('async');
  await cancel(setting, { 'X-Scenario': 'CANCELLATION_REJECTED' });
  const outcome = await heard(setting.gateway, 'CANCELLATION_REJECTED');
  expect(orderIn(outcome)).toMatchObject({ status: 'IN_PROGRESS', serviceOrderCancellationId: 8 });
  expect((await cancel(setting, {}, 10)).status).toBe(202);
  expect(lifeOf(await untilOver(setting.gateway)).at(-1)).toBe('CANCELLED CANCELLED');
  await setting.close();
});

test('async: while a cancellation is being decided, nothing else can change and no other KCI comes', async () => {
  const setting = await setUp('async', { stepMs: 800 });
  await setting.post('/service-orders', provideOrder(1));
  await heard(setting.gateway, 'COMMITTED');
  await cancel(setting);
  expect((await amend(setting, { notes: 'New' })).status).toBe(422);
  expect((await cancel(setting, {}, 11)).status).toBe(422);
  const deliveries = await untilOver(setting.gateway);
  expect(lifeOf(deliveries).slice(2)).toEqual(['CANCELLED CANCELLED']);
  await setting.close();
});

test('a cancelled order is heard of no more', async () => {
  const setting = await setUp('sync', { stepMs: 600 });
  await setting.post('/service-orders', provideOrder(1));
  expect((await cancel(setting)).status).toBe(201);
  await setting.post('/service-orders', provideOrder(2));
  await untilOver(setting.gateway);
  expect(setting.gateway.deliveries.filter((delivery) => orderIn(delivery).id === 1)).toEqual([]);
  await setting.close();
});

test('contacts are merged, other values replaced, empty ones removed, and what the supplier added stays', async () => {
  const contact = { name: 'Jane Doe', phoneNumber: '01632 960001', email: 'jane@example.com' };
  const setting = await setUp('async');
  const order = provideOrder(1, { primaryContact: contact, hazards: 'Dog', notes: 'Old', engineerTasks: ['A'] });
  await setting.post('/service-orders', order, { 'X-Scenario': 'ORDER_PENDING' });
  await heard(setting.gateway, 'INFORMATION_REQUIRED');
  await amend(setting, {
    primaryContact: { phoneNumber: '01632 960009' },
    serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }],
    hazards: '',
    engineerTasks: [],
    notes: 'New',
  });
  const told = orderIn(await heard(setting.gateway, 'AMENDED'));
  expect(told.primaryContact).toEqual({ ...contact, phoneNumber: '01632 960009' });
  expect(told.notes).toBe('New');
  expect(told).not.toHaveProperty('hazards');
  expect(told).not.toHaveProperty('engineerTasks');
  expect((told.serviceOrderItem as JsonObject).serviceCharacteristics).toEqual([
    { name: 'LINE_PROFILE', value: '2' },
    { name: 'SERVICE_ID', value: 'S1' },
    { name: 'SERVICE_VLAN_ID', value: '100' },
    { name: 'CTAG', value: '200' },
  ]);
  await setting.close();
});

test('a date that the tenant moves of its own accord moves both dates', async () => {
  const setting = await openOrder('async');
  const first = orderIn(await heard(setting.gateway, 'COMMITTED'));
  const reservation = await reserveSlot(setting, 60, 7);
  await amend(setting, { appointmentReservationId: 60 });
  const told = orderIn(await heard(setting.gateway, 'AMENDED'));
  const { timeslotStartDateTime } = reservation.body.timeslot as { timeslotStartDateTime: string };
  expect(told.committedDate).toBe(new Date(timeslotStartDateTime).toISOString());
  expect(told.targetDate).toBe(told.committedDate);
  expect(told.committedDate).not.toBe(first.committedDate);
  expect(told.appointmentReservationReference).toBe(reservation.body.supplierReference);
  await setting.close();
});

test('an amendment with an appointment that is not reserved is refused', async () => {
  const setting = await openOrder('sync');
  expect((await amend(setting, { appointmentReservationId: 4711 })).status).toBe(422);
  await setting.close();
});

test('an unknown order can be neither amended nor cancelled', async () => {
  const setting = await setUp('async');
  const [amendment, cancellation] = [await amend(setting, { notes: 'New' }), await cancel(setting)];
  expect([amendment.status, cancellation.status]).toEqual([422, 422]);
  expect(amendment.body.messages).toEqual(['order 1 is not known']);
  await setting.close();
});

test('rich: the outcome of a change overtakes its 202', async () => {
  const setting = await setUp('rich', { stepMs: 60_000 });
  await setting.post('/service-orders', provideOrder(1), STAYS_OPEN);
  const answer = await amend(setting, { notes: 'New' });
  expect(answer.status).toBe(202);
  expect(lifeOf(setting.gateway.deliveries)).toEqual(['ACKNOWLEDGED ACKNOWLEDGED', 'AMENDED ACKNOWLEDGED']);
  await setting.close();
});
