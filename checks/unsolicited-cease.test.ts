import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { AS_IT_ARRIVES, concluded, exchanged, type Happening, history, kci } from './fixtures/history.ts';
import { kciFitsLikelySchema, kciSnapshotFits } from './kci-envelope.ts';
import { kciNamesTheTenant } from './kci-identity.ts';
import { cancellationOutcomeFollows } from './kci-outcomes.ts';
import { committedDateDoesNotMove } from './kci-snapshots.ts';
import { stepIsDescribed } from './kci-statuses.ts';
import * as checks from './unsolicited-cease.ts';

const outcome = async (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings), { contract: await theContract() });

const DATES = { committedDate: '2026-04-20T00:00:00.000Z', targetDate: '2026-04-20T00:00:00.000Z' };

const told = (reasonCode: string, status: string, sequenceNumber: number, changes: object = {}) =>
  kci(
    {
      id: `00000000-0000-4000-8000-${String(sequenceNumber).padStart(12, '0')}`,
      sequenceNumber,
      issuedOn: AS_IT_ARRIVES,
      reasonCode,
      unsolicitedCeaseServiceOrder: {
        orderType: 'UNSOLICITED_CEASE',
        tenant: 'TENANT1',
        supplierOrderReference: 'UC-123',
        status,
        serviceId: 'S12347',
        reason: 'WORKING_LINE_TAKEOVER',
        requestedCeaseDate: '2026-04-20',
        ...(status === 'PENDING' || status === 'ACKNOWLEDGED' ? {} : DATES),
        ...changes,
      },
    },
    { conversation: `conversation-${sequenceNumber}` },
  );

const created = (status = 'PENDING', changes: object = {}) => told('CREATED', status, 1, changes);
const completed = (changes: object = {}) => told('COMPLETED', 'COMPLETED', 2, changes);

const cancelled = (status: number, supplierOrderReference = 'UC-123') =>
  exchanged(
    'handleCancelOrder',
    { body: { id: 345, orderId: 999, reasonCode: 'CUSTOMER_NOT_AWARE', supplierOrderReference } },
    { status },
  );

test('every check is not exercised, or does not apply, where no cease was announced', async () => {
  for (const check of checks.UNSOLICITED_CEASE_CHECKS) {
    expect((await outcome(check)).outcome).toMatch(/^not-/);
  }
});

test('a cease begins with CREATED, unless it began before the run', async () => {
  const check = checks.ceaseBeginsWithCreated;
  expect((await outcome(check, created(), completed())).outcome).toBe('passed');
  // What counts is the order of the numbers, not that of the deliveries.
  expect((await outcome(check, completed(), created())).outcome).toBe('passed');
  expect(await outcome(check, told('ACKNOWLEDGED', 'ACKNOWLEDGED', 1))).toMatchObject({
    outcome: 'failed',
    actual: ['ACKNOWLEDGED (sequence 1, status ACKNOWLEDGED)'],
  });
  expect((await outcome(check, told('UPDATE', 'PENDING', 1), told('CREATED', 'PENDING', 2))).outcome).toBe('failed');
  expect((await outcome(check, told('COMPLETED', 'COMPLETED', 4))).outcome).toBe('not-exercised');
});

const steered = (after = 0, serviceId: string | undefined = 'S12347'): Happening => ({
  type: 'note',
  note: 'steered',
  text: 'had the supplier play UNSOLICITED_CEASE',
  steered: { scenario: 'UNSOLICITED_CEASE', ...(serviceId === undefined ? {} : { serviceId }), after },
});

test('a cease that the run has asked for begins with CREATED whatever its numbers, and is of its tenant', async () => {
  const check = checks.ceaseBeginsWithCreated;
  const lost = told('ACKNOWLEDGED', 'ACKNOWLEDGED', 2);
  expect((await outcome(check, steered(), lost)).outcome).toBe('failed');
  expect((await outcome(check, lost, steered(1))).outcome, 'it was there before').toBe('not-exercised');
  expect((await outcome(check, steered(0, 'S1'), lost)).outcome, 'it is of another service').toBe('not-exercised');
  const ours = told('CREATED', 'PENDING', 1, { supplierOrderReference: 'UC-124' });
  expect((await outcome(check, steered(), lost, ours)).outcome, 'it is an older one').toBe('passed');
  expect((await outcome(check, steered(), steered(1), lost, ours)).outcome, 'two were asked for').toBe('failed');

  const theirs = { tenant: 'TENANT2' };
  const foreign = [created('PENDING', theirs), completed(theirs)];
  expect((await outcome(kciNamesTheTenant, ...foreign)).outcome, 'it may be one of theirs').toBe('passed');
  expect(await outcome(kciNamesTheTenant, steered(), ...foreign)).toMatchObject({
    expected: ['tenant TENANT1', 'tenant TENANT1'],
    actual: ['TENANT2', 'TENANT2'],
  });
  expect((await outcome(kciNamesTheTenant, steered(0, 'S1'), ...foreign)).outcome).toBe('passed');
  expect((await outcome(kciNamesTheTenant, steered(), ours, ...foreign)).outcome).toBe('passed');
});

test('a cease is announced without a number of the gateway', async () => {
  const check = checks.announcementHasNoGatewayId;
  expect((await outcome(check, created(), completed({ id: 999 }))).outcome).toBe('passed');
  expect(await outcome(check, created('PENDING', { id: 999 }))).toMatchObject({ outcome: 'failed', actual: ['999'] });
});

test('a cease is announced once', async () => {
  const check = checks.ceaseIsCreatedOnce;
  expect((await outcome(check, created(), completed())).outcome).toBe('passed');
  expect((await outcome(check, created(), told('CREATED', 'PENDING', 2))).outcome).toBe('failed');
  // The same KCI, sent again, announces nothing anew; and another reference is another cease.
  expect((await outcome(check, created(), created())).outcome).toBe('passed');
  const other = told('CREATED', 'PENDING', 2, { supplierOrderReference: 'UC-124' });
  expect((await outcome(check, created(), other)).outcome).toBe('passed');
});

test('ceases are told apart by their references, whatever their conversation', async () => {
  const shared = { conversation: 'always the same' };
  const one = { ...created(), headers: kci({}, shared).headers };
  const other = { ...told('CREATED', 'PENDING', 2, { supplierOrderReference: 'UC-124' }), headers: one.headers };
  expect((await outcome(checks.ceaseIsCreatedOnce, one, other)).outcome).toBe('passed');
});

test('every KCI about a cease carries its reference', async () => {
  const check = checks.ceaseIsNamed;
  expect((await outcome(check, created(), completed())).outcome).toBe('passed');
  expect(await outcome(check, created('PENDING', { supplierOrderReference: undefined }))).toMatchObject({
    outcome: 'failed',
    actual: ['none'],
  });
});

test('once a cancellation has told the number of a cease, that will do, with a remark', async () => {
  const check = checks.ceaseIsNamed;
  const numbered = { id: 999, supplierOrderReference: undefined };
  const end = told('CANCELLED', 'CANCELLED', 2, { ...numbered, serviceOrderCancellationId: 345 });
  expect((await outcome(check, created(), cancelled(202), end)).outcome).toBe('passed');
  expect((await outcome(kciFitsLikelySchema, created(), cancelled(202), end)).actual).toHaveLength(1);
  const over = [400_000, { type: 'end', reason: 'finished' } as const];
  expect((await outcome(cancellationOutcomeFollows, created(), cancelled(202), end, over)).outcome).toBe('passed');
  expect((await outcome(cancellationOutcomeFollows, created(), cancelled(202), over)).outcome).toBe('failed');
  // Nobody can have told the number of what is only announced.
  expect((await outcome(check, created('PENDING', numbered))).outcome).toBe('failed');
});

test('a cease shows a status in every KCI', async () => {
  const silent = completed({ status: undefined });
  expect(await outcome(kciSnapshotFits, created(), silent)).toMatchObject({ outcome: 'failed', actual: ['missing'] });
});

test('the committed date of a cease moves when the gaining provider wants another day, and only then', async () => {
  const check = committedDateDoesNotMove;
  const begun = created('IN_PROGRESS');
  const sooner = { requestedCeaseDate: '2026-04-18' };
  const then = { committedDate: '2026-04-18T00:00:00.000Z', targetDate: '2026-04-18T00:00:00.000Z' };
  const update = (number: number, changes: object) => told('UPDATE', 'IN_PROGRESS', number, changes);
  expect((await outcome(check, begun, update(2, { ...sooner, ...then }))).outcome).toBe('passed');
  expect((await outcome(check, begun, update(2, sooner), update(3, { ...sooner, ...then }))).outcome).toBe('passed');
  expect(await outcome(check, begun, update(2, then))).toMatchObject({
    outcome: 'failed',
    actual: ['2026-04-18T00:00:00.000Z with UPDATE'],
  });
  // One wish excuses one move.
  const again = update(3, { ...sooner, committedDate: '2026-04-19T00:00:00.000Z' });
  expect((await outcome(check, begun, update(2, { ...sooner, ...then }), again)).outcome).toBe('failed');
});

test('a cease is created in one of three statuses', async () => {
  const check = checks.ceaseStartsRightly;
  for (const status of ['PENDING', 'ACKNOWLEDGED', 'IN_PROGRESS']) {
    expect((await outcome(check, created(status))).outcome).toBe('passed');
  }
  for (const status of ['COMMITTED', 'HELD', 'COMPLETED']) {
    expect(await outcome(check, created(status))).toMatchObject({ outcome: 'failed', actual: [status] });
  }
  expect((await outcome(check, created('PENDING', { status: undefined }))).outcome).toBe('failed');
});

test('a cease that is created as IN_PROGRESS has both dates', async () => {
  const check = checks.ceaseInProgressHasDates;
  expect((await outcome(check, created('IN_PROGRESS'))).outcome).toBe('passed');
  expect((await outcome(check, created('PENDING'))).outcome).toBe('not-applicable');
  expect(await outcome(check, created('IN_PROGRESS', { targetDate: undefined, committedDate: null }))).toMatchObject({
    outcome: 'failed',
    actual: ['no committedDate and no targetDate'],
  });
});

test('a cease has one of the known reasons', async () => {
  const check = checks.ceaseReasonIsKnown;
  for (const reason of ['CHANGE_OF_CP', 'WORKING_LINE_TAKEOVER', 'CP_REQUEST']) {
    expect((await outcome(check, created('PENDING', { reason }))).outcome).toBe('passed');
  }
  expect((await outcome(check, created('PENDING', { reason: 'MOVED' }))).outcome).toBe('failed');
  expect((await outcome(check, created('PENDING', { reason: undefined }))).outcome).toBe('failed');
});

test('a cease is wanted for a day that there is', async () => {
  const check = checks.ceaseDateExists;
  expect((await outcome(check, created())).outcome).toBe('passed');
  expect((await outcome(check, created('PENDING', { requestedCeaseDate: '2024-04-012' }))).outcome).toBe('failed');
  expect((await outcome(check, created('PENDING', { requestedCeaseDate: '2026-02-31' }))).outcome).toBe('failed');
  // A date-time is not wanted here, but it is a day that there is.
  for (const requestedCeaseDate of ['2026-04-20T00:00:00Z', '2026-04-20T00:00:00+01:00', '2026-04-20T00:00:00']) {
    const timed = created('PENDING', { requestedCeaseDate });
    expect((await outcome(check, timed)).outcome, requestedCeaseDate).toBe('passed');
    expect((await outcome(kciFitsLikelySchema, timed)).outcome, requestedCeaseDate).toBe('failed');
  }
  expect((await outcome(check, created('PENDING', { requestedCeaseDate: '2026-02-31T00:00:00' }))).outcome).toBe(
    'failed',
  );
  expect((await outcome(check, created('PENDING', { requestedCeaseDate: undefined }))).outcome).toBe('not-applicable');
});

test('a cease keeps its service and its reason', async () => {
  const check = checks.ceaseStaysTheSame;
  expect((await outcome(check, created(), completed())).outcome).toBe('passed');
  expect((await outcome(check, created(), completed({ requestedCeaseDate: '2026-04-21' }))).outcome).toBe('passed');
  expect(await outcome(check, created(), completed({ serviceId: 'S9' }))).toMatchObject({
    outcome: 'failed',
    expected: ['serviceId "S12347", as first told'],
    actual: ['"S9"'],
  });
  expect((await outcome(check, created(), completed({ reason: 'CP_REQUEST' }))).outcome).toBe('failed');
  expect((await outcome(check, created())).outcome).toBe('not-exercised');
});

test('a cease is told of to its end, in time, unless it is cancelled', async () => {
  const check = checks.ceaseComesToAnEnd;
  const end = { type: 'end', reason: 'finished' } as const;
  expect((await outcome(check, created(), completed(), 400_000, end)).outcome).toBe('passed');
  expect((await outcome(check, created(), told('CANCELLED', 'CANCELLED', 2), 400_000, end)).outcome).toBe('passed');
  expect((await outcome(check, created(), 100_000, end)).outcome).toBe('passed');
  expect(await outcome(check, created(), 400_000, end)).toMatchObject({ outcome: 'failed', actual: ['none came'] });
  expect((await outcome(check, created(), 400_000, completed())).outcome).toBe('failed');
  expect((await outcome(check, created(), cancelled(201), 400_000, end)).outcome).toBe('not-applicable');
  // A cancellation that came because nothing had come excuses nothing.
  expect((await outcome(check, created(), 310_000, cancelled(201), end)).outcome).toBe('failed');
});

test('a cancellation finds the cease by its reference', async () => {
  const check = checks.cancelledCeaseIsFound;
  for (const status of [201, 202, 422]) {
    expect((await outcome(check, created(), cancelled(status))).outcome).toBe('passed');
  }
  for (const status of [404, 400]) {
    expect(await outcome(check, created(), cancelled(status))).toMatchObject({
      outcome: 'failed',
      actual: [String(status)],
    });
  }
  expect((await outcome(check, created(), cancelled(404, 'UC-999'))).outcome).toBe('not-exercised');
});

test('a cease goes from step to step as its own life has them', async () => {
  const check = stepIsDescribed;
  const acknowledged = told('ACKNOWLEDGED', 'ACKNOWLEDGED', 2);
  expect((await outcome(check, created('PENDING'), acknowledged)).outcome).toBe('passed');
  expect((await outcome(check, created('PENDING'), told('COMMITTED', 'IN_PROGRESS', 2))).outcome).toBe('passed');
  expect((await outcome(check, created('IN_PROGRESS'), completed())).outcome).toBe('passed');
  expect((await outcome(check, created('PENDING'), completed())).outcome).toBe('failed');
  expect((await outcome(check, created('IN_PROGRESS'), told('AMENDED', 'IN_PROGRESS', 2))).outcome).toBe('failed');
  expect((await outcome(check, created('IN_PROGRESS'), told('REAPPOINT', 'PENDING', 2))).outcome).toBe('failed');
});
