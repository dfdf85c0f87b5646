import { expect, test } from '@playwright/test';
import { isVariantId, labelOf, readVariantId, writeVariantId, type VariantId } from './ids.ts';

const IDS: readonly (readonly [text: string, id: VariantId])[] = [
  ['handleCreateOrder~42~0', { label: 'handleCreateOrder', seed: 42, base: 0, path: [] }],
  ['handleCreateOrder~42~3.1.0', { label: 'handleCreateOrder', seed: 42, base: 3, path: [1, 0] }],
  [
    'handleCreateOrder:CeaseOrderRequest~-7~3~too-long@/body/notes',
    {
      label: 'handleCreateOrder:CeaseOrderRequest',
      seed: -7,
      base: 3,
      path: [],
      fault: { kind: 'too-long', where: '/body/notes' },
    },
  ],
  [
    'handleQuote~1~2.0~missing@/body/a~1b~0c/0/name@x',
    { label: 'handleQuote', seed: 1, base: 2, path: [0], fault: { kind: 'missing', where: '/body/a~1b~0c/0/name@x' } },
  ],
];

for (const [text, id] of IDS) {
  test(`${text} is written and read`, () => {
    expect(writeVariantId(id)).toBe(text);
    expect(readVariantId(text)).toEqual(id);
    expect(isVariantId(text)).toBe(true);
  });
}

test('the operation stands with the name of the body, where it has several', () => {
  expect(labelOf({ operation: 'handleQuote' })).toBe('handleQuote');
  expect(labelOf({ operation: 'handleCreateOrder', variant: 'CeaseOrderRequest' })).toBe(
    'handleCreateOrder:CeaseOrderRequest',
  );
});

test('ids of journeys, checks and requirements are none of variants', () => {
  for (const id of ['provide-to-completion', 'VAR-TAKES-VALID', 'http-malformed']) expect(isVariantId(id)).toBe(false);
});

for (const [text, why] of [
  ['handleQuote~42', 'it has to be OPERATION~SEED~BASE'],
  ['handleQuote~x~0', 'it has to be OPERATION~SEED~BASE'],
  ['handleQuote~1~0~missing', 'it has to be OPERATION~SEED~BASE'],
  ['~1~0', 'it has to be OPERATION~SEED~BASE'],
  ['handleQuote~1~0~lost@/body/id', 'lost is no kind of fault; there are broken-json,'],
  ['handleQuote~1~0~missing@body/id', 'body/id is no place; those begin with /body, /query or /header'],
  ['handleQuote~1~0.1', 'base 0 is the plain request'],
  ['handleQuote~1~999999999', 'its base is beyond 100000'],
  ['handleQuote~99999999999999999999~0', 'its seed is beyond'],
] as const) {
  test(`${text} is told to be no id`, () => {
    expect(() => readVariantId(text)).toThrow(why);
    expect(() => readVariantId(text)).toThrow(/^[^\n]+$/);
  });
}
