import { isObject } from '../specs/json-object.ts';
import { shown } from '../specs/describe.ts';
import { type Kci } from '../evidence/kci.ts';
import { check, type Check, type Evidence } from './check.ts';
import { hasPublishedForm, inWords, isGiven, reported, withReason, type Reported } from './kci-triggers.ts';
import { dayOf } from './london.ts';

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

/** The same in milliseconds since 1970, where both can be read. */
function slotOf(kci: Kci): { readonly start: number; readonly end: number } | undefined {
  const times = timesOf(kci);
  const [start, end] = [Date.parse(inWords(times?.start)), Date.parse(inWords(times?.end))];
  return Number.isNaN(start) || Number.isNaN(end) ? undefined : { start, end };
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

/** Checks of what KCIs tell of appointments. */
export const KCI_APPOINTMENT_CHECKS: readonly Check[] = [
  reappointedGivesSlot,
  slotEndsAfterItStarts,
  slotOfAProblemEndsAfterItStarts,
  reappointedNamesItsReference,
  targetFollowsNewSlot,
];
