import { eventOf } from '../evidence/history.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import type { Kci } from '../evidence/kci.ts';
import type { CreatedStream } from '../callbacks/streams.ts';
import { ON_THE_WAY } from '../callbacks/transitions.ts';
import type { Evidence, Violation } from './check.ts';
import { named } from './kci-triggers.ts';

/**
 * What is wrong when a duty that arose with an answer was not met in time; nothing while there was still time. `met` are the
 * KCIs that meet it, `within` is in milliseconds.
 */
export function overdue(
  arisen: Exchange,
  within: number,
  met: readonly Kci[],
  expected: string,
  evidence: Evidence,
): Violation | undefined {
  const since = { mono: arisen.response?.mono ?? arisen.request.mono, seen: eventsOf(arisen) };
  return overdueSince(since, within, met, expected, evidence);
}

/** When a duty arose, on the run's clock, and the events that show it. */
export interface Arisen {
  readonly mono: number;
  readonly seen: readonly number[];
}

/** The same for a duty that arose with anything else. */
export function overdueSince(
  arisen: Arisen,
  within: number,
  met: readonly Kci[],
  expected: string,
  { views, history }: Evidence,
): Violation | undefined {
  const arrived = byArrival(met);
  const heardUntil = () => eventOf(history, arisen.seen[0])?.heardUntil ?? views.endsAt;
  const deadline = arisen.mono + within;
  const first = arrived[0];
  if (first ? first.event.mono <= deadline : heardUntil() < deadline) return undefined;
  const late = first ? `${named(first)} after ${exactly(first.event.mono - arisen.mono)}` : 'none came';
  return {
    expected: `${expected} within ${seconds(within)}`,
    actual: late,
    seen: [...arisen.seen, ...arrived.map(({ event }) => event.seq)],
  };
}

/**
 * What is wrong when something is reported as done that was never reported as taken on, however much time there still is for
 * that. What comes first in sequence is first, even where it is overtaken; and for a moment it may be still on its way.
 */
export function doneUntaken(
  { subject, kcis }: CreatedStream,
  isDone: (kci: Kci) => boolean,
  isTaken: (kci: Kci) => boolean,
  expected: string,
  { views }: Evidence,
): Violation | undefined {
  const at = kcis.findIndex(isDone);
  const done = kcis[at];
  if (!done || (done.event.heardUntil ?? views.endsAt) < done.event.mono + ON_THE_WAY) return undefined;
  const taken = kcis.some((kci, index) => isTaken(kci) && (index < at || kci.event.seq < done.event.seq));
  return taken
    ? undefined
    : { expected, actual: `${named(done)} without`, seen: [...eventsOf(subject.exchange), done.event.seq] };
}

/** KCIs as they came. */
export function byArrival(kcis: readonly Kci[]): readonly Kci[] {
  return kcis.toSorted((a, b) => a.event.seq - b.event.seq);
}

/** To the millisecond: what comes a little late is late by that. */
const exactly = (milliseconds: number) => `${Math.ceil(milliseconds) / 1000} s`;

/** To a tenth of a second. */
export const seconds = (milliseconds: number) => `${Math.round(milliseconds / 100) / 10} s`;
