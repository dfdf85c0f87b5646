import type { Requirement } from '../requirement.ts';

const OPERATION = 'Supplier API 1.15, handleQuote';
const SERVICE = 'Without the feature availability, name the service under data.ethernet.serviceSpecification.';
const ASKED = `A request for a quote between the sites of data.ethernet. ${SERVICE}`;

/** The rules of how a request for a quote is answered. */
export const QUOTE_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'QUO-STATUS',
    area: 'quotes',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must answer a request for a quote that it grants with 201, not with 200.',
    source: 'Supplier API before 1.15, handleQuote, responses',
    when: ['quote'],
    advice: 'Answer 201 with the quote.',
    exercise: ASKED,
  },
  {
    id: 'QUO-SYNCHRONOUS',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'The answer to a request for a quote should be the quote itself or a rejection, never a promise for later.',
    source: 'Ethernet order process page',
    when: ['quote'],
    advice: 'Answer with the quote, or 422 with the reasons: there is no KCI that could bring a quote later.',
    exercise: ASKED,
  },
  {
    id: 'QUO-ACCEPTED',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should quote for services and sites that nothing speaks against.',
    source: 'Concluded: data.ethernet is the supplier’s own word; without a quote nothing can be ordered.',
    when: ['quote'],
    advice:
      'Read the messages of the refusal; give data.ethernet with sites and a service specification that your staging system can quote. A request has no Tenant header and no list of suppliers.',
    exercise: ASKED,
  },
  {
    id: 'QUO-REFUSES-INCOMPLETE',
    area: 'quotes',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must refuse, with 400 or 422, a request for a quote with fewer than two sites, without a service or without contract details.',
    source: `${OPERATION}, request body; the least number of sites and services from its earlier version`,
    when: ['quote'],
    advice: 'Count sites and service, and look for contractDetails, before you work out a price.',
    exercise: `Requests for a quote with a single site, without services, and without contract details. ${SERVICE}`,
  },
  {
    id: 'QUO-REFUSES-ROLE',
    area: 'quotes',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must refuse, with 400 or 422, a site whose role is none of A-END, B-END and MULTI-POINT.',
    source: `${OPERATION}, sites[].role`,
    when: ['quote'],
    advice: 'Check the role of each site against the three values.',
    exercise: `A request for a quote with a site of an unknown role. ${SERVICE}`,
  },
  {
    id: 'QUO-EXTERNAL-IDENTIFIER',
    area: 'quotes',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must take a request for a quote whose externalIdentifier is absent or empty as it takes one that has it.',
    source: `${OPERATION}, externalIdentifier: optional, 0 to 64 characters`,
    when: ['quote'],
    advice: 'Treat the reference of the tenant as optional, and do not use it as a key.',
    exercise: `Requests for a quote without externalIdentifier and with an empty one. ${SERVICE}`,
  },
  {
    id: 'QUO-ID',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'inferred',
    sentence:
      'A quote should have an id of the supplier: text of 1 to 64 characters, which an Ethernet order can carry as supplierQuoteId.',
    source:
      'Supplier API before 1.15, handleQuote (the id of the answer is text) and handleCreateEthernetOrder (supplierQuoteId); that one is the other is concluded',
    when: ['quote'],
    advice: 'Return your own identifier as text; the number in the request is the gateway’s.',
    exercise: ASKED,
  },
  {
    id: 'QUO-ID-UNIQUE',
    area: 'quotes',
    level: 'MUST',
    standing: 'inferred',
    sentence: 'No two quotes may have the same id.',
    source: 'Concluded: an Ethernet order names its quote by this id alone.',
    when: ['quote'],
    advice: 'Make a fresh id for each quote.',
    exercise: 'Two requests for a quote that are granted.',
  },
  {
    id: 'QUO-ECHO',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'A quote should repeat what was asked for: sites, contract details, services and the tenant’s reference.',
    source:
      'Supplier API before 1.15, handleQuote, sample of the answer; concluded from the service problem operations',
    when: ['quote'],
    advice: 'Return every member of the request but id, and add your own.',
    exercise: ASKED,
  },
  {
    id: 'QUO-ROLE-COMBINATION',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should quote for any combination of roles that it can connect.',
    source: `${OPERATION}, sites[].role`,
    when: ['quote'],
    advice: 'Reject with 422 a combination that you cannot connect, and say which you can.',
    exercise: 'Not exercised by a run.',
    untested: 'Which roles may stand together is not published; a run asks for the roles of data.ethernet.',
  },
  {
    id: 'QUO-NO-SUPPLIERS',
    area: 'quotes',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'The supplier should not expect a list of suppliers in a request for a quote.',
    source: `${OPERATION}, request body, against the introduction of the operation`,
    when: ['quote'],
    advice: 'Ignore what the introduction says of suppliers: the gateway has chosen you already.',
    exercise: 'Every request for a quote; none has such a list.',
    untested:
      'A supplier that wants such a list refuses every request for a quote, which the rules that valid requests are understood and granted tell.',
  },
];
