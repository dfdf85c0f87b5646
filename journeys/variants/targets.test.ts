import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../../specs/json-object.ts';
import type { Feature } from '../../specs/requirement.ts';
import { json } from '../../evidence/history.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import { isPlayed } from '../journey.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import type { Defect } from '../../supplier/defect.ts';
import { STYLES } from '../../supplier/model.ts';
import { PACE, theContract } from '../fixtures/run.ts';
import { ALL, DATA, sendPlain, startReference, type Change, type ReferenceRun } from './fixtures/reference.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets.ts';

const labelOf = ({ operation, variant }: Target) => (variant === undefined ? operation : `${operation}:${variant}`);

/** What is sent to a supplier that claims these features. */
const targetsFor = (features: readonly Feature[]) => TARGETS.filter((target) => isPlayed(target, features));

function targetOf(label: string, features: readonly Feature[] = ALL): Target {
  const target = targetsFor(features).find((candidate) => labelOf(candidate) === label);
  if (!target) throw new Error(`there is no target ${label}`);
  return target;
}

const bodyOf = ({ request }: Exchange): JsonObject => {
  const read = json(request.body);
  return read.ok && isObject(read.value) ? read.value : {};
};

const statusOf = ({ response }: Exchange) => response?.status ?? 0;

/** A supplier that the honest one is but for some of what it decides. */
function but(replace: Defect['replace']): { readonly defect: Defect } {
  return {
    defect: { id: 'test', title: 'for a test', breaks: [], consequences: [], style: 'sync', replace },
  };
}

async function withRun(
  started: Promise<ReferenceRun>,
  look: (run: ReferenceRun) => Promise<void> | void,
): Promise<void> {
  const run = await started;
  try {
    await look(run);
  } finally {
    await run.close();
  }
}

test('there is one target for every kind of request, and each names what it needs', async () => {
  const contract = await theContract();
  const varied = new Set(targetsFor(ALL).map(({ operation }) => operation));
  expect([...varied].sort()).toEqual(contract.operations.map(({ id }) => id).sort());
  for (const { when, mostValid } of TARGETS) {
    expect(when.length).toBeGreaterThan(0);
    expect(mostValid).toBeGreaterThan(0);
  }
});

test('whatever is claimed, no kind of request is sent by two targets, and none is left out that something claimed brings', () => {
  const wrong: string[] = [];
  for (let bits = 0; bits < 2 ** ALL.length; bits += 1) {
    const features = ALL.filter((_, index) => (bits >> index) % 2 === 1);
    const sent = targetsFor(features).map(labelOf);
    const possible = new Set(TARGETS.filter(({ when }) => when.every((one) => features.includes(one))).map(labelOf));
    if (sent.length !== possible.size || sent.some((label) => !possible.has(label))) {
      wrong.push(`${features.join()}: ${sent.join()}`);
    }
  }
  expect(wrong).toEqual([]);
});

for (const style of STYLES) {
  test(`every target has its plain requests taken, and takes back what they created, at a supplier of the style ${style}`, () =>
    withRun(startReference({ style }), async (run) => {
      const answered = await Promise.all(
        targetsFor(ALL).map(async (target) => ({
          label: labelOf(target),
          exchanges: await sendPlain(target, run.stageFor(labelOf(target)), 3),
        })),
      );
      for (const { label, exchanges } of answered) {
        expect({ label, statuses: exchanges.map((exchange) => statusOf(exchange) < 300) }).toEqual({
          label,
          statuses: [true, true, true],
        });
      }
      expect(run.notes('remark')).toEqual([]);
      expect(run.notes('harness-error')).toEqual([]);
      expect(run.notes('waited').filter((text) => text.includes('did not come'))).toEqual([]);
      expect(run.notes('left-over').filter((text) => !text.startsWith('appointment reservation'))).toEqual([]);
      expect(run.notes('left-over').filter((text) => text.startsWith('appointment reservation'))).toHaveLength(3);

      const profile = { name: 'test', features: ALL, tenant: 'TENANT1', pace: PACE };
      const verdicts = judge(CATALOGUE, run.recorder.history, run.contract, profile);
      const wrong = verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken');
      expect(wrong.map(({ check, violations }) => [check, violations[0]])).toEqual([]);
    }));
}

test('the plain requests keep the contract, and what is fixed in them is named as the contract names it', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    for (const target of targetsFor(ALL)) {
      const [exchange] = await sendPlain(target, run.stageFor(labelOf(target)), 1);
      const { url = '', headers = [] } = exchange?.request ?? {};
      const body = json(exchange?.request.body);
      const message = { url, headers, ...(body.ok ? { body: body.value } : {}) };
      const findings = run.contract.judgeRequest(target.operation, message, target.variant);
      expect({ label: labelOf(target), findings }).toEqual({ label: labelOf(target), findings: [] });
    }
    const stage = run.stageFor('looking');
    for (const target of targetsFor(ALL)) {
      const shape = run.contract.requestShape(target.operation, target.variant);
      const places = new Set(placesOf(shape));
      const look = async () => {
        const prepared = await target.prepare(stage);
        const { fixed = [], kept = [], words = {} } = prepared ?? {};
        await prepared?.release();
        const named = [...fixed, ...kept, ...Object.keys(words)].map((where) => where.replace(/\/\d+(?=\/|$)/g, '/0'));
        expect({ label: labelOf(target), unknown: named.filter((where) => !places.has(where)) }).toEqual({
          label: labelOf(target),
          unknown: [],
        });
      };
      await (target.exclusively ? target.exclusively(stage, look) : look());
    }
  }));

/** Every place in requests of a shape. */
function placesOf(shape: ReturnType<ReferenceRun['contract']['requestShape']>): readonly string[] {
  type Shape = NonNullable<typeof shape.body>;
  const within = (inner: Shape, where: string): readonly string[] => {
    if (inner.kind === 'list') return [where, ...within(inner.items, `${where}/0`)];
    if (inner.kind !== 'object') return [where];
    return [where, ...inner.members.flatMap((member) => within(member.shape, `${where}/${member.name}`))];
  };
  return [
    '/path/id',
    ...shape.query.flatMap((member) => within(member.shape, `/query/${member.name}`)),
    ...(shape.body ? within(shape.body, '/body') : []),
  ];
}

test('Ethernet is asked about only where the supplier claims to have any', async () => {
  const wordsFor = async (features: readonly Feature[]) => {
    let words: unknown;
    await withRun(startReference({ style: 'sync' }, { features }), async (run) => {
      words = (await targetOf('handleAvailabilityCheck').prepare(run.stageFor('j')))?.words;
    });
    return words;
  };
  expect(await wordsFor(['availability'])).toEqual({ '/query/serviceTypes/0': ['BROADBAND'] });
  expect(await wordsFor(['availability', 'quote'])).toBeUndefined();
});

test('an order is placed without an appointment where the supplier takes it so, and the slots are left alone', () =>
  withRun(startReference({ style: 'async' }), async (run) => {
    await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('j'), 2);
    expect(run.sent('handleReserveAppointment')).toEqual([]);
    for (const exchange of run.sent('handleCreateOrder'))
      expect(bodyOf(exchange)).toHaveProperty('requestedCompletionDate');
  }));

for (const style of ['sync', 'async'] as const) {
  test(`a slot is booked for each order where a supplier of the style ${style} takes no other`, () => {
    const appointedOnly = but((honest) => ({
      orderRefusal: (request, call, world) =>
        request.appointmentReservationId === undefined && style === 'sync'
          ? { status: 422, messages: ['an appointment is needed'] }
          : honest.orderRefusal(request, call, world),
      script: (order, world) =>
        order.asked.appointmentReservationId === undefined && style === 'async'
          ? [
              {
                reasonCode: 'ORDER_REJECTED',
                problemCode: 'INVALID_REQUEST',
                text: 'An appointment is needed.',
                change: (told) => ({ ...told, status: 'REJECTED' }),
              },
            ]
          : honest.script(order, world),
    }));
    return withRun(startReference({ style, ...appointedOnly }), async (run) => {
      const target = targetOf('handleCreateOrder:ProvideOrderRequest');
      const answered = await sendPlain(target, run.stageFor('j'), 3);
      expect(answered.map((exchange) => statusOf(exchange) < 300)).toEqual([true, true, true]);
      const named = answered.map((exchange) => bodyOf(exchange).appointmentReservationId);
      expect(new Set(named).size).toBe(3);
      expect(run.sent('handleReserveAppointment').map((exchange) => bodyOf(exchange).id)).toEqual(named);
      for (const exchange of answered) expect(bodyOf(exchange)).not.toHaveProperty('requestedCompletionDate');
      expect(run.notes('left-over')).toEqual([]);
      expect(run.sent('handleCancelOrder').map((exchange) => bodyOf(exchange).orderId)).toEqual(
        expect.arrayContaining(answered.map((exchange) => bodyOf(exchange).id)),
      );
    });
  });
}

test('a slot that no order took is written down', () => {
  const choosy = but((honest) => ({
    orderRefusal: (request, call, world) =>
      request.notes === undefined ? honest.orderRefusal(request, call, world) : { status: 422, messages: ['no'] },
  }));
  return withRun(startReference({ style: 'sync', ...choosy }), async (run) => {
    await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('j'), 2);
    expect(run.notes('left-over')).toEqual([expect.stringMatching(/^appointment reservation \d+ \(APT\d+\) is held/)]);
  });
});

test('each reservation has a slot of its own, and no other journey has to wait for it', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    const stage = run.stageFor('j');
    const target = targetOf('handleReserveAppointment');
    const answered = await sendPlain(target, stage, 4);
    const slots = answered.map((exchange) => JSON.stringify(bodyOf(exchange).timeslot));
    expect(new Set(slots).size).toBe(4);
    expect(run.notes('left-over')).toHaveLength(4);

    const prepared = await target.prepare(stage);
    await stage.exclusively('slots', () => Promise.resolve());
    await prepared?.release();
  }));

test('where few slots are offered, nobody else reserves one while a slot is held, and then all come to an end', () => {
  const few = but((honest) => ({ slots: (question, world) => honest.slots(question, world).slice(0, 3) }));
  return withRun(startReference({ style: 'sync', ...few }), async (run) => {
    const stage = run.stageFor('j');
    const prepared = await targetOf('handleReserveAppointment').prepare(stage);
    const turns: string[] = [];
    const other = stage.exclusively('slots', async () => void turns.push('another journey'));
    await stage.availability();
    turns.push('given back');
    await prepared?.release();
    await other;
    expect(turns).toEqual(['given back', 'another journey']);

    expect(await sendPlain(targetOf('handleReserveAppointment'), stage, 4)).toHaveLength(2);
    expect(run.notes('remark')).toEqual(['no more variants of reservations: no other slot is offered']);
  });
});

/** Takes whatever is sent, as a supplier that looks at nothing: orders and problems with a reference, the rest as it is. */
const takesAnything = but((honest) => ({
  orderRequest: (call) => anything(call.body),
  orderRefusal: () => undefined,
  problemRequest: (call) => anything(call.body),
  problemRefusal: () => undefined,
  cancellationRequest: (call) => anything(call.body),
  snapshot: (order) => ({ ...order.asked, supplierOrderReference: order.reference, status: order.status }),
  orderKeys: (tenant, request) => (request.orderId === undefined ? [] : honest.orderKeys(tenant, request)),
}));

function anything(text: string): { readonly ok: true; readonly value: JsonObject } {
  const read = json({ text, encoding: 'utf8', bytes: text.length });
  return { ok: true, value: read.ok && isObject(read.value) ? read.value : { id: 7 } };
}

/** Claims without appointments: orders are then for a wanted day, and none is placed to see whether that will do. */
const UNAPPOINTED: readonly Feature[] = ALL.filter((feature) => feature !== 'appointments');

const without =
  (name: string): Change =>
  (call) => {
    const { [name]: _, ...rest } = call.body as JsonObject;
    return { ...call, body: rest, intent: { valid: false, because: `${name} is missing` } };
  };

test('a faulty order that is taken is cancelled, as far as it can be named', () =>
  withRun(startReference({ style: 'sync', ...takesAnything }, { features: UNAPPOINTED }), async (run) => {
    const target = targetOf('handleCreateOrder:ProvideOrderRequest');
    const [plain] = await sendPlain(target, run.stageFor('a'), 1, without('primaryContact'));
    expect(statusOf(plain as Exchange)).toBe(201);
    expect(run.sent('handleCancelOrder').map((exchange) => bodyOf(exchange).orderId)).toEqual([
      bodyOf(plain as Exchange).id,
    ]);
    expect(run.notes('left-over')).toEqual([]);

    const [nameless] = await sendPlain(target, run.stageFor('b'), 1, without('id'));
    const created = json(nameless?.response?.body);
    const reference = created.ok && isObject(created.value) ? String(created.value.supplierOrderReference) : '';
    expect(bodyOf(run.sent('handleCancelOrder')[1] as Exchange).supplierOrderReference).toBe(reference);

    const [broken] = await sendPlain(target, run.stageFor('c'), 1, (call) => ({
      ...call,
      rawBody: JSON.stringify(call.body).slice(0, -1),
      intent: { valid: false, because: 'its JSON breaks off' },
    }));
    const number = /"id":(\d+)/.exec(broken?.request.body?.text ?? '')?.[1];
    expect(bodyOf(run.sent('handleCancelOrder')[2] as Exchange).orderId).toBe(Number(number));
  }));

test('an order that nothing names is written down as it is', () => {
  const silent = but((honest) => ({
    ...takesAnything.defect.replace(honest),
    orderAnswer: () => ({ status: 202 }),
    script: () => [],
  }));
  const pace = { ...PACE, acknowledge: 50 };
  return withRun(startReference({ style: 'async', ...silent }, { pace, features: UNAPPOINTED }), async (run) => {
    await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('j'), 1, without('id'));
    expect(run.sent('handleCancelOrder')).toEqual([]);
    expect(run.notes('left-over')).toEqual([
      'order without a number is still open: it has neither number nor reference by which it could be cancelled',
    ]);
  });
});

test('a faulty cancellation that cancels nothing leaves the order to be cancelled', () => {
  const careless = but((honest) => ({
    cancellationRequest: (call) => anything(call.body),
    changeRefusal: (order, request) => (order ? honest.changeRefusal(order, request) : undefined),
  }));
  return withRun(startReference({ style: 'sync', ...careless }), async (run) => {
    await sendPlain(targetOf('handleCancelOrder'), run.stageFor('j'), 1);
    expect(run.notes('left-over')).toEqual([]);
    expect(run.sent('handleCancelOrder')).toHaveLength(1);
  });
});

test('a cancellation that was carried out is not repeated, and each takes an order of its own', () =>
  withRun(startReference({ style: 'async' }), async (run) => {
    const answered = await sendPlain(targetOf('handleCancelOrder'), run.stageFor('j'), 3);
    expect(new Set(answered.map((exchange) => bodyOf(exchange).orderId)).size).toBe(3);
    expect(run.sent('handleCancelOrder')).toHaveLength(3);
    expect(run.sent('handleCreateOrder')).toHaveLength(3);
  }));

test('amendments of one order follow each other, each decided before the next', () =>
  withRun(startReference({ style: 'async' }), async (run) => {
    const answered = await sendPlain(targetOf('handleAmendOrder:ProvideOrderAmendmentRequest'), run.stageFor('j'), 4);
    expect(new Set(answered.map((exchange) => bodyOf(exchange).orderId)).size).toBe(1);
    const steps = run.recorder.history.flatMap((event) => {
      if (event.type === 'request' && event.operation === 'handleAmendOrder') return ['asked'];
      const read = event.type === 'inbound' ? json(event.body) : undefined;
      return read?.ok && isObject(read.value) && read.value.reasonCode === 'AMENDED' ? ['amended'] : [];
    });
    expect(steps).toEqual(Array.from({ length: 4 }, () => ['asked', 'amended']).flat());
  }));

test('where an amendment is not decided in time, the next is of another order', () => {
  const pending = but((honest) => ({
    amendmentOutcome: (order, request, apply) => {
      const { change: _, ...told } = honest.amendmentOutcome(order, request, apply);
      return { ...told, reasonCode: 'WARNING' };
    },
  }));
  return withRun(startReference({ style: 'async', ...pending }, { pace: { ...PACE, outcome: 300 } }), async (run) => {
    const answered = await sendPlain(targetOf('handleAmendOrder:ProvideOrderAmendmentRequest'), run.stageFor('j'), 2);
    expect(new Set(answered.map((exchange) => bodyOf(exchange).orderId)).size).toBe(2);
  });
});

test('an order that was not answered may have been taken, and is cancelled', () => {
  const slow = but((honest) => ({
    latencyMs: (call, world) => (call.operation === 'handleCreateOrder' ? 60_000 : honest.latencyMs(call, world)),
  }));
  const options = { features: UNAPPOINTED, pace: { ...PACE, request: 300 } };
  return withRun(startReference({ style: 'sync', ...slow }, options), async (run) => {
    const [asked] = await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('j'), 1);
    expect(asked?.noResponse?.reason).toBe('timeout');
    expect(run.sent('handleCancelOrder').map((exchange) => bodyOf(exchange).orderId)).toEqual([
      bodyOf(asked as Exchange).id,
    ]);
    expect(run.notes('left-over')).toEqual([]);
  });
});

test('an amendment makes sense when it changes something', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    const stage = run.stageFor('j');
    const target = targetOf('handleAmendOrder:ProvideOrderAmendmentRequest');
    await target.exclusively?.(stage, async () => {
      const prepared = await target.prepare(stage);
      const { orderId } = prepared?.draft.body ?? {};
      expect(prepared?.makesSense?.({ body: { orderId, notes: 'Other notes' } })).toBe(true);
      expect(prepared?.makesSense?.({ body: { orderId } })).toBe(false);
      await prepared?.release();
    });
  }));

test('a reservation that was not answered may be held, which is written down', () => {
  const slow = but((honest) => ({
    latencyMs: (call, world) =>
      call.operation === 'handleReserveAppointment' ? 60_000 : honest.latencyMs(call, world),
  }));
  return withRun(startReference({ style: 'sync', ...slow }, { pace: { ...PACE, request: 300 } }), async (run) => {
    await sendPlain(targetOf('handleReserveAppointment'), run.stageFor('j'), 1);
    expect(run.notes('left-over')).toEqual([expect.stringMatching(/^appointment reservation \d+ may be held/)]);
  });
});

const UNCANCELLED = UNAPPOINTED.filter((feature) => feature !== 'cancellations');

test('without cancellations no cease is ordered, and orders that stay open are written down', () =>
  withRun(startReference({ style: 'sync' }, { features: UNCANCELLED }), async (run) => {
    await sendPlain(targetOf('handleCreateOrder:CeaseOrderRequest'), run.stageFor('cease'), 2);
    expect(run.sent('handleCreateOrder')).toEqual([]);
    expect(run.notes('remark')).toEqual([expect.stringContaining('cancellations are not claimed')]);
    await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('provide'), 1);
    expect(run.notes('left-over')).toEqual([
      expect.stringContaining('cancellations are not among the claimed features'),
    ]);
  }));

test('without cancellations a modify order comes to its end before the next', () =>
  withRun(startReference({ style: 'async' }, { features: UNCANCELLED }), async (run) => {
    const answered = await sendPlain(targetOf('handleCreateOrder:ModifyOrderRequest'), run.stageFor('j'), 2);
    expect(answered.map((exchange) => statusOf(exchange))).toEqual([202, 202]);
    expect(run.notes('left-over')).toEqual([]);
  }));

test('only the service that may be ended is ceased, and no other is asked for', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    const target = targetOf('handleCreateOrder:CeaseOrderRequest');
    await sendPlain(target, run.stageFor('j'), 2);
    expect(run.sent('handleCreateOrder').map((exchange) => bodyOf(exchange).serviceId)).toEqual(['S3', 'S3']);
    expect(run.sent('handleCancelOrder')).toHaveLength(2);
  }));

test('once something stays at a service, no more is sent for it', () => {
  const stubborn = but(() => ({ cancellationRefusal: () => ({ status: 422, messages: ['too late'] }) }));
  return withRun(startReference({ style: 'sync', ...stubborn }), async (run) => {
    const answered = await sendPlain(targetOf('handleCreateOrder:ModifyOrderRequest'), run.stageFor('j'), 3);
    expect(answered).toHaveLength(1);
    expect(run.notes('remark')).toEqual([
      `no more variants of handleCreateOrder for service S1: what request ${String(bodyOf(answered[0] as Exchange).id)} created stays`,
    ]);
    expect(run.notes('left-over')).toHaveLength(1);
  });
});

test('a test without a result is waited for as long as the pace says, and none follows', () => {
  const silent = but(() => ({ testScript: () => [] }));
  return withRun(startReference({ style: 'sync', ...silent }, { pace: { ...PACE, outcome: 100 } }), async (run) => {
    expect(await sendPlain(targetOf('handleServiceTest'), run.stageFor('j'), 3)).toHaveLength(1);
    expect(run.notes('remark')).toHaveLength(1);
  });
});

test('a resolution that nobody decided on is accepted in the end', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    const target = targetOf('handleServiceProblemResolution');
    const stage = run.stageFor('j');
    await target.exclusively?.(stage, async () => {
      const prepared = await target.prepare(stage);
      expect(prepared?.draft.body).toMatchObject({ status: 'ACCEPTED' });
      await prepared?.release();
    });
    const decisions = run.sent('handleServiceProblemResolution');
    expect(decisions.map((exchange) => [statusOf(exchange), bodyOf(exchange).status])).toEqual([[200, 'ACCEPTED']]);
    expect(run.sent('handleCancelProblem')).toEqual([]);
    expect(run.notes('left-over')).toEqual([]);
  }));

test('a problem that is never resolved is withdrawn, and that no decision could be sent is said', () => {
  const unresolved = but((honest) => ({
    problemScript: (problem, world) =>
      honest.problemScript(problem, world).filter(({ reasonCode }) => reasonCode !== 'UPDATE'),
  }));
  return withRun(startReference({ style: 'sync', ...unresolved }, { pace: { ...PACE, outcome: 200 } }), async (run) => {
    expect(await sendPlain(targetOf('handleServiceProblemResolution'), run.stageFor('j'), 1)).toEqual([]);
    expect(run.notes('remark')).toContainEqual(expect.stringContaining('no more variants of decisions'));
    expect(run.sent('handleCancelProblem')).toHaveLength(1);
    expect(run.notes('left-over')).toEqual([]);
  });
});

test('where more than a header steers, generated requests are not steered', () =>
  withRun(
    startReference({ style: 'sync' }, { steering: { default: { notes: 'SCENARIO={{scenario}}' } } }),
    async (run) => {
      const [exchange] = await sendPlain(targetOf('handleCreateOrder:ProvideOrderRequest'), run.stageFor('j'), 1);
      expect(exchange?.request.scenario).toBeUndefined();
      expect(bodyOf(exchange as Exchange).notes).toBe('Conformance test, nothing is to be built');
    },
  ));

test('generated problems name a test of the service, which a supplier may want first', () =>
  withRun(startReference({ style: 'sync' }), async (run) => {
    const sent = await sendPlain(targetOf('handleCreateProblem'), run.stageFor('j'), 2);
    const tests = run.sent('handleServiceTest').map((exchange) => bodyOf(exchange).id);
    expect(sent.map(statusOf)).toEqual([201, 201]);
    for (const exchange of sent) expect(tests).toContain(bodyOf(exchange).serviceTestId);
  }));

test('an interruption ends the play at once, and what was created is still taken back', async () => {
  const pace = { request: 60_000, acknowledge: 60_000, outcome: 60_000, quiet: 60_000 };
  // The result of a test would be as long in coming.
  const features = UNAPPOINTED.filter((feature) => feature !== 'service-tests');
  await withRun(startReference({ style: 'async', stepMs: 60_000 }, { pace, features }), async (run) => {
    const labels = ['handleCreateOrder:ProvideOrderRequest', 'handleCreateProblem'];
    const playing = Promise.allSettled(labels.map((label) => sendPlain(targetOf(label), run.stageFor(label), 2)));
    await expect.poll(() => run.sent('handleCreateOrder').length + run.sent('handleCreateProblem').length).toBe(3);
    run.interrupt();
    const began = performance.now();
    await playing;
    expect(performance.now() - began).toBeLessThan(10_000);
    const placed = run.sent('handleCreateOrder').map((exchange) => bodyOf(exchange).id);
    expect(run.sent('handleCancelOrder').map((exchange) => bodyOf(exchange).orderId)).toEqual(
      expect.arrayContaining(placed),
    );
    expect(run.notes('left-over').some((text) => text.startsWith('problem'))).toBe(true);
  });
});

test('without live services, a service to order or sites, it is said what is missing', () =>
  withRun(
    startReference(
      { style: 'sync' },
      {
        features: ALL.filter((feature) => feature !== 'availability'),
        data: { address: DATA.address, characteristics: [], liveServices: [] },
      },
    ),
    async (run) => {
      const missing = targetsFor(ALL).filter(({ operation }) => operation !== 'handleAvailabilityCheck');
      for (const target of missing) {
        expect(await sendPlain(target, run.stageFor(labelOf(target)), 1)).toEqual([]);
      }
      expect(run.notes('remark').length).toBeGreaterThanOrEqual(missing.length);
      expect(run.recorder.history.filter(({ type }) => type === 'request')).toEqual([]);
    },
  ));
