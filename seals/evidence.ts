import { thrownWords } from '../specs/thrown.ts';
import { isWaiver } from '../specs/waiver.ts';
import { JournalError, parseJournal, strayLine, type JournalHeader, type RecordedRun } from '../evidence/journal.ts';
import { mergeShards } from '../evidence/merge.ts';
import { JOURNAL, shardMember, type Documents, type JournalFile } from './bundle.ts';
import type { Members } from './container.ts';
import { foundOf, type Finding } from './finding.ts';
import { gunzipped, isPacked, LARGEST_BODY } from './gzip.ts';
import type { Manifest } from './manifest.ts';

/** The evidence in a bundle as far as it can be read, and what was found in reading it. */
export interface SealedEvidence {
  /** The run that its journal tells of. */
  readonly journal?: JournalFile;
  readonly shards: readonly JournalFile[];
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

/** How much more than it should a packed member may hold and still be looked at, to tell what is wrong with it; in bytes. */
const SLACK = 1024 * 1024;

/** What a member holds, unpacked where it is packed; undefined where it is not there, or cannot be unpacked. */
export function bodyIn(members: Members, { files }: Manifest, member: string): Buffer | undefined {
  const stored = members.get(member);
  const file = Object.hasOwn(files, member) ? files[member] : undefined;
  if (!stored || !file) return undefined;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return isPacked(member) ? gunzipped(bytes, Math.min(file.unpacked?.bytes ?? 0, LARGEST_BODY) + SLACK) : bytes;
}

interface ReadJournal {
  readonly journal?: JournalFile;
  readonly wrong: readonly string[];
}

function journalIn(bytes: Buffer | undefined, name: string, told: Manifest['journal'] | undefined): ReadJournal {
  if (!bytes) return { wrong: [`${name} is missing, or cannot be unpacked`] };
  try {
    const { chain, ...parsed } = parseJournal(bytes, name);
    const { history, isCut } = parsed;
    // Without a chain it is nothing that this version vouches for, and is not judged.
    if (chain === undefined) {
      return { wrong: [`${name} was written without a chain, so that nothing shows whether it is what was recorded`] };
    }
    const journal: JournalFile = { ...parsed, chain, bytes };
    const fault = headerFault(journal.header);
    if (fault !== undefined) return { wrong: [`${name}, line 1: ${fault}; no harness wrote that`] };
    if (isCut) return { journal, wrong: [`${name} ends after ${history.length} events without the end of its run`] };
    const stray = strayLine(journal, bytes);
    if (stray !== undefined) {
      return {
        journal,
        wrong: [
          `${name}, line ${stray} is not laid out as the harness writes it (by a member that stands twice, say), so that another reader may read something else`,
        ],
      };
    }
    if (told?.chain === chain && told.events === history.length) return { journal, wrong: [] };
    const due = told ? `${told.events} events and the chain ${told.chain}` : 'nothing of it';
    return {
      journal,
      wrong: [`${name} ends after ${history.length} events with the chain ${chain}, and the manifest tells of ${due}`],
    };
  } catch (error) {
    // It may have been made up by anybody: whatever reading it trips over is found, and no fault of the harness.
    return { wrong: [error instanceof JournalError ? error.message : `${name} cannot be read: ${thrownWords(error)}`] };
  }
}

/** What is wrong with those parts of a header that nothing else is held against; undefined where nothing is. */
function headerFault(header: JournalHeader): string | undefined {
  const { waivers, shards, contractFiles }: Partial<Readonly<Record<keyof JournalHeader, unknown>>> = header;
  if (waivers !== undefined && !(Array.isArray(waivers) && waivers.every(isWaiver))) {
    return 'its waivers are not such as a list of known failures may hold';
  }
  const isShard = (shard: unknown) => typeof shard === 'object' && shard !== null && 'index' in shard;
  if (shards !== undefined && !(Array.isArray(shards) && shards.length > 0 && shards.every(isShard))) {
    return 'its shards are no list of shards';
  }
  const isFiles = (files: unknown) =>
    typeof files === 'object' && files !== null && Object.values(files).every((file) => typeof file === 'string');
  return contractFiles === undefined || isFiles(contractFiles) ? undefined : 'its contract files are no paths';
}

/** How the journal of a whole run differs from what its shards come to; undefined where it does not. */
function mergingFault(whole: JournalFile, shards: readonly JournalFile[]): string | undefined {
  let merged: RecordedRun;
  try {
    merged = mergeShards(shards.map((run, index) => ({ path: `shards/shard-${index + 1}.ndjson`, run })));
  } catch (error) {
    return error instanceof JournalError ? error.message : `the shards cannot be put together: ${thrownWords(error)}`;
  }
  const line = strayLine(merged, whole.bytes);
  return line === undefined
    ? undefined
    : `journal.ndjson, line ${line} does not follow from the journals of the shards`;
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
