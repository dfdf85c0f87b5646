import { isIP } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { Pool, type buildConnector, type Dispatcher } from 'undici';
import { BODY_LIMIT, rawBody } from '../evidence/bodies.ts';
import type { Header, RawBody } from '../evidence/history.ts';
import { proxyFor, refusalOf, tunnel, type Proxy } from './client-proxy.ts';
import { codeOf, failureOf, type Failure } from './failures.ts';
import type { Interruptions } from './interruption.ts';

/** What we trust and show when we connect, as PEM text. */
export interface Tls {
  /** An authority to trust besides the usual ones. */
  readonly ca?: string;
  /** Our own certificate and key, for mutual TLS. */
  readonly cert?: string;
  readonly key?: string;
}

/** A request that is ready to be sent. */
export interface Outgoing {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: RawBody;
}

/** A line to one HTTP server, on which requests go out as they are and answers come back as they were sent. */
export interface Client {
  /**
   * Sends a request and resolves with its answer, or why there is none: no later than `within` milliseconds from now, however
   * slowly the answer drips in. An interruption of the run ends it too, unless it heeds another one or none (`heeding`).
   * Rejects only when the request itself cannot be sent, which is our own fault.
   */
  readonly send: (outgoing: Outgoing, within: number, heeding?: Interruptions | 'nothing') => Promise<Answer | Failure>;
  /** Breaks off whatever is under way. */
  readonly close: () => Promise<void>;
}

/** What was made of TLS material. To read all usual authorities takes so long that a run cannot do it for each connection. */
const CONTEXTS = new WeakMap<Tls, SecureContext>();

/**
 * How undici connects with that TLS material.
 * @throws Error of OpenSSL when there is something in it that it cannot read.
 */
export function connectOptions(tls?: Tls): { secureContext?: SecureContext } {
  if (tls === undefined) return {};
  const secureContext = CONTEXTS.get(tls) ?? createSecureContext(contextOptions(tls));
  CONTEXTS.set(tls, secureContext);
  return { secureContext };
}

function contextOptions({ ca, cert, key }: Tls) {
  return {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/** How long it may take to be connected, in milliseconds. */
const CONNECTING = 10_000;

/** A TLS connection to a server, through a proxy. Rejects with what went wrong with either. */
export async function connectThrough(
  proxy: Proxy,
  server: URL,
  tls: Tls | undefined,
  within: number,
): Promise<TLSSocket> {
  const line = await tunnel(proxy, server, within);
  return secured(connectTls({ ...nameOf(server), socket: line, ...speaking(tls) }), within);
}

/** A TLS connection to a server. Rejects with what went wrong, no later than `within` milliseconds from now. */
export function connectDirectly(server: URL, tls: Tls | undefined, within: number): Promise<TLSSocket> {
  return secured(connectTls({ ...nameOf(server), port: Number(server.port || 443), ...speaking(tls) }), within);
}

function nameOf({ hostname }: URL): { readonly host: string; readonly servername?: string } {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? { host } : { host, servername: host };
}

function speaking(tls: Tls | undefined) {
  return { ALPNProtocols: ['http/1.1'], ...connectOptions(tls) };
}

function secured(socket: TLSSocket, within: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => socket.destroy(Object.assign(new Error(`no TLS connection within ${within} ms`), { code: 'ETIMEDOUT' })),
      within,
    );
    socket.once('secureConnect', () => {
      clearTimeout(deadline);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
  });
}

/**
 * A client for one origin (scheme, host and port), which goes through the proxy that the environment has for it. It follows no
 * redirects and repeats nothing. Idle connections are given up soon, since a server that closes one in the very moment of a
 * request looks like a server that closes on requests.
 * @throws ProxyError when the environment names a proxy that cannot be one.
 */
export function createClient(
  origin: URL,
  tls: Tls | undefined,
  interruptions: Interruptions,
  environment: NodeJS.ProcessEnv = process.env,
): Client {
  const proxy = proxyFor(origin, environment);
  const isTunnelled = proxy !== undefined && origin.protocol === 'https:';
  const throughTunnel: buildConnector.connector = (_, callback) => {
    if (proxy) void handOver(connectThrough(proxy, origin, tls, CONNECTING), callback);
  };
  // Without TLS a proxy is asked itself, with the whole address.
  const forwarding = proxy && !isTunnelled ? proxy : undefined;
  const pool = new Pool((forwarding?.url ?? origin).origin, {
    connect: isTunnelled ? throughTunnel : connectOptions(tls),
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 4_000,
  });
  return {
    send: async (outgoing, within, heeding = interruptions) => {
      const sent = forwarding ? forwarded(outgoing, origin, forwarding) : outgoing;
      const heeded = heeding === 'nothing' ? undefined : heeding;
      const outcome = await exchange(pool, origin.protocol, sent, within, heeded);
      const refused = forwarding && 'status' in outcome ? refusalOf(forwarding, outcome.status) : undefined;
      return refused === undefined ? outcome : { reason: 'unreachable', detail: refused };
    },
    close: () => pool.destroy(),
  };
}

/** Hands a connection on to whoever takes it by a callback. */
async function handOver(connecting: Promise<TLSSocket>, callback: buildConnector.Callback): Promise<void> {
  let socket: TLSSocket;
  try {
    socket = await connecting;
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)), null);
    return;
  }
  callback(null, socket);
}

function forwarded(outgoing: Outgoing, origin: URL, { authorization }: Proxy): Outgoing {
  return {
    ...outgoing,
    path: origin.origin + outgoing.path,
    headers: [
      ['Host', origin.host],
      ...(authorization === undefined ? [] : [['Proxy-Authorization', authorization] as const]),
      ...outgoing.headers,
    ],
  };
}

/** One request and its answer, read as it comes off the line: no streams, so that what we record costs little more than undici. */
function exchange(
  pool: Pool,
  protocol: string,
  { method, path, headers, body }: Outgoing,
  within: number,
  interruptions: Interruptions | undefined,
): Promise<Answer | Failure> {
  return new Promise((resolve, reject) => {
    let line: Dispatcher.DispatchController | undefined;
    let over = false;
    let forget: (() => void) | undefined;
    let status: number | undefined;
    let fields: readonly Header[] = [];
    let length = 0;
    const chunks: Buffer[] = [];

    const end = () => {
      over = true;
      clearTimeout(deadline);
      forget?.();
    };
    const soFar = () => (status === undefined ? '' : `; status ${status} and ${length} bytes of the body had come`);
    const answer = (total: number) => {
      end();
      resolve({
        status: status ?? 0,
        headers: fields,
        body: rawBody(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), total),
      });
    };
    const breakOff = (failure: Failure) => {
      if (over) return;
      end();
      resolve({ ...failure, detail: failure.detail + soFar() });
      // A request that still waits for its connection is broken off as soon as it would start.
      line?.abort(new Error(failure.detail));
    };
    const deadline = setTimeout(
      () => breakOff({ reason: 'timeout', detail: `no complete answer within ${within} ms` }),
      within,
    );
    forget = interruptions?.on(() => breakOff(INTERRUPTED));
    if (over) return;

    pool.dispatch(
      { method, path, headers: headers.flat(), body: body ?? null },
      {
        onRequestStart: (controller) => {
          line = controller;
          if (over) controller.abort(new Error('broken off before it started'));
        },
        onResponseStart: (controller, code) => {
          if (over || code < 200) return;
          status = code;
          fields = pairs(controller.rawHeaders as readonly Buffer[]);
        },
        onResponseData: (controller, chunk) => {
          if (over) return;
          chunks.push(chunk);
          length += chunk.length;
          if (length <= BODY_LIMIT) return;
          answer(
            Math.max(length, Number(fields.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0) || 0),
          );
          controller.abort(new Error('the rest of the body is not wanted'));
        },
        onResponseEnd: () => {
          if (!over) answer(length);
        },
        onResponseError: (_, error) => {
          if (over) return;
          const failure = closedByUs(error) ? INTERRUPTED : failureOf(error, protocol);
          if (failure) {
            breakOff(failure);
            return;
          }
          end();
          reject(error);
        },
      },
    );
  });
}

const INTERRUPTED: Failure = {
  reason: 'interrupted',
  detail: 'the run was interrupted before the answer was complete',
};

/** The bytes of a header field, one character each, as HTTP has them. */
function text(bytes: Buffer | undefined): string {
  return bytes?.toString('latin1') ?? '';
}

function pairs(raw: readonly Buffer[]): readonly Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    headers.push([text(raw[index]), text(raw[index + 1])]);
  }
  return headers;
}

function closedByUs(error: unknown): boolean {
  return ['UND_ERR_DESTROYED', 'UND_ERR_CLOSED'].includes(codeOf(error) ?? '');
}
