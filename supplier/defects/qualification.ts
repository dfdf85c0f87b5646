import type { Defect } from '../defect.ts';
import { ETHERNET_SPECIFICATION } from '../qualification.ts';
import { isObject, type JsonObject, type Slot } from '../model.ts';
import { answers, bodies, later, without } from './edits.ts';

const site = (body: JsonObject, change: JsonObject): JsonObject => ({
  ...body,
  siteInformation: { ...(isObject(body.siteInformation) ? body.siteInformation : {}), ...change },
});

/** An availability answer with one existing line that has one port. */
const withPort = (body: JsonObject, port: JsonObject): JsonObject =>
  site(body, { existingLines: [{ ont: { ontReference: 'ONT1', ports: [{ portNumber: 1, ...port }] } }] });

const specifications = (body: JsonObject): readonly JsonObject[] => body.serviceSpecifications as readonly JsonObject[];

const shifted = (slot: Slot, hours: number): Slot => ({
  ...slot,
  timeslotStartDateTime: later(slot.timeslotStartDateTime, hours),
  timeslotEndDateTime: later(slot.timeslotEndDateTime, hours),
});

/** Defects of what is said to be available. */
export const AVAILABILITY_DEFECTS: readonly Defect[] = [
  {
    id: 'availability-created',
    title: 'answers 201 to an availability check',
    breaks: ['AVL-STATUS'],
    consequences: ['HTTP-STATUS'],
    style: 'sync',
    replace: answers({ to: 'handleAvailabilityCheck', with: 200 }, (answer) => ({ ...answer, status: 201 })),
  },
  {
    id: 'serves-nobody',
    title: 'offers nothing at an address that it serves',
    breaks: ['AVL-IN-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck' }, (body) => ({ ...body, serviceSpecifications: [] })),
  },
  {
    id: 'serves-everybody',
    title: 'offers services out of its coverage',
    breaks: ['AVL-OUT-OF-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availability: (question, world) => ({
        ...honest.availability({ ...question, address: world.data.address }, world),
        address: { identifier: question.address },
      }),
    }),
  },
  {
    id: 'insists-on-service-types',
    title: 'answers 400 to an availability check without serviceTypes',
    breaks: ['AVL-OPTIONAL-PARAMETERS'],
    consequences: ['HTTP-UNDERSTOOD', 'AVL-IN-COVERAGE', 'AVL-OUT-OF-COVERAGE', 'HTTP-REFUSED-422'],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) =>
        call.query.has('serviceTypes')
          ? honest.availabilityQuestion(call)
          : { ok: false, refusal: { status: 400, messages: ['the query parameter serviceTypes is missing'] } },
    }),
  },
  {
    id: 'offers-ethernet-unasked',
    title: 'offers ethernet where only broadband was asked for',
    breaks: ['AVL-DEFAULT-TYPE'],
    consequences: ['AVL-SPECIFICATION-IDS'],
    style: 'sync',
    replace: (honest) => ({
      availability: (question, world) => {
        const body = honest.availability(question, world);
        const offered = specifications(body);
        const more = question.serviceTypes.includes('ETHERNET') || offered.length === 0 ? [] : [{ id: ETHERNET_SPECIFICATION }];
        return { ...body, serviceSpecifications: [...offered, ...more] };
      },
    }),
  },
  {
    id: 'names-another-address',
    title: 'answers with its own key of the address',
    breaks: ['AVL-ADDRESS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({
      ...body,
      address: { identifier: { id: 'A0000123', type: 'NAD' } },
    })),
  },
  {
    id: 'availability-without-identifier',
    title: 'does not say which address it describes',
    breaks: ['HTTP-BODY'],
    consequences: ['AVL-ADDRESS'],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({ ...body, address: { postcode: 'PO1 1AA' } })),
  },
  {
    id: 'says-nothing-of-the-site',
    title: 'does not say whether a new line or a visit is needed',
    breaks: ['AVL-SITE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => without(body, 'siteInformation')),
  },
  {
    id: 'repeats-line-profiles',
    title: 'lists a line profile twice',
    breaks: ['AVL-LINE-PROFILES'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({
      ...body,
      serviceSpecifications: specifications(body).map((specification) => ({
        ...specification,
        serviceCharacteristics: [{ name: 'LINE_PROFILE', values: ['1', '1'] }],
      })),
    })),
  },
  {
    id: 'ports-without-status',
    title: 'does not say whether a port is in use',
    breaks: ['AVL-PORT-STATUS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => withPort(body, {})),
  },
  {
    id: 'active-port-stopped',
    title: 'gives a port in use the date on which it was stopped',
    breaks: ['AVL-PORT-STOPPED'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) =>
      withPort(body, { status: 'ACTIVE', stoppedDate: '2022-01-01T13:45:00.000Z' }),
    ),
  },
  {
    id: 'does-not-know-what-it-offers',
    title: 'refuses every second search for appointments for the service that it offered',
    breaks: ['AVL-SPECIFICATION-IDS'],
    consequences: ['APT-OPTIONAL-PARAMETERS'],
    style: 'sync',
    replace: () => {
      let searches = 0;
      return {
        appointmentsRefusal: () =>
          (searches += 1) % 2 === 0 ? { status: 422, messages: ['service specification is not known'] } : undefined,
      };
    },
  },
];

/** Defects of slots and reservations. */
export const APPOINTMENT_DEFECTS: readonly Defect[] = [
  {
    id: 'slots-in-part',
    title: 'answers 206 with the slots',
    breaks: ['APT-SLOTS-STATUS'],
    consequences: ['HTTP-STATUS'],
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
    title: 'offers slots before the first day that is wanted',
    breaks: ['APT-FROM-DATE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({ slots: ({ from: _from, ...question }, world) => honest.slots(question, world) }),
  },
  {
    id: 'slots-of-any-kind',
    title: 'offers slots of kinds that are not wanted',
    breaks: ['APT-CLASSIFICATIONS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({ slots: ({ classifications: _kinds, ...question }, world) => honest.slots(question, world) }),
  },
  {
    id: 'insists-on-a-first-day',
    title: 'answers 400 to a search for appointments without appointmentFromDate',
    breaks: ['APT-OPTIONAL-PARAMETERS'],
    consequences: ['HTTP-UNDERSTOOD', 'AVL-SPECIFICATION-IDS'],
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
    consequences: ['APT-ECHO'],
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
    title: 'gives the times of slots without saying of which zone',
    breaks: ['HTTP-BODY'],
    consequences: ['APT-UK-TIME'],
    style: 'sync',
    replace: bodies({ to: 'handleAppointmentAvailability', with: 200 }, (body) => ({
      ...body,
      availableTimeslots: (body.availableTimeslots as readonly Slot[]).map((slot) => ({
        ...slot,
        timeslotEndDateTime: slot.timeslotEndDateTime.slice(0, 19),
      })),
    })),
  },
  {
    id: 'slots-backwards',
    title: 'swaps the start and the end of slots',
    breaks: ['APT-SLOT-ORDER'],
    consequences: ['APT-RESERVES-OFFERED', 'HTTP-UNDERSTOOD'],
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
    consequences: ['HTTP-STATUS'],
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
    id: 'renumbers-reservations',
    title: 'answers a reservation under a number of its own',
    breaks: ['APT-ID'],
    consequences: ['APT-ECHO'],
    style: 'sync',
    replace: bodies({ to: 'handleReserveAppointment', with: 201 }, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
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
    consequences: [],
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
    consequences: ['HTTP-UNDERSTOOD', 'APT-RESERVES-OFFERED', 'HTTP-REFUSED-422'],
    style: 'sync',
    replace: (honest) => ({
      reservationRequest: (call) => {
        const read = honest.reservationRequest(call);
        const missing = read.ok && read.value.purpose === undefined;
        return missing ? { ok: false, refusal: { status: 400, messages: ['purpose is missing'] } } : read;
      },
    }),
  },
];

function inMumbai(instant: string): string {
  return later(instant, 5.5).replace(/\.000Z$/, '+05:30');
}
