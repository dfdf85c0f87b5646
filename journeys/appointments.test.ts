import { expect, test } from '@playwright/test';
import type { Feature } from '../specs/requirement.ts';
import { appointmentsReserve } from './appointments.ts';
import { findSlots } from './booking.ts';
import { startRun } from './fixtures/run.ts';
import { JOURNEYS } from './index.ts';

/** For what slots are looked for that is no installation, with whoever claims these features beside appointments. */
async function otherPurposes(...features: readonly Feature[]): Promise<readonly (string | null)[]> {
  const run = await startRun({ style: 'created' }, { features: ['availability', 'appointments', ...features] });
  try {
    const journey = JOURNEYS.find(({ id }) => id === 'appointments-reserve');
    await journey?.play(run.stages.stageFor('appointments-reserve'));
    const searches = run.exchanges().map(({ request }) => new URL(request.url).searchParams);
    const others = searches.filter((query) => !['PROVIDE', null].includes(query.get('appointmentPurpose')));
    // A parameter that is left out may be missed: what is answered then would prove nothing.
    expect(others.every((query) => query.has('appointmentFromDate') && query.has('classifications'))).toBe(true);
    return others.map((query) => query.get('appointmentPurpose'));
  } finally {
    await run.close();
  }
}

test('a slot is only reserved with times that a request can carry', async () => {
  const slot = (start: unknown, end: unknown) => ({ timeslotStartDateTime: start, timeslotEndDateTime: end });
  const sound = slot('2026-12-01T08:00:00+01:00', '2026-12-01T13:00:00.5Z');
  const unsound = [
    '2026-12-01T10:00Z',
    '2026-12-01T25:00:00Z',
    '2026-02-30T08:00:00Z',
    '2026-12-01T08:00:00',
    '2026-12-01',
    'X'.repeat(100_000),
    8,
    null,
  ];
  const availableTimeslots = [
    null,
    ...unsound.map((time) => slot(time, sound.timeslotEndDateTime)),
    ...unsound.map((time) => slot(sound.timeslotStartDateTime, time)),
    sound,
  ];
  const run = await startRun({ style: 'created', twist: () => ({ availableTimeslots }) });
  const search = { specification: 'FTTP-1000', conversation: 'a conversation' };
  expect(await findSlots(run.stages.stageFor('a'), search)).toEqual([sound]);
  await run.close();
});

test('slots are looked for with each purpose that a claimed feature has', async () => {
  expect(await otherPurposes('provide')).toEqual([]);
  expect(await otherPurposes('modify')).toEqual(['MODIFY']);
  expect(await otherPurposes('service-problems')).toEqual(['REPAIR']);
  expect(await otherPurposes('modify', 'service-problems')).toEqual(['MODIFY', 'REPAIR']);
});

test('a slot to change a service is held where changes are claimed, and written down', async () => {
  for (const [feature, purposes] of [
    ['modify', ['PROVIDE', undefined, 'MODIFY', 'PROVIDE']],
    ['provide', ['PROVIDE', undefined, 'PROVIDE']],
  ] as const) {
    const run = await startRun({ style: 'created' }, { features: ['availability', 'appointments', feature] });
    try {
      await appointmentsReserve.play(run.stages.stageFor('appointments-reserve'));
      const reserved = run.exchanges().filter(({ request }) => request.operation === 'handleReserveAppointment');
      const sound = reserved.filter(({ request }) => request.intent.valid);
      const told = sound.map(({ request }) => (JSON.parse(request.body?.text ?? '') as { purpose?: string }).purpose);
      expect(told).toEqual(purposes);
      const changing = sound.find((_, index) => told[index] === 'MODIFY');
      expect(changing?.request.aim).toBe(feature === 'modify' ? 'offered-slot' : undefined);
      expect(run.notes('left-over')).toHaveLength(purposes.length - 1);
    } finally {
      await run.close();
    }
  }
});
