import { randomUUID } from 'node:crypto';
import type { Defect } from '../defect.ts';
import { isObject, type Answer, type Call, type World } from '../model.ts';
import type { Replacement } from './edits.ts';

const bearer = ({ headers }: Call): string => /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

/** Lets in whom the honest supplier would turn away, where that is so. */
function letsIn(whom: (call: Call, world: World, isKnown: boolean) => boolean): Replacement {
  return (honest) => ({
    credentialsRefusal: (call, world, tokens) => {
      const refusal = honest.credentialsRefusal(call, world, tokens);
      return refusal && whom(call, world, tokens.has(bearer(call))) ? undefined : refusal;
    },
  });
}

/** Turns away with another status. */
function turnsAwayWith(status: number): Replacement {
  return (honest) => ({
    credentialsRefusal: (call, world, tokens) => {
      const refusal = honest.credentialsRefusal(call, world, tokens);
      return refusal && { ...refusal, status };
    },
  });
}

/** Changes what is answered to those who are turned away. */
function tellsThem(edit: (answer: Answer) => Answer): Replacement {
  return (honest) => ({
    wire: (answer, call) => honest.wire(answer.status === 401 ? edit(answer) : answer, call),
  });
}

/** How long after a token has expired it is still taken by whoever allows for clocks that differ, in milliseconds. */
const LEEWAY = 300_000;

/** Defects of who is let in and how the others are told, at a supplier that is let in with access tokens. */
export const CREDENTIALS_DEFECTS: readonly Defect[] = [
  {
    id: 'lets-anybody-in',
    title: 'takes requests that show no credentials',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: [],
    style: 'sync',
    replace: letsIn(({ headers }) => (headers.authorization ?? '') === ''),
  },
  {
    id: 'leaves-a-door-open',
    title: 'takes decisions on resolutions from requests that show no credentials',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: [],
    style: 'async',
    replace: letsIn(
      ({ operation, headers }) =>
        operation === 'handleServiceProblemResolution' && (headers.authorization ?? '') === '',
    ),
  },
  {
    id: 'takes-any-token',
    title: 'takes any token, whoever made it',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: [],
    style: 'async',
    replace: letsIn((call, _, isKnown) => bearer(call) !== '' && !isKnown),
  },
  {
    id: 'reads-tokens-unsigned',
    title: 'reads what a token says of itself and leaves its signature unchecked',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: [],
    style: 'sync',
    replace: letsIn((call, { now }) => {
      try {
        const claims: unknown = JSON.parse(Buffer.from(bearer(call).split('.')[1] ?? '', 'base64url').toString());
        return isObject(claims) && Number(claims.exp) * 1000 > now().getTime();
      } catch {
        return false; // It is no token that says anything.
      }
    }),
  },
  {
    id: 'takes-expired-tokens',
    title: 'takes tokens that have expired, however long ago',
    breaks: ['HTTP-CREDENTIALS-EXPIRED'],
    consequences: ['HTTP-CREDENTIALS-LAPSED'],
    style: 'sync',
    replace: letsIn((_, __, isKnown) => isKnown),
  },
  {
    id: 'takes-lapsed-tokens',
    title: 'gives out tokens for three seconds and takes them for five minutes more',
    breaks: ['HTTP-CREDENTIALS-LAPSED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      tokenLifeMs: () => 3_000,
      credentialsRefusal: (call, world, tokens) => {
        const until = tokens.get(bearer(call));
        const isTaken = until !== undefined && until + LEEWAY > world.now().getTime();
        return isTaken ? undefined : honest.credentialsRefusal(call, world, tokens);
      },
    }),
  },
  {
    id: 'forbids-strangers',
    title: 'answers 403 where credentials are missing or wrong',
    breaks: ['HTTP-CREDENTIALS-401'],
    consequences: [],
    style: 'sync',
    replace: turnsAwayWith(403),
  },
  {
    id: 'calls-strangers-malformed',
    title: 'answers 400 where credentials are missing or wrong',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: ['HTTP-CREDENTIALS-EXPIRED', 'HTTP-CREDENTIALS-LAPSED'],
    style: 'sync',
    replace: turnsAwayWith(400),
  },
  {
    id: 'hides-from-strangers',
    title: 'answers 404 where credentials are missing or wrong',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: ['HTTP-CREDENTIALS-EXPIRED', 'HTTP-CREDENTIALS-LAPSED', 'HTTP-STATUS-TOLERATED'],
    style: 'sync',
    replace: turnsAwayWith(404),
  },
  {
    id: 'fails-on-strangers',
    title: 'answers 500 where credentials are missing or wrong',
    breaks: ['HTTP-CREDENTIALS'],
    consequences: ['HTTP-CREDENTIALS-EXPIRED', 'HTTP-CREDENTIALS-LAPSED'],
    style: 'sync',
    replace: turnsAwayWith(500),
  },
  {
    id: 'sends-strangers-to-log-in',
    title: 'redirects who shows no good credentials to a page where people log in',
    breaks: ['HTTP-CREDENTIALS', 'HTTP-STATUS'],
    consequences: ['HTTP-CREDENTIALS-EXPIRED', 'HTTP-CREDENTIALS-LAPSED'],
    style: 'sync',
    replace: tellsThem(({ headers }) => ({ status: 302, headers: { ...headers, Location: '/login' } })),
  },
  {
    id: 'turns-strangers-away-in-html',
    title: 'answers 401 with a page in HTML',
    breaks: ['HTTP-CREDENTIALS-BODY'],
    consequences: [],
    style: 'sync',
    replace: tellsThem(({ headers }) => ({
      status: 401,
      headers: { ...headers, 'Content-Type': 'text/html' },
      text: '<html><body><h1>401 Authorization Required</h1></body></html>',
    })),
  },
  {
    id: 'turns-strangers-away-in-its-own-words',
    title: 'answers 401 with an error of its own shape: {"message": ...}',
    breaks: ['HTTP-CREDENTIALS-BODY'],
    consequences: ['HTTP-CODE'],
    style: 'sync',
    replace: tellsThem((answer) => ({ ...answer, body: { message: 'Unauthorized', request_id: randomUUID() } })),
  },
  {
    id: 'turns-strangers-away-as-plain-text',
    title: 'answers 401 with JSON that it calls plain text',
    breaks: ['HTTP-CREDENTIALS-BODY'],
    consequences: [],
    style: 'sync',
    replace: tellsThem((answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain' } })),
  },
];
