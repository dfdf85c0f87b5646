import type { CreatedStream } from '../callbacks/streams.ts';
import { sentObject } from './answers.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import { check, type Check, type Evidence } from './check.ts';
import { areDecided, areNotTakenOn } from './kinds-of-orders.ts';
import { isGiven, placedOrders } from './kci-triggers.ts';

/** An order for an existing line is decided upon. */
export const switchOrdersAreDecided = areDecided(
  { id: 'switch-orders-are-decided', requirement: 'SWITCH-DECIDED', title: 'answers to switch orders' },
  'START',
  'TAKEOVER',
  'TRANSFER',
  'SWAP',
);

/** An order for a line that it does not name is not taken on. */
export const lineIsNeeded = areNotTakenOn(
  { id: 'line-is-needed', requirement: 'SWITCH-NO-LINE', title: 'switch orders that name no line' },
  'no-line',
);

/** A service that is not named is not swapped. */
export const swapNeedsAService = areNotTakenOn(
  { id: 'swap-needs-a-service', requirement: 'SWITCH-NO-SERVICE', title: 'SWAP orders that name no service' },
  'no-present-service',
);

const APPOINTMENT = ['appointmentReservationId', 'appointmentReservationReference', 'appointmentTimeslot'];

/** By these the supplier tells that another appointment is wanted or made, rather than none. */
const ANOTHER_APPOINTMENT = ['REAPPOINT', 'REAPPOINTED', 'AMENDED'];

/**
 * The KCI that first shows a SWAP order without the appointment that it was placed with. A supplier may never show the
 * appointment, so it counts as given up only once it was shown.
 */
function withoutAppointment({ kcis, subject }: CreatedStream) {
  const created = APPOINTMENT.some((member) => isGiven(subject.created?.[member]));
  const first = kcis.findIndex(({ entity }) => APPOINTMENT.some((member) => isGiven(entity?.[member])));
  const after = created ? kcis : first === -1 ? [] : kcis.slice(first + 1);
  if (kcis.some(({ reasonCode }) => ANOTHER_APPOINTMENT.includes(reasonCode ?? ''))) return undefined;
  // An order that is over may well be shown without the appointment that it had.
  return after.find(
    ({ status, entity }) => entity && !isTerminal(status) && !APPOINTMENT.some((member) => isGiven(entity[member])),
  );
}

const appointedSwaps = (evidence: Evidence) =>
  placedOrders(evidence).filter(({ subject }) => {
    const sent = sentObject(subject.exchange);
    return sent?.orderType === 'SWAP' && APPOINTMENT.some((member) => isGiven(sent[member]));
  });

/** An appointment that nobody needs is not dropped without a word. */
export const droppedAppointmentIsTold = check<CreatedStream>({
  id: 'dropped-appointment-is-told',
  requirement: 'SWITCH-APPOINTMENT-DROPPED',
  title: 'SWAP orders whose appointment is given up',
  forEach: (evidence) => appointedSwaps(evidence).filter((stream) => withoutAppointment(stream)),
  violation(stream) {
    const without = withoutAppointment(stream);
    return stream.kcis.some(({ problemCode }) => problemCode === 'APPOINTMENT_NOT_REQUIRED')
      ? undefined
      : {
          expected: 'a KCI with problemCode APPOINTMENT_NOT_REQUIRED',
          actual: `an order without its appointment, by ${without?.reasonCode ?? 'a KCI without reason'}`,
          seen: [stream.subject.origin, ...(without ? [without.event.seq] : [])],
        };
  },
});

/** The checks of orders for an existing line. */
export const SWITCH_CHECKS: readonly Check[] = [
  switchOrdersAreDecided,
  lineIsNeeded,
  swapNeedsAService,
  droppedAppointmentIsTold,
];
