import { expect, test } from '@playwright/test';
import { milliseconds } from './durations.ts';

test('reads durations with their units', () => {
  expect(milliseconds('500ms')).toBe(500);
  expect(milliseconds('10s')).toBe(10_000);
  expect(milliseconds('2.5m')).toBe(150_000);
  expect(milliseconds('1 h')).toBe(3_600_000);
  expect(milliseconds('0s')).toBe(0);
});

test('takes nothing else for a duration', () => {
  for (const wrong of ['10', 's', '-1s', '1d', '25h', '1e3s', '1s 500ms', ''])
    expect(milliseconds(wrong)).toBeUndefined();
});
