import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { summarise, type Summary, type Verdict } from '../checks/verdict.ts';
import { RESULTS_FORMAT, type Results } from '../reports/results.ts';
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `cannot read the results ${file} (${code}); give a results.json or the folder of a run, or judge its journal with --out`,
    );
  }
  const value = parsed(source, file);
  const results = (typeof value === 'object' && value !== null ? value : {}) as Partial<Results>;
  if (results.format !== RESULTS_FORMAT) throw new UsageError(otherFormat(file, results.format));
  const fault = faultOf(results);
  if (fault !== undefined) {
    throw new UsageError(`${file}: ${fault}; the file was changed: judge the journal of the run again with --out`);
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
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} is not JSON (${why}); give a results.json, or the folder of a run`);
  }
}

function otherFormat(file: string, format: unknown): string {
  if (typeof format !== 'string' || !format.startsWith('supplier-conformance/results@')) {
    return `${file} holds no results of a run (its format should be ${RESULTS_FORMAT}); give a results.json`;
  }
  return `${file} has the format ${format}, and this version reads ${RESULTS_FORMAT}; judge the journal of that run again with --out`;
}

const OUTCOMES: readonly unknown[] = [
  'passed',
  'failed',
  'not-exercised',
  'not-applicable',
  'broken',
  'waived',
] satisfies readonly Verdict['outcome'][];

/** What is wrong with results of the right format; they are read again years later, and by hand. */
function faultOf({
  verdicts,
  summary,
  supplier,
  profile,
  contract,
  harness,
  startedAt,
}: Partial<Results>): string | undefined {
  if (typeof supplier?.name !== 'string' || typeof supplier.baseUrl !== 'string') return 'it names no supplier';
  if (!Array.isArray(profile?.features) || typeof profile.pace !== 'object') return 'it has no profile';
  if (typeof contract !== 'object' || typeof harness?.version !== 'string') return 'it names no contract or no harness';
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return 'it does not say when the run began';
  if (!Array.isArray(verdicts)) return 'it has no verdicts';
  const odd = (verdicts as readonly (Partial<Verdict> | null)[]).findIndex((verdict) => !isVerdict(verdict));
  if (odd >= 0) return `verdict ${odd + 1} is none`;
  const counted = summarise(verdicts as readonly Verdict[]);
  const told: Partial<Summary> = summary ?? {};
  const wrong = (Object.keys(counted) as (keyof Summary)[]).find((key) => counted[key] !== told[key]);
  return wrong === undefined
    ? undefined
    : `its totals do not add up: ${counted[wrong]} verdicts are ${wrong}, and it says ${String(told[wrong])}`;
}

function isVerdict(verdict: Partial<Verdict> | null): boolean {
  return (
    typeof verdict?.check === 'string' &&
    typeof verdict.requirement === 'string' &&
    (verdict.severity === 'error' || verdict.severity === 'warning') &&
    OUTCOMES.includes(verdict.outcome) &&
    Array.isArray(verdict.violations)
  );
}
