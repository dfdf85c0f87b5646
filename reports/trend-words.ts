import type { Tone } from './headline.ts';
import { count, moment } from './text.ts';
import type { Night, Trend } from './trend.ts';

/** How it stands with a supplier, by its latest whole run. */
export interface Standing {
  readonly tone: Tone;
  readonly title: string;
  readonly because: string;
}

/** The latest run that has seen everything. */
export function latestWhole({ nights }: Pick<Trend, 'nights'>): Night | undefined {
  return nights.findLast(({ partial }) => partial === undefined);
}

/** The decision of the latest whole run in words. */
export function decisionWords(trend: Pick<Trend, 'nights'>): Standing {
  const last = latestWhole(trend);
  if (!last) {
    return {
      tone: 'open',
      title: 'Not known',
      because: 'No run here was a whole one: each was interrupted or limited.',
    };
  }
  const later = trend.nights.slice(trend.nights.indexOf(last) + 1).length;
  const after =
    later > 0 ? ` ${count(later, 'later run')} ${later === 1 ? 'was' : 'were'} interrupted or limited.` : '';
  const when = moment(last.startedAt);
  switch (last.decision) {
    case 'certifiable':
      return { tone: 'good', title: 'Certifiable', because: `Nothing stood in the way in the run of ${when}.${after}` };
    case 'certifiable-with-waivers':
      return {
        tone: 'waived',
        title: 'Certifiable with waivers',
        because: `Nothing but what is waived stood in the way in the run of ${when}.${after}`,
      };
    default:
      return {
        tone: 'bad',
        title: 'Not certifiable',
        because: `${count(last.inTheWay, 'verdict')} stood in the way in the run of ${when}.${after}`,
      };
  }
}

/** Since when it stands so, in words. */
export function sinceWords({ nights }: Pick<Trend, 'nights'>): string {
  const whole = nights.filter(({ partial }) => partial === undefined);
  const last = whole.at(-1);
  if (!last) return '';
  const other = whole.findLastIndex(({ decision }) => decision !== last.decision);
  const since = whole[other + 1];
  if (!since || whole.length === 1) return '';
  const runs = whole.length - other - 1;
  if (other < 0) return `So it was in all ${whole.length} whole runs.`;
  return runs === 1
    ? 'It was otherwise in the run before.'
    : `So it has been since ${moment(since.startedAt)}, for ${runs} runs.`;
}
