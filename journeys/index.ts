import { amendmentAccepted, amendmentRejected, amendmentUnknownOrder } from './amendments.ts';
import { appointmentsOutOfCoverage, appointmentsReserve } from './appointments.ts';
import { availabilityInCoverage, availabilityOutOfCoverage } from './availability.ts';
import { cancellationAccepted, cancellationRejected, cancellationUnknownOrder } from './cancellations.ts';
import { credentialsLapsed, credentialsRefused } from './credentials.ts';
import { deliveryAfter401, deliveryAfter503, deliveryAfterDrop, deliverySlow } from './delivery.ts';
import { ethernetMinimal, ethernetRefusals, ethernetToCompletion, ethernetUnknownQuote } from './ethernet.ts';
import {
  orderForThePast,
  orderOutOfCoverage,
  orderUnknownReservation,
  orderUnknownSpecification,
} from './impossible-orders.ts';
import { Interruption } from './interruption.ts';
import type { Journey } from './journey.ts';
import {
  ceaseCancelled,
  ceaseRefused,
  ceaseToCompletion,
  modifyAmended,
  modifyCancelled,
  modifyRefused,
  modifyToCompletion,
} from './modify-and-cease.ts';
import { orderRejected, provideMinimal, provideToCompletion } from './orders.ts';
import { problemWithParent } from './problem-parents.ts';
import { refusalsProblemChanges, refusalsProblems } from './problem-refusals.ts';
import { problemAppointed } from './problem-visits.ts';
import {
  problemAmended,
  problemAmendmentRejected,
  problemCancellationRejected,
  problemCancelled,
  problemDelayed,
  problemPending,
  problemRejected,
  problemReopened,
  problemToCompletion,
  problemUnknown,
} from './problems.ts';
import { quoteOutOfCoverage, quoteRefusals, quotes } from './quotes.ts';
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
import { serviceTest, serviceTestOfEquipment, serviceTestsRefused } from './service-tests.ts';
import {
  switchAmended,
  switchCancelled,
  switchRefused,
  switchStart,
  switchSwap,
  switchTakeover,
  switchTransfer,
} from './switching.ts';
import { unsolicitedCease, unsolicitedCeaseCancelled } from './unsolicited-ceases.ts';
import { variantsGateway } from './variants/gateway.ts';
import { variantsOf } from './variants/play.ts';
import { TARGETS } from './variants/targets.ts';

/** The requests that are generated, and of which nothing is left when a cease of a service has come to its end. */
const VARIANTS = TARGETS.map(variantsOf);
const BEFORE_THE_END = VARIANTS.filter(({ when }) => when.includes('cease') || when.includes('unsolicited-cease'));

/** Every journey, in the order in which they start. An interruption of the run ends each of them quietly. */
export const JOURNEYS: readonly Journey[] = [
  availabilityInCoverage,
  availabilityOutOfCoverage,
  quotes,
  quoteRefusals,
  quoteOutOfCoverage,
  appointmentsReserve,
  appointmentsOutOfCoverage,
  provideToCompletion,
  provideMinimal,
  orderRejected,
  orderUnknownSpecification,
  orderOutOfCoverage,
  orderForThePast,
  orderUnknownReservation,
  orderDelayed,
  orderWarning,
  orderPending,
  orderReappoint,
  orderReappointed,
  orderCancelled,
  orderPartial,
  ethernetToCompletion,
  ethernetMinimal,
  ethernetUnknownQuote,
  ethernetRefusals,
  modifyToCompletion,
  modifyAmended,
  modifyCancelled,
  modifyRefused,
  ceaseCancelled,
  ceaseRefused,
  ...BEFORE_THE_END,
  ceaseToCompletion,
  switchStart,
  switchTakeover,
  switchTransfer,
  switchSwap,
  switchAmended,
  switchCancelled,
  switchRefused,
  // The service outlasts the one of these ceases that is cancelled.
  unsolicitedCeaseCancelled,
  unsolicitedCease,
  serviceTest,
  serviceTestOfEquipment,
  serviceTestsRefused,
  problemToCompletion,
  problemReopened,
  problemRejected,
  problemDelayed,
  problemPending,
  problemAmended,
  problemAmendmentRejected,
  problemCancelled,
  problemCancellationRejected,
  problemAppointed,
  problemWithParent,
  problemUnknown,
  refusalsProblems,
  refusalsProblemChanges,
  amendmentAccepted,
  amendmentRejected,
  amendmentUnknownOrder,
  cancellationAccepted,
  cancellationRejected,
  cancellationUnknownOrder,
  deliveryAfter503,
  deliveryAfter401,
  deliveryAfterDrop,
  deliverySlow,
  refusalsOrders,
  refusalsAmendments,
  refusalsCancellations,
  credentialsRefused,
  credentialsLapsed,
  ...VARIANTS.filter((journey) => !BEFORE_THE_END.includes(journey)),
  variantsGateway,
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
