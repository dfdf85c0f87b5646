import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { History } from '../evidence/history.ts';
import { ORDER_REQUIREMENTS } from '../specs/requirements/orders.ts';
import { concluded, exchanged, history, kci, type RequestOptions } from './fixtures/history.ts';
import { acknowledgedOrder, errorBody, orderKci, provideOrder } from './fixtures/messages.ts';
import {
  committedOrderDates,
  committedOrderTarget,
  createdOrderReference,
  createdOrderStatus,
  orderEcho,
  orderId,
  orderReferencesAreUnique,
  orderStatus,
  orderTenant,
  plainOrdersAreTaken,
  unknownReservationsAreNotKept,
  unknownServicesAreNotSold,
  unservedAddressesAreNotSoldTo,
} from './orders.ts';

const judged = (check: Check, happened: History) => concluded(check, ORDER_REQUIREMENTS, happened);

const placed = (status: number, body?: unknown, sent: RequestOptions = {}) =>
  exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide', ...sent }, { status, body });
const created = (changes: Readonly<Record<string, unknown>> = {}) => history(placed(201, acknowledgedOrder(changes)));
const DATES = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T10:00:00+01:00' };

test('order-status', () => {
  expect(judged(orderStatus, history(placed(201), placed(202))).outcome).toBe('passed');
  expect(judged(orderStatus, history(placed(200), placed(204))).actual).toEqual(['200', '204']);
  expect(judged(orderStatus, history(placed(422))).outcome).toBe('not-exercised');
});

test('plain-orders-are-taken', () => {
  const scenario = 'ORDER_REJECTED';
  expect(judged(plainOrdersAreTaken, history(placed(202), placed(422, errorBody(), { scenario }))).outcome).toBe(
    'passed',
  );
  expect(judged(plainOrdersAreTaken, history(placed(422, errorBody()))).actual).toEqual([
    '422: "address.id is not known to us"',
  ]);
  expect(judged(plainOrdersAreTaken, history(placed(422))).actual).toEqual(['422: no reason given']);
});

test('created-order-status', () => {
  expect(judged(createdOrderStatus, created()).outcome).toBe('passed');
  expect(judged(createdOrderStatus, created({ status: 'IN_PROGRESS' })).outcome).toBe('passed');
  expect(judged(createdOrderStatus, created({ status: 'PENDING' })).actual).toEqual(['"PENDING"']);
  expect(judged(createdOrderStatus, created({ status: undefined })).actual).toEqual(['missing']);
  expect(judged(createdOrderStatus, history(placed(202))).outcome).toBe('not-applicable');
});

test('created-order-reference', () => {
  expect(judged(createdOrderReference, created()).outcome).toBe('passed');
  for (const supplierOrderReference of [undefined, '', 7]) {
    expect(judged(createdOrderReference, created({ supplierOrderReference })).outcome).toBe('failed');
  }
});

test('committed-order-dates', () => {
  expect(judged(committedOrderDates, created({ status: 'IN_PROGRESS', ...DATES })).outcome).toBe('passed');
  expect(judged(committedOrderDates, created({ status: 'IN_PROGRESS', committedDate: '2026-02-02' })).actual).toEqual([
    '"2026-02-02"',
    'missing',
  ]);
  expect(judged(committedOrderDates, created()).outcome).toBe('not-applicable');
});

test('committed-order-target', () => {
  expect(judged(committedOrderTarget, created({ status: 'IN_PROGRESS', ...DATES })).outcome).toBe('passed');
  const later = { status: 'IN_PROGRESS', ...DATES, targetDate: '2026-02-03T09:00:00Z' };
  expect(judged(committedOrderTarget, created(later)).outcome).toBe('failed');
});

test('order-id', () => {
  expect(judged(orderId, created()).outcome).toBe('passed');
  expect(judged(orderId, created({ id: undefined })).outcome).toBe('passed');
  expect(judged(orderId, created({ id: 777 }))).toMatchObject({ expected: ['body/id as sent: 123'], actual: ['777'] });
});

test('order-tenant', () => {
  expect(judged(orderTenant, created()).outcome).toBe('passed');
  expect(judged(orderTenant, created({ tenant: 'TENANT2' })).actual).toEqual(['"TENANT2"']);
  expect(judged(orderTenant, created({ tenant: undefined })).outcome).toBe('not-applicable');
});

test('order-echo', () => {
  const item = {
    serviceSpecification: { id: 'FTTP-1000', name: 'Fibre' },
    serviceCharacteristics: [
      { name: 'SERVICE_ID', value: 'S1' },
      { name: 'LINE_PROFILE', value: '1' },
    ],
  };
  expect(judged(orderEcho, created({ serviceOrderItem: item, id: 777, tenant: 'OTHER' })).outcome).toBe('passed');
  const changed = created({
    primaryContact: { name: 'A. Smith' },
    serviceOrderItem: { ...item, serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }] },
  });
  expect(judged(orderEcho, changed)).toMatchObject({
    outcome: 'failed',
    expected: [
      'body/serviceOrderItem.serviceCharacteristics[LINE_PROFILE].value as sent: "1"',
      'body/primaryContact.name as sent: "Ada Smith"',
      'body/primaryContact.phoneNumber as sent: "01234 567890"',
    ],
    actual: ['"2"', '"A. Smith"', 'missing'],
  });
  expect(judged(orderEcho, created({ serviceOrderItem: { serviceCharacteristics: [] }, address: [] })).actual).toEqual([
    'an array of 0',
    'missing',
    'missing',
  ]);
});

test('order-references-are-unique', () => {
  const second = placed(201, acknowledgedOrder({ supplierOrderReference: 'A124X' }));
  expect(judged(orderReferencesAreUnique, history(placed(201, acknowledgedOrder()), second)).outcome).toBe('passed');
  const again = placed(201, acknowledgedOrder());
  expect(judged(orderReferencesAreUnique, history(placed(201, acknowledgedOrder()), again)).actual).toEqual([
    '"A123X" again',
  ]);
});

for (const [check, aim] of [
  [unknownServicesAreNotSold, 'unknown-specification'],
  [unservedAddressesAreNotSoldTo, 'out-of-coverage'],
  [unknownReservationsAreNotKept, 'unknown-reservation'],
] as const) {
  test(check.id, () => {
    const later = (reason: string, status: string) =>
      history(placed(202, undefined, { aim }), 5_000, kci(orderKci(reason, status)));
    expect(judged(check, history(placed(422, {}, { aim }))).outcome).toBe('passed');
    expect(judged(check, later('ORDER_REJECTED', 'REJECTED')).outcome).toBe('passed');
    expect(judged(check, later('COMMITTED', 'IN_PROGRESS')).outcome).toBe('failed');
    expect(judged(check, later('UPDATE', 'IN_PROGRESS')).outcome).toBe('failed');
    expect(judged(check, history(placed(201, acknowledgedOrder(), { aim }))).actual).toEqual(['201']);
    expect(judged(check, history(placed(201, acknowledgedOrder()))).outcome).toBe('not-exercised');
  });
}
