import { expect, test } from '@playwright/test';
import { recordGateway } from './fixtures/gateway.ts';
import { lifeOf, orderIn, untilOver } from './fixtures/life.ts';
import { provideOrder, setUp } from './fixtures/tenant.ts';

test('a KCI that met a failure is sent again: the same, under a new request id, before any other', async () => {
  const setting = await setUp('sync');
  setting.gateway.answerNext(503, 'drop', 429, 204);
  await setting.post('/service-orders', provideOrder(1));
  const deliveries = await untilOver(setting.gateway);
  const [first, ...again] = deliveries.slice(0, 4);
  expect(lifeOf(deliveries)).toEqual([
    ...Array.from({ length: 4 }, () => 'COMMITTED IN_PROGRESS'),
    'ADDITIONAL IN_PROGRESS',
    'COMPLETED COMPLETED',
  ]);
  for (const delivery of again) expect(delivery.body).toEqual(first?.body);
  expect(new Set(deliveries.map(({ headers }) => headers['x-request-id'])).size).toBe(6);
  expect(deliveries.map(({ body }) => body.sequenceNumber)).toEqual([1, 1, 1, 1, 2, 3]);
  await setting.close();
});

test('a 401 makes the supplier fetch a new token, once', async () => {
  const setting = await setUp('sync');
  setting.gateway.answerNext(401, 204);
  await setting.post('/service-orders', provideOrder(1));
  const deliveries = await untilOver(setting.gateway);
  const tokens = deliveries.map(({ headers }) => headers.authorization);
  expect(tokens).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2', 'Bearer token-2']);
  expect(deliveries[1]?.body).toEqual(deliveries[0]?.body);
  await setting.close();
});

test('a KCI that is refused twice for its token, or for what it says, is given up and logged', async () => {
  const lines: string[] = [];
  const setting = await setUp('sync', { log: (line) => lines.push(line) });
  setting.gateway.answerNext(401, 401, 422);
  await setting.post('/service-orders', provideOrder(1));
  const deliveries = await untilOver(setting.gateway);
  expect(deliveries.map(({ answered }) => answered)).toEqual([401, 401, 422, 204]);
  expect(deliveries.map(({ body }) => body.sequenceNumber)).toEqual([1, 1, 2, 3]);
  expect(lines.map((line) => line.slice(0, 31))).toEqual([
    'KCI of order 1 given up: 401 ',
    'KCI of order 1 given up: 422 ',
  ]);
  await setting.close();
});

test('one token serves many KCIs, asked for with Basic credentials and the client credentials grant', async () => {
  const setting = await setUp('async');
  await Promise.all([1, 2, 3].map((id) => setting.post('/service-orders', provideOrder(id))));
  await setting.gateway.until((all) => all.filter((delivery) => orderIn(delivery).status === 'COMPLETED').length === 3);
  expect(setting.gateway.tokenRequests).toEqual([
    {
      authorization: `Basic ${Buffer.from('supplier:s3cret').toString('base64')}`,
      body: 'grant_type=client_credentials',
    },
  ]);
  await setting.close();
});

test('a token is renewed before it runs out', async () => {
  const gateway = await recordGateway({ tokenLife: 1 });
  const access = { url: gateway.url, clientId: 'c', clientSecret: 's' };
  const setting = await setUp('sync', { gateway: access, stepMs: 1_000 });
  await setting.post('/service-orders', provideOrder(1));
  const deliveries = await untilOver(gateway);
  expect(deliveries.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
    'Bearer token-3',
  ]);
  await Promise.all([setting.close(), gateway.close()]);
});

test('the KCIs of an order never overlap, those of several orders may', async () => {
  const gateway = await recordGateway({ slowMs: 60 });
  const setting = await setUp('sync', { gateway: { url: gateway.url, clientId: 'c', clientSecret: 's' } });
  await Promise.all([1, 2].map((id) => setting.post('/service-orders', provideOrder(id))));
  const deliveries = await gateway.until(
    (all) => all.filter((delivery) => orderIn(delivery).status === 'COMPLETED').length === 2,
  );
  expect(deliveries.every(({ overlapping }) => !overlapping)).toBe(true);
  await Promise.all([setting.close(), gateway.close()]);
});

test('a gateway that comes late is told everything, in order', async () => {
  const setting = await setUp('async', { gateway: { clientId: 'c', clientSecret: 's' } });
  await setting.post('/service-orders', provideOrder(1));
  const gateway = await recordGateway();
  setting.supplier.setGateway(`${gateway.url}/`);
  expect(lifeOf(await untilOver(gateway))).toEqual([
    'ACKNOWLEDGED ACKNOWLEDGED',
    'COMMITTED IN_PROGRESS',
    'ADDITIONAL IN_PROGRESS',
    'COMPLETED COMPLETED',
  ]);
  await Promise.all([setting.close(), gateway.close()]);
});

test('a gateway that is not there hinders no answer', async () => {
  const setting = await setUp('rich', { gateway: { url: 'http://127.0.0.1:1', clientId: 'c', clientSecret: 's' } });
  const answers = await Promise.all([3, 4, 5].map((id) => setting.post('/service-orders', provideOrder(id))));
  expect(answers.map(({ status }) => status)).toEqual([201, 202, 201]);
  const cancellation = await setting.post('/service-order-cancellations', { id: 9, orderId: 3, reasonCode: 'OTHER' });
  expect(cancellation.status).toBe(201);
  await setting.close();
});
