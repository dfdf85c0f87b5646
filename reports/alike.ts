import type { Violation } from '../checks/check.ts';

/** Findings of one verdict that say the same of several things: the first of them, and the others. */
export interface Alike {
  readonly first: Violation;
  readonly others: readonly Violation[];
}

/** So much of a text tells findings apart, in characters. */
const COMPARED = 2000;

/**
 * Findings in their order, those together that say the same, but for what they call the thing that they are about where that is
 * known.
 */
export function alike(
  violations: readonly Violation[],
  callsIt: (violation: Violation) => ReadonlySet<string> = () => new Set(),
): readonly Alike[] {
  const groups = new Map<string, { readonly first: Violation; readonly others: Violation[] }>();
  for (const violation of violations) {
    const names = callsIt(violation);
    const unnamed = (text: string) =>
      text.slice(0, COMPARED).replaceAll(/[\w-]+/g, (word) => (names.has(word) ? '…' : word));
    const key = JSON.stringify([unnamed(violation.expected), unnamed(violation.actual)]);
    const known = groups.get(key);
    if (known) known.others.push(violation);
    else groups.set(key, { first: violation, others: [] });
  }
  return [...groups.values()];
}

/** Whether two findings say the same to the letter. */
export function isSameText(one: Violation, other: Violation): boolean {
  return one.expected === other.expected && one.actual === other.actual;
}

/** How often something was found again, in words. */
export function timesMore(times: number): string {
  return times === 1 ? 'once more' : `${times} times more`;
}
