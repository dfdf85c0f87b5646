import { expect, test } from '@playwright/test';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import type { Delivery } from './fixtures/gateway.ts';
import { heard, once } from './fixtures/life.ts';
import { reserveSlot, setUp, type Setting } from './fixtures/tenant.ts';
import type { JsonObject, Mode } from './model.ts';

const MODES: readonly Mode[] = ['sync', 'async', 'committed'];
const OPENING = {
  sync: ['COMMITTED IN_PROGRESS'],
  async: ['ACKNOWLEDGED ACKNOWLEDGED', 'COMMITTED IN_PROGRESS'],
  committed: [],
};

const SERVICE = { serviceId: 'S12345', serviceSpecification: { id: 'FTTP-1000' }, problemType: 'STABILITY' };

function problem(id: number, more: JsonObject = {}): JsonObject {
  return {
    id,
    ...SERVICE,
    problemText: 'The line drops every evening',
    characteristics: [{ name: 'SERVICE_HAS_WORKED', value: 'true' }],
    primaryContact: { name: 'Jane Doe', phoneNumber: '01632 960001' },
    notes: 'Router restarted twice',
    ...more,
  };
}

const shownIn = ({ body }: Delivery) => (body.serviceProblem ?? body.serviceTest) as JsonObject;

const lifeIn = (deliveries: readonly Delivery[]) =>
  once(deliveries).map((delivery) => `${String(delivery.body.reasonCode)} ${String(shownIn(delivery).status)}`);

/** The KCIs as soon as one shows a status. */
const until = ({ gateway }: Setting, status: string) =>
  gateway.until((all) => all.some((delivery) => shownIn(delivery).status === status));

/** The reference of the resolution that was told last. */
const resolutionIn = (deliveries: readonly Delivery[]) => {
  const told = deliveries.findLast((delivery) => shownIn(delivery).serviceProblemResolution);
  const resolution = told && (shownIn(told).serviceProblemResolution as JsonObject);
  return String(resolution?.supplierReference);
};

for (const mode of [...MODES, 'rich'] as const) {
  test(`${mode}: a problem comes to a resolution, which is accepted`, async () => {
    const setting = await setUp(mode);
    const answer = await setting.post('/service-problems', problem(1));
    expect(await faultsOfAnswer('handleCreateProblem', answer)).toEqual([]);
    const reference = resolutionIn(await until(setting, 'RESOLVED'));
    const path = `/service-problem-resolutions/${reference}`;
    const decided = await setting.patch(path, { status: 'ACCEPTED' });
    expect(await faultsOfAnswer('handleServiceProblemResolution', decided)).toEqual([]);
    expect(decided.body).toMatchObject({ supplierReference: reference, status: 'ACCEPTED' });
    const deliveries = await until(setting, 'COMPLETED');
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    expect((await setting.patch(path, { status: 'REJECTED' })).status).toBe(422);
    await setting.close();
  });
}

for (const mode of [...MODES, 'rich'] as const) {
  test(`${mode}: a problem may be part of another one, and have an appointment that is amended`, async () => {
    const setting = await setUp(mode);
    const scenario = { 'X-Scenario': 'PROBLEM_IN_PROGRESS' };
    await setting.post('/service-problems', problem(1), scenario);
    const [first, second] = [await reserveSlot(setting, 55), await reserveSlot(setting, 56)];
    const named = (reservation: typeof first) => ({
      appointmentReservationId: reservation.body.id,
      appointmentReservationReference: reservation.body.supplierReference,
    });
    const part = { parentServiceProblemId: 1, parentServiceProblemReference: 'PRB_1' };
    const answer = await setting.post('/service-problems', problem(2, { ...part, ...named(first) }), scenario);
    expect(await faultsOfAnswer('handleCreateProblem', answer)).toEqual([]);
    if (answer.status !== 202) expect(answer.body).toMatchObject({ ...part, ...named(first) });
    const change = { id: 3, serviceProblemId: 2, ...named(second) };
    const amended = await setting.post('/service-problem-amendments', change);
    expect([201, 202]).toContain(amended.status);
    expect(await faultsOfAnswer('handleAmendProblem', amended)).toEqual([]);
    await setting.close();
  });
}

for (const mode of MODES) {
  test(`${mode}: a problem whose resolution is rejected is opened again and resolved anew`, async () => {
    const setting = await setUp(mode);
    await setting.post('/service-problems', problem(1));
    const first = resolutionIn(await until(setting, 'RESOLVED'));
    const notes = { status: 'REJECTED', tenantNotes: 'It still drops' };
    const decided = await setting.patch(`/service-problem-resolutions/${first}`, notes);
    expect(decided.body).toMatchObject({ supplierReference: first, ...notes });
    const deliveries = await setting.gateway.until(
      (all) => all.filter((one) => shownIn(one).status === 'RESOLVED').length > 1,
    );
    expect(lifeIn(deliveries)).toEqual([...OPENING[mode], 'UPDATE RESOLVED', 'UPDATE IN_PROGRESS', 'UPDATE RESOLVED']);
    const second = resolutionIn(deliveries);
    expect(second).not.toBe(first);
    expect((await setting.patch(`/service-problem-resolutions/${first}`, { status: 'ACCEPTED' })).status).toBe(422);
    expect((await setting.patch(`/service-problem-resolutions/${second}`, { status: 'ACCEPTED' })).status).toBe(200);
    await setting.close();
  });

  test(`${mode}: PROBLEM_DELAYED and PROBLEM_PENDING take their course`, async () => {
    const delayed = await setUp(mode);
    await delayed.post('/service-problems', problem(1), { 'X-Scenario': 'PROBLEM_DELAYED' });
    expect(lifeIn(await until(delayed, 'RESOLVED')).slice(OPENING[mode].length)).toEqual([
      'DELAY HELD',
      'RESUMED IN_PROGRESS',
      'UPDATE RESOLVED',
    ]);
    await delayed.close();

    const pending = await setUp(mode);
    await pending.post('/service-problems', problem(1, { notes: 'Please. SCENARIO=PROBLEM_PENDING' }));
    await heard(pending.gateway, 'INFORMATION_REQUIRED');
    const change = { id: 2, serviceProblemId: 1, notes: 'All lights are on' };
    const amended = await pending.post('/service-problem-amendments', change);
    expect(await faultsOfAnswer('handleAmendProblem', amended)).toEqual([]);
    const deliveries = await until(pending, 'RESOLVED');
    expect(shownIn(deliveries.at(-1) as Delivery)).toMatchObject({ notes: 'All lights are on' });
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    await pending.close();
  });

  test(`${mode}: PROBLEM_REJECTED is refused as the style has it`, async () => {
    const setting = await setUp(mode);
    const answer = await setting.post('/service-problems', problem(1), { 'X-Scenario': 'PROBLEM_REJECTED' });
    if (mode === 'async') {
      expect(answer.status).toBe(202);
      expect(lifeIn(await until(setting, 'REJECTED'))).toEqual(['ORDER_REJECTED REJECTED']);
    } else {
      expect(answer.status).toBe(422);
    }
    await setting.close();
  });

  test(`${mode}: an open problem is amended and cancelled, and then no more`, async () => {
    const setting = await setUp(mode);
    const scenario = { 'X-Scenario': 'PROBLEM_IN_PROGRESS' };
    const reported = await setting.post('/service-problems', problem(1), scenario);
    const told = mode === 'async' ? shownIn(await heard(setting.gateway, 'COMMITTED')) : reported.body;
    const escalated = await setting.post('/service-problem-amendments', {
      id: 2,
      serviceProblemId: 1,
      escalationRequest: true,
    });
    expect(await faultsOfAnswer('handleAmendProblem', escalated)).toEqual([]);
    expect(escalated.status).toBe(mode === 'async' ? 202 : 201);
    if (mode === 'async') expect(shownIn(await heard(setting.gateway, 'AMENDED')).serviceProblemAmendmentId).toBe(2);
    const cancellation = {
      serviceProblemId: 1,
      supplierServiceProblemReference: told.supplierReference,
      reasonCode: 'ISSUE_RESOLVED',
    };
    const cancelled = await setting.post('/service-problem-cancellations', { id: 3, ...cancellation });
    expect(await faultsOfAnswer('handleCancelProblem', cancelled)).toEqual([]);
    if (mode === 'async') expect(lifeIn(await until(setting, 'CANCELLED')).at(-1)).toBe('CANCELLED CANCELLED');
    expect((await setting.post('/service-problem-cancellations', { id: 4, ...cancellation })).status).toBe(422);
    await setting.close();
  });
}

test('an amendment merges contacts and replaces everything else that it names', async () => {
  const setting = await setUp('async');
  await setting.post('/service-problems', problem(1), { 'X-Scenario': 'PROBLEM_IN_PROGRESS' });
  await heard(setting.gateway, 'COMMITTED');
  const characteristics = [{ name: 'CPE_POWER_ON', value: 'true' }];
  const change = { id: 2, serviceProblemId: 1, characteristics, primaryContact: { phoneNumber: '01632 960002' } };
  await setting.post('/service-problem-amendments', change);
  const shown = shownIn(await heard(setting.gateway, 'AMENDED'));
  expect(shown.primaryContact).toEqual({ name: 'Jane Doe', phoneNumber: '01632 960002' });
  expect(shown).toMatchObject({ characteristics, notes: 'Router restarted twice' });
  await setting.close();
});

for (const [what, path, body] of [
  ['a problem of an unknown service', '/service-problems', problem(9, { serviceId: 'S9' })],
  [
    'a problem of a service that is no such thing',
    '/service-problems',
    problem(9, { serviceSpecification: { id: 'X' } }),
  ],
  ['a problem that exists already', '/service-problems', problem(1)],
  ['an amendment of an unknown problem', '/service-problem-amendments', { id: 2, serviceProblemId: 9, notes: 'N' }],
  ['an amendment that changes nothing', '/service-problem-amendments', { id: 2, serviceProblemId: 1 }],
  ['a test of an unknown service', '/service-tests', { id: 3, ...SERVICE, serviceId: 'S9' }],
] as const) {
  test(`${what} is refused with 422`, async () => {
    const setting = await setUp('sync');
    await setting.post('/service-problems', problem(1));
    expect(await setting.post(path, body)).toMatchObject({ status: 422, body: { code: 'INVALID_REQUEST' } });
    await setting.close();
  });
}

test('what cannot be read is refused with 400, and what is out of bounds with 422', async () => {
  const setting = await setUp('sync');
  const statusOf = async (path: string, body: unknown) => (await setting.post(path, body)).status;
  expect(await statusOf('/service-problems', problem(1, { notes: undefined }))).toBe(400);
  expect(await statusOf('/service-problems', problem(1, { problemText: 'Short' }))).toBe(422);
  expect(await statusOf('/service-problems', problem(1, { characteristics: [] }))).toBe(422);
  expect(await statusOf('/service-tests', { id: 1, ...SERVICE, problemType: 'BAD' })).toBe(422);
  expect(await statusOf('/service-tests', { id: 1, ...SERVICE, problemType: 'CPE' })).toBe(201);
  expect((await setting.patch('/service-problem-resolutions/RES_1', { status: 'MAYBE' })).status).toBe(422);
  expect((await setting.patch('/service-problem-resolutions/RES_1', {})).status).toBe(400);
  await setting.close();
});

for (const mode of [...MODES, 'rich'] as const) {
  test(`${mode}: a test starts at once, and its result is told`, async () => {
    const setting = await setUp(mode);
    const answer = await setting.post('/service-tests', { id: 1, ...SERVICE });
    expect(answer.status).toBe(201);
    expect(await faultsOfAnswer('handleServiceTest', answer)).toEqual([]);
    const deliveries = await until(setting, 'COMPLETED');
    expect(lifeIn(deliveries)).toEqual(['COMPLETED COMPLETED']);
    expect(shownIn(deliveries[0] as Delivery)).toMatchObject({
      id: 1,
      result: { testOutcome: { testResult: 'AMBER' } },
    });
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    await setting.close();
  });
}
