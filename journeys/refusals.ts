import { LASTING, settled } from './amendments.ts';
import type { Call, Journey, Stage } from './journey.ts';
import { withOrder, type Order, type OrderWish } from './ordering.ts';
import { specificationToOrder, withOrdinaryOrder } from './ordinary.ts';
import { FIRST_CONTACT, ordinaryOrder } from './requests.ts';
import { together } from './together.ts';

/** Sends orders that break the contract in one way each. What a supplier takes nevertheless is cancelled. */
export const refusalsOrders: Journey = {
  id: 'refusals-orders',
  title: 'Orders that are malformed',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: async (stage) => {
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return;
    const whole = ordinaryOrder(stage, specification);
    const { address: _, ...withoutAddress } = whole;
    const malformed: readonly OrderWish[] = [
      { body: withoutAddress, intent: { valid: false, because: 'it has no address' } },
      { body: whole, intent: { valid: false, because: 'it has no Tenant header' }, without: ['Tenant'] },
      // Text that no lenient reader can take for a number.
      { body: { ...whole, id: 'one hundred' }, intent: { valid: false, because: 'its id is text' } },
    ];
    await sendBroken(stage, 'handleCreateOrder', { id: stage.newId(), ...whole });
    await together(malformed.map((wish) => withOrder(stage, wish, () => Promise.resolve())));
  },
};

/** Sends amendments of an open order that break the contract in one way each. */
export const refusalsAmendments: Journey = {
  id: 'refusals-amendments',
  title: 'Amendments that are malformed',
  areas: ['http', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'amendments'],
  play: (stage) =>
    aboutOpenOrder(stage, async ({ handles: { gatewayId: orderId, conversation } }) => {
      const variant = 'ProvideOrderAmendmentRequest';
      const notes = 'Conformance test: malformed';
      await sendBroken(stage, 'handleAmendOrder', { id: stage.newId(), orderId, notes }, { variant, conversation });
      await stage.call({
        operation: 'handleAmendOrder',
        body: { id: stage.newId(), notes },
        intent: { valid: false, because: 'it names no order' },
        variant,
        conversation,
      });
      await stage.call({
        operation: 'handleAmendOrder',
        body: { id: stage.newId(), orderId, primaryContact: { ...FIRST_CONTACT, phoneNumber: 'none' } },
        intent: { valid: false, because: 'the telephone number is none' },
        variant,
        conversation,
      });
    }),
};

/** Sends cancellations of an open order that break the contract in one way each. */
export const refusalsCancellations: Journey = {
  id: 'refusals-cancellations',
  title: 'Cancellations that are malformed',
  areas: ['http', 'orders', 'cancellations', 'kcis'],
  when: ['provide', 'cancellations'],
  play: (stage) =>
    aboutOpenOrder(stage, async ({ handles: { gatewayId: orderId, conversation } }) => {
      const reasonCode = 'CUSTOMER_CHANGED_MIND';
      await sendBroken(stage, 'handleCancelOrder', { id: stage.newId(), orderId, reasonCode }, { conversation });
      await stage.call({
        operation: 'handleCancelOrder',
        body: { id: stage.newId(), orderId },
        intent: { valid: false, because: 'it gives no reason code' },
        conversation,
      });
      await stage.call({
        operation: 'handleCancelOrder',
        body: { id: stage.newId(), reasonCode },
        intent: { valid: false, because: 'it names no order' },
        conversation,
      });
    }),
};

/** With an order that exists and is open, so that nothing but what is meant is wrong with a request about it. */
async function aboutOpenOrder(stage: Stage, play: (order: Order) => Promise<void>): Promise<void> {
  await withOrdinaryOrder(stage, LASTING, async (order) => {
    if (await settled(stage, order)) await play(order);
  });
}

/** Sends a body whose JSON breaks off before its end. */
export async function sendBroken(
  stage: Stage,
  operation: string,
  body: unknown,
  call: Partial<Call> = {},
): Promise<void> {
  await stage.call({
    ...call,
    operation,
    rawBody: JSON.stringify(body).slice(0, -1),
    intent: { valid: false, because: 'its JSON breaks off' },
  });
}
