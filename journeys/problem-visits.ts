import { bookSlot, leaveReservation } from './booking.ts';
import type { Journey, Stage } from './journey.ts';
import { isText, withLiveService, type LiveService } from './live-services.ts';
import { isSettled, lasting } from './problems.ts';
import { withAcknowledgedProblem } from './repairs.ts';
import { appointment, type OrderBody, type Reservation } from './requests.ts';

/** Reserves a slot for an engineer who repairs a service; undefined when there is none to be had, which is said. */
function bookRepair(
  stage: Stage,
  { serviceSpecification }: LiveService,
  conversation: string,
): Promise<Reservation | undefined> {
  return bookSlot(stage, serviceSpecification, conversation, { purpose: 'REPAIR', aim: 'offered-slot' });
}

/** The members that name a reservation, as problems carry them: with a longer reference they would break the contract. */
function visit({ id, reference }: Reservation): OrderBody {
  return appointment({ id, ...(isText(reference) ? { reference } : {}) });
}

/** Reports a problem with an appointment for its repair, and amends it to another one. */
export const problemAppointed: Journey = {
  id: 'problem-appointed',
  title: 'A problem with an appointment, and another one in its place',
  areas: ['http', 'appointments', 'service-tests', 'service-problems', 'kcis'],
  when: ['service-problems', 'appointments'],
  play: (stage) =>
    withLiveService(stage, 23, async (service) => {
      const conversation = stage.newConversation();
      const first = await bookRepair(stage, service, conversation);
      if (!first) return;
      let taken = false;
      const wish = lasting(service, { address: stage.data.address, ...visit(first) });
      await withAcknowledgedProblem(stage, { ...wish, conversation }, async (problem) => {
        taken = true;
        if (!(await isSettled(stage, problem))) return;
        const second = await bookRepair(stage, service, conversation);
        if (!second) return;
        const outcome = problem.isOver() ? 'refused' : await problem.amend(visit(second));
        if (outcome !== 'done') leaveReservation(stage, second);
      });
      if (!taken) leaveReservation(stage, first);
    }),
};
