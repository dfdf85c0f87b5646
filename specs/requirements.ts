import { AMENDMENT_REQUIREMENTS } from './requirements/amendments.ts';
import { APPOINTMENT_REQUIREMENTS } from './requirements/appointments.ts';
import { AVAILABILITY_REQUIREMENTS } from './requirements/availability.ts';
import { CANCELLATION_REQUIREMENTS } from './requirements/cancellations.ts';
import { HTTP_REQUIREMENTS } from './requirements/http.ts';
import { KCI_CONTENT_REQUIREMENTS } from './requirements/kci-content.ts';
import { KCI_LIFECYCLE_REQUIREMENTS } from './requirements/kci-lifecycle.ts';
import { KCI_MESSAGE_REQUIREMENTS } from './requirements/kci-messages.ts';
import { ORDER_REQUIREMENTS } from './requirements/orders.ts';
import type { Requirement } from './requirement.ts';

/** Every rule of the contract that the harness knows, in the order of a report. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...HTTP_REQUIREMENTS,
  ...AVAILABILITY_REQUIREMENTS,
  ...APPOINTMENT_REQUIREMENTS,
  ...ORDER_REQUIREMENTS,
  ...AMENDMENT_REQUIREMENTS,
  ...CANCELLATION_REQUIREMENTS,
  ...KCI_MESSAGE_REQUIREMENTS,
  ...KCI_CONTENT_REQUIREMENTS,
  ...KCI_LIFECYCLE_REQUIREMENTS,
];
