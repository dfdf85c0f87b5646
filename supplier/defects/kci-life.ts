import type { Defect } from '../defect.ts';
import { isOver, type JsonObject, type Order, type Step, type World } from '../model.ts';
import { acknowledged, commitment, orderRejected, serviceDetails } from '../scenarios.ts';
import { courses, coursesOf, deliveries, kcis, reports, without } from './edits.ts';

/** Steps added to the end of a course, and a supplier that goes on to take them. */
const afterwards =
  (scenario: string, ...more: readonly Step[]): Defect['replace'] =>
  (honest) => ({
    ...courses((steps) => [...steps, ...more], scenario)(honest),
    goesOn: (order) => !isOver(order) || order.scenario === scenario,
  });

/** Defects of an order's life: what follows what, what is promised and not kept, what comes too often. */
export const KCI_LIFE_DEFECTS: readonly Defect[] = [
  {
    id: 'creates-placed-orders',
    title: 'starts with CREATED for an order that the tenant placed',
    breaks: ['KCI-CREATED-ONLY-FOR-CEASE'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: courses((steps) => [{ reasonCode: 'CREATED' }, ...steps]),
  },
  {
    id: 'silent-after-202',
    title: 'promises to report on an order and never does',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-COMPLETION'],
    style: 'async',
    replace: courses(() => []),
  },
  {
    id: 'completes-unacknowledged',
    title: 'promises to acknowledge an order and completes it without',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-TRANSITION'],
    style: 'async',
    replace: courses(withoutBeginning, 'ORDER_SUCCESSFUL'),
  },
  {
    id: 'completes-ethernet-unacknowledged',
    title: 'promises to acknowledge an Ethernet order and completes it without',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-TRANSITION'],
    style: 'async',
    replace: coursesOf('ethernet', withoutBeginning),
  },
  {
    id: 'never-completes',
    title: 'never completes an order',
    breaks: ['KCI-COMPLETION'],
    consequences: [],
    style: 'sync',
    replace: courses((steps) => steps.filter(({ reasonCode }) => reasonCode !== 'COMPLETED')),
  },
  {
    id: 'silent-on-amendments',
    title: 'promises to decide on an amendment and never does',
    breaks: ['KCI-AMENDMENT-OUTCOME'],
    consequences: ['KCI-COMPLETION', 'KCI-SEQUENCE-GAP', 'KCI-TRANSITION'],
    style: 'async',
    replace: deliveries((kci) => (String(kci.reasonCode).startsWith('AMEND') ? [] : [kci])),
  },
  {
    id: 'silent-on-cancellations',
    title: 'promises to decide on a cancellation and never does',
    breaks: ['KCI-CANCELLATION-OUTCOME'],
    consequences: ['KCI-COMPLETION', 'CAN-ACCEPTED'],
    style: 'async',
    replace: deliveries((kci) => (quotesCancellation(kci) ? [] : [kci])),
  },
  {
    id: 'quotes-the-order',
    title: 'quotes the id of the order in place of that of the amendment',
    breaks: ['KCI-QUOTES-REQUEST'],
    consequences: ['KCI-AMENDMENT-OUTCOME'],
    style: 'async',
    replace: reports((order) => ({ ...order, serviceOrderAmendmentId: order.id }), 'AMENDED'),
  },
  {
    id: 'amends-without-quoting',
    title: 'does not say which amendment it has carried out',
    breaks: ['KCI-QUOTES-REQUEST'],
    consequences: ['KCI-AMENDMENT-OUTCOME'],
    style: 'async',
    replace: reports((order) => without(order, 'serviceOrderAmendmentId'), 'AMENDED'),
  },
  {
    id: 'cancels-without-quoting',
    title: 'does not say which cancellation it has carried out',
    breaks: ['KCI-QUOTES-REQUEST'],
    consequences: [],
    style: 'async',
    replace: reports((order) => without(order, 'serviceOrderCancellationId'), 'CANCELLED'),
  },
  {
    id: 'starts-refused-orders',
    title: 'starts work on an order that it refused in the answer',
    breaks: ['KCI-NO-EFFECT-OF-REFUSED'],
    consequences: [],
    style: 'sync',
    replace: refusedInAnswer(() => [acknowledged(), commitment()]),
  },
  {
    id: 'rejects-refused-orders-again',
    title: 'rejects an order by KCI that it refused in the answer',
    breaks: ['KCI-REFUSED-ONCE'],
    consequences: [],
    style: 'sync',
    replace: refusedInAnswer((_steps, order) => [orderRejected(order)]),
  },
  {
    id: 'rejects-what-it-committed-to',
    title: 'rejects an order after committing to it',
    breaks: ['KCI-REJECTED-EARLY'],
    consequences: ['KCI-REJECTED-DATES'],
    style: 'sync',
    replace: courses((steps, order) => [...steps.slice(0, 1), orderRejected(order)], 'ORDER_CANCELLED'),
  },
  {
    id: 'rejects-what-it-acknowledged',
    title: 'rejects an order after acknowledging it',
    breaks: ['KCI-REJECTED-BEFORE-ACKNOWLEDGED'],
    consequences: [],
    style: 'async',
    replace: courses((steps) => [acknowledged(), ...steps], 'ORDER_REJECTED'),
  },
  {
    id: 'completes-by-update',
    title: 'completes an order with UPDATE',
    breaks: ['KCI-UPDATE-STATUS'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, reasonCode: 'UPDATE' }), 'COMPLETED'),
  },
  {
    id: 'updates-nothing',
    title: 'sends UPDATE as a sign of life',
    breaks: ['KCI-UPDATE-FITS'],
    consequences: [],
    style: 'sync',
    replace: courses((steps) => [...steps.slice(0, 1), { reasonCode: 'UPDATE' }, ...steps.slice(1)]),
  },
  {
    id: 'holds-by-warning',
    title: 'holds an order with a mere warning',
    breaks: ['KCI-STATUS-KEPT'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: reports((order) => ({ ...order, status: 'HELD' }), 'WARNING'),
  },
  {
    id: 'delays-for-ever',
    title: 'ends an order with a DELAY',
    breaks: ['KCI-DELAY-STATUS'],
    consequences: ['KCI-TRANSITION', 'KCI-TERMINAL'],
    style: 'sync',
    replace: reports((order) => ({ ...order, status: 'CANCELLED' }), 'DELAY'),
  },
  {
    id: 'ends-with-a-new-appointment',
    title: 'ends an order by moving its appointment',
    breaks: ['KCI-ONGOING-STATUS'],
    consequences: ['KCI-TRANSITION', 'KCI-TERMINAL'],
    style: 'sync',
    replace: reports((order) => ({ ...order, status: 'CANCELLED' }), 'REAPPOINTED'),
  },
  {
    id: 'resumes-but-holds',
    title: 'resumes an order that it still shows as HELD',
    breaks: ['KCI-RESUMED-STATUS'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: reports((order) => ({ ...order, status: 'HELD' }), 'RESUMED'),
  },
  {
    id: 'holds-after-refusal',
    title: 'holds the order after rejecting an amendment',
    breaks: ['KCI-REFUSAL-STATUS'],
    consequences: [],
    style: 'async',
    replace: reports((order) => ({ ...order, status: 'HELD' }), 'AMENDMENT_REJECTED'),
  },
  {
    id: 'stays-pending-after-refusal',
    title: 'rejects an amendment of an order that it shows as still waiting for it',
    breaks: ['KCI-REFUSAL-STATUS'],
    consequences: [],
    style: 'async',
    replace: reports((order) => ({ ...order, status: 'PENDING_AMENDMENT' }), 'AMENDMENT_REJECTED'),
  },
  {
    id: 'borrows-a-status-of-the-gateway',
    title: 'reports a status that only the gateway gives',
    breaks: ['KCI-GATEWAY-STATUS'],
    consequences: ['KCI-ACKNOWLEDGED-STATUS', 'KCI-SCHEMA-LIKELY'],
    style: 'async',
    replace: reports((order) => ({ ...order, status: 'SENT_TO_SUPPLIER' }), 'ACKNOWLEDGED'),
  },
  {
    id: 'completes-without-commitment',
    title: 'completes an order to which it never committed',
    breaks: ['KCI-TRANSITION'],
    consequences: [],
    style: 'sync',
    replace: courses(
      (steps) => steps.filter(({ reasonCode }) => reasonCode !== 'COMMITTED' && reasonCode !== 'ADDITIONAL'),
      'ORDER_SUCCESSFUL',
    ),
  },
  {
    id: 'goes-on-after-completion',
    title: 'puts a completed order back in progress',
    breaks: ['KCI-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: afterwards('ORDER_SUCCESSFUL', {
      reasonCode: 'UPDATE',
      text: 'One more thing.',
      quotes: { status: 'IN_PROGRESS' },
    }),
  },
  {
    id: 'goes-on-after-part',
    title: 'puts a partly completed order back in progress',
    breaks: ['KCI-TERMINAL-PRESUMED'],
    consequences: [],
    style: 'sync',
    replace: afterwards('ORDER_PARTIAL', {
      reasonCode: 'UPDATE',
      text: 'One more thing.',
      quotes: { status: 'IN_PROGRESS' },
    }),
  },
  {
    id: 'adds-after-completion',
    title: 'adds to an order that is completed',
    breaks: ['KCI-TERMINAL-QUIET'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      ...courses((steps, order) => [...steps, serviceDetails(order)], 'ORDER_SUCCESSFUL')(honest),
      goesOn: (order) => !isOver(order) || order.scenario === 'ORDER_SUCCESSFUL',
    }),
  },
  {
    id: 'completes-cancelled-orders',
    title: 'cancels an order in its answer, then completes it',
    breaks: ['KCI-CANCELLED-STAYS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      // The order waits for the cancellation, as if that were what it lacked.
      ...courses(
        (steps) => [
          ...steps.map((step) => ({
            ...step,
            change: (order: Order, world: World) => ({
              ...(step.change?.(order, world) ?? order),
              needs: 'information' as const,
            }),
          })),
          { reasonCode: 'COMPLETED', change: (order) => ({ ...order, status: 'COMPLETED' }) },
        ],
        'ORDER_IN_PROGRESS',
      )(honest),
      cancelled: (order) => {
        const { needs: _needs, ...rest } = order;
        return rest;
      },
    }),
  },
  {
    id: 'tries-again-in-an-hour',
    title: 'waits an hour before it sends a KCI again',
    breaks: ['KCI-SENT-AGAIN'],
    consequences: ['KCI-COMPLETION'],
    style: 'sync',
    replace: (honest) => ({
      afterSending: (...sent) => {
        const next = honest.afterSending(...sent);
        return typeof next === 'string' ? next : { againMs: 3_600_000 };
      },
    }),
  },
  {
    id: 'renumbers-what-it-sends-again',
    title: 'gives a KCI another number when it sends it again',
    breaks: ['KCI-SENT-AGAIN'],
    consequences: ['KCI-ID-UNIQUE', 'KCI-SEQUENCE-INCREASES', 'KCI-ISSUED-IN-ORDER', 'KCI-NOTHING-LOST'],
    style: 'sync',
    replace: () => ({
      resent: (message) =>
        typeof message === 'string' ? message : { ...message, sequenceNumber: Number(message.sequenceNumber) + 1 },
    }),
  },
  {
    id: 'overtakes-what-failed',
    title: 'sends later KCIs before the one that failed',
    breaks: ['KCI-SENT-AGAIN-FIRST'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      afterSending: (outcome, attempt, renewed, world) => {
        const next = honest.afterSending(outcome, attempt, renewed, world);
        return typeof next === 'string' ? next : { againMs: world.stepMs * 3, aside: true };
      },
    }),
  },
  {
    id: 'says-everything-four-times',
    title: 'sends each KCI four times although it was taken',
    breaks: ['KCI-SENT-ONCE'],
    consequences: [],
    style: 'sync',
    replace: deliveries((kci) => [kci, kci, kci, kci]),
  },
];

/** A course that leaves out what an order begins with. */
function withoutBeginning(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ reasonCode }) => reasonCode !== 'ACKNOWLEDGED' && reasonCode !== 'COMMITTED');
}

function quotesCancellation(kci: JsonObject): boolean {
  return (kci.provideServiceOrder as JsonObject).serviceOrderCancellationId !== undefined;
}

/** Orders that are steered to be refused: taken in all the same, but answered with the refusal. */
function refusedInAnswer(course: Parameters<typeof courses>[0]): Defect['replace'] {
  return (honest) => ({
    ...courses(course, 'ORDER_REJECTED')(honest),
    orderRefusal: (request, call, world) =>
      call.headers['x-scenario'] === 'ORDER_REJECTED' ? undefined : honest.orderRefusal(request, call, world),
    orderAnswer: (order, snapshot) =>
      order.scenario === 'ORDER_REJECTED'
        ? { status: 422, body: honest.errorBody({ status: 422, messages: ['no fibre passes this property yet'] }) }
        : honest.orderAnswer(order, snapshot),
  });
}
