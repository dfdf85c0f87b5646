import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../specs/contract-types.ts';
import { dayOf } from '../../specs/waiver.ts';
import type { RecordedRun } from '../../evidence/journal.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { coverageOf } from '../../checks/coverage.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { viewsOf } from '../../checks/views.ts';
import { waive } from '../../checks/waivers.ts';
import { compare } from '../../reports/diff.ts';
import { renderReport } from '../../reports/html.ts';
import type { ReportInput } from '../../reports/input.ts';
import { renderJunit } from '../../reports/junit.ts';
import { isWhole, resultsOf, type Results } from '../../reports/results.ts';
import { OUTPUT } from './plan.ts';

/** A folder that the reports cannot be written to; the message says what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Takes away the reports of an earlier run, so that nothing in the folder speaks of another journal than the one beside it. */
export function clearReports(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of [OUTPUT.results, OUTPUT.junit, OUTPUT.report]) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** What the reports of a run are drawn from: its verdicts, with those waived that it has waivers for, compared with a baseline. */
export function inputOf(
  run: RecordedRun,
  judged: readonly Verdict[],
  contract: Contract,
  baseline?: Results,
): ReportInput {
  const { header, history } = run;
  const occasion = { day: dayOf(header.startedAt), whole: isWhole(run) };
  const { verdicts, waivers } = waive(judged, header.waivers ?? [], occasion);
  const coverage = coverageOf(viewsOf(history, contract), contract, header.profile);
  const results = resultsOf(run, verdicts, { coverage, waivers });
  const sinceBaseline = baseline ? { sinceBaseline: compare(baseline, results) } : {};
  return { run, verdicts, ...CATALOGUE, results: { ...results, ...sinceBaseline }, contract };
}

/**
 * Writes the reports of a run; each file appears whole or not at all.
 * @throws OutputError when they cannot be written.
 */
export function writeReports(folder: string, input: ReportInput): void {
  // One after the other: should a report of the three be at fault, those before it are still there.
  write(folder, OUTPUT.results, `${JSON.stringify(input.results, undefined, 2)}\n`);
  write(folder, OUTPUT.junit, renderJunit(input));
  write(folder, OUTPUT.report, renderReport(input));
}

function write(folder: string, name: string, content: string): void {
  const path = join(folder, name);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, content);
    renameSync(unfinished, path);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): OutputError {
  const why = error instanceof Error ? error.message : String(error);
  return new OutputError(`cannot write the reports to ${folder}: ${why}; choose another folder with --out`);
}
