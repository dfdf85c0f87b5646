import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { thrownWords } from '../../specs/thrown.ts';
import { RECEIVER_FORMAT } from './protocol.ts';

/** A delivery as a receiver keeps it: one line of its journal. */
export interface Kept {
  readonly number: number;
  readonly receipt: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly of: readonly string[];
  readonly delivery: object;
}

/** The journal of a receiver: what arrived, as it arrived, over all its runs and processes. */
export interface Keep {
  /** The name of the receiver, the same as long as it goes on with the same files. */
  readonly receiver: string;
  /** The number of the last delivery that was kept before. */
  readonly last: number;
  /** The last of what was kept before. */
  readonly earlier: readonly Kept[];
  /** The file that is written to. */
  readonly path: string;
  /** Writes a delivery; when it returns, the delivery survives the death of this process. */
  readonly append: (kept: Kept) => void;
  readonly close: () => void;
}

/** A journal of a receiver that cannot be written; the message says what to do. */
export class KeepError extends Error {
  override readonly name = 'KeepError';
}

const DAY = 86_400_000;

/** How a receiver divides what it keeps into files, and which of them it lets go of. */
export interface Keeping {
  /** A file is followed by another one when it has so many bytes, and every day. */
  readonly fileBytes: number;
  /** A file that was last written to so many days ago is deleted; by default none is. */
  readonly days?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told how many files were deleted, when some were. */
  readonly onDeleted: (count: number) => void;
}

const KEEPING: Keeping = { fileBytes: 256 * 1024 * 1024, now: Date.now, onDeleted: () => undefined };

/** How much of the last file is read back, in bytes. */
const READ_BACK = 16 * 1024 * 1024;

/** The first line of each file. */
interface Heading {
  readonly type: 'header';
  readonly format: typeof RECEIVER_FORMAT;
  readonly receiver: string;
  /** The number of the last delivery before this file. */
  readonly after: number;
  readonly startedAt: string;
}

/**
 * Opens the journal of the receiver that listens on a port, in a folder: a new file, which goes on where the last one ended.
 * Nothing that was kept is ever written over.
 * @throws KeepError when the folder cannot be used.
 */
export function openKeep(folder: string, port: number, options: Partial<Keeping> = {}): Keep {
  const keeping = { ...KEEPING, ...options };
  try {
    mkdirSync(folder, { recursive: true });
    const before = readBack(folder, port);
    const receiver = before?.heading.receiver ?? randomBytes(6).toString('hex');
    let last = Math.max(before?.kept.at(-1)?.number ?? 0, before?.heading.after ?? 0);
    let current = begin(folder, port, receiver, last, keeping.now());
    tidy(folder, port, current.path, keeping);
    return {
      receiver,
      last,
      earlier: before?.kept ?? [],
      path: current.path,
      append: (kept) => {
        if (current.size >= keeping.fileBytes || keeping.now() - current.since >= DAY) {
          closeSync(current.file);
          current = begin(folder, port, receiver, last, keeping.now());
          tidy(folder, port, current.path, keeping);
        }
        write(current, kept);
        last = kept.number;
      },
      close: () => closeSync(current.file),
    };
  } catch (error) {
    if (error instanceof KeepError) throw error;
    throw new KeepError(
      `cannot keep what arrives in ${folder}: ${thrownWords(error)}; choose another folder with --out`,
    );
  }
}

interface Open {
  readonly file: number;
  readonly path: string;
  /** When it was begun, in milliseconds since 1970. */
  readonly since: number;
  size: number;
}

/** Deletes the files of a port that have been kept for long enough; one that cannot be deleted stays for the next time. */
function tidy(folder: string, port: number, current: string, { days, now, onDeleted }: Keeping): void {
  if (days === undefined) return;
  const gone = namesOf(folder, port)
    .map((name) => join(folder, name))
    .filter((path) => {
      try {
        if (path === current || now() - statSync(path).mtimeMs < days * DAY) return false;
        rmSync(path);
        return true;
      } catch {
        return false; // Kept too long rather than ending the receiver.
      }
    });
  if (gone.length > 0) onDeleted(gone.length);
}

/** The files of a port, the oldest first. */
function namesOf(folder: string, port: number): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`received-${port}-`) && name.endsWith('.ndjson'))
    .toSorted();
}

function begin(folder: string, port: number, receiver: string, after: number, since: number): Open {
  const startedAt = new Date(since).toISOString();
  const stem = join(folder, `received-${port}-${startedAt.replaceAll(':', '-')}`);
  for (let attempt = 0; ; attempt += 1) {
    const path = `${stem}-${String(attempt).padStart(3, '0')}.ndjson`;
    try {
      const open = { file: openSync(path, 'ax'), path, since, size: 0 };
      write(open, { type: 'header', format: RECEIVER_FORMAT, receiver, after, startedAt } satisfies Heading);
      return open;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function write(open: Open, document: object): void {
  const line = Buffer.from(`${JSON.stringify(document)}\n`);
  for (let written = 0; written < line.length;) written += writeSync(open.file, line, written);
  open.size += line.length;
}

/** The last file of a port as far as it can be read; a last line without its end was never acknowledged to anyone. */
function readBack(
  folder: string,
  port: number,
): { readonly heading: Heading; readonly kept: readonly Kept[] } | undefined {
  const names = namesOf(folder, port).toReversed();
  let latest: Heading | undefined;
  for (const name of names) {
    const path = join(folder, name);
    const { head, tail } = ends(path);
    const [first = ''] = head.split('\n');
    const heading = read(first) as Partial<Heading> | undefined;
    if (heading?.format !== RECEIVER_FORMAT || typeof heading.receiver !== 'string') continue;
    const lines = tail.split('\n').slice(1, -1);
    const kept = lines.flatMap((line) => (read(line) as Kept | undefined) ?? []).filter(({ number }) => number > 0);
    latest ??= { after: 0, ...heading } as Heading;
    // A file in which nothing was kept yet follows one that may hold the last deliveries.
    if (heading.receiver !== latest.receiver) break;
    if (kept.length > 0) return { heading: latest, kept };
  }
  return latest && { heading: latest, kept: [] };
}

/** The beginning of a file, and its end from the line break before the first whole line (or the heading) on. */
function ends(path: string): { readonly head: string; readonly tail: string } {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(Math.min(size, 4096));
    readSync(file, head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(size, READ_BACK));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return { head: head.toString('utf8'), tail: tail.toString('utf8') };
  } finally {
    closeSync(file);
  }
}

function read(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // The beginning of a line that was not finished, or of one that was cut.
  }
}
