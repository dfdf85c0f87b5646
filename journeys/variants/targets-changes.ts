import type { Stage } from '../journey.ts';
import { withLiveService, type Which } from '../live-services.ts';
import { type OrderBody, REACHED_ELSEWHERE, SECOND_CONTACT, workday } from '../requests.ts';
import { REASONS_TO_KEEP, withServiceTakenOver } from '../unsolicited-ceases.ts';
import {
  canCancel,
  openCease,
  openModify,
  openSwitch,
  openUnsolicitedCease,
  type Opening,
  type OpenOrder,
} from './open-orders.ts';
import type { Prepared, Target } from './target.ts';
import { DAY, hold, NO_VISIT, perStage, toTheEnd, wholeContacts } from './targets-holding.ts';
import { changesSomething, ORDINARY_REASONS } from './targets-orders.ts';

/** The orders that something is asked of, where they are not those to provide a service. */
interface Kind {
  /** Such an order, in a few words. */
  readonly name: string;
  readonly open: Opening;
  readonly exclusively: NonNullable<Target['exclusively']>;
}

/** What a request about an open order is made of. */
type About = Pick<Prepared, 'fixed' | 'kept' | 'words' | 'makesSense'> & { readonly body: OrderBody };

/** A kind of request about an open order: one order after the other, and none any more once one stays open. */
function aboutOrders(
  { name, open, exclusively }: Kind,
  target: Omit<Target, 'prepare' | 'exclusively'> & {
    /** What is asked, in a word. */
    readonly what: string;
    readonly about: (order: OpenOrder) => About;
    /** Whether an order can be asked once more after it was granted what was asked, or refused. */
    readonly lasts: (stage: Stage, outcome: Awaited<ReturnType<OpenOrder['decided']>>) => boolean;
  },
): Target {
  const { what, about, lasts, ...rest } = target;
  const stuck = perStage(() => ({ by: undefined as string | undefined }));
  return {
    ...rest,
    exclusively,
    prepare: async (stage) => {
      const { by } = stuck(stage);
      const held = by === undefined ? await hold<OpenOrder>((use) => open(stage, use)) : undefined;
      if (!held) {
        stage.remark(
          `no more variants of ${what}: ${by === undefined ? `there is no open ${name}` : `${by} stays open`}`,
        );
        return undefined;
      }
      const order = held.thing;
      const { body, ...bounds } = about(order);
      return {
        draft: { body: { orderId: order.handles.gatewayId, ...body } },
        ...bounds,
        fixed: ['/body/orderId', '/body/supplierOrderReference', ...bounds.fixed],
        call: { conversation: order.handles.conversation },
        isOver: order.isOver,
        taken: async (exchange) => {
          const outcome = await order.decided(exchange);
          return lasts(stage, outcome) && !order.isOver() ? 'still good' : 'used up';
        },
        release: async () => {
          await held.giveBack();
          if (!order.isOver()) stuck(stage).by = order.name;
        },
      };
    },
  };
}

/** The amendments of a kind of order. */
const amendments = (
  kind: Kind,
  target: Pick<Target, 'variant' | 'of' | 'when' | 'unless'>,
  about: () => About,
): Target =>
  aboutOrders(kind, {
    ...target,
    operation: 'handleAmendOrder',
    mostValid: 3,
    what: 'amendments',
    about: () => ({ ...about(), makesSense: changesSomething }),
    // What was waiting to be amended goes on once it is; and while one amendment is open a supplier may refuse the next.
    lasts: (stage, outcome) => canCancel(stage) && ['done', 'refused'].includes(outcome),
  });

/** The cancellations of a kind of order; each that is taken costs one. */
const cancellations = (
  kind: Kind,
  target: Pick<Target, 'of' | 'when' | 'unless'>,
  reasons: readonly string[] = ORDINARY_REASONS,
): Target =>
  aboutOrders(kind, {
    ...target,
    operation: 'handleCancelOrder',
    mostValid: 3,
    what: 'cancellations',
    about: ({ reference }) => ({
      body: { reasonCode: reasons[0], ...(reference === undefined ? {} : { supplierOrderReference: reference }) },
      fixed: [],
      words: { '/body/reasonCode': reasons },
    }),
    lasts: (_, outcome) => outcome === 'refused',
  });

/** Runs what belongs together while nobody else uses the service. */
function alone(which: Which): Kind['exclusively'] {
  return (stage, play) => withLiveService(stage, which, () => toTheEnd(stage, play));
}

const modifyOrders = (which: number): Kind => ({
  name: 'order to change a live service',
  open: openModify(which),
  exclusively: alone(which),
});

const CEASE_ORDERS: Kind = {
  name: 'order to end a live service',
  open: openCease,
  exclusively: alone('to be ended'),
};

const SWITCH_ORDERS: Kind = { name: 'order to switch a line', open: openSwitch, exclusively: toTheEnd };

const UNSOLICITED_CEASES: Kind = {
  name: 'cease that the supplier has announced',
  open: openUnsolicitedCease,
  exclusively: (stage, play) => withServiceTakenOver(stage, () => toTheEnd(stage, play)),
};

/** Of amendments of orders for live services no more is published than that there are any: the likely is sent, and nothing else. */
const anotherDay =
  (...unlikely: readonly string[]) =>
  (): About => ({
    body: { requestedCompletionDate: workday(21) },
    fixed: unlikely.map((member) => `/body/${member}`),
  });

const WHICH = { modifyAmendment: 23, modifyCancellation: 24 } as const;

/**
 * The kinds of request about orders that are not to provide a service. Those of which there is but one description are sent
 * about the first kind of order that is claimed.
 */
export const CHANGES: readonly Target[] = [
  amendments(
    modifyOrders(WHICH.modifyAmendment),
    { variant: 'ModifyOrderAmendmentRequest', when: ['modify', 'amendments'] },
    anotherDay(
      'serviceCharacteristics',
      'primaryContact',
      'secondaryContact',
      'appointmentReservationId',
      'appointmentReservationReference',
      'notes',
    ),
  ),
  // Without cancellations nothing but its end would end such an order, and there is one service to be ended.
  amendments(
    CEASE_ORDERS,
    { variant: 'CeaseOrderAmendmentRequest', when: ['cease', 'amendments', 'cancellations'] },
    anotherDay('notes'),
  ),
  amendments(
    SWITCH_ORDERS,
    {
      variant: 'ProvideOrderAmendmentRequest',
      of: 'switch',
      when: ['switch', 'amendments'],
      unless: ['provide'],
    },
    () => ({
      body: {
        primaryContact: REACHED_ELSEWHERE,
        secondaryContact: SECOND_CONTACT,
        notes: 'Conformance test: amended',
      },
      // Others have a say in the day on which a line is switched.
      fixed: ['/body/serviceCharacteristics', ...NO_VISIT, DAY],
      kept: wholeContacts('/body/primaryContact', '/body/secondaryContact'),
    }),
  ),
  cancellations(SWITCH_ORDERS, { of: 'switch', when: ['switch', 'cancellations'], unless: ['provide'] }),
  cancellations(modifyOrders(WHICH.modifyCancellation), {
    of: 'modify',
    when: ['modify', 'cancellations'],
    unless: ['provide', 'switch'],
  }),
  cancellations(CEASE_ORDERS, {
    of: 'cease',
    when: ['cease', 'cancellations'],
    unless: ['provide', 'switch', 'modify'],
  }),
  cancellations(
    UNSOLICITED_CEASES,
    {
      of: 'unsolicited-cease',
      when: ['unsolicited-cease', 'cancellations'],
      unless: ['provide', 'switch', 'modify', 'cease'],
    },
    REASONS_TO_KEEP,
  ),
];
