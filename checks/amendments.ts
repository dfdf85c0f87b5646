import type { Check } from './check.ts';
import {
  changesAreRefused,
  changesAreRepeated,
  changesAreTaken,
  changesKeepNumbers,
  lateChangesAreRefused,
  plainChangesAreTaken,
} from './change-checks.ts';

/** An amendment is taken with 201 or 202. */
export const amendmentStatus = changesAreTaken(
  { id: 'amendment-status', requirement: 'AMD-STATUS', title: 'amendments that were taken' },
  'handleAmendOrder',
);

/** An amendment that nothing speaks against is taken. */
export const plainAmendmentsAreTaken = plainChangesAreTaken(
  { id: 'plain-amendments-are-taken', requirement: 'AMD-ACCEPTED', title: 'amendments that should succeed' },
  'handleAmendOrder',
);

/** An amendment keeps its number and that of its order. */
export const amendmentId = changesKeepNumbers(
  { id: 'amendment-id', requirement: 'AMD-ID', title: 'numbers in answers 201 to amendments' },
  'handleAmendOrder',
  'id',
  'orderId',
);

/** An amendment that comes back is the one that was asked for. */
export const amendmentEcho = changesAreRepeated(
  { id: 'amendment-echo', requirement: 'AMD-ECHO', title: 'what answers 201 repeat of amendments' },
  'handleAmendOrder',
  'id',
  'orderId',
);

/** An amendment of an order that nobody placed is refused. */
export const amendmentOfUnknownOrder = changesAreRefused(
  {
    id: 'amendment-of-unknown-order',
    requirement: 'AMD-UNKNOWN-ORDER',
    title: 'amendments of orders that were never placed',
  },
  'handleAmendOrder',
  'unknown-order',
  '422 or 404',
);

/** An amendment of an order that has ended is refused, or left to a KCI that refuses it. */
export const amendmentAfterTerminal = lateChangesAreRefused(
  { id: 'amendment-after-terminal', requirement: 'AMD-AFTER-TERMINAL', title: 'amendments of orders that have ended' },
  'handleAmendOrder',
  'AMENDMENT_REJECTED',
);

/** The checks of how amendments are answered. */
export const AMENDMENT_CHECKS: readonly Check[] = [
  amendmentStatus,
  plainAmendmentsAreTaken,
  amendmentId,
  amendmentEcho,
  amendmentOfUnknownOrder,
  amendmentAfterTerminal,
];
