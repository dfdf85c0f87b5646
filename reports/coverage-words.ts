import type { VariantCoverage } from '../checks/coverage-variants.ts';
import { shareOf, type Coverage, type Share, type Sighting } from '../checks/coverage.ts';
import { count } from './text.ts';

/** The parts of a coverage, each with what it counts and how much of it was seen. */
export interface CoverageShares {
  readonly answers: Share;
  readonly reasons: Share;
  readonly transitions: Share;
}

/** How much of each part of the contract's behaviour was seen. */
export function sharesOf({ operations, reasons, lifecycles }: Coverage): CoverageShares {
  return {
    answers: shareOf(operations.flatMap(({ statuses }) => statuses)),
    reasons: shareOf(reasons),
    transitions: shareOf(lifecycles.flatMap(({ transitions }) => transitions)),
  };
}

/** The coverage in one sentence. */
export function coverageWords(coverage: Coverage): string {
  const { answers, reasons, transitions } = sharesOf(coverage);
  return `Seen: ${shareWords(answers)} answers, ${shareWords(reasons)} reason codes, ${shareWords(transitions)} transitions within reach`;
}

/** How much was sent of the variants of requests: how many requests, and how many of the faults and places that there are. */
export function ofVariants(variants: readonly VariantCoverage[]): {
  readonly sent: number;
  /** The faults that were sent and have shown something. */
  readonly faults: Share;
  /** The places that were varied. */
  readonly places: Share;
  /** How many requests with a fault proved nothing. */
  readonly inconclusive: number;
} {
  const faults = variants.flatMap((coverage) => coverage.faults);
  const places = variants.flatMap((coverage) => coverage.places);
  const tried = faults.filter(({ state }) => state !== 'not-sent' && state !== 'inconclusive');
  return {
    sent: variants.reduce((sum, coverage) => sum + coverage.sent, 0),
    faults: { seen: tried.length, within: faults.length },
    places: { seen: places.filter(({ edits }) => edits.length > 0).length, within: places.length },
    inconclusive: variants.reduce((sum, { faulty }) => sum + faulty.inconclusive, 0),
  };
}

/** What was sent of the variants in one sentence; nothing where none was. */
export function variantWords({ variants }: Coverage): string | undefined {
  const { sent, faults, places, inconclusive } = ofVariants(variants);
  if (sent === 0) return undefined;
  const unproven = inconclusive > 0 ? `; ${inconclusive} inconclusive` : '';
  return `Sent: ${count(sent, 'request variant')}, with ${shareWords(faults)} faults tried and ${shareWords(places)} places varied${unproven}`;
}

/** A share as `12 of 17`. */
export function shareWords({ seen, within }: Share): string {
  return `${seen} of ${within}`;
}

/** How a sighting is shown: never by colour alone, always with a sign and a word. */
export function sightingWords({ state, times }: Sighting): { readonly symbol: string; readonly word: string } {
  if (state === 'seen') return { symbol: '✓', word: times === 1 ? 'once' : `${times} times` };
  return state === 'not-seen' ? { symbol: '○', word: 'not seen' } : { symbol: '–', word: 'out of reach' };
}
