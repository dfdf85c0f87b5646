import { header } from '../evidence/history.ts';
import type { Contract, SchemaFinding } from '../specs/contract-types.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answered,
  answerJson,
  isJsonMediaType,
  isSuccess,
  isUnwelcome,
  schemaViolations,
  show,
  violation,
  type Answered,
} from './answers.ts';

const operation = ({ request }: Answered) => request.operation;

/** What the document says about the body of an answer. */
function described({ request, response }: Answered, { contract }: Evidence) {
  return contract.responseBody(request.operation, response.status);
}

// Who turns bad credentials away may be an API gateway, so that the body of that is judged by a rule of its own.
const withDescribedBody = (evidence: Evidence) =>
  answered(evidence).filter(
    (exchange) =>
      described(exchange, evidence) === 'documented' && !(isUnwelcome(exchange) && exchange.response.status === 401),
  );

/** A described body is JSON. */
export const jsonBody = check<Answered>({
  id: 'json-body',
  requirement: 'HTTP-JSON',
  title: 'bodies of answers',
  operation,
  forEach: withDescribedBody,
  violation(exchange) {
    const read = answerJson(exchange);
    if (read.ok) return undefined;
    return violation(
      exchange,
      `a JSON body with status ${exchange.response.status}`,
      `${show(exchange.response.body.text)}: ${show(read.problem)}`,
    );
  },
});

/** A described body says that it is JSON. */
export const jsonMediaType = check<Answered>({
  id: 'json-media-type',
  requirement: 'HTTP-JSON',
  title: 'media types of answers',
  operation,
  forEach: (evidence) => withDescribedBody(evidence).filter(({ response }) => response.body.bytes > 0),
  violation: (exchange) =>
    isJsonMediaType(exchange.response.headers)
      ? undefined
      : violation(exchange, 'Content-Type: application/json', show(header(exchange.response.headers, 'Content-Type'))),
});

const readable = (exchange: Answered) => answerJson(exchange).ok;

/** How a body departs from its schema, or, for an error whose own body is not described, from the error object of the operation. */
function bodyFindings(exchange: Answered, contract: Contract, status = exchange.response.status) {
  const read = answerJson(exchange);
  if (!read.ok) return [];
  return contract.judgeResponseBody(exchange.request.operation, status, read.value, exchange.request.variant);
}

/** A success has the body that its schema surely wants. */
export const successBody = check<Answered>({
  id: 'success-body',
  requirement: 'HTTP-BODY',
  title: 'bodies of successes',
  operation,
  forEach: (evidence) =>
    withDescribedBody(evidence).filter(
      (exchange) => exchange.request.intent.valid && isSuccess(exchange.response.status) && readable(exchange),
    ),
  violation: (exchange, { contract }) =>
    schemaViolations(
      exchange,
      bodyFindings(exchange, contract).filter(({ severity }) => severity === 'error'),
    ),
});

/** An error has the body that its schema surely wants. */
export const errorBody = check<Answered>({
  id: 'error-body',
  requirement: 'HTTP-ERROR-BODY',
  title: 'bodies of errors',
  operation,
  forEach: (evidence) =>
    withDescribedBody(evidence).filter((exchange) => exchange.response.status >= 400 && readable(exchange)),
  violation: (exchange, { contract }) =>
    schemaViolations(
      exchange,
      bodyFindings(exchange, contract).filter(({ severity }) => severity === 'error'),
    ),
});

/** A body fits the parts of its schema, too, that are known less certainly. */
export const fullBody = check<Answered>({
  id: 'full-body',
  requirement: 'HTTP-BODY-FULL',
  title: 'bodies of answers',
  operation,
  forEach: (evidence) =>
    withDescribedBody(evidence).filter(
      (exchange) => readable(exchange) && (exchange.request.intent.valid || !isSuccess(exchange.response.status)),
    ),
  violation: (exchange, { contract }) =>
    schemaViolations(
      exchange,
      bodyFindings(exchange, contract).filter(({ severity }) => severity === 'warning'),
    ),
});

/** JSON that comes with an error whose body is left open is the error object, as the operation describes it for its other errors. */
export const optionalErrorBody = check<Answered>({
  id: 'optional-error-body',
  requirement: 'HTTP-OPTIONAL-ERROR-BODY',
  title: 'bodies of errors that need none',
  operation,
  forEach: (evidence) =>
    answered(evidence).filter(
      (exchange) =>
        exchange.response.status >= 400 &&
        described(exchange, evidence) !== 'documented' &&
        isJsonMediaType(exchange.response.headers) &&
        exchange.response.body.bytes > 0,
    ),
  violation(exchange, { contract }) {
    const { request, response } = exchange;
    const read = answerJson(exchange);
    if (!read.ok) return violation(exchange, 'JSON, as its Content-Type says', show(response.body.text));
    const like = [422, 400, 401, 500].find(
      (status) => contract.responseBody(request.operation, status) === 'documented',
    );
    return schemaViolations(exchange, bodyFindings(exchange, contract, like));
  },
});

/** Headers without those that repeat a name: what stands in front of a supplier may add another, and the first is there all the same. */
const eachOnce = (headers: Answered['response']['headers']) =>
  headers.filter(
    ([name], index) => headers.findIndex(([other]) => other.toLowerCase() === name.toLowerCase()) === index,
  );

/** A check that successes carry the headers that the document gives them with some certainty. */
const headersOfSuccesses = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  certainty: SchemaFinding['severity'],
): Check => {
  const lacking = ({ request, response }: Answered, headers: Answered['response']['headers'], contract: Contract) =>
    contract
      .judgeResponseHeaders(request.operation, response.status, headers)
      .filter(({ severity }) => severity === certainty);
  return check<Answered>({
    ...definition,
    operation,
    // What an answer without any headers would lack is what the document wants.
    forEach: (evidence) =>
      answered(evidence).filter(
        (exchange) =>
          exchange.request.intent.valid &&
          isSuccess(exchange.response.status) &&
          lacking(exchange, [], evidence.contract).length > 0,
      ),
    violation: (exchange, { contract }) =>
      schemaViolations(exchange, lacking(exchange, eachOnce(exchange.response.headers), contract)),
  });
};

/** A success carries the headers that identify request and journey, as far as that is concluded. */
export const responseIds = headersOfSuccesses(
  { id: 'response-ids', requirement: 'HTTP-IDS', title: 'headers of successes' },
  'warning',
);

/** A success carries the headers that identify request and journey where they are published. */
export const publishedResponseIds = headersOfSuccesses(
  {
    id: 'published-response-ids',
    requirement: 'HTTP-IDS-DOCUMENTED',
    title: 'headers of successes where they are published',
  },
  'error',
);

const IDENTIFIERS = ['X-Request-ID', 'X-Conversation-ID'];

/** The identifiers of an answer are those of its request. A proxy may add another of the same name; one of them must be ours. */
export const responseIdsEcho = check<{
  readonly exchange: Answered;
  readonly name: string;
  readonly returned: readonly string[];
}>({
  id: 'response-ids-echo',
  requirement: 'HTTP-IDS-ECHO',
  title: 'identifiers in the headers of answers',
  operation: ({ exchange }) => operation(exchange),
  forEach: (evidence) =>
    answered(evidence).flatMap((exchange) =>
      IDENTIFIERS.map((name) => ({ exchange, name, returned: valuesOf(exchange, name) })).filter(
        ({ name, returned }) => returned.length > 0 && header(exchange.request.headers, name) !== undefined,
      ),
    ),
  violation({ exchange, name, returned }) {
    const sent = header(exchange.request.headers, name) ?? '';
    return returned.includes(sent) ? undefined : violation(exchange, `${name}: ${sent}`, show(returned[0]));
  },
});

function valuesOf({ response }: Answered, name: string): readonly string[] {
  return response.headers
    .filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase())
    .flatMap(([, value]) => [value, ...value.split(',')])
    .map((value) => value.trim());
}

/** The checks of bodies, their media types, and headers, whichever the operation. */
export const BODY_CHECKS: readonly Check[] = [
  jsonBody,
  jsonMediaType,
  successBody,
  errorBody,
  fullBody,
  optionalErrorBody,
  responseIds,
  publishedResponseIds,
  responseIdsEcho,
];
