/**
 * The life of a service problem as the contract tells it. Its statuses are those of the answer to a report; which KCI leads to
 * which is known from guides and from the tenant's side only, so that a departure from it is worth a remark and no more.
 */
import { SENT, type Step } from './lifecycle.ts';

/** Statuses that end a problem: a new one has to be reported after them. */
export const PROBLEM_ENDINGS: readonly string[] = ['REJECTED', 'CANCELLED', 'COMPLETED'];

/** Statuses in which the supplier or the tenant still has something to do. */
export const OPEN_PROBLEM_STATUSES: readonly string[] = [
  'ACKNOWLEDGED',
  'IN_PROGRESS',
  'HELD',
  'NETWORK_INCIDENT',
  'PENDING_AMENDMENT',
  'PENDING_CANCELLATION',
  'RESOLVED',
];

/** A status that only the gateway shows: suppliers say INFORMATION_REQUIRED or REAPPOINT, and keep the status. */
export const WAITING_STATUS = 'PENDING';

/** The status with which a supplier tells that a problem is solved, as far as it can tell. */
export const RESOLVED = 'RESOLVED';

/** The members of a problem in a KCI that may hold its resolution; the first is the more likely one. */
export const RESOLUTION_MEMBERS: readonly string[] = ['serviceProblemResolution', 'resolution'];

/** The reason codes with which a problem may be rejected; which one is meant is not published. */
export const REJECTIONS: readonly string[] = ['ORDER_REJECTED', 'REJECTED'];

/** The statuses that go with a reason code, where there is a rule; any status goes with the others. */
export const STATUSES_OF_REASONS: Readonly<Record<string, readonly string[]>> = {
  ACKNOWLEDGED: ['ACKNOWLEDGED'],
  COMMITTED: ['IN_PROGRESS'],
  RESUMED: ['IN_PROGRESS'],
  CANCELLED: ['CANCELLED'],
  COMPLETED: ['COMPLETED'],
  RESOLVED: ['RESOLVED'],
  CONFIRM: ['RESOLVED'],
  ORDER_REJECTED: ['REJECTED'],
  REJECTED: ['REJECTED'],
};

const WORKING = ['ACKNOWLEDGED', 'IN_PROGRESS', 'HELD', 'NETWORK_INCIDENT'];
const REQUESTED = ['PENDING_AMENDMENT', 'PENDING_CANCELLATION'];
const RESOLVING = ['UPDATE', 'ADDITIONAL', 'RESOLVED', 'CONFIRM', 'COMPLETED'];

/** The described steps of problems (problem state and KCI flow pages, and the index of the Supplier API). */
export const PROBLEM_STEPS: readonly Step[] = [
  { reason: 'ACKNOWLEDGED', from: [SENT, 'ACKNOWLEDGED'], to: ['ACKNOWLEDGED'] },
  { reason: 'COMMITTED', from: [SENT, ...WORKING], to: ['IN_PROGRESS'] },
  ...REJECTIONS.map((reason) => ({ reason, from: [SENT], to: ['REJECTED'] })),
  ...['UPDATE', 'ADDITIONAL', 'WARNING', 'DELAY', 'REAPPOINTED', 'INFORMATION_REQUIRED', 'REAPPOINT'].map((reason) => ({
    reason,
    from: OPEN_PROBLEM_STATUSES,
    to: ['same'],
  })),
  { reason: 'UPDATE', from: [...WORKING, 'RESOLVED'], to: ['IN_PROGRESS', 'HELD', 'NETWORK_INCIDENT'] },
  { reason: 'COMMITTED', from: ['RESOLVED'], to: ['IN_PROGRESS'] },
  { reason: 'RESUMED', from: ['HELD', 'IN_PROGRESS', 'NETWORK_INCIDENT', 'RESOLVED'], to: ['IN_PROGRESS'] },
  { reason: 'DELAY', from: WORKING, to: ['HELD', 'NETWORK_INCIDENT'] },
  ...RESOLVING.map((reason) => ({ reason, from: [...WORKING, 'RESOLVED'], to: ['RESOLVED'] })),
  { reason: 'AMENDED', from: [...OPEN_PROBLEM_STATUSES], to: ['same', ...WORKING] },
  { reason: 'AMENDMENT_REJECTED', from: OPEN_PROBLEM_STATUSES, to: ['same'] },
  { reason: 'CANCELLATION_REJECTED', from: OPEN_PROBLEM_STATUSES, to: ['same'] },
  ...['AMENDMENT_REJECTED', 'CANCELLATION_REJECTED'].map((reason) => ({ reason, from: REQUESTED, to: WORKING })),
  { reason: 'CANCELLED', from: [SENT, ...OPEN_PROBLEM_STATUSES], to: ['CANCELLED'] },
  { reason: 'COMPLETED', from: ['RESOLVED', 'PENDING_CANCELLATION'], to: ['COMPLETED'] },
];

/** How a reference has to begin that requests about problems and tests can carry. */
export const CARRIED_REFERENCE = /^[A-Z0-9_]{5,25}/;

/** The form of a reference that a reader of the documents would choose for problems and tests: theirs, and no more. */
export const SOUND_REFERENCE = /^[A-Z0-9_]{5,25}$/;
