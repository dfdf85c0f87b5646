import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { connectOptions, type Tls } from '../../journeys/client.ts';
import { failureOf } from '../../journeys/failures.ts';
import { reachable, UnreachableError } from '../../suites/engine/preflight.ts';
import { doubtful, failed, well, type Diagnosis } from './diagnosis.ts';

const DAY = 86_400_000;

/** How soon the end of a certificate is worth telling, in days. */
const SOON = 30;

/** The way to an address: its name, a connection, and for https the certificates. Ends with the first that fails. */
export async function wayTo(url: URL, tls: Tls | undefined, within: number): Promise<readonly Diagnosis[]> {
  const name = await nameOf(url.hostname);
  if (name.outcome === 'failed') return [name];
  const connection = await connectionTo(url, within);
  if (connection.outcome === 'failed' || url.protocol === 'http:') return [name, connection];
  return [name, connection, ...(await certificates(url, tls, within))];
}

async function nameOf(hostname: string): Promise<Diagnosis> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return well('name', `${host} is an address already`);
  try {
    const found = await lookup(host, { all: true });
    return well('name', `${host} is ${found.map(({ address }) => address).join(', ')}`);
  } catch {
    return failed('name', `${host} is not known here`, 'check supplier.baseUrl, and DNS or /etc/hosts of this machine');
  }
}

async function connectionTo(url: URL, within: number): Promise<Diagnosis> {
  try {
    await reachable(url.href, within);
    return well('connection', `${url.host} accepts connections`);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return failed('connection', error.message.replace(/; nothing was sent$/, ''), 'a run cannot begin before that');
  }
}

/** What the server shows of itself, whether we trust it, and for how long. */
async function certificates(url: URL, tls: Tls | undefined, within: number): Promise<readonly Diagnosis[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const answer = await new Promise<TLSSocket | Error>((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      ...connectOptions(tls),
      timeout: within,
    });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', resolve);
    socket.once('timeout', () => resolve(new Error(`no TLS connection within ${within} ms`)));
  });
  if (answer instanceof Error) {
    const detail = failureOf(answer, 'https:')?.detail ?? answer.message;
    return [failed('TLS', detail, 'tls.ca names an authority to trust, tls.cert and tls.key are what we show')];
  }
  const { subject, issuer, valid_to: until } = answer.getPeerCertificate();
  const version = answer.getProtocol() ?? 'TLS';
  answer.destroy();
  const days = Math.floor((Date.parse(until) - Date.now()) / DAY);
  const shown = `${version}, certificate of ${subject.CN ?? host} by ${issuer.CN ?? issuer.O ?? 'an unnamed authority'}, good for ${days} days`;
  return [days < SOON ? doubtful('TLS', shown, 'renew it before it lapses') : well('TLS', shown)];
}
