import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsSocketServer, type TlsOptions } from 'node:tls';
import { expect, test } from '@playwright/test';
import { alertOf, speaksTls } from './client-alert.ts';
import { failureOf, tlsAdvice } from './failures.ts';
import {
  AUTHORITY,
  CLIENT,
  CLIENT_KEY,
  EXPIRED_SERVER,
  OTHER_AUTHORITY,
  SERVER,
  SERVER_ELSEWHERE,
  SERVER_KEY,
} from './fixtures/authority.ts';

const coded = (code: string, message = 'of the library') => Object.assign(new Error(message), { code });

for (const [code, told] of [
  [
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    /it wants a client certificate \(mutual TLS\): set tls\.cert and tls\.key/,
  ],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /it does not know the authority of our client certificate \(check tls\.cert\)/],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', /it says that our client certificate has expired/],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', /it says that our client certificate was revoked/],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /it does not take our client certificate \(check tls\.cert\), or wants one/],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /where it wants a client certificate \(mutual TLS\), set tls\.cert/],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /it speaks only versions of TLS that are not spoken here/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /no TLS is spoken there \(is it http: rather than https:\?\)/],
  ['ERR_SSL_SOMETHING_ELSE', /no TLS connection came about: of the library/],
] as const) {
  test(`${code} is told in words`, () => {
    expect(failureOf(coded(code), 'https:')).toMatchObject({ reason: 'tls', detail: expect.stringMatching(told) });
  });
}

test('a proxy in the way is told in its own words', () => {
  expect(failureOf(coded('PROXY', 'the proxy says no'), 'https:')).toEqual({
    reason: 'unreachable',
    detail: 'the proxy says no',
  });
});

async function served(options: TlsOptions, use: (server: URL) => Promise<void>): Promise<void> {
  const server = createTlsServer({ cert: SERVER, key: SERVER_KEY, ...options }, (_, response) => response.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const TRUSTING = { ca: AUTHORITY };
const SHOWING = { ...TRUSTING, cert: CLIENT, key: CLIENT_KEY };
const alertAt = async (server: URL, tls: object) => (await alertOf(server, tls, 10_000))?.detail;

test('a server that says what it makes of our certificate is listened to', () =>
  served({ requestCert: true, ca: AUTHORITY }, async (server) => {
    expect(await alertAt(server, TRUSTING)).toMatch(/it wants a client certificate/);
    expect(await alertAt(server, SHOWING)).toBeUndefined();
    expect(await alertAt(server, { ca: OTHER_AUTHORITY })).toMatch(/set tls\.ca/);
  }));

test('a server that says nothing of the kind has nothing told of it', async () => {
  await served({}, async (server) => expect(await alertAt(server, TRUSTING)).toBeUndefined());
  const silent = createTlsSocketServer({ cert: SERVER, key: SERVER_KEY }, (socket) => socket.end());
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  expect(await alertAt(new URL(`https://127.0.0.1:${port}`), TRUSTING)).toBeUndefined();
  silent.close();
});

for (const [cert, told] of [
  [EXPIRED_SERVER, /^the certificate has expired \(CERT_HAS_EXPIRED\)$/],
  [SERVER_ELSEWHERE, /^the certificate is for another host name: DNS:elsewhere\.example \(/],
] as const) {
  test(`a certificate of the server is told: ${told.source}`, () =>
    served({ cert }, async (server) => expect(await alertAt(server, TRUSTING)).toMatch(told)));
}

for (const [detail, trusts, advice] of [
  ['the certificate has expired (CERT_HAS_EXPIRED)', true, /have the supplier renew it/],
  ['the certificate is not valid yet (CERT_NOT_YET_VALID)', true, /check the clock of this machine/],
  [
    'for another host name: DNS:a (ERR_TLS_CERT_ALTNAME_INVALID)',
    true,
    /write a name that it is for in supplier\.baseUrl/,
  ],
  ['no TLS is spoken there (is it http: rather than https:?) (X)', false, /write http: in supplier\.baseUrl/],
  ['its authority is not known here (set tls.ca) (X)', false, /^name the PEM file of its authority as tls\.ca$/],
  ['its authority is not known here (set tls.ca) (X)', true, /another one than is there/],
  ['it does not take our client certificate (check tls.cert)', true, /tls\.cert and tls\.key are what we show/],
  ['something else (X)', false, /check tls, and the host and port in supplier\.baseUrl/],
] as const) {
  test(`what to do about "${detail}" ${trusts ? 'with' : 'without'} an authority of our own`, () => {
    expect(tlsAdvice(detail, 'supplier.baseUrl', trusts)).toMatch(advice);
  });
}

test('plain HTTP that is not understood where TLS is spoken is told from other ends of a connection', async () => {
  const server = createTlsServer({ cert: SERVER, key: SERVER_KEY }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}`);
  const closed = { reason: 'closed', detail: 'closed' } as const;
  try {
    expect(await speaksTls(url, closed, 5_000)).toBe(true);
    expect(await speaksTls(url, { reason: 'timeout', detail: 'late' }, 5_000)).toBe(false);
    const page = { text: 'The plain HTTP request was sent to HTTPS port', encoding: 'utf8', bytes: 1 } as const;
    expect(await speaksTls(url, { status: 400, headers: [], body: page }, 5_000)).toBe(true);
    expect(await speaksTls(url, { status: 404, headers: [], body: page }, 5_000)).toBe(false);
  } finally {
    server.close();
    await once(server, 'close');
  }
  expect(await speaksTls(url, closed, 5_000), 'nothing listens').toBe(false);
});
