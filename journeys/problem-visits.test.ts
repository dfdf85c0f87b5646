import { expect, test } from '@playwright/test';
import type { FastifyReply } from 'fastify';
import { startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type Seen } from './fixtures/supplier.ts';
import { problemAppointed } from './problem-visits.ts';

const DATA = {
  address: ADDRESS,
  characteristics: [],
  liveServices: [{ serviceId: 'S1', serviceSpecification: 'FTTP' }],
};

/** Plays against a supplier that answers some requests, by the end of their path, with a status of their own. */
async function played(
  look: (run: TestRun) => void,
  statuses: Readonly<Record<string, number>> = {},
  slots?: readonly object[],
  reference?: string,
): Promise<void> {
  const twist = ({ path, body }: Seen, reply: FastifyReply) => {
    const end = path.split(/[/?]/)[2] ?? '';
    if (end === 'available-appointments') return slots ? { availableTimeslots: slots } : undefined;
    if (end === 'appointments') {
      return reference === undefined ? undefined : reply.code(201).send({ ...body, supplierReference: reference });
    }
    const problem = end === 'service-problems' ? { supplierReference: 'PRB_1', status: 'IN_PROGRESS' } : {};
    return reply.code(statuses[end] ?? 201).send({ ...body, ...problem });
  };
  const run = await startRun(
    { style: 'created', twist },
    { features: ['service-problems', 'appointments'], data: DATA },
  );
  try {
    await problemAppointed.play(run.stages.stageFor('problem-appointed'));
    look(run);
  } finally {
    await run.close();
  }
}

const posted = ({ supplier }: TestRun, path: string) =>
  supplier.seen.filter((seen) => seen.method === 'POST' && seen.path === `/prefix/${path}`).map(({ body }) => body);

test('a problem names the slot that is held for its repair, and an amendment another one', () =>
  played((run) => {
    const [first, second, ...more] = posted(run, 'appointments');
    expect(more).toEqual([]);
    for (const reserved of [first, second]) {
      expect(reserved).toMatchObject({ purpose: 'REPAIR', serviceSpecification: { id: 'FTTP' } });
    }
    const aims = run.exchanges().filter(({ request }) => request.operation === 'handleReserveAppointment');
    expect(aims.map(({ request }) => request.aim)).toEqual(['offered-slot', 'offered-slot']);
    const searches = run.exchanges().filter(({ request }) => request.operation === 'handleAppointmentAvailability');
    const purposes = searches.map(({ request }) => new URL(request.url).searchParams.get('appointmentPurpose'));
    expect(purposes).toEqual(['REPAIR', 'REPAIR']);
    const reservation = { appointmentReservationReference: 'SLOT-1' };
    const [problem] = posted(run, 'service-problems');
    expect(problem).toMatchObject({ ...reservation, address: ADDRESS, appointmentReservationId: first?.id });
    const [amendment, ...others] = posted(run, 'service-problem-amendments');
    expect(others).toEqual([]);
    expect(amendment).toMatchObject({
      ...reservation,
      serviceProblemId: problem?.id,
      appointmentReservationId: second?.id,
    });
    expect(posted(run, 'service-problem-cancellations')).toHaveLength(1);
    expect(run.notes('left-over')).toEqual([]);
  }));

test('a reference that a problem cannot carry is left out', () =>
  played(
    (run) => {
      const bodies = [...posted(run, 'service-problems'), ...posted(run, 'service-problem-amendments')];
      expect(bodies).toHaveLength(2);
      for (const body of bodies) {
        expect(body).toMatchObject({ appointmentReservationId: expect.any(Number) });
        expect(body).not.toHaveProperty('appointmentReservationReference');
      }
    },
    {},
    undefined,
    'X'.repeat(51),
  ));

for (const [what, end, held] of [
  ['problem', 'service-problems', 0],
  ['amendment', 'service-problem-amendments', 1],
] as const) {
  test(`a slot that no ${what} took is written down`, () =>
    played(
      (run) => {
        const reserved = posted(run, 'appointments');
        expect(reserved).toHaveLength(held + 1);
        expect(run.notes('left-over')).toEqual([
          `appointment reservation ${String(reserved[held]?.id)} (SLOT-1) is held until it lapses`,
        ]);
      },
      { [end]: 422 },
    ));
}

test('where no slot for a repair is offered no problem is reported, which is said', () =>
  played(
    (run) => {
      expect(posted(run, 'service-problems')).toEqual([]);
      expect(run.notes('remark')).toEqual(['no appointment with the purpose REPAIR: no slot was offered']);
    },
    {},
    [],
  ));
