import { isUtf8 } from 'node:buffer';
import type { RawBody } from './history.ts';

/** How much of one body is recorded, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** Bytes as a recorded body: text where they are UTF-8, base64 where not, cut at the limit. */
export function rawBody(bytes: Uint8Array, total: number = bytes.length, limit: number = BODY_LIMIT): RawBody {
  const kept = bytes.length > limit ? bytes.subarray(0, limit) : bytes;
  const buffer = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const cut = kept.length < total ? ({ truncated: true } as const) : {};
  // A cut may fall inside a character: then the text is still text, but for its last bytes.
  return isUtf8(buffer) || (kept.length < total && isUtf8(buffer.subarray(0, lastCharacterStart(buffer))))
    ? { text: buffer.toString('utf8'), encoding: 'utf8', bytes: total, ...cut }
    : { text: buffer.toString('base64'), encoding: 'base64', bytes: total, ...cut };
}

function lastCharacterStart(buffer: Buffer): number {
  let start = buffer.length - 1;
  while (start > 0 && buffer.length - start < 4 && ((buffer[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
