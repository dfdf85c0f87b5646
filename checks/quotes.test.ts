import { expect, test } from '@playwright/test';
import type { History } from '../evidence/history.ts';
import { QUOTE_REQUIREMENTS } from '../specs/requirements/quotes.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, type RequestOptions } from './fixtures/history.ts';
import { errorBody, quote, quoteRequest } from './fixtures/messages.ts';
import {
  externalIdentifierIsOptional,
  incompleteQuotesAreRefused,
  plainQuotesAreGiven,
  quoteEcho,
  quoteId,
  quoteIdsAreUnique,
  quoteIsGivenAtOnce,
  quoteStatus,
  unknownRolesAreRefused,
} from './quotes.ts';

const judged = (check: Check, happened: History) => concluded(check, QUOTE_REQUIREMENTS, happened);

const asked = (status: number, body?: unknown, sent: RequestOptions = {}) =>
  exchanged('handleQuote', { body: quoteRequest(), ...sent }, { status, body });
const given = (changes: Readonly<Record<string, unknown>> = {}) => history(asked(201, quote(changes)));
const malformed = (changes: Readonly<Record<string, unknown>>, status: number, because = 'it lacks something') =>
  history(asked(status, undefined, { body: quoteRequest(changes), intent: { valid: false, because } }));

test('quote-status', () => {
  expect(judged(quoteStatus, given()).outcome).toBe('passed');
  expect(judged(quoteStatus, history(asked(200, quote()), asked(202))).actual).toEqual(['200', '202']);
  expect(judged(quoteStatus, history(asked(422))).outcome).toBe('not-exercised');
});

test('quote-is-given-at-once', () => {
  expect(judged(quoteIsGivenAtOnce, history(asked(201, quote()), asked(422, errorBody()))).outcome).toBe('passed');
  expect(judged(quoteIsGivenAtOnce, history(asked(202, quote()), asked(201))).actual).toEqual([
    '202',
    '201 without a body',
  ]);
});

test('plain-quotes-are-given', () => {
  expect(judged(plainQuotesAreGiven, given()).outcome).toBe('passed');
  expect(judged(plainQuotesAreGiven, history(asked(422, errorBody()))).actual).toEqual([
    '422: "address.id is not known to us"',
  ]);
  // A fault or a lack of credentials says nothing of the wish.
  expect(judged(plainQuotesAreGiven, history(asked(500), asked(401))).outcome).toBe('not-exercised');
});

test('incomplete-quotes-are-refused', () => {
  const sites = [quoteRequest().sites].flat().slice(0, 1);
  for (const lacking of [{ sites }, { sites: [] }, { service: [] }, { contractDetails: undefined }]) {
    expect(judged(incompleteQuotesAreRefused, malformed(lacking, 400)).outcome).toBe('passed');
    expect(judged(incompleteQuotesAreRefused, malformed(lacking, 422)).outcome).toBe('passed');
    expect(judged(incompleteQuotesAreRefused, malformed(lacking, 201))).toMatchObject({
      expected: ['400 or 422, because it lacks something'],
      actual: ['201'],
    });
    expect(judged(incompleteQuotesAreRefused, malformed(lacking, 404)).actual).toEqual(['404']);
  }
  expect(judged(incompleteQuotesAreRefused, malformed({ id: 'one' }, 201)).outcome).toBe('not-exercised');
  expect(judged(incompleteQuotesAreRefused, malformed({ sites }, 501)).outcome).toBe('not-exercised');
});

test('unknown-roles-are-refused', () => {
  const sites = [quoteRequest().sites].flat().map((site) => ({ ...(site as object), role: 'HUB' }));
  expect(judged(unknownRolesAreRefused, malformed({ sites }, 422)).outcome).toBe('passed');
  expect(judged(unknownRolesAreRefused, malformed({ sites }, 201)).outcome).toBe('failed');
  expect(judged(unknownRolesAreRefused, malformed({ service: [] }, 201)).outcome).toBe('not-exercised');
});

test('external-identifier-is-optional', () => {
  const given = asked(201, quote());
  for (const externalIdentifier of [undefined, '']) {
    const body = quoteRequest({ externalIdentifier });
    const [taken, refused] = [asked(201, quote(), { body }), asked(422, errorBody(), { body })];
    const malformed = asked(400, errorBody(), { body });
    expect(judged(externalIdentifierIsOptional, history(given, taken)).outcome).toBe('passed');
    expect(judged(externalIdentifierIsOptional, history(given, taken, refused)).outcome).toBe('passed');
    expect(judged(externalIdentifierIsOptional, history(malformed, given)).outcome).toBe('failed');
    for (const control of [[], [asked(400)], [asked(201, quote(), { body: quoteRequest({ service: [] }) })]]) {
      const verdict = judged(externalIdentifierIsOptional, history(...control, malformed));
      expect(verdict.outcome, 'nobody was given that quote').toBe('not-exercised');
    }
  }

  const without = asked(422, errorBody(), { body: quoteRequest({ externalIdentifier: undefined }) });
  expect(judged(externalIdentifierIsOptional, history(given, without)).outcome, 'needed by the look of it').toBe(
    'failed',
  );
  const bare = asked(201, quote(), { body: quoteRequest({ externalIdentifier: '' }) });
  expect(judged(externalIdentifierIsOptional, history(given, without, bare)).outcome).toBe('passed');
});

test('quote-id', () => {
  expect(judged(quoteId, given()).outcome).toBe('passed');
  expect(judged(quoteId, given({ id: 'x'.repeat(64) })).outcome).toBe('passed');
  for (const id of [undefined, '', ' ', 7, 'x'.repeat(65)]) {
    expect(judged(quoteId, given({ id })).outcome).toBe('failed');
  }
});

test('quote-ids-are-unique', () => {
  const [one, other] = [asked(201, quote()), asked(201, quote({ id: 'SUPP2-QUO-2' }))];
  expect(judged(quoteIdsAreUnique, history(one, other)).outcome).toBe('passed');
  expect(judged(quoteIdsAreUnique, history(one, asked(201, quote()))).actual).toEqual(['"SUPP2-QUO-1" again']);
});

test('quote-echo', () => {
  expect(judged(quoteEcho, given({ price: 120, lead: 'ten days' })).outcome).toBe('passed');
  expect(judged(quoteEcho, given({ externalIdentifier: 'other', contractDetails: undefined })).expected).toEqual([
    'body/externalIdentifier as sent: "QUO-1"',
    'body/contractDetails as sent: an object',
  ]);
  const body = quoteRequest({ externalIdentifier: '' });
  const answer = quote({ externalIdentifier: undefined });
  expect(judged(quoteEcho, history(asked(201, answer, { body }))).outcome).toBe('passed');
});
