import { setMaxListeners } from 'node:events';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Contract } from '../specs/contract-types.ts';
import type { InboundEvent } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { AllowList } from './allow.ts';
import { createGate, cutOff, PATHS, refused, tooLong, type AnswerScript } from './answers.ts';
import { countedFragment, headersOf, receiveBody } from './arrivals.ts';
import { createIntake, createStrangers } from './intake.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createSockets, type Misfit, type TlsIdentity } from './sockets.ts';
import { createTokens, type Credentials } from './tokens.ts';

/** What a callback server is made of. */
export interface CallbackServerOptions {
  /** Where to listen; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The path that a supplier puts before `/kcis`, such as `/v1`; may be empty. */
  readonly basePath: string;
  /** What the supplier proves itself with; without it, every client that names itself and a secret gets a token. */
  readonly auth?: Credentials;
  readonly tls?: TlsIdentity;
  /** Who may send; by default everybody. What comes from elsewhere is refused and recorded as nobody's. */
  readonly allow?: AllowList;
  readonly contract: Contract;
  readonly recorder: Pick<Recorder, 'record'>;
  readonly limits?: Partial<Limits>;
  /** Told of what cannot be recorded, so that the run can end; by default it becomes a warning of the process. */
  readonly onFault?: (fault: Error) => void;
}

/** The gateway as a supplier sees it: a token endpoint and an endpoint for KCIs. */
export interface CallbackServer {
  /** Where it can be reached from this machine, base path included, with no slash at the end. */
  readonly url: string;
  /** Scripts the answers to the next matching KCIs, one each; then they are normal again, as they are when the result is called. */
  readonly script: (matches: (kci: Kci) => boolean, script: AnswerScript) => () => void;
  /** Ends every connection; nothing is recorded from the moment of the call. */
  readonly close: () => Promise<void>;
}

/** A callback server that cannot start; the message says why and what to do. */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';
}

/**
 * Starts a callback server.
 * @throws CallbackError when the address, the port, the certificate or the key cannot be used.
 */
export async function startCallbackServer(options: CallbackServerOptions): Promise<CallbackServer> {
  const { listen, tls } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const base = options.basePath.replace(/^\/*/, '/').replace(/\/+$/, '');
  const onFault = options.onFault ?? ((fault) => process.emitWarning(fault));
  const gate = createGate(base, options.contract, createTokens(options.auth));
  const intake = createIntake(gate, options.recorder, limits, onFault);
  const ending = new AbortController();
  // Every delayed answer listens to it, and there may be many.
  setMaxListeners(0, ending.signal);
  const busy = new WeakMap<Socket, Busy>();

  const endpointOf = (path: string): InboundEvent['endpoint'] => {
    const query = path.indexOf('?');
    const bare = query < 0 ? path : path.slice(0, query);
    if (bare === base + PATHS.kcis) return 'kcis';
    return bare === base + PATHS.token ? 'token' : 'other';
  };

  const isAllowed = ({ remoteAddress }: Socket): boolean =>
    options.allow === undefined || (remoteAddress !== undefined && options.allow(remoteAddress));
  const strangers = createStrangers(intake);

  /** Refuses what comes from an address that may not send, without reading more than its head. */
  const turnAway = async (raw: IncomingMessage, reply: FastifyReply, remote: string): Promise<FastifyReply> => {
    const { method = '', url: path = '' } = raw;
    const why = `${raw.socket.remoteAddress} is not among the addresses in callbacks.allow`;
    const decision = refused(403, [why], [['connection', 'close']]);
    const { answer } = strangers.note(
      { remote, ...countedFragment(0), method, path, headers: headersOf(raw) },
      decision,
    );
    if ('dropped' in answer) return leave(raw, reply);
    // What it still sends is let pass for a moment, since it would not read the answer of a connection that breaks.
    raw.resume();
    setTimeout(() => raw.socket.destroy(), STRANGER_PATIENCE).unref();
    reply.code(answer.status);
    for (const [name, value] of answer.headers) reply.header(name, value);
    return reply.send(answer.body);
  };

  const receive = async ({ raw }: { readonly raw: IncomingMessage }, reply: FastifyReply): Promise<FastifyReply> => {
    const { socket, method = '', url: path = '' } = raw;
    const remote = remoteOf(socket);
    if (!isAllowed(socket)) return turnAway(raw, reply, remote);
    const endpoint = endpointOf(path);
    const state: Busy = { reading: true };
    busy.set(socket, state);
    const received = await receiveBody(raw, limits.bodyBytes, endpoint === 'token');
    state.reading = false;
    if (ending.signal.aborted) return leave(raw, reply);

    const { body, incomplete, overlong } = received;
    const problem = state.problem ?? incomplete;
    const given = problem !== undefined ? cutOff(problem) : overlong ? tooLong(body.bytes) : undefined;
    const { answer, send } = intake.take({ endpoint, method, path, remote, headers: headersOf(raw), body }, given);
    if ('dropped' in answer) return leave(raw, reply);
    if (answer.delayMs !== undefined) {
      // Only the end of the server cuts the delay short, and then nobody is left to answer.
      const waited = await delay(answer.delayMs, true, { signal: ending.signal }).catch(() => false);
      if (!waited) return leave(raw, reply);
    }
    if (busy.get(socket) === state) busy.delete(socket);
    reply.code(answer.status);
    for (const [name, value] of answer.headers) reply.header(name, value);
    return answer.body === '' ? reply.send() : reply.send(send ?? answer.body);
  };

  const onMisfit = ({ socket, problem, status, fragment }: Misfit): void => {
    if (!isAllowed(socket)) {
      // Whoever may not send gets no answer to what is no request, and is told of once in a while.
      if (fragment && !ending.signal.aborted)
        strangers.note({ remote: remoteOf(socket), ...fragment }, cutOff(problem));
      socket.destroy();
      return;
    }
    const request = busy.get(socket);
    if (request) request.problem = problem;
    if (request?.reading || !fragment || ending.signal.aborted) {
      socket.destroy();
      return;
    }
    const answerable = status !== undefined && socket.writable && !request;
    const decision = answerable ? refused(status, [problem], [['connection', 'close']]) : cutOff(problem);
    const { answer } = intake.take({ endpoint: 'other', remote: remoteOf(socket), ...fragment }, decision);
    if ('dropped' in answer || !answerable) {
      socket.destroy();
      return;
    }
    const fields = [...answer.headers, ['content-length', Buffer.byteLength(answer.body)]];
    const head = [
      `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
      ...fields.map(([name, value]) => `${name}: ${value}`),
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${answer.body}`);
    // Nobody else looks after this connection any more, so it may not wait for the other side to end it.
    socket.destroySoon();
  };

  let crowded = false;
  const onCrowd = (): void => {
    if (crowded || ending.signal.aborted) return;
    crowded = true;
    intake.note(
      'remark',
      `${limits.connections} connections were open at once, which is all that may be; further ones are refused`,
    );
  };

  let unused = 0;
  const onUnused = (socket: Socket): void => {
    if (ending.signal.aborted || !isAllowed(socket)) return;
    unused += 1;
    if (unused !== UNUSED) return;
    const from = socket.remoteAddress === undefined ? '' : `, the last by ${remoteOf(socket)}`;
    intake.note('remark', `${UNUSED} ${UNUSED_WORDS}${from}`);
  };

  const app = create(() =>
    fastify({
      serverFactory: (listener) => createSockets(limits, tls, listener, { onMisfit, onCrowd, onUnused }),
      // Fastify would answer each of these for itself, and nothing would be recorded.
      clientErrorHandler: () => undefined,
      frameworkErrors: (_error, request, reply) => void receive(request, reply as FastifyReply).catch(onFault),
      forceCloseConnections: true,
    }),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler(async (error: Error & { readonly code?: string }, request, reply) => {
    // A media type that fastify cannot read stops the request before it is received.
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return receive(request, reply);
    onFault(error);
    return leave(request.raw, reply);
  });
  app.post(base + PATHS.kcis, receive);
  app.post(base + PATHS.token, receive);
  app.setNotFoundHandler(receive);

  await app.listen(listen).catch(async (error: NodeJS.ErrnoException) => {
    await app.close();
    throw new CallbackError(`cannot listen for KCIs on ${listen.host}:${listen.port}: ${advice(error)}`);
  });
  return {
    url: `${tls ? 'https' : 'http'}://${reachableHost(listen.host)}:${(app.server.address() as AddressInfo).port}${base}`,
    script: gate.script,
    close: async () => {
      ending.abort();
      await app.close();
    },
  };
}

/** After how many TLS connections that nothing was asked on it is said: one or two may be somebody who looks whether we are there. */
const UNUSED = 3;

/** What is said of them. */
export const UNUSED_WORDS = 'TLS connections were given up before anything was asked';

/** How long a sender that was turned away may go on sending, in milliseconds. */
const STRANGER_PATIENCE = 2_000;

/** The request that a connection is busy with: whether its body is still to come, and why it will not. */
interface Busy {
  reading: boolean;
  problem?: string;
}

function create(build: () => FastifyInstance): FastifyInstance {
  try {
    return build();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('ERR_OSSL') && !code.startsWith('ERR_SSL')) throw error;
    throw new CallbackError(
      `cannot use callbacks.tls: ${message}; give a certificate and its own private key in PEM form`,
    );
  }
}

function leave(request: IncomingMessage, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.socket.destroy();
  return reply;
}

function remoteOf({ remoteAddress = 'unknown', remotePort }: Socket): string {
  const address = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  return remotePort === undefined ? address : `${address}:${remotePort}`;
}

/** The host part of an address to call, for a host that is listened on; some of those mean every address there is. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function advice({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is in use; end what uses it, or choose another port in callbacks.listen';
    case 'EACCES':
      return 'this user may not use that port; choose one above 1023 in callbacks.listen';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'that is no address of this machine; choose 127.0.0.1 or 0.0.0.0 in callbacks.listen';
    default:
      return `${message}; correct callbacks.listen`;
  }
}
