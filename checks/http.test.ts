import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { SchemaFinding } from '../specs/contract-types.ts';
import type { History } from '../evidence/history.ts';
import { theContract } from '../specs/fixtures/contract.ts';
import { problem } from './fixtures/repairs.ts';
import { HTTP_REQUIREMENTS } from '../specs/requirements/http.ts';
import { fakeContract } from './fixtures/contract.ts';
import { concluded, exchanged, history, noResponse, note, request } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, errorBody, provideOrder } from './fixtures/messages.ts';
import * as bodies from './http-bodies.ts';
import * as errors from './http-errors.ts';
import * as statuses from './http-statuses.ts';
import * as own from './own-conduct.ts';

const judged = (check: Check, happened: History, contract = fakeContract()) =>
  concluded(check, HTTP_REQUIREMENTS, happened, { contract });

const INVALID = { valid: false, because: 'the JSON is broken' } as const;
const placed = (status: number, body?: unknown, sent = {}) =>
  exchanged('handleCreateOrder', { body: provideOrder(), ...sent }, { status, body });
const brokenOrder = (status: number, body: unknown = errorBody('MALFORMED_REQUEST')) =>
  exchanged('handleCreateOrder', { body: '{"id":', intent: INVALID }, { status, body });
const amendedUnknown = (status: number, body: unknown = errorBody()) =>
  exchanged('handleAmendOrder', { body: amendment(), aim: 'unknown-order' }, { status, body });
const finding = (severity: SchemaFinding['severity'], where = 'body/status'): SchemaFinding => ({
  severity,
  where,
  expected: 'a string',
  actual: '1',
});

test.describe('our own conduct', () => {
  test('own-requests', () => {
    expect(judged(own.ownRequests, history(placed(202))).outcome).toBe('passed');
    const strict = fakeContract({ judgeRequest: () => [finding('error', 'body/notes'), finding('warning')] });
    const broken = judged(own.ownRequests, history(placed(202)), strict);
    expect(broken.outcome).toBe('broken');
    expect(broken.actual).toEqual(['body/notes: expected a string, was 1']);
    expect(judged(own.ownRequests, history(brokenOrder(400)), strict).outcome).toBe('not-exercised');
  });

  test('own-journeys', () => {
    expect(judged(own.ownJourneys, history(note('remark', 'all is well'))).outcome).toBe('passed');
    const broken = judged(own.ownJourneys, history(note('harness-error', 'TypeError: x is undefined')));
    expect(broken).toMatchObject({ outcome: 'broken', expected: ['a journey runs to its end'] });
  });
});

test.describe('statuses', () => {
  test('answers-every-request', () => {
    const asked = request('handleAvailabilityCheck');
    expect(judged(statuses.answersEveryRequest, history(placed(503), brokenOrder(400))).outcome).toBe('passed');
    for (const reason of ['timeout', 'unreachable', 'closed', 'tls', 'malformed'] as const) {
      const failed = judged(statuses.answersEveryRequest, history(placed(202), asked, noResponse(asked, reason)));
      expect(failed.outcome, reason).toBe('passed,failed');
      expect(failed.actual[0]).toContain(reason);
    }
    const ours = history(asked, noResponse(asked, 'interrupted'), request('handleCreateOrder'));
    expect(judged(statuses.answersEveryRequest, ours).outcome).toBe('not-exercised');
  });

  test('listed-status', () => {
    const fine = [placed(201), placed(422), placed(503), placed(404), placed(429), amendedUnknown(404)];
    expect(judged(statuses.listedStatus, history(fine)).outcome).toBe('passed,passed');
    for (const status of [301, 405, 409, 418]) {
      expect(judged(statuses.listedStatus, history(placed(status))).actual).toEqual([`${status}`]);
    }
  });

  test('tolerated-status', () => {
    expect(judged(statuses.toleratedStatus, history(placed(201), amendedUnknown(404))).outcome).toBe('passed,passed');
    expect(judged(statuses.toleratedStatus, history(placed(404), amendedUnknown(502))).actual).toEqual(['404', '502']);
  });

  test('takes-ordinary-traffic', () => {
    expect(judged(statuses.takesOrdinaryTraffic, history(placed(202))).outcome).toBe('passed');
    expect(judged(statuses.takesOrdinaryTraffic, history(placed(202), placed(429))).outcome).toBe('failed');
  });

  test('understands-valid-requests', () => {
    const rejected = placed(400, errorBody(), { scenario: 'ORDER_REJECTED' });
    const bareSlots = exchanged('handleAppointmentAvailability', { query: { address: '{}' } }, { status: 400 });
    const fine = [placed(202), placed(422), rejected, amendedUnknown(403), bareSlots, brokenOrder(400)];
    expect(judged(statuses.understandsValidRequests, history(fine)).outcome).toBe('passed,passed,passed');
    for (const status of [400, 401, 403, 500, 503]) {
      expect(judged(statuses.understandsValidRequests, history(placed(status, errorBody()))).actual).toEqual([
        `${status}: "address.id is not known to us"`,
      ]);
    }
    expect(judged(statuses.understandsValidRequests, history(amendedUnknown(500))).outcome).toBe('failed');
    expect(judged(statuses.understandsValidRequests, history(placed(501))).actual[0]).toContain('claims');
  });

  test('an amendment is expected to be refused where the scenario of its order says so', () => {
    const scenario = 'AMENDMENT_REJECTED';
    const amended = exchanged('handleAmendOrder', { body: amendment() }, { status: 400 });
    const before = placed(201, acknowledgedOrder(), { scenario });
    expect(judged(statuses.understandsValidRequests, history(before, amended)).outcome).toBe('passed,passed');
    expect(judged(statuses.refusesWith422, history(before, amended)).outcome).toBe('failed');
    expect(judged(statuses.understandsValidRequests, history(placed(201), amended)).outcome).toBe('passed,failed');
  });

  test('refuses-with-422', () => {
    const invented = { aim: 'unknown-specification' } as const;
    const fine = [amendedUnknown(422), amendedUnknown(404), placed(404, undefined, invented)];
    expect(judged(statuses.refusesWith422, history(fine)).outcome).toBe('passed,passed');
    expect(judged(statuses.refusesWith422, history(amendedUnknown(400), amendedUnknown(403))).actual).toEqual([
      '400',
      '403',
    ]);
    expect(judged(statuses.refusesWith422, history(placed(422))).outcome).toBe('not-applicable');
  });

  test('refuses-invalid-requests', () => {
    expect(judged(statuses.refusesInvalidRequests, history(brokenOrder(400), brokenOrder(422))).outcome).toBe('passed');
    for (const status of [200, 201, 202, 500, 503]) {
      const failed = judged(statuses.refusesInvalidRequests, history(brokenOrder(status)));
      expect(failed.outcome, `${status}`).toBe('failed');
      expect(failed.expected[0]).toContain('the JSON is broken');
    }
  });

  test('refuses-missing-headers', () => {
    const headless = (status: number) =>
      history(exchanged('handleCreateOrder', { body: provideOrder(), headers: [], intent: INVALID }, { status }));
    const contract = fakeContract({ judgeRequest: () => [finding('error', 'header Tenant')] });
    expect(judged(statuses.refusesMissingHeaders, headless(400), contract).outcome).toBe('passed');
    expect(judged(statuses.refusesMissingHeaders, headless(202), contract).outcome).toBe('failed');
    expect(judged(statuses.refusesInvalidRequests, headless(202), contract).outcome).toBe('not-exercised');
    const both = fakeContract({ judgeRequest: () => [finding('error', 'header Tenant'), finding('error', 'body/id')] });
    expect(judged(statuses.refusesInvalidRequests, headless(202), both).outcome).toBe('failed');
  });

  test('refuses-malformed-with-400', () => {
    const fieldless = (status: number) =>
      exchanged('handleCreateOrder', { body: {}, intent: INVALID }, { status, body: errorBody() });
    expect(judged(statuses.refusesMalformedWith400, history(brokenOrder(400), fieldless(422))).outcome).toBe('passed');
    expect(judged(statuses.refusesMalformedWith400, history(brokenOrder(422), fieldless(403))).actual).toEqual([
      '422',
      '403',
    ]);
  });
});

test.describe('bodies and headers', () => {
  test('json-body', () => {
    expect(judged(bodies.jsonBody, history(placed(201, acknowledgedOrder()), placed(202), placed(503))).outcome).toBe(
      'passed',
    );
    expect(judged(bodies.jsonBody, history(placed(201))).actual[0]).toContain('no body');
    expect(judged(bodies.jsonBody, history(brokenOrder(400, '<html>Bad request</html>'))).actual[0]).toContain(
      '<html>',
    );
  });

  test('json-media-type', () => {
    const typed = (type: string) =>
      history(
        exchanged('handleCreateOrder', { body: {} }, { status: 201, body: {}, headers: [['content-type', type]] }),
      );
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/problem+json']) {
      expect(judged(bodies.jsonMediaType, typed(type)).outcome, type).toBe('passed');
    }
    for (const type of ['text/html', 'text/plain; application/json', '', 'application/jsonp']) {
      expect(judged(bodies.jsonMediaType, typed(type)).outcome, type).toBe('failed');
    }
    const untyped = exchanged('handleCreateOrder', { body: {} }, { status: 201, body: {}, headers: [] });
    expect(judged(bodies.jsonMediaType, history(untyped)).actual).toEqual(['missing']);
  });

  test('success-body, error-body and full-body share what a schema finds among them', () => {
    const contract = fakeContract({ judgeResponseBody: () => [finding('error'), finding('warning', 'body/notes')] });
    const success = history(placed(201, {}));
    const refusal = history(placed(422, {}));
    expect(judged(bodies.successBody, success).outcome).toBe('passed');
    expect(judged(bodies.successBody, success, contract)).toMatchObject({
      outcome: 'failed',
      expected: ['body/status: a string'],
    });
    expect(judged(bodies.successBody, refusal, contract).outcome).toBe('not-applicable');
    expect(judged(bodies.errorBody, refusal).outcome).toBe('passed');
    expect(judged(bodies.errorBody, refusal, contract).expected).toEqual(['body/status: a string']);
    expect(judged(bodies.errorBody, success, contract).outcome).toBe('not-applicable');
    expect(judged(bodies.fullBody, refusal).outcome).toBe('passed');
    expect(judged(bodies.fullBody, refusal, contract).expected).toEqual(['body/notes: a string']);
  });

  test('optional-error-body judges by the error object of another status', () => {
    const judgedBy: number[] = [];
    const contract = fakeContract({
      judgeResponseBody(_operation, status, body) {
        judgedBy.push(status);
        return JSON.stringify(body) === '{}' ? [finding('error', 'body/uuid')] : [];
      },
    });
    expect(judged(bodies.optionalErrorBody, history(amendedUnknown(404)), contract).outcome).toBe('passed');
    expect(judged(bodies.optionalErrorBody, history(placed(503, {})), contract).expected).toEqual([
      'body/uuid: a string',
    ]);
    expect(judgedBy).toEqual([422, 422]);
    expect(judged(bodies.optionalErrorBody, history(placed(503)), contract).outcome).toBe('not-applicable');
    expect(judged(bodies.optionalErrorBody, history(placed(503, 'oops')), contract).outcome).toBe('failed');
  });

  test('response-ids', () => {
    const contract = fakeContract({
      judgeResponseHeaders: (_operation, _status, headers) =>
        headers.some(([name]) => name === 'X-Request-ID') ? [] : [finding('warning', 'header X-Request-ID')],
    });
    expect(judged(bodies.responseIds, history(placed(202)), contract).outcome).toBe('passed');
    const bare = exchanged('handleCreateOrder', { body: {} }, { status: 202, headers: [] });
    expect(judged(bodies.responseIds, history(bare), contract).outcome).toBe('failed');
    expect(judged(bodies.publishedResponseIds, history(bare), contract).outcome).toBe('not-applicable');
  });

  test('published-response-ids', () => {
    const contract = fakeContract({
      judgeResponseHeaders: (operation, _status, headers) =>
        operation !== 'handleCreateProblem' || headers.some(([name]) => name === 'X-Request-ID')
          ? []
          : [finding('error', 'header X-Request-ID')],
    });
    const reported = (headers?: []) =>
      exchanged('handleCreateProblem', { body: {} }, { status: 201, body: {}, ...(headers ? { headers } : {}) });
    expect(judged(bodies.publishedResponseIds, history(reported()), contract).outcome).toBe('passed');
    expect(judged(bodies.publishedResponseIds, history(reported([])), contract).outcome).toBe('failed');
    expect(judged(bodies.publishedResponseIds, history(placed(202)), contract).outcome).toBe('not-applicable');
    expect(judged(bodies.responseIds, history(reported([])), contract).outcome).toBe('not-applicable');
  });

  test('headers that something in front of the supplier adds once more are there all the same', async () => {
    const contract = await theContract();
    const twice = (second: string) =>
      exchanged(
        'handleCreateProblem',
        { exchange: 'r-1', conversation: 'c-1', body: problem() },
        {
          status: 201,
          body: {},
          headers: [
            ['X-Request-ID', 'r-1'],
            ['x-request-id', second],
            ['X-Conversation-ID', 'c-1'],
          ],
        },
      );
    for (const second of ['r-1', 'proxy-7'])
      expect(judged(bodies.publishedResponseIds, history(twice(second)), contract).outcome).toBe('passed');
  });

  test('response-ids-echo', () => {
    const answered = (value: string) =>
      history(exchanged('handleCreateOrder', { exchange: 'r-1' }, { status: 202, headers: [['x-request-id', value]] }));
    expect(judged(bodies.responseIdsEcho, answered('r-1')).outcome).toBe('passed');
    expect(judged(bodies.responseIdsEcho, answered('proxy-7, r-1')).outcome).toBe('passed');
    expect(judged(bodies.responseIdsEcho, answered('r-2')).actual).toEqual(['"r-2"']);
    const bare = exchanged('handleCreateOrder', {}, { status: 202, headers: [] });
    expect(judged(bodies.responseIdsEcho, history(bare)).outcome).toBe('not-applicable');
  });
});

test.describe('errors', () => {
  test('refusal-has-reasons', () => {
    expect(judged(errors.refusalHasReasons, history(placed(422, errorBody()))).outcome).toBe('passed');
    for (const body of [errorBody('INVALID_REQUEST', { messages: [] }), [], 'no', errorBody('X', { messages: 'no' })]) {
      expect(judged(errors.refusalHasReasons, history(placed(422, body))).outcome).toBe('failed');
    }
  });

  test('code-of-422', () => {
    expect(judged(errors.codeOf422, history(placed(422, errorBody()))).outcome).toBe('passed');
    expect(judged(errors.codeOf422, history(placed(422, errorBody('NOT_FOUND')))).actual).toEqual(['"NOT_FOUND"']);
  });

  test('code-fits-status', () => {
    const fine = [
      brokenOrder(400),
      placed(501, errorBody('SUPPLIER_FAULT')),
      amendedUnknown(404, errorBody('NOT_FOUND')),
    ];
    expect(judged(errors.codeFitsStatus, history(fine)).outcome).toBe('passed,passed');
    const wrong = history(
      brokenOrder(400, errorBody('INVALID_REQUEST')),
      placed(500, errorBody('NOT_FOUND')),
      placed(401, {}),
    );
    expect(judged(errors.codeFitsStatus, wrong).actual).toEqual(['"INVALID_REQUEST"', '"NOT_FOUND"', 'missing']);
  });

  test('error-uuid-is-its-own', () => {
    const one = placed(422, errorBody('INVALID_REQUEST', { uuid: 'a' }));
    const other = placed(422, errorBody('INVALID_REQUEST', { uuid: 'b' }));
    expect(judged(errors.errorUuidIsItsOwn, history(one, other)).outcome).toBe('passed');
    expect(judged(errors.errorUuidIsItsOwn, history(one, other, one)).actual).toEqual(['"a" again']);
  });

  test('messages-are-readable', () => {
    const refused = (...messages: readonly string[]) =>
      judged(errors.messagesAreReadable, history(placed(422, errorBody('INVALID_REQUEST', { messages }))));
    const plain = [
      'address.id is not known to us',
      'at 09:00 (local) there is no slot: choose 2 or 3',
      'speed < 100 and > 10 Mbps is not sold',
      'lineError is not a field',
    ];
    expect(refused(...plain).outcome).toBe('passed');
    expect(refused(' ').actual[0]).toContain('nothing');
    expect(refused('<p>No</p>').actual[0]).toContain('markup');
    expect(refused('Error\n    at place (/app/orders.js:10:5)').actual[0]).toContain('a stack trace');
    expect(refused('Traceback (most recent call last):').actual[0]).toContain('a stack trace');
    expect(refused('org.acme.orders.OrderException').actual[0]).toContain('the name of a class');
  });
});
