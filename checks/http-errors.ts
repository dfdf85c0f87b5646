import type { JsonObject } from '../specs/json-object.ts';
import { check, type Check, type Evidence } from './check.ts';
import { answered, answerObject, show, violation, type Answered } from './answers.ts';

interface ErrorAnswer {
  readonly exchange: Answered;
  readonly body: JsonObject;
}

/** The errors that came with a JSON object. */
function errorAnswers(evidence: Evidence): readonly ErrorAnswer[] {
  return answered(evidence)
    .filter(({ response }) => response.status >= 400)
    .flatMap((exchange) => {
      const body = answerObject(exchange);
      return body ? [{ exchange, body }] : [];
    });
}

/** A 422 gives its reasons. */
export const refusalHasReasons = check<Answered>({
  id: 'refusal-has-reasons',
  requirement: 'HTTP-REASONS',
  title: 'answers 422',
  operation: ({ request }) => request.operation,
  forEach: (evidence) => answered(evidence).filter(({ response }) => response.status === 422),
  violation(exchange) {
    const messages = answerObject(exchange)?.messages;
    if (Array.isArray(messages) && messages.length > 0) return undefined;
    return violation(exchange, 'body/messages: at least one reason', show(messages));
  },
});

/** A 422 has its own code. */
export const codeOf422 = check<ErrorAnswer>({
  id: 'code-of-422',
  requirement: 'HTTP-CODE-422',
  title: 'codes of answers 422',
  operation: ({ exchange }) => exchange.request.operation,
  forEach: (evidence) => errorAnswers(evidence).filter(({ exchange }) => exchange.response.status === 422),
  violation: ({ exchange, body }) =>
    body.code === 'INVALID_REQUEST' ? undefined : violation(exchange, 'body/code: INVALID_REQUEST', show(body.code)),
});

const CODES: ReadonlyMap<number, readonly string[]> = new Map([
  [400, ['MALFORMED_REQUEST']],
  [401, ['NOT_AUTHORISED']],
  [404, ['NOT_FOUND']],
  [500, ['SUPPLIER_FAULT']],
  [501, ['NOT_IMPLEMENTED', 'SUPPLIER_FAULT']],
]);

/** The code of any other error fits its status. */
export const codeFitsStatus = check<ErrorAnswer>({
  id: 'code-fits-status',
  requirement: 'HTTP-CODE',
  title: 'codes of errors',
  operation: ({ exchange }) => exchange.request.operation,
  forEach: (evidence) => errorAnswers(evidence).filter(({ exchange }) => CODES.has(exchange.response.status)),
  violation({ exchange, body }) {
    const { status } = exchange.response;
    const fitting = CODES.get(status) ?? [];
    if (typeof body.code === 'string' && fitting.includes(body.code)) return undefined;
    return violation(exchange, `body/code with status ${status}: ${fitting.join(' or ')}`, show(body.code));
  },
});

/** No two errors share a uuid. */
export const errorUuidIsItsOwn = check<ErrorAnswer & { readonly earlier?: Answered }>({
  id: 'error-uuid-is-its-own',
  requirement: 'HTTP-ERROR-UUID',
  title: 'uuids of errors',
  forEach(evidence) {
    const first = new Map<unknown, Answered>();
    return errorAnswers(evidence)
      .filter(({ body }) => typeof body.uuid === 'string')
      .map((error) => {
        const earlier = first.get(error.body.uuid);
        if (!earlier) first.set(error.body.uuid, error.exchange);
        return { ...error, ...(earlier ? { earlier } : {}) };
      });
  },
  violation: ({ exchange, body, earlier }) =>
    earlier &&
    violation(exchange, 'body/uuid: one that no other error has', `${show(body.uuid)} again`, earlier.response.seq),
});

/** The messages of a refusal are words for a person, not markup and not the trace of a program. */
export const messagesAreReadable = check<ErrorAnswer>({
  id: 'messages-are-readable',
  requirement: 'HTTP-MESSAGES',
  title: 'messages of refusals',
  operation: ({ exchange }) => exchange.request.operation,
  forEach: (evidence) =>
    errorAnswers(evidence).filter(
      ({ exchange, body }) => exchange.response.status < 500 && textsIn(body.messages).length > 0,
    ),
  violation: ({ exchange, body }) =>
    textsIn(body.messages)
      .map((message) => ({ message, fault: faultOf(message) }))
      .filter(({ fault }) => fault !== undefined)
      .map(({ message, fault }) =>
        violation(exchange, 'body/messages: sentences for a person', `${fault}: ${show(message)}`),
      ),
});

function textsIn(messages: unknown): readonly string[] {
  return Array.isArray(messages) ? messages.filter((message): message is string => typeof message === 'string') : [];
}

function faultOf(message: string): string | undefined {
  const start = message.slice(0, 2_000);
  if (start.trim() === '') return 'nothing';
  if (/<(?:!doctype|html|head|body|div|span|p|pre|h1|br)\b[^<]{0,80}>/i.test(start)) return 'markup';
  if (/^\s*at \S.{0,300}\(\S{1,300}:\d+\)|Traceback \(most recent call last\)/m.test(start)) return 'a stack trace';
  if (/\b(?:[a-z]\w{0,60}\.){1,10}[A-Z]\w{0,60}(?:Exception|Error)\b/.test(start)) return 'the name of a class';
  return undefined;
}

/** The checks of errors: their reasons, codes, uuids and messages, whichever the operation. */
export const ERROR_CHECKS: readonly Check[] = [
  refusalHasReasons,
  codeOf422,
  codeFitsStatus,
  errorUuidIsItsOwn,
  messagesAreReadable,
];
