import { FEATURES } from '../../specs/requirement.ts';
import { header, type History } from '../../evidence/history.ts';
import { blocks } from '../../checks/verdict.ts';
import { sharesOf, shareWords } from '../coverage-words.ts';
import type { ReportInput } from '../input.ts';
import type { Chapter, Entry } from '../ledger.ts';
import type { Results } from '../results.ts';
import { count, shortened } from '../text.ts';
import { causeWords, hindranceList, hindrancesIn } from './hindrances.ts';
import { markup, type Markup } from './markup.ts';
import { requirementAnchor, symbol, UNTESTED, untriedAnchor } from './signs.ts';

/** How many things that were left over the cover names; one more takes no more room than to say that there is one more. */
const LEFT_OVER_TOLD = 3;

/** How many of the things that kept the run from trying more the cover names. */
const CAUSES_TOLD = 3;

/** What nobody knows after this run: what it left out, rules whose situation never arose, features that are not claimed, rules without a check. */
export function notTried({ results, run }: ReportInput, chapters: readonly Chapter[]): Markup {
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const all = entries.filter(isUntried);
  const binding = all.filter((entry) => untried(entry).some(blocks));
  const others = all.length - binding.length;
  const unclaimed = FEATURES.filter((feature) => !results.profile.features.includes(feature));
  const untested = entries.filter(isUntested);
  const limits = limitsOf(results, entries);
  const causes = causeWords(hindrancesIn(run.history), CAUSES_TOLD);
  return markup`<section aria-labelledby="not-tried-title" id="not-tried">
    <h2 id="not-tried-title">What has not been tried</h2>
    <ul class="points">
      ${limits.map((limit) => markup`<li>${limit}</li>`)}
      ${
        all.length > 0 &&
        markup`<li>
              ${binding.length > 0 && markup`<b>${count(binding.length, 'binding requirement')}</b>, which ${binding.length === 1 ? 'has' : 'have'} to be seen before going live. `}${
                others > 0 &&
                `${binding.length > 0 ? others : count(others, 'requirement')} that ${others === 1 ? 'does' : 'do'} not stand in the way. `
              }<a class="screen-only" href="#not-exercised">Which, and how to bring it about</a>
            </li>`
      }
      ${all.length > 0 && causes !== '' && markup`<li>${causes}</li>`}
      ${all.length === 0 && limits.length === 0 && markup`<li>Every requirement that the claimed features bring into force and a test can show was tried.</li>`}
      ${showsNoCredentials(run) && markup`<li>Whether the environment turns away who shows no credentials: it was tested without any.</li>`}
      ${unclaimed.length > 0 && markup`<li>Not claimed, so not judged: ${unclaimed.join(', ')}.</li>`}
      ${untested.length > 0 && markup`<li><a href="#${UNTESTED}">${count(untested.length, 'rule')} that no test from outside can show</a>, with the reasons.</li>`}
      ${results.coverage && markup`<li>${seen(results.coverage)} <a class="screen-only" href="#coverage">Coverage</a></li>`}
    </ul>
  </section>`;
}

/** What a run that was not whole has left out, a sentence each. */
function limitsOf({ only, shard, interrupted }: Results, entries: readonly Entry[]): readonly string[] {
  const testable = entries.filter(({ requirement }) => requirement.untested === undefined);
  const looked = testable.filter(({ verdicts }) => verdicts.length > 0).length;
  const left = testable.length - looked;
  const share = `${looked} of ${count(testable.length, 'requirement')} that a test can show`;
  return [
    ...(only
      ? [
          `The run was limited to ${shortened(only.join(', '), 300)}: it looked at ${share}; the others have not been tried.`,
        ]
      : []),
    ...(shard
      ? [
          `This is shard ${shard.index} of ${shard.of}: what the other shards play is not in it${left > 0 && !only ? `, and it looked at ${share}` : ''}.`,
        ]
      : []),
    ...(interrupted ? ['The run was interrupted: what it had not come to has not been tried.'] : []),
  ];
}

/** Whether all that was asked in a run was asked without credentials. */
export function showsNoCredentials({ history }: ReportInput['run']): boolean {
  const asked = history.filter((event) => event.type === 'request');
  return asked.length > 0 && asked.every(({ headers }) => header(headers, 'Authorization') === undefined);
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
export function notExercised(entries: readonly Entry[], history: History): Markup {
  const blocking = entries.filter((entry) => untried(entry).some(blocks));
  const others = entries.filter((entry) => !blocking.includes(entry));
  return markup`${hindranceList(hindrancesIn(history))} ${
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
  const told = left.length === LEFT_OVER_TOLD + 1 ? left : left.slice(0, LEFT_OVER_TOLD);
  const unsaid = left.length - told.length;
  return markup`<section aria-labelledby="left-over-title" id="left-over">
    <h2 id="left-over-title">What was left over on the environment</h2>
    ${
      left.length === 0
        ? markup`<p>Nothing that the run knows of: what it ordered has ended or was cancelled.</p>`
        : markup`<ul class="points">
            ${told.map(({ text }) => markup`<li>${shortened(text, 160)}</li>`)}
            ${unsaid > 0 && markup`<li><a href="#run">and ${unsaid} more</a><span class="paper-only">, listed under “The run”</span></li>`}
          </ul>`
    }
  </section>`;
}
