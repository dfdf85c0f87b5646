import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';
import type { Tokens } from './credentials.ts';
import type { Answer, Call, World } from './model.ts';

/** Where a supplier gives out its own access tokens, and knows them again. */
export interface Authority {
  /** The answer to a request for a token. */
  readonly answer: (call: Call) => Answer;
  /** A good token, as one is given to whoever asks for it rightly. */
  readonly issue: () => string;
  readonly tokens: Tokens;
  /** A token that expired long ago. */
  readonly expired: string;
}

/** How long ago the token expired that has expired, in milliseconds: longer than any clock is off. */
const LONG_AGO = 3_600_000;

/** How long an expired token is known as one, in milliseconds, so that a supplier that runs for weeks does not fill up. */
const REMEMBERED = 24 * 3_600_000;

/** Opens the token endpoint of a supplier, whose tokens are JSON Web Tokens that it has signed. */
export function openAuthority(behaviour: Behaviour, world: World): Authority {
  const key = randomBytes(32);
  const tokens = new Map<string, number>();
  const sign = (from: number, until: number): string => {
    const claims = { sub: 'gateway', iat: Math.floor(from / 1000), exp: Math.ceil(until / 1000), jti: randomUUID() };
    const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    const token = `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    tokens.set(token, until);
    return token;
  };
  const now = () => world.now().getTime();
  const issue = () => sign(now(), now() + behaviour.tokenLifeMs(world));
  const expired = sign(now() - 2 * LONG_AGO, now() - LONG_AGO);
  return {
    tokens,
    issue,
    expired,
    answer: (call) => {
      if (!behaviour.mayHaveToken(call, world)) return { status: 401, body: { error: 'invalid_client' } };
      for (const [token, until] of tokens) {
        if (until < now() - REMEMBERED && token !== expired) tokens.delete(token);
      }
      const life = Math.ceil(behaviour.tokenLifeMs(world) / 1000);
      const body = { access_token: issue(), token_type: 'Bearer', expires_in: life };
      return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
    },
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
