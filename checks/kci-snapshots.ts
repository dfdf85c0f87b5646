import type { JsonObject } from '../specs/json-object.ts';
import type { Event } from '../evidence/history.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import { grantedAmid } from '../callbacks/transitions.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { AMENDABLE, characteristicsOtherwise, memberOf } from './kci-characteristics.ts';
import { nothingIsLost, WHEN } from './kci-losses.ts';
import {
  hasPublishedForm,
  inWords,
  isGiven,
  orderStreams,
  successions,
  type Reported,
  type Succession,
} from './kci-triggers.ts';
import { dayOf } from './london.ts';
import { asked, bodyOf, showsAmendment, shownOtherwise } from './shown.ts';

/** What the supplier told of an order at one time: in a 201 answer or in a KCI. */
interface Snapshot {
  readonly order: JsonObject;
  readonly event: Event;
  readonly reason?: string;
}

/** All that was told of an order, in sequence. */
function snapshots({ subject, kcis }: Stream): readonly Snapshot[] {
  const answer = subject.exchange?.response;
  const created = subject.created && answer ? [{ order: subject.created, event: answer }] : [];
  return [
    ...created,
    ...kcis.flatMap(({ entity, event, reasonCode }) =>
      entity ? [{ order: entity, event, ...(reasonCode === undefined ? {} : { reason: reasonCode }) }] : [],
    ),
  ];
}

/** A snapshot and the one before it. */
export interface Development {
  readonly stream: Stream;
  /** All that was told before it, in sequence. */
  readonly earlier: readonly Snapshot[];
  readonly before: Snapshot;
  readonly after: Snapshot;
}

const developments = ({ views }: Evidence): readonly Development[] =>
  orderStreams(views).flatMap((stream) => {
    const told = snapshots(stream);
    return told
      .slice(1)
      .map((after, index) => ({ stream, earlier: told.slice(0, index + 1), before: told[index] as Snapshot, after }));
  });

const afterCommitment = (evidence: Evidence) =>
  developments(evidence).filter(({ before }) => isGiven(before.order.committedDate));

/** Reasons by which the tenant or the customer has caused a new date. */
const CUSTOMER_DRIVEN = ['AMENDED', 'REAPPOINTED'];

/** Whether the tenant may have caused what changed between two messages, by an amendment that was granted with 201. */
export const amendedAmid = (stream: Stream, earlier: Event, later: Event) =>
  grantedAmid(stream, earlier, later, ['amendment']);

const instant = (date: unknown) => (typeof date === 'string' ? Date.parse(date) : Number.NaN);

/** The developments of committed orders of which a date of commitment is told again. */
export function recommitted(evidence: Evidence): readonly Development[] {
  return afterCommitment(evidence).filter(({ after }) => isGiven(after.order.committedDate));
}

/**
 * Whether somebody else has wanted another day for a cease that the supplier started since it committed itself: the provider
 * that gains the customer can move it, which no request of the tenant shows.
 */
const wantedForAnotherDay = ({ stream, earlier, before, after }: Development) => {
  const committed = instant(before.order.committedDate);
  const wanted = earlier
    .filter(({ order }) => instant(order.committedDate) === committed && isGiven(order.requestedCeaseDate))
    .map(({ order }) => order.requestedCeaseDate);
  const now = after.order.requestedCeaseDate;
  return stream.subject.variant === 'unsolicited-cease' && isGiven(now) && wanted.some((day) => day !== now);
};

/**
 * Whether the customer was given another time since that date was first told: the supplier may commit itself anew later than it
 * grants that, and once for each time that it does.
 */
const givenAnotherTime = ({ stream, earlier, before, after }: Development) => {
  const committed = instant(before.order.committedDate);
  const told = earlier.slice(earlier.findLastIndex(({ order }) => instant(order.committedDate) !== committed) + 1);
  const since = told.slice(1).map(({ reason }) => reason);
  const wasAsked = stream.requests.some(
    (request) =>
      request.kind === 'amendment' &&
      request.exchange.request.seq < after.event.seq &&
      WHEN.some((member) => bodyOf(request)[member] !== undefined),
  );
  const isGranted = since.includes('AMENDED') || amendedAmid(stream, told[0]?.event ?? before.event, after.event);
  return since.includes('REAPPOINTED') || (wasAsked && isGranted);
};

/** What is wrong when the supplier moves the date that it has committed itself to. */
export function movedCommitment(development: Development): Violation | undefined {
  const { stream, before, after } = development;
  if (instant(before.order.committedDate) === instant(after.order.committedDate)) return undefined;
  if (CUSTOMER_DRIVEN.includes(after.reason ?? '') || amendedAmid(stream, before.event, after.event)) return undefined;
  if (givenAnotherTime(development) || wantedForAnotherDay(development)) return undefined;
  return {
    expected: `committedDate ${inWords(before.order.committedDate)}, as before`,
    actual: `${inWords(after.order.committedDate)} with ${after.reason}`,
    seen: [before.event.seq, after.event.seq],
  };
}

export const committedDateDoesNotMove = check<Development>({
  id: 'committed-date-does-not-move',
  requirement: 'KCI-COMMITTED-DATE-FIXED',
  title: 'committedDate set once',
  needs: 'excuses',
  forEach: (evidence) => recommitted(evidence).filter(({ stream }) => hasPublishedForm(stream)),
  violation: movedCommitment,
});

export const datesDoNotDisappear = check<Development>({
  id: 'dates-do-not-disappear',
  requirement: 'KCI-COMMITTED-DATE-KEPT',
  title: 'dates in later KCIs',
  forEach: afterCommitment,
  violation: ({ before, after }) => {
    const gone = ['committedDate', 'targetDate'].filter(
      (date) => isGiven(before.order[date]) && !isGiven(after.order[date]),
    );
    return gone.length > 0
      ? {
          expected: `${gone.join(' and ')} as before`,
          actual: `none with ${after.reason}`,
          seen: [before.event.seq, after.event.seq],
        }
      : undefined;
  },
});

/** A snapshot with a target date, and whether the order had been committed by then. */
interface Targeted {
  readonly snapshot: Snapshot;
  readonly committed: boolean;
}

const targeted = ({ views }: Evidence): readonly Targeted[] =>
  orderStreams(views).flatMap((stream) => {
    let committed = false;
    return snapshots(stream).flatMap((snapshot) => {
      committed ||= isGiven(snapshot.order.committedDate);
      return isGiven(snapshot.order.targetDate) ? [{ snapshot, committed }] : [];
    });
  });

export const targetFollowsCommitment = check<Targeted>({
  id: 'target-follows-commitment',
  requirement: 'KCI-TARGET-AFTER-COMMITTED',
  title: 'targetDate only with committedDate',
  forEach: targeted,
  violation: ({ snapshot, committed }) =>
    committed
      ? undefined
      : {
          expected: 'a committedDate as well',
          actual: `only targetDate ${inWords(snapshot.order.targetDate)}`,
          seen: [snapshot.event.seq],
        },
});

export const warningDoesNotMoveTarget = check<Succession>({
  id: 'warning-does-not-move-target',
  requirement: 'KCI-WARNING-DATES',
  title: 'targetDate with WARNING',
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ stream, earlier, later }) =>
        later.reasonCode === 'WARNING' &&
        isGiven(earlier.entity?.targetDate) &&
        !amendedAmid(stream, earlier.event, later.event),
    ),
  violation: ({ earlier, later }) => {
    const [before, after] = [earlier.entity?.targetDate, later.entity?.targetDate];
    return isGiven(after) && instant(before) !== instant(after)
      ? {
          expected: `targetDate ${inWords(before)}, as before`,
          actual: inWords(after),
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

/** What no amendment can change, where to find it. */
const FIXED: readonly (readonly string[])[] = [
  ['address', 'id'],
  ['address', 'type'],
  ['serviceOrderItem', 'serviceSpecification', 'id'],
];

/** The contacts of an order, where to find them. */
const CONTACTS: readonly (readonly string[])[] = ['primaryContact', 'secondaryContact'].flatMap((contact) => [
  [contact, 'name'],
  [contact, 'email'],
]);

/** What any request about an order has named, be it granted or not. */
const namedIn = ({ stream: { requests } }: Reported) => requests.flatMap((request) => Object.keys(bodyOf(request)));

/** Where a KCI shows other contacts than were ordered, of those that no amendment speaks of. */
function contactsOtherwise(reported: Reported): readonly Violation[] {
  const named = namedIn(reported);
  return shownOtherwise(reported, ...CONTACTS.filter(([contact = '']) => !named.includes(contact)));
}

/** Where a KCI shows another wanted day than was ordered, as long as nobody has spoken of another, or of an appointment in its place. */
function dayOtherwise(reported: Reported): readonly Violation[] {
  const { kci, stream } = reported;
  const isMoved = WHEN.some((member) => namedIn(reported).includes(member)) || stream.kcis.some(isReappointing);
  const isSame = dayOf(asked(stream).requestedCompletionDate) === dayOf(kci.entity?.requestedCompletionDate);
  return isMoved || isSame ? [] : shownOtherwise(reported, ['requestedCompletionDate']);
}

const isReappointing = ({ reasonCode }: Kci) => reasonCode === 'REAPPOINT' || reasonCode === 'REAPPOINTED';

export const kciShowsThePlacedOrder = check<Reported>({
  id: 'kci-shows-the-placed-order',
  requirement: 'KCI-SHOWS-ORDER',
  title: 'address, specification, contacts, day and characteristics as ordered',
  forEach: ({ views }) =>
    orderStreams(views)
      .filter(hasPublishedForm)
      .flatMap((stream) => stream.kcis.filter(({ entity }) => entity).map((kci) => ({ kci, stream }))),
  violation: (reported) => [
    ...shownOtherwise(reported, ...FIXED),
    ...contactsOtherwise(reported),
    ...dayOtherwise(reported),
    ...characteristicsOtherwise(reported),
  ],
});

export const amendedShowsAmendment = showsAmendment(
  { id: 'amended-shows-amendment', requirement: 'KCI-SHOWS-AMENDMENT', title: 'amended values with AMENDED' },
  'order',
  'serviceOrderAmendmentId',
  AMENDABLE,
  memberOf,
);

/** Checks of the order as KCIs show it, and of how it develops from one to the next. */
export const KCI_SNAPSHOT_CHECKS: readonly Check[] = [
  committedDateDoesNotMove,
  datesDoNotDisappear,
  targetFollowsCommitment,
  warningDoesNotMoveTarget,
  kciShowsThePlacedOrder,
  nothingIsLost,
  amendedShowsAmendment,
];
