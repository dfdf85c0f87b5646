import { isObject } from '../specs/json-object.ts';
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** What a supplier proves itself with at the token endpoint. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The error codes of the token endpoint that this harness gives. */
export type TokenError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';

/** What comes of a request for a token; the text of a refusal quotes nothing that was sent. */
export type Grant =
  | { readonly ok: true; readonly accessToken: string; readonly expiresIn: number }
  | { readonly ok: false; readonly error: TokenError; readonly why: string };

/** What comes of looking at an Authorization header: the id of the token, or why it opens nothing. */
export type Admission = { readonly ok: true; readonly tokenId: string } | { readonly ok: false; readonly why: string };

/** Gives out access tokens and recognises them again, without keeping any: they hold over a restart of the harness. */
export interface Tokens {
  /** Answers a request of the client credentials flow; `form` is the body as sent. */
  readonly grant: (request: {
    readonly contentType: string | undefined;
    readonly authorization: string | undefined;
    readonly form: string;
  }) => Grant;
  readonly admit: (authorization: string | undefined) => Admission;
}

/** How long an access token is good for, in seconds: the gateway's default of an hour. */
export const TOKEN_LIFETIME = 3600;

const JWT_HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/**
 * The tokens of a gateway that knows one client; without credentials, any client that names itself and a secret gets one.
 * `now` is the wall clock in milliseconds.
 */
export function createTokens(credentials?: Credentials, now: () => number = Date.now): Tokens {
  const key = createHmac('sha256', 'supplier-conformance access token')
    .update(JSON.stringify(credentials ? [credentials.clientId, credentials.clientSecret] : []))
    .digest();
  // A supplier shows one token many times; what was found genuine need not be computed again.
  let latest: { readonly token: string; readonly claims: Claims } | undefined;

  const signature = (signed: string) => createHmac('sha256', key).update(signed).digest('base64url');

  const read = (token: string): Claims | undefined => {
    if (token === latest?.token) return latest.claims;
    const [head, payload, signed, ...rest] = token.split('.');
    if (head !== JWT_HEADER || payload === undefined || signed === undefined || rest.length > 0) return undefined;
    if (!same(signed, signature(`${head}.${payload}`))) return undefined;
    const claims = claimsOf(payload);
    if (claims) latest = { token, claims };
    return claims;
  };

  return {
    grant: ({ contentType, authorization, form }) => {
      if (mediaType(contentType) !== 'application/x-www-form-urlencoded') {
        return refusal('invalid_request', 'the body should be application/x-www-form-urlencoded');
      }
      const fields = new URLSearchParams(form);
      const repeated = ['grant_type', 'client_id', 'client_secret', 'scope'].find(
        (name) => fields.getAll(name).length > 1,
      );
      if (repeated) return refusal('invalid_request', `the field ${repeated} is given more than once`);
      const grantType = fields.get('grant_type');
      if (!grantType) return refusal('invalid_request', 'the field grant_type is missing');
      if (grantType !== 'client_credentials') {
        return refusal('unsupported_grant_type', 'the only grant_type is client_credentials');
      }
      const client = clientOf(authorization, fields);
      if ('ok' in client) return client;
      if (credentials && !client.some((one) => fits(one, credentials))) {
        return refusal('invalid_client', 'the client id or the client secret is wrong');
      }
      const issued = Math.floor(now() / 1000);
      const payload = encode({
        iss: 'supplier-conformance',
        sub: client[0].clientId,
        iat: issued,
        exp: issued + TOKEN_LIFETIME,
        jti: randomUUID(),
      });
      const signed = `${JWT_HEADER}.${payload}`;
      return { ok: true, accessToken: `${signed}.${signature(signed)}`, expiresIn: TOKEN_LIFETIME };
    },
    admit: (authorization) => {
      if (!authorization) return { ok: false, why: 'the Authorization header is missing' };
      const [, scheme = '', token = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? [];
      if (scheme.toLowerCase() !== 'bearer')
        return { ok: false, why: 'the Authorization header holds no Bearer token' };
      const found = read(token);
      if (!found) return { ok: false, why: 'the access token is not one that this gateway issues to this client' };
      if (found.expires * 1000 <= now()) {
        return { ok: false, why: `the access token expired at ${new Date(found.expires * 1000).toISOString()}` };
      }
      return { ok: true, tokenId: found.id };
    },
  };
}

/** What a token says of itself that matters here; `expires` in seconds since 1970. */
interface Claims {
  readonly id: string;
  readonly expires: number;
}

/** The claims in a payload; undefined for one that this harness did not write: where there are no credentials, anybody can sign. */
function claimsOf(payload: string): Claims | undefined {
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!isObject(claims)) return undefined;
  const { jti, exp } = claims;
  return typeof jti === 'string' && typeof exp === 'number' && exp >= 0 ? { id: jti, expires: exp } : undefined;
}

/** The credentials in a request, in each reading that they allow, or the refusal of a request that gives none. */
function clientOf(
  authorization: string | undefined,
  fields: URLSearchParams,
): readonly [Credentials, ...Credentials[]] | Extract<Grant, { ok: false }> {
  const id = fields.get('client_id');
  const secret = fields.get('client_secret');
  if (authorization === undefined) {
    if (!id || !secret) {
      return refusal(
        'invalid_client',
        'client_id and client_secret are needed, as HTTP Basic authentication or as form fields',
      );
    }
    return [{ clientId: id, clientSecret: secret }];
  }
  const [, encoded = ''] = /^basic +(\S+) *$/i.exec(authorization) ?? [];
  const [, clientId, clientSecret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (clientId === undefined || clientSecret === undefined) {
    return refusal(
      'invalid_client',
      'the Authorization header should be Basic with the base64 of client_id:client_secret',
    );
  }
  const plain = { clientId, clientSecret };
  // OAuth has both parts form-encoded before the base64, the gateway's pages do not say so: either is right.
  const decoded = { clientId: formDecoded(clientId), clientSecret: formDecoded(clientSecret) };
  const agreeing = [plain, decoded].filter(
    (one) => (id === null || id === one.clientId) && (secret === null || secret === one.clientSecret),
  );
  const [first, ...others] = agreeing;
  return first
    ? [first, ...others]
    : refusal('invalid_request', 'the Authorization header and the form fields name different credentials');
}

function fits(given: Credentials, expected: Credentials): boolean {
  const id = same(given.clientId, expected.clientId);
  return same(given.clientSecret, expected.clientSecret) && id;
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? text;
}

function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

function refusal(error: TokenError, why: string): Extract<Grant, { ok: false }> {
  return { ok: false, error, why };
}

function encode(claims: object): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}
