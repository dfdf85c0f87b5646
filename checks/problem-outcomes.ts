import { isObject } from '../specs/json-object.ts';
import { OPEN_PROBLEM_STATUSES, PROBLEM_ENDINGS, REJECTIONS, RESOLUTION_MEMBERS } from '../specs/problem-lifecycle.ts';
import { type Kci } from '../evidence/kci.ts';
import { resolutionIn, tellsResolution } from '../evidence/resolutions.ts';
import type { CreatedStream } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import { isSuccess } from './answers.ts';
import { byArrival, doneUntaken, overdue } from './deadlines.ts';
import { outcomeFollows, outcomeNamesRequest, outcomeQuotesRequest } from './kci-quotes.ts';
import { createdOf, isGiven, nameOf, reportedOf, type Reported } from './kci-triggers.ts';

const reported = reportedOf('problem');

const accepted = (evidence: Evidence) =>
  createdOf('problem')(evidence).filter(({ subject }) => subject.exchange.response?.status === 202);

/** Whether a KCI rejects a problem; the reason for that is not published. */
export const rejectsProblem = ({ status, reasonCode }: Kci) =>
  status === 'REJECTED' || REJECTIONS.includes(reasonCode ?? '');

/** What tells by its reason alone what became of a problem, where the status is not told. */
const FATES = ['ACKNOWLEDGED', 'COMMITTED', 'CANCELLED', 'TERMINATED', 'COMPLETED'];

const tellsFate = (kci: Kci) =>
  rejectsProblem(kci) ||
  FATES.includes(kci.reasonCode ?? '') ||
  [...OPEN_PROBLEM_STATUSES, ...PROBLEM_ENDINGS].includes(kci.status ?? '');

/** Whether a KCI tells that a problem is solved, or over because it was. */
const isSolved = (kci: Kci) => tellsResolution(kci) || [kci.status, kci.reasonCode].includes('COMPLETED');

/** Whether a KCI tells what became of a problem before it was solved. */
const isTakenUp = (kci: Kci) =>
  ['ACKNOWLEDGED', 'COMMITTED'].includes(kci.reasonCode ?? '') || (tellsFate(kci) && !isSolved(kci));

export const acceptedProblemIsAcknowledged = check<CreatedStream>({
  id: 'accepted-problem-is-acknowledged',
  requirement: 'PRB-KCI-OUTCOME',
  title: 'KCI after a 202 problem',
  forEach: accepted,
  violation: (stream, evidence) => {
    const expected = `a KCI that acknowledges or rejects ${nameOf(stream.subject)}`;
    return (
      doneUntaken(stream, isSolved, isTakenUp, expected, evidence) ??
      overdue(
        stream.subject.exchange,
        evidence.profile.pace.acknowledge,
        stream.kcis.filter(tellsFate),
        expected,
        evidence,
      )
    );
  },
});

/** What else has a reference, or is asked for by one. */
const OTHER_REFERENCES = /test|parent|appointment|reservation|amendment|cancellation|resolution|conversation|sequence/i;

/** Whether a KCI gives a reference of a problem under any name, in the problem or beside it. */
const givesReference = ({ entity, body }: Kci) =>
  [entity ?? {}, body].some((holder) =>
    Object.entries(holder).some(
      ([name, value]) =>
        /ref(?:erence)?$|number$|ticket|^supplier.*id$/i.test(name) &&
        !OTHER_REFERENCES.test(name) &&
        ['string', 'number'].includes(typeof value) &&
        isGiven(value),
    ),
  );

export const acknowledgementGivesProblemReference = check<Kci>({
  id: 'acknowledgement-gives-problem-reference',
  requirement: 'PRB-KCI-REFERENCE',
  title: 'reference of a problem after a 202',
  needs: 'requests',
  forEach: (evidence) =>
    accepted(evidence).flatMap(({ kcis }) => {
      const first = byArrival(kcis).find(tellsFate);
      return first && !rejectsProblem(first) ? [first] : [];
    }),
  violation: (kci) =>
    givesReference(kci)
      ? undefined
      : { expected: 'the supplier’s reference of the problem', actual: 'none', seen: [kci.event.seq] },
});

export const problemReferenceIsWhereExpected = check<Reported>({
  id: 'problem-reference-is-where-expected',
  requirement: 'PRB-KCI-REFERENCE-MEMBER',
  title: 'member that holds the reference of a problem',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => givesReference(kci)),
  violation: ({ kci }) =>
    isGiven(kci.entity?.supplierReference)
      ? undefined
      : { expected: 'supplierReference of the problem', actual: 'none', seen: [kci.event.seq] },
});

export const problemAmendmentOutcomeFollows = outcomeFollows(
  {
    id: 'problem-amendment-outcome-follows',
    requirement: 'PRB-KCI-AMENDMENT-OUTCOME',
    title: 'KCI after a 202 amendment of a problem',
  },
  'problem',
  'amendment',
);

export const problemCancellationOutcomeFollows = outcomeFollows(
  {
    id: 'problem-cancellation-outcome-follows',
    requirement: 'PRB-KCI-CANCELLATION-OUTCOME',
    title: 'KCI after a 202 cancellation of a problem',
  },
  'problem',
  'cancellation',
);

export const problemOutcomeNamesItsRequest = outcomeNamesRequest(
  {
    id: 'problem-outcome-names-its-request',
    requirement: 'PRB-KCI-QUOTES-REQUEST',
    title: 'id or reference of the request with its outcome',
  },
  'problem',
);

export const problemOutcomeQuotesItsRequest = outcomeQuotesRequest(
  {
    id: 'problem-outcome-quotes-its-request',
    requirement: 'PRB-KCI-QUOTES-REQUEST',
    title: 'amendment or cancellation quoted by its outcome',
  },
  'problem',
);

export const problemComesToAResolution = check<CreatedStream>({
  id: 'problem-comes-to-a-resolution',
  requirement: 'PRB-KCI-RESOLVED',
  title: 'KCIs to the resolution of a problem',
  // What was steered elsewhere, or withdrawn in time, need not come so far.
  forEach: (evidence) =>
    createdOf('problem')(evidence).filter(({ subject, requests }) => {
      const { request, response } = subject.exchange;
      if (response === undefined || !isSuccess(response.status)) return false;
      const due = response.mono + evidence.profile.pace.outcome;
      const withdrawn = requests.some(({ kind, exchange }) => kind === 'cancellation' && exchange.request.mono < due);
      return request.scenario === undefined && request.aim === undefined && !withdrawn;
    }),
  violation: (stream, evidence) =>
    overdue(
      stream.subject.exchange,
      evidence.profile.pace.outcome,
      stream.kcis.filter((kci) => tellsResolution(kci) || resolutionIn(kci) || tellsEnd(kci)),
      `a KCI that resolves ${nameOf(stream.subject)}`,
      evidence,
    ),
});

const tellsEnd = ({ status, reasonCode }: Kci) => PROBLEM_ENDINGS.includes(status ?? reasonCode ?? '');

export const resolvedTellsResolution = check<Reported>({
  id: 'resolved-tells-resolution',
  requirement: 'PRB-KCI-RESOLUTION',
  title: 'resolution with status RESOLVED',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => tellsResolution(kci)),
  violation: ({ kci }) => {
    const { resolution = {} } = resolutionIn(kci) ?? {};
    const details = isObject(resolution.resolutionDetails) ? resolution.resolutionDetails : {};
    const told = {
      supplierReference: resolution.supplierReference,
      resolvedDate: resolution.resolvedDate,
      'resolutionDetails.resolutionCode': details.resolutionCode,
    };
    const missing = Object.entries(told).flatMap(([name, value]) => (isGiven(value) ? [] : [name]));
    return missing.length > 0
      ? { expected: `a resolution with ${missing.join(', ')}`, actual: 'none', seen: [kci.event.seq] }
      : undefined;
  },
});

export const resolutionIsWhereExpected = check<Reported>({
  id: 'resolution-is-where-expected',
  requirement: 'PRB-KCI-RESOLUTION-MEMBER',
  title: 'member that holds the resolution',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => resolutionIn(kci)),
  violation: ({ kci }) => {
    const { member = '' } = resolutionIn(kci) ?? {};
    return RESOLUTION_MEMBERS.includes(member)
      ? undefined
      : { expected: RESOLUTION_MEMBERS.join(' or '), actual: member, seen: [kci.event.seq] };
  },
});

/** The checks that KCIs tell what became of a problem, and of what was asked about it. */
export const PROBLEM_OUTCOME_CHECKS: readonly Check[] = [
  acceptedProblemIsAcknowledged,
  acknowledgementGivesProblemReference,
  problemReferenceIsWhereExpected,
  problemAmendmentOutcomeFollows,
  problemCancellationOutcomeFollows,
  problemOutcomeNamesItsRequest,
  problemOutcomeQuotesItsRequest,
  problemComesToAResolution,
  resolvedTellsResolution,
  resolutionIsWhereExpected,
];
