import { expect, test } from '@playwright/test';
import { LIFECYCLES, plainSteps, reasonsOf } from './lifecycles.ts';
import { WAITING_STATUS } from './problem-lifecycle.ts';
import { TELLING, TENANT_NOTICES, TENANT_STATUSES } from './tenant-view.ts';

test('every reason code of a life of orders becomes something that a retailer is told, each once', () => {
  const known = TENANT_NOTICES.map(({ reason }) => reason);
  expect(new Set(known).size).toBe(known.length);
  const ordered = LIFECYCLES.filter(({ kind }) => kind === 'order').flatMap(reasonsOf);
  expect(ordered.filter((reason) => !known.includes(reason))).toEqual([]);
});

test('every status that a life knows is one that a retailer can be shown', () => {
  for (const lifecycle of LIFECYCLES) {
    const shown = TENANT_STATUSES[lifecycle.kind] ?? [];
    const statuses = new Set(plainSteps(lifecycle).flatMap(({ from, to }) => [from, to]));
    expect(
      [...statuses].filter((status) => !shown.includes(status)),
      lifecycle.id,
    ).toEqual([]);
  }
  expect(TENANT_STATUSES['problem']).toContain(WAITING_STATUS);
});

test('each notice says how it is known', () => {
  for (const { source, standing } of TENANT_NOTICES) expect([source.length > 10, standing]).toEqual([true, standing]);
  expect(Object.keys(TELLING).filter((reason) => !TENANT_NOTICES.some((one) => one.reason === reason))).toEqual([]);
});
