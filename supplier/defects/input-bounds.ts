import { slotsOf } from '../appointments.ts';
import type { Defect } from '../defect.ts';
import { addDays, londonDay } from '../london.ts';
import { isObject, type JsonObject } from '../model.ts';
import { overlooks } from './input-edits.ts';

/** A request whose days and times make sense: no wish in place of an impossible day, the next free slot in place of an impossible time. */
function sensible(content: JsonObject): JsonObject {
  const { requestedCompletionDate: _, ...rest } = content;
  const today = londonDay(new Date());
  const [slot] = [1, 2, 3].flatMap((days) => slotsOf(addDays(today, days)));
  return isObject(content.timeslot)
    ? {
        ...rest,
        timeslot: {
          timeslotStartDateTime: slot?.timeslotStartDateTime,
          timeslotEndDateTime: slot?.timeslotEndDateTime,
        },
      }
    : rest;
}

/** Defects of a supplier that takes values beyond their bounds. */
export const UNBOUNDED_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'takes-texts-of-any-length',
    title: 'takes texts that are too long',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['KCI-SCHEMA-LIKELY', 'VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['too-long'] }),
  },
  {
    id: 'takes-empty-texts',
    title: 'takes texts that are empty or too short',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['KCI-SCHEMA-LIKELY', 'VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({
      to: [
        'handleCreateOrder',
        'handleAmendOrder',
        'handleAmendProblem',
        'handleCancelProblem',
        'handleCreateEthernetOrder',
      ],
      wrong: ['too-short'],
    }),
  },
  {
    id: 'takes-any-telephone-number',
    title: 'takes telephone numbers that nobody can ring',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'committed',
    replace: overlooks({
      to: ['handleCreateOrder', 'handleCreateProblem', 'handleAmendProblem', 'handleCreateEthernetOrder'],
      wrong: ['form'],
      where: /phoneNumber$/,
    }),
  },
  {
    id: 'takes-any-email-address',
    title: 'takes e-mail addresses that nobody can write to',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['KCI-SCHEMA-LIKELY', 'VAR-REFUSES-DOUBTFUL'],
    style: 'rich',
    replace: overlooks({ wrong: ['form'], where: /email$/ }),
  },
  {
    id: 'tests-for-anything',
    title: 'tests services for types of problem that have no sense',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleServiceTest', 'handleCreateProblem'], wrong: ['form'], where: /^problemType$/ }),
  },
  {
    id: 'takes-decisions-of-any-kind',
    title: 'takes whatever is no acceptance of a resolution for a rejection',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleServiceProblemResolution'], wrong: ['word'] }),
  },
  {
    id: 'takes-orders-of-any-type',
    title: 'takes orders of unknown types for new ones, and quotes for sites of unknown roles',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['HTTP-REFUSES-INVALID', 'QUO-REFUSES-ROLE', 'VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({ to: ['handleCreateOrder', 'handleQuote'], wrong: ['word'], where: /(?:orderType|role)$/ }),
  },
  {
    id: 'takes-days-that-never-come',
    title: 'reserves another slot for a time that is none, and forgets wishes for days that are none',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ to: ['handleReserveAppointment', 'handleAmendOrder'], wrong: ['date'] }, sensible),
  },
  {
    id: 'takes-the-number-zero',
    title: 'takes requests with the number 0',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({
      // None of these is known by its number later, so that a second one under the same is no repetition.
      to: ['handleReserveAppointment', 'handleQuote', 'handleAmendOrder', 'handleCancelOrder', 'handleCancelProblem'],
      wrong: ['too-small'],
      where: /^id$/,
    }),
  },
  {
    id: 'quotes-for-parts-of-months',
    title: 'quotes for terms of half a month, under numbers with a fraction',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: overlooks({ to: ['handleQuote'], wrong: ['fraction'] }),
  },
  {
    id: 'takes-lists-of-nothing',
    title: 'takes empty lists where something has to be listed',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: [
      'HTTP-REFUSES-INVALID',
      'QUO-REFUSES-INCOMPLETE',
      'ETH-REFUSES-INCOMPLETE',
      'KCI-SCHEMA-LIKELY',
      'VAR-REFUSES-DOUBTFUL',
    ],
    style: 'async',
    replace: overlooks({
      to: ['handleQuote', 'handleCreateProblem', 'handleAmendProblem', 'handleCreateEthernetOrder'],
      wrong: ['too-few'],
      where: /^(?:service|characteristics|ethernetOrderItems)$/,
    }),
  },
  {
    id: 'cancels-for-any-reason',
    title: 'takes reasons for cancelling an order or a problem in any spelling',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: overlooks({ wrong: ['form'], where: /^reasonCode$/ }),
  },
  {
    id: 'reserves-for-any-purpose',
    title: 'reserves slots for purposes that are none',
    breaks: ['VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'async',
    replace: overlooks({ to: ['handleReserveAppointment'], wrong: ['word'] }),
  },
  {
    id: 'ignores-unknown-service-types',
    title: 'looks for broadband where it does not know what is asked for',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'async',
    replace: overlooks({ to: ['handleAvailabilityCheck'], wrong: ['word', 'too-few'] }, (content) => ({
      ...content,
      serviceTypes: ['BROADBAND'],
    })),
  },
  {
    id: 'finds-no-slots-of-unknown-kinds',
    title: 'finds no slots of kinds that it does not know, where it should say so',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'committed',
    replace: overlooks({ to: ['handleAppointmentAvailability'], wrong: ['word'], where: /^classifications/ }),
  },
  {
    id: 'finds-slots-for-unknown-purposes',
    title: 'finds slots for purposes that it does not know, where it should say so',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'sync',
    replace: overlooks({ to: ['handleAppointmentAvailability'], wrong: ['word'], where: /^appointmentPurpose$/ }),
  },
  {
    id: 'overlooks-unreadable-first-days',
    title: 'finds slots from tomorrow on where it is asked from a day that there is not',
    breaks: ['VAR-REFUSES-DOUBTFUL'],
    consequences: [],
    style: 'rich',
    replace: overlooks(
      { to: ['handleAppointmentAvailability'], wrong: ['date'], where: /^appointmentFromDate$/ },
      (content) => {
        const { from: _, ...question } = content;
        return question;
      },
    ),
  },
];
