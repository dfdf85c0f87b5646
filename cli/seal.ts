import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { thrownWords } from '../specs/thrown.ts';
import { count, size, visible } from '../reports/text.ts';
import type { Results } from '../reports/results.ts';
import { sealed, type Content } from '../seals/bundle.ts';
import { isBundle } from '../seals/container.ts';
import { fingerprintOf } from '../seals/keys.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { OUTPUT } from '../suites/engine/plan.ts';
import { sealable } from '../suites/engine/sealing.ts';
import { privateKeyAt } from './keys.ts';
import { readResults } from './results-file.ts';
import { UsageError } from './usage.ts';

/** What `seal` is told on the command line. */
export interface SealOptions {
  /** The file of the private key. */
  readonly key: string;
  /** The bundle; by default one in the working folder that is called after the supplier and the time of the run. */
  readonly out?: string;
}

/**
 * Seals the folder of a run in one bundle, having judged it again; resolves with the exit code.
 * @throws UsageError, KeyError, JournalError, ContractError or BundleError when it cannot be sealed; the message says what to do.
 */
export async function seal(folder: string, { key, out }: SealOptions): Promise<number> {
  const privateKey = privateKeyAt(key);
  if (!existsSync(join(folder, OUTPUT.journal))) {
    throw new UsageError(
      `${folder} holds no ${OUTPUT.journal}; give the folder of a run, as --out named it (reports/out by default)`,
    );
  }
  const told: Results | undefined = existsSync(join(folder, OUTPUT.results)) ? readResults(folder) : undefined;
  const { content, remarks } = await sealable(folder, told);
  const path = resolve(out ?? nameOf(content));
  refuseOverwriting(path);
  const sealedAt = new Date().toISOString();
  const bundle = sealed(content, { privateKey, harness: HARNESS, sealedAt });
  write(path, bundle);
  const { decision, supplier, startedAt } = content.results;
  process.stdout.write(
    [
      ...remarks.map((remark) => visible(remark)),
      `Sealed: ${relative(process.cwd(), path) || path}, ${size(bundle.length)}, ${count(content.journal.history.length, 'event')} of the run of ${startedAt} against ${visible(supplier.name)}`,
      `Decision: ${decision.replaceAll('-', ' ')}`,
      `Key: ${fingerprintOf(privateKey)}`,
      'Hand in this one file. Whoever has your public key verifies it: supplier-conformance verify BUNDLE --key YOUR.pub',
      '',
    ].join('\n'),
  );
  return 0;
}

/** Such as `acme-fibre-20261122-0514.zip`. */
function nameOf({ results: { supplier, startedAt } }: Content): string {
  const name = supplier.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const time = startedAt.slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `${name || 'supplier'}-${time}.zip`;
}

/** A bundle may take the place of an earlier one, and of nothing else: a key, say, that was named by mistake, or somebody's archive. */
function refuseOverwriting(path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isFile() || !isBundle(readFileSync(path))) {
    throw new UsageError(`${path} is there already, and is no bundle; choose another file with --out`);
  }
}

function write(path: string, bundle: Uint8Array): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, bundle);
    renameSync(unfinished, path);
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished);
    const why = thrownWords(error);
    throw new UsageError(`cannot write the bundle ${path} (${why}); choose another file with --out`);
  }
}
