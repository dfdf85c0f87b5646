import type { Subject } from '../callbacks/streams.ts';
import type { History } from '../evidence/history.ts';
import { FOUNDATIONS, originsOf, type Origin } from './html/origin.ts';
import type { Story } from './html/timeline.ts';
import { standingInTheWay } from './headline.ts';
import { WEIGHT, type Chapter, type Entry } from './ledger.ts';
import type { Results } from './results.ts';
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
  /** What may be behind it; absent where nothing that is known is. */
  readonly origin?: Origin;
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
  'Failures come first, and causes before what may only go with them: the more orders, problems and tests one touches together with what may go with it, the earlier, then the more findings it has. After them comes what could not be judged, and then what was not tried.';

/** The course of an order, problem or test, as far as it is needed to tell what is about it. */
type Course = Pick<Story, 'moments' | 'stream'>;

/** Which course events belong to, by their numbers. */
function coursesOf(stories: readonly Course[]): ReadonlyMap<number, Course> {
  return new Map(stories.flatMap((story) => story.moments.map(({ event }) => [event.seq, story] as const)));
}

/** What a requirement was found in: the courses that show it, and its findings. */
function reachOf({ verdicts }: Entry, courseOf: ReadonlyMap<number, Course>) {
  const violations = verdicts.filter(({ outcome }) => outcome === 'failed').flatMap((verdict) => verdict.violations);
  const touched = new Set(violations.flatMap(({ seen }) => seen.flatMap((seq) => courseOf.get(seq) ?? [])));
  return { touched, findings: violations.length };
}

/**
 * What may be behind what was found, by requirement: another one that was found in all of the same messages, or whose breach kept
 * messages from being read. Of two that may each be behind the other it is the more basic one, then the one that touches more.
 */
export function originsAmong(
  entries: readonly Entry[],
  history: History,
  stories: readonly Course[],
): ReadonlyMap<Entry, Origin> {
  const courseOf = coursesOf(stories);
  const base = ({ requirement: { id } }: Entry) => {
    const place = FOUNDATIONS.indexOf(id);
    return place < 0 ? FOUNDATIONS.length : place;
  };
  const told = entries
    .map((entry) => ({ entry, ...reachOf(entry, courseOf) }))
    .toSorted(
      (one, other) =>
        WEIGHT.indexOf(one.entry.mark) - WEIGHT.indexOf(other.entry.mark) ||
        base(one.entry) - base(other.entry) ||
        other.touched.size - one.touched.size ||
        other.findings - one.findings,
    );
  return originsOf(
    told.map(({ entry }) => entry),
    history,
    courseOf,
  );
}

/**
 * What stands in the way of going live, the most important first: what failed before what could not be judged before what was not
 * exercised; among those, causes before what may only go with them, then what touches more orders, problems and tests together with
 * what may go with it, then what has more findings, then as in the catalogue.
 */
export function obstaclesOf(
  chapters: readonly Chapter[],
  history: History,
  stories: readonly Course[],
): readonly Obstacle[] {
  const courseOf = coursesOf(stories);
  const entries = standingInTheWay(chapters);
  const marks = [...new Set(entries.map(({ mark }) => mark))];
  const origins = originsAmong(
    entries.filter(({ mark }) => mark === 'failed'),
    history,
    stories,
  );
  const reaches = entries.map((entry) => ({ entry, origin: origins.get(entry), ...reachOf(entry, courseOf) }));
  return reaches
    .map((reach) => {
      const symptoms = reaches.filter(({ origin }) => origin?.entry === reach.entry);
      return { ...reach, weight: new Set([reach, ...symptoms].flatMap(({ touched }) => [...touched])).size };
    })
    .toSorted(
      (one, other) =>
        marks.indexOf(one.entry.mark) - marks.indexOf(other.entry.mark) ||
        Number(one.origin !== undefined) - Number(other.origin !== undefined) ||
        other.weight - one.weight ||
        other.findings - one.findings,
    )
    .map(({ entry, touched, findings, origin }) => ({
      entry,
      touched: touched.size,
      touches: inWords([...touched].map(({ stream }) => stream.subject.kind)),
      findings,
      ...(origin ? { origin } : {}),
    }));
}

/** The obstacles to see to first. How to exercise something is not what keeps it from being exercised when a run ends early. */
export function foremost(
  obstacles: readonly Obstacle[],
  { interrupted }: Pick<Results, 'interrupted'>,
): readonly Obstacle[] {
  return obstacles.filter(({ entry }) => !interrupted || entry.mark !== 'not-exercised').slice(0, FIRST);
}

/** What is to be done about what an interrupted run has not seen; undefined where there is nothing. */
export function unseenWords(
  obstacles: readonly Obstacle[],
  { interrupted }: Pick<Results, 'interrupted'>,
): string | undefined {
  const unseen = obstacles.filter(({ entry }) => entry.mark === 'not-exercised').length;
  return interrupted && unseen > 0
    ? `${count(unseen, 'binding requirement')} had not been seen when the run was interrupted: run it again, to its end.`
    : undefined;
}
