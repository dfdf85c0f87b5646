import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bytesOf, parseJournal, writeJournal } from '../evidence/journal.ts';
import { OUTPUT, shardJournal } from '../suites/engine/plan.ts';
import { closing } from '../suites/engine/words.ts';
import { rejudge } from '../suites/engine/rejudge.ts';
import { writeReports } from '../suites/engine/reporting.ts';
import { exitCode } from '../reports/exit-code.ts';
import { visible } from '../reports/text.ts';
import { chosenBaseline } from './results-file.ts';
import { UsageError } from './usage.ts';
import { chosenWaivers } from './waivers.ts';

/** What `judge` is told on the command line. */
export interface JudgeOptions {
  /** A folder for the reports; without it only the closing text is shown. */
  readonly out?: string;
  /** A file of waivers in place of those that the run had; `false` for none. */
  readonly waivers?: string | false;
  /** The results that it is compared with. */
  readonly baseline?: string;
}

/**
 * Judges a run offline, from its journal or from those of all its shards, or the folders that they are in; resolves with the exit
 * code.
 * @throws UsageError, ConfigError, JournalError, BaselineError, ContractError or OutputError when it cannot; the message says what to do.
 */
export async function judgeJournals(
  journals: readonly string[],
  { out, waivers, baseline }: JudgeOptions,
): Promise<number> {
  const paths = journals.map(journalAt);
  const merged = out !== undefined && paths.length > 1 ? join(resolve(out), OUTPUT.journal) : undefined;
  if (merged !== undefined && paths.some((path) => resolve(path) === merged)) {
    throw new UsageError(
      `${merged} is one of the journals, and that of the whole run would take its place; choose another folder with --out`,
    );
  }
  const judged = await rejudge(paths, { ...chosenWaivers(waivers), ...chosenBaseline(baseline) });
  for (const warning of judged.warnings) process.stderr.write(`warning: ${visible(warning)}\n`);
  for (const file of judged.changed) {
    process.stderr.write(
      `warning: ${file} is another version than the one that the run was judged by; verdicts may differ\n`,
    );
  }
  const folder = out === undefined ? undefined : resolve(out);
  if (merged !== undefined) {
    const shards = paths.map(bytesOf);
    writeJournal(merged, judged.run);
    // Beside the whole, so that it can be shown to follow from its parts.
    for (const shard of shards) {
      const { shard: { index } = { index: 0 } } = parseJournal(shard, merged).header;
      writeFileSync(join(resolve(out ?? ''), shardJournal(index)), shard);
    }
  }
  if (folder !== undefined) writeReports(folder, judged);
  process.stdout.write(`${closing(judged, folder)}\n`);
  return exitCode(judged);
}

/** The journal at a path: in a folder the one that a run has left there. */
function journalAt(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const journal = join(path, OUTPUT.journal);
  if (existsSync(journal)) return journal;
  throw new UsageError(`${path} holds no ${OUTPUT.journal}; give a journal, or the folder of a run, as --out named it`);
}
