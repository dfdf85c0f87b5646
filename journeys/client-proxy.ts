import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type Socket } from 'node:net';

/** A proxy that the environment puts between us and a server. */
export interface Proxy {
  /** Where it is, without credentials. */
  readonly url: URL;
  /** What it wants to be shown, as the Proxy-Authorization header has it. */
  readonly authorization?: string;
  /** The name of the environment variable that it comes from. */
  readonly variable: string;
}

/** A proxy that does not let us through, or cannot be one; the message says what is wrong and what to do, without credentials. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'PROXY';
}

/**
 * The proxy that the environment has for a server: HTTPS_PROXY or HTTP_PROXY by the protocol of the server, else ALL_PROXY, each
 * in small letters first, unless NO_PROXY excepts it. What runs on this machine is never reached by a proxy.
 * @throws ProxyError when the variable holds no address of a proxy.
 */
export function proxyFor(server: URL, environment: NodeJS.ProcessEnv = process.env): Proxy | undefined {
  const name = server.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [name, name.toUpperCase(), 'all_proxy', 'ALL_PROXY'].find((candidate) => environment[candidate]);
  if (variable === undefined || isHere(server.hostname)) return undefined;
  const excepted = environment.no_proxy || environment.NO_PROXY || '';
  if (isExcepted(server, excepted)) return undefined;
  const written = environment[variable] ?? '';
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const wrong = () =>
    new ProxyError(`${variable} holds no address of a proxy; write http://HOST:PORT, or take it away`);
  if (/^socks/i.test(address)) {
    throw new ProxyError(
      `${variable} names a SOCKS proxy, and only HTTP proxies can be used; set ${name.toUpperCase()} to http://HOST:PORT, or except the host by NO_PROXY`,
    );
  }
  if (!URL.canParse(address)) throw wrong();
  const { protocol, host, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') throw wrong();
  const shown = `${decoded(username)}:${decoded(password)}`;
  return {
    url: new URL(`${protocol}//${host}`),
    ...(shown === ':' ? {} : { authorization: `Basic ${Buffer.from(shown).toString('base64')}` }),
    variable,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A percent sign that stands for itself.
  }
}

function isHere(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** Whether a list of hosts, domains, ranges of addresses and `*` excepts a server; a domain holds the names below it. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry.includes('/')) return isWithin(hostname, entry);
      const [, name = '', wanted] = /^(\[[^\]]+\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (wanted !== undefined && wanted !== ownPort) return false;
      const bare = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
      const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
      return bare === '*' || host === bare || (!isIP(host) && bare !== '' && host.endsWith(`.${bare}`));
    });
}

/** Whether a server is given by an address in a range such as `10.0.0.0/8`; what is no range holds nothing. */
function isWithin(hostname: string, range: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  const [start = '', bits = '', ...rest] = range.replace(/^\[|\](?=\/)/g, '').split('/');
  const family = isIP(address);
  if (family === 0 || isIP(start) !== family || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const named = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(start, Number(bits), named);
  return list.check(address, named);
}

/** Where a proxy is, in words. */
export function proxyWords({ url, variable }: Proxy): string {
  return `the proxy ${url.host} (${variable})`;
}

/** What it means that a proxy answers something else than success; undefined for what a server behind it may have answered. */
export function refusalOf(proxy: Proxy, status: number): string | undefined {
  if (status !== 407) return undefined;
  return proxy.authorization === undefined
    ? `${proxyWords(proxy)} wants credentials: set ${proxy.variable} to http://USER:PASSWORD@${proxy.url.host}`
    : `${proxyWords(proxy)} does not take the credentials in ${proxy.variable}: check user and password, with special characters as %XX`;
}

/**
 * A line through a proxy to a server, on which TLS can be spoken.
 * @throws ProxyError when the proxy does not let us through, and what a socket throws when there is no way to it, within so
 * many milliseconds.
 */
export function tunnel(proxy: Proxy, { hostname, port }: URL, within: number): Promise<Socket> {
  const target = `${hostname}:${port || 443}`;
  return new Promise((resolve, reject) => {
    const request = (proxy.url.protocol === 'https:' ? secureRequest : plainRequest)({
      method: 'CONNECT',
      host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.url.port || (proxy.url.protocol === 'https:' ? 443 : 80),
      path: target,
      agent: false,
      headers: {
        host: target,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      },
    });
    const deadline = setTimeout(
      () =>
        request.destroy(new ProxyError(`${proxyWords(proxy)} does not answer within ${within} ms; check that it runs`)),
      within,
    );
    const settled = () => clearTimeout(deadline);
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      settled();
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      const why = `${proxyWords(proxy)} does not let us through to ${target}: it answered ${statusCode}`;
      reject(
        new ProxyError(refusalOf(proxy, statusCode) ?? `${why}; have it allow that, or except the host by NO_PROXY`),
      );
    });
    request.once('response', (response) => {
      settled();
      response.destroy();
      reject(new ProxyError(`${proxyWords(proxy)} is no proxy: it answered CONNECT with ${response.statusCode}`));
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      settled();
      reject(
        error instanceof ProxyError
          ? error
          : new ProxyError(
              `${proxyWords(proxy)} cannot be reached (${error.code ?? error.message}); check that address`,
            ),
      );
    });
    request.end();
  });
}
