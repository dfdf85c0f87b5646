import type { Defect } from '../defect.ts';
import { isObject, type Call, type Operation } from '../model.ts';
import { parse } from '../shapes.ts';
import { answers } from './edits.ts';
import { overlooks } from './input-edits.ts';

/** A request with its last bracket closed, where it was left open. */
function closed(call: Call): Call {
  const body = parse(call.body) ? call.body : `${call.body}}`;
  return { ...call, body };
}

/** Takes what it cannot make anything of in for later, where an honest supplier refuses it. */
function promises(to: Operation, isMeant: (body: string) => boolean): Defect['replace'] {
  return answers({ to, with: 400 }, (answer, call) =>
    isMeant(call.body) ? { status: 202, headers: answer.headers ?? {} } : answer,
  );
}

/** Whether a body is JSON, but no object. */
function isBareValue(body: string): boolean {
  const parsed = parse(body);
  return parsed !== undefined && !isObject(parsed.value);
}

/** Defects of a supplier that takes values of a wrong type, and what it cannot read at all. */
export const MISTYPED_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'takes-objects-for-texts',
    title: 'takes an object for a name, a number to ring or a remark',
    breaks: ['VAR-REFUSES-WRONG-TYPE'],
    consequences: ['KCI-SCHEMA-LIKELY', 'KCI-SNAPSHOT', 'VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({
      wrong: ['type'],
      where: /(?:^|\.)(?:name|phoneNumber|email|notes|hazards|onSiteRestrictions|text|problemText|postcode)$/,
    }),
  },
  {
    id: 'takes-objects-for-numbers',
    title: 'takes an object for the number of a request',
    breaks: ['VAR-REFUSES-WRONG-TYPE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks(
      {
        to: ['handleReserveAppointment', 'handleQuote', 'handleCancelOrder', 'handleAmendProblem'],
        wrong: ['type'],
        where: /^id$/,
      },
      (content) => ({ ...content, id: 1 }),
    ),
  },
  {
    id: 'looks-words-up-as-addresses',
    title: 'says what is available at an address that is no address but a word',
    breaks: ['VAR-REFUSES-WRONG-TYPE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleAvailabilityCheck'], wrong: ['type'], where: /^address/ }, (content) => ({
      ...content,
      address: { id: 'unknown', type: 'UPRN' },
    })),
  },
  {
    id: 'decides-on-objects',
    title: 'takes an object for the decision on a resolution, or for the remarks about it',
    breaks: ['VAR-REFUSES-WRONG-TYPE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleServiceProblemResolution'], wrong: ['type'], where: /./ }, (content) => ({
      ...content,
      status: 'ACCEPTED',
    })),
  },
  {
    id: 'reads-broken-queries',
    title: 'looks for slots at an address whose JSON breaks off',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['HTTP-REFUSES-INVALID', 'VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks(
      { to: ['handleAppointmentAvailability'], wrong: ['unreadable'], where: /^address$/ },
      (content) => ({ ...content, address: { id: 'unknown', type: 'UPRN' } }),
    ),
  },
  {
    id: 'closes-brackets-itself',
    title: 'takes reservations whose JSON breaks off before its end',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: (honest) => ({ reservationRequest: (call) => honest.reservationRequest(closed(call)) }),
  },
  {
    id: 'takes-in-empty-orders',
    title: 'answers 202 to an order without a body',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: promises('handleCreateOrder', (body) => body === ''),
  },
  {
    id: 'takes-in-empty-amendments',
    title: 'answers 202 to an amendment without a body',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'rich',
    replace: promises('handleAmendOrder', (body) => body === ''),
  },
  {
    id: 'takes-in-words-for-amendments',
    title: 'answers 202 to an amendment of a problem that is a mere word',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: promises('handleAmendProblem', isBareValue),
  },
  {
    id: 'takes-in-words-for-ethernet-orders',
    title: 'answers 202 to an Ethernet order that is a mere word',
    breaks: ['VAR-REFUSES-UNREADABLE'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: promises('handleCreateEthernetOrder', isBareValue),
  },
  {
    id: 'reads-any-media-type',
    title: 'reads bodies as JSON that are said to be plain text',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: () => ({ mediaRefusal: () => undefined }),
  },
];
