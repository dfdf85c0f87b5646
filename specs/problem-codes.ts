/** What a problem code may explain: a cancellation, a delay, information only, or the need for a new appointment. */
export type ProblemUse = 'cancel' | 'delay' | 'inform' | 'reappoint';

/** A problem code of the published list and what it may explain; `uses` is absent where the published table is not fully visible. */
export interface ProblemCode {
  readonly code: string;
  readonly uses?: readonly ProblemUse[];
}

/** The published problem codes (page service-orders/orderkcis; those without uses from its earlier renderings). */
export const PROBLEM_CODES: readonly ProblemCode[] = [
  { code: 'ACCESS_ISSUE', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'ACTIVATION_FAILED', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'ADDITIONAL_WORK', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'APPOINTMENT_NOT_REQUIRED', uses: ['inform'] },
  { code: 'CAPACITY_ISSUE', uses: ['cancel'] },
  { code: 'COST_ISSUE', uses: ['cancel', 'inform'] },
  { code: 'CUSTOMER_CHANGED_MIND', uses: ['cancel', 'reappoint'] },
  { code: 'FAULT_AT_NODE', uses: ['cancel', 'delay', 'inform', 'reappoint'] },
  { code: 'FAULT_AT_ONT', uses: ['cancel', 'delay', 'inform', 'reappoint'] },
  { code: 'FAULT_AT_POP', uses: ['cancel', 'delay', 'inform', 'reappoint'] },
  { code: 'INFORMATION_REQUIRED', uses: ['delay', 'inform'] },
  { code: 'INSTALL_FAILED', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'INVALID_REQUEST', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'LINKED_ORDER_ISSUE', uses: ['cancel', 'delay', 'reappoint'] },
  { code: 'NETWORK_ISSUE', uses: ['cancel', 'delay', 'inform', 'reappoint'] },
  { code: 'NETWORK_UNAVAILABLE' },
  { code: 'NO_LONGER_REQUIRED' },
  { code: 'OTHER' },
  { code: 'PLANNING_ISSUE' },
  { code: 'PROPERTY_UNOCCUPIED' },
  { code: 'ROUTER_NOT_AVAILABLE' },
  { code: 'SITE_UNSAFE' },
  { code: 'SUPPLIER_FAULT' },
  { code: 'SURVEY_REQUIRED' },
  { code: 'TIMED_OUT' },
  { code: 'UNABLE_TO_ATTEND' },
  { code: 'UNKNOWN_FAULT' },
  { code: 'WAYLEAVE_ISSUE' },
];
