import { expect, test } from '@playwright/test';
import { isObject } from '../specs/json-object.ts';
import { json } from '../evidence/history.ts';
import { ALL, startRun, theContract, type TestRun } from './fixtures/run.ts';
import { JOURNEYS } from './index.ts';

/** The journeys that a supplier of these tests is up to. */
const PLAYED = JOURNEYS.filter(({ when }) => when.every((feature) => ALL.includes(feature)));

async function playAll(run: TestRun): Promise<void> {
  await Promise.all(PLAYED.map(({ id, play }) => play(run.stages.stageFor(id))));
}

/** The ids of the orders that the supplier took and no KCI or 201 cancellation ended. */
function stillOpen(run: TestRun): readonly unknown[] {
  const sent = run.exchanges().map((exchange) => {
    const read = json(exchange.request.body);
    const { operation } = exchange.request;
    return {
      operation,
      status: exchange.response?.status ?? 0,
      body: read.ok && isObject(read.value) ? read.value : {},
    };
  });
  const over = new Set([
    ...run
      .kcis()
      .filter(({ status }) => ['COMPLETED', 'PARTIAL', 'CANCELLED'].includes(status ?? ''))
      .map(({ gatewayId }) => gatewayId),
    ...sent
      .filter(({ operation, status }) => operation === 'handleCancelOrder' && status === 201)
      .map(({ body }) => body.orderId),
  ]);
  return sent
    .filter(({ operation, status }) => operation === 'handleCreateOrder' && status < 300)
    .map(({ body }) => body.id)
    .filter((id) => !over.has(id as number));
}

test('ids of journeys are unique and tell what they play', () => {
  const ids = JOURNEYS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, title, areas } of JOURNEYS) {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(title).not.toBe('');
    expect(areas).toContain('http');
  }
});

for (const style of ['created', 'committed', 'accepted'] as const) {
  for (const overtaking of [false, true]) {
    const how = `${style}${overtaking ? ', KCIs overtaking the answer' : ''}`;

    test(`all journeys run to their end against a supplier that answers ${how}`, async () => {
      const run = await startRun({ style, overtaking });
      try {
        await playAll(run);
        expect(run.notes('remark')).toEqual([]);
        expect(run.notes('waited').filter((text) => text.includes('did not come'))).toEqual([]);
        expect(run.notes('left-over').filter((text) => !text.startsWith('appointment reservation'))).toEqual([]);
        expect(stillOpen(run)).toEqual([]);
        const reasons = new Set(run.kcis().map(({ reasonCode }) => reasonCode));
        for (const reason of [
          'DELAY',
          'WARNING',
          'INFORMATION_REQUIRED',
          'REAPPOINT',
          'REAPPOINTED',
          'CANCELLED',
          'COMPLETED',
        ]) {
          expect(reasons).toContain(reason);
        }
        const aims = new Set(run.exchanges().map(({ request }) => request.aim));
        for (const aim of [
          'in-coverage',
          'out-of-coverage',
          'offered-slot',
          'never-offered-slot',
          'unknown-specification',
          'unknown-order',
          'after-terminal',
        ]) {
          expect(aims).toContain(aim);
        }
      } finally {
        await run.close();
      }
    });
  }
}

test('every request that means to be valid satisfies the contract, and every other one breaks it', async () => {
  const contract = await theContract();
  const run = await startRun({ style: 'accepted' });
  try {
    await playAll(run);
    for (const { request } of run.exchanges()) {
      const body = json(request.body);
      const message = { url: request.url, headers: request.headers, ...(body.ok ? { body: body.value } : {}) };
      const findings = contract.judgeRequest(request.operation, message, request.variant);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (request.intent.valid)
        expect({ operation: request.operation, findings }).toEqual({ operation: request.operation, findings: [] });
      else expect({ because: request.intent.because, errors: errors.length }).not.toMatchObject({ errors: 0 });
    }
    expect(run.exchanges().filter(({ request }) => !request.intent.valid).length).toBeGreaterThan(8);
  } finally {
    await run.close();
  }
});

test('no two requests have the same id, and every order has a conversation of its own', async () => {
  const run = await startRun({ style: 'created' });
  try {
    await playAll(run);
    const bodies = run.exchanges().flatMap(({ request }) => {
      const read = json(request.body);
      return read.ok && isObject(read.value) && typeof read.value.id === 'number'
        ? [{ id: read.value.id, request }]
        : [];
    });
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(bodies.length);
    const conversations = bodies
      .filter(({ request }) => request.operation === 'handleCreateOrder')
      .map(({ request }) => request.headers.find(([name]) => name === 'X-Conversation-ID')?.[1]);
    expect(new Set(conversations).size).toBe(conversations.length);
  } finally {
    await run.close();
  }
});

test('without steering the journeys that need it say so, and the others are played', async () => {
  const run = await startRun({ style: 'accepted' }, { steering: {} });
  try {
    await playAll(run);
    expect(run.notes('remark').filter((text) => text.endsWith('has no steering for it')).length).toBe(10);
    const scenarios = new Set(run.exchanges().map(({ request }) => request.scenario));
    expect(scenarios).toEqual(new Set(['ORDER_SUCCESSFUL', undefined]));
    expect(
      run.exchanges().some(({ request }) => request.operation === 'handleAmendOrder' && request.intent.valid),
    ).toBe(true);
    expect(stillOpen(run)).toEqual([]);
  } finally {
    await run.close();
  }
});

test('the availability of the test address is looked up once, whoever needs it', async () => {
  const run = await startRun({ style: 'created' });
  try {
    await playAll(run);
    const plain = run
      .exchanges()
      .filter(
        ({ request }) =>
          request.operation === 'handleAvailabilityCheck' &&
          request.intent.valid &&
          !request.url.includes('serviceTypes'),
      );
    expect(plain).toHaveLength(1);
    expect(run.supplier.seen.some(({ body }) => JSON.stringify(body).includes('FTTP-1000'))).toBe(true);
  } finally {
    await run.close();
  }
});

const nonsense: Readonly<Record<string, (status: number) => { status: number; type: string; body: string }>> = {
  'refuses everything': () => ({
    status: 422,
    type: 'application/json',
    body: '{"uuid":"1","code":"INVALID_REQUEST","messages":["no"]}',
  }),
  'fails at everything': () => ({ status: 500, type: 'text/plain', body: 'at Object.<anonymous>' }),
  'answers 201 with a page of HTML': () => ({
    status: 201,
    type: 'text/html',
    body: '<html><body>Welcome</body></html>',
  }),
  'answers 200 with JSON of the wrong shape': () => ({
    status: 200,
    type: 'application/json',
    body: '[null, {"serviceSpecifications": 7, "id": "x"}]',
  }),
  'answers 200 with members of the wrong type': () => ({
    status: 200,
    type: 'application/json',
    body: '{"serviceSpecifications": [null, {"id": 5}, {"id": ""}], "availableTimeslots": [null, {"timeslotStartDateTime": 1}], "status": [], "supplierOrderReference": {}}',
  }),
  'sends everybody elsewhere': () => ({ status: 302, type: 'text/plain', body: '' }),
};

for (const [what, answer] of Object.entries(nonsense)) {
  test(`no journey stumbles over a supplier that ${what}`, async () => {
    const { status, type, body } = answer(0);
    const run = await startRun(
      {
        style: 'created',
        twist: (_, reply) =>
          reply.code(status).header('content-type', type).header('location', '/prefix/other').send(body),
      },
      {
        pace: { request: 2_000, acknowledge: 50, outcome: 50, quiet: 5 },
        data: {
          address: { id: '1', type: 'UPRN' },
          serviceSpecification: 'FTTP',
          characteristics: [],
          liveServices: [],
        },
      },
    );
    try {
      await playAll(run);
      expect(run.exchanges().every(({ response }) => response?.status === status)).toBe(true);
      expect(run.supplier.seen.some(({ path }) => path.includes('other'))).toBe(false);
    } finally {
      await run.close();
    }
  });
}

test('a supplier that takes orders and says nothing more costs each journey its own waits, at the same time', async () => {
  const run = await startRun(
    { style: 'accepted', silent: true },
    { pace: { request: 5_000, acknowledge: 300, outcome: 300, quiet: 10 } },
  );
  try {
    const start = performance.now();
    await playAll(run);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(
      run
        .notes('waited')
        .some((text) => text.includes('the acknowledgement of order') && text.includes('did not come within 0.3 s')),
    ).toBe(true);
    expect(run.notes('left-over').some((text) => text.includes('its cancellation was not decided in time'))).toBe(true);
  } finally {
    await run.close();
  }
});

test('a supplier that never answers costs a timeout for each request, and nothing is assumed of it', async () => {
  const run = await startRun(
    { style: 'accepted', twist: (_, reply) => reply.hijack() },
    {
      pace: { request: 200, acknowledge: 100, outcome: 100, quiet: 10 },
      data: { address: { id: '1', type: 'UPRN' }, serviceSpecification: 'FTTP', characteristics: [], liveServices: [] },
    },
  );
  try {
    await playAll(run);
    expect(run.exchanges().every(({ noResponse }) => noResponse?.reason === 'timeout')).toBe(true);
    expect(
      run.notes('left-over').some((text) => text.includes('may be still open: its cancellation was not answered')),
    ).toBe(true);
  } finally {
    await run.close();
  }
});

test('an interruption ends every journey at once, and what was ordered is still cancelled', async () => {
  let orders = 0;
  let enough: () => void = () => undefined;
  const placed = new Promise<void>((resolve) => (enough = resolve));
  const run = await startRun(
    {
      style: 'accepted',
      silent: true,
      twist: ({ body }) => {
        if (typeof body.orderType === 'string' && (orders += 1) === 12) enough();
        return undefined;
      },
    },
    { pace: { request: 60_000, acknowledge: 60_000, outcome: 60_000, quiet: 60_000 } },
  );
  try {
    const played = playAll(run);
    await placed;
    run.interrupt();
    const start = performance.now();
    await played;
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(run.notes('harness-error')).toEqual([]);
    const sent = run.supplier.seen.filter(
      ({ body }) => typeof body.orderType === 'string' && typeof body.id === 'number',
    );
    const cancelled = new Set(
      run.supplier.seen.filter(({ path }) => path.endsWith('cancellations')).map(({ body }) => body.orderId),
    );
    const refused = run
      .exchanges()
      .filter(({ response }) => (response?.status ?? 0) >= 400)
      .map(({ request }) => request.body?.text ?? '');
    const neither = sent.filter(
      ({ body }) => !cancelled.has(body.id) && !refused.some((text) => text.includes(String(body.id))),
    );
    expect(sent.length).toBeGreaterThanOrEqual(11);
    expect(neither).toEqual([]);
  } finally {
    await run.close();
  }
});
