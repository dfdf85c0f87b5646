import { isObject, type JsonObject, type Reading } from './model.ts';

/** What is wrong with a value: `malformed` when it cannot be read, `invalid` when it can but is not allowed. */
export interface Fault {
  readonly kind: 'malformed' | 'invalid';
  readonly message: string;
}

/** What a value should be: gives what is wrong with it, named by its path. */
export type Shape = (value: unknown, path: string) => readonly Fault[];

/** A string of so many characters that matches a pattern; with `emptied`, the empty string is fine too: it removes a value. */
export function text({
  min = 1,
  max,
  pattern,
  emptied = false,
}: {
  min?: number;
  max: number;
  pattern?: RegExp;
  emptied?: boolean;
}): Shape {
  return (value, path) => {
    if (typeof value !== 'string') return malformed(`${path} must be a string`);
    if (emptied && value === '') return [];
    if (value.length < min || value.length > max) return invalid(`${path} must have ${min} to ${max} characters`);
    if (pattern && !pattern.test(value)) return invalid(`${path} has a form that is not accepted`);
    return [];
  };
}

/** A number of at least 1, as the gateway's ids are. */
export const gatewayId: Shape = (value, path) => {
  if (typeof value !== 'number') return malformed(`${path} must be a number`);
  return value >= 1 ? [] : invalid(`${path} must be 1 or more`);
};

/** One of some words. */
export function word(words: readonly string[]): Shape {
  return (value, path) => {
    if (typeof value !== 'string') return malformed(`${path} must be a string`);
    return words.includes(value) ? [] : invalid(`${path} must be one of ${words.join(', ')}`);
  };
}

/** An instant, RFC 3339 with offset. */
export const instant: Shape = (value, path) => {
  if (typeof value !== 'string') return malformed(`${path} must be a string`);
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
  return form.test(value) && !Number.isNaN(Date.parse(value))
    ? []
    : invalid(`${path} must be a date and time with offset`);
};

/** A calendar day, `2026-01-10`. */
export const day: Shape = (value, path) => {
  if (typeof value !== 'string') return malformed(`${path} must be a string`);
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // A day that no month has is read as one of the next month.
  const real = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
  return real ? [] : invalid(`${path} must be a date such as 2026-01-10`);
};

/** True or false. */
export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : malformed(`${path} must be true or false`);

/** A list of some shape that has at least one item. */
export function some(list: Shape): Shape {
  return (value, path) =>
    Array.isArray(value) && value.length === 0 ? invalid(`${path} must not be empty`) : list(value, path);
}

/** An array whose items have a shape. */
export function list(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return malformed(`${path} must be an array`);
    return value.flatMap((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };
}

/** An object with members that it must and members that it may have; others are ignored. */
export function object(must: Readonly<Record<string, Shape>>, may: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, path) => {
    if (!isObject(value)) return malformed(`${path === '' ? 'the body' : path} must be an object`);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    return [
      ...Object.entries(must).flatMap(([name, shape]) =>
        value[name] === undefined ? malformed(`${at(name)} is missing`) : shape(value[name], at(name)),
      ),
      ...Object.entries(may).flatMap(([name, shape]) =>
        value[name] === undefined ? [] : shape(value[name], at(name)),
      ),
    ];
  };
}

/** Reads JSON text of a shape: refused with 400 where it cannot be read, with 422 where it is not allowed. */
export function readJson(json: string, shape: Shape): Reading<JsonObject> {
  const parsed = parse(json);
  if (parsed === undefined) return { ok: false, refusal: { status: 400, messages: ['the request is not valid JSON'] } };
  const faults = shape(parsed.value, '');
  if (faults.length > 0) return { ok: false, refusal: refusalOf(faults) };
  return { ok: true, value: parsed.value as JsonObject };
}

/** What faults lead to: what cannot be read goes before what is not allowed. */
export function refusalOf(faults: readonly Fault[]): { readonly status: number; readonly messages: readonly string[] } {
  const kind = faults.some((fault) => fault.kind === 'malformed') ? 'malformed' : 'invalid';
  const messages = faults.filter((fault) => fault.kind === kind).map(({ message }) => message);
  return { status: kind === 'malformed' ? 400 : 422, messages };
}

function parse(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

function malformed(message: string): readonly Fault[] {
  return [{ kind: 'malformed', message }];
}

function invalid(message: string): readonly Fault[] {
  return [{ kind: 'invalid', message }];
}
