import type { Exchange } from '../evidence/exchanges.ts';
import { json, type Aim } from '../evidence/history.ts';
import { isObject, type Handles, type JsonObject, type Kci } from '../evidence/kci.ts';
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

/** What is asked. */
export interface Question {
  readonly operation: string;
  readonly noun: string;
  readonly variant?: string;
  /** What the request says beside the ids. */
  readonly body: JsonObject;
  /** The reason codes of the KCIs that grant and refuse it. */
  readonly decidedBy: readonly [granted: string | undefined, refused: string | undefined];
  /** The member of the order or problem in a KCI that quotes its id. */
  readonly quotedAs: string;
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
  const read = replyOf(exchange) === 'done' ? json(exchange.response?.body) : undefined;
  return read?.ok && isObject(read.value) ? read.value : undefined;
}

/** Asks for something about an order or a problem; when that is taken for later, waits for the KCI that decides it. */
export async function ask(stage: Stage, asked: Asked, question: Question, asking: Asking): Promise<Outcome> {
  const id = stage.newId();
  const { handles, name, namedAs, ends } = asked;
  const { tidying, ...marks } = asking;
  const exchange = await stage.call({
    operation: question.operation,
    body: { id, [namedAs]: handles.gatewayId, ...question.body },
    conversation: handles.conversation,
    ...(question.variant === undefined ? {} : { variant: question.variant }),
    ...marks,
    ...(tidying ? { tidying } : {}),
  });
  const answered = replyOf(exchange);
  if (answered !== 'taken') return answered;
  const isDecision = (kci: Kci) =>
    kci.event.seq > exchange.request.seq &&
    (ends(kci) || (question.decidedBy.includes(kci.reasonCode) && quotes(kci, question.quotedAs, id)));
  const decision = await stage.kci(handles, isDecision, {
    for: `the outcome of the ${question.noun} of ${name}`,
    within: stage.pace.outcome,
  });
  if (!decision) return 'open';
  return decision.reasonCode === question.decidedBy[1] ? 'refused' : 'done';
}

/** Whether a KCI quotes a request by that id, or none by id at all. */
function quotes({ entity }: Kci, member: string, id: number): boolean {
  return entity?.[member] === undefined || entity[member] === id;
}
