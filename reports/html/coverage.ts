import {
  shareOf,
  type Coverage,
  type LifecycleCoverage,
  type OperationCoverage,
  type Sighting,
  type TransitionCoverage,
} from '../../checks/coverage.ts';
import { sharesOf, shareWords, sightingWords } from '../coverage-words.ts';
import { markup, type Markup } from './markup.ts';
import { variants } from './variants.ts';

/** What of the contract's behaviour was seen: the statuses of each operation, the reason codes, the transitions of each life; and what was asked. */
export function coverage(seen: Coverage): Markup {
  const { answers, reasons } = sharesOf(seen);
  return markup`<p class="legend">
      ${key({ state: 'seen', times: 1 }, 'seen, and how often')} ${key({ state: 'not-seen', times: 0 }, 'not seen')}
      ${key({ state: 'out-of-reach', times: 0 }, 'out of reach: not claimed, or nothing that a run brings about')}
    </p>
    <h3>Answers <span class="numbers">${shareWords(answers)} seen</span></h3>
    ${answersTable(seen.operations)}
    <h3>Reason codes of KCIs <span class="numbers">${shareWords(reasons)} seen</span></h3>
    <ul class="sights">
      ${seen.reasons.map((sighting) => markup`<li>${sight(sighting, sighting.reason)}</li>`)}
    </ul>
    ${seen.lifecycles.map(life)}
    ${seen.variants.some(({ sent }) => sent > 0) && variants(seen.variants)}`;
}

function key(sighting: Sighting, words: string): Markup {
  return markup`<span class="sight ${sighting.state}"><span class="symbol" aria-hidden="true">${sightingWords(sighting).symbol}</span> ${words}</span>`;
}

/** A thing with its sign and its word. */
function sight(sighting: Sighting, name: string): Markup {
  return markup`<span class="sight ${sighting.state}"><b class="name">${name}</b> ${state(sighting)}</span>`;
}

function state(sighting: Sighting): Markup {
  const { symbol, word } = sightingWords(sighting);
  const remarks = [
    ...(sighting.undescribed ? ['not described'] : []),
    ...(sighting.first === undefined ? [] : [`first in event ${sighting.first}`]),
    ...(sighting.why === undefined ? [] : [sighting.why]),
  ];
  return markup`<span class="state" title="${remarks.join('; ')}"><span class="symbol" aria-hidden="true">${symbol}</span> ${word}${sighting.undescribed && ', not described'}</span>`;
}

/** A cell of a table; it names its column where the page is too narrow for columns. */
function cell(sighting: Sighting | undefined, name: string): Markup {
  return sighting
    ? markup`<td class="sight ${sighting.state}${sighting.undescribed && ' undescribed'}"><b class="name">${name}</b> ${state(sighting)}</td>`
    : markup`<td class="none"></td>`;
}

/** One row for each operation, one column for each status; on a narrow page each row lists its statuses. */
function answersTable(operations: readonly OperationCoverage[]): Markup {
  const statuses = [...new Set(operations.flatMap((operation) => operation.statuses.map(({ status }) => status)))].sort(
    (a, b) => a - b,
  );
  return markup`<table class="seen-table">
    <thead>
      <tr>
        <th scope="col">Operation</th>
        ${statuses.map((status) => markup`<th scope="col">${status}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${operations.map(
        ({ method, path, statuses: own }) =>
          markup`<tr>
            <th scope="row">${method} ${path}</th>
            ${statuses.map((status) => {
              const found = own.find((candidate) => candidate.status === status);
              return cell(found, String(status));
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The transitions of one life: a row for where it was, a column for where it went; and below, by which reason codes. */
function life({ lifecycle, title, transitions }: LifecycleCoverage): Markup {
  const why = transitions.every(({ state }) => state === 'out-of-reach') ? transitions[0]?.why : undefined;
  if (why !== undefined) return markup`<h3>${title} <span class="numbers">out of reach: ${why}</span></h3>`;
  const origins = [...new Set(transitions.map(({ from }) => from))];
  const goals = [...new Set([...origins, ...transitions.map(({ to }) => to)])].filter((goal) =>
    transitions.some(({ to }) => to === goal),
  );
  return markup`<h3>${title}: from status to status <span class="numbers">${shareWords(shareOf(transitions))} seen</span></h3>
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
                return cell(found, origin === goal ? 'stays so' : `→ ${goal}`);
              })}
            </tr>`,
        )}
      </tbody>
    </table>
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

/** A name that may be broken after its underscores. */
function breakable(name: string): Markup {
  return markup`${name.split('_').map((word, index) => markup`${index > 0 && markup`_<wbr />`}${word}`)}`;
}
