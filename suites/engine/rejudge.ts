import { loadContract } from '../../specs/contract.ts';
import type { Contract } from '../../specs/contract-types.ts';
import { JournalError, readJournal } from '../../evidence/journal.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import type { ReportInput } from '../../reports/input.ts';
import { inputOf } from './reporting.ts';
import { select } from './selection.ts';

/** What a journal says when it is judged again. */
export interface Rejudged extends ReportInput {
  readonly contract: Contract;
  /** The contract documents that are no longer what the run was judged by. */
  readonly changed: readonly string[];
}

/**
 * Judges a journal again, by the catalogue of this version: the same verdicts as those of the run, as long as neither the
 * catalogue nor the contract has changed.
 * @throws JournalError or ContractError when the journal or the contract documents that it names cannot be used.
 */
export async function rejudge(path: string): Promise<Rejudged> {
  const run = readJournal(path);
  const { header, history } = run;
  const contract = await loadContract(header.contractFiles);
  const changed = Object.keys(header.contract).filter((file) => header.contract[file] !== contract.hashes[file]);
  if (header.contractFiles && changed.length > 0) {
    throw new JournalError(
      `${path}: ${changed.join(' and ')} changed since the run; judge with the documents of the run`,
    );
  }
  const selection = select(header.only ?? [], header.profile.features, CATALOGUE, JOURNEYS);
  const verdicts = judge(selection.catalogue, history, contract, header.profile).filter(selection.counts);
  return { ...inputOf(run, verdicts, contract), contract, changed };
}
