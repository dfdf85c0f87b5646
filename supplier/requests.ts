import { anyText, day, gatewayId, instant, list, object, text, word, type Shape } from './shapes.ts';

/** How the gateway identifies an address. */
export const ADDRESS: Shape = object({ id: text({ max: 100 }), type: text({ max: 50 }) });

/** A service specification as a request names it. */
export const SPECIFICATION: Shape = object({ id: text({ max: 50 }) });

/** Named properties of a service or a problem. */
export const CHARACTERISTICS: Shape = list(object({ name: text({ max: 50 }), value: text({ max: 50 }) }));

const PHONE = text({ min: 0, pattern: /^\+?[\d\s\-#]{8,50}$/u });

const EMAIL = text({ min: 0, pattern: /^\S{1,64}@\S{2,254}$/u });

/** Somebody to reach. */
export const CONTACT: Shape = object({ name: text({ max: 100 }), phoneNumber: PHONE }, { email: EMAIL });

/** Somebody to reach, in an amendment: only what changes need be said. */
export const CONTACT_CHANGE: Shape = object({}, { name: text({ max: 100 }), phoneNumber: PHONE, email: EMAIL });

/** The members of requests that hold somebody to reach. */
export const CONTACTS: readonly string[] = ['primaryContact', 'secondaryContact'];

/** A supplier's own reference of something. */
export const REFERENCE: Shape = text({ max: 50 });

/** What there is to say in words. */
export const REMARK: Shape = text({ max: 1000 });

/** An empty value in an amendment takes the old one away. */
const REMARK_CHANGE = text({ max: 1000, emptied: true });

/** What the engineer is to do; lists of new tasks come without notice. */
export const TASKS: Shape = list(anyText);

/** What an engineer comes for. */
export const PURPOSE: Shape = word(['PROVIDE', 'REPAIR', 'MODIFY']);

/** The kinds of slot. */
export const CLASSIFICATIONS: Shape = list(
  word(
    ['WEEKDAY', 'SATURDAY', 'SUNDAY'].flatMap((kind) =>
      ['', '_AM', '_PM', '_EARLY', '_EVENING'].map((part) => `${kind}${part}`),
    ),
  ),
);

/** The body of a reservation. */
export const RESERVATION: Shape = object(
  {
    id: gatewayId,
    address: ADDRESS,
    serviceSpecification: SPECIFICATION,
    timeslot: object({ timeslotStartDateTime: instant, timeslotEndDateTime: instant }),
  },
  { purpose: PURPOSE },
);

/** The kinds of provide orders. */
export const PROVIDE_TYPES = ['NEW', 'START', 'TAKEOVER', 'TRANSFER', 'SWAP'];

/** What every order starts with, whatever its kind. */
export const ANY_ORDER: Shape = object({ id: gatewayId, orderType: text({ max: 50 }) });

/** The body of a provide order. */
export const PROVIDE_ORDER: Shape = object(
  {
    id: gatewayId,
    orderType: word(PROVIDE_TYPES),
    tenant: text({ max: 50 }),
    address: ADDRESS,
    serviceOrderItem: object({ serviceSpecification: SPECIFICATION, serviceCharacteristics: CHARACTERISTICS }),
    primaryContact: CONTACT,
  },
  {
    secondaryContact: CONTACT,
    appointmentReservationId: gatewayId,
    appointmentReservationReference: REFERENCE,
    requestedCompletionDate: day,
    engineerTasks: TASKS,
    hazards: REMARK,
    onSiteRestrictions: REMARK,
    notes: REMARK,
  },
);

/** What an amendment may change of an order. */
export const ORDER_CHANGES: Readonly<Record<string, Shape>> = {
  serviceCharacteristics: CHARACTERISTICS,
  primaryContact: CONTACT_CHANGE,
  secondaryContact: CONTACT_CHANGE,
  appointmentReservationId: gatewayId,
  appointmentReservationReference: REFERENCE,
  requestedCompletionDate: day,
  engineerTasks: TASKS,
  hazards: REMARK_CHANGE,
  onSiteRestrictions: REMARK_CHANGE,
  notes: REMARK_CHANGE,
};

/** The body of an amendment of an order. */
export const AMENDMENT: Shape = object(
  { id: gatewayId, orderId: gatewayId },
  { supplierOrderReference: REFERENCE, ...ORDER_CHANGES },
);

/** The body of a cancellation. */
export const CANCELLATION: Shape = object(
  { id: gatewayId, orderId: gatewayId, reasonCode: text({ min: 0, pattern: /^[A-Z_]{1,30}/u }) },
  { supplierOrderReference: REFERENCE },
);
