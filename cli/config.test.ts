import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AUTHORITY, SERVER, SERVER_KEY } from '../journeys/fixtures/authority.ts';
import { CERTIFICATE, KEY } from '../journeys/fixtures/certificate.ts';
import { FEATURES } from '../specs/requirement.ts';
import { DEFAULT_PACE, DEFAULT_VARIANTS, EXERCISED, loadConfig } from './config.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const written = (content: string, name = 'supplier.yaml') => {
  const path = test.info().outputPath(name);
  writeFileSync(path, content);
  return path;
};

const MINIMAL = `
supplier: { baseUrl: "http://127.0.0.1:9001/api" }
data: { address: { id: "1", type: UPRN } }
`;

test('fills in every default', () => {
  const { concurrency, requestsPerSecond, ...pace } = DEFAULT_PACE;
  expect(loadConfig(written(MINIMAL), {})).toEqual({
    supplier: { name: '127.0.0.1:9001', baseUrl: 'http://127.0.0.1:9001/api' },
    tenant: 'TENANT1',
    authorization: { type: 'none' },
    callbacks: { listen: { host: '127.0.0.1', port: 8090 } },
    features: EXERCISED,
    data: { address: { id: '1', type: 'UPRN' }, characteristics: [], liveServices: [] },
    steering: {},
    pace,
    concurrency,
    requestsPerSecond,
    cleansUp: true,
    variants: DEFAULT_VARIANTS,
    waivers: [],
    contract: {},
  });
});

test('takes the configuration that the README shows', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const shown = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const config = loadConfig(written(shown), { ACME_SECRET: 'one', KCI_SECRET: 'other' });
  expect(config).toMatchObject({
    supplier: { name: 'Acme Fibre' },
    features: FEATURES,
    authorization: { clientSecret: 'one' },
  });
});

test('every feature is exercised by some journey', () => {
  expect([...EXERCISED].sort()).toEqual([...FEATURES].sort());
});

test('takes times, files and addresses as they are meant', () => {
  written(CERTIFICATE, 'own.pem');
  written(KEY, 'key.pem');
  const config = loadConfig(
    written(`${MINIMAL}
tls: { ca: own.pem, cert: own.pem, key: key.pem }
callbacks: { listen: "[::1]:0", publicUrl: "https://kci.example.net/v1/", tls: { cert: own.pem, key: key.pem } }
features: [provide]
pace: { request: 500ms, outcome: 5m }
variants: { perOperation: 0, within: 30s }
contract: { supplierApi: official.yaml }
`),
    {},
  );
  expect(config.tls).toEqual({ ca: CERTIFICATE, cert: CERTIFICATE, key: KEY });
  expect(config.callbacks).toEqual({
    listen: { host: '::1', port: 0 },
    publicUrl: 'https://kci.example.net/v1',
    tls: { cert: CERTIFICATE, key: KEY },
  });
  expect(config.pace).toMatchObject({ request: 500, acknowledge: DEFAULT_PACE.acknowledge, outcome: 300_000 });
  expect(config.variants).toEqual({ perOperation: 0, within: 30_000 });
  expect(config.contract).toEqual({ supplierApi: join(test.info().outputDir, 'official.yaml') });
  expect(config.features).toEqual(['provide']);
});

test('says which file cannot be used, and where it is named', () => {
  const fault = (line: string) => {
    const path = written(`${MINIMAL}${line}\n`);
    try {
      loadConfig(path, {});
    } catch (error) {
      return (error as Error).message.replaceAll(test.info().outputDir, '');
    }
    return 'taken';
  };
  written('not a certificate', 'empty.pem');
  written(PEM, 'cert.pem');
  expect(fault('tls: { ca: nowhere.pem }')).toBe('/supplier.yaml:4:8: tls.ca: cannot read /nowhere.pem (ENOENT)');
  expect(fault('tls: { ca: empty.pem }')).toBe(
    '/supplier.yaml:4:8: tls.ca: /empty.pem is not a PEM file (it has no -----BEGIN line)',
  );
  expect(fault('tls: { cert: cert.pem }')).toBe(
    '/supplier.yaml:4:1: tls: cert and key belong together; give both or neither',
  );
});

test('a time for the whole run and leaving what it ordered are asked for, and a wrong one is told', () => {
  const config = loadConfig(written(`${MINIMAL}\npace: { run: 45m }\ncleanup: false\n`), {});
  expect(config).toMatchObject({ within: 45 * 60_000, cleansUp: false });
  expect(() => loadConfig(written(`${MINIMAL}\ncleanup: no\n`), {})).toThrow(
    'cleanup: expected true or false: whether what is left of the orders of a run is cancelled, not "no"',
  );
  expect(() => loadConfig(written(`${MINIMAL}\npace: { run: 0s }\n`), {})).toThrow('pace.run');
});

test('where KCIs may come from, and a receiver to hear from', () => {
  const config = loadConfig(
    written(`supplier: { baseUrl: "http://127.0.0.1:1" }
callbacks:
  allow: [10.1.0.0/16, "2001:db8::1"]
  receiver: { url: http://10.0.0.5:8091/, secret: a-secret-of-some-length }
data: { address: { id: "1", type: UPRN } }
`),
    {},
  );
  expect(config.callbacks.allow?.('10.1.9.9')).toBe(true);
  expect(config.callbacks.allow?.('10.2.0.1')).toBe(false);
  expect(config.callbacks.receiver).toEqual({
    url: 'http://10.0.0.5:8091',
    secret: 'a-secret-of-some-length',
    listen: { host: '10.0.0.5', port: 8091 },
    keepDays: 90,
  });
});

test('a receiver to hear from by TLS', () => {
  for (const [name, content] of [
    ['server.pem', SERVER],
    ['server.key', SERVER_KEY],
    ['ca.pem', AUTHORITY],
  ] as const) {
    writeFileSync(test.info().outputPath(name), content);
  }
  const receiver = (more: string) =>
    loadConfig(
      written(`supplier: { baseUrl: "http://127.0.0.1:1" }
callbacks:
  receiver: { url: ${more}, secret: a-secret-of-some-length }
data: { address: { id: "1", type: UPRN } }
`),
      {},
    ).callbacks.receiver;
  expect(
    receiver('https://receiver.example, keepDays: 0, tls: { ca: ca.pem, cert: server.pem, key: server.key }'),
  ).toMatchObject({
    url: 'https://receiver.example',
    listen: { host: 'receiver.example', port: 443 },
    tls: { ca: AUTHORITY, cert: SERVER },
    keepDays: 0,
  });
  expect(receiver('https://receiver.example:8091, tls: { ca: ca.pem }')).toMatchObject({ tls: { ca: AUTHORITY } });
  expect(() => receiver('http://receiver.example:8091, tls: { ca: ca.pem }')).toThrow(
    /:3:\d+: callbacks\.receiver\.url: write https:, since callbacks\.receiver\.tls is there$/,
  );
  expect(() => receiver('https://receiver.example, tls: { cert: server.pem }')).toThrow(
    'callbacks.receiver.tls: cert and key belong together',
  );
});
