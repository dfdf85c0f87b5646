import type { Defect } from '../defect.ts';
import type { Slot } from '../model.ts';
import { answers, bodies, later, without } from './edits.ts';

const shifted = (slot: Slot, hours: number): Slot => ({
  ...slot,
  timeslotStartDateTime: later(slot.timeslotStartDateTime, hours),
  timeslotEndDateTime: later(slot.timeslotEndDateTime, hours),
});

/** Takes one purpose of appointments for malformed. */
const doesNotKnow =
  (purpose: string): Defect['replace'] =>
  (honest) => ({
    appointmentsQuestion: (call) =>
      call.query.get('appointmentPurpose') === purpose
        ? { ok: false, refusal: { status: 400, messages: [`appointmentPurpose ${purpose} is not known`] } }
        : honest.appointmentsQuestion(call),
  });

/** Refuses reservations with one purpose of appointments. */
const reservesNothingFor =
  (purpose: string): Defect['replace'] =>
  (honest) => ({
    reservationRefusal: (request, world) =>
      request.purpose === purpose
        ? { status: 422, messages: ['the slot is no longer free'] }
        : honest.reservationRefusal(request, world),
  });

/** Defects of slots and reservations. */
export const APPOINTMENT_DEFECTS: readonly Defect[] = [
  {
    id: 'slots-in-part',
    title: 'answers 206 with the slots',
    breaks: ['APT-SLOTS-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleAppointmentAvailability', with: 200 }, (answer) => ({ ...answer, status: 206 })),
  },
  {
    id: 'slots-elsewhere',
    title: 'names another address with the slots',
    breaks: ['APT-SLOTS-ADDRESS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAppointmentAvailability', with: 200 }, (body) => ({
      ...body,
      address: { id: '100000000099', type: 'UPRN' },
    })),
  },
  {
    id: 'slots-too-early',
    title: 'offers a slot a week before the first day that is wanted',
    breaks: ['APT-FROM-DATE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      slots: (question, world) => {
        const free = honest.slots(question, world);
        return [...free, ...free.slice(0, 1).map((slot) => shifted(slot, -7 * 24))];
      },
    }),
  },
  {
    id: 'slots-of-any-kind',
    title: 'offers slots of kinds that are not wanted',
    breaks: ['APT-CLASSIFICATIONS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      slots: ({ classifications: _kinds, ...question }, world) => honest.slots(question, world),
    }),
  },
  {
    id: 'insists-on-a-first-day',
    title: 'answers 400 to a search for appointments without appointmentFromDate',
    breaks: ['APT-OPTIONAL-PARAMETERS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      appointmentsQuestion: (call) =>
        call.query.has('appointmentFromDate')
          ? honest.appointmentsQuestion(call)
          : { ok: false, refusal: { status: 400, messages: ['the query parameter appointmentFromDate is missing'] } },
    }),
  },
  {
    id: 'slots-in-indian-time',
    title: 'gives the times of slots as they are in Mumbai',
    breaks: ['APT-UK-TIME'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      slots: (question, world) =>
        honest.slots(question, world).map((slot) => ({
          ...slot,
          timeslotStartDateTime: inMumbai(slot.timeslotStartDateTime),
          timeslotEndDateTime: inMumbai(slot.timeslotEndDateTime),
        })),
    }),
  },
  {
    id: 'slots-without-offset',
    title: 'ends later slots at times of no zone',
    breaks: ['HTTP-BODY'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAppointmentAvailability', with: 200 }, (body) => ({
      ...body,
      availableTimeslots: (body.availableTimeslots as readonly Slot[]).map((slot, index) =>
        index < 5 ? slot : { ...slot, timeslotEndDateTime: slot.timeslotEndDateTime.slice(0, 19) },
      ),
    })),
  },
  {
    id: 'slots-backwards',
    title: 'swaps the start and the end of slots',
    breaks: ['APT-SLOT-ORDER'],
    consequences: ['APT-RESERVES-OFFERED'],
    style: 'sync',
    replace: bodies({ to: 'handleAppointmentAvailability', with: 200 }, (body) => ({
      ...body,
      availableTimeslots: (body.availableTimeslots as readonly Slot[]).map((slot) => ({
        ...slot,
        timeslotStartDateTime: slot.timeslotEndDateTime,
        timeslotEndDateTime: slot.timeslotStartDateTime,
      })),
    })),
  },
  {
    id: 'reservation-not-created',
    title: 'answers 200 to a reservation',
    breaks: ['APT-RESERVE-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleReserveAppointment', with: 201 }, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-its-own-slots',
    title: 'does not reserve the slot that it offered when told what for',
    breaks: ['APT-RESERVES-OFFERED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      reservationRefusal: (request, world) =>
        request.purpose === undefined
          ? honest.reservationRefusal(request, world)
          : { status: 422, messages: ['the slot is no longer free'] },
    }),
  },
  {
    id: 'reserves-no-repairs',
    title: 'offers slots for repairs and does not reserve them',
    breaks: ['APT-RESERVES-OFFERED'],
    consequences: [],
    style: 'sync',
    replace: reservesNothingFor('REPAIR'),
  },
  {
    id: 'reserves-no-changes',
    title: 'offers slots for changes of a service and does not reserve them',
    breaks: ['APT-RESERVES-OFFERED'],
    consequences: [],
    style: 'sync',
    replace: reservesNothingFor('MODIFY'),
  },
  {
    id: 'renumbers-reservations',
    title: 'answers a reservation under a number of its own',
    breaks: ['APT-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleReserveAppointment', with: 201 }, (body) => ({
      ...body,
      id: Number(body.id) + 1_000_000,
    })),
  },
  {
    id: 'reserves-another-slot',
    title: 'reserves the slot an hour later than asked',
    breaks: ['APT-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleReserveAppointment', with: 201 }, (body) => ({
      ...body,
      timeslot: shifted(body.timeslot as Slot, 1),
    })),
  },
  {
    id: 'reservation-without-reference',
    title: 'gives no reference of a reservation',
    breaks: ['APT-REFERENCE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleReserveAppointment', with: 201 }, (body) => without(body, 'supplierReference')),
  },
  {
    id: 'reservations-share-a-reference',
    title: 'gives all reservations the same reference',
    breaks: ['APT-REFERENCE-UNIQUE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      reserve: (request, tenant, world) => ({ ...honest.reserve(request, tenant, world), reference: 'APT1' }),
    }),
  },
  {
    id: 'does-not-know-repairs',
    title: 'answers 400 to a search for appointments to repair something',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: doesNotKnow('REPAIR'),
  },
  {
    id: 'does-not-know-modifications',
    title: 'answers 400 to a search for appointments to modify something',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'async',
    replace: doesNotKnow('MODIFY'),
  },
  {
    id: 'reservation-already-expired',
    title: 'says that a reservation expired yesterday',
    breaks: ['APT-EXPIRY-FUTURE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleReserveAppointment', with: 201 }, (body) => ({
      ...body,
      expiryDateTime: later(body.expiryDateTime, -24),
    })),
  },
  {
    id: 'reserves-any-slot',
    title: 'reserves slots that it never offered',
    breaks: ['APT-NEVER-OFFERED'],
    consequences: ['APT-OUT-OF-COVERAGE'],
    style: 'sync',
    replace: () => ({
      reservationRefusal: () => undefined,
      reserve: (request, tenant, world) => ({
        id: Number(request.id),
        tenant,
        reference: `APT${world.next()}`,
        slot: { ...(request.timeslot as Slot), classification: 'WEEKDAY_AM', standard: true },
        expires: later(world.now().toISOString(), 1),
      }),
    }),
  },
  {
    id: 'insists-on-a-purpose',
    title: 'answers 400 to a reservation without purpose',
    breaks: ['APT-PURPOSE-OPTIONAL'],
    consequences: ['HTTP-UNDERSTOOD', 'APT-RESERVES-OFFERED'],
    style: 'sync',
    replace: (honest) => ({
      reservationRequest: (call) => {
        const read = honest.reservationRequest(call);
        const missing = read.ok && read.value.purpose === undefined;
        return missing ? { ok: false, refusal: { status: 400, messages: ['purpose is missing'] } } : read;
      },
    }),
  },
  {
    id: 'comes-to-any-address',
    title: 'offers slots at addresses that it does not serve',
    breaks: ['APT-OUT-OF-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      slots: (question, world) => honest.slots({ ...question, address: world.data.address }, world),
    }),
  },
  {
    id: 'holds-slots-at-any-address',
    title: 'reserves slots at addresses that it does not serve',
    breaks: ['APT-OUT-OF-COVERAGE'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      reservationRefusal: (request, world) =>
        honest.reservationRefusal({ ...request, address: world.data.address }, world),
    }),
  },
];

function inMumbai(instant: string): string {
  return later(instant, 5.5).replace(/\.000Z$/, '+05:30');
}
