import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { withGateway, type Gateway } from './fixtures/gateway.ts';
import type { Limits } from './limits.ts';

const SHORT: Partial<Limits> = { headersTimeout: 1000, requestTimeout: 1500 };
const POST = 'POST /v1/kcis HTTP/1.1\r\nHost: gateway\r\n';

const attacked = (use: (gateway: Gateway) => Promise<void>, limits: Partial<Limits> = {}) =>
  withGateway(
    async (gateway) => {
      await use(gateway);
      // Whatever was done to it, it goes on.
      expect((await gateway.post('{}')).status).toBe(204);
    },
    { limits },
  );

/** Sends bytes as they are, and more when something has happened; resolves with all that comes back until the connection ends. */
function send(
  port: number,
  bytes: string | Buffer,
  {
    thenEnd = false,
    followed,
  }: { thenEnd?: boolean; followed?: { after: () => Promise<unknown>; bytes: string } } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      if (thenEnd) socket.end();
      followed?.after().then(() => socket.write(followed.bytes), reject);
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    // How a connection ends is the server's matter; that it ends is what counts.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

for (const { what, bytes, limits, status, expected } of [
  {
    what: 'garbage',
    bytes: '\0\x01 nothing at all\r\n\r\n',
    status: 400,
    expected: {
      method: '',
      body: { text: '\0\x01 nothing at all\n' },
      refusal: expect.stringMatching(/^this is not HTTP/),
    },
  },
  {
    what: 'an unknown method',
    bytes: 'FOO /x HTTP/1.1\r\nAuthorization: Bearer geheim\r\n\r\n',
    status: 400,
    expected: { method: 'FOO', path: '/x', headers: [['Authorization', expect.stringMatching(/^Bearer \[redacted/)]] },
  },
  {
    what: 'header fields beyond the limit',
    bytes: `${POST}X-Long: ${'x'.repeat(5000)}\r\n\r\n`,
    limits: { headerBytes: 4000 },
    status: 431,
    expected: { method: 'POST', path: '/v1/kcis', refusal: 'request line and header fields are too long' },
  },
  {
    what: 'a proxy request',
    bytes: 'CONNECT elsewhere:443 HTTP/1.1\r\nProxy-Authorization: Basic geheim\r\n\r\n',
    status: 405,
    expected: { method: 'CONNECT', path: 'elsewhere:443', refusal: 'this is no proxy' },
  },
  {
    what: 'an expectation that nobody has',
    bytes: `${POST}Expect: dinner\r\nConnection: close\r\n\r\n`,
    status: 401,
    expected: { endpoint: 'kcis', refusal: 'the Authorization header is missing' },
  },
  {
    what: 'a request without Host',
    bytes: 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    status: 404,
    expected: { method: 'GET', path: '/' },
  },
  {
    what: 'a TLS handshake',
    bytes: Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01]),
    status: undefined,
    expected: {
      answer: { dropped: true },
      refusal: 'a TLS handshake on a plain HTTP port: the address should begin with http://',
    },
  },
]) {
  test(`${what} is recorded and ${status === undefined ? 'dropped' : `answered ${status}`}`, () =>
    attacked(async (gateway) => {
      const answer = await send(gateway.port, bytes);
      expect(answer.split(' ')[1]).toBe(status === undefined ? undefined : String(status));
      const inbound = gateway.inbound();
      expect(inbound).toHaveLength(1);
      expect(inbound[0]).toMatchObject({ ...(status === undefined ? {} : { answer: { status } }), ...expected });
      expect(JSON.stringify(inbound)).not.toContain('geheim');
      expect(answer).not.toContain('geheim');
    }, limits));
}

test('garbage right behind a request ends its connection, and the request is recorded as not answered', () =>
  attacked(async (gateway) => {
    await send(gateway.port, `${POST}Content-Length: 0\r\n\r\ngeheim=1\r\n\r\n`);
    const inbound = await gateway.arrived(1);
    expect(inbound).toMatchObject([
      { endpoint: 'kcis', answer: { dropped: true }, refusal: expect.stringMatching(/^this is not HTTP/) },
    ]);
    expect(JSON.stringify(inbound)).not.toContain('geheim');
  }));

test('garbage in a later packet is only counted, since it may begin in the middle of a secret', () =>
  attacked(async (gateway) => {
    const first = `${POST}Content-Length: 0\r\n\r\n`;
    await send(gateway.port, first, { followed: { after: () => gateway.arrived(1), bytes: 'geheim=1\r\n\r\n' } });
    const [, garbage] = gateway.inbound();
    expect(garbage).toMatchObject({
      method: '',
      headers: [],
      body: { text: '', bytes: 12, truncated: true },
      answer: { status: 400 },
    });
  }));

for (const { what, bytes, thenEnd, refusal } of [
  { what: 'stops coming', bytes: `${POST}Content-Length: 10\r\n\r\n{}`, refusal: 'the request did not arrive in time' },
  { what: 'is broken off', bytes: `${POST}Content-Length: 10\r\n\r\n{}`, thenEnd: true, refusal: /closed/ },
  {
    what: 'has wrong chunks',
    bytes: `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n`,
    refusal: /chunk size/,
  },
]) {
  test(`a body that ${what} is recorded as far as it came, and is no KCI`, () =>
    attacked(async (gateway) => {
      expect(await send(gateway.port, bytes, { thenEnd: thenEnd === true })).toBe('');
      const inbound = await gateway.arrived(1);
      expect(inbound).toEqual([
        expect.objectContaining({
          endpoint: 'kcis',
          method: 'POST',
          body: { text: '{}', encoding: 'utf8', bytes: 2, truncated: true },
          answer: { dropped: true },
          refusal: typeof refusal === 'string' ? refusal : expect.stringMatching(refusal),
        }),
      ]);
    }, SHORT));
}

test('header fields that stop coming are answered 408 and recorded, a request line that is broken off as well', () =>
  attacked(
    async (gateway) => {
      expect(await send(gateway.port, `${POST}Authorization: Bearer geh`)).toMatch(/^HTTP\/1\.1 408 /);
      await send(gateway.port, 'POST /v1/kc', { thenEnd: true });
      const inbound = await gateway.arrived(2);
      expect(inbound.map(({ refusal }) => refusal)).toEqual([
        'the request did not arrive in time',
        'the connection was closed inside a request',
      ]);
      expect(JSON.stringify(inbound)).not.toContain('geh');
    },
    { headersTimeout: 1000, requestTimeout: 300_000 },
  ));

test('garbage and the end of its connection are one event', () =>
  attacked(async (gateway) => {
    await send(gateway.port, 'rubbish\r\n\r\n', { thenEnd: true });
    await send(gateway.port, 'rubbish\r\n\r\n', { thenEnd: true });
    expect(gateway.inbound()).toHaveLength(2);
  }));

test('an idle connection that is reset leaves no trace', () =>
  attacked(async (gateway) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(`${POST}Content-Length: 0\r\n\r\n`));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.resetAndDestroy();
    await gateway.token();
    expect(gateway.inbound().map(({ endpoint }) => endpoint)).toEqual(['kcis', 'token']);
  }));

test('a connection on which nothing comes ends, and leaves no trace', () =>
  attacked(async (gateway) => {
    expect(await send(gateway.port, '')).toBe('');
    expect(gateway.inbound()).toEqual([]);
  }, SHORT));

test('a body beyond the limit is answered 413, and recorded up to the limit with its size', () =>
  attacked(
    async (gateway) => {
      const answer = await gateway.post('é'.repeat(1500));
      expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
      expect(await answer.json()).toMatchObject({ code: 'INVALID_REQUEST' });
      expect(gateway.inbound().at(-1)?.body).toMatchObject({ encoding: 'utf8', bytes: 3000, truncated: true });
      expect(gateway.inbound().at(-1)?.body.text).toMatch(/^é{500}/);
      expect((await gateway.post(`"${'x'.repeat(998)}"`)).status).toBe(400);
    },
    { bodyBytes: 1001 },
  ));

test('a body far beyond the limit is not waited for', () =>
  attacked(
    async (gateway) => {
      await gateway.token();
      const answer = await send(gateway.port, `${POST}Content-Length: 99999999\r\n\r\n${'x'.repeat(1001)}`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(gateway.inbound().at(-1)?.body).toEqual({
        text: 'x'.repeat(1000),
        encoding: 'utf8',
        bytes: 99_999_999,
        truncated: true,
      });
    },
    { bodyBytes: 1000 },
  ));

test('garbage behind a KCI whose answer is delayed does not get in front of the answer', () =>
  attacked(async (gateway) => {
    const token = await gateway.token();
    gateway.script(() => true, { answers: [{ delayMs: 600_000 }] });
    const kci = `${POST}Authorization: Bearer ${token}\r\nX-Request-ID: 1\r\nContent-Length: 2\r\n\r\n{}`;
    expect(
      await send(gateway.port, kci, { followed: { after: () => gateway.arrived(2), bytes: 'rubbish\r\n\r\n' } }),
    ).toBe('');
    expect(gateway.inbound().slice(1)).toMatchObject([
      { endpoint: 'kcis', answer: { status: 204 } },
      { endpoint: 'other', answer: { dropped: true } },
    ]);
  }));

test('connections beyond the limit are refused, and one note tells of it', () =>
  attacked(
    async (gateway) => {
      const held = [0, 1].map(() => connect(gateway.port, '127.0.0.1'));
      await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
      for (let count = 0; count < 2; count += 1) expect(await send(gateway.port, 'GET / HTTP/1.1\r\n\r\n')).toBe('');
      expect(gateway.notes()).toMatchObject([{ note: 'remark', text: expect.stringMatching(/^2 connections/) }]);
      expect(gateway.inbound()).toEqual([]);
      await Promise.all(
        held.map((socket) => {
          const closed = new Promise((resolve) => socket.once('close', resolve));
          socket.resume().end();
          return closed;
        }),
      );
    },
    { connections: 2 },
  ));

test('a flood of KCIs at once is answered and recorded one by one', () =>
  attacked(async (gateway) => {
    await gateway.token();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => gateway.post(`{"id":"${index}"}`)));
    expect(answers.every(({ status }) => status === 204)).toBe(true);
    const bodies = gateway
      .inbound()
      .filter(({ endpoint }) => endpoint === 'kcis')
      .map(({ body }) => body.text);
    expect(new Set(bodies).size).toBe(200);
  }));
