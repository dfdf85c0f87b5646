import { expect, test } from '@playwright/test';
import { CREDENTIALS_REQUIREMENTS } from '../specs/requirements/credentials.ts';
import { HTTP_REQUIREMENTS } from '../specs/requirements/http.ts';
import type { Aim, Header } from '../evidence/history.ts';
import type { Check } from './check.ts';
import * as credentials from './credentials.ts';
import { fakeContract } from './fixtures/contract.ts';
import { concluded, exchanged, history, noResponse, PROFILE, request, type Happening } from './fixtures/history.ts';
import { errorBody } from './fixtures/messages.ts';
import * as bodies from './http-bodies.ts';
import * as statuses from './http-statuses.ts';
import { judge } from './judge.ts';

const judged = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, [...CREDENTIALS_REQUIREMENTS, ...HTTP_REQUIREMENTS], history(...happenings), {});

const OPERATION = 'handleAvailabilityCheck';
const unwelcome = (aim: Aim, rest: { readonly headers?: readonly Header[] } = {}) => ({
  aim,
  intent: { valid: false, because: 'nobody was given the credentials that it shows' },
  ...rest,
});
const shown = (aim: Aim, status: number, body: unknown = errorBody('NOT_AUTHORISED'), headers?: readonly Header[]) =>
  exchanged(OPERATION, unwelcome(aim), { status, body, ...(headers ? { headers } : {}) });

const BY_AIM = {
  'no-credentials': credentials.missingCredentialsRefused,
  'wrong-credentials': credentials.wrongCredentialsRefused,
  'expired-credentials': credentials.expiredCredentialsRefused,
  'lapsed-credentials': credentials.lapsedCredentialsRefused,
} as const;

for (const [aim, check] of Object.entries(BY_AIM) as [keyof typeof BY_AIM, Check][]) {
  test(`${check.id}: 401 turns away, and so does 403`, () => {
    expect(judged(check, shown(aim, 401)).outcome).toBe('passed');
    expect(judged(check, shown(aim, 403, undefined)).outcome).toBe('passed');
    for (const status of [200, 201, 202, 302, 400, 404, 422, 500, 503]) {
      const failed = judged(check, shown(aim, status));
      expect(failed, `${status}`).toMatchObject({ outcome: 'failed', actual: [`${status}`] });
      expect(failed.expected).toEqual(['401, because nobody was given the credentials that it shows']);
    }
  });

  test(`${check.id}: silence turns nobody away; what was broken off, or came too soon, shows nothing`, () => {
    const asked = request(OPERATION, unwelcome(aim));
    expect(judged(check, asked, noResponse(asked, 'closed'))).toMatchObject({
      outcome: 'failed',
      actual: [expect.stringMatching(/^no answer \(closed\)/)],
    });
    const nothing = [asked, noResponse(asked, 'interrupted'), shown(aim, 429)];
    expect(judged(check, nothing).outcome).not.toMatch(/passed|failed/);
  });

  test(`${check.id}: other requests do not count`, () => {
    const others = (Object.keys(BY_AIM) as Aim[]).filter((other) => other !== aim).map((other) => shown(other, 200));
    expect(judged(check, others, exchanged(OPERATION, {}, { status: 200 })).outcome).not.toMatch(/passed|failed/);
  });
}

/** The outcomes of requests of which some show credentials that the configuration has. */
function outcomesWith(headers: readonly Header[]) {
  const asked = exchanged(OPERATION, { headers }, { status: 200 });
  const catalogue = { requirements: CREDENTIALS_REQUIREMENTS, checks: credentials.CREDENTIALS_CHECKS };
  const verdicts = judge(catalogue, history(asked), fakeContract(), PROFILE);
  return Object.fromEntries(verdicts.map(({ check, outcome }) => [check, outcome]));
}

test('who asks for no credentials is bound by none of the rules', () => {
  const outcomes = Object.values(outcomesWith([['Tenant', 'TENANT1']]));
  expect(new Set(outcomes)).toEqual(new Set(['not-applicable']));
});

test('who asks for credentials has to be shown wrong ones, and need not be shown expired ones', () => {
  expect(outcomesWith([['authorization', 'Bearer [redacted]']])).toEqual({
    'missing-credentials-refused': 'not-exercised',
    'wrong-credentials-refused': 'not-exercised',
    'expired-credentials-refused': 'not-applicable',
    'lapsed-credentials-refused': 'not-applicable',
    'turned-away-with-401': 'not-applicable',
    'turned-away-with-error-object': 'not-applicable',
  });
});

test('turned-away-with-401', () => {
  const check = credentials.turnedAwayWith401;
  expect(judged(check, shown('no-credentials', 401)).outcome).toBe('passed');
  expect(judged(check, shown('wrong-credentials', 403))).toMatchObject({ outcome: 'failed', actual: ['403'] });
  expect(judged(check, shown('no-credentials', 200)).outcome).not.toMatch(/passed|failed/);
});

test('turned-away-with-error-object', () => {
  const check = credentials.turnedAwayWithErrorObject;
  expect(judged(check, shown('no-credentials', 401)).outcome).toBe('passed');
  expect(judged(check, shown('no-credentials', 401, '<html>')).outcome).toBe('failed');
  expect(judged(check, shown('no-credentials', 401, '')).outcome).toBe('failed');
  expect(judged(check, shown('no-credentials', 401, errorBody(), [['Content-Type', 'text/html']])).actual).toEqual([
    '"text/html"',
  ]);
  expect(judged(check, shown('no-credentials', 403, '<html>')).outcome).not.toMatch(/passed|failed/);
});

test('an API gateway that turns bad credentials away in its own words breaks no binding rule', () => {
  const turned = [
    exchanged(OPERATION, {}, { status: 200, body: { serviceSpecifications: [] } }),
    shown('no-credentials', 401, '<html>', [['Content-Type', 'text/html']]),
    shown('wrong-credentials', 401, { message: 'Unauthorized' }),
    shown('wrong-credentials', 403, '<html>', [['Content-Type', 'text/html']]),
  ];
  for (const check of [...statuses.STATUS_CHECKS, ...bodies.BODY_CHECKS, ...credentials.CREDENTIALS_CHECKS]) {
    const { severity, outcome } = judgedAlone(check, turned);
    expect(severity === 'error' && outcome === 'failed', check.id).toBe(false);
  }
});

function judgedAlone(check: Check, happened: readonly Happening[]) {
  const requirements = [...CREDENTIALS_REQUIREMENTS, ...HTTP_REQUIREMENTS];
  const verdicts = judge({ requirements, checks: [check] }, history(...happened), fakeContract(), PROFILE);
  const worst = verdicts.find(({ outcome }) => outcome === 'failed') ?? verdicts[0];
  return { severity: worst?.severity, outcome: worst?.outcome };
}
