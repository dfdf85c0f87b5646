import type { Answer, Call, JsonObject, Problem, Reading, Refusal, Step, World } from './model.ts';
import { tenantOf } from './orders.ts';
import { completion, reopening, resolved } from './problem-courses.ts';
import { DECISION } from './problem-requests.ts';
import { resolutionSnapshot } from './problems.ts';
import { readJson } from './shapes.ts';

/** Reads the tenant's decision on a resolution. */
export function decisionRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, DECISION);
}

/** The problem whose resolution a call decides on. */
export function problemOfResolution(call: Call, { problems }: World): Problem | undefined {
  return [...problems.values()].find(
    ({ tenant, resolution }) => tenant === tenantOf(call) && resolution?.reference === call.id,
  );
}

/** Why a resolution cannot be decided on. */
export function decisionRefusal(problem: Problem | undefined, call: Call): Refusal | undefined {
  if (problem?.resolution?.reference !== call.id) {
    return { status: 422, messages: [`resolution ${String(call.id)} is not known`] };
  }
  return problem?.status === 'RESOLVED' && !problem.resolution?.decision
    ? undefined
    : { status: 422, messages: [`resolution ${String(call.id)} has been decided on`] };
}

/** The problem with the decision noted; what follows from it is told by KCI. */
export function decided(problem: Problem, { status, tenantNotes }: JsonObject): Problem {
  const notes = typeof tenantNotes === 'string' ? { tenantNotes } : {};
  const { resolution } = problem;
  return resolution
    ? { ...problem, resolution: { ...resolution, decision: { status: String(status), ...notes } } }
    : problem;
}

/** The answer to a decision: the resolution, decided on. */
export function decisionAnswer(problem: Problem): Answer {
  return { status: 200, body: problem.resolution && resolutionSnapshot(problem, problem.resolution) };
}

/** What follows a decision: the end, or another attempt. */
export function decisionCourse(problem: Problem): readonly Step<Problem>[] {
  return problem.resolution?.decision?.status === 'ACCEPTED' ? [completion()] : [reopening(), resolved()];
}
