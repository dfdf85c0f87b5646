import {
  shareOf,
  type Coverage,
  type LifecycleCoverage,
  type Sighting,
  type TransitionCoverage,
} from '../../checks/coverage.ts';
import { sharesOf, shareWords, sightingWords } from '../coverage-words.ts';
import type { Chronicle } from './chronicle.ts';
import { answersGrid, breakable, cell, reasonsGrid, state } from './coverage-grids.ts';
import { drawMachine } from './drawings/machine.ts';
import { markup, type Markup } from './markup.ts';
import { variants } from './variants.ts';

/** What of the contract's behaviour was seen: the statuses of each operation, the reason codes, the transitions of each life; and what was asked. */
export function coverage(seen: Coverage, chronicle: Chronicle): Markup {
  const { answers, reasons } = sharesOf(seen);
  const { places } = chronicle;
  return markup`<p class="legend">
      ${key({ state: 'seen', times: 1 }, 'seen, and how often')} ${key({ state: 'not-seen', times: 0 }, 'not seen')}
      ${key({ state: 'out-of-reach', times: 0 }, 'out of reach: not claimed, or nothing that a run brings about')}
      <span class="sight"><span class="symbol" aria-hidden="true">·</span> not documented</span>
    </p>
    <p class="aside">What was seen leads to its first example, where the report shows that.</p>
    <h3>Answers <span class="numbers">${shareWords(answers)} seen</span></h3>
    ${answersGrid(seen.operations, places)}
    <h3>Reason codes of KCIs <span class="numbers">${shareWords(reasons)} seen</span></h3>
    <ul class="sights">
      ${seen.reasons.map((sighting) => markup`<li>${sight(sighting, sighting.reason, places)}</li>`)}
    </ul>
    ${machineKey()} ${seen.lifecycles.map((one) => life(one, chronicle))}
    ${seen.variants.some(({ sent }) => sent > 0) && variants(seen.variants)}`;
}

function key(sighting: Sighting, words: string): Markup {
  return markup`<span class="sight ${sighting.state}"><span class="symbol" aria-hidden="true">${sightingWords(sighting).symbol}</span> ${words}</span>`;
}

/** A thing with its sign and its word. */
function sight(sighting: Sighting, name: string, places: ReadonlySet<number>): Markup {
  return markup`<span class="sight ${sighting.state}"><b class="name">${name}</b> ${state(sighting, places)}</span>`;
}

/** The signs of a drawing of a life. */
function machineKey(): Markup {
  const sample = (kind: string, words: string) =>
    markup`<li><svg class="machine-sign machine" width="34" height="10" aria-hidden="true"><g class="step ${kind}"><path class="shaft" stroke-width="2" d="M1 5H26" /><path class="head" d="M33 5l-8 -4v8z" /></g></svg> ${words}</li>`;
  return markup`<ul class="machine-key">
    ${sample('seen', 'told by KCIs, and how often')} ${sample('by-answer', 'brought about by answers and the gateway')}
    ${sample('not-seen', 'described and not seen')} ${sample('out-of-reach', 'out of reach')}
    ${sample('warned', 'seen, and described nowhere')} ${sample('failed', 'seen, and against a rule')}
  </ul>`;
}

/** The transitions of one life: a row for where it was, a column for where it went; and below, by which reason codes. */
function life(covered: LifecycleCoverage, chronicle: Chronicle): Markup {
  const { lifecycle, title, transitions } = covered;
  const why = transitions.every(({ state }) => state === 'out-of-reach') ? transitions[0]?.why : undefined;
  if (why !== undefined) return markup`<h3>${title} <span class="numbers">out of reach: ${why}</span></h3>`;
  const origins = [...new Set(transitions.map(({ from }) => from))];
  const goals = [...new Set([...origins, ...transitions.map(({ to }) => to)])].filter((goal) =>
    transitions.some(({ to }) => to === goal),
  );
  return markup`<h3>${title}: from status to status <span class="numbers">${shareWords(shareOf(transitions))} seen</span></h3>
    ${drawMachine(covered, chronicle)}
    <details class="more">
      <summary>The same as a table</summary>
    <table class="seen-table" id="transitions-${lifecycle}">
      <thead>
        <tr>
          <th scope="col">From, to</th>
          ${goals.map((goal) => markup`<th scope="col" class="status">${breakable(goal)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${origins.map(
          (origin) =>
            markup`<tr>
              <th scope="row">${breakable(origin)}</th>
              ${goals.map((goal) => {
                const found = transitions.find(({ from, to }) => from === origin && to === goal);
                return cell(found, origin === goal ? 'stays so' : `→ ${goal}`, chronicle.places);
              })}
            </tr>`,
        )}
      </tbody>
    </table>
    </details>
    <details class="more">
      <summary>Reason codes and the statuses that they came with</summary>
      ${reasonsGrid(covered, chronicle.places)}
    </details>
    <details class="more">
      <summary>By which reason codes</summary>
      <dl class="seen-steps">
        ${[...new Set(transitions.flatMap(({ reasons }) => reasons.map(({ reason }) => reason)))].map((reason) =>
          byReason(reason, transitions),
        )}
      </dl>
    </details>`;
}

/** The steps that one reason code tells, in groups of what is alike. */
function byReason(reason: string, transitions: readonly TransitionCoverage[]): Markup {
  const steps = transitions.flatMap(({ from, to, reasons }) =>
    reasons
      .filter((step) => step.reason === reason)
      .map((step) => ({ ...step, name: from === to ? `stays ${to}` : `${from} → ${to}` })),
  );
  return markup`<div>
    <dt>${reason}</dt>
    <dd>
      ${(['seen', 'not-seen', 'out-of-reach'] as const).map((state) => {
        const alike = steps.filter((step) => step.state === state);
        const [first] = alike;
        const names = alike.map(({ name, times, undescribed }) =>
          [name, ...(times > 1 ? [`${times} times`] : []), ...(undescribed ? ['not described'] : [])].join(', '),
        );
        return (
          first &&
          markup`<p>${key(first, { seen: 'seen', 'not-seen': 'not seen', 'out-of-reach': 'out of reach' }[state])}: ${names.join('; ')}</p>`
        );
      })}
    </dd>
  </div>`;
}
