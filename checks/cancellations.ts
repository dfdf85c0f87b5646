import { check, type Check } from './check.ts';
import { isRejection, isSuccess, type Answered } from './answers.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { aimedAt, done, plain, statusOtherThan, taken, takes } from './order-requests.ts';

/** A cancellation is taken with 201 or 202. */
export const cancellationStatus = check<Answered>({
  id: 'cancellation-status',
  requirement: 'CAN-STATUS',
  title: 'cancellations that were taken',
  forEach: (evidence) => taken(evidence, 'handleCancelOrder'),
  violation: (exchange) => statusOtherThan(exchange, takes, '201 or 202'),
});

/** A cancellation that nothing speaks against is taken. */
export const plainCancellationsAreTaken = check<Answered>({
  id: 'plain-cancellations-are-taken',
  requirement: 'CAN-ACCEPTED',
  title: 'cancellations that should succeed',
  forEach: (evidence) => plain(evidence, 'handleCancelOrder'),
  violation: (exchange) => statusOtherThan(exchange, isSuccess, '201 or 202'),
});

/** A cancellation keeps its number and that of its order. */
export const cancellationId = check<Answered>({
  id: 'cancellation-id',
  requirement: 'CAN-ID',
  title: 'numbers in answers 201 to cancellations',
  forEach: (evidence) => done(evidence, 'handleCancelOrder'),
  violation: (exchange) => otherNumbers(exchange, 'id', 'orderId'),
});

/** A cancellation that comes back is the one that was asked for. */
export const cancellationEcho = check<Answered>({
  id: 'cancellation-echo',
  requirement: 'CAN-ECHO',
  title: 'what answers 201 repeat of cancellations',
  forEach: (evidence) => done(evidence, 'handleCancelOrder'),
  violation: (exchange) => notRepeated(exchange, 'id', 'orderId'),
});

/** A cancellation of an order that nobody placed is refused. */
export const cancellationOfUnknownOrder = check<Answered>({
  id: 'cancellation-of-unknown-order',
  requirement: 'CAN-UNKNOWN-ORDER',
  title: 'cancellations of orders that were never placed',
  forEach: (evidence) => aimedAt(evidence, 'handleCancelOrder', 'unknown-order'),
  violation: (exchange) => statusOtherThan(exchange, isRejection, '422 or 404'),
});

/** A cancellation of an order that has ended is refused, or left to a KCI that refuses it. */
export const cancellationAfterTerminal = check<Answered>({
  id: 'cancellation-after-terminal',
  requirement: 'CAN-AFTER-TERMINAL',
  title: 'cancellations of orders that have ended',
  forEach: (evidence) => aimedAt(evidence, 'handleCancelOrder', 'after-terminal'),
  violation: (exchange) =>
    statusOtherThan(
      exchange,
      (status) => isRejection(status) || status === 202,
      '422, or 202 and CANCELLATION_REJECTED by KCI',
    ),
});

/** The checks of how cancellations are answered. */
export const CANCELLATION_CHECKS: readonly Check[] = [
  cancellationStatus,
  plainCancellationsAreTaken,
  cancellationId,
  cancellationEcho,
  cancellationOfUnknownOrder,
  cancellationAfterTerminal,
];
