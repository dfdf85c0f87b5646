import { setTimeout as timeout } from 'node:timers/promises';

/** Resolves after so many milliseconds, or as soon as the signal ends the waiting. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  try {
    await timeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Lets one task at a time have its turn, in the order of asking; urgent ones go before those that are not. */
export interface Turns {
  readonly take: <Result>(task: () => Promise<Result> | Result, urgent?: boolean) => Promise<Result>;
  /** Like an urgent `take`, but goes ahead after so many milliseconds even if it is not yet its turn. */
  readonly takeWithin: <Result>(ms: number, task: () => Promise<Result> | Result) => Promise<Result>;
}

/** A queue of tasks of which one runs at a time. */
export function turns(): Turns {
  interface Waiting {
    readonly urgent: boolean;
    readonly go: () => Promise<void>;
  }
  const waiting: Waiting[] = [];
  let busy = false;

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const found = waiting.findIndex(({ urgent }) => urgent);
      const [next] = waiting.splice(Math.max(found, 0), 1);
      if (!next) break;
      await next.go();
    }
    busy = false;
  }

  function queue<Result>(task: () => Promise<Result> | Result, urgent: boolean) {
    let start!: () => Promise<void>;
    const result = new Promise<Result>((resolve, reject) => {
      start = async () => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
    });
    const entry: Waiting = { urgent, go: start };
    waiting.push(entry);
    void run();
    return { result, entry };
  }

  return {
    take: (task, urgent = false) => queue(task, urgent).result,
    takeWithin(ms, task) {
      const { result, entry } = queue(task, true);
      const timer = setTimeout(() => {
        const place = waiting.indexOf(entry);
        if (place === -1) return;
        waiting.splice(place, 1);
        void entry.go();
      }, ms);
      return result.finally(() => clearTimeout(timer));
    },
  };
}
