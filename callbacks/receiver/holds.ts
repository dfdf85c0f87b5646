/** Who has what only one run may have at a time, such as a live service, and who waits for it. */
export interface Holds {
  /** Resolves with true when the run has it, and with false when the signal ends the wait before. */
  readonly take: (run: string, name: string, signal: AbortSignal) => Promise<boolean>;
  /** Gives it to the run if nobody has it: for one that had it before. */
  readonly keep: (run: string, name: string) => void;
  readonly release: (run: string, name: string) => void;
  /** Gives back all that a run has, and ends its waits. */
  readonly leave: (run: string) => void;
}

interface Hold {
  run: string;
  readonly waiting: { readonly run: string; readonly settle: (taken: boolean) => void }[];
}

/** Everything free. */
export function createHolds(): Holds {
  const holds = new Map<string, Hold>();
  const pass = (name: string, hold: Hold) => {
    const next = hold.waiting.shift();
    if (!next) {
      holds.delete(name);
      return;
    }
    hold.run = next.run;
    next.settle(true);
  };
  return {
    take: (run, name, signal) => {
      const hold = holds.get(name);
      if (!hold || hold.run === run) {
        if (!hold) holds.set(name, { run, waiting: [] });
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const settle = (taken: boolean) => {
          signal.removeEventListener('abort', giveUp);
          resolve(taken);
        };
        const waiter = { run, settle };
        const giveUp = () => {
          const place = hold.waiting.indexOf(waiter);
          if (place >= 0) hold.waiting.splice(place, 1);
          resolve(false);
        };
        if (signal.aborted) {
          resolve(false);
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        hold.waiting.push(waiter);
      });
    },
    keep: (run, name) => {
      if (!holds.has(name)) holds.set(name, { run, waiting: [] });
    },
    release: (run, name) => {
      const hold = holds.get(name);
      if (hold?.run === run) pass(name, hold);
    },
    leave: (run) => {
      for (const hold of holds.values()) {
        const own = hold.waiting.filter((waiter) => waiter.run === run);
        for (const waiter of own) {
          hold.waiting.splice(hold.waiting.indexOf(waiter), 1);
          waiter.settle(false);
        }
      }
      for (const [name, hold] of holds) if (hold.run === run) pass(name, hold);
    },
  };
}
