import { test } from '@playwright/test';
import { resealed, retell } from './fixtures/forger.ts';
import { expectTold, isBroken, victim, type Manipulation } from './fixtures/forgeries.ts';
import { fingerprintOf, spkiOf } from './keys.ts';

/** Of somebody who signs with a key of his own. */
const WITH_ANOTHER_KEY: readonly Manipulation[] = [
  {
    title: 'it is sealed with another key',
    forge: (loot, { stranger: { privateKey } }) => resealed(loot, privateKey),
    told: [/^Seal: it was made with another key: [0-9a-f]{64}, and the one that was given is [0-9a-f]{64}$/],
  },
  {
    title: 'it is sealed with another key, and says that it was the right one',
    forge: (loot, { supplier: { publicKey }, stranger: { privateKey } }) =>
      resealed(loot, privateKey, (manifest) => ({
        ...manifest,
        key: {
          algorithm: 'Ed25519',
          publicKey: spkiOf(publicKey).toString('base64'),
          fingerprint: fingerprintOf(publicKey),
        },
      })),
    told: [/^Seal: the signature is not one of the manifest by the key that it names/],
  },
  {
    title: 'it is sealed with another key that goes by the fingerprint of the right one',
    forge: (loot, { supplier: { publicKey }, stranger: { privateKey } }) =>
      resealed(loot, privateKey, (manifest) => ({
        ...manifest,
        key: {
          algorithm: 'Ed25519',
          publicKey: spkiOf(privateKey).toString('base64'),
          fingerprint: fingerprintOf(publicKey),
        },
      })),
    told: [/^Seal: the manifest names no key, or not by its fingerprint/],
  },
  {
    title: 'all of it is told anew and sealed with another key',
    forge: (loot, { stranger: { privateKey } }) => {
      retell(loot, (lines) => lines.filter((line) => !isBroken(line)));
      return resealed(loot, privateKey);
    },
    told: [/^Seal: it was made with another key/, /^Verdicts: .*the bundle says failed, judging gives/],
  },
];

const sealed = victim();

for (const manipulation of WITH_ANOTHER_KEY) {
  test(`with another key: ${manipulation.title}`, () => expectTold(manipulation, sealed()));
}
