import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { thrownCode } from '../specs/thrown.ts';
import { loadContract } from '../specs/contract.ts';
import { asDeliveries, samplesIn } from '../evidence/samples.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { lint } from '../checks/lint.ts';
import { errorsOf, lintText } from '../reports/lint-text.ts';
import { lookOf } from '../reports/pen.ts';
import { UsageError } from './usage.ts';

/** What the command line calls the standard input. */
const STANDARD_INPUT = '-';

/**
 * Judges the KCIs in a file, or in the standard input (`-`), and prints what is wrong with them; resolves with the exit code: 1
 * when something binding is broken.
 * @throws UsageError when the file cannot be read or holds no KCI that can be.
 */
export async function lintKcis(file: string): Promise<number> {
  const source = file === STANDARD_INPUT ? 'stdin' : file;
  const text = await read(file, source);
  const contract = await loadContract();
  const samples = samplesIn(text, contract.kciWrappers);
  if (samples.kcis.length === 0) {
    const [first] = samples.unreadable;
    throw new UsageError(
      first
        ? `${source}:${first.line}: not JSON: ${first.problem}; no KCI could be read`
        : `there is no KCI in ${source}: give JSON objects as they are sent to POST /kcis, with id, sequenceNumber, issuedOn, reasonCode and ${contract.kciWrappers[0]} or the like`,
    );
  }
  const jsonRule = CATALOGUE.requirements.find(({ id }) => id === 'KCI-JSON');
  if (!jsonRule) throw new Error('KCI-JSON is not a requirement');
  const linted = { source, samples, findings: lint(CATALOGUE, asDeliveries(samples.kcis), contract), jsonRule };
  process.stdout.write(`${lintText(linted, lookOf(process.stdout, process.env))}\n`);
  return errorsOf(linted) > 0 ? 1 : 0;
}

async function read(file: string, source: string): Promise<string> {
  const bytes = file === STANDARD_INPUT ? await buffer(process.stdin) : contentOf(file);
  if (!isUtf8(bytes)) throw new UsageError(`${source} is not UTF-8 text; save it as UTF-8`);
  return bytes.toString('utf8');
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = thrownCode(error);
    throw new UsageError(`cannot read ${file} (${code}); give a file with KCIs, or - for the standard input`);
  }
}
