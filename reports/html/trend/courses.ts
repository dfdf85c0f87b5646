import type { Area } from '../../../specs/requirement.ts';
import { AREA_WORDS, SIGNS, WEIGHT } from '../../ledger.ts';
import { count, moment } from '../../text.ts';
import { isFlaky, type Course, type Night, type Trend } from '../../trend.ts';
import { markup, type Markup } from '../markup.ts';
import { sign, symbol } from '../signs.ts';
import { cellStrip, legend, markCell } from './strip.ts';

/** What goes back and forth. */
export function flaky(unsteady: readonly Course[]): Markup | false {
  return (
    unsteady.length > 0 &&
    markup`<section class="flaky">
      <h3>Flaky: ${unsteady.length}</h3>
      <p class="intro">
        What went back and forth between good, wrong and untried. What comes and goes by itself is there all the same.
      </p>
      <ul class="notes">
        ${unsteady
          .toSorted((one, other) => other.turns - one.turns)
          .map(
            ({ requirement, sentence, turns, judged, counts }) =>
              markup`<li><code class="id">${requirement}</code> turned ${count(turns, 'time')} in ${count(judged, 'run')}, ${countWords(counts)}. <span class="faint">${sentence}</span></li>`,
          )}
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
      : markup`${legend()} ${areasOf(changed).map(({ area, some }) => markup`<h4>${areaWords(area)}</h4><ul class="courses">${some.map((course) => row(course, nights))}</ul>`)}`
  }
  ${WEIGHT.map((mark) => {
    const some = constant.filter(({ last }) => last === mark);
    return (
      some.length > 0 &&
      markup`<details class="more constant"${(mark === 'failed' || mark === 'broken') && markup` open`}>
        <summary>${count(some.length, 'requirement')} ${some.length === 1 ? 'was' : 'were'} always ${SIGNS[mark].word}</summary>
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

function row(course: Course, nights: readonly Night[]): Markup {
  const { requirement, sentence, marks, last, turns, counts } = course;
  const cells = marks.map((mark, index) => markCell(mark, nights[index] as Night));
  return markup`<li>
    <div>
      <p class="tags">
        ${sign(last)} <code class="id">${requirement}</code>
        ${isFlaky(course) && markup`<span class="tag">flaky: turned ${turns} times</span>`}
      </p>
      <p class="faint">${sentence}</p>
    </div>
    ${cellStrip(nights, cells, `${requirement}, the oldest run first: ${countWords(counts)}; ${changeWords(marks, nights)}`)}
  </li>`;
}

/** When a requirement last became what it is. */
function changeWords(marks: Course['marks'], nights: readonly Night[]): string {
  const judged = marks.flatMap((mark, index) => {
    const night = nights[index];
    return mark !== undefined && night?.partial === undefined && night ? [{ mark, night }] : [];
  });
  const last = judged.at(-1);
  const since = judged[judged.findLastIndex(({ mark }) => mark !== last?.mark) + 1];
  return last && since
    ? `${SIGNS[last.mark].word} since ${moment(since.night.startedAt)}`
    : 'not judged by a whole run';
}
