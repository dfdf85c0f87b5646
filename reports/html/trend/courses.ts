import { grouped } from '../../../specs/grouped.ts';
import type { Area } from '../../../specs/requirement.ts';
import { AREA_WORDS, SIGNS, WEIGHT } from '../../ledger.ts';
import { count } from '../../text.ts';
import { isFlaky, type Course, type Night, type Trend } from '../../trend.ts';
import { standingWords } from '../../trend-words.ts';
import { markup, type Markup } from '../markup.ts';
import { sign, symbol } from '../signs.ts';
import { cellStrip, legend, markCell } from './strip.ts';

/** How many requirements that went alike are named at once. */
const NAMED = 3;

/** What goes back and forth; takes the number of the trend on its page. */
export function flaky(unsteady: readonly Course[], number: number): Markup | false {
  return (
    unsteady.length > 0 &&
    markup`<section class="flaky" id="flaky-${number}" aria-labelledby="flaky-${number}-title trend-${number}-title">
      <h3 id="flaky-${number}-title">Flaky of late: ${unsteady.length}</h3>
      <p class="intro">
        What went back and forth between good, wrong and untried. What comes and goes by itself is there all the same.
      </p>
      <ul class="notes">
        ${unsteady
          .toSorted((one, other) => other.turns - one.turns)
          .map((course) => {
            const { requirement, sentence, turns, counts } = course;
            return markup`<li><code class="id">${requirement}</code> turned ${count(turns, 'time')} of late; ${standingWords(course)}; in all ${countWords(counts)}. <span class="faint">${sentence}</span></li>`;
          })}
      </ul>
    </section>`
  );
}

function countWords(counts: Course['counts']): string {
  return [...counts]
    .filter(([, number]) => number > 0)
    .map(([mark, number]) => `${SIGNS[mark].word} ${number === 1 ? 'once' : `${number} times`}`)
    .join(', ');
}

/** The requirements: those that ever changed with their strips, by area; those that never did folded away. */
export function courses({ courses: all, nights }: Trend): Markup {
  const changed = all.filter((course) => course.changed);
  const constant = all.filter((course) => !course.changed);
  return markup`${
    changed.length === 0
      ? markup`<p class="aside">No requirement was ever marked differently from one whole run to another.</p>`
      : markup`${legend()} ${areasOf(changed).map(({ area, some }) => markup`<h4>${areaWords(area)}</h4><ul class="courses">${alikeOf(some).map((alike) => row(alike, nights))}</ul>`)}`
  }
  ${WEIGHT.map((mark) => {
    const some = constant.filter(({ last }) => last === mark);
    return (
      some.length > 0 &&
      markup`<details class="more constant"${(mark === 'failed' || mark === 'broken') && markup` open`}>
        <summary>${count(some.length, 'requirement')}, always ${SIGNS[mark].word}</summary>
        ${areasOf(some).map(({ area, some: own }) => markup`<h4>${areaWords(area)}</h4><ul class="notes">${own.map(({ requirement, sentence }) => markup`<li>${symbol(mark)} <code class="id">${requirement}</code> ${sentence}</li>`)}</ul>`)}
      </details>`
    );
  })}`;
}

function areasOf(
  some: readonly Course[],
): readonly { readonly area: Area | 'other'; readonly some: readonly Course[] }[] {
  const areas = [...new Set(some.map(({ area }) => area))];
  return areas.map((area) => ({ area, some: some.filter((course) => course.area === area) }));
}

function areaWords(area: Area | 'other'): string {
  return area === 'other' ? 'Of other versions of the harness' : AREA_WORDS[area];
}

/** Courses that went alike in every run, in the order of the first of each. */
function alikeOf(some: readonly Course[]): readonly (readonly Course[])[] {
  return [...grouped(some, ({ marks }) => marks.join()).values()];
}

/** Courses that went alike, with the strip of them all. */
function row(alike: readonly Course[], nights: readonly Night[]): Markup | false {
  const [course] = alike;
  if (!course) return false;
  const { requirement, sentence, marks, last, turns, counts } = course;
  const cells = marks.map((mark, index) => markCell(mark, nights[index] as Night));
  const names = alike.map((each) => each.requirement);
  return markup`<li>
    <div>
      <p class="tags">
        ${sign(last)} ${names.length === 1 ? markup`<code class="id">${requirement}</code>` : markup`<b>${names.length} requirements alike</b>`}
        ${isFlaky(course) && markup`<span class="tag">flaky: turned ${turns} times of late</span>`}
      </p>
      ${
        names.length === 1
          ? markup`<p class="faint">${sentence}</p>`
          : markup`<details>
              <summary class="faint">${names.slice(0, NAMED).join(', ')}${names.length > NAMED && ` and ${names.length - NAMED} more`}</summary>
              <ul class="notes">${alike.map((each) => markup`<li><code class="id">${each.requirement}</code> ${each.sentence}</li>`)}</ul>
            </details>`
      }
      <p class="spell">${standingWords(course)}</p>
    </div>
    ${cellStrip(nights, cells, `${names.length === 1 ? requirement : `${names.length} requirements`}, the oldest run first: ${countWords(counts)}`)}
  </li>`;
}
