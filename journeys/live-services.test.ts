import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../specs/json-object.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import type { Feature } from '../specs/requirement.ts';
import { json } from '../evidence/history.ts';
import { ALL, startRun, theContract, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type TestSupplierOptions } from './fixtures/supplier.ts';
import { JOURNEYS } from './index.ts';
import type { TestData } from './journey.ts';

const FEATURES: readonly Feature[] = [...ALL, 'modify', 'cease', 'switch'];

const SERVICES = ['S1', 'S2', 'S3'].map((serviceId) => ({ serviceId, serviceSpecification: 'FTTP-1000' }));

const DATA: TestData = {
  address: ADDRESS,
  characteristics: [
    { name: 'LINE_PROFILE', value: '1' },
    { name: 'LINE_ID', value: 'LINE-7' },
  ],
  liveServices: SERVICES,
};

const MINE = JOURNEYS.filter(({ when }) => when.some((feature) => ['modify', 'cease', 'switch'].includes(feature)));

const start = (supplier: TestSupplierOptions, data: Partial<TestData> = {}, features = FEATURES) =>
  startRun(supplier, { features, data: { ...DATA, ...data } });

async function play(run: TestRun, ...ids: readonly string[]): Promise<void> {
  const played = MINE.filter(({ id }) => ids.length === 0 || ids.includes(id));
  await Promise.all(played.map((journey) => journey.play(run.stages.stageFor(journey.id))));
}

const bodyOf = (text: Parameters<typeof json>[0]): JsonObject => {
  const read = json(text);
  return read.ok && isObject(read.value) ? read.value : {};
};

/** The bodies of valid orders of a type, in the order in which they were placed. */
const orders = (run: TestRun, orderType: string) =>
  run
    .exchanges()
    .filter(({ request }) => request.operation === 'handleCreateOrder' && request.intent.valid)
    .map(({ request }): JsonObject => ({ ...bodyOf(request.body), aim: request.aim, by: request.journey }))
    .filter((body) => body.orderType === orderType);

for (const style of ['created', 'committed', 'accepted'] as const) {
  test(`live services are changed, ended and switched at a supplier that answers ${style}`, async () => {
    const run = await start({ style });
    try {
      await play(run);
      expect(run.notes('remark')).toEqual([]);
      expect(run.notes('harness-error')).toEqual([]);
      expect(run.notes('waited').filter((text) => text.includes('did not come'))).toEqual([]);
      const contract = await theContract();
      for (const { request } of run.exchanges()) {
        const { url, headers, body } = request;
        const message = { url, headers, ...(body ? { body: bodyOf(body) } : {}) };
        const findings = contract.judgeRequest(request.operation, message, request.variant);
        if (request.intent.valid) expect(findings, request.body?.text ?? '').toEqual([]);
      }
      expect(orders(run, 'MODIFY').map(({ aim }) => aim)).toContain('unknown-service');
      expect(orders(run, 'CEASE').map(({ aim }) => aim)).toContain('unknown-service');
      expect(orders(run, 'SWAP').map(({ aim }) => aim)).toContain('no-present-service');
      for (const orderType of ['START', 'TAKEOVER', 'TRANSFER', 'SWAP']) {
        const aims = orders(run, orderType).map(({ aim }) => aim);
        expect(aims).toContain('no-line');
        expect(aims).toContain(undefined);
      }
      const malformed = run.exchanges().filter(({ request }) => !request.intent.valid);
      expect(malformed.map(({ request }) => request.journey).sort()).toEqual([
        'cease-refused',
        'modify-refused',
        'switch-refused',
      ]);
      const amended = run.exchanges().filter(({ request }) => request.operation === 'handleAmendOrder');
      expect(new Set(amended.map(({ request }) => request.variant))).toEqual(
        new Set(['ProvideOrderAmendmentRequest', 'ModifyOrderAmendmentRequest', 'CeaseOrderAmendmentRequest']),
      );
      for (const [orderType, journey] of [
        ['MODIFY', 'modify-amended'],
        ['TAKEOVER', 'switch-amended'],
      ] as const) {
        const order = orders(run, orderType).find(({ by, aim }) => by === journey && aim === undefined);
        const changes = amended.filter(({ request }) => request.journey === journey && request.aim === undefined);
        expect(changes.map(({ request }) => bodyOf(request.body).orderId)).toEqual([order?.id]);
        for (const [member, value] of Object.entries(bodyOf(changes[0]?.request.body))) {
          if (member !== 'id') expect(order?.[member]).not.toEqual(value);
        }
        const ended = run.kcis().some(({ gatewayId, status }) => gatewayId === order?.id && status === 'COMPLETED');
        expect(ended, journey).toBe(true);
      }
    } finally {
      await run.close();
    }
  });
}

test('only the last of several live services is ended for good, and nothing else is asked of it', async () => {
  const run = await start({ style: 'created' });
  try {
    await play(run);
    const ended = orders(run, 'CEASE').filter(({ serviceId }) => serviceId === 'S3');
    expect(ended).toHaveLength(1);
    const cancelled = run.exchanges().filter(({ request }) => request.operation === 'handleCancelOrder');
    expect(cancelled.some(({ request }) => bodyOf(request.body).orderId === ended[0]?.id)).toBe(true); // too late
    expect(orders(run, 'MODIFY').map(({ serviceId }) => serviceId)).not.toContain('S3');
    expect(run.kcis().some(({ gatewayId, status }) => gatewayId === ended[0]?.id && status === 'COMPLETED')).toBe(true);
  } finally {
    await run.close();
  }
});

test('a single live service is not ended, which is said', async () => {
  const run = await start({ style: 'created' }, { liveServices: SERVICES.slice(0, 1) });
  try {
    await play(run, 'cease-to-completion', 'cease-cancelled');
    expect(run.notes('remark')).toEqual([
      'no live service is ceased for good: data.liveServices names only one, which is still needed; name a second',
    ]);
    expect(run.kcis().map(({ status }) => status)).not.toContain('COMPLETED');
  } finally {
    await run.close();
  }
});

test('without live services, lines or anything to change it is said what is missing', async () => {
  const run = await start({ style: 'created' }, { liveServices: [], characteristics: [] });
  try {
    await play(run);
    const remarks = run.notes('remark');
    expect(remarks).toContain('no live service is ordered for: data.liveServices names none');
    expect(remarks).toContain(
      'START is not ordered: neither availability nor data.characteristics names an existing line',
    );
    expect(orders(run, 'MODIFY')).toEqual([]);
    expect(orders(run, 'TAKEOVER').map(({ aim }) => aim)).toEqual(['no-line']);
    expect(orders(run, 'CEASE').map(({ aim }) => aim)).toEqual(['unknown-service']);
  } finally {
    await run.close();
  }
  const nothing = await start({ style: 'created' }, { characteristics: [] });
  try {
    await play(nothing, 'modify-to-completion');
    expect(nothing.notes('remark')).toEqual([
      'no service is modified: data.characteristics names nothing to change, and availability offers nothing',
    ]);
  } finally {
    await nothing.close();
  }
});

test('a cease that nothing keeps open is not placed to be cancelled', async () => {
  const run = await startRun({ style: 'created' }, { features: FEATURES, data: DATA, steering: {} });
  try {
    await play(run, 'cease-cancelled');
    expect(orders(run, 'CEASE')).toEqual([]);
    expect(run.notes('remark')[0]).toContain('no cease is cancelled');
  } finally {
    await run.close();
  }
});

test('what a service can be changed to, and the lines, are found in the availability answer', async () => {
  const site = {
    existingLines: [
      {
        ont: {
          ontReference: 'ONT1',
          ports: [
            { portNumber: 1, status: 'ACTIVE' },
            { portNumber: 2, status: 'STOPPED' },
          ],
        },
      },
      { lineId: 'COPPER-1' },
    ],
  };
  const offered = [{ id: 'FTTP-1000', serviceCharacteristics: [{ name: 'LINE_PROFILE', values: ['7', '8'] }] }];
  const run = await start(
    {
      style: 'created',
      twist: ({ path }, reply) =>
        path.includes('/service-availability')
          ? reply.send({ address: { identifier: ADDRESS }, serviceSpecifications: offered, siteInformation: site })
          : undefined,
    },
    { characteristics: [] },
  );
  try {
    await play(run, 'modify-to-completion', 'switch-start', 'switch-swap');
    expect(orders(run, 'MODIFY')[0]?.serviceCharacteristics).toEqual([{ name: 'LINE_PROFILE', value: '7' }]);
    const named = (orderType: string) =>
      (orders(run, orderType)[0]?.serviceOrderItem as JsonObject | undefined)?.serviceCharacteristics;
    expect(named('START')).toEqual([
      { name: 'ONT_REFERENCE', value: 'ONT1' },
      { name: 'ONT_PORT', value: '2' },
    ]);
    expect(named('SWAP')).toEqual([
      { name: 'ONT_REFERENCE', value: 'ONT1' },
      { name: 'ONT_PORT', value: '1' },
      { name: 'SERVICE_ID', value: 'S1' },
    ]);
    expect(orders(run, 'SWAP')[0]?.appointmentReservationId).toBeDefined();
  } finally {
    await run.close();
  }
});

for (const [how, features, scenario, outcome] of [
  // This supplier says nothing more of the order, so that it is open when it is amended.
  ['at once', FEATURES, 'ORDER_SUCCESSFUL', 1_000],
  [
    'when something is asked, where none is kept open for it',
    FEATURES.filter((feature) => feature !== 'cancellations'),
    'ORDER_PENDING',
    10_000,
  ],
] as const) {
  test(`a cease is amended on the way: ${how}`, async () => {
    const pace = { request: 5_000, acknowledge: 10_000, outcome, quiet: 20 };
    const supplier = { style: 'created', silent: scenario === 'ORDER_SUCCESSFUL' } as const;
    const run = await startRun(supplier, { features, data: DATA, pace });
    try {
      await play(run, 'cease-to-completion');
      const [placed] = orders(run, 'CEASE');
      const amended = run.exchanges().find(({ request }) => request.operation === 'handleAmendOrder');
      expect(run.exchanges().map(({ request }) => request.scenario)).toContain(scenario);
      expect(amended).toMatchObject({ request: { journey: 'cease-to-completion' }, response: { status: 201 } });
      expect(amended?.request.aim).toBeUndefined();
      const { orderId, requestedCompletionDate } = bodyOf(amended?.request.body);
      expect(orderId).toBe(placed?.id);
      expect(requestedCompletionDate).not.toBe(placed?.requestedCompletionDate);
    } finally {
      await run.close();
    }
  });
}

test('an order is amended to another value of what it changes, where availability offers one', async () => {
  for (const [values, other] of [
    [['1', '2'], { serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }, DATA.characteristics[1]] }],
    [['1'], {}],
  ] as const) {
    const offered = [{ id: 'FTTP-1000', serviceCharacteristics: [{ name: 'LINE_PROFILE', values }] }];
    const run = await start({
      style: 'created',
      twist: ({ path }, reply) =>
        path.includes('/service-availability')
          ? reply.send({ address: { identifier: ADDRESS }, serviceSpecifications: offered })
          : undefined,
    });
    try {
      await play(run, 'modify-amended');
      const amended = run.exchanges().filter(({ request }) => request.operation === 'handleAmendOrder');
      const { id: _, orderId: __, requestedCompletionDate, ...rest } = bodyOf(amended[0]?.request.body);
      expect(rest).toEqual(other);
      expect(requestedCompletionDate).not.toBe(orders(run, 'MODIFY')[0]?.requestedCompletionDate);
    } finally {
      await run.close();
    }
  }
});

test('where one type of switch is not taken, another is amended and cancelled', async () => {
  const run = await start({
    style: 'created',
    twist: ({ body }, reply) =>
      body.orderType === 'TAKEOVER'
        ? reply.code(422).send({ uuid: '1', code: 'INVALID_REQUEST', messages: ['no'] })
        : undefined,
  });
  try {
    await play(run, 'switch-amended', 'switch-cancelled');
    const changed = run
      .exchanges()
      .filter(({ request }) => request.operation !== 'handleCreateOrder')
      .map(({ request }) => [request.journey, request.operation, bodyOf(request.body).orderId]);
    const placed = (journey: string) => orders(run, 'TRANSFER').find(({ by }) => by === journey)?.id;
    expect(changed).toContainEqual(['switch-amended', 'handleAmendOrder', placed('switch-amended')]);
    expect(changed).toContainEqual(['switch-cancelled', 'handleCancelOrder', placed('switch-cancelled')]);
  } finally {
    await run.close();
  }
});

test('one service has one order at a time', async () => {
  const run = await start({ style: 'accepted' }, { liveServices: SERVICES.slice(0, 2) });
  try {
    await play(run, 'modify-to-completion', 'modify-amended');
    const [earlier, later] = orders(run, 'MODIFY');
    expect([earlier?.serviceId, later?.serviceId]).toEqual(['S1', 'S1']);
    const over = run.kcis().find(({ gatewayId, status }) => gatewayId === earlier?.id && isTerminal(status));
    const placed = run.exchanges().find(({ request }) => bodyOf(request.body).id === later?.id);
    expect(over?.event.seq ?? Infinity).toBeLessThan(placed?.request.seq ?? 0);
  } finally {
    await run.close();
  }
});
