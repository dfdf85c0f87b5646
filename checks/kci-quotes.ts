import type { Kci } from '../evidence/kci.ts';
import { eventsOf } from '../evidence/exchanges.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check } from './check.ts';
import { byArrival, overdue } from './deadlines.ts';
import {
  inWords,
  isGiven,
  nameOf,
  named,
  reportedOf,
  requestsAnswered,
  type Reported,
  type Requested,
} from './kci-triggers.ts';

/** The reasons that tell the outcome of a request: granted, and refused. */
const REASONS = {
  amendment: ['AMENDED', 'AMENDMENT_REJECTED'],
  cancellation: ['CANCELLED', 'CANCELLATION_REJECTED'],
} as const;

/** An older word for a refusal, whatever is refused. */
const OLDER_REFUSAL = 'RESUBMIT';

/** What a tenant may ask for about an order or a problem, and a supplier decides. */
export type Decision = keyof typeof REASONS;

/** What it may be asked of. */
export type Decided = 'order' | 'problem';

/** The members in which a KCI quotes a request. */
const MEMBERS = {
  order: {
    amendment: { id: 'serviceOrderAmendmentId', reference: 'serviceOrderAmendmentReference' },
    cancellation: { id: 'serviceOrderCancellationId', reference: 'serviceOrderCancellationReference' },
  },
  problem: {
    amendment: { id: 'serviceProblemAmendmentId', reference: 'serviceProblemAmendmentReference' },
    cancellation: { id: 'serviceProblemCancellationId', reference: 'serviceProblemCancellationReference' },
  },
} as const;

/** The names of a check of orders or of problems. */
type Definition = Pick<Check, 'id' | 'requirement' | 'title'>;

const tells = (kci: Kci, decision: Decision) => [...REASONS[decision], OLDER_REFUSAL].includes(kci.reasonCode ?? '');

/** Whether a KCI quotes a request: by the gateway's id of it, or by a reference that the supplier gave it. */
function quotes(kci: Kci, request: SubjectRequest, of: Decided, decision: Decision): boolean {
  const { id, reference } = MEMBERS[of][decision];
  if (kci.entity?.[id] !== undefined) return kci.entity[id] === request.id;
  const quoted = kci.entity?.[reference];
  // A 202 tells no reference of the request, so the first KCI that gives one cannot be held against it.
  return isGiven(quoted) && (request.supplierReference === undefined || request.supplierReference === quoted);
}

/** Whether a KCI names a request at all, by the gateway's id of it or by the supplier's reference. */
function namesRequest({ entity }: Kci, of: Decided, decision: Decision): boolean {
  const { id, reference } = MEMBERS[of][decision];
  return isGiven(entity?.[id]) || isGiven(entity?.[reference]);
}

/**
 * Whether a KCI tells the outcome of a request. How one about a problem quotes it is not published: what quotes it tells of
 * it, whatever the reason, and what quotes nothing does so by its reason.
 */
function tellsOutcomeOf(kci: Kci, { request }: Requested, of: Decided, decision: Decision): boolean {
  if (of === 'order') return tells(kci, decision) && quotes(kci, request, of, decision);
  if (namesRequest(kci, of, decision)) return quotes(kci, request, of, decision);
  return tells(kci, decision) && kci.event.seq > request.exchange.request.seq;
}

/**
 * The KCIs that settle a request: those that tell its outcome, and those that end what it is about so that it can have none.
 * The completion does not: whether an order was amended or cancelled on the way has still to be told.
 */
const settling = (requested: Requested, of: Decided, decision: Decision) =>
  requested.stream.kcis.filter(
    (kci) =>
      tellsOutcomeOf(kci, requested, of, decision) ||
      (['CANCELLED', 'REJECTED', 'FAILED'].includes(kci.status ?? '') &&
        kci.event.seq > requested.request.exchange.request.seq),
  );

/** A check that what was only accepted is decided by KCI. */
export const outcomeFollows = (definition: Definition, of: Decided, decision: Decision): Check =>
  check<Requested>({
    ...definition,
    forEach: requestsAnswered(decision, 202, of),
    violation: (requested, evidence) => {
      const { id } = MEMBERS[of][decision];
      const expected = `${REASONS[decision].join(' or ')} with ${id} ${requested.request.id} about ${nameOf(requested.stream.subject)}`;
      return overdue(
        requested.request.exchange,
        evidence.profile.pace.outcome,
        settling(requested, of, decision),
        expected,
        evidence,
      );
    },
  });

/** The requests of the stream that a KCI may be about: made before it, of its kind. */
const candidatesOf = ({ kci, stream }: Reported, decision: Decision) =>
  stream.requests.filter((request) => request.kind === decision && request.exchange.request.seq < kci.event.seq);

const decisionOf = ({ reasonCode }: Kci): Decision =>
  (REASONS.amendment as readonly string[]).includes(reasonCode ?? '') ? 'amendment' : 'cancellation';

/**
 * Whether a KCI tells the outcome of a request that can be looked up: one that it names, or the open cancellation that a
 * CANCELLED without a name must be about. Else a plain CANCELLED is the supplier's own decision.
 */
function tellsOutcome(reported: Reported, of: Decided): boolean {
  const { kci } = reported;
  if (namesRequest(kci, of, decisionOf(kci))) return true;
  if (kci.reasonCode !== 'CANCELLED') return false;
  const open = candidatesOf(reported, 'cancellation').filter(
    ({ exchange }) => exchange.response?.status === 202 || !exchange.response,
  );
  return open.length > 0;
}

/** A check that an outcome names a request. */
export const outcomeNamesRequest = (definition: Definition, of: Decided): Check =>
  check<Reported>({
    ...definition,
    // A CANCELLED without either may be the supplier's own decision.
    forEach: reportedOf(of, 'AMENDED', 'AMENDMENT_REJECTED', 'CANCELLATION_REJECTED'),
    violation: ({ kci }) => {
      const decision = decisionOf(kci);
      const { id, reference } = MEMBERS[of][decision];
      return namesRequest(kci, of, decision)
        ? undefined
        : { expected: `${id} or ${reference} with ${kci.reasonCode}`, actual: 'neither', seen: [kci.event.seq] };
    },
  });

/**
 * The requests of a stream that its KCIs tell the outcome of. A reference that the supplier makes up as it decides names the
 * first request that is still open: which one it means is known to nobody else.
 */
function outcomesIn(stream: Stream, of: Decided, decision: Decision): ReadonlyMap<Kci, SubjectRequest> {
  const outcomes = new Map<Kci, SubjectRequest>();
  for (const kci of byArrival(stream.kcis).filter((candidate) => tells(candidate, decision))) {
    const named = candidatesOf({ kci, stream }, decision).filter((request) => quotes(kci, request, of, decision));
    const settled = [...outcomes.values()];
    const open = named.find(
      (request) => !settled.includes(request) && (request.exchange.response?.status ?? 202) === 202,
    );
    const request = open ?? named.find((candidate) => !settled.includes(candidate)) ?? named[0];
    if (request) outcomes.set(kci, request);
  }
  return outcomes;
}

/** A check that the request that an outcome names was made, and is open. */
export const outcomeQuotesRequest = (definition: Definition, of: Decided): Check =>
  check<Reported>({
    ...definition,
    needs: 'requests',
    forEach: (evidence) =>
      reportedOf(
        of,
        'AMENDED',
        'AMENDMENT_REJECTED',
        'CANCELLED',
        'CANCELLATION_REJECTED',
      )(evidence).filter((reported) => tellsOutcome(reported, of)),
    violation: (reported) => {
      const { kci, stream } = reported;
      const decision = decisionOf(kci);
      const { id, reference } = MEMBERS[of][decision];
      const candidates = candidatesOf(reported, decision);
      const outcomes = outcomesIn(stream, of, decision);
      const quoted = outcomes.get(kci);
      const expected = `${id} or ${reference} of an open ${decision} of ${nameOf(stream.subject)}`;
      if (!quoted) {
        const said = [kci.entity?.[id], kci.entity?.[reference]].filter(isGiven).map(inWords).join(', ');
        const asked = candidates.flatMap(({ exchange }) => eventsOf(exchange));
        return { expected, actual: said === '' ? 'neither' : said, seen: [...asked, kci.event.seq] };
      }
      const status = quoted.exchange.response?.status;
      const refused = status !== undefined && status >= 400;
      const contradicted = status === 201 && kci.reasonCode?.endsWith('_REJECTED');
      const settledBefore = [...outcomes.keys()].find(
        (other) => other.event.seq < kci.event.seq && outcomes.get(other) === quoted,
      );
      if (!refused && !contradicted && !settledBefore) return undefined;
      const actual = settledBefore
        ? `${decision} ${quoted.id}, which ${named(settledBefore)} had settled`
        : `${kci.reasonCode} for ${decision} ${quoted.id}, which was answered ${status}`;
      return {
        expected,
        actual,
        seen: [...eventsOf(quoted.exchange), ...(settledBefore ? [settledBefore.event.seq] : []), kci.event.seq],
      };
    },
  });

/** The requests that show in the status of what they are about while they are open. */
const SHOWN: Readonly<Record<string, Decision>> = {
  PENDING_AMENDMENT: 'amendment',
  PENDING_CANCELLATION: 'cancellation',
};

/** Whether a KCI shows nothing but that a request is open, which was accepted with 202 and on which nothing was told yet. */
export function echoesRequest({ kci, stream }: Reported): boolean {
  const decision = SHOWN[kci.status ?? ''];
  const { kind } = stream.subject;
  if (decision === undefined || (kind !== 'order' && kind !== 'problem')) return false;
  const before = stream.kcis.slice(0, stream.kcis.indexOf(kci));
  return candidatesOf({ kci, stream }, decision).some(
    (request) =>
      (request.exchange.response?.status ?? 202) === 202 &&
      !before.some((earlier) => tellsOutcomeOf(earlier, { stream, request }, kind, decision)),
  );
}
