import { foremost, unseenWords, type Obstacle } from '../obstacles.ts';
import type { Results } from '../results.ts';
import { count, shortened } from '../text.ts';
import { goesWith } from './findings.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, sign, untriedAnchor } from './signs.ts';

/** How much of a finding the cover quotes, in characters of what was expected and of what was seen. */
const QUOTED = 110;

/** The three things to see to first, each with what to do about it; of an interrupted run, what it has seen of them. */
export function firstOf(obstacles: readonly Obstacle[], results: Results): Markup | false {
  const first = foremost(obstacles, results);
  const unseen = unseenWords(obstacles, results);
  const rest = obstacles.length - first.length;
  return (
    obstacles.length > 0 &&
    markup`<section class="first" id="fix-first" aria-labelledby="fix-first-title">
      <h2 id="fix-first-title">${titleOf(first)}</h2>
      ${
        first.length > 0 &&
        markup`<ol>
        ${first.map(
          (obstacle) =>
            markup`<li>
              <p class="tags">${sign(obstacle.entry.mark)} ${link(obstacle)} <span class="faint">${extent(obstacle)}</span></p>
              <p class="rule">${obstacle.entry.requirement.sentence}</p>
              ${quotation(obstacle)}
              <p class="do"><b>What to do:</b> ${obstacle.origin ? goesWith(obstacle.origin) : remedy(obstacle)}</p>
            </li>`,
        )}
      </ol>`
      }
      ${unseen !== undefined && markup`<p>${unseen}</p>`}
      ${rest > 0 && markup`<p class="aside"><a href="#in-the-way">${first.length > 0 ? `Then ${count(rest, 'other thing')} that ${rest === 1 ? 'stands' : 'stand'} in the way` : `What stands in the way`}</a><span class="screen-only">, and why in this order</span>.</p>`}
    </section>`
  );
}

/** The first of what was found, in few words. */
function quotation({ entry: { mark, verdicts } }: Obstacle): Markup | false {
  const [first] =
    mark === 'failed' ? verdicts.flatMap(({ outcome, violations }) => (outcome === 'failed' ? violations : [])) : [];
  return (
    first !== undefined &&
    markup`<p class="quoted"><b>Expected:</b> ${shortened(first.expected, QUOTED)}; <b>seen:</b> ${shortened(first.actual, QUOTED)}</p>`
  );
}

/** What stands in the way of going live beside the things to see to first, in the order in which to see to it. */
export function alsoInTheWay(others: readonly Obstacle[]): Markup {
  return markup`<ol class="way">
    ${others.map(
      (obstacle) =>
        markup`<li>
          ${sign(obstacle.entry.mark)} ${link(obstacle)}
          <span>${obstacle.entry.requirement.sentence} <span class="faint">${extent(obstacle)}</span>${obstacle.origin && markup` <span class="faint">${goesWith(obstacle.origin)}</span>`}</span>
        </li>`,
    )}
  </ol>`;
}

function titleOf(first: readonly Obstacle[]): string {
  if (first[0]?.entry.mark === 'failed') return first.length === 1 ? 'Fix this' : 'Fix these first';
  return first.length > 1 ? 'See to these first' : 'See to this';
}

function link({ entry: { mark, requirement } }: Obstacle): Markup {
  const anchor = mark === 'not-exercised' ? untriedAnchor(requirement.id) : findingsAnchor(requirement.id);
  return markup`<a class="id" href="#${anchor}">${requirement.id}</a>`;
}

/** How much of the run shows it. */
function extent({ touches, findings }: Obstacle): string {
  const where = touches === '' ? '' : ` in ${touches}`;
  return findings > 0 ? `${count(findings, 'finding')}${where}` : '';
}

const REMEDY_OF_BROKEN = 'tell whoever keeps the harness; the supplier has nothing to do about it.';

function remedy({ entry: { mark, requirement } }: Obstacle): string {
  if (mark === 'broken') return REMEDY_OF_BROKEN;
  return mark === 'not-exercised' ? requirement.exercise : requirement.advice;
}
