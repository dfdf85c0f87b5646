import type { SchemaFinding } from '../specs/contract-types.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Order, OrderRequest, OrderStream } from '../callbacks/streams.ts';
import { transitions, type Transition } from '../callbacks/transitions.ts';
import type { Evidence, Violation } from './check.ts';

/** A KCI and all else that was said about its order. */
export interface Reported {
  readonly kci: Kci;
  readonly stream: OrderStream;
}

/** Each KCI about an order of this run, once. */
export function reported({ views }: Evidence): readonly Reported[] {
  return views.streams.flatMap((stream) => stream.kcis.map((kci) => ({ kci, stream })));
}

/** Each delivery of a KCI about an order of this run: one that was sent again counts again. */
export function delivered({ views }: Evidence): readonly Reported[] {
  return views.streams.flatMap((stream) => stream.deliveries.map((kci) => ({ kci, stream })));
}

/** The KCIs with one of the reason codes. */
export function withReason(...reasons: readonly string[]): (evidence: Evidence) => readonly Reported[] {
  return (evidence) => reported(evidence).filter(({ kci }) => reasons.includes(kci.reasonCode ?? ''));
}

/** The steps that KCIs with one of the reason codes tell; all steps when none is given. */
export function stepsBy(...reasons: readonly string[]): (evidence: Evidence) => readonly Transition[] {
  return ({ views }) =>
    views.streams.flatMap(transitions).filter(({ reason }) => reasons.length === 0 || reasons.includes(reason));
}

/** Two KCIs of an order that follow each other in sequence. */
export interface Succession {
  readonly stream: OrderStream;
  readonly earlier: Kci;
  readonly later: Kci;
}

/** All pairs of KCIs that follow each other. */
export function successions({ views }: Evidence): readonly Succession[] {
  return views.streams.flatMap((stream) =>
    stream.kcis.slice(1).map((later, index) => ({ stream, earlier: stream.kcis[index] as Kci, later })),
  );
}

/** A request of ours about an order, with the order. */
export interface Requested {
  readonly stream: OrderStream;
  readonly request: OrderRequest;
}

/** The amendments or cancellations that the supplier answered with that status. */
export function requestsAnswered(
  kind: OrderRequest['kind'],
  status: number,
): (evidence: Evidence) => readonly Requested[] {
  return ({ views }) =>
    views.streams.flatMap((stream) =>
      stream.requests
        .filter((request) => request.kind === kind && request.exchange.response?.status === status)
        .map((request) => ({ stream, request })),
    );
}

/** How a KCI departs from its schema; judged once, however many checks ask. */
export function findingsOf(kci: Kci, { contract }: Evidence): readonly SchemaFinding[] {
  const known = findings.get(kci);
  if (known) return known;
  const found = contract.judgeKci(kci.body);
  findings.set(kci, found);
  return found;
}

const findings = new WeakMap<Kci, readonly SchemaFinding[]>();

/** Schema findings of a KCI as violations. */
export function asViolations(kci: Kci, found: readonly SchemaFinding[]): readonly Violation[] {
  return found.map(({ where, expected, actual }) => ({
    expected: `${where}: ${expected}`,
    actual,
    seen: [kci.event.seq],
  }));
}

/** A KCI in a few words. */
export function named(kci: Kci): string {
  return `${kci.reasonCode ?? 'a KCI without reason'} (sequence ${kci.sequenceNumber ?? 'none'}, status ${kci.status ?? 'none'})`;
}

/** An order in a few words. */
export function nameOf(order: Order): string {
  return `order ${order.gatewayId} of ${order.tenant}`;
}

/** One of several and the first before it that has the same key. */
export interface Recurrence<Item> {
  readonly item: Item;
  /** The first with that key; the item itself where it is the first. */
  readonly first: Item;
}

/** Each item with the first that has its key. */
export function recurrences<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): readonly Recurrence<Item>[] {
  const firsts = new Map<unknown, Item>();
  return items.map((item) => {
    const key = keyOf(item);
    const first = firsts.get(key) ?? item;
    firsts.set(key, first);
    return { item, first };
  });
}

/** Whether a member of an entity says something: neither missing nor null nor empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}
