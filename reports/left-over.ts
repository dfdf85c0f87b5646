import type { History, Left } from '../evidence/history.ts';

/** Something that a run left behind on the supplier's system: by what it is known there, who left it and why. */
export interface LeftOver extends Partial<Left> {
  /** In words. */
  readonly text: string;
  readonly journey?: string;
}

/** What a run left behind, in the order in which it was told. */
export function leftOverOf(history: History): readonly LeftOver[] {
  return history.flatMap((event) =>
    event.type === 'note' && event.note === 'left-over'
      ? [{ ...event.left, text: event.text, ...(event.journey === undefined ? {} : { journey: event.journey }) }]
      : [],
  );
}
