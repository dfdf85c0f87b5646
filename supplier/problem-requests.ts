import { ADDRESS, CHARACTERISTICS, CONTACT, CONTACT_CHANGE, REFERENCE, REMARK, SPECIFICATION } from './requests.ts';
import { flag, gatewayId, object, some, text, word, type Shape } from './shapes.ts';

/** How references begin that travel in requests about problems; how they end is not laid down. */
const CARRIED_REFERENCE = text({ min: 0, pattern: /^[A-Z0-9_]{5,25}/u });

/** CPE is listed, although it is shorter than the pattern for all types wants. */
const PROBLEM_TYPE = text({ min: 0, pattern: /^(?:[A-Z_]{5,25}|CPE$)/u });

const PROBLEM_TEXT = text({ min: 10, max: 80 });

const SERVICE = { serviceId: text({ max: 50 }), serviceSpecification: SPECIFICATION };

/** The body of a request for a test. */
export const SERVICE_TEST: Shape = object({ id: gatewayId, ...SERVICE, problemType: PROBLEM_TYPE });

/** The body of a report of a problem. */
export const PROBLEM: Shape = object(
  {
    id: gatewayId,
    problemType: PROBLEM_TYPE,
    problemText: PROBLEM_TEXT,
    ...SERVICE,
    characteristics: some(CHARACTERISTICS),
    primaryContact: CONTACT,
    notes: REMARK,
  },
  {
    address: ADDRESS,
    serviceTestId: gatewayId,
    serviceTestReference: CARRIED_REFERENCE,
    secondaryContact: CONTACT,
    appointmentReservationId: gatewayId,
    appointmentReservationReference: REFERENCE,
    parentServiceProblemId: gatewayId,
    parentServiceProblemReference: text({ min: 0, pattern: /^[A-Z0-9_]{1,25}/u }),
    hazards: REMARK,
    onSiteRestrictions: REMARK,
  },
);

/** What an amendment may change of a problem. */
export const PROBLEM_CHANGES: Readonly<Record<string, Shape>> = {
  problemText: PROBLEM_TEXT,
  escalationRequest: flag,
  characteristics: some(CHARACTERISTICS),
  primaryContact: CONTACT_CHANGE,
  secondaryContact: CONTACT_CHANGE,
  appointmentReservationId: gatewayId,
  appointmentReservationReference: REFERENCE,
  hazards: REMARK,
  onSiteRestrictions: REMARK,
  notes: REMARK,
};

/** The body of an amendment of a problem. */
export const PROBLEM_AMENDMENT: Shape = object(
  { id: gatewayId, serviceProblemId: gatewayId },
  { supplierReference: CARRIED_REFERENCE, supplierServiceProblemReference: CARRIED_REFERENCE, ...PROBLEM_CHANGES },
);

/** The body of a cancellation of a problem. */
export const PROBLEM_CANCELLATION: Shape = object(
  {
    id: gatewayId,
    serviceProblemId: gatewayId,
    supplierServiceProblemReference: CARRIED_REFERENCE,
    reasonCode: text({ min: 0, pattern: /^[A-Z_]{5,50}/u }),
  },
  { text: REMARK },
);

/** The body of a decision on a resolution. */
export const DECISION: Shape = object({ status: word(['ACCEPTED', 'REJECTED']) }, { tenantNotes: REMARK });
