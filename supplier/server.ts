import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { thrownWords } from '../specs/thrown.ts';
import { HONEST, type Behaviour } from './behaviour.ts';
import { ROUTES } from './callers.ts';
import { pause } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Defect } from './defect.ts';
import { openDesk, type Books } from './desk.ts';
import { openGateway } from './gateway.ts';
import type { Answer, Call, GatewayAccess, Operation, RawAnswer, Style, SupplierData, World } from './model.ts';

/** How to start a supplier. */
export interface SupplierOptions {
  readonly style: Style;
  /** What is wrong with it; absent for an honest one. */
  readonly defect?: Defect;
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  readonly gateway: GatewayAccess;
  /** Pause between two KCIs of an order, in milliseconds; default 1000. */
  readonly stepMs?: number;
  readonly data: SupplierData;
  /** What callers must present; default: nothing. For `oauth2`, tokens are given out at the path TOKENS. */
  readonly credentials?: Credentials;
  /** What it shows of itself, for https rather than http; with `clientCa`, callers must show a certificate of that authority. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  /** Is told what goes wrong, a line each; default: nobody. */
  readonly log?: (line: string) => void;
}

/** A supplier at work. */
export interface Supplier {
  /** Base URL of its API. */
  readonly url: string;
  /** Access tokens of its own, of use where callers must present one: a good one, and one that expired long ago. */
  readonly freshToken: () => string;
  readonly expiredToken: string;
  /** Tells where the gateway is, for those that did not know at the start. */
  readonly setGateway: (url: string) => void;
  /** Ends everything at once: answers, KCIs under way, connections. */
  readonly close: () => Promise<void>;
}

/** The path at which the supplier gives out access tokens. */
export const TOKENS = '/oauth/token';

/** The path at which a tester has the supplier start a cease of its own accord. */
export const ANNOUNCEMENTS = '/simulation/unsolicited-ceases';

/** Why a supplier could not be started, in words for whoever started it. */
export class SupplierError extends Error {}

/** Starts a supplier. Throws a `SupplierError` when the port cannot be had. */
export async function startSupplier(options: SupplierOptions): Promise<Supplier> {
  const { style, defect, host = '127.0.0.1', port = 0, data, log = () => undefined } = options;
  const behaviour: Behaviour = { ...HONEST, ...defect?.replace(HONEST) };
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const books: Books = { orders: new Map(), reservations: new Map(), problems: new Map(), quotes: new Map() };
  let references = 1000;
  const world: World = {
    style,
    data,
    credentials: options.credentials ?? { type: 'none' },
    stepMs: options.stepMs ?? 1000,
    now: () => new Date(),
    next: () => (references += 1),
    ...books,
  };
  const gateway = openGateway(options.gateway, behaviour, world, ending.signal, log);
  const desk = openDesk(behaviour, world, books, gateway, ending.signal, log);

  const app = openServer(options.tls, fail);
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.server.on('tlsClientError', ({ message }: Error) => log(`a TLS connection did not come about: ${message}`));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  /** Answers what never came to the desk, or failed there. */
  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    const message = thrownWords(error);
    if (status >= 500) log(`${request.method} ${request.url}: ${message}`);
    const refusal = {
      status: status >= 500 ? 500 : 400,
      messages: [status >= 500 ? 'something went wrong here' : message],
    };
    send(
      {
        status: refusal.status,
        body: behaviour.errorBody(refusal),
        headers: behaviour.responseHeaders(callOf('unknown', request)),
      },
      reply,
    );
  }

  async function serve(operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const call = callOf(operation, request);
    const answer = await desk.answer(call);
    await pause(behaviour.latencyMs(call, world), ending.signal);
    send(
      behaviour.wire({ ...answer, headers: { ...behaviour.responseHeaders(call), ...answer.headers } }, call),
      reply,
    );
  }
  for (const { method, path, operation } of ROUTES) {
    app.route({ method, url: path, handler: (request, reply) => serve(operation, request, reply) });
  }
  app.post(TOKENS, (request, reply) => send(desk.token(callOf('unknown', request)), reply));
  app.post(ANNOUNCEMENTS, async (request, reply) => send(await desk.announce(callOf('unknown', request)), reply));
  app.setNotFoundHandler((request, reply) => serve('unknown', request, reply));
  app.setErrorHandler(fail);

  try {
    const url = await app.listen({ host, port });
    return {
      url,
      freshToken: desk.freshToken,
      expiredToken: desk.expiredToken,
      setGateway: gateway.setUrl,
      async close() {
        ending.abort();
        for (const socket of sockets) socket.destroy();
        await Promise.all([gateway.close(), app.close()]);
      },
    };
  } catch (error) {
    await Promise.all([gateway.close(), app.close()]);
    const { code } = error as { code?: string };
    throw new SupplierError(
      code === 'EADDRINUSE'
        ? `port ${port} is in use: end what listens there, or choose another with --port`
        : `the supplier cannot listen on ${host}:${port} (${code ?? String(error)}): choose another host or port`,
    );
  }
}

type Failing = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/**
 * The server under all of it.
 * @throws SupplierError when the certificate or the key cannot be used.
 */
function openServer(tls: SupplierOptions['tls'], frameworkErrors: Failing): FastifyInstance {
  const options = {
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 1_048_576,
    // Longer ids than anybody has are unknown, like any other.
    routerOptions: { maxParamLength: 16_384 },
    frameworkErrors,
  };
  if (!tls) return fastify(options);
  const { cert, key, clientCa } = tls;
  const wanted = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  try {
    return fastify({ ...options, https: { cert, key, ...wanted } });
  } catch (error) {
    const why = thrownWords(error);
    throw new SupplierError(`the certificate or the key cannot be used (${why}): give two that were made together`);
  }
}

function callOf(operation: Operation, request: FastifyRequest): Call {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const query = request.url.indexOf('?');
  const { id } = (request.params ?? {}) as { id?: string };
  return {
    operation,
    headers,
    query: new URLSearchParams(query === -1 ? '' : request.url.slice(query + 1)),
    ...(id === undefined ? {} : { id }),
    body: typeof request.body === 'string' ? request.body : '',
  };
}

function send(answer: Answer | RawAnswer, reply: FastifyReply): void {
  if ('raw' in answer) {
    const { socket } = reply.raw;
    reply.hijack();
    if (answer.raw !== '') socket?.write(answer.raw);
    if (answer.end) socket?.destroySoon();
    return;
  }
  const { status, headers = {}, body, text } = answer;
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
    void reply.header('Content-Type', 'application/json; charset=utf-8');
  }
  // Sent as bytes, so that the media type stays as it is.
  void reply
    .code(status)
    .headers(headers)
    .send(content === undefined ? undefined : Buffer.from(content));
}
