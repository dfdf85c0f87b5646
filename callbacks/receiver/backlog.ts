/** Something that those who listen are told of. */
export interface Entry {
  readonly number: number;
  /** The line to send, given the time at which it is sent: milliseconds on the receiver's own clock. */
  readonly line: (now: number) => string;
  /** How much memory it takes, in characters. */
  readonly size: number;
}

/** The last of what has arrived, in its order, for those who have not been told of it yet. It keeps so much and no more. */
export interface Backlog {
  /** The number of the last entry. */
  readonly head: () => number;
  /** Adds an entry with the next number. */
  readonly push: (make: (number: number) => Omit<Entry, 'number'>) => void;
  /** The first entry after a number: `none` as long as there is none, `lost` where something between is no longer kept. */
  readonly after: (number: number) => Entry | 'none' | 'lost';
  /** Calls the listener after each entry; the result stops that. */
  readonly onEntry: (listener: () => void) => () => void;
}

/** How much is kept: so many entries, so many characters. */
export interface Room {
  readonly entries: number;
  readonly characters: number;
}

/** Room for what a busy supplier sends in minutes. */
export const ROOM: Room = { entries: 50_000, characters: 64 * 1024 * 1024 };

/** By how much the numbers of a new process are ahead: those that were given to what is not kept may not be given again. */
const AHEAD = 1_000_000;

/** A backlog that goes on after the last number that was kept, with what is left from before. */
export function createBacklog(last: number, earlier: readonly Entry[] = [], room: Room = ROOM): Backlog {
  const entries: Entry[] = [...earlier];
  const listeners = new Set<() => void>();
  let head = last === 0 ? 0 : last + AHEAD;
  let lost = earlier[0] ? earlier[0].number - 1 : last;
  let characters = earlier.reduce((sum, { size }) => sum + size, 0);
  const shrink = () => {
    let gone = 0;
    while (entries.length - gone > room.entries || (characters > room.characters && gone < entries.length)) {
      characters -= entries[gone]?.size ?? 0;
      gone += 1;
    }
    if (gone === 0) return;
    lost = entries[gone - 1]?.number ?? lost;
    entries.splice(0, gone);
  };
  shrink();
  return {
    head: () => head,
    push: (make) => {
      head += 1;
      const entry = { number: head, ...make(head) };
      entries.push(entry);
      characters += entry.size;
      shrink();
      for (const listener of listeners) listener();
    },
    after: (number) => {
      if (number < lost) return 'lost';
      // Numbers ascend, but what was read back from a file may leave some out.
      let [low, high] = [0, entries.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((entries[middle]?.number ?? 0) <= number) low = middle + 1;
        else high = middle;
      }
      return entries[low] ?? 'none';
    },
    onEntry: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
