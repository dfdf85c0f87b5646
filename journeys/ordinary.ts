import { bookSlot, leaveReservation } from './booking.ts';
import type { Stage } from './journey.ts';
import { withAcknowledgedOrder, type Order, type OrderWish } from './ordering.ts';
import { ordinaryOrder, type OrderBody, type Reservation } from './requests.ts';

/** The service to order; without one there is nothing to play, which is said once for each journey. */
export async function specificationToOrder(stage: Stage): Promise<string | undefined> {
  const specification = await stage.specification();
  if (specification === undefined) {
    stage.remark('nothing is ordered: availability offers no service, and data.serviceSpecification names none');
  }
  return specification;
}

/** What is wished of an ordinary order beside what every such order has. */
export interface OrdinaryWish extends Pick<OrderWish, 'scenario' | 'script' | 'generated' | 'variant'> {
  /** What to order; by default what most orders say. */
  readonly body?: (stage: Stage, specification: string, reservation?: Reservation) => OrderBody;
  /** Set for an order that makes no sense without an appointment. */
  readonly appointed?: boolean;
  /** How long to wait for the acknowledgement, in milliseconds; by default as long as the pace says. */
  readonly patience?: number;
}

/** Where an ordinary order stands: what it orders, and what it belongs to. */
export interface Place {
  readonly specification: string;
  readonly conversation: string;
  /** Whether an engineer's visit was booked for it. */
  readonly isAppointed: boolean;
}

/**
 * Places an order as a customer does, for a reserved slot where appointments are claimed and one can be had (many suppliers
 * take no other), and plays once it is acknowledged. A slot that no order took is written down as left over.
 */
export async function withOrdinaryOrder(
  stage: Stage,
  wish: OrdinaryWish,
  play: (order: Order, place: Place) => Promise<void>,
): Promise<void> {
  const specification = await specificationToOrder(stage);
  if (specification === undefined) return;
  const conversation = stage.newConversation();
  const { body = ordinaryOrder, appointed, patience, ...how } = wish;
  const claimed = stage.features.includes('appointments');
  const reservation = claimed ? await bookSlot(stage, specification, conversation) : undefined;
  if (appointed && !reservation) return;
  let taken = false;
  await withAcknowledgedOrder(
    stage,
    { ...how, conversation, body: body(stage, specification, reservation) },
    async (order) => {
      taken = true;
      await play(order, { specification, conversation, isAppointed: reservation !== undefined });
    },
    patience,
  );
  if (reservation && !taken) leaveReservation(stage, reservation);
}
