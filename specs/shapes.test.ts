import { expect, test } from '@playwright/test';
import { openSchemas } from './schemas.ts';
import type { Member, RequestShape, Shape } from './shapes.ts';
import { shapeAt } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

interface Setting {
  readonly others?: Readonly<Record<string, unknown>>;
  readonly dialect?: '3.0' | '3.1';
  readonly variant?: string;
  readonly reserved?: boolean;
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function shapeOf(schema: unknown, { others = {}, dialect = '3.0', variant, reserved = false }: Setting = {}): Shape {
  const root = { components: { schemas: { ...others, Message: schema } } };
  const schemas = openSchemas({ file: 'api.yaml', dialect, root, hashes: {} });
  // What would be refused when the contract is loaded is no test of what is read.
  schemas.check({ node: ref('Message'), place: '#/test' }, 'request');
  return schemas.shape({ node: ref('Message'), place: '#/test' }, reserved, variant);
}

function membersOf(schema: Schema, setting: Setting = {}): Readonly<Record<string, Member>> {
  const shape = shapeOf(schema, setting);
  if (shape.kind !== 'object') throw new Error(`the shape is ${JSON.stringify(shape)}`);
  return Object.fromEntries(shape.members.map((member) => [member.name, member]));
}

const sure = (value: unknown) => ({ value, sure: true });
const unsure = (value: unknown) => ({ value, sure: false });
const TEXT = { kind: 'text', sure: true, nullable: false, patterns: [] };
const OPEN = { kind: 'open', sure: false, nullable: false };

test.describe('a single value', () => {
  test('is a text with all its limits', () => {
    expect(
      shapeOf({ type: 'string', minLength: 1, maxLength: 9, pattern: '^[a-z]', format: 'email', example: 'a@b' }),
    ).toEqual({
      ...TEXT,
      minLength: sure(1),
      maxLength: sure(9),
      patterns: [sure('^[a-z]')],
      format: sure('email'),
      example: 'a@b',
    });
    expect(shapeOf({ type: 'string', enum: ['A', 'B'] })).toEqual({ ...TEXT, words: sure(['A', 'B']) });
    expect(shapeOf({ type: 'string', const: 'A', examples: ['A'] }, { dialect: '3.1' })).toEqual({
      ...TEXT,
      words: sure(['A']),
      example: 'A',
    });
  });

  test('is a number with the least and the greatest value that are allowed', () => {
    const number = (schema: Schema, dialect?: '3.0' | '3.1') => shapeOf(schema, dialect && { dialect });
    expect(number({ type: 'number', minimum: 0.5, maximum: 9 })).toEqual({
      kind: 'number',
      sure: true,
      nullable: false,
      whole: false,
      minimum: sure(0.5),
      maximum: sure(9),
    });
    expect(number({ type: 'integer', minimum: 0.5, maximum: 9.5 })).toMatchObject({
      whole: true,
      minimum: sure(1),
      maximum: sure(9),
    });
    const exclusive = { minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true };
    expect(number({ type: 'integer', ...exclusive })).toMatchObject({ minimum: sure(1), maximum: sure(8) });
    // There is no least number above another.
    expect(Object.keys(number({ type: 'number', ...exclusive }))).toEqual(['kind', 'sure', 'nullable', 'whole']);
    expect(number({ type: 'number', minimum: 2, exclusiveMinimum: false })).toMatchObject({ minimum: sure(2) });
    const modern = { exclusiveMinimum: -1.5, exclusiveMaximum: 4 };
    expect(number({ type: 'integer', ...modern }, '3.1')).toMatchObject({ minimum: sure(-1), maximum: sure(3) });
    expect(number({ type: 'integer', minimum: 5, ...modern }, '3.1')).toMatchObject({ minimum: sure(5) });
    expect(number({ type: 'number', format: 'int32' })).toMatchObject({
      whole: true,
      minimum: sure(-2_147_483_648),
      maximum: sure(2_147_483_647),
    });
    expect(number({ type: 'number', multipleOf: 5 })).toMatchObject({ whole: true });
    expect(number({ type: 'number', multipleOf: 0.5 })).toMatchObject({ whole: false });
    expect(number({ enum: [12, 36, 24] })).toMatchObject({
      sure: true,
      whole: true,
      minimum: sure(12),
      maximum: sure(36),
    });
  });

  test('is yes or no, or open where nothing or too much is said', () => {
    expect(shapeOf({ type: 'boolean' })).toEqual({ kind: 'truth', sure: true, nullable: false });
    expect(shapeOf({})).toEqual(OPEN);
    expect(shapeOf(true, { dialect: '3.1' })).toEqual(OPEN);
    expect(shapeOf({ type: ['string', 'integer'], minLength: 2 }, { dialect: '3.1' })).toEqual({ ...OPEN, sure: true });
    expect(shapeOf({ enum: ['A', 1] })).toEqual({ ...OPEN, sure: true });
    expect(shapeOf({ type: 'object', enum: [{ a: 1 }] })).toEqual({ ...OPEN, sure: true });
    expect(shapeOf({ allOf: [{ type: 'string' }, { type: 'number' }] })).toEqual(OPEN);
  });

  test('may be null where that is said, and only there', () => {
    const nullable = (schema: Schema, dialect: '3.0' | '3.1' = '3.0', others = {}) =>
      shapeOf(schema, { dialect, others }).nullable;
    expect(nullable({ type: 'string', nullable: true })).toBe(true);
    expect(nullable({ type: ['string', 'null'] }, '3.1')).toBe(true);
    expect(shapeOf({ type: ['string', 'null'] }, { dialect: '3.1' }).kind).toBe('text');
    expect(nullable({ enum: ['A', null] }, '3.1')).toBe(true);
    expect(nullable({ type: 'string', enum: ['A', null] })).toBe(false);
    expect(nullable({ minLength: 1 })).toBe(false);
    expect(nullable({ ...ref('Text'), nullable: true }, '3.0', { Text: { type: 'string' } })).toBe(true);
    expect(nullable({ nullable: true, allOf: [{ type: 'string', enum: ['A'] }] })).toBe(true);
    expect(nullable({ allOf: [{ type: 'string', nullable: true }, { type: 'string' }] })).toBe(false);
    expect(nullable({ anyOf: [{ type: 'string', nullable: true }, { type: 'string' }] })).toBe(true);
    // What forbids null with reservation neither lets it through nor makes it a fault.
    const doubtful = { type: 'string', nullable: true, allOf: [{ type: 'string', 'x-standing': 'inferred' }] };
    expect(nullable({ allOf: [doubtful, { type: 'string', 'x-standing': 'inferred' }] })).toBe(true);
  });

  test('is told by its keywords where its type is not, without certainty', () => {
    expect(shapeOf({ maxLength: 5 })).toEqual({ ...TEXT, sure: false, maxLength: sure(5) });
    expect(shapeOf({ properties: { a: {} } })).toMatchObject({ kind: 'object', sure: false });
    expect(shapeOf({ minItems: 1 })).toMatchObject({ kind: 'list', sure: false, items: OPEN });
    expect(shapeOf({ minLength: 1, minimum: 1 })).toEqual(OPEN);
    expect(shapeOf({ minLength: 1, allOf: [{ type: 'integer' }] })).toMatchObject({ kind: 'number', sure: true });
  });
});

test.describe('objects and lists', () => {
  test('have their members in order, with what has to be there', () => {
    const schema = {
      type: 'object',
      required: ['b', 'c'],
      properties: { a: { type: 'string' }, b: { type: 'boolean' } },
    };
    expect(shapeOf(schema)).toEqual({
      kind: 'object',
      sure: true,
      nullable: false,
      members: [
        { name: 'a', shape: TEXT, mandatory: 'no' },
        { name: 'b', shape: { kind: 'truth', sure: true, nullable: false }, mandatory: 'documented' },
        { name: 'c', shape: OPEN, mandatory: 'documented' },
      ],
    });
    expect(shapeOf({ type: 'array', minItems: 2, maxItems: 3, items: { type: 'string' } })).toEqual({
      kind: 'list',
      sure: true,
      nullable: false,
      items: TEXT,
      minItems: sure(2),
      maxItems: sure(3),
    });
    expect(shapeOf({ type: 'array', prefixItems: [{}], items: { type: 'string' } }, { dialect: '3.1' })).toMatchObject({
      items: OPEN,
    });
  });

  test('lack what only answers carry, and what cannot be', () => {
    const others = {
      Stamp: { type: 'string', readOnly: true },
      Base: { type: 'object', required: ['status'], properties: { status: { type: 'string' } } },
    };
    const schema = {
      type: 'object',
      allOf: [ref('Base'), { properties: { status: { readOnly: true } } }],
      required: ['id', 'stamp', 'gone'],
      properties: {
        id: { type: 'number', readOnly: true },
        stamp: ref('Stamp'),
        gone: { allOf: [{ type: 'number', readOnly: true }] },
        secret: { type: 'string', writeOnly: true },
      },
    };
    // Only what stands at a property or at what it refers to says that the property is for answers.
    expect(Object.keys(membersOf(schema, { others }))).toEqual(['gone', 'secret']);
    expect(Object.keys(membersOf({ type: 'object', properties: { a: {}, b: false } }, { dialect: '3.1' }))).toEqual([
      'a',
    ]);
  });

  test('that hold themselves are followed for a while', () => {
    const others = {
      Node: {
        type: 'object',
        required: ['next'],
        properties: { next: ref('Node'), all: { type: 'array', items: ref('Node') } },
      },
    };
    const text = JSON.stringify(shapeOf(ref('Node'), { others }));
    expect(text).toContain('"kind":"open"');
    expect(text.length).toBeLessThan(5000);
    expect(membersOf(ref('Node'), { others })['next']).toMatchObject({
      mandatory: 'documented',
      shape: { kind: 'object' },
    });
    expect(shapeOf({ oneOf: [ref('Message'), { type: 'string' }] })).toEqual(TEXT);
    expect(shapeOf({ type: 'string', allOf: [ref('Message')] })).toEqual(TEXT);
  });

  test('that hold each other in every way end in good time, the upper levels whole', () => {
    const names = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, ref(name)]));
    const others = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
    const shape = shapeOf(ref('S0'), { others });
    expect(shapeAt({ headers: [], query: [], body: shape }, '/body/S5/S7')?.kind).toBe('object');
    expect(JSON.stringify(shape).length).toBeLessThan(1_000_000);
  });
});

test.describe('schemas that hold together', () => {
  test('tighten each other', () => {
    const others = { Name: { type: 'string', minLength: 1, maxLength: 50, pattern: '^a' } };
    const schema = { allOf: [ref('Name'), { minLength: 3, pattern: 'b$' }, { maxLength: 99, pattern: '^a' }] };
    expect(shapeOf(schema, { others })).toEqual({
      ...TEXT,
      minLength: sure(3),
      maxLength: sure(50),
      patterns: [sure('^a'), sure('b$')],
    });
    expect(
      shapeOf({
        allOf: [
          { type: 'number', minimum: 1 },
          { type: 'integer', minimum: 0, maximum: 7 },
        ],
      }),
    ).toMatchObject({
      sure: true,
      whole: true,
      minimum: sure(1),
      maximum: sure(7),
    });
    expect(shapeOf({ type: 'string', enum: ['A', 'B', 'C'], allOf: [{ enum: ['D', 'C', 'B'] }] })).toMatchObject({
      words: sure(['B', 'C']),
    });
    expect(
      shapeOf({ type: 'string', enum: ['A', 'bb', 'B', 'CCC'], not: { enum: ['B'] }, pattern: '^[A-Z]', maxLength: 2 }),
    ).toMatchObject({ words: sure(['A']) });
  });

  test('are told together for a member that several of them have', () => {
    const { a, b } = membersOf({
      type: 'object',
      properties: { a: { type: 'string', minLength: 2 }, b: { type: 'string' } },
      allOf: [{ required: ['a'], properties: { a: { maxLength: 4 } } }],
    });
    expect(a).toEqual({
      name: 'a',
      mandatory: 'documented',
      shape: { ...TEXT, minLength: sure(2), maxLength: sure(4) },
    });
    expect(b).toEqual({ name: 'b', mandatory: 'no', shape: TEXT });
  });

  test('count beside a reference where the dialect lets them', () => {
    const others = { Name: { type: 'string', maxLength: 50 } };
    expect(shapeOf({ ...ref('Name'), maxLength: 9, minLength: 2 }, { others, dialect: '3.1' })).toEqual({
      ...TEXT,
      minLength: sure(2),
      maxLength: sure(9),
    });
  });
});

test.describe('what is reserved', () => {
  test('by keyword is not sure, whatever else is', () => {
    expect(
      shapeOf({
        type: 'string',
        maxLength: 9,
        minLength: 1,
        'x-standing': { maxLength: 'tenant', minLength: 'policy' },
      }),
    ).toEqual({ ...TEXT, minLength: sure(1), maxLength: unsure(9) });
    expect(shapeOf({ type: 'string', 'x-standing': { type: 'inferred' } })).toEqual({ ...TEXT, sure: false });
    expect(shapeOf({ type: 'string', enum: ['A'], 'x-standing': { enum: 'inferred' } })).toMatchObject({
      words: unsure(['A']),
    });
    expect(
      shapeOf({ type: 'array', items: { type: 'string', maxLength: 3 }, 'x-standing': { items: 'example' } }),
    ).toMatchObject({
      sure: true,
      items: { kind: 'text', sure: false, maxLength: unsure(3) },
    });
    const exclusive = { type: 'integer', minimum: 3, exclusiveMinimum: true };
    expect(shapeOf({ ...exclusive, 'x-standing': { exclusiveMinimum: 'inferred' } })).toMatchObject({
      minimum: unsure(4),
    });
    expect(shapeOf({ ...exclusive, 'x-standing': { minimum: 'inferred' } })).toMatchObject({ minimum: unsure(4) });
  });

  test('as a whole is not sure in any part, references and compositions included', () => {
    const others = {
      Contact: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 9 } } },
    };
    const whole = {
      kind: 'object',
      sure: false,
      nullable: false,
      members: [{ name: 'name', mandatory: 'reserved', shape: { ...TEXT, sure: false, maxLength: unsure(9) } }],
    };
    expect(shapeOf({ 'x-standing': 'tenant', allOf: [ref('Contact')] }, { others })).toEqual(whole);
    expect(shapeOf({ 'x-standing': 'tenant', ...ref('Contact') }, { others })).toEqual(whole);
    expect(shapeOf(ref('Contact'), { others, reserved: true })).toEqual(whole);
    expect(shapeOf({ 'x-standing': { allOf: 'tenant' }, allOf: [ref('Contact')] }, { others })).toEqual(whole);
    expect(shapeOf({ 'x-standing': 'documented', allOf: [ref('Contact')] }, { others })).toMatchObject({ sure: true });
  });

  test('among what is required is told from the rest', () => {
    const schema = {
      type: 'object',
      required: ['a', 'b'],
      properties: { a: {}, b: {}, c: {} },
      'x-standing': { required: { b: 'tenant' } },
    };
    const mandatory = (of: Schema) =>
      Object.values(membersOf(of)).map((member) => `${member.name} ${member.mandatory}`);
    expect(mandatory(schema)).toEqual(['a documented', 'b reserved', 'c no']);
    expect(mandatory({ ...schema, 'x-standing': { required: 'inferred' } })).toEqual([
      'a reserved',
      'b reserved',
      'c no',
    ]);
    expect(mandatory({ ...schema, allOf: [{ required: ['b'] }] })).toEqual(['a documented', 'b documented', 'c no']);
  });

  test('does not take away what is documented as well, unless it is tighter', () => {
    const name = (...all: readonly Schema[]) => shapeOf({ type: 'string', allOf: all });
    const tenant = { 'x-standing': 'tenant' };
    expect(name({ maxLength: 5 }, { maxLength: 5, ...tenant })).toMatchObject({ maxLength: sure(5) });
    expect(name({ maxLength: 5 }, { maxLength: 4, ...tenant })).toMatchObject({ maxLength: unsure(4) });
    expect(name({ enum: ['A', 'B'] }, { enum: ['B', 'A'], ...tenant })).toMatchObject({ words: sure(['A', 'B']) });
    expect(name({ enum: ['A', 'B'] }, { enum: ['A'], ...tenant })).toMatchObject({ words: unsure(['A']) });
    expect(name({ enum: ['A', 'B'] }, { not: { enum: ['A'] }, ...tenant })).toMatchObject({ words: unsure(['B']) });
    expect(shapeOf({ type: 'number', allOf: [{ type: 'integer', ...tenant }] })).toMatchObject({
      whole: true,
      sure: false,
    });
  });
});

test.describe('alternatives', () => {
  const pattern = { pattern: '^[A-Z_]{5,25}' };

  test('of a text make one text that allows them all', () => {
    const kind = {
      type: 'string',
      anyOf: [pattern, { enum: ['CPE'] }],
      enum: ['OUTAGE', 'STABILITY', 'CPE'],
      'x-standing': { enum: 'inferred' },
      example: 'STABILITY',
    };
    const shape = shapeOf(kind);
    expect(shape).toEqual({
      ...TEXT,
      words: unsure(['OUTAGE', 'STABILITY', 'CPE']),
      patterns: [sure('^[A-Z_]{5,25}|^CPE$')],
      example: 'STABILITY',
    });
    expect(shapeOf({ type: 'string', anyOf: [pattern, { enum: ['CPE', 'A.B'] }] })).toEqual({
      ...TEXT,
      patterns: [sure(String.raw`^[A-Z_]{5,25}|^(?:CPE|A\.B)$`)],
    });
    expect(shapeOf({ type: 'string', anyOf: [pattern, {}] })).toEqual(TEXT);
    expect(shapeOf({ type: 'string', anyOf: [pattern, { enum: ['CPE'], 'x-standing': 'inferred' }] })).toEqual({
      ...TEXT,
      patterns: [unsure('^[A-Z_]{5,25}|^CPE$')],
    });
    expect(shapeOf({ type: 'string', anyOf: [pattern, { ...pattern, minLength: 9 }] })).toEqual({
      ...TEXT,
      patterns: [sure(pattern.pattern)],
    });
    expect(shapeOf({ anyOf: [{ enum: ['A', 'B'] }, { const: 'C' }] }, { dialect: '3.1' })).toEqual({
      ...TEXT,
      words: sure(['A', 'B', 'C']),
    });
    // What cannot be said in one expression is left unsaid.
    for (const odd of [String.raw`^(a)\1$`, '^(?<x>a)$', String.raw`^[\_]$`]) {
      expect(shapeOf({ type: 'string', anyOf: [pattern, { pattern: odd }] }), odd).toEqual(TEXT);
    }
  });

  test('loosen each limit until all keep it', () => {
    const other = { type: 'string', minLength: 1, maxLength: 9, format: 'date' };
    expect(shapeOf({ oneOf: [{ type: 'string', minLength: 3, maxLength: 5, format: 'date' }, other] })).toEqual({
      ...TEXT,
      minLength: sure(1),
      maxLength: sure(9),
      format: sure('date'),
    });
    expect(
      shapeOf({
        oneOf: [
          { type: 'integer', minimum: 3 },
          { type: 'number', minimum: 1, maximum: 2 },
        ],
      }),
    ).toEqual({
      kind: 'number',
      sure: true,
      nullable: false,
      whole: false,
      minimum: sure(1),
    });
    const list = (most: number, items: Schema) => ({ type: 'array', minItems: 1, maxItems: most, items });
    expect(shapeOf({ oneOf: [list(3, { type: 'string' }), list(4, { type: 'string', maxLength: 2 })] })).toEqual({
      kind: 'list',
      sure: true,
      nullable: false,
      items: TEXT,
      minItems: sure(1),
      maxItems: sure(4),
    });
    expect(shapeOf({ oneOf: [{ type: 'boolean' }, { type: 'boolean', nullable: true }] })).toMatchObject({
      kind: 'truth',
      nullable: true,
    });
    expect(shapeOf({ oneOf: [{ type: 'string' }, { type: 'number' }] })).toEqual({ ...OPEN, sure: true });
    expect(shapeOf({ oneOf: [{ type: 'string' }, { type: 'number' }], 'x-standing': { oneOf: 'tenant' } })).toEqual(
      OPEN,
    );
  });

  test('of an object leave what all of them have', () => {
    const other = (name: string) => ({
      type: 'object',
      required: ['id', name],
      properties: {
        id: { type: 'number' },
        [name]: { type: 'string' },
        note: { type: name === 'a' ? 'string' : 'number' },
      },
    });
    expect(shapeOf({ oneOf: [other('a'), other('b')] })).toMatchObject({
      kind: 'object',
      sure: true,
      members: [
        { name: 'id', mandatory: 'documented', shape: { kind: 'number', sure: true } },
        { name: 'note', mandatory: 'no', shape: { kind: 'open', sure: true } },
      ],
    });
    const either = {
      type: 'object',
      required: ['from'],
      properties: { id: { type: 'string' }, reference: { type: 'string' }, from: { type: 'string' } },
      anyOf: [{ required: ['id'] }, { required: ['reference'] }],
    };
    const members = Object.values(membersOf(either)).map(({ name, mandatory }) => `${name} ${mandatory}`);
    expect(members).toEqual(['id no', 'reference no', 'from documented']);
  });

  test('in great numbers are left out of account', () => {
    const two = { anyOf: [{ minLength: 1 }, { minLength: 2 }] };
    expect(shapeOf({ type: 'string', allOf: Array.from({ length: 40 }, () => two) })).toEqual({
      ...TEXT,
      minLength: sure(1),
    });
  });

  const others = {
    NewOrderRequest: {
      type: 'object',
      required: ['orderType'],
      properties: { orderType: { enum: ['NEW'] }, address: { type: 'string' } },
    },
    CeaseOrderRequest: {
      type: 'object',
      required: ['orderType'],
      properties: { orderType: { enum: ['CEASE'] }, date: { type: 'string' } },
    },
  };
  const order = { oneOf: [ref('NewOrderRequest'), ref('CeaseOrderRequest')] };
  const tagged = { ...order, discriminator: { propertyName: 'orderType', mapping: { END: 'CeaseOrderRequest' } } };

  test('are chosen by the variant, as they are when a request is judged', () => {
    const names = (schema: Schema, variant?: string) =>
      Object.keys(membersOf(schema, { others, ...(variant === undefined ? {} : { variant }) }));
    for (const variant of ['CeaseOrderRequest', 'CeaseOrderResponse', 'CeaseOrder', 'CEASE'])
      expect(names(order, variant), variant).toEqual(['orderType', 'date']);
    expect(names(order, 'NEW')).toEqual(['orderType', 'address']);
    expect(names(order, 'Transfer')).toEqual(['orderType']);
    expect(names(order)).toEqual(['orderType']);
    expect(names({ allOf: [{ properties: { id: {} } }, order] }, 'NEW')).toEqual(['id', 'orderType', 'address']);
    expect(names(tagged, 'END')).toEqual(['orderType', 'date']);
    expect(membersOf(order, { others, variant: 'NEW' })['orderType']?.shape).toMatchObject({ words: sure(['NEW']) });
    expect(membersOf(order, { others })['orderType']?.shape).toMatchObject({ words: sure(['NEW', 'CEASE']) });
  });
});

test('a place in a request leads to its shape', () => {
  const body = shapeOf({
    type: 'object',
    properties: { 'a/b': { type: 'array', items: { type: 'object', properties: { c: { type: 'boolean' } } } } },
  });
  const request: RequestShape = {
    headers: [{ name: 'Tenant', shape: shapeOf({ type: 'string' }), mandatory: 'documented' }],
    query: [
      { name: 'kinds', shape: shapeOf({ type: 'array', items: { type: 'string' } }), mandatory: 'no', form: 'list' },
    ],
    body,
  };
  expect(shapeAt(request, '/body')).toBe(body);
  expect(shapeAt(request, '/body/a~1b/0/c')?.kind).toBe('truth');
  expect(shapeAt(request, '/body/a~1b/7')?.kind).toBe('object');
  expect(shapeAt(request, '/header/Tenant')?.kind).toBe('text');
  expect(shapeAt(request, '/query/kinds/0')?.kind).toBe('text');
  for (const nowhere of ['/body/x', '/body/a~1b/0/c/d', '/query/x', '/path/id', '/header'])
    expect(shapeAt(request, nowhere), nowhere).toBeUndefined();
  expect(shapeAt({ headers: [], query: [] }, '/body')).toBeUndefined();
});
