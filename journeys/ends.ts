import { settled } from './amendments.ts';
import type { Stage } from './journey.ts';
import type { Order } from './ordering.ts';
import type { OrderBody } from './requests.ts';

/** Waits for the end of an order, and then asks for what comes too late, unless the order was rejected in the end. */
export async function toItsEnd(stage: Stage, order: Order, change: OrderBody): Promise<void> {
  // An order that was rejected in the end never was one, so nothing can be asked of it.
  if (!(await order.ends()) || order.ending() === 'REJECTED') return;
  if (stage.features.includes('amendments')) await order.amend(change, { aim: 'after-terminal' });
  if (stage.features.includes('cancellations')) await order.cancel({ aim: 'after-terminal' });
}

/**
 * Amends an order when the supplier asks for something, where it can be brought to that, or else at once, and lets it go on: what
 * KCIs show of it afterwards tells whether the amendment was applied.
 */
export async function amendedToItsEnd(stage: Stage, order: Order, change: OrderBody): Promise<void> {
  if (stage.canSteer('ORDER_PENDING')) await order.hears('INFORMATION_REQUIRED');
  if (!order.isOver() && (await order.amend(change)) === 'done') await order.ends();
}

/** Amends an order that stays open, where amendments are claimed, and cancels it. */
export async function amendedAndCancelled(stage: Stage, order: Order, change: OrderBody): Promise<void> {
  if (!(await settled(stage, order))) return;
  if (stage.features.includes('amendments')) await order.amend(change);
  if (!order.isOver()) await order.cancel();
}
