import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { alertOf } from '../../journeys/client-alert.ts';
import { connectDirectly, connectThrough, type Tls } from '../../journeys/client.ts';
import { ProxyError, proxyFor, proxyWords, type Proxy } from '../../journeys/client-proxy.ts';
import { failureOf, tlsAdvice } from '../../journeys/failures.ts';
import { reachable, UnreachableError } from '../../suites/engine/preflight.ts';
import { doubtful, failed, well, type Diagnosis } from './diagnosis.ts';

const DAY = 86_400_000;

/** How soon the end of a certificate is worth telling, in days. */
const SOON = 30;

/** The way to an address: its name, a connection, and for https the certificates. Ends with the first that fails. */
export async function wayTo(url: URL, tls: Tls | undefined, within: number): Promise<readonly Diagnosis[]> {
  let proxy: Proxy | undefined;
  try {
    proxy = proxyFor(url);
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    const [found = '', advice = ''] = error.message.split('; ');
    return [failed('proxy', found, advice)];
  }
  // What stands behind a proxy may have a name that only the proxy knows.
  const name = proxy
    ? well('proxy', `${url.host} is reached through ${proxyWords(proxy)}`)
    : await nameOf(url.hostname);
  if (name.outcome === 'failed') return [name];
  const connection = await connectionTo(url, within, proxy);
  if (connection.outcome === 'failed' || url.protocol === 'http:') return [name, connection];
  return [name, connection, ...(await certificates(url, tls, within, proxy))];
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

async function connectionTo(url: URL, within: number, proxy: Proxy | undefined): Promise<Diagnosis> {
  try {
    await reachable(url.href, within);
    return well('connection', `${proxy?.url.host ?? url.host} accepts connections`);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return failed('connection', error.message.replace(/; nothing was sent$/, ''), 'a run cannot begin before that');
  }
}

/** What the server shows of itself, whether we trust it, and for how long. */
async function certificates(
  url: URL,
  tls: Tls | undefined,
  within: number,
  proxy: Proxy | undefined,
): Promise<readonly Diagnosis[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const answer = await (proxy ? connectThrough(proxy, url, tls, within) : connectDirectly(url, tls, within)).catch(
    (error: Error) => error,
  );
  if (answer instanceof Error) {
    const detail = failureOf(answer, 'https:')?.detail ?? answer.message;
    if (answer instanceof ProxyError) return [failed('proxy', detail, 'a run cannot begin before that')];
    return [failed('TLS', detail, tlsAdvice(detail, 'supplier.baseUrl', tls?.ca !== undefined))];
  }
  const { subject, issuer, valid_to: until } = answer.getPeerCertificate();
  const version = answer.getProtocol() ?? 'TLS';
  answer.destroy();
  const refusal = await alertOf(url, tls, within);
  if (refusal) return [failed('TLS', refusal.detail, 'tls.cert and tls.key are what we show'), ...ownCertificate(tls)];
  const days = Math.floor((Date.parse(until) - Date.now()) / DAY);
  const shown = `${version}, certificate of ${subject.CN ?? host} by ${issuer.CN ?? issuer.O ?? 'an unnamed authority'}, good for ${days} days`;
  return [
    days < SOON ? doubtful('TLS', shown, 'renew it before it lapses') : well('TLS', shown),
    ...ownCertificate(tls),
  ];
}

/** For how long our own certificate is good; whether the server takes it shows with the first answer. */
function ownCertificate(tls: Tls | undefined): readonly Diagnosis[] {
  if (tls?.cert === undefined) return [];
  const { subject, validTo, validFrom } = new X509Certificate(tls.cert);
  const days = Math.floor((Date.parse(validTo) - Date.now()) / DAY);
  const named = `tls.cert is a certificate of ${subject.replaceAll('\n', ', ')}`;
  if (days < 0) return [failed('own certificate', `${named}, and expired on ${validTo}`, 'have it renewed')];
  if (Date.parse(validFrom) > Date.now())
    return [
      failed('own certificate', `${named}, and is not good before ${validFrom}`, 'check the clock of this machine'),
    ];
  const shown = `${named}, good for ${days} days`;
  return [
    days < SOON ? doubtful('own certificate', shown, 'renew it before it lapses') : well('own certificate', shown),
  ];
}
