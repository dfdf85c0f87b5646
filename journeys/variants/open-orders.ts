import type { Handles } from '../../evidence/kci.ts';
import { settled } from '../amendments.ts';
import type { Scenario, Stage } from '../journey.ts';
import { changeOf, liveService, type Which } from '../live-services.ts';
import { cease, modify } from '../modify-and-cease.ts';
import { onceAcknowledged, untilOver, type Order, type OrderWish } from '../ordering.ts';
import { type OrderBody, REACHED_ELSEWHERE, workday } from '../requests.ts';
import { withAnySwitch } from '../switching.ts';
import { scenarioToCancel, withOpenCease } from '../unsolicited-ceases.ts';
import { perStage } from './targets-holding.ts';

/** An order that is open, as requests about it name and follow it. */
export interface OpenOrder extends Pick<Order, 'isOver' | 'decided'> {
  readonly handles: Handles;
  /** For example `order 17`. */
  readonly name: string;
  /** The supplier's own reference of it, as far as it was told. */
  readonly reference: string | undefined;
}

/**
 * Places an order that stays open while it is used, and has it cancelled or come to its end after that. Where there is nothing to
 * order, or the order does not stay open, it is not used.
 */
export type Opening = (stage: Stage, use: (order: OpenOrder) => Promise<void>) => Promise<unknown>;

/** Whether orders can be cancelled once they are no longer needed; others have to come to their end. */
export function canCancel({ features }: Pick<Stage, 'features'>): boolean {
  return features.includes('cancellations');
}

/** What keeps an order open until it is cancelled, or else until it is amended. */
function lasting(stage: Stage): Scenario {
  return canCancel(stage) ? 'ORDER_IN_PROGRESS' : 'ORDER_PENDING';
}

/** Uses an order as soon as it lasts. One that cannot be cancelled is amended, if nobody has amended it, so that it goes on to its end. */
function whileOpen(stage: Stage, use: (order: OpenOrder) => Promise<void>, change: OrderBody) {
  return async (order: Order): Promise<void> => {
    if (canCancel(stage)) {
      if (await settled(stage, order)) await use(openOrder(stage, order));
      return;
    }
    if (stage.canSteer('ORDER_PENDING')) await order.hears('INFORMATION_REQUIRED');
    if (order.isOver()) return;
    let isAmended = false;
    const decided: Order['decided'] = async (asked) => {
      const outcome = await order.decided(asked);
      isAmended ||= outcome === 'done';
      return outcome;
    };
    await use({ ...openOrder(stage, order), decided });
    if (!isAmended && !order.isOver()) await order.amend(change);
    await order.ends();
  };
}

function openOrder(stage: Stage, { handles, name, isOver, decided }: Order): OpenOrder {
  return { handles, name: name(), reference: stage.reference(handles), isOver, decided };
}

/** An order to change a live service, which nobody else may use meanwhile. */
export function openModify(which: Which): Opening {
  return async (stage, use) => {
    const service = liveService(stage, which);
    const change = service ? await changeOf(stage, service) : [];
    if (!service || change.length === 0) return;
    const wish: OrderWish = {
      body: { ...modify(stage, service.serviceId, change), requestedCompletionDate: workday(14) },
      scenario: lasting(stage),
      variant: 'ModifyOrderRequest',
    };
    const playing = whileOpen(stage, use, { requestedCompletionDate: workday(21) });
    await untilOver(stage, wish, onceAcknowledged(stage, wish, playing));
  };
}

/** An order to end the live service that may be ended, to be cancelled; nobody else may use that service meanwhile. */
export const openCease: Opening = async (stage, use) => {
  const service = liveService(stage, 'to be ended');
  if (!service) return;
  // Where nothing keeps the order open it may be done before it is cancelled, and the service with it.
  if (!stage.canSteer('ORDER_IN_PROGRESS')) {
    stage.remark('no cease is kept open: the configuration has no steering for ORDER_IN_PROGRESS');
    return;
  }
  const wish: OrderWish = {
    body: cease(stage, service.serviceId),
    scenario: 'ORDER_IN_PROGRESS',
    variant: 'CeaseOrderRequest',
  };
  await untilOver(
    stage,
    wish,
    onceAcknowledged(stage, wish, async (order) => {
      if (await settled(stage, order)) await use(openOrder(stage, order));
    }),
  );
};

const OTHER_CONTACT = { primaryContact: REACHED_ELSEWHERE };

/** An order to switch a line that is in use; nobody else orders for a line meanwhile. */
export const openSwitch: Opening = (stage, use) =>
  withAnySwitch(stage, lasting(stage), whileOpen(stage, use, OTHER_CONTACT));

const announced = perStage(() => ({ times: 0 }));

/** A cease that the supplier has announced, to be cancelled; nobody else may use the service meanwhile. */
export const openUnsolicitedCease: Opening = async (stage, use) => {
  const scenario = scenarioToCancel(stage);
  if (scenario === undefined) return;
  const asked = announced(stage);
  if (asked.times > 0 && stage.steeredBy(scenario).includes('manual')) {
    stage.remark('a cease that a person has to bring about is asked for once only');
    return;
  }
  asked.times += 1;
  await withOpenCease(stage, scenario, liveService(stage, 'to be taken over'), async (cease) => {
    if (!cease.isOver()) await use(cease);
  });
};
