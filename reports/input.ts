import type { Contract } from '../specs/contract-types.ts';
import type { Requirement } from '../specs/requirement.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import type { Check } from '../checks/check.ts';
import type { Verdict } from '../checks/verdict.ts';
import type { Results } from './results.ts';

/** All that a report is drawn from: what happened, what was concluded, and what the catalogue says of both. */
export interface ReportInput {
  readonly run: RecordedRun;
  readonly verdicts: readonly Verdict[];
  /** The whole catalogue, the untested requirements too. */
  readonly requirements: readonly Requirement[];
  readonly checks: readonly Pick<Check, 'id' | 'requirement' | 'title'>[];
  readonly results: Results;
  /** Gives operations their method and path, and documents their version; without it they go by operationId and file name. */
  readonly contract?: Pick<Contract, 'operations' | 'hashes' | 'editions'>;
  /** The link of the last line of the journal, which stands for all of it; absent where none comes to the end of the run, or its lines are not chained. */
  readonly chain?: string;
}
