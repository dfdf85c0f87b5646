import { SIGNS, type Mark } from '../../ledger.ts';
import { count } from '../../text.ts';
import type { Night } from '../../trend.ts';
import { when } from '../../trend-words.ts';
import { markup, type Markup } from '../markup.ts';

/** Up to how many runs each has a cell of its own; of more, those that are alike and side by side share one. */
const CELLS = 60;

/** How wide the cell of a run is where there is room, in pixels. */
const CELL_WIDTH = 32;

/** How high the cell of each mark is, of ten: what is wrong stands out by more than its colour. */
const HEIGHTS: Readonly<Record<Mark, number>> = {
  failed: 10,
  broken: 10,
  warned: 7.5,
  waived: 6,
  'not-exercised': 5,
  passed: 2.5,
  'not-applicable': 1,
  untested: 1,
};

/** One cell of a strip: how it is coloured, how high it is of ten, and what it says when it is pointed at. */
export interface Cell {
  readonly look: string;
  readonly height: number;
  readonly says: string;
}

/** A row of cells, one a run, the oldest first; runs without one leave a gap. `label` says the same in words. */
export function cellStrip(
  nights: readonly Night[],
  cells: readonly (Cell | undefined)[],
  label: string,
  tall?: boolean,
): Markup {
  const merges = nights.length > CELLS;
  const pieces: Markup[] = [];
  for (let start = 0; start < cells.length;) {
    const cell = cells[start];
    const other = merges ? cells.findIndex((next, index) => index > start && !isAlike(cell, next)) : start + 1;
    const end = other < 0 ? cells.length : other;
    if (cell) pieces.push(piece(cell, start, end, nights, merges));
    start = end;
  }
  const height = tall ? 56 : 20;
  return markup`<svg class="cells" role="img" aria-label="${label}" viewBox="0 0 ${nights.length} 10" preserveAspectRatio="none" width="${nights.length * CELL_WIDTH}" height="${height}">${pieces}</svg>`;
}

function isAlike(one: Cell | undefined, other: Cell | undefined): boolean {
  return one?.look === other?.look && one?.height === other?.height && one?.says === other?.says;
}

function piece(
  { look, height, says }: Cell,
  start: number,
  end: number,
  nights: readonly Night[],
  merged: boolean,
): Markup {
  const [first, last] = [nights[start], nights[end - 1]];
  const run = when(first?.startedAt ?? '');
  const runs = end - start;
  const title = runs === 1 ? run : `${run} to ${when(last?.startedAt ?? '')}, ${count(runs, 'run')}`;
  const width = merged ? runs : 0.84;
  const shown = Math.max(0.3, Math.min(10, height));
  return markup`<rect class="fill ${look}" x="${start}" y="${number(10 - shown)}" width="${width}" height="${number(shown)}"><title>${title}: ${says}</title></rect>`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The cell of a mark. A run that has not seen everything is pale, and what it left untried is no news. */
export function markCell(mark: Mark | undefined, { partial }: Night): Cell | undefined {
  if (mark === undefined || (partial !== undefined && mark === 'not-exercised')) return undefined;
  return {
    look: partial === undefined ? mark : `${mark} pale`,
    height: HEIGHTS[mark],
    says: partial === undefined ? SIGNS[mark].word : `${SIGNS[mark].word} (${partial})`,
  };
}

/** What the cells of marks look like. */
export function legend(): Markup {
  const shown: readonly Mark[] = ['failed', 'broken', 'warned', 'waived', 'not-exercised', 'passed', 'not-applicable'];
  return markup`<ul class="key">
    ${shown.map((mark) => markup`<li><svg width="12" height="20" viewBox="0 0 1 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill ${mark}" width="1" y="${10 - HEIGHTS[mark]}" height="${HEIGHTS[mark]}" /></svg> ${SIGNS[mark].word}</li>`)}
    <li><svg width="12" height="20" viewBox="0 0 1 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill failed pale" width="1" height="10" /></svg> pale: of an interrupted or limited run</li>
  </ul>`;
}
