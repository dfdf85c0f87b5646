import { grouped } from '../../../specs/grouped.ts';
import { shortened } from '../../text.ts';
import { worstOf, type Found } from '../found.ts';
import type { Mark as Weight } from '../../ledger.ts';
import { markup, type Markup } from '../markup.ts';
import type { Pointer } from '../signs.ts';
import type { Moment } from '../timeline.ts';
import type { Absence } from './absences.ts';
import { levelled, spread } from './flags.ts';
import { at, CHARACTER, laneName, LEFT, line, linkTo, RIGHT } from './paper.ts';
import type { TimeScale } from './time-scale.ts';

/** The delivery of a KCI. */
export type KciMoment = Extract<Moment, { kind: 'kci' }>;

/** How far two KCIs are apart at least. */
const APART = 23;

/** What is written beside a KCI, and what was found in it. */
interface Words {
  readonly lines: readonly string[];
  readonly pointers: readonly Pointer[];
  /** The number of the event that it repeats. */
  readonly repeats?: number;
  readonly worst?: Weight | undefined;
}

const NO_WORDS: Words = { lines: [], pointers: [] };

/** A thing on the lane of KCIs: one that came, or the place where one is missing. */
export interface Mark {
  readonly mono: number;
  readonly moment?: KciMoment;
  readonly absence?: Absence;
}

/** The lane of KCIs: by arrival, each with what it says; above it by number where they came in another order. */
export function kciLane(
  marks: readonly Mark[],
  dots: readonly KciMoment[],
  absences: readonly Absence[],
  scale: TimeScale,
  found: Found,
  top: number,
): { readonly drawing: Markup; readonly bottom: number } {
  const places = spread(
    marks.map(({ mono: time }) => scale.x(time)),
    APART,
    RIGHT + 40,
  );
  const placeOf = new Map(marks.map(({ moment }, index) => [moment, places[index] ?? LEFT]));
  const crossing = crossings(marks, placeOf, top + 12);
  const y = top + (crossing ? 52 : 14);
  const copies = marks.flatMap(({ moment }) => (moment?.like?.isSame ? [moment] : []));
  const again = grouped(copies, ({ like }) => like?.event);
  const texts = marks.map((mark) => textsOf(mark, found, again));
  const flags = texts.map(({ lines, pointers }, index) => ({
    x: places[index] ?? LEFT,
    width:
      lines.length === 0
        ? 0
        : Math.max(
            ...lines.map((words) => words.length * CHARACTER),
            ...pointers.slice(0, 1).map(({ requirement }) => (requirement.length + 3) * CHARACTER),
          ) + 6,
    height: lines.length === 0 ? 0 : (lines.length + (pointers.length > 0 ? 1 : 0)) * 15 + 5,
  }));
  const { offsets, height } = levelled(flags);
  const hasDots = dots.length > 0;
  const below = y + (hasDots ? 46 : 16);
  const drawing = markup`<g>
    ${laneName('KCIs', y)}${line(y)}
    ${absences.map((absence) => wait(absence, scale, y))}
    ${crossing}
    ${hasDots && markup`<g class="dots">${dots.map(({ event }) => markup`<circle cx="${at(scale.x(event.mono))}" cy="${y + 20}" r="2.2" />`)}</g><text class="soft" x="${LEFT}" y="${y + 36}" text-anchor="start">and ${dots.length} more, told in the list</text>`}
    ${marks.map((mark, index) => {
      const x = places[index] ?? LEFT;
      const { lines, pointers, repeats, worst = worstOf(pointers) } = texts[index] ?? NO_WORDS;
      const start = below + (offsets[index] ?? 0) + 10;
      const origin =
        repeats === undefined ? undefined : marks.find(({ moment }) => moment?.event.seq === repeats)?.moment;
      const from = origin && placeOf.get(origin);
      return markup`${lines.length > 0 && markup`<path class="pole" d="M${at(x)} ${y + 10}V${at(start + (lines.length - 1) * 15)}" />`}
        ${from !== undefined && markup`<path class="again" d="M${at(from)} ${y - 11}C${at(from)} ${y - 26} ${at(x)} ${y - 26} ${at(x)} ${y - 11}" />`}
        ${disc(mark, x, y, worst)}
        ${lines.map((words, row) => markup`<text class="${row === 0 ? 'strong' : 'soft'}" x="${at(x + 5)}" y="${at(start + row * 15)}">${words}</text>`)}
        ${linkTo(pointers, x + 5, start + lines.length * 15)}`;
    })}
  </g>`;
  return { drawing, bottom: below + height + 4 };
}

/** What is written beside a KCI, or beside the place of one that is missing. */
function textsOf(
  { moment, absence }: Mark,
  found: Found,
  again: ReadonlyMap<number | undefined, readonly KciMoment[]>,
): Words {
  if (absence)
    return {
      lines: [`no KCI within ${absence.within}`, shortened(absence.expected, 27)],
      pointers: [{ requirement: absence.requirement, mark: absence.mark }],
    };
  if (!moment) return { lines: [], pointers: [] };
  const { kci, like, event } = moment;
  const pointers = found.get(event.seq) ?? [];
  const { answer } = kci.event;
  const refusal = 'dropped' in answer ? 'cut off' : answer.status >= 300 ? `we said ${answer.status}` : undefined;
  const reason = shortened(kci.reasonCode ?? 'no reason code', 24);
  const status = shortened(kci.status ?? 'no status', 24);
  const refused = refusal === undefined ? [] : [refusal];
  if (!like?.isSame) return { lines: [reason, status, ...refused], pointers };
  // Of many copies only the last is written out.
  const copies = again.get(like.event) ?? [];
  if (copies.at(-1) !== moment) return { lines: [], pointers: [], repeats: like.event, worst: worstOf(pointers) };
  const times = copies.length > 1 ? ` ×${copies.length}` : '';
  return {
    lines: [`${reason} again${times}`, ...refused],
    pointers,
    repeats: like.event,
  };
}

function disc({ moment, absence }: Mark, x: number, y: number, worst: string | undefined): Markup {
  if (!moment)
    return markup`<g class="missing ${absence?.mark ?? ''}"><title>${absence && `${absence.expected} within ${absence.within}: ${absence.actual}`}</title><circle cx="${at(x)}" cy="${y}" r="10.5" /><text x="${at(x)}" y="${y + 4}" text-anchor="middle">?</text></g>`;
  const { kci, like } = moment;
  const { answer } = kci.event;
  const isRefused = 'dropped' in answer || answer.status >= 300;
  const number = shortened(String(kci.sequenceNumber ?? '–'), 4);
  return markup`<g class="kci ${worst ?? ''}${like?.isSame && ' repeat'}"><title>KCI ${number}, event ${kci.event.seq}: ${shortened(kci.reasonCode ?? 'no reason code', 60)}, ${shortened(kci.status ?? 'no status', 60)}${kci.problemCode !== undefined && `, ${shortened(kci.problemCode, 60)}`}</title><circle cx="${at(x)}" cy="${y}" r="10.5" /><text class="${number.length > 2 ? 'narrow' : ''}" x="${at(x)}" y="${y + 4}" text-anchor="middle">${number}</text>${isRefused && markup`<g class="turned-away"><circle cx="${at(x + 9)}" cy="${y - 9}" r="5.5" /><path d="M${at(x + 6.7)} ${y - 11.3}l4.6 4.6m0-4.6l-4.6 4.6" /></g>`}</g>`;
}

/** How long something was waited for, and until when it was due. */
function wait({ since, due, within, mark, late }: Absence, scale: TimeScale, y: number): Markup {
  const end = scale.x(due);
  return markup`<g class="wait ${mark}"><path d="M${at(scale.x(since))} ${y}H${at(end)}" />${late !== undefined && markup`<path class="due" d="M${at(end)} ${y - 16}V${y + 14}" /><text x="${at(end)}" y="${y - 19}" text-anchor="middle">due within ${within}</text>`}</g>`;
}

/** Lines from where each KCI belongs by its number to where it came; nothing where all came in order. */
function crossings(
  marks: readonly Mark[],
  placeOf: ReadonlyMap<KciMoment | undefined, number>,
  y: number,
): Markup | undefined {
  const came = marks.flatMap(({ moment }) =>
    moment && !moment.like && moment.kci.sequenceNumber !== undefined ? [moment] : [],
  );
  const numbered = came.toSorted((a, b) => (a.kci.sequenceNumber ?? 0) - (b.kci.sequenceNumber ?? 0));
  if (numbered.every((moment, index) => moment === came[index])) return undefined;
  return markup`<g class="crossing">${laneName('by number', y)}
    ${numbered.map((moment, index) => {
      const from = placeOf.get(came[index]) ?? LEFT;
      const to = placeOf.get(moment) ?? LEFT;
      return markup`<path class="${from === to ? '' : 'crossed'}" d="M${at(from)} ${y + 6}L${at(to)} ${y + 29}" /><text x="${at(from)}" y="${y + 3}" text-anchor="middle">${shortened(String(moment.kci.sequenceNumber), 4)}</text>`;
    })}
  </g>`;
}
