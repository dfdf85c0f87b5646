import { performance } from 'node:perf_hooks';
import { pause, type Interruptions } from './interruption.ts';

/** Below this a timer is less exact than no timer at all, in milliseconds. */
const WORTH_A_TIMER = 1;

/** How many times slower than asked for a run becomes at most when the supplier limits its rate. */
export const SLOWEST = 16;

/** After so many answers without a limit a run that was slowed down goes twice as fast again. */
const RECOVERY = 40;

/** When the requests of a run go out. */
export interface Pacing {
  /**
   * Resolves when the next request may go out. An interruption lets all waiting requests go, to be given up by whoever
   * wanted to send them.
   */
  readonly turn: () => Promise<void>;
  /** Lets no request go out for so many milliseconds, and from then on half as many in a second as before. */
  readonly hold: (milliseconds: number) => void;
  /** Tells of an answer that no limit stood in the way of. */
  readonly answered: () => void;
}

/** Spaces requests evenly, so that no more than so many are sent in a second, and fewer where the supplier asks for that. */
export function createPacing(perSecond: number, interruptions: Interruptions): Pacing {
  let slowness = 1;
  let fine = 0;
  let next = 0;
  let heldUntil = 0;
  interruptions.on(() => {
    next = 0;
    heldUntil = 0;
  });
  return {
    turn: async () => {
      for (;;) {
        const now = performance.now();
        const turn = Math.max(now, next, heldUntil);
        next = turn + (1000 / perSecond) * slowness;
        const wait = turn - now;
        if (wait < WORTH_A_TIMER) return;
        const isTidying = interruptions.interrupted();
        if (isTidying) await new Promise((resolve) => setTimeout(resolve, wait));
        else await pause(wait, interruptions);
        // While this one waited for its turn, all may have been told to wait longer.
        if (performance.now() >= heldUntil - WORTH_A_TIMER || (!isTidying && interruptions.interrupted())) return;
      }
    },
    hold: (milliseconds) => {
      const now = performance.now();
      fine = 0;
      // Requests that were under way together are told together: that is one limit, not many.
      if (now >= heldUntil) slowness = Math.min(SLOWEST, slowness * 2);
      heldUntil = Math.max(heldUntil, now + milliseconds);
      next = Math.max(next, heldUntil);
    },
    answered: () => {
      fine += 1;
      if (fine < RECOVERY || slowness === 1) return;
      fine = 0;
      slowness /= 2;
    },
  };
}
