import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, request } from 'undici';
import type { Behaviour } from './behaviour.ts';
import { pause } from './clock.ts';
import type { Outcome } from './kcis.ts';
import { isOrder, type GatewayAccess, type JsonObject, type Subject, type World } from './model.ts';

/** The supplier's way to the gateway. */
export interface Gateway {
  /** Sends a KCI until it is accepted, finally refused, or `wanted` says that it no longer matters; never rejects. */
  readonly send: (subject: Subject, message: JsonObject | string, wanted: () => boolean) => Promise<void>;
  readonly setUrl: (url: string) => void;
  /** Ends at once, whatever is under way. */
  readonly close: () => Promise<void>;
}

interface Token {
  readonly value: string;
  /** In milliseconds since the epoch. */
  readonly usableUntil: number;
}

/** What else is known of an attempt. */
interface Sent {
  /** The token that was presented, if there was one. */
  readonly used: string | undefined;
  /** The outcome in words. */
  readonly detail: string;
}

/** How long the gateway has for one answer, in milliseconds. */
const PATIENCE_MS = 15_000;

/** Opens the way to the gateway; what goes wrong is told to `log`, a line each. */
export function openGateway(
  access: GatewayAccess,
  behaviour: Behaviour,
  world: World,
  signal: AbortSignal,
  log: (line: string) => void,
): Gateway {
  // Made once: to read all usual authorities for each connection takes longer than the connection.
  const trust =
    access.ca === undefined ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, access.ca] }) };
  const agent = new Agent({ connections: 16, connect: { ...trust, timeout: 5_000 } });
  let url = access.url;
  let token: Promise<Token> | undefined;

  async function fetchToken(): Promise<Token> {
    const { headers, body } = behaviour.tokenRequest(access);
    const answer = await call('POST', '/auth/supplier/access-token', headers, body);
    if (answer.status !== 200) throw new Error(`no access token: the gateway answered ${answer.status} ${answer.text}`);
    const { access_token: value, expires_in: life } = JSON.parse(answer.text) as Record<string, unknown>;
    if (typeof value !== 'string') throw new Error('no access token: the answer of the gateway holds none');
    const seconds = Number(life);
    return { value, usableUntil: world.now().getTime() + behaviour.tokenUseMs(seconds > 0 ? seconds : 0) };
  }

  /** The token in use, or a new one; KCIs that need one at the same time share it. */
  async function currentToken(): Promise<string> {
    for (;;) {
      const seen = token;
      const held = await seen?.catch(() => undefined);
      if (held && held.usableUntil > world.now().getTime()) return held.value;
      if (token !== seen) continue;
      token = fetchToken();
      const fresh = await token;
      return fresh.value;
    }
  }

  /** Lets go of a token that the gateway no longer takes, unless it was replaced already. */
  async function drop(used: string | undefined): Promise<void> {
    const seen = token;
    const held = await seen?.catch(() => undefined);
    if (token === seen && held?.value === used) token = undefined;
  }

  async function call(method: string, path: string, headers: Readonly<Record<string, string>>, body: string) {
    if (url === undefined) throw new Error('the address of the gateway is not known yet');
    const response = await request(`${url}${path}`, {
      method: method as 'POST',
      headers: { ...headers },
      body,
      dispatcher: agent,
      signal,
      headersTimeout: PATIENCE_MS,
      bodyTimeout: PATIENCE_MS,
    });
    return { status: response.statusCode, text: await response.body.text() };
  }

  async function sendOnce(subject: Subject, message: JsonObject | string): Promise<Outcome & Sent> {
    let used: string | undefined;
    try {
      used = await currentToken();
      const headers = behaviour.kciHeaders(subject, used, message);
      const { method, path } = behaviour.kciTarget(message);
      const body = typeof message === 'string' ? message : JSON.stringify(message);
      const { status, text } = await call(method, path, headers, body);
      return { status, used, detail: `${status} ${text.slice(0, 300)}` };
    } catch (error) {
      const failure = reason(error);
      return { failure, used, detail: failure };
    }
  }

  async function send(
    subject: Subject,
    message: JsonObject | string,
    wanted: () => boolean,
    attempt = 1,
  ): Promise<void> {
    let renewed = false;
    let current = message;
    for (let attempts = attempt; !signal.aborted && wanted(); attempts += 1) {
      const outcome = await sendOnce(subject, current);
      if (signal.aborted) return;
      const next = behaviour.afterSending(outcome, attempts, renewed, world);
      if (next === 'accepted') return;
      if (next === 'refused') return log(`KCI of ${nameOf(subject)} given up: ${outcome.detail}`);
      current = behaviour.resent(current, attempts);
      if (next === 'renew-token') {
        renewed = true;
        await drop(outcome.used);
        continue;
      }
      log(`KCI of ${nameOf(subject)} failed, is sent again: ${outcome.detail}`);
      if (next.aside) {
        const again = current;
        void pause(next.againMs, signal).then(() => send(subject, again, () => true, attempts + 1));
        return;
      }
      await pause(next.againMs, signal);
    }
  }

  return {
    send: (subject, message, wanted) => send(subject, message, wanted),
    setUrl(next) {
      url = next.replace(/\/+$/, '');
      token = undefined;
    },
    close: () => agent.destroy(),
  };
}

function nameOf(subject: Subject): string {
  return `${isOrder(subject) ? 'order' : subject.kind} ${subject.id}`;
}

/** What an error says, and what caused it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return [error.message, code].filter((part) => typeof part === 'string' && part !== '').join(' ') || error.name;
}
