import { ANY_ORDER_FEATURES, ORDER_FEATURES, type Feature, type Requirement } from '../requirement.ts';

const OVERVIEW = 'Supplier API 1.15, overview';
const EXAMPLES = 'Portal page suppliers/supplierkciexamples';
const TO_THE_END = 'Place an order and let it come to its end within the time that pace.outcome allows.';

/** The features that bring orders which a tenant places, Ethernet orders included. */
const PLACED = [...ORDER_FEATURES, 'ethernet'] as const;

/** The features that bring what a request creates and an answer can refuse. */
const REFUSABLE = [...PLACED, 'service-tests', 'service-problems'] as const satisfies readonly Feature[];

/** What an answer promises and KCIs have to keep: outcomes, and what may not follow a refusal. */
export const KCI_OUTCOME_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'KCI-ORDER-OUTCOME',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence: 'An order that was answered with 202 is acknowledged or rejected by a KCI, before any KCI completes it.',
    source: `${OVERVIEW}, order management (the time limit is pace.acknowledge)`,
    when: [],
    whenAny: PLACED,
    onlyIf: 'answers an order with 202',
    advice:
      'Send ACKNOWLEDGED (or COMMITTED at once), or ORDER_REJECTED, as soon as the order is validated, and the completion after it.',
    exercise: 'Place an order that the supplier answers with 202.',
  },
  {
    id: 'KCI-ORDER-NUMBER',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The KCI that acknowledges an order after a 202 gives the supplierOrderReference.',
    source: `${OVERVIEW}, order management`,
    when: [],
    whenAny: PLACED,
    onlyIf: 'answers an order with 202',
    advice: 'Allot your order number before you acknowledge, and send it as supplierOrderReference.',
    exercise: 'Place an order that the supplier answers with 202.',
  },
  {
    id: 'KCI-AMENDMENT-OUTCOME',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'An amendment that was answered with 202 is followed by an AMENDED or AMENDMENT_REJECTED KCI that quotes it.',
    source: `${OVERVIEW}, order management (the time limit is pace.outcome)`,
    when: ['amendments'],
    whenAny: ORDER_FEATURES,
    onlyIf: 'answers an amendment with 202',
    advice: 'Send the outcome by KCI, with serviceOrderAmendmentId set to the id of the amendment.',
    exercise: 'Amend an open order of a supplier that answers amendments with 202.',
  },
  {
    id: 'KCI-CANCELLATION-OUTCOME',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'A cancellation that was answered with 202 is followed by a CANCELLED or CANCELLATION_REJECTED KCI that quotes it.',
    source: `${OVERVIEW}, order management (the time limit is pace.outcome)`,
    when: ['cancellations'],
    whenAny: ORDER_FEATURES,
    onlyIf: 'answers a cancellation with 202',
    advice: 'Send the outcome by KCI, with serviceOrderCancellationId set to the id of the cancellation.',
    exercise: 'Cancel an open order of a supplier that answers cancellations with 202.',
  },
  {
    id: 'KCI-QUOTES-REQUEST',
    area: 'kcis',
    level: 'MUST',
    standing: 'policy',
    sentence:
      'A KCI that tells the outcome of an amendment or cancellation quotes one that was made for this order and is still open.',
    source: `${EXAMPLES}; portal page identifiers`,
    when: [],
    whenAny: ANY_ORDER_FEATURES,
    onlyIf: 'tells the outcome of an amendment or a cancellation by KCI',
    advice: 'Quote the gateway id of the request that you decided, once.',
    exercise: 'Amend or cancel an order that the supplier answers with 202.',
  },
  {
    id: 'KCI-NO-EFFECT-OF-REFUSED',
    area: 'kcis',
    level: 'MUST',
    standing: 'policy',
    sentence:
      'An order, a problem or a test that was refused in the answer does not start: no KCI but its rejection follows.',
    source: `${OVERVIEW}, order management (422 rejects the order)`,
    when: [],
    whenAny: REFUSABLE,
    advice: 'Store nothing and start nothing before the request has passed validation.',
    exercise: 'Place an order that breaks the contract, so that it has to be refused.',
  },
  {
    id: 'KCI-REFUSED-ONCE',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'An order or a problem that was rejected with 422 is not rejected by KCI as well.',
    source: `${OVERVIEW}, order management`,
    when: [],
    whenAny: REFUSABLE,
    onlyIf: 'answers a well-formed order with 422',
    advice: 'Reject either in the answer or by KCI.',
    exercise: 'Place an order that the supplier rejects with 422.',
  },
  {
    id: 'KCI-COMPLETION',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'An accepted order is followed by KCIs to its end.',
    source: 'Portal page suppliers/supplierupdates (the time limit is pace.outcome)',
    when: [],
    whenAny: ORDER_FEATURES,
    advice: 'Report each milestone up to COMPLETED. If staging is slower than the limit, raise pace.outcome.',
    exercise: TO_THE_END,
  },
  {
    id: 'KCI-SHOWS-AMENDMENT',
    area: 'kcis',
    level: 'MUST',
    standing: 'superseded',
    sentence: 'An AMENDED KCI shows the order with the amended values.',
    source: 'Portal page supplierreasoncodes, earlier rendering',
    when: ['amendments'],
    whenAny: ORDER_FEATURES,
    onlyIf: 'applies an amendment by KCI',
    advice: 'Apply the amendment to the stored order before the KCI is built.',
    exercise: 'Amend an open order of a supplier that answers amendments with 202.',
  },
  {
    id: 'KCI-AMENDMENT-APPLIED',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence: 'An amendment that was granted is applied: KCIs after it do not show the order as it was before.',
    source: `${OVERVIEW}, order management (201 confirms the amendment); Supplier Updates API 1.8, handleOrderUpdate (the latest version)`,
    when: ['amendments'],
    whenAny: ORDER_FEATURES,
    onlyIf: 'grants an amendment and reports on the order afterwards',
    advice: 'Apply the amendment to the stored order before you answer 201 or send AMENDED.',
    exercise: 'Let the supplier’s test system play ORDER_PENDING (configuration key steering) for an order.',
  },
];
