import type { Waiver } from '../../specs/waiver.ts';
import { loadContract, type ContractFiles } from '../../specs/contract.ts';
import type { ReadDocument } from '../../specs/openapi-document.ts';
import type { Contract } from '../../specs/contract-types.ts';
import type { Event, Unplaced } from '../../evidence/history.ts';
import { lastLink } from '../../evidence/chain.ts';
import { bytesOf, JournalError, parseJournal, type RecordedRun } from '../../evidence/journal.ts';
import { mergeShards } from '../../evidence/merge.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import type { ReportInput } from '../../reports/input.ts';
import { refuseForeign } from './baseline.ts';
import { forgotten } from './left-over.ts';
import { inputOf, type Beside } from './reporting.ts';
import { select } from './selection.ts';

/** What a journal says when it is judged again. */
export interface Rejudged extends ReportInput {
  readonly contract: Contract;
  /** The contract documents that are no longer what the run was judged by. */
  readonly changed: readonly string[];
  /** What is to be said of its journals, a sentence each. */
  readonly warnings: readonly string[];
}

/** What a journal is judged again with. */
export interface Rejudging extends Beside {
  /** The known failures that take the place of those that the run had. */
  readonly waivers?: readonly Waiver[];
  /** Where its contract documents are now, and what reads them; by default those that the journal names, on this disk. */
  readonly documents?: { readonly files: ContractFiles; readonly read?: ReadDocument };
  /** The contract of this harness, where it is loaded already; for a run that was judged by no other. */
  readonly contract?: Contract;
}

/** A run as it was recorded, and what is to be said of journals of it that do not come to its end. */
interface Recorded {
  readonly run: RecordedRun;
  /** The link of the last line of its journal; absent where that is not chained, or does not come to the end of the run. */
  readonly chain?: string;
  readonly warnings: readonly string[];
}

/** The run in a journal, or in the journals of all its shards. */
function recordedIn(paths: readonly string[]): Recorded {
  const read = paths.map((path) => ({ path, ...recordedAt(path) }));
  const [first, ...others] = read;
  if (first && others.length === 0) return first;
  const run = mergeShards(read);
  return { run, chain: lastLink([run.header, ...run.history]), warnings: read.flatMap(({ warnings }) => warnings) };
}

/** The run in a journal; one that was killed is taken as one that was interrupted when it died, and left what was open then. */
function recordedAt(path: string): Recorded {
  const { header, history, chain, isCut, isTorn } = parseJournal(bytesOf(path), path);
  if (!isCut) return { run: { header, history }, ...(chain === undefined ? {} : { chain }), warnings: [] };
  const { at, mono } = history.at(-1) ?? { at: header.startedAt, mono: 0 };
  const why = `its journal ends after ${history.length} events, before it did`;
  const last: readonly Unplaced[] = [
    ...forgotten(history, true).map(
      ({ text, ...rest }) => ({ type: 'note', note: 'left-over', text, ...rest }) as const,
    ),
    { type: 'end', reason: 'interrupted', why },
  ];
  const placed = last.map((event, index): Event => ({ ...event, seq: history.length + index + 1, at, mono }));
  return {
    run: { header, history: [...history, ...placed] },
    warnings: [
      `${path} is cut short: it ends after ${history.length} events without the run's end${isTorn ? ', in the middle of a line, which is left out' : ''}; it is judged as a run that was interrupted, which certifies nothing`,
    ],
  };
}

/**
 * Judges a run again from its journal, or from those of all its shards, by the catalogue of this version: the same verdicts as
 * those of the run, as long as neither the catalogue nor the contract has changed.
 * @throws JournalError, BaselineError or ContractError when the journal or the contract documents that it names cannot be used.
 */
export async function rejudge(paths: string | readonly string[], rejudging: Rejudging = {}): Promise<Rejudged> {
  const { run, chain, warnings } = recordedIn(typeof paths === 'string' ? [paths] : paths);
  const beside = { ...rejudging, ...(chain === undefined ? {} : { chain }) };
  return { ...(await rejudgeRun(run, beside, String(paths))), warnings };
}

/**
 * Judges a recorded run again; errors call it by a name.
 * @throws JournalError, BaselineError or ContractError when the contract documents that it names, or the baseline, cannot be used.
 */
export async function rejudgeRun(
  run: RecordedRun,
  { waivers, documents = { files: run.header.contractFiles ?? {} }, contract: loaded, ...beside }: Rejudging,
  name: string,
): Promise<Rejudged> {
  const { header, history } = run;
  refuseForeign(beside.baseline, header.supplier);
  const isOwn = Object.keys(documents.files).length === 0;
  const contract = (isOwn && loaded) || (await loadContract(documents.files, documents.read));
  // By what they hold: where they lie may differ from where they lay.
  const [present, due] = [contract.hashes, header.contract].map((hashes) => new Set(Object.values(hashes)));
  const missing = Object.keys(header.contract).filter((file) => !present?.has(header.contract[file] ?? ''));
  const strange = Object.keys(contract.hashes).filter((file) => !due?.has(contract.hashes[file] ?? ''));
  const changed = [...new Set([...missing, ...strange])];
  if (header.contractFiles && changed.length > 0) {
    throw new JournalError(
      `${name}: ${changed.join(' and ')} changed since the run; judge with the documents of the run`,
    );
  }
  const selection = select(header.only ?? [], header.profile.features, CATALOGUE, JOURNEYS, header.shard);
  const verdicts = judge(selection.catalogue, history, contract, header.profile).filter(selection.counts);
  const told = { history, header: { ...header, ...(waivers ? { waivers } : {}) } };
  return { ...inputOf(told, verdicts, contract, beside), contract, changed, warnings: [] };
}
