import { shortened } from '../../text.ts';
import { markup, type Markup } from '../markup.ts';
import { findingsAnchor, type Pointer } from '../signs.ts';

/** The measures of a drawing along time, in its own units: about a pixel each where the page is wide. */
export const WIDTH = 1000;
/** Where time begins; the names of the lanes stand before it. */
export const LEFT = 142;
/** Where time ends; what is written about its last moment stands behind it. */
export const RIGHT = 800;

/** About how wide a character is. */
export const CHARACTER = 7.1;

/** A place, short. */
export function at(place: number): number {
  return Math.round(place * 10) / 10;
}

/** The name of a lane. */
export function laneName(words: string, y: number): Markup {
  return markup`<text class="lane" x="0" y="${at(y + 4)}">${words}</text>`;
}

/** A lane. */
export function line(y: number): Markup {
  return markup`<path class="line" d="M${LEFT - 10} ${at(y)}H${RIGHT + 20}" />`;
}

/** A link to what was found, in its place. */
export function linkTo(pointers: readonly Pointer[], x: number, y: number): Markup | false {
  const [first] = pointers;
  return (
    first !== undefined &&
    markup`<a class="pointer ${first.mark}" href="#${findingsAnchor(first.requirement)}"><text x="${at(x)}" y="${at(y)}">${shortened(first.requirement, 28)}${pointers.length > 1 && ` +${pointers.length - 1}`}</text></a>`
  );
}
