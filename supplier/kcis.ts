import { randomUUID } from 'node:crypto';
import type { GatewayAccess, JsonObject, Subject, Telling, World } from './model.ts';

/** What marks one KCI off from all others. */
export interface Mark {
  readonly id: string;
  readonly sequenceNumber: number;
  /** ISO 8601, UTC. */
  readonly issuedOn: string;
}

/** What came of sending a KCI once: a status, or why there was none. */
export type Outcome = { readonly status: number } | { readonly failure: string };

/**
 * What to do after sending a KCI: nothing, give it up, send it again with a new token, or send it again after a pause in
 * milliseconds; `aside` lets the following KCIs go ahead meanwhile.
 */
export type Next = 'accepted' | 'refused' | 'renew-token' | { readonly againMs: number; readonly aside?: true };

/** A request for an access token. */
export interface TokenRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The member of a KCI that holds what it is about. */
export const WRAPPERS: Readonly<Record<Subject['kind'], string>> = {
  provide: 'provideServiceOrder',
  modify: 'modifyServiceOrder',
  cease: 'ceaseServiceOrder',
  'unsolicited-cease': 'unsolicitedCeaseServiceOrder',
  ethernet: 'provideEthernetOrder',
  problem: 'serviceProblem',
  test: 'serviceTest',
};

/** A fresh KCI id. */
export function kciId(): string {
  return randomUUID();
}

/** The number of the next KCI about something; `last` is 0 before the first. */
export function nextSequence(last: number): number {
  return last + 1;
}

/** When a KCI is issued: now, but never before the last one. */
export function issuedOn(now: Date, last: string | undefined): string {
  const instant = now.toISOString();
  return last !== undefined && last > instant ? last : instant;
}

/** A KCI: what happened, and what it is about as it is now told. */
export function kci(step: Telling, subject: Subject, mark: Mark, told: JsonObject): JsonObject {
  return {
    ...mark,
    reasonCode: step.reasonCode,
    ...(step.problemCode === undefined ? {} : { problemCode: step.problemCode }),
    ...(step.text === undefined ? {} : { text: step.text }),
    ...codes(step, subject),
    ...(subject.rich
      ? { supplierNotes: [{ note: 'Told by the desk.', type: 'Desk Note', created: mark.issuedOn }] }
      : {}),
    [WRAPPERS[subject.kind]]: { ...told, ...step.quotes },
  };
}

/** A rich supplier also fills the member that the list of codes has replaced. */
function codes({ supplierCodes }: Telling, { rich }: Subject): JsonObject {
  if (!supplierCodes) return {};
  return rich ? { supplierCode: supplierCodes[0], supplierCodes } : { supplierCodes };
}

/** What is sent for one KCI, one after the other: the KCI itself; a rich supplier says every third one twice. */
export function copies(message: JsonObject, { rich }: Subject): readonly (JsonObject | string)[] {
  return rich && Number(message.sequenceNumber) % 3 === 0 ? [message, message] : [message];
}

/** What is sent when a KCI must be sent again: exactly the same. */
export function resent(message: JsonObject | string): JsonObject | string {
  return message;
}

/** The headers of a KCI; every attempt has a request id of its own. */
export function kciHeaders({ conversation }: Subject, token: string): Readonly<Record<string, string>> {
  return {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'X-Request-ID': randomUUID(),
    'X-Conversation-ID': conversation,
  };
}

/** The method and path, below the gateway's base URL, that KCIs are sent to. */
export function kciTarget(): { readonly method: string; readonly path: string } {
  return { method: 'POST', path: '/kcis' };
}

/** How long to wait before the next KCI, in milliseconds. */
export function pauseMs(order: { readonly pauseMs?: number }, world: World): number {
  return order.pauseMs ?? world.stepMs;
}

/** Whether the first KCI about something, or the outcome of a change of it, goes out before the answer to the request. */
export function overtakes({ rich, mode }: Subject): boolean {
  return rich && mode === 'async';
}

/**
 * What to do after sending a KCI. Failures of the network, 5xx and 429 pass, so it is sent again, less and less often; a 401
 * may be a token that has run out; any other refusal will not change by repeating it.
 */
export function afterSending(outcome: Outcome, attempt: number, renewed: boolean, world: World): Next {
  const status = 'status' in outcome ? outcome.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return 'accepted';
  if (status === 401 && !renewed) return 'renew-token';
  const passing = status === undefined || status >= 500 || status === 429;
  if (!passing || attempt >= MOST_ATTEMPTS) return 'refused';
  const base = Math.min(Math.max(world.stepMs, 20), 1000);
  return { againMs: Math.min(base * 2 ** (attempt - 1), LONGEST_PAUSE_MS) };
}

/** How an access token is asked for: client credentials, by HTTP Basic. */
export function tokenRequest({ clientId, clientSecret }: GatewayAccess): TokenRequest {
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
  return {
    headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  };
}

/** How long a token is used, in milliseconds, given its life in seconds: until shortly before it runs out. */
export function tokenUseMs(expiresIn: number): number {
  return Math.max(0, expiresIn - Math.min(30, expiresIn / 10)) * 1000;
}

const MOST_ATTEMPTS = 10;

const LONGEST_PAUSE_MS = 30_000;
