/** Something that a journey is waiting for. */
export interface Wait {
  readonly journey: string;
  readonly for: string;
  /** When the wait ends at the latest: wall-clock milliseconds since 1970. */
  readonly until: number;
}

/** What the journeys of a run are waiting for at the moment. */
export interface Waits {
  readonly current: () => readonly Wait[];
  /** Begins a wait of at most so many milliseconds; the result ends it. */
  readonly begin: (journey: string, what: string, within: number) => () => void;
}

/** An empty list of waits that tells of each change. */
export function createWaits(onChange: (current: readonly Wait[]) => void = () => undefined): Waits {
  const waits = new Set<Wait>();
  const current = () => [...waits];
  return {
    current,
    begin: (journey, what, within) => {
      const wait = { journey, for: what, until: Date.now() + within };
      waits.add(wait);
      onChange(current());
      return () => {
        if (waits.delete(wait)) onChange(current());
      };
    },
  };
}
