import type { Defect } from '../defect.ts';
import { answers, bodies, without } from './edits.ts';
import { isObject, isOver, type JsonObject } from '../model.ts';

/** Defects of the answers to amendments and cancellations. */
export const CHANGE_DEFECTS: readonly Defect[] = [
  {
    id: 'amendment-not-created',
    title: 'answers 200 to an amendment',
    breaks: ['AMD-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleAmendOrder', with: 201 }, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-amendments',
    title: 'refuses every amendment of an open order',
    breaks: ['AMD-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: () => ({ amendmentRefusal: () => ({ status: 422, messages: ['orders are not changed here'] }) }),
  },
  {
    id: 'amends-another-order',
    title: 'answers an amendment as one of another order',
    breaks: ['AMD-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAmendOrder', with: 201 }, (body) => ({ ...body, orderId: Number(body.orderId) + 1 })),
  },
  {
    id: 'amendment-without-notes',
    title: 'leaves the notes out of the answer to an amendment',
    breaks: ['AMD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAmendOrder', with: 201 }, (body) => without(body, 'notes')),
  },
  {
    id: 'amends-unknown-orders',
    title: 'answers 202 to the amendment of an order that it does not know',
    breaks: ['AMD-UNKNOWN-ORDER'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      changeRefusal: (order, request) =>
        order || request.reasonCode !== undefined ? honest.changeRefusal(order, request) : undefined,
    }),
  },
  {
    id: 'amends-cancelled-orders',
    title: 'answers 201 to the amendment of an order that was cancelled',
    breaks: ['AMD-AFTER-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      changeRefusal: (order, request) =>
        order?.status === 'CANCELLED' && request.reasonCode === undefined
          ? undefined
          : honest.changeRefusal(order, request),
    }),
  },
  {
    id: 'amends-finished-orders',
    title: 'answers 201 to the amendment of an order that is over',
    breaks: ['AMD-AFTER-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      changeRefusal: (order, request) =>
        order && isOver(order) && request.reasonCode === undefined ? undefined : honest.changeRefusal(order, request),
    }),
  },
  {
    id: 'amendments-replace-contacts',
    title: 'takes the contact of an amendment for the whole contact, and forgets what it leaves out',
    breaks: ['AMD-MERGE'],
    consequences: [],
    style: 'async',
    replace: amending((asked, { primaryContact }) =>
      primaryContact === undefined ? asked : { ...asked, primaryContact },
    ),
  },
  {
    id: 'amendments-touch-what-they-do-not-name',
    title: 'changes the telephone number of the contact with amendments that do not name it',
    breaks: ['AMD-MERGE'],
    consequences: [],
    style: 'async',
    replace: amending((asked, { primaryContact }) =>
      primaryContact === undefined && isObject(asked.primaryContact)
        ? { ...asked, primaryContact: { ...asked.primaryContact, phoneNumber: '01632 960099' } }
        : asked,
    ),
  },
  {
    id: 'appends-amended-characteristics',
    title: 'adds the characteristics of an amendment to the old ones in place of replacing them',
    breaks: ['AMD-ARRAYS'],
    consequences: [],
    style: 'async',
    replace: amending((asked, { serviceCharacteristics }, before) =>
      Array.isArray(serviceCharacteristics) && Array.isArray(before.serviceCharacteristics)
        ? { ...asked, serviceCharacteristics: [...before.serviceCharacteristics, ...serviceCharacteristics] }
        : asked,
    ),
  },
  {
    id: 'applies-refused-amendments',
    title: 'rejects an amendment by KCI and shows the order as it would have changed it',
    breaks: ['AMD-REFUSED-UNCHANGED'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      amendmentOutcome: (order, request, apply) => {
        const outcome = honest.amendmentOutcome(order, request, apply);
        return outcome.reasonCode === 'AMENDMENT_REJECTED'
          ? { ...outcome, change: (current, world) => apply(current, request, world) }
          : outcome;
      },
    }),
  },
  {
    id: 'cancellation-not-created',
    title: 'answers 200 to a cancellation',
    breaks: ['CAN-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleCancelOrder', with: 201 }, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-cancellations',
    title: 'refuses every cancellation of an open order',
    breaks: ['CAN-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: () => ({ cancellationRefusal: () => ({ status: 422, messages: ['orders are not cancelled here'] }) }),
  },
  {
    id: 'renumbers-cancellations',
    title: 'answers a cancellation under a number of its own',
    breaks: ['CAN-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCancelOrder', with: 201 }, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'cancels-for-other-reasons',
    title: 'answers every cancellation with the reason OTHER',
    breaks: ['CAN-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCancelOrder', with: 201 }, (body) => ({ ...body, reasonCode: 'OTHER' })),
  },
  {
    id: 'cancels-unknown-orders',
    title: 'answers 202 to the cancellation of an order that it does not know',
    breaks: ['CAN-UNKNOWN-ORDER'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      changeRefusal: (order, request) =>
        order || request.reasonCode === undefined ? honest.changeRefusal(order, request) : undefined,
    }),
  },
  {
    id: 'cancels-finished-orders',
    title: 'answers 201 to the cancellation of an order that is over',
    breaks: ['CAN-AFTER-TERMINAL'],
    consequences: ['KCI-CANCELLED-STAYS'],
    style: 'sync',
    replace: (honest) => ({
      changeRefusal: (order, request) =>
        order && isOver(order) && request.reasonCode !== undefined ? undefined : honest.changeRefusal(order, request),
    }),
  },
];

/** Amendments are applied, and what was asked for is then changed in another way. */
function amending(edit: (asked: JsonObject, changes: JsonObject, before: JsonObject) => JsonObject): Defect['replace'] {
  return (honest) => ({
    amended: (order, request, world) => {
      const amended = honest.amended(order, request, world);
      return { ...amended, asked: edit(amended.asked, request.body, order.asked) };
    },
  });
}
