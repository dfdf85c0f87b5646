import { performance } from 'node:perf_hooks';
import {
  AuthorizationError,
  createTokenSource,
  type ClientCredentials,
  type Token,
  type TokenSourceOptions,
} from './authorization-tokens.ts';
import { basic, otherCredentials } from './credentials-forged.ts';

export { AuthorizationError } from './authorization-tokens.ts';

/** What the supplier wants to be shown. */
export type Credentials =
  | { readonly type: 'none' }
  | {
      readonly type: 'bearer';
      readonly token: string;
      /** An earlier token that has expired. */
      readonly expiredToken?: string;
    }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | ClientCredentials;

/** The value of an Authorization header, if one is to be sent. */
export interface Presented {
  readonly value?: string;
  /** Whether it is a token that was got for an earlier request, and may have lapsed since. */
  readonly reused: boolean;
}

/**
 * Credentials that let nobody in: none at all, others of the same form, an access token that expired long ago, and one that
 * lapses before long.
 */
export type Refusable = 'missing' | 'wrong' | 'expired' | 'lapsing';

/** The value of an Authorization header that is to be refused; without a value there is to be no such header. */
export interface Unwelcome {
  readonly value?: string;
  /** Milliseconds until it is no good any more; absent where it is none already. */
  readonly life?: number;
}

/** How our requests prove who sends them. */
export interface Authorization {
  /** @throws AuthorizationError when there is no token and none can be had. */
  readonly present: () => Promise<Presented>;
  /** Another value to try in place of one that was refused; undefined when there is none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /**
   * What has to be refused, of one kind; undefined where these credentials know nothing of the kind, or of what lapses nothing
   * that does so within so many milliseconds.
   * @throws AuthorizationError when it takes a token and none can be had.
   */
  readonly refusable: (kind: Refusable, within: number) => Promise<Unwelcome | undefined>;
  readonly close: () => Promise<void>;
}

/** What an authorization needs beside the credentials. */
export interface AuthorizationOptions extends TokenSourceOptions {
  /** Told when a token could not be renewed and the old one is used on. */
  readonly onTrouble: (text: string) => void;
}

/** An authorization from credentials: a constant, or an access token by client credentials that is kept until it lapses. */
export function createAuthorization(credentials: Credentials, options: AuthorizationOptions): Authorization {
  if (credentials.type === 'oauth2') return clientCredentials(credentials, options);
  if (credentials.type === 'bearer') return constant(`Bearer ${credentials.token}`, credentials.expiredToken);
  if (credentials.type === 'basic') return constant(basic(credentials.username, credentials.password));
  return constant(undefined);
}

function constant(value: string | undefined, expiredToken?: string): Authorization {
  return {
    present: () => Promise.resolve({ ...(value === undefined ? {} : { value }), reused: false }),
    renew: () => Promise.resolve(undefined),
    refusable: (kind) => Promise.resolve(value === undefined ? undefined : unwelcome(kind, value, expiredToken)),
    close: () => Promise.resolve(),
  };
}

/** What has to be refused in place of a value that is let in. */
function unwelcome(kind: Refusable, value: string, expiredToken: string | undefined): Unwelcome | undefined {
  switch (kind) {
    case 'missing':
      return {};
    case 'wrong':
      return { value: otherCredentials(value) };
    case 'expired':
      return expiredToken === undefined ? undefined : { value: `Bearer ${expiredToken}` };
    case 'lapsing':
      return undefined;
  }
}

interface Held extends Token {
  /** On the monotonic clock of this process, in milliseconds. */
  readonly renewAt: number;
}

function clientCredentials(credentials: ClientCredentials, options: AuthorizationOptions): Authorization {
  const source = createTokenSource(credentials, options);
  let token: Held | undefined;
  let fetching: Promise<Held> | undefined;

  /** One token call at a time, whoever asks. */
  const fetch = () => {
    fetching ??= source
      .fetch()
      .then((fetched) => (token = { ...fetched, renewAt: performance.now() + usable(fetched) }))
      .finally(() => (fetching = undefined));
    return fetching;
  };
  /** A token endpoint that fails later in a run leaves the old token in use: what the supplier makes of that is evidence. */
  const renewed = async (old: Held): Promise<Held> => {
    try {
      return await fetch();
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      options.onTrouble(`${error.message}; going on with the old token`);
      return old;
    }
  };
  const current = async (): Promise<Held> => {
    const known = token;
    if (known && performance.now() < known.renewAt) return known;
    return known ? renewed(known) : fetch();
  };
  /** A token that nobody else uses: one that was withdrawn for another would not show what its end does. */
  const lapsing = async (within: number): Promise<Unwelcome | undefined> => {
    const { life, isStated } = await current();
    if (!isStated || life > within) return undefined;
    try {
      const fresh = await source.fetch();
      return fresh.isStated && fresh.life <= within ? { value: fresh.value, life: fresh.life } : undefined;
    } catch (error) {
      if (!(error instanceof AuthorizationError) || options.interruptions.interrupted()) throw error;
      options.onTrouble(`${error.message}; no token is waited for to lapse`);
      return undefined;
    }
  };
  return {
    present: async () => {
      const before = token;
      const { value } = await current();
      return { value, reused: value === before?.value };
    },
    renew: async (refused) => {
      const known = token;
      if (known && known.value !== refused) return known.value;
      const { value } = known ? await renewed(known) : await fetch();
      return value === refused ? undefined : value;
    },
    refusable: async (kind, within) =>
      kind === 'lapsing'
        ? lapsing(credentials.expiredToken === undefined ? within : Math.min(within, SHORT_LIFE))
        : unwelcome(kind, (await current()).value, credentials.expiredToken),
    close: source.close,
  };
}

/** How short a life has to be for it to be waited for where a token that has expired is at hand anyway, in milliseconds. */
const SHORT_LIFE = 60_000;

/** A token is given up a little before it lapses: this part of its life, and no more than these milliseconds. */
const MARGIN = { part: 0.1, most: 30_000 };

/** For how long a token is used, in milliseconds. */
function usable({ life }: Token): number {
  return life - Math.min(life * MARGIN.part, MARGIN.most);
}
