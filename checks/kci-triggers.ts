import { KCI_WRAPPERS } from '../specs/lifecycle.ts';
import type { SchemaFinding } from '../specs/contract-types.ts';
import type { InboundEvent } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import {
  announcedBy,
  isCreated,
  type CreatedStream,
  type Stream,
  type Subject,
  type SubjectRequest,
} from '../callbacks/streams.ts';
import { transitions, type Transition } from '../callbacks/transitions.ts';
import { show } from './answers.ts';
import type { Evidence, Violation } from './check.ts';
import type { Views } from './views.ts';

/** The streams about orders. */
export function orderStreams({ streams }: Views): readonly Stream[] {
  return streams.filter(({ subject }) => subject.kind === 'order');
}

/** The streams about orders that this run placed. */
export function placedOrders({ views }: Evidence): readonly CreatedStream[] {
  return orderStreams(views).filter(isCreated);
}

/** A KCI and all else that was said about what it reports on. */
export interface Reported {
  readonly kci: Kci;
  readonly stream: Stream;
}

/** Each KCI about something that this run knows, once. */
export function reported({ views }: Evidence): readonly Reported[] {
  return views.streams.flatMap((stream) => stream.kcis.map((kci) => ({ kci, stream })));
}

/**
 * Whether the supplier can have sent something: whoever has no token is not known to be the supplier, and what such a request
 * holds is nobody's.
 */
export function isFromSupplier({ answer, scripted }: InboundEvent): boolean {
  return !('status' in answer && answer.status === 401 && !scripted);
}

/**
 * Each KCI that was sent, once: also those about nothing that this run knows, which on a shared staging system may be rightly
 * sent but are messages of the supplier all the same.
 */
export function heard(evidence: Evidence): readonly Reported[] {
  const strangers = evidence.views.strangers.filter(({ event }) => isFromSupplier(event));
  return [
    ...reported(evidence),
    ...strangers.map((kci) => {
      const stream = { subject: announcedBy(kci), requests: [], deliveries: [kci], kcis: [kci] };
      return { kci, stream };
    }),
  ];
}

/** Each delivery of a KCI about something that this run knows: one that was sent again counts again. */
export function delivered({ views }: Evidence): readonly Reported[] {
  return views.streams.flatMap((stream) => stream.deliveries.map((kci) => ({ kci, stream })));
}

/**
 * Whether the form is published in which KCIs show what a stream is about. That of Ethernet orders, problems and tests is not:
 * what such a KCI leaves out cannot be held against it.
 */
export function hasPublishedForm({ subject }: Stream): boolean {
  return subject.variant in KCI_WRAPPERS;
}

/** The KCIs about orders with one of the reason codes. */
export function withReason(...reasons: readonly string[]): (evidence: Evidence) => readonly Reported[] {
  return reportedOf('order', ...reasons);
}

/** The KCIs about things of a kind, those with one of the reason codes; all of them when none is given. */
export function reportedOf(
  kind: Subject['kind'],
  ...reasons: readonly string[]
): (evidence: Evidence) => readonly Reported[] {
  return (evidence) =>
    reported(evidence).filter(
      ({ kci, stream }) =>
        stream.subject.kind === kind && (reasons.length === 0 || reasons.includes(kci.reasonCode ?? '')),
    );
}

/** The streams about things of a kind that this run created. */
export function createdOf(kind: Subject['kind']): (evidence: Evidence) => readonly CreatedStream[] {
  return ({ views }) => views.streams.filter(({ subject }) => subject.kind === kind).filter(isCreated);
}

/** The steps of orders that KCIs with one of the reason codes tell; all steps when none is given. */
export function stepsBy(...reasons: readonly string[]): (evidence: Evidence) => readonly Transition[] {
  return stepsAbout('order', ...reasons);
}

/** The steps of things of a kind that KCIs with one of the reason codes tell; all steps when none is given. */
export function stepsAbout(
  kind: Subject['kind'],
  ...reasons: readonly string[]
): (evidence: Evidence) => readonly Transition[] {
  return ({ views }) =>
    views.streams
      .filter(({ subject }) => subject.kind === kind)
      .flatMap(transitions)
      .filter(({ reason }) => reasons.length === 0 || reasons.includes(reason));
}

/** Two KCIs about one thing that follow each other in sequence. */
export interface Succession {
  readonly stream: Stream;
  readonly earlier: Kci;
  readonly later: Kci;
}

/** All pairs of KCIs that follow each other. */
export function successions({ views }: Evidence): readonly Succession[] {
  return views.streams.flatMap((stream) =>
    stream.kcis.slice(1).map((later, index) => ({ stream, earlier: stream.kcis[index] as Kci, later })),
  );
}

/** A request of ours about an order or a problem, with what was said of it. */
export interface Requested {
  readonly stream: Stream;
  readonly request: SubjectRequest;
}

/** The sound requests about orders, or about things of another kind, that the supplier answered with that status. */
export function requestsAnswered(
  asked: SubjectRequest['kind'],
  status: number,
  kind: Subject['kind'] = 'order',
): (evidence: Evidence) => readonly Requested[] {
  return ({ views }) =>
    views.streams
      .filter(({ subject }) => subject.kind === kind)
      .flatMap((stream) =>
        stream.requests
          .filter(({ kind: its, faulty, exchange }) => its === asked && !faulty && exchange.response?.status === status)
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

/** A value of a KCI as a reader sees it: text as it stands, anything else in a few words, whatever it holds. */
export function inWords(value: unknown): string {
  return typeof value === 'string' ? value : show(value);
}

/** An order, problem or test in a few words. */
export function nameOf({ kind, gatewayId, supplierReference, tenant }: Subject): string {
  return `${kind} ${gatewayId ?? supplierReference ?? 'without a name'} of ${tenant}`;
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

/** What is wrong when a KCI lacks the dates of a committed order. */
export function withoutDates({ kci }: Reported): Violation | undefined {
  const missing = ['committedDate', 'targetDate'].filter((date) => !isGiven(kci.entity?.[date]));
  return missing.length > 0
    ? { expected: 'committedDate and targetDate', actual: `no ${missing.join(' and no ')}`, seen: [kci.event.seq] }
    : undefined;
}
