import { json } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import type { OrderStream } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import { delivered, named, reported, successions, type Reported, type Succession } from './kci-triggers.ts';
import { departures } from './echo.ts';

export const kciIdIsUsedOnce = check<Reported>({
  id: 'kci-id-is-used-once',
  requirement: 'KCI-ID-UNIQUE',
  title: 'same id only with the same content',
  forEach: (evidence) => delivered(evidence).filter(({ kci }) => kci.id !== undefined),
  violation: ({ kci }, { views }) => {
    const first = views.deliveries.find(({ id }) => id === kci.id);
    if (first === undefined || first === kci || sameContent(first, kci)) return undefined;
    return {
      expected: `content of its own for each id, or ${kci.id} sent again unchanged`,
      actual: `${named(first)}, then ${named(kci)}, under one id`,
      seen: [first.event.seq, kci.event.seq],
    };
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

/** The KCIs of an order that have a number, as they first arrived. */
const numbered = ({ kcis }: OrderStream) =>
  kcis.filter(({ sequenceNumber }) => sequenceNumber !== undefined).sort((a, b) => a.event.seq - b.event.seq);

const issued = (kci: Kci) => Date.parse(kci.issuedOn ?? '');

export const sequenceIncreases = check<Reported>({
  id: 'sequence-increases',
  requirement: 'KCI-SEQUENCE-INCREASES',
  title: 'numbers rise from KCI to KCI',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.sequenceNumber !== undefined),
  violation: ({ kci, stream }) => {
    const earlier = numbered(stream).filter(({ event }) => event.seq < kci.event.seq);
    const twin = earlier.find(({ sequenceNumber }) => sequenceNumber === kci.sequenceNumber);
    if (twin) {
      return {
        expected: 'a sequence number of its own for each KCI',
        actual: `${kci.sequenceNumber} for ${named(twin)} and for ${named(kci)}`,
        seen: [twin.event.seq, kci.event.seq],
      };
    }
    // Two KCIs may overtake each other on their way, and the gateway puts them right by number. Only a KCI that was issued
    // later as well as sent later, with a lower number, was numbered wrongly.
    const higher = earlier.find(
      (other) => (other.sequenceNumber ?? 0) > (kci.sequenceNumber ?? 0) && issued(other) < issued(kci),
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
