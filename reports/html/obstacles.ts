import { FIRST, type Obstacle } from '../obstacles.ts';
import { count } from '../text.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, sign, untriedAnchor } from './signs.ts';

/** The three things to see to first, each with what to do about it. */
export function firstOf(obstacles: readonly Obstacle[]): Markup | false {
  const rest = obstacles.length - FIRST;
  return (
    obstacles.length > 0 &&
    markup`<section class="first" id="fix-first" aria-labelledby="fix-first-title">
      <h2 id="fix-first-title">${titleOf(obstacles)}</h2>
      <ol>
        ${obstacles.slice(0, FIRST).map(
          (obstacle) =>
            markup`<li>
              <p class="tags">${sign(obstacle.entry.mark)} ${link(obstacle)} <span class="faint">${extent(obstacle)}</span></p>
              <p class="rule">${obstacle.entry.requirement.sentence}</p>
              <p class="do"><b>What to do:</b> ${remedy(obstacle)}</p>
            </li>`,
        )}
      </ol>
      ${rest > 0 && markup`<p class="aside"><a href="#in-the-way">Then ${count(rest, 'other thing')} that ${rest === 1 ? 'stands' : 'stand'} in the way</a>, and why in this order.</p>`}
    </section>`
  );
}

/** What stands in the way of going live beside the things to see to first, in the order in which to see to it. */
export function alsoInTheWay(others: readonly Obstacle[]): Markup {
  return markup`<ol class="way">
    ${others.map(
      (obstacle) =>
        markup`<li>
          ${sign(obstacle.entry.mark)} ${link(obstacle)}
          <span>${obstacle.entry.requirement.sentence} <span class="faint">${extent(obstacle)}</span></span>
        </li>`,
    )}
  </ol>`;
}

function titleOf(obstacles: readonly Obstacle[]): string {
  const [first] = obstacles;
  if (first?.entry.mark === 'failed') return obstacles.length === 1 ? 'Fix this' : 'Fix these first';
  return obstacles.length === 1 ? 'See to this' : 'See to these first';
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
