import type { Check } from './check.ts';
import {
  changesAreRefused,
  changesAreRepeated,
  changesAreTaken,
  changesKeepNumbers,
  lateChangesAreRefused,
  plainChangesAreTaken,
} from './change-checks.ts';

/** A cancellation is taken with 201 or 202. */
export const cancellationStatus = changesAreTaken(
  { id: 'cancellation-status', requirement: 'CAN-STATUS', title: 'cancellations that were taken' },
  'handleCancelOrder',
);

/** A cancellation that nothing speaks against is taken. */
export const plainCancellationsAreTaken = plainChangesAreTaken(
  { id: 'plain-cancellations-are-taken', requirement: 'CAN-ACCEPTED', title: 'cancellations that should succeed' },
  'handleCancelOrder',
);

/** A cancellation keeps its number and that of its order. */
export const cancellationId = changesKeepNumbers(
  { id: 'cancellation-id', requirement: 'CAN-ID', title: 'numbers in answers 201 to cancellations' },
  'handleCancelOrder',
  'id',
  'orderId',
);

/** A cancellation that comes back is the one that was asked for. */
export const cancellationEcho = changesAreRepeated(
  { id: 'cancellation-echo', requirement: 'CAN-ECHO', title: 'what answers 201 repeat of cancellations' },
  'handleCancelOrder',
  'id',
  'orderId',
);

/** A cancellation of an order that nobody placed is refused. */
export const cancellationOfUnknownOrder = changesAreRefused(
  {
    id: 'cancellation-of-unknown-order',
    requirement: 'CAN-UNKNOWN-ORDER',
    title: 'cancellations of orders that were never placed',
  },
  'handleCancelOrder',
  'unknown-order',
  '422 or 404',
);

/** A cancellation of an order that has ended is refused, or left to a KCI that refuses it. */
export const cancellationAfterTerminal = lateChangesAreRefused(
  {
    id: 'cancellation-after-terminal',
    requirement: 'CAN-AFTER-TERMINAL',
    title: 'cancellations of orders that have ended',
  },
  'handleCancelOrder',
  'CANCELLATION_REJECTED',
);

/** The checks of how cancellations are answered. */
export const CANCELLATION_CHECKS: readonly Check[] = [
  cancellationStatus,
  plainCancellationsAreTaken,
  cancellationId,
  cancellationEcho,
  cancellationOfUnknownOrder,
  cancellationAfterTerminal,
];
