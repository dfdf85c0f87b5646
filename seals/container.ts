import { unzipSync, zipSync } from 'fflate';
import { shortened } from '../reports/text.ts';
import { LARGEST_CONTENT } from './gzip.ts';
import { MANIFEST } from './manifest.ts';
import { oneLine } from './one-line.ts';

/**
 * Something that is no bundle, or none that this version can read; the message says what it is and what to do. What it quotes is
 * anybody's: it is one line in which nothing is hidden.
 */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(message: string) {
    super(oneLine(message));
  }
}

/** The files in a bundle by name, in their order. */
export type Members = ReadonlyMap<string, Uint8Array>;

/** A bundle of more bytes is not read: it holds no more than its members do, unpacked, and what is told of them. */
export const LARGEST_BUNDLE = LARGEST_CONTENT + 64 * 1024 * 1024;

const MOST_MEMBERS = 1_000;
const LONGEST_NAME = 200;

/**
 * The bytes of a ZIP file with members, stored as they are. The same members give the same bytes, anywhere and at any time: all
 * carry one fixed date, the least that the format knows.
 */
export function packed(members: Members): Uint8Array {
  // Months count from 0; the format keeps local time without saying which, so that this is the same everywhere.
  const options = { level: 0, mtime: new Date(1980, 0, 1), os: 3, attrs: 0 } as const;
  return zipSync(Object.fromEntries(members), options);
}

/** Whether bytes begin as a bundle does: a ZIP file that begins with its manifest. */
export function isBundle(bytes: Buffer): boolean {
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
  return isZip && bytes.subarray(HEADING, HEADING + MANIFEST.length).equals(Buffer.from(MANIFEST));
}

/** What was in the bytes of a ZIP file. */
export interface Unpacked {
  readonly members: Members;
  /** The first byte that is not what `packed` writes for these members, and what it belongs to; absent where there is none. */
  readonly astray?: { readonly offset: number; readonly part: string };
}

/**
 * The members in the bytes of a bundle. Nothing is unpacked that takes more room than it has in the bundle.
 * @throws BundleError when it is no ZIP file, or holds what no bundle holds: packed members, odd names, one name twice, too many.
 */
export function unpacked(bytes: Uint8Array): Unpacked {
  const names = new Set<string>();
  let room = bytes.length;
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize, compression }) => {
        const fault = faultOf(name, names);
        if (fault !== undefined) throw new BundleError(`it is no bundle of sealed evidence: ${fault}`);
        // Where upper and lower case are one, as on most desks, one would be written over the other.
        names.add(name.toLowerCase());
        room -= size;
        if (compression !== 0 || size !== originalSize || room < 0) {
          throw new BundleError(
            `it is no bundle of sealed evidence as seal writes it: ${shown(name)} is packed, or claims more room than there is; ask for the original file`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError(
      'it is no bundle of sealed evidence, or a damaged one (it cannot be read as a ZIP file); ask for the original file',
    );
  }
  if (names.size === 0) throw new BundleError('it is an empty ZIP file, and no bundle of sealed evidence');
  const members = new Map(Object.entries(files));
  const astray = difference(bytes, packed(members), members);
  return { members, ...(astray ? { astray } : {}) };
}

/** What is wrong with the name of a member, given those before it: only plain relative paths will do, each once. */
function faultOf(name: string, before: ReadonlySet<string>): string | undefined {
  if (before.size >= MOST_MEMBERS) return `it has more than ${MOST_MEMBERS} members`;
  if (
    name.length > LONGEST_NAME ||
    !/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/.test(name) ||
    /\.(?:\.|\/|$)/.test(name)
  ) {
    return `it has a member with the name ${shown(name)}, which no bundle has`;
  }
  return before.has(name.toLowerCase()) ? `it has two members with the name ${shown(name)}` : undefined;
}

function shown(name: string): string {
  return JSON.stringify(shortened(name, 61));
}

function difference(bytes: Uint8Array, expected: Uint8Array, members: Members): Unpacked['astray'] {
  if (Buffer.compare(bytes, expected) === 0) return undefined;
  const length = Math.min(bytes.length, expected.length);
  let offset = 0;
  while (offset < length && bytes[offset] === expected[offset]) offset += 1;
  return { offset, part: partAt(offset, members) };
}

/** What stands at an offset in the file that `packed` writes for members. */
function partAt(offset: number, members: Members): string {
  let start = 0;
  for (const [name, content] of members) {
    const body = start + HEADING + Buffer.byteLength(name);
    const checksum = start + CHECKSUM;
    if (offset >= checksum && offset < checksum + 4) return `the checksum of ${name}, which its content does not have`;
    if (offset < body) return `in what the ZIP file says of ${name} (its name, date, length or checksum)`;
    start = body + content.length;
    if (offset < start) return `in ${name}`;
  }
  return 'in the list at the end of the ZIP file';
}

/** The bytes before the name of a member, and where among them the checksum of its content begins. */
const HEADING = 30;
const CHECKSUM = 14;
