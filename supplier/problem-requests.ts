import { ADDRESS, CHARACTERISTICS, CONTACT, CONTACT_CHANGE, SPECIFICATION } from './requests.ts';
import { flag, gatewayId, object, some, text, type Shape } from './shapes.ts';

/** How references look that travel in requests about problems. */
const REFERENCE = text({ max: 50, pattern: /^[A-Z0-9_]{5,25}/ });

const REMARK = text({ max: 1000 });

/** CPE is listed, although it is shorter than the pattern for all types wants. */
const PROBLEM_TYPE = text({ max: 50, pattern: /^(?:[A-Z_]{5,25}|CPE$)/ });

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
    serviceTestReference: REFERENCE,
    secondaryContact: CONTACT,
    appointmentReservationId: gatewayId,
    appointmentReservationReference: text({ max: 50 }),
    parentServiceProblemId: gatewayId,
    parentServiceProblemReference: text({ max: 50, pattern: /^[A-Z0-9_]{1,25}/ }),
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
  appointmentReservationReference: text({ max: 50 }),
  hazards: REMARK,
  onSiteRestrictions: REMARK,
  notes: REMARK,
};

/** The body of an amendment of a problem. */
export const PROBLEM_AMENDMENT: Shape = object(
  { id: gatewayId, serviceProblemId: gatewayId },
  { supplierReference: REFERENCE, supplierServiceProblemReference: REFERENCE, ...PROBLEM_CHANGES },
);

/** The body of a cancellation of a problem. */
export const PROBLEM_CANCELLATION: Shape = object(
  {
    id: gatewayId,
    serviceProblemId: gatewayId,
    supplierServiceProblemReference: REFERENCE,
    reasonCode: text({ max: 50, pattern: /^[A-Z_]{5,50}/ }),
  },
  { text: REMARK },
);

/** The body of a decision on a resolution. */
export const DECISION: Shape = object(
  { status: text({ max: 20, pattern: /^(?:ACCEPTED|REJECTED)$/ }) },
  { tenantNotes: REMARK },
);
