import type { Sight, TenantView } from '../../checks/tenant-view.ts';
import { count, duration, shortened } from '../text.ts';
import { address, answerWords, type Exhibits } from './evidence.ts';
import { eventAnchor, MOMENTS_SHOWN, nameOf, type Chronicle } from './chronicle.ts';
import type { Absence } from './drawings/absences.ts';
import { drawOrder, type Drawn } from './drawings/order.ts';
import { STATUS_KINDS, statusClass } from './drawings/statuses.ts';
import { worstOf, type Found } from './found.ts';
import { markup, textOf, type Markup } from './markup.ts';
import { consequenceWords } from './retailers.ts';
import { findingsAnchor, storyAnchor, symbol, type Pointer } from './signs.ts';
import type { Moment, Story } from './timeline.ts';
import { sortOf } from './variants.ts';

export { nameOf } from './chronicle.ts';

/** How much is drawn, in characters of SVG: the first orders, which are those in which something was found. */
const DRAWN = 500_000;

/** The most dots that a small strip of an order has. */
const DOTS = 120;

/** How many things that belong to no order are shown. */
const STRANGERS_SHOWN = 400;

/** How many requirements a message names that it breaks; a garbled one may break dozens. */
const POINTERS_SHOWN = 6;

/** The orders of a run, each with what was asked, answered and volunteered; those where something was found come first. */
export function orders(chronicle: Chronicle, baseUrl: string, shelf: Exhibits): Markup {
  const { orders: drawn, stories } = chronicle;
  const further = stories.orders.length - drawn.length;
  let left = DRAWN;
  return markup`${drawn.length > 0 && statusLegend()}<div class="orders">
      ${drawn.map((story) => {
        const drawing = left > 0 && drawOrder(drawnFrom(story, chronicle));
        left -= textOf(drawing).length;
        return order(story, chronicle, drawing, baseUrl, shelf);
      })}
    </div>
    ${further > 0 && markup`<p class="aside">${count(further, 'further order is', 'further orders are')} in the journal only, where less was found.</p>`}`;
}

const NOTHING_SEEN: TenantView = { sights: [], consequences: [], ended: false };

function drawnFrom(story: Story, { found, absences, views }: Chronicle): Drawn {
  const view = views.get(story) ?? NOTHING_SEEN;
  return { story, name: nameOf(story.stream), found, absences: absences.get(story) ?? [], view };
}

/** What the colours of the statuses mean. */
function statusLegend(): Markup {
  return markup`<ul class="status-legend">
    ${STATUS_KINDS.map(([kind, statuses]) => markup`<li><span class="swatch st-${kind}"></span> ${statuses.join(', ')}</li>`)}
    <li><span class="alarm-sign" aria-hidden="true">◆</span> a retailer would have been misled or left in the dark</li>
  </ul>`;
}

function order(story: Story, chronicle: Chronicle, drawing: Markup | false, baseUrl: string, shelf: Exhibits): Markup {
  const { stream, moments, status, reference } = story;
  const { found } = chronicle;
  const { subject, kcis } = stream;
  const view = chronicle.views.get(story) ?? NOTHING_SEEN;
  const worst = worstOf(moments.flatMap(({ event }) => found.get(event.seq) ?? []));
  const start = moments[0]?.event.mono ?? 0;
  const took = (moments.at(-1)?.event.mono ?? start) - start;
  return markup`<details class="order" id="${storyAnchor(moments[0]?.event.seq ?? 0)}">
    <summary>
      <span class="who">${worst ? symbol(worst) : markup`<span class="sign small none"><span class="symbol" aria-hidden="true">·</span></span>`}
        <b>${nameOf(stream)}</b>
        <span class="faint">${subject.variant}${subject.scenario !== undefined && ` · ${subject.scenario}`}</span></span>
      <span class="ref">${shortened(reference ?? 'no supplier reference', 60)}</span>
      <span class="state ${status !== undefined && statusClass(status)}">${shortened(status ?? (subject.exchange ? answerWords(subject.exchange) : 'announced'), 40)}</span>
      <span class="faint">${count(kcis.length, 'KCI')} in ${duration(took)}</span>
      ${strip(moments, found, start, took)}
    </summary>
    ${drawing !== false && markup`<div class="drawn">${drawing}</div>`}
    ${course(story, chronicle, baseUrl, shelf)}
    ${view.consequences.length > 0 && consequenceList(view)}
  </details>`;
}

/** The moments of an order one below the other, and in their places those that did not come. */
function course(story: Story, { found, absences, views }: Chronicle, baseUrl: string, shelf: Exhibits): Markup {
  const start = story.moments[0]?.event.mono ?? 0;
  const missing = (absences.get(story) ?? []).filter(({ late }) => late === undefined);
  const sights = views.get(story)?.sights ?? [];
  const news = sights.filter(({ asks, status }, index) => asks || status !== sights[index - 1]?.status);
  const shownAt = new Map(news.map((sight) => [sight.event, sight]));
  const rows = story.moments.slice(0, MOMENTS_SHOWN).map((moment) => ({
    mono: moment.event.mono,
    row: momentRow(moment, start, found, shownAt.get(moment.event.seq), baseUrl, shelf),
  }));
  for (const absence of missing.toSorted((a, b) => a.due - b.due)) {
    const after = rows.findLastIndex(({ mono }) => mono <= absence.due);
    rows.splice(after + 1, 0, { mono: absence.due, row: absenceRow(absence, start) });
  }
  return markup`<ol class="moments">${rows.map(({ row }) => row)}</ol>
    ${story.moments.length > MOMENTS_SHOWN && markup`<p class="aside">${count(story.moments.length - MOMENTS_SHOWN, 'more moment is', 'more moments are')} in the journal.</p>`}`;
}

/** The moments along the time that they took: above the line what was asked, on it the answers, below it the KCIs. */
function strip(moments: readonly Moment[], found: Found, start: number, took: number): Markup {
  const height = { request: 7, answer: 15, kci: 23 };
  // A flood would fill the page with dots on top of each other.
  const marks = moments.slice(0, DOTS).map(({ kind, event }) => {
    const x = `${(1 + (took > 0 ? (event.mono - start) / took : 0) * 98).toFixed(2)}%`;
    const worst = worstOf(found.get(event.seq) ?? []);
    return markup`<circle class="dot ${kind} ${worst ?? ''}" cx="${x}" cy="${height[kind]}" r="${worst ? 5 : 3.5}" />`;
  });
  return markup`<svg class="strip" width="100%" height="30" aria-hidden="true">
    <line x1="1%" x2="99%" y1="15" y2="15" />
    ${marks}
  </svg>`;
}

function momentRow(
  moment: Moment,
  start: number,
  found: Found,
  sight: Sight | undefined,
  baseUrl: string,
  shelf: Exhibits,
): Markup {
  const here = found.get(moment.event.seq) ?? [];
  const worst = worstOf(here);
  const badge =
    moment.kind === 'request'
      ? '→'
      : moment.kind === 'answer'
        ? '←'
        : shortened(String(moment.kci.sequenceNumber ?? '?'), 5);
  return markup`<li class="moment ${moment.kind} ${worst ?? ''}" id="${eventAnchor(moment.event.seq)}">
    <span class="when">+${duration(moment.event.mono - start)}</span>
    <span class="badge" aria-hidden="true">${badge}</span>
    <div>${momentWords(moment, baseUrl, shelf)}${sight && moment.kind !== 'request' && retailerLine(sight)}${here.length > 0 && pointerList(here)}</div>
  </li>`;
}

/** What the retailer is shown from a moment on. */
function retailerLine({ status, asks, type }: Sight): Markup {
  return markup`<p class="retailer">the retailer sees <span class="state ${statusClass(status)}">${shortened(status, 40)}</span>${type !== undefined && type !== status && markup` <span class="faint">as ${shortened(type, 40)}</span>`}${asks && ', and is asked to act'}</p>`;
}

/** The place of what was due and never came. */
function absenceRow({ requirement, mark, expected, within, due, actual }: Absence, start: number): Markup {
  return markup`<li class="moment absent ${mark}">
    <span class="when">+${duration(due - start)}</span>
    <span class="badge" aria-hidden="true">?</span>
    <div>
      <p class="line"><span class="unseen">Missing: </span><b>${expected}</b> <span class="faint">was due within ${within}; ${actual}</span></p>
      ${pointerList([{ requirement, mark }])}
    </div>
  </li>`;
}

/** What the retailer of an order would have met with. */
function consequenceList({ consequences }: TenantView): Markup {
  return markup`<div class="consequences">
    <p><b>What the retailer would have met with</b></p>
    <ul>
      ${consequences.slice(0, POINTERS_SHOWN).map((consequence) => markup`<li>${consequenceWords(consequence)}</li>`)}
      ${consequences.length > POINTERS_SHOWN && markup`<li class="faint">and ${consequences.length - POINTERS_SHOWN} more</li>`}
    </ul>
  </div>`;
}

function momentWords(moment: Moment, baseUrl: string, shelf: Exhibits): Markup {
  if (moment.kind === 'answer') {
    const { exchange, status } = moment;
    const { response } = exchange;
    return markup`<p class="line">
      <span class="unseen">Answer: </span><b>${answerWords(exchange)}</b>
      ${status !== undefined && markup`<span class="state ${statusClass(status)}">${shortened(status, 40)}</span>`}
      <span class="faint">to #${exchange.request.seq}${response?.body.text === '' && ', without a body'}</span>
    </p>`;
  }
  if (moment.kind === 'request') {
    const { exchange, what } = moment;
    const summary = markup`<span class="unseen">Request: </span><b>${what}</b>
      <span class="faint">${exchange.request.method} ${shortened(address(exchange.request.url, baseUrl), 60)}</span>
      ${exchange.request.generated && markup`<span class="tag">${sortOf(exchange.request.generated)}</span>`}`;
    return shelf.exhibit({ kind: 'exchange', exchange }, { summary });
  }
  const { kci, like, isEarly } = moment;
  const { answer } = kci.event;
  const told =
    'dropped' in answer ? 'connection dropped' : answer.status === 204 ? undefined : `answered ${answer.status}`;
  const summary = markup`<span class="unseen">KCI ${kci.sequenceNumber ?? 'without a sequence number'}: </span><b>${shortened(kci.reasonCode ?? 'no reason code', 60)}</b>
    ${kci.status !== undefined && markup`<span class="state ${statusClass(kci.status)}">${shortened(kci.status, 40)}</span>`}
    ${kci.problemCode !== undefined && markup`<span class="tag">${shortened(kci.problemCode, 60)}</span>`}
    ${like && markup`<span class="tag">${like.isSame ? 'sent again, as' : 'other content under the id of'} #${like.event}</span>`}
    ${isEarly && markup`<span class="tag">before the answer to the order</span>`}
    ${told !== undefined && markup`<span class="tag">${told}${kci.event.scripted && ', as this test meant it to'}</span>`}`;
  return markup`${shelf.exhibit({ kind: 'inbound', event: kci.event }, { summary })}
  ${kci.text !== undefined && markup`<p class="text">${shortened(kci.text, 300)}</p>`}`;
}

function pointerList(here: readonly Pointer[]): Markup {
  const shown = here.slice(0, POINTERS_SHOWN);
  return markup`<ul class="pointers">
    ${shown.map(
      ({ requirement, mark }) =>
        markup`<li>${symbol(mark)} <a class="pointer ${mark}" href="#${findingsAnchor(requirement)}">${requirement}</a></li>`,
    )}
    ${here.length > shown.length && markup`<li class="faint">and ${here.length - shown.length} more</li>`}
  </ul>`;
}

/** What belongs to no order: the other exchanges, and what reached the gateway and could not be placed. */
export function others({ stories, others: drawn, found }: Chronicle, shelf: Exhibits): Markup {
  const { others, unplaced } = stories;
  const strangers = unplaced.slice(0, STRANGERS_SHOWN);
  return markup`${
    drawn.size > 0 &&
    markup`<h3>Exchanges about no order</h3>
      ${others
        .filter((exchange) => drawn.has(exchange))
        .map((exchange) => {
          const here = [exchange.request, exchange.response, exchange.noResponse].flatMap(
            (event) => (event && found.get(event.seq)) || [],
          );
          const { seq } = exchange.response ?? exchange.noResponse ?? exchange.request;
          return markup`<div class="other" id="${eventAnchor(seq)}">
            ${shelf.exhibit({ kind: 'exchange', exchange })}${here.length > 0 && pointerList(here)}
          </div>`;
        })}`
  }
  ${others.length > drawn.size && markup`<p class="aside">${count(others.length - drawn.size, 'further exchange is', 'further exchanges are')} in the journal${others.some(({ request }) => request.generated) && ', request variants among them'}.</p>`}
  ${
    strangers.length > 0 &&
    markup`<h3>Received, but about no order of this run</h3>
      ${shelf.items(strangers).map((item) => shelf.exhibit(item))}`
  }
  ${unplaced.length > strangers.length && markup`<p class="aside">${unplaced.length - strangers.length} more are in the journal.</p>`}`;
}
