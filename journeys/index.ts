import { amendmentAccepted, amendmentRejected, amendmentUnknownOrder } from './amendments.ts';
import { appointmentsReserve } from './appointments.ts';
import { availabilityInCoverage, availabilityOutOfCoverage } from './availability.ts';
import { cancellationAccepted, cancellationRejected, cancellationUnknownOrder } from './cancellations.ts';
import { deliveryAfter401, deliveryAfter503, deliverySlow } from './delivery.ts';
import { Interruption } from './interruption.ts';
import type { Journey } from './journey.ts';
import { orderRejected, orderUnknownSpecification, provideMinimal, provideToCompletion } from './orders.ts';
import { refusalsAmendments, refusalsCancellations, refusalsOrders } from './refusals.ts';
import {
  orderCancelled,
  orderDelayed,
  orderPartial,
  orderPending,
  orderReappoint,
  orderReappointed,
  orderWarning,
} from './scenarios.ts';

/** Every journey, in the order in which they start. An interruption of the run ends each of them quietly. */
export const JOURNEYS: readonly Journey[] = [
  availabilityInCoverage,
  availabilityOutOfCoverage,
  appointmentsReserve,
  provideToCompletion,
  provideMinimal,
  orderRejected,
  orderUnknownSpecification,
  orderDelayed,
  orderWarning,
  orderPending,
  orderReappoint,
  orderReappointed,
  orderCancelled,
  orderPartial,
  amendmentAccepted,
  amendmentRejected,
  amendmentUnknownOrder,
  cancellationAccepted,
  cancellationRejected,
  cancellationUnknownOrder,
  deliveryAfter503,
  deliveryAfter401,
  deliverySlow,
  refusalsOrders,
  refusalsAmendments,
  refusalsCancellations,
].map((journey) => ({
  ...journey,
  play: async (stage) => {
    try {
      await journey.play(stage);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
    }
  },
}));
