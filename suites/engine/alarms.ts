import { X509Certificate } from 'node:crypto';
import { REQUIREMENTS } from '../../specs/requirements.ts';
import type { Feature } from '../../specs/requirement.ts';
import { UNUSED_WORDS } from '../../callbacks/server.ts';
import type { Event, InboundEvent, NoteEvent } from '../../evidence/history.ts';
import type { Callbacks, Config } from '../../cli/config.ts';
import { HELD_UP_WORDS } from '../../journeys/limits.ts';
import { basePathOf } from './gateway.ts';

/** What is wrong between the supplier and us, as something that happened shows it: its kind, and what to do. */
interface Alarm {
  readonly kind: 'tls' | 'plain' | 'allow' | 'token' | 'credentials' | 'kci' | 'path' | 'limits';
  readonly text: string;
  /** Whether nothing can come of a run before it is put right; all else may have been somebody who tried. */
  readonly isFatal: boolean;
}

/**
 * Tells in one line, each kind once, of what arrives and shows that the supplier cannot get through to us: without it a run only
 * waits in vain, and says at its end that nothing came.
 */
export function alarms(callbacks: Callbacks, tell: (text: string) => void): (event: Event) => void {
  const told = new Set<string>();
  return (event) => {
    const alarm =
      event.type === 'inbound' ? alarmOf(event, callbacks) : event.type === 'note' ? alarmOfNote(event) : undefined;
    if (!alarm || told.has(alarm.kind)) return;
    told.add(alarm.kind);
    tell(alarm.text);
  };
}

/** What something that arrived shows to be wrong; undefined where it got through, or a journey had it refused. */
export function alarmOf(event: InboundEvent, callbacks: Callbacks): Alarm | undefined {
  const { endpoint, refusal, remote, method, path, scripted, elsewhere } = event;
  if (refusal === undefined || scripted || elsewhere) return undefined;
  const from = remote.replace(/:\d+$/, '');
  const [bare = ''] = path.split('?');
  const base = basePathOf(callbacks).replace(/\/+$/, '');
  const alarm = (kind: Alarm['kind'], text: string, isFatal = false): Alarm => ({ kind, text, isFatal });
  if (refusal.startsWith('TLS failed')) {
    const why = refusal.slice('TLS failed: '.length);
    return /alert/i.test(why)
      ? alarm(
          'tls',
          `${from} breaks off TLS with us (${why}), as a supplier does that does not trust callbacks.tls.cert; have it trust the authority of that, or name a certificate that it trusts and that is for the host in callbacks.publicUrl`,
          true,
        )
      : alarm('tls', `${from} could not speak TLS with us (${why}); look at the versions and ciphers that it speaks`);
  }
  if (refusal.startsWith('plain HTTP on an HTTPS port')) {
    return alarm(
      'plain',
      `${from} speaks plain HTTP to us where callbacks.tls has us speak TLS; have the supplier post to https:, or take callbacks.tls away`,
      true,
    );
  }
  if (refusal.startsWith('a TLS handshake on a plain HTTP port')) {
    return alarm(
      'plain',
      `${from} speaks TLS to us where we speak plain HTTP; set callbacks.tls, or have the supplier post to http:`,
      true,
    );
  }
  if (refusal.endsWith('callbacks.allow')) {
    return alarm('allow', `${from} was refused since it is not in callbacks.allow; if it is the supplier, add it`);
  }
  if (endpoint === 'token') {
    return /client id or the client secret is wrong/.test(refusal)
      ? alarm(
          'credentials',
          `${from} was refused an access token for KCIs: ${refusal}; have the supplier present what callbacks.auth says, or correct that`,
          true,
        )
      : alarm('token', `${from} was refused an access token for KCIs: ${refusal}; see how the supplier asks for it`);
  }
  if (endpoint === 'kcis' && /token|Authorization/.test(refusal)) {
    return alarm(
      'kci',
      `a KCI from ${from} was refused: ${refusal}; the supplier has to send a token from ${base}/auth/supplier/access-token`,
    );
  }
  if (endpoint === 'other' && method === 'POST' && /\/(?:kcis|access-token)\/?$/.test(bare)) {
    return alarm(
      'path',
      `${from} posts to ${bare.slice(0, 200)}, where nothing is: KCIs are taken at ${base}/kcis, tokens given at ${base}/auth/supplier/access-token; correct callbacks.publicUrl, or the supplier`,
      true,
    );
  }
  return undefined;
}

/** Clients that leave without a word tell nothing but this, and limits that go on and on are told by whoever has waited. */
function alarmOfNote({ text }: NoteEvent): Alarm | undefined {
  if (text === HELD_UP_WORDS) {
    return { kind: 'limits', text: `${text}; raise the limit, or lower pace.requestsPerSecond`, isFatal: false };
  }
  if (!text.includes(UNUSED_WORDS)) return undefined;
  return {
    kind: 'tls',
    text: `${text}, as clients do that do not trust callbacks.tls.cert; have the supplier trust the authority of that, or name a certificate that it trusts and that is for the host in callbacks.publicUrl`,
    isFatal: false,
  };
}

/** What can be seen beforehand to go wrong in a run, in one line each. */
export function omens(
  config: Pick<Config, 'callbacks' | 'features' | 'data'>,
  now: number = Date.now(),
): readonly string[] {
  const { callbacks } = config;
  const lapsed = callbacks.tls === undefined ? undefined : endOf(callbacks.tls.cert);
  const day = lapsed === undefined ? '' : new Date(lapsed).toISOString().slice(0, 10);
  return [
    ...(lapsed !== undefined && lapsed < now
      ? [`callbacks.tls.cert expired on ${day}: a supplier that looks at it sends nothing; have it renewed`]
      : []),
    ...unready(config),
  ];
}

/** What is claimed and cannot come about, since another feature or test data are missing, in one line each. */
export function unready({ features, data }: Pick<Config, 'features' | 'data'>): readonly string[] {
  return [
    ...idle(features).map(
      ({ feature, missing }) =>
        `the feature ${feature} is claimed, and nothing that it is about; claim ${missing.join(' or ')} too, or leave it out`,
    ),
    ...lacking(features, ABOUT_LIVE_SERVICES, data.liveServices.length > 0, 'data.liveServices names no service'),
    ...lacking(features, ABOUT_SITES, data.ethernet !== undefined, 'data.ethernet names no sites'),
    ...lacking(
      features,
      ['modify'],
      data.liveServices.length === 0 || data.characteristics.length > 0 || features.includes('availability'),
      'data.characteristics names nothing that a service can be changed to, and availability, which would tell, is not claimed',
    ),
  ];
}

/** The features of which nothing is exercised without a live service, or without sites. */
const ABOUT_LIVE_SERVICES: readonly Feature[] = ['modify', 'cease', 'service-tests', 'service-problems'];
const ABOUT_SITES: readonly Feature[] = ['quote', 'ethernet'];

function lacking(
  features: readonly Feature[],
  about: readonly Feature[],
  isThere: boolean,
  lack: string,
): readonly string[] {
  const claimed = about.filter((feature) => features.includes(feature));
  if (isThere || claimed.length === 0) return [];
  return [
    `${lack}, so that ${claimed.join(', ')} will not be exercised; name what your staging system has, or do not claim ${claimed.length === 1 ? 'it' : 'them'}`,
  ];
}

/** When a certificate (PEM) ends, in milliseconds since 1970. */
export function endOf(cert: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(cert).validTo);
  } catch {
    return undefined; // Whoever uses it says so.
  }
}

/** The claimed features that bring nothing into force without another one, and the others that would do. */
export function idle(
  features: readonly Feature[],
): readonly { readonly feature: Feature; readonly missing: readonly Feature[] }[] {
  return features.flatMap((feature) => {
    const own = REQUIREMENTS.filter(({ when }) => when.includes(feature));
    const isInForce = own.some(
      ({ when, whenAny = [] }) =>
        when.every((one) => features.includes(one)) &&
        (whenAny.length === 0 || whenAny.some((one) => features.includes(one))),
    );
    if (own.length === 0 || isInForce) return [];
    const missing = new Set(own.flatMap(({ when, whenAny = [] }) => [...when, ...whenAny]));
    return [{ feature, missing: [...missing].filter((one) => one !== feature && !features.includes(one)) }];
  });
}
