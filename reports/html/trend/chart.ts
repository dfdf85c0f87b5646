import type { Decision } from '../../../checks/verdict.ts';
import { DECISION_WORDS } from '../../diff-text.ts';
import { circumstancesOf, wholeOf, type Night, type Trend } from '../../trend.ts';
import { count, duration } from '../../text.ts';
import { when } from '../../trend-words.ts';
import { markup, type Markup } from '../markup.ts';
import { cellStrip, type Cell } from './strip.ts';

const DECISIONS: Readonly<Record<Decision, Omit<Cell, 'says'>>> = {
  certifiable: { look: 'passed', height: 4 },
  'certifiable-with-waivers': { look: 'waived', height: 6.5 },
  'not-certifiable': { look: 'failed', height: 10 },
};

/** The runs at a glance: what each decided, how much stood in the way, how long it took, and what else changed. */
export function chart(trend: Trend): Markup {
  const { nights } = trend;
  const whole = wholeOf(nights);
  const most = Math.max(0, ...nights.map(({ inTheWay }) => inTheWay));
  const lengths = nights.map(lengthOf);
  const longest = Math.max(1, ...lengths);
  const circumstances = circumstancesOf(trend);
  const good = whole.filter(({ decision }) => decision !== 'not-certifiable').length;
  const cells = nights.map((night) => circumstances.get(night));
  return markup`<div class="charts">
    ${row('Decision', `certifiable in ${good} of ${count(whole.length, 'whole run')}`, cellStrip(nights, nights.map(decisionCell), `Decisions, the oldest first: certifiable in ${good} of ${count(whole.length, 'whole run')}, ${count(nights.length - whole.length, 'run')} interrupted or limited`))}
    ${row(
      'In the way',
      `at most ${count(most, 'verdict')}`,
      cellStrip(
        nights,
        nights.map((night) => barCell(night, night.inTheWay, most)),
        `How many verdicts stood in the way, the oldest run first: ${few(nights.map(({ inTheWay }) => String(inTheWay)))}`,
        true,
      ),
    )}
    ${row(
      'Duration',
      `at most ${duration(longest)}`,
      cellStrip(
        nights,
        lengths.map((length) => ({ look: '', height: (length / longest) * 10, says: duration(length) })),
        `How long runs took, the oldest first: ${few(lengths.map(duration))}`,
        true,
      ),
    )}
    ${
      circumstances.size > 0 &&
      row(
        'Circumstances',
        `changed ${circumstances.size === 1 ? 'once' : `${circumstances.size} times`}`,
        cellStrip(
          nights,
          cells.map((told) => told && { look: 'circumstance', height: 10, says: told.join(' ') }),
          `The harness, the contract, the profile or the address changed with the runs of ${few([...circumstances.keys()].map(({ startedAt }) => when(startedAt)))}`,
        ),
      )
    }
    <div class="axis" aria-hidden="true">
      <span></span>
      <div>
        ${cellStrip(nights, [], '')}
        <p>${days(nights).map((told) => markup`<span>${told}</span>`)}</p>
      </div>
    </div>
  </div>`;
}

function row(name: string, note: string, strip: Markup): Markup {
  return markup`<div class="chart"><p>${name} <span class="faint">${note}</span></p>${strip}</div>`;
}

function decisionCell({ decision, partial }: Night): Cell {
  // What a run that has not seen everything decides is that it cannot.
  return partial === undefined
    ? { ...DECISIONS[decision], says: DECISION_WORDS[decision] }
    : { look: 'pale', height: 2, says: partial };
}

function barCell({ partial }: Night, value: number, most: number): Cell {
  const says = `${count(value, 'verdict')} in the way${partial === undefined ? '' : ` (${partial})`}`;
  if (value === 0) return { look: 'passed', height: 0.3, says };
  return { look: partial === undefined ? 'failed' : 'failed pale', height: (value / most) * 10, says };
}

function lengthOf({ startedAt, finishedAt }: Night): number {
  return Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));
}

/** The latest of many values, for those who hear the page. */
function few(values: readonly string[]): string {
  const told = values.slice(-14);
  return `${told.length < values.length ? `${values.length - told.length} earlier, then ` : ''}${told.join(', ')}`;
}

/** How many runs there have to be for one in their midst to be named below them. */
const WITH_A_MIDST = 9;

/** When runs began, as it is written below them, from the first to the last: the days, or where all are of one the times. */
function days(nights: readonly Night[]): readonly string[] {
  const parts = nights
    .map(({ startedAt }) => when(startedAt))
    .map((told) => [told.slice(0, 10), told.slice(11)] as const);
  const [first, last] = [parts[0], parts.at(-1)];
  const tell = ([day, time]: readonly [string, string] = ['', '']) => (first?.[0] === last?.[0] ? time : day);
  const midst = nights.length < WITH_A_MIDST ? [] : [tell(parts[Math.floor((nights.length - 1) / 2)])];
  return [tell(first), ...midst, ...(nights.length > 1 ? [tell(last)] : [])];
}
