import {
  isObject,
  isOver,
  keyOf,
  type Answer,
  type Call,
  type ChangeRequest,
  type JsonObject,
  type Problem,
  type Reading,
  type Refusal,
  type World,
} from './model.ts';
import {
  incompleteContacts,
  modeOf,
  pauseOf,
  refusesAmendment,
  refusesCancellation,
  scenarioOf,
  tenantOf,
} from './orders.ts';
import { PROBLEM, PROBLEM_AMENDMENT, PROBLEM_CANCELLATION, PROBLEM_CHANGES } from './problem-requests.ts';
import { named, serviceFaults } from './service-tests.ts';
import { readJson } from './shapes.ts';

/** Reads a report of a problem. */
export function problemRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, PROBLEM);
}

/** Why a readable report of a problem is not accepted. */
export function problemRefusal(request: JsonObject, call: Call, world: World): Refusal | undefined {
  const reasons = [
    ...(world.problems.has(keyOf(tenantOf(call), request.id)) ? [`problem ${String(request.id)} exists already`] : []),
    ...serviceFaults(request, world),
    ...(scenarioOf(call, request) === 'PROBLEM_REJECTED' && modeOf(request.id, world) !== 'async' ? [NOT_OURS] : []),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** Why the tester has a problem rejected. */
export const NOT_OURS = 'the line works; the equipment of the end user is at fault';

/** The first version of an accepted problem. */
export function problemOpened(request: JsonObject, call: Call, world: World): Problem {
  const mode = modeOf(request.id, world);
  const problemCode = call.headers['x-problem-code'];
  const problem: Problem = {
    kind: 'problem',
    id: Number(request.id),
    tenant: tenantOf(call),
    conversation: call.headers['x-conversation-id'] ?? '',
    mode,
    rich: world.style === 'rich',
    scenario: scenarioOf(call, request) ?? '',
    ...(problemCode === undefined ? {} : { problemCode }),
    ...pauseOf(call),
    reference: `PRB_${world.next()}`,
    status: 'ACKNOWLEDGED',
    asked: request,
  };
  return mode === 'committed' ? problemCommitted(problem, world) : problem;
}

/** The answer to an accepted problem: the problem itself, or only that it was taken in. */
export function problemAnswer(problem: Problem, snapshot: JsonObject): Answer {
  const { tenant: _tenant, ...body } = snapshot;
  return problem.mode === 'async' ? { status: 202 } : { status: 201, body };
}

/** The problem as it is told to the gateway: complete, whatever was last changed. */
export function problemSnapshot(problem: Problem): JsonObject {
  const { asked, tenant, reference, status, committedDate, targetDate, resolution, rich } = problem;
  return {
    ...named(asked, rich),
    tenant,
    supplierReference: reference,
    status,
    ...(committedDate === undefined ? {} : { committedDate }),
    ...(targetDate === undefined ? {} : { targetDate }),
    ...(resolution ? { serviceProblemResolution: resolutionSnapshot(problem, resolution) } : {}),
    ...(rich ? { workbasket: 'REPAIR-2' } : {}),
  };
}

/** A resolution as it is told: with the tenant's decision once there is one. */
export function resolutionSnapshot(
  { rich }: Problem,
  { reference, resolvedDate, code, text, decision }: NonNullable<Problem['resolution']>,
): JsonObject {
  return {
    supplierReference: reference,
    resolvedDate,
    ...(decision?.status === 'ACCEPTED' ? { closedDate: resolvedDate } : {}),
    ...decision,
    resolutionDetails: {
      resolutionCode: code,
      resolutionText: text,
      ...(rich ? { supplierCodes: ['R9'], faultCode: ['DAMAGED_FIBRE'] } : {}),
    },
    ...(rich ? { slaViolation: ['EXCEEDED_SLA_TIME_TO_REPAIR'] } : {}),
  };
}

/** Reads an amendment of a problem. */
export function problemAmendmentRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, PROBLEM_AMENDMENT);
}

/** Reads a cancellation of a problem. */
export function problemCancellationRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, PROBLEM_CANCELLATION);
}

/** Why a problem cannot be amended or cancelled at all. */
export function problemChangeRefusal(problem: Problem | undefined, request: JsonObject): Refusal | undefined {
  if (!problem) return { status: 422, messages: [`problem ${String(request.serviceProblemId)} is not known`] };
  const { supplierServiceProblemReference: reference } = request as { supplierServiceProblemReference?: string };
  const reasons = [
    ...(isOver(problem) ? [`problem ${problem.id} is ${problem.status}; please report a new one`] : []),
    ...(problem.cancelling ? [`problem ${problem.id} is about to be cancelled`] : []),
    ...(reference === undefined || reference === problem.reference
      ? []
      : [`problem ${problem.id} is not ${reference}`]),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** Why this amendment of a problem is not accepted at once. */
export function problemAmendmentRefusal(problem: Problem, request: ChangeRequest): Refusal | undefined {
  const reasons = [
    ...(Object.keys(PROBLEM_CHANGES).some((name) => request.body[name] !== undefined)
      ? []
      : ['the amendment names nothing to change']),
    ...incompleteContacts(problem.asked, request.body),
    ...(refusesAmendment(problem, request) && problem.mode !== 'async'
      ? ['the repair is too far on to be changed']
      : []),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** Why this cancellation of a problem is not accepted at once. */
export function problemCancellationRefusal(problem: Problem, request: ChangeRequest): Refusal | undefined {
  return refusesCancellation(problem, request) && problem.mode !== 'async'
    ? { status: 422, messages: ['the repair is as good as done'] }
    : undefined;
}

/** The problem with an amendment applied: contacts are merged, everything else that is given replaces what was. */
export function problemAmended(problem: Problem, { body }: ChangeRequest): Problem {
  const changes = Object.entries(body).filter(([name]) => Object.hasOwn(PROBLEM_CHANGES, name));
  const asked = changes.reduce<JsonObject>((current, [name, value]) => {
    const before = current[name];
    return { ...current, [name]: isObject(value) && isObject(before) ? { ...before, ...value } : value };
  }, problem.asked);
  const { needs: _needs, ...rest } = problem;
  return { ...rest, asked };
}

/** The problem, cancelled. */
export function problemCancelled(problem: Problem): Problem {
  const { cancelling: _cancelling, needs: _needs, ...rest } = problem;
  return { ...rest, status: 'CANCELLED' };
}

/** The answer to an accepted amendment or cancellation of a problem. */
export function problemChangeAnswer(problem: Problem, request: ChangeRequest, letter: 'A' | 'C'): Answer {
  if (problem.mode === 'async') return { status: 202 };
  // One that the request names already is repeated with all the rest of it.
  return { status: 201, body: { supplierReference: `${problem.reference}_${letter}${request.id}`, ...request.body } };
}

/** The problem, committed to: it is going to be solved by tomorrow. */
export function problemCommitted(problem: Problem, { now }: World): Problem {
  const due = new Date(now().getTime() + 24 * 3_600_000).toISOString();
  return { ...problem, status: 'IN_PROGRESS', committedDate: due, targetDate: due };
}
