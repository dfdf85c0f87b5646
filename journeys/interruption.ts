import { setTimeout as delay } from 'node:timers/promises';

/** Thrown where a journey would go on in a run that has been interrupted. It ends the journey and says nothing about anyone. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  constructor() {
    super('the run was interrupted');
  }
}

/** How long things may still take once the run was interrupted, in milliseconds. */
export const ENDING = {
  /** The answer to a request that takes back what the run created, or that may just have created something. */
  answer: 3_000,
  /** The KCI without which it is not known whether there is something to take back, and how. */
  news: 3_000,
  /** The KCI that decides a cancellation. */
  decision: 5_000,
} as const;

/** The interruption of a run, for as many listeners as there are requests and waits. */
export interface Interruptions {
  readonly interrupted: () => boolean;
  /** Calls back once when the run is interrupted, at once when it has been; the result stops that. */
  readonly on: (listener: () => void) => () => void;
}

/** Watches a signal with a single listener of its own, since Node warns of a signal that has many. */
export function watchInterruption(signal: AbortSignal): Interruptions {
  const listeners = new Set<() => void>();
  signal.addEventListener(
    'abort',
    () => {
      for (const listener of listeners) listener();
      listeners.clear();
    },
    { once: true },
  );
  return {
    interrupted: () => signal.aborted,
    on: (listener) => {
      if (signal.aborted) listener();
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** An interruption that is heeded so many milliseconds later. */
export function heededAfter(milliseconds: number, interruptions: Interruptions): Interruptions {
  return {
    interrupted: interruptions.interrupted,
    on: (listener) => {
      let timer: NodeJS.Timeout | undefined;
      const forget = interruptions.on(() => (timer = setTimeout(listener, milliseconds)));
      return () => {
        forget();
        clearTimeout(timer);
      };
    },
  };
}

/** Waits so many milliseconds; resolves with whether all of them passed, or the run was interrupted before. */
export async function pause(milliseconds: number, interruptions: Interruptions): Promise<boolean> {
  if (interruptions.interrupted()) return false;
  const cut = new AbortController();
  const forget = interruptions.on(() => cut.abort());
  try {
    await delay(milliseconds, undefined, { signal: cut.signal });
    return true;
  } catch {
    return false; // Only the interruption aborts this delay.
  } finally {
    forget();
  }
}
