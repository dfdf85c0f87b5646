import { json } from '../evidence/history.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answered,
  asksForRefusal,
  isGenerated,
  isRefusal,
  isSuccess,
  isUnwelcome,
  leavesOptionalParametersOut,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';

const operation = ({ request }: Exchange) => request.operation;
const isPaced = ({ response }: Answered) => response.status !== 429;
// Whether generated requests are taken or refused is judged beside their twins.
const written = (evidence: Evidence) =>
  answered(evidence).filter((exchange) => isPaced(exchange) && !isGenerated(exchange));
const validAnswers = (evidence: Evidence) => written(evidence).filter(({ request }) => request.intent.valid);
// What is wrong with credentials alone is judged beside them.
const invalidAnswers = (evidence: Evidence) =>
  written(evidence).filter((exchange) => !exchange.request.intent.valid && !isUnwelcome(exchange));

/** Every request gets an answer. One that we broke off ourselves proves nothing, nor does one that a cut history leaves open. */
export const answersEveryRequest = check<Exchange>({
  id: 'answers-every-request',
  requirement: 'HTTP-ANSWERED',
  title: 'all requests',
  operation,
  forEach: ({ views }) =>
    views.exchanges.filter(
      ({ response, noResponse }) => response ?? (noResponse && noResponse.reason !== 'interrupted'),
    ),
  violation: (exchange, { profile }) =>
    exchange.noResponse &&
    violation(
      exchange,
      `an HTTP answer within ${profile.pace.request} ms`,
      `none (${exchange.noResponse.reason}): ${exchange.noResponse.detail}`,
    ),
});

/** A status is one that the operation lists. Which success it must be is a rule of each operation. */
export const listedStatus = check<Answered>({
  id: 'listed-status',
  requirement: 'HTTP-STATUS',
  title: 'statuses of all answers',
  operation,
  forEach: (evidence) => answered(evidence).filter(isPaced),
  violation(exchange, { contract }) {
    const { documentedStatuses, toleratedStatuses } = contract.operation(exchange.request.operation);
    const { status } = exchange.response;
    if (isSuccess(status) || documentedStatuses.includes(status) || toleratedStatuses.includes(status))
      return undefined;
    // The gateway never sends another media type, so what it understands of the answer to one is nobody's loss.
    if (status === 415 && exchange.request.generated?.fault?.kind === 'media-type') return undefined;
    return violation(exchange, `one of the statuses ${documentedStatuses.join(', ')}`, `${status}`);
  },
});

/** A status is not one that is merely tolerated; that something we made up is not found may be said with 404. */
export const toleratedStatus = check<Answered>({
  id: 'tolerated-status',
  requirement: 'HTTP-STATUS-TOLERATED',
  title: 'statuses of all answers',
  operation,
  forEach: (evidence) => answered(evidence).filter(isPaced),
  violation(exchange, { contract }) {
    const { documentedStatuses, toleratedStatuses } = contract.operation(exchange.request.operation);
    const { status } = exchange.response;
    if (!toleratedStatuses.includes(status) || documentedStatuses.includes(status)) return undefined;
    if (status === 404 && isAboutTheUnknown(exchange)) return undefined;
    return violation(exchange, `one of the statuses ${documentedStatuses.join(', ')}`, `${status}`);
  },
});

/** No request is turned away for coming too soon after another. */
export const takesOrdinaryTraffic = check<Answered>({
  id: 'takes-ordinary-traffic',
  requirement: 'HTTP-RATE',
  title: 'statuses of all answers',
  operation,
  forEach: answered,
  violation: (exchange) =>
    exchange.response.status === 429 ? violation(exchange, 'an answer to the request itself', '429') : undefined,
});

/**
 * A valid request is not answered as if it were malformed, unauthorised or forbidden, or with a fault. Where we asked for a
 * refusal, how it is told is another rule; and what is always sent may be missed where we left it out.
 */
export const understandsValidRequests = check<Answered>({
  id: 'understands-valid-requests',
  requirement: 'HTTP-UNDERSTOOD',
  title: 'answers to valid requests',
  operation,
  forEach: validAnswers,
  violation(exchange, evidence) {
    const { status } = exchange.response;
    const malformed = status === 400 && !leavesOptionalParametersOut(exchange);
    const refused = (malformed || status === 403) && !asksForRefusal(exchange, evidence);
    if (!refused && status !== 401 && status < 500) return undefined;
    return violation(
      exchange,
      'an answer that takes a valid request for what it is',
      status === 501
        ? '501, for an operation of a feature that the supplier claims'
        : `${status}: ${reasonsIn(exchange)}`,
    );
  },
});

/** What is refused for what it asks is refused with 422. */
export const refusesWith422 = check<Answered>({
  id: 'refuses-with-422',
  requirement: 'HTTP-REFUSED-422',
  title: 'refusals that the harness asked for',
  operation,
  forEach: (evidence) =>
    validAnswers(evidence).filter(
      (exchange) =>
        isRefusal(exchange.response.status) && exchange.response.status !== 401 && asksForRefusal(exchange, evidence),
    ),
  violation(exchange) {
    const { status } = exchange.response;
    if (status === 422 || (status === 404 && isAboutTheUnknown(exchange))) return undefined;
    return violation(exchange, '422', `${status}`);
  },
});

/** A request that breaks the contract in its body or parameters is refused: neither taken nor stumbled over. */
export const refusesInvalidRequests = check<Answered>({
  id: 'refuses-invalid-requests',
  requirement: 'HTTP-REFUSES-INVALID',
  title: 'answers to malformed requests',
  operation,
  forEach: (evidence) => invalidAnswers(evidence).filter((exchange) => !lacksOnlyHeaders(exchange, evidence)),
  violation: refusalMissing,
});

/** A request that lacks a mandatory header is refused. */
export const refusesMissingHeaders = check<Answered>({
  id: 'refuses-missing-headers',
  requirement: 'HTTP-REFUSES-WITHOUT-HEADER',
  title: 'answers to requests without a mandatory header',
  operation,
  forEach: (evidence) => invalidAnswers(evidence).filter((exchange) => lacksOnlyHeaders(exchange, evidence)),
  violation: refusalMissing,
});

/** A body that is no JSON is refused with 400, and what else breaks the contract with 400, 404 or 422. */
export const refusesMalformedWith400 = check<Answered>({
  id: 'refuses-malformed-with-400',
  requirement: 'HTTP-MALFORMED-400',
  title: 'refusals of malformed requests',
  operation,
  forEach: (evidence) =>
    [
      ...invalidAnswers(evidence).filter((exchange) => !lacksOnlyHeaders(exchange, evidence)),
      ...cutOff(evidence),
    ].filter(({ response }) => isRefusal(response.status)),
  violation(exchange) {
    const fitting = isUnreadable(exchange) ? [400] : [400, 404, 422];
    const { status } = exchange.response;
    return fitting.includes(status) ? undefined : violation(exchange, fitting.join(' or '), `${status}`);
  },
});

/** The answers to generated requests whose JSON breaks off, and which were taken without that. */
function cutOff({ views }: Evidence): readonly Answered[] {
  return views.variants
    .filter(({ generated, twin }) => generated.fault?.kind === 'broken-json' && twin?.reception === 'taken')
    .map(({ exchange }) => exchange)
    .filter((exchange): exchange is Answered => exchange.response !== undefined);
}

function refusalMissing(exchange: Answered) {
  const { request, response } = exchange;
  if (!isSuccess(response.status) && response.status < 500) return undefined;
  const why = request.intent.valid ? '' : request.intent.because;
  return violation(exchange, `a refusal, because ${why}`, `${response.status}`);
}

function isAboutTheUnknown({ request: { aim } }: Exchange): boolean {
  return aim?.startsWith('unknown-') ?? false;
}

/** Whether our body is no JSON at all. */
function isUnreadable({ request }: Exchange): boolean {
  return request.body !== undefined && !json(request.body).ok;
}

/** Whether all that is wrong with a request of ours is its headers. */
function lacksOnlyHeaders(exchange: Exchange, { contract }: Evidence): boolean {
  if (isUnreadable(exchange)) return false;
  const { operation: id, url, headers, body, variant } = exchange.request;
  const read = json(body);
  const findings = contract.judgeRequest(id, { url, headers, ...(read.ok ? { body: read.value } : {}) }, variant);
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ where }) => where.startsWith('header'));
}

/** The checks of statuses, whichever the operation. */
export const STATUS_CHECKS: readonly Check[] = [
  answersEveryRequest,
  listedStatus,
  toleratedStatus,
  takesOrdinaryTraffic,
  understandsValidRequests,
  refusesWith422,
  refusesInvalidRequests,
  refusesMissingHeaders,
  refusesMalformedWith400,
];
