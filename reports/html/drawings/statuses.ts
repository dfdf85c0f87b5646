/** The kinds of statuses, each with a colour of its own; what is not among them is drawn as one of none. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  sent: ['RECEIVED_BY_GATEWAY', 'SENT_TO_SUPPLIER'],
  taken: ['ACKNOWLEDGED'],
  working: ['IN_PROGRESS'],
  held: ['HELD', 'NETWORK_INCIDENT'],
  waiting: ['PENDING', 'PENDING_AMENDMENT', 'PENDING_CANCELLATION'],
  done: ['COMPLETED', 'PARTIAL', 'RESOLVED'],
  over: ['CANCELLED', 'REJECTED', 'FAILED', 'FAILED_TO_SEND'],
};

const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries(KINDS).flatMap(([kind, statuses]) => statuses.map((status) => [status, `st-${kind}`] as const)),
);

/** The class that colours a status; never anything of what a supplier sent. */
export function statusClass(status: string | undefined): string {
  return CLASSES.get(status ?? '') ?? 'st-other';
}

/** Each kind with a status that stands for it, for legends. */
export const STATUS_KINDS: readonly (readonly [kind: string, statuses: readonly string[]])[] = Object.entries(KINDS);
