import { bookSlot, leaveReservation } from './booking.ts';
import type { Journey, Scenario, Stage } from './journey.ts';
import type { Order } from './ordering.ts';
import { withOrdinaryOrder, type Place } from './ordinary.ts';
import { appointment, RENUMBERED_CONTACT } from './requests.ts';

/** A path that only the supplier can take, and what the tenant does on it. */
interface Path {
  readonly scenario: Scenario;
  /** The reason code of the KCI that shows that the path was taken. */
  readonly shownBy: string;
  /** Set for a path that an order with an appointment takes. */
  readonly appointed?: boolean;
  /** What the tenant does then, by default nothing; resolves with whether the order can go on. */
  readonly react?: (stage: Stage, order: Order, place: Place) => Promise<boolean>;
}

/** Orders, steers the order onto the path, waits for the KCI that shows it, reacts, and waits for the end. */
async function walk(stage: Stage, { scenario, shownBy, appointed = false, react }: Path): Promise<void> {
  if (!stage.canSteer(scenario)) {
    stage.remark(`${scenario} is not played: the configuration has no steering for it`);
    return;
  }
  await withOrdinaryOrder(stage, { scenario, appointed }, async (order, place) => {
    if (!(await order.hears(shownBy)) || order.isOver()) return;
    if (react && !(await react(stage, order, place))) return;
    await order.ends();
  });
}

/** The supplier reports a delay on the way. */
export const orderDelayed: Journey = {
  id: 'order-delayed',
  title: 'An order that is delayed on the way',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => walk(stage, { scenario: 'ORDER_DELAYED', shownBy: 'DELAY' }),
};

/** The supplier warns of something that may become a delay. */
export const orderWarning: Journey = {
  id: 'order-warning',
  title: 'An order that the supplier warns about',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => walk(stage, { scenario: 'ORDER_WARNING', shownBy: 'WARNING' }),
};

/** The supplier asks for information, which an amendment brings. */
export const orderPending: Journey = {
  id: 'order-pending',
  title: 'An order that waits for information from the tenant',
  areas: ['http', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'amendments'],
  play: (stage) =>
    walk(stage, {
      scenario: 'ORDER_PENDING',
      shownBy: 'INFORMATION_REQUIRED',
      react: async (_, order) => {
        const information = {
          primaryContact: RENUMBERED_CONTACT,
          notes: 'Conformance test: the information that was asked for',
        };
        return (await order.amend(information)) === 'done';
      },
    }),
};

/** The supplier cannot keep the appointment, and the tenant makes another. */
export const orderReappoint: Journey = {
  id: 'order-reappoint',
  title: 'An order that needs another appointment from the tenant',
  areas: ['http', 'appointments', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'appointments', 'amendments'],
  play: (stage) =>
    walk(stage, {
      scenario: 'ORDER_REAPPOINT',
      shownBy: 'REAPPOINT',
      appointed: true,
      react: async (stage, order, { specification, conversation }) => {
        const reservation = await bookSlot(stage, specification, conversation);
        if (!reservation) return false;
        const outcome = await order.amend(appointment(reservation));
        if (outcome !== 'done') leaveReservation(stage, reservation);
        return outcome === 'done';
      },
    }),
};

/** The supplier makes another appointment itself. */
export const orderReappointed: Journey = {
  id: 'order-reappointed',
  title: 'An order that the supplier gives another appointment',
  areas: ['http', 'appointments', 'orders', 'cancellations', 'kcis'],
  when: ['provide', 'appointments'],
  play: (stage) => walk(stage, { scenario: 'ORDER_REAPPOINTED', shownBy: 'REAPPOINTED', appointed: true }),
};

/** The supplier gives the order up. */
export const orderCancelled: Journey = {
  id: 'order-cancelled',
  title: 'An order that the supplier cancels',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => walk(stage, { scenario: 'ORDER_CANCELLED', shownBy: 'CANCELLED' }),
};

/** The supplier delivers less than was ordered. */
export const orderPartial: Journey = {
  id: 'order-partial',
  title: 'An order that is completed in part',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => walk(stage, { scenario: 'ORDER_PARTIAL', shownBy: 'COMPLETED' }),
};
