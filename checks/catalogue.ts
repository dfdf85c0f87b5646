import { REQUIREMENTS } from '../specs/requirements.ts';
import { AMENDMENT_CHECKS } from './amendments.ts';
import { APPOINTMENT_CHECKS } from './appointments.ts';
import { AVAILABILITY_CHECKS } from './availability.ts';
import { CANCELLATION_CHECKS } from './cancellations.ts';
import { HTTP_CHECKS } from './http.ts';
import type { Catalogue } from './judge.ts';
import { KCI_CONTENT_CHECKS } from './kci-content.ts';
import { KCI_DELIVERY_CHECKS } from './kci-delivery.ts';
import { KCI_ENVELOPE_CHECKS } from './kci-envelope.ts';
import { KCI_IDENTITY_CHECKS } from './kci-identity.ts';
import { KCI_OUTCOME_CHECKS } from './kci-outcomes.ts';
import { KCI_SEQUENCE_CHECKS } from './kci-sequence.ts';
import { KCI_SNAPSHOT_CHECKS } from './kci-snapshots.ts';
import { KCI_STATUS_CHECKS } from './kci-statuses.ts';
import { KCI_TERMINAL_CHECKS } from './kci-terminal-states.ts';
import { ORDER_CHECKS } from './orders.ts';

/** All requirements and all checks that enforce them. */
export const CATALOGUE: Catalogue = {
  requirements: REQUIREMENTS,
  checks: [
    ...HTTP_CHECKS,
    ...AVAILABILITY_CHECKS,
    ...APPOINTMENT_CHECKS,
    ...ORDER_CHECKS,
    ...AMENDMENT_CHECKS,
    ...CANCELLATION_CHECKS,
    ...KCI_ENVELOPE_CHECKS,
    ...KCI_IDENTITY_CHECKS,
    ...KCI_SEQUENCE_CHECKS,
    ...KCI_CONTENT_CHECKS,
    ...KCI_STATUS_CHECKS,
    ...KCI_TERMINAL_CHECKS,
    ...KCI_OUTCOME_CHECKS,
    ...KCI_SNAPSHOT_CHECKS,
    ...KCI_DELIVERY_CHECKS,
  ],
};
