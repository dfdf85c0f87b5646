import {
  GATEWAY_STATUSES,
  ORDER_STEPS,
  OWN_CEASE_STEPS,
  REQUEST_STATUSES,
  SENT,
  WORKING_STATUSES,
  isDescribed,
  isTerminal,
} from '../specs/lifecycle.ts';
import { UNKNOWN, type Transition } from '../callbacks/transitions.ts';
import { check, type Check, type Violation } from './check.ts';
import { echoesRequest } from './kci-quotes.ts';
import { reportedOf, stepsBy, stepsAbout, type Reported } from './kci-triggers.ts';

/** The events that show a step: the KCI that told the status before, or the order itself, and the KCI that told the new one. */
export const seenIn = ({ stream, before, kci }: Transition) => [
  before?.event.seq ?? stream.subject.origin,
  kci.event.seq,
];

/** A step in a few words. */
export const asStep = ({ from, reason, to }: Transition) => `${from} to ${to} by ${reason}`;

/** Whether the supplier itself told where the order stood before a step. */
const isTold = ({ from }: Transition) => from !== SENT && from !== UNKNOWN;

/** Whether a KCI is about an order that was over before it: how such a KCI is judged is another matter. */
const isOver = ({ from }: Transition) => isTerminal(from);

export const updateDoesNotEnd = check<Transition>({
  id: 'update-does-not-end',
  requirement: 'KCI-UPDATE-STATUS',
  title: 'status of UPDATE',
  forEach: (evidence) => stepsBy('UPDATE')(evidence).filter((step) => !isOver(step)),
  violation: (step) =>
    isTerminal(step.to)
      ? { expected: 'a status that does not end the order', actual: asStep(step), seen: seenIn(step) }
      : undefined,
});

export const additionalAndWarningKeepStatus = check<Transition>({
  id: 'additional-and-warning-keep-status',
  requirement: 'KCI-STATUS-KEPT',
  title: 'status of ADDITIONAL and WARNING',
  needs: 'excuses',
  // What the supplier has not told before, or may have changed with an answer, it cannot be said to have kept.
  forEach: (evidence) =>
    stepsBy('ADDITIONAL', 'WARNING')(evidence).filter((step) => isTold(step) && !isOver(step) && !step.interrupted),
  violation: (step) =>
    step.from === step.to || [step.from, step.to].some((status) => REQUEST_STATUSES.includes(status))
      ? undefined
      : { expected: `status ${step.from}, as before`, actual: asStep(step), seen: seenIn(step) },
});

export const delayDoesNotEnd = check<Transition>({
  id: 'delay-does-not-end',
  requirement: 'KCI-DELAY-STATUS',
  title: 'status of DELAY, INFORMATION_REQUIRED and REAPPOINT',
  forEach: (evidence) =>
    stepsBy('DELAY', 'INFORMATION_REQUIRED', 'REAPPOINT')(evidence).filter((step) => !isOver(step)),
  violation: endsOrder,
});

export const reappointedDoesNotEnd = check<Transition>({
  id: 'reappointed-does-not-end',
  requirement: 'KCI-ONGOING-STATUS',
  title: 'status of REAPPOINTED, RESUMED and AMENDED',
  forEach: (evidence) => stepsBy('REAPPOINTED', 'RESUMED', 'AMENDED')(evidence).filter((step) => !isOver(step)),
  violation: endsOrder,
});

function endsOrder(step: Transition): Violation | undefined {
  return isTerminal(step.to)
    ? { expected: 'a status that does not end the order', actual: asStep(step), seen: seenIn(step) }
    : undefined;
}

export const resumedIsInProgress = check<Transition>({
  id: 'resumed-is-in-progress',
  requirement: 'KCI-RESUMED-STATUS',
  title: 'status and target date of RESUMED',
  forEach: stepsBy('RESUMED'),
  violation: (step) => {
    if (step.to !== 'IN_PROGRESS') return { expected: 'status IN_PROGRESS', actual: asStep(step), seen: seenIn(step) };
    const before = step.before?.entity?.targetDate;
    const now = step.kci.entity?.targetDate;
    const kept =
      step.interrupted ||
      typeof before !== 'string' ||
      typeof now !== 'string' ||
      Date.parse(before) === Date.parse(now);
    return !kept ? { expected: `targetDate ${before}, as before`, actual: now, seen: seenIn(step) } : undefined;
  },
});

/** Reasons that tell how an amendment or a cancellation turned out. */
const OUTCOMES = ['AMENDED', 'AMENDMENT_REJECTED', 'CANCELLED', 'CANCELLATION_REJECTED'];

/** Whether a request beside the one that a KCI decides on may be open still. */
function mayBeOpenBeside({ stream, kci }: Transition): boolean {
  const open = stream.requests.filter(
    ({ kind, exchange: { request, response } }) =>
      kind !== 'resolution' && request.seq < kci.event.seq && (!response || response.status === 202),
  );
  const decided = stream.kcis.filter(
    ({ reasonCode, event }) => OUTCOMES.includes(reasonCode ?? '') && event.seq <= kci.event.seq,
  );
  return open.length > decided.length;
}

/** What is wrong with the status after a refused request: it is the one before, or shows that another request is open. */
function notRestored(step: Transition): Violation | undefined {
  const isRight = REQUEST_STATUSES.includes(step.to) ? mayBeOpenBeside(step) : step.from === step.to;
  return isRight
    ? undefined
    : { expected: `status ${step.beneath}, as before the request`, actual: asStep(step), seen: seenIn(step) };
}

/** A check that the refusal of a request leaves the status as it was. */
export const refusalKeepsStatus = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  kind: 'order' | 'problem',
): Check =>
  check<Transition>({
    ...definition,
    needs: 'excuses',
    forEach: (evidence) =>
      stepsAbout(
        kind,
        'AMENDMENT_REJECTED',
        'CANCELLATION_REJECTED',
      )(evidence).filter(
        (step) =>
          isTold(step) &&
          !isOver(step) &&
          (!REQUEST_STATUSES.includes(step.from) || REQUEST_STATUSES.includes(step.to)) &&
          !step.interrupted,
      ),
    violation: notRestored,
  });

export const refusalRestoresStatus = refusalKeepsStatus(
  {
    id: 'refusal-restores-status',
    requirement: 'KCI-REFUSAL-STATUS',
    title: 'status after a refused request',
  },
  'order',
);

export const statusIsTheSuppliers = check<Reported>({
  id: 'status-is-the-suppliers',
  requirement: 'KCI-GATEWAY-STATUS',
  title: 'no status of the gateway',
  forEach: reportedOf('order'),
  violation: ({ kci }) =>
    GATEWAY_STATUSES.includes(kci.status ?? '')
      ? { expected: 'a status that a supplier gives', actual: String(kci.status), seen: [kci.event.seq] }
      : undefined,
});

export const rejectionComesEarly = check<Transition>({
  id: 'rejection-comes-early',
  requirement: 'KCI-REJECTED-EARLY',
  title: 'no rejection once in progress',
  forEach: stepsBy('ORDER_REJECTED'),
  violation: (step) =>
    WORKING_STATUSES.includes(step.from) && step.from !== 'ACKNOWLEDGED'
      ? { expected: 'CANCELLED for an order that is in progress', actual: asStep(step), seen: seenIn(step) }
      : undefined,
});

export const rejectionComesBeforeAcknowledgement = check<Transition>({
  id: 'rejection-comes-before-acknowledgement',
  requirement: 'KCI-REJECTED-BEFORE-ACKNOWLEDGED',
  title: 'no rejection once acknowledged',
  forEach: stepsBy('ORDER_REJECTED'),
  violation: (step) =>
    step.from === 'ACKNOWLEDGED'
      ? { expected: 'ORDER_REJECTED instead of the acknowledgement', actual: asStep(step), seen: seenIn(step) }
      : undefined,
});

/** Reasons whose status is judged by a rule of its own. */
const JUDGED_ELSEWHERE = ['CREATED', 'ORDER_REJECTED', 'RESUMED', 'AMENDMENT_REJECTED', 'CANCELLATION_REJECTED'];

/** The described steps of orders like the one that a step is of. */
const stepsOf = ({ stream: { subject } }: Transition) =>
  subject.variant === 'unsolicited-cease' ? OWN_CEASE_STEPS : ORDER_STEPS;

/** Whether a step is described: from the status that was told, or from the one before it where that only shows an open request. */
const isDescribedOf = (step: Transition) =>
  [step.from, step.beneath].some((start) => isDescribed(start, step.reason, step.to, stepsOf(step)));

/** How the first KCI about an order may surprise: what the gateway does not understand yet it passes on as an update. */
const isTolerated = ({ from, reason }: Transition) => from === SENT && reason !== 'COMPLETED';

export const stepIsDescribed = check<Transition>({
  id: 'step-is-described',
  requirement: 'KCI-TRANSITION',
  title: 'steps from status to status',
  needs: 'excuses',
  forEach: (evidence) =>
    stepsBy()(evidence).filter(
      (step) => step.from !== UNKNOWN && !isOver(step) && !JUDGED_ELSEWHERE.includes(step.reason) && !step.interrupted,
    ),
  violation: (step) =>
    isDescribedOf(step) || isTolerated(step) || echoesRequest(step) || !isKnownStatus(step.to)
      ? undefined
      : { expected: `a step that is described from ${step.from}`, actual: asStep(step), seen: seenIn(step) },
});

// A status that is not known at all is told where the schema of the order is judged.
const isKnownStatus = (status: string) => WORKING_STATUSES.includes(status) || isTerminal(status);

/** Checks of the statuses that KCIs tell. */
export const KCI_STATUS_CHECKS: readonly Check[] = [
  updateDoesNotEnd,
  additionalAndWarningKeepStatus,
  delayDoesNotEnd,
  reappointedDoesNotEnd,
  resumedIsInProgress,
  refusalRestoresStatus,
  statusIsTheSuppliers,
  rejectionComesEarly,
  rejectionComesBeforeAcknowledgement,
  stepIsDescribed,
];
