import { performance } from 'node:perf_hooks';
import { pause, type Interruptions } from './interruption.ts';

/** Below this a timer is less exact than no timer at all, in milliseconds. */
const WORTH_A_TIMER = 1;

/**
 * Spaces requests evenly, so that no more than so many are sent in a second: each call resolves when the next request may
 * go out. An interruption lets all waiting requests go, to be given up by whoever wanted to send them.
 */
export function createPacing(perSecond: number, interruptions: Interruptions): () => Promise<void> {
  const spacing = 1000 / perSecond;
  let next = 0;
  interruptions.on(() => {
    next = 0;
  });
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + spacing;
    const wait = turn - now;
    if (wait < WORTH_A_TIMER) return;
    if (interruptions.interrupted()) await new Promise((resolve) => setTimeout(resolve, wait));
    else await pause(wait, interruptions);
  };
}
