import type { Journey } from './journey.ts';
import { withLiveService } from './live-services.ts';
import { minimalProblem } from './problem-reports.ts';
import { withOpenProblem } from './problems.ts';
import { sendBroken } from './refusals.ts';
import { withProblem, type ProblemWish } from './repairs.ts';
import { testBefore } from './service-tests.ts';
import { together } from './together.ts';

const AREAS = ['http', 'service-problems', 'kcis'] as const;

/** Sends problems that break the contract in one way each. What a supplier takes nevertheless is cancelled. */
export const refusalsProblems: Journey = {
  id: 'refusals-problems',
  title: 'Problems that are malformed',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    withLiveService(stage, 3, async (service) => {
      const whole = { ...minimalProblem(service), ...(await testBefore(stage, service)) };
      const { notes: _, ...withoutNotes } = whole;
      const malformed: readonly ProblemWish[] = [
        { body: withoutNotes, intent: { valid: false, because: 'it has no notes' } },
        { body: { ...whole, problemText: 'Too short' }, intent: { valid: false, because: 'its text is too short' } },
        { body: whole, intent: { valid: false, because: 'it has no Tenant header' }, without: ['Tenant'] },
      ];
      await sendBroken(stage, 'handleCreateProblem', { id: stage.newId(), ...whole });
      await together(malformed.map((wish) => withProblem(stage, wish, () => Promise.resolve())));
    }),
};

/** Sends requests about an open problem that break the contract in one way each. */
export const refusalsProblemChanges: Journey = {
  id: 'refusals-problem-changes',
  title: 'Amendments, cancellations and decisions about problems that are malformed',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    withOpenProblem(stage, 2, async ({ handles: { gatewayId: serviceProblemId, conversation } }) => {
      const notes = 'Conformance test: malformed';
      const amendment = { id: stage.newId(), serviceProblemId, notes };
      await sendBroken(stage, 'handleAmendProblem', amendment, { conversation });
      await stage.call({
        operation: 'handleAmendProblem',
        body: { id: stage.newId(), notes },
        intent: { valid: false, because: 'it names no problem' },
        conversation,
      });
      const cancellation = {
        id: stage.newId(),
        serviceProblemId,
        supplierServiceProblemReference: stage.reference({
          gatewayId: serviceProblemId,
          conversation,
          tenant: stage.tenant,
        }),
      };
      await sendBroken(stage, 'handleCancelProblem', cancellation, { conversation });
      await stage.call({
        operation: 'handleCancelProblem',
        body: cancellation,
        intent: { valid: false, because: 'it gives no reason code' },
        conversation,
      });
      // Neither names a resolution that there is, so that none can be decided on by accident.
      const path = { id: 'NO_SUCH_RESOLUTION' };
      await sendBroken(stage, 'handleServiceProblemResolution', { status: 'ACCEPTED' }, { path, conversation });
      await stage.call({
        operation: 'handleServiceProblemResolution',
        path,
        body: { tenantNotes: notes },
        intent: { valid: false, because: 'it holds no decision' },
        conversation,
      });
    }),
};
