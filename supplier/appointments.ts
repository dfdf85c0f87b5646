import { isServed, specificationName } from './availability.ts';
import { addDays, londonDay, londonTime, weekday } from './london.ts';
import {
  keyOf,
  type Address,
  type Call,
  type JsonObject,
  type Reading,
  type Refusal,
  type Reservation,
  type Slot,
  type Timeslot,
  type World,
} from './model.ts';
import { jsonParameter, listParameter, textParameter } from './parameters.ts';
import { ADDRESS, CLASSIFICATIONS, PURPOSE, RESERVATION, SPECIFICATION } from './requests.ts';
import { day, readingOf, readJson } from './shapes.ts';

/** What a request for appointments asks. */
export interface AppointmentsQuestion {
  readonly address: Address;
  readonly specification: string;
  /** First day wanted, `2026-01-10`. */
  readonly from?: string;
  /** Kinds of slot wanted; all when absent. */
  readonly classifications?: readonly string[];
}

const SLOTS_OF_A_DAY = {
  weekday: [
    { classification: 'WEEKDAY_AM', from: 8, to: 13, standard: true },
    { classification: 'WEEKDAY_PM', from: 13, to: 18, standard: true },
    { classification: 'WEEKDAY_EVENING', from: 18, to: 21, standard: false },
  ],
  saturday: [{ classification: 'SATURDAY_AM', from: 9, to: 13, standard: false }],
  sunday: [],
} as const;

const DAYS_OFFERED = 10;

const BOOKABLE_DAYS = 90;

const HELD_FOR_MS = 30 * 60_000;

/** Reads a request for appointments; everything but the address, the specification and the purpose may be missing. */
export function appointmentsQuestion(call: Call): Reading<AppointmentsQuestion> {
  const address = jsonParameter(call, 'address', ADDRESS);
  const specification = jsonParameter(call, 'serviceSpecification', SPECIFICATION);
  const from = textParameter(call, 'appointmentFromDate', day);
  const classifications = listParameter(call, 'classifications', CLASSIFICATIONS);
  const purpose = textParameter(call, 'appointmentPurpose', PURPOSE, 'mandatory');
  const question = {
    address: address.value as unknown as Address,
    specification: String(specification.value?.id),
    ...(from.value === undefined ? {} : { from: from.value }),
    // None is said in place of nothing.
    ...(classifications.value?.length ? { classifications: classifications.value } : {}),
  };
  return readingOf(
    question,
    [address, specification, from, classifications, purpose].flatMap(({ faults }) => faults),
  );
}

/** Why no appointments are offered at all; an address out of coverage simply has none. */
export function appointmentsRefusal(question: AppointmentsQuestion, world: World): Refusal | undefined {
  return question.specification === world.data.serviceSpecification
    ? undefined
    : { status: 422, messages: [`service specification ${question.specification} is not known`] };
}

/** The free slots, earliest first, from tomorrow on. */
export function slots(question: AppointmentsQuestion, world: World): readonly Slot[] {
  if (!isServed(question.address, world)) return [];
  const tomorrow = addDays(londonDay(world.now()), 1);
  const first = question.from !== undefined && question.from > tomorrow ? question.from : tomorrow;
  return Array.from({ length: DAYS_OFFERED }, (_, index) => addDays(first, index))
    .filter((day) => isBookable(day, world))
    .flatMap(slotsOf)
    .filter(({ classification }) => question.classifications?.includes(classification) ?? true);
}

/** The body of the answer to a request for appointments. */
export function appointments(question: AppointmentsQuestion, free: readonly Slot[], world: World): JsonObject {
  const name = world.style === 'rich' ? { name: specificationName(question.specification) } : {};
  return {
    address: { id: question.address.id, type: question.address.type },
    serviceSpecification: { id: question.specification, ...name },
    availableTimeslots: free,
  };
}

/** Reads a reservation; its purpose may be missing. */
export function reservationRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, RESERVATION);
}

/** Why a slot is not reserved: it was never on offer, or nothing is offered there. */
export function reservationRefusal(request: JsonObject, world: World): Refusal | undefined {
  const { address, serviceSpecification, timeslot } = request as unknown as {
    address: Address;
    serviceSpecification: { id: string };
    timeslot: Timeslot;
  };
  const messages = [
    ...(isServed(address, world) ? [] : ['the address is not served']),
    ...(serviceSpecification.id === world.data.serviceSpecification
      ? []
      : [`service specification ${serviceSpecification.id} is not known`]),
    ...(offeredSlot(timeslot, world) ? [] : [`no appointment is offered at ${timeslot.timeslotStartDateTime}`]),
  ];
  return messages.length > 0 ? { status: 422, messages } : undefined;
}

/** Holds an offered slot for a tenant. */
export function reserve(request: JsonObject, tenant: string, world: World): Reservation {
  const slot = offeredSlot(request.timeslot as Timeslot, world);
  if (!slot) throw new Error('only an offered slot can be reserved');
  return {
    id: Number(request.id),
    tenant,
    reference: `APT${world.next()}`,
    slot,
    expires: new Date(world.now().getTime() + HELD_FOR_MS).toISOString(),
  };
}

/** The body of the answer to a reservation: all that was asked for, and the supplier's own part. */
export function reservationAnswer(request: JsonObject, reservation: Reservation, world: World): JsonObject {
  const specification = request.serviceSpecification as { id: string };
  const timeslot = request.timeslot as Timeslot;
  const { classification, standard } = reservation.slot;
  return {
    ...request,
    supplierReference: reservation.reference,
    expiryDateTime: reservation.expires,
    serviceSpecification: {
      ...specification,
      ...(world.style === 'rich' ? { name: specificationName(specification.id) } : {}),
    },
    timeslot: { ...timeslot, classification, standard },
  };
}

/** The reservation that an order or amendment names, by the gateway's id or else by the supplier's reference, while it is held. */
export function heldReservation(named: JsonObject, tenant: string, world: World): Reservation | undefined {
  const { appointmentReservationId: id, appointmentReservationReference: reference } = named;
  const found =
    id === undefined
      ? [...world.reservations.values()].find((held) => held.tenant === tenant && held.reference === reference)
      : world.reservations.get(keyOf(tenant, id));
  return found && Date.parse(found.expires) > world.now().getTime() ? found : undefined;
}

/** The slots of a day (`2026-01-10`), taken or not. */
export function slotsOf(day: string): readonly Slot[] {
  const kind = weekday(day) === 0 ? 'sunday' : weekday(day) === 6 ? 'saturday' : 'weekday';
  return SLOTS_OF_A_DAY[kind].map(({ classification, from, to, standard }) => ({
    timeslotStartDateTime: londonTime(day, from),
    timeslotEndDateTime: londonTime(day, to),
    classification,
    standard,
  }));
}

function offeredSlot(wanted: Timeslot, world: World): Slot | undefined {
  const start = new Date(wanted.timeslotStartDateTime);
  const day = londonDay(start);
  if (!isBookable(day, world)) return undefined;
  return slotsOf(day).find(
    (slot) =>
      Date.parse(slot.timeslotStartDateTime) === start.getTime() &&
      Date.parse(slot.timeslotEndDateTime) === Date.parse(wanted.timeslotEndDateTime),
  );
}

function isBookable(day: string, world: World): boolean {
  const today = londonDay(world.now());
  return day > today && day <= addDays(today, BOOKABLE_DAYS);
}
