import { shortened, visible } from '../text.ts';

const MARKUP: unique symbol = Symbol('markup');

/** HTML that is safe to put into a page: nothing from outside can make one, since the key is a symbol that no JSON holds. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What a template takes: text is escaped, markup is not, nothing shows as nothing. */
export type Piece = string | number | undefined | false | Markup | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const SPECIAL = /[&<>"'`]/;

/** Text for any place of a page: as content or in a quoted attribute. Hidden characters appear as signs. */
export function escaped(text: string): string {
  const shown = visible(text);
  return SPECIAL.test(shown) ? shown.replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '') : shown;
}

/** The only way to write HTML here: a tagged template that escapes whatever is put into it. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += textOf(piece) + (strings[index + 1] ?? '');
  return { [MARKUP]: text };
}

/** Our own style and script: put into the page as they are. Never for anything that was recorded. */
export function verbatim(ours: string): Markup {
  return { [MARKUP]: ours };
}

/** Nothing that a supplier makes long makes the page long: a longer piece of text is cut, in characters. */
const LONGEST = 30_000;

/** The HTML as text. */
export function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string') return escaped(shortened(piece, LONGEST));
  if (typeof piece === 'number') return String(piece);
  if (MARKUP in piece) return piece[MARKUP];
  return piece.map(textOf).join('');
}
