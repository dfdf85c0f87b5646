import { KCI_FEATURES, type Requirement } from '../requirement.ts';
import { ANY_ORDER } from './exercises.ts';

/** How KCIs are brought to the gateway, and again when it could not take them. */
export const KCI_DELIVERY_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'KCI-ENDPOINT',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence: 'KCIs are posted to the path /kcis below the address of the gateway.',
    source: 'Supplier Updates API 1.8, handleOrderUpdate',
    when: [],
    whenAny: KCI_FEATURES,
    advice: 'Configure the address of the gateway without the path of the operation, and post to /kcis below it.',
    exercise: ANY_ORDER,
  },
  {
    id: 'KCI-SENT-AGAIN',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence:
      'A KCI that the gateway could not take (503, 401, no answer) is sent again, with the same id and sequence number.',
    source: 'No page says how to retry; the gateway answers 503 when it is temporarily unavailable',
    when: ['provide'],
    advice: 'Queue KCIs and send them until they are taken; renew the token once after a 401.',
    exercise: 'Place an order; the run itself answers some of its KCIs with 503 and 401.',
  },
  {
    id: 'KCI-SENT-AGAIN-FIRST',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'A KCI that has to be sent again comes before any later one of its order.',
    source: 'Portal page orderkciflows (the gateway takes KCIs in the order of their numbers)',
    when: [],
    whenAny: KCI_FEATURES,
    onlyIf: 'sends a KCI again after a failure',
    advice: 'Deliver the KCIs of one order one after the other.',
    exercise: 'Place an order; the run itself answers some of its KCIs with 503.',
  },
  {
    id: 'KCI-SENT-ONCE',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'A KCI that was taken (204) or refused as wrong (4xx) is not sent over and over again.',
    source:
      'The answers of POST /kcis: 204 without a body is a success; sending the same again cannot help after 400 or 422',
    when: [],
    whenAny: KCI_FEATURES,
    advice:
      'Take any 2xx as success, with or without a body, and do not repeat unchanged what was refused with 400 or 422.',
    exercise: ANY_ORDER,
  },
];
