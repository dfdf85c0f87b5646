import type { Defect } from '../defect.ts';
import { coursesOf, kcisOf, later, reportsOf, without } from './edits.ts';

const OWN = ['unsolicited-cease'] as const;

/** Defects of ceases that the supplier starts itself. */
export const OWN_CEASE_DEFECTS: readonly Defect[] = [
  {
    id: 'ceases-without-announcement',
    title: 'begins to report on a cease of its own with UPDATE',
    breaks: ['UC-CREATED-FIRST'],
    consequences: [],
    style: 'sync',
    replace: kcisOf(OWN, (kci) => ({ ...kci, reasonCode: 'UPDATE' }), 'CREATED'),
  },
  {
    id: 'loses-its-announcements',
    title: 'does not send the announcement of a cease of its own, and reports on it all the same',
    breaks: ['UC-CREATED-FIRST'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      copies: (kci, subject) =>
        subject.kind === 'unsolicited-cease' && kci.reasonCode === 'CREATED' ? [] : honest.copies(kci, subject),
    }),
  },
  {
    id: 'announces-twice',
    title: 'announces a cease of its own twice',
    breaks: ['UC-CREATED-ONCE'],
    consequences: [],
    style: 'sync',
    replace: coursesOf('unsolicited-cease', (steps) => [...steps.slice(0, 1), ...steps]),
  },
  {
    id: 'ends-a-nameless-cease',
    title: 'leaves the reference out of the last KCI about a cease of its own',
    breaks: ['UC-REFERENCE', 'KCI-IDENTIFIED'],
    consequences: ['KCI-SNAPSHOT', 'KCI-SCHEMA-LIKELY', 'KCI-NOTHING-LOST'],
    style: 'sync',
    replace: reportsOf(OWN, (order) => without(order, 'supplierOrderReference'), 'COMPLETED'),
  },
  {
    id: 'announces-as-committed',
    title: 'announces a cease of its own with the status COMMITTED',
    breaks: ['UC-INITIAL-STATUS'],
    consequences: ['KCI-SNAPSHOT', 'KCI-SCHEMA-LIKELY', 'KCI-TRANSITION'],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, status: 'COMMITTED' }), 'CREATED'),
  },
  {
    id: 'numbers-ceases-for-the-gateway',
    title: 'announces a cease of its own under an id that the gateway has not given it',
    breaks: ['UC-NO-GATEWAY-ID'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, id: 4711 }), 'CREATED'),
  },
  {
    id: 'announces-without-dates',
    title: 'announces a cease of its own as IN_PROGRESS without targetDate',
    breaks: ['UC-DATES'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => without(order, 'targetDate'), 'CREATED'),
  },
  {
    id: 'ceases-for-a-reason-of-its-own',
    title: 'gives a reason that is not one of the three for a cease of its own',
    breaks: ['UC-REASON'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, reason: 'CUSTOMER_MOVED' })),
  },
  {
    id: 'ceases-on-no-day',
    title: 'wants a cease of its own on 31 February',
    breaks: ['UC-CEASE-DATE'],
    consequences: ['KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, requestedCeaseDate: '2024-02-31' })),
  },
  {
    id: 'commits-before-the-wanted-day',
    title: 'commits to a cease of its own a year before the day that is wanted',
    breaks: ['KCI-CEASE-DATE'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({
      ...order,
      requestedCeaseDate: later(order.requestedCeaseDate, 366 * 24).slice(0, 10),
    })),
  },
  {
    id: 'moves-its-own-cease',
    title: 'moves the date that it committed to for a cease of its own, though nobody wants another day',
    breaks: ['KCI-COMMITTED-DATE-FIXED'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, committedDate: later(order.committedDate, 48) }), 'COMPLETED'),
  },
  {
    id: 'ends-a-cease-in-no-status',
    title: 'ends a cease of its own without a status',
    breaks: ['KCI-SNAPSHOT', 'KCI-COMPLETED-STATUS'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => without(order, 'status'), 'COMPLETED'),
  },
  {
    id: 'ceases-another-service',
    title: 'ends another service than it had announced',
    breaks: ['UC-SERVICE-STABLE'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, serviceId: 'S1' }), 'COMPLETED'),
  },
  {
    id: 'announces-and-falls-silent',
    title: 'announces ceases of its own and never reports their end',
    breaks: ['UC-COMPLETION'],
    consequences: [],
    style: 'sync',
    replace: coursesOf('unsolicited-cease', (steps) => steps.filter(({ reasonCode }) => reasonCode !== 'COMPLETED')),
  },
  {
    id: 'looks-ceases-up-by-number',
    title: 'does not find a cease of its own by the reference that it gave it',
    breaks: ['UC-CANCELLATION-FOUND'],
    consequences: ['CAN-ACCEPTED', 'HTTP-STATUS-TOLERATED'],
    style: 'sync',
    replace: (honest) => ({
      orderKeys: (tenant, body) => honest.orderKeys(tenant, without(body, 'supplierOrderReference')),
      changeRefusal: (order, request) => {
        const refusal = honest.changeRefusal(order, request);
        return order || !refusal ? refusal : { ...refusal, status: 404 };
      },
    }),
  },
  {
    id: 'ceases-the-service-of-another-tenant',
    title: 'announces the cease of a service for a tenant whose service it is not',
    breaks: ['KCI-TENANT'],
    // Nobody cancels what is told to another tenant, and one that is asked for stays open until then.
    consequences: ['UC-COMPLETION'],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, tenant: 'TENANT2' })),
  },
  {
    id: 'ceases-for-another-tenant',
    title: 'tells of a cease of its own for one tenant, and then for another',
    breaks: ['KCI-TENANT'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(OWN, (order) => ({ ...order, tenant: 'TENANT2' }), 'COMPLETED'),
  },
];
