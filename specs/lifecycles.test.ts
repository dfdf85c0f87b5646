import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { theContract } from './fixtures/contract.ts';
import { lifecycleOf, LIFECYCLES, plainSteps, reasonsOf } from './lifecycles.ts';
import { isWithin, OPERATION_REACH, UNPROVOKED_STATUSES } from './reach.ts';
import { FEATURES } from './requirement.ts';

const isSteps = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((step: unknown) => typeof step === 'object' && step !== null && 'reason' in step && 'from' in step);

test('every list of described steps is the life of something', async () => {
  const modules = readdirSync(import.meta.dirname).filter((name) => /lifecycle.*(?<!\.test)\.ts$/.test(name));
  expect(modules.length).toBeGreaterThan(1);
  for (const name of modules) {
    const exported = (await import(pathToFileURL(join(import.meta.dirname, name)).href)) as Record<string, unknown>;
    for (const [key, value] of Object.entries(exported)) {
      if (!isSteps(value)) continue;
      expect(
        LIFECYCLES.some(({ steps }) => steps === value),
        `${key} of ${name}`,
      ).toBe(true);
    }
  }
});

test('a life is found by kind, and by variant where that has one of its own', () => {
  expect(lifecycleOf('order', 'provide')?.id).toBe('orders');
  expect(lifecycleOf('order', 'ethernet')?.id).toBe('orders');
  expect(lifecycleOf('order', 'unsolicited-cease')?.id).toBe('unsolicited-ceases');
  expect(lifecycleOf('problem', 'problem')?.id).toBe('problems');
  expect(lifecycleOf('other', 'incident')).toBeUndefined();
  expect(new Set(LIFECYCLES.map(({ id }) => id)).size).toBe(LIFECYCLES.length);
});

test('steps are written out, each once, without what never is', () => {
  const steps = [
    { reason: 'DELAY', from: ['A', 'B'], to: ['same', 'HELD'] },
    { reason: 'DELAY', from: ['A'], to: ['A'] },
  ];
  const written = (never: readonly string[] = []) =>
    plainSteps({ steps, never }).map(({ reason, from, to }) => `${reason} ${from} ${to}`);
  expect(written()).toEqual(['DELAY A A', 'DELAY A HELD', 'DELAY B B', 'DELAY B HELD']);
  expect(written(['B'])).toEqual(['DELAY A A', 'DELAY A HELD']);
  const beginning = { reason: 'CREATED', from: ['B'], to: ['A'] };
  const begun = plainSteps({ beginning, steps, never: ['B'] }).map(({ reason, from, to }) => `${reason} ${from} ${to}`);
  expect(begun).toEqual(['CREATED B A', 'DELAY A A', 'DELAY A HELD']);
  expect(reasonsOf({ beginning, steps })).toEqual(['CREATED', 'DELAY']);
});

test('something is within reach when one way to it is claimed as a whole, or when there is nothing to claim', () => {
  expect(isWithin([], [])).toBe(true);
  expect(isWithin([['provide', 'amendments'], ['modify']], ['provide'])).toBe(false);
  expect(isWithin([['provide', 'amendments'], ['modify']], ['modify'])).toBe(true);
});

test('every operation belongs to features, and every feature has an operation', async () => {
  const { operations } = await theContract();
  expect(Object.keys(OPERATION_REACH).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  const claimed = new Set(Object.values(OPERATION_REACH).flat(2));
  expect(FEATURES.filter((feature) => !claimed.has(feature))).toEqual([]);
  const listed = new Set(operations.flatMap(({ documentedStatuses }) => documentedStatuses));
  for (const status of Object.keys(UNPROVOKED_STATUSES)) expect([...listed]).toContain(Number(status));
});
