import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import {
  acknowledgedOrder,
  amendment,
  ethernetKci,
  ethernetOrder,
  orderKci,
  provideOrder,
  reservation,
  SLOT,
} from './fixtures/messages.ts';
import { problemKci, problemReported } from './fixtures/repairs.ts';
import {
  kciShowsTheBookedAppointment,
  reappointedGivesSlot,
  reappointedNamesItsReference,
  slotEndsAfterItStarts,
  slotOfAProblemEndsAfterItStarts,
  targetFollowsNewSlot,
} from './kci-appointments.ts';

const outcome = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings));

const placed = exchanged(
  'handleCreateOrder',
  { body: provideOrder(), variant: 'provide' },
  { status: 201, body: acknowledgedOrder() },
);

const reappointed = (order: object) => [
  placed,
  kci(orderKci('REAPPOINTED', 'IN_PROGRESS', { order: { appointmentTimeslot: SLOT, ...order } })),
];

test('the reference of a new appointment goes by the name that suppliers are shown, and may go by the other as well', () => {
  const check = reappointedNamesItsReference;
  const own = { appointmentReservationReference: 'APT1' };
  const other = { appointmentSupplierReference: 'APT1' };
  expect(outcome(check, ...reappointed(own)).outcome).toBe('passed');
  expect(outcome(check, ...reappointed({ ...own, ...other })).outcome).toBe('passed');
  expect(outcome(check, ...reappointed(other))).toMatchObject({
    outcome: 'failed',
    actual: ['only appointmentSupplierReference'],
  });
  // That there is none at all is a matter of another rule, which takes either name.
  expect(outcome(check, ...reappointed({})).outcome).toBe('not-applicable');
  expect(outcome(reappointedGivesSlot, ...reappointed({})).outcome).toBe('failed');
  expect(outcome(reappointedGivesSlot, ...reappointed(other)).outcome).toBe('passed');
});

test('how a KCI shows the new appointment of an Ethernet order is not published', () => {
  const ethernet = [
    exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 }),
    kci(ethernetKci('REAPPOINTED', 'IN_PROGRESS')),
  ];
  for (const check of [reappointedGivesSlot, reappointedNamesItsReference, targetFollowsNewSlot]) {
    expect(outcome(check, ...ethernet).outcome).not.toBe('failed');
  }
});

test('a new slot moves the target to its day at least', () => {
  const check = targetFollowsNewSlot;
  // The slot begins at 8 o'clock on 2 February, in London.
  for (const targetDate of [
    '2026-02-02T08:00:00Z',
    '2026-02-02T00:00:00Z',
    '2026-02-03T09:00:00+01:00',
    '2026-02-09',
  ]) {
    expect(outcome(check, ...reappointed({ targetDate })).outcome, targetDate).toBe('passed');
  }
  for (const targetDate of ['2026-02-01T23:59:00Z', '2026-01-20T09:00:00Z', '2026-02-01']) {
    expect(outcome(check, ...reappointed({ targetDate })), targetDate).toMatchObject({
      outcome: 'failed',
      expected: ['a targetDate no earlier than the new slot, 2026-02-02'],
      actual: [targetDate],
    });
  }
  expect(outcome(check, ...reappointed({})).outcome).toBe('not-applicable');
  const local = { timeslotStartDateTime: '2026-02-02T08:00:00', timeslotEndDateTime: '2026-02-02T13:00:00' };
  const unreadable = { targetDate: '2026-01-20T09:00:00Z', appointmentTimeslot: local };
  expect(outcome(check, ...reappointed(unreadable)).outcome).toBe('not-applicable');
});

test('a slot ends after it starts, for a problem as for an order', () => {
  const backwards = {
    timeslotStartDateTime: SLOT.timeslotEndDateTime,
    timeslotEndDateTime: SLOT.timeslotStartDateTime,
  };
  const aProblem = (slot: object) => [
    problemReported(),
    problemKci('REAPPOINTED', 'IN_PROGRESS', { appointmentTimeslot: slot }),
  ];
  expect(outcome(slotOfAProblemEndsAfterItStarts, ...aProblem(SLOT)).outcome).toBe('passed');
  expect(outcome(slotOfAProblemEndsAfterItStarts, ...aProblem(backwards)).outcome).toBe('failed');
  expect(outcome(slotEndsAfterItStarts, ...aProblem(backwards)).outcome, 'that is not published').toBe(
    'not-applicable',
  );
  expect(outcome(slotEndsAfterItStarts, ...reappointed({ appointmentTimeslot: backwards })).outcome).toBe('failed');
  expect(outcome(slotOfAProblemEndsAfterItStarts, ...reappointed({})).outcome).toBe('not-applicable');
});

const BOOKED = { appointmentReservationId: 234, appointmentReservationReference: 'APT234' };

/** An order for a reserved appointment, what happens to it, and how a KCI shows its appointment then. */
const shownAs = (changes: object, ...before: readonly Happening[]) =>
  outcome(
    kciShowsTheBookedAppointment,
    exchanged('handleReserveAppointment', { body: reservation() }, { status: 201 }),
    exchanged(
      'handleCreateOrder',
      { body: provideOrder(BOOKED), variant: 'provide' },
      { status: 201, body: acknowledgedOrder(BOOKED) },
    ),
    ...before,
    kci(orderKci('COMMITTED', 'IN_PROGRESS', { sequenceNumber: before.length + 1, order: { ...BOOKED, ...changes } })),
  );

test('a KCI shows the appointment that was booked', () => {
  const { timeslotStartDateTime: from, timeslotEndDateTime: to } = SLOT;
  for (const same of [
    {},
    { appointmentTimeslot: SLOT },
    { appointmentTimeslot: { startDateTime: '2026-02-02T08:00:00.000+00:00', endDateTime: to } },
    { appointmentTimeslot: { timeslotStartDateTime: '2026-02-02T10:00:00Z', timeslotEndDateTime: to } },
    { appointmentTimeslot: 'in the morning' },
    { appointmentReservationId: '0234', appointmentReservationReference: 'apt234' },
    { appointmentReservationId: undefined, appointmentReservationReference: null },
  ]) {
    expect(shownAs(same), JSON.stringify(same)).toMatchObject({ outcome: 'passed' });
  }
  expect(shownAs({ appointmentReservationId: 235 })).toMatchObject({
    expected: ['appointmentReservationId 234'],
    actual: ['235'],
  });
  expect(shownAs({ appointmentReservationReference: 'APT1' }).actual).toEqual(['APT1']);
  for (const [start, end] of [
    ['2026-02-02T09:00:00Z', '2026-02-02T14:00:00Z'],
    ['2026-02-02T07:00:00Z', to],
    ['2026-02-03T08:00:00Z', '2026-02-03T13:00:00Z'],
  ]) {
    const { expected, outcome: found } = shownAs({
      appointmentTimeslot: { timeslotStartDateTime: start, timeslotEndDateTime: end },
    });
    expect(found, `${start} to ${end}`).toBe('failed');
    expect(expected).toEqual([
      `the slot that was reserved, ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`,
    ]);
  }
});

test('an appointment that somebody has moved may be shown', () => {
  const other = { appointmentReservationId: 9, appointmentReservationReference: 'APT9' };
  const moved = exchanged('handleAmendOrder', { body: amendment(other) }, { status: 202 });
  expect(shownAs(other, moved).outcome).toBe('passed');
  expect(shownAs({ ...other, appointmentReservationId: 10 }, moved).actual).toEqual(['10']);
  // Not every supplier tells its own reference of a reservation.
  const { appointmentReservationId } = other;
  const unnamed = exchanged('handleAmendOrder', { body: amendment({ appointmentReservationId }) }, { status: 202 });
  expect(shownAs(other, unnamed).outcome).toBe('passed');
  for (const reason of ['REAPPOINT', 'REAPPOINTED']) {
    expect(shownAs(other, kci(orderKci(reason, 'IN_PROGRESS', { order: BOOKED }))).outcome, reason).not.toBe('failed');
  }
  const delayed = kci(orderKci('DELAY', 'IN_PROGRESS', { order: BOOKED }));
  const later = { timeslotStartDateTime: '2026-02-03T08:00:00Z', timeslotEndDateTime: '2026-02-03T13:00:00Z' };
  expect(shownAs({ appointmentTimeslot: later }, delayed).outcome).toBe('passed');
  expect(shownAs(other, delayed).outcome).toBe('failed');
});
