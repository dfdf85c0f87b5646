import { together, type LifecycleCoverage, type OperationCoverage, type Sighting } from '../../checks/coverage.ts';
import { sightingWords } from '../coverage-words.ts';
import { eventAnchor } from './chronicle.ts';
import { markup, type Markup } from './markup.ts';

/** A cell of a grid: what was seen of the meeting of a row and a column, and where the first of it stands if it is shown. */
export function cell(sighting: Sighting | undefined, name: string, places: ReadonlySet<number>): Markup {
  // What no page describes is left empty; the style puts a dot there.
  if (!sighting) return markup`<td class="none"></td>`;
  return markup`<td class="sight ${sighting.state}${sighting.undescribed && ' undescribed'}"><b class="name">${name}</b> ${state(sighting, places)}</td>`;
}

/** How a sighting is told, with the way to the first event that shows it. */
export function state(sighting: Sighting, places: ReadonlySet<number>): Markup {
  const { symbol, word } = sightingWords(sighting);
  const { first, undescribed, why } = sighting;
  const remarks = [
    ...(undescribed ? ['not described'] : []),
    ...(first === undefined ? [] : [`first in event ${first}`]),
    ...(why === undefined ? [] : [why]),
  ];
  const words = `${word}${undescribed ? ', not described' : ''}`;
  const linked = first !== undefined && places.has(first);
  // Most of a grid is out of reach: the sign says it to the eye.
  const shown = sighting.state === 'out-of-reach' ? markup`<span class="unseen">${words}</span>` : words;
  return markup`<span class="state" title="${remarks.join('; ')}"><span class="symbol" aria-hidden="true">${symbol}</span> ${linked ? markup`<a href="#${eventAnchor(first)}">${words}</a>` : shown}</span>`;
}

/** Operations and the statuses of their answers: one row for each operation, one column for each status. */
export function answersGrid(operations: readonly OperationCoverage[], places: ReadonlySet<number>): Markup {
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
      ${operations.map(({ method, path, statuses: own }) => {
        const why = own.every(({ state }) => state === 'out-of-reach') ? own[0]?.why : undefined;
        return markup`<tr>
            <th scope="row">${method} ${path}${why !== undefined && markup` <span class="faint">out of reach: ${why}</span>`}</th>
            ${statuses.map((status) => {
              const found = own.find((candidate) => candidate.status === status);
              return cell(found, String(status), places);
            })}
          </tr>`;
      })}
    </tbody>
  </table>`;
}

/** Reason codes and the statuses that they come with: one row for each reason code of a life, one column for each status. */
export function reasonsGrid({ lifecycle, title, transitions }: LifecycleCoverage, places: ReadonlySet<number>): Markup {
  const meetings = new Map<string, Sighting>();
  const reasons = new Set<string>();
  for (const { to, reasons: steps } of transitions) {
    for (const step of steps) {
      reasons.add(step.reason);
      const key = `${step.reason} ${to}`;
      const known = meetings.get(key);
      meetings.set(key, known ? together(known, [step]) : together(step, []));
    }
  }
  const statuses = [...new Set(transitions.map(({ to }) => to))];
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${title}: reason codes and statuses">
    <table class="plain-table grid" id="reasons-${lifecycle}">
      <thead>
        <tr>
          <th scope="col">KCI, status</th>
          ${statuses.map((status) => markup`<th scope="col" class="status">${breakable(status)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...reasons].map(
          (reason) =>
            markup`<tr>
              <th scope="row">${reason}</th>
              ${statuses.map((status) => cell(meetings.get(`${reason} ${status}`), status, places))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A name that may be broken after its underscores. */
export function breakable(name: string): Markup {
  return markup`${name.split('_').map((word, index) => markup`${index > 0 && markup`_<wbr />`}${word}`)}`;
}
