import { slotsOf } from './appointments.ts';
import { addDays, londonDay } from './london.ts';
import type { ChangeRequest, Characteristic, JsonObject, Order, Slot, Step, World } from './model.ts';
import { cancelled, committed, refusesAmendment, refusesCancellation } from './orders.ts';

/** The KCIs of an order's life in their order, from its first version on. Before a step the order must have what it needs. */
export function script(order: Order): readonly Step[] {
  if (order.scenario === 'ORDER_REJECTED') return [orderRejected(order)];
  const course = [...opening(order), ...(COURSES[order.scenario] ?? COURSES.ORDER_SUCCESSFUL)(order)];
  // Only a new service gets details that its tenant does not know yet.
  return order.kind === 'provide' ? course : course.filter(({ reasonCode }) => reasonCode !== 'ADDITIONAL');
}

/** The outcome of an amendment that was answered with 202; `apply` carries it out. */
export function amendmentOutcome(
  order: Order,
  request: ChangeRequest,
  apply: (order: Order, request: ChangeRequest, world: World) => Order,
): Step {
  const quotes = { serviceOrderAmendmentId: request.id };
  if (refusesAmendment(order, request)) {
    return {
      reasonCode: 'AMENDMENT_REJECTED',
      problemCode: problem(order, 'INVALID_REQUEST'),
      text: 'The work is too far on to be changed.',
      quotes,
    };
  }
  return {
    reasonCode: 'AMENDED',
    text: 'The order was changed as asked.',
    quotes,
    change: (current, world) => apply(current, request, world),
  };
}

/** The outcome of a cancellation that was answered with 202; `apply` carries it out. */
export function cancellationOutcome(order: Order, request: ChangeRequest, apply: (order: Order) => Order): Step {
  const quotes = { serviceOrderCancellationId: request.id };
  if (refusesCancellation(order, request)) {
    return {
      reasonCode: 'CANCELLATION_REJECTED',
      problemCode: problem(order, 'INVALID_REQUEST'),
      text: 'The order has passed the point of no return.',
      quotes,
      change: notCancelling,
    };
  }
  return {
    reasonCode: 'CANCELLED',
    problemCode: reasonAsProblem(request.body),
    text: 'Cancelled as asked.',
    quotes,
    change: apply,
  };
}

/** The step that acknowledges an order. */
export function acknowledged(): Step {
  return { reasonCode: 'ACKNOWLEDGED', change: (order) => ({ ...order, status: 'ACKNOWLEDGED' }) };
}

/** The step that commits to an order. */
export function commitment(): Step {
  return { reasonCode: 'COMMITTED', change: committed };
}

/** The step that adds what the tenant will need to use the service. */
export function serviceDetails(order: Order): Step {
  return {
    reasonCode: 'ADDITIONAL',
    text: 'Service id and VLANs were added.',
    change: adding(
      { name: 'SERVICE_ID', value: `S${order.id}` },
      { name: 'SERVICE_VLAN_ID', value: '100' },
      { name: 'CTAG', value: '200' },
    ),
  };
}

/** The step that completes an order. */
export function completion(order: Order): Step {
  if (order.kind !== 'provide') {
    return { reasonCode: 'COMPLETED', change: (current) => ({ ...current, status: 'COMPLETED' }) };
  }
  const serial = adding({ name: 'ONT_SERIAL_NUMBER', value: `ONT${order.id}` });
  return { reasonCode: 'COMPLETED', change: (current) => ({ ...serial(current), status: 'COMPLETED' }) };
}

/** The step that tells of trouble which may or may not become a delay. */
export function warning(order: Order): Step {
  return {
    reasonCode: 'WARNING',
    problemCode: problem(order, 'FAULT_AT_NODE'),
    text: 'A fault at the node may affect the installation.',
  };
}

/** The step that holds an order up by two days. */
export function delay(order: Order): Step {
  return {
    reasonCode: 'DELAY',
    problemCode: problem(order, 'NETWORK_ISSUE'),
    text: 'The duct is blocked; clearing it takes two days.',
    supplierCodes: ['NET-017', 'DUCT-3'],
    change: (current) => ({ ...current, status: 'HELD', ...laterTarget(current, 2) }),
  };
}

/** The step that ends a delay. */
export function resumption(): Step {
  return { reasonCode: 'RESUMED', text: 'Work goes on.', change: (order) => ({ ...order, status: 'IN_PROGRESS' }) };
}

/** The step that asks the tenant for information. */
export function question(order: Order): Step {
  return {
    reasonCode: 'INFORMATION_REQUIRED',
    problemCode: problem(order, 'INFORMATION_REQUIRED'),
    text: 'Please give the access code of the building.',
    change: (current) => waiting(current, 'information'),
  };
}

/** The step that asks the tenant for another appointment: the old one is gone. */
export function reappointment(order: Order): Step {
  return {
    reasonCode: 'REAPPOINT',
    problemCode: problem(order, 'ACCESS_ISSUE'),
    text: 'Nobody was at home; please book another appointment.',
    change: (current) => waiting(withoutAppointment(current), 'appointment'),
  };
}

/** The step that tells of an appointment that the supplier has made with the customer. */
export function ownAppointment(): Step {
  return {
    reasonCode: 'REAPPOINTED',
    text: 'A new appointment was made with the customer.',
    change: (order, world) => {
      const free = withoutAppointment(order);
      const { timeslotStartDateTime, timeslotEndDateTime } = appointmentAfter(order, world);
      return {
        ...free,
        asked: { ...free.asked, appointmentReservationReference: `APT${world.next()}` },
        timeslot: { timeslotStartDateTime, timeslotEndDateTime },
        targetDate: new Date(timeslotEndDateTime).toISOString(),
      };
    },
  };
}

/** The step by which the supplier ends an order that nobody asked to cancel. */
export function termination(order: Order): Step {
  return {
    reasonCode: 'CANCELLED',
    problemCode: problem(order, 'CAPACITY_ISSUE'),
    text: 'No capacity is left on the route, and none can be built.',
    change: cancelled,
  };
}

/** The step that completes less than was ordered. */
export function partialCompletion(order: Order): Step {
  return {
    reasonCode: 'COMPLETED',
    problemCode: problem(order, 'NETWORK_ISSUE'),
    text: 'The service runs at a lower profile than ordered.',
    change: (current) => ({ ...current, status: 'PARTIAL' }),
  };
}

/** The step that rejects an order which was taken in with 202. */
export function orderRejected(order: Order): Step {
  return {
    reasonCode: 'ORDER_REJECTED',
    problemCode: problem(order, 'INVALID_REQUEST'),
    text: 'No fibre passes this property yet.',
    change: (current) => ({ ...current, status: 'REJECTED' }),
  };
}

type Course = (order: Order) => readonly Step[];

const COURSES: Readonly<Record<string, Course>> & { readonly ORDER_SUCCESSFUL: Course } = {
  ORDER_SUCCESSFUL: (order) => [
    ...visitNotNeeded(order),
    ...(order.rich ? eventful(order) : [serviceDetails(order)]),
    completion(order),
  ],
  ORDER_DELAYED: (order) => [delay(order), resumption(), completion(order)],
  ORDER_WARNING: (order) => [warning(order), completion(order)],
  ORDER_PENDING: (order) => [serviceDetails(order), question(order), completion(order)],
  ORDER_REAPPOINT: (order) => [reappointment(order), completion(order)],
  ORDER_REAPPOINTED: (order) => [ownAppointment(), completion(order)],
  ORDER_CANCELLED: (order) => [termination(order)],
  ORDER_PARTIAL: (order) => [partialCompletion(order)],
  ORDER_IN_PROGRESS: () => [],
  AMENDMENT_REJECTED: () => [],
  CANCELLATION_REJECTED: () => [],
};

/** What the answer has not said already. */
function opening({ mode }: Order): readonly Step[] {
  if (mode === 'committed') return [];
  return mode === 'async' ? [acknowledged(), commitment()] : [commitment()];
}

/** A service is swapped from afar, so that an appointment for it is dropped. */
function visitNotNeeded({ asked }: Order): readonly Step[] {
  if (asked.orderType !== 'SWAP' || asked.appointmentReservationReference === undefined) return [];
  return [
    {
      reasonCode: 'UPDATE',
      problemCode: 'APPOINTMENT_NOT_REQUIRED',
      text: 'The service is swapped without a visit; the appointment was dropped.',
      change: withoutAppointment,
    },
  ];
}

/** What can happen to an order on its way without keeping it from completion. */
function eventful(order: Order): readonly Step[] {
  return [
    warning(order),
    delay(order),
    resumption(),
    serviceDetails(order),
    {
      reasonCode: 'UPDATE',
      text: 'A day was made up for.',
      change: (current) => ({ ...current, ...laterTarget(current, -1) }),
    },
  ];
}

/** The code that the tester asked for, or the usual one. */
function problem(order: Order, usual: string): string {
  return order.problemCode ?? usual;
}

const CANCELLATION_PROBLEMS: readonly unknown[] = [
  'CUSTOMER_CHANGED_MIND',
  'INSTALL_FAILED',
  'NETWORK_ISSUE',
  'NO_LONGER_REQUIRED',
];

function reasonAsProblem({ reasonCode }: JsonObject): string {
  return CANCELLATION_PROBLEMS.includes(reasonCode) ? String(reasonCode) : 'OTHER';
}

function adding(...characteristics: readonly Characteristic[]): (order: Order) => Order {
  return (order) => ({ ...order, added: [...order.added, ...characteristics] });
}

/** An asynchronous supplier shows that the order is pending; the others keep it in progress. Both are right. */
function waiting(order: Order, needs: NonNullable<Order['needs']>): Order {
  return { ...order, needs, status: order.mode === 'async' ? 'PENDING' : order.status };
}

function withoutAppointment(order: Order): Order {
  const { appointmentReservationId: _id, appointmentReservationReference: _reference, ...asked } = order.asked;
  const { timeslot: _timeslot, ...rest } = order;
  return { ...rest, asked };
}

function notCancelling(order: Order): Order {
  const { cancelling: _cancelling, ...rest } = order;
  return rest;
}

function laterTarget({ targetDate }: Order, days: number): { readonly targetDate?: string } {
  if (targetDate === undefined) return {};
  const moved = new Date(targetDate);
  moved.setUTCDate(moved.getUTCDate() + days);
  return { targetDate: moved.toISOString() };
}

/** The first slot after the day on which the order is due. */
function appointmentAfter(order: Order, world: World): Slot {
  let day = londonDay(order.targetDate === undefined ? world.now() : new Date(order.targetDate));
  for (;;) {
    day = addDays(day, 1);
    const [slot] = slotsOf(day);
    if (slot) return slot;
  }
}
