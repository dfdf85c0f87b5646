import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

/** A key that cannot be read or used; the message says what it is and what to do. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** A new pair of Ed25519 keys in PEM: the private one as PKCS #8, encrypted where there is a passphrase, the public one as SPKI. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
  /** Names the public key. */
  readonly fingerprint: string;
}

/** Makes a pair of keys; a passphrase encrypts the private one. */
export function makeKeys(passphrase?: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8', ...encryption }).toString(),
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    fingerprint: fingerprintOf(publicKey),
  };
}

/** What the passphrase of a private key is read from, in the environment. */
export const PASSPHRASE = 'SUPPLIER_CONFORMANCE_PASSPHRASE';

/**
 * The private key in the text of a PEM file; errors call it by a name.
 * @throws KeyError when there is none, when it is not an Ed25519 key, or when the passphrase does not open it.
 */
export function privateKeyIn(pem: string, name: string, passphrase?: string): KeyObject {
  const kind = kindOf(pem);
  if (kind === 'public') {
    throw new KeyError(`${name} is a public key, and nothing can be signed with that; give the private one`);
  }
  if (kind === 'openssh') {
    throw new KeyError(`${name} is a key of OpenSSH; give a PEM key (PKCS #8), such as keys and openssl genpkey make`);
  }
  if (kind !== 'private') throw noKey(name, 'private');
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === undefined) {
    throw new KeyError(`${name} is encrypted; put its passphrase into the environment variable ${PASSPHRASE}`);
  }
  try {
    return ed25519(createPrivateKey({ key: pem, ...(isEncrypted ? { passphrase } : {}) }), name);
  } catch (error) {
    if (error instanceof KeyError) throw error;
    // What the library says may quote the key, and is for those who know the library.
    throw new KeyError(
      isEncrypted
        ? `${name} cannot be opened with the passphrase in ${PASSPHRASE}; put the right one there`
        : `${name} is damaged: its content is no private key; give the file that keys wrote`,
    );
  }
}

/**
 * The public key in the text of a PEM file; errors call it by a name.
 * @throws KeyError when there is none, or when it is not an Ed25519 key.
 */
export function publicKeyIn(pem: string, name: string): KeyObject {
  const kind = kindOf(pem);
  if (kind === 'private' || kind === 'openssh') {
    throw new KeyError(`${name} is a private key, which only its owner should have; give the public one`);
  }
  if (kind !== 'public') throw noKey(name, 'public');
  try {
    return ed25519(createPublicKey(pem), name);
  } catch (error) {
    if (error instanceof KeyError) throw error;
    throw new KeyError(`${name} is damaged: its content is no public key; ask for it again`);
  }
}

function kindOf(pem: string): 'private' | 'public' | 'openssh' | undefined {
  if (/-----BEGIN OPENSSH PRIVATE KEY-----/.test(pem)) return 'openssh';
  if (/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(pem)) return 'private';
  return /-----BEGIN (?:[A-Z]+ )?PUBLIC KEY-----/.test(pem) ? 'public' : undefined;
}

function noKey(name: string, kind: 'private' | 'public'): KeyError {
  const begin = `-----BEGIN ${kind === 'private' ? 'PRIVATE' : 'PUBLIC'} KEY-----`;
  return new KeyError(`${name} holds no ${kind} key (a PEM file with a line ${begin}); give the one that keys wrote`);
}

function ed25519(key: KeyObject, name: string): KeyObject {
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new KeyError(
    `${name} is a key of the kind ${key.asymmetricKeyType ?? 'unknown'}, and seals are signed with Ed25519; make one with keys, or openssl genpkey -algorithm ed25519`,
  );
}

/** The public part of a key. */
export function publicPart(key: KeyObject): KeyObject {
  return key.type === 'public' ? key : createPublicKey(key);
}

/** The bytes that a public key is handed on as: SPKI in DER. */
export function spkiOf(key: KeyObject): Buffer {
  return publicPart(key).export({ format: 'der', type: 'spki' });
}

/** The Ed25519 key in SPKI bytes; undefined where they hold none, or hold it in any other way than that. */
export function keyFrom(spki: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && spkiOf(key).equals(spki) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a public key: SHA-256 of its SPKI bytes, hexadecimal. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update(spkiOf(key)).digest('hex');
}

/** The Ed25519 signature of bytes, 64 bytes long. */
export function signatureOf(bytes: Uint8Array, privateKey: KeyObject): Buffer {
  return sign(null, bytes, privateKey);
}

/** Whether a signature of bytes was made with the private part of a key. */
export function isSignedBy(bytes: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean {
  return signature.length === 64 && verify(null, bytes, publicKey, signature);
}
