import { readFileSync, statSync } from 'node:fs';
import { thrownCode } from '../specs/thrown.ts';
import { lookOf } from '../reports/pen.ts';
import { BundleError, LARGEST_BUNDLE } from '../seals/container.ts';
import { sha256 } from '../seals/manifest.ts';
import { verificationJson, verificationText } from '../seals/text.ts';
import type { Verification } from '../seals/verify.ts';
import { publicKeyAt } from './keys.ts';
import { UsageError } from './usage.ts';
import { verifiedApart } from './verify-apart.ts';

/** What `verify` is told on the command line. */
export interface VerifyOptions {
  /** The file of the public key that it has to be sealed with. */
  readonly key?: string;
  /** Contract documents that may take the place of the harness's own: files that hold the same. */
  readonly contract?: readonly string[];
  /** Whether what was found is written as JSON. */
  readonly json?: boolean;
}

const CODES: Readonly<Record<Verification['outcome'], number>> = { verified: 0, wrong: 1, open: 3 };

/**
 * Prints what is to be said of a bundle of sealed evidence; resolves with the exit code: 0 verified, 1 something is wrong with it,
 * 3 nothing is, but not everything could be checked (whose key it is, say).
 * @throws UsageError, KeyError or BundleError when it cannot be read, is no bundle, or the key is none.
 */
export async function verify(path: string, { key, contract = [], json = false }: VerifyOptions): Promise<number> {
  const publicKey = key === undefined ? {} : { publicKey: publicKeyAt(key) };
  const accepted = new Set(contract.map((file) => sha256(bytesAt(file, 'contract document'))));
  const bytes = bundleAt(path);
  let verification: Verification;
  try {
    verification = await verifiedApart({ bytes, accepted, now: Date.now(), ...publicKey });
  } catch (error) {
    throw error instanceof BundleError ? new BundleError(`${path}: ${error.message}`) : error;
  }
  process.stdout.write(
    json
      ? `${verificationJson(verification)}\n`
      : `${verificationText(path, verification, lookOf(process.stdout, process.env))}\n`,
  );
  return CODES[verification.outcome];
}

function bundleAt(path: string): Buffer {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`there is no file ${path}; give the bundle that seal wrote`);
  if (!found.isFile()) throw new UsageError(`${path} is not a file; give the bundle that seal wrote (a ZIP file)`);
  if (found.size > LARGEST_BUNDLE) throw new BundleError(`${path}: it is larger than any bundle of sealed evidence`);
  return bytesAt(path, 'bundle');
}

function bytesAt(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = thrownCode(error);
    throw new UsageError(`cannot read the ${what} ${path} (${why}); give the path of a file`);
  }
}
