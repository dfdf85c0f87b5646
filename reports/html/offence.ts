import type { Violation } from '../../checks/check.ts';

/** What a finding speaks of, so that it can be marked where it stands in a message. */
export interface Offence {
  /** JSON paths of a body, such as `/sites[0]/name`. */
  readonly paths: readonly string[];
  /** Names of members and codes that it mentions, where it names no path: `committedDate`, `ORDER_REJECTED`. */
  readonly words: ReadonlySet<string>;
  /** Names of headers in lower case. */
  readonly headers: ReadonlySet<string>;
}

/** The offence of a message that shows nothing wrong. */
export const INNOCENT: Offence = { paths: [], words: new Set(), headers: new Set() };

/** Nothing beyond this is looked through, in characters: what a finding is about stands at its beginning. */
const READ = 20_000;

/** A finding that names more than this names nothing in particular. */
const MOST_WORDS = 24;

/** What the words of a violation speak of. */
export function offenceOf({ expected, actual }: Violation): Offence {
  const text = `${expected.slice(0, READ)} ${actual.slice(0, READ)}`;
  const paths = pathsIn(text);
  const found = [...text.matchAll(/\b(?:[a-z]+[A-Z]\w*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{4,}|status|sequence)\b/g)].map(
    ([word]) => (word === 'sequence' ? 'sequenceNumber' : word),
  );
  const headers = [...text.matchAll(/\b[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+\b|\bAuthorization\b/g)].map(([name]) =>
    name.toLowerCase(),
  );
  return {
    paths,
    words: new Set(paths.length > 0 ? [] : found.slice(0, MOST_WORDS)),
    headers: new Set(headers.slice(0, MOST_WORDS)),
  };
}

/** The JSON paths in a text: `body/a/b[0]: one of A, B` speaks of `/a/b[0]`. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\w/])body((?:\/[^\s/:,;()[\]]+|\[\d+\])+)/g)].map(([, path]) => path ?? '');
}
