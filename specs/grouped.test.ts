import { expect, test } from '@playwright/test';
import { grouped } from './grouped.ts';

test('things with one key stand together, in the order of the first of each', () => {
  const words = ['pear', 'fig', 'plum', 'apple', 'date', 'kiwi', 'lime'];
  expect([...grouped(words, ({ length }) => length)]).toEqual([
    [4, ['pear', 'plum', 'date', 'kiwi', 'lime']],
    [3, ['fig']],
    [5, ['apple']],
  ]);
  expect([...grouped([], String)]).toEqual([]);
});

test('keys are told apart as a map does: neither by their text nor by names that objects have of themselves', () => {
  expect([...grouped([1, '1', '__proto__', undefined, NaN, NaN], (key) => key)]).toEqual([
    [1, [1]],
    ['1', ['1']],
    ['__proto__', ['__proto__']],
    [undefined, [undefined]],
    [NaN, [NaN, NaN]],
  ]);
});
