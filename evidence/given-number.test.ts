import { expect, test } from '@playwright/test';
import { givenNumber } from './given-number.ts';

test('a number is given as it is, or in quotes', () => {
  expect([7, '7', '-1.5', '2e3', 0].map(givenNumber)).toEqual([7, 7, -1.5, 2000, 0]);
});

test('nothing else gives a number', () => {
  for (const value of [
    '',
    ' 7',
    'seven',
    '0x10',
    'Infinity',
    'NaN',
    '7 ',
    '.5',
    true,
    null,
    undefined,
    [7],
    { id: 7 },
  ]) {
    expect(givenNumber(value), JSON.stringify(value)).toBeUndefined();
  }
});
