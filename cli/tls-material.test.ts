import { writeFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { expect, test } from '@playwright/test';
import {
  AUTHORITY,
  CLIENT,
  CLIENT_KEY,
  ENCRYPTED_CLIENT_KEY,
  PASSPHRASE,
  SERVER_KEY,
} from '../journeys/fixtures/authority.ts';
import { loadConfig } from './config.ts';

const FILES = {
  'ca.pem': AUTHORITY,
  'client.pem': CLIENT,
  'chain.pem': CLIENT + AUTHORITY,
  'turned.pem': AUTHORITY + CLIENT,
  'client.key': CLIENT_KEY,
  'encrypted.key': ENCRYPTED_CLIENT_KEY,
  'other.key': SERVER_KEY,
  'cut.pem': CLIENT.replace(/(-----BEGIN CERTIFICATE-----\n.{64}\n)[\s\S]*(\n-----END)/, '$1$2'),
  'cut.key': CLIENT_KEY.replace(/(-----BEGIN PRIVATE KEY-----\n.{20})[\s\S]*(\n-----END)/, '$1$2'),
  'text.pem': 'hello',
};

function tlsOf(tls: object) {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(test.info().outputPath(name), content);
  const path = test.info().outputPath('supplier.yaml');
  const data = { address: { id: '1', type: 'UPRN' } };
  writeFileSync(path, JSON.stringify({ supplier: { baseUrl: 'https://host' }, data, tls }));
  return loadConfig(path, {}).tls;
}

const faultOf = (tls: object) => {
  try {
    tlsOf(tls);
  } catch (error) {
    return (error as Error).message.replace(/^.*supplier\.yaml:1:\d+: /, '');
  }
  return 'taken';
};

test('certificates and keys are read, an encrypted key is opened, and authorities may follow our own certificate', () => {
  expect(tlsOf({ ca: 'ca.pem' })).toEqual({ ca: AUTHORITY });
  const { cert, key } = tlsOf({ cert: 'chain.pem', key: 'encrypted.key', passphrase: PASSPHRASE }) ?? {};
  expect(cert).toBe(CLIENT + AUTHORITY);
  expect(createPrivateKey(key ?? '').equals(createPrivateKey(CLIENT_KEY))).toBe(true);
});

for (const [what, tls, told] of [
  ['a key without its certificate', { key: 'client.key' }, /^tls: cert and key belong together/],
  ['a file that is not there', { ca: 'nowhere.pem' }, /^tls\.ca: cannot read .*nowhere\.pem \(ENOENT\)$/],
  ['a file that is no PEM', { ca: 'text.pem' }, /^tls\.ca: .*text\.pem is not a PEM file/],
  ['PEM in place of a path', { ca: AUTHORITY }, /^tls\.ca: write the PEM text to a file and give its path/],
  ['a key for an authority', { ca: 'client.key' }, /^tls\.ca: client\.key holds no certificate; name a PEM file with/],
  [
    'a cut certificate',
    { cert: 'cut.pem', key: 'client.key' },
    /^tls\.cert: cut\.pem holds a certificate that cannot be/,
  ],
  ['a cut key', { cert: 'client.pem', key: 'cut.key' }, /^tls\.key: cut\.key holds no private key that can be read; /],
  ['a certificate for a key', { cert: 'client.pem', key: 'client.pem' }, /^tls\.key: client\.pem holds no private key/],
  ['the key of another', { cert: 'client.pem', key: 'other.key' }, /^tls\.key: other\.key is not the key of the cert/],
  [
    'a chain in the wrong order',
    { cert: 'turned.pem', key: 'client.key' },
    /is not the key of the certificate turned\.pem/,
  ],
  [
    'an encrypted key',
    { cert: 'client.pem', key: 'encrypted.key' },
    /^tls\.key: encrypted\.key is encrypted; give its/,
  ],
  [
    'a wrong passphrase',
    { cert: 'client.pem', key: 'encrypted.key', passphrase: 'guessed' },
    /^tls\.passphrase: it does not open the key encrypted\.key$/,
  ],
] as const) {
  test(`${what} is told, and where it is named`, () => expect(faultOf(tls)).toMatch(told));
}

test('what our own server shows is looked at just as closely', () => {
  const faultOf = (tls: object) => {
    for (const [name, content] of Object.entries(FILES)) writeFileSync(test.info().outputPath(name), content);
    const path = test.info().outputPath('supplier.yaml');
    const data = { address: { id: '1', type: 'UPRN' } };
    writeFileSync(path, JSON.stringify({ supplier: { baseUrl: 'https://host' }, data, callbacks: { tls } }));
    return loadConfig(path, {}).callbacks.tls;
  };
  const opened = faultOf({ cert: 'client.pem', key: 'encrypted.key', passphrase: PASSPHRASE });
  expect(createPrivateKey(opened?.key ?? '').equals(createPrivateKey(CLIENT_KEY))).toBe(true);
  expect(() => faultOf({ cert: 'client.pem', key: 'other.key' })).toThrow(
    /callbacks\.tls\.key: other\.key is not the key of the certificate client\.pem; name the two/,
  );
  expect(() => faultOf({ cert: 'client.pem', key: 'encrypted.key' })).toThrow(
    /callbacks\.tls\.key: encrypted\.key is encrypted; give its passphrase as callbacks\.tls\.passphrase/,
  );
});
