import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { thrownWords } from '../../specs/thrown.ts';
import { CallbackError, reachableHost } from '../server.ts';
import type { TlsIdentity } from '../sockets.ts';
import type { Hub } from './hub.ts';
import { BEAT, isJoining, isUpdate, MESSAGE_LIMIT } from './protocol.ts';

/** What the way in for runs is made of. */
export interface ControlOptions {
  readonly listen: { readonly host: string; readonly port: number };
  /** What each run has to know. */
  readonly secret: string;
  /** What it shows, so that secret and KCIs travel by TLS; without it they travel in the open. */
  readonly tls?: TlsIdentity;
  readonly hub: Hub;
  readonly tell: (text: string) => void;
  /** Milliseconds that a run may leave unread what it is sent; default 60 s. */
  readonly patience?: number;
}

/** The way in for runs. */
export interface Control {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How many connections may be open at once: a few for each run. */
const CONNECTIONS = 1_000;

/**
 * Opens the way in for runs: HTTP or HTTPS, with the secret as a bearer token. Nothing that comes in takes more memory than one message,
 * and nobody who does not read is waited for.
 * @throws CallbackError when the address or the port cannot be used.
 */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { listen, hub, tell, patience = 60_000 } = options;
  const expected = digest(`Bearer ${options.secret}`);
  let refusals = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) {
      refusals += 1;
      // A flood of them is told of at powers of ten.
      if (/^10*$/.test(String(refusals))) {
        tell(`${request.socket.remoteAddress} was refused: it does not know the secret (${refusals} times so far)`);
      }
      request.resume();
      return end(response, 401, 'the secret is wrong');
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://receiver');
    const [, runs, run = '', what = '', ...rest] = pathname.split('/');
    if (runs !== 'runs' || rest.length > 0) return end(response, 404, 'there is no such thing here');
    const asked = `${request.method} ${run === '' ? '' : 'RUN'}${what === '' ? '' : `/${what}`}`;
    if (asked === 'POST ') return join(request, response);
    if (!hub.knows(run)) return end(response, 404, 'no such run has joined');
    switch (asked) {
      case 'POST RUN/updates': {
        const update = await messageOf(request, response);
        if (update === undefined) return;
        if (!isUpdate(update)) return end(response, 400, 'this is no update');
        hub.update(run, update);
        return tellJson(response, { head: hub.backlog().head() });
      }
      case 'GET RUN/deliveries': {
        const after = Number(searchParams.get('after') ?? Number.NaN);
        if (!Number.isInteger(after)) return end(response, 400, 'after is no number');
        return deliver(hub, run, after, response, patience);
      }
      case 'POST RUN/holds': {
        const wish = await messageOf(request, response);
        if (wish === undefined) return;
        const { name } = wish as { readonly name?: unknown };
        if (typeof name !== 'string' || name.length > 500) return end(response, 400, 'this is no name');
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        if (await hub.holds.take(run, name, gone.signal)) {
          // Whoever has gone meanwhile cannot give it back.
          if (gone.signal.aborted) hub.holds.release(run, name);
          else tellJson(response, {});
        } else if (!gone.signal.aborted) end(response, 404, 'no such run has joined');
        return;
      }
      case 'DELETE RUN/holds':
        hub.holds.release(run, searchParams.get('name') ?? '');
        return tellJson(response, {});
      case 'DELETE RUN':
        hub.leave(run);
        return tellJson(response, {});
      default:
        return end(response, 404, 'there is no such thing here');
    }
  };

  const join = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const joining = await messageOf(request, response);
    if (joining === undefined) return;
    if (!isJoining(joining)) return end(response, 400, 'this is no introduction of a run');
    const joined = hub.join(joining);
    if ('refusal' in joined) return end(response, 409, joined.refusal);
    return tellJson(response, joined);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => response.destroy());
    answer(request, response).catch((error: unknown) => {
      tell(`a run could not be answered: ${thrownWords(error)}`);
      if (response.headersSent) response.destroy();
      else end(response, 500, 'the receiver failed to answer');
    });
  };
  const patient = { headersTimeout: 10_000, requestTimeout: 30_000 };
  const server = options.tls
    ? createSecureServer({ ...patient, ...options.tls, handshakeTimeout: 10_000 }, listener)
    : createServer(patient, listener);
  server.maxConnections = CONNECTIONS;
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'the port is in use; is a receiver running already?' : error.message;
      reject(
        new CallbackError(
          `cannot listen for runs on ${listen.host}:${listen.port}: ${why} Correct callbacks.receiver.listen, or end what uses it`,
        ),
      );
    });
    server.listen(listen, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://${reachableHost(listen.host)}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends what has arrived after a number, and then what arrives, as fast as it is read: what is unread stays in the backlog. */
function deliver(hub: Hub, run: string, after: number, response: ServerResponse, patience: number): void {
  const backlog = hub.backlog();
  if (backlog.after(after) === 'lost') return end(response, 410, 'what has arrived since is no longer kept');
  const stopped = hub.listens(run);
  let cursor = after;
  let blockedSince: number | undefined;
  const write = (line: string): boolean => {
    if (!response.write(line)) blockedSince = performance.now();
    return blockedSince === undefined;
  };
  const pump = () => {
    let goesOn = blockedSince === undefined && !response.destroyed;
    while (goesOn) {
      const entry = backlog.after(cursor);
      if (entry === 'lost') response.end('{"lost":true}\n');
      if (entry === 'lost' || entry === 'none') return;
      cursor = entry.number;
      goesOn = write(entry.line(performance.now()));
    }
  };
  const forget = backlog.onEntry(pump);
  const beat = setInterval(() => {
    if (blockedSince === undefined) write(`{"head":${backlog.head()}}\n`);
    else if (performance.now() - blockedSince > patience) response.destroy();
  }, BEAT);
  response.on('drain', () => {
    blockedSince = undefined;
    pump();
  });
  response.on('close', () => {
    clearInterval(beat);
    forget();
    stopped();
  });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  write(`{"head":${backlog.head()}}\n`);
  pump();
}

/** The JSON object in a request; undefined when it has been refused. */
async function messageOf(request: IncomingMessage, response: ServerResponse): Promise<object | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MESSAGE_LIMIT) {
        end(response, 413, 'the message is too long');
        return undefined;
      }
      chunks.push(chunk);
    }
  } catch {
    response.destroy(); // The other side has gone in the middle of its message.
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  end(response, 400, 'the message is no JSON object');
  return undefined;
}

function tellJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${text}\n`);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
