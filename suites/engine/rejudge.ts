import type { Waiver } from '../../specs/waiver.ts';
import { loadContract } from '../../specs/contract.ts';
import type { Contract } from '../../specs/contract-types.ts';
import { JournalError, readJournal, type RecordedRun } from '../../evidence/journal.ts';
import { mergeShards } from '../../evidence/merge.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import type { ReportInput } from '../../reports/input.ts';
import type { Results } from '../../reports/results.ts';
import { refuseForeign } from './baseline.ts';
import { inputOf } from './reporting.ts';
import { select } from './selection.ts';

/** What a journal says when it is judged again. */
export interface Rejudged extends ReportInput {
  readonly contract: Contract;
  /** The contract documents that are no longer what the run was judged by. */
  readonly changed: readonly string[];
}

/** What a journal is judged again with. */
export interface Rejudging {
  /** The known failures that take the place of those that the run had. */
  readonly waivers?: readonly Waiver[];
  /** The results that it is compared with. */
  readonly baseline?: Results;
}

/** The run in a journal, or in the journals of all its shards. */
function recordedIn(paths: readonly string[]): RecordedRun {
  const [path, ...others] = paths;
  if (path !== undefined && others.length === 0) return readJournal(path);
  return mergeShards(paths.map((each) => ({ path: each, run: readJournal(each) })));
}

/**
 * Judges a run again from its journal, or from those of all its shards, by the catalogue of this version: the same verdicts as those of the run, as long as neither the
 * catalogue nor the contract has changed.
 * @throws JournalError, BaselineError or ContractError when the journal or the contract documents that it names cannot be used.
 */
export async function rejudge(
  paths: string | readonly string[],
  { waivers, baseline }: Rejudging = {},
): Promise<Rejudged> {
  const run = recordedIn(typeof paths === 'string' ? [paths] : paths);
  const { header, history } = run;
  refuseForeign(baseline, header.supplier);
  const contract = await loadContract(header.contractFiles);
  const changed = Object.keys(header.contract).filter((file) => header.contract[file] !== contract.hashes[file]);
  if (header.contractFiles && changed.length > 0) {
    throw new JournalError(
      `${String(paths)}: ${changed.join(' and ')} changed since the run; judge with the documents of the run`,
    );
  }
  const selection = select(header.only ?? [], header.profile.features, CATALOGUE, JOURNEYS, header.shard);
  const verdicts = judge(selection.catalogue, history, contract, header.profile).filter(selection.counts);
  const told = { history, header: { ...header, ...(waivers ? { waivers } : {}) } };
  return { ...inputOf(told, verdicts, contract, baseline), contract, changed };
}
