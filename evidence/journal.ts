import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Profile } from '../specs/profile.ts';
import type { Waiver } from '../specs/waiver.ts';
import type { Event, History } from './history.ts';

/** The format of the journals that this version writes and reads. */
export const JOURNAL_FORMAT = 'supplier-conformance/journal@1';

/** What a journal tells of its run before anything happened. */
export interface JournalHeader {
  readonly type: 'header';
  readonly format: typeof JOURNAL_FORMAT;
  readonly harness: { readonly name: string; readonly version: string };
  readonly supplier: { readonly name: string; readonly baseUrl: string };
  readonly profile: Profile;
  /** SHA-256 of each contract document by file name, and its path where it is not the harness's own. */
  readonly contract: Readonly<Record<string, string>>;
  readonly contractFiles?: { readonly supplierApi?: string; readonly supplierUpdatesApi?: string };
  readonly seed: number;
  /** The ids that the run was limited to; absent when it was a whole one. A limited run certifies nothing. */
  readonly only?: readonly string[];
  /** The known failures that were not to stand in the way; absent where there were none. */
  readonly waivers?: readonly Waiver[];
  /** The part of a run that is spread over several machines; absent for a whole one. */
  readonly shard?: Shard;
  /** The name of the run at the receiver that it heard from; absent when it listened itself. */
  readonly run?: string;
  /** The shards that were put together, in their order; set where a history was merged of several. */
  readonly shards?: readonly { readonly index: number; readonly run?: string; readonly startedAt: string }[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** One of so many parts of a run, from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** An open journal: one JSON document a line, written as it happens. */
export interface Journal {
  /** Writes an event; when it returns, the event survives the death of this process. */
  readonly append: (event: Event) => void;
  readonly close: () => void;
}

/** A journal that cannot be written, read or trusted; the message says what to do. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** Starts a journal at a path, in place of one that is there, and writes its header. */
export function createJournal(path: string, header: JournalHeader): Journal {
  let file: number;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, 'w');
  } catch (error) {
    throw new JournalError(`cannot write the journal ${path}: ${reason(error)}; choose another folder with --out`);
  }
  const write = (document: JournalHeader | Event) => {
    const line = Buffer.from(`${JSON.stringify(document)}\n`);
    for (let written = 0; written < line.length;) written += writeSync(file, line, written);
  };
  write(header);
  return { append: write, close: () => closeSync(file) };
}

/**
 * Writes a whole journal, in place of one that is there.
 * @throws JournalError when it cannot be written.
 */
export function writeJournal(path: string, { header, history }: RecordedRun): void {
  const journal = createJournal(path, header);
  for (const event of history) journal.append(event);
  journal.close();
}

/** A whole journal as it was read. */
export interface RecordedRun {
  readonly header: JournalHeader;
  readonly history: History;
}

/**
 * Reads a journal.
 * @throws JournalError when it cannot be read, is no journal, has a damaged line, or ends before its run did.
 */
export function readJournal(path: string): RecordedRun {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new JournalError(`cannot read the journal ${path}: ${reason(error)}`);
  }
  const lines = content.split('\n');
  const terminated = lines.pop() === '';
  const documents = lines.map((line, index) => parsed(line, `${path}, line ${index + 1}`));
  const header = documents[0] as Partial<JournalHeader> | undefined;
  if (header?.type !== 'header' || header.format !== JOURNAL_FORMAT) {
    if ((header?.format as string | undefined)?.includes('/receiver@')) {
      throw new JournalError(
        `${path} is what a receiver kept, which tells of no requests; judge the journals of the runs that heard from it`,
      );
    }
    throw new JournalError(
      `${path} is not a journal of this harness (its first line should have the format ${JOURNAL_FORMAT})`,
    );
  }
  const history = documents.slice(1) as Event[];
  const astray = history.findIndex(({ seq }, index) => seq !== index + 1);
  if (astray >= 0)
    throw new JournalError(`${path}, line ${astray + 2}: event ${astray + 1} is missing; the journal was changed`);
  if (!terminated || history.at(-1)?.type !== 'end') {
    throw new JournalError(
      `${path} is cut short: it ends after ${history.length} events without the run's end; judge a journal of a whole run`,
    );
  }
  return { header: header as JournalHeader, history };
}

function parsed(line: string, place: string): { readonly type?: string } {
  try {
    return JSON.parse(line) as { readonly type?: string };
  } catch (error) {
    throw new JournalError(`${place} is not JSON (${reason(error)}); the journal was changed or cut`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
