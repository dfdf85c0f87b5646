import { header, type Aim } from '../evidence/history.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answerJson,
  answered,
  isJsonMediaType,
  isUnwelcome,
  schemaViolations,
  show,
  violation,
  type Answered,
} from './answers.ts';

const operation = ({ request }: Exchange) => request.operation;

/** The requests with credentials of some kinds, but those that we broke off ourselves, or that only came too soon. */
function shown(evidence: Evidence, ...aims: readonly Aim[]): readonly Exchange[] {
  return evidence.views.exchanges.filter(({ request, response, noResponse }) => {
    const isOver = response ? response.status !== 429 : noResponse && noResponse.reason !== 'interrupted';
    return isOver && request.aim !== undefined && aims.includes(request.aim);
  });
}

/** What is wrong when a request was not turned away for its credentials. A firewall that does so may answer 403. */
function notTurnedAway(exchange: Exchange) {
  const { request, response, noResponse } = exchange;
  if (response?.status === 401 || response?.status === 403) return undefined;
  const why = request.intent.valid ? '' : `, because ${request.intent.because}`;
  const actual = response ? `${response.status}` : `no answer (${noResponse?.reason}): ${noResponse?.detail}`;
  return violation(exchange, `401${why}`, actual);
}

/** Whom alone the rules bind: the header tells, which stays in the history when its value does not. */
function asksForCredentials({ views }: Evidence): string | undefined {
  const shows = views.exchanges.some(({ request }) => header(request.headers, 'Authorization') !== undefined);
  return shows ? undefined : 'asks for credentials in the Authorization header (the configuration has no auth)';
}

/** A request without credentials is turned away. */
export const missingCredentialsRefused = check<Exchange>({
  id: 'missing-credentials-refused',
  requirement: 'HTTP-CREDENTIALS',
  title: 'requests without credentials',
  operation,
  onlyIf: asksForCredentials,
  forEach: (evidence) => shown(evidence, 'no-credentials'),
  violation: notTurnedAway,
});

/** A request with credentials that nobody was given is turned away. */
export const wrongCredentialsRefused = check<Exchange>({
  id: 'wrong-credentials-refused',
  requirement: 'HTTP-CREDENTIALS',
  title: 'requests with wrong credentials',
  operation,
  onlyIf: asksForCredentials,
  forEach: (evidence) => shown(evidence, 'wrong-credentials'),
  violation: notTurnedAway,
});

/** A request with a token that expired long ago is turned away. */
export const expiredCredentialsRefused = check<Exchange>({
  id: 'expired-credentials-refused',
  requirement: 'HTTP-CREDENTIALS-EXPIRED',
  title: 'requests with an expired token',
  operation,
  forEach: (evidence) => shown(evidence, 'expired-credentials'),
  violation: notTurnedAway,
});

/** A request with a token that has just lapsed is turned away. */
export const lapsedCredentialsRefused = check<Exchange>({
  id: 'lapsed-credentials-refused',
  requirement: 'HTTP-CREDENTIALS-LAPSED',
  title: 'requests with a token that has just lapsed',
  operation,
  forEach: (evidence) => shown(evidence, 'lapsed-credentials'),
  violation: notTurnedAway,
});

const turnedAway = (evidence: Evidence) =>
  answered(evidence).filter(
    (exchange) => isUnwelcome(exchange) && (exchange.response.status === 401 || exchange.response.status === 403),
  );

/** Who is turned away for the credentials is told with 401. */
export const turnedAwayWith401 = check<Answered>({
  id: 'turned-away-with-401',
  requirement: 'HTTP-CREDENTIALS-401',
  title: 'statuses of such refusals',
  operation,
  forEach: turnedAway,
  violation: (exchange) =>
    exchange.response.status === 401 ? undefined : violation(exchange, '401', `${exchange.response.status}`),
});

/** A 401 carries the error object. */
export const turnedAwayWithErrorObject = check<Answered>({
  id: 'turned-away-with-error-object',
  requirement: 'HTTP-CREDENTIALS-BODY',
  title: 'bodies of such refusals',
  operation,
  forEach: (evidence) =>
    turnedAway(evidence).filter(
      ({ request, response }) =>
        response.status === 401 && evidence.contract.responseBody(request.operation, 401) === 'documented',
    ),
  violation(exchange, { contract }) {
    const { request, response } = exchange;
    const read = answerJson(exchange);
    if (!read.ok)
      return violation(exchange, 'a JSON body with status 401', `${show(response.body.text)}: ${read.problem}`);
    if (!isJsonMediaType(response.headers)) {
      return violation(exchange, 'Content-Type: application/json', show(header(response.headers, 'Content-Type')));
    }
    return schemaViolations(exchange, contract.judgeResponseBody(request.operation, 401, read.value, request.variant));
  },
});

/** The checks of what credentials that let nobody in lead to. */
export const CREDENTIALS_CHECKS: readonly Check[] = [
  missingCredentialsRefused,
  wrongCredentialsRefused,
  expiredCredentialsRefused,
  lapsedCredentialsRefused,
  turnedAwayWith401,
  turnedAwayWithErrorObject,
];
