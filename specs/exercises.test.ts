import { expect, test } from '@playwright/test';
import { SCENARIOS } from '../journeys/journey.ts';
import { FEATURES } from './requirement.ts';
import { REQUIREMENTS } from './requirements.ts';

test('every scenario that takes steering is told with the rules that it exercises', () => {
  const told = REQUIREMENTS.map(({ exercise }) => exercise).join('\n');
  const untold = SCENARIOS.filter((scenario) => !new RegExp(`\\b${scenario}\\b`).test(told));
  // What happens by itself needs no steering.
  expect(untold).toEqual(['ORDER_SUCCESSFUL']);
});

test('every rule that a check enforces says how to exercise it, and every feature has such a rule', () => {
  const silent = REQUIREMENTS.filter(({ exercise, untested }) => untested === undefined && exercise.length < 10);
  expect(silent.map(({ id }) => id)).toEqual([]);
  const exercised = new Set(REQUIREMENTS.flatMap(({ when, whenAny = [] }) => [...when, ...whenAny]));
  expect(FEATURES.filter((feature) => !exercised.has(feature))).toEqual([]);
});
