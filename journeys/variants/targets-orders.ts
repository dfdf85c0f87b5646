import type { Exchange } from '../../evidence/exchanges.ts';
import { LASTING, settled } from '../amendments.ts';
import { bookSlot, leaveReservation } from '../booking.ts';
import { fullEthernetOrder, leaveEthernetOrder, quoted, withQuote } from '../ethernet.ts';
import type { Stage } from '../journey.ts';
import { followOrder, tidyUp, type Order } from '../ordering.ts';
import { specificationToOrder, withOrdinaryOrder, type Place } from '../ordinary.ts';
import { fullOrder, REACHED_ELSEWHERE, SECOND_CONTACT, workday } from '../requests.ts';
import type { Draft, Target } from './target.ts';
import { aside, byHeader, DAY, hold, NO_APPOINTMENT, perStage, toTheEnd, wholeContacts } from './targets-holding.ts';

/** Follows an order until work on it has begun, where a scenario sees to that, and cancels it. */
async function takeBack(stage: Stage, order: Order, isSteered: boolean): Promise<void> {
  try {
    if ((await order.acknowledged()) && isSteered) await settled(stage, order);
  } finally {
    await tidyUp(stage, order);
  }
}

/** Whether the supplier takes an ordinary order with an appointment only, where slots can be booked: one without is tried. */
const wantsAppointment = perStage(async (stage: Stage): Promise<boolean> => {
  const specification = stage.features.includes('appointments') ? await stage.specification() : undefined;
  if (specification === undefined) return false;
  const exchange = await stage.call({
    operation: 'handleCreateOrder',
    body: { id: stage.newId(), ...fullOrder(stage, specification) },
    ...byHeader(stage, LASTING.scenario),
  });
  const order = followOrder(stage, exchange);
  const isRejected = order.reply === 'taken' && !(await order.acknowledged()) && order.isOver();
  aside(stage, tidyUp(stage, order));
  return exchange.response?.status === 422 || isRejected;
});

/** An order to provide a service, for a wanted day, or for a slot where the supplier takes no other. */
const provide: Target = {
  operation: 'handleCreateOrder',
  variant: 'ProvideOrderRequest',
  when: ['provide'],
  mostValid: 12,
  exclusively: toTheEnd,
  prepare: async (stage) => {
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return undefined;
    const isAppointed = await wantsAppointment(stage);
    const conversation = stage.newConversation();
    const reservation = isAppointed ? await bookSlot(stage, specification, conversation) : undefined;
    if (isAppointed && !reservation) return undefined;
    let wasTaken = false;
    return {
      draft: { body: fullOrder(stage, specification, reservation) },
      fixed: [
        '/body/orderType',
        '/body/tenant',
        '/body/address',
        '/body/serviceOrderItem',
        ...NO_APPOINTMENT,
        ...(reservation ? [DAY] : []),
      ],
      // A day has to be known, and where there is no slot nothing else says it.
      kept: reservation ? [] : [DAY],
      call: { ...(reservation ? { conversation } : {}), ...byHeader(stage, LASTING.scenario) },
      taken: (exchange) => {
        const order = followOrder(stage, exchange);
        wasTaken ||= order.reply !== 'unanswered';
        aside(stage, takeBack(stage, order, exchange.request.scenario !== undefined));
        return Promise.resolve(reservation ? 'used up' : 'still good');
      },
      release: () => {
        if (reservation && !wasTaken) leaveReservation(stage, reservation);
        return Promise.resolve();
      },
    };
  },
};

/** An order that stays open until it is given back: it is cancelled then. */
async function holdOpenOrder(stage: Stage, what: string) {
  const held = await hold<{ readonly order: Order; readonly place: Place }>((use) =>
    withOrdinaryOrder(stage, LASTING, async (order, place) => {
      if (await settled(stage, order)) await use({ order, place });
    }),
  );
  if (!held) stage.remark(`no more variants of ${what}: there is no open order`);
  return held;
}

/** The amendment of an open order, one after the other. */
const amendment: Target = {
  operation: 'handleAmendOrder',
  variant: 'ProvideOrderAmendmentRequest',
  when: ['provide', 'amendments'],
  mostValid: 8,
  exclusively: toTheEnd,
  prepare: async (stage) => {
    const held = await holdOpenOrder(stage, 'amendments');
    if (!held) return undefined;
    const { order, place } = held.thing;
    const { characteristics } = stage.data;
    return {
      draft: {
        body: {
          orderId: order.handles.gatewayId,
          ...(characteristics.length > 0 ? { serviceCharacteristics: characteristics } : {}),
          primaryContact: REACHED_ELSEWHERE,
          secondaryContact: SECOND_CONTACT,
          // The day of an order with an appointment is that of its slot.
          ...(place.isAppointed ? {} : { requestedCompletionDate: workday(21) }),
          engineerTasks: ['TEST_SINGLE_DEVICE'],
          hazards: 'None: this amendment is a test',
          onSiteRestrictions: 'None: this amendment is a test',
          notes: 'Conformance test: amended',
        },
      },
      fixed: [
        '/body/orderId',
        '/body/supplierOrderReference',
        '/body/serviceCharacteristics',
        ...NO_APPOINTMENT,
        ...(place.isAppointed ? [DAY] : []),
      ],
      kept: wholeContacts('/body/primaryContact', '/body/secondaryContact'),
      makesSense: changesSomething,
      call: { conversation: order.handles.conversation },
      isOver: order.isOver,
      // While one amendment is open a supplier may refuse the next.
      taken: async (exchange) => ((await isDecided(order, exchange)) && !order.isOver() ? 'still good' : 'used up'),
      release: async () => aside(stage, held.giveBack()),
    };
  },
};

/** Whether an amendment names anything beside what it amends. */
export function changesSomething({ body = {} }: Draft): boolean {
  return Object.keys(body).some((name) => !['id', 'orderId', 'supplierOrderReference'].includes(name));
}

/** Waits for the outcome of a request about an order; false when it is still open after that. */
async function isDecided(order: Order, exchange: Exchange): Promise<boolean> {
  return ['done', 'refused'].includes(await order.decided(exchange));
}

/** The ordinary reasons for a cancellation: the others are for a cease that the supplier has started. */
export const ORDINARY_REASONS = [
  'CUSTOMER_CHANGED_MIND',
  'INSTALL_FAILED',
  'NETWORK_ISSUE',
  'NO_LONGER_REQUIRED',
  'OTHER',
];

/** The cancellation of an open order; each that is taken costs one. */
const cancellation: Target = {
  operation: 'handleCancelOrder',
  when: ['provide', 'cancellations'],
  mostValid: 5,
  exclusively: toTheEnd,
  prepare: async (stage) => {
    const held = await holdOpenOrder(stage, 'cancellations');
    if (!held) return undefined;
    const { order } = held.thing;
    const reference = stage.reference(order.handles);
    return {
      draft: {
        body: {
          orderId: order.handles.gatewayId,
          reasonCode: 'CUSTOMER_CHANGED_MIND',
          ...(reference === undefined ? {} : { supplierOrderReference: reference }),
        },
      },
      fixed: ['/body/orderId', '/body/supplierOrderReference'],
      words: { '/body/reasonCode': ORDINARY_REASONS },
      call: { conversation: order.handles.conversation },
      isOver: order.isOver,
      taken: async (exchange) => ((await order.decided(exchange)) === 'refused' ? 'still good' : 'used up'),
      release: async () => aside(stage, held.giveBack()),
    };
  },
};

/** An order for an Ethernet service; no operation takes it back, so it is followed to its end. */
const ethernetOrder = {
  operation: 'handleCreateEthernetOrder',
  prepare: async (stage) => {
    const conversation = stage.newConversation();
    const found = await quoted(stage, conversation);
    if (!found) return undefined;
    const sites = found.connection.ethernet.sites.flatMap((_, index) =>
      ['name', 'postcode', 'role', 'address', 'siteCharacteristics', 'wayleave/wayleaveCharacteristics'].map(
        (member) => `/body/siteInformation/${index}/${member}`,
      ),
    );
    return {
      draft: { body: fullEthernetOrder(stage, found.connection, found.quote) },
      fixed: [
        '/body/tenant',
        '/body/supplierQuoteId',
        ...sites,
        '/body/ethernetOrderItems/0/service',
        '/body/ethernetOrderItems/0/contractDetails',
      ],
      call: { conversation, ...byHeader(stage, 'ORDER_SUCCESSFUL') },
      taken: (exchange) => {
        aside(stage, seeThrough(stage, followOrder(stage, exchange)));
        return Promise.resolve(stage.features.includes('quote') ? 'used up' : 'still good');
      },
      release: () => Promise.resolve(),
    };
  },
} satisfies Pick<Target, 'operation' | 'prepare'>;

/** An order for a quote of its own. */
const ethernet: Target = { ...ethernetOrder, when: ['ethernet', 'quote'], mostValid: 3, exclusively: toTheEnd };

/**
 * The same by the quote that the configuration names: there is no other. It may be good for one order only, which is not ours; then
 * the plain request is refused, and nothing is proved.
 */
const ethernetByOneQuote: Target = {
  ...ethernetOrder,
  of: 'configured-quote',
  when: ['ethernet'],
  unless: ['quote'],
  mostValid: 1,
  exclusively: (stage, play) => withQuote(stage, () => toTheEnd(stage, play)),
};

async function seeThrough(stage: Stage, order: Order): Promise<void> {
  try {
    if (await order.acknowledged()) await order.ends();
  } finally {
    leaveEthernetOrder(stage, order);
  }
}

/** The kinds of request that order something new, and those about such an order. */
export const ORDERS: readonly Target[] = [provide, amendment, cancellation, ethernet, ethernetByOneQuote];
