import type { Journey, Stage } from './journey.ts';
import { withOrder, type OrderWish } from './ordering.ts';
import { specificationToOrder } from './ordinary.ts';
import { minimalOrder, ordinaryOrder, unservedAddress, type OrderBody } from './requests.ts';

/** A day that was over before there was anything to order. */
const LONG_OVER = '2020-01-06';

/** Places an order that keeps the contract and cannot be granted, and waits for what is told of it, where it is taken. */
async function placeInVain(stage: Stage, wish: Pick<OrderWish, 'aim'> & { readonly body: OrderBody }): Promise<void> {
  await withOrder(stage, wish, async (order) => void (await order.ends(stage.pace.acknowledge)));
}

/** A journey that places an order which cannot be granted. */
const inVain = (
  { id, title, when = ['provide'] }: Pick<Journey, 'id' | 'title'> & Partial<Pick<Journey, 'when'>>,
  aim: NonNullable<OrderWish['aim']>,
  body: (stage: Stage, specification: string) => OrderBody,
): Journey => ({
  id,
  title,
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when,
  play: async (stage) => {
    const specification = await specificationToOrder(stage);
    if (specification !== undefined) await placeInVain(stage, { body: body(stage, specification), aim });
  },
});

/** Orders a service that does not exist. */
export const orderUnknownSpecification: Journey = {
  id: 'order-unknown-specification',
  title: 'An order for a service that does not exist',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) =>
    placeInVain(stage, { body: ordinaryOrder(stage, 'NO-SUCH-SERVICE-SPECIFICATION'), aim: 'unknown-specification' }),
};

/** Orders a service at an address that is not served. */
export const orderOutOfCoverage = inVain(
  { id: 'order-out-of-coverage', title: 'An order at an address that is not served' },
  'out-of-coverage',
  (stage, specification) => ({ ...ordinaryOrder(stage, specification), address: unservedAddress(stage) }),
);

/** Orders a service for a day that is over. */
export const orderForThePast = inVain(
  { id: 'order-for-the-past', title: 'An order for a day that is over' },
  'past-day',
  (stage, specification) => ({ ...minimalOrder(stage, specification), requestedCompletionDate: LONG_OVER }),
);

/** Orders a service for an appointment that nobody has made. */
export const orderUnknownReservation = inVain(
  {
    id: 'order-unknown-reservation',
    title: 'An order for an appointment that was never made',
    when: ['provide', 'appointments'],
  },
  'unknown-reservation',
  (stage, specification) => ({ ...minimalOrder(stage, specification), appointmentReservationId: stage.newId() }),
);
