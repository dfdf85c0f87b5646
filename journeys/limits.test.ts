import { expect, test } from '@playwright/test';
import { judge } from '../checks/judge.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { concluded } from '../evidence/exchanges.ts';
import { header } from '../evidence/history.ts';
import { ALL, PACE, startRun, theContract, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type Seen } from './fixtures/supplier.ts';
import { Interruption } from './interruption.ts';
import type { Call } from './journey.ts';
import { createLimits, HELD_UP_WORDS, mostHeldUp, retryAfter } from './limits.ts';
import { withOrder } from './ordering.ts';
import { ordinaryOrder } from './requests.ts';
import type { StagesOptions } from './stage.ts';

const LOOK_UP: Call = { operation: 'handleAvailabilityCheck', query: { address: JSON.stringify(ADDRESS) } };
const ERROR = { uuid: '0a1b2c3d-0000-4000-8000-000000000001', code: 'TOO_MANY', messages: ['slower, please'] };

/** A supplier that puts off each request for which `limits` says so. */
function limiting(
  limits: (seen: Seen, time: number) => Readonly<Record<string, string>> | undefined,
  status = 429,
  options: Partial<StagesOptions> = {},
) {
  let time = 0;
  return startRun(
    {
      style: 'accepted',
      twist: (seen, reply) => {
        const headers = limits(seen, (time += 1));
        return headers === undefined ? undefined : reply.code(status).headers(headers).send(ERROR);
      },
    },
    options,
  );
}

const statuses = (run: TestRun) => run.exchanges().map(({ response }) => response?.status);

for (const status of [429, 503]) {
  test(`a request that is put off with ${status} is sent again after as long as it was told, and its last answer counts`, async () => {
    const run = await limiting((_, time) => (time <= 2 ? { 'Retry-After': '1' } : undefined), status);
    const start = performance.now();
    const { request, response } = await run.stages.stageFor('j').call(LOOK_UP);
    expect(performance.now() - start).toBeGreaterThan(1_900);
    expect(response?.status).toBe(200);
    expect(statuses(run)).toEqual([status, status, 200]);
    const sent = run.exchanges().map((exchange) => exchange.request);
    expect(sent.map(({ repeats }) => repeats)).toEqual([undefined, sent[0]?.exchange, sent[1]?.exchange]);
    expect(request.exchange).toBe(sent[2]?.exchange);
    expect(new Set(sent.map(({ headers }) => header(headers, 'X-Conversation-ID'))).size).toBe(1);
    expect(new Set(sent.map(({ url }) => url)).size).toBe(1);
    expect(run.notes('remark')).toEqual([expect.stringContaining('the supplier put requests off')]);
    await run.close();
  });
}

test('an order that was put off is one order, and nothing of it is held against the supplier', async () => {
  const run = await limiting(({ path }, time) =>
    path.includes('order') && time <= 2 ? { 'Retry-After': '0' } : undefined,
  );
  const stage = run.stages.stageFor('j');
  await withOrder(stage, { body: ordinaryOrder(stage, 'FTTP-1000') }, async (order) => void (await order.ends()));
  const orders = run.exchanges().filter(({ request }) => request.operation === 'handleCreateOrder');
  expect(orders.map(({ response }) => response?.status)).toEqual([429, 429, 202]);
  expect(new Set(orders.map(({ request }) => request.body?.text)).size).toBe(1);
  const profile = { name: 'test', tenant: 'TENANT1', features: ALL, pace: PACE };
  const verdicts = judge(CATALOGUE, run.recorder.history, await theContract(), profile);
  const rate = verdicts.filter(({ requirement }) => requirement === 'HTTP-RATE');
  expect(rate.map(({ outcome }) => outcome)).toEqual(['passed']);
  expect(
    verdicts.filter(
      ({ outcome, violations }) =>
        outcome === 'failed' && violations.some(({ seen }) => seen.includes(orders[0]?.request.seq ?? 0)),
    ),
  ).toEqual([]);
  await run.close();
});

test('a limit that does not end, or says nothing that can be heeded, is the answer', async () => {
  for (const [headers, times] of [
    [{}, 1],
    [{ 'Retry-After': 'soon' }, 1],
    [{ 'Retry-After': '86400' }, 1],
    [{ 'Retry-After': '0' }, 6],
  ] as const) {
    const run = await limiting(() => headers);
    const { response } = await run.stages.stageFor('j').call(LOOK_UP);
    expect(response?.status, JSON.stringify(headers)).toBe(429);
    expect(response?.putOff).toBeUndefined();
    expect(run.supplier.seen, JSON.stringify(headers)).toHaveLength(times);
    const profile = { name: 'test', tenant: 'TENANT1', features: ALL, pace: PACE };
    const verdicts = judge(CATALOGUE, run.recorder.history, await theContract(), profile);
    expect(verdicts.find(({ requirement }) => requirement === 'HTTP-RATE')?.outcome).toBe('failed');
    await run.close();
  }
});

test('requests that are put off together wait together, and none is lost', async () => {
  const run = await limiting((_, time) => (time <= 20 ? { 'Retry-After': '1' } : undefined));
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => run.stages.stageFor(`j${index}`).call(LOOK_UP)),
  );
  expect(answers.map(({ response }) => response?.status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(performance.now() - start).toBeLessThan(15_000);
  await run.close();
});

test('an interruption ends the wait, and what was put off is no answer', async () => {
  const run = await limiting(() => ({ 'Retry-After': '9' }));
  const asked = run.stages.stageFor('j').call(LOOK_UP);
  const ended = expect(asked).rejects.toThrow(Interruption);
  const told = new Promise<void>((resolve) => run.recorder.onEvent(({ type }) => type === 'response' && resolve()));
  await told;
  run.interrupt();
  await ended;
  expect(run.recorder.history.find(({ type }) => type === 'response')).toMatchObject({ status: 429, putOff: true });
  await run.close();
});

test('what an ending run has no time to wait for is not held against the supplier', async () => {
  const run = await startRun({ style: 'accepted', twist: (_, reply) => void reply.hijack() });
  run.interrupt();
  const cancel = {
    operation: 'handleCancelOrder',
    body: { id: 1, orderId: 2, reasonCode: 'OTHER' },
    tidying: true,
  } as const;
  const { noResponse } = await run.stages.stageFor('j').call(cancel);
  expect(noResponse).toMatchObject({ reason: 'interrupted', detail: expect.stringContaining('within 3000 ms') });
  await run.close();
});

test('what takes back an order is put off for no longer than an ending run can wait', async () => {
  const run = await limiting((_, time) => (time === 1 ? { 'Retry-After': '1' } : { 'Retry-After': '5' }));
  run.interrupt();
  const cancel = {
    operation: 'handleCancelOrder',
    body: { id: 1, orderId: 2, reasonCode: 'OTHER' },
    tidying: true,
  } as const;
  const { response } = await run.stages.stageFor('j').call(cancel);
  expect(response?.status).toBe(429);
  expect(statuses(run)).toEqual([429, 429]);
  await run.close();
});

test('Retry-After is read as seconds and as a date, by the clock of whoever wrote it', () => {
  const date = (time: number) => new Date(time).toUTCString();
  expect(retryAfter([['retry-after', ' 7 ']])).toBe(7_000);
  expect(
    retryAfter([
      ['Retry-After', date(1_000_000)],
      ['Date', date(990_000)],
    ]),
  ).toBe(10_000);
  expect(
    retryAfter([
      ['Retry-After', date(1_000_000)],
      ['Date', date(2_000_000)],
    ]),
  ).toBe(0);
  const soon = retryAfter([['Retry-After', date(Date.now() + 60_000)]]);
  expect(soon).toBeGreaterThan(50_000);
  expect(soon).toBeLessThan(61_000);
  for (const written of [
    '',
    '-1',
    '1.5',
    '1e3',
    'tomorrow',
    '2026-01-01',
    '99999999999',
    'Sun, 99 Nov 2026 08:49:37 GMT',
  ]) {
    expect(retryAfter([['Retry-After', written]]), written).toBeUndefined();
  }
  expect(retryAfter([])).toBeUndefined();
});

const fresh = { repeats: 0, waited: 0 };
const limit = (status: number, seconds: number) => ({ status, headers: [['Retry-After', String(seconds)]] as const });

test('a run is held up for so long in all and no longer, and what waits at the same time counts once', () => {
  const held = createLimits(10_000);
  // Each of these is a wait of its own only as far as it goes beyond the one before.
  for (let time = 0; time < 30; time += 1) expect(held.putOff(limit(429, 9), fresh, 60_000)).toBe(9_000);
  expect(held.putOff(limit(429, 61), fresh, 60_000), 'longer than this request may wait').toBeUndefined();
  expect(held.putOff(limit(429, 60), fresh, 60_000), 'longer than the run may wait').toBe('never');
  expect(held.putOff(limit(429, 9), fresh, 60_000), 'while another one waits').toBe(9_000);
});

test('however often a run was held up for as long as it may be, nothing stands for that', () => {
  const gone = createLimits(0);
  for (let time = 0; time < 20; time += 1) expect(gone.putOff(limit(503, 1), fresh, 10_000)).toBe('never');
  expect(gone.putOff({ status: 503, headers: [] }, fresh, 10_000), 'a fault of the supplier').toBeUndefined();
});

test('a quick pace leaves time for limits all the same', () => {
  expect(mostHeldUp(6_000)).toBe(15 * 60_000);
  expect(mostHeldUp(5 * 60_000)).toBe(30 * 60_000);
});

test('patience is in vain after some requests that were put off to the last, until one is answered', () => {
  const vain = createLimits(10_000);
  const weary = { repeats: 5, waited: 0 };
  for (let time = 0; time < 3; time += 1) expect(vain.putOff(limit(503, 1), weary, 10_000)).toBeUndefined();
  expect(vain.putOff(limit(503, 1), fresh, 10_000)).toBeUndefined();
  expect(vain.putOff({ status: 200, headers: [] }, fresh, 10_000)).toBeUndefined();
  expect(vain.putOff(limit(503, 1), fresh, 10_000)).toBe(1_000);
});

test('what is put off when the run cannot be held up any longer is not asked again, proves nothing, and is told once', async () => {
  for (const status of [429, 503]) {
    const run = await limiting(() => ({ 'Retry-After': '1' }), status, { heldUp: 0 });
    const stage = run.stages.stageFor('j');
    for (let time = 0; time < 5; time += 1) expect((await stage.call(LOOK_UP)).response?.status).toBe(status);
    expect(run.supplier.seen).toHaveLength(5);
    expect(run.notes('remark')).toEqual([HELD_UP_WORDS]);
    expect(concluded(run.recorder.history)).toEqual([]);
    const profile = { name: 'test', tenant: 'TENANT1', features: ALL, pace: PACE };
    const verdicts = judge(CATALOGUE, run.recorder.history, await theContract(), profile);
    expect(verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken')).toEqual([]);
    expect(verdicts.find(({ requirement }) => requirement === 'HTTP-UNDERSTOOD')?.outcome).toBe('not-exercised');
    await run.close();
  }
});
