import type { Profile } from '../specs/profile.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import type { Coverage } from '../checks/coverage.ts';
import { certifiable, summarise, type Summary, type Verdict } from '../checks/verdict.ts';

/** The format of `results.json`; it changes when a reader of an earlier one would misread it, not when something is added. */
export const RESULTS_FORMAT = 'supplier-conformance/results@1';

/** The conclusions of a run for machines: the content of `results.json`. */
export interface Results {
  readonly format: typeof RESULTS_FORMAT;
  readonly harness: { readonly name: string; readonly version: string };
  readonly supplier: { readonly name: string; readonly baseUrl: string };
  readonly profile: Profile;
  /** SHA-256 of each contract document by file name. */
  readonly contract: Readonly<Record<string, string>>;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** Whether the run was stopped before it had done all that it meant to do. */
  readonly interrupted: boolean;
  /** The ids that the run was limited to; absent when it was a whole one. */
  readonly only?: readonly string[];
  /** Whether nothing stands in the way of going live; never of an interrupted or a limited run, which has not seen everything. */
  readonly certifiable: boolean;
  readonly summary: Summary;
  readonly verdicts: readonly Verdict[];
  /** Which described behaviour was seen; absent where the contract was not at hand. */
  readonly coverage?: Coverage;
}

/** What is told of a run beside its verdicts. */
export interface Told {
  /** ISO 8601 in UTC; by default the run finished with its last event. */
  readonly finishedAt?: string;
  readonly coverage?: Coverage;
}

/** The results of a run. */
export function resultsOf(
  run: RecordedRun,
  verdicts: readonly Verdict[],
  { finishedAt = run.history.at(-1)?.at ?? run.header.startedAt, coverage }: Told = {},
): Results {
  const { harness, supplier, profile, contract, seed, only, startedAt } = run.header;
  const end = run.history.at(-1);
  const interrupted = end?.type !== 'end' || end.reason === 'interrupted';
  return {
    format: RESULTS_FORMAT,
    harness,
    supplier,
    profile,
    contract,
    seed,
    startedAt,
    finishedAt,
    interrupted,
    ...(only ? { only } : {}),
    certifiable: !interrupted && !only && certifiable(verdicts),
    summary: summarise(verdicts),
    verdicts,
    ...(coverage ? { coverage } : {}),
  };
}
