import { shortened } from '../../text.ts';
import { markup, type Markup } from '../markup.ts';
import { levelled } from './flags.ts';
import { at, CHARACTER, laneName, LEFT, RIGHT } from './paper.ts';
import { statusClass } from './statuses.ts';
import type { TimeScale } from './time-scale.ts';

/** From when on something had a status; until the next begins. */
export interface Stretch {
  /** Milliseconds on the run's clock. */
  readonly mono: number;
  readonly status: string;
  /** What there is to say of it beside. */
  readonly remark?: string;
}

/** A band in the colours of statuses, and where it begins and ends. */
export interface Band {
  readonly drawing: Markup;
  readonly top: number;
  readonly bottom: number;
}

const HEIGHT = 20;
/** The most stretches of a band. */
const STRETCHES = 60;
/** A status whose stretch is shorter is still drawn so wide. */
const NARROWEST = 2;

/** A band of statuses over time. With `isWhole`, names that do not fit into their stretches are written below it. */
export function bandOf(
  name: string,
  stretches: readonly Stretch[],
  scale: TimeScale,
  top: number,
  isWhole: boolean,
): Band {
  const merged: Stretch[] = [];
  for (const stretch of stretches) if (merged.at(-1)?.status !== stretch.status) merged.push(stretch);
  // What changes more often is told in the list.
  merged.splice(STRETCHES);
  const end = RIGHT + 20;
  const placed = merged.map((stretch, index) => {
    const next = merged[index + 1];
    const from = scale.x(stretch.mono);
    const to = next ? scale.x(next.mono) : Math.max(end, from + NARROWEST);
    const words = shortened(stretch.status, 24);
    return {
      ...stretch,
      words,
      from,
      width: Math.max(to - from, NARROWEST),
      fits: words.length * CHARACTER + 10 <= to - from,
    };
  });
  const outside = isWhole ? placed.filter(({ fits }) => !fits) : [];
  const { offsets, height } = levelled(
    outside.map(({ from, words }) => ({ x: from, width: words.length * CHARACTER + 8, height: 15 })),
  );
  const drawing = markup`<g class="band">
    ${laneName(name, top + HEIGHT / 2)}
    ${placed.length === 0 && markup`<text class="soft" x="${LEFT}" y="${at(top + 14)}">nothing</text>`}
    ${placed.map(
      ({ from, width, words, fits, status, remark }) =>
        markup`<g class="${statusClass(status)}"><title>${words}${remark !== undefined && `: ${remark}`}</title><rect x="${at(from)}" y="${at(top)}" width="${at(width)}" height="${HEIGHT}" />${fits && markup`<text x="${at(from + 5)}" y="${at(top + 14)}">${words}</text>`}</g>`,
    )}
    ${outside.map(({ from, words }, index) => markup`<path class="pole" d="M${at(from + 1)} ${at(top + HEIGHT)}v${at(10 + (offsets[index] ?? 0))}" /><text class="soft" x="${at(from + 5)}" y="${at(top + HEIGHT + 13 + (offsets[index] ?? 0))}">${words}</text>`)}
  </g>`;
  return { drawing, top, bottom: top + HEIGHT + (outside.length > 0 ? height + 4 : 0) };
}
