import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { thrownWords } from '../specs/thrown.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { renderTrend } from '../reports/html/trend.ts';
import { lookOf } from '../reports/pen.ts';
import { count } from '../reports/text.ts';
import { trendText } from '../reports/trend-text.ts';
import { nightsOf, trendsOf, type Night } from '../reports/trend.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { OUTPUT } from '../suites/engine/plan.ts';
import { readResults } from './results-file.ts';
import { UsageError } from './usage.ts';

/** What `trend` is told on the command line. */
export interface TrendOptions {
  /** Where the page goes. */
  readonly out: string;
}

/**
 * Draws a page of how the runs in some folders went one after the other; returns the exit code. Results that cannot be used are
 * told, a line each, and left out, as are shards: the journals of a whole run are judged together first.
 * @throws UsageError when there are no results at all, or the page cannot be written.
 */
export function trend(folders: readonly string[], { out }: TrendOptions): number {
  const page = resolve(out);
  const files = [...new Set(folders.flatMap(resultsIn))];
  const nights = read(files, dirname(page));
  if (nights.length === 0) {
    throw new UsageError(
      `no results of a whole run in ${folders.join(', ')}; give folders in which runs have left their ${OUTPUT.results} (run --out FOLDER/$(date +%F))`,
    );
  }
  const trends = trendsOf(nights, CATALOGUE.requirements);
  write(page, renderTrend(trends, HARNESS));
  process.stdout.write(`${trendText(trends, page, lookOf(process.stdout, process.env))}\n`);
  return 0;
}

/**
 * The files with results in a folder and all folders below it; links to folders are not followed.
 * @throws UsageError when the folder cannot be read.
 */
function resultsIn(path: string): readonly string[] {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind)
    throw new UsageError(`${path} does not exist; give folders in which runs have left their ${OUTPUT.results}`);
  if (!kind.isDirectory()) return [realpathSync(path)];
  const found: string[] = [];
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules') look(join(folder, entry.name));
      else if (entry.name === OUTPUT.results && !entry.isDirectory()) found.push(join(folder, entry.name));
    }
  };
  try {
    look(realpathSync(path));
  } catch (error) {
    throw new UsageError(`cannot look through ${path}: ${thrownWords(error)}`);
  }
  return found.sort();
}

/** The runs of some files, one read after the other; of a run that is there several times the first is taken that has a report. */
function read(files: readonly string[], home: string): readonly Night[] {
  const nightOf = nightsOf();
  const nights = new Map<string, Night>();
  let shards = 0;
  for (const file of files) {
    try {
      const results = readResults(file);
      if (results.shard) {
        shards += 1;
        continue;
      }
      const night = nightOf(results, reportBeside(file, home));
      const run = JSON.stringify([night.supplier, night.profile.tenant, night.startedAt, night.seed]);
      const known = nights.get(run);
      if (!known || (known.report === undefined && night.report !== undefined)) nights.set(run, night);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`left out: ${error.message}\n`);
    }
  }
  if (shards > 0) {
    process.stderr.write(
      `left out: ${count(shards, 'shard')}, each a part of a run; judge the journals of a whole run together with --out\n`,
    );
  }
  return [...nights.values()];
}

/** The address of the report beside some results, relative to the folder of the page. */
function reportBeside(file: string, home: string): string | undefined {
  const report = join(dirname(file), OUTPUT.report);
  if (!existsSync(report)) return undefined;
  const path = relative(existsSync(home) ? realpathSync(home) : home, report);
  return path.split(sep).map(encodeURIComponent).join('/');
}

function write(path: string, content: string): void {
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, content);
    renameSync(unfinished, path);
  } catch (error) {
    const why = thrownWords(error);
    throw new UsageError(`cannot write the page ${path}: ${why}; choose another place with --out`);
  }
}
