import { expect, test } from '@playwright/test';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import { heard, once } from './fixtures/life.ts';
import { DATA, provideOrder, reserveSlot, setUp, type Setting } from './fixtures/tenant.ts';
import { STYLES, type JsonObject, type Style } from './model.ts';

const [LIVE] = DATA.liveServices;

const modifyOrder = (more: JsonObject = {}): JsonObject => ({
  id: 1,
  orderType: 'MODIFY',
  tenant: 'TENANT1',
  serviceId: LIVE.serviceId,
  serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }],
  ...more,
});

const ceaseOrder = (more: JsonObject = {}): JsonObject => ({
  id: 1,
  orderType: 'CEASE',
  tenant: 'TENANT1',
  serviceId: LIVE.serviceId,
  requestedCompletionDate: '2027-04-12',
  ...more,
});

const ANSWERED: Readonly<Record<Style, string>> = {
  sync: '201 ACKNOWLEDGED',
  async: '202 undefined',
  committed: '201 IN_PROGRESS',
  rich: '202 undefined',
};

async function untilStatus(setting: Setting, wrapper: string, ...statuses: readonly string[]) {
  return setting.gateway.until((all) =>
    all.some(({ body }) => statuses.includes(String((body[wrapper] as JsonObject | undefined)?.status))),
  );
}

for (const [kind, body, wrapper] of [
  ['modify', modifyOrder(), 'modifyServiceOrder'],
  ['cease', ceaseOrder(), 'ceaseServiceOrder'],
] as const) {
  for (const style of STYLES) {
    test(`${style}: a ${kind} order comes back as it was placed and is completed by KCI under ${wrapper}`, async () => {
      const setting = await setUp(style);
      const answer = await setting.post('/service-orders', body);
      expect(`${answer.status} ${String(answer.body?.status)}`).toBe(ANSWERED[style]);
      if (answer.status === 201) {
        expect(answer.body).toMatchObject(body);
        expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
      }
      const deliveries = await untilStatus(setting, wrapper, 'COMPLETED');
      expect(await faultsOfKcis(deliveries)).toEqual([]);
      for (const delivery of once(deliveries)) {
        expect(delivery.body[wrapper]).toMatchObject({ id: 1, tenant: 'TENANT1', serviceId: LIVE.serviceId });
        expect(delivery.body[wrapper]).not.toHaveProperty('serviceOrderItem');
        expect(delivery.body.reasonCode).not.toBe('ADDITIONAL');
      }
      await setting.close();
    });
  }
}

test('what is wanted of a service is amended where it stands, and a cease is cancelled', async () => {
  const setting = await setUp('async');
  const open = { 'X-Scenario': 'ORDER_IN_PROGRESS' };
  await setting.post('/service-orders', modifyOrder(), open);
  const change = [{ name: 'LINE_PROFILE', value: '3' }];
  const amendment = { id: 7, orderId: 1, serviceCharacteristics: change, requestedCompletionDate: '2027-05-03' };
  expect((await setting.post('/service-order-amendments', amendment)).status).toBe(202);
  const amended = await heard(setting.gateway, 'AMENDED');
  expect(amended.body.modifyServiceOrder).toMatchObject({
    serviceCharacteristics: change,
    requestedCompletionDate: '2027-05-03',
    serviceOrderAmendmentId: 7,
  });
  await setting.post('/service-orders', ceaseOrder({ id: 2 }), open);
  const cancellation = { id: 8, orderId: 2, reasonCode: 'NO_LONGER_REQUIRED' };
  expect((await setting.post('/service-order-cancellations', cancellation)).status).toBe(202);
  expect((await heard(setting.gateway, 'CANCELLED')).body.ceaseServiceOrder).toMatchObject({
    status: 'CANCELLED',
    serviceOrderCancellationId: 8,
  });
  await setting.close();
});

for (const [what, body, status, message] of [
  ['a modify order for an unknown service', modifyOrder({ serviceId: 'S0' }), 422, 'service S0 is not known'],
  ['a cease order for an unknown service', ceaseOrder({ serviceId: 'S0' }), 422, 'service S0 is not known'],
  ['a modify order that changes nothing', modifyOrder({ serviceCharacteristics: [] }), 422, 'not be empty'],
  ['a modify order without a service', modifyOrder({ serviceId: undefined }), 400, 'serviceId is missing'],
  ['a cease order without a day', ceaseOrder({ requestedCompletionDate: undefined }), 400, 'requestedCompletionDate'],
  ['a cease order on no day', ceaseOrder({ requestedCompletionDate: '2027-02-31' }), 422, 'must be a date'],
  ['a cease order for another tenant', ceaseOrder({ tenant: 'TENANT2' }), 422, 'not the tenant'],
] as const) {
  test(`${what} is refused with ${status}`, async () => {
    const setting = await setUp('async');
    const answer = await setting.post('/service-orders', body);
    expect(answer.status).toBe(status);
    expect(String(answer.body.messages)).toContain(message);
    expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
    await setting.close();
  });
}

test('a SWAP order loses an appointment that nobody needs, and is told so', async () => {
  const setting = await setUp('async');
  await reserveSlot(setting, 55);
  const item = provideOrder(1).serviceOrderItem as JsonObject;
  const characteristics = [
    { name: 'LINE_ID', value: 'L1' },
    { name: 'SERVICE_ID', value: LIVE.serviceId },
  ];
  await setting.post(
    '/service-orders',
    provideOrder(1, {
      orderType: 'SWAP',
      appointmentReservationId: 55,
      serviceOrderItem: { ...item, serviceCharacteristics: characteristics },
    }),
  );
  const deliveries = once(await untilStatus(setting, 'provideServiceOrder', 'COMPLETED'));
  const dropped = deliveries.findIndex(({ body }) => body.problemCode === 'APPOINTMENT_NOT_REQUIRED');
  expect(deliveries[dropped]?.body).toMatchObject({ reasonCode: 'UPDATE' });
  for (const [index, { body }] of deliveries.entries()) {
    const shown = (body.provideServiceOrder as JsonObject).appointmentReservationId;
    expect(shown).toBe(index < dropped ? 55 : undefined);
  }
  await setting.close();
});
