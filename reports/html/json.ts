import { isObject } from '../../specs/json-object.ts';
import { shortened } from '../text.ts';
import { markup, type Markup } from './markup.ts';

/** Deeper levels are not indented any further: a body of a thousand levels stays readable, and small. */
const DEEPEST_INDENT = 16;

/** An object or array of plain values that fits this many characters stays on one line. */
const ONE_LINE = 76;

/** A longer value is shown by its beginning, in characters. */
const LONGEST_VALUE = 2000;

/**
 * JSON laid out for reading, token by token as it was sent: numbers keep their digits, repeated keys stay. `offending` are
 * JSON paths such as `/sites[0]/name` whose lines are marked; of one that does not exist, the nearest that does. `words` are
 * names of members, and values, whose lines are marked.
 * The text must be valid JSON; it is cut off once about `limit` characters are written.
 */
export function laidOut(
  text: string,
  offending: readonly string[],
  limit: number,
  words: ReadonlySet<string> = new Set(),
): { readonly code: Markup; readonly cut: boolean } {
  const value: unknown = offending.length > 0 ? JSON.parse(text) : undefined;
  const marked = new Set(offending.map((path) => nearest(value, path)));
  const lines: Markup[] = [];
  const open: Place[] = [];
  let line: Markup[] = [];
  let isMarked = false;
  let written = 0;
  const endLine = () => {
    if (line.length === 0) return;
    const indent = '  '.repeat(Math.min(open.length, DEEPEST_INDENT));
    lines.push(isMarked ? markup`${indent}<mark>${line}</mark>` : markup`${indent}${line}`);
    written += indent.length;
    line = [];
    isMarked = false;
  };
  const here = () => pathOf(open.at(-1));
  const holdsMarked = () => [...marked].some((path) => path.startsWith(`${here()}/`) || path.startsWith(`${here()}[`));
  for (const token of tokens(text, () => !holdsMarked())) {
    if (written > limit) {
      endLine();
      return { code: joined(lines), cut: true };
    }
    written += Math.min(token.text.length, LONGEST_VALUE) + 1;
    const place = open.at(-1);
    if (token.kind === 'close') {
      endLine();
      open.pop();
      line.push(markup`${token.text}`);
      continue;
    }
    if (token.kind === 'key' && place) place.key = String(JSON.parse(token.text));
    if (['open', 'whole', 'value'].includes(token.kind) && marked.has(here())) isMarked = true;
    if (words.size > 0 && isSpokenOf(token, words)) isMarked = true;
    line.push(codeOf(token));
    if (token.kind === 'open') {
      const path = here();
      endLine();
      open.push({ kind: token.text, path, key: '', index: 0 });
    }
    if (token.kind === 'comma') {
      endLine();
      if (place) place.index += 1;
    }
  }
  endLine();
  return { code: joined(lines), cut: false };
}

interface Place {
  readonly kind: string;
  readonly path: string;
  key: string;
  index: number;
}

function pathOf(place: Place | undefined): string {
  if (!place) return '';
  return place.kind === '{' ? `${place.path}/${place.key}` : `${place.path}[${place.index}]`;
}

interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'key' | 'value' | 'whole';
  readonly text: string;
}

/** The tokens of valid JSON; where it is allowed, a short object or array comes as one. */
function* tokens(text: string, mayBeWhole: () => boolean): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const whole = character === '{' || character === '[' ? wholeAt(text, at) : undefined;
    const end = character === '"' ? endOfString(text, at) : endOfWord(text, at);
    if (/[\s:]/.test(character)) {
      at += 1;
    } else if (whole !== undefined && mayBeWhole()) {
      yield { kind: 'whole', text: whole };
      at += whole.length;
    } else if ('{[}],'.includes(character)) {
      yield { kind: character === ',' ? 'comma' : '{['.includes(character) ? 'open' : 'close', text: character };
      at += 1;
    } else {
      yield { kind: character === '"' && isKey(text, end) ? 'key' : 'value', text: text.slice(at, end) };
      at = end;
    }
  }
}

/** A short object or array without others inside and without escapes; anything less simple is laid out line by line. */
function wholeAt(text: string, at: number): string | undefined {
  const found = /^(?:\{[^{}[\]\\]*\}|\[[^{}[\]\\]*\])/.exec(text.slice(at, at + ONE_LINE))?.[0];
  return found !== undefined && found.split('"').length % 2 === 1 ? found : undefined;
}

function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}

function endOfWord(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && !' \n\r\t,:]}'.includes(text[end] ?? '')) end += 1;
  return end;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && ' \n\r\t'.includes(text[at] ?? '')) at += 1;
  return text[at] === ':';
}

function codeOf(token: Token): Markup {
  const { kind, text } = token;
  switch (kind) {
    case 'key':
      return markup`<b>${shortened(text, LONGEST_VALUE)}</b>: `;
    case 'value':
      return text.length > LONGEST_VALUE
        ? markup`<i>${shortened(text, LONGEST_VALUE)}</i><u>${text.length} characters in all</u>`
        : markup`${text.startsWith('"') ? markup`<i>${text}</i>` : text}`;
    case 'whole': {
      const inside = [...tokens(text.slice(1, -1), () => false)].map((token) =>
        token.kind === 'comma' ? markup`, ` : codeOf(token),
      );
      if (inside.length === 0) return markup`${text[0]}${text.at(-1)}`;
      return text.startsWith('{') ? markup`{ ${inside} }` : markup`[${inside}]`;
    }
    default:
      return markup`${text}`;
  }
}

/** Whether a token is one of the words, in quotes; of what comes as one, whether any in it is. */
function isSpokenOf({ kind, text }: Token, words: ReadonlySet<string>): boolean {
  if (kind === 'whole') return [...words].some((word) => text.includes(`"${word}"`));
  return (kind === 'key' || kind === 'value') && text.startsWith('"') && words.has(text.slice(1, -1));
}

function joined(lines: readonly Markup[]): Markup {
  return markup`${lines.map((line, index) => (index === 0 ? line : markup`\n${line}`))}`;
}

/** The path itself, or of its ancestors the nearest that exists. */
function nearest(value: unknown, path: string): string {
  let here = value;
  let found = '';
  for (const [step, key, index] of path.matchAll(/\/([^/[\]]+)|\[(\d+)\]/g)) {
    here = memberOf(here, key, index);
    if (here === undefined) break;
    found += step;
  }
  return found;
}

function memberOf(value: unknown, key: string | undefined, index: string | undefined): unknown {
  if (index !== undefined) return Array.isArray(value) ? (value as readonly unknown[])[Number(index)] : undefined;
  return key !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
