import { isObject, type JsonObject } from '../specs/json-object.ts';
import {
  type Aim,
  header,
  type Header,
  json,
  type Json,
  type RequestEvent,
  type ResponseEvent,
} from '../evidence/history.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import { jsonObject } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import type { SchemaFinding } from '../specs/contract-types.ts';
import type { Evidence, Violation } from './check.ts';

/** A request of ours that was answered. */
export type Answered = Exchange & { readonly response: ResponseEvent };

/** The exchanges that ended in an answer, whatever it was, in the order of their requests. */
export function answered({ views }: Evidence): readonly Answered[] {
  return views.exchanges.filter((exchange): exchange is Answered => exchange.response !== undefined);
}

/** The answers to valid requests of one operation. */
export function answersOf(evidence: Evidence, operation: string): readonly Answered[] {
  return answered(evidence).filter(({ request }) => request.operation === operation && request.intent.valid);
}

/** Whether a status says that the request was taken. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether a status says that the request was refused as the client's fault; 429 speaks of the pace, not of the request. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** Whether an answer refuses a well-formed request for what it asks, rather than for who asks it (401, 403). */
export function isRejection(status: number): boolean {
  return isRefusal(status) && status !== 401 && status !== 403;
}

/** Those answers to requests with one of the aims that decide upon them, one way or the other. */
export function aimedAt(answers: readonly Answered[], ...aims: readonly Aim[]): readonly Answered[] {
  return answers.filter(
    ({ request: { aim }, response: { status } }) =>
      aim !== undefined && aims.includes(aim) && (isSuccess(status) || isRejection(status)),
  );
}

/** The scenario that has the requests of an operation rejected. */
const REJECTING_SCENARIOS: Readonly<Record<string, string>> = {
  handleCreateOrder: 'ORDER_REJECTED',
  handleAmendOrder: 'AMENDMENT_REJECTED',
  handleCancelOrder: 'CANCELLATION_REJECTED',
  handleCreateProblem: 'PROBLEM_REJECTED',
  handleAmendProblem: 'AMENDMENT_REJECTED',
  handleCancelProblem: 'CANCELLATION_REJECTED',
};

/** What was said about the order or problem that a request of ours is about; undefined when we made no such one. */
export function streamOf({ request: { exchange } }: Exchange, { views }: Evidence): Stream | undefined {
  return views.streams.find(({ requests }) => requests.some((asked) => asked.exchange.request.exchange === exchange));
}

/**
 * Whether the harness itself asked for a refusal: it sent something that is well formed and cannot be granted, or the
 * scenario has it rejected: that of the request, or of the order that it is about, or of another request about that order,
 * since a test system may keep to what it was told.
 */
export function asksForRefusal(exchange: Exchange, evidence: Evidence): boolean {
  const { aim, scenario, operation } = exchange.request;
  if (aim !== undefined) return aim !== 'in-coverage' && aim !== 'offered-slot';
  const rejecting = REJECTING_SCENARIOS[operation];
  if (rejecting === undefined) return false;
  const stream = streamOf(exchange, evidence);
  const told = stream?.requests.map((asked) => asked.exchange.request.scenario) ?? [];
  return [scenario, stream?.subject.scenario, ...told].includes(rejecting);
}

/** What a request is for that shows credentials which let nobody in. */
const UNWELCOME: readonly (Aim | undefined)[] = [
  'no-credentials',
  'wrong-credentials',
  'expired-credentials',
  'lapsed-credentials',
];

/** Whether a request was meant to be turned away for the credentials that it shows: all else about it is as it should be. */
export function isUnwelcome({ request }: Exchange): boolean {
  return UNWELCOME.includes(request.aim);
}

/** Whether a request was generated. What becomes of such a one is compared with its twin, and nothing else says that it should be taken. */
export function isGenerated({ request }: Exchange): boolean {
  return request.generated !== undefined;
}

/** Whether nothing speaks against a valid request, so that a sound supplier should take it. */
export function shouldBeTaken(exchange: Exchange, evidence: Evidence): boolean {
  return !isGenerated(exchange) && !asksForRefusal(exchange, evidence);
}

const OPTIONAL_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  handleAvailabilityCheck: ['serviceTypes'],
  handleAppointmentAvailability: ['appointmentFromDate', 'classifications'],
};

/** Whether a valid request leaves out a parameter that the schema calls optional and the prose mandatory and always sent. */
export function leavesOptionalParametersOut({ request }: Exchange): boolean {
  const asked = queryOf(request);
  return request.intent.valid && (OPTIONAL_PARAMETERS[request.operation] ?? []).some((name) => !asked.has(name));
}

/** The answer read as JSON. */
export function answerJson({ response }: Answered): Json {
  return json(response.body);
}

/** The JSON object that was answered; undefined when the answer is anything else. */
export function answerObject(exchange: Answered): JsonObject | undefined {
  return jsonObject(exchange.response.body);
}

/** The JSON object that we sent; undefined when we sent anything else. */
export function sentObject({ request }: Exchange): JsonObject | undefined {
  return jsonObject(request.body);
}

/** The objects in a member that should be an array of them; none when it is anything else. */
export function objectsIn(holder: JsonObject | undefined, member: string): readonly JsonObject[] {
  const found = holder?.[member];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The object in a member that should be one. */
export function objectAt(holder: JsonObject | undefined, member: string): JsonObject | undefined {
  const found = holder?.[member];
  return isObject(found) ? found : undefined;
}

/** The text in a member that should be one. */
export function textAt(holder: JsonObject | undefined, member: string): string | undefined {
  const found = holder?.[member];
  return typeof found === 'string' ? found : undefined;
}

/** The query parameters of a request. */
export function queryOf({ url }: RequestEvent): URLSearchParams {
  return new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
}

/** The JSON object in a query parameter. */
export function queryObject(request: RequestEvent, parameter: string): JsonObject | undefined {
  const text = queryOf(request).get(parameter) ?? '';
  return jsonObject({ text, encoding: 'utf8', bytes: text.length });
}

/** Whether a Content-Type names JSON, with or without parameters. */
export function isJsonMediaType(headers: readonly Header[]): boolean {
  const [type = ''] = (header(headers, 'Content-Type') ?? '').split(';');
  return /^application\/(?:json|[\w.-]+\+json)$/i.test(type.trim());
}

const SHOWN = 120;

/** A value as a reader of a violation sees it: short, whatever its size or depth. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isObject(value)) return 'an object';
  const long = typeof value === 'string' && value.length > SHOWN;
  return long ? `${JSON.stringify(value.slice(0, SHOWN))}...` : JSON.stringify(value);
}

/** The reasons in the answer to a request that was turned down, in words. */
export function reasonsIn(exchange: Answered): string {
  const { messages } = answerObject(exchange) ?? {};
  const reasons: readonly unknown[] = Array.isArray(messages) ? messages : [];
  return reasons.length === 0 ? 'no reason given' : reasons.slice(0, 3).map(show).join(', ');
}

/** A violation that an exchange shows, beside any further events; a generated request is named, so that it can be sent again. */
export function violation(exchange: Exchange, expected: string, actual: string, ...also: readonly number[]): Violation {
  const { generated } = exchange.request;
  const named = generated ? `${actual} (variant ${generated.id})` : actual;
  return { expected, actual: named, seen: [...also, ...eventsOf(exchange)] };
}

/** What departs from a schema, told as violations of an exchange. */
export function schemaViolations(exchange: Exchange, findings: readonly SchemaFinding[]): readonly Violation[] {
  return findings.map(({ where, expected, actual }) => violation(exchange, `${where}: ${expected}`, actual));
}
