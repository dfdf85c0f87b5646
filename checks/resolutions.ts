import { PROBLEM_ENDINGS } from '../specs/problem-lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import { tellsResolution } from '../evidence/resolutions.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answerObject,
  answersOf,
  isRejection,
  isSuccess,
  sentObject,
  shouldBeTaken,
  show,
  streamOf,
  violation,
  type Answered,
} from './answers.ts';
import { overdue } from './deadlines.ts';
import { notRepeated } from './echo.ts';
import { named, nameOf, type Requested } from './kci-triggers.ts';
import { statusOtherThan } from './order-requests.ts';

const decisions = (evidence: Evidence) => answersOf(evidence, 'handleServiceProblemResolution');
const decided = (evidence: Evidence) =>
  decisions(evidence).filter(({ response }) => isSuccess(response.status) || isRejection(response.status));
const shown = (evidence: Evidence) =>
  decisions(evidence).filter((exchange) => exchange.response.status === 200 && answerObject(exchange));

/** What the tenant decided. */
const decisionIn = (exchange: Answered) => sentObject(exchange)?.status;

/** The reference of the resolution that it decided on. */
const resolutionDecidedOn = ({ request }: Answered) =>
  decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '');

/** A decision is taken with 200. */
export const decisionStatus = check<Answered>({
  id: 'decision-status',
  requirement: 'RES-STATUS',
  title: 'decisions that were taken',
  forEach: (evidence) => decisions(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) => statusOtherThan(exchange, (status) => status === 200, '200'),
});

/** A decision on a resolution that was told is taken. */
export const plainDecisionsAreTaken = check<Answered>({
  id: 'plain-decisions-are-taken',
  requirement: 'RES-TAKEN',
  title: 'decisions on resolutions that were told',
  forEach: (evidence) => decided(evidence).filter((exchange) => shouldBeTaken(exchange, evidence)),
  violation: (exchange) => statusOtherThan(exchange, isSuccess, '200'),
});

/** A resolution that comes back is decided on as the tenant did. */
export const answerShowsDecision = check<Answered>({
  id: 'answer-shows-decision',
  requirement: 'RES-SHOWS-DECISION',
  title: 'statuses of resolutions in answers 200',
  forEach: shown,
  violation(exchange) {
    const [sent, answered] = [decisionIn(exchange), answerObject(exchange)?.status];
    return sent === answered ? undefined : violation(exchange, `body/status: ${show(sent)}`, show(answered));
  },
});

/** A resolution that comes back is the one that was decided on. */
export const answerShowsResolution = check<Answered>({
  id: 'answer-shows-resolution',
  requirement: 'RES-REFERENCE',
  title: 'references and notes in answers 200',
  forEach: shown,
  violation(exchange) {
    const named = resolutionDecidedOn(exchange);
    const answered = answerObject(exchange)?.supplierReference;
    return [
      ...(answered === named ? [] : [violation(exchange, `body/supplierReference: ${show(named)}`, show(answered))]),
      ...notRepeated(exchange, 'status'),
    ];
  },
});

/** A resolution that nobody told cannot be decided on. */
export const decisionOnUnknownResolution = check<Answered>({
  id: 'decision-on-unknown-resolution',
  requirement: 'RES-UNKNOWN',
  title: 'decisions on resolutions that were never told',
  forEach: (evidence) => decided(evidence).filter(({ request }) => request.aim === 'unknown-resolution'),
  violation: (exchange) => statusOtherThan(exchange, isRejection, '422 or 404'),
});

/** The decisions of one kind that were taken, with the problems that they are about. */
const takenOnes =
  (status: string) =>
  (evidence: Evidence): readonly (Requested & { readonly exchange: Answered })[] =>
    decisions(evidence)
      .filter((exchange) => isSuccess(exchange.response.status) && decisionIn(exchange) === status)
      .flatMap((exchange) => {
        const stream = streamOf(exchange, evidence);
        const request = stream?.requests.find((asked) => asked.exchange.request.exchange === exchange.request.exchange);
        return stream && request ? [{ stream, request, exchange }] : [];
      });

/** A decision that was taken, and what was said about the problem. */
type Taken = ReturnType<ReturnType<typeof takenOnes>>[number];

const isCompleted = ({ status, reasonCode }: Kci) => (status ?? reasonCode) === 'COMPLETED';

/** The KCIs about a problem that came after a decision on its resolution. */
const after = ({ stream, exchange }: Taken) => stream.kcis.filter(({ event }) => event.seq > exchange.request.seq);

/** The KCI with which a problem ended after a decision, but not because the tenant cancelled it. */
const endAfter = (taken: Taken) =>
  after(taken).find(
    ({ status, reasonCode, event }) =>
      PROBLEM_ENDINGS.includes(status ?? reasonCode ?? '') &&
      !taken.stream.requests.some(({ kind, exchange }) => kind === 'cancellation' && exchange.request.seq < event.seq),
  );

/** What the tenant is content with is completed. */
export const acceptedResolutionCompletes = check<Taken>({
  id: 'accepted-resolution-completes',
  requirement: 'RES-COMPLETES',
  title: 'KCIs after an accepted resolution',
  forEach: takenOnes('ACCEPTED'),
  violation: (taken, evidence) => {
    const { stream, exchange } = taken;
    const expected = `a COMPLETED KCI about ${nameOf(stream.subject)}`;
    const end = endAfter(taken);
    return end && !isCompleted(end)
      ? violation(exchange, expected, named(end), end.event.seq)
      : overdue(exchange, evidence.profile.pace.outcome, after(taken).filter(isCompleted), expected, evidence);
  },
});

/**
 * Whether a KCI tells that work on a problem goes on again: IN_PROGRESS, or, as it is not published how a KCI shows a problem,
 * one without status that tells neither the end nor a resolution.
 */
function tellsWork(kci: Kci): boolean {
  if (kci.status !== undefined) return kci.status === 'IN_PROGRESS';
  return !PROBLEM_ENDINGS.includes(kci.reasonCode ?? '') && !tellsResolution(kci);
}

/** What the tenant is not content with goes on. */
export const rejectedResolutionReopens = check<Taken>({
  id: 'rejected-resolution-reopens',
  requirement: 'RES-REOPENS',
  title: 'KCIs after a rejected resolution',
  forEach: takenOnes('REJECTED'),
  violation: (taken, evidence) => {
    const { stream, exchange } = taken;
    const expected = `a KCI with IN_PROGRESS about ${nameOf(stream.subject)}`;
    const work = after(taken).filter(tellsWork);
    const end = endAfter(taken);
    return end && !work.some(({ event }) => event.seq < end.event.seq)
      ? violation(exchange, expected, named(end), end.event.seq)
      : overdue(exchange, evidence.profile.pace.outcome, work, expected, evidence);
  },
});

/** The checks of what becomes of resolutions. */
export const RESOLUTION_CHECKS: readonly Check[] = [
  decisionStatus,
  plainDecisionsAreTaken,
  answerShowsDecision,
  answerShowsResolution,
  decisionOnUnknownResolution,
  acceptedResolutionCompletes,
  rejectedResolutionReopens,
];
