/** Something that is written beside a pole on a line of time: it flies to the right of it. */
export interface Flag {
  /** Where its pole stands. */
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** The levels of flags, from the line outwards, and how high they are together. */
export interface Levels {
  /** How far from the line each flag begins, in the order in which the flags were given. */
  readonly offsets: readonly number[];
  readonly height: number;
}

/** Room between two flags on one level. */
const ROOM = 8;

/** Places flags (in the order of their poles) so that none overlaps another and no pole runs through one. */
export function levelled(flags: readonly Flag[]): Levels {
  const levels: number[] = flags.map(() => 0);
  for (let index = flags.length - 1; index >= 0; index -= 1) {
    const flag = flags[index];
    if (!flag) continue;
    const beyond = flags
      .slice(index + 1)
      .flatMap((other, further) =>
        other.x < flag.x + flag.width + ROOM ? [(levels[index + 1 + further] ?? 0) + 1] : [],
      );
    levels[index] = Math.max(0, ...beyond);
  }
  const heights = new Map<number, number>();
  for (const [index, level] of levels.entries())
    heights.set(level, Math.max(heights.get(level) ?? 0, flags[index]?.height ?? 0));
  const starts = new Map<number, number>();
  let height = 0;
  for (let level = 0; heights.has(level); level += 1) {
    starts.set(level, height);
    height += heights.get(level) ?? 0;
  }
  return { offsets: levels.map((level) => starts.get(level) ?? 0), height };
}

/** Places that keep a distance from each other, as near as they can to where they were; takes and gives them in ascending order. */
export function spread(places: readonly number[], distance: number, right: number): readonly number[] {
  const spaced: number[] = [];
  for (const place of places) spaced.push(Math.max(place, (spaced.at(-1) ?? -Infinity) + distance));
  for (let index = spaced.length - 1, most = right; index >= 0; index -= 1, most -= distance)
    spaced[index] = Math.min(spaced[index] ?? most, most);
  return spaced;
}
