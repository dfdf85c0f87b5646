import { grouped } from '../../../specs/grouped.ts';
import { KINDS, type Change, type Kind } from '../../diff.ts';
import { historyWords, shownMarkOf, totalWords } from '../../diff-text.ts';
import { count } from '../../text.ts';
import { wholeOf, type Step, type Trend } from '../../trend.ts';
import { when } from '../../trend-words.ts';
import { markup, type Markup } from '../markup.ts';
import { symbol } from '../signs.ts';
import { exampleOf, operationWords } from './now.ts';

/** How many steps are told, how many of them at once and unfolded, and how many changes, names and operations of each. */
const TOLD = { steps: 120, atOnce: 14, open: 3, changes: 40, names: 3, operations: 4 } as const;

/** What is told of a step only as a number: it was so before. */
const UNSAID: readonly Kind[] = ['still-failing', 'still-broken', 'still-untested', 'gone', 'added'];

/** What broke, what was mended and what was not looked at any more, run by run, the latest first. */
export function steps({ steps: all, nights }: Trend): Markup {
  const whole = wholeOf(nights).length;
  if (whole < 2) {
    return markup`<p class="aside">There ${whole === 1 ? 'is one whole run' : 'is no whole run'}, so nothing to compare.</p>`;
  }
  const quiet = whole - 1 - all.length;
  return markup`<p class="intro">
      Each whole run compared with the one before.
      ${quiet > 0 && `In ${quiet === whole - 1 ? 'all' : quiet} of ${count(whole - 1, 'step')} nothing changed.`}
    </p>
    ${all.slice(0, TOLD.atOnce).map((step, index) => stepOf(step, index < TOLD.open))}
    ${
      all.length > TOLD.atOnce &&
      markup`<details class="more">
        <summary>Earlier changes</summary>
        ${all.slice(TOLD.atOnce, TOLD.steps).map((step) => stepOf(step, false))}
      </details>`
    }
    ${all.length > TOLD.steps && markup`<p class="aside">${count(all.length - TOLD.steps, 'earlier step')} not shown.</p>`}`;
}

function stepOf({ night, comparison }: Step, isOpen: boolean): Markup {
  const { changes, circumstances, before } = comparison;
  const news = KINDS.filter((kind) => !UNSAID.includes(kind)).flatMap((kind) =>
    changes.filter((change) => change.kind === kind),
  );
  const alike = togetherOf(news);
  const words = totalWords({
    summary: Object.fromEntries(
      KINDS.map((kind) => [kind, UNSAID.includes(kind) ? 0 : comparison.summary[kind]]),
    ) as typeof comparison.summary,
  });
  const told = circumstances.length > 0 ? `${words}; other circumstances` : words;
  const link = night.report === undefined ? false : markup`<a href="${night.report}">The report of this run</a>. `;
  return markup`<details class="step"${opened(isOpen)}>
    <summary><b>${when(night.startedAt)}</b> ${told}${news.length > 0 && ': '}<span class="faint">${namesOf(news)}</span></summary>
    <p class="aside">${link}Seed ${night.seed}. Compared with the run of ${when(before.startedAt)}.</p>
    ${circumstances.length > 0 && markup`<ul class="notes circumstances">${circumstances.map((told) => markup`<li>${told}</li>`)}</ul>`}
    ${alike.length > 0 && markup`<ul class="notes changes">${alike.slice(0, TOLD.changes).map(changeOf)}</ul>`}
    ${alike.length > TOLD.changes && markup`<p class="aside">${alike.length - TOLD.changes} more.</p>`}
  </details>`;
}

/** The requirements that changed, as many as can be taken in. */
function namesOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ requirement }) => requirement))];
  const more = names.length - TOLD.names;
  return `${names.slice(0, TOLD.names).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function opened(isOpen: boolean): Markup | false {
  return isOpen && markup` open`;
}

/** Changes of one kind of one check, operation by operation, stand together. */
function togetherOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const course = ({ kind, check, before, after, obstructs }: Change) =>
    JSON.stringify([kind, check, before, after, obstructs]);
  return [...grouped(changes, course).values()];
}

function changeOf(alike: readonly Change[]): Markup | false {
  const [change] = alike;
  if (!change) return false;
  const { requirement, check, example } = change;
  const operations = operationWords(alike, TOLD.operations);
  return markup`<li>
    ${symbol(shownMarkOf(alike))} <code class="id">${requirement}</code>
    <span class="faint"><code>${check}</code>${operations !== '' && `, ${operations}`}: ${historyWords(change)}</span>
    ${example && exampleOf(example)}
  </li>`;
}
