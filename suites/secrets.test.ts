import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { formsOf } from '../evidence/redaction.ts';
import { freePort, start } from './fixtures/command.ts';
import { inFolder, startProtected, writeCertificates, type Written } from './fixtures/protected.ts';
import { startProxy } from './fixtures/proxy.ts';

/** One secret of each kind, each with what is written otherwise in a URL, in a form or in JSON. */
const SECRETS = {
  client: 'marked&client/secret+1',
  gateway: 'marked"gateway secret%2',
  password: 'marked:password=pä3',
  bearer: 'marked-bearer-token~4',
  expired: 'marked-expired-token~5',
  proxy: 'marked-proxy/password 6',
  header: 'marked-steering-token~7',
  call: 'marked-steering-call~8',
  passphrase: 'open-sesame',
} as const;

/** Two lines from within the private keys of the tests. */
const KEYS = ['server.key', 'client.key'];

/** All forms in which any of them could be met, and access tokens of either side, which are JSON Web Tokens. */
function leaksIn(text: string): readonly string[] {
  const keys = KEYS.flatMap((name) => readFileSync(inFolder(name), 'utf8').split('\n').slice(1, 3));
  const basic = [
    `fibre-cafe:${SECRETS.password}`,
    `fibre-cafe:${SECRETS.client}`,
    `me:${SECRETS.proxy}`,
    `reference-supplier:${SECRETS.gateway}`,
    ...[SECRETS.client, SECRETS.gateway].map(
      (secret) => `fibre-cafe:${new URLSearchParams({ x: secret }).toString().slice(2)}`,
    ),
  ].map((shown) => Buffer.from(shown).toString('base64'));
  const sought = [...Object.values(SECRETS).flatMap(formsOf), ...keys, ...basic];
  const tokens = text.match(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g) ?? [];
  return [...sought.filter((secret) => text.includes(secret)), ...tokens];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Looks through all that a command has written, to the terminal and into the folder of its output. */
async function tellsNothing(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  mkdirSync(inFolder('out'), { recursive: true });
  const { written } = await start(parameters, environment).ended;
  expect(leaksIn(written), `${parameters[0]} writes: ${written}`).toEqual([]);
  for (const file of filesIn(inFolder('out'))) expect(leaksIn(readFileSync(file, 'utf8')), file).toEqual([]);
  return written;
}

function written(config: object | string, name = 'supplier.yaml'): string {
  const path = inFolder(name);
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
  return path;
}

const run = (config: object, environment?: NodeJS.ProcessEnv, ...more: readonly string[]) =>
  tellsNothing(['run', '--no-playwright', '--config', written(config), '--out', inFolder('out'), ...more], environment);
const examine = (config: object, environment?: NodeJS.ProcessEnv) =>
  tellsNothing(['doctor', '--config', written(config), '--out', inFolder('out')], environment);

test('nothing that a run or a look of the doctor writes holds a secret of either side', async () => {
  // A run, and many commands that only begin.
  test.setTimeout(300_000);
  writeCertificates();
  const proxy = await startProxy(`me:${SECRETS.proxy}`);
  const supplier = await startProtected(
    '--auth',
    'oauth2',
    '--auth-secret',
    SECRETS.client,
    '--client-secret',
    SECRETS.gateway,
    '--tls-cert',
    inFolder('server.pem'),
    '--tls-key',
    inFolder('server.key'),
    '--client-ca',
    inFolder('ca.pem'),
  );
  try {
    const { config } = supplier;
    const { port } = new URL(config.supplier.baseUrl);
    const steering = config.steering as { readonly default: { readonly header: object } };
    const whole: Written = {
      ...config,
      supplier: { baseUrl: `https://supplier.test:${port}` },
      auth: { ...config.auth, tokenUrl: `https://supplier.test:${port}/oauth/token` },
      tls: { ca: 'ca.pem', cert: 'client.pem', key: 'client-encrypted.key', passphrase: SECRETS.passphrase },
      steering: {
        ...steering,
        default: { header: { ...steering.default.header, 'X-Test-Token': SECRETS.header } },
        ORDER_PARTIAL: {
          header: { 'X-Scenario': 'ORDER_PARTIAL' },
          http: {
            method: 'POST',
            url: `http://me:${SECRETS.call}@127.0.0.1:1/steer`,
            headers: { Authorization: `Bearer ${SECRETS.call}` },
          },
        },
      },
    };
    const environment = { HTTPS_PROXY: `http://me:${encodeURIComponent(SECRETS.proxy)}@127.0.0.1:${proxy.port}` };
    expect(await run(whole, environment)).toContain('Report:');
    const journal = readFileSync(inFolder('out/journal.ndjson'), 'utf8');
    expect(journal, 'the evidence is there, but for the secrets').toMatch(/"X-Test-Token","\[redacted/);
    expect(journal).toContain('wrong-credentials');
    await tellsNothing(['judge', inFolder('out/journal.ndjson'), '--out', inFolder('out/again')]);
    expect(await examine(whole, environment)).toContain('A run can begin');

    // What is wrong is told without what it should be.
    const wrong: readonly (readonly [object, NodeJS.ProcessEnv])[] = [
      [{ ...whole, auth: { ...whole.auth, clientSecret: `${SECRETS.client}x` } }, environment],
      [
        { ...whole, auth: { ...whole.auth, clientSecret: `${SECRETS.client}x` } },
        { ...environment, DEBUG: '1' },
      ],
      [{ ...whole, auth: { type: 'basic', username: 'fibre-cafe', password: SECRETS.password } }, environment],
      [{ ...whole, auth: { type: 'bearer', token: SECRETS.bearer, expiredToken: SECRETS.expired } }, environment],
      [whole, { HTTPS_PROXY: `http://me:${encodeURIComponent(SECRETS.proxy)}x@127.0.0.1:${proxy.port}` }],
      [whole, { HTTPS_PROXY: `http://me:${encodeURIComponent(SECRETS.proxy)}@127.0.0.1:1` }],
      [whole, { HTTPS_PROXY: `ftp://me:${encodeURIComponent(SECRETS.proxy)}@127.0.0.1:1` }],
      [{ ...whole, tls: { ...whole.tls, ca: 'other-ca.pem' } }, environment],
    ];
    for (const [wrongly, surroundings] of wrong) await run(wrongly, surroundings);
    for (const [wrongly, surroundings] of wrong.slice(0, 4)) await examine(wrongly, surroundings);
    expect(leaksIn(supplier.command.written().split('# Then, in another terminal')[1] ?? '')).toEqual([]);
  } finally {
    await Promise.all([supplier.close(), proxy.close()]);
  }
});

test('a configuration that cannot be used is told without its secrets', async () => {
  writeCertificates();
  const data = { address: { id: '1', type: 'UPRN' } };
  const supplier = { baseUrl: 'http://127.0.0.1:1' };
  const key = readFileSync(inFolder('client.key'), 'utf8');
  const configs: readonly (object | string)[] = [
    { supplier, data, auth: SECRETS.bearer },
    { supplier, data, auth: [SECRETS.bearer] },
    { supplier, data, auth: { type: SECRETS.bearer } },
    { supplier, data, auth: { type: 'bearer', token: [SECRETS.bearer] } },
    { supplier, data, auth: { type: 'basic', username: 'a', pasword: SECRETS.password } },
    { supplier, data, auth: { type: 'oauth2', tokenUrl: `http://me:${SECRETS.password}@h/`, clientId: 'a' } },
    { supplier, data, auth: { type: 'oauth2', tokenUrl: SECRETS.client, clientId: 'a', clientSecret: 5 } },
    { supplier, data, callbacks: { auth: SECRETS.gateway } },
    { supplier, data, callbacks: { auth: { clientId: 'a', clientSecret: { is: SECRETS.gateway } } } },
    { supplier, data, tls: { ca: key } },
    { supplier, data, tls: { cert: 'client.pem', key } },
    { supplier, data, tls: { cert: 'client.pem', key: 'client-encrypted.key', passphrase: `${SECRETS.passphrase}x` } },
    { supplier: { baseUrl: `http://me:${SECRETS.password}@127.0.0.1:1` }, data },
    { supplier, data, steering: { default: { header: SECRETS.header } } },
    { supplier, data, steering: { default: { header: { 'X-Token': [SECRETS.header] } } } },
    `supplier: { baseUrl: http://127.0.0.1:1 }\nauth: { type: bearer, token: ${SECRETS.bearer}: x }\n`,
    `supplier: { baseUrl: http://127.0.0.1:1 }\nauth: { type: bearer, token: *${SECRETS.bearer} }\n`,
    `supplier: { baseUrl: http://127.0.0.1:1 }\nauth: { type: bearer, token: "${SECRETS.bearer} }\n`,
    `supplier: { baseUrl: http://127.0.0.1:1 }\nauth: ${SECRETS.bearer}: [\n`,
  ];
  for (const config of configs) {
    const path = written(config);
    const { code, written: said } = await start(['run', '--config', path, '--out', inFolder('out')]).ended;
    expect(leaksIn(said), said).toEqual([]);
    expect(said).not.toBe('');
    expect(code, said).toBe(2);
  }
});

/** Says again all that it was sent, in headers and bodies, as careless servers do in their errors. */
async function startEcho(answer: (request: IncomingMessage, said: string) => { status: number; body: string }) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const said = JSON.stringify([request.headers, body, decodeURIComponent(body.replaceAll('+', ' '))]);
      const told = answer(request, said);
      response.writeHead(told.status, { 'content-type': 'application/json', 'x-told': encodeURIComponent(said) });
      response.end(told.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('a supplier and a token endpoint that say secrets again do not get them written', async () => {
  writeCertificates();
  const { url, server } = await startEcho(({ url: path = '' }, said) => {
    if (path === '/token') {
      const token = `eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYXJrZWQifQ.c2lnbmF0dXJl${Date.now()}`;
      return { status: 200, body: JSON.stringify({ access_token: token, expires_in: 3600 }) };
    }
    if (path === '/refusing') {
      return { status: 401, body: JSON.stringify({ error: 'invalid_client', error_description: said }) };
    }
    return { status: 400, body: JSON.stringify({ uuid: '1', code: 'MALFORMED_REQUEST', messages: [said] }) };
  });
  try {
    const config = {
      supplier: { baseUrl: url },
      data: { address: { id: '1', type: 'UPRN' } },
      callbacks: { listen: `127.0.0.1:${await freePort()}`, auth: { clientId: 'a', clientSecret: SECRETS.gateway } },
      pace: { acknowledge: '300ms', outcome: '300ms', quiet: '50ms', requestsPerSecond: 1000 },
      variants: { perOperation: 1 },
      steering: { default: { header: { 'X-Test-Token': SECRETS.header } } },
    };
    const oauth2 = { type: 'oauth2', clientId: 'fibre-cafe', clientSecret: SECRETS.client };
    for (const auth of [
      { ...oauth2, tokenUrl: `${url}/token`, expiredToken: SECRETS.expired },
      { type: 'basic', username: 'fibre-cafe', password: SECRETS.password },
      { type: 'bearer', token: SECRETS.bearer, expiredToken: SECRETS.expired },
    ]) {
      expect(await run({ ...config, auth })).toContain('Report:');
      await examine({ ...config, auth });
    }
    const refused = await run({ ...config, auth: { ...oauth2, tokenUrl: `${url}/refusing` } });
    expect(refused).toMatch(/^no access token from .*answered 401 invalid_client \(.*\[redacted\]/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
