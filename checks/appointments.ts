import type { JsonObject } from '../specs/json-object.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  aimedAt,
  answerObject,
  answersOf,
  isGenerated,
  isRejection,
  isSuccess,
  leavesOptionalParametersOut,
  objectAt,
  objectsIn,
  queryObject,
  queryOf,
  sentObject,
  show,
  violation,
  type Answered,
} from './answers.ts';
import { createdBy, identified, usedBefore, type Identified } from './created-orders.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { londonDate, londonOffset, readTime } from './london.ts';

const searches = (evidence: Evidence) => answersOf(evidence, 'handleAppointmentAvailability');
const reservations = (evidence: Evidence) => answersOf(evidence, 'handleReserveAppointment');
const reserved = (evidence: Evidence) => reservations(evidence).filter(({ response }) => response.status === 201);

interface Search {
  readonly exchange: Answered;
  readonly body: JsonObject;
  readonly slots: readonly JsonObject[];
}

/** The searches for slots that were answered with 200 and an object. */
function found(evidence: Evidence): readonly Search[] {
  return searches(evidence).flatMap((exchange) => {
    const body = exchange.response.status === 200 ? answerObject(exchange) : undefined;
    return body ? [{ exchange, body, slots: objectsIn(body, 'availableTimeslots') }] : [];
  });
}

interface Slot {
  readonly exchange: Answered;
  readonly slot: JsonObject;
}

const slotsFound = (evidence: Evidence): readonly Slot[] =>
  found(evidence).flatMap(({ exchange, slots }) => slots.map((slot) => ({ exchange, slot })));

/** A successful search for slots is 200. */
export const slotsStatus = check<Answered>({
  id: 'slots-status',
  requirement: 'APT-SLOTS-STATUS',
  title: 'successful searches for slots',
  forEach: (evidence) => searches(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    exchange.response.status === 200 ? undefined : violation(exchange, '200', `${exchange.response.status}`),
});

/** Slots that name their address or service name the one that was asked for. */
export const slotsAddress = check<Search>({
  id: 'slots-address',
  requirement: 'APT-SLOTS-ADDRESS',
  title: 'addresses and services of slots',
  forEach: (evidence) =>
    found(evidence).filter(({ body }) => objectAt(body, 'address') ?? objectAt(body, 'serviceSpecification')),
  violation: ({ exchange, body }) =>
    [['address', 'id'] as const, ['address', 'type'] as const, ['serviceSpecification', 'id'] as const].flatMap(
      ([parameter, member]) => {
        const asked = queryObject(exchange.request, parameter)?.[member];
        const told = objectAt(body, parameter);
        if (!told || told[member] === asked) return [];
        return [violation(exchange, `body/${parameter}/${member}: ${show(asked)}`, show(told[member]))];
      },
    ),
});

/** No slot starts before the date that was asked for, by the calendar of London or by the date as it is written. */
export const slotsFromDate = check<Search>({
  id: 'slots-from-date',
  requirement: 'APT-FROM-DATE',
  title: 'answers to searches with an appointmentFromDate',
  forEach: (evidence) => found(evidence).filter(({ exchange }) => queryOf(exchange.request).has('appointmentFromDate')),
  violation({ exchange, slots }) {
    const from = queryOf(exchange.request).get('appointmentFromDate') ?? '';
    return slots
      .map(({ timeslotStartDateTime: start }) => ({ start, time: readTime(start) }))
      .filter(({ start, time }) => time && londonDate(time.instant) < from && String(start).slice(0, 10) < from)
      .map(({ start }) => violation(exchange, `slots that start on ${from} or later`, show(start)));
  },
});

/** No slot says that it is of a kind that was not asked for. */
export const slotsClassifications = check<Search>({
  id: 'slots-classifications',
  requirement: 'APT-CLASSIFICATIONS',
  title: 'answers to searches with classifications',
  forEach: (evidence) => found(evidence).filter(({ exchange }) => queryOf(exchange.request).has('classifications')),
  violation({ exchange, slots }) {
    const asked = queryOf(exchange.request).getAll('classifications').join();
    return slots
      .filter(({ classification }) => typeof classification === 'string' && !asked.split(',').includes(classification))
      .map(({ classification }) => violation(exchange, `slots of ${asked}`, show(classification)));
  },
});

/** A search without the optional parameters is not refused for it. */
export const slotsOptionalParameters = check<Answered>({
  id: 'slots-optional-parameters',
  requirement: 'APT-OPTIONAL-PARAMETERS',
  title: 'searches for slots without optional parameters',
  forEach: (evidence) =>
    searches(evidence).filter((exchange) => leavesOptionalParametersOut(exchange) && !isGenerated(exchange)),
  violation: (exchange) =>
    isRejection(exchange.response.status)
      ? violation(exchange, 'slots of any day and kind', `${exchange.response.status}`)
      : undefined,
});

/** The times of a slot are in UTC or in London's own offset. */
export const slotsInUkTime = check<Slot>({
  id: 'slots-in-uk-time',
  requirement: 'APT-UK-TIME',
  title: 'times of slots',
  forEach: slotsFound,
  violation: ({ exchange, slot }) =>
    ['timeslotStartDateTime', 'timeslotEndDateTime'].flatMap((member) => {
      const time = readTime(slot[member]);
      if (!time || time.offset === 0 || time.offset === londonOffset(time.instant)) return [];
      return [violation(exchange, `${member} in UTC or in the offset of London`, show(slot[member]))];
    }),
});

/** A slot ends after it starts. */
export const slotsEndAfterStart = check<Slot>({
  id: 'slots-end-after-start',
  requirement: 'APT-SLOT-ORDER',
  title: 'starts and ends of slots',
  forEach: slotsFound,
  violation({ exchange, slot }) {
    const start = readTime(slot.timeslotStartDateTime);
    const end = readTime(slot.timeslotEndDateTime);
    if (!start || !end || start.instant < end.instant) return undefined;
    return violation(exchange, `an end after ${show(slot.timeslotStartDateTime)}`, show(slot.timeslotEndDateTime));
  },
});

/** A successful reservation is 201. */
export const reservationStatus = check<Answered>({
  id: 'reservation-status',
  requirement: 'APT-RESERVE-STATUS',
  title: 'successful reservations',
  forEach: (evidence) => reservations(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    exchange.response.status === 201 ? undefined : violation(exchange, '201', `${exchange.response.status}`),
});

/** A slot that was just offered can be had. */
export const offeredSlotsAreReserved = check<Answered>({
  id: 'offered-slots-are-reserved',
  requirement: 'APT-RESERVES-OFFERED',
  title: 'reservations of offered slots',
  forEach: (evidence) =>
    reservations(evidence).filter(
      ({ request, response }) =>
        request.aim === 'offered-slot' && (isSuccess(response.status) || isRejection(response.status)),
    ),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, 'a reservation of the slot that was offered', `${exchange.response.status}`),
});

/** A reservation keeps its number. */
export const reservationId = check<Answered>({
  id: 'reservation-id',
  requirement: 'APT-ID',
  title: 'numbers of reservations',
  forEach: reserved,
  violation: (exchange) => otherNumbers(exchange, 'id'),
});

/** A reservation is of what was asked for. */
export const reservationEcho = check<Answered>({
  id: 'reservation-echo',
  requirement: 'APT-ECHO',
  title: 'what reservations repeat',
  forEach: reserved,
  violation: (exchange) => notRepeated(exchange, 'id'),
});

/** A reservation has a reference of the supplier's. */
export const reservationReference = check<Answered>({
  id: 'reservation-reference',
  requirement: 'APT-REFERENCE',
  title: 'references of reservations',
  forEach: reserved,
  violation(exchange) {
    const reference = answerObject(exchange)?.supplierReference;
    return typeof reference === 'string' && reference !== ''
      ? undefined
      : violation(exchange, 'body/supplierReference', show(reference));
  },
});

/** A reference names one reservation; to ask for the same one twice is to be given the same reference. */
export const reservationReferencesAreUnique = check<Identified>({
  id: 'reservation-references-are-unique',
  requirement: 'APT-REFERENCE-UNIQUE',
  title: 'references of reservations',
  forEach: (evidence) => identified(createdBy(evidence, 'handleReserveAppointment'), 'supplierReference'),
  violation: (found) =>
    found.earlier && sentObject(found.earlier)?.id === sentObject(found.exchange)?.id
      ? undefined
      : usedBefore(found, 'body/supplierReference: one that no other reservation has'),
});

/** How far the clocks of two computers may be apart, in milliseconds, before we call one of them wrong. */
const CLOCK_SKEW = 60_000;

/** A reservation does not expire before it begins. */
export const reservationExpiresLater = check<Answered>({
  id: 'reservation-expires-later',
  requirement: 'APT-EXPIRY-FUTURE',
  title: 'expiry of reservations',
  forEach: (evidence) => reserved(evidence).filter((exchange) => readTime(answerObject(exchange)?.expiryDateTime)),
  violation(exchange) {
    const expiry = answerObject(exchange)?.expiryDateTime;
    const answeredAt = exchange.response.at;
    if ((readTime(expiry)?.instant ?? 0) > Date.parse(answeredAt) - CLOCK_SKEW) return undefined;
    return violation(exchange, `body/expiryDateTime after ${answeredAt}`, show(expiry));
  },
});

/** A slot that was never offered cannot be had. */
export const inventedSlotsAreRefused = check<Answered>({
  id: 'invented-slots-are-refused',
  requirement: 'APT-NEVER-OFFERED',
  title: 'reservations of slots that were never offered',
  forEach: (evidence) => aimedAt(reservations(evidence), 'never-offered-slot'),
  violation: (exchange) =>
    isSuccess(exchange.response.status) ? violation(exchange, '422', `${exchange.response.status}`) : undefined,
});

/** Where no service is, nobody comes to provide one. */
export const noSlotsOutOfCoverage = check<Answered>({
  id: 'no-slots-out-of-coverage',
  requirement: 'APT-OUT-OF-COVERAGE',
  title: 'slots at an address that is not served',
  forEach: (evidence) => aimedAt([...searches(evidence), ...reservations(evidence)], 'out-of-coverage'),
  violation(exchange) {
    const { status } = exchange.response;
    if (!isSuccess(status)) return undefined;
    if (exchange.request.operation === 'handleReserveAppointment') return violation(exchange, '422', `${status}`);
    const slots = objectsIn(answerObject(exchange), 'availableTimeslots').length;
    return slots === 0 ? undefined : violation(exchange, '200 without a slot, or 422', `${slots} slots`);
  },
});

/** A reservation without a purpose is not malformed. */
export const purposeIsOptional = check<Answered>({
  id: 'purpose-is-optional',
  requirement: 'APT-PURPOSE-OPTIONAL',
  title: 'reservations without a purpose',
  forEach: (evidence) =>
    reservations(evidence).filter((exchange) => !('purpose' in (sentObject(exchange) ?? {})) && !isGenerated(exchange)),
  violation: (exchange) =>
    exchange.response.status === 400 ? violation(exchange, 'any answer but 400', '400') : undefined,
});

/** The checks of answers about appointments. */
export const APPOINTMENT_CHECKS: readonly Check[] = [
  slotsStatus,
  slotsAddress,
  slotsFromDate,
  slotsClassifications,
  slotsOptionalParameters,
  slotsInUkTime,
  slotsEndAfterStart,
  reservationStatus,
  offeredSlotsAreReserved,
  reservationId,
  reservationEcho,
  reservationReference,
  reservationReferencesAreUnique,
  reservationExpiresLater,
  inventedSlotsAreRefused,
  noSlotsOutOfCoverage,
  purposeIsOptional,
];
