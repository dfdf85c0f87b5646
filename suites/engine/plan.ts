import type { Shard } from '../../evidence/journal.ts';
import type { Config } from '../../cli/config.ts';
import type { Results } from '../../reports/results.ts';

/** One run as it is going to be: who is tested and how, what of it, and where the evidence goes. */
export interface Plan {
  readonly config: Config;
  /** The folder for the journal and the reports. */
  readonly out: string;
  readonly seed: number;
  /** Ids of requirements, checks and journeys that the run is limited to; empty means everything. */
  readonly only: readonly string[];
  /** The results that the run is compared with, to fail on what is new only. */
  readonly baseline?: Results;
  /** The share of the run that is played here; absent for all of it. */
  readonly shard?: Shard;
}

/** The files that a run leaves behind, by name, in its folder. */
export const OUTPUT = {
  journal: 'journal.ndjson',
  results: 'results.json',
  junit: 'junit.xml',
  report: 'index.html',
  summary: 'summary.md',
  sarif: 'results.sarif',
  har: 'exchanges.har',
} as const;

/** The name of the journal of a shard, counted from 1, beside that of the whole run that it is part of. */
export function shardJournal(index: number): string {
  return `shard-${index}.ndjson`;
}
