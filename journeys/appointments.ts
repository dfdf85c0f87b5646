import { bookSlot, CLASSIFICATIONS, findSlots, firstDay, leaveReservation, reserve, type Slot } from './booking.ts';
import type { Journey, Stage } from './journey.ts';
import { unservedAddress } from './requests.ts';

/** Looks for slots in all ways, and reserves offered ones and one that was never offered. */
export const appointmentsReserve: Journey = {
  id: 'appointments-reserve',
  title: 'Free slots, and holding one',
  areas: ['http', 'availability', 'appointments'],
  when: ['appointments'],
  play: async (stage) => {
    const specification = await stage.specification();
    if (specification === undefined) {
      stage.remark('no slots are looked for: no service specification is known (data.serviceSpecification)');
      return;
    }
    const conversation = stage.newConversation();
    const search = { specification, conversation };
    const answers = await stage.exclusively('slots', async () => {
      const offered = await findSlots(stage, { ...search, from: firstDay(), classifications: CLASSIFICATIONS });
      if (!offered) return false;
      const atAll = (await findSlots(stage, search)) ?? [];
      const kind = [...offered, ...atAll].find(({ classification }) =>
        CLASSIFICATIONS.includes(classification ?? ''),
      )?.classification;
      const later = lastDay(offered);
      if (later !== undefined) await findSlots(stage, { ...search, from: later, classifications: CLASSIFICATIONS });
      if (kind !== undefined) await findSlots(stage, { ...search, from: firstDay(), classifications: [kind] });
      await reserveOffered(stage, distinct([...offered, ...atAll]), search);
      return true;
    });
    if (!answers) return;
    await lookForOtherPurposes(stage, search);
    await reserveNeverOffered(stage, search);
    await sendMalformed(stage, search);
  },
};

/** Looks for slots, and reserves one, at an address that is not served. */
export const appointmentsOutOfCoverage: Journey = {
  id: 'appointments-out-of-coverage',
  title: 'Slots at an address that is not served',
  areas: ['http', 'availability', 'appointments'],
  when: ['appointments'],
  play: async (stage) => {
    const specification = await stage.specification();
    if (specification === undefined) return;
    const search = { specification, conversation: stage.newConversation(), classifications: CLASSIFICATIONS };
    const elsewhere = { address: unservedAddress(stage), aim: 'out-of-coverage' } as const;
    await findSlots(stage, { ...search, from: firstDay(), ...elsewhere });
    const [slot] = (await findSlots(stage, { ...search, from: firstDay() })) ?? [];
    if (!slot) {
      stage.remark('no slot was offered, so none is reserved at an address that is not served');
      return;
    }
    const { reservation } = await reserve(stage, slot, { ...search, purpose: 'PROVIDE', ...elsewhere });
    if (reservation) leaveReservation(stage, reservation);
  },
};

interface Search {
  readonly specification: string;
  readonly conversation: string;
}

/** Reserves the first offered slot with a purpose, and another one without, which the contract allows. */
async function reserveOffered(stage: Stage, slots: readonly Slot[], search: Search): Promise<void> {
  const [first, second] = slots;
  if (!first) {
    stage.remark('no slot was offered, so none is reserved');
    return;
  }
  const { reservation } = await reserve(stage, first, { ...search, purpose: 'PROVIDE', aim: 'offered-slot' });
  if (reservation) leaveReservation(stage, reservation);
  if (!second) {
    stage.remark('only one slot was offered, so none is reserved without a purpose');
    return;
  }
  const without = await reserve(stage, second, { ...search, aim: 'offered-slot' });
  if (without.reservation) leaveReservation(stage, without.reservation);
}

/**
 * Looks for slots for whatever else an engineer may come: there need be none, since nothing is known to be wrong there. One to
 * change a service is held where it is offered; one for a repair is no use without a problem.
 */
async function lookForOtherPurposes(stage: Stage, search: Search): Promise<void> {
  if (stage.features.includes('modify')) {
    const how = { purpose: 'MODIFY', aim: 'offered-slot' } as const;
    const reservation = await bookSlot(stage, search.specification, search.conversation, how);
    if (reservation) leaveReservation(stage, reservation);
  }
  if (stage.features.includes('service-problems')) {
    await findSlots(stage, { ...search, from: firstDay(), classifications: CLASSIFICATIONS, purpose: 'REPAIR' });
  }
}

async function reserveNeverOffered(stage: Stage, search: Search): Promise<void> {
  const { reservation } = await reserve(stage, neverOffered(), {
    ...search,
    purpose: 'PROVIDE',
    aim: 'never-offered-slot',
  });
  if (reservation) leaveReservation(stage, reservation);
}

/** A quarter of an hour in the small hours of a Christmas Day at least a year ahead, when no engineer comes. */
function neverOffered(): Slot {
  const year = new Date().getUTCFullYear() + 1;
  return { timeslotStartDateTime: `${year}-12-25T02:17:00.000Z`, timeslotEndDateTime: `${year}-12-25T02:32:00.000Z` };
}

async function sendMalformed(stage: Stage, { specification, conversation }: Search): Promise<void> {
  await stage.call({
    operation: 'handleAppointmentAvailability',
    query: {
      address: '{"id":',
      serviceSpecification: JSON.stringify({ id: specification }),
      appointmentPurpose: 'PROVIDE',
    },
    intent: { valid: false, because: 'the address is no JSON' },
    conversation,
  });
  await stage.call({
    operation: 'handleReserveAppointment',
    body: {
      id: stage.newId(),
      address: stage.data.address,
      serviceSpecification: { id: specification },
      purpose: 'PROVIDE',
    },
    intent: { valid: false, because: 'it names no slot' },
    conversation,
  });
}

/** The day that the latest of some slots begins on, as the supplier wrote it, where an earlier one begins on another. */
function lastDay(slots: readonly Slot[]): string | undefined {
  const days = slots.map(({ timeslotStartDateTime }) => timeslotStartDateTime.slice(0, 10)).toSorted();
  return days[0] === days.at(-1) ? undefined : days.at(-1);
}

/** Each slot once, as it was offered first. */
function distinct(slots: readonly Slot[]): readonly Slot[] {
  const once = new Map<string, Slot>();
  for (const slot of slots) {
    const times = `${slot.timeslotStartDateTime} ${slot.timeslotEndDateTime}`;
    if (!once.has(times)) once.set(times, slot);
  }
  return [...once.values()];
}
