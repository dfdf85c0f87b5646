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
 * A source of gateway ids that no other run has, given the wall-clock time at which this run starts (milliseconds). Of a run in
 * several shards each has those that leave a remainder of its own, whenever it starts and on whichever machine.
 */
export function createIds(
  now: number = Date.now(),
  { index, of }: { readonly index: number; readonly of: number } = WHOLE,
): () => number {
  const block = Math.floor((now - START) / 1000) * PER_SECOND;
  const base = ((block % RANGE) + RANGE) % RANGE;
  let next = base - (base % of) + index;
  return () => {
    const id = next;
    next += of;
    return id;
  };
}
