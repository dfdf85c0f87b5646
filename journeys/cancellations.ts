import { PUBLISHED_ORDER_FEATURES } from '../specs/requirement.ts';
import { LASTING, settled } from './amendments.ts';
import type { Journey } from './journey.ts';
import { withOrdinaryOrder } from './ordinary.ts';

/** Cancels an open order, and then asks for a change of it, which comes too late. */
export const cancellationAccepted: Journey = {
  id: 'cancellation-accepted',
  title: 'The cancellation of an open order, and what comes too late',
  areas: ['http', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'cancellations'],
  play: async (stage) => {
    await withOrdinaryOrder(stage, LASTING, async (order) => {
      if (!(await settled(stage, order)) || (await order.cancel()) !== 'done') return;
      if (!stage.features.includes('amendments')) return;
      await order.amend({ notes: 'Conformance test: this comes too late' }, { aim: 'after-terminal' });
    });
  },
};

/** Asks for a cancellation that the supplier's test system refuses. */
export const cancellationRejected: Journey = {
  id: 'cancellation-rejected',
  title: 'A cancellation that the supplier refuses',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide', 'cancellations'],
  play: async (stage) => {
    if (!stage.canSteer('CANCELLATION_REJECTED')) {
      stage.remark('CANCELLATION_REJECTED is not played: the configuration has no steering for it');
      return;
    }
    // A cancellation has no notes, so where notes steer, those of the order do.
    const inNotes = stage.steeredBy('CANCELLATION_REJECTED').includes('notes');
    const wish = inNotes ? ({ scenario: 'CANCELLATION_REJECTED' } as const) : LASTING;
    await withOrdinaryOrder(stage, wish, async (order) => {
      if (!(await settled(stage, order))) return;
      if (!(await stage.steer('CANCELLATION_REJECTED', order.handles))) return;
      await order.cancel({ scenario: 'CANCELLATION_REJECTED' });
    });
  },
};

/** Cancels an order that was never placed, or where the supplier alone orders, a cease that it never announced. */
export const cancellationUnknownOrder: Journey = {
  id: 'cancellation-unknown-order',
  title: 'The cancellation of an order that does not exist',
  areas: ['http', 'cancellations', 'kcis'],
  when: ['cancellations'],
  play: async (stage) => {
    const claimed = PUBLISHED_ORDER_FEATURES.filter((feature) => stage.features.includes(feature));
    if (claimed.length === 0) return;
    const isOrdered = claimed.some((feature) => feature !== 'unsolicited-cease');
    await stage.call({
      operation: 'handleCancelOrder',
      body: {
        id: stage.newId(),
        orderId: stage.newId(),
        reasonCode: isOrdered ? 'CUSTOMER_CHANGED_MIND' : 'CUSTOMER_NOT_AWARE',
      },
      aim: 'unknown-order',
    });
    await stage.listen();
  },
};
