/**
 * One thing that was looked at in a bundle: `well`, `note` (well, and for whoever decides to know), `open` (could not be checked
 * here), `wrong` (not what was sealed, or what was sealed does not follow).
 */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly state: 'well' | 'note' | 'open' | 'wrong';
  /** What was found, and where; in words that go on after a colon. */
  readonly text: string;
}

/** How many things of one kind are told; a forger who changed all of it need not hear of each. */
const TOLD = 5;

/** Some of many things: the first few, and how many more there are. */
export function someOf(things: readonly string[]): readonly string[] {
  return things.length > TOLD ? [...things.slice(0, TOLD), `and ${things.length - TOLD} more`] : things;
}

/** What is wrong with a matter, at most a few things of it; where nothing is, that it is well. */
export function foundOf(about: string, wrong: readonly string[], well: string): readonly Finding[] {
  if (wrong.length === 0) return [{ about, state: 'well', text: well }];
  return someOf(wrong).map((text) => ({ about, state: 'wrong', text }));
}

/** A finding that something is wrong. */
export function wrong(about: string, text: string): Finding {
  return { about, state: 'wrong', text };
}
