import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { faultsOf } from './faults.ts';
import { valueOf, withFault } from './fixtures/requests.ts';
import { openSchemas } from './schemas.ts';
import type { Limit, RequestShape, Shape } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

const NAMES = ['a', 'b', 'c'];
const STANDINGS = ['policy', 'tenant', 'inferred'];

const sparse = (keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(keywords, { requiredKeys: [] });

function schemasOf(dialect: '3.0' | '3.1'): fc.Arbitrary<Schema> {
  const exclusive = dialect === '3.0' ? fc.boolean() : fc.integer({ min: -3, max: 3 });
  const maybeNull = (name: string) =>
    dialect === '3.0'
      ? fc
          .option(fc.constant(true), { freq: 6 })
          .map((flag) => ({ type: name, ...(flag === null ? {} : { nullable: true }) }))
      : fc.constantFrom<Schema>(
          { type: name },
          { type: name },
          { type: [name] },
          { type: [name, 'null'] },
          { type: [name, 'boolean'] },
        );
  const typed = (name: string, keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc
      .tuple(
        fc.oneof({ weight: 5, arbitrary: maybeNull(name) }, { weight: 1, arbitrary: fc.constant({}) }),
        sparse(keywords),
      )
      .map(([type, limits]): Schema => ({ ...type, ...limits }));
  const small = fc.nat(3);

  return fc.letrec<{ schema: Schema; plain: Schema }>((tie) => ({
    plain: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      typed('string', { minLength: small, maxLength: fc.integer({ min: 1, max: 6 }) }),
      typed('string', {
        pattern: fc.constantFrom('^[a-z]', '^[A-Z]{1,3}$', '^A|^x', 'y$', '^.{0,4}$'),
        maxLength: fc.integer({ min: 1, max: 6 }),
      }),
      typed('string', {
        enum: fc.constantFrom<unknown>(['x', 'y'], ['A', 'x', null], ['y', 1], ['AB']),
        pattern: fc.constantFrom('^[a-z]', '^.'),
        minLength: small,
      }),
      typed('string', { format: fc.constantFrom('date', 'uuid', 'password') }),
      typed('number', {
        minimum: fc.integer({ min: -2, max: 2 }),
        maximum: fc.constantFrom(1.5, 3, 8),
        exclusiveMinimum: exclusive,
        exclusiveMaximum: exclusive,
        multipleOf: fc.constantFrom(0.5, 1, 2),
        format: fc.constantFrom('int32', 'double'),
      }),
      typed('integer', {
        minimum: fc.constantFrom(-1.5, 0, 2),
        exclusiveMinimum: exclusive,
        maximum: fc.constantFrom(2.5, 4),
      }),
      fc.constantFrom<Schema>(
        { type: 'boolean' },
        {},
        { enum: ['x', 2] },
        { not: { enum: ['x', 'A'] } },
        { $ref: '#/defs/Text' },
        { $ref: '#/defs/Node' },
        { $ref: '#/defs/Alias' },
      ),
      typed('object', {
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
      }),
      typed('array', { items: tie('schema'), minItems: small, maxItems: small }),
      fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc
        .tuple(typed('string', {}), fc.array(tie('schema'), { minLength: 1, maxLength: 3 }))
        .map(([own, anyOf]) => ({ ...own, anyOf })),
      fc
        .tuple(typed('object', {}), fc.array(tie('schema'), { minLength: 1, maxLength: 2 }))
        .map(([own, allOf]) => ({ ...own, allOf })),
      fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    ),
    schema: fc
      .tuple(
        tie('plain'),
        fc.option(fc.constantFrom(...STANDINGS), { freq: 3 }),
        fc.option(fc.constantFrom(...STANDINGS), { freq: 12 }),
        fc.option(fc.constant({ readOnly: true }), { freq: 15 }),
        fc.nat(),
      )
      .map(([plain, some, whole, readOnly, seed]) => {
        if ('$ref' in plain) return plain;
        const schema = { ...plain, ...readOnly };
        const names = Object.keys(plain).filter((keyword) => !['properties', 'nullable'].includes(keyword));
        if (whole !== null) return { ...schema, 'x-standing': whole };
        if (some === null || names.length === 0) return schema;
        const reserved = names.filter((_, index) => ((seed >> index) & 1) === 0);
        return { ...schema, 'x-standing': Object.fromEntries(reserved.map((keyword) => [keyword, some])) };
      }),
  })).schema;
}

const DEFS = {
  Text: { type: 'string', minLength: 1, maxLength: 3 },
  Alias: { $ref: '#/defs/Text' },
  Node: {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'integer' },
      b: { $ref: '#/defs/Node' },
      c: { type: 'array', items: { $ref: '#/defs/Node' } },
    },
  },
};

const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>('x', 'y', 'A', 'AB', '', '2026-01-10', 0, 1, 2, 1.5, true, null),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

/** The shape as it would be if every limit in it were documented. */
function certain(shape: Shape): Shape {
  const sure = <Value>(limit: Limit<Value>) => ({ ...limit, sure: true });
  const limits = Object.fromEntries(
    Object.entries(shape).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object' && value !== null && 'sure' in value && 'value' in value
        ? { ...value, sure: true }
        : value,
    ]),
  ) as unknown as Shape;
  switch (limits.kind) {
    case 'text':
      return { ...limits, patterns: limits.patterns.map(sure) };
    case 'list':
      return { ...limits, items: certain(limits.items) };
    case 'object':
      return {
        ...limits,
        members: limits.members.map((member) => ({
          ...member,
          shape: certain(member.shape),
          mandatory: member.mandatory === 'reserved' ? 'documented' : member.mandatory,
        })),
      };
    default:
      return limits;
  }
}

/** Schemas that bring about every kind of fault, whatever chance brings. */
const SURE_SCHEMAS: readonly Schema[] = [
  { type: 'object', required: ['a'], properties: { a: { type: 'string', minLength: 2, maxLength: 3 } } },
  { type: 'object', properties: { a: { type: 'string', pattern: '^[a-z]' }, b: { type: 'string', enum: ['x'] } } },
  {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 1, maximum: 3 }, b: { type: 'string', format: 'date' } },
  },
  { type: 'object', properties: { a: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'boolean' } } } },
];

for (const dialect of ['3.0', '3.1'] as const) {
  test(`a fault breaks the documented part of any schema of OpenAPI ${dialect}, and passing any limit breaks the whole of it`, () => {
    const applied = new Set<string>();
    const seen = { good: 0, made: 0 };
    const property = fc.property(
      fc.array(schemasOf(dialect), { minLength: 10, maxLength: 15, size: 'max' }),
      fc.array(anyValue, { minLength: 6, maxLength: 8, size: 'max' }),
      (list, values) => {
        const open = openSchemas({ file: 'api.yaml', dialect, root: { defs: DEFS }, hashes: {} });
        for (const [index, node] of list.entries()) {
          const located = { node, place: `#/${index}` };
          const judge = open.judge(located, 'request');
          const shape = open.shape(located, false);
          const made = [valueOf(shape, 'whole'), valueOf(shape, 'bare')];
          seen.made += made.length;
          seen.good += made.filter((value) => judge.passes(value, 'full')).length;
          const parts = [
            ['documented', shape],
            ['full', certain(shape)],
          ] as const;
          for (const [part, body] of parts) {
            const request: RequestShape = { headers: [], query: [], body, plainText: true };
            const faults = faultsOf(request).filter(({ kind }) => kind !== 'empty-body' && kind !== 'broken-json');
            for (const value of [...made, ...values].filter((each) => judge.passes(each, part))) {
              for (const fault of faults) {
                const broken = withFault({ header: {}, query: {}, body: value }, fault, request);
                if (!broken) continue;
                applied.add(fault.kind);
                if (!judge.passes(broken.body, part)) continue;
                const told = [node, value, broken.body].map((each) => JSON.stringify(each));
                throw new Error(`${fault.kind} at ${fault.where} is allowed by ${part} of ${told.join('\n')}`);
              }
            }
          }
        }
      },
    );
    fc.assert(property, { numRuns: 15, examples: [[[...SURE_SCHEMAS], []]] });
    // The property was put to the test: with values that were good, and in every kind of fault that a schema can bring about.
    expect(seen.good / seen.made).toBeGreaterThan(0.3);
    expect([...applied].toSorted()).toEqual([
      'format',
      'fraction',
      'missing',
      'not-an-object',
      'null',
      'pattern',
      'quoted',
      'too-few',
      'too-large',
      'too-long',
      'too-many',
      'too-short',
      'too-small',
      'word',
      'wrong-type',
    ]);
  });
}
