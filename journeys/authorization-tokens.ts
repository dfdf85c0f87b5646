import { createClient, type Answer, type Client, type Tls } from './client.ts';
import type { Interruptions } from './interruption.ts';
import { header } from '../evidence/history.ts';
import { formsOf } from '../evidence/redaction.ts';
import { jsonObject } from '../evidence/kci.ts';

/** Client credentials of OAuth 2, and where they are exchanged for access tokens. */
export interface ClientCredentials {
  readonly type: 'oauth2';
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** Whom the token is for, where the token endpoint wants to be told. */
  readonly audience?: string;
  /** How the client proves itself at the token endpoint; default: by HTTP Basic, and where that is refused by form fields. */
  readonly clientAuthentication?: ClientAuthentication;
  /** An access token that has expired, for a supplier whose tokens live longer than a run. */
  readonly expiredToken?: string;
}

/** How a client proves itself at a token endpoint: in the Authorization header, or in fields of the form. */
export type ClientAuthentication = 'basic' | 'form';

/** No access token could be had, so that nothing can be asked of the supplier; the message says why, and after a semicolon what to do. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';
}

/** An access token. */
export interface Token {
  /** As the Authorization header has it. */
  readonly value: string;
  /** For how long it is good from when it came, in milliseconds, and whether its endpoint has said so. */
  readonly life: number;
  readonly isStated: boolean;
}

/** Where access tokens come from. */
export interface TokenSource {
  /**
   * Asks for a token.
   * @throws AuthorizationError when none is given.
   */
  readonly fetch: () => Promise<Token>;
  readonly close: () => Promise<void>;
}

/** What fetching tokens needs beside the credentials. */
export interface TokenSourceOptions {
  readonly tls?: Tls;
  /** Milliseconds that the token endpoint may take. */
  readonly within: number;
  readonly interruptions: Interruptions;
}

/** How long a token is taken to live when its endpoint does not say, in seconds. */
const UNSTATED_LIFE = 300;

/** The token endpoint of some client credentials. */
export function createTokenSource(credentials: ClientCredentials, options: TokenSourceOptions): TokenSource {
  const client = createClient(new URL(credentials.tokenUrl), options.tls, options.interruptions);
  // Every server must take HTTP Basic (RFC 6749, 2.3.1), yet some take only form fields. What worked once is kept to.
  let way = credentials.clientAuthentication;
  const askBy = (how: ClientAuthentication) => ask(client, credentials, options.within, how);
  return {
    fetch: async () => {
      let answer = await askBy(way ?? 'basic');
      if (way === undefined && (answer.status === 400 || answer.status === 401)) {
        const second = await askBy('form');
        if (isSuccess(second)) {
          answer = second;
          way = 'form';
        }
      } else if (isSuccess(answer)) way ??= 'basic';
      return tokenIn(answer, credentials);
    },
    close: client.close,
  };
}

async function ask(
  client: Client,
  credentials: ClientCredentials,
  within: number,
  how: ClientAuthentication,
): Promise<Answer> {
  const { tokenUrl, clientId, clientSecret, scope, audience } = credentials;
  const { pathname, search } = new URL(tokenUrl);
  const form = {
    grant_type: 'client_credentials',
    ...(scope === undefined ? {} : { scope }),
    ...(audience === undefined ? {} : { audience }),
    ...(how === 'form' ? { client_id: clientId, client_secret: clientSecret } : {}),
  };
  const answer = await client.send(
    {
      method: 'POST',
      path: pathname + search,
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ...(how === 'basic' ? [['Authorization', `Basic ${shownByBasic(credentials)}`] as const] : []),
      ],
      body: new URLSearchParams(form).toString(),
    },
    within,
  );
  if ('status' in answer) return answer;
  const advice =
    answer.reason === 'tls'
      ? 'check tls, and the host of auth.tokenUrl'
      : 'check auth.tokenUrl and whether its host runs';
  throw new AuthorizationError(`no access token from ${tokenUrl}: ${clause(answer.detail)}; ${advice}`);
}

function tokenIn(answer: Answer, credentials: ClientCredentials): Token {
  const { tokenUrl } = credentials;
  const answered = jsonObject(answer.body) ?? {};
  if (!isSuccess(answer)) throw refused(answer, answered, credentials);
  const { access_token: value } = answered;
  // A header holds visible ASCII only; anything else could not be sent back.
  if (typeof value !== 'string' || !/^[!-~]+$/.test(value)) {
    throw new AuthorizationError(
      `no access token from ${tokenUrl}: its answer (status ${answer.status}) has no usable access_token; check auth.tokenUrl`,
    );
  }
  const stated = Number(answered.expires_in);
  const isStated = Number.isFinite(stated) && stated > 0;
  return { value: `Bearer ${value}`, life: (isStated ? stated : UNSTATED_LIFE) * 1000, isStated };
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function refused(
  answer: Answer,
  answered: Readonly<Record<string, unknown>>,
  credentials: ClientCredentials,
): AuthorizationError {
  const { tokenUrl } = credentials;
  const { status, headers } = answer;
  const code = typeof answered.error === 'string' ? clause(answered.error, credentials).slice(0, 100) : '';
  const told = typeof answered.error_description === 'string' ? clause(answered.error_description, credentials) : '';
  const found = [`it answered ${status}`, code, told === '' ? '' : `(${told.slice(0, 200)})`].filter(Boolean).join(' ');
  return new AuthorizationError(
    `no access token from ${tokenUrl}: ${found}; ${advice(status, code, header(headers, 'Location'), credentials)}`,
  );
}

/** What to do about a refusal, by its status and by the error code of OAuth. */
function advice(
  status: number,
  code: string,
  location: string | undefined,
  { clientAuthentication, scope, audience }: ClientCredentials,
): string {
  const other = clientAuthentication === 'basic' ? 'form' : 'basic';
  const way = clientAuthentication === undefined ? '' : `, and try auth.clientAuthentication: ${other}`;
  const named = `${scope === undefined ? 'whether auth.scope is needed' : 'auth.scope'} and ${audience === undefined ? 'whether auth.audience is' : 'auth.audience'}`;
  switch (code) {
    case 'invalid_client':
      return `check auth.clientId and auth.clientSecret${way}`;
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return 'have the grant client_credentials allowed for auth.clientId, or check auth.tokenUrl';
    case 'invalid_scope':
      return scope === undefined ? 'give the scope that it wants as auth.scope' : 'check auth.scope';
    case 'invalid_target':
      return audience === undefined ? 'give whom the token is for as auth.audience' : 'check auth.audience';
    case 'invalid_request':
      return `check auth.clientId and auth.clientSecret${way}, ${named}`;
  }
  if (status >= 300 && status < 400)
    return `give the address that it leads to as auth.tokenUrl: ${clause(location ?? 'none')}`;
  if (status === 404 || status === 405) return 'check the path of auth.tokenUrl';
  if (status === 429 || status >= 500) return 'check auth.tokenUrl, and see the log of the token endpoint';
  return `check auth.clientId and auth.clientSecret${way}, ${named}`;
}

/** Words of somebody else as a part of our line: no line of its own, no semicolon, and nothing that is secret. */
function clause(text: string, credentials?: ClientCredentials): string {
  const secrets = credentials ? [shownByBasic(credentials), ...formsOf(credentials.clientSecret)] : [];
  return secrets
    .reduce((open, secret) => open.replaceAll(secret, '[redacted]'), text)
    .replace(/[^ -~\u00a0-\uffff]+/g, ' ')
    .replaceAll(';', ',')
    .trim();
}

function shownByBasic({ clientId, clientSecret }: ClientCredentials): string {
  return Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64');
}

/** The encoding that OAuth wants of ids and secrets before they are joined by a colon. */
function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
