import type { Defect } from '../defect.ts';
import { isObject, type JsonObject } from '../model.ts';
import { turnsAway, withText } from './input-edits.ts';

/** A list with more than so many items, under some name in what is asked. */
function withMore(than: number, name: string): (content: unknown) => boolean {
  return (content) => {
    const list = isObject(content) ? content[name] : undefined;
    return Array.isArray(list) && list.length > than;
  };
}

/** Whether what is asked has an empty list of tasks. */
function hasNoTasks(content: unknown): boolean {
  return isObject(content) && Array.isArray(content.engineerTasks) && content.engineerTasks.length === 0;
}

/** A cancellation for some reason. */
function withReason(reason: string): (content: unknown) => boolean {
  return (content) => isObject(content) && content.reasonCode === reason;
}

/** Defects of a supplier that turns away what is unusual and yet allowed. */
export const NARROW_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'takes-accents-for-malformed',
    title: 'answers 400 to letters with accents',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'sync',
    replace: turnsAway({ having: withText((text) => /[À-ž]/.test(text)) }, 400, 'only plain letters are allowed'),
  },
  {
    id: 'takes-apostrophes-for-malformed',
    title: 'answers 400 to names with an apostrophe or a hyphen',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'async',
    replace: turnsAway(
      { having: withText((text, name) => name === 'name' && /['’-]/.test(text) && text.includes(' ')) },
      400,
      'names have letters only',
    ),
  },
  {
    id: 'wants-plain-telephone-numbers',
    title: 'answers 400 to telephone numbers with hyphens or an extension',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'sync',
    replace: turnsAway(
      { having: withText((text, name) => name === 'phoneNumber' && /[-#]/.test(text)) },
      400,
      'a telephone number has digits only',
    ),
  },
  {
    id: 'wants-spaces-in-telephone-numbers',
    title: 'answers 422 to telephone numbers without a space',
    breaks: ['VAR-TAKES-UNUSUAL'],
    consequences: [],
    style: 'committed',
    replace: turnsAway(
      { having: withText((text, name) => name === 'phoneNumber' && !text.includes(' ')) },
      422,
      'a telephone number has an area code and a space',
    ),
  },
  {
    id: 'keeps-telephone-numbers-short',
    title: 'answers 400 to telephone numbers of more than 30 characters',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'async',
    replace: turnsAway(
      { having: withText((text, name) => name === 'phoneNumber' && text.length > 30) },
      400,
      'a telephone number has 30 characters at most',
    ),
  },
  {
    id: 'knows-no-other-reason',
    title: 'answers 400 to cancellations for the reason OTHER',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'sync',
    replace: turnsAway(
      { to: ['handleCancelOrder', 'handleCancelProblem'], having: withReason('OTHER') },
      400,
      'reasonCode is not known',
    ),
  },
  {
    id: 'knows-no-network-of-customers',
    title: 'answers 400 to problems that are withdrawn since the fault was in the network of the customer',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'async',
    replace: turnsAway(
      { to: ['handleCancelProblem'], having: withReason('CUSTOMER_NETWORK_ISSUE') },
      400,
      'reasonCode is not known',
    ),
  },
  {
    id: 'wants-plain-email-addresses',
    title: 'answers 400 to e-mail addresses with a plus, an underscore or an apostrophe',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'async',
    replace: turnsAway(
      { having: withText((text, name) => name === 'email' && !/^[A-Za-z.]+@/.test(text)) },
      400,
      'the e-mail address is not valid',
    ),
  },
  {
    id: 'wants-more-than-a-letter',
    title: 'answers 400 to names and remarks of a single character',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'rich',
    replace: turnsAway(
      {
        having: withText(
          (text, name) =>
            text.length === 1 && /^(?:name|notes|hazards|onSiteRestrictions|text|tenantNotes)$/.test(name),
        ),
      },
      400,
      'a text has at least two characters',
    ),
  },
  {
    id: 'keeps-remarks-short',
    title: 'answers 400 to texts of more than 255 characters',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'sync',
    replace: turnsAway(
      { having: withText((text, name) => text.length > 255 && name !== 'email') },
      400,
      'a text has at most 255 characters',
    ),
  },
  {
    id: 'counts-one-too-many',
    title: 'answers 422 to texts that are just as long as they may be',
    breaks: ['VAR-TAKES-UNUSUAL'],
    consequences: [],
    style: 'async',
    replace: turnsAway(
      { having: withText((text) => [80, 100, 1000].includes(text.length)) },
      422,
      'a text is too long',
    ),
  },
  {
    id: 'insists-on-a-billing-frequency',
    title: 'answers 400 to a request for a quote that does not say how often to send a bill',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'sync',
    replace: turnsAway(
      {
        to: ['handleQuote'],
        having: (content) =>
          (content as { contractDetails: JsonObject }).contractDetails.billingFrequency === undefined,
      },
      400,
      'contractDetails.billingFrequency is missing',
    ),
  },
  {
    id: 'takes-no-empty-lists',
    title: 'answers 400 to a list of no tasks for the engineer',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'async',
    replace: turnsAway({ having: hasNoTasks }, 400, 'engineerTasks must not be empty'),
  },
  {
    id: 'takes-few-tasks',
    title: 'answers 422 to an order or amendment with more than two tasks for the engineer',
    breaks: ['VAR-TAKES-UNUSUAL'],
    consequences: [],
    style: 'committed',
    replace: turnsAway({ having: withMore(2, 'engineerTasks') }, 422, 'an engineer has time for two tasks'),
  },
  {
    id: 'looks-for-one-thing-at-a-time',
    title: 'answers 400 to an availability check for several types of service',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'sync',
    replace: turnsAway({ having: withMore(1, 'serviceTypes') }, 400, 'one type of service at a time'),
  },
  {
    id: 'does-not-know-weekends',
    title: 'answers 400 to a search for slots at the weekend',
    breaks: ['VAR-TAKES-VALID'],
    consequences: [],
    style: 'sync',
    replace: turnsAway(
      {
        to: ['handleAppointmentAvailability'],
        having: (content) => {
          const { classifications = ['WEEKDAY'] } = content as { classifications?: readonly string[] };
          return classifications.every((classification) => /^S(?:ATUR|UN)DAY/.test(classification));
        },
      },
      400,
      'classifications is not valid',
    ),
  },
  {
    id: 'suspects-attacks',
    title: 'answers 403 to texts with signs that some attacks are made of',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'sync',
    replace: turnsAway({ having: withText((text) => /[<>"'\\&;%{}]/.test(text)) }, 403, 'the request was blocked'),
  },
];
