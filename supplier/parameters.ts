import type { Call, Fault, JsonObject } from './model.ts';
import { fault, parse, type Shape } from './shapes.ts';

/** A parameter of a query as it was read, with what is wrong with it; the value is undefined where it is not given or unreadable. */
export interface Parameter<Value> {
  readonly value: Value | undefined;
  readonly faults: readonly Fault[];
}

/** Reads a query parameter that holds JSON. */
export function jsonParameter(call: Call, name: string, shape: Shape): Parameter<JsonObject> {
  const given = call.query.get(name);
  if (given === null) return missing(name);
  const parsed = parse(given);
  if (!parsed)
    return { value: undefined, faults: fault('unreadable', name, `the query parameter ${name} is not valid JSON`) };
  return { value: parsed.value as JsonObject, faults: shape(parsed.value, name) };
}

/** Reads a query parameter that holds plain text. */
export function textParameter(
  call: Call,
  name: string,
  shape: Shape,
  presence: 'mandatory' | 'optional' = 'optional',
): Parameter<string> {
  const value = call.query.get(name) ?? undefined;
  if (value !== undefined) return { value, faults: shape(value, name) };
  return presence === 'mandatory' ? missing(name) : { value, faults: [] };
}

/** Reads a list in a query that need not be given, as repeated parameters or divided by commas. */
export function listParameter(call: Call, name: string, shape: Shape): Parameter<readonly string[]> {
  if (!call.query.has(name)) return { value: undefined, faults: [] };
  const given = call.query.getAll(name).flatMap((value) => value.split(','));
  const value = given.every((item) => item === '') ? [] : given;
  return { value, faults: shape(value, name) };
}

function missing(name: string): Parameter<never> {
  return { value: undefined, faults: fault('missing', name, `the query parameter ${name} is missing`) };
}
