import { expect, test } from '@playwright/test';
import { watchInterruption } from './interruption.ts';
import { createPacing } from './pacing.ts';

test('requests go out evenly, and no more in a second than allowed', async () => {
  const turn = createPacing(100, watchInterruption(new AbortController().signal));
  const start = performance.now();
  await Promise.all(Array.from({ length: 31 }, () => turn()));
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(280);
  expect(took).toBeLessThan(10_000);
});

test('an interruption lets all who wait go at once', async () => {
  const interruption = new AbortController();
  const turn = createPacing(0.01, watchInterruption(interruption.signal));
  await turn();
  const waiting = Promise.all([turn(), turn(), turn()]);
  interruption.abort();
  const start = performance.now();
  await waiting;
  expect(performance.now() - start).toBeLessThan(10_000);
});
