/** What a problem code may explain: a cancellation, a delay, information only, or the need for a new appointment. */
export type ProblemUse = 'cancel' | 'delay' | 'inform' | 'reappoint';

/**
 * What the problem codes may explain whose row of the published table is fully visible (page service-orders/orderkcis). Which
 * codes there are at all is told by the schema of the KCI.
 */
export const PROBLEM_USES: Readonly<Record<string, readonly ProblemUse[]>> = {
  ACCESS_ISSUE: ['cancel', 'delay', 'reappoint'],
  ACTIVATION_FAILED: ['cancel', 'delay', 'reappoint'],
  ADDITIONAL_WORK: ['cancel', 'delay', 'reappoint'],
  APPOINTMENT_NOT_REQUIRED: ['inform'],
  CAPACITY_ISSUE: ['cancel'],
  COST_ISSUE: ['cancel', 'inform'],
  CUSTOMER_CHANGED_MIND: ['cancel', 'reappoint'],
  FAULT_AT_NODE: ['cancel', 'delay', 'inform', 'reappoint'],
  FAULT_AT_ONT: ['cancel', 'delay', 'inform', 'reappoint'],
  FAULT_AT_POP: ['cancel', 'delay', 'inform', 'reappoint'],
  INFORMATION_REQUIRED: ['delay', 'inform'],
  INSTALL_FAILED: ['cancel', 'delay', 'reappoint'],
  INVALID_REQUEST: ['cancel', 'delay', 'reappoint'],
  LINKED_ORDER_ISSUE: ['cancel', 'delay', 'reappoint'],
  NETWORK_ISSUE: ['cancel', 'delay', 'inform', 'reappoint'],
};
