import { expect, test } from '@playwright/test';
import { alike, isSameText } from './alike.ts';

const finding = (order: number, actual: string, expected = `a KCI that ends order ${order} of TENANT1`) => ({
  expected,
  actual,
  seen: [order],
});

/** Order 7 is called ACME-7 by the supplier. */
const callsIt = ({ seen: [order] }: { readonly seen: readonly number[] }) => new Set([`${order}`, `ACME-${order}`]);

test('findings that say the same but for the order that they are about stand together, in the order of the first', () => {
  const one = finding(7, 'none came for ACME-7');
  const late = finding(8, '9 after 30 s');
  const other = finding(9, 'none came for ACME-9');
  expect(alike([one, late, other], callsIt)).toEqual([
    { first: one, others: [other] },
    { first: late, others: [] },
  ]);
  expect(isSameText(one, other)).toBe(false);
  expect(isSameText(one, finding(7, 'none came for ACME-7'))).toBe(true);
});

test('what differs in anything else stands apart, also where a number only begins like that of the order', () => {
  const seconds = [finding(7, 'after 70 s'), finding(8, 'after 80 s')];
  expect(alike(seconds, callsIt)).toHaveLength(2);
  expect(alike([finding(7, 'none'), finding(8, 'none', 'an outcome')], callsIt)).toHaveLength(2);
});
