import { expect, test } from '@playwright/test';
import type { Stage } from '../journey.ts';
import { aside, hold, perStage, toTheEnd } from './targets-holding.ts';

function aStage(heard: string[] = []): Stage {
  return { listen: () => Promise.resolve(void heard.push('listened')) } as unknown as Stage;
}

test('what is held stays until it is given back, and giving back waits for all that belongs to it', async () => {
  const steps: string[] = [];
  const held = await hold<string>(async (use) => {
    await use('an order');
    steps.push('taken back');
  });
  expect(held?.thing).toBe('an order');
  expect(steps).toEqual([]);
  await held?.giveBack();
  expect(steps).toEqual(['taken back']);
});

test('what never comes is not held, and a play that fails before says so', async () => {
  expect(await hold(() => Promise.resolve())).toBeUndefined();
  await expect(hold(() => Promise.reject(new Error('no slot')))).rejects.toThrow('no slot');
});

test('what goes wrong when it is taken back is told when it is given back', async () => {
  const held = await hold<number>(async (use) => {
    await use(1);
    throw new Error('cannot be cancelled');
  });
  await expect(held?.giveBack()).rejects.toThrow('cannot be cancelled');
});

test('each stage has a value of its own, made once', () => {
  const numbers = perStage(() => new Set<number>());
  const [one, other] = [aStage(), aStage()];
  numbers(one).add(1);
  expect([numbers(one).size, numbers(other).size]).toEqual([1, 0]);
});

test('a play ends when all that goes on beside it has ended, and then listens', async () => {
  const steps: string[] = [];
  const stage = aStage(steps);
  let end: () => void = () => undefined;
  const beside = new Promise<void>((resolve) => (end = resolve)).then(() => void steps.push('cancelled'));
  const playing = toTheEnd(stage, async () => {
    aside(stage, beside);
    steps.push('played');
    await Promise.resolve();
  });
  end();
  await playing;
  expect(steps).toEqual(['played', 'cancelled', 'listened']);
});

test('what fails beside a play fails the play, once everything else beside it has ended', async () => {
  const steps: string[] = [];
  const stage = aStage(steps);
  const playing = toTheEnd(stage, async () => {
    aside(stage, Promise.reject(new Error('beside')));
    aside(
      stage,
      Promise.resolve().then(() => void steps.push('cancelled')),
    );
    await Promise.resolve();
  });
  await expect(playing).rejects.toThrow('beside');
  expect(steps).toEqual(['cancelled', 'listened']);
  await toTheEnd(stage, () => Promise.resolve());
});
