import { json, type Event } from '../evidence/history.ts';
import { isObject, type JsonObject, type Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import { grantedAmid } from '../callbacks/transitions.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { departures } from './echo.ts';
import { isGiven, orderStreams, successions, withReason, type Reported, type Succession } from './kci-triggers.ts';

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
interface Development {
  readonly stream: Stream;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

const developments = ({ views }: Evidence): readonly Development[] =>
  orderStreams(views).flatMap((stream) => {
    const told = snapshots(stream);
    return told.slice(1).map((after, index) => ({ stream, before: told[index] as Snapshot, after }));
  });

const afterCommitment = (evidence: Evidence) =>
  developments(evidence).filter(({ before }) => isGiven(before.order.committedDate));

/** Reasons by which the tenant or the customer has caused a new date. */
const CUSTOMER_DRIVEN = ['AMENDED', 'REAPPOINTED'];

/** Whether the tenant may have caused what changed between two messages, by an amendment that was granted with 201. */
const amendedAmid = (stream: Stream, earlier: Event, later: Event) =>
  grantedAmid(stream, earlier, later, ['amendment']);

const instant = (date: unknown) => (typeof date === 'string' ? Date.parse(date) : Number.NaN);

export const committedDateDoesNotMove = check<Development>({
  id: 'committed-date-does-not-move',
  requirement: 'KCI-COMMITTED-DATE-FIXED',
  title: 'committedDate set once',
  forEach: (evidence) => afterCommitment(evidence).filter(({ after }) => isGiven(after.order.committedDate)),
  violation: (development) => {
    const { before, after } = development;
    if (instant(before.order.committedDate) === instant(after.order.committedDate)) return undefined;
    if (CUSTOMER_DRIVEN.includes(after.reason ?? '') || amendedAmid(development.stream, before.event, after.event))
      return undefined;
    return {
      expected: `committedDate ${String(before.order.committedDate)}, as before`,
      actual: `${String(after.order.committedDate)} with ${after.reason}`,
      seen: [before.event.seq, after.event.seq],
    };
  },
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
          actual: `only targetDate ${String(snapshot.order.targetDate)}`,
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
          expected: `targetDate ${String(before)}, as before`,
          actual: String(after),
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

/** The order as it was placed. */
function placed({ subject }: Stream): JsonObject {
  const sent = json(subject.exchange?.request.body);
  return sent.ok && isObject(sent.value) ? sent.value : {};
}

const within = (entity: JsonObject | undefined, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, member) => (isObject(value) ? value[member] : undefined), entity);

/** What no amendment can change, where to find it. */
const FIXED: readonly (readonly string[])[] = [
  ['address', 'id'],
  ['address', 'type'],
  ['serviceOrderItem', 'serviceSpecification', 'id'],
];

// Systems that keep identifiers as numbers drop their leading zeros; the address is still the same.
const canonical = (value: unknown) =>
  String(value)
    .replace(/^0+(?=\d)/, '')
    .toUpperCase();

export const kciShowsThePlacedOrder = check<Reported & { readonly ordered: JsonObject }>({
  id: 'kci-shows-the-placed-order',
  requirement: 'KCI-SHOWS-ORDER',
  title: 'address and specification as ordered',
  forEach: ({ views }) =>
    orderStreams(views).flatMap((stream) => {
      const ordered = placed(stream);
      return stream.kcis.filter(({ entity }) => entity).map((kci) => ({ kci, stream, ordered }));
    }),
  violation: ({ kci, stream, ordered }) =>
    FIXED.flatMap((path): readonly Violation[] => {
      const [sent, shown] = [within(ordered, ...path), within(kci.entity, ...path)];
      return !isGiven(sent) || !isGiven(shown) || canonical(sent) === canonical(shown)
        ? []
        : [
            {
              expected: `${path.join('.')} ${String(sent)}`,
              actual: String(shown),
              seen: [stream.subject.origin, kci.event.seq],
            },
          ];
    }),
});

/** Members of an order that may rightly be there at one time and not at another. */
const PASSING = [
  'appointmentReservationId', // dropped when an appointment has to be made anew
  'appointmentReservationReference',
  'appointmentTimeslot',
  'serviceOrderAmendmentId',
  'serviceOrderAmendmentReference',
  'serviceOrderCancellationId',
  'serviceOrderCancellationReference',
  'committedDate', // judged by a rule of its own
  'targetDate',
  'status',
];

const characteristicNames = (order: JsonObject): readonly string[] => {
  const list = within(order, 'serviceOrderItem', 'serviceCharacteristics') ?? order.serviceCharacteristics;
  return Array.isArray(list)
    ? list.flatMap((item) => (isObject(item) && typeof item.name === 'string' ? [item.name] : []))
    : [];
};

export const nothingIsLost = check<Succession>({
  id: 'nothing-is-lost',
  requirement: 'KCI-NOTHING-LOST',
  title: 'members and characteristics kept',
  // An amendment may rightly take something away; what followed one is not compared with what was before.
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ stream, earlier, later }) =>
        earlier.entity &&
        later.entity &&
        later.reasonCode !== 'AMENDED' &&
        !amendedAmid(stream, earlier.event, later.event),
    ),
  violation: ({ earlier, later }) => {
    const [before, after] = [earlier.entity ?? {}, later.entity ?? {}];
    const members = Object.keys(before).filter(
      (name) => !PASSING.includes(name) && isGiven(before[name]) && !isGiven(after[name]),
    );
    const named = characteristicNames(after);
    const characteristics = characteristicNames(before).filter((name) => !named.includes(name));
    const lost = [...members, ...characteristics.map((name) => `characteristic ${name}`)];
    return lost.length > 0
      ? {
          expected: `${lost.join(', ')} as before`,
          actual: `missing with ${later.reasonCode}`,
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

/** The amended values that a KCI can show under the name that the amendment gave them. */
const AMENDABLE = [
  'notes',
  'hazards',
  'onSiteRestrictions',
  'requestedCompletionDate',
  'appointmentReservationId',
  'primaryContact',
  'secondaryContact',
];

/** The amendment that an AMENDED KCI tells of. */
function amendmentOf({ kci, stream }: Reported): { readonly sent: JsonObject; readonly seq: number } | undefined {
  const amendments = stream.requests.filter(({ kind }) => kind === 'amendment');
  const quoted =
    amendments.find(({ id }) => id === kci.entity?.serviceOrderAmendmentId) ??
    (amendments.length === 1 ? amendments[0] : undefined);
  const sent = json(quoted?.exchange.request.body);
  return quoted && sent.ok && isObject(sent.value) ? { sent: sent.value, seq: quoted.exchange.request.seq } : undefined;
}

export const amendedShowsAmendment = check<Reported>({
  id: 'amended-shows-amendment',
  requirement: 'KCI-SHOWS-AMENDMENT',
  title: 'amended values with AMENDED',
  forEach: (evidence) => withReason('AMENDED')(evidence).filter((trigger) => amendmentOf(trigger)),
  violation: (trigger) => {
    const amendment = amendmentOf(trigger);
    const entity: Kci['entity'] = trigger.kci.entity ?? {};
    return AMENDABLE.filter((member) => isGiven(amendment?.sent[member]))
      .flatMap((member) => departures(amendment?.sent[member], entity?.[member], member))
      .map(({ path, sent, answered }) => ({
        expected: `${path} ${sent}`,
        actual: answered,
        seen: [amendment?.seq ?? trigger.kci.event.seq, trigger.kci.event.seq],
      }));
  },
});

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
