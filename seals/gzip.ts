import { crc32, gzipSync, inflateRawSync } from 'node:zlib';

/** What one member of a bundle may hold, unpacked, in bytes: less than the longest text that there can be. */
export const LARGEST_BODY = 256 * 1024 * 1024;
/** What all members of a bundle may hold together, unpacked, in bytes; a run of 20,000 events has a fifth of it. */
export const LARGEST_CONTENT = 512 * 1024 * 1024;

/** Whether a member is packed with gzip: its name tells, so that whoever opens the bundle reads the same as whoever verifies it. */
export function isPacked(member: string): boolean {
  return member.endsWith('.gz');
}

/** Bytes packed with gzip; their unpacked form is the same everywhere, their packed one differs from version to version of Node. */
export function gzipped(body: Buffer): Buffer {
  return gzipSync(body);
}

const HEAD = 10;
const TAIL = 8;
/** A heading that says nothing: gzip, deflate, and no flag for a name, a comment or anything else. */
const PLAIN = Buffer.of(0x1f, 0x8b, 8, 0);

/**
 * What packed bytes hold; undefined where they are not one piece of gzip with nothing beside it (a comment in it, or a second
 * piece, is what other programs might show), where they are damaged, or where they hold more than so many bytes.
 */
export function gunzipped(packed: Buffer, most: number): Buffer | undefined {
  if (packed.length < HEAD + TAIL || !packed.subarray(0, PLAIN.length).equals(PLAIN)) return undefined;
  const [middle, tail] = [packed.subarray(HEAD, -TAIL), packed.subarray(-TAIL)];
  try {
    const { buffer, engine } = inflateRawSync(middle, {
      info: true,
      maxOutputLength: Math.max(most, 1),
    }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    const isWhole = engine.bytesWritten === middle.length && tail.readUInt32LE(4) === buffer.length;
    return isWhole && tail.readUInt32LE(0) === crc32(buffer) ? buffer : undefined;
  } catch {
    return undefined; // Not deflated, damaged, or far larger than it should be: all the same, it is not what was sealed.
  }
}
