import type { JsonObject } from '../specs/json-object.ts';
import { CREATIONS, INCIDENT_WRAPPER, KCI_WRAPPERS, type Reportable } from '../specs/lifecycle.ts';
import { header, type History, type InboundEvent, type RequestEvent } from '../evidence/history.ts';
import { concluded, type Exchange } from '../evidence/exchanges.ts';
import { givenNumber } from '../evidence/given-number.ts';
import { aboutBy, type Handles, jsonObject, type Kci, place, readKci } from '../evidence/kci.ts';

/** What KCIs may be about: something that this run created with a request, or that the supplier created itself. */
export interface Subject extends Reportable {
  readonly tenant: string;
  /** The gateway's id; none is told to the supplier of what it created itself. */
  readonly gatewayId?: number;
  readonly supplierReference?: string;
  readonly conversation?: string;
  /** Set where it is not known what was said of it before the first KCI (samples may begin anywhere). */
  readonly midway?: true;
  /** The number of the event with which it began: our request, or the supplier's first KCI. */
  readonly origin: number;
  /** The exchange that created it; absent for what the supplier created. */
  readonly exchange?: Exchange;
  /** It as it stood in a 201 answer. */
  readonly created?: JsonObject;
  /** The stub scenario that was asked for, if any. */
  readonly scenario?: string;
}

/** Something that this run asked for about a subject. */
export interface SubjectRequest {
  readonly kind: 'amendment' | 'cancellation' | 'resolution';
  /** The gateway's id of the amendment or cancellation itself; a resolution has none. */
  readonly id?: number;
  readonly exchange: Exchange;
  /** The supplier's reference of it, when a 201 gave one. */
  readonly supplierReference?: string;
  /** Set where it was meant to be refused and was not: what it brought about is no wonder, and nobody is held to it. */
  readonly faulty?: true;
}

/** All that was said about one subject, by both sides. */
export interface Stream {
  readonly subject: Subject;
  readonly requests: readonly SubjectRequest[];
  /** Every delivery of a KCI about the subject, repeats included, as they arrived. */
  readonly deliveries: readonly Kci[];
  /** Each KCI once (its first delivery), in the order of their sequence numbers: the order in which the gateway takes them. */
  readonly kcis: readonly Kci[];
}

/** A stream about something that this run created, with the exchange that created it. */
export type CreatedStream = Stream & { readonly subject: { readonly exchange: Exchange } };

/** Whether a stream is about something that this run created. */
export function isCreated(stream: Stream): stream is CreatedStream {
  return stream.subject.exchange !== undefined;
}

/** What was volunteered, placed with what it is about. */
export interface Volunteered {
  readonly streams: readonly Stream[];
  /** Every readable delivery, placed or not. */
  readonly deliveries: readonly Kci[];
  /** KCIs about nothing that this run knows; those about what was asked for wrongly and taken all the same are none. */
  readonly strangers: readonly Kci[];
}

/** Every readable delivery of a KCI in a history. */
export function delivered(history: History): readonly Kci[] {
  return history
    .filter((event): event is InboundEvent => event.type === 'inbound')
    .flatMap((event) => readKci(event) ?? []);
}

/** What has been placed of whole histories, and how long these were: several reports look at the same one. */
const PLACED = new WeakMap<History, { readonly length: number; readonly found: Volunteered }>();

/** The KCIs of a history, placed with what the run created and what the supplier announced; by default by all of its exchanges. */
export function volunteered(history: History, usable?: (exchange: Exchange) => boolean): Volunteered {
  if (usable) return arranged(history, usable);
  const known = PLACED.get(history);
  // A history that is still being recorded grows.
  if (known?.length === history.length) return known.found;
  const found = arranged(history, () => true);
  PLACED.set(history, { length: history.length, found });
  return found;
}

function arranged(history: History, usable: (exchange: Exchange) => boolean): Volunteered {
  const every = concluded(history);
  const all = every.filter((exchange) => exchange.request.intent.valid && usable(exchange));
  const subjects = all.flatMap(subjectOf);
  const sound = new Set(all);
  const unsound = every.filter((exchange) => !sound.has(exchange) && !isRefused(exchange));
  const deliveries = delivered(history);
  const placed = new Map<Subject, Kci[]>(subjects.map((subject) => [subject, []]));
  const strangers: Kci[] = [];
  // A reference that only a KCI tells is a handle for the KCIs after it.
  const candidates: (Partial<Handles> & { readonly subject?: Subject })[] = [
    ...subjects.map((subject) => ({ ...subject, subject })),
    ...unsound.flatMap(handlesOf),
  ];
  // How an incident is named is not published: of what reports on one, only the KCI itself is known again.
  const incidents = new Map<string, Subject>();
  const numbers = numbersOf(all);
  for (const kci of deliveries) {
    // A cease that the supplier started has no conversation with us that could tell it from another.
    let candidate = announcesCease(kci) ? ceaseOf(kci, candidates) : place(kci, candidates);
    if (!candidate && kci.wrapper === INCIDENT_WRAPPER) {
      const incident = incidents.get(kci.id ?? '') ?? announcedBy(kci);
      if (kci.id !== undefined) incidents.set(kci.id, incident);
      const told = placed.get(incident);
      if (told) told.push(kci);
      else placed.set(incident, [kci]);
      continue;
    }
    if (!candidate) {
      if (!announcesCease(kci)) {
        strangers.push(kci);
        continue;
      }
      const announced = announcedBy(kci);
      const gatewayId = numbers.get(announced.supplierReference ?? '');
      candidate = { ...announced, subject: announced, ...(gatewayId === undefined ? {} : { gatewayId }) };
      candidates.push(candidate);
      placed.set(announced, []);
    }
    if (candidate.subject) placed.get(candidate.subject)?.push(kci);
    if (candidate.supplierReference === undefined && kci.supplierReference !== undefined) {
      candidates[candidates.indexOf(candidate)] = { ...candidate, supplierReference: kci.supplierReference };
    }
  }
  const asked = every.filter(
    (exchange) => sound.has(exchange) || (!exchange.request.intent.valid && !isRefused(exchange)),
  );
  const requests = asked.flatMap((exchange) => requestOf(exchange, [...placed.keys()]));
  return {
    deliveries,
    strangers,
    streams: [...placed].map(([subject, kcis]) => ({
      subject,
      requests: requests.filter((request) => request.subject === subject).map(({ request }) => request),
      deliveries: kcis,
      kcis: inSequence(kcis),
    })),
  };
}

/** Each KCI once, in sequence; those without a number where they arrived. */
export function inSequence(deliveries: readonly Kci[]): readonly Kci[] {
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

/** The kinds of order at one endpoint that KCIs report on in a way of their own; all others are provide orders. */
const ORDER_VARIANTS: Readonly<Record<string, string>> = { MODIFY: 'modify', CEASE: 'cease' };

function subjectOf(exchange: Exchange): readonly Subject[] {
  const { request, response } = exchange;
  const creating = CREATIONS[request.operation];
  const sent = jsonObject(request.body);
  if (!creating || typeof sent?.id !== 'number') return [];
  const created = response?.status === 201 ? jsonObject(response.body) : undefined;
  const reference = created?.supplierOrderReference ?? created?.supplierReference;
  const conversation = header(request.headers, 'X-Conversation-ID');
  return [
    {
      ...creating,
      ...(creating.variant === 'provide' ? { variant: ORDER_VARIANTS[String(sent.orderType)] ?? 'provide' } : {}),
      gatewayId: sent.id,
      tenant: typeof sent.tenant === 'string' ? sent.tenant : (header(request.headers, 'Tenant') ?? ''),
      origin: request.seq,
      exchange,
      ...(conversation === undefined ? {} : { conversation }),
      ...(created ? { created } : {}),
      ...(typeof reference === 'string' ? { supplierReference: reference } : {}),
      ...(request.scenario === undefined ? {} : { scenario: request.scenario }),
    },
  ];
}

/** Whether an answer says that nothing will come of a request. */
function isRefused({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 300;
}

/** What KCIs may name something by that a request of ours has created although it should not have. */
function handlesOf(exchange: Exchange): readonly Partial<Handles>[] {
  const { request, response } = exchange;
  const creating = CREATIONS[request.operation];
  if (!creating) return [];
  const gatewayId = givenNumber(jsonObject(request.body)?.id);
  const created = response?.status === 201 ? jsonObject(response.body) : undefined;
  const reference = created?.supplierOrderReference ?? created?.supplierReference;
  const conversation = header(request.headers, 'X-Conversation-ID');
  return [
    {
      kind: creating.kind,
      ...(gatewayId === undefined ? {} : { gatewayId }),
      ...(conversation === undefined ? {} : { conversation }),
      ...(typeof reference === 'string' ? { supplierReference: reference } : {}),
    },
  ];
}

/** Whether a KCI tells of a cease that the supplier started of its own accord: nobody else can know of it. */
function announcesCease(kci: Kci): boolean {
  return kci.wrapper === KCI_WRAPPERS[OWN_CEASE] && kci.supplierReference !== undefined;
}

const OWN_CEASE = 'unsolicited-cease';

/** The order that a KCI about a cease of the supplier's own names: such a cease, or else what goes by that reference. */
function ceaseOf<Candidate extends Partial<Handles> & { readonly subject?: Subject }>(
  { supplierReference }: Kci,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const named = candidates.filter(
    (candidate) => candidate.kind === 'order' && candidate.supplierReference === supplierReference,
  );
  return named.find(({ subject }) => subject?.variant === OWN_CEASE) ?? named[0];
}

/**
 * The gateway's numbers of orders by the supplier's references, as requests name them together: that is how a supplier learns
 * the number of a cease that it has started itself.
 */
function numbersOf(all: readonly Exchange[]): ReadonlyMap<string, number> {
  return new Map(
    all.flatMap(({ request }): readonly (readonly [string, number])[] => {
      const { orderId, supplierOrderReference: reference } = jsonObject(request.body) ?? {};
      return typeof orderId === 'number' && typeof reference === 'string' ? [[reference, orderId]] : [];
    }),
  );
}

/** What a KCI is about, as far as the KCI itself tells: for what no known request created. */
export function announcedBy(kci: Kci): Subject {
  const about = aboutBy(kci.wrapper) ?? { kind: 'other', variant: kci.wrapper ?? 'nothing' };
  const { gatewayId, supplierReference, conversation } = kci;
  return {
    ...about,
    tenant: kci.tenant ?? '',
    origin: kci.event.seq,
    ...(gatewayId === undefined || about.variant === OWN_CEASE ? {} : { gatewayId }),
    ...(supplierReference === undefined ? {} : { supplierReference }),
    ...(conversation === undefined ? {} : { conversation }),
  };
}

/** The operations that ask for something about an order or a problem, and where their bodies name it. */
const ASKING: Readonly<Record<string, { readonly kind: SubjectRequest['kind']; readonly of: Subject['kind'] }>> = {
  handleAmendOrder: { kind: 'amendment', of: 'order' },
  handleCancelOrder: { kind: 'cancellation', of: 'order' },
  handleAmendProblem: { kind: 'amendment', of: 'problem' },
  handleCancelProblem: { kind: 'cancellation', of: 'problem' },
  handleServiceProblemResolution: { kind: 'resolution', of: 'problem' },
};

function requestOf(
  exchange: Exchange,
  subjects: readonly Subject[],
): readonly { readonly subject: Subject; readonly request: SubjectRequest }[] {
  const { request, response } = exchange;
  const asking = ASKING[request.operation];
  if (!asking) return [];
  const sent = jsonObject(request.body) ?? {};
  const id = givenNumber(sent.id);
  const subject = subjects.find((candidate) => candidate.kind === asking.of && isAbout(request, sent, candidate));
  const reference = response?.status === 201 ? jsonObject(response.body)?.supplierReference : undefined;
  if (!subject) return [];
  return [
    {
      subject,
      request: {
        kind: asking.kind,
        exchange,
        ...(id === undefined ? {} : { id }),
        ...(typeof reference === 'string' ? { supplierReference: reference } : {}),
        ...(request.intent.valid ? {} : { faulty: true }),
      },
    },
  ];
}

/** Whether a request names a subject: by the gateway's id, by the supplier's reference, or (a resolution) by its conversation. */
function isAbout(request: RequestEvent, sent: JsonObject, subject: Subject): boolean {
  const id = sent.orderId ?? sent.serviceProblemId;
  if (subject.gatewayId !== undefined && id !== undefined) return givenNumber(id) === subject.gatewayId;
  const reference = sent.supplierOrderReference;
  if (reference !== undefined) return reference === subject.supplierReference;
  return id === undefined && header(request.headers, 'X-Conversation-ID') === subject.conversation;
}
