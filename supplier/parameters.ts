import type { Call, JsonObject, Reading } from './model.ts';
import { readJson, type Shape } from './shapes.ts';

/** A refusal as the outcome of reading a request. */
export function refused(status: number, message: string): Reading<never> {
  return { ok: false, refusal: { status, messages: [message] } };
}

/** Reads a query parameter that holds JSON. */
export function jsonParameter(call: Call, name: string, shape: Shape): Reading<JsonObject> {
  const value = call.query.get(name);
  if (value === null) return refused(400, `the query parameter ${name} is missing`);
  const read = readJson(value, shape);
  if (read.ok) return read;
  const { status, messages } = read.refusal;
  return { ok: false, refusal: { status, messages: messages.map((message) => `query parameter ${name}: ${message}`) } };
}

/** A list in a query, as repeated parameters or divided by commas. */
export function listParameter(call: Call, name: string): readonly string[] {
  return call.query.getAll(name).flatMap((value) => value.split(',').filter((item) => item !== ''));
}
