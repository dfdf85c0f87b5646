import type { Sight, TenantView } from '../../../checks/tenant-view.ts';
import { count, duration, shortened } from '../../text.ts';
import { markup, type Markup } from '../markup.ts';
import { worstOf, type Found } from '../found.ts';
import type { Moment, Story } from '../timeline.ts';
import type { Absence } from './absences.ts';
import { bandOf, type Stretch } from './bands.ts';
import { levelled, spread, type Flag } from './flags.ts';
import { kciLane, type KciMoment, type Mark } from './kci-lane.ts';
import { at, CHARACTER, laneName, LEFT, line, linkTo, RIGHT, WIDTH } from './paper.ts';
import { timeScale, type TimeScale } from './time-scale.ts';

/** What an order is drawn from. */
export interface Drawn {
  readonly story: Story;
  readonly name: string;
  readonly found: Found;
  readonly absences: readonly Absence[];
  readonly view: TenantView;
}

/** The most KCIs that are drawn with all that they say; of a flood only some are, and the rest are dots. */
const WRITTEN = 24;
const WRITTEN_OF_A_FLOOD = 12;
/** The most places of missing KCIs, of consequences for the retailer, and of requests, each. */
const MISSING = 6;
const ALARMS = 12;
const ASKED = 40;
/** The room that an answer and the time that it took need. */
const DELAY_ROOM = 105;
/** The most dots. */
const DOTS = 240;

type Exchanged = Exclude<Moment, KciMoment>;

/**
 * An order along its time: what was asked, what was answered, what was volunteered and what was not, the status that it had, and
 * the one that its retailer would have seen. For a page with room; the list of its moments tells the same.
 */
export function drawOrder({ story, name, found, absences, view }: Drawn): Markup {
  const { moments } = story;
  const kcis = moments.filter((moment) => moment.kind === 'kci');
  const written = writtenOf(kcis, found);
  const dots = kcis.filter((moment) => !written.includes(moment)).slice(0, DOTS);
  const none = absences.filter(({ late }) => late === undefined).slice(0, MISSING);
  const scale = timeScale(
    [...moments.map(({ event }) => event.mono), ...absences.map(({ due }) => due), ...view.sights.map((s) => s.mono)],
    LEFT,
    RIGHT - LEFT,
  );
  const marks: readonly Mark[] = [
    ...written.map((moment) => ({ mono: moment.event.mono, moment })),
    ...none.map((absence) => ({ mono: absence.due, absence })),
  ].sort((a, b) => a.mono - b.mono);
  const asked = askedLane(
    moments.filter((moment) => moment.kind !== 'kci'),
    scale,
    found,
  );
  const lane = kciLane(marks, dots, absences, scale, found, asked.bottom + 14);
  const told = bandOf('Status told', toldStretches(moments), scale, lane.bottom + 6, false);
  const seen = bandOf('Retailer sees', seenStretches(view.sights), scale, told.bottom + 8, true);
  const alarms = view.consequences.slice(0, ALARMS).flatMap(({ seen: events, words }) => {
    const sight = view.sights.find(({ event }) => events.includes(event));
    const mono = sight?.mono ?? moments.find(({ event }) => events.includes(event.seq))?.event.mono;
    return mono === undefined ? [] : [{ x: scale.x(mono), words }];
  });
  const height = seen.bottom + 8;
  return markup`<svg class="drawing order-drawing" viewBox="0 0 ${WIDTH} ${at(height)}" role="group" aria-label="${name} over time: ${describe(story, absences)}. The list below tells the same.">
    <desc>${describe(story, absences)}</desc>
    ${axis(scale, height - 6)}${asked.drawing}${lane.drawing}${told.drawing}${seen.drawing}
    ${alarms.map(({ x, words }) => markup`<path class="alarm" d="M${at(x)} ${at(seen.top - 5)}l5 5l-5 5l-5-5z"><title>${words}</title></path>`)}
  </svg>`;
}

function describe({ moments, status }: Story, absences: readonly Absence[]): string {
  const kcis = moments.filter(({ kind }) => kind === 'kci').length;
  const asked = moments.filter(({ kind }) => kind === 'request').length;
  const missing = absences.filter(({ late }) => late === undefined).length;
  return [
    count(asked, 'request'),
    count(kcis, 'KCI'),
    ...(missing > 0 ? [`${count(missing, 'KCI')} missing`] : []),
    ...(status === undefined ? [] : [`last status ${shortened(status, 40)}`]),
  ].join(', ');
}

/** The KCIs that are written out: all of a few; of many, those in which something was found and then the first. */
function writtenOf(kcis: readonly KciMoment[], found: Found): readonly KciMoment[] {
  if (kcis.length <= WRITTEN) return kcis;
  const stained = kcis.filter(({ event }) => found.has(event.seq)).slice(0, WRITTEN_OF_A_FLOOD / 2);
  const last = kcis.slice(-2);
  const first = kcis.filter((moment) => !stained.includes(moment) && !last.includes(moment));
  const chosen = new Set([...stained, ...last, ...first].slice(0, WRITTEN_OF_A_FLOOD));
  return kcis.filter((moment) => chosen.has(moment));
}

function axis({ ticks, breaks }: TimeScale, bottom: number): Markup {
  return markup`<g class="axis" aria-hidden="true">
    ${ticks.map(({ x, words }) => markup`<path d="M${at(x)} 20V${at(bottom)}" /><text x="${at(x)}" y="14" text-anchor="middle">${words}</text>`)}
    ${breaks.map(({ from, to, words }) => {
      const middle = (from + to) / 2;
      return markup`<rect class="gap" x="${at(middle - 4)}" y="20" width="8" height="${at(bottom - 20)}" /><path class="cut" d="M${at(middle - 5)} ${at(bottom)}V20M${at(middle + 5)} 20V${at(bottom)}" /><text class="cut" x="${at(middle)}" y="14" text-anchor="middle">${words}</text>`;
    })}
  </g>`;
}

/** The lanes of what was asked and what was answered, each request tied to its answer. */
function askedLane(
  moments: readonly Exchanged[],
  scale: TimeScale,
  found: Found,
): { readonly drawing: Markup; readonly bottom: number } {
  const requests = moments.filter((moment) => moment.kind === 'request').slice(0, ASKED);
  const answers = moments.filter((moment) => moment.kind === 'answer').slice(0, ASKED);
  const flags: readonly Flag[] = requests.map(({ event, what }) => ({
    x: scale.x(event.mono),
    width: what.length * CHARACTER + 8,
    height: 18,
  }));
  const { offsets, height } = levelled(flags);
  const y = 32 + Math.max(height, 18);
  const below = y + 34;
  const places = spread(
    answers.map(({ event }) => scale.x(event.mono)),
    38,
    RIGHT + 60,
  );
  const links = levelled(
    answers.map(({ event }, index) => {
      const [first] = found.get(event.seq) ?? [];
      return {
        x: (places[index] ?? LEFT) - 17,
        width: first ? (first.requirement.length + 4) * CHARACTER : 0,
        height: first ? 14 : 0,
      };
    }),
  );
  const askedAt = new Map(requests.map(({ exchange }, index) => [exchange, flags[index]?.x ?? LEFT]));
  const drawing = markup`<g>
    ${laneName('We ask', y)}${laneName('Supplier answers', below)}${line(y)}${line(below)}
    ${answers.map(({ exchange }, index) => markup`<path class="tie" d="M${at(askedAt.get(exchange) ?? LEFT)} ${y}L${at(places[index] ?? LEFT)} ${below}" />`)}
    ${requests.map(({ event, what }, index) => {
      const { x } = flags[index] ?? { x: LEFT };
      const top = y - (offsets[index] ?? 0) - 10;
      const worst = worstOf(found.get(event.seq) ?? []);
      return markup`<path class="pole" d="M${at(x)} ${y}V${at(top - 7)}" /><circle class="ask ${worst ?? ''}" cx="${at(x)}" cy="${y}" r="5" /><text class="strong" x="${at(x + 5)}" y="${at(top)}">${what}</text>`;
    })}
    ${answers.map(({ event, exchange }, index) => {
      const x = places[index] ?? LEFT;
      const worst = worstOf(found.get(event.seq) ?? []);
      const words = exchange.response ? String(exchange.response.status) : 'none';
      return markup`<g class="answer ${worst ?? ''}"><title>answered after ${duration(event.mono - exchange.request.mono)}</title><rect x="${at(x - 17)}" y="${below - 10}" width="34" height="20" rx="5" /><text x="${at(x)}" y="${below + 4}" text-anchor="middle">${words}</text></g>${(places[index + 1] ?? RIGHT + 120) - x >= DELAY_ROOM && markup`<text class="soft delay" x="${at(x + 22)}" y="${below + 4}">${duration(event.mono - exchange.request.mono)}</text>`}${linkTo(found.get(event.seq) ?? [], x - 17, below + 23 + (links.offsets[index] ?? 0))}`;
    })}
  </g>`;
  return { drawing, bottom: below + 12 + links.height };
}

/** From when on which status was told, by an answer or a KCI as it came. */
function toldStretches(moments: readonly Moment[]): readonly Stretch[] {
  return moments.flatMap((moment): readonly Stretch[] => {
    const status = moment.kind === 'kci' ? moment.kci.status : moment.kind === 'answer' ? moment.status : undefined;
    return status === undefined ? [] : [{ mono: moment.event.mono, status }];
  });
}

function seenStretches(sights: readonly Sight[]): readonly Stretch[] {
  return sights.map(({ mono: time, status, asks, added, type }) => ({
    mono: time,
    status,
    ...(asks
      ? { remark: 'is asked to act' }
      : added
        ? { remark: 'added by the gateway' }
        : type
          ? { remark: type }
          : {}),
  }));
}
