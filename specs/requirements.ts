import { AMENDMENT_REQUIREMENTS } from './requirements/amendments.ts';
import { APPOINTMENT_REQUIREMENTS } from './requirements/appointments.ts';
import { AVAILABILITY_REQUIREMENTS } from './requirements/availability.ts';
import { CANCELLATION_REQUIREMENTS } from './requirements/cancellations.ts';
import { CREDENTIALS_REQUIREMENTS } from './requirements/credentials.ts';
import { ETHERNET_REQUIREMENTS } from './requirements/ethernet.ts';
import { HTTP_REQUIREMENTS } from './requirements/http.ts';
import { KCI_BACKGROUND_REQUIREMENTS } from './requirements/kci-background.ts';
import { KCI_CONTENT_REQUIREMENTS } from './requirements/kci-content.ts';
import { KCI_DELIVERY_REQUIREMENTS } from './requirements/kci-delivery.ts';
import { KCI_LIFECYCLE_REQUIREMENTS } from './requirements/kci-lifecycle.ts';
import { KCI_MESSAGE_REQUIREMENTS } from './requirements/kci-messages.ts';
import { KCI_OUTCOME_REQUIREMENTS } from './requirements/kci-outcomes.ts';
import { MODIFY_AND_CEASE_REQUIREMENTS } from './requirements/modify-and-cease.ts';
import { ORDER_REQUIREMENTS } from './requirements/orders.ts';
import { PROBLEM_KCI_REQUIREMENTS } from './requirements/problem-kcis.ts';
import { RESOLUTION_REQUIREMENTS } from './requirements/resolutions.ts';
import { SERVICE_PROBLEM_REQUIREMENTS } from './requirements/service-problems.ts';
import { SERVICE_TEST_REQUIREMENTS } from './requirements/service-tests.ts';
import { SWITCH_REQUIREMENTS } from './requirements/switch.ts';
import { UNSOLICITED_CEASE_REQUIREMENTS } from './requirements/unsolicited-cease.ts';
import { QUOTE_REQUIREMENTS } from './requirements/quotes.ts';
import { VARIANT_REQUIREMENTS } from './requirements/variants.ts';
import type { Requirement } from './requirement.ts';

/** Every rule of the contract that the harness knows, in the order of a report. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...HTTP_REQUIREMENTS,
  ...CREDENTIALS_REQUIREMENTS,
  ...AVAILABILITY_REQUIREMENTS,
  ...QUOTE_REQUIREMENTS,
  ...APPOINTMENT_REQUIREMENTS,
  ...ORDER_REQUIREMENTS,
  ...ETHERNET_REQUIREMENTS,
  ...MODIFY_AND_CEASE_REQUIREMENTS,
  ...SWITCH_REQUIREMENTS,
  ...AMENDMENT_REQUIREMENTS,
  ...CANCELLATION_REQUIREMENTS,
  ...UNSOLICITED_CEASE_REQUIREMENTS,
  ...SERVICE_TEST_REQUIREMENTS,
  ...SERVICE_PROBLEM_REQUIREMENTS,
  ...RESOLUTION_REQUIREMENTS,
  ...PROBLEM_KCI_REQUIREMENTS,
  ...VARIANT_REQUIREMENTS,
  ...KCI_MESSAGE_REQUIREMENTS,
  ...KCI_CONTENT_REQUIREMENTS,
  ...KCI_OUTCOME_REQUIREMENTS,
  ...KCI_LIFECYCLE_REQUIREMENTS,
  ...KCI_DELIVERY_REQUIREMENTS,
  ...KCI_BACKGROUND_REQUIREMENTS,
];
