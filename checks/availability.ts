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
  show,
  textAt,
  violation,
  type Answered,
} from './answers.ts';
import { servicesAreOfTheAskedType } from './service-types.ts';

const availabilityAnswers = (evidence: Evidence) => answersOf(evidence, 'handleAvailabilityCheck');

/** The availability answers of status 200 that hold an object. */
function offers(evidence: Evidence) {
  return availabilityAnswers(evidence).flatMap((exchange) => {
    const body = exchange.response.status === 200 ? answerObject(exchange) : undefined;
    return body ? [{ exchange, body, services: objectsIn(body, 'serviceSpecifications') }] : [];
  });
}

type Offer = ReturnType<typeof offers>[number];

function asksForBroadband({ request }: Answered): boolean {
  const types = queryOf(request)
    .getAll('serviceTypes')
    .flatMap((value) => value.split(','));
  return types.length === 0 || types.includes('BROADBAND');
}

/** A success of the availability check is 200. */
export const availabilityStatus = check<Answered>({
  id: 'availability-status',
  requirement: 'AVL-STATUS',
  title: 'successful availability checks',
  forEach: (evidence) => availabilityAnswers(evidence).filter(({ response }) => isSuccess(response.status)),
  violation: (exchange) =>
    exchange.response.status === 200 ? undefined : violation(exchange, '200', `${exchange.response.status}`),
});

/** Where the supplier says that it serves an address, it offers something there. */
export const availabilityInCoverage = check<Answered>({
  id: 'availability-in-coverage',
  requirement: 'AVL-IN-COVERAGE',
  title: 'availability checks of the served address',
  forEach: (evidence) =>
    availabilityAnswers(evidence).filter(
      (exchange) =>
        exchange.request.aim === 'in-coverage' &&
        asksForBroadband(exchange) &&
        (exchange.response.status === 200 || isRejection(exchange.response.status)) &&
        !(isRejection(exchange.response.status) && leavesOptionalParametersOut(exchange)),
    ),
  violation(exchange) {
    const { status } = exchange.response;
    if (status !== 200) return violation(exchange, '200 with at least one service', `${status}`);
    const services = objectsIn(answerObject(exchange), 'serviceSpecifications');
    return services.length > 0 ? undefined : violation(exchange, '200 with at least one service', '200 without any');
  },
});

/** Where the supplier says that it does not serve an address, it offers nothing, or refuses with 422. */
export const availabilityOutOfCoverage = check<Answered>({
  id: 'availability-out-of-coverage',
  requirement: 'AVL-OUT-OF-COVERAGE',
  title: 'availability checks of an address that is not served',
  forEach: (evidence) => aimedAt(availabilityAnswers(evidence), 'out-of-coverage'),
  violation(exchange) {
    const { status } = exchange.response;
    const services = objectsIn(answerObject(exchange), 'serviceSpecifications').length;
    if (status === 422 || (isSuccess(status) && services === 0)) return undefined;
    return violation(
      exchange,
      '200 without a service, or 422',
      isSuccess(status) ? `${services} services` : `${status}`,
    );
  },
});

/** A check without service types is not refused for it. */
export const availabilityOptionalParameters = check<Answered>({
  id: 'availability-optional-parameters',
  requirement: 'AVL-OPTIONAL-PARAMETERS',
  title: 'availability checks without serviceTypes',
  forEach: (evidence) =>
    availabilityAnswers(evidence).filter(
      (exchange) =>
        exchange.request.aim !== 'out-of-coverage' && leavesOptionalParametersOut(exchange) && !isGenerated(exchange),
    ),
  violation: (exchange) =>
    isRejection(exchange.response.status)
      ? violation(exchange, 'an answer as if serviceTypes were BROADBAND', `${exchange.response.status}`)
      : undefined,
});

/** A check without service types finds what one for broadband finds at the same address. */
export const availabilityDefaultType = check<{ readonly bare: Offer; readonly broadband: Offer }>({
  id: 'availability-default-type',
  requirement: 'AVL-DEFAULT-TYPE',
  title: 'availability checks with and without serviceTypes',
  forEach(evidence) {
    // Between many generated requests, with orders among them, what can be had may rightly change.
    const all = offers(evidence).filter(({ exchange }) => !isGenerated(exchange));
    return all
      .filter(({ exchange }) => leavesOptionalParametersOut(exchange))
      .flatMap((bare) => {
        const broadband = all.find(
          ({ exchange }) =>
            queryOf(exchange.request).getAll('serviceTypes').join() === 'BROADBAND' &&
            sameAddress(exchange, bare.exchange),
        );
        return broadband ? [{ bare, broadband }] : [];
      });
  },
  violation({ bare, broadband }) {
    const without = idsOf(bare);
    const withType = idsOf(broadband);
    if (without.join() === withType.join()) return undefined;
    return violation(
      bare.exchange,
      `the services that BROADBAND finds: ${show(withType.join(', '))}`,
      show(without.join(', ')),
      broadband.exchange.response.seq,
    );
  },
});

function idsOf({ services }: Offer): readonly string[] {
  return services.map(({ id }) => show(id)).sort();
}

function sameAddress(one: Answered, other: Answered): boolean {
  return queryOf(one.request).get('address') === queryOf(other.request).get('address');
}

/** An answer is about the address that was asked for. */
export const availabilityAddress = check<Offer>({
  id: 'availability-address',
  requirement: 'AVL-ADDRESS',
  title: 'addresses in availability answers',
  forEach: offers,
  violation({ exchange, body }) {
    const asked = queryObject(exchange.request, 'address');
    const told = objectAt(objectAt(body, 'address'), 'identifier');
    return ['id', 'type']
      .filter((member) => told?.[member] !== asked?.[member])
      .map((member) =>
        violation(exchange, `body/address/identifier/${member}: ${show(asked?.[member])}`, show(told?.[member])),
      );
  },
});

/** An answer that offers something says what the site is like. */
export const availabilitySite = check<Offer>({
  id: 'availability-site',
  requirement: 'AVL-SITE',
  title: 'availability answers that offer services',
  forEach: (evidence) => offers(evidence).filter(({ services }) => services.length > 0),
  violation: ({ exchange, body }) =>
    objectAt(body, 'siteInformation')
      ? undefined
      : violation(exchange, 'body/siteInformation', show(body.siteInformation)),
});

/** Slots are not refused for a service that was offered at that very address. */
export const offeredServicesAreKnown = check<Answered>({
  id: 'offered-services-are-known',
  requirement: 'AVL-SPECIFICATION-IDS',
  title: 'slots for services that availability offered',
  forEach(evidence) {
    const offered = offers(evidence);
    return answersOf(evidence, 'handleAppointmentAvailability').filter((slots) => {
      const service = textAt(queryObject(slots.request, 'serviceSpecification'), 'id');
      return (
        !isGenerated(slots) &&
        queryOf(slots.request).get('appointmentPurpose') === 'PROVIDE' &&
        !leavesOptionalParametersOut(slots) &&
        offered.some(
          ({ exchange, services }) =>
            exchange.response.seq < slots.request.seq &&
            sameAddress(exchange, slots) &&
            services.some(({ id }) => id === service),
        )
      );
    });
  },
  violation: (exchange) =>
    isRejection(exchange.response.status) && exchange.response.status !== 400
      ? violation(exchange, '200, with slots or without', `${exchange.response.status}`)
      : undefined,
});

interface Found {
  readonly exchange: Answered;
  readonly found: JsonObject;
}

const lineProfiles = (evidence: Evidence): readonly Found[] =>
  offers(evidence).flatMap(({ exchange, services }) =>
    services
      .flatMap((service) => objectsIn(service, 'serviceCharacteristics'))
      .filter(({ name }) => name === 'LINE_PROFILE')
      .map((found) => ({ exchange, found })),
  );

/** A list of line profiles has some, and each once. */
export const lineProfilesAreListed = check<Found>({
  id: 'line-profiles-are-listed',
  requirement: 'AVL-LINE-PROFILES',
  title: 'LINE_PROFILE characteristics of offered services',
  forEach: lineProfiles,
  violation({ exchange, found: { values } }) {
    const listed: readonly unknown[] = Array.isArray(values) ? values : [];
    if (listed.length === 0) return violation(exchange, 'LINE_PROFILE: at least one value', show(values));
    const repeated = listed.length - new Set(listed).size;
    return repeated === 0
      ? undefined
      : violation(exchange, 'LINE_PROFILE: each value once', `${repeated} of ${listed.length} again`);
  },
});

const ports = (evidence: Evidence): readonly Found[] =>
  offers(evidence).flatMap(({ exchange, body }) =>
    objectsIn(objectAt(body, 'siteInformation'), 'existingLines')
      .flatMap((line) => objectsIn(objectAt(line, 'ont'), 'ports'))
      .map((found) => ({ exchange, found })),
  );

/** A port says its status. */
export const portsSayTheirStatus = check<Found>({
  id: 'ports-say-their-status',
  requirement: 'AVL-PORT-STATUS',
  title: 'ports of existing ONTs',
  forEach: ports,
  violation: ({ exchange, found }) =>
    found.status === undefined
      ? violation(exchange, `port ${show(found.portNumber)}: a status`, show(found.status))
      : undefined,
});

/** A port that is active was not stopped. */
export const activePortsAreNotStopped = check<Found>({
  id: 'active-ports-are-not-stopped',
  requirement: 'AVL-PORT-STOPPED',
  title: 'ports with a stoppedDate',
  forEach: (evidence) => ports(evidence).filter(({ found }) => found.stoppedDate !== undefined),
  violation: ({ exchange, found }) =>
    found.status === 'ACTIVE' || found.tenantActive === true
      ? violation(
          exchange,
          `port ${show(found.portNumber)}: no stoppedDate while it is active`,
          show(found.stoppedDate),
        )
      : undefined,
});

/** The checks of availability answers. */
export const AVAILABILITY_CHECKS: readonly Check[] = [
  availabilityStatus,
  availabilityInCoverage,
  availabilityOutOfCoverage,
  availabilityOptionalParameters,
  availabilityDefaultType,
  servicesAreOfTheAskedType,
  availabilityAddress,
  availabilitySite,
  offeredServicesAreKnown,
  lineProfilesAreListed,
  portsSayTheirStatus,
  activePortsAreNotStopped,
];
