import { WireRefusal } from './wire.ts';

/** Why a receiver at a URL cannot be used, from the error that using it came to, and what to do. */
export function refusal(error: unknown, url: string): string {
  if (error instanceof WireRefusal) {
    switch (error.status) {
      case 401:
        return `the receiver at ${url} does not know this run: callbacks.receiver.secret is another one than the receiver was started with`;
      case 409:
        return `the receiver at ${url} cannot be used: ${error.message}`;
      default:
        return `what answers at ${url} is no receiver (${error.status}): callbacks.receiver.url is to name the address at which the receiver listens for runs, not the one for KCIs`;
    }
  }
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isOfTls = /^(?:ERR_(?:SSL|TLS)|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|EPROTO)/.test(code);
  if (url.startsWith('https:') && /WRONG_VERSION|PACKET_LENGTH|EPROTO|ECONNRESET/.test(code)) {
    return `the receiver at ${url} does not speak TLS (${code}); write http: in callbacks.receiver.url, or start it with callbacks.receiver.tls`;
  }
  if (isOfTls) {
    return `the receiver at ${url} is not trusted (${code}); name the authority of its certificate as callbacks.receiver.tls.ca, and in the url a host that the certificate is for`;
  }
  if (url.startsWith('http:') && (code === 'ECONNRESET' || code.startsWith('HPE_'))) {
    return `the receiver at ${url} does not answer plain HTTP (${code}); where it was started with callbacks.receiver.tls, write https: in callbacks.receiver.url`;
  }
  const start = 'start it (supplier-conformance receive), or correct callbacks.receiver.url';
  if (code === 'ECONNREFUSED') return `there is no receiver at ${url}: nothing listens there; ${start}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `there is no receiver at ${url}: the host name is not known; correct callbacks.receiver.url`;
  }
  return `there is no receiver at ${url}: ${code || message}; ${start}`;
}
