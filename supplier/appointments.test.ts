import { expect, test } from '@playwright/test';
import { heldReservation } from './appointments.ts';
import { faultsOfAnswer } from './fixtures/contract.ts';
import { DATA, freeSlots, provideOrder, reserveSlot, setUp } from './fixtures/tenant.ts';
import { addDays, londonDay } from './london.ts';
import { STYLES, type World } from './model.ts';

const asked = (address: unknown = DATA.address) => ({ address: JSON.stringify(address) });

for (const style of STYLES) {
  test(`${style}: slots and reservations keep the contract`, async () => {
    const setting = await setUp(style);
    const available = await setting.get('/available-appointments', {
      ...asked(),
      serviceSpecification: JSON.stringify({ id: DATA.serviceSpecification }),
      appointmentPurpose: 'PROVIDE',
    });
    expect(await faultsOfAnswer('handleAppointmentAvailability', available)).toEqual([]);
    const reservation = await reserveSlot(setting, 50);
    expect(reservation.status).toBe(201);
    expect(await faultsOfAnswer('handleReserveAppointment', reservation)).toEqual([]);
    expect(reservation.body).toMatchObject({
      id: 50,
      address: DATA.address,
      supplierReference: expect.stringMatching(/^APT/),
    });
    expect(Date.parse(String(reservation.body.expiryDateTime))).toBeGreaterThan(Date.now());
    await setting.close();
  });
}

test('slots keep to the day and the kinds that are asked for', async () => {
  const setting = await setUp('sync');
  const from = addDays(londonDay(new Date()), 20);
  const found = await freeSlots(setting, { appointmentFromDate: from, classifications: 'WEEKDAY_AM,SATURDAY_AM' });
  expect(found.length).toBeGreaterThan(0);
  for (const slot of found) {
    expect(slot.timeslotStartDateTime.slice(0, 10) >= from).toBe(true);
    expect(['WEEKDAY_AM', 'SATURDAY_AM']).toContain(slot.classification);
    expect(Date.parse(slot.timeslotEndDateTime)).toBeGreaterThan(Date.parse(slot.timeslotStartDateTime));
  }
  expect(await freeSlots(setting, { classifications: 'SUNDAY_PM' })).toEqual([]);
  await setting.close();
});

for (const [what, query] of [
  ['a day that is none', { appointmentFromDate: 'soon' }],
  ['an unknown purpose', { appointmentPurpose: 'PARTY' }],
  ['an unknown specification', { serviceSpecification: '{"id":"NO-SUCH"}' }],
] as const) {
  test(`a request for appointments with ${what} is refused with 422`, async () => {
    const setting = await setUp('sync');
    const answer = await setting.get('/available-appointments', {
      ...asked(),
      serviceSpecification: JSON.stringify({ id: DATA.serviceSpecification }),
      appointmentPurpose: 'PROVIDE',
      ...query,
    });
    expect(answer.status).toBe(422);
    await setting.close();
  });
}

test('a slot that was never offered is not reserved', async () => {
  const setting = await setUp('sync');
  const [slot] = await freeSlots(setting);
  const start = String(slot?.timeslotStartDateTime);
  const reserve = (timeslotStartDateTime: string, timeslotEndDateTime: string) =>
    setting.post('/appointments', {
      id: 50,
      address: DATA.address,
      serviceSpecification: { id: DATA.serviceSpecification },
      timeslot: { timeslotStartDateTime, timeslotEndDateTime },
      purpose: 'PROVIDE',
    });
  const shifted = new Date(Date.parse(start) + 17 * 60_000).toISOString();
  expect((await reserve(shifted, String(slot?.timeslotEndDateTime))).status).toBe(422);
  expect((await reserve('2020-01-06T08:00:00Z', '2020-01-06T13:00:00Z')).status).toBe(422);
  expect((await reserve(new Date(start).toISOString(), String(slot?.timeslotEndDateTime))).status).toBe(201);
  expect((await setting.post('/service-orders', provideOrder(1, { appointmentReservationId: 50 }))).status).toBe(201);
  await setting.close();
});

test('a reservation is of no use after it has expired', () => {
  const expires = '2026-01-10T09:00:00.000Z';
  const slot = { timeslotStartDateTime: '', timeslotEndDateTime: '', classification: '', standard: true };
  const reservations = new Map([['T/5', { id: 5, tenant: 'T', reference: 'APT5', slot, expires }]]);
  const at = (now: string) => ({ reservations, now: () => new Date(now) }) as unknown as World;
  const named = { appointmentReservationId: 5 };
  expect(heldReservation(named, 'T', at('2026-01-10T08:59:59.000Z'))?.reference).toBe('APT5');
  expect(heldReservation({ appointmentReservationReference: 'APT5' }, 'T', at('2026-01-10T08:59:59.000Z'))?.id).toBe(5);
  expect(heldReservation(named, 'T', at('2026-01-10T09:00:00.000Z'))).toBeUndefined();
});
