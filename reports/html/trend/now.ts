import { grouped } from '../../../specs/grouped.ts';
import type { Change } from '../../diff.ts';
import { SIGNS } from '../../ledger.ts';
import { count, shortened } from '../../text.ts';
import { circumstancesOf, isFlaky, mattersOf, wholeOf, type Matter, type Night, type Trend } from '../../trend.ts';
import { waiverWords } from '../../waiver-words.ts';
import { goodInARow, spellWords, when } from '../../trend-words.ts';
import { markup, type Markup } from '../markup.ts';
import { findingsAnchor, sign, untriedAnchor } from '../signs.ts';

/** How many requirements are told, and how many operations of each. */
const TOLD = { matters: 40, operations: 4 } as const;

/** How much of what was expected or seen is told, in characters. */
const WORDS = 300;

/**
 * How steady it is, in numbers, for whoever has to decide on more than one good night; takes the number of the trend on its page.
 */
export function steadiness(trend: Trend, number: number): Markup {
  const { nights, courses } = trend;
  const whole = wholeOf(nights);
  const row = goodInARow(trend);
  const [first] = row;
  const good = whole.filter(({ decision }) => decision !== 'not-certifiable').length;
  const flaky = courses.filter(isFlaky).length;
  const facts: readonly (readonly [string, string | Markup])[] = [
    ['Certifiable', `${good} of ${count(whole.length, 'whole run')}`],
    [
      'In a row, up to now',
      first ? `${count(row.length, 'whole run')}, since ${when(first.startedAt)}` : 'none: the latest is not',
    ],
    ['Flaky of late', flaky === 0 ? 'nothing' : markup`<a href="#flaky-${number}">${count(flaky, 'requirement')}</a>`],
    ['Interrupted or limited', `${nights.length - whole.length} of ${count(nights.length, 'run')}`],
    ['Different seeds', String(new Set(whole.map(({ seed }) => seed)).size)],
  ];
  return markup`<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/**
 * What is wrong or untried by the latest whole run, and since when; nothing where all is well. Takes the number of the trend on its
 * page.
 */
export function now(trend: Trend, number: number): Markup | false {
  const latest = wholeOf(trend.nights).at(-1);
  const matters = mattersOf(trend);
  if (!latest || matters.length === 0) return false;
  const [inTheWay, others] = [matters.filter(({ blocks }) => blocks), matters.filter(({ blocks }) => !blocks)];
  const circumstances = circumstancesOf(trend);
  const list = (some: readonly Matter[]) =>
    markup`${begunTogether(some.slice(0, TOLD.matters)).map((together) =>
      beginning(together, latest, circumstances),
    )}${some.length > TOLD.matters && markup`<p class="aside">${some.length - TOLD.matters} more.</p>`}`;
  return markup`<section id="now-${number}" aria-labelledby="now-${number}-title trend-${number}-title">
    <h3 id="now-${number}-title">${inTheWay.length > 0 ? `In the way now, and since when: ${inTheWay.length}` : 'Nothing in the way now'}</h3>
    <p class="intro">By the latest whole run, of ${linked(latest)}.</p>
    ${list(inTheWay)}
    ${
      others.length > 0 &&
      markup`<details class="more">
        <summary>${count(others.length, 'requirement')} that ${others.length === 1 ? 'does' : 'do'} not stand in the way: ${tallied(others)}</summary>
        ${list(others)}
      </details>`
    }
  </section>`;
}

function tallied(matters: readonly Matter[]): string {
  const marks = [...new Set(matters.map(({ mark }) => mark))];
  return marks
    .map((mark) => `${matters.filter((matter) => matter.mark === mark).length} ${SIGNS[mark].word}`)
    .join(', ');
}

/** What became as it is with one run stands together, the latest of it first: it may well have one cause. */
function begunTogether(matters: readonly Matter[]): readonly (readonly Matter[])[] {
  const begun = ([one]: readonly Matter[]) =>
    one?.course.spell?.before ? Date.parse(one.course.spell.since.startedAt) : 0;
  return [...grouped(matters, ({ course }) => spellWords(course)).values()].toSorted(
    (one, other) => begun(other) - begun(one),
  );
}

function beginning(
  together: readonly Matter[],
  latest: Night,
  circumstances: ReadonlyMap<Night, readonly string[]>,
): Markup {
  const [first] = together;
  const { spell } = first?.course ?? {};
  const changed = spell?.before && circumstances.get(spell.since);
  const words = first ? spellWords(first.course) : '';
  return markup`<h4>${words.slice(0, 1).toUpperCase()}${words.slice(1)}</h4>
    ${spell?.before && markup`<p class="aside">It was otherwise in the run of ${linked(spell.before)}.${changed && ' Between the two the circumstances changed:'}</p>`}
    ${changed && markup`<ul class="notes circumstances">${changed.map((told) => markup`<li>${told}</li>`)}</ul>`}
    <ul class="matters">${together.map((matter) => item(matter, latest))}</ul>`;
}

function item({ course, mark, verdicts }: Matter, { report }: Night): Markup {
  const { requirement, sentence } = course;
  const example = verdicts.flatMap(({ violations }) => violations)[0];
  const waiver = verdicts.find((verdict) => verdict.waiver)?.waiver;
  const anchor = mark === 'not-exercised' ? untriedAnchor(requirement) : findingsAnchor(requirement);
  return markup`<li>
    <p class="tags">
      ${sign(mark)} ${report === undefined ? markup`<code class="id">${requirement}</code>` : markup`<a class="id" href="${report}#${anchor}">${requirement}</a>`}
    </p>
    <p>${sentence} <span class="faint">${operationWords(verdicts, TOLD.operations)}</span></p>
    ${example && exampleOf(example)}
    ${waiver && markup`<p class="aside">${waiverWords(waiver)}</p>`}
  </li>`;
}

/** The operations that something is about, as many as can be taken in. */
export function operationWords(some: readonly { readonly operation?: string }[], told: number): string {
  const operations = some.flatMap(({ operation }) => operation ?? []);
  const more = operations.length - told;
  return `${operations.slice(0, told).join(', ')}${more > 0 ? ` and ${count(more, 'more operation')}` : ''}`;
}

/** When a run was, with its report where there is one. */
export function linked({ startedAt, report }: Night): string | Markup {
  const run = when(startedAt);
  return report === undefined ? run : markup`<a href="${report}">${run}</a>`;
}

/** What was expected and seen. */
export function exampleOf({ expected, actual }: NonNullable<Change['example']>): Markup {
  return markup`<p class="example">expected ${shortened(expected, WORDS)}; seen ${shortened(actual, WORDS)}</p>`;
}
