import { expect, test } from '@playwright/test';
import { nearest } from './nearest.ts';

test('finds the word that was meant', () => {
  const known = ['features', 'callbacks', 'supplier', 'pace'];
  expect(nearest('featurs', known)).toBe('features');
  expect(nearest('FEATURES', known)).toBe('features');
  expect(nearest('palce', known)).toBe('pace');
  expect(nearest('callbakcs', known)).toBe('callbacks');
});

test('guesses nothing far-fetched', () => {
  expect(nearest('quantity', ['features', 'pace'])).toBeUndefined();
  expect(nearest('a', [])).toBeUndefined();
});
