import type { Behaviour } from './behaviour.ts';
import type { Gateway } from './gateway.ts';
import {
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
import { pauseOf, scenarioOf, tenantOf } from './orders.ts';
import { workOn, type Change, type Work } from './work.ts';

type Clerk = (call: Call) => Answer | Promise<Answer>;

/** Where requests about tests and problems are decided on, by their operation; problems are kept in the books. */
export function openProblemDesk(
  behaviour: Behaviour,
  world: World,
  { problems }: { readonly problems: Map<string, Problem> },
  gateway: Gateway,
  signal: AbortSignal,
  log: (line: string) => void,
) {
  const works = new Map<string, Work<Problem>>();

  const refuse = (refusal: Refusal): Answer => ({ status: refusal.status, body: behaviour.errorBody(refusal) });

  const reading = (
    call: Call,
    read: (call: Call) => Reading<JsonObject>,
    then: (content: JsonObject) => Answer | Promise<Answer>,
  ) => {
    const understood = behaviour.understood(read(call), call);
    return understood.ok ? then(understood.value) : refuse(understood.refusal);
  };

  const handleServiceTest: Clerk = (call) =>
    reading(call, behaviour.testRequest, async (request) => {
      const refusal = behaviour.testRefusal(request, world);
      if (refusal) return refuse(refusal);
      const test = behaviour.testOpened(request, call, world);
      const craft = { script: behaviour.testScript, snapshot: behaviour.testSnapshot, goesOn: behaviour.testGoesOn };
      await workOn(test, craft, behaviour, world, gateway, signal, () => undefined, log).begin();
      return behaviour.testAnswer(test);
    });

  const handleCreateProblem: Clerk = (call) =>
    reading(call, behaviour.problemRequest, async (request) => {
      const refusal = behaviour.problemRefusal(request, call, world);
      if (refusal) return refuse(refusal);
      const problem = behaviour.problemOpened(request, call, world);
      const key = keyOf(problem.tenant, problem.id);
      const save = (version: Problem) => void problems.set(key, version);
      save(problem);
      const craft = {
        script: behaviour.problemScript,
        snapshot: behaviour.problemSnapshot,
        goesOn: behaviour.problemGoesOn,
      };
      const work = workOn(problem, craft, behaviour, world, gateway, signal, save, log);
      works.set(key, work);
      await work.begin();
      return behaviour.problemAnswer(problem, behaviour.problemSnapshot(problem));
    });

  const changing =
    (read: (call: Call) => Reading<JsonObject>, changeOf: (request: ChangeRequest) => Change<Problem>): Clerk =>
    (call) =>
      reading(call, read, async (body) => {
        const work = works.get(keyOf(tenantOf(call), body.serviceProblemId));
        const refusal = work ? undefined : behaviour.problemChangeRefusal(undefined, body);
        if (refusal) return refuse(refusal);
        const scenario = scenarioOf(call, body);
        const request: ChangeRequest = {
          id: Number(body.id),
          body,
          ...(scenario === undefined ? {} : { scenario }),
          ...pauseOf(call),
        };
        // Without a problem to change there is only the bare promise of a supplier that never looked.
        const decision = work ? await work.change(changeOf(request)) : { status: 202 };
        return 'messages' in decision ? refuse(decision) : decision;
      });

  const amendment = (request: ChangeRequest): Change<Problem> => ({
    request,
    refusal: (problem) =>
      behaviour.problemChangeRefusal(problem, request.body) ?? behaviour.problemAmendmentRefusal(problem, request),
    answer: (problem) => behaviour.problemAmendmentAnswer(problem, request),
    apply: (problem) => behaviour.problemAmended(problem, request),
    outcome: (problem) => behaviour.problemAmendmentOutcome(problem, request, behaviour.problemAmended),
  });

  const cancellation = (request: ChangeRequest): Change<Problem> => ({
    request,
    refusal: (problem) =>
      behaviour.problemChangeRefusal(problem, request.body) ?? behaviour.problemCancellationRefusal(problem, request),
    answer: (problem) => behaviour.problemCancellationAnswer(problem, request),
    apply: (problem) => behaviour.problemCancelled(problem),
    outcome: (problem) => behaviour.problemCancellationOutcome(problem, request, behaviour.problemCancelled),
    promised: (problem) => ({ ...problem, cancelling: true }),
  });

  const handleServiceProblemResolution: Clerk = (call) =>
    reading(call, behaviour.decisionRequest, async (decision) => {
      const problem = behaviour.problemOfResolution(call, world);
      const work = problem && works.get(keyOf(problem.tenant, problem.id));
      const refusal = behaviour.decisionRefusal(problem, call);
      if (refusal) return refuse(refusal);
      // A supplier that decides without looking has nothing to show.
      if (!work) return { status: 200, body: { status: decision.status } };
      const answer = await work.settle({
        refusal: (current) => behaviour.decisionRefusal(current, call),
        apply: (current) => behaviour.decided(current, decision),
        answer: (current) => behaviour.decisionAnswer(current),
        course: behaviour.decisionCourse,
      });
      return 'messages' in answer ? refuse(answer) : answer;
    });

  return {
    handleServiceTest,
    handleCreateProblem,
    handleAmendProblem: changing(behaviour.problemAmendmentRequest, amendment),
    handleCancelProblem: changing(behaviour.problemCancellationRequest, cancellation),
    handleServiceProblemResolution,
  };
}
