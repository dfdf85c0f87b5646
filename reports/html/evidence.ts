import { isObject } from '../../specs/json-object.ts';
import {
  json,
  type Header,
  type History,
  type InboundEvent,
  type NoteEvent,
  type RawBody,
} from '../../evidence/history.ts';
import { exchanges, type Exchange } from '../../evidence/exchanges.ts';
import { readKci } from '../../evidence/kci.ts';
import { groundsOf } from '../used-up.ts';
import { curl, type Grounds } from './curl.ts';
import { count, duration, shortened, size } from '../text.ts';
import { laidOut } from './json.ts';
import { markup, textOf, type Markup } from './markup.ts';
import { INNOCENT, type Offence } from './offence.ts';
import { placesIn, provenance, sortOf } from './variants.ts';

/** One thing of a history that can be shown: an exchange, something inbound, or a note. */
export type Item =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'inbound'; readonly event: InboundEvent }
  | { readonly kind: 'note'; readonly event: NoteEvent };

/** How much of one body is shown, in characters; the journal has the rest. */
const BODY_SHOWN = 12_000;

/** A longer body is not laid out: that would take time for what is cut off, in characters. */
const LAID_OUT = 400_000;

/** A longer header value is shown by its beginning, in characters. */
const HEADER_SHOWN = 1500;

/** A longer remark is shown by its beginning, in characters. */
const PROSE_SHOWN = 2000;

/** So many headers of one message are shown. */
const HEADERS_SHOWN = 60;

/** What evidence a report shows, and how much of it: what no longer fits is told and named by its event number. */
export interface Exhibits {
  /** The things that events belong to, each once, in the order of the run. */
  readonly items: (events: readonly number[]) => readonly Item[];
  /** A disclosure that holds the whole thing; once the report is full, its summary and where to find the thing. */
  readonly exhibit: (item: Item, as?: { readonly offence?: Offence; readonly summary?: Markup }) => Markup;
  /** How many things no longer fitted. */
  readonly omitted: () => number;
}

/** The evidence of a history, up to about that many characters of HTML. */
export function exhibits(history: History, baseUrl: string, budget: number): Exhibits {
  const bySeq = new Map<number, Item>();
  for (const exchange of exchanges(history)) {
    const item: Item = { kind: 'exchange', exchange };
    bySeq.set(exchange.request.seq, item);
    const answer = exchange.response ?? exchange.noResponse;
    if (answer) bySeq.set(answer.seq, item);
  }
  for (const event of history) {
    if (event.type === 'inbound') bySeq.set(event.seq, { kind: 'inbound', event });
    if (event.type === 'note') bySeq.set(event.seq, { kind: 'note', event });
  }
  const grounds = groundsOf(history);
  const headlines = new Map<Item, Markup>();
  const headlineOf = (item: Item): Markup => {
    const known = headlines.get(item) ?? headline(item, baseUrl);
    headlines.set(item, known);
    return known;
  };
  let left = budget;
  const leftOut = new Set<Item>();
  return {
    items: (events) => [...new Set([...events].sort((a, b) => a - b).flatMap((seq) => bySeq.get(seq) ?? []))],
    exhibit: (item, { offence = INNOCENT, summary = headlineOf(item) } = {}) => {
      if (left > 0) {
        const shown = markup`<details class="exhibit">
          <summary>${summary}</summary>
          ${content(item, offence, grounds)}
        </details>`;
        left -= textOf(shown).length;
        return shown;
      }
      leftOut.add(item);
      return markup`<div class="exhibit cut">${summary} <span class="faint">in the journal only</span></div>`;
    },
    omitted: () => leftOut.size,
  };
}

/** The address of a request as it is read: without the base URL, and decoded. */
export function address(url: string, baseUrl: string): string {
  const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not percent-encoded UTF-8: it is read as it is
  }
}

/** What an exchange came to, in a few words. */
export function answerWords({ response, noResponse }: Exchange): string {
  if (response) return `${response.status}`;
  return noResponse ? `no answer (${noResponse.reason})` : 'no answer (the run ended)';
}

function headline(item: Item, baseUrl: string): Markup {
  if (item.kind === 'note')
    return markup`<span class="seq">#${item.event.seq}</span>
      <span class="what">note: ${shortened(item.event.text, 120)}</span>`;
  if (item.kind === 'inbound') {
    const kci = readKci(item.event);
    const what = kci
      ? markup`KCI ${kci.sequenceNumber}
          <b>${shortened(kci.reasonCode ?? 'without a reason code', 60)}</b>
          ${kci.status !== undefined && markup`<span class="faint">${shortened(kci.status, 40)}</span>`}`
      : markup`${item.event.method} ${shortened(item.event.path, 80)}`;
    return markup`<span class="seq">#${item.event.seq}</span>
      <span class="what"><span class="arrow" aria-hidden="true">⇠</span> ${what}</span>`;
  }
  const { request, response, noResponse } = item.exchange;
  const answer = response ?? noResponse;
  return markup`<span class="seq">#${request.seq}${answer && `–${answer.seq}`}</span>
    <span class="what"><b>${request.method}</b> ${shortened(address(request.url, baseUrl), 80)}
      <span class="arrow" aria-hidden="true">→</span><span class="unseen">, answered: </span>
      <b>${answerWords(item.exchange)}</b>
      ${answer && markup`<span class="faint">after ${duration(answer.mono - request.mono)}</span>`}
      ${request.generated && markup`<span class="tag">${sortOf(request.generated)}</span>`}</span>`;
}

function content(item: Item, offence: Offence, grounds: Grounds): Markup {
  if (item.kind === 'note')
    return markup`<div class="wires"><p class="prose">${shortened(item.event.text, PROSE_SHOWN)}</p></div>`;
  if (item.kind === 'inbound') return inboundContent(item.event, offence);
  const { request, response, noResponse } = item.exchange;
  const { generated } = request;
  const answer = response ?? noResponse;
  const own = generated ? placesIn(generated) : [];
  // What is wrong is in the answer, where there is one that has a body; the refusal of a variant speaks of it in other places.
  const blamed = response && response.body.text !== '' ? offence : INNOCENT;
  const inAnswer =
    (response?.status ?? 0) < 400 ? blamed : { ...blamed, paths: blamed.paths.filter((path) => !own.includes(path)) };
  return markup`<div class="wires">
    ${wire('Request', `event ${request.seq}, ${clock(request.at)}`, `${request.method} ${request.url}`, request.headers, request.body, { ...INNOCENT, paths: own })}
    ${generated ? provenance(request, generated) : !request.intent.valid && markup`<p class="aside">Meant to be wrong: ${request.intent.because}.</p>`}
    ${response && wire('Answer', `event ${response.seq}, ${clock(response.at)}`, `HTTP ${response.status}`, response.headers, response.body, inAnswer)}
    ${
      noResponse &&
      markup`<section class="wire">
        <p class="wire-title">No answer <span class="faint">event ${noResponse.seq}, ${clock(noResponse.at)}</span></p>
        <p class="prose">${noResponse.reason}: ${shortened(noResponse.detail, PROSE_SHOWN)}</p>
      </section>`
    }
    ${
      !answer &&
      markup`<section class="wire">
        <p class="wire-title">No answer</p>
        <p class="prose">The run ended before one came.</p>
      </section>`
    }
    ${curl(request, grounds)}
  </div>`;
}

function inboundContent(event: InboundEvent, offence: Offence): Markup {
  const { answer } = event;
  const told =
    'dropped' in answer
      ? 'The gateway dropped the connection'
      : `The gateway answered ${answer.status}${answer.delayMs === undefined ? '' : ` after ${duration(answer.delayMs)}`}`;
  return markup`<div class="wires">
    ${wire(event.endpoint === 'kcis' ? 'KCI' : 'Inbound', `event ${event.seq}, ${clock(event.at)}, from ${event.remote}`, `${event.method} ${event.path}`, event.headers, event.body, offence)}
    <p class="aside">
      ${told}${event.scripted && ', as this test meant it to'}${event.refusal !== undefined && `: ${shortened(event.refusal, PROSE_SHOWN)}`}.
    </p>
  </div>`;
}

function wire(
  title: string,
  when: string,
  start: string,
  headers: readonly Header[],
  body: RawBody | undefined,
  offence: Offence,
): Markup {
  const head = headers.slice(0, HEADERS_SHOWN).map(([name, value]) => {
    const line = markup`<b>${shortened(name, 200)}</b>: ${shortened(value, HEADER_SHOWN)}`;
    return offence.headers.has(name.toLowerCase()) ? markup`\n<mark>${line}</mark>` : markup`\n${line}`;
  });
  if (headers.length > HEADERS_SHOWN)
    head.push(markup`\n<u>and ${count(headers.length - HEADERS_SHOWN, 'more header')}</u>`);
  return markup`<section class="wire">
    <p class="wire-title">${title} <span class="faint">${when}</span></p>
    <pre class="code"><code><strong>${shortened(start, 2000)}</strong>${head}${bodyCode(body, offence)}</code></pre>
    ${bodyRemark(body)}
  </section>`;
}

function bodyCode(body: RawBody | undefined, offence: Offence): Markup {
  if (!body || body.text === '') return markup``;
  if (body.text.length > LAID_OUT) return markup`\n\n${shortened(body.text, BODY_SHOWN)}`;
  const parsed = json(body);
  if (!parsed.ok || (!isObject(parsed.value) && !Array.isArray(parsed.value)))
    return markup`\n\n${shortened(body.text, BODY_SHOWN)}`;
  return markup`\n\n${laidOut(body.text, offence.paths, BODY_SHOWN, offence.words).code}`;
}

function bodyRemark(body: RawBody | undefined): Markup | false {
  if (!body || body.text === '') return markup`<p class="aside">No body.</p>`;
  const remarks = [
    ...(body.encoding === 'base64' ? [`not UTF-8 text, shown as base64 (${size(body.bytes)})`] : []),
    ...(body.truncated ? [`only the first part of ${size(body.bytes)} was recorded`] : []),
    ...(body.text.length > BODY_SHOWN
      ? [`only the beginning of ${count(body.text.length, 'character')} is shown; the journal has the rest`]
      : []),
  ];
  return remarks.length > 0 && markup`<p class="aside">Body: ${remarks.join('; ')}.</p>`;
}

function clock(iso: string): string {
  return /T(\d{2}:\d{2}:\d{2}\.\d{3})Z$/.exec(iso)?.[1] ?? iso;
}
