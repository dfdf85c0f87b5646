import { heldReservation } from './appointments.ts';
import { isServed, specificationName } from './availability.ts';
import {
  CEASE_ORDER,
  ceaseChangeRefusal,
  kindOf,
  MODIFY_ORDER,
  serviceSnapshot,
  serviceUnknown,
} from './live-services.ts';
import { addDays, londonDay, londonTime } from './london.ts';
import {
  isObject,
  isOver,
  keyOf,
  type Answer,
  type Call,
  type ChangeRequest,
  type Characteristic,
  type JsonObject,
  type Mode,
  type Order,
  type Reading,
  type Refusal,
  type World,
} from './model.ts';
import {
  AMENDMENT,
  ANY_ORDER,
  CANCELLATION,
  CONTACTS,
  ORDER_CHANGES,
  PROVIDE_ORDER,
  PROVIDE_TYPES,
} from './requests.ts';
import { readJson } from './shapes.ts';

/** Reads an order. */
export function orderRequest(call: Call): Reading<JsonObject> {
  const read = readJson(call.body, ANY_ORDER);
  if (!read.ok) return read;
  const kind = kindOf(read.value);
  return readJson(call.body, kind === 'modify' ? MODIFY_ORDER : kind === 'cease' ? CEASE_ORDER : PROVIDE_ORDER);
}

/** Why a readable order is not accepted; reasons as its tenant may read them. */
export function orderRefusal(request: JsonObject, call: Call, world: World): Refusal | undefined {
  const named = namesReservation(request);
  const reasons = [
    ...(request.tenant === tenantOf(call) ? [] : ['the tenant of the order is not the tenant that sends it']),
    ...(world.orders.has(keyOf(tenantOf(call), request.id)) ? [`order ${String(request.id)} exists already`] : []),
    ...(kindOf(request) === 'provide' ? notToBeHad(request, world) : serviceUnknown(request, world)),
    ...(named && !heldReservation(request, tenantOf(call), world)
      ? ['the appointment is not reserved, or no longer']
      : []),
    ...(scenarioOf(call, request) === 'ORDER_REJECTED' && modeOf(request.id, world) !== 'async'
      ? ['no fibre passes this property yet']
      : []),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** The first version of an accepted order. */
export function opened(request: JsonObject, call: Call, world: World): Order {
  const reservation = namesReservation(request) ? heldReservation(request, tenantOf(call), world) : undefined;
  const mode = modeOf(request.id, world);
  const problemCode = call.headers['x-problem-code'];
  const order: Order = {
    kind: kindOf(request),
    id: Number(request.id),
    tenant: tenantOf(call),
    conversation: call.headers['x-conversation-id'] ?? '',
    mode,
    rich: world.style === 'rich',
    scenario: scenarioOf(call, request) ?? 'ORDER_SUCCESSFUL',
    ...(problemCode === undefined ? {} : { problemCode }),
    ...pauseOf(call),
    reference: `FO${world.next()}`,
    status: 'ACKNOWLEDGED',
    asked: reservation ? { ...request, appointmentReservationReference: reservation.reference } : request,
    added: [],
    ...(reservation ? { timeslot: slotTimes(reservation.slot) } : {}),
  };
  return mode === 'committed' ? committed(order, world) : order;
}

/** The answer to an accepted order: the order itself, with what else a rich supplier has to tell, or only that it was taken in. */
export function orderAnswer({ mode, rich }: Order, snapshot: JsonObject): Answer {
  if (mode === 'async') return { status: 202 };
  return { status: 201, body: rich ? { ...snapshot, workbasket: 'NORTH-7' } : snapshot };
}

/** Reads an amendment. */
export function amendmentRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, AMENDMENT);
}

/** Reads a cancellation. */
export function cancellationRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, CANCELLATION);
}

/** Where the order of an amendment or cancellation may be kept: a cease of the supplier's own has no number that it knows. */
export function orderKeys(tenant: string, { orderId, supplierOrderReference }: JsonObject): readonly string[] {
  return [orderId, ...(supplierOrderReference === undefined ? [] : [supplierOrderReference])].map((id) =>
    keyOf(tenant, id),
  );
}

/** Why an order cannot be amended or cancelled at all. */
export function changeRefusal(order: Order | undefined, request: JsonObject): Refusal | undefined {
  if (!order) return { status: 422, messages: [`order ${String(request.orderId)} is not known`] };
  const { supplierOrderReference: reference } = request as { supplierOrderReference?: string };
  const impossible = order.kind === 'unsolicited-cease' ? ceaseChangeRefusal(order, request) : undefined;
  if (impossible) return impossible;
  const reasons = [
    ...(isOver(order) ? [`order ${order.id} is ${order.status} and can no longer change`] : []),
    ...(order.cancelling ? [`order ${order.id} is about to be cancelled`] : []),
    ...(reference === undefined || reference === order.reference ? [] : [`order ${order.id} is not ${reference}`]),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** Why this amendment of an order is not accepted at once; what is decided later is told by KCI. */
export function amendmentRefusal(order: Order, request: ChangeRequest, world: World): Refusal | undefined {
  const { body } = request;
  const reasons = [
    ...(namesReservation(body) && !heldReservation(body, order.tenant, world)
      ? ['the appointment is not reserved, or no longer']
      : []),
    ...incompleteContacts(order.asked, body),
    ...(refusesAmendment(order, request) && order.mode !== 'async' ? ['the work is too far on to be changed'] : []),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** Why this cancellation of an order is not accepted at once. */
export function cancellationRefusal(order: Order, request: ChangeRequest): Refusal | undefined {
  return refusesCancellation(order, request) && order.mode !== 'async'
    ? { status: 422, messages: ['the order has passed the point of no return'] }
    : undefined;
}

/** Why changes of contacts cannot be made: somebody who was not told of before must be told of in full. */
export function incompleteContacts(asked: JsonObject, changes: JsonObject): readonly string[] {
  return CONTACTS.filter((name) => changes[name] !== undefined).flatMap((name) => {
    const { name: person, phoneNumber } = contactWith(asked[name], changes[name]);
    const complete = person !== undefined && phoneNumber !== undefined;
    return complete ? [] : [`${name} is new: it needs a name and a phoneNumber`];
  });
}

/** Whether the tester wants the amendment rejected. */
export function refusesAmendment({ scenario }: { readonly scenario: string }, request: ChangeRequest): boolean {
  return [request.scenario, scenario].includes('AMENDMENT_REJECTED');
}

/** Whether the tester wants the cancellation rejected. */
export function refusesCancellation({ scenario }: { readonly scenario: string }, request: ChangeRequest): boolean {
  return [request.scenario, scenario].includes('CANCELLATION_REJECTED');
}

/** The order with an amendment applied: contacts are merged, everything else that is given replaces what was, and an empty value removes it. */
export function amended(order: Order, { body }: ChangeRequest, world: World): Order {
  const { serviceCharacteristics, ...rest } = body;
  const asked: Record<string, unknown> = { ...order.asked };
  for (const [name, value] of Object.entries(rest)) {
    if (!Object.hasOwn(ORDER_CHANGES, name)) continue;
    if (value === '' || (Array.isArray(value) && value.length === 0)) delete asked[name];
    else asked[name] = CONTACTS.includes(name) ? contactWith(asked[name], value) : value;
  }
  if (serviceCharacteristics !== undefined) {
    if (order.kind !== 'provide') asked.serviceCharacteristics = serviceCharacteristics;
    else asked.serviceOrderItem = { ...(asked.serviceOrderItem as JsonObject), serviceCharacteristics };
  }
  const reservation = namesReservation(body) ? heldReservation(body, order.tenant, world) : undefined;
  if (reservation) {
    asked.appointmentReservationId = reservation.id;
    asked.appointmentReservationReference = reservation.reference;
  }
  const next: Order = { ...order, asked, ...(reservation ? { timeslot: slotTimes(reservation.slot) } : {}) };
  const moves = reservation !== undefined || body.requestedCompletionDate !== undefined;
  const answers = order.needs === 'information' || (order.needs === 'appointment' && reservation !== undefined);
  return answered(moves ? rescheduled(next, world) : next, answers);
}

/** The answer to an accepted amendment or cancellation. */
export function changeAnswer(order: Order, request: ChangeRequest, letter: 'A' | 'C'): Answer {
  if (order.mode === 'async') return { status: 202 };
  return { status: 201, body: { ...request.body, supplierReference: `${order.reference}-${letter}${request.id}` } };
}

/** The order, cancelled. */
export function cancelled(order: Order): Order {
  const { cancelling: _cancelling, needs: _needs, ...rest } = order;
  return { ...rest, status: 'CANCELLED' };
}

/** The order, committed to: both dates are set, and are the same at first. */
export function committed(order: Order, world: World): Order {
  const due = dueDate(order, world);
  return { ...order, status: 'IN_PROGRESS', committedDate: due, targetDate: due };
}

/** The order as it is told to the gateway: complete, whatever was last changed. */
export function snapshot(order: Order): JsonObject {
  if (order.kind !== 'provide') return serviceSnapshot(order);
  const { serviceOrderItem, ...asked } = order.asked;
  const { serviceSpecification, serviceCharacteristics, ...item } = serviceOrderItem as {
    serviceSpecification: { id: string };
    serviceCharacteristics: readonly Characteristic[];
  };
  const ownAppointment = order.asked.appointmentReservationId === undefined;
  const name = order.rich ? { name: specificationName(serviceSpecification.id) } : {};
  return {
    ...asked,
    supplierOrderReference: order.reference,
    status: order.status,
    serviceOrderItem: {
      ...item,
      serviceSpecification: { ...serviceSpecification, ...name },
      serviceCharacteristics: [...serviceCharacteristics, ...order.added],
    },
    ...(order.timeslot && (order.rich || ownAppointment) ? { appointmentTimeslot: order.timeslot } : {}),
    ...(order.committedDate === undefined ? {} : { committedDate: order.committedDate }),
    ...(order.targetDate === undefined ? {} : { targetDate: order.targetDate }),
  };
}

/** How an order is answered; a rich supplier takes turns by the gateway's id. */
export function modeOf(id: unknown, { style }: World): Mode {
  const modes: readonly Mode[] = ['sync', 'async', 'committed'];
  return style === 'rich' ? (modes[Math.trunc(Number(id)) % modes.length] ?? 'sync') : style;
}

/** The scenario that a request asks for, by header or in its notes. */
export function scenarioOf(call: Call, body: JsonObject): string | undefined {
  const noted = typeof body.notes === 'string' ? /SCENARIO=([A-Z_]+)/.exec(body.notes)?.[1] : undefined;
  return /^[A-Z_]+/.exec(call.headers['x-scenario'] ?? '')?.[0] ?? noted;
}

/** The pause before each KCI that a request asks for with X-Kci-Delay, in seconds there and in milliseconds here. */
export function pauseOf(call: Call): { readonly pauseMs?: number } {
  const seconds = Number(call.headers['x-kci-delay'] ?? Number.NaN);
  return seconds >= 0 && seconds <= 3600 ? { pauseMs: seconds * 1000 } : {};
}

/** The tenant that a request is sent for. */
export function tenantOf(call: Call): string {
  return call.headers.tenant ?? '';
}

const COPPER_OR_FIBRE_LINE = 'the existing line is not named: give LINE_ID, or ONT_REFERENCE and ONT_PORT';

function lineMissing(orderType: string, characteristics: readonly Characteristic[]): readonly string[] {
  if (orderType === 'NEW' || !PROVIDE_TYPES.includes(orderType)) return [];
  const given = (name: string) => characteristics.some((characteristic) => characteristic.name === name);
  const line = given('LINE_ID') || (given('ONT_REFERENCE') && given('ONT_PORT'));
  return [
    ...(line ? [] : [COPPER_OR_FIBRE_LINE]),
    ...(orderType === 'SWAP' && !given('SERVICE_ID')
      ? ['a SWAP order needs the SERVICE_ID of the present service']
      : []),
  ];
}

/** What speaks against providing a service. */
function notToBeHad(request: JsonObject, world: World): readonly string[] {
  const { specification, characteristics } = itemOf(request);
  return [
    ...(isServed(request.address as { id: string; type: string }, world) ? [] : ['the address is not served']),
    ...(isPast(request.requestedCompletionDate, world) ? ['the wanted day is over'] : []),
    ...(specification === world.data.serviceSpecification
      ? []
      : [`service specification ${specification} is not known`]),
    ...lineMissing(String(request.orderType), characteristics),
  ];
}

/** Whether a wanted day was yesterday or earlier. */
function isPast(day: unknown, world: World): boolean {
  return typeof day === 'string' && day < londonDay(world.now());
}

function itemOf(request: JsonObject): { specification: string; characteristics: readonly Characteristic[] } {
  const item = request.serviceOrderItem as {
    serviceSpecification: { id: string };
    serviceCharacteristics: readonly Characteristic[];
  };
  return { specification: item.serviceSpecification.id, characteristics: item.serviceCharacteristics };
}

function namesReservation(body: JsonObject): boolean {
  return body.appointmentReservationId !== undefined || body.appointmentReservationReference !== undefined;
}

function contactWith(contact: unknown, change: unknown): JsonObject {
  return { ...(isObject(contact) ? contact : {}), ...(isObject(change) ? change : {}) };
}

/** What the order waited for has come: it goes on. */
function answered(order: Order, answers: boolean): Order {
  if (!answers) return order;
  const { needs: _needs, ...rest } = order;
  return { ...rest, status: order.status === 'PENDING' ? 'IN_PROGRESS' : order.status };
}

/** A date moved by the tenant moves the promise; a new appointment that the supplier had to ask for moves only the target. */
function rescheduled(order: Order, world: World): Order {
  if (order.committedDate === undefined) return order;
  const due = dueDate(order, world);
  return order.needs === 'appointment'
    ? { ...order, targetDate: due }
    : { ...order, committedDate: due, targetDate: due };
}

function dueDate(order: Order, world: World): string {
  const wanted = order.asked.requestedCompletionDate ?? order.asked.requestedCeaseDate;
  const unasked = addDays(londonDay(world.now()), 7);
  const due = order.timeslot?.timeslotStartDateTime ?? londonTime(typeof wanted === 'string' ? wanted : unasked, 9);
  return new Date(due).toISOString();
}

function slotTimes({
  timeslotStartDateTime,
  timeslotEndDateTime,
}: Order['timeslot'] & object): Order['timeslot'] & object {
  return { timeslotStartDateTime, timeslotEndDateTime };
}
