import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { thrownCode } from '../specs/thrown.ts';
import { makeKeys, PASSPHRASE, privateKeyIn, publicKeyIn } from '../seals/keys.ts';
import { UsageError } from './usage.ts';

/** What `keys` is told on the command line. */
export interface KeysOptions {
  /** The path of the files without their endings. */
  readonly out: string;
}

/**
 * Makes a pair of keys to seal with, `NAME.key` and `NAME.pub`, and prints what to do with them; returns the exit code. A
 * passphrase in the environment encrypts the private one.
 * @throws UsageError when one of the files is there already, or cannot be written.
 */
export function keys({ out }: KeysOptions, environment: NodeJS.ProcessEnv = process.env): number {
  if (/(^|[\\/])$/.test(out)) {
    throw new UsageError(
      `--out ${JSON.stringify(out)} names no files; give their path without endings, such as keys/acme`,
    );
  }
  // Whoever writes an ending means the pair of which that is one.
  const name = resolve(out.replace(/\.(?:key|pub)$/, ''));
  const [secret, open] = [`${name}.key`, `${name}.pub`];
  for (const path of [secret, open]) {
    if (existsSync(path)) {
      throw new UsageError(
        `${shown(path)} is there already, and keys are never written over; choose another name with --out`,
      );
    }
  }
  const passphrase = environment[PASSPHRASE] || undefined;
  const { privateKey, publicKey, fingerprint } = makeKeys(passphrase);
  try {
    mkdirSync(dirname(secret), { recursive: true });
    // Nobody else may read it, from the moment on at which it is there.
    writeFileSync(secret, privateKey, { flag: 'wx', mode: 0o600 });
    try {
      writeFileSync(open, publicKey, { flag: 'wx' });
    } catch (error) {
      rmSync(secret, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UsageError(
      `cannot write the keys ${shown(secret)} and ${shown(open)} (${thrownCode(error)}); choose another place with --out`,
    );
  }
  process.stdout.write(
    [
      `${shown(secret)}: the private key, which seals${passphrase === undefined ? '' : ', encrypted with the passphrase'}. Keep it to yourself, as a secret of your CI.`,
      `${shown(open)}: the public key, which verifies. Give it to whoever signs off, by another way than your bundles.`,
      `Fingerprint: ${fingerprint}`,
      '',
    ].join('\n'),
  );
  return 0;
}

/**
 * The private key in a file, opened with the passphrase of the environment where it needs one.
 * @throws UsageError or KeyError when it cannot be read or used.
 */
export function privateKeyAt(path: string, environment: NodeJS.ProcessEnv = process.env): KeyObject {
  return privateKeyIn(keyText(path, 'private'), path, environment[PASSPHRASE] || undefined);
}

/**
 * The public key in a file.
 * @throws UsageError or KeyError when it cannot be read or used.
 */
export function publicKeyAt(path: string): KeyObject {
  return publicKeyIn(keyText(path, 'public'), path);
}

function keyText(path: string, kind: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `cannot read the ${kind} key ${path} (${thrownCode(error)}); give the path of one, such as keys makes it`,
    );
  }
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
