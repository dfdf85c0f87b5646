import type { Defect } from '../defect.ts';
import { isObject, type JsonObject } from '../model.ts';
import { bodies } from './edits.ts';
import { makes, withTexts, withValues } from './input-edits.ts';

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A site with its two contacts the other way round. */
function swapped(site: JsonObject): JsonObject {
  const { primaryContact, secondaryContact } = site;
  return primaryContact !== undefined && secondaryContact !== undefined
    ? { ...site, primaryContact: secondaryContact, secondaryContact: primaryContact }
    : site;
}

/** Defects of a supplier that takes what is unusual, and keeps it otherwise than it came. */
export const LOSSY_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'cuts-texts-at-255',
    title: 'cuts the texts of an order at 255 characters',
    breaks: ['ORD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCreateOrder'], (order) => withTexts(order, (text) => text.slice(0, 255))),
  },
  {
    id: 'loses-accents',
    title: 'writes the letters of an amendment without their accents',
    breaks: ['AMD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleAmendOrder'], (amendment) =>
      withTexts(amendment, (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC')),
    ),
  },
  {
    id: 'escapes-markup',
    title: 'writes the remarks and names of an order for a web page',
    breaks: ['ORD-ECHO'],
    consequences: ['KCI-SHOWS-ORDER'],
    style: 'committed',
    replace: makes(['handleCreateOrder'], (order) =>
      withTexts(order, (text) => text.replaceAll(/[&<>"']/g, (sign) => MARKUP[sign] ?? sign)),
    ),
  },
  {
    id: 'writes-email-addresses-small',
    title: 'writes the e-mail addresses of an order in lower case',
    breaks: ['ORD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCreateOrder'], (order) =>
      withTexts(order, (text, name) => (name === 'email' ? text.toLowerCase() : text)),
    ),
  },
  {
    id: 'tidies-telephone-numbers',
    title: 'takes hyphens and extensions out of the telephone numbers of an amendment',
    breaks: ['AMD-ECHO'],
    consequences: [],
    style: 'committed',
    replace: makes(['handleAmendOrder'], (amendment) =>
      withTexts(amendment, (text, name) =>
        name === 'phoneNumber' ? text.replaceAll('-', ' ').replace(/\s*#.*$/, '') : text,
      ),
    ),
  },
  {
    id: 'writes-question-marks',
    title: 'writes a question mark for each letter of an amendment of a problem that its code page lacks',
    breaks: ['PRA-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleAmendProblem'], (amendment) =>
      withTexts(amendment, (text) => text.replaceAll(/[^ -ÿ\n]/gu, '?')),
    ),
  },
  {
    id: 'drops-second-contacts',
    title: 'drops the second contact of a problem if its telephone number has an extension',
    breaks: ['PRB-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCreateProblem'], ({ secondaryContact, ...problem }) =>
      isObject(secondaryContact) && !String(secondaryContact.phoneNumber).includes('#')
        ? { ...problem, secondaryContact }
        : problem,
    ),
  },
  {
    id: 'swaps-contacts',
    title: 'swaps the contacts of the sites of an Ethernet order',
    breaks: ['ETH-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCreateEthernetOrder'], (order) =>
      withValues(order, (value, name) => (name === 'siteInformation' && isObject(value) ? swapped(value) : value)),
    ),
  },
  {
    id: 'keeps-the-first-tasks',
    title: 'keeps the first two tasks of an order for the engineer',
    breaks: ['ORD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCreateOrder'], (order) =>
      Array.isArray(order.engineerTasks) ? { ...order, engineerTasks: order.engineerTasks.slice(0, 2) } : order,
    ),
  },
  {
    id: 'drops-empty-lists',
    title: 'leaves out of its answer what an amendment empties',
    breaks: ['AMD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleAmendOrder'], (amendment) =>
      withValues(amendment, (value) => (Array.isArray(value) && value.length === 0 ? undefined : value)),
    ),
  },
  {
    id: 'cuts-references-of-tenants',
    title: 'cuts the tenant’s reference of a quote at 20 characters',
    breaks: ['QUO-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleQuote'], (quote) =>
      withTexts(quote, (text, name) => (name === 'externalIdentifier' ? text.slice(0, 20) : text)),
    ),
  },
  {
    id: 'knows-few-types-of-problem',
    title: 'answers a test for want of performance or synchronisation as one for STABILITY',
    breaks: ['TST-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleServiceTest', with: 201 }, (test) =>
      test.problemType === 'PERFORMANCE' || test.problemType === 'SYNCHRONISATION'
        ? { ...test, problemType: 'STABILITY' }
        : test,
    ),
  },
  {
    id: 'keeps-remarks-on-cancellations-short',
    title: 'cuts the reason for withdrawing a problem at 100 characters',
    breaks: ['PRC-ECHO'],
    consequences: [],
    style: 'sync',
    replace: makes(['handleCancelProblem'], (cancellation) =>
      withTexts(cancellation, (text, name) => (name === 'text' ? text.slice(0, 100) : text)),
    ),
  },
];
