import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, thrownWords } from '../specs/thrown.ts';
import { RESULTS_FORMAT, type Results } from '../reports/results.ts';
import { faultInResults } from '../reports/results-validity.ts';
import { OUTPUT } from '../suites/engine/plan.ts';
import { UsageError } from './usage.ts';

/**
 * The results of an earlier run: a `results.json`, or the folder of a run.
 * @throws UsageError when there are none, or they cannot be used; the message says what to do instead.
 */
export function readResults(path: string): Results {
  const file = isFolder(path) ? join(path, OUTPUT.results) : path;
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const code = thrownCode(error);
    throw new UsageError(
      `cannot read the results ${file} (${code}); give a results.json or the folder of a run, or judge its journal with --out`,
    );
  }
  const value = parsed(source, file);
  const results = (typeof value === 'object' && value !== null ? value : {}) as Partial<Results>;
  if (results.format !== RESULTS_FORMAT) throw new UsageError(otherFormat(file, results.format));
  const fault = faultInResults(value);
  if (fault !== undefined) {
    throw new UsageError(
      `${file}: ${fault}; it was changed, or written by another version: judge the journal of the run again with --out`,
    );
  }
  return results as Results;
}

/**
 * The baseline that a command line asks for by a path; nothing where it asks for none.
 * @throws UsageError when it cannot be read or used.
 */
export function chosenBaseline(asked: string | undefined): { readonly baseline?: Results } {
  return asked === undefined ? {} : { baseline: readResults(asked) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function parsed(source: string, file: string): unknown {
  if (source.startsWith('{"type":"header",')) {
    throw new UsageError(`${file} is a journal; give its results: supplier-conformance judge ${file} --out FOLDER`);
  }
  try {
    return JSON.parse(source);
  } catch (error) {
    const why = thrownWords(error);
    throw new UsageError(`${file} is not JSON (${why}); give a results.json, or the folder of a run`);
  }
}

function otherFormat(file: string, format: unknown): string {
  if (typeof format !== 'string' || !format.startsWith('supplier-conformance/results@')) {
    return `${file} holds no results of a run (its format should be ${RESULTS_FORMAT}); give a results.json`;
  }
  return `${file} has the format ${format}, and this version reads ${RESULTS_FORMAT}; judge the journal of that run again with --out`;
}
