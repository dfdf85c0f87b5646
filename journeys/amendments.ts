import type { Feature } from '../specs/requirement.ts';
import type { Journey, Stage } from './journey.ts';
import type { Order } from './ordering.ts';
import { withOrdinaryOrder, type Place } from './ordinary.ts';
import { RENUMBERED_CONTACT, workday, type OrderBody } from './requests.ts';

/**
 * An order that stays open as long as it takes to ask something of it: by steering where there is some, else by luck, since
 * on a real system work takes days.
 */
export const LASTING = { scenario: 'ORDER_IN_PROGRESS' } as const;

/** Waits for work on a lasting order to begin, where steering has it begin; without, whatever comes first must do. */
export async function settled(stage: Stage, order: Order): Promise<boolean> {
  if (stage.canSteer('ORDER_IN_PROGRESS')) await order.inProgress();
  return !order.isOver();
}

/** Amends an open order, one thing after the other. */
export const amendmentAccepted: Journey = {
  id: 'amendment-accepted',
  title: 'Amendments of an open order',
  areas: ['http', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'amendments'],
  play: async (stage) => {
    const { characteristics } = stage.data;
    // Notes may be gone from one KCI to the next. They come last, so that what was amended before can be seen to stay.
    const changesOf = ({ isAppointed }: Place): readonly OrderBody[] => [
      { primaryContact: RENUMBERED_CONTACT },
      ...(characteristics.length > 0 ? [{ serviceCharacteristics: characteristics }] : []),
      // The day of an order with an appointment is that of its slot.
      ...(isAppointed ? [] : [{ requestedCompletionDate: workday(21) }]),
      { notes: 'Conformance test: other notes' },
    ];
    await withOrdinaryOrder(stage, LASTING, async (order, place) => {
      if (!(await settled(stage, order))) return;
      for (const change of changesOf(place)) {
        const outcome = await order.amend(change);
        // While one amendment is open a supplier may refuse the next.
        if (order.isOver() || outcome === 'open' || outcome === 'unanswered' || outcome === 'undelivered') return;
      }
    });
  },
};

/** Asks for an amendment that the supplier's test system refuses. */
export const amendmentRejected: Journey = {
  id: 'amendment-rejected',
  title: 'An amendment that the supplier refuses',
  areas: ['http', 'orders', 'amendments', 'cancellations', 'kcis'],
  when: ['provide', 'amendments'],
  play: async (stage) => {
    if (!stage.canSteer('AMENDMENT_REJECTED')) {
      stage.remark('AMENDMENT_REJECTED is not played: the configuration has no steering for it');
      return;
    }
    await withOrdinaryOrder(stage, LASTING, async (order) => {
      if (!(await settled(stage, order))) return;
      if (!(await stage.steer('AMENDMENT_REJECTED', order.handles))) return;
      await order.amend({ notes: 'Conformance test: to be refused' }, { scenario: 'AMENDMENT_REJECTED' });
    });
  },
};

/** What each kind of order is amended with, by the feature that brings it, and what such an amendment says. */
const AMENDMENTS: readonly (readonly [Feature, variant: string, change: () => OrderBody])[] = [
  ['provide', 'ProvideOrderAmendmentRequest', () => ({ notes: 'Conformance test' })],
  ['switch', 'ProvideOrderAmendmentRequest', () => ({ notes: 'Conformance test' })],
  ['modify', 'ModifyOrderAmendmentRequest', () => ({ requestedCompletionDate: workday(21) })],
  ['cease', 'CeaseOrderAmendmentRequest', () => ({ requestedCompletionDate: workday(21) })],
];

/** Amends an order that was never placed, of the first kind that is claimed. */
export const amendmentUnknownOrder: Journey = {
  id: 'amendment-unknown-order',
  title: 'An amendment of an order that does not exist',
  areas: ['http', 'amendments', 'kcis'],
  when: ['amendments'],
  play: async (stage) => {
    const [, variant, change] = AMENDMENTS.find(([feature]) => stage.features.includes(feature)) ?? [];
    if (!change) return;
    await stage.call({
      operation: 'handleAmendOrder',
      body: { id: stage.newId(), orderId: stage.newId(), ...change() },
      ...(variant === undefined ? {} : { variant }),
      aim: 'unknown-order',
    });
    await stage.listen();
  },
};
