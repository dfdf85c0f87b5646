import type { CreatedStream } from '../callbacks/streams.ts';
import { answerObject, sentObject, show, violation, type Answered } from './answers.ts';
import { check, type Check, type Evidence } from './check.ts';
import { areDecided, ordersOfType, areNotTakenOn } from './kinds-of-orders.ts';
import { isGiven, placedOrders, type Reported } from './kci-triggers.ts';

/** An order to change a live service is decided upon. */
export const modifyOrdersAreDecided = areDecided(
  { id: 'modify-orders-are-decided', requirement: 'MOD-DECIDED', title: 'answers to modify orders' },
  'MODIFY',
);

/** An order to end a live service is decided upon. */
export const ceaseOrdersAreDecided = areDecided(
  { id: 'cease-orders-are-decided', requirement: 'CEASE-DECIDED', title: 'answers to cease orders' },
  'CEASE',
);

/** An order that comes back is about the service that was meant. */
export const answerNamesTheService = check<Answered>({
  id: 'answer-names-the-service',
  requirement: 'MOD-CEASE-SERVICE',
  title: 'services in answers 201',
  forEach: (evidence) =>
    ordersOfType(evidence, 'MODIFY', 'CEASE').filter(
      (exchange) => exchange.response.status === 201 && isGiven(answerObject(exchange)?.serviceId),
    ),
  violation(exchange) {
    const [ordered, answered] = [sentObject(exchange)?.serviceId, answerObject(exchange)?.serviceId];
    return answered === ordered
      ? undefined
      : violation(exchange, `body/serviceId as sent: ${show(ordered)}`, show(answered));
  },
});

/** What is not there is neither changed nor ended. */
export const unknownServicesAreLeftAlone = areNotTakenOn(
  {
    id: 'unknown-services-are-left-alone',
    requirement: 'MOD-CEASE-UNKNOWN-SERVICE',
    title: 'orders for services that nobody has',
  },
  'unknown-service',
);

/** The KCIs with an order in them about orders that this run placed and that fit. */
const shown = (evidence: Evidence, fits: (stream: CreatedStream) => boolean): readonly Reported[] =>
  placedOrders(evidence)
    .filter(fits)
    .flatMap((stream) => stream.kcis.filter(({ entity }) => entity).map((kci) => ({ kci, stream })));

const ofLiveServices = (evidence: Evidence) =>
  shown(evidence, ({ subject }) => subject.variant === 'modify' || subject.variant === 'cease');

const ordered = ({ subject }: Reported['stream'], member: string) =>
  subject.exchange && sentObject(subject.exchange)?.[member];

/** A KCI is about the service that was ordered for; one that names none departs from the schema. */
export const kciNamesTheService = check<Reported>({
  id: 'kci-names-the-service',
  requirement: 'MOD-CEASE-KCI-SERVICE',
  title: 'serviceId in KCIs as ordered',
  forEach: ofLiveServices,
  violation({ kci, stream }) {
    const [wanted, told] = [ordered(stream, 'serviceId'), kci.entity?.serviceId];
    return told === wanted || !isGiven(told)
      ? undefined
      : { expected: `serviceId ${show(wanted)}`, actual: show(told), seen: [stream.subject.origin, kci.event.seq] };
  },
});

/** An order of a live service has no item to provide. */
export const serviceIsShownFlat = check<Reported>({
  id: 'service-is-shown-flat',
  requirement: 'MOD-CEASE-KCI-FLAT',
  title: 'no serviceOrderItem but in provide orders',
  forEach: ofLiveServices,
  violation: ({ kci }) =>
    isGiven(kci.entity?.serviceOrderItem)
      ? {
          expected: 'serviceCharacteristics directly in the order',
          actual: 'a serviceOrderItem',
          seen: [kci.event.seq],
        }
      : undefined,
});

/** A KCI that says of what type an order is says what was ordered. */
export const kciKeepsTheOrderType = check<Reported>({
  id: 'kci-keeps-the-order-type',
  requirement: 'KCI-ORDER-TYPE',
  title: 'orderType in KCIs as ordered',
  forEach: (evidence) =>
    shown(evidence, ({ subject }) => subject.exchange.request.operation === 'handleCreateOrder').filter(({ kci }) =>
      isGiven(kci.entity?.orderType),
    ),
  violation({ kci, stream }) {
    const [wanted, told] = [ordered(stream, 'orderType'), kci.entity?.orderType];
    return told === wanted
      ? undefined
      : { expected: `orderType ${show(wanted)}`, actual: show(told), seen: [stream.subject.origin, kci.event.seq] };
  },
});

/** The checks of orders that change or end a live service. */
export const MODIFY_AND_CEASE_CHECKS: readonly Check[] = [
  modifyOrdersAreDecided,
  ceaseOrdersAreDecided,
  answerNamesTheService,
  unknownServicesAreLeftAlone,
  kciNamesTheService,
  serviceIsShownFlat,
  kciKeepsTheOrderType,
];
