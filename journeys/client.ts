import { rootCertificates } from 'node:tls';
import { Pool, type Dispatcher } from 'undici';
import { BODY_LIMIT, rawBody } from '../evidence/bodies.ts';
import type { Header, RawBody } from '../evidence/history.ts';
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
   * slowly the answer drips in. An interruption of the run ends it too, unless it goes on `regardless`.
   * Rejects only when the request itself cannot be sent, which is our own fault.
   */
  readonly send: (outgoing: Outgoing, within: number, regardless?: boolean) => Promise<Answer | Failure>;
  /** Breaks off whatever is under way. */
  readonly close: () => Promise<void>;
}

/** How undici connects with that TLS material. */
export function connectOptions(tls: Tls = {}): { ca?: string[]; cert?: string; key?: string } {
  return {
    ...(tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}

/**
 * A client for one origin (scheme, host and port). It follows no redirects and repeats nothing. Idle connections are given
 * up soon, since a server that closes one in the very moment of a request looks like a server that closes on requests.
 */
export function createClient(origin: URL, tls: Tls | undefined, interruptions: Interruptions): Client {
  const pool = new Pool(origin.origin, {
    connect: connectOptions(tls),
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 4_000,
  });
  return {
    send: async (outgoing, within, regardless = false) => {
      const broken = new AbortController();
      let why: 'deadline' | 'interruption' | undefined;
      const breakOff = (reason: typeof why) => {
        why ??= reason;
        broken.abort();
      };
      const deadline = setTimeout(() => breakOff('deadline'), within);
      const forget = regardless ? () => undefined : interruptions.on(() => breakOff('interruption'));
      const progress: Progress = { received: 0 };
      try {
        const { method, path, headers, body = null } = outgoing;
        const response = await pool.request({
          method,
          path,
          headers: headers.flat(),
          body,
          responseHeaders: 'raw',
          signal: broken.signal,
        });
        progress.status = response.statusCode;
        const raw = pairs(response.headers as unknown as readonly string[]);
        return { status: response.statusCode, headers: raw, body: await received(response, raw, progress) };
      } catch (error) {
        const soFar =
          progress.status === undefined
            ? ''
            : `; status ${progress.status} and ${progress.received} bytes of the body had come`;
        if (why === 'deadline') return { reason: 'timeout', detail: `no complete answer within ${within} ms${soFar}` };
        if (why === 'interruption' || closedByUs(error)) {
          return { reason: 'interrupted', detail: `the run was interrupted before the answer was complete${soFar}` };
        }
        const failure = failureOf(error, origin.protocol);
        if (!failure) throw error;
        return { ...failure, detail: `${failure.detail}${soFar}` };
      } finally {
        clearTimeout(deadline);
        forget();
      }
    },
    close: () => pool.destroy(),
  };
}

interface Progress {
  status?: number;
  received: number;
}

/** The body as far as it is recorded; what a server sends beyond that is not waited for. */
async function received(
  response: Dispatcher.ResponseData,
  headers: readonly Header[],
  progress: Progress,
): Promise<RawBody> {
  const chunks: Uint8Array[] = [];
  // Leaving the loop destroys the stream, which tells its listeners of an error that is none.
  response.body.on('error', () => undefined);
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    progress.received += chunk.length;
    if (progress.received > BODY_LIMIT) break;
  }
  const announced = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]);
  const total = progress.received > BODY_LIMIT && announced > progress.received ? announced : progress.received;
  return rawBody(Buffer.concat(chunks), total);
}

function pairs(raw: readonly string[]): readonly Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return headers;
}

function closedByUs(error: unknown): boolean {
  return ['UND_ERR_DESTROYED', 'UND_ERR_CLOSED'].includes(codeOf(error) ?? '');
}
