import type { JsonObject } from '../specs/json-object.ts';
import {
  answersOf,
  isRejection,
  isSuccess,
  objectsIn,
  sentObject,
  shouldBeTaken,
  show,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';
import { check, type Check, type Evidence } from './check.ts';
import { createdBy, identified, usedBefore, type Created, type Identified } from './created-orders.ts';
import { notRepeated } from './echo.ts';
import { flawed, notRefused } from './refusals.ts';

const requests = (evidence: Evidence) => answersOf(evidence, 'handleQuote');

/** The quotes that came back with a 201. */
const quotes = (evidence: Evidence) => createdBy(evidence, 'handleQuote');

/** A quote that is given is given with 201. */
export const quoteStatus = check<Answered>({
  id: 'quote-status',
  requirement: 'QUO-STATUS',
  title: 'quotes that were given',
  forEach: (evidence) => requests(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    exchange.response.status === 201 ? undefined : violation(exchange, '201', `${exchange.response.status}`),
});

/** A request for a quote is answered with the quote, or refused. */
export const quoteIsGivenAtOnce = check<Answered>({
  id: 'quote-is-given-at-once',
  requirement: 'QUO-SYNCHRONOUS',
  title: 'answers to requests for a quote',
  forEach: (evidence) =>
    requests(evidence).filter(({ response }) => isSuccess(response.status) || isRejection(response.status)),
  violation: (exchange) => {
    const { status, body } = exchange.response;
    if (isRejection(status) || (status !== 202 && body.bytes > 0)) return undefined;
    return violation(exchange, 'a quote or a rejection', status === 202 ? '202' : `${status} without a body`);
  },
});

/** A quote that nothing speaks against is given. */
export const plainQuotesAreGiven = check<Answered>({
  id: 'plain-quotes-are-given',
  requirement: 'QUO-ACCEPTED',
  title: 'requests for a quote that should succeed',
  forEach: (evidence) =>
    requests(evidence).filter(
      (exchange) =>
        (isSuccess(exchange.response.status) || isRejection(exchange.response.status)) &&
        shouldBeTaken(exchange, evidence),
    ),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, '201 and a quote', `${exchange.response.status}: ${reasonsIn(exchange)}`),
});

const isIncomplete = (sent: JsonObject) =>
  objectsIn(sent, 'sites').length < 2 || objectsIn(sent, 'service').length === 0 || sent.contractDetails === undefined;

/** A request that lacks a site, the services or the terms is refused. */
export const incompleteQuotesAreRefused = check<Answered>({
  id: 'incomplete-quotes-are-refused',
  requirement: 'QUO-REFUSES-INCOMPLETE',
  title: 'requests for a quote that lack sites, services or terms',
  forEach: (evidence) => flawed(evidence, 'handleQuote', isIncomplete),
  violation: notRefused,
});

const ROLES: readonly unknown[] = ['A-END', 'B-END', 'MULTI-POINT'];

/** A site that plays an unknown part is refused. */
export const unknownRolesAreRefused = check<Answered>({
  id: 'unknown-roles-are-refused',
  requirement: 'QUO-REFUSES-ROLE',
  title: 'requests for a quote with an unknown role',
  forEach: (evidence) =>
    flawed(evidence, 'handleQuote', (sent) => objectsIn(sent, 'sites').some(({ role }) => !ROLES.includes(role))),
  violation: notRefused,
});

const hasExternalIdentifier = (exchange: Answered) => (sentObject(exchange)?.externalIdentifier ?? '') !== '';

/** What a request for a quote asks beside its own number and the tenant's reference. */
const matterOf = (exchange: Answered) =>
  JSON.stringify({ ...sentObject(exchange), id: undefined, externalIdentifier: undefined });

/** Whether the same quote was given to one who named a reference. Where it never was, what is wrong is not that reference. */
const isGivenWithReference = (exchange: Answered, evidence: Evidence) =>
  requests(evidence).some(
    (other) =>
      isSuccess(other.response.status) && hasExternalIdentifier(other) && matterOf(other) === matterOf(exchange),
  );

/**
 * The tenant's own reference may be left out, or empty. A rejection for another reason proves nothing, so that one counts only
 * where quotes were given to those who named a reference and to nobody else.
 */
export const externalIdentifierIsOptional = check<Answered>({
  id: 'external-identifier-is-optional',
  requirement: 'QUO-EXTERNAL-IDENTIFIER',
  title: 'requests for a quote without externalIdentifier',
  forEach: (evidence) =>
    requests(evidence).filter(
      (exchange) =>
        !hasExternalIdentifier(exchange) &&
        shouldBeTaken(exchange, evidence) &&
        isGivenWithReference(exchange, evidence),
    ),
  untried: () => 'no request for a quote was taken that differs in naming externalIdentifier alone',
  violation(exchange, evidence) {
    const { status } = exchange.response;
    const given = requests(evidence).filter(({ response }) => isSuccess(response.status));
    const needed = given.length > 0 && given.every(hasExternalIdentifier);
    if (status !== 400 && !(needed && isRejection(status))) return undefined;
    return violation(exchange, 'a quote, as for requests that name one', `${status}: ${reasonsIn(exchange)}`);
  },
});

/** A quote has an identifier that an order can carry. */
export const quoteId = check<Created>({
  id: 'quote-id',
  requirement: 'QUO-ID',
  title: 'ids of quotes',
  forEach: quotes,
  violation: ({ exchange, order: { id } }) =>
    typeof id === 'string' && id.trim() !== '' && id.length <= 64
      ? undefined
      : violation(exchange, 'body/id: text of 1 to 64 characters', show(id)),
});

/** An identifier names one quote. */
export const quoteIdsAreUnique = check<Identified>({
  id: 'quote-ids-are-unique',
  requirement: 'QUO-ID-UNIQUE',
  title: 'ids of quotes',
  forEach: (evidence) => identified(quotes(evidence), 'id'),
  violation: (found) => usedBefore(found, 'body/id: one that no other quote has'),
});

/** A quote says what it is for. */
export const quoteEcho = check<Created>({
  id: 'quote-echo',
  requirement: 'QUO-ECHO',
  title: 'what quotes repeat of the requests for them',
  forEach: quotes,
  violation: ({ exchange }) => {
    const empty = sentObject(exchange)?.externalIdentifier === '';
    return notRepeated(exchange, 'id', ...(empty ? ['externalIdentifier'] : []));
  },
});

/** The checks of how requests for a quote are answered. */
export const QUOTE_CHECKS: readonly Check[] = [
  quoteStatus,
  quoteIsGivenAtOnce,
  plainQuotesAreGiven,
  incompleteQuotesAreRefused,
  unknownRolesAreRefused,
  externalIdentifierIsOptional,
  quoteId,
  quoteIdsAreUnique,
  quoteEcho,
];
