import type { RecordedRun } from '../evidence/journal.ts';
import type { Coverage } from '../checks/coverage.ts';
import { decisionOn, summarise, type Decision, type Summary, type Verdict } from '../checks/verdict.ts';
import type { JudgedWaiver } from '../checks/waivers.ts';
import type { Comparable, Comparison } from './diff.ts';
import { leftOverOf, type LeftOver } from './left-over.ts';

/** The format of `results.json`; it changes when a reader of an earlier one would misread it, not when something is added. */
export const RESULTS_FORMAT = 'supplier-conformance/results@1';

/** The conclusions of a run for machines: the content of `results.json`. */
export interface Results extends Comparable {
  readonly format: typeof RESULTS_FORMAT;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** What interrupted it, in words; absent where nothing did, or where that is not known. */
  readonly interruption?: string;
  /** The same as `certifiable` in a word, which tells what is certifiable but for waivers from what is not. */
  readonly decision: Decision;
  readonly summary: Summary;
  /** What the run left behind on the supplier's system, and why. */
  readonly leftOver: readonly LeftOver[];
  /** The waivers of the run and what became of each; absent where there were none. */
  readonly waivers?: readonly JudgedWaiver[];
  /** What has changed since the results that the run was compared with; absent where it was compared with none. */
  readonly sinceBaseline?: Comparison;
  /** Which described behaviour was seen; absent where the contract was not at hand. */
  readonly coverage?: Coverage;
}

/** What is told of a run beside its verdicts. */
export interface Told {
  /** ISO 8601 in UTC; by default the run finished with its last event. */
  readonly finishedAt?: string;
  readonly coverage?: Coverage;
  readonly waivers?: readonly JudgedWaiver[];
}

/** Whether a run has seen all that there is to see: it went to its end, was limited to nothing, and is no part of another. */
export function isWhole(run: RecordedRun): boolean {
  return !isInterrupted(run) && run.header.only === undefined && run.header.shard === undefined;
}

function isInterrupted({ history }: RecordedRun): boolean {
  const end = history.at(-1);
  return end?.type !== 'end' || end.reason === 'interrupted';
}

/** That a run was interrupted, in words. */
export function interruptionWords({ interruption }: Pick<Results, 'interruption'>): string {
  return `The run was interrupted${interruption === undefined ? '' : ` (${interruption})`}: what it had not seen is unknown.`;
}

const OF_RUN = [
  'harness',
  'supplier',
  'profile',
  'contract',
  'seed',
  'startedAt',
  'finishedAt',
  'interrupted',
  'interruption',
  'only',
  'shard',
] as const satisfies readonly (keyof Results)[];

/** What results tell of their run, beside what was concluded from it. */
export type ToldOfRun = Pick<Results, (typeof OF_RUN)[number]>;

/** The part of results that tells of their run. */
export function toldOfRun(results: Results): ToldOfRun {
  const told = OF_RUN.filter((name) => results[name] !== undefined).map((name) => [name, results[name]] as const);
  return Object.fromEntries(told) as unknown as ToldOfRun;
}

/** The results of a run. */
export function resultsOf(
  run: RecordedRun,
  verdicts: readonly Verdict[],
  { finishedAt = run.history.at(-1)?.at ?? run.header.startedAt, coverage, waivers = [] }: Told = {},
): Results {
  const { harness, supplier, profile, contract, seed, only, startedAt } = run.header;
  const end = run.history.at(-1);
  const decision = isWhole(run) ? decisionOn(verdicts) : 'not-certifiable';
  return {
    format: RESULTS_FORMAT,
    harness,
    supplier,
    profile,
    contract,
    seed,
    startedAt,
    finishedAt,
    interrupted: isInterrupted(run),
    ...(end?.type === 'end' && end.why !== undefined ? { interruption: end.why } : {}),
    ...(only ? { only } : {}),
    ...(run.header.shard ? { shard: run.header.shard } : {}),
    certifiable: decision === 'certifiable',
    decision,
    summary: summarise(verdicts),
    verdicts,
    leftOver: leftOverOf(run.history),
    ...(waivers.length > 0 ? { waivers } : {}),
    ...(coverage ? { coverage } : {}),
  };
}
