import { specificationName } from './availability.ts';
import type { Answer, Call, JsonObject, Reading, Refusal, ServiceTest, Step, World } from './model.ts';
import { pauseOf, tenantOf } from './orders.ts';
import { SERVICE_TEST } from './problem-requests.ts';
import { readJson } from './shapes.ts';

/** Reads a request for a test. */
export function testRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, SERVICE_TEST);
}

/** Why a readable request for a test is not accepted. */
export function testRefusal(request: JsonObject, world: World): Refusal | undefined {
  const reasons = serviceFaults(request, world);
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** What is wrong with the service that a test or a problem is about. */
export function serviceFaults(request: JsonObject, { data }: World): readonly string[] {
  const { id: specification } = request.serviceSpecification as { id: string };
  const service = data.liveServices.find(({ serviceId }) => serviceId === request.serviceId);
  if (!service) return [`service ${String(request.serviceId)} is not known`];
  return service.serviceSpecification === specification
    ? []
    : [`service ${service.serviceId} is no instance of ${specification}`];
}

/** A test that has started. */
export function testOpened(request: JsonObject, call: Call, world: World): ServiceTest {
  return {
    kind: 'test',
    id: Number(request.id),
    tenant: tenantOf(call),
    conversation: call.headers['x-conversation-id'] ?? '',
    mode: 'sync',
    rich: world.style === 'rich',
    ...pauseOf(call),
    reference: `TEST_${world.next()}`,
    status: 'IN_PROGRESS',
    asked: request,
  };
}

/** The answer to a request for a test: the test, which has started. */
export function testAnswer({ asked, reference, rich }: ServiceTest): Answer {
  return { status: 201, body: { ...named(asked, rich), supplierReference: reference } };
}

/** A test as it is told to the gateway. */
export function testSnapshot({ asked, tenant, reference, status, rich, result }: ServiceTest): JsonObject {
  return { ...named(asked, rich), tenant, supplierReference: reference, status, ...(result ? { result } : {}) };
}

/** The KCIs of a test: the one with its result. */
export function testScript(): readonly Step<ServiceTest>[] {
  return [testResult()];
}

/** The step that ends a test and tells what it has shown. */
export function testResult(): Step<ServiceTest> {
  return {
    reasonCode: 'COMPLETED',
    text: 'The test has ended.',
    change: (test, { now }) => ({ ...test, status: 'COMPLETED', result: findings(now()) }),
  };
}

/** For how long a problem may rest on a test, in milliseconds. */
const VALID_FOR_MS = 2 * 3_600_000;

function findings(now: Date): JsonObject {
  return {
    testValidity: new Date(now.getTime() + VALID_FOR_MS).toISOString(),
    testMeasures: [
      {
        metricName: 'ONT_LIGHT_LEVEL',
        captureDateTime: now.toISOString(),
        metricValue: '-26.5',
        unitOfMeasure: 'decibel',
        ruleViolation: true,
        ruleSeverity: 'WARNING',
      },
    ],
    testOutcome: {
      testResult: 'AMBER',
      code: 'PERFORMANCE_BOTTLENECK',
      description: 'Little light reaches the ONT.',
      supplierCodes: ['LT-4'],
    },
  };
}

/** What was asked, with the name of the specification where everything optional is told. */
export function named(asked: JsonObject, rich: boolean): JsonObject {
  if (!rich) return asked;
  const specification = asked.serviceSpecification as { id: string };
  return { ...asked, serviceSpecification: { ...specification, name: specificationName(specification.id) } };
}
