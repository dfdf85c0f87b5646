import { performance } from 'node:perf_hooks';
import { createClient, type Answer, type Client, type Tls } from './client.ts';
import type { Interruptions } from './interruption.ts';
import { json } from '../evidence/history.ts';
import { isObject } from '../evidence/kci.ts';

/** What the supplier wants to be shown. */
export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly type: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    };

/** No access token could be had, so that nothing can be asked of the supplier; the message says why and what to do. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';
}

/** The value of an Authorization header, if one is to be sent. */
export interface Presented {
  readonly value?: string;
  /** Whether it is a token that was got for an earlier request, and may have lapsed since. */
  readonly reused: boolean;
}

/** How our requests prove who sends them. */
export interface Authorization {
  /** @throws AuthorizationError when there is no token and none can be had. */
  readonly present: () => Promise<Presented>;
  /** Another value to try in place of one that was refused; undefined when there is none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** What an authorization needs beside the credentials. */
export interface AuthorizationOptions {
  readonly tls?: Tls;
  /** Milliseconds that the token endpoint may take. */
  readonly within: number;
  readonly interruptions: Interruptions;
  /** Told when a token could not be renewed and the old one is used on. */
  readonly onTrouble: (text: string) => void;
}

/** An authorization from credentials: a constant, or an access token by client credentials that is kept until it lapses. */
export function createAuthorization(credentials: Credentials, options: AuthorizationOptions): Authorization {
  if (credentials.type === 'oauth2') return clientCredentials(credentials, options);
  if (credentials.type === 'bearer') return constant(`Bearer ${credentials.token}`);
  if (credentials.type === 'basic')
    return constant(`Basic ${base64(`${credentials.username}:${credentials.password}`)}`);
  return constant(undefined);
}

function constant(value: string | undefined): Authorization {
  return {
    present: () => Promise.resolve({ ...(value === undefined ? {} : { value }), reused: false }),
    renew: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

interface Token {
  readonly value: string;
  /** On the monotonic clock of this process, in milliseconds. */
  readonly renewAt: number;
}

type OAuth2 = Extract<Credentials, { readonly type: 'oauth2' }>;

function clientCredentials(credentials: OAuth2, options: AuthorizationOptions): Authorization {
  const client = createClient(new URL(credentials.tokenUrl), options.tls, options.interruptions);
  let token: Token | undefined;
  let fetching: Promise<Token> | undefined;

  /** One token call at a time, whoever asks. */
  const fetch = () => {
    fetching ??= fetchToken(client, credentials, options.within)
      .then((fetched) => (token = fetched))
      .finally(() => (fetching = undefined));
    return fetching;
  };
  /** A token endpoint that fails later in a run leaves the old token in use: what the supplier makes of that is evidence. */
  const renewed = async (old: Token): Promise<Token> => {
    try {
      return await fetch();
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      options.onTrouble(`${error.message}; going on with the old token`);
      return old;
    }
  };
  return {
    present: async () => {
      const known = token;
      if (known && performance.now() < known.renewAt) return { value: known.value, reused: true };
      const { value } = known ? await renewed(known) : await fetch();
      return { value, reused: value === known?.value };
    },
    renew: async (refused) => {
      const known = token;
      if (known && known.value !== refused) return known.value;
      const { value } = known ? await renewed(known) : await fetch();
      return value === refused ? undefined : value;
    },
    close: client.close,
  };
}

/** A token is given up a little before it lapses: this part of its life, and no more than these milliseconds. */
const MARGIN = { part: 0.1, most: 30_000 };

/** How long a token is taken to live when its endpoint does not say, in seconds. */
const UNSTATED_LIFE = 300;

async function fetchToken(client: Client, credentials: OAuth2, within: number): Promise<Token> {
  const { clientId, clientSecret, scope } = credentials;
  const grant = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  const basic = `Basic ${base64(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}`;
  let answer = await ask(client, credentials, within, grant, basic);
  // Every server must take HTTP Basic (RFC 6749, 2.3.1), yet some take only form fields.
  if (answer.status === 400 || answer.status === 401) {
    const second = await ask(client, credentials, within, {
      ...grant,
      client_id: clientId,
      client_secret: clientSecret,
    });
    if (second.status < 300) answer = second;
  }
  return tokenIn(answer, credentials.tokenUrl);
}

async function ask(
  client: Client,
  { tokenUrl }: OAuth2,
  within: number,
  form: Readonly<Record<string, string>>,
  authorization?: string,
): Promise<Answer> {
  const { pathname, search } = new URL(tokenUrl);
  const answer = await client.send(
    {
      method: 'POST',
      path: pathname + search,
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
      ],
      body: new URLSearchParams(form).toString(),
    },
    within,
  );
  if ('status' in answer) return answer;
  throw new AuthorizationError(
    `no access token from ${tokenUrl}: ${answer.detail}; check auth.tokenUrl and whether its host runs`,
  );
}

function tokenIn({ status, body }: Answer, tokenUrl: string): Token {
  const read = json(body);
  const answered = read.ok && isObject(read.value) ? read.value : {};
  if (status < 200 || status >= 300) {
    const error = typeof answered.error === 'string' ? ` ${answered.error.slice(0, 100)}` : '';
    throw new AuthorizationError(
      `no access token from ${tokenUrl}: it answered ${status}${error}; check auth.clientId, auth.clientSecret and auth.scope`,
    );
  }
  const { access_token: value } = answered;
  // A header holds visible ASCII only; anything else could not be sent back.
  if (typeof value !== 'string' || !/^[!-~]+$/.test(value)) {
    throw new AuthorizationError(
      `no access token from ${tokenUrl}: its answer (status ${status}) has no usable access_token; check auth.tokenUrl`,
    );
  }
  const stated = Number(answered.expires_in ?? UNSTATED_LIFE);
  const life = (Number.isFinite(stated) && stated > 0 ? stated : UNSTATED_LIFE) * 1000;
  return { value: `Bearer ${value}`, renewAt: performance.now() + life - Math.min(life * MARGIN.part, MARGIN.most) };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The encoding that OAuth wants of ids and secrets before they are joined by a colon. */
function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
