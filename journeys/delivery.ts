import type { GatewayScript, Journey, Stage } from './journey.ts';
import { withOrdinaryOrder } from './ordinary.ts';

/** A normal answer, as one of a script. */
const AT_ONCE = { delayMs: 0 };

/** Orders, has the gateway answer the first KCIs as scripted, and lets the order come to its end. */
async function orderWith(stage: Stage, script: GatewayScript): Promise<void> {
  // What the gateway turns away does not count as heard, so the acknowledgement may take until the supplier tries again.
  const patience = stage.pace.acknowledge + stage.pace.outcome;
  const wish = { scenario: 'ORDER_SUCCESSFUL', script, patience } as const;
  await withOrdinaryOrder(stage, wish, async (order) => void (await order.ends(patience)));
}

/** The gateway is unavailable for the first KCI twice, and for the second once. */
export const deliveryAfter503: Journey = {
  id: 'delivery-after-503',
  title: 'KCIs while the gateway is unavailable for a moment',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => orderWith(stage, { answers: ['503', '503', AT_ONCE, '503'] }),
};

/** The gateway does not accept the supplier's token any more. */
export const deliveryAfter401: Journey = {
  id: 'delivery-after-401',
  title: 'KCIs when the token of the supplier has been withdrawn',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => orderWith(stage, { answers: ['401'] }),
};

/** The gateway closes the connection without an answer. */
export const deliveryAfterDrop: Journey = {
  id: 'delivery-after-drop',
  title: 'KCIs when the connection to the gateway breaks',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => orderWith(stage, { answers: ['drop', AT_ONCE, 'drop'] }),
};

/** The gateway takes its time, and never as long as a journey listens. */
export const deliverySlow: Journey = {
  id: 'delivery-slow',
  title: 'KCIs while the gateway answers slowly',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: (stage) => {
    const slowly = { delayMs: Math.min(1_500, Math.round(stage.pace.quiet * 0.75)) };
    return orderWith(stage, { answers: [slowly, slowly] });
  },
};
