import { isTerminal } from '../specs/lifecycle.ts';
import { json } from '../evidence/history.ts';
import { isObject, type Kci } from '../evidence/kci.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import type { CreatedStream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import { byArrival, overdue } from './deadlines.ts';
import {
  isGiven,
  nameOf,
  named,
  placedOrders,
  requestsAnswered,
  withReason,
  type Reported,
  type Requested,
} from './kci-triggers.ts';

/** Orders that were answered with 202: acknowledged or rejected later. */
const acceptedOrders = (evidence: Evidence) =>
  placedOrders(evidence).filter(({ subject }) => subject.exchange.response?.status === 202);

/** Reasons with which a supplier tells what became of an order that it had only accepted. */
const ACKNOWLEDGEMENTS = ['ACKNOWLEDGED', 'COMMITTED', 'ORDER_REJECTED', 'CANCELLED', 'TERMINATED'];

export const acceptedOrderIsAcknowledged = check<CreatedStream>({
  id: 'accepted-order-is-acknowledged',
  requirement: 'KCI-ORDER-OUTCOME',
  title: 'KCI after a 202 order',
  forEach: acceptedOrders,
  violation: (stream, evidence) =>
    overdue(
      stream.subject.exchange,
      evidence.profile.pace.acknowledge,
      stream.kcis.filter(({ reasonCode }) => ACKNOWLEDGEMENTS.includes(reasonCode ?? '')),
      `an ACKNOWLEDGED, COMMITTED or ORDER_REJECTED KCI about ${nameOf(stream.subject)}`,
      evidence,
    ),
});

export const acknowledgementGivesOrderNumber = check<Kci>({
  id: 'acknowledgement-gives-order-number',
  requirement: 'KCI-ORDER-NUMBER',
  title: 'supplierOrderReference after a 202',
  forEach: (evidence) =>
    acceptedOrders(evidence).flatMap(
      ({ kcis }) =>
        byArrival(kcis).find(({ reasonCode }) => reasonCode === 'ACKNOWLEDGED' || reasonCode === 'COMMITTED') ?? [],
    ),
  violation: (kci) =>
    isGiven(kci.supplierReference)
      ? undefined
      : { expected: 'a supplierOrderReference', actual: 'none', seen: [kci.event.seq] },
});

/** What the outcome of a request is told by, and where the KCI quotes it. */
const OUTCOMES = {
  amendment: {
    reasons: ['AMENDED', 'AMENDMENT_REJECTED'],
    id: 'serviceOrderAmendmentId',
    reference: 'serviceOrderAmendmentReference',
  },
  cancellation: {
    reasons: ['CANCELLED', 'CANCELLATION_REJECTED'],
    id: 'serviceOrderCancellationId',
    reference: 'serviceOrderCancellationReference',
  },
} as const;

/** What a tenant may ask for about an order, and a supplier decides. */
type Decision = keyof typeof OUTCOMES;

/** Whether a KCI quotes a request: by the gateway's id of it, or by a reference that the supplier gave it. */
function quotes(kci: Kci, request: SubjectRequest, decision: Decision): boolean {
  const { id, reference } = OUTCOMES[decision];
  if (kci.entity?.[id] !== undefined) return kci.entity[id] === request.id;
  const quoted = kci.entity?.[reference];
  // A 202 tells no reference of the request, so the first KCI that gives one cannot be held against it.
  return isGiven(quoted) && (request.supplierReference === undefined || request.supplierReference === quoted);
}

/**
 * The KCIs that settle a request: those that tell its outcome, and those that end the order so that it can have none. The
 * completion of the order does not: whether it was amended or cancelled on the way has still to be told.
 */
const settling = ({ stream, request }: Requested, decision: Decision) =>
  stream.kcis.filter(
    (kci) =>
      ((OUTCOMES[decision].reasons as readonly string[]).includes(kci.reasonCode ?? '') &&
        quotes(kci, request, decision)) ||
      (['CANCELLED', 'REJECTED', 'FAILED'].includes(kci.status ?? '') && kci.event.seq > request.exchange.request.seq),
  );

const outcomeFollows = (definition: Pick<Check, 'id' | 'requirement' | 'title'>, kind: Decision) =>
  check<Requested>({
    ...definition,
    forEach: requestsAnswered(kind, 202),
    violation: (requested, evidence) => {
      const { reasons, id } = OUTCOMES[kind];
      const expected = `${reasons.join(' or ')} with ${id} ${requested.request.id} about ${nameOf(requested.stream.subject)}`;
      return overdue(
        requested.request.exchange,
        evidence.profile.pace.outcome,
        settling(requested, kind),
        expected,
        evidence,
      );
    },
  });

export const amendmentOutcomeFollows = outcomeFollows(
  { id: 'amendment-outcome-follows', requirement: 'KCI-AMENDMENT-OUTCOME', title: 'KCI after a 202 amendment' },
  'amendment',
);

export const cancellationOutcomeFollows = outcomeFollows(
  {
    id: 'cancellation-outcome-follows',
    requirement: 'KCI-CANCELLATION-OUTCOME',
    title: 'KCI after a 202 cancellation',
  },
  'cancellation',
);

/** The requests of the stream that a KCI may be about: made before it, of its kind. */
const candidatesOf = ({ kci, stream }: Reported, kind: Decision) =>
  stream.requests.filter((request) => request.kind === kind && request.exchange.request.seq < kci.event.seq);

const kindOf = (kci: Kci): Decision =>
  (OUTCOMES.amendment.reasons as readonly string[]).includes(kci.reasonCode ?? '') ? 'amendment' : 'cancellation';

/** Whether a KCI says that it tells the outcome of a request: a plain CANCELLED may also be the supplier's own decision. */
function tellsOutcome(reported: Reported): boolean {
  const { kci } = reported;
  if (kci.reasonCode !== 'CANCELLED') return true;
  const { id, reference } = OUTCOMES.cancellation;
  const open = candidatesOf(reported, 'cancellation').filter(
    ({ exchange }) => exchange.response?.status === 202 || !exchange.response,
  );
  return isGiven(kci.entity?.[id]) || isGiven(kci.entity?.[reference]) || open.length > 0;
}

export const outcomeQuotesItsRequest = check<Reported>({
  id: 'outcome-quotes-its-request',
  requirement: 'KCI-QUOTES-REQUEST',
  title: 'amendment or cancellation quoted by its outcome',
  forEach: (evidence) =>
    withReason('AMENDED', 'AMENDMENT_REJECTED', 'CANCELLED', 'CANCELLATION_REJECTED')(evidence).filter(tellsOutcome),
  violation: (reported) => {
    const { kci, stream } = reported;
    const kind = kindOf(kci);
    const { id, reference } = OUTCOMES[kind];
    const candidates = candidatesOf(reported, kind);
    const quoted = candidates.find((request) => quotes(kci, request, kind));
    const expected = `${id} or ${reference} of an open ${kind} of ${nameOf(stream.subject)}`;
    if (!quoted) {
      const said = [kci.entity?.[id], kci.entity?.[reference]].filter(isGiven).map(String).join(', ');
      const asked = candidates.flatMap(({ exchange }) => eventsOf(exchange));
      return { expected, actual: said === '' ? 'neither' : said, seen: [...asked, kci.event.seq] };
    }
    const status = quoted.exchange.response?.status;
    const refused = status !== undefined && status >= 400;
    const contradicted = status === 201 && kci.reasonCode?.endsWith('_REJECTED');
    const settledBefore = stream.kcis.find(
      (other) =>
        other.event.seq < kci.event.seq &&
        (OUTCOMES[kind].reasons as readonly string[]).includes(other.reasonCode ?? '') &&
        quotes(other, quoted, kind),
    );
    if (!refused && !contradicted && !settledBefore) return undefined;
    const actual = settledBefore
      ? `${kind} ${quoted.id}, which ${named(settledBefore)} had settled`
      : `${kci.reasonCode} for ${kind} ${quoted.id}, which was answered ${status}`;
    return {
      expected,
      actual,
      seen: [...eventsOf(quoted.exchange), ...(settledBefore ? [settledBefore.event.seq] : []), kci.event.seq],
    };
  },
});

/** Orders that were refused in the answer, however they were meant. */
const refusedOrders = (evidence: Evidence): readonly Exchange[] =>
  evidence.views.exchanges.filter(
    ({ request, response }) =>
      request.operation === 'handleCreateOrder' && response !== undefined && response.status >= 400,
  );

/** The KCIs about a refused order, wherever they were placed. */
function kcisOfRefused({ request }: Exchange, { views }: Evidence): readonly Kci[] {
  const body = json(request.body);
  const id = body.ok && isObject(body.value) ? body.value.id : undefined;
  return typeof id === 'number' ? views.deliveries.filter(({ gatewayId }) => gatewayId === id) : [];
}

export const refusedOrderDoesNotStart = check<Exchange>({
  id: 'refused-order-does-not-start',
  requirement: 'KCI-NO-EFFECT-OF-REFUSED',
  title: 'no KCI about a refused order',
  forEach: refusedOrders,
  violation: (exchange, evidence) => {
    const started = kcisOfRefused(exchange, evidence).filter(({ reasonCode }) => reasonCode !== 'ORDER_REJECTED');
    return started[0]
      ? {
          expected: `no KCI about an order that was answered ${exchange.response?.status}`,
          actual: named(started[0]),
          seen: [...eventsOf(exchange), ...started.map(({ event }) => event.seq)],
        }
      : undefined;
  },
});

export const refusedOrderIsRejectedOnce = check<Exchange>({
  id: 'refused-order-is-rejected-once',
  requirement: 'KCI-REFUSED-ONCE',
  title: 'no ORDER_REJECTED after 422',
  forEach: (evidence) =>
    refusedOrders(evidence).filter(({ request, response }) => request.intent.valid && response?.status === 422),
  violation: (exchange, evidence) => {
    const again = kcisOfRefused(exchange, evidence).filter(({ reasonCode }) => reasonCode === 'ORDER_REJECTED');
    return again[0]
      ? {
          expected: 'the 422 answer alone',
          actual: `${named(again[0])} as well`,
          seen: [...eventsOf(exchange), again[0].event.seq],
        }
      : undefined;
  },
});

export const acceptedOrderComesToAnEnd = check<CreatedStream>({
  id: 'accepted-order-comes-to-an-end',
  requirement: 'KCI-COMPLETION',
  title: 'KCIs to the end of an order',
  // An order that the tenant withdraws in time need not be completed; one that is withdrawn because it took too long should have been.
  forEach: (evidence) =>
    placedOrders(evidence).filter(({ subject, requests }) => {
      const { response } = subject.exchange;
      if (response === undefined || response.status >= 300) return false;
      const due = response.mono + evidence.profile.pace.outcome;
      const withdrawn = requests.some(({ kind, exchange }) => kind === 'cancellation' && exchange.request.mono < due);
      return (subject.scenario ?? 'ORDER_SUCCESSFUL') === 'ORDER_SUCCESSFUL' && !withdrawn;
    }),
  violation: (stream, evidence) =>
    overdue(
      stream.subject.exchange,
      evidence.profile.pace.outcome,
      stream.kcis.filter(({ status }) => isTerminal(status)),
      `a KCI that ends ${nameOf(stream.subject)}`,
      evidence,
    ),
});

/** Checks that what was promised by an answer comes, and comes once. */
export const KCI_OUTCOME_CHECKS: readonly Check[] = [
  acceptedOrderIsAcknowledged,
  acknowledgementGivesOrderNumber,
  amendmentOutcomeFollows,
  cancellationOutcomeFollows,
  outcomeQuotesItsRequest,
  refusedOrderDoesNotStart,
  refusedOrderIsRejectedOnce,
  acceptedOrderComesToAnEnd,
];
