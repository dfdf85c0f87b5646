import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { AS_IT_ARRIVES, concluded, exchanged, type Happening, history, kci } from './fixtures/history.ts';
import * as checks from './modify-and-cease.ts';

const MODIFY = {
  id: 123,
  orderType: 'MODIFY',
  tenant: 'TENANT1',
  serviceId: 'S12345',
  serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }],
};
const CEASE = {
  id: 124,
  orderType: 'CEASE',
  tenant: 'TENANT1',
  serviceId: 'S12345',
  requestedCompletionDate: '2026-04-12',
};

const placed = (body: object, status: number, answer?: unknown, aim?: 'unknown-service') =>
  exchanged(
    'handleCreateOrder',
    { body, ...(aim ? { aim } : {}) },
    { status, ...(answer === undefined ? {} : { body: answer }) },
  );

const acknowledged = (body: object, changes: object = {}) => ({
  ...body,
  supplierOrderReference: 'A1',
  status: 'ACKNOWLEDGED',
  ...changes,
});

const told = (order: object, reasonCode = 'COMMITTED', wrapper = 'modifyServiceOrder') =>
  kci({
    id: '00000000-0000-4000-8000-000000000001',
    sequenceNumber: 1,
    issuedOn: AS_IT_ARRIVES,
    reasonCode,
    [wrapper]: { ...acknowledged(MODIFY), status: 'IN_PROGRESS', ...order },
  });

const outcome = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings));

for (const [kind, body, check, other] of [
  ['modify', MODIFY, checks.modifyOrdersAreDecided, CEASE],
  ['cease', CEASE, checks.ceaseOrdersAreDecided, MODIFY],
] as const) {
  test(`a ${kind} order is taken or rejected, and not answered as something that does not exist`, () => {
    for (const status of [200, 201, 202, 422, 404]) expect(outcome(check, placed(body, status)).outcome).toBe('passed');
    for (const status of [302, 401, 500, 501]) {
      expect(outcome(check, placed(body, status))).toMatchObject({ outcome: 'failed', actual: [String(status)] });
    }
    expect(outcome(check, placed(other, 501)).outcome).toBe('not-exercised');
    expect(outcome(check, placed(body, 429)).outcome).toBe('not-exercised');
  });
}

test('an answer names the service that was ordered for, if it names one', () => {
  const check = checks.answerNamesTheService;
  expect(outcome(check, placed(MODIFY, 201, acknowledged(MODIFY))).outcome).toBe('passed');
  expect(outcome(check, placed(CEASE, 201, acknowledged(CEASE, { serviceId: 'S9' })))).toEqual({
    outcome: 'failed',
    expected: ['body/serviceId as sent: "S12345"'],
    actual: ['"S9"'],
  });
  expect(outcome(check, placed(CEASE, 201, acknowledged({ id: 124 }))).outcome).toBe('not-applicable');
  expect(outcome(check, placed(CEASE, 202)).outcome).toBe('not-applicable');
});

test('an order for a service that nobody has is refused, at once or later', () => {
  const check = checks.unknownServicesAreLeftAlone;
  expect(outcome(check, placed(MODIFY, 422, {}, 'unknown-service')).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 404, {}, 'unknown-service')).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 202, undefined, 'unknown-service')).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 201, acknowledged(MODIFY), 'unknown-service')).outcome).toBe('failed');
  expect(outcome(check, placed(MODIFY, 202, undefined, 'unknown-service'), told({}))).toMatchObject({
    outcome: 'failed',
    actual: ['COMMITTED (sequence 1, status IN_PROGRESS)'],
  });
  expect(outcome(check, placed(MODIFY, 201, acknowledged(MODIFY))).outcome).toBe('not-exercised');
});

test('a KCI is about the service that was ordered for', () => {
  const check = checks.kciNamesTheService;
  expect(outcome(check, placed(MODIFY, 202), told({})).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 202), told({ serviceId: 'S9' }))).toMatchObject({
    outcome: 'failed',
    expected: ['serviceId "S12345"'],
  });
  // That it is missing is for the schema to say.
  expect(outcome(check, placed(MODIFY, 202), told({ serviceId: undefined })).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 202)).outcome).toBe('not-exercised');
});

test('a KCI about a live service has no item to provide', () => {
  const check = checks.serviceIsShownFlat;
  expect(outcome(check, placed(MODIFY, 202), told({})).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 202), told({ serviceOrderItem: { serviceCharacteristics: [] } })).outcome).toBe(
    'failed',
  );
});

test('a KCI that tells the type of an order tells the one that was ordered', () => {
  const check = checks.kciKeepsTheOrderType;
  expect(outcome(check, placed(MODIFY, 202), told({})).outcome).toBe('passed');
  expect(outcome(check, placed(MODIFY, 202), told({ orderType: 'CEASE' }))).toMatchObject({
    outcome: 'failed',
    actual: ['"CEASE"'],
  });
  expect(outcome(check, placed(MODIFY, 202), told({ orderType: undefined })).outcome).toBe('not-applicable');
});
