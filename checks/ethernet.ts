import type { JsonObject } from '../specs/json-object.ts';
import {
  aimedAt,
  answersOf,
  isRejection,
  isSuccess,
  objectAt,
  objectsIn,
  sentObject,
  shouldBeTaken,
  show,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import {
  createdBy,
  datesMissing,
  identified,
  notTakenOn,
  otherTenant,
  usedBefore,
  type Created,
  type Identified,
} from './created-orders.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { movedCommitment, recommitted, type Development } from './kci-snapshots.ts';
import { canonical } from './shown.ts';
import { takenOn } from './kinds-of-orders.ts';
import { isGiven, placedOrders, withoutDates, withReason, type Reported } from './kci-triggers.ts';
import { flawed, notRefused } from './refusals.ts';

const OPERATION = 'handleCreateEthernetOrder';
const orders = (evidence: Evidence) => answersOf(evidence, OPERATION);
const created = (evidence: Evidence) => createdBy(evidence, OPERATION);
const isDecided = ({ response: { status } }: Answered) => isSuccess(status) || isRejection(status);

/** An Ethernet order is taken with 201 or 202. */
export const ethernetOrderStatus = check<Answered>({
  id: 'ethernet-order-status',
  requirement: 'ETH-STATUS',
  title: 'Ethernet orders that were taken',
  forEach: (evidence) => orders(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    [201, 202].includes(exchange.response.status)
      ? undefined
      : violation(exchange, '201 or 202', `${exchange.response.status}`),
});

/** Whether an order was taken by the same quote before: a quote may be good for one. */
function isUsedUp({ request }: Answered, evidence: Evidence): boolean {
  const quote = sentObject({ request })?.supplierQuoteId;
  return orders(evidence).some(
    (earlier) =>
      earlier.request.seq < request.seq &&
      isSuccess(earlier.response.status) &&
      sentObject(earlier)?.supplierQuoteId === quote,
  );
}

/** An Ethernet order for what was quoted is taken. */
export const quotedOrdersAreTaken = check<Answered>({
  id: 'quoted-orders-are-taken',
  requirement: 'ETH-ACCEPTED',
  title: 'Ethernet orders that should succeed',
  forEach: (evidence) =>
    orders(evidence).filter(
      (exchange) => isDecided(exchange) && shouldBeTaken(exchange, evidence) && !isUsedUp(exchange, evidence),
    ),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, '201 or 202', `${exchange.response.status}: ${reasonsIn(exchange)}`),
});

/** An Ethernet order that lacks a site or an item is refused. */
export const incompleteEthernetOrdersAreRefused = check<Answered>({
  id: 'incomplete-ethernet-orders-are-refused',
  requirement: 'ETH-REFUSES-INCOMPLETE',
  title: 'Ethernet orders that lack sites or items',
  forEach: (evidence) =>
    flawed(
      evidence,
      OPERATION,
      (sent) => objectsIn(sent, 'siteInformation').length < 2 || objectsIn(sent, 'ethernetOrderItems').length === 0,
    ),
  violation: notRefused,
});

/** What was never quoted is not provided: refused at once, or left open and never committed to. */
export const unknownQuotesAreRejected = check<Answered>({
  id: 'unknown-quotes-are-rejected',
  requirement: 'ETH-UNKNOWN-QUOTE',
  title: 'Ethernet orders for a quote that nobody gave',
  forEach: (evidence) => aimedAt(orders(evidence), 'unknown-quote'),
  violation: takenOn,
});

/** An Ethernet order that comes back is acknowledged or committed. */
export const createdEthernetOrderStatus = check<Created>({
  id: 'created-ethernet-order-status',
  requirement: 'ETH-201-STATUS',
  title: 'statuses of Ethernet orders in answers 201',
  // That there is a status at all is a matter of the schema.
  forEach: (evidence) => created(evidence).filter(({ order }) => order.status !== undefined),
  violation: notTakenOn,
});

/** The names under which an order number may come: that of the Supplier API, and that of the tenant's side. */
const NUMBERS = ['supplierOrderReference', 'supplierOrderNumber'] as const;

/** An Ethernet order that comes back has the number that the supplier knows it by. */
export const createdEthernetOrderReference = check<Created>({
  id: 'created-ethernet-order-reference',
  requirement: 'ETH-201-REFERENCE',
  title: 'order numbers of Ethernet orders in answers 201',
  forEach: created,
  violation: ({ exchange, order }) => {
    const told = NUMBERS.map((name) => order[name]).filter((number) => number !== undefined);
    return told.some((number) => typeof number === 'string' && number.trim() !== '')
      ? undefined
      : violation(exchange, 'body/supplierOrderReference', show(told[0]));
  },
});

/** An Ethernet order that comes back committed has both dates. */
export const committedEthernetOrderDates = check<Created>({
  id: 'committed-ethernet-order-dates',
  requirement: 'ETH-201-DATES',
  title: 'dates of Ethernet orders that are committed at once',
  forEach: (evidence) => created(evidence).filter(({ order }) => order.status === 'IN_PROGRESS'),
  violation: datesMissing,
});

/** An Ethernet order keeps its number. */
export const ethernetOrderId = check<Created>({
  id: 'ethernet-order-id',
  requirement: 'ETH-ID',
  title: 'numbers of Ethernet orders in answers 201',
  forEach: created,
  violation: ({ exchange }) => otherNumbers(exchange, 'id'),
});

/** An Ethernet order keeps its tenant. */
export const ethernetOrderTenant = check<Created>({
  id: 'ethernet-order-tenant',
  requirement: 'ETH-TENANT',
  title: 'tenants of Ethernet orders in answers 201',
  forEach: (evidence) => created(evidence).filter(({ order }) => order.tenant !== undefined),
  violation: otherTenant,
});

/** An Ethernet order that comes back is the one that was placed. */
export const ethernetOrderEcho = check<Created>({
  id: 'ethernet-order-echo',
  requirement: 'ETH-ECHO',
  title: 'what answers 201 repeat of Ethernet orders',
  forEach: created,
  violation: ({ exchange }) => notRepeated(exchange, 'id', 'tenant'),
});

/** An order number of the supplier's names one Ethernet order. */
export const ethernetReferencesAreUnique = check<Identified>({
  id: 'ethernet-references-are-unique',
  requirement: 'ETH-REFERENCE-UNIQUE',
  title: 'order numbers of Ethernet orders in answers 201',
  forEach: (evidence) => identified(created(evidence), 'supplierOrderReference'),
  violation: (found) => usedBefore(found, 'body/supplierOrderReference: one that no other order has'),
});

const isEthernet = ({ stream: { subject } }: Pick<Reported, 'stream'>) => subject.variant === 'ethernet';

/** An Ethernet order that is committed to has both dates. */
export const committedEthernetGivesDates = check<Reported>({
  id: 'committed-ethernet-gives-dates',
  requirement: 'ETH-KCI-DATES',
  title: 'both dates with COMMITTED about Ethernet orders',
  forEach: (evidence) => withReason('COMMITTED')(evidence).filter(isEthernet),
  violation: withoutDates,
});

/** The date of the commitment to an Ethernet order stays. */
export const ethernetCommittedDateDoesNotMove = check<Development>({
  id: 'ethernet-committed-date-does-not-move',
  requirement: 'ETH-KCI-COMMITTED-DATE',
  title: 'committedDate of Ethernet orders set once',
  needs: 'excuses',
  forEach: (evidence) => recommitted(evidence).filter(isEthernet),
  violation: movedCommitment,
});

/** An Ethernet order as it was placed, and a KCI that shows it. */
interface Shown {
  readonly sent: JsonObject;
  readonly shown: JsonObject;
  readonly seen: readonly number[];
}

/** What identifies the sites of an Ethernet order, whatever else is told of them. */
const addressesIn = (order: JsonObject) =>
  objectsIn(order, 'siteInformation')
    .map((site) => objectAt(site, 'address')?.id)
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(canonical);

/** An Ethernet order is shown as it was placed, as far as it is shown. */
export const kciShowsThePlacedEthernetOrder = check<Shown>({
  id: 'kci-shows-the-placed-ethernet-order',
  requirement: 'ETH-KCI-SHOWS-ORDER',
  title: 'quote and sites as ordered',
  forEach: (evidence) =>
    placedOrders(evidence)
      .filter((stream) => isEthernet({ stream }))
      .flatMap(({ subject, kcis }) =>
        kcis
          .filter(({ entity = {} }) => isGiven(entity.supplierQuoteId) || addressesIn(entity).length > 0)
          .map(({ entity = {}, event }) => ({
            sent: sentObject(subject.exchange) ?? {},
            shown: entity,
            seen: [subject.origin, event.seq],
          })),
      ),
  violation: ({ sent, shown, seen }) => {
    const wrong: Violation[] = [];
    if (isGiven(shown.supplierQuoteId) && shown.supplierQuoteId !== sent.supplierQuoteId) {
      wrong.push({
        expected: `supplierQuoteId ${show(sent.supplierQuoteId)}`,
        actual: show(shown.supplierQuoteId),
        seen,
      });
    }
    // A KCI may be about some of the sites only.
    const ordered = addressesIn(sent);
    const others = addressesIn(shown).filter((address) => !ordered.includes(address));
    if (others.length > 0) {
      wrong.push({ expected: `sites at ${ordered.join(', ')}`, actual: `one at ${others.join(', ')}`, seen });
    }
    return wrong;
  },
});

/** The checks of how Ethernet orders are answered, and of what is known of their KCIs alone. */
export const ETHERNET_CHECKS: readonly Check[] = [
  ethernetOrderStatus,
  quotedOrdersAreTaken,
  incompleteEthernetOrdersAreRefused,
  unknownQuotesAreRejected,
  createdEthernetOrderStatus,
  createdEthernetOrderReference,
  committedEthernetOrderDates,
  ethernetOrderId,
  ethernetOrderTenant,
  ethernetOrderEcho,
  ethernetReferencesAreUnique,
  committedEthernetGivesDates,
  ethernetCommittedDateDoesNotMove,
  kciShowsThePlacedEthernetOrder,
];
