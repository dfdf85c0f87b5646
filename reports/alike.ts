import { grouped } from '../specs/grouped.ts';
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
  const said = (violation: Violation) => {
    const names = callsIt(violation);
    const unnamed = (text: string) =>
      text.slice(0, COMPARED).replaceAll(/[\w-]+/g, (word) => (names.has(word) ? '…' : word));
    return JSON.stringify([unnamed(violation.expected), unnamed(violation.actual)]);
  };
  return [...grouped(violations, said).values()].map(([first, ...others]) => ({ first, others }));
}

/** Whether two findings say the same to the letter. */
export function isSameText(one: Violation, other: Violation): boolean {
  return one.expected === other.expected && one.actual === other.actual;
}

/** How often something was found again, in words. */
export function timesMore(times: number): string {
  return times === 1 ? 'once more' : `${times} times more`;
}
