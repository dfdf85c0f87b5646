import type { Defect } from '../defect.ts';
import type { Refusal } from '../model.ts';
import { answers, bodies, later, without } from './edits.ts';
import { FAILURE } from './input-edits.ts';

/** Does something else with the orders that would be refused for one sort of reason alone: takes them, if nothing is said. */
const insteadOfRefusing =
  (reason: RegExp, instead?: Refusal): Defect['replace'] =>
  (honest) => ({
    orderRefusal: (request, call, world) => {
      const refusal = honest.orderRefusal(request, call, world);
      return refusal?.messages.every((message) => reason.test(message)) ? instead : refusal;
    },
  });

/** Defects of the answers to orders. */
export const ORDER_DEFECTS: readonly Defect[] = [
  {
    id: 'order-not-created',
    title: 'answers 200 to an order',
    breaks: ['ORD-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleCreateOrder', with: 201 }, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-every-second-order',
    title: 'refuses every second good order',
    breaks: ['ORD-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      let orders = 0;
      return {
        orderRefusal: (request, call, world) =>
          honest.orderRefusal(request, call, world) ??
          ((orders += 1) % 2 === 0
            ? { status: 422, messages: ['no order of this kind can be taken today'] }
            : undefined),
      };
    },
  },
  {
    id: 'created-order-is-pending',
    title: 'answers 201 with an order that is PENDING',
    breaks: ['ORD-201-STATUS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => ({ ...body, status: 'PENDING' })),
  },
  {
    id: 'created-order-without-reference',
    title: 'gives no order number in the 201',
    breaks: ['ORD-201-REFERENCE', 'HTTP-BODY'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => without(body, 'supplierOrderReference')),
  },
  {
    id: 'commits-without-target',
    title: 'answers 201 IN_PROGRESS without targetDate',
    breaks: ['ORD-201-DATES'],
    consequences: [],
    style: 'committed',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => without(body, 'targetDate')),
  },
  {
    id: 'commits-to-two-dates',
    title: 'answers 201 IN_PROGRESS with a target a day after the commitment',
    breaks: ['ORD-201-FIRST-TARGET'],
    consequences: [],
    style: 'committed',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => ({
      ...body,
      targetDate: later(body.targetDate, 24),
    })),
  },
  {
    id: 'renumbers-orders',
    title: 'answers an order under a number of its own',
    breaks: ['ORD-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'renames-the-tenant',
    title: 'answers an order with the tenant in lower case',
    breaks: ['ORD-TENANT'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) => ({
      ...body,
      tenant: String(body.tenant).toLowerCase(),
    })),
  },
  {
    id: 'cuts-notes-short',
    title: 'cuts the notes of an order to ten characters in its answer',
    breaks: ['ORD-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) =>
      typeof body.notes === 'string' ? { ...body, notes: body.notes.slice(0, 10) } : body,
    ),
  },
  {
    id: 'all-orders-under-one-reference',
    title: 'gives every order the same reference',
    breaks: ['ORD-REFERENCE-UNIQUE'],
    consequences: ['KCI-IDENTIFIED'],
    style: 'sync',
    replace: (honest) => ({
      opened: (request, call, world) => ({ ...honest.opened(request, call, world), reference: 'FO1' }),
    }),
  },
  {
    id: 'sells-anything',
    title: 'takes orders for services that it does not have',
    breaks: ['ORD-UNKNOWN-SPECIFICATION'],
    consequences: [],
    style: 'sync',
    replace: insteadOfRefusing(/^service specification/),
  },
  {
    id: 'sells-anywhere',
    title: 'takes orders at addresses that it does not serve',
    breaks: ['ORD-OUT-OF-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: insteadOfRefusing(/^the address/),
  },
  {
    id: 'keeps-any-appointment',
    title: 'takes orders for appointments that were never made',
    breaks: ['ORD-UNKNOWN-RESERVATION'],
    consequences: [],
    style: 'async',
    replace: insteadOfRefusing(/^the appointment/),
  },
  {
    id: 'falls-over-unserved-addresses',
    title: 'fails over orders at addresses that it does not serve',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: insteadOfRefusing(/^the address/, FAILURE.refusal),
  },
  {
    id: 'falls-over-unknown-reservations',
    title: 'fails over orders for appointments that were never made',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'async',
    replace: insteadOfRefusing(/^the appointment/, FAILURE.refusal),
  },
];
