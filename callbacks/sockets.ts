import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { countedFragment, headersOf, readFragment, type Fragment } from './arrivals.ts';
import type { Limits } from './limits.ts';

/** Something that reached a port without becoming a request. */
export interface Misfit {
  readonly socket: Socket;
  /** What is wrong with it, in words. */
  readonly problem: string;
  /** The status to answer with; absent where the other side could not read an answer. */
  readonly status?: number;
  /** What came of it; absent where nothing came: a connection that was never used, or that was lost. */
  readonly fragment?: Fragment;
}

/** Certificate chain and private key, as PEM text. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** Who is told of what a server does not hand over as a request. */
export interface Overseer {
  readonly onMisfit: (misfit: Misfit) => void;
  /** Called when a connection is refused because too many are open. */
  readonly onCrowd: () => void;
  /** Called when a TLS connection was given up before anything was asked on it, and nothing was said of why. */
  readonly onUnused: (socket: Socket) => void;
}

/** A node server, not yet listening, that answers nothing for itself: all that arrives goes to the listener or the overseer. */
export function createSockets(
  limits: Limits,
  tls: TlsIdentity | undefined,
  listener: RequestListener,
  overseer: Overseer,
): Server {
  const settings = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    // Node looks for late requests only this often: by default every 30 s, however short the timeouts are.
    connectionsCheckingInterval: Math.max(20, Math.min(limits.headersTimeout, limits.requestTimeout) / 4),
    requireHostHeader: false,
  };
  const server = tls
    ? createHttpsServer({ ...settings, ...tls, handshakeTimeout: limits.headersTimeout }, listener)
    : createHttpServer(settings, listener);
  // Some clients look at our certificate only when the connection stands, and then leave without a word.
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.once('close', () => {
      if (!used.has(socket)) overseer.onUnused(socket);
    });
  });
  server.on('tlsClientError', ({ code = '' }: ClientError, socket: TLSSocket) => {
    if (LOST.has(code)) overseer.onUnused(socket);
  });
  const used = new WeakSet<Duplex>();
  for (const event of ['request', 'checkExpectation', 'connect'] as const) {
    server.on(event, ({ socket }: IncomingMessage) => used.add(socket));
  }
  server.on('clientError', (_error: Error, socket: Duplex) => used.add(socket));
  server.maxConnections = limits.connections;
  server.on('drop', overseer.onCrowd);
  server.on('checkExpectation', listener);
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const { method = '', url: path = '' } = request;
    const fragment = { ...countedFragment(0), method, path, headers: headersOf(request) };
    overseer.onMisfit({ socket: socket as Socket, problem: 'this is no proxy', status: 405, fragment });
  });
  // Failed TLS handshakes come this way as well.
  server.on('clientError', (error: ClientError, socket: Duplex) => overseer.onMisfit(misfit(error, socket as Socket)));
  return server;
}

type ClientError = Error & { readonly code?: string; readonly rawPacket?: Buffer; readonly reason?: string };

const LOST = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT']);
const TLS_HANDSHAKE = 0x16;

function misfit(error: ClientError, socket: Socket): Misfit {
  const { code = '', rawPacket, message, reason } = error;
  if (LOST.has(code)) return { socket, problem: `the connection was lost (${code})` };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const problem = 'the request did not arrive in time';
    return socket.bytesRead > 0 ? { socket, problem, status: 408, fragment: countedFragment(0) } : { socket, problem };
  }
  if (code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return { socket, problem: 'the TLS handshake did not end in time' };
  if (code === 'ERR_SSL_HTTP_REQUEST') {
    return {
      socket,
      problem: 'plain HTTP on an HTTPS port: the address should begin with https://',
      fragment: countedFragment(0),
    };
  }
  if (rawPacket === undefined) {
    const problem = code.startsWith('HPE_')
      ? 'the connection was closed inside a request'
      : `TLS failed: ${reason ?? message}`;
    return { socket, problem, fragment: countedFragment(0) };
  }
  if (rawPacket[0] === TLS_HANDSHAKE) {
    const problem = 'a TLS handshake on a plain HTTP port: the address should begin with http://';
    return { socket, problem, fragment: countedFragment(rawPacket.length) };
  }
  return {
    socket,
    problem:
      code === 'HPE_HEADER_OVERFLOW'
        ? 'request line and header fields are too long'
        : `this is not HTTP: ${reason ?? message}`,
    status: code === 'HPE_HEADER_OVERFLOW' ? 431 : 400,
    // Whatever is not the start of a connection may begin in the middle of a secret.
    fragment: rawPacket.length < socket.bytesRead ? countedFragment(rawPacket.length) : readFragment(rawPacket),
  };
}
