import type { Characteristic, JsonObject, Order, Refusal, World } from './model.ts';
import { CHARACTERISTICS, CONTACT, REFERENCE, REMARK, TASKS } from './requests.ts';
import { day, gatewayId, object, some, text, word, type Shape } from './shapes.ts';

const SERVICE_ID = text({ max: 50 });

/** The body of an order to change a live service. */
export const MODIFY_ORDER: Shape = object(
  {
    id: gatewayId,
    orderType: word(['MODIFY']),
    tenant: text({ max: 50 }),
    serviceId: SERVICE_ID,
    serviceCharacteristics: some(CHARACTERISTICS),
  },
  {
    requestedCompletionDate: day,
    primaryContact: CONTACT,
    secondaryContact: CONTACT,
    appointmentReservationId: gatewayId,
    appointmentReservationReference: REFERENCE,
    engineerTasks: TASKS,
    hazards: REMARK,
    onSiteRestrictions: REMARK,
    notes: REMARK,
  },
);

/** The body of an order to end a live service. */
export const CEASE_ORDER: Shape = object(
  {
    id: gatewayId,
    orderType: word(['CEASE']),
    tenant: text({ max: 50 }),
    serviceId: SERVICE_ID,
    requestedCompletionDate: day,
  },
  { notes: REMARK },
);

/** What is ordered: a new service, or something of one that is live. */
export function kindOf({ orderType }: JsonObject): Order['kind'] {
  if (orderType === 'MODIFY') return 'modify';
  return orderType === 'CEASE' ? 'cease' : 'provide';
}

/** Why an order of a live service is not accepted. */
export function serviceUnknown({ serviceId }: JsonObject, { data }: World): readonly string[] {
  return data.liveServices.some((service) => service.serviceId === serviceId)
    ? []
    : [`service ${String(serviceId)} is not known`];
}

/** An order of a live service as it is told to the gateway: the service stands in the order itself. */
export function serviceSnapshot(order: Order): JsonObject {
  const { serviceCharacteristics, ...asked } = order.asked;
  const characteristics = [
    ...((serviceCharacteristics as readonly Characteristic[] | undefined) ?? []),
    ...order.added,
  ];
  return {
    ...asked,
    supplierOrderReference: order.reference,
    status: order.status,
    ...(characteristics.length > 0 ? { serviceCharacteristics: characteristics } : {}),
    ...(order.committedDate === undefined ? {} : { committedDate: order.committedDate }),
    ...(order.targetDate === undefined ? {} : { targetDate: order.targetDate }),
  };
}

/** The reasons for which a tenant may cancel a cease that it has not ordered. */
const CANCELLABLE_FOR: readonly unknown[] = [
  'NO_AUTHORISATION',
  'CUSTOMER_NOT_AWARE',
  'DELIBERATE_MISLEAD',
  'PURCHASED_DIFFERENT_PRODUCT',
  'END_USER_NOT_MOVING',
];

/** Why a change of a cease that the supplier has started is not possible at all: such a cease is cancelled, or takes place. */
export function ceaseChangeRefusal({ reference }: Order, { reasonCode }: JsonObject): Refusal | undefined {
  if (reasonCode === undefined) return { status: 422, messages: [`cease ${reference} cannot be amended`] };
  return CANCELLABLE_FOR.includes(reasonCode)
    ? undefined
    : { status: 422, messages: [`cease ${reference} cannot be cancelled for such a reason`] };
}
