import { resolve } from 'node:path';
import { closing } from '../suites/engine/words.ts';
import { rejudge } from '../suites/engine/rejudge.ts';
import { writeReports } from '../suites/engine/reporting.ts';
import { exitCode } from './exit-code.ts';

/** What `judge` is told on the command line. */
export interface JudgeOptions {
  /** A folder for the reports; without it only the closing text is shown. */
  readonly out?: string;
}

/** Judges a journal offline; resolves with the exit code. */
export async function judgeJournal(path: string, { out }: JudgeOptions): Promise<number> {
  const judged = await rejudge(path);
  for (const file of judged.changed) {
    process.stderr.write(
      `warning: ${file} is another version than the one that the run was judged by; verdicts may differ\n`,
    );
  }
  const folder = out === undefined ? undefined : resolve(out);
  if (folder !== undefined) writeReports(folder, judged);
  process.stdout.write(`${closing(judged, folder)}\n`);
  return exitCode(judged);
}
