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
  responseHeaders,
  wire,
} from './callers.ts';
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
import { isOver, type Answer, type Call, type JsonObject, type Order, type RawAnswer, type World } from './model.ts';
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
  orderRefusal,
  orderRequest,
  snapshot,
} from './orders.ts';
import { amendmentOutcome, cancellationOutcome, script } from './scenarios.ts';

/** How an honest supplier behaves: one function for each thing that it decides. A defect replaces some of them. */
export const HONEST = {
  // Who may ask, and what every answer has
  headersRefusal,
  credentialsRefusal,
  mayHaveToken,
  errorBody,
  responseHeaders,
  latencyMs,
  wire: wire as (answer: Answer, call: Call) => Answer | RawAnswer,

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
  script: script as (order: Order, world: World) => ReturnType<typeof script>,
  amendmentOutcome,
  cancellationOutcome,
  goesOn: (order: Order) => !isOver(order),
  overtakes,

  // What is told of them, and how
  pauseMs,
  kciId: kciId as (order: Order) => string,
  nextSequence: nextSequence as (last: number, order: Order) => number,
  issuedOn,
  kci,
  copies,
  kciHeaders: kciHeaders as (
    order: Order,
    token: string,
    message: JsonObject | string,
  ) => Readonly<Record<string, string>>,
  kciTarget,
  resent: resent as (message: JsonObject | string, attempt: number) => JsonObject | string,
  afterSending,
  tokenRequest,
  tokenUseMs,
} as const;

/** How a supplier behaves. */
export type Behaviour = typeof HONEST;
