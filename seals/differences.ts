import { isDeepStrictEqual } from 'node:util';
import type { Verdict } from '../checks/verdict.ts';

/** The first place where a JSON value is not what it should be. */
export interface Difference {
  /** A JSON pointer; the empty text for the whole. */
  readonly place: string;
  /** Both as short JSON; `nothing` where there is no value. */
  readonly sealed: string;
  readonly found: string;
}

/** Where a value that was sealed differs from the one that was found, both as JSON; undefined where it does not. */
export function differenceOf(sealed: unknown, found: unknown, place = ''): Difference | undefined {
  if (isDeepStrictEqual(sealed, found)) return undefined;
  if (isObject(sealed) && isObject(found) && Array.isArray(sealed) === Array.isArray(found)) {
    for (const key of new Set([...Object.keys(sealed), ...Object.keys(found)])) {
      const difference = differenceOf(own(sealed, key), own(found, key), `${place}/${key}`);
      if (difference) return difference;
    }
  }
  return { place, sealed: short(sealed), found: short(found) };
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function own(value: Members, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const SHOWN = 160;

function short(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/**
 * The verdicts that were sealed and are not those that judging gives, both read from JSON, a sentence each. `inFull` compares all that a verdict says,
 * else only what it comes to: another version of the harness may word its findings otherwise.
 */
export function verdictDifferences(
  sealed: readonly Verdict[],
  found: readonly Verdict[],
  inFull: boolean,
): readonly string[] {
  const due = new Map(found.map((verdict) => [nameOf(verdict), verdict]));
  // What a verdict comes to weighs more than how it is worded.
  const outcomes: string[] = [];
  const wordings: string[] = [];
  const seen = new Set<string>();
  for (const verdict of sealed) {
    const name = nameOf(verdict);
    const other = due.get(name);
    if (seen.has(name)) outcomes.push(`${name}: the bundle has two verdicts on it`);
    else if (!other) outcomes.push(`${name}: the bundle says ${verdict.outcome}, and judging gives no such verdict`);
    else if (verdict.outcome !== other.outcome) {
      outcomes.push(`${name}: the bundle says ${verdict.outcome}, judging gives ${other.outcome}${why(other)}`);
    } else if (inFull) {
      const difference = differenceOf(verdict, other);
      if (difference) {
        const { place, sealed: said, found: given } = difference;
        wordings.push(`${name}: at ${place} the bundle says ${said}, judging gives ${given}`);
      }
    }
    seen.add(name);
  }
  for (const [name, { outcome }] of due) {
    if (!seen.has(name)) outcomes.push(`${name}: the bundle has no verdict, judging gives ${outcome}`);
  }
  const order = sealed.findIndex((verdict, index) => nameOf(verdict) !== nameOf(found[index]));
  if (inFull && outcomes.length + wordings.length === 0 && order >= 0) {
    wordings.push(`verdict ${order + 1}, ${nameOf(sealed[order])}, is not in its place`);
  }
  return [...outcomes, ...wordings];
}

function nameOf(verdict: Verdict | undefined): string {
  return verdict
    ? [verdict.check, ...(verdict.operation === undefined ? [] : [`of ${verdict.operation}`])].join(' ')
    : '';
}

function why({ violations: [first] }: Verdict): string {
  return first ? ` (expected ${first.expected}, seen ${first.actual})` : '';
}

/** The first line and column, from 1, at which a text that was sealed is not the one that was found; undefined where it is. */
export function textDifference(
  sealed: string,
  found: string,
): { readonly line: number; readonly column: number } | undefined {
  if (sealed === found) return undefined;
  let offset = 0;
  while (offset < sealed.length && sealed[offset] === found[offset]) offset += 1;
  const before = sealed.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
