import type { Story } from './html/timeline.ts';
import { standingInTheWay } from './headline.ts';
import type { Chapter, Entry } from './ledger.ts';

/** How many obstacles are put first. */
export const FIRST = 3;

/** A requirement that stands in the way of going live, and how much of the run it touches. */
export interface Obstacle {
  readonly entry: Entry;
  /** How many orders, problems and tests have messages that show it. */
  readonly touched: number;
  /** How many findings there are, over all its checks and operations. */
  readonly findings: number;
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
  stories: readonly Pick<Story, 'moments'>[],
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
    return { entry, touched: touched.size, findings: violations.length };
  });
  return obstacles.toSorted(
    (one, other) =>
      marks.indexOf(one.entry.mark) - marks.indexOf(other.entry.mark) ||
      other.touched - one.touched ||
      other.findings - one.findings,
  );
}
