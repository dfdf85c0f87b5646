import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { thrownWords } from '../../specs/thrown.ts';
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
import { renderHar } from '../../reports/har.ts';
import type { ReportInput } from '../../reports/input.ts';
import { renderJunit } from '../../reports/junit.ts';
import { renderMarkdown } from '../../reports/markdown.ts';
import { isWhole, resultsOf, type Results } from '../../reports/results.ts';
import { renderSarif } from '../../reports/sarif.ts';
import { OUTPUT } from './plan.ts';

/** A folder that the reports cannot be written to; the message says what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** What the files of a run are for, by name, for whoever looks at a list of them. */
const CONTENTS: Readonly<Record<string, string>> = {
  [OUTPUT.report]: 'the report, to be opened in a browser',
  [OUTPUT.results]: 'the verdicts for programs',
  [OUTPUT.junit]: 'the verdicts as tests',
  [OUTPUT.sarif]: 'the findings for pages that follow them from run to run',
  [OUTPUT.har]: 'all messages, for the network viewers of browsers and proxies',
  [OUTPUT.journal]: 'everything that happened: the evidence',
};

/** The reports of a run by the names of their files, the most needed first; each a pure function of what was judged. */
const RENDERERS: Readonly<Record<string, (input: ReportInput) => string>> = {
  [OUTPUT.results]: ({ results }) => `${JSON.stringify(results, undefined, 2)}\n`,
  [OUTPUT.junit]: renderJunit,
  [OUTPUT.report]: renderReport,
  [OUTPUT.summary]: (input) => renderMarkdown(input, CONTENTS),
  [OUTPUT.sarif]: renderSarif,
  [OUTPUT.har]: renderHar,
};

/** The names of the reports, in the order in which they are written. */
export const REPORTS: readonly string[] = Object.keys(RENDERERS);

/** One report of a judged run: the content of the file of that name. The same run has the same content, byte for byte. */
export function renderedReport(name: string, input: ReportInput): string {
  const render = RENDERERS[name];
  if (!render) throw new Error(`there is no report ${name}`);
  return render(input);
}

/** All reports of a judged run by file name. */
export function renderedReports(input: ReportInput): Readonly<Record<string, string>> {
  return Object.fromEntries(REPORTS.map((name) => [name, renderedReport(name, input)]));
}

/**
 * Makes the folder of a run, where it is not there, before anybody is asked for anything.
 * @throws OutputError when it cannot be made, or nothing can be written to it.
 */
export function makeFolder(folder: string): void {
  try {
    makeEach(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Makes a folder and those around it one by one: all at once, Node never comes to an end where the system lets nobody make any. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  const around = dirname(folder);
  if (around !== folder) makeEach(around);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Shards that begin together make what is around their folders at the same time.
    if (!existsSync(folder)) throw error;
  }
}

/** Takes away the reports of an earlier run, so that nothing in the folder speaks of another journal than the one beside it. */
export function clearReports(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of REPORTS) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** What there is beside a run that its reports tell of. */
export interface Beside {
  /** The results that it is compared with. */
  readonly baseline?: Results;
  /** The link of the last line of its journal; absent where there is no journal of it, or one whose lines are not chained. */
  readonly chain?: string;
}

/** What the reports of a run are drawn from: its verdicts, with those waived that it has waivers for, compared with a baseline. */
export function inputOf(
  run: RecordedRun,
  judged: readonly Verdict[],
  contract: Contract,
  { baseline, chain }: Beside = {},
): ReportInput {
  const { header, history } = run;
  const occasion = { day: dayOf(header.startedAt), whole: isWhole(run) };
  const { verdicts, waivers } = waive(judged, header.waivers ?? [], occasion);
  const coverage = coverageOf(viewsOf(history, contract), contract, header.profile);
  const results = resultsOf(run, verdicts, { coverage, waivers });
  return {
    run,
    verdicts,
    ...CATALOGUE,
    results: { ...results, ...(baseline ? { sinceBaseline: compare(baseline, results) } : {}) },
    contract,
    ...(chain === undefined ? {} : { chain }),
  };
}

/**
 * Writes the reports of a run; each file appears whole or not at all, and one that cannot be drawn takes none of the others with it.
 * @throws OutputError when some of them cannot be drawn or written: after all that can be written has been.
 */
export function writeReports(folder: string, input: ReportInput): void {
  const faults: OutputError[] = [];
  for (const name of REPORTS) {
    try {
      write(folder, name, drawn(name, input, folder));
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      faults.push(error);
    }
  }
  const [first, ...others] = faults;
  if (!first) return;
  const rest = others.filter(({ message }) => message !== first.message).map(({ message }) => message);
  throw rest.length === 0 ? first : new OutputError([first.message, ...rest].join('; '), { cause: first });
}

function drawn(name: string, input: ReportInput, folder: string): string {
  try {
    return renderedReport(name, input);
  } catch (error) {
    const why = thrownWords(error);
    throw new OutputError(
      `${name} could not be drawn, which is the fault of this harness (${why}); the evidence and the other reports are in ${folder}`,
      { cause: error },
    );
  }
}

function write(folder: string, name: string, content: string): void {
  const path = join(folder, name);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, content);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): OutputError {
  const why = thrownWords(error);
  return new OutputError(`cannot write the reports to ${folder}: ${why}; choose another folder with --out`);
}
