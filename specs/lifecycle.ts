/**
 * The life of an order as the contract tells it: its statuses, what each KCI reason code does to them, and which steps are
 * described. A step that no page describes is not forbidden; leaving a terminal status is.
 */

/** Statuses that end an order by a current official page: nothing may change it any more. */
export const FINAL_STATUSES: readonly string[] = ['REJECTED', 'CANCELLED', 'COMPLETED'];

/** Statuses that by their meaning end an order too, though no page calls them final. */
export const PRESUMED_FINAL_STATUSES: readonly string[] = ['PARTIAL', 'FAILED'];

/** Statuses in which the supplier or the tenant still has something to do. */
export const WORKING_STATUSES: readonly string[] = [
  'ACKNOWLEDGED',
  'IN_PROGRESS',
  'PENDING',
  'HELD',
  'PENDING_AMENDMENT',
  'PENDING_CANCELLATION',
];

/** Statuses that the gateway gives an order while a request of the tenant is open; a supplier may echo them or leave its own. */
export const REQUEST_STATUSES: readonly string[] = ['PENDING_AMENDMENT', 'PENDING_CANCELLATION'];

/** Statuses that only the gateway gives an order, before the supplier has it. */
export const GATEWAY_STATUSES: readonly string[] = ['RECEIVED_BY_GATEWAY', 'SENT_TO_SUPPLIER', 'FAILED_TO_SEND'];

/** Whether an order in that status is over. */
export function isTerminal(status: string | undefined): boolean {
  return status !== undefined && (FINAL_STATUSES.includes(status) || PRESUMED_FINAL_STATUSES.includes(status));
}

/** Reason codes that end an order, whatever status the KCI shows it in. */
const ENDING_REASONS: readonly string[] = ['COMPLETED', 'CANCELLED', 'ORDER_REJECTED', 'TERMINATED'];

/** Whether a KCI tells the end of its order, be it by its reason or by the status alone. */
export function endsOrder({ reasonCode, status }: { readonly reasonCode?: string; readonly status?: string }): boolean {
  return isTerminal(status) || (reasonCode !== undefined && ENDING_REASONS.includes(reasonCode));
}

/** Where an order is before the supplier has said anything of it. */
export const SENT = 'SENT_TO_SUPPLIER';

/** One described step: a KCI with the reason takes an order from one of the statuses to one of the others. */
export interface Step {
  readonly reason: string;
  readonly from: readonly string[];
  /** `same` stands for the status that the order already has. */
  readonly to: readonly string[];
}

const SETTLED = ['ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD'];

/** The described steps of orders that a tenant placed (order state, KCI flow and reason code pages, and the KCI examples). */
export const ORDER_STEPS: readonly Step[] = [
  { reason: 'ACKNOWLEDGED', from: [SENT, 'ACKNOWLEDGED'], to: ['ACKNOWLEDGED'] },
  { reason: 'COMMITTED', from: [SENT, 'ACKNOWLEDGED', 'IN_PROGRESS', 'HELD', 'PENDING'], to: ['IN_PROGRESS'] },
  { reason: 'ORDER_REJECTED', from: [SENT], to: ['REJECTED'] },
  { reason: 'UPDATE', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'UPDATE', from: ['HELD', 'PENDING'], to: ['IN_PROGRESS', 'ACKNOWLEDGED'] },
  { reason: 'UPDATE', from: ['IN_PROGRESS', 'ACKNOWLEDGED'], to: ['HELD', 'PENDING'] },
  { reason: 'UPDATE', from: REQUEST_STATUSES, to: SETTLED },
  { reason: 'ADDITIONAL', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'WARNING', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'DELAY', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'DELAY', from: ['ACKNOWLEDGED', 'IN_PROGRESS'], to: ['HELD'] },
  { reason: 'RESUMED', from: ['HELD', 'IN_PROGRESS'], to: ['IN_PROGRESS'] },
  { reason: 'INFORMATION_REQUIRED', from: ['ACKNOWLEDGED', 'IN_PROGRESS', 'HELD'], to: ['PENDING', 'same'] },
  { reason: 'INFORMATION_REQUIRED', from: ['PENDING'], to: ['same'] },
  { reason: 'REAPPOINT', from: ['ACKNOWLEDGED', 'IN_PROGRESS', 'HELD'], to: ['PENDING', 'same'] },
  { reason: 'REAPPOINT', from: ['PENDING'], to: ['same'] },
  { reason: 'REAPPOINTED', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'REAPPOINTED', from: ['PENDING'], to: ['IN_PROGRESS', 'ACKNOWLEDGED'] },
  { reason: 'RESUBMIT', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'RESUBMIT', from: REQUEST_STATUSES, to: SETTLED },
  { reason: 'AMENDED', from: WORKING_STATUSES, to: SETTLED },
  { reason: 'AMENDMENT_REJECTED', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'AMENDMENT_REJECTED', from: REQUEST_STATUSES, to: SETTLED },
  { reason: 'CANCELLATION_REJECTED', from: WORKING_STATUSES, to: ['same'] },
  { reason: 'CANCELLATION_REJECTED', from: REQUEST_STATUSES, to: SETTLED },
  { reason: 'CANCELLED', from: [SENT, ...WORKING_STATUSES], to: ['CANCELLED'] },
  { reason: 'TERMINATED', from: [SENT, ...WORKING_STATUSES], to: ['CANCELLED', 'REJECTED', 'FAILED'] },
  { reason: 'COMPLETED', from: ['IN_PROGRESS', 'PENDING_CANCELLATION'], to: ['COMPLETED', 'PARTIAL'] },
];

/** The statuses that a cease may have when the supplier announces it. */
export const ANNOUNCED_STATUSES: readonly string[] = ['PENDING', 'ACKNOWLEDGED', 'IN_PROGRESS'];

/** The reasons that do not happen to a cease that the supplier started: the tenant has not ordered it and cannot amend it. */
const NOT_OF_OWN_CEASES = ['ORDER_REJECTED', 'INFORMATION_REQUIRED', 'REAPPOINT', 'AMENDED', 'AMENDMENT_REJECTED'];

/** The described steps of ceases that the supplier started, after the announcement. */
export const OWN_CEASE_STEPS: readonly Step[] = [
  { reason: 'ACKNOWLEDGED', from: ['PENDING'], to: ['ACKNOWLEDGED'] },
  ...ORDER_STEPS.filter(({ reason }) => !NOT_OF_OWN_CEASES.includes(reason)),
];

/** Whether a step of an order from one status to another by a KCI of that reason is described. */
export function isDescribed(from: string, reason: string, to: string, steps: readonly Step[] = ORDER_STEPS): boolean {
  return steps.some(
    (step) =>
      step.reason === reason &&
      step.from.includes(from) &&
      (step.to.includes(to) || (step.to.includes('same') && from === to)),
  );
}

/** What kind of thing KCIs may be about, and which variant of KCI reports on it (`provide`, `modify`, `ethernet`, `problem` ...). */
export interface Reportable {
  readonly kind: 'order' | 'problem' | 'test' | 'other';
  readonly variant: string;
}

/** What the operations create that KCIs then report on, by operationId; an order may turn out to be of another variant. */
export const CREATIONS: Readonly<Record<string, Reportable>> = {
  handleCreateOrder: { kind: 'order', variant: 'provide' },
  handleCreateEthernetOrder: { kind: 'order', variant: 'ethernet' },
  handleServiceTest: { kind: 'test', variant: 'test' },
  handleCreateProblem: { kind: 'problem', variant: 'problem' },
};

/** The wrapper key under which KCIs report on an order, by the variant of the order. */
export const KCI_WRAPPERS: Readonly<Record<string, string>> = {
  provide: 'provideServiceOrder',
  modify: 'modifyServiceOrder',
  cease: 'ceaseServiceOrder',
  'unsolicited-cease': 'unsolicitedCeaseServiceOrder',
};

/** The key under which KCIs are likely to report on what has no published one, by the variant of what is reported on. */
export const LIKELY_KCI_WRAPPERS: Readonly<Record<string, string>> = {
  ethernet: 'provideEthernetOrder',
  problem: 'serviceProblem',
  test: 'serviceTest',
};

/** The key under which a KCI reports an incident in the network, which nobody has ordered or reported. */
export const INCIDENT_WRAPPER = 'reportableIncident';
