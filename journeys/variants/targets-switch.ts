import { setImmediate } from 'node:timers/promises';
import type { Stage } from '../journey.ts';
import { followOrder, placeOrder } from '../ordering.ts';
import { specificationToOrder } from '../ordinary.ts';
import { SECOND_CONTACT, type OrderBody } from '../requests.ts';
import { lineFor, LINES, switching, SWITCH_TYPES } from '../switching.ts';
import { canCancel } from './open-orders.ts';
import type { Target } from './target.ts';
import { byHeader, DAY, isTakenBack, NO_VISIT, perStage, toTheEnd } from './targets-holding.ts';

const steered = (stage: Stage) => byHeader(stage, canCancel(stage) ? 'ORDER_IN_PROGRESS' : 'ORDER_SUCCESSFUL');

/** What a stage knows of switching lines: what to order, once that was tried, and what stays open and is in the way. */
interface Known {
  body?: Promise<OrderBody | undefined>;
  stays?: string;
}

const known = perStage((): Known => ({}));

/** The order to switch a line in use, of the first type that the supplier takes: one of each is tried, and taken back. */
async function orderThatIsTaken(stage: Stage): Promise<OrderBody | undefined> {
  const specification = await specificationToOrder(stage);
  if (specification === undefined) return undefined;
  for (const orderType of SWITCH_TYPES) {
    const line = await lineFor(stage, orderType);
    if (!line) return undefined;
    const body = switching(stage, specification, orderType, line.characteristics);
    const order = await placeOrder(stage, { body, ...steered(stage) });
    if (order.reply === 'refused' || order.reply === 'undelivered') continue;
    const isTaken = await order.acknowledged();
    if (!(await isTakenBack(stage, order))) known(stage).stays = order.name();
    if (isTaken) return body;
  }
  stage.remark(`no variants of switch orders: no ${SWITCH_TYPES.join(', no ')} was taken`);
  return undefined;
}

/**
 * Waits until it is known what there is to switch. The journeys that switch a line once began before, and come first: what stays
 * open of a generated order would be in their way.
 */
async function knowingLines(stage: Stage): Promise<void> {
  await stage.specification();
  if (stage.features.includes('availability')) await stage.availability();
  await setImmediate();
}

/** An order to switch a line that is in use, one after the other, each taken back before the next. */
export const switchOrder: Target = {
  operation: 'handleCreateOrder',
  variant: 'ProvideOrderRequest',
  of: 'switch',
  when: ['switch'],
  unless: ['provide'],
  mostValid: 3,
  exclusively: async (stage, play) => {
    await knowingLines(stage);
    return stage.exclusively(LINES, () => toTheEnd(stage, play));
  },
  prepare: async (stage) => {
    const what = known(stage);
    const body = await (what.body ??= orderThatIsTaken(stage));
    if (!body) return undefined;
    if (what.stays !== undefined) {
      stage.remark(`no more variants of switch orders: ${what.stays} stays open`);
      return undefined;
    }
    return {
      draft: {
        body: { ...body, secondaryContact: SECOND_CONTACT, notes: 'Conformance test, nothing is to be switched' },
      },
      fixed: ['/body/orderType', '/body/tenant', '/body/address', '/body/serviceOrderItem', ...NO_VISIT],
      kept: [DAY],
      call: steered(stage),
      taken: async (exchange) => {
        const order = followOrder(stage, exchange);
        // What a broken request seems to have created need not be in the way, and its control twin tells whether it is.
        if ((await isTakenBack(stage, order)) || !exchange.request.intent.valid) return 'still good';
        what.stays = order.name();
        return 'used up';
      },
      release: () => Promise.resolve(),
    };
  },
};
