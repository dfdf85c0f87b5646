import type { Subject } from '../callbacks/streams.ts';
import type { Story } from './html/timeline.ts';
import { standingInTheWay } from './headline.ts';
import type { Chapter, Entry } from './ledger.ts';
import { count } from './text.ts';

/** How many obstacles are put first. */
export const FIRST = 3;

/** A requirement that stands in the way of going live, and how much of the run it touches. */
export interface Obstacle {
  readonly entry: Entry;
  /** How many orders, problems and tests have messages that show it. */
  readonly touched: number;
  /** The same in words, each kind with its number; empty where it is none. */
  readonly touches: string;
  /** How many findings there are, over all its checks and operations. */
  readonly findings: number;
}

/** How the kinds of what a finding touches are called, one and several. */
const KINDS = {
  order: ['order', 'orders'],
  problem: ['problem', 'problems'],
  test: ['test', 'tests'],
  other: ['other thing', 'other things'],
} as const;

function inWords(kinds: readonly Subject['kind'][]): string {
  const told = Object.entries(KINDS).flatMap(([kind, [one, several]]) => {
    const number = kinds.filter((candidate) => candidate === kind).length;
    return number > 0 ? [count(number, one, several)] : [];
  });
  return [told.slice(0, -1).join(', '), told.at(-1) ?? ''].filter((part) => part !== '').join(' and ');
}

/** What obstacles are in order of, for a reader. */
export const ORDER_WORDS =
  'Failures come first: the more orders, problems and tests one touches, the earlier, then the more findings it has. After them comes what could not be judged, and then what was not tried.';

/**
 * What stands in the way of going live, the most important first: what failed before what could not be judged before what was not
 * exercised; among those, what touches more orders, problems and tests, then what has more findings, then as in the catalogue.
 */
export function obstaclesOf(
  chapters: readonly Chapter[],
  stories: readonly Pick<Story, 'moments' | 'stream'>[],
): readonly Obstacle[] {
  const storyOf = new Map(
    stories.flatMap(({ moments }, index) => moments.map(({ event }) => [event.seq, index] as const)),
  );
  const entries = standingInTheWay(chapters);
  const marks = [...new Set(entries.map(({ mark }) => mark))];
  const obstacles = entries.map((entry): Obstacle => {
    const violations = entry.verdicts
      .filter(({ outcome }) => outcome === 'failed')
      .flatMap((verdict) => verdict.violations);
    const touched = new Set(violations.flatMap(({ seen }) => seen.flatMap((seq) => storyOf.get(seq) ?? [])));
    const kinds = [...touched].map((index) => stories[index]?.stream.subject.kind ?? 'other');
    return { entry, touched: touched.size, touches: inWords(kinds), findings: violations.length };
  });
  return obstacles.toSorted(
    (one, other) =>
      marks.indexOf(one.entry.mark) - marks.indexOf(other.entry.mark) ||
      other.touched - one.touched ||
      other.findings - one.findings,
  );
}
