import { expect, test } from '@playwright/test';
import { header } from '../evidence/history.ts';
import type { Handles } from '../evidence/kci.ts';
import { startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS } from './fixtures/supplier.ts';
import type { Wait } from './waits.ts';

const A: Handles = { gatewayId: 1, tenant: 'TENANT1', conversation: 'conversation-a' };
const B: Handles = { gatewayId: 2, tenant: 'TENANT1', conversation: 'conversation-b' };
const AT_MOST = { for: 'something', within: 10_000 };

const kci = (reasonCode: string, entity: object = { id: 1 }) => ({ id: 'k', reasonCode, provideServiceOrder: entity });

/** A run that expects KCIs about A and B. */
async function withEars(
  use: (run: TestRun, stage: ReturnType<TestRun['stages']['stageFor']>) => Promise<void>,
): Promise<void> {
  const changes: (readonly Wait[])[] = [];
  const run = await startRun(
    { style: 'accepted', silent: true },
    {
      pace: { request: 5_000, acknowledge: 1_000, outcome: 1_000, quiet: 50 },
      onWaits: (current) => changes.push(current),
    },
  );
  try {
    const stage = run.stages.stageFor('listening');
    for (const { gatewayId, conversation } of [A, B]) {
      await stage.call({
        operation: 'handleCreateOrder',
        body: { id: gatewayId, address: ADDRESS, serviceOrderItem: {} },
        conversation,
      });
    }
    await use(run, stage);
  } finally {
    await run.close();
  }
}

test('a wait ends with the first KCI that fits, and says so', () =>
  withEars(async (run, stage) => {
    const waiting = stage.kci(A, ({ reasonCode }) => reasonCode === 'DELAY', {
      for: 'DELAY of order 1',
      within: 10_000,
    });
    run.deliver(kci('ACKNOWLEDGED'), 'conversation-a');
    run.deliver(kci('DELAY'), 'conversation-a');
    const found = await waiting;
    expect(found?.reasonCode).toBe('DELAY');
    expect(run.notes('waited')).toEqual([
      expect.stringMatching(/^waited 0\.\d s for DELAY of order 1: it came, in event \d+$/),
    ]);
    expect(stage.kcis(A).map(({ reasonCode }) => reasonCode)).toEqual(['ACKNOWLEDGED', 'DELAY']);
  }));

test('a KCI that has already come counts', () =>
  withEars(async (run, stage) => {
    run.deliver(kci('DELAY'), 'conversation-a');
    expect((await stage.kci(A, () => true, AT_MOST))?.reasonCode).toBe('DELAY');
    expect(run.notes('waited')).toEqual([expect.stringContaining('it had come, in event')]);
  }));

test('what was ordered with its number in quotes is heard of by that number', () =>
  withEars(async (run, stage) => {
    const C: Handles = { gatewayId: 3, tenant: 'TENANT1', conversation: 'conversation-c' };
    await stage.call({
      operation: 'handleCreateOrder',
      body: { id: '3', address: ADDRESS, serviceOrderItem: {} },
      intent: { valid: false, because: 'id is a number in quotes' },
      conversation: C.conversation,
    });
    run.deliver(kci('DELAY', { id: 3 }), 'conversation-x');
    expect((await stage.kci(C, () => true, AT_MOST))?.reasonCode).toBe('DELAY');
  }));

test('a KCI about another order does not count, whichever way it names it', () =>
  withEars(async (run, stage) => {
    run.deliver(kci('DELAY', { id: 2 }), 'conversation-a');
    run.deliver(kci('DELAY', { status: 'HELD' }), 'conversation-b');
    run.deliver(kci('DELAY', { id: 3 }), 'conversation-x');
    expect(await stage.kci(A, () => true, { for: 'anything', within: 100 })).toBeUndefined();
    expect(run.notes('waited')).toEqual([expect.stringContaining('for anything: it did not come within 0.1 s')]);
    expect(stage.kcis(B)).toHaveLength(2);
  }));

test('a KCI that names only a reference is placed once an answer or another KCI has told it', () =>
  withEars(async (run, stage) => {
    run.deliver(kci('COMMITTED', { supplierOrderReference: 'R-A' }), 'conversation-x');
    expect(stage.kcis(A)).toEqual([]);
    const waiting = stage.kci(A, ({ reasonCode }) => reasonCode === 'COMMITTED', AT_MOST);
    run.deliver(kci('ACKNOWLEDGED', { id: 1, supplierOrderReference: 'R-A' }), 'conversation-x');
    expect((await waiting)?.supplierReference).toBe('R-A');
    expect(stage.reference(A)).toBe('R-A');
  }));

test('an order and a test of one reference are told apart by what reports on them', () =>
  withEars(async (run, stage) => {
    const tested: Handles = { gatewayId: 3, tenant: 'TENANT1', conversation: 'conversation-c' };
    await stage.call({ operation: 'handleServiceTest', body: { id: 3 }, conversation: tested.conversation });
    run.deliver(kci('ACKNOWLEDGED', { id: 1, supplierOrderReference: '10001' }), 'other');
    run.deliver({ id: 'k', reasonCode: 'UPDATE', serviceTest: { id: 3, supplierReference: '10001' } }, 'other');
    run.deliver({ id: 'k', reasonCode: 'COMPLETED', serviceTest: { supplierReference: '10001' } }, 'other');
    run.deliver(kci('COMMITTED', { supplierOrderReference: '10001' }), 'other');
    expect((await stage.kci(tested, ({ reasonCode }) => reasonCode === 'COMPLETED', AT_MOST))?.wrapper).toBe(
      'serviceTest',
    );
    expect((await stage.kci(A, ({ reasonCode }) => reasonCode === 'COMMITTED', AT_MOST))?.reasonCode).toBe('COMMITTED');
    expect(stage.kcis(A)).toHaveLength(2);
  }));

test('a KCI that a script turned away has not come; the repeat has', () =>
  withEars(async (run, stage) => {
    stage.script(A, { answers: ['503'] });
    expect(run.deliver(kci('DELAY', { id: 2 }), 'conversation-b')).toBe(204);
    expect(run.deliver(kci('DELAY'), 'conversation-a')).toBe(503);
    expect(stage.kcis(A)).toEqual([]);
    expect(run.deliver(kci('DELAY'), 'conversation-a')).toBe(204);
    expect(stage.kcis(A)).toHaveLength(1);
  }));

test('an interruption ends every wait at once', () =>
  withEars(async (run, stage) => {
    const long = { for: 'ever', within: 600_000 };
    const waiting = Promise.all([...Array.from({ length: 20 }, () => stage.kci(A, () => true, long)), stage.listen()]);
    run.interrupt();
    await waiting;
    expect(await stage.kci(A, () => true, long)).toBeUndefined();
    expect(await stage.steer('ORDER_DELAYED', A)).toBe(false);
    expect(run.notes('waited').filter((text) => text.endsWith('the run was interrupted'))).toHaveLength(21);
  }));

test('what a journey waits for, and until when, can be seen', () =>
  withEars(async (run, stage) => {
    const before = Date.now();
    const waiting = stage.kci(A, () => true, { for: 'DELAY of order 1', within: 10_000 });
    const [wait] = run.stages.waits();
    expect(wait).toMatchObject({ journey: 'listening', for: 'DELAY of order 1' });
    expect(wait?.until).toBeGreaterThanOrEqual(before + 10_000);
    run.deliver(kci('DELAY'), 'conversation-a');
    await waiting;
    expect(run.stages.waits()).toEqual([]);
    const listening = stage.listen();
    expect(run.stages.waits()).toHaveLength(1);
    await listening;
    expect(run.stages.waits()).toEqual([]);
  }));

test('the first service that availability offers is ordered, unless one is configured', async () => {
  const offered = await startRun({ style: 'created' });
  expect(await offered.stages.stageFor('a').specification()).toBe('FTTP-1000');
  expect(await offered.stages.stageFor('b').specification()).toBe('FTTP-1000');
  expect(offered.exchanges()).toHaveLength(1);
  expect(offered.exchanges()[0]?.request).toMatchObject({ journey: 'a', aim: 'in-coverage' });
  await offered.close();

  const configured = await startRun(
    { style: 'created' },
    { data: { address: ADDRESS, serviceSpecification: 'MINE', characteristics: [], liveServices: [] } },
  );
  expect(await configured.stages.stageFor('a').specification()).toBe('MINE');
  expect(configured.exchanges()).toEqual([]);
  await configured.close();

  const unclaimed = await startRun({ style: 'created' }, { features: ['provide'] });
  expect(await unclaimed.stages.stageFor('a').specification()).toBeUndefined();
  expect(unclaimed.exchanges()).toEqual([]);
  await unclaimed.close();
});

test('a service whose id no request can carry is passed over', async () => {
  for (const id of ['X'.repeat(51), '', 5, null, undefined]) {
    const twist = () => ({ serviceSpecifications: [null, { id }, { id: 'FTTP-500' }, { id: 'FTTP-1000' }] });
    const run = await startRun({ style: 'created', twist });
    expect(await run.stages.stageFor('a').specification(), String(id)).toBe('FTTP-500');
    await run.close();
  }
});

test('acts of one name run one after the other, also after one that failed', () =>
  withEars(async (_, stage) => {
    const log: string[] = [];
    const act =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const first = stage.exclusively('slots', act('a', true));
    const second = stage.exclusively('slots', act('b'));
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  }));

test('steering beside the request knows the order, with the reference that came last', async () => {
  const asked: string[] = [];
  const run = await startRun({
    style: 'created',
    twist: ({ path }, reply) => {
      if (!path.startsWith('/sim')) return undefined;
      asked.push(path);
      return reply.send();
    },
  });
  const steered = await startRun(
    { style: 'created' },
    {
      baseUrl: run.supplier.url,
      steering: {
        ORDER_DELAYED: {
          http: { method: 'GET', url: `${new URL(run.supplier.url).origin}/sim/{{id}}/{{supplierReference}}` },
        },
      },
    },
  );
  const stage = steered.stages.stageFor('j');
  expect(stage.steeredBy('ORDER_DELAYED')).toEqual(['http']);
  expect(stage.canSteer('ORDER_WARNING')).toBe(false);
  const { request } = await stage.call({
    operation: 'handleCreateOrder',
    body: { id: 1, address: ADDRESS, serviceOrderItem: {} },
    scenario: 'ORDER_DELAYED',
  });
  expect(request.scenario).toBe('ORDER_DELAYED');
  expect(header(request.headers, 'X-Scenario')).toBeUndefined();
  expect(await stage.steer('ORDER_DELAYED', A)).toBe(true);
  expect(asked).toEqual(['/sim/1/REF1']);
  await steered.close();
  await run.close();
});

test('notes carry the journey that they are about', () =>
  withEars(async (run, stage) => {
    stage.leaveOver('order 1 is still open', { kind: 'order', id: 1 });
    stage.remark('something');
    expect(run.recorder.history.filter(({ type }) => type === 'note')).toMatchObject([
      { journey: 'listening', note: 'left-over', text: 'order 1 is still open', left: { kind: 'order', id: 1 } },
      { journey: 'listening', note: 'remark', text: 'something' },
    ]);
  }));
