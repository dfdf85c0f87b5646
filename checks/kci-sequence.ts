import { json } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Subject } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  delivered,
  named,
  recurrences,
  reported,
  successions,
  type Recurrence,
  type Reported,
  type Succession,
} from './kci-triggers.ts';
import { departures } from './echo.ts';
import type { Views } from './views.ts';

export const kciIdIsUsedOnce = check<Recurrence<Reported>>({
  id: 'kci-id-is-used-once',
  requirement: 'KCI-ID-UNIQUE',
  title: 'same id only with the same content',
  forEach: (evidence) =>
    recurrences(
      delivered(evidence).filter(({ kci }) => kci.id !== undefined),
      ({ kci }) => kci.id,
    ),
  violation: ({ item: { kci }, first: { kci: first } }) =>
    first === kci || sameContent(first, kci)
      ? undefined
      : {
          expected: `content of its own for each id, or ${kci.id} sent again unchanged`,
          actual: `${named(first)}, then ${named(kci)}, under one id`,
          seen: [first.event.seq, kci.event.seq],
        },
});

function sameContent(one: Kci, other: Kci): boolean {
  const [first, second] = [json(one.event.body), json(other.event.body)];
  return (
    first.ok &&
    second.ok &&
    departures(first.value, second.value).length + departures(second.value, first.value).length === 0
  );
}

const issued = (kci: Kci) => Date.parse(kci.issuedOn ?? '');

/** A KCI with its number, and those that arrived before it which its number must be compared with. */
interface Numbered {
  readonly kci: Kci;
  /** The first with the same number, when there is one. */
  readonly twin?: Kci;
  /** The one before it and the one with the highest number so far. */
  readonly rivals: readonly Kci[];
}

/** The KCIs about each thing, each once: the samples of one thing may make several streams. */
function bySubject({ streams }: Views): readonly (readonly Kci[])[] {
  const kcis = new Map<Subject, Set<Kci>>();
  for (const stream of streams) {
    const told = kcis.get(stream.subject) ?? new Set();
    kcis.set(stream.subject, told);
    for (const kci of stream.kcis) told.add(kci);
  }
  return [...kcis.values()].map((told) => [...told]);
}

function numbered(kcis: readonly Kci[]): readonly Numbered[] {
  const arrived = kcis
    .filter(({ sequenceNumber }) => sequenceNumber !== undefined)
    .toSorted((a, b) => a.event.seq - b.event.seq);
  let highest: Kci | undefined;
  return recurrences(arrived, ({ sequenceNumber }) => sequenceNumber).map(({ item: kci, first }, index) => {
    const rivals = [arrived[index - 1], highest].filter((rival) => rival !== undefined);
    if ((kci.sequenceNumber ?? 0) > (highest?.sequenceNumber ?? 0)) highest = kci;
    return { kci, rivals, ...(first === kci ? {} : { twin: first }) };
  });
}

export const sequenceIncreases = check<Numbered>({
  id: 'sequence-increases',
  requirement: 'KCI-SEQUENCE-INCREASES',
  title: 'numbers rise from KCI to KCI',
  forEach: ({ views }) => bySubject(views).flatMap(numbered),
  violation: ({ kci, twin, rivals }) => {
    if (twin) {
      return {
        expected: 'a sequence number of its own for each KCI',
        actual: `${kci.sequenceNumber} for ${named(twin)} and for ${named(kci)}`,
        seen: [twin.event.seq, kci.event.seq],
      };
    }
    // Two KCIs may overtake each other on their way, and the gateway puts them right by number. Only a KCI that was issued
    // later as well as sent later, with a lower number, was numbered wrongly.
    const higher = rivals.find(
      (rival) => (rival.sequenceNumber ?? 0) > (kci.sequenceNumber ?? 0) && issued(rival) < issued(kci),
    );
    return higher
      ? {
          expected: `a number above ${higher.sequenceNumber} for what was issued after it`,
          actual: String(kci.sequenceNumber),
          seen: [higher.event.seq, kci.event.seq],
        }
      : undefined;
  },
});

export const sequenceHasNoGap = check<Succession>({
  id: 'sequence-has-no-gap',
  requirement: 'KCI-SEQUENCE-GAP',
  title: 'numbers follow each other',
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ earlier, later }) => earlier.sequenceNumber !== undefined && later.sequenceNumber !== undefined,
    ),
  violation: ({ earlier, later }) => {
    const step = (later.sequenceNumber ?? 0) - (earlier.sequenceNumber ?? 0);
    return step > 1
      ? {
          expected: `${(earlier.sequenceNumber ?? 0) + 1} after ${earlier.sequenceNumber}`,
          actual: String(later.sequenceNumber),
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

export const issuedInOrder = check<Succession>({
  id: 'issued-in-order',
  requirement: 'KCI-ISSUED-IN-ORDER',
  title: 'issuedOn rises with the number',
  forEach: successions,
  violation: ({ earlier, later }) =>
    issued(later) < issued(earlier)
      ? {
          expected: `issuedOn not before ${earlier.issuedOn} (sequence ${earlier.sequenceNumber})`,
          actual: `${later.issuedOn} (sequence ${later.sequenceNumber})`,
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined,
});

/** How far clocks may differ, in milliseconds. */
const CLOCK_SKEW = 5 * 60_000;

export const issuedNotAhead = check<Reported>({
  id: 'issued-not-ahead',
  requirement: 'KCI-ISSUED-NOT-AHEAD',
  title: 'issuedOn is not in the future',
  needs: 'delivery',
  forEach: (evidence: Evidence) => reported(evidence).filter(({ kci }) => !Number.isNaN(issued(kci))),
  violation: ({ kci }) =>
    issued(kci) > Date.parse(kci.event.at) + CLOCK_SKEW
      ? {
          expected: `issuedOn no later than its arrival at ${kci.event.at}`,
          actual: String(kci.issuedOn),
          seen: [kci.event.seq],
        }
      : undefined,
});

/** Checks of how the KCIs of an order are numbered and dated. */
export const KCI_SEQUENCE_CHECKS: readonly Check[] = [
  kciIdIsUsedOnce,
  sequenceIncreases,
  sequenceHasNoGap,
  issuedInOrder,
  issuedNotAhead,
];
