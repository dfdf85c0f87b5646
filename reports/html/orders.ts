import { json } from '../../evidence/history.ts';
import { isObject } from '../../evidence/kci.ts';
import type { Mark } from '../ledger.ts';
import { count, duration, shortened } from '../text.ts';
import { address, answerWords, type Exhibits } from './evidence.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, symbol, type Pointer } from './signs.ts';
import type { Moment, Stories, Story } from './timeline.ts';
import { sortOf } from './variants.ts';

/** How many moments of orders and how many other exchanges are drawn; a report of ten thousand of them is read by nobody. */
const MOMENTS_DRAWN = 4000;
const EXCHANGES_DRAWN = 400;

/** How many requirements a message names that it breaks; a garbled one may break dozens. */
const POINTERS_SHOWN = 6;

/** What was found, by event number. */
export type Found = ReadonlyMap<number, readonly Pointer[]>;

/** The orders of a run, each with what was asked, answered and volunteered; those where something was found come first. */
export function orders(stories: readonly Story[], found: Found, baseUrl: string, shelf: Exhibits): Markup {
  const isStained = ({ moments }: Story) => moments.some(({ event }) => found.has(event.seq));
  const sorted = [...stories.filter(isStained), ...stories.filter((story) => !isStained(story))];
  const drawn: Story[] = [];
  let moments = 0;
  for (const story of sorted) {
    moments += story.moments.length;
    if (moments > MOMENTS_DRAWN) break;
    drawn.push(story);
  }
  return markup`<div class="orders">${drawn.map((story) => order(story, found, baseUrl, shelf))}</div>
    ${drawn.length < sorted.length && markup`<p class="aside">${count(sorted.length - drawn.length, 'further order is', 'further orders are')} in the journal only, where less was found.</p>`}`;
}

/** What a story is about, as a heading. */
const NAMES = { order: 'Order', problem: 'Problem', test: 'Test', other: 'Thing' } as const;

function order({ stream, moments, status, reference }: Story, found: Found, baseUrl: string, shelf: Exhibits): Markup {
  const { subject, kcis } = stream;
  const worst = worstOf(moments.flatMap(({ event }) => found.get(event.seq) ?? []));
  const start = moments[0]?.event.mono ?? 0;
  const took = (moments.at(-1)?.event.mono ?? start) - start;
  return markup`<details class="order">
    <summary>
      <span class="who">${worst ? symbol(worst) : markup`<span class="sign small none"><span class="symbol" aria-hidden="true">·</span></span>`}
        <b>${NAMES[subject.kind]} ${subject.gatewayId ?? "of the supplier's own"}</b>
        <span class="faint">${subject.variant}${subject.scenario !== undefined && ` · ${subject.scenario}`}</span></span>
      <span class="ref">${shortened(reference ?? 'no supplier reference', 60)}</span>
      <span class="state">${shortened(status ?? (subject.exchange ? answerWords(subject.exchange) : 'announced'), 40)}</span>
      <span class="faint">${count(kcis.length, 'KCI')} in ${duration(took)}</span>
      ${strip(moments, found, start, took)}
    </summary>
    <ol class="moments">
      ${moments.map((moment) => momentRow(moment, start, found, baseUrl, shelf))}
    </ol>
  </details>`;
}

/** The moments along the time that they took: above the line what was asked, on it the answers, below it the KCIs. */
function strip(moments: readonly Moment[], found: Found, start: number, took: number): Markup {
  const height = { request: 7, answer: 15, kci: 23 };
  const marks = moments.map(({ kind, event }) => {
    const x = `${(1 + (took > 0 ? (event.mono - start) / took : 0) * 98).toFixed(2)}%`;
    const worst = worstOf(found.get(event.seq) ?? []);
    return markup`<circle class="dot ${kind} ${worst ?? ''}" cx="${x}" cy="${height[kind]}" r="${worst ? 5 : 3.5}" />`;
  });
  return markup`<svg class="strip" width="100%" height="30" aria-hidden="true">
    <line x1="1%" x2="99%" y1="15" y2="15" />
    ${marks}
  </svg>`;
}

function momentRow(moment: Moment, start: number, found: Found, baseUrl: string, shelf: Exhibits): Markup {
  const here = found.get(moment.event.seq) ?? [];
  const worst = worstOf(here);
  const badge =
    moment.kind === 'request'
      ? '→'
      : moment.kind === 'answer'
        ? '←'
        : shortened(String(moment.kci.sequenceNumber ?? '?'), 5);
  return markup`<li class="moment ${moment.kind} ${worst ?? ''}">
    <span class="when">+${duration(moment.event.mono - start)}</span>
    <span class="badge" aria-hidden="true">${badge}</span>
    <div>${momentWords(moment, baseUrl, shelf)}${here.length > 0 && pointerList(here)}</div>
  </li>`;
}

function momentWords(moment: Moment, baseUrl: string, shelf: Exhibits): Markup {
  if (moment.kind === 'answer') {
    const { response } = moment.exchange;
    const answered = json(response?.body);
    const status = answered.ok && isObject(answered.value) ? answered.value.status : undefined;
    return markup`<p class="line">
      <span class="unseen">Answer: </span><b>${answerWords(moment.exchange)}</b>
      ${typeof status === 'string' && markup`<span class="state">${shortened(status, 40)}</span>`}
      <span class="faint">to #${moment.exchange.request.seq}${response?.body.text === '' && ', without a body'}</span>
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
    ${kci.status !== undefined && markup`<span class="state">${shortened(kci.status, 40)}</span>`}
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

function worstOf(pointers: readonly Pointer[]): Mark | undefined {
  return (['failed', 'broken', 'warned', 'waived'] as const).find((mark) =>
    pointers.some((pointer) => pointer.mark === mark),
  );
}

/** What belongs to no order: the other exchanges, and what reached the gateway and could not be placed. */
export function others({ others, unplaced }: Stories, found: Found, shelf: Exhibits): Markup {
  const stained = others.filter(({ request, response, noResponse }) =>
    [request, response, noResponse].some((event) => event && found.has(event.seq)),
  );
  // Generated requests are many, and told in numbers elsewhere: here stand those in which something was found.
  const written = others.filter(({ request }) => request.generated === undefined);
  const drawn = new Set([...stained, ...written].slice(0, EXCHANGES_DRAWN));
  const strangers = unplaced.slice(0, EXCHANGES_DRAWN);
  return markup`${
    drawn.size > 0 &&
    markup`<h3>Exchanges about no order</h3>
      ${others
        .filter((exchange) => drawn.has(exchange))
        .map((exchange) => {
          const here = [exchange.request, exchange.response, exchange.noResponse].flatMap(
            (event) => (event && found.get(event.seq)) || [],
          );
          return markup`<div class="other">
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
