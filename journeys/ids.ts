/** The first second that ids count from. */
const START = Date.UTC(2026, 0, 1);

/**
 * How many ids belong to one second. Later runs start where earlier ones cannot have come to, as long as a run uses no more
 * than these in a second of its time.
 */
const PER_SECOND = 60;

/** Ids stay below this before the run's own count is added, and so within 32 bits with a sign. */
const RANGE = 2_000_000_000;

/** A run that is the only one of its kind. */
const WHOLE = { index: 1, of: 1 };

/**
 * How many ids in a row belong to one shard. A shard that had each third id alone would look the same each time to a supplier
 * that takes turns by the id.
 */
const IN_A_ROW = 4;

/**
 * A source of gateway ids that no other run has, given the wall-clock time at which this run starts (milliseconds). Of a run in
 * several shards each has rows of its own, whenever it starts and on whichever machine.
 */
export function createIds(
  now: number = Date.now(),
  { index, of }: { readonly index: number; readonly of: number } = WHOLE,
): () => number {
  const block = Math.floor((now - START) / 1000) * PER_SECOND;
  const base = ((block % RANGE) + RANGE) % RANGE;
  const first = base - (base % (IN_A_ROW * of)) + 1;
  let given = 0;
  return () => {
    const row = Math.floor(given / IN_A_ROW) * of + index - 1;
    const id = first + row * IN_A_ROW + (given % IN_A_ROW);
    given += 1;
    return id;
  };
}
