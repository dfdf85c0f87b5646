import { expect, test } from '@playwright/test';
import type { Exchange } from './exchanges.ts';
import type { Generated, RequestEvent } from './history.ts';
import { isAllowed, isExotic, placeWords, receptionOf, variantsIn } from './variants.ts';

let events = 0;

/** An exchange of a test: answered with a status, unanswered for a reason, or still open. */
function exchange(generated: Partial<Generated> | undefined, answer?: number | 'timeout' | 'interrupted'): Exchange {
  const occurrence = () => ({ seq: (events += 1), at: '', mono: events });
  const request = {
    type: 'request',
    ...occurrence(),
    exchange: `exchange-${events}`,
    ...(generated ? { generated: { id: 'x', edits: [], ...generated } } : {}),
  } as unknown as RequestEvent;
  const { exchange: id } = request;
  if (answer === undefined) return { request };
  return typeof answer === 'number'
    ? {
        request,
        response: { type: 'response', ...occurrence(), exchange: id, status: answer, headers: [], body: NONE },
      }
    : { request, noResponse: { type: 'no-response', ...occurrence(), exchange: id, reason: answer, detail: '' } };
}

const NONE = { text: '', encoding: 'utf8', bytes: 0 } as const;

test('an answer is of one kind, and what we broke off is of none', () => {
  const kinds = {
    taken: [200, 201, 202, 204],
    refused: [301, 404, 409, 415, 422],
    malformed: [400],
    'turned away': [401, 403, 429, 501],
    faulted: [500, 502, 503, 504],
  } as const;
  for (const [kind, statuses] of Object.entries(kinds)) {
    for (const status of statuses) expect(receptionOf(exchange({}, status)), `${status}`).toBe(kind);
  }
  expect(receptionOf(exchange({}, 'timeout'))).toBe('unanswered');
  expect(receptionOf(exchange({}, 'interrupted'))).toBeUndefined();
  expect(receptionOf(exchange({}))).toBeUndefined();
});

test('variants are the generated requests of which something came', () => {
  const some = [
    exchange(undefined, 201),
    exchange({ id: 'a' }, 201),
    exchange({ id: 'b' }),
    exchange({ id: 'c' }, 'timeout'),
  ];
  expect(variantsIn(some).map(({ generated, reception }) => [generated.id, reception])).toEqual([
    ['a', 'taken'],
    ['c', 'unanswered'],
  ]);
});

test('a twin is a sending that was taken, else the nearest; and what was sent again is known', () => {
  const twins = [exchange({ id: 'plain' }, 201), exchange({ id: 'plain' }, 422)];
  const [one, other] = [exchange({ id: 'a', twin: 'plain' }, 400), exchange({ id: 'a', twin: 'plain' }, 202)];
  const lonely = exchange({ id: 'b', twin: 'nowhere' }, 400);
  const variants = variantsIn([...twins, one, other, lonely]);
  const found = (sought: Exchange) => variants.find((variant) => variant.exchange === sought);
  expect(found(one)?.twin?.exchange).toBe(twins[0]);
  expect(found(one)?.again.map((again) => again.exchange)).toEqual([other]);
  expect(found(lonely)?.twin).toBeUndefined();
  const refused = [
    exchange({ id: 'p' }, 422),
    exchange({ id: 'q', twin: 'p' }, 400),
    exchange({ id: 'p' }, 500),
  ] as const;
  expect(variantsIn(refused)[1]?.twin?.exchange).toBe(refused[0]);
});

test('what is allowed and what is exotic is told by what was generated', () => {
  const [plain, faulty, exotic] = variantsIn([
    exchange({ id: 'a' }, 201),
    exchange({ id: 'b', fault: { kind: 'missing', where: '/body/id', weight: 'sure' } }, 201),
    exchange({ id: 'c', edits: [{ where: '/body/notes', what: 'an emoji', exotic: true }] }, 201),
  ]);
  expect([plain, faulty, exotic].map((variant) => variant && [isAllowed(variant), isExotic(variant)])).toEqual([
    [true, false],
    [false, false],
    [true, true],
  ]);
});

test('a place is named as it is read', () => {
  expect(
    ['/body', '/body/sites/0/name', '/query/address/id', '/query/types/0', '/header/Tenant', '/body/a~1b'].map(
      placeWords,
    ),
  ).toEqual(['body', 'body/sites[0]/name', 'query address/id', 'query types[0]', 'header Tenant', 'body/a/b']);
});
