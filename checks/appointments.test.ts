import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { History } from '../evidence/history.ts';
import { APPOINTMENT_REQUIREMENTS } from '../specs/requirements/appointments.ts';
import {
  inventedSlotsAreRefused,
  noSlotsOutOfCoverage,
  offeredSlotsAreReserved,
  purposeIsOptional,
  reservationEcho,
  reservationExpiresLater,
  reservationId,
  reservationReference,
  reservationReferencesAreUnique,
  reservationStatus,
  slotsAddress,
  slotsClassifications,
  slotsEndAfterStart,
  slotsFromDate,
  slotsInUkTime,
  slotsOptionalParameters,
  slotsStatus,
} from './appointments.ts';
import { concluded, exchanged, history, type RequestOptions } from './fixtures/history.ts';
import { ADDRESS, reservation, SLOT, slots } from './fixtures/messages.ts';

const judged = (check: Check, happened: History) => concluded(check, APPOINTMENT_REQUIREMENTS, happened);

const asked = {
  address: JSON.stringify(ADDRESS),
  serviceSpecification: '{"id":"FTTP-1000"}',
  appointmentPurpose: 'PROVIDE',
};
const searched = (status: number, body: unknown = slots(), more: Readonly<Record<string, string>> = {}) =>
  exchanged(
    'handleAppointmentAvailability',
    { query: { ...asked, appointmentFromDate: '2026-02-02', classifications: 'WEEKDAY_AM,WEEKDAY_PM', ...more } },
    { status, body },
  );
const found = (...offered: readonly object[]) =>
  history(searched(200, slots(...offered.map((slot) => ({ ...SLOT, ...slot })))));
const reserved = (
  status: number,
  body: unknown = { ...reservation(), supplierReference: 'A234' },
  sent: RequestOptions = {},
) => exchanged('handleReserveAppointment', { body: reservation(), aim: 'offered-slot', ...sent }, { status, body });

test('slots-status', () => {
  expect(judged(slotsStatus, history(searched(200))).outcome).toBe('passed');
  expect(judged(slotsStatus, history(searched(201))).actual).toEqual(['201']);
});

test('slots-address', () => {
  expect(judged(slotsAddress, history(searched(200))).outcome).toBe('passed');
  const other = { availableTimeslots: [], address: { id: '1', type: 'UPRN' }, serviceSpecification: { id: 'X' } };
  expect(judged(slotsAddress, history(searched(200, other))).actual).toEqual(['"1"', '"X"']);
  expect(judged(slotsAddress, history(searched(200, { availableTimeslots: [] }))).outcome).toBe('not-applicable');
});

test('slots-from-date goes by the calendar of London', () => {
  expect(judged(slotsFromDate, found({})).outcome).toBe('passed');
  expect(judged(slotsFromDate, history(searched(200))).outcome).toBe('passed');
  expect(judged(slotsFromDate, found({ timeslotStartDateTime: '2026-02-01T09:00:00Z' })).outcome).toBe('failed');
  const summer = (start: string) =>
    history(searched(200, slots({ ...SLOT, timeslotStartDateTime: start }), { appointmentFromDate: '2026-07-02' }));
  expect(judged(slotsFromDate, summer('2026-07-01T23:30:00Z')).outcome).toBe('passed');
  expect(judged(slotsFromDate, summer('2026-07-01T22:30:00Z')).outcome).toBe('failed');
});

test('slots-classifications', () => {
  expect(judged(slotsClassifications, found({ classification: 'WEEKDAY_PM' }, {})).outcome).toBe('passed');
  expect(judged(slotsClassifications, found({ classification: 'SATURDAY' })).actual).toEqual(['"SATURDAY"']);
});

test('slots-optional-parameters', () => {
  const bare = (status: number) =>
    history(exchanged('handleAppointmentAvailability', { query: asked }, { status, body: slots() }));
  expect(judged(slotsOptionalParameters, bare(200)).outcome).toBe('passed');
  expect(judged(slotsOptionalParameters, bare(400)).outcome).toBe('failed');
  expect(judged(slotsOptionalParameters, history(searched(400))).outcome).toBe('not-exercised');
});

test('slots-in-uk-time', () => {
  const from = (start: string) => judged(slotsInUkTime, found({ timeslotStartDateTime: start })).outcome;
  expect(from('2026-02-02T08:00:00.000Z')).toBe('passed');
  expect(from('2026-02-02T08:00:00+00:00')).toBe('passed');
  expect(from('2026-07-02T08:00:00+01:00')).toBe('passed');
  expect(from('2026-07-02T08:00:00Z')).toBe('passed');
  expect(from('2026-02-02T08:00:00+01:00')).toBe('failed');
  expect(from('2026-02-02T13:30:00+05:30')).toBe('failed');
  expect(from('2026-02-02T07:00:00-01:00')).toBe('failed');
});

test('slots-end-after-start', () => {
  expect(judged(slotsEndAfterStart, found({})).outcome).toBe('passed');
  expect(judged(slotsEndAfterStart, found({ timeslotEndDateTime: SLOT.timeslotStartDateTime })).outcome).toBe('failed');
});

test('reservation-status', () => {
  expect(judged(reservationStatus, history(reserved(201))).outcome).toBe('passed');
  expect(judged(reservationStatus, history(reserved(200), reserved(202))).actual).toEqual(['200', '202']);
});

test('offered-slots-are-reserved', () => {
  expect(judged(offeredSlotsAreReserved, history(reserved(201))).outcome).toBe('passed');
  expect(judged(offeredSlotsAreReserved, history(reserved(422))).actual).toEqual(['422']);
  expect(judged(offeredSlotsAreReserved, history(reserved(503))).outcome).toBe('not-exercised');
});

test('reservation-id', () => {
  expect(judged(reservationId, history(reserved(201), reserved(201, {}))).outcome).toBe('passed');
  expect(judged(reservationId, history(reserved(201, reservation({ id: 9001 })))).actual).toEqual(['9001']);
});

test('reservation-echo', () => {
  const spelled = reservation({
    timeslot: {
      timeslotStartDateTime: '2026-02-02T09:00:00+01:00',
      timeslotEndDateTime: '2026-02-02T13:00:00.000Z',
      standard: true,
    },
  });
  expect(judged(reservationEcho, history(reserved(201, spelled))).outcome).toBe('passed');
  const later = reservation({
    timeslot: { ...SLOT, timeslotStartDateTime: '2026-02-02T09:00:00Z' },
    purpose: undefined,
  });
  expect(judged(reservationEcho, history(reserved(201, later)))).toMatchObject({
    outcome: 'failed',
    expected: [
      'body/purpose as sent: "PROVIDE"',
      `body/timeslot.timeslotStartDateTime as sent: "${SLOT.timeslotStartDateTime}"`,
    ],
    actual: ['missing', '"2026-02-02T09:00:00Z"'],
  });
});

test('reservation-reference', () => {
  expect(judged(reservationReference, history(reserved(201))).outcome).toBe('passed');
  expect(judged(reservationReference, history(reserved(201, reservation()))).actual).toEqual(['missing']);
});

test('reservation-references-are-unique', () => {
  const booked = (id: number, supplierReference?: string) =>
    reserved(201, reservation({ id, supplierReference }), { body: reservation({ id }) });
  expect(judged(reservationReferencesAreUnique, history(booked(1, 'A1'), booked(2, 'A2'))).outcome).toBe('passed');
  expect(judged(reservationReferencesAreUnique, history(booked(1, 'A1'), booked(2, 'A1'))).actual).toEqual([
    '"A1" again',
  ]);
  // Asked once more for the same reservation, a supplier rightly gives the same answer.
  expect(judged(reservationReferencesAreUnique, history(booked(1, 'A1'), booked(1, 'A1'))).outcome).toBe('passed');
  expect(judged(reservationReferencesAreUnique, history(booked(1), booked(2))).outcome).toBe('not-applicable');
});

test('reservation-expires-later', () => {
  const until = (expiryDateTime?: string) => history(reserved(201, reservation({ expiryDateTime })));
  expect(judged(reservationExpiresLater, until('2026-01-12T09:30:00Z')).outcome).toBe('passed');
  expect(judged(reservationExpiresLater, until('2026-01-12T08:30:00Z')).outcome).toBe('failed');
  expect(judged(reservationExpiresLater, until()).outcome).toBe('not-applicable');
});

test('invented-slots-are-refused', () => {
  const sent: RequestOptions = { aim: 'never-offered-slot' };
  expect(judged(inventedSlotsAreRefused, history(reserved(422, {}, sent))).outcome).toBe('passed');
  expect(judged(inventedSlotsAreRefused, history(reserved(201, {}, sent))).actual).toEqual(['201']);
});

test('no-slots-out-of-coverage', () => {
  const aim = 'out-of-coverage';
  const looked = (status: number, body: unknown) =>
    history(exchanged('handleAppointmentAvailability', { query: asked, aim }, { status, body }));
  expect(judged(noSlotsOutOfCoverage, looked(200, slots())).outcome).toBe('passed');
  expect(judged(noSlotsOutOfCoverage, looked(422, {})).outcome).toBe('passed');
  expect(judged(noSlotsOutOfCoverage, looked(200, slots(SLOT, SLOT))).actual).toEqual(['2 slots']);
  expect(judged(noSlotsOutOfCoverage, history(reserved(422, {}, { aim }))).outcome).toBe('passed');
  expect(judged(noSlotsOutOfCoverage, history(reserved(201, reservation(), { aim }))).actual).toEqual(['201']);
  expect(judged(noSlotsOutOfCoverage, history(reserved(201, reservation()))).outcome).toBe('not-exercised');
});

test('purpose-is-optional', () => {
  const sent: RequestOptions = { body: reservation({ purpose: undefined }) };
  expect(judged(purposeIsOptional, history(reserved(201, {}, sent), reserved(422, {}, sent))).outcome).toBe('passed');
  expect(judged(purposeIsOptional, history(reserved(400, {}, sent))).outcome).toBe('failed');
  expect(judged(purposeIsOptional, history(reserved(400))).outcome).toBe('not-exercised');
});
