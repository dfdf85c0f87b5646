import type { JsonObject } from '../specs/json-object.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import { CARRIED_REFERENCE } from '../specs/problem-lifecycle.ts';
import type { Aim } from '../evidence/history.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Kci } from '../evidence/kci.ts';
import { handlesOf, objectOf, replyOf, sentNumber } from './asking.ts';
import type { Journey, Stage } from './journey.ts';
import { withLiveService, type LiveService } from './live-services.ts';
import { aTest, NOBODYS_SERVICE } from './problem-reports.ts';
import { sendBroken } from './refusals.ts';

const AREAS = ['http', 'service-tests', 'kcis'] as const;

const isResult = ({ status, reasonCode, entity }: Kci) =>
  isTerminal(status) || reasonCode === 'COMPLETED' || entity?.result !== undefined;

/** Has a service tested and waits for the result; resolves with how a problem can name the test, if it was taken. */
export async function testService(
  stage: Stage,
  service: LiveService,
  how: { readonly problemType?: string; readonly aim?: Aim; readonly conversation?: string } = {},
): Promise<JsonObject | undefined> {
  const { problemType, conversation = stage.newConversation(), ...marks } = how;
  const id = stage.newId();
  const exchange = await stage.call({
    operation: 'handleServiceTest',
    body: { id, ...aTest(service, problemType) },
    conversation,
    ...marks,
  });
  if (!(await hasResult(stage, exchange))) return undefined;
  const reference = objectOf(exchange)?.supplierReference;
  return {
    serviceTestId: id,
    ...(typeof reference === 'string' && CARRIED_REFERENCE.test(reference) ? { serviceTestReference: reference } : {}),
  };
}

/**
 * Has a service tested before a problem of it is reported, where tests are claimed: a supplier may want a valid test first.
 * Resolves with how the problem can name the test; with nothing where none came to a result.
 */
export async function testBefore(
  stage: Stage,
  service: LiveService,
  how: { readonly conversation?: string } = {},
): Promise<JsonObject> {
  if (!stage.features.includes('service-tests')) return {};
  return (await testService(stage, service, how)) ?? {};
}

/** Waits for the result of a test that was asked for, whoever has sent the request; false when it was not taken, or none comes. */
export async function hasResult(stage: Stage, exchange: Exchange): Promise<boolean> {
  const reply = replyOf(exchange);
  if (reply !== 'done' && reply !== 'taken') return false;
  const wait = { for: `the result of test ${sentNumber(exchange) ?? 'without a number'}`, within: stage.pace.outcome };
  return (await stage.kci(handlesOf(stage, exchange), isResult, wait)) !== undefined;
}

/** Has a live service tested. */
export const serviceTest: Journey = {
  id: 'service-test',
  title: 'A test of a live service, and its result',
  areas: AREAS,
  when: ['service-tests'],
  play: (stage) =>
    withLiveService(stage, 4, async (service) => {
      await testService(stage, service);
      await stage.listen();
    }),
};

/** Has a live service tested for a problem whose type is shorter than others. */
export const serviceTestOfEquipment: Journey = {
  id: 'service-test-cpe',
  title: 'A test with the problem type CPE',
  areas: AREAS,
  when: ['service-tests'],
  play: (stage) =>
    withLiveService(stage, 5, async (service) => {
      await testService(stage, service, { problemType: 'CPE', aim: 'short-problem-type' });
      await stage.listen();
    }),
};

/** Has a service tested that does not exist, and sends requests that break the contract in one way each. */
export const serviceTestsRefused: Journey = {
  id: 'service-tests-refused',
  title: 'Tests that cannot be made, and malformed requests for one',
  areas: AREAS,
  when: ['service-tests'],
  play: async (stage) => {
    await testService(stage, NOBODYS_SERVICE, { aim: 'unknown-service' });
    await withLiveService(stage, 6, async (service) => {
      const whole = aTest(service);
      const { serviceId: _, ...withoutService } = whole;
      await sendBroken(stage, 'handleServiceTest', { id: stage.newId(), ...whole });
      await stage.call({
        operation: 'handleServiceTest',
        body: { id: stage.newId(), ...withoutService },
        intent: { valid: false, because: 'it names no service' },
      });
      await stage.call({
        operation: 'handleServiceTest',
        body: { ...whole, id: 'one hundred' },
        intent: { valid: false, because: 'its id is text' },
      });
      await stage.listen();
    });
  },
};
