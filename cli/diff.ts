import { CATALOGUE } from '../checks/catalogue.ts';
import { compare } from '../reports/diff.ts';
import { diffText, sentencesOf } from '../reports/diff-text.ts';
import { lookOf } from '../reports/pen.ts';
import { readResults } from './results-file.ts';

/** What `diff` is told on the command line. */
export interface DiffOptions {
  /** Whether the comparison is written as JSON. */
  readonly json?: boolean;
}

/**
 * Prints what has changed from one run to another, each a `results.json` or the folder of a run; returns the exit code: 1 when
 * something stands in the way that did not before.
 * @throws UsageError when the results cannot be used.
 */
export function diff(before: string, after: string, { json = false }: DiffOptions): number {
  const comparison = compare(readResults(before), readResults(after));
  process.stdout.write(
    json
      ? `${JSON.stringify(comparison, undefined, 2)}\n`
      : `${diffText(comparison, sentencesOf(CATALOGUE.requirements), lookOf(process.stdout, process.env))}\n`,
  );
  return comparison.obstructing > 0 ? 1 : 0;
}
