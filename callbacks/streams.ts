import { json, type History, type InboundEvent } from '../evidence/history.ts';
import { exchanges, type Exchange } from '../evidence/exchanges.ts';
import { isObject, place, readKci, type Handles, type JsonObject, type Kci } from '../evidence/kci.ts';

/** An amendment or cancellation that this run asked for. */
export interface OrderRequest {
  readonly kind: 'amendment' | 'cancellation';
  /** The gateway's id of the amendment or cancellation itself. */
  readonly id: number;
  readonly exchange: Exchange;
  /** The supplier's reference of it, when a 201 gave one. */
  readonly supplierReference?: string;
}

/** An order that this run placed. */
export interface Order extends Handles {
  /** `provide`, `modify`, `cease` ...: which KCI variant reports on it. */
  readonly variant: string;
  readonly exchange: Exchange;
  /** The order as it stood in a 201 answer. */
  readonly created?: JsonObject;
  /** The stub scenario that was asked for, if any. */
  readonly scenario?: string;
}

/** All that was said about one order, by both sides. */
export interface OrderStream {
  readonly order: Order;
  readonly requests: readonly OrderRequest[];
  /** Every delivery of a KCI about the order, repeats included, as they arrived. */
  readonly deliveries: readonly Kci[];
  /** Each KCI once (its first delivery), in the order of their sequence numbers: the order in which the gateway takes them. */
  readonly kcis: readonly Kci[];
}

/** What was volunteered, placed with the order that it is about. */
export interface Volunteered {
  readonly streams: readonly OrderStream[];
  /** Every readable delivery, placed or not. */
  readonly deliveries: readonly Kci[];
  /** KCIs about nothing that this run created. */
  readonly strangers: readonly Kci[];
}

/** The KCIs of a history, placed with the orders that the run created. */
export function volunteered(history: History, usable: (exchange: Exchange) => boolean = () => true): Volunteered {
  const all = exchanges(history).filter((exchange) => exchange.request.intent.valid && usable(exchange));
  const orders = all.flatMap(orderOf);
  const deliveries = history
    .filter((event): event is InboundEvent => event.type === 'inbound')
    .flatMap((event) => readKci(event) ?? []);
  const placed = new Map<Order, Kci[]>(orders.map((order) => [order, []]));
  const strangers: Kci[] = [];
  // A reference that only a KCI tells is a handle for the KCIs after it.
  const candidates: (Handles & { readonly order: Order })[] = orders.map((order) => ({ ...order, order }));
  for (const kci of deliveries) {
    const candidate = place(kci, candidates);
    if (!candidate) {
      strangers.push(kci);
      continue;
    }
    placed.get(candidate.order)?.push(kci);
    if (candidate.supplierReference === undefined && kci.supplierReference !== undefined) {
      candidates[candidates.indexOf(candidate)] = { ...candidate, supplierReference: kci.supplierReference };
    }
  }
  const requests = all.flatMap(orderRequestOf);
  return {
    deliveries,
    strangers,
    streams: orders.map((order) => ({
      order,
      requests: requests.filter(({ orderId }) => orderId === order.gatewayId).map(({ request }) => request),
      deliveries: placed.get(order) ?? [],
      kcis: inSequence(placed.get(order) ?? []),
    })),
  };
}

/** Each KCI once, in sequence; those without a number where they arrived. */
function inSequence(deliveries: readonly Kci[]): readonly Kci[] {
  const once = [...new Map(deliveries.map((kci) => [sameness(kci), kci] as const).reverse()).values()].reverse();
  return once
    .map((kci, arrival) => ({ kci, arrival }))
    .sort((a, b) => (a.kci.sequenceNumber ?? 0) - (b.kci.sequenceNumber ?? 0) || a.arrival - b.arrival)
    .map(({ kci }) => kci);
}

/**
 * What makes two deliveries one KCI: the id, and that they tell the same step. One without an id is one of its own, and so is
 * one that borrows the id of another: that it does is judged elsewhere, and what it tells must not go unheard.
 */
function sameness(kci: Kci): unknown {
  return kci.id === undefined ? kci : JSON.stringify([kci.id, kci.sequenceNumber, kci.reasonCode, kci.status]);
}

function orderOf(exchange: Exchange): readonly Order[] {
  const { request, response } = exchange;
  if (request.operation !== 'handleCreateOrder') return [];
  const sent = json(request.body);
  if (!sent.ok || !isObject(sent.value) || typeof sent.value.id !== 'number') return [];
  const answered = response?.status === 201 ? json(response.body) : undefined;
  const created = answered?.ok && isObject(answered.value) ? answered.value : undefined;
  const reference = created?.supplierOrderReference;
  return [
    {
      gatewayId: sent.value.id,
      tenant: String(sent.value.tenant),
      conversation: conversationOf(exchange),
      variant: request.variant ?? 'provide',
      exchange,
      ...(created ? { created } : {}),
      ...(typeof reference === 'string' ? { supplierReference: reference } : {}),
      ...(request.scenario === undefined ? {} : { scenario: request.scenario }),
    },
  ];
}

const REQUEST_KINDS: Readonly<Record<string, OrderRequest['kind']>> = {
  handleAmendOrder: 'amendment',
  handleCancelOrder: 'cancellation',
};

function orderRequestOf(exchange: Exchange): readonly { readonly orderId: number; readonly request: OrderRequest }[] {
  const kind = REQUEST_KINDS[exchange.request.operation];
  const sent = json(exchange.request.body);
  if (!kind || !sent.ok || !isObject(sent.value)) return [];
  const { id, orderId } = sent.value;
  if (typeof id !== 'number' || typeof orderId !== 'number') return [];
  const answered = exchange.response?.status === 201 ? json(exchange.response.body) : undefined;
  const reference = answered?.ok && isObject(answered.value) ? answered.value.supplierReference : undefined;
  const supplierReference = typeof reference === 'string' ? { supplierReference: reference } : {};
  return [{ orderId, request: { kind, id, exchange, ...supplierReference } }];
}

function conversationOf(exchange: Exchange): string {
  const found = exchange.request.headers.find(([name]) => name.toLowerCase() === 'x-conversation-id');
  return found?.[1] ?? '';
}
