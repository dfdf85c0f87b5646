import type { JsonObject } from '../specs/json-object.ts';
import { endsOrder, isTerminal } from '../specs/lifecycle.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Aim, Generated, Intent, Left } from '../evidence/history.ts';
import type { Handles, Kci } from '../evidence/kci.ts';
import {
  ask,
  handlesOf,
  isNamedIn,
  objectOf,
  outcomeOf,
  replyOf,
  sentMember,
  sentNumber,
  type Asked,
  type Asking,
  type Outcome,
  type Reply,
} from './asking.ts';
import { ENDING } from './interruption.ts';
import type { GatewayScript, Scenario, Stage } from './journey.ts';
import type { OrderBody } from './requests.ts';

/** An order to place, and how. */
export interface OrderWish {
  readonly body: OrderBody;
  readonly conversation?: string;
  readonly scenario?: Scenario;
  readonly aim?: Aim;
  readonly intent?: Intent;
  readonly without?: readonly string[];
  /** The operation that takes the order, where it is not the usual one. */
  readonly operation?: 'handleCreateEthernetOrder';
  /** The variant of the body, for an order that is not to provide a service or was generated. */
  readonly variant?: 'ProvideOrderRequest' | 'ModifyOrderRequest' | 'CeaseOrderRequest';
  /** How the order was generated, for one that was. */
  readonly generated?: Generated;
  /** How the gateway is to answer the first KCIs about it. */
  readonly script?: GatewayScript;
}

/** An order that was sent to the supplier. What it waits for resolves early when the order is over. */
export interface Order {
  readonly handles: Handles;
  readonly reply: Reply;
  /** For example `order 17 (A123X)`; without the supplier's reference as long as that is not known. */
  readonly name: () => string;
  /** Whether a cancellation can say which order it means: a request that should have been refused may have had no number. */
  readonly canBeNamed: () => boolean;
  /** What it is known by. */
  readonly left: () => Left;
  /** Whether it is for a new service; any other keeps a service or a line from whoever orders for it next. */
  readonly isNew: boolean;
  /** Whether it has reached its end, as far as answers and KCIs have told. */
  readonly isOver: () => boolean;
  /** The status that ended it, as far as a KCI has told. */
  readonly ending: () => string | undefined;
  /** Waits for the supplier to take it on, as long as the pace allows if not told otherwise; false when it is rejected, or nothing comes. */
  readonly acknowledged: (within?: number) => Promise<boolean>;
  /** Waits until work on it has begun; false when it is over before, or that does not come in time. */
  readonly inProgress: () => Promise<boolean>;
  /** Waits for a KCI with that reason; false when the order is over before without it, or it does not come in time. */
  readonly hears: (reasonCode: string) => Promise<boolean>;
  /** Waits until it is over; by default as long as the pace allows for an outcome (milliseconds). */
  readonly ends: (within?: number) => Promise<boolean>;
  readonly amend: (changes: OrderBody, asking?: Asking) => Promise<Outcome>;
  readonly cancel: (asking?: Asking) => Promise<Outcome>;
  /** How an amendment or cancellation of it that was sent turns out, as far as the pace allows. */
  readonly decided: (asked: Exchange) => Promise<Outcome>;
}

/** Places an order. */
export async function placeOrder(stage: Stage, wish: OrderWish): Promise<Order> {
  const { body, script, ...how } = wish;
  const handles: Handles = {
    gatewayId: stage.newId(),
    tenant: stage.tenant,
    conversation: wish.conversation ?? stage.newConversation(),
  };
  if (script) stage.script(handles, script);
  const exchange = await stage.call({
    operation: 'handleCreateOrder',
    body: { id: handles.gatewayId, ...body },
    ...how,
    conversation: handles.conversation,
  });
  return followOrder(stage, exchange);
}

/** The order that a request asked for, whoever has sent it and however wrong it was. */
export function followOrder(stage: Stage, exchange: Exchange): Order {
  const { pace } = stage;
  const handles = handlesOf(stage, exchange);
  const hasNumber = sentNumber(exchange) !== undefined;
  const kind = exchange.request.operation === 'handleCreateEthernetOrder' ? 'Ethernet order' : 'order';
  const name = `${kind} ${hasNumber ? handles.gatewayId : 'without a number'}`;
  const reference = () => stage.reference(handles) ?? handles.supplierReference;
  const reply = replyOf(exchange);
  const created = objectOf(exchange);
  let cancelled = false;
  const isOver = () => cancelled || isTerminal(statusOf(created)) || stage.kcis(handles).some(endsOrder);
  const wait = async (what: string, within: number, fits: (kci: Kci) => boolean) => {
    if (!isOver())
      await stage.kci(handles, (kci) => fits(kci) || endsOrder(kci), { for: `${what} of ${name}`, within });
    return stage.kcis(handles).some(fits);
  };

  const about: Asked = { handles, name, namedAs: 'orderId', ends: endsOrder };

  return {
    handles,
    reply,
    name: () => `${name}${reference() === undefined ? '' : ` (${reference()})`}`,
    left: () => ({
      kind: 'order',
      ...(hasNumber ? { id: handles.gatewayId } : {}),
      ...referred(reference()),
    }),
    isNew: kind === 'Ethernet order' || sentMember(exchange, 'orderType') === 'NEW',
    canBeNamed: () => hasNumber || reference() !== undefined,
    isOver,
    ending: () => stage.kcis(handles).find(endsOrder)?.status,
    acknowledged: async (within = pace.acknowledge) => {
      if (reply === 'done') return true;
      return reply === 'taken' && wait('the acknowledgement', within, isTaken);
    },
    inProgress: async () => {
      if (statusOf(created) === 'IN_PROGRESS') return !isOver();
      return (await wait('the commitment', pace.outcome, ({ status }) => status === 'IN_PROGRESS')) && !isOver();
    },
    hears: (reasonCode) => wait(`the KCI ${reasonCode}`, pace.outcome, (kci) => kci.reasonCode === reasonCode),
    ends: (within = pace.outcome) => wait('the end', within, endsOrder),
    amend: (changes, asking = {}) =>
      ask(stage, about, { ...AMENDMENT, variant: amending(exchange), body: changes }, asking),
    cancel: async (asking = {}) => {
      const told = reference();
      const body = {
        reasonCode: 'CUSTOMER_CHANGED_MIND',
        ...(told === undefined ? {} : { supplierOrderReference: told }),
      };
      const outcome = await ask(stage, about, { ...CANCELLATION, body }, asking);
      if (outcome === 'done') cancelled = true;
      return outcome;
    },
    decided: async (asked) => {
      const isCancellation = asked.request.operation === CANCELLATION.operation;
      const outcome = await outcomeOf(stage, about, isCancellation ? CANCELLATION : AMENDMENT, asked);
      if (outcome === 'done' && isCancellation && isNamedIn(asked, about)) cancelled = true;
      return outcome;
    },
  };
}

const AMENDMENT = {
  operation: 'handleAmendOrder',
  noun: 'amendment',
  decidedBy: ['AMENDED', 'AMENDMENT_REJECTED'],
  quotedAs: 'serviceOrderAmendmentId',
} as const;

/** The variant of the amendments of an order that was placed. */
function amending({ request: { variant = 'ProvideOrderRequest' } }: Exchange): string {
  return variant.replace('OrderRequest', 'OrderAmendmentRequest');
}

/** How a cancellation of an order is sent and decided. */
export const CANCELLATION = {
  operation: 'handleCancelOrder',
  noun: 'cancellation',
  decidedBy: ['CANCELLED', 'CANCELLATION_REJECTED'],
  quotedAs: 'serviceOrderCancellationId',
} as const;

function statusOf(created: JsonObject | undefined): string | undefined {
  return typeof created?.status === 'string' ? created.status : undefined;
}

/** Whether a KCI tells that the supplier has taken an order on. */
function isTaken({ reasonCode, status }: Kci): boolean {
  return (
    ['ACKNOWLEDGED', 'COMMITTED'].some((code) => code === reasonCode) ||
    ['ACKNOWLEDGED', 'IN_PROGRESS', 'HELD', 'PENDING', 'COMPLETED', 'PARTIAL'].some((taken) => taken === status)
  );
}

/** A reference as the member of what names something by it. */
export function referred(reference: string | undefined): { readonly reference?: string } {
  return reference === undefined ? {} : { reference };
}

/** Cancels an order that is still open, or may be for all we know, and writes down when that does not work. */
export async function tidyUp(stage: Stage, order: Order): Promise<void> {
  const { reply, isOver } = order;
  if (reply === 'refused' || reply === 'undelivered' || isOver()) return;
  const open = (why: string) =>
    stage.leaveOver(`${order.name()} ${reply === 'unanswered' ? 'may be' : 'is'} still open: ${why}`, order.left());
  if (!stage.cleansUp && order.isNew) return open('this run was told to leave what it has ordered');
  if (!stage.features.includes('cancellations')) return open('cancellations are not among the claimed features');
  if (!order.canBeNamed()) return open('it has neither number nor reference by which it could be cancelled');
  // A supplier may well refuse to cancel what it has not even acknowledged.
  if (stage.signal.aborted && reply === 'taken') {
    const wait = { for: `news of ${order.name()}`, within: ENDING.news, whenEnding: ENDING.news };
    await stage.kci(order.handles, () => true, wait);
    if (isOver()) return;
  }
  const outcome = await order.cancel({ tidying: true });
  if (isOver() || (reply === 'unanswered' && outcome === 'refused')) return;
  open(`its cancellation was ${WORDS[outcome]}`);
}

const WORDS: Readonly<Record<Outcome, string>> = {
  done: 'carried out',
  refused: 'refused',
  open: 'not decided in time',
  unanswered: 'not answered',
  undelivered: 'not delivered',
};

/**
 * Places an order and, when the supplier takes it, plays with it. Whatever happens, the order is cancelled if it is still
 * open, and the journey listens for what should not come.
 */
export async function withOrder(stage: Stage, wish: OrderWish, play: (order: Order) => Promise<void>): Promise<void> {
  try {
    await untilOver(stage, wish, play);
  } finally {
    await stage.listen();
  }
}

/** The same, but without listening: resolves as soon as what was ordered for is free again. */
export async function untilOver(stage: Stage, wish: OrderWish, play: (order: Order) => Promise<void>): Promise<void> {
  const order = await placeOrder(stage, wish);
  try {
    if (order.reply === 'done' || order.reply === 'taken') await play(order);
  } finally {
    await tidyUp(stage, order);
  }
}

/** The same, but plays only once the order is acknowledged, and steers it then where its scenario is steered from outside. */
export async function withAcknowledgedOrder(
  stage: Stage,
  wish: OrderWish,
  play: (order: Order) => Promise<void>,
  within: number = stage.pace.acknowledge,
): Promise<void> {
  await withOrder(stage, wish, onceAcknowledged(stage, wish, play, within));
}

/** Plays with an order once it is acknowledged, and steers it then where its scenario is steered from outside. */
export function onceAcknowledged(
  stage: Stage,
  { scenario }: OrderWish,
  play: (order: Order) => Promise<void>,
  within: number = stage.pace.acknowledge,
): (order: Order) => Promise<void> {
  return async (order) => {
    if (!(await order.acknowledged(within))) return;
    if (scenario !== undefined && !order.isOver() && !(await stage.steer(scenario, order.handles))) return;
    await play(order);
  };
}
