import { check, type Check } from './check.ts';
import { isRejection, isSuccess, type Answered } from './answers.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { aimedAt, done, plain, statusOtherThan, taken, takes } from './order-requests.ts';

/** An amendment is taken with 201 or 202. */
export const amendmentStatus = check<Answered>({
  id: 'amendment-status',
  requirement: 'AMD-STATUS',
  title: 'amendments that were taken',
  forEach: (evidence) => taken(evidence, 'handleAmendOrder'),
  violation: (exchange) => statusOtherThan(exchange, takes, '201 or 202'),
});

/** An amendment that nothing speaks against is taken. */
export const plainAmendmentsAreTaken = check<Answered>({
  id: 'plain-amendments-are-taken',
  requirement: 'AMD-ACCEPTED',
  title: 'amendments that should succeed',
  forEach: (evidence) => plain(evidence, 'handleAmendOrder'),
  violation: (exchange) => statusOtherThan(exchange, isSuccess, '201 or 202'),
});

/** An amendment keeps its number and that of its order. */
export const amendmentId = check<Answered>({
  id: 'amendment-id',
  requirement: 'AMD-ID',
  title: 'numbers in answers 201 to amendments',
  forEach: (evidence) => done(evidence, 'handleAmendOrder'),
  violation: (exchange) => otherNumbers(exchange, 'id', 'orderId'),
});

/** An amendment that comes back is the one that was asked for. */
export const amendmentEcho = check<Answered>({
  id: 'amendment-echo',
  requirement: 'AMD-ECHO',
  title: 'what answers 201 repeat of amendments',
  forEach: (evidence) => done(evidence, 'handleAmendOrder'),
  violation: (exchange) => notRepeated(exchange, 'id', 'orderId'),
});

/** An amendment of an order that nobody placed is refused. */
export const amendmentOfUnknownOrder = check<Answered>({
  id: 'amendment-of-unknown-order',
  requirement: 'AMD-UNKNOWN-ORDER',
  title: 'amendments of orders that were never placed',
  forEach: (evidence) => aimedAt(evidence, 'handleAmendOrder', 'unknown-order'),
  violation: (exchange) => statusOtherThan(exchange, isRejection, '422 or 404'),
});

/** An amendment of an order that has ended is refused, or left to a KCI that refuses it. */
export const amendmentAfterTerminal = check<Answered>({
  id: 'amendment-after-terminal',
  requirement: 'AMD-AFTER-TERMINAL',
  title: 'amendments of orders that have ended',
  forEach: (evidence) => aimedAt(evidence, 'handleAmendOrder', 'after-terminal'),
  violation: (exchange) =>
    statusOtherThan(
      exchange,
      (status) => isRejection(status) || status === 202,
      '422, or 202 and AMENDMENT_REJECTED by KCI',
    ),
});

/** The checks of how amendments are answered. */
export const AMENDMENT_CHECKS: readonly Check[] = [
  amendmentStatus,
  plainAmendmentsAreTaken,
  amendmentId,
  amendmentEcho,
  amendmentOfUnknownOrder,
  amendmentAfterTerminal,
];
