import { grouped } from '../specs/grouped.ts';
import { AREAS, type Area, type Requirement } from '../specs/requirement.ts';
import { blocks, type Decision, type Summary, type Verdict } from '../checks/verdict.ts';
import { compare, placeOf, type Comparable, type Comparison } from './diff.ts';
import { markOf, WEIGHT, type Mark } from './ledger.ts';
import { toldOfRun, type Results } from './results.ts';

/** A run as a trend needs it: its verdicts without what they found, but for the first finding of each. */
export interface Night extends Comparable {
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly decision: Decision;
  readonly summary: Summary;
  /** How many verdicts stand in the way of going live. */
  readonly inTheWay: number;
  /** Why it is not taken for a whole run, in a word or two; absent where it is one. */
  readonly partial?: string;
  /** Where its report is, as a path relative to the page; absent where there is none. */
  readonly report?: string;
  /** The mark of each requirement that it judged. */
  readonly marks: ReadonlyMap<string, Mark>;
}

/** How a requirement did from run to run. */
export interface Course {
  readonly requirement: string;
  readonly area: Area | 'other';
  /** What it says; absent where this version does not know it. */
  readonly sentence?: string;
  /** Its mark in each run, in their order; undefined where it was not judged. */
  readonly marks: readonly (Mark | undefined)[];
  /** Its mark in the last whole run that judged it, or in the last at all. */
  readonly last: Mark;
  /** Whether it was marked differently from one whole run to another. */
  readonly changed: boolean;
  /** How often of late it went between good, wrong and untried from one whole run to the next that could judge it. */
  readonly turns: number;
  /** How long it has been on the side on which it is; absent where no whole run could judge it. */
  readonly spell?: Spell;
  /** How many whole runs gave it each mark. */
  readonly counts: ReadonlyMap<Mark, number>;
  /** How many whole runs judged it. */
  readonly judged: number;
}

/** On which side a mark is: what goes to another one and back again is flaky. */
export type Side = 'wrong' | 'untried' | 'good';

/** The latest whole runs all of which found a requirement on one side: good, wrong or untried. */
export interface Spell {
  readonly side: Side;
  /** How many of them gave it each mark that they gave it, the weightiest mark first: being on one side is not being marked alike. */
  readonly marks: ReadonlyMap<Mark, number>;
  /** The first of them. */
  readonly since: Night;
  /** How many they are; those that could not judge it are passed over. */
  readonly runs: number;
  /** The whole run before them, which found it otherwise; absent where none did. */
  readonly before?: Night;
}

/** Something that is wrong, waived or untried by the latest whole run. */
export interface Matter {
  readonly course: Course;
  readonly mark: Mark;
  /** Whether it stands in the way of going live. */
  readonly blocks: boolean;
  /** The verdicts that say so. */
  readonly verdicts: readonly Verdict[];
}

/** What changed from one whole run to the next. */
export interface Step {
  /** The later run. */
  readonly night: Night;
  readonly comparison: Comparison;
}

/** The runs of one supplier for one tenant, in the order of their beginnings, and what became of each requirement. */
export interface Trend {
  readonly supplier: string;
  readonly tenant: string;
  /** The address of its Supplier API, where the supplier is tested at several by turns; absent where that tells nothing apart. */
  readonly address?: string;
  readonly nights: readonly Night[];
  readonly courses: readonly Course[];
  /** The steps in which anything changed, the latest first. */
  readonly steps: readonly Step[];
}

/** How often a requirement has to turn to be called flaky: broken and mended once is no more than two. */
const TURNS_OF_THE_FLAKY = 3;

/** How many runs are of late; what was flaky before them and is steady since is flaky no more. */
const OF_LATE = 30;

/** Whether a requirement goes back and forth. */
export function isFlaky({ turns }: Pick<Course, 'turns'>): boolean {
  return turns >= TURNS_OF_THE_FLAKY;
}

/** The runs that have seen everything. */
export function wholeOf(nights: readonly Night[]): readonly Night[] {
  return nights.filter(({ partial }) => partial === undefined);
}

/** Makes runs of results; equal verdicts of many runs are kept once, so that a year of nights takes little memory. */
export function nightsOf(): (results: Results, report?: string) => Night {
  const pool = new Map<string, Verdict>();
  return (results, report) => {
    const { certifiable, decision, summary } = results;
    const partial = partialWords(results);
    return {
      ...toldOfRun(results),
      certifiable,
      decision,
      summary,
      inTheWay: results.verdicts.filter(blocks).length,
      ...(partial === undefined ? {} : { partial }),
      ...(report === undefined ? {} : { report }),
      verdicts: results.verdicts.map((verdict) => kept(verdict, pool)),
      marks: marksOf(results.verdicts),
    };
  };
}

function partialWords({ interrupted, only, shard }: Results): string | undefined {
  if (shard) return `shard ${shard.index} of ${shard.of}`;
  if (only) return 'limited';
  return interrupted ? 'interrupted' : undefined;
}

/** A verdict with nothing but what comparing it takes. */
function kept(verdict: Verdict, pool: Map<string, Verdict>): Verdict {
  const { check, requirement, operation, level, standing, severity, outcome, violations, waiver } = verdict;
  const slim: Verdict = {
    check,
    requirement,
    ...(operation === undefined ? {} : { operation }),
    level,
    standing,
    severity,
    outcome,
    examined: 0,
    violations: violations.slice(0, 1).map(({ expected, actual }) => ({ expected, actual, seen: [] })),
    ...(waiver ? { waiver } : {}),
  };
  const key = JSON.stringify(slim);
  const known = pool.get(key);
  if (known) return known;
  pool.set(key, slim);
  return slim;
}

/** The weightiest mark of each requirement. */
function marksOf(verdicts: readonly Verdict[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const verdict of verdicts) {
    const mark = markOf(verdict);
    const known = marks.get(verdict.requirement);
    if (known === undefined || WEIGHT.indexOf(mark) < WEIGHT.indexOf(known)) marks.set(verdict.requirement, mark);
  }
  return marks;
}

/**
 * The trends of some runs: one for each supplier and tenant, and where runs at several addresses take turns for each of these;
 * those with the latest run first.
 */
export function trendsOf(nights: readonly Night[], requirements: readonly Requirement[]): readonly Trend[] {
  const inOrder = nights.toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
  return [...grouped(inOrder, ({ supplier, profile }) => JSON.stringify([supplier.name, profile.tenant])).values()]
    .flatMap((own) => {
      const systems = systemsIn(own);
      return systems.map((some) => trendOf(some, requirements, systems.length > 1));
    })
    .toSorted((one, other) => lastStart(other) - lastStart(one));
}

/** Runs by their addresses where these take turns: those are different systems. A supplier that moves stays one. */
function systemsIn(nights: readonly Night[]): readonly (readonly Night[])[] {
  const places = nights.map(({ supplier }) => placeOf(supplier));
  const all = [...new Set(places)];
  const moves = places.filter((place, index) => index > 0 && place !== places[index - 1]).length;
  return moves < all.length ? [nights] : all.map((place) => nights.filter((_, index) => places[index] === place));
}

function lastStart({ nights }: Trend): number {
  return Date.parse(nights.at(-1)?.startedAt ?? '');
}

function trendOf(nights: readonly Night[], requirements: readonly Requirement[], isOneOfSeveral: boolean): Trend {
  const whole = wholeOf(nights);
  const steps = whole.slice(1).map((night, index): Step => {
    const before = whole[index] as Night;
    return { night, comparison: compare(before, night) };
  });
  const [first] = nights;
  return {
    supplier: first?.supplier.name ?? '',
    tenant: first?.profile.tenant ?? '',
    ...(isOneOfSeveral && first ? { address: first.supplier.baseUrl } : {}),
    nights,
    courses: coursesOf(nights, requirements),
    steps: steps.filter(({ comparison }) => isNews(comparison)).toReversed(),
  };
}

/** Whether anything became different; what goes on failing is no news. */
function isNews({ changes, circumstances }: Comparison): boolean {
  return circumstances.length > 0 || changes.some(({ before, after, obstructs }) => before !== after || obstructs);
}

function coursesOf(nights: readonly Night[], requirements: readonly Requirement[]): readonly Course[] {
  const judged = new Set(nights.flatMap(({ marks }) => [...marks.keys()]));
  const known = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const ids = [...known.keys(), ...[...judged].filter((id) => !known.has(id)).sort()].filter((id) => judged.has(id));
  const courses = ids.map((id) => courseOf(id, nights, known.get(id)));
  return [...AREAS, 'other' as const].flatMap((area) => courses.filter((course) => course.area === area));
}

function courseOf(id: string, nights: readonly Night[], known: Requirement | undefined): Course {
  const marks = nights.map((night) => night.marks.get(id));
  const whole = wholeOf(nights).flatMap((night) => night.marks.get(id) ?? []);
  const sides = sidesOf(id, nights);
  const spell = spellOf(sides);
  return {
    requirement: id,
    area: known?.area ?? 'other',
    ...(known ? { sentence: known.sentence } : {}),
    marks,
    last: whole.at(-1) ?? marks.findLast((mark) => mark !== undefined) ?? 'untested',
    changed: new Set(whole).size > 1,
    turns: turnsIn(sides.slice(-OF_LATE)),
    ...(spell ? { spell } : {}),
    counts: new Map(WEIGHT.map((mark) => [mark, whole.filter((other) => other === mark).length])),
    judged: whole.length,
  };
}

/** A whole run and on which side it found a requirement. */
interface Sided {
  readonly night: Night;
  readonly mark: Mark;
  readonly side: Side;
}

/** On which side each whole run found a requirement. What the harness could not judge says nothing of the supplier. */
function sidesOf(id: string, nights: readonly Night[]): readonly Sided[] {
  return wholeOf(nights).flatMap((night) => {
    const mark = night.marks.get(id);
    return mark === undefined || mark === 'broken' ? [] : [{ night, mark, side: sideOf(mark) }];
  });
}

function turnsIn(sides: readonly Sided[]): number {
  return sides.filter(({ side }, index) => index > 0 && side !== sides[index - 1]?.side).length;
}

function spellOf(sides: readonly Sided[]): Spell | undefined {
  const other = sides.findLastIndex(({ side }) => side !== sides.at(-1)?.side);
  const [before, spell] = [sides[other], sides.slice(other + 1)];
  const [first] = spell;
  if (!first) return undefined;
  const marks = WEIGHT.map((mark) => [mark, spell.filter((each) => each.mark === mark).length] as const);
  return {
    side: first.side,
    marks: new Map(marks.filter(([, number]) => number > 0)),
    since: first.night,
    runs: spell.length,
    ...(before ? { before: before.night } : {}),
  };
}

function sideOf(mark: Mark): Side {
  if (mark === 'not-exercised') return 'untried';
  return mark === 'failed' || mark === 'warned' || mark === 'waived' ? 'wrong' : 'good';
}

const MATTERS: readonly Mark[] = WEIGHT.slice(0, WEIGHT.indexOf('passed'));

/** What the latest whole run leaves to be seen to: what stands in the way first, and the weightiest of it. */
export function mattersOf({ nights, courses }: Pick<Trend, 'nights' | 'courses'>): readonly Matter[] {
  const { marks, verdicts: all } = wholeOf(nights).at(-1) ?? { marks: new Map<string, Mark>(), verdicts: [] };
  const matters = courses.flatMap((course): readonly Matter[] => {
    const mark = marks.get(course.requirement);
    if (mark === undefined || !MATTERS.includes(mark)) return [];
    const verdicts = all.filter((verdict) => verdict.requirement === course.requirement && markOf(verdict) === mark);
    const inTheWay = all.some((verdict) => verdict.requirement === course.requirement && blocks(verdict));
    return [{ course, mark, blocks: inTheWay, verdicts }];
  });
  const byWeight = MATTERS.flatMap((mark) => matters.filter((matter) => matter.mark === mark));
  return [true, false].flatMap((inTheWay) => byWeight.filter((matter) => matter.blocks === inTheWay));
}

/** How the circumstances of whole runs differ from those of the whole run before: of each run that differs, a sentence each. */
export function circumstancesOf({ steps }: Pick<Trend, 'steps'>): ReadonlyMap<Night, readonly string[]> {
  const changed = steps.filter(({ comparison }) => comparison.circumstances.length > 0);
  return new Map(changed.toReversed().map(({ night, comparison }) => [night, comparison.circumstances]));
}
