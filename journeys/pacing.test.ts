import { expect, test } from '@playwright/test';
import { watchInterruption } from './interruption.ts';
import { createPacing } from './pacing.ts';

test('requests go out evenly, and no more in a second than allowed', async () => {
  const { turn } = createPacing(100, watchInterruption(new AbortController().signal));
  const start = performance.now();
  await Promise.all(Array.from({ length: 31 }, () => turn()));
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(280);
  expect(took).toBeLessThan(10_000);
});

test('an interruption lets all who wait go at once', async () => {
  const interruption = new AbortController();
  const { turn } = createPacing(0.01, watchInterruption(interruption.signal));
  await turn();
  const waiting = Promise.all([turn(), turn(), turn()]);
  interruption.abort();
  const start = performance.now();
  await waiting;
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('a hold lets nothing out before it is over, those included that wait already, and slows down what follows', async () => {
  const { turn, hold } = createPacing(20, watchInterruption(new AbortController().signal));
  const start = performance.now();
  const went: number[] = [];
  const waiting = Promise.all([1, 2, 3].map(() => turn().then(() => went.push(performance.now() - start))));
  hold(400);
  await waiting;
  const [first = 0, second = 0, third = 0] = went;
  expect(first, 'it had its turn before the hold').toBeLessThan(390);
  expect(second).toBeGreaterThan(390);
  expect(third, 'one in 100 ms after the hold rather than one in 50').toBeGreaterThan(490);
});

test('what is told to requests together slows down once, and good answers make up for it', async () => {
  const { turn, hold, answered } = createPacing(100, watchInterruption(new AbortController().signal));
  for (let time = 0; time < 20; time += 1) hold(50);
  for (let time = 0; time < 40; time += 1) answered();
  await turn();
  const start = performance.now();
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(turn));
  expect(performance.now() - start, 'ten milliseconds each, not 160').toBeLessThan(1_000);
});

test('an interruption ends a hold', async () => {
  const interruption = new AbortController();
  const { turn, hold } = createPacing(100, watchInterruption(interruption.signal));
  hold(60_000);
  const waiting = turn();
  interruption.abort();
  await waiting;
});
