import { CREATIONS, endsOrder } from '../specs/lifecycle.ts';
import { REJECTIONS } from '../specs/problem-lifecycle.ts';
import { jsonObject, type Kci } from '../evidence/kci.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import type { CreatedStream } from '../callbacks/streams.ts';
import { isRejection } from './answers.ts';
import { check, type Check, type Evidence } from './check.ts';
import { byArrival, doneUntaken, overdue } from './deadlines.ts';
import { outcomeFollows, outcomeNamesRequest, outcomeQuotesRequest } from './kci-quotes.ts';
import { isGiven, nameOf, named, placedOrders } from './kci-triggers.ts';

/** Orders that were answered with 202: acknowledged or rejected later. */
const acceptedOrders = (evidence: Evidence) =>
  placedOrders(evidence).filter(({ subject }) => subject.exchange.response?.status === 202);

/** Reasons with which a supplier tells what became of an order that it had only accepted. */
const ACKNOWLEDGEMENTS = ['ACKNOWLEDGED', 'COMMITTED', 'ORDER_REJECTED', 'RESUBMIT', 'CANCELLED', 'TERMINATED'];

const isAcknowledgement = ({ reasonCode }: Kci) => ACKNOWLEDGEMENTS.includes(reasonCode ?? '');

/** Whether a KCI tells that an order was carried out, as a whole or in part. */
const isCompletion = ({ reasonCode, status }: Kci) =>
  reasonCode === 'COMPLETED' || status === 'COMPLETED' || status === 'PARTIAL';

export const acceptedOrderIsAcknowledged = check<CreatedStream>({
  id: 'accepted-order-is-acknowledged',
  requirement: 'KCI-ORDER-OUTCOME',
  title: 'KCI after a 202 order',
  forEach: acceptedOrders,
  violation: (stream, evidence) => {
    const expected = `an ACKNOWLEDGED, COMMITTED or ORDER_REJECTED KCI about ${nameOf(stream.subject)}`;
    const met = stream.kcis.filter(isAcknowledgement);
    return (
      doneUntaken(stream, isCompletion, isAcknowledgement, expected, evidence) ??
      overdue(stream.subject.exchange, evidence.profile.pace.acknowledge, met, expected, evidence)
    );
  },
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
    isGiven(kci.publishedReference)
      ? undefined
      : { expected: 'a supplierOrderReference', actual: 'none', seen: [kci.event.seq] },
});

export const amendmentOutcomeFollows = outcomeFollows(
  { id: 'amendment-outcome-follows', requirement: 'KCI-AMENDMENT-OUTCOME', title: 'KCI after a 202 amendment' },
  'order',
  'amendment',
);

export const cancellationOutcomeFollows = outcomeFollows(
  {
    id: 'cancellation-outcome-follows',
    requirement: 'KCI-CANCELLATION-OUTCOME',
    title: 'KCI after a 202 cancellation',
  },
  'order',
  'cancellation',
);

export const outcomeNamesItsRequest = outcomeNamesRequest(
  {
    id: 'outcome-names-its-request',
    requirement: 'KCI-QUOTES-REQUEST',
    title: 'id or reference of the request with its outcome',
  },
  'order',
);

export const outcomeQuotesItsRequest = outcomeQuotesRequest(
  {
    id: 'outcome-quotes-its-request',
    requirement: 'KCI-QUOTES-REQUEST',
    title: 'amendment or cancellation quoted by its outcome',
  },
  'order',
);

/**
 * Orders, tests and problems that were refused in the answer, however they were meant. What becomes of one that met with a
 * failure, or with a caller who was not let in, is not described.
 */
const refusedOrders = (evidence: Evidence): readonly Exchange[] =>
  evidence.views.exchanges.filter(
    ({ request, response }) => request.operation in CREATIONS && response !== undefined && isRejection(response.status),
  );

/** Whether a KCI says no more of something than that it was refused; RESUBMIT is an older word for that. */
const tellsRejection = ({ reasonCode, status }: Kci) =>
  [...REJECTIONS, 'RESUBMIT'].includes(reasonCode ?? '') || status === 'REJECTED';

/** The KCIs about a refused order, wherever they were placed. */
function kcisOfRefused({ request }: Exchange, { views }: Evidence): readonly Kci[] {
  const id = jsonObject(request.body)?.id;
  return typeof id === 'number' ? views.deliveries.filter(({ gatewayId }) => gatewayId === id) : [];
}

export const refusedOrderDoesNotStart = check<Exchange>({
  id: 'refused-order-does-not-start',
  requirement: 'KCI-NO-EFFECT-OF-REFUSED',
  title: 'no KCI about a refused order',
  forEach: refusedOrders,
  violation: (exchange, evidence) => {
    const started = kcisOfRefused(exchange, evidence).filter((kci) => !tellsRejection(kci));
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
    const again = kcisOfRefused(exchange, evidence).filter(tellsRejection);
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
  // An order that the tenant withdraws in time need not be completed; one that is withdrawn because it took too long should
  // have been. Where we have turned KCIs away, the time that this cost is ours.
  forEach: (evidence) =>
    placedOrders(evidence).filter(({ subject, requests, deliveries }) => {
      const { response } = subject.exchange;
      if (response === undefined || response.status >= 300) return false;
      const due = response.mono + evidence.profile.pace.outcome;
      const withdrawn = requests.some(
        ({ kind, exchange: { request } }) =>
          kind === 'cancellation' && request.aim !== 'after-terminal' && request.mono < due,
      );
      return (
        (subject.scenario ?? 'ORDER_SUCCESSFUL') === 'ORDER_SUCCESSFUL' &&
        !withdrawn &&
        !deliveries.some(({ event }) => event.scripted)
      );
    }),
  violation: (stream, evidence) =>
    overdue(
      stream.subject.exchange,
      evidence.profile.pace.outcome,
      stream.kcis.filter(endsOrder),
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
  outcomeNamesItsRequest,
  outcomeQuotesItsRequest,
  refusedOrderDoesNotStart,
  refusedOrderIsRejectedOnce,
  acceptedOrderComesToAnEnd,
];
