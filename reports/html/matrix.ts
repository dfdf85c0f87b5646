import { wordsOf } from '../../specs/reach.ts';
import type { Verdict } from '../../checks/verdict.ts';
import {
  AREA_WORDS,
  consequence,
  examinedWords,
  markOf,
  SIGNS,
  STANDING_WORDS,
  WEIGHT,
  type Chapter,
  type Entry,
} from '../ledger.ts';
import { count } from '../text.ts';
import type { Names } from './findings.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, meanings, requirementAnchor, sign, UNTESTED } from './signs.ts';

/** Every requirement by area with its outcome, to be opened for what was looked at; filtered by outcome, level, area and words where scripts run. */
export function matrix(chapters: readonly Chapter[], names: Names): Markup {
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const marks = WEIGHT.filter((mark) => entries.some((entry) => entry.mark === mark));
  const levels = LEVELS.filter((level) => entries.some(({ requirement }) => requirement.level === level));
  return markup`<form class="filter" id="filter" hidden role="search" aria-label="Filter the requirements" autocomplete="off">
      <fieldset>
        <legend class="unseen">Outcome</legend>
        <label class="pill"
          ><input type="radio" name="mark" value="" checked /><span>all ${entries.length}</span></label>
        ${marks.map(
          (mark) =>
            markup`<label class="pill ${mark}"
              ><input type="radio" name="mark" value="${mark}" /><span><span aria-hidden="true">${SIGNS[mark].symbol}</span> ${SIGNS[mark].word}
                ${entries.filter((entry) => entry.mark === mark).length}</span></label>`,
        )}
      </fieldset>
      <label class="choose"
        ><span class="unseen">Level</span><select name="level">
          <option value="">any level</option>
          ${levels.map((level) => markup`<option value="${level}">${level} (${entries.filter(({ requirement }) => requirement.level === level).length})</option>`)}
        </select></label>
      <label class="choose"
        ><span class="unseen">Area</span><select name="area">
          <option value="">every area</option>
          ${chapters.map((chapter) => markup`<option value="${chapter.area}">${AREA_WORDS[chapter.area]} (${chapter.entries.length})</option>`)}
        </select></label>
      <label class="search"><span class="unseen">Search requirements</span><input type="search" name="text" placeholder="Search: id, words, source, check, operation" autocomplete="off"
      /></label>
      <p class="shown"><span role="status" id="shown"></span> <button type="reset" hidden>Show all</button></p>
    </form>
    <div class="paper-only">${meanings(marks)}</div>
    ${chapters.map((chapter) => area(chapter, names))}`;
}

const LEVELS = ['MUST', 'SHOULD'] as const;

function area({ area, entries }: Chapter, names: Names): Markup {
  const numbers = WEIGHT.map((mark) => ({
    mark,
    number: entries.filter((entry) => entry.mark === mark).length,
  })).filter(({ number }) => number > 0);
  return markup`<section class="area" data-area="${area}" aria-labelledby="area-${area}">
    <h3 id="area-${area}">
      ${AREA_WORDS[area]}
      <span class="numbers">${numbers.map(({ mark, number }, index) => markup`${index > 0 && ', '}${number} ${SIGNS[mark].word}`)}</span>
    </h3>
    ${entries.map((entry) => row(entry, names))}
  </section>`;
}

function row({ mark, requirement, verdicts, untested, blocks }: Entry, names: Names): Markup {
  const hasFindings = verdicts.some(({ violations, outcome }) => violations.length > 0 || outcome === 'broken');
  return markup`<details class="requirement ${mark}" data-mark="${mark}" data-level="${requirement.level}" id="${requirementAnchor(requirement.id)}">
    <summary>
      ${sign(mark)}<span class="id">${requirement.id} <span class="bond">${requirement.level}, ${requirement.standing}</span></span><span class="sentence">${requirement.sentence}</span>
    </summary>
    <div class="inside">
      <p class="source">
        <b>${requirement.level}</b> · ${requirement.standing} (${STANDING_WORDS[requirement.standing]}) ·
        ${consequence(requirement)}<br />${requirement.source}
      </p>
      ${requirement.when.length > 0 && markup`<p class="source">In force for: ${requirement.when.join(', ')}</p>`}
      ${requirement.whenAny !== undefined && markup`<p class="source">In force for any of: ${requirement.whenAny.join(', ')}</p>`}
      ${requirement.onlyIf !== undefined && markup`<p class="source">Binds only a supplier that ${requirement.onlyIf}</p>`}
      ${requirement.reach !== undefined && markup`<p class="source">Brought about by a run with ${wordsOf(requirement.reach)}</p>`}
      ${
        verdicts.length > 0 &&
        markup`<ul class="verdicts">
          ${verdicts.map((verdict) => verdictRow(verdict, names))}
        </ul>`
      }
      ${untested !== undefined && markup`<p><b>Untested.</b> ${untested}</p>`}
      ${verdicts.some(({ outcome }) => outcome === 'not-exercised') && markup`<p class="advice"><b>To exercise it</b> ${requirement.exercise}</p>`}
      ${blocks && markup`<p class="blocks">It stands in the way of going live.</p>`}
      ${hasFindings && markup`<p><a href="#${findingsAnchor(requirement.id)}">What was found, and the evidence</a></p>`}
    </div>
  </details>`;
}

function verdictRow(verdict: Verdict, names: Names): Markup {
  const { title, operation } = names(verdict);
  return markup`<li>
    ${sign(markOf(verdict))}
    <span>${operation !== undefined && markup`<b>${operation}</b> · `}${title} · <code>${verdict.check}</code></span>
    <span class="faint">${examinedWords(verdict)}${verdict.reason !== undefined && ` ${verdict.reason}`}</span>
  </li>`;
}

/** The requirements that no check enforces, and why. */
export function untestedList(entries: readonly Entry[]): Markup {
  return markup`<details class="more" id="${UNTESTED}">
    <summary>${count(entries.length, 'requirement')} that no check enforces, and why</summary>
    <ul class="untried">
      ${entries.map(
        ({ requirement, untested }) =>
          markup`<li>
            <p class="tags">
              <a class="id" href="#${requirementAnchor(requirement.id)}">${requirement.id}</a>
              <span>${requirement.sentence}</span>
            </p>
            <p class="faint">${untested}</p>
          </li>`,
      )}
    </ul>
  </details>`;
}
