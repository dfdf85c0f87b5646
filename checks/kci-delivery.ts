import { grouped } from '../specs/grouped.ts';
import type { Kci } from '../evidence/kci.ts';
import type { InboundEvent } from '../evidence/history.ts';
import { endingOf } from '../callbacks/transitions.ts';
import { check, type Check, type Evidence } from './check.ts';
import { delivered, named, type Reported } from './kci-triggers.ts';

const statusOf = ({ answer }: InboundEvent) => ('status' in answer ? answer.status : undefined);

/** Whether the gateway could not take a delivery and the supplier has to try again. */
const isTemporary = (event: InboundEvent) => {
  const status = statusOf(event);
  return status === undefined || status >= 500 || (status === 401 && event.scripted === true);
};

/** Whether a delivery was answered for good: taken, or refused in a way that trying again would not mend. */
const isSettled = ({ event }: Kci) => !isTemporary(event) && statusOf(event) !== 401;

/** The deliveries that failed, but for further copies of what was settled before: they need not have been sent at all. */
const failedDeliveries = (evidence: Evidence) =>
  delivered(evidence).filter(
    ({ kci, stream }) =>
      isTemporary(kci.event) &&
      !stream.deliveries.some((other) => isSameKci(other, kci) && other.event.seq < kci.event.seq && isSettled(other)),
  );

const isSameKci = (one: Kci, other: Kci) => one.id !== undefined && one.id === other.id;

/** The next delivery of the same KCI. */
const nextAttempt = ({ kci, stream }: Reported) =>
  stream.deliveries.find((other) => other.event.seq > kci.event.seq && isSameKci(other, kci));

/**
 * Whether nothing more can be expected of a KCI that failed: its time is over, or the whole run is and the order has come to
 * its end without it. A history that was cut before says nothing.
 */
const isGivenUp = ({ kci, stream }: Reported, { history, profile, views }: Evidence) =>
  (kci.event.heardUntil ?? views.endsAt) > kci.event.mono + profile.pace.acknowledge ||
  (history.at(-1)?.type === 'end' && (endingOf(stream)?.ending.event.seq ?? 0) > kci.event.seq);

export const failedKciIsSentAgain = check<Reported>({
  id: 'failed-kci-is-sent-again',
  requirement: 'KCI-SENT-AGAIN',
  title: 'KCIs that could not be taken',
  needs: 'delivery',
  forEach: (evidence) =>
    failedDeliveries(evidence).filter((failed) => nextAttempt(failed) || isGivenUp(failed, evidence)),
  violation: (failed) => {
    const { kci } = failed;
    const again = nextAttempt(failed);
    const failure = `the ${statusOf(kci.event) ?? 'dropped'} answer to ${named(kci)}`;
    if (!again)
      return { expected: `the same KCI again after ${failure}`, actual: 'it never came again', seen: [kci.event.seq] };
    return again.sequenceNumber === kci.sequenceNumber
      ? undefined
      : {
          expected: `sequence number ${kci.sequenceNumber} again`,
          actual: String(again.sequenceNumber),
          seen: [kci.event.seq, again.event.seq],
        };
  },
});

export const failedKciIsSentAgainFirst = check<Reported>({
  id: 'failed-kci-is-sent-again-first',
  requirement: 'KCI-SENT-AGAIN-FIRST',
  title: 'retries before later KCIs',
  needs: 'delivery',
  forEach: (evidence) => failedDeliveries(evidence).filter(nextAttempt),
  violation: (failed) => {
    const { kci, stream } = failed;
    const again = nextAttempt(failed) as Kci;
    const overtaker = stream.deliveries.find(
      (other) =>
        other.event.seq > kci.event.seq &&
        other.event.seq < again.event.seq &&
        (other.sequenceNumber ?? 0) > (kci.sequenceNumber ?? 0),
    );
    return overtaker
      ? {
          expected: `${named(kci)} again before any later KCI of its order`,
          actual: `${named(overtaker)} first`,
          seen: [kci.event.seq, overtaker.event.seq, again.event.seq],
        }
      : undefined;
  },
});

/** One needless repeat may be an accident of the network. */
const REPEATS_FORGIVEN = 1;

/** A KCI that was answered for good, and its deliveries that came right after such an answer, each of them needless. */
interface Settled {
  readonly kci: Kci;
  readonly repeats: readonly Kci[];
}

const settled = ({ views }: Evidence): readonly Settled[] =>
  views.streams.flatMap(({ deliveries }) => {
    const identified = deliveries.filter(({ id }) => id !== undefined);
    return [...grouped(identified, ({ id }) => id).values()].flatMap((copies) => {
      const kci = copies.find(isSettled);
      const repeats = copies.filter((_, index) => index > 0 && isSettled(copies[index - 1] as Kci));
      return kci ? [{ kci, repeats }] : [];
    });
  });

export const takenKciIsNotRepeated = check<Settled>({
  id: 'taken-kci-is-not-repeated',
  requirement: 'KCI-SENT-ONCE',
  title: 'KCIs that were answered for good',
  needs: 'delivery',
  forEach: settled,
  violation: ({ kci, repeats }) =>
    repeats.filter((repeat) => repeat.sequenceNumber === kci.sequenceNumber).length > REPEATS_FORGIVEN
      ? {
          expected: `${named(kci)} once, as it was answered ${statusOf(kci.event)}`,
          actual: `${repeats.length} times more`,
          seen: [kci.event.seq, ...repeats.slice(0, 5).map(({ event }) => event.seq)],
        }
      : undefined,
});

/** Checks of how a supplier copes with the gateway's answers. */
export const KCI_DELIVERY_CHECKS: readonly Check[] = [
  failedKciIsSentAgain,
  failedKciIsSentAgainFirst,
  takenKciIsNotRepeated,
];
