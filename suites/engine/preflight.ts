import { connect } from 'node:net';
import { proxyFor, proxyWords } from '../../journeys/client-proxy.ts';

/** A supplier that nothing could be sent to; the message says what was tried and what to do. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/**
 * Resolves when something accepts connections at a base URL, or the proxy does through which the environment has it reached. Only reachability is looked at: whatever a supplier that
 * can be reached does with a request is evidence.
 * @throws ProxyError when the environment names a proxy that cannot be one, and UnreachableError when the name is unknown, nothing listens, or nothing answers in time (milliseconds).
 */
export function reachable(baseUrl: string, within: number): Promise<void> {
  const proxy = proxyFor(new URL(baseUrl));
  const url = proxy?.url ?? new URL(baseUrl);
  const through = proxy ? `${proxyWords(proxy)}: ` : '';
  const named = proxy?.variable ?? 'supplier.baseUrl';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: within });
    const fail = (what: string) => {
      socket.destroy();
      reject(new UnreachableError(`cannot reach the supplier at ${baseUrl}: ${through}${what}; nothing was sent`));
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () =>
      fail(`no connection to ${host}:${port} within ${within} ms. Check ${named} and firewalls`),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => fail(inWords(error, host, port, named)));
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number, named: string): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${host}:${port}. Start it, or check ${named}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${host} is not known here. Check ${named} and DNS`;
    default:
      return `${error.code ?? error.message}. Check ${named} and the network`;
  }
}
