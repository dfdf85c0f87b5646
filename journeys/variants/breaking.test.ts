import { expect, test } from '@playwright/test';
import type { FaultKind } from '../../specs/faults.ts';
import type { Member, RequestShape, Shape, TextShape } from '../../specs/shapes.ts';
import { freePlaces } from './arbitraries.ts';
import { broken } from './breaking.ts';
import { hasHolder, valueAt, withoutValueAt, withValueAt } from './places.ts';

const SURE = { sure: true, nullable: false } as const;
const known = <Value>(value: Value) => ({ value, sure: true });
const text = (more: Partial<TextShape> = {}): TextShape => ({ ...SURE, kind: 'text', patterns: [], ...more });
const number = { ...SURE, kind: 'number', whole: false, minimum: known(2), maximum: known(9) } as const;
const list = (items: Shape): Shape => ({ ...SURE, kind: 'list', items, minItems: known(2), maxItems: known(3) });
const member = (name: string, shape: Shape): Member => ({ name, shape, mandatory: 'no' });
const object = (...members: readonly Member[]): Shape => ({ ...SURE, kind: 'object', members });

const SHAPE: RequestShape = {
  headers: [],
  query: [
    { ...member('kinds', list(text())), form: 'list' },
    { ...member('joined', list(text())), form: 'list', joined: true },
    { ...member('count', number), form: 'text' },
    { ...member('place', object(member('id', text()))), form: 'json' },
  ],
  body: object(
    member('word', text({ words: known(['NO_SUCH_VALUE', 'B']) })),
    member('code', text({ patterns: [known('^[A-Z0-9_]{5,25}')], minLength: known(5), maxLength: known(25) })),
    member('day', text({ format: known('date') })),
    member('level', number),
    member('tags', list(text())),
    member('parts', list(object(member('size', number)))),
    member('flag', { ...SURE, kind: 'truth' }),
  ),
};

const DRAFT = {
  query: { kinds: ['a', 'b'], joined: ['a', 'b'], count: 3, place: { id: '1' } },
  body: {
    word: 'B',
    code: 'ABCDE',
    day: '2026-12-08',
    level: 9,
    tags: ['x', 'y'],
    parts: [{ size: 2 }, {}],
    flag: true,
  },
};

function breakAt(kind: FaultKind, where: string) {
  const made = broken(DRAFT, { kind, where, weight: 'sure' }, SHAPE);
  return where.startsWith('/body') ? valueAt(made, where) : made?.query?.[where.split('/')[2] ?? ''];
}

for (const [kind, where, value] of [
  ['too-large', '/body/level', 10],
  ['too-small', '/body/level', 1],
  ['fraction', '/body/level', 8.5],
  ['too-many', '/body/tags', ['x', 'y', 'x', 'y']],
  ['too-few', '/body/tags', ['x']],
  ['word', '/body/word', 'NOSUCH'],
  ['format', '/body/day', '2026-13-45'],
  ['pattern', '/body/code', '?????'],
  ['too-long', '/body/code', 'ABCDE ABCDE ABCDE ABCDE AB'],
  ['too-short', '/body/code', 'ABCD'],
  ['null', '/body/flag', null],
  ['missing', '/body/flag', undefined],
  ['wrong-type', '/body/flag', { unexpected: true }],
  ['wrong-type', '/body/level', { unexpected: true }],
  ['quoted', '/body/flag', 'true'],
  ['quoted', '/body/level', '9'],
  ['wrong-type', '/body/parts/0', 'none'],
  // A reader that takes one item for a list of them is still told something else.
  ['wrong-type', '/body/parts', 'none'],
  ['wrong-type', '/body/tags', { unexpected: true }],
  ['wrong-type', '/query/count', 'none'],
  ['wrong-type', '/query/place', '"none"'],
  ['wrong-type', '/query/place/id', '{"id":{"unexpected":true}}'],
  ['bad-query-json', '/query/place', '{"id":"1"'],
  ['missing', '/query/place', undefined],
  ['too-few', '/query/kinds', 'a'],
  ['too-many', '/query/kinds', ['a', 'b', 'a', 'b']],
  ['too-many', '/query/joined', 'a,b,a,b'],
] as const) {
  test(`${kind} at ${where} is ${JSON.stringify(value)}`, () => {
    expect(breakAt(kind, where)).toEqual(value);
  });
}

test('what is not there cannot be broken', () => {
  for (const where of ['/body/other', '/body/parts/7/size', '/body/tags/x', '/query/other']) {
    expect(broken(DRAFT, { kind: 'null', where, weight: 'sure' }, SHAPE)).toBeUndefined();
  }
  expect(broken({ query: {} }, { kind: 'broken-json', where: '/body', weight: 'sure' }, SHAPE)).toBeUndefined();
});

test('numbers have their bounds as wishes, and texts of which nothing is known have none', () => {
  const wishes = new Map(freePlaces(SHAPE, { fixed: [] }, 0).map((place) => [place.where, place.wishes]));
  expect(wishes.get('/body/level')?.map(({ value }) => value)).toEqual([undefined, 2, 9]);
  expect(wishes.get('/body/code')?.map(({ kind }) => kind)).toEqual(['left out']);
  expect(wishes.get('/body/parts/0/size')?.map(({ value }) => value)).toEqual([undefined, 2, 9]);
  expect(wishes.get('/body/flag')?.map(({ value }) => value)).toEqual([undefined, true, true, false]);
});

test('places are changed in copies', () => {
  const before = structuredClone(DRAFT);
  expect(valueAt(withValueAt(DRAFT, '/body/parts/0/size', 5), '/body/parts')).toEqual([{ size: 5 }, {}]);
  expect(valueAt(withoutValueAt(DRAFT, '/body/parts/0'), '/body/parts')).toEqual([{}]);
  expect(withValueAt(DRAFT, '/body/other/deep', 1)).toEqual(before);
  expect(hasHolder(DRAFT, '/body/other')).toBe(true);
  expect(hasHolder(DRAFT, '/body/other/deep')).toBe(false);
  expect(hasHolder(DRAFT, '/body/tags/2')).toBe(false);
  expect(valueAt({ 'a/b': { '~': 1 } }, '/a~1b/~0')).toBe(1);
  expect(DRAFT).toEqual(before);
});
