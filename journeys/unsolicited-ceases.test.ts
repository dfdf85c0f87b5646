import { expect, test } from '@playwright/test';
import type { Feature } from '../specs/requirement.ts';
import { json } from '../evidence/history.ts';
import { startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type TestSupplierOptions } from './fixtures/supplier.ts';
import type { SteeringTable } from './steering.ts';
import { liveService } from './live-services.ts';
import { unsolicitedCease, unsolicitedCeaseCancelled } from './unsolicited-ceases.ts';

const FEATURES: readonly Feature[] = ['unsolicited-cease', 'cancellations'];

const BY_HAND: SteeringTable = { UNSOLICITED_CEASE: { manual: 'Announce a cease of {{serviceId}} for {{tenant}}' } };

let sequence = 0;

function tell(
  run: TestRun,
  reference: string,
  reasonCode: string,
  status: string,
  number = (sequence += 1),
  tenant = 'TENANT1',
): void {
  const cease = { tenant, supplierOrderReference: reference, status, serviceId: 'S1' };
  const envelope = { id: `${reference}-${number}`, sequenceNumber: number, reasonCode };
  run.deliver({ ...envelope, unsolicitedCeaseServiceOrder: cease }, `conversation of ${reference} ${number}`);
}

/** A run in which a person is told what to do, and does it. */
async function withPerson(
  person: (run: TestRun, text: string) => void,
  supplier: Partial<TestSupplierOptions> = {},
  options: Partial<Parameters<typeof startRun>[1]> = {},
): Promise<TestRun> {
  const people: { run?: TestRun } = {};
  const run = await startRun(
    { style: 'created', ...supplier },
    {
      features: FEATURES,
      data: { address: ADDRESS, characteristics: [], liveServices: [{ serviceId: 'S1', serviceSpecification: 'F' }] },
      steering: BY_HAND,
      onInstruction: (text) => setImmediate(() => person(people.run as TestRun, text)),
      ...options,
    },
  );
  people.run = run;
  return run;
}

const cancellations = (run: TestRun) =>
  run.exchanges().map(({ request }) => {
    const read = json(request.body);
    return read.ok ? (read.value as Record<string, unknown>) : {};
  });

test('a cease is awaited, followed to its end, and not cancelled', async () => {
  const instructions: string[] = [];
  const run = await withPerson((to, text) => {
    instructions.push(text);
    // Something that is over, from before the run, is not what was asked for.
    tell(to, 'UC-OLD', 'COMPLETED', 'COMPLETED', 9);
    tell(to, 'UC-1', 'CREATED', 'PENDING', 1);
    tell(to, 'UC-1', 'ACKNOWLEDGED', 'ACKNOWLEDGED', 2);
    setImmediate(() => tell(to, 'UC-1', 'COMPLETED', 'COMPLETED', 3));
  });
  try {
    await unsolicitedCease.play(run.stages.stageFor('unsolicited-cease'));
    expect(instructions).toEqual(['Announce a cease of S1 for TENANT1']);
    expect(run.recorder.history.find((event) => event.type === 'note' && event.note === 'steered')).toMatchObject({
      text: 'had the supplier play UNSOLICITED_CEASE for service S1',
      steered: { scenario: 'UNSOLICITED_CEASE', serviceId: 'S1', after: 0 },
    });
    expect(run.exchanges()).toEqual([]);
    expect(run.notes('left-over')).toEqual([]);
    expect(run.notes('waited').filter((text) => text.includes('did not come'))).toEqual([]);
    expect(run.notes('waited').some((text) => text.includes('the end of unsolicited cease UC-1'))).toBe(true);
  } finally {
    await run.close();
  }
});

test('a cease that does not end in time is cancelled by its reference, for a reason that such a cease has', async () => {
  const run = await withPerson(
    (to) => tell(to, 'UC-1', 'CREATED', 'IN_PROGRESS', 1),
    {
      twist: ({ path, body }, reply) =>
        path.endsWith('cancellations') ? reply.code(201).send({ ...body, supplierReference: 'C1' }) : undefined,
    },
    { pace: { request: 5_000, acknowledge: 50, outcome: 200, quiet: 5 } },
  );
  try {
    await unsolicitedCease.play(run.stages.stageFor('unsolicited-cease'));
    // The second of the reasons, for the seed 1.
    const reasonCode = 'PURCHASED_DIFFERENT_PRODUCT';
    expect(cancellations(run)).toMatchObject([{ supplierOrderReference: 'UC-1', reasonCode }]);
    expect(run.notes('left-over')).toEqual([]);
  } finally {
    await run.close();
  }
});

for (const [what, status, reason, left] of [
  ['confirmed', 201, undefined, []],
  ['taken and then carried out', 202, 'CANCELLED', []],
  ['refused', 422, undefined, ['unsolicited cease UC-1 is still open: its cancellation was refused']],
] as const) {
  test(`a cancellation that is ${what} is taken for what it is`, async () => {
    const people: { run?: TestRun } = {};
    const run = await withPerson((to) => tell(to, 'UC-1', 'CREATED', 'PENDING', 1), {
      twist: ({ path, body }, reply) => {
        if (!path.endsWith('cancellations')) return undefined;
        if (reason) setImmediate(() => tell(people.run as TestRun, 'UC-1', reason, 'CANCELLED', 2));
        return reply.code(status).send(status === 202 ? undefined : body);
      },
    });
    people.run = run;
    try {
      await unsolicitedCeaseCancelled.play(run.stages.stageFor('unsolicited-cease-cancelled'));
      expect(run.exchanges().map(({ request }) => request.operation)).toContain('handleCancelOrder');
      expect(run.notes('left-over')).toEqual(left);
    } finally {
      await run.close();
    }
  });
}

test('two journeys that wait for a cease each get one of their own', async () => {
  let announced = 0;
  const run = await withPerson((to) => {
    announced += 1;
    tell(to, `UC-${announced}`, 'CREATED', 'PENDING', 1);
    tell(to, `UC-${announced}`, 'COMPLETED', 'COMPLETED', 2);
  });
  try {
    await Promise.all([
      unsolicitedCease.play(run.stages.stageFor('unsolicited-cease')),
      unsolicitedCeaseCancelled.play(run.stages.stageFor('unsolicited-cease-cancelled')),
    ]);
    expect(announced).toBe(2);
    expect(run.exchanges()).toEqual([]);
  } finally {
    await run.close();
  }
});

test('the cease of another tenant is not taken for the one that was asked for', async () => {
  const run = await withPerson((to) => {
    tell(to, 'UC-THEIRS', 'CREATED', 'PENDING', 1, 'TENANT2');
    tell(to, 'UC-OURS', 'CREATED', 'PENDING', 1);
  });
  try {
    await unsolicitedCeaseCancelled.play(run.stages.stageFor('unsolicited-cease-cancelled'));
    const references = cancellations(run).map(({ supplierOrderReference }) => supplierOrderReference);
    expect(new Set(references)).toEqual(new Set(['UC-OURS']));
  } finally {
    await run.close();
  }
});

const serviceNumber = (number: number) => ({ serviceId: `S${number}`, serviceSpecification: 'F' });

for (const [services, features, ceased, isSaid] of [
  [1, ['unsolicited-cease'], 'S1', false],
  [1, ['unsolicited-cease', 'service-problems'], 'S1', true],
  [2, ['unsolicited-cease', 'service-problems'], 'S2', false],
  [2, ['unsolicited-cease', 'cease'], 'S2', true],
  [3, ['unsolicited-cease', 'cease', 'service-problems'], 'S2', false],
  [3, ['unsolicited-cease', 'modify'], 'S3', false],
] as const) {
  test(`of ${services} live services ${ceased} is ceased by a supplier of ${features.join(', ')}`, async () => {
    const instructions: string[] = [];
    const liveServices = Array.from({ length: services }, (_, index) => serviceNumber(index + 1));
    const run = await withPerson(
      (to, text) => {
        instructions.push(text);
        tell(to, 'UC-1', 'CREATED', 'PENDING', 1);
        tell(to, 'UC-1', 'COMPLETED', 'COMPLETED', 2);
      },
      {},
      { features, data: { address: ADDRESS, characteristics: [], liveServices } },
    );
    try {
      const stage = run.stages.stageFor('unsolicited-cease');
      await unsolicitedCease.play(stage);
      expect(instructions).toEqual([`Announce a cease of ${ceased} for TENANT1`]);
      expect(run.notes('remark').filter((text) => text.includes('name one more'))).toHaveLength(isSaid ? 1 : 0);
      const others = Array.from({ length: 20 }, (_, number) => liveService(stage, number)?.serviceId);
      if (services > 1) expect(others).not.toContain(ceased);
    } finally {
      await run.close();
    }
  });
}

test('while the supplier ceases a service nobody else has it', async () => {
  const run = await withPerson((to) => {
    tell(to, 'UC-1', 'CREATED', 'PENDING', 1);
    tell(to, 'UC-1', 'COMPLETED', 'COMPLETED', 2);
  });
  try {
    const stage = run.stages.stageFor('unsolicited-cease');
    const played = unsolicitedCease.play(stage);
    const before = await stage.exclusively('service S1', () => Promise.resolve(run.kcis()));
    expect(before.map(({ reasonCode }) => reasonCode)).toEqual(['CREATED', 'COMPLETED']);
    await played;
  } finally {
    await run.close();
  }
});

test('without a way to have a cease announced, or when none comes, that is said', async () => {
  const none = await withPerson(() => undefined, {}, { steering: { default: { header: { 'X-Scenario': '1' } } } });
  try {
    await unsolicitedCease.play(none.stages.stageFor('unsolicited-cease'));
    await unsolicitedCeaseCancelled.play(none.stages.stageFor('unsolicited-cease-cancelled'));
    expect(none.notes('remark')).toHaveLength(2);
    expect(none.notes('waited')).toEqual([]);
  } finally {
    await none.close();
  }
  const http = { method: 'POST', url: 'http://127.0.0.1:1/' };
  const unreachable = await withPerson(() => undefined, {}, { steering: { UNSOLICITED_CEASE: { http } } });
  try {
    await unsolicitedCease.play(unreachable.stages.stageFor('unsolicited-cease'));
    expect(unreachable.notes('steered')).toEqual([]);
    expect(unreachable.notes('waited')).toEqual([]);
  } finally {
    await unreachable.close();
  }
  const silent = await withPerson(
    () => undefined,
    {},
    { pace: { request: 50, acknowledge: 50, outcome: 50, quiet: 5 } },
  );
  try {
    await unsolicitedCease.play(silent.stages.stageFor('unsolicited-cease'));
    expect(silent.notes('waited')[0]).toContain('the announcement of an unsolicited cease: it did not come');
  } finally {
    await silent.close();
  }
});
