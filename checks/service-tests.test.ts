import { expect, test } from '@playwright/test';
import type { History } from '../evidence/history.ts';
import { KCI_MESSAGE_REQUIREMENTS } from '../specs/requirements/kci-messages.ts';
import { SERVICE_TEST_REQUIREMENTS } from '../specs/requirements/service-tests.ts';
import { concluded, history } from './fixtures/history.ts';
import { serviceTest, testAsked, testKci } from './fixtures/repairs.ts';
import { kciCarriesBothIds } from './kci-identity.ts';
import { SERVICE_TEST_CHECKS } from './service-tests.ts';

const LONG = 400_000;

const judged = (id: string, happened: History) => {
  const check = SERVICE_TEST_CHECKS.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return concluded(check, SERVICE_TEST_REQUIREMENTS, happened);
};

const done = [testAsked(), testKci('COMPLETED', 'COMPLETED')];

test('an honest test raises no alarm', () => {
  for (const { id } of SERVICE_TEST_CHECKS) {
    expect(`${id} ${judged(id, history(...done, LONG)).outcome}`).toMatch(/ (passed|not-exercised)$/);
  }
});

test('test-status', () => {
  expect(judged('test-status', history(testAsked(201), testAsked(202))).outcome).toBe('passed');
  expect(judged('test-status', history(testAsked(200), testAsked(204))).actual).toEqual(['200', '204']);
});

test('test-starts-at-once', () => {
  expect(judged('test-starts-at-once', history(testAsked(201), testAsked(202))).actual).toEqual(['202']);
});

test('plain-tests-are-taken', () => {
  const refusal = { messages: ['no test right now'] };
  expect(judged('plain-tests-are-taken', history(testAsked(422, refusal))).actual).toEqual([
    '422: "no test right now"',
  ]);
  const unknown = testAsked(422, refusal, { aim: 'unknown-service' });
  expect(judged('plain-tests-are-taken', history(unknown)).outcome).toBe('not-exercised');
  expect(judged('plain-tests-are-taken', history(testAsked(503))).outcome).toBe('not-exercised');
});

test('short-problem-type-is-taken', () => {
  const sent = { body: serviceTest({ problemType: 'CPE' }), aim: 'short-problem-type' } as const;
  expect(judged('short-problem-type-is-taken', history(testAsked(201, undefined, sent))).outcome).toBe('passed');
  expect(judged('short-problem-type-is-taken', history(testAsked(400, {}, sent))).actual).toEqual([
    '400: no reason given',
  ]);
  expect(judged('short-problem-type-is-taken', history(testAsked(400))).outcome).toBe('not-exercised');
});

test('test-reference, test-reference-form', () => {
  const withReference = (supplierReference?: string) =>
    history(testAsked(201, { ...serviceTest(), supplierReference }));
  expect(judged('test-reference', withReference()).actual).toEqual(['missing']);
  expect(judged('test-reference-form', withReference()).outcome).toBe('not-applicable');
  expect(judged('test-reference-form', withReference('TEST_1')).outcome).toBe('passed');
  expect(judged('test-reference-form', withReference('ab-1')).actual).toEqual(['"ab-1"']);
  expect(judged('test-reference-form', withReference('T1')).outcome).toBe('failed');
  expect(judged('test-reference-form', withReference('TEST_1 and more')).outcome).toBe('failed');
});

test('test-id, test-echo', () => {
  const other = history(testAsked(201, serviceTest({ id: 1, problemType: 'OUTAGE' })));
  expect(judged('test-id', other).actual).toEqual(['1']);
  expect(judged('test-echo', other).actual).toEqual(['"OUTAGE"']);
});

test('test-of-unknown-service', () => {
  const aim = 'unknown-service';
  const refused = [testAsked(422, {}, { aim }), testAsked(404, {}, { aim })];
  expect(judged('test-of-unknown-service', history(...refused)).outcome).toBe('passed');
  expect(judged('test-of-unknown-service', history(testAsked(201, undefined, { aim }))).actual).toEqual(['201']);
});

test('test-result-follows', () => {
  const late = 'none came';
  expect(judged('test-result-follows', history(testAsked(), LONG)).actual).toEqual([]);
  const cut = history(testAsked(), LONG, testKci('UPDATE', 'IN_PROGRESS'));
  expect(judged('test-result-follows', cut).actual).toEqual([late]);
  expect(judged('test-result-follows', history(testAsked(202), LONG, testAsked(422))).actual).toEqual([late]);
  const taken = history(testAsked(), testKci('ACKNOWLEDGED', 'ACKNOWLEDGED'), LONG, testAsked(422));
  expect(judged('test-result-follows', taken).actual, 'that it is taken on is no result').toEqual([late]);
  // How a result is shown is not published: whatever says more than that the test is under way will do.
  const odd = history(testAsked(), testKci('UPDATE', 'DONE'), LONG, testAsked(422));
  expect(judged('test-result-follows', odd).outcome).toBe('passed');
  expect(judged('test-result-follows', history(testAsked(422))).outcome).toBe('not-exercised');
});

test('result-holds-outcome', () => {
  const bare = history(testAsked(), testKci('COMPLETED', 'COMPLETED', { result: {} }));
  expect(judged('result-holds-outcome', bare).actual).toEqual(['none']);
  const failed = history(testAsked(), testKci('COMPLETED', 'FAILED'));
  expect(judged('result-holds-outcome', failed).outcome).toBe('not-applicable');
});

test('result-ends-test', () => {
  const result = { result: { testOutcome: { testResult: 'RED' } } };
  const fine = [testKci('UPDATE', 'FAILED'), testKci('COMPLETED', 'COMPLETED')];
  expect(judged('result-ends-test', history(testAsked(), ...fine)).outcome).toBe('passed');
  expect(judged('result-ends-test', history(testAsked(), testKci('COMPLETED', 'IN_PROGRESS', result))).outcome).toBe(
    'failed',
  );
  expect(judged('result-ends-test', history(testAsked(), testKci('ADDITIONAL', 'COMPLETED'))).outcome).toBe('failed');
});

test('result-comes-once', () => {
  const under = [testAsked(), testKci('UPDATE', 'IN_PROGRESS'), testKci('COMPLETED', 'COMPLETED')];
  expect(judged('result-comes-once', history(...under)).outcome).toBe('passed');
  expect(judged('result-comes-once', history(...under, testKci('UPDATE', 'COMPLETED'))).outcome).toBe('failed');
});

test('kci-shows-the-test', () => {
  const other = testKci('COMPLETED', 'COMPLETED', { serviceId: 'S9', serviceSpecification: { id: 'OTHER' } });
  expect(judged('kci-shows-the-test', history(testAsked(), other)).actual).toEqual(['S9', 'OTHER']);
});

test('kci-carries-both-ids: a test may have no reference at all', () => {
  const both = (answer: unknown, told: Readonly<Record<string, unknown>> = {}) =>
    concluded(
      kciCarriesBothIds,
      KCI_MESSAGE_REQUIREMENTS,
      history(testAsked(201, answer), testKci('COMPLETED', 'COMPLETED', told)),
    ).actual;
  expect(both(serviceTest())).toEqual([]);
  expect(both(undefined, { supplierReference: 'TEST_701' })).toEqual([]);
  expect(both(undefined)).toEqual(['no supplierReference']);
});
