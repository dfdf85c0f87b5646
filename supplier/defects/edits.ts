import type { Behaviour } from '../behaviour.ts';
import { WRAPPERS } from '../kcis.ts';
import {
  isObject,
  type Answer,
  type Call,
  type JsonObject,
  type Operation,
  type Order,
  type RawAnswer,
  type Step,
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

/** Changes KCIs, all of them or those with a reason code. */
export function kcis(edit: (kci: JsonObject, order: Order) => JsonObject, reasonCode?: string): Replacement {
  return (honest) => ({
    kci: (step, order, mark, told) => {
      const kci = honest.kci(step, order, mark, told);
      return (reasonCode ?? step.reasonCode) === step.reasonCode ? edit(kci, order) : kci;
    },
  });
}

/** Changes the order as KCIs report it, all of them or those with a reason code. */
export function reports(edit: (reported: JsonObject, order: Order) => JsonObject, reasonCode?: string): Replacement {
  return kcis((kci, order) => {
    const wrapper = WRAPPERS[order.kind];
    return { ...kci, [wrapper]: edit(kci[wrapper] as JsonObject, order) };
  }, reasonCode);
}

/** Changes the course of orders, all of them or those of a scenario. */
export function courses(
  edit: (steps: readonly Step[], order: Order) => readonly Step[],
  scenario?: string,
): Replacement {
  return (honest) => ({
    script: (order: Order, world: World) => {
      const steps = honest.script(order, world);
      return (scenario ?? order.scenario) === order.scenario ? edit(steps, order) : steps;
    },
  });
}

/** Sends something else, more or nothing in place of a KCI. */
export function deliveries(edit: (kci: JsonObject, order: Order) => readonly (JsonObject | string)[]): Replacement {
  return () => ({ copies: edit });
}

/** An object without some of its members. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** A date and time, moved by so many hours. */
export function later(instant: unknown, hours: number): string {
  return new Date(Date.parse(String(instant)) + hours * 3_600_000).toISOString();
}

/** True from the second time on that it is asked about something. */
export function repeatedly(): (what: unknown) => boolean {
  const seen = new Set<unknown>();
  return (what) => {
    const known = seen.has(what);
    seen.add(what);
    return known;
  };
}
