import { CARRIED_REFERENCE, SOUND_REFERENCE } from '../specs/problem-lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answersOf,
  isRejection,
  isSuccess,
  shouldBeTaken,
  show,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';
import {
  changesAreRefused,
  changesAreRepeated,
  changesAreTaken,
  changesKeepNumbers,
  lateChangesAreRefused,
  plainChangesAreTaken,
} from './change-checks.ts';
import { createdBy, identified, notTakenOn, usedBefore, type Created, type Identified } from './created-orders.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { isGiven, requestsAnswered, type Requested } from './kci-triggers.ts';
import { goesOn } from './kci-terminal-states.ts';
import { statusOtherThan, takes } from './order-requests.ts';

const problems = (evidence: Evidence) => answersOf(evidence, 'handleCreateProblem');
const decided = (evidence: Evidence) =>
  problems(evidence).filter(({ response }) => isSuccess(response.status) || isRejection(response.status));
const created = (evidence: Evidence) => createdBy(evidence, 'handleCreateProblem');

/** A problem is taken with 201 or 202. */
export const problemStatus = check<Answered>({
  id: 'problem-status',
  requirement: 'PRB-STATUS',
  title: 'problems that were taken',
  forEach: (evidence) => problems(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) => statusOtherThan(exchange, takes, '201 or 202'),
});

/** A problem that nothing speaks against is taken. */
export const plainProblemsAreTaken = check<Answered>({
  id: 'plain-problems-are-taken',
  requirement: 'PRB-ACCEPTED',
  title: 'problems that should be taken',
  forEach: (evidence) => decided(evidence).filter((exchange) => shouldBeTaken(exchange, evidence)),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, '201 or 202', `${exchange.response.status}: ${reasonsIn(exchange)}`),
});

/** A problem that comes back is acknowledged or committed. */
export const createdProblemStatus = check<Created>({
  id: 'created-problem-status',
  requirement: 'PRB-201-STATUS',
  title: 'statuses of problems in answers 201',
  forEach: created,
  violation: notTakenOn,
});

/** A problem that comes back has the reference that the supplier knows it by. */
export const createdProblemReference = check<Created>({
  id: 'created-problem-reference',
  requirement: 'PRB-201-REFERENCE',
  title: 'references of problems in answers 201',
  forEach: created,
  violation: ({ exchange, order: { supplierReference: reference } }) =>
    isGiven(reference) ? undefined : violation(exchange, 'body/supplierReference', show(reference)),
});

interface Referred {
  readonly stream: Stream;
  readonly reference: string;
  readonly kci: Kci | undefined;
}

/** The problems of which the supplier has told its reference, and the KCI that told it first where no answer did. */
function referred({ views }: Evidence): readonly Referred[] {
  return views.streams.flatMap((stream) => {
    const { subject, kcis } = stream;
    if (subject.kind !== 'problem') return [];
    const inAnswer = subject.created === undefined ? undefined : subject.supplierReference;
    const kci = inAnswer === undefined ? kcis.find(({ supplierReference }) => supplierReference) : undefined;
    const reference = inAnswer ?? kci?.supplierReference;
    return reference === undefined ? [] : [{ stream, reference, kci }];
  });
}

/** The reference of a problem is one that a cancellation can carry. */
export const problemReferenceForm = check<Referred>({
  id: 'problem-reference-form',
  requirement: 'PRB-REFERENCE-FORM',
  title: 'references of problems',
  forEach: referred,
  violation: ({ stream, reference, kci }) =>
    SOUND_REFERENCE.test(reference)
      ? undefined
      : {
          expected: 'supplierReference: 5 to 25 of A-Z, 0-9 and underscore',
          actual: show(reference),
          seen: [stream.subject.origin, kci?.event.seq ?? stream.subject.exchange?.response?.seq ?? 0],
        },
});

/** What rules of cancellations bind, where the supplier gives its problems none but references that requests cannot carry. */
function cancellableOnly(evidence: Evidence): string | undefined {
  const told = referred(evidence);
  return told.length > 0 && told.every(({ reference }) => !CARRIED_REFERENCE.test(reference))
    ? 'gives problems a reference that requests can carry'
    : undefined;
}

/** A reference of the supplier's names one problem. */
export const problemReferencesAreUnique = check<Identified>({
  id: 'problem-references-are-unique',
  requirement: 'PRB-REFERENCE-UNIQUE',
  title: 'references of problems in answers 201',
  forEach: (evidence) => identified(created(evidence), 'supplierReference'),
  violation: (found) => usedBefore(found, 'body/supplierReference: one that no other problem has'),
});

/** A problem keeps its number. */
export const problemId = check<Created>({
  id: 'problem-id',
  requirement: 'PRB-ID',
  title: 'numbers of problems in answers 201',
  forEach: created,
  violation: ({ exchange }) => otherNumbers(exchange, 'id'),
});

/** A problem that comes back is the one that was reported. */
export const problemEcho = check<Created>({
  id: 'problem-echo',
  requirement: 'PRB-ECHO',
  title: 'what answers 201 repeat of problems',
  forEach: created,
  violation: ({ exchange }) => notRepeated(exchange, 'id'),
});

/** Statuses and reasons that say that a problem is worked on. */
const WORKED_ON = ['IN_PROGRESS', 'RESOLVED', 'COMPLETED', 'COMMITTED'];

/** A problem of a service that does not exist is refused at once, or left open and never worked on. */
export const problemOfUnknownService = check<Answered>({
  id: 'problem-of-unknown-service',
  requirement: 'PRB-UNKNOWN-SERVICE',
  title: 'problems of services that do not exist',
  forEach: (evidence) => decided(evidence).filter(({ request }) => request.aim === 'unknown-service'),
  violation(exchange, { views }) {
    const { status } = exchange.response;
    if (isRejection(status)) return undefined;
    if (status !== 202) return violation(exchange, '422, or 202 and a rejection by KCI', `${status}`);
    const stream = views.streams.find(
      ({ subject }) => subject.exchange?.request.exchange === exchange.request.exchange,
    );
    const begun = stream?.kcis.find((kci) => WORKED_ON.some((word) => word === kci.status || word === kci.reasonCode));
    return begun && violation(exchange, 'a rejection by KCI', `${begun.reasonCode}, ${begun.status}`, begun.event.seq);
  },
});

/** A problem whose cancellation was confirmed stays cancelled. */
export const cancelledProblemDoesNotGoOn = check<Requested>({
  id: 'cancelled-problem-does-not-go-on',
  requirement: 'PRC-STAYS',
  title: 'KCIs after a 201 cancellation of a problem',
  forEach: requestsAnswered('cancellation', 201, 'problem'),
  violation: (requested, evidence) => {
    // Where a KCI shows the status of a problem is not published: one without says nothing.
    const { stream } = requested;
    const telling = { ...stream, kcis: stream.kcis.filter(({ status }) => status !== undefined) };
    return goesOn({ ...requested, stream: telling }, evidence);
  },
});

/** The checks of how problems are answered, and the amendments and cancellations of them. */
export const SERVICE_PROBLEM_CHECKS: readonly Check[] = [
  problemStatus,
  plainProblemsAreTaken,
  createdProblemStatus,
  createdProblemReference,
  problemReferenceForm,
  problemReferencesAreUnique,
  problemId,
  problemEcho,
  problemOfUnknownService,
  changesAreTaken(
    { id: 'problem-amendment-status', requirement: 'PRA-STATUS', title: 'amendments of problems that were taken' },
    'handleAmendProblem',
  ),
  plainChangesAreTaken(
    {
      id: 'plain-problem-amendments-are-taken',
      requirement: 'PRA-ACCEPTED',
      title: 'amendments of problems that should succeed',
    },
    'handleAmendProblem',
  ),
  changesKeepNumbers(
    { id: 'problem-amendment-id', requirement: 'PRA-ID', title: 'numbers in answers 201 to amendments of problems' },
    'handleAmendProblem',
    'id',
    'serviceProblemId',
  ),
  changesAreRepeated(
    {
      id: 'problem-amendment-echo',
      requirement: 'PRA-ECHO',
      title: 'what answers 201 repeat of amendments of problems',
    },
    'handleAmendProblem',
    'id',
    'serviceProblemId',
  ),
  changesAreRefused(
    {
      id: 'problem-amendment-without-change',
      requirement: 'PRA-NO-CHANGE',
      title: 'amendments of problems that change nothing',
    },
    'handleAmendProblem',
    'no-change',
    '422',
  ),
  changesAreRefused(
    {
      id: 'amendment-of-unknown-problem',
      requirement: 'PRA-UNKNOWN-PROBLEM',
      title: 'amendments of problems that were never reported',
    },
    'handleAmendProblem',
    'unknown-problem',
    '422 or 404',
  ),
  lateChangesAreRefused(
    {
      id: 'problem-amendment-after-terminal',
      requirement: 'PRA-AFTER-TERMINAL',
      title: 'amendments of problems that have ended',
    },
    'handleAmendProblem',
    'AMENDMENT_REJECTED',
  ),
  changesAreTaken(
    {
      id: 'problem-cancellation-status',
      requirement: 'PRC-STATUS',
      title: 'cancellations of problems that were taken',
      onlyIf: cancellableOnly,
    },
    'handleCancelProblem',
  ),
  plainChangesAreTaken(
    {
      id: 'plain-problem-cancellations-are-taken',
      requirement: 'PRC-ACCEPTED',
      title: 'cancellations of problems that should succeed',
    },
    'handleCancelProblem',
  ),
  changesKeepNumbers(
    {
      id: 'problem-cancellation-id',
      requirement: 'PRC-ID',
      title: 'numbers in answers 201 to cancellations of problems',
    },
    'handleCancelProblem',
    'id',
    'serviceProblemId',
  ),
  changesAreRepeated(
    {
      id: 'problem-cancellation-echo',
      requirement: 'PRC-ECHO',
      title: 'what answers 201 repeat of cancellations of problems',
    },
    'handleCancelProblem',
    'id',
    'serviceProblemId',
  ),
  changesAreRefused(
    {
      id: 'cancellation-of-unknown-problem',
      requirement: 'PRC-UNKNOWN-PROBLEM',
      title: 'cancellations of problems that were never reported',
    },
    'handleCancelProblem',
    'unknown-problem',
    '422 or 404',
  ),
  lateChangesAreRefused(
    {
      id: 'problem-cancellation-after-terminal',
      requirement: 'PRC-AFTER-TERMINAL',
      title: 'cancellations of problems that have ended',
    },
    'handleCancelProblem',
    'CANCELLATION_REJECTED',
  ),
  cancelledProblemDoesNotGoOn,
];
