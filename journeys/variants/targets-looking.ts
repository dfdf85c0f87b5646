import { CLASSIFICATIONS, findSlots, firstDay, leaveReserved, type Slot } from '../booking.ts';
import type { Stage } from '../journey.ts';
import { connectionToQuote, quoteRequest } from '../quotes.ts';
import type { Target } from './target.ts';
import { hold, perStage, withoutEffect } from './targets-holding.ts';

/** What can be asked as often as one likes. */
const FREELY = 30;

/** What is available at the test address. */
const availability: Target = {
  operation: 'handleAvailabilityCheck',
  when: ['availability'],
  mostValid: FREELY,
  prepare: (stage) => {
    const { id, type } = stage.data.address;
    const isAsked = stage.features.includes('quote') || stage.features.includes('ethernet');
    return Promise.resolve(
      withoutEffect({
        draft: { query: { address: { id, type }, serviceTypes: ['BROADBAND'] } },
        fixed: ['/query/address'],
        // Who offers no Ethernet at all may say so with a refusal.
        ...(isAsked ? {} : { words: { '/query/serviceTypes/0': ['BROADBAND'] } }),
      }),
    );
  },
};

/** Which slots are free at the test address. */
const slots: Target = {
  operation: 'handleAppointmentAvailability',
  when: ['appointments'],
  mostValid: FREELY,
  prepare: async (stage) => {
    const specification = await specificationToVisit(stage);
    if (specification === undefined) return undefined;
    const { id, type } = stage.data.address;
    return withoutEffect({
      draft: {
        query: {
          address: { id, type },
          serviceSpecification: { id: specification },
          appointmentFromDate: firstDay(),
          classifications: CLASSIFICATIONS,
          appointmentPurpose: 'PROVIDE',
        },
      },
      // What is to be repaired or changed there need not exist.
      fixed: ['/query/address', '/query/serviceSpecification', '/query/appointmentPurpose'],
    });
  },
};

async function specificationToVisit(stage: Stage): Promise<string | undefined> {
  const specification = await stage.specification();
  if (specification === undefined) {
    stage.remark('no variants about slots: no service specification is known (data.serviceSpecification)');
  }
  return specification;
}

/** The start times of the slots that were chosen already: a supplier may be slow to take one off its list. */
const chosen = perStage(() => new Set<string>());

/** How many slots there have to be on offer for the other journeys, which take the earliest, not to come to the latest. */
const PLENTY = 20;

/** The latest of the slots that are offered just now; where there are few, while nobody else reserves one. */
function holdSlot(stage: Stage, specification: string, conversation: string) {
  return hold<Slot>(async (use) => {
    const safe = await stage.exclusively('slots', async () => {
      const search = { specification, conversation, from: firstDay(), classifications: CLASSIFICATIONS };
      const offered = (await findSlots(stage, search)) ?? [];
      const slot = offered.findLast(({ timeslotStartDateTime }) => !chosen(stage).has(timeslotStartDateTime));
      if (!slot) {
        stage.remark('no more variants of reservations: no other slot is offered');
        return undefined;
      }
      chosen(stage).add(slot.timeslotStartDateTime);
      if (offered.length >= PLENTY) return slot;
      await use(slot);
      return undefined;
    });
    if (safe) await use(safe);
  });
}

/** The reservation of a slot; each that is taken leaves one held. */
const reservation: Target = {
  operation: 'handleReserveAppointment',
  when: ['appointments'],
  mostValid: 4,
  prepare: async (stage) => {
    const specification = await specificationToVisit(stage);
    if (specification === undefined) return undefined;
    const conversation = stage.newConversation();
    const held = await holdSlot(stage, specification, conversation);
    if (!held) return undefined;
    const { timeslotStartDateTime, timeslotEndDateTime } = held.thing;
    const { id, type } = stage.data.address;
    return {
      draft: {
        body: {
          address: { id, type },
          serviceSpecification: { id: specification },
          purpose: 'PROVIDE',
          timeslot: { timeslotStartDateTime, timeslotEndDateTime },
        },
      },
      fixed: ['/body/address', '/body/serviceSpecification', '/body/timeslot'],
      words: { '/body/purpose': ['PROVIDE'] },
      call: { conversation },
      taken: (exchange) => {
        leaveReserved(stage, exchange);
        return Promise.resolve('used up');
      },
      release: held.giveBack,
    };
  },
};

/** A quote for the Ethernet service of the test data. */
const quote: Target = {
  operation: 'handleQuote',
  when: ['quote'],
  mostValid: FREELY,
  prepare: async (stage) => {
    const conversation = stage.newConversation();
    const connection = await connectionToQuote(stage, conversation);
    if (!connection) return undefined;
    const { sites } = connection.ethernet;
    return withoutEffect({
      draft: { body: { externalIdentifier: 'Conformance test', ...quoteRequest(connection) } },
      fixed: [
        ...sites.flatMap((_, index) =>
          ['postcode', 'role', 'address', 'siteCharacteristics'].map((member) => `/body/sites/${index}/${member}`),
        ),
        '/body/contractDetails/contractLength',
        '/body/service',
      ],
      call: { conversation },
    });
  },
};

/** The kinds of request that ask what can be had, and when. */
export const LOOKING: readonly Target[] = [availability, slots, reservation, quote];
