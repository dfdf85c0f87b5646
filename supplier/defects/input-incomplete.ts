import type { Defect } from '../defect.ts';
import { isObject } from '../model.ts';
import { overlooks, withValues } from './input-edits.ts';

/** What is said of somebody to reach, or in words: an order goes its way without. */
const DISPENSABLE =
  /(?:^|\.)(?:name|phoneNumber|problemText|notes|primaryContact|wayleaveContact|technicalContact|problemType|postcode)$/;

/** Defects of a supplier that takes requests although they lack something. */
export const INCOMPLETE_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'takes-contacts-without-number',
    title: 'takes contacts that have no telephone number',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({ wrong: ['missing'], where: /\.phoneNumber$/ }),
  },
  {
    id: 'takes-nameless-contacts',
    title: 'takes contacts that have no name',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['missing'], where: /Contact\.name$/ }),
  },
  {
    id: 'takes-nameless-sites',
    title: 'quotes for sites that have no name, no postcode or no role',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['missing'], where: /^sites\[\d+\]\.(?:name|postcode|role)$/ }),
  },
  {
    id: 'guesses-the-kind-of-address',
    title: 'takes every address whose type is missing for a UPRN',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['missing'], where: /address\.type$/ }, (content) =>
      withValues(content, (value, name) =>
        name === 'address' && isObject(value) ? { type: 'UPRN', ...value } : value,
      ),
    ),
  },
  {
    id: 'takes-tests-and-quotes-without-number',
    title: 'takes tests and requests for a quote that have no number',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'committed',
    replace: overlooks({ to: ['handleServiceTest', 'handleQuote'], wrong: ['missing'], where: /^id$/ }),
  },
  {
    id: 'reserves-under-no-number',
    title: 'reserves a slot under no number',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'rich',
    replace: overlooks({ to: ['handleReserveAppointment'], wrong: ['missing'], where: /^id$/ }),
  },
  {
    id: 'tests-for-nothing-in-particular',
    title: 'tests a service without being told what for',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleServiceTest'], wrong: ['missing'], where: /^problemType$/ }),
  },
  {
    id: 'takes-problems-without-particulars',
    title: 'takes problems without their text or their characteristics',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({
      to: ['handleCreateProblem'],
      wrong: ['missing'],
      where: /^(?:problemText|characteristics(?:\[\d+\]\.value)?)$/,
    }),
  },
  {
    id: 'amends-under-no-number',
    title: 'takes amendments that have no number',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleAmendOrder', 'handleAmendProblem'], wrong: ['missing'], where: /^id$/ }),
  },
  {
    id: 'cancels-under-no-number',
    title: 'takes cancellations of orders that have no number',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'committed',
    replace: overlooks({ to: ['handleCancelOrder'], wrong: ['missing'], where: /^id$/ }),
  },
  {
    id: 'withdraws-problems-by-number-alone',
    title: 'takes cancellations of problems that do not give its reference',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['missing'], where: /^supplierServiceProblemReference$/ }),
  },
  {
    id: 'takes-silence-for-consent',
    title: 'takes a decision on a resolution that says nothing for consent',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks(
      { to: ['handleServiceProblemResolution'], wrong: ['missing'], where: /^status$/ },
      (content) => ({ ...content, status: 'ACCEPTED' }),
    ),
  },
  {
    id: 'assumes-new-orders',
    title: 'takes orders that do not say of what type they are',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'committed',
    replace: overlooks({ to: ['handleCreateOrder'], wrong: ['missing'], where: /^orderType$/ }, (content) => ({
      ...content,
      orderType: 'NEW',
    })),
  },
  {
    id: 'finds-slots-for-anything',
    title: 'finds slots without being told for which service or what for',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: (honest) => ({
      ...overlooks({
        to: ['handleAppointmentAvailability'],
        wrong: ['missing'],
        where: /^(?:appointmentPurpose|serviceSpecification(?:\.id)?)$/,
      })(honest),
      appointmentsRefusal: (question, world) =>
        question.specification === 'undefined' ? undefined : honest.appointmentsRefusal(question, world),
    }),
  },
  {
    id: 'takes-null-for-an-answer',
    title: 'takes null where something has to be told',
    breaks: ['VAR-REFUSES-INCOMPLETE'],
    consequences: ['VAR-REFUSES-DOUBTFUL', 'KCI-SCHEMA-LIKELY', 'KCI-SNAPSHOT'],
    style: 'sync',
    replace: overlooks({ wrong: ['null'], where: DISPENSABLE }),
  },
  {
    id: 'leaves-nulls-out',
    title: 'takes null for whatever could have been left out',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: overlooks({ wrong: ['null-option'] }, (content) =>
      withValues(content, (value) => (value === null ? undefined : value)),
    ),
  },
  {
    id: 'does-without-request-ids',
    title: 'takes requests that have no X-Request-ID',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      headersRefusal: (call) => honest.headersRefusal({ ...call, headers: { 'x-request-id': '-', ...call.headers } }),
    }),
  },
];
