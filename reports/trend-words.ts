import { DECISION_WORDS } from './diff-text.ts';
import type { Tone } from './headline.ts';
import { SIGNS } from './ledger.ts';
import { count, moment } from './text.ts';
import { wholeOf, type Course, type Night, type Spell, type Trend } from './trend.ts';

/** How it stands with a supplier, by its latest whole run. */
export interface Standing {
  readonly tone: Tone;
  readonly title: string;
  readonly because: string;
}

/** What a trend is called among others: the tenant, and the address where that tells two apart. */
export function systemWords({ tenant, address }: Pick<Trend, 'tenant' | 'address'>): string {
  return address === undefined ? `tenant ${tenant}` : `tenant ${tenant}, at ${address}`;
}

/** The decision of the latest whole run in words. */
export function decisionWords(trend: Pick<Trend, 'nights'>): Standing {
  const last = wholeOf(trend.nights).at(-1);
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
  const run = when(last.startedAt);
  switch (last.decision) {
    case 'certifiable':
      return { tone: 'good', title: 'Certifiable', because: `Nothing stood in the way in the run of ${run}.${after}` };
    case 'certifiable-with-waivers':
      return {
        tone: 'waived',
        title: 'Certifiable with waivers',
        because: `Nothing but what is waived stood in the way in the run of ${run}.${after}`,
      };
    default:
      return {
        tone: 'bad',
        title: 'Not certifiable',
        because: `${count(last.inTheWay, 'verdict')} stood in the way in the run of ${run}.${after}`,
      };
  }
}

/** Since when it stands so, in words. */
export function sinceWords({ nights }: Pick<Trend, 'nights'>): string {
  const whole = wholeOf(nights);
  const last = whole.at(-1);
  if (!last) return '';
  const other = whole.findLastIndex(({ decision }) => decision !== last.decision);
  const [before, since] = [whole[other], whole[other + 1]];
  if (!since || whole.length === 1) return '';
  const runs = whole.length - other - 1;
  if (!before) return `So it was in all ${whole.length} whole runs.`;
  return runs === 1
    ? `The whole run before, of ${when(before.startedAt)}, was ${DECISION_WORDS[before.decision]}.`
    : `So it has been since ${when(since.startedAt)}, for ${runs} whole runs.`;
}

/** What a run is called among many: when it began, to the minute. Takes ISO 8601 in UTC. */
export function when(startedAt: string): string {
  return moment(startedAt).replace(/:\d\d UTC$/, ' UTC');
}

const SIDES: Readonly<Record<Spell['side'], string>> = {
  good: 'nothing wrong',
  wrong: 'something wrong',
  untried: 'not exercised',
};

/** How a requirement stands and since when: its mark where it has had no other since then, else what its marks have in common. */
export function standingWords(course: Pick<Course, 'spell' | 'last'>): string {
  const { spell, last } = course;
  if (last === 'broken' || (spell && spell.marks.size === 1)) return `${SIGNS[last].word} ${spellWords(course)}`;
  return spell ? `${SIDES[spell.side]} ${spellWords(course)}` : `${SIGNS[last].word}, ${spellWords(course)}`;
}

/** Since when a requirement has been on the side on which it is, in words that go on from what it is. */
export function spellWords({ spell, last }: Pick<Course, 'spell' | 'last'>): string {
  if (last === 'broken') return 'in the latest whole run, which could not judge it';
  if (!spell) return 'though in no whole run';
  const { since, runs, before, marks } = spell;
  const tally = [...marks].map(([mark, number]) => `${SIGNS[mark].word} in ${number}`).join(', ');
  const isMixed = marks.size > 1;
  if (before) return `since ${when(since.startedAt)} (${count(runs, 'whole run')}${isMixed ? `: ${tally}` : ''})`;
  if (runs === 1) return 'in the only whole run that judged it';
  return `in all ${runs} whole runs that judged it${isMixed ? ` (${tally})` : ''}`;
}

/** The latest whole runs in a row in which nothing but what is waived stood in the way. */
export function goodInARow({ nights }: Pick<Trend, 'nights'>): readonly Night[] {
  const whole = wholeOf(nights);
  return whole.slice(whole.findLastIndex(({ decision }) => decision === 'not-certifiable') + 1);
}
