import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, test } from '@playwright/test';
import { BODY_LIMIT } from '../evidence/bodies.ts';
import { connectOptions, createClient, type Answer, type Client, type Tls } from './client.ts';
import { CERTIFICATE, KEY } from './fixtures/certificate.ts';
import type { Failure } from './failures.ts';
import { watchInterruption } from './interruption.ts';

interface Line {
  readonly port: number;
  readonly client: Client;
  readonly get: (within?: number) => Promise<Answer | Failure>;
  readonly interrupt: () => void;
}

async function lineTo(server: Server, use: (line: Line) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const interruption = new AbortController();
  const client = createClient(new URL(`http://127.0.0.1:${port}`), undefined, watchInterruption(interruption.signal));
  const get = (within = 10_000) =>
    client.send({ method: 'GET', path: '/', headers: [['Accept', 'application/json']] }, within);
  try {
    await use({ port, client, get, interrupt: () => interruption.abort() });
  } finally {
    await client.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

const http = (listener: RequestListener, use: (line: Line) => Promise<void>) => lineTo(createServer(listener), use);
const tcp = (talk: (socket: Socket) => void, use: (line: Line) => Promise<void>) =>
  lineTo(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => talk(socket));
    }),
    use,
  );

const https = (options: ServerOptions, use: (line: Line) => Promise<void>) =>
  lineTo(
    createTlsServer({ cert: CERTIFICATE, key: KEY, ...options }, (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(subject?.CN ?? 'anybody');
    }),
    use,
  );

async function overTls(port: number, tls: Tls): Promise<Answer | Failure> {
  const client = createClient(
    new URL(`https://127.0.0.1:${port}`),
    tls,
    watchInterruption(new AbortController().signal),
  );
  try {
    return await client.send({ method: 'GET', path: '/', headers: [] }, 10_000);
  } finally {
    await client.close();
  }
}

test('an answer comes back as it was sent: status, header fields in their case and order, repeated ones too, and body', () =>
  tcp(
    (socket) => socket.end('HTTP/1.1 418 Teapot\r\nX-One: a\r\nx-one: b\r\nContent-Length: 5\r\n\r\nt\u00e9\u00e9'),
    async ({ get }) => {
      expect(await get()).toEqual({
        status: 418,
        headers: [
          ['X-One', 'a'],
          ['x-one', 'b'],
          ['Content-Length', '5'],
        ],
        body: { text: 'téé', encoding: 'utf8', bytes: 5 },
      });
    },
  ));

test('a redirect is an answer and is not followed', async () => {
  const paths: string[] = [];
  await http(
    (request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    },
    async ({ get }) => {
      expect(await get()).toMatchObject({ status: 307 });
      expect(paths).toEqual(['/']);
    },
  );
});

test('a server that does not answer is given up at the deadline', () =>
  http(
    () => undefined,
    async ({ get }) => {
      const start = performance.now();
      expect(await get(200)).toEqual({ reason: 'timeout', detail: 'no complete answer within 200 ms' });
      expect(performance.now() - start).toBeLessThan(5_000);
    },
  ));

test('a body that drips for ever is given up at the same deadline', () =>
  http(
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
    async ({ get }) => {
      const start = performance.now();
      const failure = await get(400);
      expect(failure).toMatchObject({ reason: 'timeout' });
      expect((failure as Failure).detail).toMatch(/within 400 ms; status 200 and \d+ bytes of the body had come/);
      expect(performance.now() - start).toBeLessThan(5_000);
    },
  ));

test('of an endless body no more than the limit is kept, and the line still works', async () => {
  let requests = 0;
  await http(
    (_, response) => {
      requests += 1;
      if (requests > 1) {
        response.end('after');
        return;
      }
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pour);
      pour();
    },
    async ({ get }) => {
      const answer = (await get()) as Answer;
      expect(answer.body.truncated).toBe(true);
      expect(answer.body.text.length).toBe(BODY_LIMIT);
      expect(answer.body.bytes).toBeGreaterThan(BODY_LIMIT);
      expect(await get()).toMatchObject({ status: 200, body: { text: 'after' } });
    },
  );
});

test('a long body tells its announced length', () =>
  http(
    (_, response) => {
      const body = Buffer.alloc(BODY_LIMIT + 5_000_000, 'x');
      response.writeHead(200, { 'content-length': body.length }).end(body);
    },
    async ({ get }) => {
      expect(await get()).toMatchObject({ body: { bytes: BODY_LIMIT + 5_000_000, truncated: true } });
    },
  ));

test('a body that is no text is kept as base64', () =>
  http(
    (_, response) => void response.end(Buffer.from([0xff, 0x00])),
    async ({ get }) => {
      expect(await get()).toMatchObject({ body: { text: '/wA=', encoding: 'base64', bytes: 2 } });
    },
  ));

test('a server that closes the connection is told as that', () =>
  tcp(
    (socket) => socket.end(),
    async ({ get }) => {
      expect(await get()).toMatchObject({
        reason: 'closed',
        detail: expect.stringContaining('the other side closed the connection'),
      });
    },
  ));

test('a body that breaks off is no answer, and how far it came is told', () =>
  tcp(
    (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"id":'),
    async ({ get }) => {
      expect(await get()).toMatchObject({
        reason: 'closed',
        detail: expect.stringContaining('status 201 and 6 bytes of the body had come'),
      });
    },
  ));

test('what is no HTTP is told as that', () =>
  tcp(
    (socket) => socket.end('hello\r\n\r\n'),
    async ({ get }) => {
      expect(await get()).toMatchObject({ reason: 'malformed', detail: expect.stringContaining('no HTTP') });
    },
  ));

test('a line to nowhere is told as that', async () => {
  const client = createClient(
    new URL('http://127.0.0.1:1'),
    undefined,
    watchInterruption(new AbortController().signal),
  );
  expect(await client.send({ method: 'GET', path: '/', headers: [] }, 5_000)).toEqual({
    reason: 'unreachable',
    detail: 'nothing listens there (connection refused) (ECONNREFUSED)',
  });
  await client.close();
});

test('HTTPS where there is none is told as that', () =>
  tcp(
    (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    async ({ port }) => {
      expect(await overTls(port, {})).toMatchObject({ reason: 'tls' });
    },
  ));

test('an authority that is not known is told as that, and can be made known', () =>
  https({}, async ({ port }) => {
    expect(await overTls(port, {})).toMatchObject({ reason: 'tls', detail: expect.stringContaining('set tls.ca') });
    expect(await overTls(port, { ca: CERTIFICATE })).toMatchObject({ status: 200, body: { text: 'anybody' } });
  }));

test('what TLS material says is read once, however many connections there are', () => {
  const tls = { ca: CERTIFICATE };
  expect(connectOptions(tls).secureContext).toBeDefined();
  expect(connectOptions(tls).secureContext).toBe(connectOptions(tls).secureContext);
  expect(connectOptions({ ca: CERTIFICATE }).secureContext).not.toBe(connectOptions(tls).secureContext);
  expect(connectOptions()).toEqual({});
});

test('a server that wants a client certificate says so in words, and gets ours', () =>
  https({ requestCert: true, ca: CERTIFICATE }, async ({ port }) => {
    const without = await overTls(port, { ca: CERTIFICATE });
    expect(without).toMatchObject({ detail: expect.stringContaining('set tls.cert and tls.key') });
    expect(await overTls(port, { ca: CERTIFICATE, cert: CERTIFICATE, key: KEY })).toMatchObject({
      status: 200,
      body: { text: 'conformance self-test' },
    });
  }));

test('an interruption ends a request, unless it heeds another one or none', () =>
  http(
    (request, response) => {
      if (request.url === '/tidy') response.end('done');
    },
    async ({ client, get, interrupt }) => {
      const pending = get();
      setTimeout(interrupt, 50);
      expect(await pending).toMatchObject({ reason: 'interrupted' });
      expect(await get()).toMatchObject({ reason: 'interrupted' });
      expect(await client.send({ method: 'GET', path: '/tidy', headers: [] }, 5_000, 'nothing')).toMatchObject({
        status: 200,
      });
    },
  ));

test('a request that cannot be sent is our own fault', () =>
  http(
    (_, response) => void response.end(),
    async ({ client }) => {
      await expect(
        client.send({ method: 'GET', path: '/', headers: [['X-Bad', 'line\nbreak']] }, 5_000),
      ).rejects.toThrow(/header/);
    },
  ));
