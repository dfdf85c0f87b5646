import { openAuthority } from './authority.ts';
import type { Behaviour } from './behaviour.ts';
import type { Gateway } from './gateway.ts';
import {
  keyOf,
  type Answer,
  type Call,
  type ChangeRequest,
  type JsonObject,
  type Operation,
  type Order,
  type Problem,
  type Quote,
  type Reading,
  type Refusal,
  type Reservation,
  type World,
} from './model.ts';
import { pauseOf, scenarioOf, tenantOf } from './orders.ts';
import { orderChange, orderCraft } from './order-work.ts';
import { openProblemDesk } from './problem-desk.ts';
import { workOn, type Work } from './work.ts';

/** Where requests are decided on, whatever they came by. */
export interface Desk {
  /** The answer to a request for an operation of the contract. */
  readonly answer: (call: Call) => Promise<Answer>;
  /** The answer to a tester who wants the supplier to start a cease of its own accord; no operation of the contract. */
  readonly announce: (call: Call) => Promise<Answer>;
  /** The answer to a request for one of the supplier's own access tokens. */
  readonly token: (call: Call) => Answer;
  /** Access tokens of the supplier's own: a good one, and one that expired long ago. */
  readonly freshToken: () => string;
  readonly expiredToken: string;
}

/** What the desk keeps: the orders, reservations and problems of the world, which only it changes. */
export interface Books {
  readonly orders: Map<string, Order>;
  readonly reservations: Map<string, Reservation>;
  readonly problems: Map<string, Problem>;
  readonly quotes: Map<string, Quote>;
}

/** Opens the desk; everything that it starts ends with the signal. */
export function openDesk(
  behaviour: Behaviour,
  world: World,
  books: Books,
  gateway: Gateway,
  signal: AbortSignal,
  log: (line: string) => void,
): Desk {
  const works = new Map<string, Work<Order>>();
  const authority = openAuthority(behaviour, world);

  const refuse = (refusal: Refusal): Answer => ({ status: refusal.status, body: behaviour.errorBody(refusal) });

  const reading = <Content>(
    call: Call,
    read: (call: Call) => Reading<Content>,
    then: (content: Content) => Answer | Promise<Answer>,
  ) => {
    const understood = behaviour.understood(read(call), call);
    return understood.ok ? then(understood.value) : refuse(understood.refusal);
  };

  function availability(call: Call) {
    return reading(call, behaviour.availabilityQuestion, (question) => ({
      status: 200,
      body: behaviour.availability(question, world),
    }));
  }

  function appointments(call: Call) {
    return reading(call, behaviour.appointmentsQuestion, (question) => {
      const refusal = behaviour.appointmentsRefusal(question, world);
      if (refusal) return refuse(refusal);
      return { status: 200, body: behaviour.appointments(question, behaviour.slots(question, world), world) };
    });
  }

  function reserve(call: Call) {
    return reading(call, behaviour.reservationRequest, (request) => {
      const refusal = behaviour.reservationRefusal(request, world);
      if (refusal) return refuse(refusal);
      const reservation = behaviour.reserve(request, tenantOf(call), world);
      books.reservations.set(keyOf(reservation.tenant, reservation.id), reservation);
      return { status: 201, body: behaviour.reservationAnswer(request, reservation, world) };
    });
  }

  /** Begins the work on an order that is found under a key from now on. */
  function takeUp(order: Order, key: string): Promise<void> {
    const save = (version: Order) => void books.orders.set(key, version);
    save(order);
    const work = workOn(order, orderCraft(behaviour), behaviour, world, gateway, signal, save, log);
    works.set(key, work);
    return work.begin();
  }

  function placeOrder(call: Call) {
    return reading(call, behaviour.orderRequest, async (request) => {
      const refusal = behaviour.orderRefusal(request, call, world);
      if (refusal) return refuse(refusal);
      const order = behaviour.opened(request, call, world);
      await takeUp(order, keyOf(order.tenant, order.id));
      return behaviour.orderAnswer(order, behaviour.snapshot(order));
    });
  }

  function quote(call: Call) {
    return reading(call, behaviour.quoteRequest, (request) => {
      const refusal = behaviour.quoteRefusal(request, world);
      if (refusal) return refuse(refusal);
      const given = behaviour.quoted(request, world);
      books.quotes.set(given.reference, given);
      return { status: 201, body: behaviour.quoteAnswer(given, world) };
    });
  }

  function placeEthernetOrder(call: Call) {
    return reading(call, behaviour.ethernetRequest, async (request) => {
      const refusal = behaviour.ethernetRefusal(request, call, world);
      if (refusal) return refuse(refusal);
      const order = behaviour.ethernetOpened(request, call, world);
      await takeUp(order, keyOf(order.tenant, order.id));
      return behaviour.orderAnswer(order, behaviour.snapshot(order));
    });
  }

  function change(kind: 'amend' | 'cancel', read: (call: Call) => Reading<JsonObject>) {
    return (call: Call) =>
      reading(call, read, async (body) => {
        const work = behaviour.orderKeys(tenantOf(call), body).flatMap((key) => works.get(key) ?? [])[0];
        const refusal = work ? undefined : behaviour.changeRefusal(undefined, body);
        if (refusal) return refuse(refusal);
        const scenario = scenarioOf(call, body);
        const request: ChangeRequest = {
          id: Number(body.id),
          body,
          ...(scenario === undefined ? {} : { scenario }),
          ...pauseOf(call),
        };
        // Without an order to change there is only the bare promise of a supplier that never looked.
        const decided = work ? await work.change(orderChange(kind, request, behaviour, world)) : { status: 202 };
        return 'messages' in decided ? refuse(decided) : decided;
      });
  }

  const operations: Readonly<Record<Operation, (call: Call) => Answer | Promise<Answer>>> = {
    handleAvailabilityCheck: availability,
    handleAppointmentAvailability: appointments,
    handleReserveAppointment: reserve,
    handleCreateOrder: placeOrder,
    handleAmendOrder: change('amend', behaviour.amendmentRequest),
    handleCancelOrder: change('cancel', behaviour.cancellationRequest),
    handleQuote: quote,
    handleCreateEthernetOrder: placeEthernetOrder,
    ...openProblemDesk(behaviour, world, books, gateway, signal, log),
    unknown: () => refuse({ status: 404, messages: ['there is nothing at this path'] }),
  };

  return {
    async answer(call) {
      const refusal =
        behaviour.credentialsRefusal(call, world, authority.tokens) ??
        behaviour.headersRefusal(call) ??
        behaviour.mediaRefusal(call);
      return refusal && call.operation !== 'unknown' ? refuse(refusal) : operations[call.operation](call);
    },
    async announce(call) {
      const cease = behaviour.ceaseAnnounced(call, world);
      await takeUp(cease, keyOf(cease.tenant, cease.reference));
      return { status: 201, body: { supplierOrderReference: cease.reference } };
    },
    token: authority.answer,
    freshToken: authority.issue,
    expiredToken: authority.expired,
  };
}
