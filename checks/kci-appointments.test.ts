import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, ethernetKci, ethernetOrder, orderKci, provideOrder, SLOT } from './fixtures/messages.ts';
import { problemKci, problemReported } from './fixtures/repairs.ts';
import {
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
