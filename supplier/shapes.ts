import { isObject, type Fault, type JsonObject, type Reading, type Refusal, type Wrong } from './model.ts';

/** What a value should be: gives what is wrong with it, named by its path. */
export type Shape = (value: unknown, path: string) => readonly Fault[];

/** One thing that is wrong, as the list that shapes give. */
export function fault(wrong: Wrong, path: string, message: string): readonly Fault[] {
  return [{ wrong, path, message }];
}

/** A string of so many characters that matches a pattern; with `emptied`, the empty string is fine too: it removes a value. */
export function text({
  min = 1,
  max = Infinity,
  pattern,
  emptied = false,
}: {
  min?: number;
  max?: number;
  pattern?: RegExp;
  emptied?: boolean;
}): Shape {
  return (value, path) => {
    if (typeof value !== 'string') return ofOtherType(value, path, 'a string');
    if (emptied && value === '') return [];
    const length = lengthOf(value);
    if (length < min || length > max) {
      const bounds = max === Infinity ? `${min} characters or more` : `${min} to ${max} characters`;
      return fault(length < min ? 'too-short' : 'too-long', path, `${path} must have ${bounds}`);
    }
    if (pattern && !pattern.test(value)) return fault('form', path, `${path} has a form that is not accepted`);
    return [];
  };
}

/** A string of any length, also of none. */
export const anyText: Shape = text({ min: 0 });

/** A number of at least so much, and with `whole` without a fraction. */
export function number({ min, whole = false }: { min: number; whole?: boolean }): Shape {
  return (value, path) => {
    if (typeof value !== 'number') return ofOtherType(value, path, 'a number');
    if (value < min) return fault('too-small', path, `${path} must be ${min} or more`);
    // JSON can hold numbers that no double-precision number comes near to.
    if (!Number.isFinite(value)) return fault('too-large', path, `${path} must be a number that can be stored`);
    return whole && !Number.isInteger(value) ? fault('fraction', path, `${path} must be a whole number`) : [];
  };
}

/** A number of at least 1, as the gateway's ids are. */
export const gatewayId: Shape = number({ min: 1 });

/** One of some words. */
export function word(words: readonly string[]): Shape {
  return (value, path) => {
    if (typeof value !== 'string') return ofOtherType(value, path, 'a string');
    return words.includes(value) ? [] : fault('word', path, `${path} must be one of ${words.join(', ')}`);
  };
}

/** An instant, RFC 3339 with offset. */
export const instant: Shape = (value, path) => {
  if (typeof value !== 'string') return ofOtherType(value, path, 'a string');
  const form = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
  const [, date = ''] = form.exec(value) ?? [];
  return isDay(date) && !Number.isNaN(Date.parse(value))
    ? []
    : fault('date', path, `${path} must be a date and time with offset`);
};

/** A calendar day, `2026-01-10`. */
export const day: Shape = (value, path) => {
  if (typeof value !== 'string') return ofOtherType(value, path, 'a string');
  return isDay(value) ? [] : fault('date', path, `${path} must be a date such as 2026-01-10`);
};

/** True or false. */
export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : ofOtherType(value, path, 'true or false');

/** A list of some shape that has at least one item. */
export function some(list: Shape): Shape {
  return (value, path) =>
    Array.isArray(value) && value.length === 0
      ? fault('too-few', path, `${path} must not be empty`)
      : list(value, path);
}

/** An array whose items have a shape. */
export function list(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return ofOtherType(value, path, 'an array');
    return value.flatMap((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };
}

/** An object with members that it must and members that it may have; others are ignored. */
export function object(must: Readonly<Record<string, Shape>>, may: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, path) => {
    if (path === '' && !isObject(value)) return fault('type', path, 'the body must be an object');
    if (!isObject(value)) return ofOtherType(value, path, 'an object');
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    return [
      ...Object.entries(must).flatMap(([name, shape]) =>
        value[name] === undefined ? fault('missing', at(name), `${at(name)} is missing`) : shape(value[name], at(name)),
      ),
      ...Object.entries(may).flatMap(([name, shape]) => {
        if (value[name] === undefined) return [];
        if (value[name] !== null) return shape(value[name], at(name));
        return fault('null-option', at(name), `${at(name)} must not be null: leave it out`);
      }),
    ];
  };
}

/** Reads JSON text of a shape: refused with 400 where it cannot be read, with 422 where it is not allowed. */
export function readJson(json: string, shape: Shape): Reading<JsonObject> {
  const parsed = parse(json);
  const faults = parsed ? shape(parsed.value, '') : fault('unreadable', '', 'the request is not valid JSON');
  return readingOf(parsed?.value as JsonObject | undefined, faults);
}

/** What was read, or why it is refused. */
export function readingOf<Content>(value: Content | undefined, faults: readonly Fault[]): Reading<Content> {
  return faults.length === 0
    ? { ok: true, value: value as Content }
    : { ok: false, refusal: refusalOf(faults), faults, value };
}

/** JSON text as a value, in an object of its own because the value may be anything; undefined when it is none. */
export function parse(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

/** What makes a request one that cannot be read, rather than one that is not allowed. */
const MALFORMED: readonly Wrong[] = ['unreadable', 'missing', 'null', 'null-option', 'type'];

/** What faults lead to: what cannot be read goes before what is not allowed. */
function refusalOf(faults: readonly Fault[]): Refusal {
  const malformed = faults.filter(({ wrong }) => MALFORMED.includes(wrong));
  const told = malformed.length > 0 ? malformed : faults;
  return { status: malformed.length > 0 ? 400 : 422, messages: told.map(({ message }) => message) };
}

function ofOtherType(value: unknown, path: string, wanted: string): readonly Fault[] {
  return fault(value === null ? 'null' : 'type', path, `${path} must be ${wanted}`);
}

/** The length in characters, as JSON Schema counts: one beyond the Basic Multilingual Plane is one, not two. */
function lengthOf(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}

function isDay(value: string): boolean {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // A day that no month has is read as one of the next month.
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(value);
}
