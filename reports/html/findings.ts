import type { Violation } from '../../checks/check.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { alike, isSameText, timesMore, type Alike } from '../alike.ts';
import { consequence, examinedWords, markOf, STANDING_WORDS, type Entry } from '../ledger.ts';
import { count, shortened } from '../text.ts';
import type { Exhibits, Item } from './evidence.ts';
import { markup, type Markup } from './markup.ts';
import { ORIGIN_WORDS, type Origin } from './origin.ts';
import { offenceOf, type Offence } from './offence.ts';
import { findingsAnchor, requirementAnchor, sign } from './signs.ts';
import { waiverBox } from './waivers.ts';

/** How many different findings of one verdict stand open with their evidence; the others are a click away. */
const OPEN_FINDINGS = 3;

/** A longer text of a finding is told by its beginning, in characters. */
const TEXT_SHOWN = 4000;

/** How many orders one finding names. */
const PLACES_NAMED = 8;

const HARNESS_ADVICE = "This is the harness's own fault: tell whoever keeps the harness, and hand over the journal.";

/** What a verdict is called beside its requirement: its check, and the operation where it is about one. */
export type Names = (verdict: Verdict) => { readonly title: string; readonly operation?: string };

/** Something that happened in an order, problem or test: what that is called, and where it is drawn if it is. */
export interface Whereabouts {
  readonly name: string;
  /** What texts may call it by: the gateway's id and the supplier's reference of it. */
  readonly ids: readonly string[];
  readonly anchor?: string;
}

/** What findings are told with, beside what was found. */
export interface Telling {
  readonly names: Names;
  readonly shelf: Exhibits;
  /** The orders, problems and tests that events belong to, each once. */
  readonly whereabouts: (events: readonly number[]) => readonly Whereabouts[];
  readonly seed: number;
  /** For what was found, what may be behind it. */
  readonly origins: ReadonlyMap<Entry, Origin>;
}

/** Requirements in full: the rule, what was found wrong, what to do about it, how to see it again, and the evidence. */
export function findings(entries: readonly Entry[], telling: Telling): Markup {
  return markup`${entries.map((entry) => {
    const { mark, requirement, verdicts } = entry;
    const origin = telling.origins.get(entry);
    const found = verdicts.filter((verdict) => ['failed', 'warned', 'broken', 'waived'].includes(markOf(verdict)));
    return markup`<article class="finding ${mark}" id="${findingsAnchor(requirement.id)}">
      <header>
        <p class="tags">
          ${sign(mark)} <a class="id" href="#${requirementAnchor(requirement.id)}">${requirement.id}</a>
        </p>
        <h3>${requirement.sentence}</h3>
        <p class="source">
          <b>${requirement.level}</b> · ${requirement.standing} (${STANDING_WORDS[requirement.standing]}) ·
          ${consequence(requirement)}<br />${requirement.source}
        </p>
      </header>
      ${found.some((verdict) => !isUnexercised(verdict)) && markup`<p class="advice"><b>What to do</b> ${mark === 'broken' ? HARNESS_ADVICE : requirement.advice}</p>`}
      ${found.some(isUnexercised) && markup`<p class="advice"><b>To exercise it</b> ${requirement.exercise}</p>`}
      ${origin !== undefined && markup`<p class="aside">${goesWith(origin)}</p>`}
      <p class="again">
        <b>To see it again</b>, alone and from the same seed, run it as before, with the same --config, --style or --defect, and with
        <code>--only ${requirement.id} --seed ${telling.seed}</code>
      </p>
      ${found.map((verdict) => findingsOf(verdict, telling))}
    </article>`;
  })}`;
}

/** What may be behind something, in a sentence with the way there. */
export function goesWith({ entry: { requirement }, why }: Origin): Markup {
  const [before, after] = ORIGIN_WORDS[why];
  return markup`${before}<a class="id" href="#${findingsAnchor(requirement.id)}">${requirement.id}</a>${after}`;
}

function isUnexercised({ waiver }: Verdict): boolean {
  return waiver?.outcome === 'not-exercised';
}

function findingsOf(verdict: Verdict, telling: Telling): Markup {
  const { title, operation } = telling.names(verdict);
  const groups = alike(verdict.violations, ({ seen }) => new Set(telling.whereabouts(seen).flatMap(({ ids }) => ids)));
  const rest = groups.slice(OPEN_FINDINGS);
  return markup`<section class="verdict">
    <p class="check">
      ${operation !== undefined && markup`<b>${operation}</b> · `}${title} · <code>${verdict.check}</code>
      ${verdict.examined > 0 && markup`<span class="faint">· ${examinedWords(verdict)}</span>`}
    </p>
    ${verdict.waiver && waiverBox(verdict.waiver)}
    ${verdict.reason !== undefined && markup`<p class="prose">${shortened(verdict.reason, TEXT_SHOWN)}</p>`}
    ${groups.slice(0, OPEN_FINDINGS).map((group) => finding(group, telling, true))}
    ${
      rest.length > 0 &&
      markup`<details class="more">
        <summary>${count(rest.flatMap(({ first, others }) => [first, ...others]).length, 'more finding')}</summary>
        ${rest.map((group) => finding(group, telling, false))}
      </details>`
    }
  </section>`;
}

/** What was found once or several times alike: in words, where, and with the messages of the first; the others' are a click away. */
function finding({ first, others }: Alike, telling: Telling, isShownFirst: boolean): Markup {
  return markup`<div class="violation">
    ${contrast(first)}
    ${where(telling.whereabouts([first, ...others].flatMap(({ seen }) => seen)))}
    ${messages(first, telling, isShownFirst ? 6 : 2)}
    ${
      others.length > 0 &&
      markup`<details class="more">
        <summary>The same ${timesMore(others.length)}: the messages</summary>
        ${others.map((other) => markup`<div class="violation">${!isSameText(first, other) && contrast(other)} ${where(telling.whereabouts(other.seen))} ${messages(other, telling, 2)}</div>`)}
      </details>`
    }
  </div>`;
}

function contrast({ expected, actual }: Violation): Markup {
  return markup`<dl>
    <div>
      <dt>Expected</dt>
      <dd>${shortened(expected, TEXT_SHOWN)}</dd>
    </div>
    <div class="seen">
      <dt>Seen</dt>
      <dd>${shortened(actual, TEXT_SHOWN)}</dd>
    </div>
  </dl>`;
}

/** The messages that show a finding, so many of them. */
function messages(violation: Violation, { shelf }: Telling, most: number): Markup {
  const offence = offenceOf(violation);
  const all = shelf.items(violation.seen);
  const pair = variantAndTwin(violation, all, shelf);
  const paired = pair ? [pair.variant, pair.twin] : [];
  const items = all.filter((item) => !paired.includes(item));
  const shown = items.slice(0, pair ? 0 : most);
  const events = violation.seen.filter((seq) => !shelf.items([seq]).some((item) => paired.includes(item)));
  return markup`${pair && pairOf(pair, shelf, offence)} ${shown.map((item) => shelf.exhibit(item, { offence }))}
    ${items.length > shown.length && markup`<p class="aside">And ${count(items.length - shown.length, 'more thing')} in the journal: ${eventList(events)}.</p>`}
    ${all.length === 0 && markup`<p class="aside">No single event shows it: it is about what did not happen.</p>`}`;
}

/** Which orders, problems and tests a finding is about, each with the way to where its course is drawn. */
function where(places: readonly Whereabouts[]): Markup | false {
  const unsaid = places.length - PLACES_NAMED;
  return (
    places.length > 0 &&
    markup`<p class="aside">
      In
      ${places
        .slice(0, PLACES_NAMED)
        .map(
          ({ name, anchor }, index) =>
            markup`${index > 0 && ', '}${anchor === undefined ? name : markup`<a href="#${anchor}">${name}</a>`}`,
        )}${unsaid > 0 && ` and ${unsaid} more`}${places.some(({ anchor }) => anchor !== undefined) && markup`<span class="screen-only">: what happened in ${places.length === 1 ? 'it' : 'each'}, from beginning to end</span>`}
    </p>`
  );
}

/** A generated request in which something was found, and its control twin. */
interface Pair {
  readonly variant: Item;
  readonly twin: Item;
}

/** The request that a finding is about and its twin, where it is about a generated one and shows the other. */
function variantAndTwin({ seen }: Violation, items: readonly Item[], shelf: Exhibits): Pair | undefined {
  const [variant] = shelf.items(seen.slice(0, 1));
  const wanted = variant?.kind === 'exchange' ? variant.exchange.request.generated?.twin : undefined;
  const twin = items.find(
    (item) => wanted !== undefined && item.kind === 'exchange' && item.exchange.request.generated?.id === wanted,
  );
  return variant && twin ? { variant, twin } : undefined;
}

/** A generated request beside its twin, where there is room for both. */
function pairOf({ variant, twin }: Pair, shelf: Exhibits, offence: Offence): Markup {
  return markup`<div class="pair">
    <div>
      <p class="wire-title">The variant</p>
      ${shelf.exhibit(variant, { offence })}
    </div>
    <div>
      <p class="wire-title">Its control twin</p>
      ${shelf.exhibit(twin)}
    </div>
  </div>`;
}

/** Event numbers as words, the first of them where there are many. */
function eventList(events: readonly number[]): string {
  const listed = events.slice(0, 20).join(', ');
  return `${events.length === 1 ? 'event' : 'events'} ${listed}${events.length > 20 ? ` and ${events.length - 20} more` : ''}`;
}
