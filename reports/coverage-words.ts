import { shareOf, type Coverage, type Share, type Sighting } from '../checks/coverage.ts';

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

/** A share as `12 of 17`. */
export function shareWords({ seen, within }: Share): string {
  return `${seen} of ${within}`;
}

/** How a sighting is shown: never by colour alone, always with a sign and a word. */
export function sightingWords({ state, times }: Sighting): { readonly symbol: string; readonly word: string } {
  if (state === 'seen') return { symbol: '✓', word: times === 1 ? 'once' : `${times} times` };
  return state === 'not-seen' ? { symbol: '○', word: 'not seen' } : { symbol: '–', word: 'out of reach' };
}
