import type { Behaviour } from '../behaviour.ts';
import { WRAPPERS } from '../kcis.ts';
import {
  isObject,
  isOrder,
  type Answer,
  type Call,
  type JsonObject,
  type Operation,
  type Order,
  type Problem,
  type ServiceTest,
  type RawAnswer,
  type Step,
  type Subject,
  type World,
} from '../model.ts';

/** What a defect puts in place of the honest behaviour. */
export type Replacement = (honest: Behaviour) => Partial<Behaviour>;

/** Changes every answer on its way out, or those to one operation with one status. */
export function answers(
  which: { readonly to?: Operation; readonly with?: number },
  edit: (answer: Answer, call: Call) => Answer | RawAnswer,
): Replacement {
  return (honest) => ({
    wire: (answer, call) => {
      const meant = (which.to ?? call.operation) === call.operation && (which.with ?? answer.status) === answer.status;
      return meant ? edit(answer, call) : honest.wire(answer, call);
    },
  });
}

/** Changes the JSON body of answers. */
export function bodies(
  which: { readonly to?: Operation; readonly with?: number },
  edit: (body: JsonObject, call: Call) => unknown,
): Replacement {
  return answers(which, (answer, call) =>
    isObject(answer.body) ? { ...answer, body: edit(answer.body, call) } : answer,
  );
}

/** Changes KCIs about orders to provide a service, all of them or those with a reason code. */
export function kcis(edit: (kci: JsonObject, order: Order) => JsonObject, reasonCode?: string): Replacement {
  return kcisAbout(isOfKind('provide'), edit, reasonCode);
}

/** Changes KCIs about orders of some kinds. */
export function kcisOf(
  kinds: readonly Order['kind'][],
  edit: (kci: JsonObject, order: Order) => JsonObject,
  reasonCode?: string,
): Replacement {
  return kcisAbout(isOfKind(...kinds), edit, reasonCode);
}

/** Changes orders of some kinds as KCIs report them. */
export function reportsOf(
  kinds: readonly Order['kind'][],
  edit: (reported: JsonObject, order: Order) => JsonObject,
  reasonCode?: string,
): Replacement {
  return kcisOf(kinds, within(edit), reasonCode);
}

function isOfKind(...kinds: readonly Order['kind'][]): (subject: Subject) => subject is Order {
  return (subject): subject is Order => isOrder(subject) && kinds.includes(subject.kind);
}

/** An edit of what a KCI reports on, as an edit of the KCI. */
function within(edit: (reported: JsonObject, order: Order) => JsonObject) {
  return (kci: JsonObject, order: Order): JsonObject => {
    const wrapper = WRAPPERS[order.kind];
    return { ...kci, [wrapper]: edit(kci[wrapper] as JsonObject, order) };
  };
}

/** Changes KCIs about problems, all of them or those with a reason code. */
export function problemKcis(edit: (kci: JsonObject, problem: Problem) => JsonObject, reasonCode?: string): Replacement {
  return kcisAbout((subject): subject is Problem => subject.kind === 'problem', edit, reasonCode);
}

/** Changes KCIs about tests. */
export function testKcis(edit: (kci: JsonObject, test: ServiceTest) => JsonObject): Replacement {
  return kcisAbout((subject): subject is ServiceTest => subject.kind === 'test', edit);
}

function kcisAbout<Told extends Subject>(
  isMeant: (subject: Subject) => subject is Told,
  edit: (kci: JsonObject, subject: Told) => JsonObject,
  reasonCode?: string,
): Replacement {
  return (honest) => ({
    kci: (step, subject, mark, told) => {
      const kci = honest.kci(step, subject, mark, told);
      return isMeant(subject) && (reasonCode ?? step.reasonCode) === step.reasonCode ? edit(kci, subject) : kci;
    },
  });
}

/** Changes orders to provide a service as KCIs report them, all of them or those with a reason code. */
export function reports(edit: (reported: JsonObject, order: Order) => JsonObject, reasonCode?: string): Replacement {
  return kcis(within(edit), reasonCode);
}

/** Changes the course of orders of a kind. */
export function coursesOf(
  kind: Order['kind'],
  edit: (steps: readonly Step[], order: Order) => readonly Step[],
): Replacement {
  return (honest) => ({
    script: (order: Order, world: World) => {
      const steps = honest.script(order, world);
      return order.kind === kind ? edit(steps, order) : steps;
    },
  });
}

/** Changes the course of orders to provide a service, all of them or those of a scenario. */
export function courses(
  edit: (steps: readonly Step[], order: Order) => readonly Step[],
  scenario?: string,
): Replacement {
  return (honest) => ({
    script: (order: Order, world: World) => {
      const steps = honest.script(order, world);
      return order.kind === 'provide' && (scenario ?? order.scenario) === order.scenario ? edit(steps, order) : steps;
    },
  });
}

/** Changes problems as KCIs report them, all of them or those with a reason code. */
export function problemReports(
  edit: (reported: JsonObject, problem: Problem) => JsonObject,
  reasonCode?: string,
): Replacement {
  return problemKcis(
    (kci, problem) => ({ ...kci, serviceProblem: edit(kci.serviceProblem as JsonObject, problem) }),
    reasonCode,
  );
}

/** Changes the course of problems, all of them or those of a scenario. */
export function problemCourses(
  edit: (steps: readonly Step<Problem>[], problem: Problem) => readonly Step<Problem>[],
  scenario?: string,
): Replacement {
  return (honest) => ({
    problemScript: (problem, world) => {
      const steps = honest.problemScript(problem, world);
      return (scenario ?? problem.scenario) === problem.scenario ? edit(steps, problem) : steps;
    },
  });
}

/** Sends something else, more or nothing in place of a KCI about an order to provide a service. */
export function deliveries(edit: (kci: JsonObject, order: Order) => readonly (JsonObject | string)[]): Replacement {
  return (honest) => ({
    copies: (kci, subject) => (isOfKind('provide')(subject) ? edit(kci, subject) : honest.copies(kci, subject)),
  });
}

/** Sends something else, more or nothing in place of a KCI about a problem. */
export function problemDeliveries(
  edit: (kci: JsonObject, problem: Problem) => readonly (JsonObject | string)[],
): Replacement {
  return (honest) => ({
    copies: (kci, subject) => (subject.kind === 'problem' ? edit(kci, subject) : honest.copies(kci, subject)),
  });
}

/** An object without some of its members. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** A date and time, moved by so many hours. */
export function later(instant: unknown, hours: number): string {
  return new Date(Date.parse(String(instant)) + hours * 3_600_000).toISOString();
}
