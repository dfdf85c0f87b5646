import { expect, test } from '@playwright/test';
import { request } from 'undici';
import { faultsOfAnswer } from './fixtures/contract.ts';
import { DATA, provideOrder, reserveSlot, setUp } from './fixtures/tenant.ts';
import { SupplierError, startSupplier } from './server.ts';
import type { JsonObject } from './model.ts';

const item = (id: string, ...names: readonly string[]) => ({
  serviceSpecification: { id },
  serviceCharacteristics: names.map((name) => ({ name, value: '1' })),
});
const without = (name: string): JsonObject => ({ ...provideOrder(1), [name]: undefined });

const REFUSED: Readonly<Record<string, { readonly body: unknown; readonly status: number; readonly says: RegExp }>> = {
  'broken JSON': { body: '{"id": 1,', status: 400, says: /not valid JSON/ },
  'no body': { body: '', status: 400, says: /not valid JSON/ },
  'an array': { body: [], status: 400, says: /must be an object/ },
  'no id': { body: without('id'), status: 400, says: /^id is missing/ },
  'an id that is text': { body: { ...provideOrder(1), id: '1' }, status: 400, says: /^id must be a number/ },
  'no orderType': { body: without('orderType'), status: 400, says: /^orderType is missing/ },
  'no contact': { body: without('primaryContact'), status: 400, says: /^primaryContact is missing/ },
  'no telephone': {
    body: provideOrder(1, { primaryContact: { name: 'Jane' } }),
    status: 400,
    says: /^primaryContact\.phoneNumber is missing/,
  },
  'a telephone number that is none': {
    body: provideOrder(1, { primaryContact: { name: 'Jane', phoneNumber: 'none' } }),
    status: 422,
    says: /^primaryContact\.phoneNumber has a form/,
  },
  'an unknown orderType': {
    body: provideOrder(1, { orderType: 'MOVE' }),
    status: 422,
    says: /^orderType must be one of/,
  },
  'an id of 0': { body: provideOrder(0), status: 422, says: /^id must be 1 or more/ },
  'an impossible date': { body: provideOrder(1, { requestedCompletionDate: '2026-13-01' }), status: 422, says: /date/ },
  'another tenant': { body: provideOrder(1, { tenant: 'TENANT2' }), status: 422, says: /not the tenant that sends it/ },
  'an address out of coverage': {
    body: provideOrder(1, { address: DATA.outOfCoverage }),
    status: 422,
    says: /not served/,
  },
  'a day that is over': {
    body: provideOrder(1, { requestedCompletionDate: '2020-01-06' }),
    status: 422,
    says: /is over/,
  },
  'an unknown specification': {
    body: provideOrder(1, { serviceOrderItem: item('NO-SUCH') }),
    status: 422,
    says: /NO-SUCH is not known/,
  },
  'an unknown reservation': {
    body: provideOrder(1, { appointmentReservationId: 77 }),
    status: 422,
    says: /not reserved/,
  },
  'a takeover of no line': { body: provideOrder(1, { orderType: 'TAKEOVER' }), status: 422, says: /LINE_ID/ },
  'a swap of no service': {
    body: provideOrder(1, { orderType: 'SWAP', serviceOrderItem: item(DATA.serviceSpecification, 'LINE_ID') }),
    status: 422,
    says: /SERVICE_ID/,
  },
};

for (const [what, { body, status, says }] of Object.entries(REFUSED)) {
  test(`an order with ${what} is refused with ${status}, in every style`, async () => {
    for (const style of ['sync', 'async', 'committed', 'rich'] as const) {
      const setting = await setUp(style);
      const answer = await setting.post('/service-orders', body);
      expect(answer.status).toBe(status);
      expect(answer.body.code).toBe(status === 400 ? 'MALFORMED_REQUEST' : 'INVALID_REQUEST');
      expect(answer.body.messages).toContainEqual(expect.stringMatching(says));
      expect(await faultsOfAnswer('handleCreateOrder', answer)).toEqual([]);
      await setting.close();
    }
  });
}

const LINE = ['ONT_REFERENCE', 'ONT_PORT', 'SERVICE_ID'];

for (const orderType of ['NEW', 'START', 'TAKEOVER', 'TRANSFER', 'SWAP']) {
  test(`an order of type ${orderType} that names its line is accepted`, async () => {
    const setting = await setUp('sync');
    const answer = await setting.post(
      '/service-orders',
      provideOrder(1, { orderType, serviceOrderItem: item(DATA.serviceSpecification, ...LINE) }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body.orderType).toBe(orderType);
    await setting.close();
  });
}

test('an order that exists already is refused', async () => {
  const setting = await setUp('sync');
  await setting.post('/service-orders', provideOrder(1));
  expect((await setting.post('/service-orders', provideOrder(1))).status).toBe(422);
  await setting.close();
});

test('a reservation of another tenant is of no use', async () => {
  const setting = await setUp('sync');
  await reserveSlot(setting, 50);
  const order = provideOrder(1, { tenant: 'TENANT2', appointmentReservationId: 50 });
  expect((await setting.post('/service-orders', order, { Tenant: 'TENANT2' })).status).toBe(422);
  await setting.close();
});

for (const header of ['X-Request-ID', 'X-Conversation-ID', 'Tenant']) {
  test(`a request without ${header} is refused with 400`, async () => {
    const setting = await setUp('sync');
    const answer = await setting.post('/service-orders', provideOrder(1), { [header]: '' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'MALFORMED_REQUEST', messages: [`the header ${header} is missing`] });
    await setting.close();
  });
}

test('every answer repeats both ids of its request, refusals too', async () => {
  const setting = await setUp('async');
  const ids = { 'X-Request-ID': 'r-1', 'X-Conversation-ID': 'c-1' };
  const answers = [
    await setting.post('/service-orders', provideOrder(1), ids),
    await setting.post('/service-orders', '{', ids),
    await setting.post('/quote', {}, ids),
    await setting.post('/nowhere', {}, ids),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 400, 400, 404]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({ 'x-request-id': 'r-1', 'x-conversation-id': 'c-1' });
  }
  expect(answers[2]?.body.code).toBe('MALFORMED_REQUEST');
  expect(answers[3]?.body.code).toBe('NOT_FOUND');
  await setting.close();
});

test('callers without the right credentials are refused with 401', async () => {
  const setting = await setUp('sync', { credentials: { type: 'bearer', token: 't0ken' } });
  for (const Authorization of ['', 'Bearer wrong', 'Basic t0ken']) {
    const answer = await setting.post('/service-orders', provideOrder(1), { Authorization });
    expect([answer.status, answer.body.code]).toEqual([401, 'NOT_AUTHORISED']);
  }
  expect((await setting.post('/service-orders', provideOrder(1), { Authorization: 'Bearer t0ken' })).status).toBe(201);
  await setting.close();
});

test('callers may have to present a user name and password', async () => {
  const setting = await setUp('sync', { credentials: { type: 'basic', username: 'u', password: 'p' } });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  expect((await setting.post('/service-orders', provideOrder(1), { Authorization: basic('u:x') })).status).toBe(401);
  expect((await setting.post('/service-orders', provideOrder(1), { Authorization: basic('u:p') })).status).toBe(201);
  await setting.close();
});

test('callers may have to fetch a token of the supplier', async () => {
  const setting = await setUp('sync', { credentials: { type: 'oauth2', clientId: 'fibre', clientSecret: 'cafe' } });
  const ask = async (body: string, headers = {}) => {
    const response = await request(`${setting.supplier.url}/oauth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    return { status: response.statusCode, body: (await response.body.json()) as JsonObject };
  };
  const grant = 'grant_type=client_credentials';
  expect((await ask(`${grant}&client_id=fibre&client_secret=tea`)).status).toBe(401);
  const byForm = await ask(`${grant}&client_id=fibre&client_secret=cafe`);
  const byBasic = await ask(grant, { Authorization: `Basic ${Buffer.from('fibre:cafe').toString('base64')}` });
  expect([byForm.status, byBasic.status]).toEqual([200, 200]);
  expect((await setting.post('/service-orders', provideOrder(1), { Authorization: 'Bearer other' })).status).toBe(401);
  const Authorization = `Bearer ${String(byBasic.body.access_token)}`;
  expect((await setting.post('/service-orders', provideOrder(1), { Authorization })).status).toBe(201);
  await setting.close();
});

test('a port that is taken is told in one line', async () => {
  const setting = await setUp('sync');
  const port = Number(new URL(setting.supplier.url).port);
  const second = startSupplier({ style: 'sync', port, gateway: { clientId: 'c', clientSecret: 's' }, data: DATA });
  await expect(second).rejects.toThrow(SupplierError);
  await expect(second).rejects.toThrow(`port ${port} is in use: end what listens there, or choose another with --port`);
  await setting.close();
});
