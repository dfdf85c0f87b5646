import type { Exchange } from '../../evidence/exchanges.ts';
import type { RecordedRun } from '../../evidence/journal.ts';
import { volunteered } from '../../callbacks/streams.ts';
import { tenantView, type TenantView } from '../../checks/tenant-view.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { absences, type Absence } from './drawings/absences.ts';
import type { Found } from './found.ts';
import type { Stories, Story } from './timeline.ts';

/** How many moments of orders are shown; a report of ten thousand of them is read by nobody. */
export const MOMENTS_SHOWN = 4000;

/** How many other exchanges are shown. */
const EXCHANGES_SHOWN = 400;

/** All that is told of a run in the order of time, what was found in it, and what of it the report shows. */
export interface Chronicle {
  readonly stories: Stories;
  readonly found: Found;
  /** The orders that are shown: those in which something was found first. */
  readonly orders: readonly Story[];
  /** The exchanges about no order that are shown. */
  readonly others: ReadonlySet<Exchange>;
  /** What was due and never came or came late, by what it is about. */
  readonly absences: ReadonlyMap<Story, readonly Absence[]>;
  /** What retailers would have seen, of every order. */
  readonly views: ReadonlyMap<Story, TenantView>;
  /** How many KCIs were about nothing that this run knows. */
  readonly strangers: number;
  /** The numbers of the events that have a place of their own on the page. */
  readonly places: ReadonlySet<number>;
}

/** Where an event stands on the page. */
export function eventAnchor(seq: number): string {
  return `event-${seq}`;
}

/** The chronicle of a judged run. */
export function chronicleOf(
  { header, history }: RecordedRun,
  verdicts: readonly Verdict[],
  stories: Stories,
  found: Found,
): Chronicle {
  const missed = absences(verdicts, history);
  const { acknowledge, outcome } = header.profile.pace;
  const patience = { acknowledge, outcome, endsAt: history.at(-1)?.mono ?? 0 };
  const orders = drawnOf(stories.orders, found);
  const blamed = stories.others.filter(({ request, response, noResponse }) =>
    [request, response, noResponse].some((event) => event && found.has(event.seq)),
  );
  // Generated requests are many, and told in numbers elsewhere: here stand those in which something was found.
  const written = stories.others.filter(({ request }) => request.generated === undefined);
  const others = new Set([...blamed, ...written].slice(0, EXCHANGES_SHOWN));
  return {
    stories,
    found,
    orders,
    others,
    absences: new Map(
      orders.map((story) => [story, story.moments.flatMap(({ event }) => missed.get(event.seq) ?? [])] as const),
    ),
    views: new Map(stories.orders.map((story) => [story, tenantView(story.stream, patience)])),
    strangers: volunteered(history).strangers.length,
    places: new Set([
      ...orders.flatMap(({ moments }) => moments.slice(0, MOMENTS_SHOWN).map(({ event }) => event.seq)),
      ...[...others].map(({ request, response, noResponse }) => (response ?? noResponse ?? request).seq),
    ]),
  };
}

/** The stories that are shown: those in which something was found first, and as many as there is room for. */
export function drawnOf(stories: readonly Story[], found: Found): readonly Story[] {
  const isStained = ({ moments }: Story) => moments.some(({ event }) => found.has(event.seq));
  const drawn: Story[] = [];
  let moments = 0;
  for (const story of [...stories.filter(isStained), ...stories.filter((one) => !isStained(one))]) {
    moments += story.moments.length;
    // The first is shown however long it is: in part.
    if (moments > MOMENTS_SHOWN && drawn.length > 0) break;
    drawn.push(story);
  }
  return drawn;
}

/** What a story is about, as a heading. */
const NAMES = { order: 'Order', problem: 'Problem', test: 'Test', other: 'Thing' } as const;

/** What an order, problem or test is called: its kind, and its id where the gateway gave it one. */
export function nameOf({ subject }: Story['stream']): string {
  return `${NAMES[subject.kind]} ${subject.gatewayId ?? "of the supplier's own"}`;
}
