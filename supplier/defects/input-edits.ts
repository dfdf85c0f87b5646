import {
  isObject,
  type Call,
  type Fault,
  type JsonObject,
  type Operation,
  type Reading,
  type Wrong,
} from '../model.ts';
import type { Replacement } from './edits.ts';

/** Some of what can be wrong with requests. */
export interface Flaws {
  /** The operations; all of them when absent. */
  readonly to?: readonly Operation[];
  readonly wrong: readonly Wrong[];
  /** What the path matches, such as `sites[1].address.id`; anything when absent. */
  readonly where?: RegExp;
}

/** Some of what can be said in requests. */
export interface Sayings {
  /** The operations; all of them when absent. */
  readonly to?: readonly Operation[];
  /** Whether the content of a request has what is meant. */
  readonly having: (content: unknown) => boolean;
}

/** Overlooks flaws: takes the request nevertheless, or what is made of it. */
export function overlooks(flaws: Flaws, mended: (content: JsonObject, call: Call) => JsonObject = same): Replacement {
  return (honest) => ({
    understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const understood = honest.understood(read, call);
      return !understood.ok && understood.faults?.every((fault) => isAmong(flaws, fault, call))
        ? { ok: true, value: mended(understood.value as JsonObject, call) as Content }
        : understood;
    },
  });
}

/** Fails over flaws, where an honest supplier refuses. */
export function failsOver(flaws: Flaws): Replacement {
  return (honest) => ({
    understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const understood = honest.understood(read, call);
      const failing = !understood.ok && understood.faults?.some((fault) => isAmong(flaws, fault, call));
      return failing ? FAILURE : understood;
    },
  });
}

/** Answers what it should take with a status of its own: `status` 500 is a failure, everything else a refusal. */
export function turnsAway(sayings: Sayings, status: number, message = 'something went wrong here'): Replacement {
  return (honest) => ({
    understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const understood = honest.understood(read, call);
      return understood.ok && isSaid(sayings, understood.value, call)
        ? { ok: false, refusal: { status, messages: [message] } }
        : understood;
    },
  });
}

/** Makes something else of what is said in requests to some operations. */
export function makes(to: readonly Operation[], edit: (content: JsonObject) => JsonObject): Replacement {
  return (honest) => ({
    understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const understood = honest.understood(read, call);
      return understood.ok && to.includes(call.operation)
        ? { ok: true, value: edit(understood.value as JsonObject) as Content }
        : understood;
    },
  });
}

/** What comes of a request over which the supplier falls. */
export const FAILURE = { ok: false, refusal: { status: 500, messages: ['something went wrong here'] } } as const;

/** Whether a fault of a request is one of the flaws. */
export function isAmong({ to, wrong, where }: Flaws, fault: Fault, { operation }: Call): boolean {
  return wrong.includes(fault.wrong) && (to?.includes(operation) ?? true) && (where?.test(fault.path) ?? true);
}

/** Whether a request says what is meant. */
export function isSaid({ to, having }: Sayings, content: unknown, { operation }: Call): boolean {
  return (to?.includes(operation) ?? true) && having(content);
}

/** Something that has a text with a property; `name` is that of the member which holds it. */
export function withText(property: (text: string, name: string) => boolean): (content: unknown) => boolean {
  const has = (value: unknown, name: string): boolean => {
    if (typeof value === 'string') return property(value, name);
    if (Array.isArray(value)) return value.some((item) => has(item, name));
    return isObject(value) && Object.entries(value).some(([member, inner]) => has(inner, member));
  };
  return (content) => has(content, '');
}

/** The content with its texts edited; `name` is that of the member which holds one. */
export function withTexts(content: JsonObject, edit: (text: string, name: string) => string): JsonObject {
  return withValues(content, (value, name) => (typeof value === 'string' ? edit(value, name) : value));
}

/** The content with each of its values edited, the inner ones first; what becomes undefined is left out. */
export function withValues(content: JsonObject, edit: (value: unknown, name: string) => unknown): JsonObject {
  const edited = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) {
      return edit(
        value.map((item) => edited(item, name)),
        name,
      );
    }
    return edit(isObject(value) ? members(value) : value, name);
  };
  const members = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        const next = edited(inner, name);
        return next === undefined ? [] : [[name, next]];
      }),
    );
  return members(content);
}

function same(content: JsonObject): JsonObject {
  return content;
}
