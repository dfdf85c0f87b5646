import { expect, test } from '@playwright/test';
import { pause, turns } from './clock.ts';

/** A task that runs until it is told to end. */
function held() {
  let release!: () => void;
  const ended = new Promise<void>((resolve) => (release = resolve));
  return { task: () => ended, release };
}

test('one task has its turn at a time; urgent ones go before those that wait already', async () => {
  const queue = turns();
  const first = held();
  const order: string[] = [];
  const all = [
    queue.take(first.task),
    queue.take(() => void order.push('patient')),
    queue.take(() => void order.push('urgent'), true),
    queue.take(() => void order.push('urgent too'), true),
  ];
  await Promise.resolve();
  expect(order).toEqual([]);
  first.release();
  await Promise.all(all);
  expect(order).toEqual(['urgent', 'urgent too', 'patient']);
});

test('a task that fails fails alone', async () => {
  const queue = turns();
  await expect(queue.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.take(() => 'yes')).toBe('yes');
});

test('a task with a limit goes ahead when its turn does not come in time', async () => {
  const queue = turns();
  const endless = held();
  const first = queue.take(endless.task);
  expect(await queue.takeWithin(20, () => 'went ahead')).toBe('went ahead');
  endless.release();
  await first;
  expect(await queue.takeWithin(60_000, () => 'in turn')).toBe('in turn');
});

test('a pause ends early with its signal', async () => {
  const ending = new AbortController();
  const paused = pause(600_000, ending.signal);
  ending.abort();
  await paused;
  await pause(600_000, ending.signal);
});
