import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { packed, unpacked } from './container.ts';
import {
  fingerprintOf,
  isSignedBy,
  KeyError,
  keyFrom,
  makeKeys,
  privateKeyIn,
  publicKeyIn,
  signatureOf,
  spkiOf,
} from './keys.ts';

test('a pair of keys signs and verifies, and has one fingerprint', () => {
  const pair = makeKeys();
  const [secret, open] = [privateKeyIn(pair.privateKey, 'a'), publicKeyIn(pair.publicKey, 'b')];
  expect([fingerprintOf(secret), fingerprintOf(open)]).toEqual([pair.fingerprint, pair.fingerprint]);
  const signature = signatureOf(Buffer.from('evidence'), secret);
  expect(isSignedBy(Buffer.from('evidence'), signature, open)).toBe(true);
  expect(isSignedBy(Buffer.from('evidencf'), signature, open)).toBe(false);
  expect(isSignedBy(Buffer.from('evidence'), signature.subarray(1), open)).toBe(false);
  expect(keyFrom(spkiOf(open))?.equals(open)).toBe(true);
  expect(keyFrom(Buffer.concat([spkiOf(open), Buffer.of(0)]))).toBeUndefined();
  expect(makeKeys().fingerprint).not.toBe(pair.fingerprint);
});

test('a private key with a passphrase opens with that, and with no other', () => {
  const { privateKey, fingerprint } = makeKeys('open sesame');
  expect(privateKey).toContain('ENCRYPTED');
  expect(fingerprintOf(privateKeyIn(privateKey, 'a.key', 'open sesame'))).toBe(fingerprint);
  expect(() => privateKeyIn(privateKey, 'a.key')).toThrow(
    /^a\.key is encrypted; put its passphrase into .*SUPPLIER_CONFORMANCE_PASSPHRASE$/,
  );
  expect(() => privateKeyIn(privateKey, 'a.key', 'close sesame')).toThrow(
    /^a\.key cannot be opened with the passphrase/,
  );
});

test('the keys of openssl will do, and it verifies what was signed', ({}, info) => {
  const at = (name: string) => info.outputPath(name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  openssl('genpkey', '-algorithm', 'ed25519', '-out', at('a.key'));
  openssl('pkey', '-in', at('a.key'), '-pubout', '-out', at('a.pub'));
  const secret = privateKeyIn(readFileSync(at('a.key'), 'utf8'), 'a.key');
  const open = publicKeyIn(readFileSync(at('a.pub'), 'utf8'), 'a.pub');
  const der = openssl('pkey', '-pubin', '-in', at('a.pub'), '-outform', 'DER');
  expect(spkiOf(secret)).toEqual(der);
  writeFileSync(at('manifest.json'), 'what is signed');
  writeFileSync(at('manifest.sig'), signatureOf(Buffer.from('what is signed'), secret));
  const words = [
    '-verify',
    '-rawin',
    '-pubin',
    '-inkey',
    at('a.pub'),
    '-in',
    at('manifest.json'),
    '-sigfile',
    at('manifest.sig'),
  ];
  expect(openssl('pkeyutl', ...words).toString()).toContain('Signature Verified Successfully');
  expect(fingerprintOf(open)).toBe(fingerprintOf(secret));
  openssl('genpkey', '-algorithm', 'ed25519', '-aes256', '-pass', 'pass:hush hush', '-out', at('b.key'));
  expect(privateKeyIn(readFileSync(at('b.key'), 'utf8'), 'b.key', 'hush hush').asymmetricKeyType).toBe('ed25519');
});

/** A pair of keys of another kind, in PEM. */
function pems({ privateKey, publicKey }: KeyPairKeyObjectResult) {
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const rsa = pems(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const ec = pems(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const own = makeKeys();
const OPENSSH = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n';

for (const [title, text, told] of [
  ['a public key', own.publicKey, /is a public key, and nothing can be signed with that/],
  ['a key of RSA', rsa.privateKey, /is a key of the kind rsa, and seals are signed with Ed25519/],
  ['a key of P-256', ec.privateKey, /is a key of the kind ec, /],
  ['a key of OpenSSH', OPENSSH, /is a key of OpenSSH; give a PEM key/],
  ['a damaged key', own.privateKey.replace(/^M.{20}/m, 'M'), /is damaged: its content is no private key/],
  ['no key', 'hello', /holds no private key .*BEGIN PRIVATE KEY/],
  ['nothing', '', /holds no private key/],
] as const) {
  test(`${title} does not seal, which is said in one line that tells nothing of it`, () => {
    const seal = () => privateKeyIn(text, 'my.key', 'pass');
    expect(seal).toThrow(KeyError);
    expect(seal).toThrow(told);
    expect(seal).toThrow(/^my\.key [^\n]*$/);
    const [secret = 'hello there'] = /^[A-Za-z0-9+/=]{20,}$/m.exec(text) ?? [];
    expect(seal).not.toThrow(secret.slice(0, 12));
  });
}

for (const [title, text, told] of [
  ['a private key', own.privateKey, /is a private key, which only its owner should have/],
  ['a key of OpenSSH', OPENSSH, /is a private key/],
  ['a key of RSA', rsa.publicKey, /is a key of the kind rsa/],
  ['a damaged key', own.publicKey.replace(/^M.{20}/m, 'M'), /is damaged: its content is no public key/],
  ['no key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here', /holds no public key .*BEGIN PUBLIC KEY/],
] as const) {
  test(`${title} does not verify, which is said in one line`, () => {
    expect(() => publicKeyIn(text, 'their.pub')).toThrow(KeyError);
    expect(() => publicKeyIn(text, 'their.pub')).toThrow(told);
  });
}

test('a bundle is the same bytes in every time zone', () => {
  const members = new Map([
    ['a.txt', Buffer.from('a')],
    ['b/c.txt', Buffer.from('c')],
  ]);
  const zone = process.env.TZ;
  try {
    const made = ['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Europe/London'].map((name) => {
      process.env.TZ = name;
      return Buffer.from(packed(members)).toString('hex');
    });
    expect(new Set(made).size).toBe(1);
    expect([...unpacked(Buffer.from(made[0] ?? '', 'hex')).members.keys()]).toEqual(['a.txt', 'b/c.txt']);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
