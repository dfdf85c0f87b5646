import { isExcused, type Summary } from '../checks/verdict.ts';
import type { Comparison } from './diff.ts';
import { WEIGHT, type Chapter, type Entry, type Mark } from './ledger.ts';
import type { Results } from './results.ts';
import { count, shortened } from './text.ts';
import { neededWaivers, waiverProblems } from './waiver-words.ts';

/** The decision in a few words, for the top of a page and the end of a terminal. */
export interface Headline {
  readonly title: string;
  /** Whether the supplier may go live, as a sentence for somebody who knows none of our words. */
  readonly answer: string;
  readonly because: string;
  /** `waived` where only waivers keep things out of the way; `open` where the run cannot decide and found nothing wrong. */
  readonly tone: Tone;
}

/** How a decision sounds. */
export type Tone = 'good' | 'bad' | 'waived' | 'open';

/** The sign of each tone. */
export const SEALS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', waived: '⚑', open: '–' };

/** What the results say about going live, and why. */
export function headline(results: Results, chapters: readonly Chapter[]): Headline {
  const blocking = standingInTheWay(chapters);
  const excused = chapters.flatMap(({ entries }) => entries.filter((entry) => entry.verdicts.some(isExcused)));
  const problems = waiverProblems(results);
  // What a run has not come to says nothing of the supplier.
  const isWhole = !results.interrupted && results.only === undefined && results.shard === undefined;
  const isBlocked = blocking.some(({ mark }) => isWhole || mark !== 'not-exercised');
  const tone = toneOf(results, isBlocked, problems.length > 0);
  const reasons = [
    ...(results.interrupted
      ? [
          `The run was interrupted${results.interruption === undefined ? '' : ` (${shortened(results.interruption, 300)})`}, so what it had not yet seen is unknown.`,
        ]
      : []),
    ...(results.only
      ? [`The run was limited to ${shortened(results.only.join(', '), 300)}, so it certifies nothing.`]
      : []),
    ...(results.shard
      ? [
          `This is shard ${results.shard.index} of ${results.shard.of}: what certifies is the journals of all ${results.shard.of}, judged together.`,
        ]
      : []),
    ...(blocking.length > 0 ? [inTheWay(blocking)] : []),
    ...(results.sinceBaseline && blocking.length > 0 ? [sinceBaseline(results.sinceBaseline)] : []),
    ...(results.certifiable ? ['Every binding requirement of the claimed features was exercised and met.'] : []),
    ...(excused.length > 0 ? [outOfTheWay(excused, results)] : []),
    ...(results.decision === 'not-certifiable' && blocking.length === 0
      ? ['Nothing that it looked at stands in the way.']
      : []),
    ...(problems.length > 0
      ? [
          `${count(problems.length, 'waiver')} ${problems.length === 1 ? 'has' : 'have'} to be seen to, so the run fails.`,
        ]
      : []),
  ];
  return {
    title: titleOf(results, problems.length),
    answer: answerTo(results, tone),
    tone,
    because: reasons.join(' '),
  };
}

/** A longer name is told by its beginning, in characters. */
const NAME_TOLD = 80;

/** May it go live? A run that is not whole and found nothing wrong cannot say. */
function answerTo({ decision, supplier }: Results, tone: Tone): string {
  switch (tone) {
    case 'good':
      return `Yes: nothing that this run tested keeps ${shortened(supplier.name, NAME_TOLD)} from going live.`;
    case 'bad':
      return `No: ${shortened(supplier.name, NAME_TOLD)} may not go live yet.`;
    case 'waived':
      return 'Only if whoever signs off accepts the waivers.';
    case 'open':
      return decision === 'not-certifiable'
        ? 'This run cannot tell: it takes a whole run.'
        : 'Not before its waivers are put in order.';
  }
}

function toneOf({ decision }: Results, isBlocked: boolean, isOutOfDate: boolean): Tone {
  if (isBlocked) return 'bad';
  if (decision === 'not-certifiable' || (decision === 'certifiable' && isOutOfDate)) return 'open';
  return decision === 'certifiable' ? 'good' : 'waived';
}

function titleOf(results: Results, outOfDate: number): string {
  if (results.decision === 'not-certifiable') return 'Not certifiable';
  const but =
    outOfDate === 0 ? '' : `, but ${count(outOfDate, 'waiver')} ${outOfDate === 1 ? 'is' : 'are'} out of date`;
  const withWaivers =
    results.decision === 'certifiable' ? '' : ` with ${count(neededWaivers(results).length, 'waiver')}`;
  return `Certifiable${withWaivers}${but}`;
}

/** Whether what stands in the way is new. */
function sinceBaseline({ obstructing }: Comparison): string {
  if (obstructing === 0) return 'None of that is new since the baseline, so it does not fail the run.';
  return `New since the baseline: ${count(obstructing, 'verdict')} of that.`;
}

/** What only waivers keep out of the way. */
function outOfTheWay(excused: readonly Entry[], { decision }: Results): string {
  const untried = excused.filter(({ verdicts }) =>
    verdicts.filter(isExcused).every(({ waiver }) => waiver?.outcome === 'not-exercised'),
  ).length;
  const failed = excused.length - untried;
  const fates = [
    ...(failed > 0 ? [`${count(failed, 'binding requirement')} failed`] : []),
    ...(untried > 0
      ? [
          `${failed > 0 ? untried : count(untried, 'binding requirement')} ${untried === 1 ? 'was' : 'were'} not exercised`,
        ]
      : []),
  ].join(' and ');
  const them = excused.length === 1 ? 'it' : 'them';
  const waived = `${fates}, and somebody answers for ${them}: whoever signs off decides whether to accept ${them}.`;
  return decision === 'certifiable-with-waivers'
    ? `${waived} Every other binding requirement of the claimed features was exercised and met.`
    : `${excused.length} more ${excused.length === 1 ? 'is' : 'are'} waived.`;
}

/** The requirements that stand in the way of going live, the weightiest first. */
export function standingInTheWay(chapters: readonly Chapter[]): readonly Entry[] {
  const blocking = chapters.flatMap(({ entries }) => entries).filter(({ blocks }) => blocks);
  return WEIGHT.flatMap((mark) => blocking.filter((entry) => entry.mark === mark));
}

const FATES = { failed: 'failed', broken: 'could not be judged', 'not-exercised': 'not exercised' } as const;

function inTheWay(blocking: readonly Entry[]): string {
  const fates = (['failed', 'broken', 'not-exercised'] as const)
    .map((mark) => ({ mark, number: blocking.filter((entry) => entry.mark === mark).length }))
    .filter(({ number }) => number > 0);
  const [only] = fates;
  if (fates.length === 1 && only) {
    const verb =
      only.mark === 'not-exercised' ? `${only.number === 1 ? 'was' : 'were'} not exercised` : FATES[only.mark];
    return `${count(only.number, 'binding requirement')} ${verb}.`;
  }
  const numbers = fates.map(({ mark, number }) => `${number} ${FATES[mark]}`);
  return `${blocking.length} binding requirements stand in the way: ${numbers.join(', ')}.`;
}

/** The totals with the marks that they count, in the order in which they are told; they add up to the number of verdicts. */
export function totals(summary: Summary): readonly { readonly mark: Mark; readonly number: number }[] {
  return [
    { mark: 'passed', number: summary.passed },
    { mark: 'failed', number: summary.failed },
    { mark: 'broken', number: summary.broken },
    { mark: 'not-exercised', number: summary.notExercised },
    { mark: 'warned', number: summary.warned },
    { mark: 'waived', number: summary.waived },
    { mark: 'not-applicable', number: summary.notApplicable },
  ];
}
