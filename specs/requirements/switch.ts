import type { Requirement } from '../requirement.ts';

const SWITCH_GUIDE = 'Portal pages switch and service-orders/servicecharacteristics';
const A_LINE =
  'Let availability tell the existing lines of data.address, or give LINE_ID, or ONT_REFERENCE and ONT_PORT, under data.characteristics.';

/** The rules that START, TAKEOVER, TRANSFER and SWAP orders have beside those of every order. */
export const SWITCH_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'SWITCH-DECIDED',
    area: 'switch',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must decide on START, TAKEOVER, TRANSFER and SWAP orders: take them with 201 or 202, or reject them.',
    source: 'Supplier API 1.15, handleCreateOrder; portal page switch',
    when: ['switch'],
    advice: 'Answer 201, 202 or 422. If you do not offer switch orders, do not claim the feature.',
    exercise: A_LINE,
  },
  {
    id: 'SWITCH-NO-LINE',
    area: 'switch',
    level: 'SHOULD',
    standing: 'inferred',
    sentence:
      'The supplier should reject a START, TAKEOVER, TRANSFER or SWAP order that does not name the existing line, with 422 or by KCI.',
    source: `${SWITCH_GUIDE}: such an order needs ONT_REFERENCE and ONT_PORT, or LINE_ID; that it fails without is concluded`,
    when: ['switch'],
    advice: 'Check the characteristics of the order against its orderType.',
    exercise: 'A START, TAKEOVER, TRANSFER and SWAP order each, without any characteristic that names a line.',
  },
  {
    id: 'SWITCH-NO-SERVICE',
    area: 'switch',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should reject a SWAP order that does not give the SERVICE_ID of the present service.',
    source: 'Change notes of Supplier API 1.9; that it fails without is concluded',
    when: ['switch'],
    advice: 'Check that a SWAP order has SERVICE_ID.',
    exercise: `A SWAP order without SERVICE_ID. ${A_LINE}`,
  },
  {
    id: 'SWITCH-APPOINTMENT-DROPPED',
    area: 'switch',
    level: 'SHOULD',
    standing: 'superseded',
    sentence:
      'A supplier that gives up the needless appointment of a SWAP order tells so with the problem code APPOINTMENT_NOT_REQUIRED.',
    source: 'Change notes of Supplier API 1.9; portal page service-orders/orderkcis',
    when: ['switch', 'appointments'],
    onlyIf: 'gives up the appointment of a SWAP order',
    advice: 'Send a KCI with problemCode APPOINTMENT_NOT_REQUIRED when you drop the appointment.',
    exercise: 'A SWAP order with an appointment, for a service that is swapped without a visit.',
  },
  {
    id: 'SWITCH-MEANS',
    area: 'switch',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'The supplier decides whether a SWAP is a cease and a provide, or a change in place.',
    source: 'Change notes of Supplier API 1.9',
    when: ['switch'],
    advice: 'Nothing: both are right.',
    exercise: 'A SWAP order.',
    untested: 'It leaves the supplier free, so that nothing can break it.',
  },
];
