import { FINAL_STATUSES } from '../specs/lifecycle.ts';
import { eventsOf } from '../evidence/exchanges.ts';
import type { Kci } from '../evidence/kci.ts';
import { endingOf, mayPredate, type Ending } from '../callbacks/transitions.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { named, orderStreams, requestsAnswered, type Requested } from './kci-triggers.ts';

const endings = ({ views }: Evidence) => orderStreams(views).flatMap((stream) => endingOf(stream) ?? []);

/** The refusal of a request that came too late repeats the terminal status: that is an answer, not a change. */
const refusesLateRequest = (kci: Kci, { status }: Ending) =>
  ['AMENDMENT_REJECTED', 'CANCELLATION_REJECTED', 'RESUBMIT'].includes(kci.reasonCode ?? '') && kci.status === status;

/** Something to add, though nothing changes: needless, but it harms nobody. */
const changesNothing = (kci: Kci, { status }: Ending) =>
  (kci.reasonCode === 'ADDITIONAL' || kci.reasonCode === 'UPDATE') && kci.status === status;

/** What follows the end of an order or a problem, the refusal of a late request aside. */
export function whatFollows(ending: Ending): readonly Violation[] {
  return ending.after
    .filter((kci) => !refusesLateRequest(kci, ending) && !changesNothing(kci, ending))
    .map((kci) => ({
      expected: `nothing after ${named(ending.ending)}`,
      actual: named(kci),
      seen: [ending.ending.event.seq, kci.event.seq],
    }));
}

export const nothingFollowsATerminalStatus = check<Ending>({
  id: 'nothing-follows-a-terminal-status',
  requirement: 'KCI-TERMINAL',
  title: 'KCIs after REJECTED, CANCELLED or COMPLETED',
  forEach: (evidence) => endings(evidence).filter(({ status }) => FINAL_STATUSES.includes(status)),
  violation: whatFollows,
});

export const nothingFollowsAPresumedEnd = check<Ending>({
  id: 'nothing-follows-a-presumed-end',
  requirement: 'KCI-TERMINAL-PRESUMED',
  title: 'KCIs after PARTIAL or FAILED',
  forEach: (evidence) => endings(evidence).filter(({ status }) => !FINAL_STATUSES.includes(status)),
  violation: whatFollows,
});

export const finishedOrderIsNotReportedOn = check<Ending>({
  id: 'finished-order-is-not-reported-on',
  requirement: 'KCI-TERMINAL-QUIET',
  title: 'ADDITIONAL or UPDATE after the end',
  forEach: endings,
  violation: (ending) =>
    ending.after
      .filter((kci) => changesNothing(kci, ending))
      .map((kci) => ({
        expected: `no KCI after ${named(ending.ending)}`,
        actual: named(kci),
        seen: [ending.ending.event.seq, kci.event.seq],
      })),
});

/** What goes on although its cancellation was confirmed with 201. */
export function goesOn({ stream, request: { exchange } }: Requested, { profile }: Evidence): readonly Violation[] {
  const { request, response } = exchange;
  // What was on its way when the cancellation was confirmed may still arrive.
  const wasOnItsWay = ({ event }: Kci) => response && mayPredate(event, response, profile.pace.quiet / 2);
  const onward = stream.kcis.filter(
    (kci) =>
      kci.event.seq > request.seq &&
      (kci.status === 'COMPLETED' || kci.status === 'PARTIAL' || (kci.status !== 'CANCELLED' && !wasOnItsWay(kci))),
  );
  return onward.map((kci) => ({
    expected: `${stream.subject.kind} ${stream.subject.gatewayId} stays cancelled after the 201`,
    actual: named(kci),
    seen: [...eventsOf(exchange), kci.event.seq],
  }));
}

export const cancelledOrderDoesNotGoOn = check<Requested>({
  id: 'cancelled-order-does-not-go-on',
  requirement: 'KCI-CANCELLED-STAYS',
  title: 'KCIs after a 201 cancellation',
  forEach: requestsAnswered('cancellation', 201),
  violation: goesOn,
});

/** Checks that what has ended stays ended. */
export const KCI_TERMINAL_CHECKS: readonly Check[] = [
  nothingFollowsATerminalStatus,
  nothingFollowsAPresumedEnd,
  finishedOrderIsNotReportedOn,
  cancelledOrderDoesNotGoOn,
];
