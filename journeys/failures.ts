import { thrownWords } from '../specs/thrown.ts';
import type { NoResponseReason } from '../evidence/history.ts';

/** Why a request got no answer, for the history: the kind, and the words. */
export interface Failure {
  readonly reason: NoResponseReason;
  readonly detail: string;
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  EADDRNOTAVAIL: 'the address cannot be reached from here',
  ETIMEDOUT: 'no connection came about',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
};

const CLOSED: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'the other side closed the connection',
  ECONNRESET: 'the other side reset the connection',
  ECONNABORTED: 'the connection was broken off',
  EPIPE: 'the other side closed the connection while the request was being sent',
};

const MALFORMED: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_OVERFLOW: 'the header fields of the answer are too long',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body of the answer is not as long as its Content-Length says',
};

const TLS: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in an authority that is not known here (set tls.ca)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed (set tls.ca)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate chain is incomplete, or its authority is not known here (set tls.ca)',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate chain is incomplete, or its authority is not known here (set tls.ca)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate chain is incomplete, or its authority is not known here (set tls.ca)',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there (is it http: rather than https:?)',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no TLS is spoken there (is it http: rather than https:?)',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'our key does not belong to our certificate (set tls.cert and tls.key)',
  EPROTO: 'no TLS connection came about (is it HTTPS at all?)',
};

/** What the other side may say of our certificate when it ends a TLS connection: a part of the alert's name, and what it means. */
const ALERTS: readonly (readonly [alert: RegExp, meaning: string])[] = [
  [/certificate.required/i, 'it wants a client certificate (mutual TLS): set tls.cert and tls.key'],
  [/unknown.ca/i, 'it does not know the authority of our client certificate (check tls.cert)'],
  [/certificate.expired/i, 'it says that our client certificate has expired (check tls.cert)'],
  [/certificate.revoked/i, 'it says that our client certificate was revoked (check tls.cert)'],
  [
    /bad.certificate|certificate.unknown|unsupported.certificate|access.denied/i,
    'it does not take our client certificate (check tls.cert), or wants one where none is set',
  ],
  [
    /handshake.failure/i,
    'the handshake failed; where it wants a client certificate (mutual TLS), set tls.cert and tls.key',
  ],
  [/unrecognized.name/i, 'it does not know the host name'],
  [/protocol.version/i, 'it speaks only versions of TLS that are not spoken here'],
];

/** What only a request that we built wrongly leads to. */
const OURS: readonly string[] = [
  'UND_ERR_INVALID_ARG',
  'UND_ERR_INVALID_RETURN_VALUE',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
];

/**
 * What to do about a failure of TLS, from its words: `setting` names the key of the configuration that holds the address, and
 * `trusts` says whether an authority of our own is set.
 */
export function tlsAdvice(detail: string, setting: string, trusts: boolean): string {
  if (/CERT_HAS_EXPIRED/.test(detail)) return 'have the supplier renew it, or set the clock of this machine';
  if (/CERT_NOT_YET_VALID/.test(detail)) return 'check the clock of this machine, and the certificate of the supplier';
  if (/ALTNAME_INVALID/.test(detail))
    return `write a name that it is for in ${setting}, or have the supplier get one for the host in there`;
  if (/is it http: rather/.test(detail)) return `write http: in ${setting}, or the port at which TLS is spoken`;
  if (/set tls\.ca/.test(detail)) {
    return trusts
      ? 'name as tls.ca the authority that issued it, another one than is there, with those between where the server leaves them out'
      : 'name the PEM file of its authority as tls.ca';
  }
  if (/client certificate|tls\.cert/.test(detail)) return 'tls.cert and tls.key are what we show';
  return `check tls, and the host and port in ${setting}`;
}

const CLIENT_CERTIFICATE = '; where it wants a client certificate (mutual TLS), set tls.cert and tls.key';

/** The failure that an error of undici, of a socket or of TLS stands for; undefined when the fault is our own. */
export function failureOf(error: unknown, protocol: string): Failure | undefined {
  const code = codeOf(error);
  const message = thrownWords(error);
  // Told by its name, since not each of undici's parser errors has a code.
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return { reason: 'malformed', detail: `the answer is no HTTP: ${message}` };
  }
  const told = (words: string) => `${words} (${code})`;
  if (code === undefined || OURS.includes(code)) return undefined;
  // A proxy that stands in the way has told so in its own words.
  if (code === 'PROXY') return { reason: 'unreachable', detail: message };
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) return { reason: 'unreachable', detail: told(unreachable) };
  const tls = TLS[code];
  if (tls !== undefined) return { reason: 'tls', detail: told(tls) };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { cert } = error as { readonly cert?: { readonly subjectaltname?: string } };
    const names = cert?.subjectaltname?.slice(0, 200);
    return {
      reason: 'tls',
      detail: told(`the certificate is for another host name${names === undefined ? '' : `: ${names}`}`),
    };
  }
  if (/^ERR_(SSL|TLS|OSSL)_|^(CERT|CRL)_|_CERT(_|$)/.test(code)) {
    const meaning = ALERTS.find(([alert]) => alert.test(code) || alert.test(message))?.[1] ?? message;
    return { reason: 'tls', detail: told(`no TLS connection came about: ${meaning}`) };
  }
  const closed = CLOSED[code];
  if (closed !== undefined) {
    return { reason: 'closed', detail: told(`${closed}${protocol === 'https:' ? CLIENT_CERTIFICATE : ''}`) };
  }
  const malformed = MALFORMED[code];
  if (malformed !== undefined) return { reason: 'malformed', detail: told(malformed) };
  return { reason: 'closed', detail: told(message) };
}

/** The code of an error, or of what caused it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : codeOf(error.cause);
}
