import { grouped } from '../../specs/grouped.ts';
import { TENANT_NOTICES } from '../../specs/tenant-view.ts';
import type { Consequence, Gravity, TenantView } from '../../checks/tenant-view.ts';
import { count, shortened } from '../text.ts';
import { nameOf, type Chronicle } from './chronicle.ts';
import { statusClass } from './drawings/statuses.ts';
import { markup, type Markup } from './markup.ts';
import { storyAnchor } from './signs.ts';
import type { Story } from './timeline.ts';

/** How many consequences and how many courses are told, and how many orders are named with each; the journal has all. */
const CONSEQUENCES_TOLD = 40;
const COURSES_TOLD = 60;
const STORIES_NAMED = 4;
const ABOUTS_NAMED = 3;

/** How many statuses of one course are told. */
const STATUSES_TOLD = 24;

/** How each kind of consequence is shown: with a sign and a word, never by colour alone. */
const GRAVITIES: Readonly<Record<Gravity, { readonly symbol: string; readonly word: string }>> = {
  misled: { symbol: '⤺', word: 'misled' },
  'in-the-dark': { symbol: '◐', word: 'in the dark' },
  unclear: { symbol: '?', word: 'not known' },
};

/** A consequence with what it is. */
export function consequenceWords({ gravity, words }: Consequence): Markup {
  const { symbol, word } = GRAVITIES[gravity];
  return markup`<span class="gravity ${gravity}"><span class="symbol" aria-hidden="true">${symbol}</span> ${word}</span> ${words}`;
}

/** What the retailers would have seen of the orders of a run, and where they would have been left in the dark or misled. */
export function retailers({ views, orders, strangers }: Chronicle): Markup {
  const shown = new Set(orders);
  const affected = affectedIn(views);
  const open = [...views.values()].filter(({ ended }) => !ended).length;
  return markup`<ul class="retail-sum">
      <li><b>${views.size}</b> ${views.size === 1 ? 'order, problem or test' : 'orders, problems and tests'}, seen from the other side</li>
      <li class="${affected > 0 && 'affected'}"><b>${affected}</b> would have misled a retailer or left one in the dark</li>
      <li><b>${open}</b> had not ended for the retailer when this run did</li>
      ${strangers > 0 && markup`<li class="affected"><b>${strangers}</b> ${strangers === 1 ? 'KCI was' : 'KCIs were'} about nothing that this run knows: no retailer would have been told</li>`}
    </ul>
    ${met(views, shown)}
    <h3>What retailers would have seen, one status after the other</h3>
    ${courses(views, shown)} ${known()}`;
}

/** How many orders, problems and tests would have misled a retailer or left one in the dark. */
function affectedIn(views: Chronicle['views']): number {
  return [...views.values()].filter(({ consequences }) => consequences.some(({ gravity }) => gravity !== 'unclear'))
    .length;
}

/** The same in a sentence, where there are any. */
export function feltByRetailers({ views }: Chronicle): Markup | false {
  const affected = affectedIn(views);
  return (
    affected > 0 &&
    markup`<p class="felt"><b>${affected} of ${count(views.size, 'order, problem or test', 'orders, problems and tests')}</b> would have misled a retailer or left one in the dark. <a class="screen-only" href="#retailers">Which, and how</a></p>`
  );
}

/** What retailers would have met with, alike things together: what misleads first, and what concerns most. */
function met(views: Chronicle['views'], shown: ReadonlySet<Story>): Markup {
  const alike = new Map<string, { readonly consequence: Consequence; readonly stories: Set<Story> }>();
  for (const [story, { consequences }] of views) {
    for (const consequence of consequences) {
      const key = `${consequence.gravity} ${consequence.words}`;
      const known = alike.get(key) ?? { consequence, stories: new Set() };
      alike.set(key, known);
      known.stories.add(story);
    }
  }
  if (alike.size === 0)
    return markup`<p class="aside">Nowhere in this run would a retailer have been misled or left in the dark.</p>`;
  const weights: readonly Gravity[] = ['misled', 'in-the-dark', 'unclear'];
  const sorted = [...alike.values()].toSorted(
    (one, other) =>
      weights.indexOf(one.consequence.gravity) - weights.indexOf(other.consequence.gravity) ||
      other.stories.size - one.stories.size,
  );
  return markup`<h3>Where a retailer would have been misled or left in the dark</h3>
    <ul class="retail-affected">
      ${sorted.slice(0, CONSEQUENCES_TOLD).map(({ consequence, stories }) => {
        const abouts = [...new Set([...stories].map(aboutWords))];
        const named = [...stories].slice(0, STORIES_NAMED);
        return markup`<li>
          <p>${consequenceWords(consequence)}</p>
          <p class="faint">${abouts.slice(0, ABOUTS_NAMED).join(', ')}${abouts.length > ABOUTS_NAMED && ' …'}: ${named.map((story, index) => markup`${index > 0 && ', '}${storyLink(story, shown)}`)}${stories.size > named.length && ` and ${stories.size - named.length} more`}</p>
        </li>`;
      })}
    </ul>
    ${sorted.length > CONSEQUENCES_TOLD && markup`<p class="aside">And ${sorted.length - CONSEQUENCES_TOLD} more, told with their orders.</p>`}`;
}

function storyLink(story: Story, shown: ReadonlySet<Story>): Markup {
  const name = nameOf(story.stream);
  return shown.has(story)
    ? markup`<a href="#${storyAnchor(story.moments[0]?.event.seq ?? 0)}">${name}</a>`
    : markup`<b>${name}</b>`;
}

/** What a story is about in a few words: `provide order · ORDER_DELAYED`. */
function aboutWords({ stream: { subject } }: Story): string {
  const { kind, variant, scenario } = subject;
  const what = kind === 'order' ? `${variant} order` : variant === kind ? `service ${kind}` : variant;
  return `${what}${scenario === undefined ? '' : ` · ${scenario}`}`;
}

/** The courses that orders took for their retailers, alike ones together, by what they were to show. */
function courses(views: Chronicle['views'], shown: ReadonlySet<Story>): Markup {
  const told = [...views].map(([story, view]) => ({ story, view, about: aboutWords(story) }));
  const alike = grouped(told, ({ about, view }) => JSON.stringify([about, view.ended, statusesOf(view)]));
  const rows = [...alike.values()]
    .map((same) => ({ ...same[0], stories: same.map(({ story }) => story) }))
    .sort((a, b) => (a.about < b.about ? -1 : a.about > b.about ? 1 : b.stories.length - a.stories.length));
  return markup`<ul class="retail-courses">
      ${rows.slice(0, COURSES_TOLD).map(({ stories, view, about }, index) => {
        const [first] = stories;
        return markup`<li>
          <p class="about"><b>${rows[index - 1]?.about === about ? '' : about}</b></p>
          <p class="steps">${statusesOf(view)
            .slice(0, STATUSES_TOLD)
            .map(
              ({ status, added, asks }, step) =>
                markup`${step > 0 && markup`<span class="arrow" aria-hidden="true">→</span> `}<span class="state ${statusClass(status)}">${shortened(status, 40)}${asks && markup`<span class="asks"> asked to act</span>`}${added && markup`<span class="asks"> added</span>`}</span> `,
            )}${statusesOf(view).length > STATUSES_TOLD && markup`<span class="faint">and ${statusesOf(view).length - STATUSES_TOLD} more</span> `}${!view.ended && markup`<span class="unended">still open at the end of the run</span>`}${view.sights.length === 0 && markup`<span class="faint">nothing that is known</span>`}</p>
          <p class="times">${first && storyLink(first, shown)}${stories.length > 1 && ` and ${stories.length - 1} more`}</p>
        </li>`;
      })}
    </ul>
    ${rows.length > COURSES_TOLD && markup`<p class="aside">${count(rows.length - COURSES_TOLD, 'further course was', 'further courses were')} taken.</p>`}`;
}

/** The statuses that a retailer sees, one after the other. */
function statusesOf({
  sights,
}: TenantView): readonly { readonly status: string; readonly added?: true; readonly asks?: true }[] {
  return sights
    .filter(({ status, asks }, index) => asks || status !== sights[index - 1]?.status)
    .map(({ status, added, asks }) => ({ status, ...(added ? { added } : {}), ...(asks ? { asks } : {}) }));
}

/** How it is known what the gateway makes of KCIs. */
function known(): Markup {
  return markup`<details class="more">
    <summary>How this is known</summary>
    <p class="aside">What the gateway makes of each reason code, by which pages. Most of it is written for retailers and binds no supplier: this part judges nothing. What no page says is told as not known.</p>
    <div class="scroll" role="region" tabindex="0" aria-label="What the gateway makes of each reason code">
      <table class="plain-table">
        <thead>
          <tr><th scope="col">KCI</th><th scope="col">The retailer is sent</th><th scope="col">Standing</th><th scope="col">Source</th></tr>
        </thead>
        <tbody>
          ${TENANT_NOTICES.map(
            ({ reason, type, asks, status, standing, source }) =>
              markup`<tr>
                <th scope="row">${reason}</th>
                <td>${type}${asks && ', asking it to act'}${status !== undefined && ` (status ${status})`}${reason === 'CANCELLED' && ', or TERMINATED where nobody asked for it'}</td>
                <td>${standing}</td>
                <td>${source}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
