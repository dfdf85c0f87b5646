import { expect, test } from '@playwright/test';
import { HONEST } from './behaviour.ts';
import { DEFECTS } from './defects.ts';
import { STYLES } from './model.ts';

test('defects have ids and titles of their own', () => {
  for (const member of ['id', 'title'] as const) {
    expect(new Set(DEFECTS.map((defect) => defect[member])).size).toBe(DEFECTS.length);
  }
  expect(DEFECTS.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('defects replace what a supplier does, name what that breaks, and say in which style', () => {
  for (const { id, replace, breaks, consequences, style } of DEFECTS) {
    const replaced = Object.keys(replace(HONEST));
    expect(replaced.length, id).toBeGreaterThan(0);
    expect(Object.keys(HONEST), id).toEqual(expect.arrayContaining(replaced));
    expect(breaks.length, id).toBeGreaterThan(0);
    expect(
      breaks.filter((requirement) => consequences.includes(requirement)),
      id,
    ).toEqual([]);
    expect(STYLES, id).toContain(style);
  }
});

test('a defect remembers nothing of another supplier', () => {
  const defect = DEFECTS.find((candidate) => candidate.id === 'refuses-every-second-order');
  const [one, other] = [defect?.replace(HONEST), defect?.replace(HONEST)];
  expect(one?.orderRefusal).not.toBe(other?.orderRefusal);
});
