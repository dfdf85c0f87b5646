import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Tokens } from './credentials.ts';
import type { Answer, Call, JsonObject, Operation, Refusal, World } from './model.ts';

/** Where each operation of the contract is served. */
export const ROUTES: readonly {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly operation: Operation;
}[] = [
  { method: 'GET', path: '/service-availability', operation: 'handleAvailabilityCheck' },
  { method: 'POST', path: '/quote', operation: 'handleQuote' },
  { method: 'GET', path: '/available-appointments', operation: 'handleAppointmentAvailability' },
  { method: 'POST', path: '/appointments', operation: 'handleReserveAppointment' },
  { method: 'POST', path: '/service-orders', operation: 'handleCreateOrder' },
  { method: 'POST', path: '/service-order-amendments', operation: 'handleAmendOrder' },
  { method: 'POST', path: '/service-order-cancellations', operation: 'handleCancelOrder' },
  { method: 'POST', path: '/ethernet/service-orders', operation: 'handleCreateEthernetOrder' },
  { method: 'POST', path: '/service-tests', operation: 'handleServiceTest' },
  { method: 'POST', path: '/service-problems', operation: 'handleCreateProblem' },
  { method: 'POST', path: '/service-problem-amendments', operation: 'handleAmendProblem' },
  { method: 'POST', path: '/service-problem-cancellations', operation: 'handleCancelProblem' },
  { method: 'PATCH', path: '/service-problem-resolutions/:id', operation: 'handleServiceProblemResolution' },
];

/** Why a request is refused for its headers. */
export function headersRefusal(call: Call): Refusal | undefined {
  const needed = WITHOUT_TENANT.includes(call.operation) ? TRACING : [...TRACING, 'Tenant'];
  const missing = needed.filter((name) => (call.headers[name.toLowerCase()] ?? '') === '');
  return missing.length > 0
    ? { status: 400, messages: missing.map((name) => `the header ${name} is missing`) }
    : undefined;
}

/** Why a request is refused for the media type of its body. */
export function mediaRefusal({ headers, body }: Call): Refusal | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return body === '' || type === 'application/json'
    ? undefined
    : { status: 400, messages: ['the media type of the body must be application/json'] };
}

/** Why a request is refused for who sends it; `tokens` are those that this supplier has given out. */
export function credentialsRefusal(call: Call, { credentials, now }: World, tokens: Tokens): Refusal | undefined {
  const presented = call.headers.authorization ?? '';
  const bearer = /^Bearer (.+)$/i.exec(presented)?.[1] ?? '';
  const accepted =
    credentials.type === 'none' ||
    (credentials.type === 'bearer' && same(bearer, credentials.token)) ||
    (credentials.type === 'oauth2' && (tokens.get(bearer) ?? 0) > now().getTime()) ||
    (credentials.type === 'basic' && same(presented, basic(credentials.username, credentials.password)));
  return accepted ? undefined : { status: 401, messages: ['the credentials are missing, wrong or no longer valid'] };
}

/** Whether a request for an access token of this supplier presents the right client credentials, by HTTP Basic or form fields. */
export function mayHaveToken(call: Call, { credentials }: World): boolean {
  if (credentials.type !== 'oauth2') return false;
  const form = new URLSearchParams(call.body);
  const byForm =
    same(form.get('client_id') ?? '', credentials.clientId) &&
    same(form.get('client_secret') ?? '', credentials.clientSecret);
  const authorization = call.headers.authorization ?? '';
  const { clientId, clientSecret } = credentials;
  const byBasic =
    same(authorization, basic(clientId, clientSecret)) ||
    same(authorization, basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret)));
  return form.get('grant_type') === 'client_credentials' && (byForm || byBasic);
}

/** For how long an access token of this supplier is good, in milliseconds. */
export function tokenLifeMs({ credentials }: World): number {
  return (credentials.type === 'oauth2' ? credentials.tokenLifeMs : undefined) ?? 3_600_000;
}

/** The code that goes with a status. */
export function errorCode(status: number): string {
  return CODES[status] ?? (status >= 500 ? 'SUPPLIER_FAULT' : 'INVALID_REQUEST');
}

/** The body of a refusal. */
export function errorBody(refusal: Refusal): JsonObject {
  return { uuid: randomUUID(), code: errorCode(refusal.status), messages: refusal.messages };
}

/** The headers of every answer: those that tie it to its request, as far as the request had them. */
export function responseHeaders(call: Call): Readonly<Record<string, string>> {
  return Object.fromEntries(
    TRACING.flatMap((name) => {
      const value = call.headers[name.toLowerCase()];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** How long an answer takes, in milliseconds. */
export function latencyMs(call: Call, { style }: World): number {
  return style === 'rich' ? 5 + (call.body.length % 20) : 0;
}

/** An answer as it goes out: nothing more is done to it. */
export function wire(answer: Answer): Answer {
  return answer;
}

const TRACING = ['X-Request-ID', 'X-Conversation-ID'];

/** These operations have no such header in the contract. */
const WITHOUT_TENANT: readonly Operation[] = ['handleQuote', 'handleCreateEthernetOrder'];

const CODES: Readonly<Record<number, string>> = {
  400: 'MALFORMED_REQUEST',
  401: 'NOT_AUTHORISED',
  404: 'NOT_FOUND',
  422: 'INVALID_REQUEST',
  500: 'SUPPLIER_FAULT',
  501: 'NOT_IMPLEMENTED',
};

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b);
}
