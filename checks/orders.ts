import { check, type Check, type Evidence } from './check.ts';
import {
  answersOf,
  isRejection,
  isSuccess,
  shouldBeTaken,
  show,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';
import {
  createdBy,
  datesMissing,
  identified,
  notTakenOn,
  otherTenant,
  usedBefore,
  type Created,
  type Identified,
} from './created-orders.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { areNotTakenOn } from './kinds-of-orders.ts';
import { readTime } from './london.ts';

const orders = (evidence: Evidence) => answersOf(evidence, 'handleCreateOrder');

const created = (evidence: Evidence) => createdBy(evidence, 'handleCreateOrder');

const committed = (evidence: Evidence) => created(evidence).filter(({ order }) => order.status === 'IN_PROGRESS');

/** An order is taken with 201 or 202. */
export const orderStatus = check<Answered>({
  id: 'order-status',
  requirement: 'ORD-STATUS',
  title: 'orders that were taken',
  forEach: (evidence) => orders(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    [201, 202].includes(exchange.response.status)
      ? undefined
      : violation(exchange, '201 or 202', `${exchange.response.status}`),
});

/** An order that nothing speaks against is taken. */
export const plainOrdersAreTaken = check<Answered>({
  id: 'plain-orders-are-taken',
  requirement: 'ORD-ACCEPTED',
  title: 'orders that should succeed',
  forEach: (evidence) =>
    orders(evidence).filter(
      (exchange) =>
        (isSuccess(exchange.response.status) || isRejection(exchange.response.status)) &&
        shouldBeTaken(exchange, evidence),
    ),
  violation(exchange) {
    const { status } = exchange.response;
    if (isSuccess(status)) return undefined;
    return violation(exchange, '201 or 202', `${status}: ${reasonsIn(exchange)}`);
  },
});

/** An order that comes back is acknowledged or committed. */
export const createdOrderStatus = check<Created>({
  id: 'created-order-status',
  requirement: 'ORD-201-STATUS',
  title: 'statuses of orders in answers 201',
  forEach: created,
  violation: notTakenOn,
});

/** An order that comes back has the number that the supplier knows it by. */
export const createdOrderReference = check<Created>({
  id: 'created-order-reference',
  requirement: 'ORD-201-REFERENCE',
  title: 'order numbers in answers 201',
  forEach: created,
  violation: ({ exchange, order: { supplierOrderReference: reference } }) =>
    typeof reference === 'string' && reference.trim() !== ''
      ? undefined
      : violation(exchange, 'body/supplierOrderReference', show(reference)),
});

/** An order that comes back committed has both dates. */
export const committedOrderDates = check<Created>({
  id: 'committed-order-dates',
  requirement: 'ORD-201-DATES',
  title: 'dates of orders that are committed at once',
  forEach: committed,
  violation: datesMissing,
});

/** An order that comes back committed aims at the date that it is committed to. */
export const committedOrderTarget = check<Created>({
  id: 'committed-order-target',
  requirement: 'ORD-201-FIRST-TARGET',
  title: 'dates of orders that are committed at once',
  forEach: committed,
  violation({ exchange, order: { committedDate, targetDate } }) {
    const promise = readTime(committedDate);
    const target = readTime(targetDate);
    if (!promise || !target || promise.instant === target.instant) return undefined;
    return violation(exchange, `body/targetDate equal to committedDate ${show(committedDate)}`, show(targetDate));
  },
});

/** An order keeps its number. */
export const orderId = check<Created>({
  id: 'order-id',
  requirement: 'ORD-ID',
  title: 'numbers of orders in answers 201',
  forEach: created,
  violation: ({ exchange }) => otherNumbers(exchange, 'id'),
});

/** An order keeps its tenant. */
export const orderTenant = check<Created>({
  id: 'order-tenant',
  requirement: 'ORD-TENANT',
  title: 'tenants of orders in answers 201',
  forEach: (evidence) => created(evidence).filter(({ order }) => order.tenant !== undefined),
  violation: otherTenant,
});

/** An order that comes back is the one that was placed. */
export const orderEcho = check<Created>({
  id: 'order-echo',
  requirement: 'ORD-ECHO',
  title: 'what answers 201 repeat of orders',
  forEach: created,
  violation: ({ exchange }) => notRepeated(exchange, 'id', 'tenant'),
});

/** An order number of the supplier's names one order. */
export const orderReferencesAreUnique = check<Identified>({
  id: 'order-references-are-unique',
  requirement: 'ORD-REFERENCE-UNIQUE',
  title: 'order numbers in answers 201',
  forEach: (evidence) => identified(created(evidence), 'supplierOrderReference'),
  violation: (found) => usedBefore(found, 'body/supplierOrderReference: one that no other order has'),
});

/** A service that does not exist is not sold: refused at once, or left open and never committed to. */
export const unknownServicesAreNotSold = areNotTakenOn(
  {
    id: 'unknown-services-are-not-sold',
    requirement: 'ORD-UNKNOWN-SPECIFICATION',
    title: 'orders for services that nobody offers',
  },
  'unknown-specification',
);

/** Where no service is, none is sold. */
export const unservedAddressesAreNotSoldTo = areNotTakenOn(
  {
    id: 'unserved-addresses-are-not-sold-to',
    requirement: 'ORD-OUT-OF-COVERAGE',
    title: 'orders at an address that is not served',
  },
  'out-of-coverage',
);

/** Nobody is sent to an appointment that was never made. */
export const unknownReservationsAreNotKept = areNotTakenOn(
  {
    id: 'unknown-reservations-are-not-kept',
    requirement: 'ORD-UNKNOWN-RESERVATION',
    title: 'orders for appointments that were never made',
  },
  'unknown-reservation',
);

/** The checks of how orders are answered. */
export const ORDER_CHECKS: readonly Check[] = [
  orderStatus,
  plainOrdersAreTaken,
  createdOrderStatus,
  createdOrderReference,
  committedOrderDates,
  committedOrderTarget,
  orderId,
  orderTenant,
  orderEcho,
  orderReferencesAreUnique,
  unknownServicesAreNotSold,
  unservedAddressesAreNotSoldTo,
  unknownReservationsAreNotKept,
];
