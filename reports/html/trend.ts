import type { Summary } from '../../checks/verdict.ts';
import { totals } from '../headline.ts';
import { SIGNS } from '../ledger.ts';
import { count, duration, moment } from '../text.ts';
import { isFlaky, type Night, type Trend } from '../trend.ts';
import { decisionWords, sinceWords } from '../trend-words.ts';
import { htmlDocument } from './document.ts';
import { markup, textOf, type Markup } from './markup.ts';
import { COVER } from './style/cover.ts';
import { PAGE } from './style/page.ts';
import { PRINT } from './style/print.ts';
import { TREND } from './style/trend.ts';
import { chart } from './trend/chart.ts';
import { courses, flaky } from './trend/courses.ts';
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
  const title = trends.length === 1 && only ? only.supplier : `${trends.length} suppliers or tenants`;
  return textOf(
    htmlDocument({
      title: markup`Trend of ${count(runs, 'run')}: ${title}`,
      style: STYLE,
      body: markup`<a class="skip" href="#main">Skip to the trend</a>
          <nav class="top" aria-label="Parts of the page">
            <ul>
              <li class="brand"><a href="#summary">Trend</a></li>
              ${trends.length === 1 ? PARTS.map(({ id, name }) => link(`${id}-1`, name)) : trends.map(({ supplier, tenant }, index) => link(`trend-${index + 1}`, `${supplier}, ${tenant}`))}
            </ul>
          </nav>
          <main id="main">
            <header class="cover" id="summary">
              <p class="eyebrow">Supplier conformance trend</p>
              <h1>${title}</h1>
              <p class="brief">${count(runs, 'run')}, ${span(trends.flatMap(({ nights }) => nights))}</p>
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
  { id: 'steps', name: 'What changed' },
  { id: 'courses', name: 'Requirements' },
  { id: 'runs', name: 'Runs' },
] as const;

function link(id: string, name: string): Markup {
  return markup`<li><a href="#${id}">${name}</a></li>`;
}

function span(nights: readonly Night[]): string {
  const starts = nights.map(({ startedAt }) => startedAt).toSorted((one, other) => Date.parse(one) - Date.parse(other));
  return `${moment(starts[0] ?? '')} to ${moment(starts.at(-1) ?? '')}`;
}

function part(trend: Trend, number: number, isOnly: boolean): Markup {
  const { supplier, tenant, nights } = trend;
  const { tone, title, because } = decisionWords(trend);
  return markup`<article class="trend" id="trend-${number}" aria-labelledby="trend-${number}-title">
    <h2 id="trend-${number}-title">${isOnly ? `Tenant ${tenant}` : `${supplier}, tenant ${tenant}`}</h2>
    ${!isOnly && markup`<p class="intro">${count(nights.length, 'run')}, ${span(nights)}</p>`}
    <div class="decision ${tone}">
      <span class="seal" aria-hidden="true">${SEAL[tone]}</span>
      <div>
        <p class="title">${title}</p>
        <p>${because} ${sinceWords(trend)}</p>
      </div>
    </div>
    ${chart(trend)} ${flaky(trend.courses.filter(isFlaky))}
    <section id="steps-${number}" aria-labelledby="steps-${number}-title">
      <h3 id="steps-${number}-title">What changed, and when</h3>
      ${steps(trend)}
    </section>
    <section id="courses-${number}" aria-labelledby="courses-${number}-title">
      <h3 id="courses-${number}-title">Requirements from run to run</h3>
      ${courses(trend)}
    </section>
    <section id="runs-${number}" aria-labelledby="runs-${number}-title">
      <h3 id="runs-${number}-title">Runs</h3>
      ${runTable(nights)}
    </section>
  </article>`;
}

const SEAL = { good: '✓', bad: '✕', waived: '⚑', open: '–' } as const;

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
        const { startedAt, finishedAt, decision, partial, summary, report, harness, seed } = night;
        const when = moment(startedAt);
        return markup`<tr>
          <th scope="row">${report === undefined ? when : markup`<a href="${report}">${when}</a>`}</th>
          <td>${partial ?? DECISIONS[decision]}</td>
          <td>${summaryWords(summary)}</td>
          <td><span class="label">took </span>${duration(Date.parse(finishedAt) - Date.parse(startedAt))}</td>
          <td><span class="label">harness </span>${harness.version}</td>
          <td><span class="label">seed </span>${seed}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

const DECISIONS = {
  certifiable: 'certifiable',
  'certifiable-with-waivers': 'with waivers',
  'not-certifiable': 'not certifiable',
} as const;

function summaryWords(summary: Summary): string {
  return totals(summary)
    .filter(({ mark, number }) => number > 0 && mark !== 'not-applicable')
    .map(({ mark, number }) => `${number} ${SIGNS[mark].word}`)
    .join(', ');
}
