import { randomUUID } from 'node:crypto';
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
  type Reading,
  type Refusal,
  type Reservation,
  type World,
} from './model.ts';
import { pauseOf, scenarioOf, tenantOf } from './orders.ts';
import { workOn, type Work } from './work.ts';

/** Where requests are decided on, whatever they came by. */
export interface Desk {
  /** The answer to a request for an operation of the contract. */
  readonly answer: (call: Call) => Promise<Answer>;
  /** The answer to a request for one of the supplier's own access tokens. */
  readonly token: (call: Call) => Answer;
}

/** What the desk keeps: the orders and reservations of the world, which only it changes. */
export interface Books {
  readonly orders: Map<string, Order>;
  readonly reservations: Map<string, Reservation>;
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
  const works = new Map<string, Work>();
  const tokens = new Set<string>();

  const refuse = (refusal: Refusal): Answer => ({ status: refusal.status, body: behaviour.errorBody(refusal) });

  const reading = <Content>(read: Reading<Content>, then: (content: Content) => Answer | Promise<Answer>) =>
    read.ok ? then(read.value) : refuse(read.refusal);

  function availability(call: Call) {
    return reading(behaviour.availabilityQuestion(call), (question) => ({
      status: 200,
      body: behaviour.availability(question, world),
    }));
  }

  function appointments(call: Call) {
    return reading(behaviour.appointmentsQuestion(call), (question) => {
      const refusal = behaviour.appointmentsRefusal(question, world);
      if (refusal) return refuse(refusal);
      return { status: 200, body: behaviour.appointments(question, behaviour.slots(question, world), world) };
    });
  }

  function reserve(call: Call) {
    return reading(behaviour.reservationRequest(call), (request) => {
      const refusal = behaviour.reservationRefusal(request, world);
      if (refusal) return refuse(refusal);
      const reservation = behaviour.reserve(request, tenantOf(call), world);
      books.reservations.set(keyOf(reservation.tenant, reservation.id), reservation);
      return { status: 201, body: behaviour.reservationAnswer(request, reservation, world) };
    });
  }

  function placeOrder(call: Call) {
    return reading(behaviour.orderRequest(call), async (request) => {
      const refusal = behaviour.orderRefusal(request, call, world);
      if (refusal) return refuse(refusal);
      const order = behaviour.opened(request, call, world);
      const key = keyOf(order.tenant, order.id);
      const save = (version: Order) => void books.orders.set(key, version);
      save(order);
      const work = workOn(order, behaviour, world, gateway, signal, save, log);
      works.set(key, work);
      await work.begin();
      return behaviour.orderAnswer(order, behaviour.snapshot(order));
    });
  }

  function change(kind: 'amend' | 'cancel', read: (call: Call) => Reading<JsonObject>) {
    return (call: Call) =>
      reading(read(call), async (body) => {
        const work = works.get(keyOf(tenantOf(call), body.orderId));
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
        const decided = work ? await work[kind](request) : { status: 202 };
        return 'messages' in decided ? refuse(decided) : decided;
      });
  }

  const notOffered = () => refuse({ status: 501, messages: ['this operation is not offered'] });

  const operations: Readonly<Record<Operation, (call: Call) => Answer | Promise<Answer>>> = {
    handleAvailabilityCheck: availability,
    handleAppointmentAvailability: appointments,
    handleReserveAppointment: reserve,
    handleCreateOrder: placeOrder,
    handleAmendOrder: change('amend', behaviour.amendmentRequest),
    handleCancelOrder: change('cancel', behaviour.cancellationRequest),
    handleQuote: notOffered,
    handleCreateEthernetOrder: notOffered,
    handleServiceTest: notOffered,
    handleCreateProblem: notOffered,
    handleAmendProblem: notOffered,
    handleCancelProblem: notOffered,
    handleServiceProblemResolution: notOffered,
    unknown: () => refuse({ status: 404, messages: ['there is nothing at this path'] }),
  };

  return {
    async answer(call) {
      const refusal = behaviour.credentialsRefusal(call, world, tokens) ?? behaviour.headersRefusal(call);
      return refusal && call.operation !== 'unknown' ? refuse(refusal) : operations[call.operation](call);
    },
    token(call) {
      if (!behaviour.mayHaveToken(call, world)) return { status: 401, body: { error: 'invalid_client' } };
      const value = `supplier-token-${randomUUID()}`;
      tokens.add(value);
      return { status: 200, body: { access_token: value, token_type: 'Bearer', expires_in: 3600 } };
    },
  };
}
