/**
 * What a retailer (the contract says tenant) is shown of what a supplier tells: the gateway stands between them, orders the KCIs by
 * their numbers, adds what it can conclude and passes the rest on. A supplier is bound by little of it, so that it judges nobody;
 * it says what a supplier's customers would have seen.
 */
import type { Standing } from './requirement.ts';

/** How something is known. */
export interface Known {
  readonly standing: Standing;
  /** The pages that say so, or what it was concluded from. */
  readonly source: string;
}

/** What the gateway sends a retailer for a KCI of a reason. */
export interface TenantNotice extends Known {
  readonly reason: string;
  /** The type of the update that the retailer is sent. */
  readonly type: string;
  /** Set where the retailer is asked to do something before the order can go on. */
  readonly asks?: true;
  /** The status that the retailer is shown, where it is not the one that the KCI tells. */
  readonly status?: string;
}

const INFORMED: Known = { standing: 'tenant', source: 'Portal page tenantinformationalkci' };
const ASKED: Known = { standing: 'tenant', source: 'Portal pages tenantactionreqkci and orderstate' };
const CONCLUDED: Known = {
  standing: 'inferred',
  source: 'Concluded: portal pages tenantactionreqkci and tenantinformationalkci know no type of this name',
};

const PASSED_ON = [
  'CREATED',
  'ACKNOWLEDGED',
  'COMMITTED',
  'UPDATE',
  'ADDITIONAL',
  'WARNING',
  'DELAY',
  'RESUMED',
  'REAPPOINTED',
  'AMENDED',
  'COMPLETED',
  'TERMINATED',
];

/** What becomes of each reason code; one that is not here is not known to become anything. */
export const TENANT_NOTICES: readonly TenantNotice[] = [
  ...PASSED_ON.map((reason) => ({ reason, type: reason, ...INFORMED })),
  ...['INFORMATION_REQUIRED', 'REAPPOINT'].map((reason) => ({
    reason,
    type: reason,
    asks: true as const,
    status: 'PENDING',
    ...ASKED,
  })),
  { reason: 'RESUBMIT', type: 'RESUBMIT', asks: true, ...ASKED },
  ...['AMENDMENT_REJECTED', 'CANCELLATION_REJECTED'].map((reason) => ({
    reason,
    type: 'RESUBMIT',
    asks: true as const,
    ...CONCLUDED,
  })),
  // The type of a cancellation depends on who wanted it.
  { reason: 'CANCELLED', type: 'CANCELLED', ...CONCLUDED },
  { reason: 'ORDER_REJECTED', type: 'TERMINATED', ...CONCLUDED },
];

/** The type of update for a cancellation that no request of the retailer asked for. */
export const UNASKED_END: { readonly type: string } & Known = {
  type: 'TERMINATED',
  standing: 'documented',
  source: 'Portal pages orderamendment, glossary and tenantinformationalkci',
};

/** The type of update for a problem that the supplier calls solved: the retailer is to say whether it is. */
export const SOLVED: { readonly type: string; readonly asks: true } & Known = {
  type: 'CONFIRM',
  asks: true,
  standing: 'tenant',
  source: 'Portal pages tenantactionreqkci and problemkciflows',
};

/** The type of update for a KCI that comes before an order was acknowledged and does not end it. */
export const TOO_EARLY: { readonly type: string } & Known = {
  type: 'UPDATE',
  standing: 'tenant',
  source: 'Portal page tenants/orderkciexamples',
};

/** What the gateway does by itself, as far as the documents say. */
export const GATEWAY_CONDUCT = {
  /** It shows this status until the supplier has taken an order or refused it. */
  sent: { status: 'SENT_TO_SUPPLIER', standing: 'documented', source: 'Portal page orderstate' },
  /** It shows this one where the supplier cannot be reached or answers with a fault. */
  failed: {
    status: 'FAILED_TO_SEND',
    standing: 'documented',
    source: 'Portal pages orderstate and tenants/tenanterrorkci',
  },
  /** It reports a status that a 201 tells as if a KCI had told it, and the step before it where that was skipped. */
  answered: { standing: 'documented', source: 'Supplier API 1.15, overview; portal page orderkciflows' },
  /** A refusal with 422 ends an order. */
  refused: {
    status: 'REJECTED',
    standing: 'documented',
    source: 'Supplier API 1.15, overview; portal page orderstate',
  },
  /** While a request that was answered 202 is open, it shows that. */
  requested: {
    amendment: 'PENDING_AMENDMENT',
    cancellation: 'PENDING_CANCELLATION',
    standing: 'documented',
    source: 'Tenant API 1.17, order management; portal page orderamendment',
  },
  /** A cease that the supplier announces as PENDING is one that it has received, and no more. */
  announced: {
    status: 'RECEIVED_BY_GATEWAY',
    standing: 'example',
    source: 'Supplier KCI examples; portal page tenantinformationalkci',
  },
  /** It hands KCIs on in the order of their numbers and holds back what comes too early; how long is not published. */
  ordered: { standing: 'tenant', source: 'Portal pages orderkciflows and tenantupdates' },
  /** Nothing changes what is over. */
  over: { standing: 'documented', source: 'Portal pages orderamendment and glossary' },
  /** The retailer's decision on a resolution closes a problem or opens it again. */
  decided: {
    ACCEPTED: 'COMPLETED',
    REJECTED: 'IN_PROGRESS',
    standing: 'documented',
    source: 'Supplier API 1.15, overview; portal page problemkciflows',
  },
} as const satisfies Readonly<Record<string, Known & Readonly<Record<string, string>>>>;

const BEFORE_AN_ANSWER = ['RECEIVED_BY_GATEWAY', 'SENT_TO_SUPPLIER', 'FAILED_TO_SEND', 'REJECTED'];

/**
 * The statuses that a retailer can be shown, by what they are of (Tenant API 1.17; the last four of an order stand on the page
 * tenantinformationalkci and in the KCI examples). Of what is not listed here it is not known.
 */
export const TENANT_STATUSES: Readonly<Record<string, readonly string[]>> = {
  order: BEFORE_AN_ANSWER.concat(
    ['ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD', 'PENDING_AMENDMENT', 'PENDING_CANCELLATION'],
    ['CANCELLED', 'COMPLETED', 'PARTIAL', 'FAILED'],
  ),
  problem: BEFORE_AN_ANSWER.concat(
    ['ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD', 'NETWORK_INCIDENT', 'PENDING_AMENDMENT'],
    ['PENDING_CANCELLATION', 'CANCELLED', 'RESOLVED', 'COMPLETED'],
  ),
  test: [...BEFORE_AN_ANSWER, 'IN_PROGRESS', 'FAILED', 'COMPLETED'],
};

/** What a KCI has to say for the retailer to know what is the matter, by its reason; what binds of it is judged elsewhere. */
export const TELLING: Readonly<Record<string, readonly ('problemCode' | 'text')[]>> = {
  DELAY: ['problemCode', 'text'],
  WARNING: ['problemCode', 'text'],
  REAPPOINT: ['problemCode', 'text'],
  CANCELLED: ['problemCode', 'text'],
  INFORMATION_REQUIRED: ['text'],
  ORDER_REJECTED: ['problemCode', 'text'],
  AMENDMENT_REJECTED: ['problemCode', 'text'],
  CANCELLATION_REJECTED: ['problemCode', 'text'],
};
