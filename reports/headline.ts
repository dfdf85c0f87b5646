import type { Summary } from '../checks/verdict.ts';
import { WEIGHT, type Chapter, type Entry, type Mark } from './ledger.ts';
import type { Results } from './results.ts';
import { count } from './text.ts';

/** The decision in a few words, for the top of a page and the end of a terminal. */
export interface Headline {
  readonly title: string;
  readonly because: string;
  /** `open` where the run cannot decide and found nothing wrong. */
  readonly tone: 'good' | 'bad' | 'open';
}

/** What the results say about going live, and why. */
export function headline(results: Results, chapters: readonly Chapter[]): Headline {
  const blocking = standingInTheWay(chapters);
  const title = results.certifiable ? 'Certifiable' : 'Not certifiable';
  const tone = results.certifiable ? 'good' : blocking.length > 0 ? 'bad' : 'open';
  const reasons = [
    ...(results.interrupted ? ['The run was interrupted, so what it had not yet seen is unknown.'] : []),
    ...(results.only ? [`The run was limited to ${results.only.join(', ')}, so it certifies nothing.`] : []),
    ...(blocking.length > 0 ? [inTheWay(blocking)] : []),
    ...(results.certifiable ? ['Every binding requirement of the claimed features was exercised and met.'] : []),
    ...(tone === 'open' ? ['Nothing that it looked at stands in the way.'] : []),
  ];
  return { title, tone, because: reasons.join(' ') };
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
