import { expect, test } from '@playwright/test';
import { header } from '../evidence/history.ts';
import { startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type Seen, type TestSupplierOptions } from './fixtures/supplier.ts';
import { Interruption } from './interruption.ts';
import type { Call } from './journey.ts';
import type { StagesOptions } from './stage.ts';

async function withRun(
  use: (run: TestRun) => Promise<void>,
  options: Partial<StagesOptions> = {},
  supplied: Partial<TestSupplierOptions> = {},
): Promise<void> {
  const run = await startRun({ style: 'created', ...supplied }, options);
  try {
    await use(run);
  } finally {
    await run.close();
  }
}

const LOOK_UP: Call = { operation: 'handleAvailabilityCheck', query: { address: JSON.stringify(ADDRESS) } };
const order = (id: number, more: object = {}) => ({
  operation: 'handleCreateOrder',
  body: { id, orderType: 'NEW', address: ADDRESS, serviceOrderItem: {}, ...more },
});
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const last = ({ supplier }: TestRun): Seen => supplier.seen.at(-1) as Seen;

test('a request carries its ids, the tenant and what it accepts, under the path of the base URL', () =>
  withRun(async (run) => {
    const { request, response } = await run.stages.stageFor('j').call({ ...LOOK_UP, conversation: 'talk-1' });
    const { headers, path, method } = last(run);
    expect(method).toBe('GET');
    expect(path).toBe(`/prefix/service-availability?address=${encodeURIComponent(JSON.stringify(ADDRESS))}`);
    expect(headers).toMatchObject({ tenant: 'TENANT1', 'x-conversation-id': 'talk-1', accept: 'application/json' });
    expect(headers['x-request-id']).toMatch(UUID);
    expect(headers['content-type']).toBeUndefined();
    expect(request).toMatchObject({
      exchange: headers['x-request-id'],
      journey: 'j',
      method: 'GET',
      intent: { valid: true },
    });
    expect(request.url).toBe(`${new URL(run.supplier.url).origin}${path}`);
    expect(response?.status).toBe(200);
  }));

test('each request has another X-Request-ID and, unless told, another conversation', () =>
  withRun(async (run) => {
    const { call } = run.stages.stageFor('j');
    await call(LOOK_UP);
    await call(LOOK_UP);
    const ids = run.supplier.seen.flatMap(({ headers }) => [headers['x-request-id'], headers['x-conversation-id']]);
    expect(new Set(ids).size).toBe(4);
  }));

test('a body is sent as JSON, and recorded as it was sent before it is sent', () =>
  withRun(
    async (run) => {
      const { request } = await run.stages
        .stageFor('j')
        .call({ ...order(5, { notes: 'é' }), aim: 'unknown-specification' });
      expect(last(run).headers['content-type']).toBe('application/json');
      expect(last(run).body).toMatchObject({ id: 5, notes: 'é' });
      expect(request.body?.text).toBe(JSON.stringify(order(5, { notes: 'é' }).body));
      expect(request.body?.bytes).toBe(Buffer.byteLength(request.body?.text ?? ''));
      expect(request.aim).toBe('unknown-specification');
    },
    {},
    { twist: (_, reply) => reply.code(422).send() },
  ));

test('the request is in the history when the supplier gets it', async () => {
  let recorded: readonly string[] = [];
  const run: TestRun = await startRun({
    style: 'created',
    twist: () => {
      recorded = run.recorder.history.map(({ type }) => type);
      return undefined;
    },
  });
  await run.stages.stageFor('j').call(LOOK_UP);
  expect(recorded).toEqual(['request']);
  expect(run.recorder.history.map(({ type }) => type)).toEqual(['request', 'response']);
  await run.close();
});

test('headers that are to be missing are missing, and a raw body goes out as it is', () =>
  withRun(
    async (run) => {
      const { request } = await run.stages.stageFor('j').call({
        operation: 'handleCreateOrder',
        rawBody: '{"id":',
        intent: { valid: false, because: 'it breaks off' },
        without: ['tenant', 'X-CONVERSATION-ID'],
      });
      expect(last(run).headers.tenant).toBeUndefined();
      expect(last(run).headers['x-conversation-id']).toBeUndefined();
      expect(header(request.headers, 'Tenant')).toBeUndefined();
      expect(request.body?.text).toBe('{"id":');
      expect(request.intent).toEqual({ valid: false, because: 'it breaks off' });
    },
    { authorization: { type: 'bearer', token: 'secret-token' } },
  ));

test('a name with several values is repeated in the query, and another media type is sent as it is', () =>
  withRun(
    async (run) => {
      const stage = run.stages.stageFor('j');
      await stage.call({
        ...LOOK_UP,
        query: { address: JSON.stringify(ADDRESS), serviceTypes: ['BROADBAND', 'ETHERNET'] },
      });
      expect(last(run).path).toMatch(/&serviceTypes=BROADBAND&serviceTypes=ETHERNET$/);
      const generated = { id: 'handleCreateOrder~1~0~media-type@/body', edits: [], twin: 'handleCreateOrder~1~0' };
      const { request } = await stage.call({ ...order(5), contentType: 'text/plain', generated });
      expect(last(run).headers['content-type']).toBe('text/plain');
      expect(header(request.headers, 'Content-Type')).toBe('text/plain');
      expect(request.generated).toEqual(generated);
    },
    {},
    { twist: (seen, reply) => (seen.method === 'POST' ? reply.code(400).send() : undefined) },
  ));

test('an operation whose document lists no Tenant header gets none', () =>
  withRun(async (run) => {
    await run.stages.stageFor('j').call({ operation: 'handleQuote', body: {} });
    expect(last(run).headers.tenant).toBeUndefined();
    expect(last(run).headers['x-request-id']).toMatch(UUID);
  }));

test('credentials are sent, and are in no event', () =>
  withRun(
    async (run) => {
      await run.stages.stageFor('j').call(LOOK_UP);
      expect(last(run).headers.authorization).toBe('Bearer secret-token');
      expect(JSON.stringify(run.recorder.history)).not.toContain('secret-token');
    },
    { authorization: { type: 'bearer', token: 'secret-token' } },
  ));

test('steering by header travels with the request, and the history says what was asked for', () =>
  withRun(async (run) => {
    const { request } = await run.stages.stageFor('j').call({ ...order(6), scenario: 'ORDER_IN_PROGRESS' });
    expect(last(run).headers['x-scenario']).toBe('ORDER_IN_PROGRESS');
    expect(request.scenario).toBe('ORDER_IN_PROGRESS');
    expect(header(request.headers, 'X-Scenario')).toBe('ORDER_IN_PROGRESS');
  }));

test('steering by notes joins the notes of orders and amendments, and leaves other requests alone', () =>
  withRun(
    async (run) => {
      const { call } = run.stages.stageFor('j');
      await call({ ...order(7, { notes: 'mine' }), scenario: 'ORDER_DELAYED' });
      expect(last(run).body.notes).toBe('SCENARIO=ORDER_DELAYED mine');
      await call({ operation: 'handleAmendOrder', body: { id: 8, orderId: 7 }, scenario: 'AMENDMENT_REJECTED' });
      expect(last(run).body.notes).toBe('SCENARIO=AMENDMENT_REJECTED');
      await call({
        operation: 'handleCancelOrder',
        body: { id: 9, orderId: 7, reasonCode: 'OTHER' },
        scenario: 'CANCELLATION_REJECTED',
      });
      expect(last(run).body.notes).toBeUndefined();
    },
    { steering: { default: { notes: 'SCENARIO={{scenario}}' } } },
  ));

test('a scenario that cannot be steered was not asked for', () =>
  withRun(
    async (run) => {
      const { request } = await run.stages.stageFor('j').call({ ...order(10), scenario: 'ORDER_DELAYED' });
      expect(request.scenario).toBeUndefined();
    },
    { steering: {} },
  ));

test('what gets no answer is recorded once, with the reason', () =>
  withRun(
    async (run) => {
      const exchange = await run.stages.stageFor('j').call(LOOK_UP);
      expect(exchange.response).toBeUndefined();
      expect(exchange.noResponse).toMatchObject({ reason: 'closed', exchange: exchange.request.exchange });
      expect(run.recorder.history.map(({ type }) => type)).toEqual(['request', 'no-response']);
    },
    {},
    { twist: (_, reply) => reply.hijack().raw.destroy() },
  ));

test('a request that we cannot send is our fault: recorded as broken off, and thrown', () =>
  withRun(
    async (run) => {
      await expect(run.stages.stageFor('j').call({ ...order(11), scenario: 'ORDER_DELAYED' })).rejects.toThrow(
        /header/,
      );
      expect(run.recorder.history.at(-1)).toMatchObject({ type: 'no-response', reason: 'interrupted' });
    },
    { steering: { default: { header: { 'Bad Name': 'x' } } } },
  ));

const tokens = (run: TestRun) => ({
  type: 'oauth2' as const,
  tokenUrl: `${new URL(run.supplier.url).origin}/token`,
  clientId: 'a',
  clientSecret: 'b',
});

/** A supplier with a token endpoint, which takes the tokens that `good` says. */
async function withTokens(good: (token: number) => boolean, use: (run: TestRun) => Promise<void>): Promise<void> {
  let issued = 0;
  const first = await startRun({
    style: 'created',
    twist: ({ path, headers }, reply) => {
      if (path === '/token') return { access_token: `token-${(issued += 1)}`, expires_in: 3600 };
      const token = Number(headers.authorization?.slice('Bearer token-'.length));
      return good(token)
        ? undefined
        : reply.code(401).send({ uuid: 'u', code: 'NOT_AUTHORISED', messages: ['who are you'] });
    },
  });
  const run = await startRun({ style: 'created' }, { baseUrl: first.supplier.url, authorization: tokens(first) });
  try {
    await use({ ...run, supplier: first.supplier });
  } finally {
    await run.close();
    await first.close();
  }
}

test('a withdrawn token is renewed once, and the request repeated: one exchange, whose 401 does not count', async () => {
  let withdrawn = 0;
  await withTokens(
    (token) => token > withdrawn,
    async (run) => {
      const { call } = run.stages.stageFor('j');
      await call(LOOK_UP);
      withdrawn = 1;
      const { request, response } = await call(LOOK_UP);
      expect(response?.status).toBe(200);
      const repeats = run.supplier.seen.filter(({ headers }) => headers['x-request-id'] === request.exchange);
      expect(repeats.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
      expect(run.notes('remark')).toEqual([
        expect.stringContaining('answered 401 to an access token that should still have been good'),
      ]);
      expect(run.recorder.history.filter(({ type }) => type === 'response')).toHaveLength(2);
      expect(run.recorder.history.filter(({ type }) => type === 'request')).toHaveLength(2);
      expect(JSON.stringify(run.recorder.history)).not.toMatch(/token-\d/);
    },
  );
});

test('a supplier that refuses a fresh token has refused the request', async () => {
  await withTokens(
    () => false,
    async (run) => {
      const { call } = run.stages.stageFor('j');
      expect((await call(LOOK_UP)).response?.status).toBe(401);
      expect(run.supplier.seen).toHaveLength(2);
      expect(run.notes('remark')).toEqual([]);
      expect((await call(LOOK_UP)).response?.status).toBe(401);
      expect(run.supplier.seen).toHaveLength(5);
    },
  );
});

test('an answer tells the supplier reference of an order', () =>
  withRun(async (run) => {
    const stage = run.stages.stageFor('j');
    await stage.call({ ...order(12), conversation: 'c' });
    expect(stage.reference({ gatewayId: 12, tenant: 'TENANT1', conversation: 'c' })).toBe('REF12');
  }));

test('an interrupted run sends nothing more but what takes back what it created', () =>
  withRun(async (run) => {
    const { call } = run.stages.stageFor('j');
    run.interrupt();
    await expect(call(LOOK_UP)).rejects.toThrow(Interruption);
    expect(run.recorder.history).toEqual([]);
    const { response } = await call({
      operation: 'handleCancelOrder',
      body: { id: 1, orderId: 2, reasonCode: 'OTHER' },
      tidying: true,
    });
    expect(response?.status).toBe(422);
    expect(run.supplier.seen).toHaveLength(1);
  }));

test('journeys share one rate', () =>
  withRun(
    async (run) => {
      const start = performance.now();
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => run.stages.stageFor(id).call(LOOK_UP)));
      expect(performance.now() - start).toBeGreaterThan(380);
    },
    { requestsPerSecond: 10 },
  ));
