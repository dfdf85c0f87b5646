import { expect, test } from '@playwright/test';
import type { Contract } from '../../specs/contract-types.ts';
import { refusalOf, REFUSALS } from '../../specs/fault-rules.ts';
import { theContract } from '../../specs/fixtures/contract.ts';
import { BARE_ORDER, KINDS, type Kind } from './fixtures/kinds.ts';
import { labelOf } from './ids.ts';
import { createMaking, type Making } from './making.ts';
import { planOf, type Planned } from './plan.ts';

let contract: Contract;
test.beforeAll(async () => {
  contract = await theContract();
});

function plan(
  { target, prepared }: Kind,
  seed = 1,
  mostValid = 12,
  size = 1000,
): { making: Making; plan: readonly Planned[] } {
  const making = createMaking(contract, target, prepared);
  return { making, plan: planOf(making, prepared, seed, { mostValid, size }) };
}

const UNREADABLE = ['broken-json', 'empty-body', 'not-an-object', 'bad-query-json', 'media-type'];

for (const kind of [...KINDS, BARE_ORDER]) {
  const label = labelOf(kind.target) + (kind === BARE_ORDER ? ', bare' : '');

  test(`the default budget sends ${label} with all that is unreadable, and all that lacks something mandatory`, () => {
    const { making, plan: whole } = plan(kind);
    const urgent = making.faults.filter(
      ({ kind: one, weight }) => UNREADABLE.includes(one) || (one === 'missing' && weight === 'sure'),
    );
    const planned = whole.slice(0, 50).map(({ fault }) => fault);
    const absent = kind === BARE_ORDER ? [] : urgent.filter((fault) => !planned.includes(fault));
    expect(absent).toEqual([]);
    expect(urgent.length).toBeGreaterThan(0);
    expect(whole[0]).toEqual({ base: 0 });
  });

  test(`about a quarter of ${label} is valid, each once, and each fault comes after its base is planned`, () => {
    const { plan: whole } = plan(kind);
    const first = whole.slice(0, 40);
    const valid = first.filter(({ fault }) => !fault).map(({ base }) => base);
    expect(new Set(valid).size).toBe(valid.length);
    expect(valid.length).toBeLessThanOrEqual(12);
    const lastFault = whole.findLastIndex(({ fault }) => fault);
    for (let count = 1; count <= lastFault; count += 1) {
      expect(whole.slice(0, count).filter(({ fault }) => !fault).length).toBeLessThanOrEqual(count / 4 + 2);
    }
    for (const [index, { base, fault }] of whole.entries()) {
      if (fault) expect(whole.slice(0, index).some((one) => one.base === base && !one.fault)).toBe(true);
    }
  });
}

test('an ordinary order has thirteen valid variants of fifty at most, and no more than the target allows', () => {
  const valid = (mostValid: number) =>
    plan(BARE_ORDER, 1, mostValid)
      .plan.slice(0, 50)
      .filter(({ fault }) => !fault).length;
  expect(valid(100)).toBe(13);
  expect(valid(12)).toBe(12);
  expect(valid(3)).toBe(3);
  expect(valid(1)).toBe(1);
});

test('where the plain request alone may be valid, no fault is built on another', () => {
  const { plan: whole } = plan(BARE_ORDER, 1, 1);
  expect(new Set(whole.map(({ base }) => base))).toEqual(new Set([0]));
  expect(whole.length).toBeGreaterThan(40);
});

test('faults at places that the plain request has not are built on one that has everything', () => {
  const { plan: whole } = plan(BARE_ORDER);
  const second = whole.filter(({ fault }) => fault?.where.startsWith('/body/secondaryContact'));
  expect(second.length).toBeGreaterThan(8);
  expect(new Set(second.map(({ base }) => base))).toEqual(new Set([1]));
});

test('a fault for each requirement comes first, then one of each kind, then what is unreadable or lacks something, then the rest, the sure before the lenient', () => {
  const { plan: whole } = plan(BARE_ORDER);
  const faults = whole.flatMap(({ fault }) => (fault ? [fault] : []));
  expect(faults.slice(0, REFUSALS.length).map(refusalOf)).toEqual(REFUSALS);

  const kinds = faults.map(({ kind, weight }) => (weight === 'sure' ? kind : 'lenient'));
  const different = new Set(kinds).size;
  expect(different).toBeGreaterThan(10);
  expect(new Set(kinds.slice(0, different)).size).toBe(different);

  const rest = faults.slice(different);
  const urgent = rest.map(({ kind, weight }) => (weight === 'sure' && kind === 'missing') || UNREADABLE.includes(kind));
  expect(urgent.lastIndexOf(true)).toBeLessThan(urgent.indexOf(false));
  const turns = rest.slice(urgent.indexOf(false)).map(({ weight }) => weight);
  expect(turns.lastIndexOf('sure')).toBeLessThan(turns.indexOf('lenient'));
  expect(turns.lastIndexOf('sure')).toBeGreaterThan(5);
});

test('what comes first is the seed to choose, and what the plain request can have wherever it can have any', () => {
  const heads = [1, 2, 3, 4, 5, 6].map((seed) => plan(BARE_ORDER, seed, 12, 8).plan.filter(({ fault }) => fault));
  expect(new Set(heads.flat().map(({ base }) => base))).toEqual(new Set([0]));
  const told = heads.map((head) => head.map(({ fault }) => `${fault?.kind} ${fault?.where}`).join());
  expect(new Set(told).size).toBeGreaterThan(3);
});

test('a seed brings one plan, and another seed another order of the same faults', () => {
  const faults = (seed: number) =>
    plan(BARE_ORDER, seed).plan.flatMap(({ fault }) => (fault ? [`${fault.kind} ${fault.where}`] : []));
  expect(plan(BARE_ORDER, 5).plan).toEqual(plan(BARE_ORDER, 5).plan);
  expect(faults(5)).not.toEqual(faults(6));
  expect(faults(5).toSorted()).toEqual(faults(6).toSorted());
});

test('a smaller size is the beginning of the same plan', () => {
  const whole = plan(BARE_ORDER, 3, Infinity, 300).plan;
  expect(whole).toHaveLength(300);
  for (const size of [1, 2, 5, 13, 24, 50, 100])
    expect(plan(BARE_ORDER, 3, Infinity, size).plan).toEqual(whole.slice(0, size));
});
