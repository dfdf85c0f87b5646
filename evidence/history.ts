/**
 * What happened in a run: an append-only list of events in one total order.
 * Everything that is concluded or shown later is computed from it; nothing else is kept.
 */

import { thrownWords } from '../specs/thrown.ts';
import type { Fault } from '../specs/faults.ts';

/** A header as it was on the wire: name in its original case, value after redaction. */
export type Header = readonly [name: string, value: string];

/** A message body exactly as sent, malformed ones too; bytes that are not UTF-8 text are kept as base64. */
export interface RawBody {
  readonly text: string;
  readonly encoding: 'utf8' | 'base64';
  /** Length on the wire in bytes; larger than what `text` holds when the body was cut at the recording bound. */
  readonly bytes: number;
  readonly truncated?: true;
}

/** What a request of ours meant to be: one that the contract allows, or one that breaks it for a named reason. */
export type Intent = { readonly valid: true } | { readonly valid: false; readonly because: string };

/** What a request is for, where the contract expects something particular of its answer. */
export type Aim =
  | 'in-coverage' // availability of an address that the supplier serves
  | 'out-of-coverage' // availability, slots, a quote or an order at an address that it does not serve
  | 'offered-slot' // reservation of a slot that it has just offered
  | 'never-offered-slot' // reservation of a slot that it has not offered
  | 'unknown-specification' // an order for a service specification that does not exist
  | 'unknown-address' // availability of an address that does not exist, of another type than the others
  | 'unknown-reservation' // an order with an appointment that was never reserved
  | 'past-day' // an order for a day that is long over
  | 'unknown-quote' // an Ethernet order for a quote that nobody gave
  | 'unknown-order' // an amendment or cancellation of an order that was never placed
  | 'after-terminal' // an amendment or cancellation of an order or problem that has reached a terminal status
  | 'unknown-service' // an order, a test or a problem of a service that does not exist
  | 'no-line' // an order for an existing line that does not name it
  | 'no-present-service' // an order to swap a service that does not name it
  | 'unknown-problem' // an amendment or cancellation of a problem that was never reported
  | 'unknown-resolution' // a decision on a resolution that was never told
  | 'no-credentials' // a request that shows no credentials
  | 'wrong-credentials' // one that shows credentials which nobody was given
  | 'expired-credentials' // one that shows an access token which expired long ago
  | 'lapsed-credentials' // one that shows an access token whose stated life is just over
  | 'no-change' // an amendment that names nothing to change
  | 'short-problem-type'; // a test for CPE, a problem type that is listed and yet shorter than the printed pattern wants

/** How a request was generated, and what came with it. */
export interface Generated {
  /** Names the variant, so that it can be sent again; a variant that is sent twice has one id. */
  readonly id: string;
  /** What is unusual about the request and yet allowed; empty for the plain one. */
  readonly edits: readonly {
    /** A JSON pointer into the request, such as `/body/notes`. */
    readonly where: string;
    /** In a few words, such as `longest text` or `left out`. */
    readonly what: string;
    /** Set where a sound system may still stumble, such as over characters beyond the Basic Multilingual Plane. */
    readonly exotic?: true;
  }[];
  /** The one thing that is wrong with it, for a request that has to be refused. */
  readonly fault?: Fault;
  /** The id of its control twin, which differs in nothing else: without the fault, or for a valid one without the edits. */
  readonly twin?: string;
  /** How the gateway was made to answer the first KCIs about it, in a word or two each, where that was generated with it. */
  readonly gateway?: readonly string[];
  /** The id of the variant that it was shrunk from. */
  readonly shrunkFrom?: string;
}

interface Occurrence {
  /** Position in the run, from 1, without gaps. */
  readonly seq: number;
  /** Wall-clock time, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Milliseconds on the run's monotonic clock, from the start of the run. */
  readonly mono: number;
  /** On the same clock, until when whoever recorded this listened; set where that was not until the end of the history. */
  readonly heardUntil?: number;
}

/** A request of ours to the supplier, recorded before it is sent. */
export interface RequestEvent extends Occurrence {
  readonly type: 'request';
  /** The X-Request-ID of the request, which ties it to its answer. */
  readonly exchange: string;
  readonly journey: string;
  /** The operationId of the Supplier API that is called. */
  readonly operation: string;
  readonly intent: Intent;
  /** The order, amendment, ... kind that the body is a variant of, where an operation has several. */
  readonly variant?: string;
  /** The stub scenario that the request asked the supplier for, if any. */
  readonly scenario?: string;
  readonly aim?: Aim;
  /** Set for a request that was generated from the schemas rather than written by a journey. */
  readonly generated?: Generated;
  /** The X-Request-ID of the request that this one repeats, since its answer was put off. */
  readonly repeats?: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body?: RawBody;
}

/** The supplier's answer to a request of ours. */
export interface ResponseEvent extends Occurrence {
  readonly type: 'response';
  readonly exchange: string;
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: RawBody;
  /**
   * Set when the answer only asked for patience (429 or 503 with a Retry-After that we were to heed): the request was not
   * looked at, and the answer to the one that repeats it is what counts. Where none does, the run could not be held up any
   * longer, and nothing counts.
   */
  readonly putOff?: true;
}

/** Why no answer came: a timeout is evidence, not an exception. */
export type NoResponseReason = 'timeout' | 'unreachable' | 'closed' | 'tls' | 'malformed' | 'interrupted';

/** A request of ours that was never answered. */
export interface NoResponseEvent extends Occurrence {
  readonly type: 'no-response';
  readonly exchange: string;
  readonly reason: NoResponseReason;
  readonly detail: string;
}

/** What the callback server did with an inbound request. */
export type InboundAnswer =
  | { readonly status: number; readonly headers: readonly Header[]; readonly body: string; readonly delayMs?: number }
  | { readonly dropped: true };

/** Anything that reached the callback server: KCIs, token requests, strangers and garbage. */
export interface InboundEvent extends Occurrence {
  readonly type: 'inbound';
  readonly endpoint: 'kcis' | 'token' | 'other';
  readonly method: string;
  readonly path: string;
  readonly remote: string;
  readonly headers: readonly Header[];
  readonly body: RawBody;
  /** The answer as decided; it is sent only after this event is in the journal. */
  readonly answer: InboundAnswer;
  /** Why the answer is not a success, in words; absent when it is. */
  readonly refusal?: string;
  /** Set when a journey scripted this answer, to see how the supplier copes; never the supplier's fault. */
  readonly scripted?: true;
  /** The name of the delivery wherever it is recorded; given by a receiver, from which several runs hear of one delivery. */
  readonly receipt?: string;
  /** The runs that it is about, where this is none of them: evidence of theirs, which is judged by nobody else. */
  readonly elsewhere?: readonly string[];
}

/** Something that a run left behind on the supplier's system, by what it is known there. */
export interface Left {
  readonly kind: 'order' | 'problem' | 'reservation';
  /** The gateway's number of it; absent where it had none, or was not created by us. */
  readonly id?: number;
  /** The supplier's own reference of it, as far as it was told. */
  readonly reference?: string;
}

/** What a journey has to say about itself: what it waited for, what it found, what it left behind. */
export interface NoteEvent extends Occurrence {
  readonly type: 'note';
  readonly journey?: string;
  readonly note: 'journey-started' | 'journey-ended' | 'waited' | 'steered' | 'left-over' | 'remark' | 'harness-error';
  readonly text: string;
  /** What was left behind; set for `left-over`. */
  readonly left?: Left;
  /** What the supplier was had to do by other means than a request of ours; set for `steered`. */
  readonly steered?: {
    readonly scenario: string;
    readonly serviceId?: string;
    /** The number of the last event before: what came of it came later. */
    readonly after: number;
  };
  /** What turned out to be about another run after it had been recorded, by its receipts. */
  readonly elsewhere?: { readonly run: string; readonly receipts: readonly string[] };
}

/** The last event of a history. */
export interface EndEvent extends Occurrence {
  readonly type: 'end';
  readonly reason: 'finished' | 'interrupted';
  /** What interrupted the run, in words that go on from "the run was interrupted:". */
  readonly why?: string;
}

/** One thing that happened. */
export type Event = RequestEvent | ResponseEvent | NoResponseEvent | InboundEvent | NoteEvent | EndEvent;

/** What happened, in order. */
export type History = readonly Event[];

/** The event with a number; undefined where a history, or that part of one, has none. */
export function eventOf(history: History, seq: number | undefined): Event | undefined {
  // Numbers rise by one from 1, but for what was left out: the event stands at its place or before it.
  let place = Math.min(seq ?? 0, history.length) - 1;
  while (place >= 0 && (history[place]?.seq ?? 0) > (seq ?? 0)) place -= 1;
  const event = history[place];
  return event?.seq === seq ? event : undefined;
}

/** An event that has not yet been given its place and times. */
export type Unplaced<E extends Event = Event> = E extends Event ? Omit<E, 'seq' | 'at' | 'mono'> : never;

/** The value of the first header of that name, in any case. */
export function header(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** A body read as JSON: the value, or why it is none. */
export type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

/** What has been read before: every view of a history reads the same bodies again. */
const READ = new WeakMap<RawBody, Json>();

/** Reads a recorded body as JSON; never throws. Whoever reads the same body gets the same value, and leaves it as it is. */
export function json(body: RawBody | undefined): Json {
  if (!body) return NOTHING;
  const known = READ.get(body);
  if (known) return known;
  const read = parsed(body);
  READ.set(body, read);
  return read;
}

const NOTHING: Json = { ok: false, problem: 'no body' };

function parsed({ text, encoding, bytes, truncated }: RawBody): Json {
  if (text === '') return NOTHING;
  if (encoding !== 'utf8') return { ok: false, problem: 'not UTF-8 text' };
  if (truncated) return { ok: false, problem: `longer than what is recorded (${bytes} bytes)` };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, problem: thrownWords(error) };
  }
}
