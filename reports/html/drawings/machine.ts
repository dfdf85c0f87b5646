import { isTerminal } from '../../../specs/lifecycle.ts';
import { LIFECYCLES, lifecycleOf } from '../../../specs/lifecycles.ts';
import { PROBLEM_ENDINGS } from '../../../specs/problem-lifecycle.ts';
import type { LifecycleCoverage, TransitionCoverage } from '../../../checks/coverage.ts';
import { shortened } from '../../text.ts';
import { eventAnchor, type Chronicle } from '../chronicle.ts';
import { worstOf } from '../found.ts';
import { markup, type Markup } from '../markup.ts';
import { findingsAnchor } from '../signs.ts';
import { MACHINE_PLACES } from './machine-places.ts';
import { at } from './paper.ts';
import { statusClass } from './statuses.ts';

/** An arrow of the drawing: a change of status, by KCIs and by answers. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What KCIs told of it, where the life knows it or they did. */
  readonly told?: TransitionCoverage;
  /** How often an answer brought it about, and the first event of those. */
  answered: number;
  first?: number;
}

const ROOM = 100;
const BOX = { width: 86, height: 52 };
/** How high an arrow rises over its statuses: a little, and more for each status that it passes. */
const RISE = { least: 20, each: 17 };

/** How large the drawing stands on the page, where there is room. */
const SCALE = 0.89;

/** What a status that no place is kept for comes to: the supplier's own, of which there may be any number. */
const STRANGERS_DRAWN = 3;

/** The life of a kind of thing: its statuses, the steps from one to another that were seen, and those that were not. */
export function drawMachine(coverage: LifecycleCoverage, chronicle: Chronicle): Markup {
  const arrows = arrowsOf(coverage, chronicle);
  const known = MACHINE_PLACES[coverage.lifecycle] ?? [];
  const used = new Set([
    ...arrows.flatMap(({ from, to }) => [from, to]),
    ...coverage.transitions.flatMap(({ from, to }) => [from, to]),
  ]);
  const strange = [...used].filter((status) => !known.includes(status));
  const statuses = [...known.filter((status) => used.has(status)), ...strange.slice(0, STRANGERS_DRAWN)];
  const places = new Map(statuses.map((status, index) => [status, index]));
  const drawn = arrows.filter(({ from, to }) => from !== to && places.has(from) && places.has(to));
  const spans = (forward: boolean) =>
    Math.max(0, ...drawn.map(({ from, to }) => spanOf(from, to, places) * (forward ? 1 : -1)));
  const above = spans(true) > 0 ? RISE.least + RISE.each * spans(true) + 14 : 8;
  const below = spans(false) > 0 ? RISE.least + RISE.each * spans(false) + 14 : 8;
  const width = statuses.length * ROOM;
  const stays = new Map(coverage.transitions.filter(({ from, to }) => from === to).map((one) => [one.from, one]));
  const isSeen = ({ told, answered }: Arrow) => answered > 0 || told?.state === 'seen';
  // What was not seen lies below what was.
  const ordered = [...drawn.filter((arrow) => !isSeen(arrow)), ...drawn.filter(isSeen)];
  const ends = endsOf(drawn, places);
  const seen = drawn.filter(isSeen).length;
  return markup`<div class="scroll machine-box" role="region" tabindex="0" aria-label="${coverage.title}, drawn: scroll sideways">
    <svg class="drawing machine" width="${Math.round(width * SCALE)}" viewBox="0 0 ${width} ${above + BOX.height + below}" role="group" aria-label="${coverage.title}: ${statuses.length} statuses and ${drawn.length} steps between them, of which ${seen} were seen. The table below tells the same.">
      ${ordered.map((arrow) => line(arrow, ends, above, isSeen(arrow), chronicle))}
      ${statuses.map((status, index) => box(status, index, above, stays.get(status), known.includes(status)))}
      ${ordered.filter(isSeen).map((arrow) => label(arrow, ends, above, chronicle))}
    </svg>
  </div>
  ${strange.length > STRANGERS_DRAWN && markup`<p class="aside">${strange.length - STRANGERS_DRAWN} more statuses were told that nobody knows.</p>`}`;
}

function spanOf(from: string, to: string, places: ReadonlyMap<string, number>): number {
  return (places.get(to) ?? 0) - (places.get(from) ?? 0);
}

/** The arrows: the steps of the life and those that KCIs told, and what answers and the retailer's requests brought about. */
function arrowsOf({ lifecycle, transitions }: LifecycleCoverage, { views }: Chronicle): readonly Arrow[] {
  const own = LIFECYCLES.find(({ id }) => id === lifecycle);
  const arrows = new Map<string, Arrow>(
    transitions.map((told) => [`${told.from} ${told.to}`, { from: told.from, to: told.to, told, answered: 0 }]),
  );
  for (const [{ stream }, { sights }] of views) {
    if (lifecycleOf(stream.subject.kind, stream.subject.variant) !== own) continue;
    let before: string | undefined;
    for (const sight of sights) {
      const from = before;
      if (!sight.added) before = sight.status;
      if (sight.kci || sight.added || from === undefined) continue;
      const key = `${from} ${sight.status}`;
      const arrow = arrows.get(key) ?? { from, to: sight.status, answered: 0 };
      arrows.set(key, arrow);
      arrow.answered += 1;
      arrow.first ??= sight.event;
    }
  }
  const known = MACHINE_PLACES[lifecycle] ?? [];
  // What only the gateway shows has no place here.
  return [...arrows.values()].filter(({ told, from, to }) => told || (known.includes(from) && known.includes(to)));
}

/** Where an arrow leaves its status and where it comes in: the longer it is, the nearer to the middle. */
type Ends = ReadonlyMap<
  Arrow,
  { readonly start: number; readonly end: number; readonly rise: number; readonly isForward: boolean }
>;

function endsOf(arrows: readonly Arrow[], places: ReadonlyMap<string, number>): Ends {
  const middle = (status: string) => (places.get(status) ?? 0) * ROOM + ROOM / 2;
  const reach = (arrow: Arrow) => Math.abs(spanOf(arrow.from, arrow.to, places));
  const isForward = (arrow: Arrow) => spanOf(arrow.from, arrow.to, places) > 0;
  const half = BOX.width / 2 - 5;
  const offset = (arrow: Arrow, all: readonly Arrow[]) => {
    const sorted = all.toSorted((a, b) => reach(b) - reach(a));
    return ((sorted.indexOf(arrow) + 1) / (sorted.length + 1)) * half;
  };
  return new Map(
    arrows.map((arrow) => {
      const side = isForward(arrow) ? 1 : -1;
      const alike = arrows.filter((other) => isForward(other) === isForward(arrow));
      const start =
        middle(arrow.from) +
        side *
          offset(
            arrow,
            alike.filter(({ from }) => from === arrow.from),
          );
      const end =
        middle(arrow.to) -
        side *
          offset(
            arrow,
            alike.filter(({ to }) => to === arrow.to),
          );
      return [arrow, { start, end, rise: RISE.least + RISE.each * reach(arrow), isForward: side > 0 }];
    }),
  );
}

/** How an arrow is to be read: as one that the life knows, or as one that it does not. */
function kindOf({ told, from, answered, first }: Arrow, { found }: Chronicle): string {
  if (!told) return 'by-answer';
  if (told.state === 'seen' && told.undescribed) {
    if (isTerminal(from) || PROBLEM_ENDINGS.includes(from)) return 'failed';
    return worstOf(found.get(told.first ?? first ?? 0) ?? []) === 'failed' ? 'failed' : 'warned';
  }
  if (told.state === 'seen') return 'seen';
  return answered > 0 ? 'by-answer' : told.state;
}

function line(arrow: Arrow, ends: Ends, top: number, isSeen: boolean, chronicle: Chronicle): Markup {
  const { start, end, rise, isForward } = ends.get(arrow) ?? { start: 0, end: 0, rise: 0, isForward: true };
  const y = isForward ? top : top + BOX.height;
  const side = isForward ? -1 : 1;
  const tip = y + side * 2;
  const bend = y + (side * rise) / 0.75;
  const times = timesOf(arrow);
  const thickness = isSeen ? at(Math.min(5, 1.3 + Math.log2(1 + times) * 0.55)) : 1;
  return markup`<g class="step ${kindOf(arrow, chronicle)}"><title>${titleOf(arrow)}</title><path class="shaft" stroke-width="${thickness}" d="M${at(start)} ${y}C${at(start)} ${at(bend)} ${at(end)} ${at(bend)} ${at(end)} ${at(tip + side * 6)}" /><path class="head" d="M${at(end)} ${at(tip)}l-3.6 ${side * 8}h7.2z" /></g>`;
}

/** How often an arrow is told to have been seen: by KCIs, or where none told it by answers. */
function timesOf({ told, answered }: Arrow): number {
  return told && told.times > 0 ? told.times : answered;
}

function titleOf({ from, to, told, answered }: Arrow): string {
  const reasons =
    told?.reasons.filter(({ state }) => state === 'seen').map(({ reason }) => shortened(reason, 40)) ?? [];
  const possible = told?.reasons.map(({ reason }) => reason) ?? [];
  const how = [
    ...(told && told.times > 0 ? [`${told.times} by KCIs (${reasons.slice(0, 8).join(', ')})`] : []),
    ...(answered > 0 ? [`${answered} by answers`] : []),
    ...(told?.undescribed ? ['not described'] : []),
    ...(told && told.times === 0 && answered === 0
      ? [`${told.state === 'not-seen' ? 'not seen' : 'out of reach'}; by ${possible.join(', ')}`]
      : []),
  ];
  return `${shortened(from, 40)} to ${shortened(to, 40)}: ${how.join(', ')}`;
}

/** How often a step was seen, on the height of its arrow; it leads to what was found, or else to the first time. */
function label(arrow: Arrow, ends: Ends, top: number, chronicle: Chronicle): Markup {
  const { start, end, rise, isForward } = ends.get(arrow) ?? { start: 0, end: 0, rise: 0, isForward: true };
  const kind = kindOf(arrow, chronicle);
  const x = (start + end) / 2;
  const y = isForward ? top - rise : top + BOX.height + rise;
  const words = String(timesOf(arrow));
  const width = words.length * 7.2 + 12;
  const first = arrow.told?.first ?? arrow.first ?? 0;
  const [pointer] = kind === 'failed' || kind === 'warned' ? (chronicle.found.get(first) ?? []) : [];
  const pill = markup`<rect x="${at(x - width / 2)}" y="${at(y - 8.5)}" width="${at(width)}" height="17" rx="8.5" /><text x="${at(x)}" y="${at(y + 4)}" text-anchor="middle">${words}</text>`;
  const target = pointer
    ? findingsAnchor(pointer.requirement)
    : chronicle.places.has(first)
      ? eventAnchor(first)
      : undefined;
  return target === undefined
    ? markup`<g class="times ${kind}"><title>${titleOf(arrow)}</title>${pill}</g>`
    : markup`<a class="times ${kind}" href="#${target}" aria-label="${words} times, ${titleOf(arrow)}"><title>${titleOf(arrow)}</title>${pill}</a>`;
}

function box(
  status: string,
  index: number,
  top: number,
  stay: TransitionCoverage | undefined,
  isKnown: boolean,
): Markup {
  const x = index * ROOM + (ROOM - BOX.width) / 2;
  const isEnd = isTerminal(status) || PROBLEM_ENDINGS.includes(status);
  const rows = twoRows(isKnown ? status : shortened(status, 22));
  const stays = stay && stay.times > 0 ? `stays ${stay.times}×` : undefined;
  const lines = [...rows, ...(stays === undefined ? [] : [stays])];
  const first = top + BOX.height / 2 + 4 - ((lines.length - 1) * 14) / 2;
  return markup`<g class="status ${statusClass(status)}${isEnd && ' end'}${!isKnown && ' strange'}">${!isKnown && markup`<title>no status of this name is known</title>`}<rect x="${at(x)}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="9" />${isEnd && markup`<rect class="inner" x="${at(x + 3)}" y="${top + 3}" width="${BOX.width - 6}" height="${BOX.height - 6}" rx="6.5" />`}${lines.map((words, row) => markup`<text class="${words === stays ? 'stays' : ''}" x="${at(x + BOX.width / 2)}" y="${at(first + row * 14)}" text-anchor="middle">${words}</text>`)}</g>`;
}

/** A name in at most two rows, broken after an underscore near its middle. */
function twoRows(name: string): readonly string[] {
  if (name.length <= 12) return [name];
  const breaks = [...name.matchAll(/_/g)].map(({ index }) => index + 1);
  const middle = breaks.toSorted((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? [name.slice(0, 12), name.slice(12)] : [name.slice(0, middle), name.slice(middle)];
}
