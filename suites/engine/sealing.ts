import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Contract } from '../../specs/contract-types.ts';
import { readOpenApi } from '../../specs/openapi-document.ts';
import {
  bytesOf,
  cutShort,
  JournalError,
  parseJournal,
  strayLine,
  type JournalHeader,
} from '../../evidence/journal.ts';
import type { Results } from '../../reports/results.ts';
import type { Content, Documents, JournalFile } from '../../seals/bundle.ts';
import { waiversIn, type JudgeAgain } from '../../seals/conclusions.ts';
import { differenceOf, verdictDifferences } from '../../seals/differences.ts';
import { OUTPUT, shardJournal } from './plan.ts';
import { rejudgeRun } from './rejudge.ts';
import { renderedReports } from './reporting.ts';

/**
 * What judges a sealed run again; nothing is read from the disk but the documents of this harness, if they are not loaded yet.
 */
export function judgingAgain(contract?: Contract): JudgeAgain {
  return async ({ run, chain, waivers, documents }) => {
    const { header } = run;
    const isChosen = differenceOf(waivers, header.waivers ?? []) !== undefined;
    const rejudging = {
      chain,
      documents: lyingOf(header.contractFiles ?? {}, documents),
      ...(contract ? { contract } : {}),
      ...(isChosen ? { waivers } : {}),
    };
    const { results, changed, ...judged } = await rejudgeRun(run, rejudging, 'the journal');
    return { results, reports: renderedReports({ ...judged, results }), changed };
  };
}

/** The documents of a sealed run as files that lie where they lay when it was recorded, as far as anybody can tell. */
function lyingOf(named: NonNullable<JournalHeader['contractFiles']>, documents: Documents) {
  const files = Object.fromEntries(Object.entries(named).map(([role, path]) => [role, homeOf(path)]));
  const lying = new Map(
    Object.entries(documents).flatMap(([role, held]) =>
      Object.entries(held).map(([path, body]) => [resolve(dirname(files[role] ?? '/'), path), body] as const),
    ),
  );
  const read = (path: string): Promise<Buffer> => {
    const body = lying.get(resolve(path));
    return body ? Promise.resolve(body) : Promise.reject(new Error('the bundle does not hold it'));
  };
  return { files, read };
}

/** A path of whatever system as one of this system. */
function homeOf(path: string): string {
  return isAbsolute(path) ? resolve(path) : resolve('/', path.replaceAll('\\', '/'));
}

/** What is sealed of the folder of a run, and what there is to say about it. */
export interface Sealable {
  readonly content: Content;
  /** Lines for whoever seals: what was drawn again, and what was left out. */
  readonly remarks: readonly string[];
}

/**
 * What is to be sealed of the folder of a run, judged again. `told` are the results that lie in it; without them, the journal
 * decides alone.
 * @throws JournalError or ContractError when its evidence cannot be vouched for, or `told` does not follow from it; the message
 * says what to do.
 */
export async function sealable(folder: string, told: Results | undefined, contract?: Contract): Promise<Sealable> {
  const journal = journalAt(join(folder, OUTPUT.journal));
  const { header, history } = journal;
  const shards = (header.shards ?? []).map((_, index) => journalAt(join(folder, shardJournal(index + 1))));
  const documents = await documentsOf(header.contractFiles ?? {});
  const waivers = told ? waiversIn(told) : (header.waivers ?? []);
  const judged = await judgingAgain(contract)({ run: { header, history }, chain: journal.chain, waivers, documents });
  const again = `judge it again: supplier-conformance judge ${join(folder, OUTPUT.journal)} --out ${folder}`;
  if (judged.changed.length > 0) {
    throw new JournalError(
      `${folder}: this harness has another ${judged.changed.join(' and ')} than the run was judged by; seal it with the version that conducted the run`,
    );
  }
  if (told) {
    const { verdicts }: Results = JSON.parse(JSON.stringify(judged.results));
    const [fault] =
      told.startedAt === header.startedAt
        ? verdictDifferences(told.verdicts, verdicts, true)
        : [`they are of the run of ${told.startedAt}, and the journal of that of ${header.startedAt}`];
    if (fault !== undefined) {
      throw new JournalError(
        `${join(folder, OUTPUT.results)} does not follow from the journal beside it: ${fault.replace('the bundle says', 'it says')}; ${again}`,
      );
    }
  }
  return {
    content: { journal, shards, documents, results: judged.results, reports: judged.reports },
    remarks: remarksOn(folder, judged.reports, told, shards.length),
  };
}

/** A journal that can be vouched for. */
function journalAt(path: string): JournalFile {
  const bytes = bytesOf(path);
  const { chain, ...journal } = parseJournal(bytes, path);
  if (chain === undefined) {
    throw new JournalError(
      `${path} was written by a version that did not chain its lines, so that nothing shows whether it is what was recorded; run again, and seal that`,
    );
  }
  if (journal.isCut)
    throw cutShort(
      path,
      journal.history.length,
      'seal a run that came to its end: wait for one that goes on, and repeat one that was killed',
    );
  const stray = strayLine(journal, bytes);
  if (stray !== undefined) {
    throw new JournalError(`${path}, line ${stray} is not laid out as this harness writes it; the journal was changed`);
  }
  return { ...journal, chain, bytes };
}

/** The contract documents that a run names, with all that they refer to. */
async function documentsOf(files: NonNullable<JournalHeader['contractFiles']>): Promise<Documents> {
  const documents = Object.entries(files).map(async ([role, path]) => {
    const { hashes } = await readOpenApi(path);
    const bodies = Object.keys(hashes).map(
      async (name) => [name, await readFile(resolve(dirname(path), name))] as const,
    );
    return [role, Object.fromEntries(await Promise.all(bodies))] as const;
  });
  return Object.fromEntries(await Promise.all(documents));
}

/** How what is sealed differs from what lies in the folder. */
function remarksOn(
  folder: string,
  reports: Readonly<Record<string, string>>,
  told: Results | undefined,
  shards: number,
): readonly string[] {
  const names = readdirSync(folder);
  const drawn = Object.entries(reports).flatMap(([name, text]) => {
    const path = join(folder, name);
    // It may be gone by now, or a folder of that name: what is sealed is not read from there.
    const isSame = statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path, 'utf8') === text;
    return isSame ? [] : [name];
  });
  const known = new Set<string>([
    OUTPUT.journal,
    ...Object.keys(reports),
    ...Array.from({ length: shards }, (_, index) => shardJournal(index + 1)),
  ]);
  const strange = names.filter((name) => !known.has(name));
  return [
    ...(told?.sinceBaseline ? ['the comparison with a baseline is left out: what is handed in is the whole run'] : []),
    ...(drawn.length > 0 && !told?.sinceBaseline
      ? [`drawn again from the journal, since the folder has it otherwise or not at all: ${drawn.join(', ')}`]
      : []),
    ...(strange.length > 0 ? [`left out, as no run leaves it: ${strange.join(', ')}`] : []),
  ];
}
