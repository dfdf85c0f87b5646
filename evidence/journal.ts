import { isUtf8 } from 'node:buffer';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { thrownWords } from '../specs/thrown.ts';
import type { Profile } from '../specs/profile.ts';
import type { Waiver } from '../specs/waiver.ts';
import { chained, linkAfter, unchained } from './chain.ts';
import type { Event, History } from './history.ts';

/**
 * The format of the journals that this version writes and reads. Each line that it writes is chained to those before it; lines of
 * earlier versions are not, and are read all the same.
 */
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

/** An open journal: one JSON document a line, each chained to those before it, written as it happens. */
export interface Journal {
  /**
   * Writes an event; when it returns, the event survives the death of this process.
   * @throws JournalError when it cannot be written; what was written before stays as it is.
   */
  readonly append: (event: Event) => void;
  /** Closes it, and gives the link of its last line, which stands for all of it. */
  readonly close: () => string;
}

/** A journal that cannot be written, read or trusted; the message says what to do. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/**
 * Starts a journal at a path, in place of one that is there, and writes its header.
 * @throws JournalError when it cannot be written.
 */
export function createJournal(path: string, header: JournalHeader): Journal {
  let file: number;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, 'w');
  } catch (error) {
    throw new JournalError(`cannot write the journal ${path}: ${thrownWords(error)}; choose another folder with --out`);
  }
  let last = '';
  let fault: JournalError | undefined;
  const write = (document: JournalHeader | Event) => {
    // What comes after half a line would be a part of it, should there be room again.
    if (fault) throw fault;
    const { line, link } = chained(last, JSON.stringify(document));
    const bytes = Buffer.from(`${line}\n`);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    } catch (error) {
      fault = new JournalError(
        `cannot write on in the journal ${path}: ${thrownWords(error)}; see to that and run again (judge takes what it holds so far)`,
      );
      throw fault;
    }
    last = link;
  };
  write(header);
  return {
    append: write,
    close: () => {
      closeSync(file);
      return last;
    },
  };
}

/** The lines of the journal of a run, each with its end. */
function* linesOf({ header, history }: RecordedRun): Generator<Buffer> {
  let last = '';
  for (const document of [header, ...history]) {
    const { line, link } = chained(last, JSON.stringify(document));
    last = link;
    yield Buffer.from(`${line}\n`);
  }
}

/** A whole run as the journal that `createJournal` would have written of it. */
export function journalOf(run: RecordedRun): Buffer {
  return Buffer.concat([...linesOf(run)]);
}

/**
 * The number of the first line, from 1, at which the bytes of a journal are not those that this harness writes of a run; undefined
 * where they are. Bytes that read as that run may yet be others, which tell another reader something else: a member that stands
 * twice, say.
 */
export function strayLine(run: RecordedRun, bytes: Buffer): number | undefined {
  let start = 0;
  let number = 0;
  for (const line of linesOf(run)) {
    number += 1;
    if (!bytes.subarray(start, start + line.length).equals(line)) return number;
    start += line.length;
  }
  return start < bytes.length ? number + 1 : undefined;
}

/**
 * Writes a whole journal, in place of one that is there.
 * @throws JournalError when it cannot be written.
 */
export function writeJournal(path: string, run: RecordedRun): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, journalOf(run));
  } catch (error) {
    throw new JournalError(`cannot write the journal ${path}: ${thrownWords(error)}; choose another folder with --out`);
  }
}

/** A whole journal as it was read. */
export interface RecordedRun {
  readonly header: JournalHeader;
  readonly history: History;
}

/** A journal as far as it goes. */
export interface ParsedJournal extends RecordedRun {
  /** The link of its last line; absent where it was written by a version that did not chain its lines. */
  readonly chain?: string;
  /** Whether it does not come to the end of its run. */
  readonly isCut: boolean;
  /** Whether it ends in the middle of a line, which does not count. */
  readonly isTorn: boolean;
}

/**
 * Reads a journal.
 * @throws JournalError when it cannot be read, is no journal, has a damaged line or one that does not follow from those before
 * it, or ends before its run did.
 */
export function readJournal(path: string): RecordedRun {
  const { header, history, isCut } = parseJournal(bytesOf(path), path);
  if (isCut) throw cutShort(path, history.length);
  return { header, history };
}

/** What is said of a journal that does not come to the end of its run, and what to do instead. */
export function cutShort(name: string, events: number, instead = 'judge a journal of a whole run'): JournalError {
  return new JournalError(`${name} is cut short: it ends after ${events} events without the run's end; ${instead}`);
}

/**
 * The content of the file of a journal.
 * @throws JournalError when it cannot be read.
 */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new JournalError(`cannot read the journal ${path}: ${thrownWords(error)}`);
  }
}

/**
 * A journal in the bytes of its file, which errors call by a name. Its last line does not count where it was not finished.
 * @throws JournalError when it is no journal, or has a damaged line or one that does not follow from those before it.
 */
export function parseJournal(content: Buffer, name: string): ParsedJournal {
  const history: Event[] = [];
  let header: JournalHeader | undefined;
  let chain: string | undefined;
  let number = 0;
  let start = 0;
  for (let end = content.indexOf(LINE_END); end >= 0; end = content.indexOf(LINE_END, start)) {
    const bytes = content.subarray(start, end);
    start = end + 1;
    number += 1;
    const place = `${name}, line ${number}`;
    if (!isUtf8(bytes)) throw new JournalError(`${place} is not UTF-8 text; the journal was changed`);
    const line = bytes.toString('utf8');
    const linked = unchained(line);
    const document = parsed(linked?.json ?? line, place);
    if (header) history.push(asEvent(document, history, place));
    else header = asHeader(document, name);
    if (number === 1) {
      if (linked && linked.link !== linkAfter('', linked.json)) throw changed(place);
    } else if (chain === undefined) {
      if (linked) throw new JournalError(`${place} is chained and those before it are not; the journal was changed`);
    } else if (linked?.link !== linkAfter(chain, linked?.json ?? line)) throw changed(place);
    chain = linked?.link;
  }
  if (!header) header = asHeader(undefined, name);
  const isTorn = start < content.length;
  const isCut = isTorn || history.at(-1)?.type !== 'end';
  return { header, history, isCut, isTorn, ...(chain === undefined ? {} : { chain }) };
}

const LINE_END = 0x0a;

function changed(place: string): JournalError {
  return new JournalError(
    `${place} does not follow from the lines before it (its chain is broken); it was changed, or a line was added, taken out or moved before it`,
  );
}

function asHeader(document: unknown, name: string): JournalHeader {
  const header = (typeof document === 'object' && document !== null ? document : {}) as Partial<JournalHeader>;
  if (header.type === 'header' && header.format === JOURNAL_FORMAT) return header as JournalHeader;
  if (typeof header.format === 'string' && (header.format as string).includes('/receiver@')) {
    throw new JournalError(
      `${name} is what a receiver kept, which tells of no requests; judge the journals of the runs that heard from it`,
    );
  }
  throw new JournalError(
    `${name} is not a journal of this harness (its first line should have the format ${JOURNAL_FORMAT})`,
  );
}

function asEvent(document: unknown, before: History, place: string): Event {
  const event = (typeof document === 'object' && document !== null ? document : {}) as Event;
  if (before.at(-1)?.type === 'end') {
    throw new JournalError(`${place} comes after the end of the run; the journal was changed`);
  }
  const due = before.length + 1;
  if (event.seq === due) return event;
  if (typeof event.seq !== 'number') throw new JournalError(`${place} is no event; the journal was changed`);
  throw new JournalError(
    event.seq < due
      ? `${place}: event ${event.seq} stands there, and ${due} is due; the journal was changed`
      : `${place}: event ${due} is missing; the journal was changed`,
  );
}

function parsed(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new JournalError(`${place} is not JSON (${thrownWords(error)}); the journal was changed or cut`);
  }
}
