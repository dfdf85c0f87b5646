import { KINDS, type Change, type Comparison, type Kind } from '../diff.ts';
import { historyWords, KIND_WORDS, shownMarkOf, totalWords, type Sentences } from '../diff-text.ts';
import { count, moment } from '../text.ts';
import { markup, type Markup } from './markup.ts';
import { requirementAnchor, symbol } from './signs.ts';

/** The kinds of change that stand folded: nothing about them is new, or nothing is wrong. */
const FOLDED: readonly Kind[] = [
  'still-failing',
  'still-broken',
  'still-untested',
  'newly-exercised',
  'no-longer-applicable',
  'gone',
  'added',
];

/** What has changed since the baseline of the run; `sentences` are those of the rules that the report tells of. */
export function baseline(comparison: Comparison, sentences: Sentences): Markup {
  const { before, circumstances, changes, obstructing } = comparison;
  return markup`<p class="brief">
      ${obstructing === 0 ? 'Nothing stands in the way that did not before.' : `${count(obstructing, 'thing')} ${obstructing === 1 ? 'stands' : 'stand'} in the way that did not before.`}
      Baseline: ${before.supplier.name}, ${moment(before.startedAt)}, seed ${before.seed}. Since then: ${totalWords(comparison)}.
    </p>
    ${
      circumstances.length > 0 &&
      markup`<ul class="notes">
        ${circumstances.map((text) => markup`<li>${text}</li>`)}
      </ul>`
    }
    ${KINDS.map((kind) => {
      const some = changes.filter((change) => change.kind === kind);
      if (some.length === 0) return false;
      const { heading } = KIND_WORDS[kind];
      return FOLDED.includes(kind)
        ? markup`<details class="more">
            <summary>${heading}: ${some.length}</summary>
            ${list(some, sentences)}
          </details>`
        : markup`<h3>${heading} <span class="numbers">${some.length}</span></h3>
            ${list(some, sentences)}`;
    })}`;
}

/** Changes of one kind, requirement by requirement. */
function list(changes: readonly Change[], sentences: Sentences): Markup {
  const requirements = [...new Set(changes.map(({ requirement }) => requirement))];
  return markup`<ul class="untried">
    ${requirements.map((requirement) => {
      const own = changes.filter((change) => change.requirement === requirement);
      const sentence = sentences(requirement);
      return markup`<li>
        <p class="tags">
          ${symbol(shownMarkOf(own))}
          ${
            sentence === undefined
              ? markup`<code class="id">${requirement}</code>`
              : markup`<a class="id" href="#${requirementAnchor(requirement)}">${requirement}</a>`
          }
          <span>${sentence}</span>
        </p>
        ${own.map(
          (change) =>
            markup`<p class="faint"><code>${change.check}</code>${change.operation !== undefined && `, ${change.operation}`}: ${historyWords(change)}</p>`,
        )}
      </li>`;
    })}
  </ul>`;
}
