import { isObject } from '../specs/json-object.ts';
import type { InboundEvent } from './history.ts';
import { endOfObject } from './json-text.ts';

/** A KCI as it stands in a text: its JSON, and the line, from 1, on which that begins. */
export interface Sample {
  readonly line: number;
  readonly text: string;
}

/** What was meant to be a KCI and is not JSON: the line, from 1, on which it ceases to be, and why. */
export interface Unreadable {
  readonly line: number;
  readonly problem: string;
}

/** What was found in a text. */
export interface Samples {
  readonly kcis: readonly Sample[];
  readonly unreadable: readonly Unreadable[];
  /** The lines on which JSON objects begin that neither are KCIs nor hold any. Not told where something is unreadable. */
  readonly others: readonly number[];
}

/** Members of every KCI. A request of the gateway may have a reasonCode too, so it takes two of them to know a KCI. */
const ENVELOPE = ['sequenceNumber', 'issuedOn', 'reasonCode'];

// What tells a JSON object from a brace in prose: a name in double quotes and a colon.
const BEGINNING = /\{(?=\s*"(?:[^"\\\n]|\\.)*"\s*:)/g;

/**
 * The KCIs in a text: one JSON object or many, one after the other, in a list or within other objects, with any prose between.
 * `wrappers` are the keys under which KCIs hold what they report on.
 */
export function samplesIn(text: string, wrappers: readonly string[]): Samples {
  const lineOf = lineCounter(text);
  const kcis: Sample[] = [];
  const unreadable = new Map<number, Unreadable>();
  const others: { readonly start: number; readonly end: number; holdsKci: boolean }[] = [];
  const beginnings = new RegExp(BEGINNING);
  for (let beginning = beginnings.exec(text); beginning; beginning = beginnings.exec(text)) {
    const start = beginning.index;
    const scan = endOfObject(text, start);
    if (!('end' in scan)) {
      const names = [...ENVELOPE, ...wrappers].map((name) => `"${name}"`);
      const meant = text.slice(start, scan.until);
      // Whatever holds something unreadable is unreadable at the same place: that is told once.
      if (!unreadable.has(scan.at) && names.some((name) => meant.includes(name))) {
        unreadable.set(scan.at, { line: lineOf(scan.at), problem: scan.problem });
      }
      continue;
    }
    const json = text.slice(start, scan.end);
    const outer = others.at(-1);
    const within = outer !== undefined && start < outer.end;
    if (isKci(JSON.parse(json), wrappers)) {
      kcis.push({ line: lineOf(start), text: json });
      if (within) outer.holdsKci = true;
      beginnings.lastIndex = scan.end;
    } else if (!within) {
      others.push({ start, end: scan.end, holdsKci: false });
    }
  }
  return {
    kcis,
    unreadable: [...unreadable.values()],
    others: unreadable.size > 0 ? [] : others.flatMap(({ start, holdsKci }) => (holdsKci ? [] : [lineOf(start)])),
  };
}

function isKci(value: unknown, wrappers: readonly string[]): boolean {
  return (
    isObject(value) &&
    (ENVELOPE.filter((name) => name in value).length > 1 || wrappers.some((wrapper) => isObject(value[wrapper])))
  );
}

function lineCounter(text: string): (place: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (place) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/**
 * Samples as events, in the order in which they were found and numbered from 1, so that they can be looked at like what was
 * delivered. How and when that was, if ever, is made up: nothing may be concluded from it.
 */
export function asDeliveries(samples: readonly Sample[]): readonly InboundEvent[] {
  return samples.map(({ text }, index) => ({
    type: 'inbound',
    seq: index + 1,
    at: new Date(0).toISOString(),
    mono: 0,
    endpoint: 'kcis',
    method: 'POST',
    path: '/kcis',
    remote: '',
    headers: [],
    body: { text, encoding: 'utf8', bytes: new TextEncoder().encode(text).length },
    answer: { status: 204, headers: [], body: '' },
  }));
}
