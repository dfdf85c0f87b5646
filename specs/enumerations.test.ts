import { expect, test } from '@playwright/test';
import { listedValues } from './enumerations.ts';
import type { OpenApiDocument } from './openapi-document.ts';

const listed = (schemas: Record<string, unknown>) => {
  const document: OpenApiDocument = { file: 'x.yaml', dialect: '3.0', hashes: {}, root: { components: { schemas } } };
  return listedValues(document, { node: { $ref: '#/components/schemas/Kci' }, place: '#' }, 'reasonCode');
};
const reason = (...values: readonly string[]) => ({ properties: { reasonCode: { type: 'string', enum: values } } });

test('the values of a property are those of its list, through references and compositions', () => {
  expect(listed({ Kci: reason('A', 'B') })).toEqual(['A', 'B']);
  expect(
    listed({
      Kci: { allOf: [{ $ref: '#/components/schemas/Envelope' }], oneOf: [{ required: ['order'] }] },
      Envelope: { properties: { reasonCode: { $ref: '#/components/schemas/Reason' } } },
      Reason: { allOf: [{ enum: ['A', 'B', 'C'], 'x-standing': { enum: 'policy' } }, { enum: ['C', 'A'] }] },
    }),
  ).toEqual(['A', 'C']);
});

test('alternatives add their values up', () => {
  expect(listed({ Kci: { oneOf: [reason('A', 'B'), { allOf: [reason('B', 'C')] }] } })).toEqual(['A', 'B', 'C']);
});

test('a property that is free has no values', () => {
  expect(listed({ Kci: { properties: { reasonCode: { type: 'string' } } } })).toEqual([]);
  expect(listed({ Kci: {} })).toEqual([]);
});
