import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startProxy } from '../suites/fixtures/proxy.ts';
import { createClient } from './client.ts';
import { proxyFor } from './client-proxy.ts';
import { watchInterruption } from './interruption.ts';

const https = new URL('https://api.acme.example/v1');
const http = new URL('http://api.acme.example:8080/v1');
const through = (server: URL, environment: NodeJS.ProcessEnv) => proxyFor(server, environment)?.url.href;

test('without a proxy in the environment there is none', () => {
  expect(proxyFor(https, {})).toBeUndefined();
  expect(proxyFor(https, { HTTP_PROXY: 'http://proxy:1' })).toBeUndefined();
  expect(proxyFor(http, { HTTPS_PROXY: 'http://proxy:1' })).toBeUndefined();
  expect(proxyFor(https, { HTTPS_PROXY: '' })).toBeUndefined();
});

test('each protocol has its own, in small letters first, with or without a scheme', () => {
  expect(through(https, { HTTPS_PROXY: 'http://proxy:3128' })).toBe('http://proxy:3128/');
  expect(through(https, { HTTPS_PROXY: 'http://big:1', https_proxy: 'small:2' })).toBe('http://small:2/');
  expect(through(http, { http_proxy: 'https://proxy' })).toBe('https://proxy/');
});

test('credentials are taken out of the address, and are told by no word of it', () => {
  const proxy = proxyFor(https, { HTTPS_PROXY: 'http://me:p%40ss%3A@proxy:3128' });
  expect(proxy).toMatchObject({ variable: 'HTTPS_PROXY' });
  expect(proxy?.url.href).toBe('http://proxy:3128/');
  expect(Buffer.from(proxy?.authorization?.slice(6) ?? '', 'base64').toString()).toBe('me:p@ss:');
});

test('what is no address of a proxy is told without saying it again', () => {
  for (const written of ['ftp://me:secret@proxy:1', 'http://me:secret@', 'http://me:secret@proxy:port']) {
    expect(() => proxyFor(https, { HTTPS_PROXY: written })).toThrow(/^HTTPS_PROXY holds no address of a proxy; write/);
  }
});

test('ALL_PROXY counts where the protocol has none of its own', () => {
  expect(through(https, { ALL_PROXY: 'http://all:1' })).toBe('http://all:1/');
  expect(through(http, { all_proxy: 'small:2', ALL_PROXY: 'big:1' })).toBe('http://small:2/');
  expect(through(https, { ALL_PROXY: 'http://all:1', https_proxy: 'own:3' })).toBe('http://own:3/');
  expect(proxyFor(https, { ALL_PROXY: 'http://all:1', NO_PROXY: 'acme.example' })).toBeUndefined();
});

test('a SOCKS proxy is told to be none that can be used, without its credentials', () => {
  for (const scheme of ['socks', 'socks4', 'socks5', 'SOCKS5h']) {
    expect(() => proxyFor(https, { ALL_PROXY: `${scheme}://me:secret@proxy:1` })).toThrow(
      /^ALL_PROXY names a SOCKS proxy, and only HTTP proxies can be used; set HTTPS_PROXY to http:\/\/HOST:PORT, or except/,
    );
  }
});

test('ranges of addresses are excepted', () => {
  const isExcepted = (host: string, list: string) =>
    proxyFor(new URL(`http://${host}:8080`), { HTTP_PROXY: 'proxy:1', NO_PROXY: list }) === undefined;
  for (const [host, list] of [
    ['10.1.2.3', '10.0.0.0/8'],
    ['10.1.2.3', 'other.example, 10.1.2.0/24'],
    ['[fd00::1]', 'fd00::/8'],
    ['[fd00::1]', '[fd00::]/8'],
    ['192.0.2.1', '0.0.0.0/0'],
    ['10.1.2.3', '10.1.2.3:8080'],
    ['[fd00::1]', '[fd00::1]:8080'],
  ] as const) {
    expect(isExcepted(host, list), `${host} in ${list}`).toBe(true);
  }
  for (const [host, list] of [
    ['11.1.2.3', '10.0.0.0/8'],
    ['10.example', '10.0.0.0/8'],
    ['10.1.2.3', 'fd00::/8'],
    ['10.1.2.3', '10.0.0.0/33'],
    ['10.1.2.3', '10.0.0.0/x'],
    ['10.1.2.3', '10.0.0.0/8/8'],
    ['10.1.2.3', '10.1.2.3:443'],
    ['[fd00::1]', '[fd00::1]:443'],
  ] as const) {
    expect(isExcepted(host, list), `${host} in ${list}`).toBe(false);
  }
});

test('this machine is never reached by a proxy', () => {
  const environment = { HTTP_PROXY: 'proxy:1', HTTPS_PROXY: 'proxy:1' };
  for (const host of ['localhost', 'supplier.localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
    expect(proxyFor(new URL(`http://${host}:9001`), environment), host).toBeUndefined();
  }
  expect(proxyFor(new URL('http://127.example.com'), environment)).toBeDefined();
});

for (const [list, isExcepted] of [
  ['*', true],
  ['api.acme.example', true],
  ['API.Acme.Example', true],
  ['acme.example', true],
  ['.acme.example', true],
  ['*.acme.example', true],
  ['other.example, acme.example', true],
  ['other.example acme.example:443', true],
  ['acme.example:8443', false],
  ['me.example', false],
  ['other.example', false],
  [',', false],
  ['', false],
] as const) {
  test(`NO_PROXY "${list}" ${isExcepted ? 'excepts' : 'does not except'} a server`, () => {
    const proxy = proxyFor(https, { HTTPS_PROXY: 'proxy:1', NO_PROXY: list });
    expect(proxy === undefined).toBe(isExcepted);
  });
}

test('an address is excepted as it stands', () => {
  const environment = { HTTP_PROXY: 'proxy:1', no_proxy: '10.1.2.3,[fd00::1]' };
  expect(proxyFor(new URL('http://10.1.2.3'), environment)).toBeUndefined();
  expect(proxyFor(new URL('http://110.1.2.3'), environment)).toBeDefined();
  expect(proxyFor(new URL('http://[fd00::1]:8080'), environment)).toBeUndefined();
});

test('an answer through a proxy comes back as it was sent, and one of the proxy itself is none', async () => {
  const proxy = await startProxy('me:secret');
  const server = createServer((request, response) => {
    response.writeHead(418, { 'X-Host': request.headers.host ?? '', 'X-Odd-Case': 'kept' });
    response.end(`${request.url} ${request.headers['proxy-authorization'] ?? 'nothing'}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = new URL(`http://supplier.test:${port}`);
  const ask = async (credentials: string) => {
    const environment = { HTTP_PROXY: `http://${credentials}127.0.0.1:${proxy.port}` };
    const client = createClient(origin, undefined, watchInterruption(new AbortController().signal), environment);
    try {
      return await client.send({ method: 'GET', path: '/v1?a=1', headers: [['Accept', '*/*']] }, 10_000);
    } finally {
      await client.close();
    }
  };
  try {
    const answer = await ask('me:secret@');
    expect(answer).toMatchObject({ status: 418, body: { text: '/v1?a=1 nothing' } });
    expect('headers' in answer && answer.headers).toEqual(
      expect.arrayContaining([
        ['X-Host', `supplier.test:${port}`],
        ['X-Odd-Case', 'kept'],
      ]),
    );
    expect(await ask('')).toMatchObject({
      reason: 'unreachable',
      detail: expect.stringContaining('wants credentials'),
    });
    expect(await ask('me:wrong@')).toMatchObject({ detail: expect.stringMatching(/does not take.*check user/) });
  } finally {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  }
});
