import { expect, test } from '@playwright/test';
import { openSchemas } from './schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function findings(
  schema: Schema,
  value: unknown,
  others: Readonly<Record<string, Schema>> = {},
  variant?: string,
): readonly string[] {
  const root = { components: { schemas: { Message: schema, ...others } } };
  const schemas = openSchemas({ file: 'api.yaml', dialect: '3.0', root, hashes: {} });
  return schemas
    .judge({ node: ref('Message'), place: '#/test' }, 'request', variant)
    .findings(value, 'body')
    .map(({ severity, where, expected, actual }) => `${severity} ${where}: ${expected} | ${actual}`);
}

const object = (properties: Schema, ...required: string[]): Schema => ({ type: 'object', properties, required });

test.describe('branches with a tag', () => {
  const others = {
    Kind: { type: 'string', enum: ['NEW', 'START'] },
    Provide: object({ orderType: ref('Kind'), address: { type: 'string' } }, 'orderType', 'address'),
    Modify: object({ orderType: { enum: ['MODIFY'] }, serviceId: { type: 'string' } }, 'orderType', 'serviceId'),
    CeaseBase: object({ orderType: { enum: ['CEASE'] } }, 'orderType'),
    Cease: { allOf: [ref('CeaseBase'), object({ date: { type: 'string', format: 'date' } }, 'date')] },
  };
  const order = { oneOf: [ref('Provide'), ref('Modify'), ref('Cease')] };

  test('explain a message against the branch that its tag names', () => {
    expect(findings(order, { orderType: 'START', address: 'here' }, others)).toEqual([]);
    expect(findings(order, { orderType: 'START', serviceId: 1 }, others)).toEqual([
      'error body/address: required property address | missing',
    ]);
    expect(findings(order, { orderType: 'CEASE', date: 'soon' }, others)).toEqual([
      'error body/date: date such as 2026-01-10 | "soon"',
    ]);
  });

  test('list the tags where the tag is unknown or missing', () => {
    expect(findings(order, { orderType: 'SWOP' }, others)).toEqual([
      'error body/orderType: one of NEW, START, MODIFY, CEASE | "SWOP"',
    ]);
    expect(findings(order, {}, others)).toEqual([
      'error body/orderType: required property orderType, one of NEW, START, MODIFY, CEASE | missing',
    ]);
  });

  test('judge by the branch that the caller means, by tag or by name', () => {
    const modify = { orderType: 'MODIFY', serviceId: 'S1' };
    expect(findings(order, modify, others, 'MODIFY')).toEqual([]);
    for (const variant of ['START', 'Provide', 'ProvideRequest', 'ProvideResponse']) {
      expect(findings(order, modify, others, variant), variant).toEqual([
        'error body/address: required property address | missing',
        'error body/orderType: one of NEW, START | "MODIFY"',
      ]);
    }
  });

  test('take no notice of a variant that the schema has not', () => {
    expect(findings(order, { orderType: 'MODIFY', serviceId: 'S1' }, others, 'Transfer')).toEqual([]);
    expect(findings({ type: 'string' }, 1, others, 'MODIFY')).toEqual(['error body: string | 1']);
  });

  test('give the branch that leaves the tag open what no other claims', () => {
    const open = {
      oneOf: [object({ orderType: { type: 'string' }, a: {} }, 'orderType', 'a'), ref('Modify'), ref('CeaseBase')],
    };
    expect(findings(open, { orderType: 'OTHER' }, others)).toEqual(['error body/a: required property a | missing']);
  });
});

test.describe('a variant without a tag', () => {
  const others = {
    ProvideAmendmentRequest: object({ id: {}, notes: { type: 'string' } }, 'id'),
    CeaseAmendmentRequest: object({ id: {} }, 'id'),
  };
  const amendment = {
    allOf: [{ type: 'object' }, { oneOf: [ref('ProvideAmendmentRequest'), ref('CeaseAmendmentRequest')] }],
  };

  test('is judged alone where the caller names it, even if another branch would do', () => {
    const bad = { id: 1, notes: 7 };
    expect(findings(amendment, bad, others)).toEqual([]);
    expect(findings(amendment, bad, others, 'ProvideAmendmentRequest')).toEqual(['error body/notes: string | 7']);
    expect(findings(amendment, bad, others, 'CeaseAmendmentResponse')).toEqual([]);
  });
});

test.describe('branches with wrapper keys', () => {
  const others = {
    Envelope: object({ id: { type: 'string' } }, 'id'),
    OrderUpdate: {
      allOf: [ref('Envelope'), object({ order: object({ status: { type: 'string' } }, 'status') }, 'order')],
    },
    TestUpdate: {
      ...object({ test: { type: 'object' } }, 'id', 'test'),
      'x-standing': { required: { test: 'inferred' } },
    },
    ProblemUpdate: object({ problem: object({ code: { type: 'string' } }, 'code') }, 'id', 'problem'),
  };
  const kci = { oneOf: [ref('OrderUpdate'), { oneOf: [ref('TestUpdate'), ref('ProblemUpdate')] }] };

  test('explain a message against the branch whose key it has, also of nested alternatives', () => {
    expect(findings(kci, { id: '1', problem: { code: 'A' } }, others)).toEqual([]);
    expect(findings(kci, { id: '1', problem: {} }, others)).toEqual([
      'error body/problem/code: required property code | missing',
    ]);
    expect(findings(kci, { id: '1', order: 7 }, others)).toEqual(['error body/order: object | 7']);
  });

  test('are not weakened by what is uncertain about another branch', () => {
    // The test branch demands nothing for certain but an id, which must not excuse a broken order.
    expect(findings(kci, { id: '1', order: {} }, others)).toEqual([
      'error body/order/status: required property status | missing',
    ]);
  });

  test('list the keys where there is none, as a warning if one of them is uncertain', () => {
    expect(findings(kci, { id: '1' }, others)).toEqual(['warning body: one of order, test, problem | missing']);
  });

  test('tell what all branches object to besides', () => {
    expect(findings(kci, {}, others)).toEqual([
      'error body/id: required property id | missing',
      'warning body: one of order, test, problem | missing',
    ]);
    expect(findings(kci, 'text', others)).toEqual(['error body: object | "text"']);
  });

  test('may overlap: a message that fits any branch is right', () => {
    const overlapping = { oneOf: [object({ a: { type: 'string' } }, 'a'), object({ b: { type: 'string' } }, 'b')] };
    expect(findings(overlapping, { a: 'x', b: 'y' })).toEqual([]);
    expect(findings(overlapping, { a: 1, b: 'y' })).toEqual([]);
    const generic = { oneOf: [object({ a: { type: 'string' } }, 'a'), { type: 'object' }] };
    expect(findings(generic, { a: 1 })).toEqual([]);
  });
});

test.describe('alternatives that nothing tells apart', () => {
  test('are one finding where one property of several is required', () => {
    const schema = {
      type: 'object',
      anyOf: [{ required: ['id'] }, { required: ['reference'] }, { required: ['from', 'to'] }],
    };
    expect(findings(schema, { other: 1 })).toEqual(['error body: one of id, reference, from with to | missing']);
    expect(findings(schema, { reference: 1 })).toEqual([]);
    expect(findings(schema, { from: 1 })).toEqual(['error body/to: required property to | missing']);
  });

  test('are one finding where the value may have several forms', () => {
    expect(findings({ anyOf: [{ type: 'number' }, { type: 'string' }] }, null)).toEqual([
      'error body: number, or string | null',
    ]);
    const pattern = {
      anyOf: [
        { type: 'string', pattern: '^[A-Z]{5}' },
        { type: 'string', enum: ['CPE'] },
      ],
    };
    expect(findings(pattern, 'cpe')).toEqual(['error body: string that matches ^[A-Z]{5}, or exactly CPE | "cpe"']);
  });

  test('are explained by the one that comes nearest', () => {
    const far = object({ a: { type: 'string' }, b: { type: 'string' } });
    const near = object({ a: { type: 'number' }, b: { type: 'string' } });
    expect(findings({ oneOf: [far, near] }, { a: 1, b: 2 })).toEqual(['error body/b: string | 2']);
  });
});

test.describe('a discriminator', () => {
  const others = {
    Cat: object({ kind: { type: 'string' }, lives: { type: 'number' } }, 'kind', 'lives'),
    Dog: object({ kind: { type: 'string' }, name: { type: 'string' } }, 'kind'),
  };
  const pet = {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind', mapping: { feline: '#/components/schemas/Cat', hound: 'Dog' } },
  };

  test('chooses the branch by its mapping, or by the name of a schema', () => {
    expect(findings(pet, { kind: 'hound', name: 'Rex' }, others)).toEqual([]);
    for (const kind of ['feline', 'Cat']) {
      expect(findings(pet, { kind, name: 'Tom' }, others)).toEqual([
        'error body/lives: required property lives | missing',
      ]);
    }
  });

  test('refuses what it does not map, though a branch would fit', () => {
    expect(findings(pet, { kind: 'bird', lives: 1 }, others)).toEqual([
      'error body/kind: one of feline, Cat, hound, Dog | "bird"',
    ]);
    expect(findings(pet, { lives: 1 }, others)).toEqual([
      'error body/kind: required property kind, one of feline, Cat, hound, Dog | missing',
    ]);
    expect(findings(pet, 3, others)).toEqual(['error body: object | 3']);
  });
});
