import { FEATURES } from '../../specs/requirement.ts';
import { blocks } from '../../checks/verdict.ts';
import { sharesOf, shareWords } from '../coverage-words.ts';
import type { ReportInput } from '../input.ts';
import type { Chapter, Entry } from '../ledger.ts';
import type { Results } from '../results.ts';
import { count, shortened } from '../text.ts';
import { markup, type Markup } from './markup.ts';
import { requirementAnchor, symbol, UNTESTED, untriedAnchor } from './signs.ts';

/** How many things that were left over the cover names. */
const LEFT_OVER_TOLD = 3;

/** What nobody knows after this run: rules whose situation never arose, features that are not claimed, rules without a check. */
export function notTried({ results }: ReportInput, chapters: readonly Chapter[]): Markup {
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const all = entries.filter(isUntried);
  const binding = all.filter((entry) => untried(entry).some(blocks));
  const others = all.length - binding.length;
  const unclaimed = FEATURES.filter((feature) => !results.profile.features.includes(feature));
  const untested = entries.filter(isUntested);
  const showsNone = results.verdicts.some(
    ({ requirement, outcome }) => requirement === 'HTTP-CREDENTIALS' && outcome === 'not-applicable',
  );
  return markup`<section aria-labelledby="not-tried-title" id="not-tried">
    <h2 id="not-tried-title">What has not been tried</h2>
    <ul class="points">
      ${
        all.length > 0
          ? markup`<li>
              ${binding.length > 0 && markup`<b>${count(binding.length, 'binding requirement')}</b>, which ${binding.length === 1 ? 'has' : 'have'} to be seen before going live. `}${
                others > 0 &&
                `${binding.length > 0 ? others : count(others, 'requirement')} that ${others === 1 ? 'does' : 'do'} not stand in the way. `
              }<a href="#not-exercised">Which, and how to bring it about</a>
            </li>`
          : markup`<li>Every requirement that the claimed features bring into force and a test can show was tried.</li>`
      }
      ${showsNone && markup`<li>Whether the environment turns away who shows no credentials: it was tested without any.</li>`}
      ${unclaimed.length > 0 && markup`<li>Not claimed, so not judged: ${unclaimed.join(', ')}.</li>`}
      ${untested.length > 0 && markup`<li><a href="#${UNTESTED}">${count(untested.length, 'rule')} that no test from outside can show</a>, with the reasons.</li>`}
      ${results.coverage && markup`<li>${seen(results.coverage)} <a href="#coverage">Coverage</a></li>`}
    </ul>
  </section>`;
}

/** Whether a requirement can be enforced by no check. */
export function isUntested({ mark, requirement }: Entry): boolean {
  return mark === 'untested' && requirement.untested !== undefined;
}

function seen(coverage: NonNullable<Results['coverage']>): string {
  const { answers, reasons, transitions } = sharesOf(coverage);
  return `Of what the contract describes, seen were ${shareWords(answers)} kinds of answer, ${shareWords(reasons)} reason codes and ${shareWords(transitions)} changes of status.`;
}

/** Whether something about a requirement was not exercised. */
export function isUntried(entry: Entry): boolean {
  return untried(entry).length > 0;
}

const untried = (entry: Entry) => entry.verdicts.filter(({ outcome }) => outcome === 'not-exercised');

/** Requirements with something that was not exercised, and how to bring it about; what stands in the way first. */
export function notExercised(entries: readonly Entry[]): Markup {
  const blocking = entries.filter((entry) => untried(entry).some(blocks));
  const others = entries.filter((entry) => !blocking.includes(entry));
  return markup`${
    blocking.length > 0 &&
    markup`<h3>In the way: binding, so it must be seen before going live</h3>
      ${untriedList(blocking)}`
  }
  ${
    others.length > 0 &&
    markup`<h3>Not in the way</h3>
      ${untriedList(others)}`
  }`;
}

/** Requirements that are exercised by the same stand together, over the one way to do it. */
function untriedList(entries: readonly Entry[]): Markup {
  const ways = [...new Set(entries.map(({ requirement }) => requirement.exercise))];
  return markup`<ul class="untried">
    ${ways.map((exercise) => {
      const alike = entries.filter(({ requirement }) => requirement.exercise === exercise);
      return markup`<li>
        ${alike.map(untriedRule)}
        <p class="advice"><b>To exercise ${alike.length === 1 ? 'it' : alike.length === 2 ? 'both' : `all ${alike.length}`}</b> ${exercise}</p>
      </li>`;
    })}
  </ul>`;
}

function untriedRule(entry: Entry): Markup {
  const { id, sentence } = entry.requirement;
  const reasons = new Set(untried(entry).flatMap(({ reason }) => reason ?? []));
  return markup`<div id="${untriedAnchor(id)}">
    <p class="tags">
      ${symbol('not-exercised')}
      <a class="id" href="#${requirementAnchor(id)}">${id}</a>
      <span>${sentence}</span>
    </p>
    ${[...reasons].map((reason) => markup`<p class="faint">${reason}</p>`)}
  </div>`;
}

/** What the run left behind on the supplier's system. */
export function leftOver({ leftOver: left }: Results): Markup {
  const unsaid = left.length - LEFT_OVER_TOLD;
  return markup`<section aria-labelledby="left-over-title" id="left-over">
    <h2 id="left-over-title">What was left over on the environment</h2>
    ${
      left.length === 0
        ? markup`<p>Nothing that the run knows of: what it ordered has ended or was cancelled.</p>`
        : markup`<ul class="points">
            ${left.slice(0, LEFT_OVER_TOLD).map(({ text }) => markup`<li>${shortened(text, 160)}</li>`)}
            ${unsaid > 0 && markup`<li><a href="#run">and ${unsaid} more</a></li>`}
          </ul>`
    }
  </section>`;
}
