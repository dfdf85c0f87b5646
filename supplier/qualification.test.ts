import { expect, test } from '@playwright/test';
import { faultsOfAnswer } from './fixtures/contract.ts';
import { DATA, freeSlots, provideOrder, reserveSlot, setUp } from './fixtures/tenant.ts';
import { addDays, londonDay, londonTime } from './london.ts';
import { heldReservation } from './qualification.ts';
import { STYLES, type World } from './model.ts';

const asked = (address: unknown = DATA.address) => ({ address: JSON.stringify(address) });

for (const style of STYLES) {
  test(`${style}: availability names the address and what it can have`, async () => {
    const setting = await setUp(style);
    const answer = await setting.get('/service-availability', asked());
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      address: { identifier: DATA.address },
      serviceSpecifications: [{ id: DATA.serviceSpecification, serviceCharacteristics: [{ name: 'LINE_PROFILE' }] }],
      siteInformation: { newLine: true, installationType: 'STANDARD' },
    });
    expect(await faultsOfAnswer('handleAvailabilityCheck', answer)).toEqual([]);
    await setting.close();
  });

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
    expect(reservation.body).toMatchObject({ id: 50, address: DATA.address, supplierReference: expect.stringMatching(/^APT/) });
    expect(Date.parse(String(reservation.body.expiryDateTime))).toBeGreaterThan(Date.now());
    await setting.close();
  });
}

test('an address out of coverage has no services and no slots', async () => {
  const setting = await setUp('sync');
  const availability = await setting.get('/service-availability', asked(DATA.outOfCoverage));
  expect([availability.status, availability.body.serviceSpecifications]).toEqual([200, []]);
  expect(await faultsOfAnswer('handleAvailabilityCheck', availability)).toEqual([]);
  expect(await freeSlots(setting, asked(DATA.outOfCoverage))).toEqual([]);
  await setting.close();
});

test('only the types of service that are asked for are offered, however the list is written', async () => {
  const setting = await setUp('sync');
  const offered = async (...serviceTypes: readonly string[]) => {
    const types = serviceTypes.map((type) => ['serviceTypes', type] as const);
    const { status, body } = await setting.get('/service-availability', [['address', JSON.stringify(DATA.address)], ...types]);
    return status === 200 ? (body.serviceSpecifications as { id: string }[]).map(({ id }) => id) : status;
  };
  expect(await offered()).toEqual([DATA.serviceSpecification]);
  expect(await offered('ETHERNET')).toEqual(['ETHERNET-1000']);
  expect(await offered('BROADBAND,ETHERNET')).toHaveLength(2);
  expect(await offered('BROADBAND', 'ETHERNET')).toHaveLength(2);
  expect(await offered('TELEPHONE')).toBe(422);
  expect(await offered('')).toBe(422);
  await setting.close();
});

for (const [what, query, status] of [
  ['no address', {}, 400],
  ['an address that is not JSON', { address: '{"id":' }, 400],
  ['an address without type', { address: '{"id":"1"}' }, 400],
] as const) {
  test(`availability with ${what} is refused with ${status}`, async () => {
    const setting = await setUp('sync');
    const answer = await setting.get('/service-availability', query);
    expect(answer.status).toBe(status);
    expect(await faultsOfAnswer('handleAvailabilityCheck', answer)).toEqual([]);
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

test('hours of the day are London hours, in summer and in winter', () => {
  expect(londonTime('2026-07-01', 8)).toBe('2026-07-01T08:00:00+01:00');
  expect(londonTime('2026-12-01', 13)).toBe('2026-12-01T13:00:00Z');
  expect(londonTime('2026-03-29', 9)).toBe('2026-03-29T09:00:00+01:00');
  expect(londonTime('2026-10-25', 9)).toBe('2026-10-25T09:00:00Z');
  expect(londonDay(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
