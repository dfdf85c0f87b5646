import { toItsEnd } from './ends.ts';
import type { Journey } from './journey.ts';
import { withAcknowledgedOrder, withOrder } from './ordering.ts';
import { specificationToOrder, withOrdinaryOrder } from './ordinary.ts';
import { fullOrder, minimalOrder, ordinaryOrder } from './requests.ts';

/** Orders with everything that can be said, lets the order come to its end, and then asks for what comes too late. */
export const provideToCompletion: Journey = {
  id: 'provide-to-completion',
  title: 'An order from placing to completion, and what comes too late',
  areas: ['http', 'availability', 'appointments', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide'],
  play: async (stage) => {
    const wish = { body: fullOrder, scenario: 'ORDER_SUCCESSFUL' } as const;
    const change = { notes: 'Conformance test: this comes too late' };
    await withOrdinaryOrder(stage, wish, (order) => toItsEnd(stage, order, change));
  },
};

/** Orders with what is mandatory and nothing else. */
export const provideMinimal: Journey = {
  id: 'provide-minimal',
  title: 'An order with mandatory members only',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: async (stage) => {
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return;
    const wish = { body: minimalOrder(stage, specification), scenario: 'ORDER_SUCCESSFUL' } as const;
    await withAcknowledgedOrder(stage, wish, async (order) => void (await order.ends()));
  },
};

/** Orders what the supplier's test system rejects. */
export const orderRejected: Journey = {
  id: 'order-rejected',
  title: 'An order that the supplier rejects',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: async (stage) => {
    if (!stage.canSteer('ORDER_REJECTED')) {
      stage.remark('ORDER_REJECTED is not played: the configuration has no steering for it');
      return;
    }
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return;
    const wish = { body: ordinaryOrder(stage, specification), scenario: 'ORDER_REJECTED' } as const;
    await withOrder(stage, wish, async (order) => {
      if (await stage.steer('ORDER_REJECTED', order.handles)) await order.ends(stage.pace.acknowledge);
    });
  },
};
