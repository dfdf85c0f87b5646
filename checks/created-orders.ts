import type { JsonObject } from '../specs/json-object.ts';
import { header } from '../evidence/history.ts';
import { answerObject, answersOf, sentObject, show, violation, type Answered } from './answers.ts';
import type { Evidence, Violation } from './check.ts';
import { readTime } from './london.ts';

/** An order that came back with a 201. */
export interface Created {
  readonly exchange: Answered;
  readonly order: JsonObject;
}

/** The orders that came back with a 201 from one of the operations that take orders. */
export function createdBy(evidence: Evidence, operation: string): readonly Created[] {
  return answersOf(evidence, operation).flatMap((exchange) => {
    const order = exchange.response.status === 201 ? answerObject(exchange) : undefined;
    return order ? [{ exchange, order }] : [];
  });
}

/** What is wrong with an order that comes back neither acknowledged nor committed. */
export function notTakenOn({ exchange, order }: Created): Violation | undefined {
  return order.status === 'ACKNOWLEDGED' || order.status === 'IN_PROGRESS'
    ? undefined
    : violation(exchange, 'body/status: ACKNOWLEDGED or IN_PROGRESS', show(order.status));
}

/** The dates that an order which comes back committed lacks. */
export function datesMissing({ exchange, order }: Created): readonly Violation[] {
  return ['committedDate', 'targetDate']
    .filter((member) => !readTime(order[member]))
    .map((member) => violation(exchange, `body/${member}: a date-time`, show(order[member])));
}

/** What is wrong with an order that comes back as one of another tenant than the one it was placed for. */
export function otherTenant({ exchange, order }: Created): Violation | undefined {
  const tenant = header(exchange.request.headers, 'Tenant') ?? sentObject(exchange)?.tenant;
  return order.tenant === tenant ? undefined : violation(exchange, `body/tenant: ${show(tenant)}`, show(order.tenant));
}

/** A thing that came back with an identifier of the supplier's, and the answer that had the same before, if one had. */
export interface Identified {
  readonly exchange: Answered;
  readonly value: string;
  readonly earlier?: Answered;
}

/** What came back, each with the text in one member and the first answer before it that has the same there. */
export function identified(found: readonly Created[], member: string): readonly Identified[] {
  const first = new Map<string, Answered>();
  return found.flatMap(({ exchange, order }) => {
    const value = order[member];
    if (typeof value !== 'string') return [];
    const earlier = first.get(value);
    if (!earlier) first.set(value, exchange);
    return [{ exchange, value, ...(earlier ? { earlier } : {}) }];
  });
}

/** What is wrong when an identifier stands for something else already. */
export function usedBefore({ exchange, value, earlier }: Identified, what: string): Violation | undefined {
  return earlier && violation(exchange, what, `${show(value)} again`, earlier.response.seq);
}
