/** What looking at one thing that a run needs has shown. */
export interface Diagnosis {
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** `failed` stands in the way of a run; `doubtful` may; `unseen` could not be looked at. */
  readonly outcome: 'well' | 'doubtful' | 'failed' | 'unseen';
  /** What was found. */
  readonly found: string;
  /** What to do about it; there wherever all is not well. */
  readonly advice?: string;
}

export const well = (about: string, found: string): Diagnosis => ({ about, outcome: 'well', found });
export const doubtful = (about: string, found: string, advice: string): Diagnosis => ({
  about,
  outcome: 'doubtful',
  found,
  advice,
});
export const failed = (about: string, found: string, advice: string): Diagnosis => ({
  about,
  outcome: 'failed',
  found,
  advice,
});
export const unseen = (about: string, found: string, advice: string): Diagnosis => ({
  about,
  outcome: 'unseen',
  found,
  advice,
});
