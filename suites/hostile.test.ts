import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startEmbedded } from './engine/embedded.ts';
import { OUTPUT } from './engine/plan.ts';
import { startRun } from './engine/run.ts';
import { planOf, requirementsWith, theContract } from './fixtures/runs.ts';

const PAGE = '<!doctype html><title>Gone</title><script>alert(1)</script>';

/** What a supplier may do with each request, beside answering it. */
const MANNERS: Readonly<Record<string, (socket: Socket) => void>> = {
  'never answers': () => undefined,
  'closes the connection': (socket) => void socket.end(),
  'resets the connection': (socket) => void socket.resetAndDestroy(),
  'answers everything with a web page': (socket) =>
    void socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PAGE.length}\r\n\r\n${PAGE}`),
  'promises everything and tells nothing': (socket) =>
    void socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'),
  'speaks something else': (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'sends everybody elsewhere': (socket) =>
    void socket.write('HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n'),
  'never comes to the end of its answer': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
    const dripping = setInterval(() => socket.write('1\r\n[\r\n'), 20);
    socket.once('close', () => clearInterval(dripping));
  },
  'answers with far too much': (socket) => {
    socket.write('HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'['.repeat(0x1_0000)}\r\n`;
    const pour = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on('drain', pour);
    pour();
  },
};

for (const [manner, act] of Object.entries(MANNERS)) {
  test(`a supplier that ${manner} costs verdicts, not the run`, async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      socket.on('data', () => act(socket));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { config, supplier } = await startEmbedded({});
    await supplier.close();

    const out = test.info().outputPath('out');
    const hostile: typeof config = {
      ...config,
      supplier: { name: `one that ${manner}`, baseUrl: `http://127.0.0.1:${port}` },
      authorization: { type: 'none' },
    };
    const pace = { request: 600, acknowledge: 300, outcome: 300, quiet: 50 };
    const run = await startRun(planOf(hostile, { out, pace }), { contract: await theContract() });
    const { results, verdicts, fault } = await run.ended;
    for (const socket of sockets) socket.destroy();
    server.close();

    expect(fault).toBeUndefined();
    expect(results).toMatchObject({ interrupted: false, certifiable: false });
    expect(results.summary.failed).toBeGreaterThan(0);
    expect(requirementsWith('broken', verdicts)).toEqual([]);
    for (const name of Object.values(OUTPUT)) expect(existsSync(join(out, name)), name).toBe(true);
  });
}
