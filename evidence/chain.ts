import { hash } from 'node:crypto';

/** How the last member of a chained line begins and ends; between them stand the 64 digits of its link. */
const BEFORE = ',"chain":"';
const AFTER = '"}';
const LENGTH = BEFORE.length + 64 + AFTER.length;

/** A line of a journal as it is written: its JSON with the link of its chain as the last member. */
export interface Chained {
  readonly line: string;
  /** SHA-256, hexadecimal: of the link before and of this line's JSON without its link. The first line has none before it. */
  readonly link: string;
}

/** A line as it follows the one with the link `previous`; the empty text for the first line. Takes the JSON of an object. */
export function chained(previous: string, json: string): Chained {
  const link = linkAfter(previous, json);
  return { line: `${json.slice(0, -1)}${BEFORE}${link}${AFTER}`, link };
}

/** The link of a line that follows the one with the link `previous`. */
export function linkAfter(previous: string, json: string): string {
  return hash('sha256', previous + json);
}

/** The JSON of a line without its link, and the link that it claims; undefined for a line that has none. */
export function unchained(line: string): { readonly json: string; readonly link: string } | undefined {
  const tail = line.slice(-LENGTH);
  const link = tail.slice(BEFORE.length, -AFTER.length);
  if (!tail.startsWith(BEFORE) || !tail.endsWith(AFTER) || !/^[0-9a-f]{64}$/.test(link)) return undefined;
  return { json: `${line.slice(0, -LENGTH)}}`, link };
}

/** The link of the last of some documents, each of them a line of a journal; SHA-256, hexadecimal. */
export function lastLink(documents: readonly unknown[]): string {
  return documents.reduce<string>((last, document) => linkAfter(last, JSON.stringify(document)), '');
}
