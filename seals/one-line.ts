import { shortened, visible } from '../reports/text.ts';

/** How much is told of what a bundle says, in characters. */
const TOLD = 1_000;

/** What anybody may have written, as one line of bounded length in which nothing is hidden: it can steer no terminal, and pass for no line of ours. */
export function oneLine(text: string): string {
  return shortened(visible(shortened(text, 4 * TOLD).replace(/\s+/g, ' ')), TOLD);
}
