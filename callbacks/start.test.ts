import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@playwright/test';
import { Agent, request } from 'undici';
import { startGateway, TEST_TLS, withGateway } from './fixtures/gateway.ts';
import { CallbackError, reachableHost } from './server.ts';

const KCI = '{"id":"1","provideServiceOrder":{"id":7}}';

test('the empty base path, and one with slashes around it, are understood', async () => {
  for (const [basePath, end] of [
    ['', ''],
    ['/', ''],
    ['gateway/v1/', '/gateway/v1'],
  ] as const) {
    await withGateway(
      async (gateway) => {
        expect(gateway.url).toBe(`http://127.0.0.1:${gateway.port}${end}`);
        expect((await gateway.post(KCI)).status).toBe(204);
      },
      { basePath },
    );
  }
});

test('the address to call is one that can be called, whatever is listened on', () => {
  expect(['127.0.0.1', 'localhost', '0.0.0.0', '::', '::1'].map(reachableHost)).toEqual([
    '127.0.0.1',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '[::1]',
  ]);
});

test('over TLS it is the same, and failed handshakes are told in words', () =>
  withGateway(
    async (gateway) => {
      expect(gateway.url).toBe(`https://127.0.0.1:${gateway.port}/v1`);
      const dispatcher = new Agent({ connect: { ca: TEST_TLS.cert } });
      const answer = await request(`${gateway.url}/kcis`, { method: 'POST', body: KCI, dispatcher });
      expect(answer.statusCode).toBe(401);
      await answer.body.dump();
      await dispatcher.close();
      const refusals = gateway.arrived(3);
      const old = connectTls({ port: gateway.port, host: '127.0.0.1', maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' });
      await new Promise((resolve) => old.once('error', resolve));
      await expect(request(`http://127.0.0.1:${gateway.port}/v1/kcis`)).rejects.toThrow();
      expect((await refusals).slice(1).map(({ refusal, answer }) => [refusal, answer])).toEqual([
        ['TLS failed: no shared cipher', { dropped: true }],
        ['plain HTTP on an HTTPS port: the address should begin with https://', { dropped: true }],
      ]);
    },
    { tls: TEST_TLS },
  ));

test.describe('what cannot be started is told in one line', () => {
  const message = (options: Parameters<typeof startGateway>[0]) =>
    startGateway(options).then(
      async ({ close }) => {
        await close();
        return 'started';
      },
      (error: unknown) => (error instanceof CallbackError ? error.message : `no CallbackError: ${String(error)}`),
    );

  test('a port in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    expect(await message({ listen: { host: '127.0.0.1', port } })).toBe(
      `cannot listen for KCIs on 127.0.0.1:${port}: the port is in use; end what uses it, or choose another port in callbacks.listen`,
    );
    other.close();
  });

  test('an address of another machine', async () => {
    expect(await message({ listen: { host: '192.0.2.1', port: 0 } })).toMatch(/is no address of this machine; choose/);
  });

  test('a port that is none', async () => {
    expect(await message({ listen: { host: '127.0.0.1', port: 70_000 } })).toMatch(/; correct callbacks.listen$/);
  });

  test('a certificate that is none, and the key of another', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    for (const tls of [
      { ...TEST_TLS, cert: 'nonsense' },
      { ...TEST_TLS, key: 'nonsense' },
      { ...TEST_TLS, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    ]) {
      expect(await message({ tls })).toMatch(
        /^cannot use callbacks\.tls: .*; give a certificate and its own private key in PEM form$/,
      );
    }
  });
});

test('clients that leave as soon as they have seen our certificate are remarked on, once', () =>
  withGateway(
    async (gateway) => {
      for (let connection = 0; connection < 5; connection += 1) {
        // This client does not trust the certificate: it says so to nobody and leaves.
        const socket = connectTls({ port: gateway.port, host: '127.0.0.1' });
        await once(socket, 'close').catch(() => undefined);
      }
      await expect
        .poll(() => gateway.notes().map(({ text }) => text))
        .toEqual([expect.stringMatching(/^3 TLS connections were given up before anything was asked/)]);
    },
    { tls: TEST_TLS },
  ));
