import { amendedAndCancelled, amendedToItsEnd, toItsEnd } from './ends.ts';
import type { Journey, Scenario, Stage } from './journey.ts';
import { changeOf, otherChange, withLiveService, type Characteristic } from './live-services.ts';
import { withAcknowledgedOrder, withOrder, type OrderWish } from './ordering.ts';
import { sendBroken } from './refusals.ts';
import { workday, type OrderBody } from './requests.ts';

/** A service that nobody has. */
const NOBODYS_SERVICE = 'NO-SUCH-SERVICE';

/** An order to change a live service. */
export function modify(stage: Stage, serviceId: string, serviceCharacteristics: readonly Characteristic[]): OrderBody {
  return { orderType: 'MODIFY', tenant: stage.tenant, serviceId, serviceCharacteristics };
}

/** An order to end a live service. */
export function cease(stage: Stage, serviceId: string): OrderBody {
  return { orderType: 'CEASE', tenant: stage.tenant, serviceId, ...onDay(14) };
}

/** A wanted day, so many days from now. */
function onDay(days: number): OrderBody {
  return { requestedCompletionDate: workday(days) };
}

const aModify = (body: OrderBody, scenario: Scenario): OrderWish => ({ body, scenario, variant: 'ModifyOrderRequest' });

const aCease = (body: OrderBody, scenario: Scenario): OrderWish => ({ body, scenario, variant: 'CeaseOrderRequest' });

/** Has a live service changed. */
export const modifyToCompletion: Journey = {
  id: 'modify-to-completion',
  title: 'The change of a live service, and what comes too late',
  areas: ['http', 'availability', 'orders', 'modify-and-cease', 'amendments', 'cancellations', 'kcis'],
  when: ['modify'],
  play: (stage) =>
    withLiveService(stage, 0, async (service) => {
      const change = await changeOf(stage, service);
      if (change.length === 0) return;
      const wish = aModify(modify(stage, service.serviceId, change), 'ORDER_SUCCESSFUL');
      await withAcknowledgedOrder(stage, wish, (order) => toItsEnd(stage, order, onDay(28)));
    }),
};

/** Amends an order to change a live service, and lets it come to its end. */
export const modifyAmended: Journey = {
  id: 'modify-amended',
  title: 'The change of a live service, amended on the way',
  areas: ['http', 'availability', 'orders', 'modify-and-cease', 'amendments', 'cancellations', 'kcis'],
  when: ['modify', 'amendments'],
  play: (stage) =>
    withLiveService(stage, 1, async (service) => {
      const change = await changeOf(stage, service);
      if (change.length === 0) return;
      const other = await otherChange(stage, service, change);
      // The day is amended as well: the order names one, so that KCIs show which of the two is kept.
      const body = { ...modify(stage, service.serviceId, change), ...onDay(14) };
      const amendment = { ...onDay(21), ...(other ? { serviceCharacteristics: other } : {}) };
      await withAcknowledgedOrder(stage, aModify(body, 'ORDER_PENDING'), (order) =>
        amendedToItsEnd(stage, order, amendment),
      );
    }),
};

/** Takes the order to change a live service back, after an amendment where amendments are claimed. */
export const modifyCancelled: Journey = {
  id: 'modify-cancelled',
  title: 'The change of a live service, cancelled before it is made',
  areas: ['http', 'availability', 'orders', 'modify-and-cease', 'amendments', 'cancellations', 'kcis'],
  when: ['modify', 'cancellations'],
  play: (stage) =>
    withLiveService(stage, 2, async (service) => {
      const change = await changeOf(stage, service);
      if (change.length === 0) return;
      const wish = aModify(modify(stage, service.serviceId, change), 'ORDER_IN_PROGRESS');
      await withAcknowledgedOrder(stage, wish, (order) => amendedAndCancelled(stage, order, onDay(21)));
    }),
};

/** Asks for changes that cannot be made. */
export const modifyRefused: Journey = {
  id: 'modify-refused',
  title: 'Changes of a service that nobody has, and one that is malformed',
  areas: ['http', 'availability', 'orders', 'modify-and-cease', 'cancellations', 'kcis'],
  when: ['modify'],
  play: (stage) =>
    withLiveService(stage, 2, async (service) => {
      const change = await changeOf(stage, service);
      if (change.length === 0) return;
      const whole = { id: stage.newId(), ...modify(stage, service.serviceId, change) };
      await sendBroken(stage, 'handleCreateOrder', whole, { variant: 'ModifyOrderRequest' });
      const body = modify(stage, NOBODYS_SERVICE, change);
      const wish: OrderWish = { body, variant: 'ModifyOrderRequest', aim: 'unknown-service' };
      await withOrder(stage, wish, async (order) => void (await order.ends(stage.pace.acknowledge)));
    }),
};

/** Orders the end of a live service and takes it back. */
export const ceaseCancelled: Journey = {
  id: 'cease-cancelled',
  title: 'The end of a live service, amended and cancelled before it comes',
  areas: ['http', 'orders', 'modify-and-cease', 'amendments', 'cancellations', 'kcis'],
  when: ['cease', 'cancellations'],
  play: (stage) =>
    withLiveService(stage, 3, async ({ serviceId }) => {
      // Where nothing keeps the order open it may be done before it is cancelled, and the service with it.
      if (!stage.canSteer('ORDER_IN_PROGRESS')) {
        stage.remark('no cease is cancelled: the configuration has no steering for ORDER_IN_PROGRESS to keep it open');
        return;
      }
      await withAcknowledgedOrder(stage, aCease(cease(stage, serviceId), 'ORDER_IN_PROGRESS'), (order) =>
        amendedAndCancelled(stage, order, onDay(21)),
      );
    }),
};

/** Orders the end of a service that nobody has. */
export const ceaseRefused: Journey = {
  id: 'cease-refused',
  title: 'The end of a service that nobody has, and a cease that is malformed',
  areas: ['http', 'orders', 'modify-and-cease', 'cancellations', 'kcis'],
  when: ['cease'],
  play: async (stage) => {
    const body = cease(stage, NOBODYS_SERVICE);
    await sendBroken(stage, 'handleCreateOrder', { id: stage.newId(), ...body }, { variant: 'CeaseOrderRequest' });
    const wish: OrderWish = { body, variant: 'CeaseOrderRequest', aim: 'unknown-service' };
    await withOrder(stage, wish, async (order) => void (await order.ends(stage.pace.acknowledge)));
  },
};

/** Has a live service ended, on another day than was ordered at first where amendments are claimed. */
export const ceaseToCompletion: Journey = {
  id: 'cease-to-completion',
  title: 'The end of a live service, amended on the way, and what comes too late',
  areas: ['http', 'orders', 'modify-and-cease', 'amendments', 'cancellations', 'kcis'],
  when: ['cease'],
  play: (stage) =>
    withLiveService(stage, 'to be ended', async ({ serviceId }) => {
      const isAmended = stage.features.includes('amendments');
      // With cancellations another cease is kept open to be amended; without, this one has to wait for it.
      const waits = isAmended && !stage.features.includes('cancellations') && stage.canSteer('ORDER_PENDING');
      const wish = aCease(cease(stage, serviceId), waits ? 'ORDER_PENDING' : 'ORDER_SUCCESSFUL');
      await withAcknowledgedOrder(stage, wish, async (order) => {
        if (waits) await order.hears('INFORMATION_REQUIRED');
        if (isAmended && !order.isOver()) await order.amend(onDay(21));
        await toItsEnd(stage, order, onDay(28));
      });
    }),
};
