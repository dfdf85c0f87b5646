import type { Content, Entry, Header as HarHeader, Page, PostData, QueryString, Request, Response } from 'har-format';
import { ownPart } from '../evidence/elsewhere.ts';
import { exchanges, type Exchange } from '../evidence/exchanges.ts';
import { header, type Header, type History, type InboundEvent, type RawBody } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import { volunteered, type Subject } from '../callbacks/streams.ts';
import type { ReportInput } from './input.ts';

/** Where a message of the supplier arrived that does not say so itself; such names lead nowhere. */
const UNNAMED_HOST = 'gateway.invalid';

/** What stands for a media type that was not told. */
const UNKNOWN_TYPE = 'x-unknown';

/**
 * How much is held with its bodies, in characters, and as much again without; what a supplier says beyond that is in the journal.
 * No viewer opens more.
 */
const HELD = 100_000_000;

/**
 * All messages of a run as HAR 1.2, for the viewers of browsers and proxies: our requests with their answers, and what the
 * supplier sent us with ours. A page is an order, a problem or a test, or else a journey. Bodies and headers are as recorded,
 * so without secrets; `_direction` tells who asked, `_event` and `_answerEvent` are the numbers of events in the journal.
 */
export function renderHar({ run, results }: Pick<ReportInput, 'run' | 'results'>, held = HELD): string {
  const history = ownPart(run.history);
  const shelf = shelfOf(history);
  const exchangeOf = new Map(exchanges(history).map((exchange) => [exchange.request.seq, exchange]));
  const pages = new Map<string, Page>();
  const lines: string[] = [];
  let room = held;
  let untold = 0;
  for (const event of history) {
    const exchange = exchangeOf.get(event.seq);
    const entry = exchange ? outgoing(exchange, shelf) : event.type === 'inbound' ? incoming(event, shelf) : undefined;
    if (!entry) continue;
    const line = fitting(entry, room, held);
    if (line === undefined) {
      untold += 1;
      continue;
    }
    room -= line.length;
    lines.push(line);
    const { pageref: id = '', startedDateTime } = entry;
    if (!pages.has(id)) pages.set(id, { id, startedDateTime, title: shelf.titles.get(id) ?? id, pageTimings: {} });
  }
  const head = {
    version: '1.2',
    creator: { name: results.harness.name, version: results.harness.version },
    comment: `What ${results.supplier.name} and the gateway said to each other${untold > 0 ? `; ${untold} more messages are in the journal` : ''}`,
    pages: [...pages.values()],
  };
  // An entry a line, so that it can be searched by lines too.
  return `{"log":${JSON.stringify(head).slice(0, -1)},"entries":[\n${lines.join(',\n')}\n]}}\n`;
}

/** An entry as text, where there is room for it, if need be without its bodies. */
function fitting(entry: Entry, room: number, reserve: number): string | undefined {
  // One after the other, so that no more than the text of all of them is held.
  const whole = JSON.stringify(entry);
  if (whole.length <= room) return whole;
  const bare = JSON.stringify(withoutBodies(entry));
  return bare.length <= room + reserve ? bare : undefined;
}

/** An entry with what its bodies are, and without what is in them. */
function withoutBodies({ request, response, ...entry }: Entry): Entry {
  const comment = 'left out: the journal has it';
  const { postData } = request;
  return {
    ...entry,
    request: { ...request, ...(postData ? { postData: { mimeType: postData.mimeType, text: '', comment } } : {}) },
    response: {
      ...response,
      content: { size: response.content.size, mimeType: response.content.mimeType, comment },
    },
  };
}

/** Which page an event belongs to, and how pages are headed. */
interface Shelf {
  /** What was delivered of KCIs, by the number of the event. */
  readonly kcis: ReadonlyMap<number, Kci>;
  readonly pageOf: (seq: number, otherwise: string, title: string) => string;
  readonly titles: ReadonlyMap<string, string>;
}

function shelfOf(history: History): Shelf {
  const titles = new Map<string, string>();
  const places = new Map<number, string>();
  const { streams, deliveries: all } = volunteered(history);
  for (const { subject, requests, deliveries } of streams) {
    const page = `${subject.kind}-${subject.origin}`;
    titles.set(page, titleOf(subject));
    for (const { exchange } of [...(subject.exchange ? [{ exchange: subject.exchange }] : []), ...requests]) {
      places.set(exchange.request.seq, page);
    }
    for (const { event } of deliveries) places.set(event.seq, page);
  }
  const pageOf = (seq: number, otherwise: string, title: string) => {
    const page = places.get(seq);
    if (page !== undefined) return page;
    titles.set(otherwise, title);
    return otherwise;
  };
  return { pageOf, titles, kcis: new Map(all.map((kci) => [kci.event.seq, kci])) };
}

function titleOf({ kind, variant, gatewayId, supplierReference, scenario }: Subject): string {
  const what = variant === kind ? kind : `${variant} ${kind}`;
  const name = gatewayId ?? supplierReference ?? 'of the supplier';
  return `${what} ${name}${scenario === undefined ? '' : `, ${scenario}`}`;
}

function outgoing({ request, response, noResponse }: Exchange, { pageOf }: Shelf): Entry {
  const { seq, at, mono, journey, operation, variant, scenario, aim, generated, intent, repeats } = request;
  const answer = response ?? noResponse;
  const time = rounded(answer ? answer.mono - mono : 0);
  return {
    pageref: pageOf(seq, `journey-${journey}`, `journey ${journey}`),
    startedDateTime: at,
    time,
    request: requestOf(request.method, request.url, request.headers, request.body),
    response: response
      ? answered(response.status, response.headers, response.body)
      : unanswered(noResponseWords(noResponse)),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    // What viewers of browsers sort by; otherwise the first message of a page would pass for a document.
    _resourceType: 'fetch',
    comment: `${operation}${variant === undefined ? '' : `, ${variant}`}${intent.valid ? '' : `, wrong on purpose: ${intent.because}`}`,
    _direction: 'to-supplier',
    _event: seq,
    ...(answer ? { _answerEvent: answer.seq } : {}),
    _journey: journey,
    _operation: operation,
    ...(scenario === undefined ? {} : { _scenario: scenario }),
    ...(aim === undefined ? {} : { _aim: aim }),
    ...(generated === undefined ? {} : { _generated: generated.id }),
    ...(repeats === undefined ? {} : { _repeats: repeats }),
    ...(response?.putOff ? { _putOff: true } : {}),
  };
}

function noResponseWords(event: Exchange['noResponse']): string {
  return event ? `${event.reason}: ${event.detail}` : 'the run ended before an answer came';
}

const INBOUND_PAGES = {
  kcis: { id: 'kcis', title: 'KCIs about nothing that this run knows, or that cannot be read' },
  token: { id: 'tokens', title: 'access tokens that the supplier asked for' },
  other: { id: 'others', title: 'whatever else reached the gateway' },
} as const;

function incoming(event: InboundEvent, { pageOf, kcis }: Shelf): Entry {
  const { seq, at, endpoint, method, path, remote, headers, body, answer, refusal, scripted } = event;
  const { id, title } = INBOUND_PAGES[endpoint];
  const time = rounded('dropped' in answer ? 0 : (answer.delayMs ?? 0));
  const origin = `http://${header(headers, 'Host') ?? UNNAMED_HOST}`;
  // Neither the host that it names nor where it asks for (which need not be a path) decides where a message seems to have arrived.
  const place = URL.canParse(origin) ? new URL(origin).origin : `http://${UNNAMED_HOST}`;
  const url = `${place}${path.startsWith('/') ? '' : '/'}${encoded(path)}`;
  const kci = kcis.get(seq);
  const said = [
    ...(kci
      ? ['KCI', kci.reasonCode ?? 'without a reason code']
      : [endpoint === 'token' ? 'token request' : 'message']),
    ...(kci?.status === undefined ? [] : [kci.status]),
    ...(kci?.sequenceNumber === undefined ? [] : [`sequence number ${kci.sequenceNumber}`]),
  ].join(' ');
  return {
    pageref: pageOf(seq, id, title),
    startedDateTime: at,
    time,
    request: requestOf(method, url, headers, body),
    response:
      'dropped' in answer
        ? unanswered('the harness closed the connection without an answer, on purpose')
        : answered(answer.status, answer.headers, {
            text: answer.body,
            encoding: 'utf8',
            bytes: Buffer.byteLength(answer.body),
          }),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _resourceType: 'fetch',
    comment: `${said}${refusal === undefined ? '' : `, refused: ${refusal}`}`,
    _direction: 'from-supplier',
    _event: seq,
    _remote: remote,
    _endpoint: endpoint,
    ...(scripted ? { _scripted: true } : {}),
  };
}

/** A path and query in the characters of an address only, without which some viewers refuse the whole file. */
function encoded(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/%(?![\da-f]{2})|[^\w\-.~:/?@!$&'()*+,;=%]/giu, (character) => encodeURIComponent(character));
}

function requestOf(method: string, url: string, headers: readonly Header[], body: RawBody | undefined): Request {
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headersOf(headers),
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: body?.bytes ?? 0,
    ...(body && body.bytes > 0 ? { postData: postDataOf(headers, body) } : {}),
  };
}

/** The format has no place for bytes in a request: what is no text stands there in base64, and `_encoding` says so. */
function postDataOf(headers: readonly Header[], body: RawBody): PostData {
  const cut = cutWords(body);
  return {
    mimeType: header(headers, 'Content-Type') ?? UNKNOWN_TYPE,
    text: body.text,
    ...(cut === undefined ? {} : { comment: cut }),
    ...(body.encoding === 'base64' ? { _encoding: 'base64' } : {}),
  };
}

function answered(status: number, headers: readonly Header[], body: RawBody): Response {
  const cut = cutWords(body);
  const content: Content = {
    size: body.bytes,
    mimeType: header(headers, 'Content-Type') ?? UNKNOWN_TYPE,
    text: body.text,
    ...(body.encoding === 'base64' ? { encoding: 'base64' } : {}),
    ...(cut === undefined ? {} : { comment: cut }),
  };
  return {
    status,
    // What the supplier called its status is not recorded.
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headersOf(headers),
    content,
    redirectURL: header(headers, 'Location') ?? '',
    headersSize: -1,
    bodySize: body.bytes,
  };
}

function unanswered(why: string): Response & { readonly _error: string } {
  return {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: UNKNOWN_TYPE },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    _error: why,
  };
}

function cutWords({ truncated, bytes }: RawBody): string | undefined {
  return truncated ? `cut: ${bytes} bytes were sent` : undefined;
}

function headersOf(headers: readonly Header[]): HarHeader[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): QueryString[] {
  if (!url.includes('?') || !URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

/** Milliseconds to the microsecond, and never less than nothing. */
function rounded(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000);
}
