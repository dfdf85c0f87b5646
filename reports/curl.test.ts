import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { rawBody } from '../evidence/bodies.ts';
import type { Header, RequestEvent } from '../evidence/history.ts';
import { replay } from './curl.ts';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

let server: Server;
let base: string;
let received: Received[] = [];

const isThere = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
const SHELLS = ['sh', 'bash', 'zsh'].filter(isThere);

// One server serves them all.
test.describe.configure({ mode: 'default' });
test.skip(!isThere('curl'), 'this machine has no curl');

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.rawHeaders,
        body: Buffer.concat(chunks),
      });
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.close();
});

test.beforeEach(() => {
  received = [];
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly Header[];
  readonly body?: string | Buffer;
}

function requested({
  method = 'POST',
  path = '/service-orders',
  headers = [['Content-Type', 'application/json']],
  body,
}: Sent): RequestEvent {
  return {
    type: 'request',
    seq: 1,
    at: '2026-01-12T09:00:00.000Z',
    mono: 0,
    exchange: 'one',
    journey: 'a journey',
    operation: 'handleCreateOrder',
    intent: { valid: true },
    method,
    url: `${base}${path}`,
    headers,
    ...(body === undefined ? {} : { body: rawBody(Buffer.from(body)) }),
  };
}

/** Runs the line in each shell of this machine, and tells what reached the server. */
async function replayed(
  request: RequestEvent,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Received[]> {
  const again = replay(request);
  if (!('line' in again)) throw new Error(again.impossible);
  received = [];
  for (const shell of SHELLS) {
    const child = spawn(shell, [], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env.PATH, HOME: '/nowhere', ...environment },
    });
    const exit = once(child, 'exit');
    child.stdin.end(again.line);
    expect(await exit).toEqual([0, null]);
  }
  expect(received).toHaveLength(SHELLS.length);
  return received;
}

const BODIES: Readonly<Record<string, string | Buffer>> = {
  json: '{"id":123,"notes":"ring the upper bell"}',
  empty: '',
  'quotes of all kinds': `it's "quoted" \`and\` $HOME $(id) \\ \\n !! %s %d %% 'again'`,
  'line ends': 'one\ntwo\r\nthree\n\n',
  'tabs and controls': 'a\tb\u0001\u001b[31m\u0007',
  'a NUL inside': 'before\0after',
  'looks like a file': '@/etc/passwd',
  'looks like an option': '-e --version',
  'an option before a tab': '-e\t--version',
  unicode: '{"name":"Zoë 👩‍🔧 שלום"}',
  'direction marks': 'abc\u202edef\u2066\ufeff',
  'digits after an escape': '\u00018\u00007',
  'not UTF-8': Buffer.from([0xff, 0xfe, 0x00, 0x27, 0x5c, 0x25, 0x0a]),
  'cut-off JSON': '{"id": 7004, "orderType": ',
  long: JSON.stringify({ notes: `it's ${'long '.repeat(60_000)}` }),
};

for (const [name, body] of Object.entries(BODIES)) {
  test(`a body is sent again byte by byte: ${name}`, async () => {
    for (const { body: arrived, method, url, headers } of await replayed(requested({ body }))) {
      expect(arrived.equals(Buffer.from(body)), arrived.toString('utf8').slice(0, 200)).toBe(true);
      expect([method, url]).toEqual(['POST', '/service-orders']);
      expect(headers[headers.indexOf('Content-Type') + 1]).toBe('application/json');
    }
  });
}

test('method, address and headers are those that were sent, and curl adds none', async () => {
  const headers: readonly Header[] = [
    ['X-Request-ID', 'c1b8'],
    ['X-Scenario', `it's "ORDER_DELAYED" $HOME`],
    ['x-lower', ''],
    ['X-Twice', 'one'],
    ['X-Twice', 'two'],
    ['Content-Length', '999'],
    ['Connection', 'keep-alive'],
  ];
  const path = `/a/../service-availability?address={"id":"1"}&list=[1-3]&q=it's%20%41`;
  for (const arrived of await replayed(requested({ method: 'GET', path, headers }))) {
    expect(arrived.method).toBe('GET');
    expect(arrived.url).toBe(path);
    const own = arrived.headers.flatMap((name, index) =>
      index % 2 === 0 && name !== 'Host' ? [[name, arrived.headers[index + 1]]] : [],
    );
    expect(own).toEqual(headers.slice(0, 5));
  }
});

test('a request without a body or content type is sent without them', async () => {
  for (const { headers, body, method } of await replayed(requested({ method: 'PATCH', headers: [] }))) {
    expect([method, body.length, headers.filter((name) => /^content-type$/i.test(name))]).toEqual(['PATCH', 0, []]);
  }
  for (const { headers } of await replayed(requested({ headers: [], body: 'text' }))) {
    expect(headers).not.toContain('Content-Type');
  }
});

test('a body of another media type, none where one belongs, and repeated parameters are sent again as they were', async () => {
  const plain: readonly Header[] = [['Content-Type', 'text/plain']];
  for (const { headers, body } of await replayed(requested({ headers: plain, body: '{"id":1}' }))) {
    expect(headers[headers.indexOf('Content-Type') + 1]).toBe('text/plain');
    expect(headers.filter((name) => /^content-type$/i.test(name))).toHaveLength(1);
    expect(body.toString()).toBe('{"id":1}');
  }
  for (const { headers, body } of await replayed(requested({ body: '' }))) {
    expect(headers[headers.indexOf('Content-Type') + 1]).toBe('application/json');
    expect(body).toHaveLength(0);
  }
  const path =
    '/service-availability?address=%7B%22id%22%3A&serviceTypes=BROADBAND&serviceTypes=ETHERNET&serviceTypes=';
  for (const { method, url, body } of await replayed(requested({ method: 'GET', path, headers: [] }))) {
    expect([method, url, body.length]).toEqual(['GET', path, 0]);
  }
});

test('what was redacted is a variable, the same for the same secret, and works when it is set', async () => {
  const headers: readonly Header[] = [
    ['Authorization', 'Bearer [redacted 0123456789ab]'],
    ['X-Api-Key', '[redacted 00000000aaaa]'],
    ['Content-Type', 'application/json'],
  ];
  const body =
    '{"password":"[redacted 0123456789ab]","other":"[redacted 111111111111]","more":"[redacted 222222222222]"}';
  for (const text of [body, `${body}\t`]) {
    const request = requested({ headers, body: text });
    expect(replay(request)).toMatchObject({ secrets: ['TOKEN', 'X_API_KEY', 'SECRET', 'SECRET_2'] });
    const environment = { TOKEN: `to'k"en $x`, X_API_KEY: 'key', SECRET: 'one %s', SECRET_2: 'two' };
    for (const arrived of await replayed(request, environment)) {
      expect(arrived.headers[arrived.headers.indexOf('Authorization') + 1]).toBe(`Bearer to'k"en $x`);
      expect(arrived.headers[arrived.headers.indexOf('X-Api-Key') + 1]).toBe('key');
      expect(arrived.body.toString()).toBe(
        text
          .replace('[redacted 0123456789ab]', `to'k"en $x`)
          .replace('[redacted 111111111111]', 'one %s')
          .replace('[redacted 222222222222]', 'two'),
      );
    }
  }
});

test('the line holds nothing that a reader could not see or a terminal would obey', () => {
  const again = replay(requested({ body: 'a\tb\u001b]0;title\u0007\u202e', headers: [['X-Odd', 'a\tb']] }));
  expect('line' in again && /^[\x20-\x7e\n]*$/.test(again.line), JSON.stringify(again)).toBe(true);
});

test('a body that was recorded in part is not offered again', () => {
  const request = requested({ body: 'abc' });
  const cut = { ...request, body: { text: 'abc', encoding: 'utf8', bytes: 5_000_000, truncated: true } } as const;
  expect(replay(cut)).toEqual({ impossible: expect.stringContaining('5000000 bytes') });
});

test('what a generated request names and a run uses up can be set, and is as it was where it is not', async () => {
  const body = '{"id":12,"orderId":11,"supplierOrderReference":"FO 1","notes":"orderId: 11"}';
  const plain = body.replace('FO 1', 'FO1');
  const generated = { id: 'handleCancelOrder~1~0', edits: [] };
  for (const text of [plain, `${plain}\t`]) {
    const request = { ...requested({ body: text }), generated };
    expect(replay(request)).toMatchObject({
      names: [
        { variable: 'ORDER', value: '11', where: '/body/orderId' },
        { variable: 'REFERENCE', value: 'FO1', where: '/body/supplierOrderReference' },
      ],
    });
    for (const { body: sent } of await replayed(request)) {
      expect(sent.toString().replace(/"id":\d+/, '"id":12')).toBe(text);
    }
    for (const { body: sent } of await replayed(request, { ORDER: '17', REFERENCE: 'B-2' })) {
      expect(JSON.parse(sent.toString())).toMatchObject({
        orderId: 17,
        supplierOrderReference: 'B-2',
        notes: 'orderId: 11',
      });
    }
  }
  // A reference that a shell or JSON would have to quote stays as it was sent.
  expect(replay({ ...requested({ body }), generated })).toMatchObject({ names: [{ variable: 'ORDER' }] });
});

test('what is wrong on purpose stays wrong', () => {
  const fault = { kind: 'too-small', where: '/body/orderId', weight: 'sure' } as const;
  const generated = { id: 'handleCancelOrder~1~0~too-small@/body/orderId', edits: [], fault };
  const request = { ...requested({ body: '{"id":12,"orderId":0}' }), generated };
  expect(replay(request)).toMatchObject({ names: [] });
});

test('a number in quotes is renewed and named within its quotes, and no other text is', async () => {
  const fault = { kind: 'quoted', where: '/body/orderId', weight: 'lenient' } as const;
  const generated = { id: 'handleCancelOrder~1~0~quoted@/body/orderId', edits: [], fault };
  const request = { ...requested({ body: '{"id":12,"orderId":"11"}' }), generated };
  expect(replay(request)).toMatchObject({ names: [{ variable: 'ORDER', value: '11' }] });
  for (const { body } of await replayed(request, { ORDER: '17' })) {
    expect(JSON.parse(body.toString())).toMatchObject({ orderId: '17' });
  }
  const address = '"address":{"id":"200004033694"}';
  for (const { body } of await replayed({ ...requested({ body: `{${address},"id":"12"}` }), generated })) {
    expect(body.toString()).toMatch(/^\{"address":\{"id":"200004033694"\},"id":"\d{10}"\}$/);
  }
  const unnumbered = `{${address}}`;
  for (const { body } of await replayed({ ...requested({ body: unnumbered }), generated })) {
    expect(body.toString()).toBe(unnumbered);
  }
});

test('a decision names the resolution in its path', async () => {
  const request: RequestEvent = {
    ...requested({ method: 'PATCH', path: '/service-problem-resolutions/RES_7', body: '{"status":"ACCEPTED"}' }),
    operation: 'handleServiceProblemResolution',
    generated: { id: 'handleServiceProblemResolution~1~0', edits: [] },
  };
  for (const { url } of await replayed(request)) expect(url).toBe('/service-problem-resolutions/RES_7');
  for (const { url } of await replayed(request, { RESOLUTION: 'RES_8' })) {
    expect(url).toBe('/service-problem-resolutions/RES_8');
  }
});
