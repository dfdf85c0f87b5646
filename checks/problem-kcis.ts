import { SENT, isDescribed } from '../specs/lifecycle.ts';
import {
  OPEN_PROBLEM_STATUSES,
  PROBLEM_ENDINGS,
  PROBLEM_STEPS,
  STATUSES_OF_REASONS,
  WAITING_STATUS,
} from '../specs/problem-lifecycle.ts';
import { endingOf, type Ending, type Transition } from '../callbacks/transitions.ts';
import { check, type Check } from './check.ts';
import { unsaid } from './kci-content.ts';
import { echoesRequest } from './kci-quotes.ts';
import { asStep, refusalKeepsStatus, seenIn } from './kci-statuses.ts';
import { whatFollows } from './kci-terminal-states.ts';
import { isGiven, named, reportedOf, stepsAbout, type Reported } from './kci-triggers.ts';
import { rejectsProblem } from './problem-outcomes.ts';
import { shownOtherwise } from './shown.ts';

const reported = reportedOf('problem');

export const problemStatusFitsReason = check<Reported>({
  id: 'problem-status-fits-reason',
  requirement: 'PRB-KCI-STATUS',
  title: 'status of problems by reason',
  forEach: (evidence) =>
    reported(evidence).filter(({ kci }) => kci.status !== undefined && (kci.reasonCode ?? '') in STATUSES_OF_REASONS),
  violation: ({ kci }) => {
    const fitting = STATUSES_OF_REASONS[kci.reasonCode ?? ''] ?? [];
    return fitting.includes(kci.status ?? '')
      ? undefined
      : {
          expected: `status ${fitting.join(' or ')} with ${kci.reasonCode}`,
          actual: String(kci.status),
          seen: [kci.event.seq],
        };
  },
});

export const problemIsNotShownPending = check<Reported>({
  id: 'problem-is-not-shown-pending',
  requirement: 'PRB-KCI-PENDING',
  title: 'no status PENDING of problems',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.status !== undefined),
  violation: ({ kci }) =>
    kci.status === WAITING_STATUS
      ? { expected: 'the status as it was', actual: named(kci), seen: [kci.event.seq] }
      : undefined,
});

/** Whether a step leads between statuses of which something is known, and from one that is not the end. */
const isJudged = ({ from, to, interrupted }: Transition) =>
  !interrupted &&
  [SENT, ...OPEN_PROBLEM_STATUSES].includes(from) &&
  [...OPEN_PROBLEM_STATUSES, ...PROBLEM_ENDINGS].includes(to);

/** The refusal of a request has a rule of its own. */
const JUDGED_ELSEWHERE = ['AMENDMENT_REJECTED', 'CANCELLATION_REJECTED'];

export const problemStepIsDescribed = check<Transition>({
  id: 'problem-step-is-described',
  requirement: 'PRB-KCI-TRANSITION',
  title: 'steps of problems from status to status',
  needs: 'excuses',
  forEach: (evidence) =>
    stepsAbout('problem')(evidence).filter((step) => isJudged(step) && !JUDGED_ELSEWHERE.includes(step.reason)),
  violation: (step) => {
    const { from, beneath, reason, to } = step;
    // What a first KCI says is passed on as it is, as long as it is not the last one too.
    const tolerated = from === SENT && reason !== 'COMPLETED';
    const described = [from, beneath].some((start) => isDescribed(start, reason, to, PROBLEM_STEPS));
    return tolerated || described || echoesRequest(step)
      ? undefined
      : { expected: `a step that is described from ${from}`, actual: asStep(step), seen: seenIn(step) };
  },
});

export const nothingFollowsTheEndOfAProblem = check<Ending>({
  id: 'nothing-follows-the-end-of-a-problem',
  requirement: 'PRB-KCI-TERMINAL',
  title: 'KCIs after the end of a problem',
  forEach: ({ views }) =>
    views.streams
      .filter(({ subject }) => subject.kind === 'problem')
      .flatMap((stream) => endingOf(stream) ?? [])
      .filter(({ status }) => PROBLEM_ENDINGS.includes(status)),
  violation: whatFollows,
});

export const refusalKeepsStatusOfProblem = refusalKeepsStatus(
  {
    id: 'refusal-keeps-status-of-problem',
    requirement: 'PRB-KCI-REFUSAL-STATUS',
    title: 'status of a problem after a refused request',
  },
  'problem',
);

export const delayedProblemNamesCause = check<Reported>({
  id: 'delayed-problem-names-cause',
  requirement: 'PRB-KCI-PROBLEM-CODE',
  title: 'problemCode of DELAY and REAPPOINT',
  forEach: reportedOf('problem', 'DELAY', 'REAPPOINT'),
  violation: (told) => unsaid(told, 'problemCode'),
});

export const informationOnProblemIsSpecified = check<Reported>({
  id: 'information-on-problem-is-specified',
  requirement: 'PRB-KCI-INFORMATION-TEXT',
  title: 'text of INFORMATION_REQUIRED about problems',
  forEach: reportedOf('problem', 'INFORMATION_REQUIRED'),
  violation: (told) => unsaid(told, 'text'),
});

export const reappointedProblemGivesSlot = check<Reported>({
  id: 'reappointed-problem-gives-slot',
  requirement: 'PRB-KCI-REAPPOINTED-SLOT',
  title: 'slot of REAPPOINTED about problems',
  forEach: reportedOf('problem', 'REAPPOINTED'),
  violation: ({ kci }) =>
    isGiven(kci.entity?.appointmentTimeslot)
      ? undefined
      : { expected: 'appointmentTimeslot with REAPPOINTED', actual: 'none', seen: [kci.event.seq] },
});

export const rejectedProblemSaysWhy = check<Reported>({
  id: 'rejected-problem-says-why',
  requirement: 'PRB-KCI-REJECTED-TEXT',
  title: 'text of rejected problems',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => rejectsProblem(kci)),
  violation: (told) => unsaid(told, 'text'),
});

export const incidentNamesItsParent = check<Reported>({
  id: 'incident-names-its-parent',
  requirement: 'PRB-KCI-INCIDENT',
  title: 'parent of problems with NETWORK_INCIDENT',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.status === 'NETWORK_INCIDENT'),
  violation: ({ kci }) =>
    [kci.entity?.parentServiceProblemId, kci.entity?.parentServiceProblemReference].some(isGiven)
      ? undefined
      : {
          expected: 'parentServiceProblemId or parentServiceProblemReference',
          actual: 'neither',
          seen: [kci.event.seq],
        },
});

export const kciShowsTheProblem = check<Reported>({
  id: 'kci-shows-the-problem',
  requirement: 'PRB-KCI-SHOWS-PROBLEM',
  title: 'service, specification and problem type as reported',
  needs: 'requests',
  forEach: reported,
  violation: (told) => shownOtherwise(told, ['serviceId'], ['serviceSpecification', 'id'], ['problemType']),
});

/** The checks of how KCIs show problems, and of the steps that they tell. */
export const PROBLEM_KCI_CHECKS: readonly Check[] = [
  problemStatusFitsReason,
  problemIsNotShownPending,
  problemStepIsDescribed,
  nothingFollowsTheEndOfAProblem,
  refusalKeepsStatusOfProblem,
  delayedProblemNamesCause,
  informationOnProblemIsSpecified,
  reappointedProblemGivesSlot,
  rejectedProblemSaysWhy,
  incidentNamesItsParent,
  kciShowsTheProblem,
];
