import { day, gatewayId, instant, list, object, text, word, type Shape } from './shapes.ts';

/** How the gateway identifies an address. */
export const ADDRESS: Shape = object({ id: text({ max: 100 }), type: text({ max: 50 }) });

/** A service specification as a request names it. */
export const SPECIFICATION: Shape = object({ id: text({ max: 50 }) });

const PURPOSE = word(['PROVIDE', 'REPAIR', 'MODIFY']);

/** Named properties of a service or a problem. */
export const CHARACTERISTICS: Shape = list(object({ name: text({ max: 50 }), value: text({ max: 50 }) }));

const PHONE = text({ max: 60, pattern: /^\+?[\d\s\-#]{8,50}$/ });

const EMAIL = text({ max: 400, pattern: /^\S{1,64}@\S{2,254}$/ });

/** Somebody to reach. */
export const CONTACT: Shape = object({ name: text({ max: 100 }), phoneNumber: PHONE }, { email: EMAIL });

/** Somebody to reach, in an amendment: only what changes need be said. */
export const CONTACT_CHANGE: Shape = object(
  {},
  {
    name: text({ max: 100 }),
    phoneNumber: PHONE,
    email: text({ max: 400, pattern: /^\S{1,64}@\S{2,254}$/, emptied: true }),
  },
);

/** A supplier's own reference of something. */
export const REFERENCE: Shape = text({ max: 50 });

/** An empty value in an amendment takes the old one away. */
const REMARK = text({ max: 1000, emptied: true });

const TASKS = list(text({ max: 100 }));

/** The query parameter `appointmentPurpose` and its kin, by name. */
export const APPOINTMENT_QUESTION = { appointmentFromDate: day, appointmentPurpose: PURPOSE };

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
    hazards: text({ max: 1000 }),
    onSiteRestrictions: text({ max: 1000 }),
    notes: text({ max: 1000 }),
  },
);

/** The body of an amendment of a provide order. */
export const AMENDMENT: Shape = object(
  { id: gatewayId, orderId: gatewayId },
  {
    supplierOrderReference: REFERENCE,
    serviceCharacteristics: CHARACTERISTICS,
    primaryContact: CONTACT_CHANGE,
    secondaryContact: CONTACT_CHANGE,
    appointmentReservationId: gatewayId,
    appointmentReservationReference: REFERENCE,
    requestedCompletionDate: day,
    engineerTasks: TASKS,
    hazards: REMARK,
    onSiteRestrictions: REMARK,
    notes: REMARK,
  },
);

/** The body of a cancellation. */
export const CANCELLATION: Shape = object(
  { id: gatewayId, orderId: gatewayId, reasonCode: text({ max: 50, pattern: /^[A-Z_]{1,30}$/ }) },
  { supplierOrderReference: REFERENCE },
);
