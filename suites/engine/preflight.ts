import { connect } from 'node:net';

/** A supplier that nothing could be sent to; the message says what was tried and what to do. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/**
 * Resolves when something accepts connections at a base URL. Only reachability is looked at: whatever a supplier that
 * can be reached does with a request is evidence.
 * @throws UnreachableError when the name is unknown, nothing listens, or nothing answers in time (milliseconds).
 */
export function reachable(baseUrl: string, within: number): Promise<void> {
  const url = new URL(baseUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: within });
    const fail = (what: string) => {
      socket.destroy();
      reject(new UnreachableError(`cannot reach the supplier at ${baseUrl}: ${what}; nothing was sent`));
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () =>
      fail(`no connection to ${host}:${port} within ${within} ms. Check supplier.baseUrl and firewalls`),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => fail(inWords(error, host, port)));
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${host}:${port}. Start it, or check supplier.baseUrl`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${host} is not known here. Check supplier.baseUrl and DNS`;
    default:
      return `${error.code ?? error.message}. Check supplier.baseUrl and the network`;
  }
}
