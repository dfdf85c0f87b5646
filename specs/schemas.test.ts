import { expect, test } from '@playwright/test';
import type { OpenApiDocument } from './openapi-document.ts';
import type { Direction } from './openapi-schema.ts';
import type { Judge } from './schemas.ts';
import { openSchemas } from './schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

interface Setting {
  readonly direction?: Direction;
  readonly variant?: string;
  readonly dialect?: OpenApiDocument['dialect'];
  readonly others?: Readonly<Record<string, Schema>>;
}

function judge(schema: Schema, { direction = 'response', variant, dialect = '3.0', others = {} }: Setting = {}): Judge {
  const root = { components: { schemas: { Message: schema, ...others } } };
  const reference = { $ref: '#/components/schemas/Message' };
  const schemas = openSchemas({ file: 'api.yaml', dialect, root, hashes: {} });
  schemas.check({ node: schema, place: '#/components/schemas/Message' }, direction);
  return schemas.judge({ node: reference, place: '#/test' }, direction, variant);
}

/** The findings as lines: severity, where, expected, actual. */
function findings(schema: Schema, value: unknown, setting?: Setting): readonly string[] {
  return judge(schema, setting)
    .findings(value, 'body')
    .map(({ severity, where, expected, actual }) => `${severity} ${where}: ${expected} | ${actual}`);
}

const object = (properties: Schema, required: readonly string[] = []): Schema =>
  required.length > 0 ? { type: 'object', properties, required } : { type: 'object', properties };

test.describe('findings', () => {
  const cases: readonly [title: string, schema: Schema, value: unknown, expected: readonly string[]][] = [
    ['lengths', { type: 'string', minLength: 1, maxLength: 50 }, '', ['error body: string of 1 to 50 characters | ""']],
    ['a pattern', { type: 'string', pattern: '^[A-Z]+$' }, 'a', ['error body: string that matches ^[A-Z]+$ | "a"']],
    ['a list of values', { type: 'string', enum: ['A', 'B'] }, 'C', ['error body: one of A, B | "C"']],
    ['a single value', { type: 'string', enum: ['A'] }, 'C', ['error body: exactly A | "C"']],
    ['a bound', { type: 'number', minimum: 1 }, 0, ['error body: number of at least 1 | 0']],
    [
      'a wrong type, not its consequences',
      { type: 'string', minLength: 3, enum: ['abc'] },
      7,
      ['error body: exactly abc | 7'],
    ],
    ['a number for a text', { type: 'string', minLength: 3 }, 7, ['error body: string of at least 3 characters | 7']],
    [
      'several faults of one value',
      { type: 'string', minLength: 3, pattern: '^x' },
      'a',
      ['error body: string of at least 3 characters that matches ^x | "a"'],
    ],
    ['few items', { type: 'array', minItems: 2, items: {} }, [1], ['error body: array of at least 2 items | [1]']],
    ['repeats', { type: 'array', uniqueItems: true, items: {} }, [1, 1], ['error body: array without repeats | [1,1]']],
    [
      'a forbidden value',
      { type: 'string', not: { enum: ['COMMITTED'] } },
      'COMMITTED',
      ['error body: anything but COMMITTED | "COMMITTED"'],
    ],
    [
      'a missing property',
      object({ id: { type: 'string' } }, ['id']),
      {},
      ['error body/id: required property id | missing'],
    ],
    [
      'an extra property',
      { type: 'object', properties: {}, additionalProperties: false },
      { x: 1 },
      ['error body/x: no property x | 1'],
    ],
    ['no object at all', object({ id: {} }, ['id']), null, ['error body: object | null']],
    [
      'values of both parts of an allOf',
      { allOf: [{ enum: ['A', 'B'] }, { enum: ['A'] }] },
      'C',
      ['error body: one of A, B, and exactly A | "C"'],
    ],
  ];
  for (const [title, schema, value, expected] of cases) {
    test(`tell ${title}`, () => {
      expect(findings(schema, value)).toEqual(expected);
    });
  }

  test('name the place, with list positions in brackets', () => {
    const schema = object({ a: object({ b: { type: 'array', items: object({ 'c/d': { type: 'string' } }, ['e']) } }) });
    expect(findings(schema, { a: { b: [{ e: 1 }, { 'c/d': 1 }] } })).toEqual([
      'error body/a/b[1]/e: required property e | missing',
      'error body/a/b[1]/c/d: string | 1',
    ]);
  });

  test('cut long values without breaking a character', () => {
    const [line = ''] = findings({ type: 'number' }, `${'x'.repeat(117)}😀 and much more`);
    expect(line).toMatch(/x…$/);
    expect(line.length).toBeLessThan(160);
  });

  test('stay small and quick where a message is huge, deep or wrong all over', () => {
    const depth = 100_000;
    const deep: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    const flood = Array.from({ length: 100_000 }, () => deep);
    expect(findings({ type: 'number' }, deep)).toEqual([`error body: number | ${'['.repeat(119)}…`]);
    const start = performance.now();
    expect(findings({ type: 'array', items: { type: 'string' } }, flood)).toHaveLength(100);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('show any value as JSON would', () => {
    const value = { a: [1, 'two', null, true, {}, []], b: { 'c"d': '\n' } };
    expect(findings({ type: 'number' }, value)).toEqual([`error body: number | ${JSON.stringify(value)}`]);
    expect(findings({ type: 'number' }, { [`x${'y'.repeat(500)}`]: 'z' })[0]).toMatch(/\{"xy{100,}…$/);
  });

  test('are empty for a message with unknown properties', () => {
    expect(findings(object({ id: { type: 'number' } }), { id: 1, extra: { deep: [null] } })).toEqual([]);
  });
});

test.describe('what is reserved warns', () => {
  test('a keyword', () => {
    const schema = { type: 'string', maxLength: 3, 'x-standing': { maxLength: 'tenant' } };
    expect(findings(schema, 'abcd')).toEqual(['warning body: string of at most 3 characters | "abcd"']);
    expect(findings(schema, 7)).toEqual(['error body: string | 7']);
  });

  test('the name of a required property', () => {
    const schema = { ...object({}, ['a', 'b']), 'x-standing': { required: { b: 'example' } } };
    expect(findings(schema, {})).toEqual([
      'error body/a: required property a | missing',
      'warning body/b: required property b | missing',
    ]);
  });

  test('a whole property, which stays required', () => {
    const schema = object({ a: { type: 'string', 'x-standing': 'inferred' } }, ['a']);
    expect(findings(schema, { a: 1 })).toEqual(['warning body/a: string | 1']);
    expect(findings(schema, {})).toEqual(['error body/a: required property a | missing']);
  });

  test('a whole component, wherever it is referred to, and a reservation beside a reference', () => {
    const others = { Reserved: { type: 'string', 'x-standing': 'superseded' }, Sure: { type: 'string' } };
    const schema = object({
      a: { $ref: '#/components/schemas/Reserved' },
      b: { $ref: '#/components/schemas/Sure' },
      c: { $ref: '#/components/schemas/Sure', 'x-standing': 'tenant' },
      d: { $ref: '#/components/schemas/Doubted' },
    });
    const doubted = { Doubted: { $ref: '#/components/schemas/Sure', 'x-standing': 'tenant' } };
    expect(findings(schema, { a: 1, b: 2, c: 3, d: 4 }, { others: { ...others, ...doubted } })).toEqual([
      'error body/b: string | 2',
      'warning body/a: string | 1',
      'warning body/c: string | 3',
      'warning body/d: string | 4',
    ]);
  });

  test('but policy and documented are errors', () => {
    const schema = object({
      a: { type: 'string', 'x-standing': 'policy' },
      b: { enum: [1], 'x-standing': { enum: 'documented' } },
    });
    expect(findings(schema, { a: 1, b: 2 })).toEqual(['error body/a: string | 1', 'error body/b: exactly 1 | 2']);
  });

  test('only where no error says that the same value is wrong', () => {
    const closed = {
      allOf: [
        { enum: ['A', 'B', 'C'], 'x-standing': { enum: 'policy' } },
        { enum: ['A'], 'x-standing': 'inferred' },
      ],
    };
    expect(findings(closed, 'B')).toEqual(['warning body: exactly A | "B"']);
    expect(findings(closed, 'D')).toEqual(['error body: one of A, B, C | "D"']);
  });

  test('a bound with its exclusiveness', () => {
    const schema = {
      type: 'number',
      minimum: 5,
      exclusiveMinimum: true,
      'x-standing': { exclusiveMinimum: 'inferred' },
    };
    expect(findings(schema, 5)).toEqual(['warning body: number above 5 | 5']);
    expect(findings(schema, 4)).toEqual(['error body: number of at least 5 | 4']);
  });

  test('a prohibition as a whole, since less within it would forbid more', () => {
    const schema = { not: { type: 'string', enum: ['A'], 'x-standing': { enum: 'inferred' } } };
    expect(findings(schema, 'A')).toEqual(['warning body: anything but A | "A"']);
    expect(findings(schema, 'B')).toEqual([]);
  });
});

test.describe('OpenAPI 3.0 means', () => {
  test('nullable with an enum, without a type, and beside a reference', () => {
    const schema = object({
      a: { type: 'string', nullable: true, enum: ['A'] },
      b: { nullable: true, allOf: [{ $ref: '#/components/schemas/Name' }] },
      c: { $ref: '#/components/schemas/Name', nullable: true },
    });
    const others = { Name: { type: 'string', minLength: 1 } };
    expect(findings(schema, { a: null, b: null, c: null }, { others })).toEqual([]);
    expect(findings(schema, { a: 'B', b: '', c: 1 }, { others })).toEqual([
      'error body/a: exactly A | "B"',
      'error body/b: string of at least 1 character | ""',
      'error body/c: string of at least 1 character | 1',
    ]);
    expect(findings({ type: 'string' }, null)).toEqual(['error body: string | null']);
  });

  test('exclusive bounds by flags', () => {
    const schema = { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false };
    expect(findings(schema, 0)).toEqual(['error body: number of at most 9 above 0 | 0']);
    expect(findings(schema, 9)).toEqual([]);
  });

  const account = {
    ...object({ id: { type: 'number', readOnly: true }, secret: { type: 'string', writeOnly: true }, name: {} }, [
      'id',
      'secret',
    ]),
  };

  test('read-only properties only in responses', () => {
    expect(findings(account, { secret: 's' }, { direction: 'request' })).toEqual([]);
    expect(findings(account, { secret: 's', id: 'x' }, { direction: 'request' })).toEqual([]);
    expect(findings(account, {}, { direction: 'request' })).toEqual([
      'error body/secret: required property secret | missing',
    ]);
  });

  test('write-only properties only in requests', () => {
    expect(findings(account, { id: 1 })).toEqual([]);
    expect(findings(account, { secret: 's' })).toEqual(['error body/id: required property id | missing']);
  });

  test('a read-only property of one part of an allOf to be required by another', () => {
    const others = {
      Base: object({ id: { $ref: '#/components/schemas/Id' } }),
      Id: { type: 'number', readOnly: true },
    };
    const schema = {
      allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['id'], anyOf: [{ required: ['id'] }] }],
    };
    expect(findings(schema, {}, { direction: 'request', others })).toEqual([]);
    expect(findings(schema, {}, { others })).toContain('error body/id: required property id | missing');
  });

  test('date-times with a T and an offset, of a day that exists', () => {
    const schema = { type: 'string', format: 'date-time' };
    for (const fine of ['2026-01-10T09:00:00Z', '2026-01-10t09:00:00.123456+05:30', '2024-02-29T23:59:59-00:00']) {
      expect(findings(schema, fine), fine).toEqual([]);
    }
    for (const wrong of [
      '2026-01-10 09:00:00Z',
      '2026-01-10T09:00:00',
      '2026-02-30T09:00:00Z',
      '2026-01-10T09:00:00+0100',
      '2026-01-10',
    ]) {
      expect(findings(schema, wrong), wrong).toEqual([
        `error body: date-time such as 2026-01-10T09:00:00Z | "${wrong}"`,
      ]);
    }
  });

  test('other formats are enforced as well', () => {
    expect(findings({ type: 'string', format: 'date' }, '2026-13-01')).toHaveLength(1);
    expect(findings({ type: 'string', format: 'uuid' }, 'no')).toHaveLength(1);
    expect(findings({ type: 'string', format: 'email' }, 'john@localhost')).toEqual([]);
    expect(findings({ type: 'integer', format: 'int32' }, 2 ** 40)).toHaveLength(1);
  });

  test('schemas that refer to themselves', () => {
    const tree = object({
      children: { type: 'array', items: { $ref: '#/components/schemas/Message' } },
      name: { type: 'string' },
    });
    expect(findings(tree, { children: [{ children: [{ name: 1 }] }] })).toEqual([
      'error body/children[0]/children[0]/name: string | 1',
    ]);
  });

  test('alternatives that refer to themselves', () => {
    const itself = { oneOf: [{ $ref: '#/components/schemas/Message' }, { type: 'string' }] };
    expect(findings(itself, 'a')).toEqual([]);
    expect(findings(itself, 1)).toEqual(['error body: string | 1']);
  });
});

test('OpenAPI 3.1 has schemas of its own kind', () => {
  const schema = object({
    a: { type: ['string', 'null'] },
    b: { const: 1 },
    c: { exclusiveMinimum: 3 },
    d: { $ref: '#/components/schemas/Id', maximum: 5 },
    e: { $ref: '#/components/schemas/SmallId' },
  });
  const others = { Id: { type: 'number' }, SmallId: { $ref: '#/components/schemas/Id', maximum: 9 } };
  const setting = { dialect: '3.1', others } as const;
  expect(findings(schema, { a: null, b: 1, c: 4, d: 5, e: 9 }, setting)).toEqual([]);
  expect(findings(schema, { a: 1, b: 2, c: 3, d: 6, e: 10 }, setting)).toEqual([
    'error body/a: string or null | 1',
    'error body/b: exactly 1 | 2',
    'error body/c: number above 3 | 3',
    'error body/d: number of at most 5 | 6',
    'error body/e: number of at most 9 | 10',
  ]);
});

test.describe('refuses to leave unenforced', () => {
  const cases: readonly [string, Schema, RegExp, Setting?][] = [
    [
      'an unknown keyword',
      object({ a: { minLenght: 3 } }),
      /^api\.yaml#\/components\/schemas\/Message\/properties\/a: the keyword minLenght/,
    ],
    ['a keyword of JSON Schema that OpenAPI 3.0 has not', { const: 1 }, /the keyword const/],
    ['nullable in OpenAPI 3.1', { nullable: true }, /the keyword nullable/, { dialect: '3.1' }],
    ['conditions in OpenAPI 3.1', { if: {}, else: {} }, /the keyword if/, { dialect: '3.1' }],
    ['an unknown format', { type: 'string', format: 'phone' }, /the format phone is unknown/],
    ['a broken pattern', { type: 'string', pattern: '[' }, /the pattern \[ is not a regular expression/],
    [
      'a keyword beside a reference',
      { $ref: '#/components/schemas/X', minLength: 1 },
      /minLength has no effect beside \$ref/,
      { others: { X: {} } },
    ],
    ['a discriminator without branches', { discriminator: { propertyName: 'a' } }, /a discriminator is enforced only/],
    ['a reference to nothing', { allOf: [{ $ref: '#/components/schemas/Nobody' }] }, /leads nowhere/],
    ['a reference in a circle', { $ref: '#/components/schemas/Message' }, /leads back to itself/],
    ['an unknown standing', { 'x-standing': 'guess' }, /x-standing must be one of documented, policy/],
    [
      'the standing of an absent keyword',
      { type: 'string', 'x-standing': { pattern: 'tenant' } },
      /pattern, which the schema has not/,
    ],
    [
      'the standing of a name that is not required',
      { required: ['a'], 'x-standing': { required: { b: 'tenant' } } },
      /the required property b/,
    ],
    [
      'the standing of what only loosens',
      { type: 'string', nullable: true, 'x-standing': { nullable: 'tenant' } },
      /cannot be given for nullable/,
    ],
    ['what is no schema', { items: 'string' }, /Message\/items: is not a schema/],
    ['a nonsensical value', { minLength: 'three' }, /minLength/],
  ];
  for (const [title, schema, message, setting] of cases) {
    test(title, () => {
      expect(() => judge(schema, setting)).toThrow(message);
    });
  }

  test('but takes annotations and extensions as such', () => {
    expect(
      findings(
        {
          title: 'A',
          description: 'B',
          example: 1,
          default: 2,
          deprecated: true,
          xml: {},
          externalDocs: {},
          'x-other': 1,
        },
        3,
      ),
    ).toEqual([]);
  });
});
