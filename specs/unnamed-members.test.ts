import { expect, test } from '@playwright/test';
import type { OpenApiDocument } from './openapi-document.ts';
import { unnamedMembers } from './unnamed-members.ts';

const unnamed = (schemas: Readonly<Record<string, unknown>>, value: unknown) => {
  const document: OpenApiDocument = { file: 'x.yaml', dialect: '3.0', hashes: {}, root: { components: { schemas } } };
  return unnamedMembers(document, { node: { $ref: '#/components/schemas/Message' }, place: '#' }, value, 'body');
};

const text = { type: 'string' };

test('members are named by a schema, by what it refers to and by what it is composed of', () => {
  const schemas = {
    Message: {
      allOf: [{ $ref: '#/components/schemas/Envelope' }],
      properties: { order: { properties: { id: text } } },
    },
    Envelope: { properties: { number: text } },
  };
  expect(unnamed(schemas, { number: '1', order: { id: '2' } })).toEqual([]);
  expect(unnamed(schemas, { number: '1', colour: 'red', order: { id: '2', weight: 3 } })).toEqual([
    'body/colour',
    'body/order/weight',
  ]);
});

test('they are named by any of its alternatives, within alternatives too', () => {
  const schemas = {
    Message: {
      oneOf: [
        { $ref: '#/components/schemas/First' },
        { properties: { second: text }, anyOf: [{ properties: { third: text } }] },
      ],
    },
    First: { properties: { first: text } },
  };
  expect(unnamed(schemas, { first: '', second: '', third: '', fourth: '' })).toEqual(['body/fourth']);
});

test('members of list items are told once', () => {
  const schemas = { Message: { properties: { list: { items: { properties: { name: text } } } } } };
  expect(unnamed(schemas, { list: [{ name: '' }, { size: 1 }, { size: 2 }] })).toEqual(['body/list[]/size']);
  expect(unnamed(schemas, { list: { size: 1 } })).toEqual([]);
});

test('what names no members or takes others is open', () => {
  const anything = { size: 1 };
  expect(unnamed({ Message: { type: 'object' } }, anything)).toEqual([]);
  for (const open of [{ additionalProperties: true }, { additionalProperties: text }, { patternProperties: {} }]) {
    expect(unnamed({ Message: { properties: { name: text }, ...open } }, anything)).toEqual([]);
  }
  expect(unnamed({ Message: { properties: { name: text }, additionalProperties: false } }, anything)).toEqual([
    'body/size',
  ]);
});

test('names of the language are names like others', () => {
  const schemas = { Message: { properties: { name: text } } };
  expect(unnamed(schemas, JSON.parse('{"constructor": 1, "__proto__": 2, "name": 3}'))).toEqual([
    'body/constructor',
    'body/__proto__',
  ]);
});

test('a schema that refers to itself goes as deep as the value', () => {
  const Message = {
    properties: { part: { $ref: '#/components/schemas/Message' } },
    oneOf: [{ $ref: '#/components/schemas/Message' }],
  };
  expect(unnamed({ Message }, { part: { part: { size: 1 } } })).toEqual(['body/part/part/size']);
});

test('no value is too deep, however deep its schema goes', () => {
  const Message = { properties: { part: { $ref: '#/components/schemas/Message' }, list: { type: 'array' } } };
  const deep = (begin: string, inside: string, end: string) =>
    JSON.parse(`${begin.repeat(20_000)}${inside}${end.repeat(20_000)}`) as unknown;
  expect(unnamed({ Message }, { list: deep('[', '', ']') })).toEqual([]);
  expect(unnamed({ Message }, deep('{"part":', '{"size":1}', '}'))).toEqual([`body${'/part'.repeat(20_000)}/size`]);
});
