import { ANNOUNCED_STATUSES, endsOrder, KCI_WRAPPERS } from '../specs/lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import { answersOf, isRejection, isSuccess, show, streamOf, violation, type Answered } from './answers.ts';
import { check, type Check, type Evidence } from './check.ts';
import { overdueSince } from './deadlines.ts';
import { isAnnounced, misannouncedCeases } from './asked-ceases.ts';
import { asViolations, findingsOf, isGiven, nameOf, named, reported, type Reported } from './kci-triggers.ts';

const VARIANT = 'unsolicited-cease';
const WRAPPER = KCI_WRAPPERS[VARIANT] as string;

const ceases = ({ views }: Evidence): readonly Stream[] =>
  views.streams.filter(({ subject }) => subject.variant === VARIANT);

const told = (evidence: Evidence): readonly Reported[] =>
  reported(evidence).filter(({ stream }) => stream.subject.variant === VARIANT);

const announcements = (evidence: Evidence): readonly Reported[] =>
  told(evidence).filter(({ kci }) => kci.reasonCode === 'CREATED');

/**
 * A cease begins with its announcement. On a shared staging system a cease of an earlier run may still be reported on: it
 * shows by its sequence number that it did not begin here, unless it is what this run has asked for.
 */
export const ceaseBeginsWithCreated = check<Stream & { readonly first: Kci }>({
  id: 'cease-begins-with-created',
  requirement: 'UC-CREATED-FIRST',
  title: 'first KCIs about unsolicited ceases',
  needs: 'requests',
  forEach: (evidence) => {
    const misannounced = misannouncedCeases(evidence);
    return ceases(evidence).flatMap((stream) => {
      const [first] = stream.kcis;
      if (!first) return [];
      const isOlder = (first.sequenceNumber ?? 1) > 1 && !isAnnounced(stream) && !misannounced.has(stream.subject);
      return isOlder ? [] : [{ ...stream, first }];
    });
  },
  violation: ({ first }) =>
    first.reasonCode === 'CREATED'
      ? undefined
      : { expected: 'CREATED before anything else', actual: named(first), seen: [first.event.seq] },
});

/** A cease is announced once. */
export const ceaseIsCreatedOnce = check<Stream>({
  id: 'cease-is-created-once',
  requirement: 'UC-CREATED-ONCE',
  title: 'CREATED KCIs of each unsolicited cease',
  forEach: ceases,
  violation: ({ subject, kcis }) => {
    const [first, ...again] = kcis.filter(({ reasonCode }) => reasonCode === 'CREATED');
    return again.map((kci) => ({
      expected: `one CREATED about ${nameOf(subject)}`,
      actual: `${named(kci)} as well`,
      seen: [...(first ? [first.event.seq] : []), kci.event.seq],
    }));
  },
});

/** The gateway knows a cease of the supplier's by the supplier's reference, and by its own number once it has given one. */
export const ceaseIsNamed = check<Kci>({
  id: 'cease-is-named',
  requirement: 'UC-REFERENCE',
  title: 'references of unsolicited ceases',
  // Also those that can be placed with nothing, for the very want of it.
  forEach: ({ views }) => views.deliveries.filter(({ wrapper }) => wrapper === WRAPPER),
  violation: (kci) =>
    isGiven(kci.publishedReference) || (kci.gatewayId !== undefined && kci.reasonCode !== 'CREATED')
      ? undefined
      : { expected: 'a supplierOrderReference', actual: 'none', seen: [kci.event.seq] },
});

/** A cease starts where the supplier wants to take it from. */
export const ceaseStartsRightly = check<Reported>({
  id: 'cease-starts-rightly',
  requirement: 'UC-INITIAL-STATUS',
  title: 'status of CREATED',
  forEach: announcements,
  violation: ({ kci }) =>
    ANNOUNCED_STATUSES.includes(kci.status ?? '')
      ? undefined
      : {
          expected: `status ${ANNOUNCED_STATUSES.join(' or ')} with CREATED`,
          actual: kci.status ?? 'no status',
          seen: [kci.event.seq],
        },
});

/** Whoever starts in progress is committed. */
export const ceaseInProgressHasDates = check<Reported>({
  id: 'cease-in-progress-has-dates',
  requirement: 'UC-DATES',
  title: 'both dates with CREATED and IN_PROGRESS',
  forEach: (evidence) => announcements(evidence).filter(({ kci }) => kci.status === 'IN_PROGRESS'),
  violation: ({ kci }) => {
    const missing = ['committedDate', 'targetDate'].filter((date) => !isGiven(kci.entity?.[date]));
    return missing.length > 0
      ? { expected: 'committedDate and targetDate', actual: `no ${missing.join(' and no ')}`, seen: [kci.event.seq] }
      : undefined;
  },
});

/** The gateway's number of a cease is the gateway's to allot, once the cease is announced. */
export const announcementHasNoGatewayId = check<Reported>({
  id: 'announcement-has-no-gateway-id',
  requirement: 'UC-NO-GATEWAY-ID',
  title: 'no id with CREATED',
  forEach: announcements,
  violation: ({ kci }) =>
    isGiven(kci.entity?.id)
      ? { expected: 'no id: the gateway allots it', actual: show(kci.entity?.id), seen: [kci.event.seq] }
      : undefined,
});

/** A check that a member of the cease in a KCI has its form; which of the departures count is for the rule to say. */
const memberFits = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  member: string,
  severity: 'error' | 'warning',
) =>
  check<Reported>({
    ...definition,
    forEach: (evidence) => told(evidence).filter(({ kci }) => severity === 'warning' || isGiven(kci.entity?.[member])),
    violation: ({ kci }, evidence) =>
      asViolations(
        kci,
        findingsOf(kci, evidence).filter(
          (finding) => finding.severity === severity && finding.where === `body/${WRAPPER}/${member}`,
        ),
      ),
  });

/** A cease has one of the known reasons. */
export const ceaseReasonIsKnown = memberFits(
  { id: 'cease-reason-is-known', requirement: 'UC-REASON', title: 'reasons of unsolicited ceases' },
  'reason',
  'warning',
);

/** A cease is wanted for a day that there is. */
export const ceaseDateExists = memberFits(
  { id: 'cease-date-exists', requirement: 'UC-CEASE-DATE', title: 'wanted days of unsolicited ceases' },
  'requestedCeaseDate',
  'error',
);

/** A cease stays the one that was announced. */
export const ceaseStaysTheSame = check<Stream>({
  id: 'cease-stays-the-same',
  requirement: 'UC-SERVICE-STABLE',
  title: 'service and reason through all KCIs',
  forEach: (evidence) => ceases(evidence).filter(({ kcis }) => kcis.length > 1),
  violation: ({ kcis }) =>
    ['serviceId', 'reason'].flatMap((member) => {
      const given = kcis.filter(({ entity }) => isGiven(entity?.[member]));
      const [first] = given;
      const other = given.find(({ entity }) => entity?.[member] !== first?.entity?.[member]);
      return first && other
        ? [
            {
              expected: `${member} ${show(first.entity?.[member])}, as first told`,
              actual: show(other.entity?.[member]),
              seen: [first.event.seq, other.event.seq],
            },
          ]
        : [];
    }),
});

/** A cease that was announced is told of to its end. */
export const ceaseComesToAnEnd = check<Reported>({
  id: 'cease-comes-to-an-end',
  requirement: 'UC-COMPLETION',
  title: 'KCIs to the end of an unsolicited cease',
  needs: 'requests',
  forEach: (evidence) =>
    ceases(evidence).flatMap((stream) => {
      const kci = stream.kcis.find(({ reasonCode }) => reasonCode === 'CREATED');
      const due = (kci?.event.mono ?? 0) + evidence.profile.pace.outcome;
      const withdrawn = stream.requests.some(({ exchange }) => exchange.request.mono < due);
      return kci && !withdrawn ? [{ kci, stream }] : [];
    }),
  violation: ({ kci, stream }, evidence) =>
    overdueSince(
      { mono: kci.event.mono, seen: [kci.event.seq] },
      evidence.profile.pace.outcome,
      stream.kcis.filter(endsOrder),
      `a KCI that ends ${nameOf(stream.subject)}`,
      evidence,
    ),
});

/** A cancellation of a cease is decided upon, although its orderId is new to the supplier. */
export const cancelledCeaseIsFound = check<Answered>({
  id: 'cancelled-cease-is-found',
  requirement: 'UC-CANCELLATION-FOUND',
  title: 'cancellations of unsolicited ceases',
  forEach: (evidence) =>
    answersOf(evidence, 'handleCancelOrder').filter(
      (exchange) =>
        streamOf(exchange, evidence)?.subject.variant === VARIANT &&
        (isSuccess(exchange.response.status) || isRejection(exchange.response.status)),
    ),
  violation: (exchange) => {
    const { status } = exchange.response;
    return status === 400 || status === 404 ? violation(exchange, '201, 202 or 422', `${status}`) : undefined;
  },
});

/** The checks of ceases that the supplier starts itself. */
export const UNSOLICITED_CEASE_CHECKS: readonly Check[] = [
  ceaseBeginsWithCreated,
  ceaseIsCreatedOnce,
  ceaseIsNamed,
  ceaseStartsRightly,
  ceaseInProgressHasDates,
  announcementHasNoGatewayId,
  ceaseReasonIsKnown,
  ceaseDateExists,
  ceaseStaysTheSame,
  ceaseComesToAnEnd,
  cancelledCeaseIsFound,
];
