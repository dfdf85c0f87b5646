import { expect, test } from '@playwright/test';
import { faultsOfKcis } from './fixtures/contract.ts';
import { once } from './fixtures/life.ts';
import { setUp, type Setting } from './fixtures/tenant.ts';
import { STYLES, type JsonObject } from './model.ts';
import { ANNOUNCEMENTS } from './server.ts';

const announce = async (setting: Setting, wish: JsonObject = {}): Promise<string> => {
  const answer = await setting.post(ANNOUNCEMENTS, { tenant: 'TENANT1', serviceId: 'S7', ...wish });
  expect(answer.status).toBe(201);
  return String(answer.body.supplierOrderReference);
};

const cease = ({ body }: { readonly body: JsonObject }) => body.unsolicitedCeaseServiceOrder as JsonObject;

/** The KCIs about a cease, each once, as soon as one has that reason. */
async function until(setting: Setting, reference: string, reasonCode: string) {
  const about = (all: Setting['gateway']['deliveries']) =>
    once(all).filter((delivery) => cease(delivery).supplierOrderReference === reference);
  const all = await setting.gateway.until((deliveries) =>
    about(deliveries).some(({ body }) => body.reasonCode === reasonCode),
  );
  return about(all);
}

for (const style of STYLES) {
  test(`${style}: ceases begin as PENDING, ACKNOWLEDGED and IN_PROGRESS by turns, and come to their end`, async () => {
    const setting = await setUp(style);
    const begun: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const deliveries = await until(setting, await announce(setting), 'COMPLETED');
      const reasons = deliveries.map(({ body }) => String(body.reasonCode));
      const status = String(cease(deliveries[0] as { body: JsonObject }).status);
      begun.push(status);
      const opening = { PENDING: ['ACKNOWLEDGED', 'COMMITTED'], ACKNOWLEDGED: ['COMMITTED'] }[status] ?? [];
      expect(reasons).toEqual(['CREATED', ...opening, ...(style === 'rich' ? ['UPDATE'] : []), 'COMPLETED']);
      expect(deliveries.map(({ body }) => body.sequenceNumber)).toEqual(reasons.map((_, index) => index + 1));
      expect(await faultsOfKcis(deliveries)).toEqual([]);
      for (const delivery of deliveries) {
        const { status: now, id, committedDate, targetDate, ...rest } = cease(delivery);
        expect(rest).toMatchObject({ orderType: 'UNSOLICITED_CEASE', tenant: 'TENANT1', serviceId: 'S7' });
        expect(id).toBeUndefined();
        expect([committedDate, targetDate].includes(undefined)).toBe(now === 'PENDING' || now === 'ACKNOWLEDGED');
      }
    }
    expect(begun).toEqual(['PENDING', 'ACKNOWLEDGED', 'IN_PROGRESS']);
    await setting.close();
  });
}

test('a cease begins and stays as the tester wants it', async () => {
  const setting = await setUp('sync');
  const reference = await announce(setting, { status: 'IN_PROGRESS', stays: true });
  const other = await announce(setting, { status: 'PENDING' });
  await until(setting, other, 'COMPLETED');
  expect((await until(setting, reference, 'CREATED')).map(({ body }) => body.reasonCode)).toEqual(['CREATED']);
  await setting.close();
});

const cancel = (setting: Setting, supplierOrderReference: string, reasonCode = 'DELIBERATE_MISLEAD') =>
  setting.post('/service-order-cancellations', { id: 8, orderId: 4711, reasonCode, supplierOrderReference });

test('a cease is cancelled by its reference, at once', async () => {
  const setting = await setUp('sync');
  const answer = await cancel(setting, await announce(setting, { stays: true }));
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ id: 8, orderId: 4711 });
  await setting.close();
});

test('a cease is cancelled by its reference, by KCI', async () => {
  const setting = await setUp('async');
  const reference = await announce(setting, { stays: true });
  expect((await cancel(setting, reference)).status).toBe(202);
  const deliveries = await until(setting, reference, 'CANCELLED');
  expect(cease(deliveries.at(-1) as { body: JsonObject })).toMatchObject({
    status: 'CANCELLED',
    serviceOrderCancellationId: 8,
  });
  expect(await faultsOfKcis(deliveries)).toEqual([]);
  await setting.close();
});

test('a cease is neither amended nor cancelled for the reasons of other orders', async () => {
  const setting = await setUp('sync');
  const supplierOrderReference = await announce(setting, { stays: true });
  const amendment = { id: 9, orderId: 4711, supplierOrderReference, notes: 'Later, please' };
  const amended = await setting.post('/service-order-amendments', amendment);
  expect([amended.status, String(amended.body.messages)]).toEqual([
    422,
    `cease ${supplierOrderReference} cannot be amended`,
  ]);
  expect((await cancel(setting, supplierOrderReference, 'CUSTOMER_CHANGED_MIND')).status).toBe(422);
  expect((await cancel(setting, 'UC-0')).status).toBe(422);
  await setting.close();
});

test('a wish that cannot be read is a cease of the usual kind', async () => {
  const setting = await setUp('sync');
  const answer = await setting.post(ANNOUNCEMENTS, '{');
  expect(answer.status).toBe(201);
  await until(setting, String(answer.body.supplierOrderReference), 'COMPLETED');
  await setting.close();
});
