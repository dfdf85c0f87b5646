import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import type { Judge } from './schemas.ts';
import { openSchemas } from './schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

const NAMES = ['a', 'b', 'c'];
const STANDINGS = ['documented', 'policy', 'example', 'superseded', 'tenant', 'inferred'];

const { schema: anySchema } = fc.letrec<{ schema: Schema; plain: Schema }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Schema>(
      { type: 'string' },
      { type: 'string', minLength: 2 },
      { enum: ['x', 'y'] },
      { enum: ['x'] },
      { type: 'string', enum: ['y'] },
      { type: 'number', minimum: 1 },
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      {},
    ),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 3 }),
      required: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('schema') }),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2) }),
  ),
  schema: fc
    .tuple(
      tie('plain'),
      fc.option(fc.constantFrom(...STANDINGS)),
      fc.option(fc.constantFrom(...STANDINGS), { freq: 8 }),
      fc.boolean(),
    )
    .map(([plain, keywords, whole, single]) => {
      const names = Object.keys(plain).filter((keyword) => keyword !== 'properties');
      if (whole !== null) return { ...plain, 'x-standing': whole };
      if (keywords === null || names.length === 0) return plain;
      const standing = Object.fromEntries(names.slice(single ? -1 : 0).map((keyword) => [keyword, keywords]));
      return { ...plain, 'x-standing': standing };
    }),
}));

const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>('x', 'y', 'z', '', 0, 1, null),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
})).value;

/** Judges for several schemas out of one document, since opening a document is what takes time. */
function judges(schemas: readonly Schema[]): readonly Judge[] {
  const open = openSchemas({ file: 'api.yaml', dialect: '3.0', root: {}, hashes: {} });
  return schemas.map((node, index) => open.judge({ node, place: `#/${index}` }, 'response'));
}

const manySchemas = fc.array(anySchema, { minLength: 6, maxLength: 12, size: 'max' });
const manyValues = fc.array(anyValue, { minLength: 10, maxLength: 20, size: 'max' });

test('a message that passes all of a schema passes its documented part, for any schema', () => {
  const seen = { passed: 0, warned: 0, failed: 0 };
  fc.assert(
    fc.property(manySchemas, manyValues, (schemas, values) => {
      for (const judged of judges(schemas)) {
        for (const value of values) {
          const full = judged.passes(value, 'full');
          const documented = judged.passes(value, 'documented');
          const severities = judged.findings(value, 'body').map(({ severity }) => severity);
          if (full) expect(documented).toBe(true);
          expect(severities.length === 0).toBe(full);
          expect(severities.includes('error')).toBe(!documented);
          seen[full ? 'passed' : documented ? 'warned' : 'failed'] += 1;
        }
      }
    }),
    { numRuns: 15 },
  );
  // All three kinds occurred in numbers, so the property was put to the test.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

test('the branches decide nothing but the explanation: a stock validator passes the same messages', () => {
  const stock = new Ajv({ strict: false });
  fc.assert(
    fc.property(manySchemas, manyValues, (schemas, values) => {
      for (const [index, judged] of judges(schemas).entries()) {
        const validate = stock.compile(inTermsOfJsonSchema(schemas[index]) as Schema);
        for (const value of values) expect(judged.passes(value, 'full')).toBe(validate(value));
      }
    }),
    { numRuns: 15 },
  );
});

/** What the schemas above are to a validator that knows nothing of OpenAPI. */
function inTermsOfJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inTermsOfJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([name]) => !name.startsWith('x-'));
  const renamed = entries.map(([name, value]) => [name === 'oneOf' ? 'anyOf' : name, inTermsOfJsonSchema(value)]);
  const { exclusiveMinimum, minimum, ...rest } = Object.fromEntries(renamed) as Schema;
  if (exclusiveMinimum === true) return { ...rest, exclusiveMinimum: minimum };
  return minimum === undefined ? rest : { ...rest, minimum };
}
