import { duration } from '../../text.ts';

/** A mark on the axis of time: where, and what is written there. */
export interface Tick {
  readonly x: number;
  readonly words: string;
}

/** A place where the axis leaves out a wait that would dwarf all else. */
export interface Break {
  readonly from: number;
  readonly to: number;
  /** How long the wait is. */
  readonly words: string;
}

/** A straight scale of time over a width, broken where one wait would press all else together. */
export interface TimeScale {
  /** Where a time stands; takes milliseconds on the clock of the times that the scale was made for. */
  readonly x: (mono: number) => number;
  readonly ticks: readonly Tick[];
  readonly breaks: readonly Break[];
}

/** A wait longer than so many times all that is drawn to scale is not. */
const DWARFING = 3;

/** How wide a wait that is left out is drawn, as a share of all that is drawn to scale. */
const LEFT_OUT = 0.5;

/** The most waits that are left out. */
const BREAKS = 3;

/** About how far ticks are apart. */
const TICK_ROOM = 95;

/** The room that a wait's words take. */
const BREAK_ROOM = 46;

interface Gap {
  readonly start: number;
  readonly length: number;
  /** How long it counts on the scale. */
  drawn: number;
  broken: boolean;
}

/** The scale on which these times (in milliseconds, in any order) fill a width that begins at `left`. */
export function timeScale(times: readonly number[], left: number, width: number): TimeScale {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const start = sorted[0] ?? 0;
  const gaps: Gap[] = sorted.slice(1).map((time, index) => {
    const before = sorted[index] ?? time;
    return { start: before, length: time - before, drawn: time - before, broken: false };
  });
  for (let round = 0; round < BREAKS; round += 1) {
    const longest = gaps.filter(({ broken }) => !broken).reduce<Gap | undefined>(longer, undefined);
    const others = gaps.filter((gap) => gap !== longest && !gap.broken).reduce((sum, { drawn }) => sum + drawn, 0);
    if (!longest || others <= 0 || longest.length <= DWARFING * others) break;
    longest.broken = true;
    longest.drawn = Math.max(others * LEFT_OUT, 1);
  }
  const all = gaps.reduce((sum, { drawn }) => sum + drawn, 0);
  const perUnit = all > 0 ? width / all : 0;
  const x = (mono: number): number => {
    let at = left;
    for (const gap of gaps) {
      if (mono <= gap.start) return at;
      const share = Math.min(1, (mono - gap.start) / gap.length);
      at += share * gap.drawn * perUnit;
      if (share < 1) return at;
    }
    return at;
  };
  const breaks = gaps
    .filter(({ broken }) => broken)
    .map((gap) => ({ from: x(gap.start), to: x(gap.start + gap.length), words: duration(gap.length) }));
  return { x, breaks, ticks: ticksOf(gaps, start, perUnit, x, breaks) };
}

function longer(one: Gap | undefined, other: Gap): Gap {
  return one && one.length >= other.length ? one : other;
}

function ticksOf(
  gaps: readonly Gap[],
  start: number,
  perUnit: number,
  x: (mono: number) => number,
  breaks: readonly Break[],
): readonly Tick[] {
  const first: Tick = { x: x(start), words: '0' };
  if (perUnit <= 0) return [first];
  const step = roundStep(TICK_ROOM / perUnit);
  const ticks = [first];
  for (const { start: from, length, broken } of gaps) {
    if (broken) continue;
    for (let at = Math.floor((from - start) / step) * step + step; at <= from + length - start; at += step) {
      const place = x(start + at);
      const isFree =
        place - (ticks.at(-1)?.x ?? 0) >= TICK_ROOM * 0.6 &&
        breaks.every((gap) => Math.abs((gap.from + gap.to) / 2 - place) >= BREAK_ROOM);
      if (isFree) ticks.push({ x: place, words: tickWords(at) });
    }
  }
  return ticks;
}

/** The least step of the usual ones that is no shorter; in milliseconds. */
function roundStep(least: number): number {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5];
  return steps.find((step) => step >= least) ?? Math.ceil(least / 36e5) * 36e5;
}

function tickWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${Number((milliseconds / 1000).toFixed(3))} s`;
  const minutes = milliseconds / 60_000;
  return minutes < 60 ? `${Number(minutes.toFixed(1))} min` : `${Number((minutes / 60).toFixed(2))} h`;
}
