import { expect, test } from '@playwright/test';
import { createIds } from './ids.ts';

test('ids count on from a number that belongs to the second of the start', () => {
  const next = createIds(Date.UTC(2026, 0, 1, 0, 0, 10));
  expect([next(), next(), next()]).toEqual([601, 602, 603]);
});

test('a run that starts later goes on where an earlier one cannot have come to at sixty ids a second', () => {
  const start = Date.UTC(2026, 10, 21, 12);
  const early = createIds(start);
  const seconds = 30;
  let last = 0;
  for (let count = 0; count < seconds * 60; count += 1) last = early();
  expect(createIds(start + seconds * 1000)()).toBe(last + 1);
});

test('the shards of a run never give the same ids, whether they start together or one after the other', () => {
  const start = Date.UTC(2026, 10, 21, 12);
  for (const of of [2, 3, 7, 60]) {
    const ids = Array.from({ length: of }, (_, shard) => {
      const next = createIds(start + (shard % 2) * 1000, { index: shard + 1, of });
      return Array.from({ length: 300 }, next);
    }).flat();
    expect(new Set(ids).size).toBe(of * 300);
  }
});

test('ids stay positive and within 32 bits, whatever the clock says', () => {
  for (const now of [0, Date.UTC(2025, 11, 31), Date.UTC(2026, 0, 1), Date.UTC(2029, 5, 1), Date.UTC(2126, 0, 1)]) {
    const next = createIds(now);
    const ids = Array.from({ length: 1000 }, next);
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ids)).toBeLessThan(2 ** 31);
  }
});

test('the ids of a shard leave every remainder, for suppliers that take turns by the id', () => {
  for (const of of [2, 3, 6]) {
    for (let index = 1; index <= of; index += 1) {
      const next = createIds(Date.UTC(2026, 10, 21, 12), { index, of });
      const ids = Array.from({ length: 12 }, next);
      expect(new Set(ids.map((id) => id % 3)).size, `shard ${index} of ${of}`).toBe(3);
    }
  }
});
