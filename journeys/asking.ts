import type { JsonObject } from '../specs/json-object.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { givenNumber } from '../evidence/given-number.ts';
import { type Aim, header, json } from '../evidence/history.ts';
import { type Handles, jsonObject, type Kci } from '../evidence/kci.ts';
import { ENDING } from './interruption.ts';
import type { Scenario, Stage } from './journey.ts';

/** What came of a request: done now, taken for later, turned down, not answered, or not even delivered. */
export type Reply = 'done' | 'taken' | 'refused' | 'unanswered' | 'undelivered';

/** How an amendment or cancellation went: as asked, turned down, still open when the wait for it was over, or unanswered. */
export type Outcome = Exclude<Reply, 'taken'> | 'open';

/** How to ask for an amendment or cancellation. */
export interface Asking {
  readonly scenario?: Scenario;
  readonly aim?: Aim;
  readonly tidying?: true;
}

/** An order or a problem that something is asked about. */
export interface Asked {
  readonly handles: Handles;
  /** For example `order 17`. */
  readonly name: string;
  /** The member of a request that names it. */
  readonly namedAs: string;
  /** Whether a KCI ends it. */
  readonly ends: (kci: Kci) => boolean;
}

/** How a kind of request is decided when it was taken for later. */
export interface Deciding {
  readonly noun: string;
  /** The reason codes of the KCIs that grant and refuse it. */
  readonly decidedBy: readonly [granted: string | undefined, refused: string | undefined];
  /** The member of the order or problem in a KCI that quotes its id. */
  readonly quotedAs: string;
}

/** What is asked. */
export interface Question extends Deciding {
  readonly operation: string;
  readonly variant?: string;
  /** What the request says beside the ids. */
  readonly body: JsonObject;
}

/** What an exchange says of its request. */
export function replyOf({ response, noResponse }: Exchange): Reply {
  if (noResponse?.reason === 'unreachable' || noResponse?.reason === 'tls') return 'undelivered';
  if (!response) return 'unanswered';
  if (response.status < 200 || response.status >= 300) return 'refused';
  return response.status === 200 || response.status === 201 ? 'done' : 'taken';
}

/** The JSON object in an answer that did what was asked; undefined for any other. */
export function objectOf(exchange: Exchange): JsonObject | undefined {
  return replyOf(exchange) === 'done' ? jsonObject(exchange.response?.body) : undefined;
}

/** Asks for something about an order or a problem; when that is taken for later, waits for the KCI that decides it. */
export async function ask(stage: Stage, asked: Asked, question: Question, asking: Asking): Promise<Outcome> {
  const { handles, namedAs } = asked;
  const { tidying, ...marks } = asking;
  const exchange = await stage.call({
    operation: question.operation,
    body: { id: stage.newId(), [namedAs]: handles.gatewayId, ...question.body },
    conversation: handles.conversation,
    ...(question.variant === undefined ? {} : { variant: question.variant }),
    ...marks,
    ...(tidying ? { tidying } : {}),
  });
  return outcomeOf(stage, asked, question, exchange);
}

/** How a request about an order or a problem turns out; when it was taken for later, waits for the KCI that decides it. */
export async function outcomeOf(
  stage: Stage,
  { handles, name, ends }: Asked,
  { noun, decidedBy, quotedAs }: Deciding,
  exchange: Exchange,
): Promise<Outcome> {
  const answered = replyOf(exchange);
  if (answered !== 'taken') return answered;
  const id = sentNumber(exchange);
  const isDecision = (kci: Kci) =>
    kci.event.seq > exchange.request.seq &&
    (ends(kci) || (decidedBy.includes(kci.reasonCode) && quotes(kci, quotedAs, id)));
  const decision = await stage.kci(handles, isDecision, {
    for: `the outcome of the ${noun} of ${name}`,
    within: stage.pace.outcome,
    // As long as a cancellation is on its way, whether it is still to be asked for is not known.
    ...(noun === 'cancellation' ? { whenEnding: ENDING.decision } : {}),
  });
  if (!decision) return 'open';
  return decision.reasonCode === decidedBy[1] ? 'refused' : 'done';
}

/** Whether a KCI quotes a request by that id, or none by id at all; a request that had none cannot be told from others. */
function quotes({ entity }: Kci, member: string, id: number | undefined): boolean {
  return id === undefined || entity?.[member] === undefined || entity[member] === id;
}

/** A member of the body of a request; undefined where there is none, or no readable body. */
export function sentMember({ request: { body } }: Exchange, name: string): unknown {
  return jsonObject(body)?.[name];
}

/** Whether a request names an order or a problem by its number, be it in quotes. */
export function isNamedIn(exchange: Exchange, { handles, namedAs }: Asked): boolean {
  return givenNumber(sentMember(exchange, namedAs)) === handles.gatewayId;
}

/**
 * The number under which a request was sent; undefined where it has none that the contract allows. In quotes, and in a body that
 * is broken off, it is read all the same, since a supplier may have read it so.
 */
export function sentNumber(exchange: Exchange): number | undefined {
  const { body } = exchange.request;
  const number = givenNumber(json(body).ok ? sentMember(exchange, 'id') : NUMBER.exec(body?.text ?? '')?.[1]);
  return number !== undefined && number >= 1 ? number : undefined;
}

/** Where JSON text has a number of its own: identifiers of anything else are text, or have longer names. */
const NUMBER = /"id"\s*:\s*(\d+)/;

/**
 * What KCIs identify by that which a request created. Where the request has no number, nothing can be heard of what it
 * created but by the supplier's reference and the conversation, and it gets a number that only we know.
 */
export function handlesOf(stage: Stage, exchange: Exchange): Handles {
  const created = objectOf(exchange);
  const told = created?.supplierOrderReference ?? created?.supplierReference;
  return {
    gatewayId: sentNumber(exchange) ?? stage.newId(),
    tenant: stage.tenant,
    conversation: header(exchange.request.headers, 'X-Conversation-ID') ?? stage.newConversation(),
    ...(typeof told === 'string' && told !== '' ? { supplierReference: told } : {}),
  };
}
