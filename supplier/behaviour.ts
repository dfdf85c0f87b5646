import {
  appointments,
  appointmentsQuestion,
  appointmentsRefusal,
  reservationAnswer,
  reservationRefusal,
  reservationRequest,
  reserve,
  slots,
} from './appointments.ts';
import { availability, availabilityQuestion } from './availability.ts';
import {
  credentialsRefusal,
  errorBody,
  headersRefusal,
  latencyMs,
  mayHaveToken,
  mediaRefusal,
  responseHeaders,
  tokenLifeMs,
  wire,
} from './callers.ts';
import {
  ethernetOpened,
  ethernetRefusal,
  ethernetRequest,
  quoteAnswer,
  quoted,
  quoteRefusal,
  quoteRequest,
} from './ethernet.ts';
import {
  afterSending,
  copies,
  issuedOn,
  kci,
  kciHeaders,
  kciId,
  kciTarget,
  nextSequence,
  overtakes,
  pauseMs,
  resent,
  tokenRequest,
  tokenUseMs,
} from './kcis.ts';
import {
  isOver,
  type Answer,
  type Call,
  type JsonObject,
  type Order,
  type RawAnswer,
  type Reading,
  type Subject,
  type World,
} from './model.ts';
import {
  amended,
  amendmentRefusal,
  amendmentRequest,
  cancellationRefusal,
  cancellationRequest,
  cancelled,
  changeAnswer,
  changeRefusal,
  opened,
  orderAnswer,
  orderKeys,
  orderRefusal,
  orderRequest,
  snapshot,
} from './orders.ts';
import { HONEST_REPAIR } from './problem-behaviour.ts';
import { ceaseAnnounced, ceaseScript } from './own-ceases.ts';
import { amendmentOutcome, cancellationOutcome, script } from './scenarios.ts';

/** The KCIs of an order's life, whoever has started it. */
function courseOf(order: Order): ReturnType<typeof script> {
  return order.kind === 'unsolicited-cease' ? ceaseScript(order) : script(order);
}

/** What is made of a request that was read: just that. */
function understood<Content>(read: Reading<Content>): Reading<Content> {
  return read;
}

/** How an honest supplier behaves: one function for each thing that it decides. A defect replaces some of them. */
export const HONEST = {
  // Who may ask and how, and what every answer has
  headersRefusal,
  mediaRefusal,
  credentialsRefusal,
  mayHaveToken,
  tokenLifeMs,
  errorBody,
  responseHeaders,
  latencyMs,
  wire: wire as (answer: Answer, call: Call) => Answer | RawAnswer,

  // How requests are read: each by a function of its own below, and then all of them by this one
  understood: understood as <Content>(read: Reading<Content>, call: Call) => Reading<Content>,

  // What can be had, and when
  availabilityQuestion,
  availability,
  appointmentsQuestion,
  appointmentsRefusal,
  slots,
  appointments,
  reservationRequest,
  reservationRefusal,
  reserve,
  reservationAnswer,

  // Orders and what becomes of them
  orderRequest,
  orderRefusal,
  opened,
  orderAnswer,
  amendmentRequest,
  cancellationRequest,
  changeRefusal,
  amendmentRefusal,
  cancellationRefusal,
  amended,
  cancelled,
  amendmentAnswer: (order: Order, request: Parameters<typeof changeAnswer>[1]) => changeAnswer(order, request, 'A'),
  cancellationAnswer: (order: Order, request: Parameters<typeof changeAnswer>[1]) => changeAnswer(order, request, 'C'),
  snapshot,
  script: courseOf as (order: Order, world: World) => ReturnType<typeof courseOf>,
  amendmentOutcome,
  cancellationOutcome,
  goesOn: (order: Order) => !isOver(order),
  orderKeys,
  ceaseAnnounced,
  overtakes,

  // Quotes, and Ethernet orders for what was quoted
  quoteRequest,
  quoteRefusal,
  quoted,
  quoteAnswer,
  ethernetRequest,
  ethernetRefusal,
  ethernetOpened,

  // Tests and problems of live services
  ...HONEST_REPAIR,

  // What is told of them all, and how
  pauseMs,
  kciId: kciId as (subject: Subject) => string,
  nextSequence: nextSequence as (last: number, subject: Subject) => number,
  issuedOn,
  kci,
  copies,
  kciHeaders: kciHeaders as (
    subject: Subject,
    token: string,
    message: JsonObject | string,
  ) => Readonly<Record<string, string>>,
  kciTarget: kciTarget as (message: JsonObject | string) => ReturnType<typeof kciTarget>,
  resent: resent as (message: JsonObject | string, attempt: number) => JsonObject | string,
  afterSending,
  tokenRequest,
  tokenUseMs,
} as const;

/** How a supplier behaves. */
export type Behaviour = typeof HONEST;
