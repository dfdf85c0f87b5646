import type { Waiver } from '../../specs/waiver.ts';
import type { Verdict } from '../../checks/verdict.ts';
import type { JudgedWaiver } from '../../checks/waivers.ts';
import type { Entry } from '../ledger.ts';
import type { Results } from '../results.ts';
import { count, shortened } from '../text.ts';
import { waiverProblems } from '../waiver-words.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, sign } from './signs.ts';

/** Who answers for what is waived, until when, and why. The link is to be read: nothing on the page leads away from it. */
export function waiverBox(waiver: Waiver): Markup {
  const { owner, expires, reason, link, outcome } = waiver;
  return markup`<div class="waiver">
    <dl>
      <div><dt>Waived until</dt><dd>${expires}, by ${owner}</dd></div>
      <div><dt>Why</dt><dd class="prose">${reason}</dd></div>
      ${link !== undefined && markup`<div><dt>More</dt><dd><code>${link}</code></dd></div>`}
      ${outcome === 'not-exercised' && markup`<div><dt>What</dt><dd>that it was not exercised</dd></div>`}
    </dl>
  </div>`;
}

/** How many waivers of a kind the cover names. */
const WAIVERS_TOLD = 5;

/** The waivers that are out of date; any of them fails the run. */
export function outOfDate(results: Results): Markup | false {
  const problems = waiverProblems(results);
  return (
    problems.length > 0 &&
    markup`<section class="way" id="waivers-out-of-date" aria-labelledby="waivers-out-of-date-title">
      <h2 id="waivers-out-of-date-title">Waivers to be seen to</h2>
      <p class="faint">Each of them fails the run until it is deleted or renewed.</p>
      <ul class="notes">
        ${problems.slice(0, WAIVERS_TOLD).map((text) => markup`<li>${text}</li>`)}
      </ul>
      ${problems.length > WAIVERS_TOLD && markup`<p class="aside"><a href="#waived">And ${problems.length - WAIVERS_TOLD} more</a></p>`}
    </section>`
  );
}

/** What would stand in the way but for a waiver, and who answers for it: what whoever signs off has to accept or not. */
export function excusedList(entries: readonly Entry[]): Markup | false {
  return (
    entries.length > 0 &&
    markup`<section class="way" id="waived-in-the-way" aria-labelledby="waived-in-the-way-title">
      <h2 id="waived-in-the-way-title">What only waivers keep out of the way</h2>
      <ol>
        ${entries.slice(0, WAIVERS_TOLD).map(
          ({ requirement, verdicts }) =>
            markup`<li>
              ${sign('waived')} <a href="#${findingsAnchor(requirement.id)}">${requirement.id}</a>
              <span>${requirement.sentence} <span class="faint">${terms(verdicts)}</span></span>
            </li>`,
        )}
      </ol>
      ${entries.length > WAIVERS_TOLD && markup`<p class="aside"><a href="#waived">And ${entries.length - WAIVERS_TOLD} more that somebody answers for</a></p>`}
    </section>`
  );
}

function terms(verdicts: readonly Verdict[]): string {
  const all = verdicts.flatMap(({ waiver }) =>
    waiver ? [`until ${waiver.expires}, by ${shortened(waiver.owner, 80)}: ${shortened(waiver.reason, 120)}`] : [],
  );
  return `Waived ${[...new Set(all)].join('; ')}`;
}

const STATES: Readonly<Record<JudgedWaiver['state'], string>> = {
  used: 'used',
  expired: 'expired',
  unmatched: 'matches nothing',
  unseen: 'not looked at, or could not be judged',
};

/** All waivers of a run and what became of each. */
export function waiverList(waivers: readonly JudgedWaiver[]): Markup {
  return markup`<details class="more">
    <summary>${count(waivers.length, 'waiver')}, and what became of ${waivers.length === 1 ? 'it' : 'each'}</summary>
    <ul class="notes">
      ${waivers.map(
        ({ check, requirement, operation, place, expires, owner, state, covers }) =>
          markup`<li>
            <code>${check ?? requirement}</code>${operation !== undefined && markup` of <code>${operation}</code>`}
            until ${expires}, by ${owner}: ${STATES[state]}, ${count(covers, 'verdict')}
            <span class="faint">${place}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
