import type { Defect } from '../defect.ts';
import { isObject, type Call, type Fault, type Operation, type Reading } from '../model.ts';
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

/** Takes what stands in quotes and should not, in members that match, for what the quotes hold. */
function readsQuoted(where: RegExp): Defect['replace'] {
  return (honest) => ({
    understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const understood = honest.understood(read, call);
      if (understood.ok || !isObject(understood.value)) return understood;
      const { value, faults = [] } = understood;
      const isQuoted = ({ wrong, path }: Fault) =>
        wrong === 'type' && where.test(path) && held(value[path]) !== undefined;
      if (faults.length === 0 || !faults.every(isQuoted)) return understood;
      const freed = Object.fromEntries(faults.map(({ path }) => [path, held(value[path])]));
      return { ok: true, value: { ...value, ...freed } as Content };
    },
  });
}

/** The number, true or false that a text holds. */
function held(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parse(value)?.value : undefined;
  return typeof parsed === 'number' || typeof parsed === 'boolean' ? parsed : undefined;
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
    id: 'takes-numbers-in-quotes',
    title: 'takes a number in quotes for the number',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: readsQuoted(/^(?:id|orderId|serviceProblemId)$/),
  },
  {
    id: 'takes-numbers-in-quotes-for-later',
    title: 'takes a number, true or false in quotes for what the quotes hold, and tells by KCI what comes of it',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'async',
    replace: readsQuoted(/^(?:id|orderId|serviceProblemId|escalationRequest)$/),
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
