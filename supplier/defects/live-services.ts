import type { Defect } from '../defect.ts';
import type { Characteristic, JsonObject, Order, Refusal } from '../model.ts';
import { bodies, coursesOf, kcisOf, reports, reportsOf, without } from './edits.ts';

/** Defects of orders that change or end a live service, and of those for a line that is there. */
export const LIVE_SERVICE_DEFECTS: readonly Defect[] = [
  {
    id: 'modifies-nothing',
    title: 'answers 501 to modify orders',
    breaks: ['MOD-DECIDED', 'HTTP-UNDERSTOOD'],
    consequences: ['HTTP-STATUS-TOLERATED'],
    style: 'sync',
    replace: notOffering('MODIFY'),
  },
  {
    id: 'ceases-nothing',
    title: 'answers 501 to cease orders',
    breaks: ['CEASE-DECIDED', 'HTTP-UNDERSTOOD'],
    consequences: ['HTTP-STATUS-TOLERATED'],
    style: 'sync',
    replace: notOffering('CEASE'),
  },
  {
    id: 'renames-services',
    title: 'answers modify and cease orders with a service id of its own',
    breaks: ['MOD-CEASE-SERVICE'],
    consequences: ['ORD-ECHO'],
    style: 'sync',
    replace: bodies({ to: 'handleCreateOrder', with: 201 }, (body) =>
      typeof body.serviceId === 'string' ? { ...body, serviceId: `X-${body.serviceId}` } : body,
    ),
  },
  {
    id: 'changes-unknown-services',
    title: 'takes orders to change or end services that it does not have',
    breaks: ['MOD-CEASE-UNKNOWN-SERVICE'],
    consequences: [],
    style: 'sync',
    replace: overlooking('service NO-SUCH'),
  },
  {
    id: 'completes-unknown-services',
    title: 'takes orders for services that it does not have in with 202, and carries them out',
    breaks: ['MOD-CEASE-UNKNOWN-SERVICE'],
    consequences: [],
    style: 'async',
    replace: overlooking('service NO-SUCH'),
  },
  {
    id: 'reports-on-another-service',
    title: 'reports on a service that was not ordered for',
    breaks: ['MOD-CEASE-KCI-SERVICE'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(['modify', 'cease'], (order) => ({ ...order, serviceId: 'S1' })),
  },
  {
    id: 'reports-on-no-service',
    title: 'leaves the service out of KCIs about its end',
    breaks: ['KCI-SNAPSHOT'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(['cease'], (order) => without(order, 'serviceId')),
  },
  {
    id: 'modifies-as-if-provided',
    title: 'reports modify orders as provide orders',
    breaks: ['KCI-WRAPPER-FITS', 'KCI-SNAPSHOT'],
    consequences: ['KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: kcisOf(['modify'], (kci) => ({
      ...without(kci, 'modifyServiceOrder'),
      provideServiceOrder: kci.modifyServiceOrder,
    })),
  },
  {
    id: 'modifies-items',
    title: 'reports what changes of a service in a serviceOrderItem',
    breaks: ['MOD-CEASE-KCI-FLAT'],
    consequences: ['KCI-EXTRA-MEMBERS', 'KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: reportsOf(['modify'], ({ serviceCharacteristics, ...order }) => ({
      ...order,
      serviceOrderItem: { serviceSpecification: { id: 'FTTP-1000' }, serviceCharacteristics },
    })),
  },
  {
    id: 'every-order-is-new',
    title: 'reports switch orders as orders of type NEW',
    breaks: ['KCI-ORDER-TYPE'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, orderType: 'NEW' })),
  },
  {
    id: 'silent-on-modify-orders',
    title: 'promises to report on modify orders and never does',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-COMPLETION'],
    style: 'async',
    replace: coursesOf('modify', () => []),
  },
  {
    id: 'never-ceases',
    title: 'commits to ceases and never reports their end',
    breaks: ['KCI-COMPLETION'],
    consequences: [],
    style: 'sync',
    replace: coursesOf('cease', (steps) => steps.filter(({ reasonCode }) => reasonCode !== 'COMPLETED')),
  },
  {
    id: 'switches-nothing',
    title: 'answers 501 to START, TAKEOVER, TRANSFER and SWAP orders',
    breaks: ['SWITCH-DECIDED', 'HTTP-UNDERSTOOD'],
    consequences: ['HTTP-STATUS-TOLERATED', 'HTTP-REFUSED-422'],
    style: 'sync',
    replace: notOffering('START', 'TAKEOVER', 'TRANSFER', 'SWAP'),
  },
  {
    id: 'starts-any-line',
    title: 'takes a START order that names no line',
    breaks: ['SWITCH-NO-LINE'],
    consequences: [],
    style: 'sync',
    replace: overlooking('the existing line is not named'),
  },
  {
    id: 'takes-any-line-over',
    title: 'takes TAKEOVER, TRANSFER and SWAP orders that name no line',
    breaks: ['SWITCH-NO-LINE'],
    consequences: [],
    style: 'sync',
    replace: overlooking('the existing line is not named', ({ orderType }) => orderType !== 'START'),
  },
  {
    id: 'swaps-any-service',
    title: 'takes a SWAP order that names no service',
    breaks: ['SWITCH-NO-SERVICE'],
    consequences: [],
    style: 'sync',
    replace: overlooking('a SWAP order needs'),
  },
  {
    id: 'drops-appointments',
    title: 'drops the appointment of a SWAP order without a word',
    breaks: ['SWITCH-APPOINTMENT-DROPPED'],
    consequences: [],
    style: 'sync',
    replace: coursesOf('provide', (steps) =>
      steps.map((step) => {
        const { problemCode, ...silent } = step;
        return problemCode === 'APPOINTMENT_NOT_REQUIRED' ? silent : step;
      }),
    ),
  },
  {
    id: 'fails-over-changes-of-switches',
    title: 'answers 500 to each amendment and cancellation of a switch order',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: () => {
      const refusal = (order: Order) => (isSwitch(order) ? { status: 500, messages: ['not foreseen'] } : undefined);
      return { amendmentRefusal: refusal, cancellationRefusal: refusal };
    },
  },
  {
    id: 'forgets-amendments-of-switches',
    title: 'tells that a switch order was amended, and goes on as if it had not been',
    breaks: ['KCI-AMENDMENT-APPLIED', 'KCI-SHOWS-AMENDMENT'],
    consequences: [],
    style: 'async',
    replace: amending(isSwitch, forgotten),
  },
  {
    id: 'forgets-amendments-of-changes',
    title: 'grants amendments of modify orders and forgets them',
    breaks: ['KCI-AMENDMENT-APPLIED'],
    consequences: [],
    style: 'sync',
    replace: amending(({ kind }) => kind === 'modify', forgotten),
  },
  {
    id: 'amends-the-day-alone',
    title: 'grants amendments of modify orders and keeps what they change of the service as it was',
    breaks: ['KCI-AMENDMENT-APPLIED'],
    consequences: [],
    style: 'sync',
    replace: amending(
      ({ kind }) => kind === 'modify',
      (amended, { asked: { serviceCharacteristics } }) => ({
        ...amended,
        asked: { ...amended.asked, serviceCharacteristics },
      }),
    ),
  },
  {
    id: 'amendments-wipe-the-rest',
    title: 'loses what a modify order changes when only its day is amended',
    breaks: ['KCI-NOTHING-LOST'],
    consequences: ['KCI-SHOWS-ORDER', 'KCI-SCHEMA-LIKELY', 'KCI-SNAPSHOT'],
    style: 'async',
    replace: amending(
      ({ kind }) => kind === 'modify',
      (amended, _order, changes) =>
        changes.serviceCharacteristics === undefined
          ? { ...amended, asked: without(amended.asked, 'serviceCharacteristics') }
          : amended,
    ),
  },
  {
    id: 'reports-another-change',
    title: 'reports a modify order for another line profile than was ordered',
    breaks: ['KCI-SHOWS-ORDER'],
    consequences: ['KCI-AMENDMENT-APPLIED', 'KCI-SHOWS-AMENDMENT'],
    style: 'sync',
    replace: reportsOf(['modify'], (order) => ({
      ...order,
      serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '9' }],
    })),
  },
  {
    id: 'forgets-the-line',
    title: 'reports TRANSFER orders without the line that is transferred',
    breaks: ['KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => {
      const item = order.serviceOrderItem as { readonly serviceCharacteristics: readonly Characteristic[] };
      const others = item.serviceCharacteristics.filter(
        ({ name }) => !/^(?:LINE_ID|ONT_REFERENCE|ONT_PORT)$/.test(name),
      );
      return order.orderType === 'TRANSFER'
        ? { ...order, serviceOrderItem: { ...item, serviceCharacteristics: others } }
        : order;
    }),
  },
];

/** Types of order that are not offered. */
function notOffering(...orderTypes: readonly string[]): Defect['replace'] {
  return (honest) => ({
    orderRequest: (call) => {
      const read = honest.orderRequest(call);
      const offered = !read.ok || !orderTypes.includes(String(read.value.orderType));
      return offered ? read : { ok: false, refusal: { status: 501, messages: ['such orders are not offered'] } };
    },
  });
}

/** What speaks against an order is overlooked, where its only reason begins like that. */
function overlooking(reason: string, isMeant: (request: JsonObject) => boolean = () => true): Defect['replace'] {
  return (honest) => ({
    orderRefusal: (request: JsonObject, ...rest): Refusal | undefined => {
      const refusal = honest.orderRefusal(request, ...rest);
      return isMeant(request) && refusal?.messages.every((message) => message.startsWith(reason)) ? undefined : refusal;
    },
  });
}

const SWITCHES: readonly unknown[] = ['START', 'TAKEOVER', 'TRANSFER', 'SWAP'];

function isSwitch({ asked }: Order): boolean {
  return SWITCHES.includes(asked.orderType);
}

/** Amendments of some orders are granted, and applied in another way. */
function amending(
  isMeant: (order: Order) => boolean,
  edit: (amended: Order, order: Order, changes: JsonObject) => Order,
): Defect['replace'] {
  return (honest) => ({
    amended: (order, request, world) => {
      const amended = honest.amended(order, request, world);
      return isMeant(order) ? edit(amended, order, request.body) : amended;
    },
  });
}

/** A granted amendment that changes nothing of what is told. */
function forgotten(amended: Order, { asked }: Order): Order {
  return { ...amended, asked };
}
