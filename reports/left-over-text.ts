import type { LeftOver } from './left-over.ts';
import { PLAIN, penOf, type Pen } from './pen.ts';
import { count } from './text.ts';

/** How many things that were left over are told on a terminal; the report has all. */
const TOLD = 20;

/** What a run left behind on the supplier's system, a line each, with what it is known by there. */
export function leftOverLines(leftOver: readonly LeftOver[], pen: Pen = penOf(PLAIN)): readonly string[] {
  const unsaid = leftOver.length - TOLD;
  return [
    ...leftOver.slice(0, TOLD).flatMap(({ text }) => pen.item(2, '· ', text)),
    ...(unsaid > 0 ? pen.item(4, '', `and ${count(unsaid, 'more thing')} in the report and in results.json`) : []),
  ];
}
