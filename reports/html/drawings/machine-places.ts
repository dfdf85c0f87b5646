/**
 * The order in which the statuses of each life stand in its drawing, by the id of the life: from its beginning on the left to its
 * ends on the right. Where something is drawn, and nothing else: which statuses and steps there are, the lives themselves say.
 */
export const MACHINE_PLACES: Readonly<Record<string, readonly string[]>> = {
  orders: [
    'SENT_TO_SUPPLIER',
    'ACKNOWLEDGED',
    'PENDING',
    'IN_PROGRESS',
    'HELD',
    'PENDING_AMENDMENT',
    'PENDING_CANCELLATION',
    'COMPLETED',
    'PARTIAL',
    'CANCELLED',
    'FAILED',
    'REJECTED',
  ],
  'unsolicited-ceases': [
    'SENT_TO_SUPPLIER',
    'PENDING',
    'ACKNOWLEDGED',
    'IN_PROGRESS',
    'HELD',
    'PENDING_CANCELLATION',
    'COMPLETED',
    'PARTIAL',
    'CANCELLED',
    'FAILED',
    'REJECTED',
  ],
  problems: [
    'SENT_TO_SUPPLIER',
    'ACKNOWLEDGED',
    'IN_PROGRESS',
    'HELD',
    'NETWORK_INCIDENT',
    'PENDING_AMENDMENT',
    'PENDING_CANCELLATION',
    'RESOLVED',
    'COMPLETED',
    'CANCELLED',
    'REJECTED',
  ],
  tests: ['SENT_TO_SUPPLIER', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'REJECTED'],
};
