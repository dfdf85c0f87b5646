/**
 * What programs may build on: the verdicts of a run as `results.json` has them, the evidence as journals have it, and judging
 * that evidence again. Everything else of this package is its command line and may change with any version.
 */

import type { Results } from './reports/results.ts';
import { rejudge } from './suites/engine/rejudge.ts';

export type { Violation } from './checks/check.ts';
export type { Decision, Outcome, Summary, Verdict } from './checks/verdict.ts';
export type { Event, Header, History, Left, RawBody } from './evidence/history.ts';
export { JOURNAL_FORMAT, JournalError, readJournal } from './evidence/journal.ts';
export type { JournalHeader, RecordedRun } from './evidence/journal.ts';
export type { Coverage } from './checks/coverage.ts';
export type { JudgedWaiver } from './checks/waivers.ts';
export type { Change, Comparison } from './reports/diff.ts';
export type { LeftOver } from './reports/left-over.ts';
export { RESULTS_FORMAT } from './reports/results.ts';
export type { Results } from './reports/results.ts';

/**
 * The results of a run from its journal, or from the journals of all its shards, by the checks of this version. No network. A
 * journal without its end is that of an interrupted run, which certifies nothing.
 * @throws JournalError or ContractError when a journal, or the contract documents that it names, cannot be used.
 */
export async function judgeJournals(paths: string | readonly string[]): Promise<Results> {
  const { results } = await rejudge(paths);
  return results;
}
