import type { Aim } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import {
  aimedAt,
  answersOf,
  isGenerated,
  isRejection,
  isSuccess,
  sentObject,
  violation,
  type Answered,
} from './answers.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { named } from './kci-triggers.ts';

/** The valid orders of the types named that were answered, whatever the answer was; 429 speaks of the pace, not of the order. */
export function ordersOfType(evidence: Evidence, ...orderTypes: readonly string[]): readonly Answered[] {
  return answersOf(evidence, 'handleCreateOrder').filter(
    (exchange) => orderTypes.includes(String(sentObject(exchange)?.orderType)) && exchange.response.status !== 429,
  );
}

/** The valid orders with one of the aims that were decided upon, one way or the other. */
export function ordersAimedAt(evidence: Evidence, ...aims: readonly Aim[]): readonly Answered[] {
  return aimedAt(answersOf(evidence, 'handleCreateOrder'), ...aims);
}

/** A check that orders of some types, generated ones aside, are decided upon: taken, with whatever success, or rejected for what they ask. */
export const areDecided = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  ...orderTypes: readonly string[]
): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => ordersOfType(evidence, ...orderTypes).filter((exchange) => !isGenerated(exchange)),
    violation(exchange) {
      const { status } = exchange.response;
      return isSuccess(status) || isRejection(status) ? undefined : violation(exchange, '201, 202 or 422', `${status}`);
    },
  });

/** Whether a KCI tells that work on an order has begun, or that it is done. */
const isCommitted = ({ reasonCode = '', status }: Kci) =>
  ['COMMITTED', 'COMPLETED'].includes(reasonCode) || status === 'IN_PROGRESS';

/** What is wrong when an order that cannot be fulfilled is taken: it is to be refused at once, or never committed to. */
export function takenOn(exchange: Answered, { views }: Evidence): Violation | undefined {
  const { status } = exchange.response;
  if (isRejection(status)) return undefined;
  if (status !== 202) return violation(exchange, '422, or 202 and a rejection by KCI', `${status}`);
  const stream = views.streams.find(({ subject }) => subject.exchange?.request.exchange === exchange.request.exchange);
  const sold = stream?.kcis.find(isCommitted);
  return sold && violation(exchange, 'a rejection by KCI', named(sold), sold.event.seq);
}

/** A check that orders which cannot be fulfilled, for the reason that an aim names, are not taken on. */
export const areNotTakenOn = (definition: Pick<Check, 'id' | 'requirement' | 'title'>, aim: Aim): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => ordersAimedAt(evidence, aim),
    violation: takenOn,
  });
