import { performance } from 'node:perf_hooks';
import type { Event, History, Unplaced } from './history.ts';
import type { Redaction } from './redaction.ts';

/** Gives events their place in the run, keeps them, and tells whoever listens. */
export interface Recorder {
  /**
   * Redacts, places and persists an event, in this order and before it returns. `age` is for what is told of later than it
   * happened: by how many milliseconds.
   */
  readonly record: (event: Unplaced, age?: number) => Event;
  readonly history: History;
  /** Calls the listener after each event from now on; the result stops that. */
  readonly onEvent: (listener: (event: Event) => void) => () => void;
}

/** A recorder that hands each event to `persist` before it tells anyone of it. */
export function createRecorder(redact: Redaction, persist: (event: Event) => void): Recorder {
  const history: Event[] = [];
  const listeners = new Set<(event: Event) => void>();
  const start = performance.now();
  return {
    history,
    record: (unplaced, age = 0) => {
      const event = {
        seq: history.length + 1,
        at: new Date(Date.now() - age).toISOString(),
        // What happened before the start happened at the start, as far as this run is concerned.
        mono: Math.max(0, Math.round((performance.now() - start - age) * 1000) / 1000),
        ...redact(unplaced),
      } as Event;
      // Nothing belongs to a run that has ended, whoever still speaks of it.
      if (history.at(-1)?.type === 'end') return event;
      persist(event);
      history.push(event);
      for (const listener of listeners) listener(event);
      return event;
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
