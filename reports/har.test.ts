import { expect, test } from '@playwright/test';
import type { Har } from 'har-format';
import { exchanges } from '../evidence/exchanges.ts';
import type { Event } from '../evidence/history.ts';
import { exchanged, history, kci } from '../checks/fixtures/history.ts';
import { orderKci } from '../checks/fixtures/messages.ts';
import { large } from './fixtures/large.ts';
import { recorded, sample } from './fixtures/sample.ts';
import { renderHar } from './har.ts';
import { resultsOf } from './results.ts';

const harOf = (happened: readonly Event[]) => {
  const run = recorded(happened);
  return JSON.parse(renderHar({ run, results: resultsOf(run, []) })) as Har;
};

test('a run of far too much keeps what bodies are and leaves to the journal what is in them', () => {
  const long = 'x'.repeat(50_000);
  const run = recorded(
    history(
      exchanged('handleQuote', { body: { id: 1 } }, { status: 201, body: { id: 'Q1' } }),
      exchanged('handleQuote', { body: { id: 2, long } }, { status: 201, body: { id: long } }),
      exchanged('handleQuote', { body: { id: 3 } }, { status: 201, body: { id: 'Q3' } }),
    ),
  );
  const text = renderHar({ run, results: resultsOf(run, []) }, 20_000);
  expect(text.length).toBeLessThan(20_000);
  const har = JSON.parse(text) as Har;
  expect(faultsOf(har)).toEqual([]);
  const [, middle] = har.log.entries;
  expect(har.log.entries.map(({ request }) => request.postData?.text?.length)).toEqual([8, 0, 8]);
  expect(middle?.request.bodySize).toBeGreaterThan(50_000);
  expect(middle?.response.content).toMatchObject({ comment: 'left out: the journal has it' });
  expect(middle?.response.content.size).toBeGreaterThan(50_000);
  expect(middle?.response.content.text).toBeUndefined();
});

test('a flood of messages is bounded whatever they weigh, and it is said how many are left out', () => {
  const happened = history(
    ...Array.from({ length: 200 }, (_, index) =>
      exchanged('handleQuote', { body: { id: index } }, { status: 201, body: {} }),
    ),
  );
  const run = recorded(happened);
  const text = renderHar({ run, results: resultsOf(run, []) }, 20_000);
  const { log } = JSON.parse(text) as Har;
  expect(faultsOf({ log })).toEqual([]);
  expect(text.length).toBeLessThan(60_000);
  expect(log.entries.length).toBeGreaterThan(20);
  expect(log.comment).toContain(`; ${200 - log.entries.length} more messages are in the journal`);
});

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What HAR 1.2 wants and its types do not hold. */
function faultsOf({ log }: Har): readonly string[] {
  const faults: string[] = [];
  const want = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  want(
    log.version === '1.2' && log.creator.name !== '' && log.creator.version !== '',
    'it says what it is and of whom',
  );
  const pages = (log.pages ?? []).map(({ id }) => id);
  want(new Set(pages).size === pages.length, 'each page stands once');
  for (const { startedDateTime, title, pageTimings } of log.pages ?? []) {
    want(
      ISO.test(startedDateTime) && title !== '' && typeof pageTimings === 'object',
      'a page has a beginning and a title',
    );
  }
  for (const [index, entry] of log.entries.entries()) {
    const { pageref = '', startedDateTime, time, request, response, cache, timings } = entry;
    const at = (what: string) => `entry ${index}: ${what}`;
    want(pages.includes(pageref), at('its page is there'));
    want(
      ISO.test(startedDateTime) && startedDateTime >= (log.entries[index - 1]?.startedDateTime ?? ''),
      at('in order'),
    );
    want(typeof cache === 'object', at('it has a cache'));
    want(entry._resourceType === 'fetch', at('no viewer takes it for a document'));
    const parts = [timings.send, timings.wait, timings.receive];
    want(
      parts.every((part) => part !== undefined && part >= 0),
      at('its timings are not below nothing'),
    );
    want(Math.abs(time - parts.reduce((sum: number, part) => sum + (part ?? 0), 0)) < 0.001, at('its timings add up'));
    want(/^https?:\/\/[\w.:[\]-]+\/(%[\da-f]{2}|[\w\-.~:/?@!$&'()*+,;=])*$/i.test(request.url), at('an address'));
    want(URL.canParse(request.url) && request.httpVersion !== '' && request.method !== '', at('it asks for something'));
    for (const list of [request.cookies, request.headers, request.queryString, response.cookies, response.headers]) {
      want(
        Array.isArray(list) && list.every(({ name, value }) => typeof name === 'string' && typeof value === 'string'),
        at('lists of pairs'),
      );
    }
    want(request.headersSize === -1 && response.headersSize === -1, at('the size of headers is not known'));
    want(
      request.bodySize >= 0 && (request.bodySize === 0) === (request.postData === undefined),
      at('a body where there is one'),
    );
    want(request.postData === undefined || request.postData.mimeType !== '', at('a body has a type'));
    want(
      typeof response.redirectURL === 'string' && typeof response.statusText === 'string',
      at('an answer is complete'),
    );
    want(response.content.size >= 0 && response.content.mimeType !== '', at('content has a size and a type'));
    want(
      response.status > 0 || typeof (response as { _error?: unknown })._error === 'string',
      at('no answer without a reason'),
    );
  }
  return faults;
}

test('holds every exchange and everything that was received, as the format wants it', () => {
  const { run } = sample('<b>"\u0000\ud800');
  const har = harOf(run.history);
  expect(faultsOf(har)).toEqual([]);
  const inbound = run.history.filter(({ type }) => type === 'inbound').map(({ seq }) => seq);
  const asked = exchanges(run.history).map(({ request }) => request.seq);
  const told = har.log.entries.map((entry) => [entry._direction, entry._event]);
  expect(told.filter(([direction]) => direction === 'from-supplier').map(([, seq]) => seq)).toEqual(inbound);
  expect(told.filter(([direction]) => direction === 'to-supplier').map(([, seq]) => seq)).toEqual(asked);
});

test('tells times, bodies and headers as they were recorded, and why there was no answer', () => {
  const { run } = sample();
  const { entries } = harOf(run.history).log;
  for (const { request, response } of exchanges(run.history)) {
    const entry = entries.find(({ _event }) => _event === request.seq);
    expect(entry?.startedDateTime).toBe(request.at);
    expect(entry?.request.headers.map(({ name, value }) => [name, value])).toEqual(request.headers);
    expect(entry?.request.postData?.text).toBe(request.body?.bytes ? request.body.text : undefined);
    if (!response) continue;
    expect(entry?.time).toBeCloseTo(response.mono - request.mono, 3);
    expect(entry?.response).toMatchObject({ status: response.status, content: { text: response.body.text } });
  }
  const lost = entries.find(({ response }) => response.status === 0);
  expect(lost?.response).toMatchObject({ _error: 'timeout: nothing came within 10 s' });
  const searched = entries.find(({ request }) => request.url.includes('address='));
  expect(searched?.request.queryString.map(({ name }) => name)).toContain('address');
});

test('a page is an order with its KCIs, or a journey', () => {
  const { run } = sample();
  const { pages = [], entries } = harOf(run.history).log;
  const order = pages.find(({ title }) => title.includes('7001'));
  expect(order?.title).toContain('provide order 7001');
  const own = entries.filter(({ pageref }) => pageref === order?.id);
  expect(own.map(({ _direction }) => _direction)).toEqual([
    'to-supplier',
    ...Array<string>(own.length - 1).fill('from-supplier'),
  ]);
  expect(own.at(1)?.comment).toBe('KCI COMMITTED IN_PROGRESS sequence number 1');
  expect(pages.some(({ title }) => title.startsWith('journey '))).toBe(true);
  expect(pages.some(({ id }) => id === 'kcis')).toBe(true);
});

test('bytes are in base64 and say so, what was cut says so, what was dropped has no answer', () => {
  const bytes = { text: 'AP8=', encoding: 'base64', bytes: 2 } as const;
  const cut = { text: 'abc', encoding: 'utf8', bytes: 900, truncated: true } as const;
  const events = history(
    exchanged('handleCreateOrder', { body: {} }, { status: 200, body: {} }),
    { ...kci(orderKci('UPDATE', 'IN_PROGRESS')), answer: { dropped: true } },
    { type: 'end', reason: 'finished' },
  ).map((event): Event => {
    if (event.type === 'request') return { ...event, body: cut };
    if (event.type === 'response') return { ...event, body: bytes };
    return event.type === 'inbound' ? { ...event, body: bytes } : event;
  });
  const har = harOf(events);
  expect(faultsOf(har)).toEqual([]);
  const [exchange, received] = har.log.entries;
  expect(exchange?.request.postData).toMatchObject({ text: 'abc', comment: 'cut: 900 bytes were sent' });
  expect(exchange?.response.content).toMatchObject({ text: 'AP8=', encoding: 'base64', size: 2 });
  expect(received?.request.postData).toMatchObject({ text: 'AP8=', _encoding: 'base64' });
  expect(received?.response).toMatchObject({ status: 0, _error: expect.stringContaining('on purpose') });
});

test('a supplier cannot choose where a message seems to have arrived', () => {
  const event = (name: string, path: string) =>
    history({ ...kci({}), headers: [['Host', name]], path }, { type: 'end', reason: 'finished' });
  const urlOf = (name: string, path = '/v1/kcis?a=1') => harOf(event(name, path)).log.entries[0]?.request.url;
  expect(urlOf('kci.example:8090')).toBe('http://kci.example:8090/v1/kcis?a=1');
  expect(urlOf('a b/<script>')).toBe('http://gateway.invalid/v1/kcis?a=1');
  expect(urlOf('x/../../other?')).toBe('http://x/v1/kcis?a=1');
  for (const path of ['*', '@evil.example/', '.evil.example/', ':99/', 'http://evil.example/', '//evil.example/']) {
    expect(new URL(urlOf('kci.example:8090', path) ?? '').host, path).toBe('kci.example:8090');
  }
  const odd = '/v1/kcis?q={"a": "<ü\ud800😀>"}&r=%zz%41#[x]';
  expect(faultsOf(harOf(event('kci.example', odd)))).toEqual([]);
  expect(urlOf('kci.example', odd)).toMatch(
    /q=%7B%22a%22:%20%22%3C%C3%BC%EF%BF%BD%F0%9F%98%80%3E%22%7D&r=%25zz%41%23%5Bx%5D$/,
  );
});

test('20,000 events take little time', () => {
  const { run, results } = large(20_000);
  renderHar({ run, results });
  const start = process.cpuUsage();
  const text = renderHar({ run, results });
  const { user, system } = process.cpuUsage(start);
  test
    .info()
    .annotations.push({ type: 'took', description: `${(user + system) / 1000} ms, ${text.length} characters` });
  expect((JSON.parse(text) as Har).log.entries).toHaveLength(18_000);
  // Ten times of what it takes, for machines that are busy or slow.
  expect((user + system) / 1000).toBeLessThan(5_000);
});
