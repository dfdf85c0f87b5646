import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Credentials, WAYS_IN } from '../supplier/credentials.ts';
import { TOKENS, type Supplier, type SupplierOptions } from '../supplier/server.ts';
import { UsageError } from './usage.ts';

/** What `supplier` is told of how it protects itself. */
export interface ProtectionCommand {
  readonly auth?: (typeof WAYS_IN)[number];
  /** What callers are to present; a secret is made up where none is given. */
  readonly authId: string;
  readonly authSecret?: string;
  /** How long an access token of its own is good, in milliseconds. */
  readonly tokenLife: number;
  /** Paths of PEM files. */
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly clientCa?: string;
  readonly gatewayCa?: string;
}

/** How a reference supplier protects itself, ready to be started with, and what a configuration has to say to get in. */
export interface Protection {
  readonly options: Pick<SupplierOptions, 'credentials' | 'tls'>;
  /** An authority to trust at the gateway, as PEM text. */
  readonly gatewayCa?: string;
  /** The parts `auth` and `tls` of a configuration that is let in, as far as they are known here. */
  readonly configuration: (supplier: Pick<Supplier, 'url' | 'expiredToken'>) => Readonly<Record<string, object>>;
  /** What else whoever wants in has to know, a line each. */
  readonly remarks: readonly string[];
}

/**
 * The protection that a command line asks for.
 * @throws UsageError when options do not go together, or a file cannot be read.
 */
export function protection(command: ProtectionCommand): Protection {
  const { auth = 'none', authId, tokenLife, tlsCert, tlsKey, clientCa, gatewayCa } = command;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new UsageError('--tls-cert and --tls-key belong together; give both or neither');
  }
  if (clientCa !== undefined && tlsCert === undefined) {
    throw new UsageError('--client-ca needs TLS: give --tls-cert and --tls-key too');
  }
  const authSecret = command.authSecret ?? randomBytes(18).toString('base64url');
  const cert = pem('--tls-cert', tlsCert);
  const key = pem('--tls-key', tlsKey);
  const ca = pem('--client-ca', clientCa);
  const trusted = pem('--gateway-ca', gatewayCa);
  const signedItself = cert !== undefined && isItsOwnAuthority(cert);
  return {
    options: {
      credentials: credentialsOf(auth, authId, authSecret, tokenLife),
      ...(cert === undefined || key === undefined
        ? {}
        : { tls: { cert, key, ...(ca === undefined ? {} : { clientCa: ca }) } }),
    },
    ...(trusted === undefined ? {} : { gatewayCa: trusted }),
    configuration: ({ url, expiredToken }) => ({
      ...(auth === 'none' ? {} : { auth: presentable(auth, authId, authSecret, url, expiredToken) }),
      ...(signedItself ? { tls: { ca: tlsCert } } : {}),
    }),
    remarks: [
      ...(cert !== undefined && !signedItself
        ? ['tls.ca has to name the authority of its certificate, unless that is a usual one.']
        : []),
      ...(ca === undefined
        ? []
        : [`It wants a client certificate of the authority in ${clientCa}: set tls.cert and tls.key.`]),
    ],
  };
}

function credentialsOf(auth: (typeof WAYS_IN)[number], id: string, secret: string, tokenLifeMs: number): Credentials {
  switch (auth) {
    case 'oauth2':
      return { type: 'oauth2', clientId: id, clientSecret: secret, tokenLifeMs };
    case 'basic':
      return { type: 'basic', username: id, password: secret };
    case 'bearer':
      return { type: 'bearer', token: secret };
    case 'none':
      return { type: 'none' };
  }
}

function presentable(
  auth: 'oauth2' | 'basic' | 'bearer',
  id: string,
  secret: string,
  url: string,
  expiredToken: string,
): object {
  switch (auth) {
    case 'oauth2':
      return { type: auth, tokenUrl: url + TOKENS, clientId: id, clientSecret: secret, expiredToken };
    case 'basic':
      return { type: auth, username: id, password: secret };
    case 'bearer':
      return { type: auth, token: secret };
  }
}

function pem(option: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option}: cannot read ${path} (${code ?? message})`);
  }
  if (!content.includes('-----BEGIN '))
    throw new UsageError(`${option}: ${path} is not a PEM file (it has no -----BEGIN line)`);
  return content;
}

function isItsOwnAuthority(cert: string): boolean {
  try {
    const { issuer, subject } = new X509Certificate(cert);
    return issuer === subject;
  } catch {
    throw new UsageError('--tls-cert: the file holds no certificate that can be read');
  }
}
