import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { History } from '../evidence/history.ts';
import { CANCELLATION_REQUIREMENTS } from '../specs/requirements/cancellations.ts';
import {
  cancellationAfterTerminal,
  cancellationEcho,
  cancellationId,
  cancellationOfUnknownOrder,
  cancellationStatus,
  plainCancellationsAreTaken,
} from './cancellations.ts';
import { concluded, exchanged, history, kci, type RequestOptions } from './fixtures/history.ts';
import { acknowledgedOrder, cancellation, orderKci, provideOrder } from './fixtures/messages.ts';

const judged = (check: Check, happened: History) => concluded(check, CANCELLATION_REQUIREMENTS, happened);

const order = (scenario?: string) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder(), variant: 'provide', ...(scenario === undefined ? {} : { scenario }) },
    { status: 201, body: acknowledgedOrder() },
  );
const asked = (status: number, body: unknown = cancellation(), sent: RequestOptions = {}) =>
  exchanged('handleCancelOrder', { body: cancellation(), ...sent }, { status, body });

test('cancellation-status', () => {
  expect(judged(cancellationStatus, history(order(), asked(201), asked(202))).outcome).toBe('passed');
  expect(judged(cancellationStatus, history(order(), asked(200), asked(204))).actual).toEqual(['200', '204']);
});

test('plain-cancellations-are-taken', () => {
  expect(judged(plainCancellationsAreTaken, history(order(), asked(202))).outcome).toBe('passed');
  expect(judged(plainCancellationsAreTaken, history(order(), asked(422))).actual).toEqual(['422']);
  const steered = [order('CANCELLATION_REJECTED'), asked(422)];
  expect(judged(plainCancellationsAreTaken, history(steered)).outcome).toBe('not-exercised');
  const kept = [order(), asked(202, undefined, { scenario: 'CANCELLATION_REJECTED' }), asked(422)];
  expect(judged(plainCancellationsAreTaken, history(kept)).outcome).toBe('not-exercised');
  const untold = exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, { status: 202 });
  const later = [untold, kci(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED')), asked(422)];
  expect(judged(plainCancellationsAreTaken, history(untold, asked(422))).outcome).toBe('not-exercised');
  expect(judged(plainCancellationsAreTaken, history(asked(422))).outcome).toBe('not-exercised');
  expect(judged(plainCancellationsAreTaken, history(later)).outcome).toBe('failed');
  const over = [order(), kci(orderKci('COMPLETED', 'COMPLETED')), asked(422)];
  expect(judged(plainCancellationsAreTaken, history(over)).outcome).toBe('not-exercised');
});

test('cancellation-id', () => {
  expect(judged(cancellationId, history(order(), asked(201))).outcome).toBe('passed');
  expect(judged(cancellationId, history(order(), asked(201, cancellation({ id: 1, orderId: 2 })))).actual).toEqual([
    '1',
    '2',
  ]);
  expect(judged(cancellationId, history(order(), asked(202))).outcome).toBe('not-applicable');
});

test('cancellation-echo', () => {
  expect(
    judged(cancellationEcho, history(order(), asked(201, cancellation({ id: 1, supplierReference: 'A' })))).outcome,
  ).toBe('passed');
  expect(judged(cancellationEcho, history(order(), asked(201, cancellation({ reasonCode: 'OTHER' }))))).toMatchObject({
    outcome: 'failed',
    expected: ['body/reasonCode as sent: "CUSTOMER_CHANGED_MIND"'],
    actual: ['"OTHER"'],
  });
});

test('cancellation-of-unknown-order', () => {
  const aim = 'unknown-order';
  expect(judged(cancellationOfUnknownOrder, history(asked(422, {}, { aim }), asked(404, {}, { aim }))).outcome).toBe(
    'passed',
  );
  expect(judged(cancellationOfUnknownOrder, history(asked(201, {}, { aim }), asked(202, {}, { aim }))).actual).toEqual([
    '201',
    '202',
  ]);
});

test('cancellation-after-terminal', () => {
  const aim = 'after-terminal';
  const over = [order(), kci(orderKci('COMPLETED', 'COMPLETED'))];
  expect(
    judged(cancellationAfterTerminal, history(over, asked(422, {}, { aim }), asked(202, {}, { aim }))).outcome,
  ).toBe('passed');
  expect(
    judged(cancellationAfterTerminal, history(over, asked(201, {}, { aim }), asked(200, {}, { aim }))).actual,
  ).toEqual(['201', '200']);
  expect(judged(cancellationAfterTerminal, history(over, asked(500, {}, { aim }))).outcome).toBe('not-exercised');
});
