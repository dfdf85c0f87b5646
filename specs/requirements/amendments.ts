import type { Requirement } from '../requirement.ts';

/** The rules of how an amendment of an order is answered; what KCIs then tell of it has rules of its own. */
export const AMENDMENT_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'AMD-STATUS',
    area: 'amendments',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must answer an amendment that it takes with 201, applied, or with 202, decided later by KCI.',
    source: 'Supplier API 1.15, index, service order amendments',
    when: ['amendments'],
    advice: 'Answer 201 only when the order is changed already, otherwise 202; 200 and 204 do not exist here.',
    exercise: 'An amendment of an order that is open; steer ORDER_IN_PROGRESS if your orders complete at once.',
  },
  {
    id: 'AMD-ACCEPTED',
    area: 'amendments',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should take an amendment of an open order that nothing speaks against.',
    source:
      'Portal page orderamendment: orders that are acknowledged, in progress or pending can be amended; that this one can is concluded',
    when: ['amendments'],
    advice:
      'Read the messages of the refusal; let the amended order stay open long enough, with the scenario ORDER_IN_PROGRESS.',
    exercise: 'An amendment of an order that is open.',
  },
  {
    id: 'AMD-ID',
    area: 'amendments',
    level: 'MUST',
    standing: 'policy',
    sentence:
      'The answer to an amendment must not give the amendment or its order another number than the gateway did.',
    source: 'Concluded: KCIs name the amendment and the order by these numbers.',
    when: ['amendments'],
    onlyIf: 'answers an amendment with 201',
    advice: 'Return id and orderId as they were sent; your own number belongs in supplierReference.',
    exercise: 'An amendment that is answered with 201.',
  },
  {
    id: 'AMD-ECHO',
    area: 'amendments',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'An amendment that is answered with 201 should repeat what was asked.',
    source: 'Concluded from the cancellation and service problem operations, which repeat the whole request',
    when: ['amendments'],
    onlyIf: 'answers an amendment with 201',
    advice: 'Return every member of the request and add supplierReference.',
    exercise: 'An amendment that is answered with 201.',
  },
  {
    id: 'AMD-UNKNOWN-ORDER',
    area: 'amendments',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should refuse an amendment of an order that it does not know, with 422 or 404.',
    source: 'Supplier API 1.15, index: invalid amendments are refused; that this one is invalid is concluded',
    when: ['amendments'],
    advice: 'Look the order up by tenant and orderId before you answer.',
    exercise: 'An amendment of an order that was never placed.',
  },
  {
    id: 'AMD-AFTER-TERMINAL',
    area: 'amendments',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must not apply an amendment to an order that has ended.',
    source: 'Portal page glossary: a completed order can be neither amended nor cancelled',
    when: ['amendments'],
    advice: 'Answer 422, or 202 and then AMENDMENT_REJECTED by KCI.',
    exercise: 'An amendment of an order after its completion.',
  },
  {
    id: 'AMD-MERGE',
    area: 'amendments',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'An amendment changes only what it names, within a contact too: a new telephone number leaves the name as it was.',
    source: 'Supplier API 1.15, index, service order amendments',
    when: ['amendments'],
    advice: 'Merge the amendment into the order member by member.',
    exercise: 'Not exercised by a run.',
    untested:
      'The schema of a contact demands name and telephone number, so a valid request cannot leave one of them out; the two pages contradict each other.',
  },
  {
    id: 'AMD-ARRAYS',
    area: 'amendments',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'An array in an amendment should replace the old one as a whole, and an empty one should remove it.',
    source: 'Portal page orderamendment',
    when: ['amendments'],
    advice: 'Replace serviceCharacteristics and engineerTasks, do not append to them.',
    exercise: 'Not exercised by a run.',
    untested:
      'The schema does not allow the empty array, and what supplier and network add to the characteristics of an order makes a whole replacement invisible.',
  },
];
