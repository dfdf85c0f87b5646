import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { History } from '../evidence/history.ts';
import { AMENDMENT_REQUIREMENTS } from '../specs/requirements/amendments.ts';
import {
  amendmentAfterTerminal,
  amendmentEcho,
  amendmentId,
  amendmentOfUnknownOrder,
  amendmentStatus,
  plainAmendmentsAreTaken,
} from './amendments.ts';
import { concluded, exchanged, history, kci, type RequestOptions } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, orderKci, provideOrder } from './fixtures/messages.ts';

const judged = (check: Check, happened: History) => concluded(check, AMENDMENT_REQUIREMENTS, happened);

const order = (scenario?: string) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder(), variant: 'provide', ...(scenario === undefined ? {} : { scenario }) },
    { status: 201, body: acknowledgedOrder() },
  );
const asked = (status: number, body: unknown = amendment(), sent: RequestOptions = {}) =>
  exchanged('handleAmendOrder', { body: amendment(), ...sent }, { status, body });

test('amendment-status', () => {
  expect(judged(amendmentStatus, history(order(), asked(201), asked(202))).outcome).toBe('passed');
  expect(judged(amendmentStatus, history(order(), asked(200), asked(204))).actual).toEqual(['200', '204']);
});

test('plain-amendments-are-taken', () => {
  expect(judged(plainAmendmentsAreTaken, history(order(), asked(202))).outcome).toBe('passed');
  expect(judged(plainAmendmentsAreTaken, history(order(), asked(422))).actual).toEqual(['422']);
  const steered = [order('AMENDMENT_REJECTED'), asked(422)];
  expect(judged(plainAmendmentsAreTaken, history(steered)).outcome).toBe('not-exercised');
  const kept = [order(), asked(202, undefined, { scenario: 'AMENDMENT_REJECTED' }), asked(422)];
  expect(judged(plainAmendmentsAreTaken, history(kept)).outcome).toBe('not-exercised');
  const untold = exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, { status: 202 });
  const later = [untold, kci(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED')), asked(422)];
  expect(judged(plainAmendmentsAreTaken, history(untold, asked(422))).outcome).toBe('not-exercised');
  expect(judged(plainAmendmentsAreTaken, history(asked(422))).outcome).toBe('not-exercised');
  expect(judged(plainAmendmentsAreTaken, history(later)).outcome).toBe('failed');
  const over = [order(), kci(orderKci('COMPLETED', 'COMPLETED')), asked(422)];
  expect(judged(plainAmendmentsAreTaken, history(over)).outcome).toBe('not-exercised');
});

test('amendment-id', () => {
  expect(judged(amendmentId, history(order(), asked(201))).outcome).toBe('passed');
  expect(judged(amendmentId, history(order(), asked(201, amendment({ id: 1, orderId: 2 })))).actual).toEqual([
    '1',
    '2',
  ]);
  expect(judged(amendmentId, history(order(), asked(202))).outcome).toBe('not-applicable');
});

test('amendment-echo', () => {
  expect(
    judged(amendmentEcho, history(order(), asked(201, amendment({ id: 1, supplierReference: 'A' })))).outcome,
  ).toBe('passed');
  expect(judged(amendmentEcho, history(order(), asked(201, amendment({ notes: 'Ring' }))))).toMatchObject({
    outcome: 'failed',
    expected: ['body/notes as sent: "Ring the upper bell"'],
    actual: ['"Ring"'],
  });
});

test('amendment-of-unknown-order', () => {
  const aim = 'unknown-order';
  expect(judged(amendmentOfUnknownOrder, history(asked(422, {}, { aim }), asked(404, {}, { aim }))).outcome).toBe(
    'passed',
  );
  expect(judged(amendmentOfUnknownOrder, history(asked(201, {}, { aim }), asked(202, {}, { aim }))).actual).toEqual([
    '201',
    '202',
  ]);
});

test('amendment-after-terminal', () => {
  const aim = 'after-terminal';
  const over = [order(), kci(orderKci('COMPLETED', 'COMPLETED'))];
  expect(judged(amendmentAfterTerminal, history(over, asked(422, {}, { aim }), asked(202, {}, { aim }))).outcome).toBe(
    'passed',
  );
  expect(
    judged(amendmentAfterTerminal, history(over, asked(201, {}, { aim }), asked(200, {}, { aim }))).actual,
  ).toEqual(['201', '200']);
  expect(judged(amendmentAfterTerminal, history(over, asked(500, {}, { aim }))).outcome).toBe('not-exercised');
});
