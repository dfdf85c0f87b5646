import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { rawBody } from './bodies.ts';
import { chained, unchained } from './chain.ts';
import { eventsOf, exchanges } from './exchanges.ts';
import { eventOf, json, type Event, type InboundEvent, type RequestEvent, type Unplaced } from './history.ts';
import {
  createJournal,
  JOURNAL_FORMAT,
  JournalError,
  parseJournal,
  readJournal,
  strayLine,
  writeJournal,
  type JournalHeader,
} from './journal.ts';
import { place, readKci } from './kci.ts';
import { createRecorder } from './recorder.ts';
import { createRedaction, formsOf } from './redaction.ts';

const HEADER: JournalHeader = {
  type: 'header',
  format: JOURNAL_FORMAT,
  harness: { name: 'supplier-conformance', version: '0.0.0' },
  supplier: { name: 'Test', baseUrl: 'http://127.0.0.1:1' },
  profile: {
    name: 'test',
    features: ['availability'],
    tenant: 'TENANT1',
    pace: { request: 1, acknowledge: 1, outcome: 1, quiet: 1 },
  },
  contract: { 'supplier-api.yaml': 'abc' },
  seed: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
};

const asked: Unplaced = {
  type: 'request',
  exchange: 'one',
  journey: 'a journey',
  operation: 'handleCreateOrder',
  intent: { valid: true },
  method: 'POST',
  url: 'http://127.0.0.1/service-orders?password=hunter2',
  headers: [
    ['Authorization', 'Bearer very-secret'],
    ['X-Request-ID', 'one'],
  ],
  body: rawBody(Buffer.from('{"id":1,"primaryContact":{"name":"Jo"}}')),
};

const inbound = (body: string, headers: InboundEvent['headers'] = []): Unplaced<InboundEvent> => ({
  type: 'inbound',
  endpoint: 'kcis',
  method: 'POST',
  path: '/v1/kcis',
  remote: '127.0.0.1',
  headers,
  body: rawBody(Buffer.from(body)),
  answer: { status: 204, headers: [], body: '' },
});

const placed = (body: string, headers: InboundEvent['headers'] = []): InboundEvent => ({
  ...inbound(body, headers),
  seq: 1,
  at: '2026-01-01T00:00:00.000Z',
  mono: 0,
});

test.describe('the recorder', () => {
  test('places, redacts and persists an event before it tells anyone', () => {
    const order: string[] = [];
    const persisted: Event[] = [];
    const recorder = createRecorder(createRedaction(), (event) => {
      order.push('persisted');
      persisted.push(event);
    });
    const stop = recorder.onEvent(() => order.push('told'));
    const first = recorder.record(asked);
    const second = recorder.record({ type: 'note', note: 'remark', text: 'second' });
    stop();
    recorder.record({ type: 'end', reason: 'finished' });
    expect(order).toEqual(['persisted', 'told', 'persisted', 'told', 'persisted']);
    expect([first.seq, second.seq]).toEqual([1, 2]);
    expect(second.mono).toBeGreaterThanOrEqual(first.mono);
    expect(JSON.stringify(persisted)).not.toMatch(/very-secret|hunter2/);
    expect(recorder.history).toEqual(persisted);
  });
});

test.describe('redaction', () => {
  const marks = (event: Unplaced) => JSON.stringify(createRedaction()(event));

  test('keeps the scheme of a credential and marks equal secrets equally', () => {
    const redact = createRedaction();
    const one = redact(asked) as Unplaced<Extract<Event, { type: 'request' }>>;
    const other = redact(asked) as Unplaced<Extract<Event, { type: 'request' }>>;
    expect(one.headers[0]?.[1]).toMatch(/^Bearer \[redacted [0-9a-f]{12}\]$/);
    expect(one.headers[0]).toEqual(other.headers[0]);
    expect(createRedaction()(asked)).not.toEqual(one);
  });

  test('takes secrets out of forms, JSON and answers', () => {
    const token: Unplaced = {
      ...inbound('grant_type=client_credentials&client_id=acme&client_secret=s3cret%21&scope=x'),
      endpoint: 'token',
      answer: { status: 200, headers: [], body: '{"access_token":"jwt.jwt.jwt","expires_in":3600}' },
    };
    const text = marks(token);
    expect(text).not.toMatch(/s3cret|jwt\.jwt/);
    expect(text).toContain('client_id=acme');
    expect(text).toContain('scope=x');
    expect(text).toContain('expires_in');
    expect(marks(inbound('{"client_secret": "a\\"b", "kept": 1}'))).not.toContain('a\\\\\\"b');
  });

  test('takes known secrets out wherever they are met, in each of their forms', () => {
    const secret = 'p&ss/wörd "1"';
    const forms = formsOf(secret);
    expect(new Set(forms)).toEqual(
      new Set([
        secret,
        'p%26ss%2Fw%C3%B6rd%20%221%22',
        'p%26ss%2Fw%C3%B6rd+%221%22',
        'p&ss/wörd \\"1\\"',
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('base64url'),
      ]),
    );
    const redact = createRedaction([secret, 'short', 'a longer p&ss/wörd "1" still']);
    const said = forms.join(' and ');
    const events: readonly Unplaced[] = [
      { type: 'note', note: 'remark', text: said },
      { type: 'no-response', exchange: 'one', reason: 'closed', detail: said },
      { type: 'response', exchange: 'one', status: 400, headers: [['X-Told', said]], body: rawBody(Buffer.from(said)) },
      {
        type: 'response',
        exchange: 'one',
        status: 400,
        headers: [],
        body: rawBody(Buffer.concat([Buffer.from([0xff]), Buffer.from(forms[0] ?? '')])),
      },
      { ...inbound(said), refusal: said },
    ];
    for (const event of events) {
      const kept = JSON.stringify(redact(event));
      for (const form of forms) expect(kept).not.toContain(JSON.stringify(form).slice(1, -1));
      expect(kept).not.toContain(Buffer.from(`\u00ff${secret}`, 'latin1').toString('base64'));
    }
    const kept = JSON.stringify(
      redact({ type: 'note', note: 'remark', text: 'in short: a longer p&ss/wörd "1" still' }),
    );
    expect(kept, 'a short one may be a word, and the longest is taken out as one').toMatch(
      /"in short: \[redacted [0-9a-f]{12}\]"/,
    );
  });

  test('takes the tokens that our requests have shown out of whatever comes later', () => {
    const redact = createRedaction();
    const token = 'a-token-of-some-length';
    redact({ ...asked, headers: [['Authorization', `Bearer ${token}`]] });
    const answer = { type: 'response', exchange: 'one', status: 401, headers: [] } as const;
    const kept = redact({ ...answer, body: rawBody(Buffer.from(`no such token: ${token}`)) });
    expect(JSON.stringify(kept)).toMatch(/no such token: \[redacted/);
  });

  test('takes out the values of headers whose names speak of secrets, and of no others', () => {
    const headers = [
      'Authorization',
      'X-Api-Key',
      'Ocp-Apim-Subscription-Key',
      'X-Auth-Token',
      'X-Client-Secret',
      'Set-Cookie',
      'X-Request-ID',
      'X-Conversation-ID',
      'Tenant',
      'X-Scenario',
      'Content-Type',
      'Idempotency-Key',
    ].map((name) => [name, 'value-of-it'] as const);
    const redacted = createRedaction()({ ...asked, headers }) as Unplaced<RequestEvent>;
    expect(redacted.headers.filter(([, value]) => value === 'value-of-it').map(([name]) => name)).toEqual([
      'X-Request-ID',
      'X-Conversation-ID',
      'Tenant',
      'X-Scenario',
      'Content-Type',
      'Idempotency-Key',
    ]);
  });
});

test('an event is found by its number, also in a part of a history', () => {
  const whole = Array.from({ length: 9 }, (_, index): Event => ({
    seq: index + 1,
    at: '2026-01-12T09:00:00.000Z',
    mono: index,
    type: 'end',
    reason: 'finished',
  }));
  const part = whole.filter(({ seq }) => seq % 3 !== 0);
  for (const { seq } of whole) {
    expect(eventOf(whole, seq)?.seq).toBe(seq);
    expect(eventOf(part, seq)?.seq).toBe(seq % 3 === 0 ? undefined : seq);
  }
  for (const astray of [0, 10, undefined]) expect(eventOf(whole, astray)).toBeUndefined();
});

test.describe('a body', () => {
  test('of bytes that are no text is kept as base64', () => {
    const body = rawBody(Buffer.from([0xff, 0xfe, 0x00]));
    expect(body).toEqual({ text: '//4A', encoding: 'base64', bytes: 3 });
    expect(json(body)).toEqual({ ok: false, problem: 'not UTF-8 text' });
  });

  test('longer than the limit is cut, told as cut, and still text when a character is cut in two', () => {
    const body = rawBody(Buffer.from('aé'), 3, 2);
    expect(body).toMatchObject({ encoding: 'utf8', bytes: 3, truncated: true });
    expect(json(body)).toEqual({ ok: false, problem: 'longer than what is recorded (3 bytes)' });
  });
});

test.describe('an exchange', () => {
  test('joins a request with its answer, its silence, or nothing yet', () => {
    const at = { at: '', mono: 0 };
    const history = [
      { ...asked, seq: 1, ...at },
      { ...asked, exchange: 'two', seq: 2, ...at },
      { ...asked, exchange: 'three', seq: 3, ...at },
      { type: 'no-response', exchange: 'two', reason: 'timeout', detail: '', seq: 4, ...at },
      { type: 'response', exchange: 'one', status: 202, headers: [], body: rawBody(Buffer.from('')), seq: 5, ...at },
    ] as readonly Event[];
    const [one, two, three] = exchanges(history);
    expect(one?.response?.status).toBe(202);
    expect(two?.noResponse?.reason).toBe('timeout');
    expect([one, two, three].map((exchange) => exchange && eventsOf(exchange))).toEqual([[1, 5], [2, 4], [3]]);
  });
});

test.describe('a KCI', () => {
  test('is read as far as it can be', () => {
    const kci = readKci(
      placed('{"id":7,"sequenceNumber":"1","reasonCode":"UPDATE","provideServiceOrder":{"id":12,"status":"HELD"}}', [
        ['x-conversation-id', 'c'],
      ]),
    );
    expect(kci).toMatchObject({
      reasonCode: 'UPDATE',
      wrapper: 'provideServiceOrder',
      gatewayId: 12,
      status: 'HELD',
      conversation: 'c',
    });
    expect(kci?.id).toBeUndefined();
    expect(kci?.sequenceNumber).toBeUndefined();
  });

  test('has the wrapper that is known, whatever other objects come with it', () => {
    const kci = readKci(placed('{"trace":{"id":1},"provideServiceOrder":{"id":12}}'));
    expect(kci).toMatchObject({ wrapper: 'provideServiceOrder', gatewayId: 12 });
    expect(readKci(placed('{"serviceOrder":{"id":12}}'))).toMatchObject({ wrapper: 'serviceOrder', gatewayId: 12 });
  });

  for (const body of ['', '[]', '"text"', 'null', '{"a":']) {
    test(`is not read from ${body === '' ? 'nothing' : body}`, () => expect(readKci(placed(body))).toBeUndefined());
  }

  test('is placed by the id, else the reference, else the conversation', () => {
    const one = { gatewayId: 1, tenant: 'T', conversation: 'c1', supplierReference: 'R1' };
    const two = { gatewayId: 2, tenant: 'T', conversation: 'c2' };
    const about = (entity: object, conversation?: string) => {
      const kci = readKci(
        placed(
          JSON.stringify({ order: entity }),
          conversation === undefined ? [] : [['X-Conversation-ID', conversation]],
        ),
      );
      return kci && place(kci, [one, two]);
    };
    expect(about({ id: 2, supplierOrderReference: 'R1' }, 'c1')).toBe(two);
    expect(about({ id: 99, supplierOrderReference: 'R1' }, 'c2')).toBe(one);
    expect(about({ id: 99 }, 'c2')).toBe(two);
    expect(about({ id: 99 })).toBeUndefined();
  });
});

test.describe('a journal', () => {
  const recorded = (path: string) => {
    const journal = createJournal(path, HEADER);
    const recorder = createRecorder(createRedaction(), journal.append);
    recorder.record(asked);
    recorder.record(inbound('{"id":"é\\n"}'));
    return { journal, recorder };
  };

  test('reads back what was recorded', ({}, info) => {
    const path = info.outputPath('folder', 'journal.ndjson');
    const { journal, recorder } = recorded(path);
    recorder.record({ type: 'end', reason: 'finished' });
    journal.close();
    const run = readJournal(path);
    expect(run.header).toEqual(HEADER);
    expect(run.history).toEqual(recorder.history);
  });

  test('binds each line to those before it, after redaction', ({}, info) => {
    const path = info.outputPath('journal.ndjson');
    const { journal, recorder } = recorded(path);
    recorder.record({ type: 'end', reason: 'finished' });
    journal.close();
    let last = '';
    for (const [index, line] of readFileSync(path, 'utf8').trimEnd().split('\n').entries()) {
      expect(line).not.toContain('very-secret');
      const { json = '', link } = unchained(line) ?? {};
      expect(link, `line ${index + 1}`).toBe(createHash('sha256').update(last).update(json).digest('hex'));
      expect(JSON.parse(line)).toEqual({ ...(JSON.parse(json) as object), chain: link });
      last = link ?? '';
    }
    expect(parseJournal(readFileSync(path), path)).toMatchObject({ chain: last, isCut: false });
  });

  test('written whole is the same as written line by line', ({}, info) => {
    const [one, other] = [info.outputPath('one.ndjson'), info.outputPath('other.ndjson')];
    const { journal, recorder } = recorded(one);
    recorder.record({ type: 'end', reason: 'finished' });
    journal.close();
    writeJournal(other, readJournal(one));
    expect(readFileSync(other)).toEqual(readFileSync(one));
  });

  test('that cannot be written on says so, and is not written on later', ({}, info) => {
    expect(() => createJournal('/dev/full', HEADER)).toThrow(/^cannot write on in the journal \/dev\/full: ENOSPC/);
    // A pipe that nobody reads any more takes nothing, as a disk does that is full.
    const path = info.outputPath('pipe');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const journal = createJournal(path, HEADER);
    closeSync(reader);
    const event: Event = { type: 'note', note: 'remark', text: 'lost', seq: 1, at: HEADER.startedAt, mono: 0 };
    expect(() => journal.append(event)).toThrow(JournalError);
    const again = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    expect(() => journal.append({ ...event, text: 'after' })).toThrow(/^cannot write on .*; see to that and run again/);
    journal.close();
    expect(readFileSync(again, 'utf8')).not.toContain('after');
    closeSync(again);
  });

  test('that says something twice reads well, and is not as it would be written', ({}, info) => {
    const path = info.outputPath('journal.ndjson');
    const note: Event = { type: 'note', note: 'remark', text: 'one', seq: 1, at: HEADER.startedAt, mono: 0 };
    const end: Event = { type: 'end', reason: 'finished', seq: 2, at: HEADER.startedAt, mono: 1 };
    writeJournal(path, { header: HEADER, history: [note, end] });
    const bytes = readFileSync(path);
    expect(strayLine(parseJournal(bytes, path), bytes)).toBeUndefined();
    const lines = [HEADER, note, end].map((document) => JSON.stringify(document));
    let last = '';
    const twice = lines.with(1, lines[1]?.replace('{', '{"text":"other",') ?? '').map((json) => {
      const { line, link } = chained(last, json);
      last = link;
      return `${line}\n`;
    });
    const changed = Buffer.from(twice.join(''));
    expect(strayLine(parseJournal(changed, path), changed)).toBe(2);
    expect(strayLine({ header: HEADER, history: [note] }, bytes)).toBe(3);
    expect(strayLine({ header: HEADER, history: [note, end] }, bytes.subarray(0, -5))).toBe(3);
  });

  test('of a version that did not chain lines is still read', ({}, info) => {
    const path = info.outputPath('journal.ndjson');
    const { journal, recorder } = recorded(path);
    recorder.record({ type: 'end', reason: 'finished' });
    journal.close();
    const chained = readJournal(path);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,"chain":"[0-9a-f]{64}"\}$/gm, '}'));
    expect(readJournal(path)).toEqual(chained);
    expect(parseJournal(readFileSync(path), path).chain).toBeUndefined();
  });

  test('whose last line was torn is read as far as it goes', ({}, info) => {
    const path = info.outputPath('journal.ndjson');
    const { journal } = recorded(path);
    journal.close();
    truncateSync(path, readFileSync(path).length - 5);
    expect(parseJournal(readFileSync(path), path)).toMatchObject({ isCut: true, history: [{ seq: 1 }] });
  });

  test('is in the file as soon as an event is recorded', ({}, info) => {
    const path = info.outputPath('journal.ndjson');
    const { journal, recorder } = recorded(path);
    recorder.record(inbound('{"reasonCode":"ACKNOWLEDGED"}'));
    expect(readFileSync(path, 'utf8')).toContain('ACKNOWLEDGED');
    journal.close();
  });

  const refused =
    (change: (path: string) => void, message: RegExp) =>
    ({}, info: { outputPath: (name: string) => string }) => {
      const path = info.outputPath('journal.ndjson');
      const { journal, recorder } = recorded(path);
      recorder.record({ type: 'end', reason: 'finished' });
      journal.close();
      change(path);
      expect(() => readJournal(path)).toThrow(JournalError);
      expect(() => readJournal(path)).toThrow(message);
    };
  const CHAIN = /,"chain":"[0-9a-f]{64}"\}$/;
  const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
  const write = (path: string, kept: readonly string[]) => writeFileSync(path, `${kept.join('\n')}\n`);

  test(
    'without its last line is cut short',
    refused((path) => write(path, lines(path).slice(0, -1)), /cut short/),
  );
  test(
    'that ends in the middle of a line is cut short',
    refused((path) => truncateSync(path, readFileSync(path).length - 5), /cut short/),
  );
  test(
    'with a line taken out is refused',
    refused((path) => write(path, lines(path).toSpliced(2, 1)), /event 2 is missing/),
  );
  test(
    'with a damaged line is refused',
    refused((path) => write(path, lines(path).with(2, '{"seq":')), /line 3 is not JSON/),
  );
  test(
    'with a line that stands twice is refused',
    refused(
      (path) => write(path, lines(path).toSpliced(2, 0, lines(path)[1] ?? '')),
      /line 3: event 1 stands there, and 2 is due/,
    ),
  );
  test(
    'with a line after its end is refused',
    refused((path) => write(path, [...lines(path), lines(path).at(-1) ?? '']), /line 5 comes after the end of the run/),
  );
  test(
    'with a line that was changed is refused, and told which it is',
    refused(
      (path) => write(path, lines(path).with(1, lines(path)[1]?.replace('a journey', 'another') ?? '')),
      /line 2 does not follow/,
    ),
  );
  test(
    'with another header is refused',
    refused(
      (path) => write(path, lines(path).with(0, lines(path)[0]?.replace('"seed":1', '"seed":2') ?? '')),
      /line 1 does not follow/,
    ),
  );
  test(
    'with a line written otherwise, though it says the same, is refused',
    refused(
      (path) => write(path, lines(path).with(1, lines(path)[1]?.replace('{"seq"', '{ "seq"') ?? '')),
      /line 2 does not follow/,
    ),
  );
  test(
    'with lines whose chain was taken away is refused',
    refused(
      (path) => write(path, lines(path).with(3, lines(path)[3]?.replace(CHAIN, '}') ?? '')),
      /line 4 does not follow/,
    ),
  );
  test(
    'with a chain that begins later is refused',
    refused(
      (path) => write(path, lines(path).with(0, lines(path)[0]?.replace(CHAIN, '}') ?? '')),
      /line 2 is chained and those before it are not/,
    ),
  );
  test(
    'with bytes that are no text is refused',
    refused(
      (path) =>
        writeFileSync(
          path,
          Buffer.from(readFileSync(path).toString('latin1').replace('a journey', 'a j\u00f6rney'), 'latin1'),
        ),
      /line 2 is not UTF-8 text/,
    ),
  );
  test(
    'of another kind is refused',
    refused((path) => write(path, ['{"hello":1}']), /not a journal of this harness/),
  );
  test(
    'that is not there is refused',
    refused((path) => writeFileSync(path, ''), /not a journal|cut short/),
  );

  test('that cannot be written says where to go', () => {
    expect(() => createJournal('/dev/null/journal.ndjson', HEADER)).toThrow(/cannot write the journal .*--out/);
  });
});
