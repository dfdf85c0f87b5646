import { randomUUID, X509Certificate } from 'node:crypto';
import { isObject } from '../specs/json-object.ts';
import type { Contract } from '../specs/contract-types.ts';
import { header } from '../evidence/history.ts';
import { jsonObject } from '../evidence/kci.ts';
import type { Authorization, Credentials } from './authorization.ts';
import { alertOf, speaksTls } from './client-alert.ts';
import type { Answer, Client, Tls } from './client.ts';
import { tlsAdvice, type Failure } from './failures.ts';
import { foreignAnswer, quoted } from './foreign-answer.ts';
import type { Address } from './journey.ts';

/** We are not let in, so that a run would show nothing of the supplier; the message says why and what to do. */
export class AdmissionError extends Error {
  override readonly name = 'AdmissionError';
}

/** What it takes to knock at a supplier's door. */
export interface Door {
  readonly baseUrl: string;
  readonly tenant: string;
  readonly contract: Contract;
  readonly client: Client;
  readonly authorization: Authorization;
  readonly credentials: Credentials;
  readonly tls?: Tls;
  readonly address: Address;
  /** What is to be ordered, where the configuration says so. */
  readonly serviceSpecification?: string;
  /** Whether the supplier claims to tell what is available: a gateway may forbid paths that it does not know. */
  readonly isServed: boolean;
  /** Milliseconds for an answer. */
  readonly within: number;
}

/**
 * Asks once what is available, to see whether we are let in. Only what is due to our own side counts, a certificate, a token,
 * credentials; whatever else comes of it is for the run to find out. Resolves with what a person should look at all the same,
 * in one line: an answer that is as good as none may be evidence, or come of a wrong address.
 * @throws AdmissionError when we are turned away, and AuthorizationError when no access token can be had.
 */
export async function knock(door: Door): Promise<string | undefined> {
  const { baseUrl } = door;
  const presented = await door.authorization.present();
  let outcome = await ask(door, presented.value);
  // A connection may be closed by chance; closed twice, it is the way in which some servers ask for a client certificate.
  if (isClosed(outcome)) outcome = await ask(door, presented.value);
  if (isClosed(outcome) && baseUrl.startsWith('https:')) {
    outcome = (await alertOf(new URL(baseUrl), door.tls, door.within)) ?? outcome;
  }
  const isForbidden = 'status' in outcome && outcome.status === 403;
  const why = isForbidden && !door.isServed ? undefined : refusalIn(outcome, door);
  if (why !== undefined) throw new AdmissionError(`cannot use the supplier at ${baseUrl}: ${why}`);
  if (!baseUrl.startsWith('https:') && (await speaksTls(new URL(baseUrl), outcome, door.within))) {
    throw new AdmissionError(`cannot use the supplier at ${baseUrl}: ${SPEAKS_TLS}`);
  }
  return 'status' in outcome && door.isServed ? doubtIn(outcome, door, presented.value) : undefined;
}

/** Why nothing comes of plain HTTP where TLS is spoken, and what to do. */
export const SPEAKS_TLS = 'TLS is spoken there; write https: in supplier.baseUrl';

/** What an answer says of the address that was asked, and what to do; undefined where it may be the right one. */
function doubtIn(answer: Answer, door: Door, presented: string | undefined): string | undefined {
  const { status, headers, body } = answer;
  const { baseUrl, address, serviceSpecification: wanted } = door;
  const asked = `GET ${new URL(baseUrl).pathname.replace(/\/+$/, '')}/service-availability was answered ${status}`;
  if (status === 404) return `${asked}; if all else is, check the path of supplier.baseUrl: the operations follow it`;
  if (status === 200) {
    const foreign = foreignAnswer(answer, presented);
    if (foreign) return `${asked} ${foreign.what}; ${foreign.advice}`;
    if (body.truncated) return undefined;
    const { serviceSpecifications } = jsonObject(body) ?? {};
    if (!Array.isArray(serviceSpecifications)) {
      return `${asked} without a list of serviceSpecifications (${quoted(answer, presented)}), so that nothing of it can be ordered; see what your staging system answers there`;
    }
    const offered = serviceSpecifications.flatMap((one: unknown) =>
      isObject(one) && typeof one.id === 'string' ? [one.id] : [],
    );
    const named = `data.address ${address.type} ${address.id}`;
    if (offered.length === 0) return `nothing is offered at ${named}; name an address that your staging system serves`;
    if (wanted === undefined || offered.includes(wanted)) return undefined;
    return `data.serviceSpecification ${wanted} is not offered at ${named}; name one of ${offered.slice(0, 8).join(', ')}`;
  }
  if (status < 300 || status >= 400) return undefined;
  const to = header(headers, 'Location') ?? 'nowhere';
  return `${asked} and leads to ${to}; redirects are not followed: if that is the API, write its address in supplier.baseUrl`;
}

function ask({ baseUrl, tenant, contract, client, address, within }: Door, value: string | undefined) {
  const { method, path } = contract.operation('handleAvailabilityCheck');
  const query = new URLSearchParams({ address: JSON.stringify({ id: address.id, type: address.type }) });
  return client.send(
    {
      method: method.toUpperCase(),
      path: `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}?${query.toString()}`,
      headers: [
        ['Accept', 'application/json'],
        ['User-Agent', 'supplier-conformance'],
        ['X-Request-ID', randomUUID()],
        ['X-Conversation-ID', randomUUID()],
        ['Tenant', tenant],
        ...(value === undefined ? [] : [['Authorization', value] as const]),
      ],
    },
    within,
  );
}

function isClosed(outcome: Answer | Failure): boolean {
  return 'reason' in outcome && outcome.reason === 'closed';
}

/** Why we are turned away, and what to do; undefined where we are not. */
export function refusalIn(
  outcome: Answer | Failure,
  { baseUrl, credentials, tls }: Pick<Door, 'baseUrl' | 'credentials' | 'tls'>,
): string | undefined {
  const isSecure = baseUrl.startsWith('https:');
  if ('reason' in outcome) {
    if (outcome.reason === 'tls') {
      return `${outcome.detail}; ${tlsAdvice(outcome.detail, 'supplier.baseUrl', tls?.ca !== undefined)}`;
    }
    if (outcome.reason === 'unreachable') return outcome.detail;
    if (!isSecure || !isClosed(outcome)) return undefined;
    const lapsed = tls?.cert === undefined ? undefined : lapsedOn(tls.cert);
    if (lapsed !== undefined) return `it closes every connection, and tls.cert expired on ${lapsed}; have it renewed`;
    return tls?.cert === undefined
      ? 'it closes every connection; where it wants a client certificate (mutual TLS), set tls.cert and tls.key'
      : 'it closes every connection, as servers do that do not take our client certificate; check that tls.cert has not expired, and that its authority is known there';
  }
  const { status, headers, body } = outcome;
  const certificate =
    isSecure && tls?.cert === undefined ? ', or set tls.cert and tls.key where it wants a client certificate' : '';
  // Such is how web servers that hold TLS for others miss a client certificate.
  if (status >= 400 && status < 500 && /ssl certificate|client certificate|certificate required/i.test(body.text)) {
    return tls?.cert === undefined
      ? `it answers ${status} and speaks of a certificate; set tls.cert and tls.key to a client certificate that it takes`
      : `it answers ${status} and speaks of a certificate; check that tls.cert is one that it takes`;
  }
  if (status === 401)
    return `it answers 401 to ${inWords(credentials, header(headers, 'WWW-Authenticate'))}${certificate}`;
  if (status === 403) {
    return `it answers 403 (not permitted) to a request with ${NAMES[credentials.type]}; have them permitted there, and this machine in its firewall${certificate}`;
  }
  return undefined;
}

/** The day on which a certificate (PEM) has expired; undefined for one that is good, or that cannot be read. */
function lapsedOn(cert: string): string | undefined {
  try {
    const { validTo } = new X509Certificate(cert);
    return Date.parse(validTo) < Date.now() ? validTo : undefined;
  } catch {
    return undefined; // That is told by whoever reads the configuration.
  }
}

const NAMES: Readonly<Record<Credentials['type'], string>> = {
  none: 'no credentials',
  bearer: 'auth.token',
  basic: 'auth.username and auth.password',
  oauth2: 'the access token from auth.tokenUrl',
};

function inWords(credentials: Credentials, challenge: string | undefined): string {
  const wanted = /^[\w-]{1,20}/.exec(challenge ?? '')?.[0];
  const other = wanted === undefined ? '' : ` (it asks for ${wanted})`;
  switch (credentials.type) {
    case 'none':
      return `a request without credentials${other}; set auth to the way in that was agreed on`;
    case 'bearer':
      return `auth.token${other}; check it, and whether it has expired`;
    case 'basic':
      return `auth.username and auth.password${other}; check both`;
    case 'oauth2':
      return `the access token that ${credentials.tokenUrl} gave${other}; check that auth.tokenUrl belongs to this API, and auth.scope and auth.audience`;
  }
}
