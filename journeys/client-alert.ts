import type { TLSSocket } from 'node:tls';
import { connectDirectly, connectThrough, type Answer, type Tls } from './client.ts';
import { proxyFor } from './client-proxy.ts';
import { failureOf, type Failure } from './failures.ts';

/** How long a server may take to say what it makes of our certificate, in milliseconds. */
const SAYING = 1_000;

/**
 * What a server says of our certificate on a connection on which nothing is asked of it: since TLS 1.3 it says so only after
 * we take the connection for made, and whoever asks at once may find it closed before the words are read. Undefined where it says
 * nothing of the kind.
 */
export async function alertOf(server: URL, tls: Tls | undefined, within: number): Promise<Failure | undefined> {
  const proxy = proxyFor(server);
  let socket: TLSSocket;
  try {
    socket = await (proxy ? connectThrough(proxy, server, tls, within) : connectDirectly(server, tls, within));
  } catch (error) {
    return told(error);
  }
  return new Promise((resolve) => {
    const end = (failure: Failure | undefined) => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(failure);
    };
    const deadline = setTimeout(() => end(undefined), Math.min(within, SAYING));
    socket.once('error', (error) => end(told(error)));
    socket.once('close', () => end(undefined));
    socket.resume();
  });
}

function told(error: unknown): Failure | undefined {
  const failure = failureOf(error, 'https:');
  return failure?.reason === 'tls' ? failure : undefined;
}

/** What servers say that are spoken to in plain HTTP where they expect TLS. */
const PLAIN_ON_TLS =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server/i;

/** Whether what came of a request in plain HTTP came of a server that speaks TLS at that address. */
export async function speaksTls(server: URL, outcome: Answer | Failure, within: number): Promise<boolean> {
  if ('status' in outcome) return outcome.status === 400 && PLAIN_ON_TLS.test(outcome.body.text);
  if ((outcome.reason !== 'closed' && outcome.reason !== 'malformed') || proxyFor(server)) return false;
  const secure = new URL(server);
  const port = server.port === '' ? '80' : server.port;
  secure.protocol = 'https:';
  secure.port = port;
  try {
    (await connectDirectly(secure, undefined, Math.min(within, SAYING))).destroy();
    return true;
  } catch (error) {
    // A certificate that we do not trust is one all the same.
    return /CERT|SIGNATURE|ISSUER|ALERT/.test((error as NodeJS.ErrnoException).code ?? '');
  }
}
