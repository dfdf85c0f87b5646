import type { Summary } from '../../checks/verdict.ts';
import { DECISION_WORDS } from '../diff-text.ts';
import { SEALS, totals } from '../headline.ts';
import { SIGNS } from '../ledger.ts';
import { count, duration } from '../text.ts';
import { isFlaky, mattersOf, type Night, type Trend } from '../trend.ts';
import { decisionWords, sinceWords, systemWords, when } from '../trend-words.ts';
import { htmlDocument } from './document.ts';
import { markup, textOf, type Markup } from './markup.ts';
import { COVER } from './style/cover.ts';
import { PAGE } from './style/page.ts';
import { PRINT } from './style/print.ts';
import { TREND } from './style/trend.ts';
import { chart } from './trend/chart.ts';
import { courses, flaky } from './trend/courses.ts';
import { linked, now, steadiness } from './trend/now.ts';
import { steps } from './trend/steps.ts';

const STYLE = [PAGE, COVER, TREND, PRINT].join('');

/** How many runs are listed before the earlier ones are folded away. */
const LISTED = 14;

/**
 * How the runs of some suppliers went one after the other, as one HTML page that needs nothing else: no file, no network, no
 * script. Its links lead to the reports beside the results that it was drawn from.
 */
export function renderTrend(
  trends: readonly Trend[],
  harness: { readonly name: string; readonly version: string },
): string {
  const runs = trends.reduce((sum, { nights }) => sum + nights.length, 0);
  const [only] = trends;
  const title = trends.length === 1 && only ? only.supplier : `${trends.length} suppliers, tenants or systems`;
  return textOf(
    htmlDocument({
      title: markup`Trend of ${count(runs, 'run')}: ${title}`,
      style: STYLE,
      body: markup`<a class="skip" href="#main">Skip to the trend</a>
          <nav class="top" aria-label="Parts of the page">
            <ul>
              <li class="brand"><a href="#summary">Trend</a></li>
              ${trends.length === 1 ? partsOf(only).map(({ id, name }) => link(`${id}-1`, name)) : trends.map((trend, index) => link(`trend-${index + 1}`, `${trend.supplier}, ${systemWords(trend)}`))}
            </ul>
          </nav>
          <main id="main">
            <header class="cover" id="summary">
              <p class="eyebrow">Supplier conformance trend</p>
              <h1>${title}</h1>
              <p class="brief">${count(runs, 'run')}, ${span(trends.flatMap(({ nights }) => nights))}</p>
              ${trends.length > 1 && overview(trends)}
            </header>
            ${trends.map((trend, index) => part(trend, index + 1, trends.length === 1))}
          </main>
          <footer>
            <p>
              ${harness.name} ${harness.version}. This page asks nothing of any network; its links lead to the reports of
              the runs.
            </p>
          </footer>`,
    }),
  );
}

const PARTS = [
  { id: 'now', name: 'Now' },
  { id: 'steps', name: 'What changed' },
  { id: 'courses', name: 'Requirements' },
  { id: 'runs', name: 'Runs' },
] as const;

/** The parts that a trend has. */
function partsOf(trend: Trend | undefined): readonly (typeof PARTS)[number][] {
  const hasMatters = trend !== undefined && mattersOf(trend).length > 0;
  return PARTS.filter(({ id }) => id !== 'now' || hasMatters);
}

/** How it stands with each of several, in a line. */
function overview(trends: readonly Trend[]): Markup {
  return markup`<ul class="systems">
    ${trends.map((trend, index) => {
      const { tone, title } = decisionWords(trend);
      return markup`<li>
        <span class="tone ${tone}"><span aria-hidden="true">${SEALS[tone]}</span> ${title}</span>
        <span><a href="#trend-${index + 1}">${trend.supplier}</a>, ${systemWords(trend)} <span class="faint">${sinceWords(trend)}</span></span>
      </li>`;
    })}
  </ul>`;
}

function link(id: string, name: string): Markup {
  return markup`<li><a href="#${id}">${name}</a></li>`;
}

function span(nights: readonly Night[]): string {
  const starts = nights.map(({ startedAt }) => startedAt).toSorted((one, other) => Date.parse(one) - Date.parse(other));
  const [first, last] = [when(starts[0] ?? ''), when(starts.at(-1) ?? '')];
  return first === last ? first : `${first} to ${last}`;
}

function part(trend: Trend, number: number, isOnly: boolean): Markup {
  const { supplier, nights } = trend;
  const { tone, title, because } = decisionWords(trend);
  return markup`<article class="trend" id="trend-${number}" aria-labelledby="trend-${number}-title">
    <h2 id="trend-${number}-title">${isOnly ? `Tenant ${trend.tenant}` : `${supplier}, ${systemWords(trend)}`}</h2>
    ${!isOnly && markup`<p class="intro">${count(nights.length, 'run')}, ${span(nights)}</p>`}
    <div class="decision ${tone}">
      <span class="seal" aria-hidden="true">${SEALS[tone]}</span>
      <div>
        <p class="title">${title}</p>
        <p>${because} ${sinceWords(trend)}</p>
      </div>
    </div>
    ${nights.length > 1 && steadiness(trend, number)} ${now(trend, number)}
    ${
      nights.length > 1 &&
      markup`<section aria-labelledby="chart-${number}-title trend-${number}-title">
        <h3 id="chart-${number}-title">From run to run</h3>
        ${chart(trend)}
      </section>`
    }
    ${flaky(trend.courses.filter(isFlaky), number)}
    <section id="steps-${number}" aria-labelledby="steps-${number}-title trend-${number}-title">
      <h3 id="steps-${number}-title">What changed, and when</h3>
      ${steps(trend)}
    </section>
    <section id="courses-${number}" aria-labelledby="courses-${number}-title trend-${number}-title">
      <h3 id="courses-${number}-title">Requirements from run to run</h3>
      ${courses(trend)}
    </section>
    <section id="runs-${number}" aria-labelledby="runs-${number}-title trend-${number}-title">
      <h3 id="runs-${number}-title">Runs</h3>
      ${runTable(nights)}
    </section>
  </article>`;
}

function runTable(nights: readonly Night[]): Markup {
  const latest = nights.toReversed();
  const earlier = latest.slice(LISTED);
  return markup`${table(latest.slice(0, LISTED))}
  ${
    earlier.length > 0 &&
    markup`<details class="more">
      <summary>${count(earlier.length, 'earlier run')}</summary>
      ${table(earlier)}
    </details>`
  }`;
}

function table(nights: readonly Night[]): Markup {
  return markup`<table class="nights">
    <thead>
      <tr>
        <th scope="col">Started</th>
        <th scope="col">Decision</th>
        <th scope="col">Verdicts</th>
        <th scope="col">Took</th>
        <th scope="col">Harness</th>
        <th scope="col">Seed</th>
      </tr>
    </thead>
    <tbody>
      ${nights.map((night) => {
        const { startedAt, finishedAt, decision, partial, summary, harness, seed } = night;
        return markup`<tr>
          <th scope="row">${linked(night)}</th>
          <td>${partial ?? DECISION_WORDS[decision]}</td>
          <td>${summaryWords(summary)}</td>
          <td><span class="label">took </span>${duration(Date.parse(finishedAt) - Date.parse(startedAt))}</td>
          <td><span class="label">harness </span>${harness.version}</td>
          <td><span class="label">seed </span>${seed}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function summaryWords(summary: Summary): string {
  return totals(summary)
    .filter(({ mark, number }) => number > 0 && mark !== 'not-applicable')
    .map(({ mark, number }) => `${number} ${SIGNS[mark].word}`)
    .join(', ');
}
