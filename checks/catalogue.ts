import { REQUIREMENTS } from '../specs/requirements.ts';
import { AMENDMENT_CHECKS } from './amendments.ts';
import { APPOINTMENT_CHECKS } from './appointments.ts';
import { AVAILABILITY_CHECKS } from './availability.ts';
import { CANCELLATION_CHECKS } from './cancellations.ts';
import { CREDENTIALS_CHECKS } from './credentials.ts';
import { ETHERNET_CHECKS } from './ethernet.ts';
import { HTTP_CHECKS } from './http.ts';
import type { Catalogue } from './judge.ts';
import { KCI_CEASE_CHECKS } from './kci-ceases.ts';
import { KCI_AMENDED_LIST_CHECKS } from './kci-amended-lists.ts';
import { KCI_AMENDMENT_CHECKS } from './kci-amendments.ts';
import { KCI_APPOINTMENT_CHECKS } from './kci-appointments.ts';
import { KCI_CONTENT_CHECKS } from './kci-content.ts';
import { KCI_CONTINUITY_CHECKS } from './kci-continuity.ts';
import { KCI_DELIVERY_CHECKS } from './kci-delivery.ts';
import { KCI_ENVELOPE_CHECKS } from './kci-envelope.ts';
import { KCI_IDENTITY_CHECKS } from './kci-identity.ts';
import { KCI_MEMBER_CHECKS } from './kci-members.ts';
import { KCI_MERGING_CHECKS } from './kci-merging.ts';
import { KCI_OUTCOME_CHECKS } from './kci-outcomes.ts';
import { KCI_REFUSED_AMENDMENT_CHECKS } from './kci-refused-amendments.ts';
import { KCI_SEQUENCE_CHECKS } from './kci-sequence.ts';
import { KCI_SNAPSHOT_CHECKS } from './kci-snapshots.ts';
import { KCI_STATUS_CHECKS } from './kci-statuses.ts';
import { KCI_TERMINAL_CHECKS } from './kci-terminal-states.ts';
import { MODIFY_AND_CEASE_CHECKS } from './modify-and-cease.ts';
import { ORDER_CHECKS } from './orders.ts';
import { PROBLEM_AMENDMENT_CHECKS } from './problem-amendments.ts';
import { PROBLEM_KCI_CHECKS } from './problem-kcis.ts';
import { PROBLEM_OUTCOME_CHECKS } from './problem-outcomes.ts';
import { RESOLUTION_CHECKS } from './resolutions.ts';
import { SERVICE_PROBLEM_CHECKS } from './service-problems.ts';
import { SERVICE_TEST_CHECKS } from './service-tests.ts';
import { QUOTE_CHECKS } from './quotes.ts';
import { SWITCH_CHECKS } from './switch.ts';
import { UNSOLICITED_CEASE_CHECKS } from './unsolicited-cease.ts';
import { VARIANT_CHECKS } from './variants.ts';

/** All requirements and all checks that enforce them. */
export const CATALOGUE: Catalogue = {
  requirements: REQUIREMENTS,
  checks: [
    ...HTTP_CHECKS,
    ...CREDENTIALS_CHECKS,
    ...AVAILABILITY_CHECKS,
    ...QUOTE_CHECKS,
    ...APPOINTMENT_CHECKS,
    ...ORDER_CHECKS,
    ...ETHERNET_CHECKS,
    ...MODIFY_AND_CEASE_CHECKS,
    ...SWITCH_CHECKS,
    ...AMENDMENT_CHECKS,
    ...CANCELLATION_CHECKS,
    ...UNSOLICITED_CEASE_CHECKS,
    ...SERVICE_TEST_CHECKS,
    ...SERVICE_PROBLEM_CHECKS,
    ...RESOLUTION_CHECKS,
    ...PROBLEM_OUTCOME_CHECKS,
    ...PROBLEM_KCI_CHECKS,
    ...PROBLEM_AMENDMENT_CHECKS,
    ...VARIANT_CHECKS,
    ...KCI_ENVELOPE_CHECKS,
    ...KCI_MEMBER_CHECKS,
    ...KCI_IDENTITY_CHECKS,
    ...KCI_SEQUENCE_CHECKS,
    ...KCI_CONTENT_CHECKS,
    ...KCI_APPOINTMENT_CHECKS,
    ...KCI_CEASE_CHECKS,
    ...KCI_STATUS_CHECKS,
    ...KCI_TERMINAL_CHECKS,
    ...KCI_OUTCOME_CHECKS,
    ...KCI_SNAPSHOT_CHECKS,
    ...KCI_CONTINUITY_CHECKS,
    ...KCI_AMENDMENT_CHECKS,
    ...KCI_MERGING_CHECKS,
    ...KCI_AMENDED_LIST_CHECKS,
    ...KCI_REFUSED_AMENDMENT_CHECKS,
    ...KCI_DELIVERY_CHECKS,
  ],
};
