import { isObject } from '../specs/json-object.ts';
import { shown } from '../specs/describe.ts';
import { jsonObject, type Kci } from '../evidence/kci.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { hasPublishedForm, inWords, isGiven, reported, withReason, type Reported } from './kci-triggers.ts';
import { dayOf } from './london.ts';
import { asked, bodyOf, canonical } from './shown.ts';

/** The KCIs about orders of published form that tell of an appointment which the supplier has made itself. */
const reappointed = (evidence: Evidence): readonly Reported[] =>
  withReason('REAPPOINTED')(evidence).filter(({ stream }) => hasPublishedForm(stream));

export const reappointedGivesSlot = check<Reported>({
  id: 'reappointed-gives-slot',
  requirement: 'KCI-REAPPOINTED-SLOT',
  title: 'slot and reference of REAPPOINTED',
  forEach: reappointed,
  violation: ({ kci }) => {
    // An earlier rendering calls the reference as the tenant's side does.
    const missing = [['appointmentTimeslot'], ['appointmentReservationReference', 'appointmentSupplierReference']]
      .filter((names) => !names.some((name) => isGiven(kci.entity?.[name])))
      .map(([name]) => name);
    return missing.length > 0
      ? {
          expected: 'appointmentTimeslot and appointmentReservationReference',
          actual: `no ${missing.join(' and no ')}`,
          seen: [kci.event.seq],
        }
      : undefined;
  },
});

/** The start and end of the slot in a KCI as they stand there, under the names of the API or those of the official examples. */
function timesOf(kci: Kci): { readonly start: unknown; readonly end: unknown } | undefined {
  const slot = kci.entity?.appointmentTimeslot;
  if (!isObject(slot)) return undefined;
  return {
    start: slot.timeslotStartDateTime ?? slot.startDateTime,
    end: slot.timeslotEndDateTime ?? slot.endDateTime,
  };
}

/** A slot, in milliseconds since 1970. */
interface Slot {
  readonly start: number;
  readonly end: number;
}

/** The slot from one time to another, where both can be read. */
function slotBetween(from: unknown, to: unknown): Slot | undefined {
  const [start, end] = [Date.parse(inWords(from)), Date.parse(inWords(to))];
  return Number.isNaN(start) || Number.isNaN(end) ? undefined : { start, end };
}

/** The slot in a KCI, where it can be read. */
function slotOf(kci: Kci): Slot | undefined {
  const times = timesOf(kci);
  return slotBetween(times?.start, times?.end);
}

/** A check that the slots which KCIs about some kinds of things give end after they start. */
const slotsAreInOrder = (definition: Pick<Check, 'id' | 'requirement' | 'title'>, ...kinds: readonly string[]) =>
  check<Reported>({
    ...definition,
    forEach: (evidence) =>
      reported(evidence).filter(({ kci, stream: { subject } }) => kinds.includes(subject.kind) && slotOf(kci)),
    violation: ({ kci }) => {
      const slot = slotOf(kci);
      return slot && slot.end <= slot.start
        ? {
            expected: 'an end after the start',
            actual: shown(kci.entity?.appointmentTimeslot),
            seen: [kci.event.seq],
          }
        : undefined;
    },
  });

export const slotEndsAfterItStarts = slotsAreInOrder(
  { id: 'slot-ends-after-it-starts', requirement: 'KCI-SLOT-ORDER', title: 'order of the times of a slot' },
  'order',
);

// How a KCI shows the appointment of a problem is not published.
export const slotOfAProblemEndsAfterItStarts = slotsAreInOrder(
  {
    id: 'slot-of-a-problem-ends-after-it-starts',
    requirement: 'PRB-KCI-SLOT-ORDER',
    title: 'order of the times of a slot of a problem',
  },
  'problem',
);

export const reappointedNamesItsReference = check<Reported>({
  id: 'reappointed-names-its-reference',
  requirement: 'KCI-REAPPOINTED-NAME',
  title: 'name of the reference of REAPPOINTED',
  forEach: (evidence) =>
    reappointed(evidence).filter(({ kci: { entity } }) =>
      [entity?.appointmentReservationReference, entity?.appointmentSupplierReference].some(isGiven),
    ),
  violation: ({ kci }) =>
    isGiven(kci.entity?.appointmentReservationReference)
      ? undefined
      : {
          expected: 'appointmentReservationReference',
          actual: 'only appointmentSupplierReference',
          seen: [kci.event.seq],
        },
});

/** A KCI that tells of another slot, its day, and the day on which the order is expected to be done. */
interface Moved extends Reported {
  readonly slotDay: string;
  readonly targetDay: string;
}

export const targetFollowsNewSlot = check<Moved>({
  id: 'target-follows-new-slot',
  requirement: 'KCI-REAPPOINTED-TARGET',
  title: 'targetDate of REAPPOINTED',
  forEach: (evidence) =>
    reappointed(evidence).flatMap((trigger) => {
      const slotDay = dayOf(timesOf(trigger.kci)?.start);
      const targetDay = dayOf(trigger.kci.entity?.targetDate);
      return slotDay !== undefined && targetDay !== undefined ? [{ ...trigger, slotDay, targetDay }] : [];
    }),
  violation: ({ kci, slotDay, targetDay }) =>
    targetDay < slotDay
      ? {
          expected: `a targetDate no earlier than the new slot, ${slotDay}`,
          actual: inWords(kci.entity?.targetDate),
          seen: [kci.event.seq],
        }
      : undefined,
});

/** A KCI about an order with an appointment, and the appointments that the order and its amendments have named until then. */
interface Appointed extends Reported {
  readonly ids: readonly unknown[];
  /** Empty where the supplier has not told the reference of each. */
  readonly references: readonly unknown[];
  /** The slots that were reserved under these numbers, where the supplier has not moved the order. */
  readonly slots: readonly Slot[];
}

/** The KCIs of orders with appointments, as long as these are those that the tenant has made. */
function appointed(evidence: Evidence): readonly Appointed[] {
  const slots = reservedSlots(evidence);
  return withReason()(evidence).flatMap((told): readonly Appointed[] => {
    const { kci, stream } = told;
    if (!hasPublishedForm(stream) || wasTold(told, 'REAPPOINT', 'REAPPOINTED')) return [];
    const amendments = stream.requests.filter(
      ({ kind, exchange: { request } }) => kind === 'amendment' && request.seq < kci.event.seq,
    );
    const naming = [asked(stream), ...amendments.map(bodyOf)].filter((body) => isGiven(body.appointmentReservationId));
    if (naming.length === 0) return [];
    const ids = naming.map((body) => body.appointmentReservationId);
    const references = naming.map((body) => body.appointmentReservationReference);
    return [
      {
        ...told,
        ids,
        references: references.every(isGiven) ? references : [],
        slots: wasTold(told, 'DELAY') ? [] : ids.flatMap((id) => slots.get(id) ?? []),
      },
    ];
  });
}

/** Whether a KCI, or one before it in sequence, has one of the reasons. */
function wasTold({ kci, stream: { kcis } }: Reported, ...reasons: readonly string[]): boolean {
  return kcis.slice(0, kcis.indexOf(kci) + 1).some(({ reasonCode }) => reasons.includes(reasonCode ?? ''));
}

/** The slots that were asked for, by the number of the reservation. */
function reservedSlots({ views }: Evidence): ReadonlyMap<unknown, Slot> {
  return new Map(
    views.exchanges.flatMap(({ request }) => {
      if (request.operation !== 'handleReserveAppointment') return [];
      const { id, timeslot } = jsonObject(request.body) ?? {};
      if (!isObject(timeslot)) return [];
      const slot = slotBetween(timeslot.timeslotStartDateTime, timeslot.timeslotEndDateTime);
      return slot ? [[id, slot] as const] : [];
    }),
  );
}

/** Where a KCI names another reservation than any that is known, by its number or by its reference. */
function otherReservation({ kci, stream }: Reported, member: string, known: readonly unknown[]): readonly Violation[] {
  const value = kci.entity?.[member];
  if (!isGiven(value) || known.length === 0 || known.some((one) => canonical(one) === canonical(value))) return [];
  const expected = `${member} ${known.map(inWords).join(' or ')}`;
  return [{ expected, actual: inWords(value), seen: [stream.subject.origin, kci.event.seq] }];
}

/** Where a KCI shows a slot outside those that were reserved; a supplier may narrow down when it comes. */
function otherSlot({ kci, stream, slots }: Appointed): readonly Violation[] {
  const slot = slotOf(kci);
  if (!slot || slots.length === 0) return [];
  if (slots.some(({ start, end }) => start <= slot.start && slot.end <= end)) return [];
  const times = slots.map(({ start, end }) => `${new Date(start).toISOString()} to ${new Date(end).toISOString()}`);
  return [
    {
      expected: `the slot that was reserved, ${times.join(' or ')}`,
      actual: shown(kci.entity?.appointmentTimeslot),
      seen: [stream.subject.origin, kci.event.seq],
    },
  ];
}

export const kciShowsTheBookedAppointment = check<Appointed>({
  id: 'kci-shows-the-booked-appointment',
  requirement: 'KCI-SHOWS-APPOINTMENT',
  title: 'appointment as booked',
  forEach: appointed,
  violation: (told) => [
    ...otherReservation(told, 'appointmentReservationId', told.ids),
    ...otherReservation(told, 'appointmentReservationReference', told.references),
    ...otherSlot(told),
  ],
});

/** Checks of what KCIs tell of appointments. */
export const KCI_APPOINTMENT_CHECKS: readonly Check[] = [
  kciShowsTheBookedAppointment,
  reappointedGivesSlot,
  slotEndsAfterItStarts,
  slotOfAProblemEndsAfterItStarts,
  reappointedNamesItsReference,
  targetFollowsNewSlot,
];
