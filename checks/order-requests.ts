import type { RequestEvent } from '../evidence/history.ts';
import type { Evidence, Violation } from './check.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import { RESOLVED } from '../specs/problem-lifecycle.ts';
import { answersOf, isRejection, isSuccess, shouldBeTaken, streamOf, violation, type Answered } from './answers.ts';

/** What asks for something about an order or a problem that exists already. */
export type ChangeOperation = 'handleAmendOrder' | 'handleCancelOrder' | 'handleAmendProblem' | 'handleCancelProblem';

/** The valid amendments or cancellations that were answered with any success. */
export function taken(evidence: Evidence, operation: ChangeOperation): readonly Answered[] {
  return answersOf(evidence, operation).filter(({ response }) => isSuccess(response.status));
}

/** The valid amendments or cancellations that were answered with 201: done. */
export function done(evidence: Evidence, operation: ChangeOperation): readonly Answered[] {
  return answersOf(evidence, operation).filter(({ response }) => response.status === 201);
}

/**
 * The amendments or cancellations that nothing speaks against and that were decided upon, one way or the other: the
 * supplier has told us of the order or problem, by its answer or by KCI, and it did not come to its own end, which the
 * request may have met on the way.
 */
export function plain(evidence: Evidence, operation: ChangeOperation): readonly Answered[] {
  return decided(evidence, operation).filter(
    (exchange) => shouldBeTaken(exchange, evidence) && isToldOpen(exchange, evidence),
  );
}

function isToldOpen(exchange: Answered, evidence: Evidence): boolean {
  const stream = streamOf(exchange, evidence);
  const told = stream?.deliveries.filter(({ event }) => event.seq < exchange.response.seq) ?? [];
  const known = stream?.subject.created !== undefined || told.length > 0;
  const completed = stream?.kcis.some(({ status }) => isSettled(status) && status !== 'CANCELLED') ?? false;
  return known && !completed && !told.some(({ status }) => isSettled(status));
}

/** Whether the work is done, as far as the supplier is concerned. */
function isSettled(status: string | undefined): boolean {
  return isTerminal(status) || status === RESOLVED;
}

/** The amendments or cancellations with a certain aim that were decided upon, one way or the other. */
export function aimedAt(evidence: Evidence, operation: ChangeOperation, aim: RequestEvent['aim']): readonly Answered[] {
  return decided(evidence, operation).filter(({ request }) => request.aim === aim);
}

function decided(evidence: Evidence, operation: ChangeOperation): readonly Answered[] {
  return answersOf(evidence, operation).filter(
    ({ response }) => isSuccess(response.status) || isRejection(response.status),
  );
}

/** What is wrong when an answer has none of the statuses that will do. */
export function statusOtherThan(
  exchange: Answered,
  fits: (status: number) => boolean,
  expected: string,
): Violation | undefined {
  const { status } = exchange.response;
  return fits(status) ? undefined : violation(exchange, expected, `${status}`);
}

/** Whether a status is one of the two that take an amendment or cancellation. */
export function takes(status: number): boolean {
  return status === 201 || status === 202;
}
