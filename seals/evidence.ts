import { JournalError, journalOf, parseJournal, type ParsedJournal, type RecordedRun } from '../evidence/journal.ts';
import { mergeShards } from '../evidence/merge.ts';
import { bodyOf, JOURNAL, shardMember, type Documents } from './bundle.ts';
import type { Members } from './container.ts';
import { foundOf, type Finding } from './finding.ts';
import type { Manifest } from './manifest.ts';

/** The evidence in a bundle as far as it can be read, and what was found in reading it. */
export interface SealedEvidence {
  /** The run that its journal tells of. */
  readonly journal?: ParsedJournal;
  readonly shards: readonly ParsedJournal[];
  readonly documents: Documents;
  readonly findings: readonly Finding[];
}

/** Reads the journals in a bundle and sees whether each line follows from those before it, and the whole from its shards. */
export function readEvidence(members: Members, manifest: Manifest): SealedEvidence {
  const bodyAt = (member: string) => bodyIn(members, manifest, member);
  const whole = journalIn(bodyAt(JOURNAL), 'journal.ndjson', manifest.journal);
  const { shards: parts = [] } = whole.journal?.header ?? {};
  const read = parts.map((_, index) => {
    const name = shardMember(index + 1).replace(/\.gz$/, '');
    return journalIn(bodyAt(shardMember(index + 1)), name, manifest.shards?.[index]);
  });
  const shards = read.flatMap(({ journal }) => journal ?? []);
  const wrong = [...whole.wrong, ...read.flatMap((part) => part.wrong)];
  const complete = shards.length === parts.length && wrong.length === 0;
  const merging = whole.journal && parts.length > 0 && complete ? mergingFault(whole.journal, shards) : undefined;
  const { journal } = whole;
  const lines = [journal, ...shards].reduce((sum, each) => sum + (each ? each.history.length + 1 : 0), 0);
  return {
    ...(journal ? { journal } : {}),
    shards,
    documents: documentsIn(manifest, bodyAt),
    findings: [
      ...foundOf(
        'Chain',
        wrong,
        `${lines.toLocaleString('en')} lines of evidence follow from each other, to ${journal?.chain ?? ''}`,
      ),
      ...(parts.length > 0 && complete
        ? foundOf(
            'Shards',
            merging === undefined ? [] : [merging],
            `the history follows from the journals of its ${parts.length} shards`,
          )
        : []),
    ],
  };
}

/** What a member holds, as far as it is there and can be unpacked. */
export function bodyIn(members: Members, { files }: Manifest, member: string): Buffer | undefined {
  const stored = members.get(member);
  const file = Object.hasOwn(files, member) ? files[member] : undefined;
  return stored && file ? bodyOf(stored, file) : undefined;
}

interface ReadJournal {
  readonly journal?: ParsedJournal;
  readonly wrong: readonly string[];
}

function journalIn(body: Buffer | undefined, name: string, told: Manifest['journal'] | undefined): ReadJournal {
  if (!body) return { wrong: [`${name} is missing, or cannot be unpacked`] };
  let journal: ParsedJournal;
  try {
    journal = parseJournal(body, name);
  } catch (error) {
    if (error instanceof JournalError) return { wrong: [error.message] };
    throw error;
  }
  const { chain, history, isCut } = journal;
  if (chain === undefined) {
    return {
      journal,
      wrong: [`${name} was written without a chain, so that nothing shows whether it is what was recorded`],
    };
  }
  if (isCut) return { journal, wrong: [`${name} ends after ${history.length} events without the end of its run`] };
  if (told?.chain === chain && told.events === history.length) return { journal, wrong: [] };
  const due = told ? `${told.events} events and the chain ${told.chain}` : 'nothing of it';
  return {
    journal,
    wrong: [`${name} ends after ${history.length} events with the chain ${chain}, and the manifest tells of ${due}`],
  };
}

/** How the journal of a whole run differs from what its shards come to; undefined where it does not. */
function mergingFault(whole: ParsedJournal, shards: readonly ParsedJournal[]): string | undefined {
  let merged: RecordedRun;
  try {
    merged = mergeShards(shards.map((run, index) => ({ path: `shards/shard-${index + 1}.ndjson`, run })));
  } catch (error) {
    if (error instanceof JournalError) return error.message;
    throw error;
  }
  const [due, given] = [merged, whole].map((run) => journalOf(run).toString('utf8').split('\n'));
  const line = given?.findIndex((text, index) => text !== due?.[index]) ?? -1;
  if (line < 0 && given?.length === due?.length) return undefined;
  return `journal.ndjson, line ${(line < 0 ? (given?.length ?? 0) : line) + 1} does not follow from the journals of the shards`;
}

function documentsIn({ documents = {} }: Manifest, bodyAt: (member: string) => Buffer | undefined): Documents {
  return Object.fromEntries(
    Object.entries(documents).map(([role, names]) => [
      role,
      Object.fromEntries(
        Object.entries(names).flatMap(([path, member]) => {
          const body = bodyAt(member);
          return body ? [[path, body] as const] : [];
        }),
      ),
    ]),
  );
}
