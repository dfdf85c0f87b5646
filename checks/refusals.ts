import type { JsonObject } from '../specs/json-object.ts';
import { answered, isGenerated, isRejection, isSuccess, sentObject, violation, type Answered } from './answers.ts';
import type { Evidence, Violation } from './check.ts';

/** The malformed requests for an operation, generated ones aside, whose body has that flaw and that were decided upon, one way or the other. */
export function flawed(
  evidence: Evidence,
  operation: string,
  hasFlaw: (sent: JsonObject) => boolean,
): readonly Answered[] {
  return answered(evidence).filter((exchange) => {
    const { request, response } = exchange;
    const isMeant = request.operation === operation && !request.intent.valid && !isGenerated(exchange);
    const sent = isMeant ? sentObject(exchange) : undefined;
    return sent !== undefined && hasFlaw(sent) && (isSuccess(response.status) || isRejection(response.status));
  });
}

/** What is wrong when a malformed request was not refused, or with another status than those for it. */
export function notRefused(exchange: Answered): Violation | undefined {
  const { request, response } = exchange;
  if (response.status === 400 || response.status === 422) return undefined;
  const why = request.intent.valid ? '' : `, because ${request.intent.because}`;
  return violation(exchange, `400 or 422${why}`, `${response.status}`);
}
