import type { Defect } from '../defect.ts';
import type { JsonObject } from '../model.ts';
import { kcis, later, reports, without } from './edits.ts';

const withoutProblem = (kci: JsonObject) => without(kci, 'problemCode');
const withoutText = (kci: JsonObject) => without(kci, 'text');
const inStatus = (status: string) => (order: JsonObject) => ({ ...order, status });

/** Defects of what KCIs say: statuses, dates, problem codes, texts, the order as it is shown. */
export const KCI_CONTENT_DEFECTS: readonly Defect[] = [
  {
    id: 'sends-only-what-changed',
    title: 'reports only what has changed of the order',
    breaks: ['KCI-SNAPSHOT'],
    consequences: ['KCI-NOTHING-LOST'],
    style: 'sync',
    replace: reports(
      (order) => ({
        id: order.id,
        tenant: order.tenant,
        supplierOrderReference: order.supplierOrderReference,
        status: order.status,
        ...(order.committedDate === undefined
          ? {}
          : { committedDate: order.committedDate, targetDate: order.targetDate }),
      }),
      'ADDITIONAL',
    ),
  },
  {
    id: 'commits-in-status-committed',
    title: 'reports the status COMMITTED, which is none',
    breaks: ['KCI-SNAPSHOT', 'KCI-COMMITTED-STATUS'],
    consequences: ['KCI-TRANSITION', 'KCI-STATUS-KEPT'],
    style: 'sync',
    replace: reports(inStatus('COMMITTED'), 'COMMITTED'),
  },
  {
    id: 'statuses-of-its-own',
    title: 'holds orders in a status of its own',
    breaks: ['KCI-SCHEMA-LIKELY'],
    consequences: [],
    style: 'sync',
    replace: reports(inStatus('ON_HOLD'), 'DELAY'),
  },
  {
    id: 'acknowledges-as-pending',
    title: 'acknowledges an order as PENDING',
    breaks: ['KCI-ACKNOWLEDGED-STATUS'],
    consequences: [],
    style: 'async',
    replace: reports(inStatus('PENDING'), 'ACKNOWLEDGED'),
  },
  {
    id: 'acknowledges-without-order-number',
    title: 'acknowledges an order without its order number',
    breaks: ['KCI-ORDER-NUMBER'],
    consequences: ['KCI-BOTH-IDS'],
    style: 'async',
    replace: reports((order) => without(order, 'supplierOrderReference'), 'ACKNOWLEDGED'),
  },
  {
    id: 'commits-but-only-acknowledges',
    title: 'commits to an order that it shows as ACKNOWLEDGED',
    breaks: ['KCI-COMMITTED-STATUS'],
    consequences: ['KCI-TRANSITION', 'KCI-STATUS-KEPT'],
    style: 'sync',
    replace: reports(inStatus('ACKNOWLEDGED'), 'COMMITTED'),
  },
  {
    id: 'commits-to-no-target',
    title: 'commits without targetDate',
    breaks: ['KCI-COMMITTED-DATES'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => without(order, 'targetDate'), 'COMMITTED'),
  },
  {
    id: 'commits-to-a-later-target',
    title: 'commits with a target a day after the commitment',
    breaks: ['KCI-COMMITTED-DATES-EQUAL'],
    consequences: ['KCI-WARNING-DATES'],
    style: 'sync',
    replace: reports((order) => ({ ...order, targetDate: later(order.targetDate, 24) }), 'COMMITTED'),
  },
  {
    id: 'commits-to-the-past',
    title: 'works out the dates of orders a thousand days too early',
    breaks: ['KCI-COMMITTED-AHEAD'],
    consequences: ['KCI-REAPPOINTED-TARGET'],
    style: 'sync',
    replace: reports((order) => ({
      ...order,
      ...Object.fromEntries(
        ['committedDate', 'targetDate'].flatMap((date) =>
          order[date] === undefined ? [] : [[date, later(order[date], -24_000)]],
        ),
      ),
    })),
  },
  {
    id: 'acknowledges-with-a-target',
    title: 'acknowledges with a targetDate to which it has not committed',
    breaks: ['KCI-TARGET-AFTER-COMMITTED'],
    consequences: [],
    style: 'async',
    replace: reports((order) => ({ ...order, targetDate: '2030-01-10T09:00:00.000Z' }), 'ACKNOWLEDGED'),
  },
  {
    id: 'moves-the-commitment',
    title: 'moves committedDate along with a delay',
    breaks: ['KCI-COMMITTED-DATE-FIXED'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, committedDate: order.targetDate }), 'DELAY'),
  },
  {
    id: 'forgets-the-dates',
    title: 'completes without the dates',
    breaks: ['KCI-COMMITTED-DATE-KEPT'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => without(order, 'committedDate', 'targetDate'), 'COMPLETED'),
  },
  {
    id: 'warns-of-another-target',
    title: 'moves the target with a mere warning',
    breaks: ['KCI-WARNING-DATES'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, targetDate: later(order.targetDate, 24) }), 'WARNING'),
  },
  {
    id: 'resumes-with-another-target',
    title: 'moves the target when a delay has ended without effect',
    breaks: ['KCI-RESUMED-STATUS'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, targetDate: later(order.targetDate, 24) }), 'RESUMED'),
  },
  {
    id: 'rejects-as-cancelled',
    title: 'rejects an order as CANCELLED',
    breaks: ['KCI-REJECTED-STATUS'],
    consequences: [],
    style: 'async',
    replace: reports(inStatus('CANCELLED'), 'ORDER_REJECTED'),
  },
  {
    id: 'cancels-in-progress',
    title: 'cancels an order that it shows as IN_PROGRESS',
    breaks: ['KCI-CANCELLED-STATUS'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: reports(inStatus('IN_PROGRESS'), 'CANCELLED'),
  },
  {
    id: 'completes-in-progress',
    title: 'completes an order that it shows as IN_PROGRESS',
    breaks: ['KCI-COMPLETED-STATUS'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: reports(
      (order) => (order.status === 'COMPLETED' ? { ...order, status: 'IN_PROGRESS' } : order),
      'COMPLETED',
    ),
  },
  {
    id: 'rejects-without-reason',
    title: 'rejects an order without saying why',
    breaks: ['KCI-REJECTED-TEXT'],
    consequences: [],
    style: 'async',
    replace: kcis(withoutText, 'ORDER_REJECTED'),
  },
  {
    id: 'rejects-with-dates',
    title: 'rejects an order and commits to dates for it',
    breaks: ['KCI-REJECTED-DATES'],
    consequences: ['KCI-TARGET-AFTER-COMMITTED'],
    style: 'async',
    replace: reports((order) => ({ ...order, targetDate: '2030-01-10T09:00:00.000Z' }), 'ORDER_REJECTED'),
  },
  {
    id: 'asks-for-nothing',
    title: 'asks for information without saying which',
    breaks: ['KCI-INFORMATION-TEXT'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutText, 'INFORMATION_REQUIRED'),
  },
  {
    id: 'refuses-without-a-word',
    title: 'rejects an amendment without saying why',
    breaks: ['KCI-REFUSAL-TEXT'],
    consequences: [],
    style: 'async',
    replace: kcis(withoutText, 'AMENDMENT_REJECTED'),
  },
  {
    id: 'delays-without-problem',
    title: 'gives no problem code with a delay',
    breaks: ['KCI-DELAY-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutProblem, 'DELAY'),
  },
  {
    id: 'warns-without-problem',
    title: 'gives no problem code with a warning',
    breaks: ['KCI-WARNING-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutProblem, 'WARNING'),
  },
  {
    id: 'reappoints-without-problem',
    title: 'gives no problem code when it needs another appointment',
    breaks: ['KCI-REAPPOINT-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutProblem, 'REAPPOINT'),
  },
  {
    id: 'cancels-without-problem',
    title: 'gives no problem code when it cancels',
    breaks: ['KCI-CANCELLED-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutProblem, 'CANCELLED'),
  },
  {
    id: 'asks-without-problem',
    title: 'gives no problem code when it asks for information',
    breaks: ['KCI-UNHAPPY-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: kcis(withoutProblem, 'INFORMATION_REQUIRED'),
  },
  {
    id: 'reappoints-to-no-slot',
    title: 'tells of a new appointment without its slot',
    breaks: ['KCI-REAPPOINTED-SLOT'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => without(order, 'appointmentTimeslot'), 'REAPPOINTED'),
  },
  {
    id: 'reappoints-with-short-names',
    title: 'tells of a new slot as startDateTime and endDateTime',
    breaks: ['KCI-SCHEMA-LIKELY'],
    consequences: [],
    style: 'sync',
    replace: reports(
      (order) => ({
        ...order,
        appointmentTimeslot: { startDateTime: slot(order).start, endDateTime: slot(order).end },
      }),
      'REAPPOINTED',
    ),
  },
  {
    id: 'reappoints-backwards',
    title: 'tells of a new slot that ends before it starts',
    breaks: ['KCI-SLOT-ORDER'],
    consequences: [],
    style: 'sync',
    replace: reports(
      (order) => ({
        ...order,
        appointmentTimeslot: { timeslotStartDateTime: slot(order).end, timeslotEndDateTime: slot(order).start },
      }),
      'REAPPOINTED',
    ),
  },
  {
    id: 'reappoints-under-the-name-of-the-tenant-side',
    title: 'tells the reference of a new appointment as appointmentSupplierReference',
    breaks: ['KCI-REAPPOINTED-NAME'],
    consequences: [],
    style: 'sync',
    replace: reports(
      ({ appointmentReservationReference, ...order }) => ({
        ...order,
        appointmentSupplierReference: appointmentReservationReference,
      }),
      'REAPPOINTED',
    ),
  },
  {
    id: 'reappoints-beyond-the-target',
    title: 'moves an appointment beyond the day on which it still means to be done',
    breaks: ['KCI-REAPPOINTED-TARGET'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, targetDate: order.committedDate }), 'REAPPOINTED'),
  },
  {
    id: 'completes-in-part-without-a-word',
    title: 'completes less than ordered without saying why',
    breaks: ['KCI-PARTIAL-EXPLAINED'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => without(kci, 'problemCode', 'text'), 'COMPLETED'),
  },
  {
    id: 'problem-codes-of-its-own',
    title: 'gives a problem code of its own',
    breaks: ['KCI-PROBLEM-LISTED'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, problemCode: 'NET_DOWN' }), 'DELAY'),
  },
  {
    id: 'delays-for-want-of-capacity',
    title: 'delays with a problem code that is for cancellations',
    breaks: ['KCI-PROBLEM-FITS'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, problemCode: 'CAPACITY_ISSUE' }), 'DELAY'),
  },
  {
    id: 'other-and-nothing-else',
    title: 'gives the problem code OTHER and no more',
    breaks: ['KCI-PROBLEM-OTHER'],
    consequences: [],
    style: 'sync',
    replace: kcis(
      (kci) => ({ ...without(kci, 'text', 'supplierCode', 'supplierCodes'), problemCode: 'OTHER' }),
      'DELAY',
    ),
  },
  {
    id: 'shows-another-address',
    title: 'reports the order at another address',
    breaks: ['KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, address: { id: '100000000099', type: 'UPRN' } }), 'COMMITTED'),
  },
  {
    id: 'mixes-up-contacts',
    title: 'reports the first contact of an order as the second one too',
    breaks: ['KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'sync',
    replace: reports(
      (order) =>
        order.secondaryContact === undefined ? order : { ...order, secondaryContact: order.primaryContact ?? null },
      'COMMITTED',
    ),
  },
  {
    id: 'shows-another-day',
    title: 'reports the day after the one that was wanted',
    breaks: ['KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'async',
    replace: reports(
      (order) =>
        order.requestedCompletionDate === undefined
          ? order
          : { ...order, requestedCompletionDate: later(order.requestedCompletionDate, 24).slice(0, 10) },
      'COMMITTED',
    ),
  },
  {
    id: 'shows-another-reservation',
    title: 'reports the number of the order as that of its reservation',
    breaks: ['KCI-SHOWS-APPOINTMENT'],
    consequences: [],
    style: 'sync',
    replace: reports(
      (order) =>
        order.appointmentReservationId === undefined ? order : { ...order, appointmentReservationId: order.id },
      'COMMITTED',
    ),
  },
  {
    id: 'shows-another-slot',
    title: 'reports appointments an hour later than they were booked',
    breaks: ['KCI-SHOWS-APPOINTMENT'],
    consequences: [],
    style: 'async',
    replace: reports(
      (order, { timeslot }) =>
        timeslot === undefined
          ? order
          : {
              ...order,
              appointmentTimeslot: {
                timeslotStartDateTime: later(timeslot.timeslotStartDateTime, 1),
                timeslotEndDateTime: later(timeslot.timeslotEndDateTime, 1),
              },
            },
      'COMMITTED',
    ),
  },
  {
    id: 'loses-what-it-added',
    title: 'completes without the characteristics that it added before',
    breaks: ['KCI-NOTHING-LOST'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      snapshot: (order) =>
        honest.snapshot(order.status === 'COMPLETED' ? { ...order, added: order.added.slice(-1) } : order),
    }),
  },
  {
    id: 'forgets-the-amendment-before',
    title: 'amends an order as it was placed, and loses what an amendment before has changed',
    breaks: ['KCI-AMENDMENT-APPLIED'],
    consequences: [],
    style: 'async',
    replace: (honest) => {
      const placed = new Map<string, JsonObject>();
      return {
        amended: (order, request, world) => {
          const asked = placed.get(order.reference) ?? order.asked;
          placed.set(order.reference, asked);
          return honest.amended({ ...order, asked }, request, world);
        },
      };
    },
  },
  {
    id: 'swaps-the-service-on-the-way',
    title: 'asks for information about an order that it shows with another service id than before',
    breaks: ['KCI-NOTHING-LOST'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => withService(order, 'S0'), 'INFORMATION_REQUIRED'),
  },
  {
    id: 'one-service-id-for-all',
    title: 'gives all new lines the same service id',
    breaks: ['KCI-SERVICE-ID'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => (order.orderType === 'NEW' ? withService(order, 'S1') : order)),
  },
  {
    id: 'renames-the-service-at-the-end',
    title: 'completes a new line under another service id than it told before',
    breaks: ['KCI-SERVICE-ID'],
    consequences: [],
    style: 'async',
    replace: reports(
      (order) => (order.orderType === 'NEW' ? withService(order, `S-${String(order.supplierOrderReference)}`) : order),
      'COMPLETED',
    ),
  },
  {
    id: 'characteristics-of-its-own',
    title: 'adds a characteristic under a name of its own',
    breaks: ['KCI-CHARACTERISTIC-NAMES'],
    consequences: [],
    style: 'sync',
    replace: reports((order) =>
      withCharacteristics(order, (named) => (named.name === 'CTAG' ? { ...named, name: 'INNER_TAG' } : named)),
    ),
  },
  {
    id: 'amends-on-paper',
    title: 'tells of an amendment with the old values',
    breaks: ['KCI-SHOWS-AMENDMENT'],
    consequences: ['KCI-AMENDMENT-APPLIED'],
    style: 'async',
    replace: (honest) => ({
      amended: (order, request, world) => ({ ...honest.amended(order, request, world), asked: order.asked }),
    }),
  },
  {
    id: 'grants-amendments-and-forgets-them',
    title: 'grants amendments and goes on as if there had been none',
    breaks: ['KCI-AMENDMENT-APPLIED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      amended: (order, request, world) => ({ ...honest.amended(order, request, world), asked: order.asked }),
    }),
  },
];

function withCharacteristics(order: JsonObject, edit: (characteristic: JsonObject) => JsonObject): JsonObject {
  const item = order.serviceOrderItem as JsonObject;
  const serviceCharacteristics = (item.serviceCharacteristics as readonly JsonObject[]).map(edit);
  return { ...order, serviceOrderItem: { ...item, serviceCharacteristics } };
}

/** The order as if its service had another id, where it shows one. */
function withService(order: JsonObject, value: string): JsonObject {
  return withCharacteristics(order, (named) => (named.name === 'SERVICE_ID' ? { ...named, value } : named));
}

function slot(order: JsonObject): { readonly start: unknown; readonly end: unknown } {
  const { timeslotStartDateTime: start, timeslotEndDateTime: end } = order.appointmentTimeslot as JsonObject;
  return { start, end };
}
