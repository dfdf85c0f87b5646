/** The ways in which a supplier can be told to let callers in. */
export const WAYS_IN = ['oauth2', 'basic', 'bearer', 'none'] as const;

/** What must be presented to use the supplier's API. */
export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly type: 'oauth2';
      readonly clientId: string;
      readonly clientSecret: string;
      /** For how long an access token is good, in milliseconds; default: an hour. */
      readonly tokenLifeMs?: number;
    };

/** The access tokens that a supplier has given out, and until when each is good, in milliseconds since the epoch. */
export type Tokens = ReadonlyMap<string, number>;
