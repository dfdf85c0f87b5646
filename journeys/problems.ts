import type { JsonObject } from '../specs/json-object.ts';
import { objectOf } from './asking.ts';
import type { Journey, Scenario, Stage } from './journey.ts';
import { withLiveService, type LiveService } from './live-services.ts';
import { fullProblem, minimalProblem, NOBODYS_SERVICE } from './problem-reports.ts';
import { accept, withAcknowledgedProblem, withProblem, type Problem, type ProblemWish } from './repairs.ts';
import { FIRST_CONTACT, RENUMBERED_CONTACT } from './requests.ts';

const AREAS = ['http', 'service-tests', 'service-problems', 'kcis'] as const;

/** Reports a problem with everything that can be said, accepts its resolution, and then asks for what comes too late. */
export const problemToCompletion: Journey = {
  id: 'problem-to-completion',
  title: 'A problem from report to accepted resolution, and what comes too late',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    withLiveService(stage, 7, async (service) => {
      const wish = { body: fullProblem(stage, service), conversation: stage.newConversation() };
      await withAcknowledgedProblem(stage, wish, async (problem) => {
        if (!(await accept(stage, problem))) return;
        await problem.amend({ notes: 'Conformance test: this comes too late' }, { aim: 'after-terminal' });
        await problem.cancel({ aim: 'after-terminal' });
      });
    }),
};

/** Rejects the first resolution of a problem and accepts the second. */
export const problemReopened: Journey = {
  id: 'problem-reopened',
  title: 'A problem whose first resolution the tenant rejects',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    withLiveService(stage, 8, (service) =>
      withAcknowledgedProblem(stage, { body: minimalProblem(service) }, async (problem) => {
        const reference = await problem.resolution();
        if (reference === undefined) return;
        const decision = await problem.decide(reference, 'REJECTED');
        if (!objectOf(decision)) return;
        const isReopened = ({ status }: { status?: string }) => status === 'IN_PROGRESS';
        if (await problem.hearsAfter(decision.request.seq, 'the reopening', isReopened)) await accept(stage, problem);
      }),
    ),
};

/** Reports a problem that the supplier's test system takes along a path, and goes along with it. */
async function walk(
  stage: Stage,
  which: number,
  scenario: Scenario,
  play: (problem: Problem) => Promise<unknown>,
  more: JsonObject = {},
): Promise<void> {
  if (!stage.canSteer(scenario)) {
    stage.remark(`${scenario} is not played: the configuration has no steering for it`);
    return;
  }
  await withLiveService(stage, which, (service) =>
    withAcknowledgedProblem(stage, { body: { ...minimalProblem(service), ...more }, scenario }, async (problem) => {
      await play(problem);
    }),
  );
}

/** The supplier rejects the problem. */
export const problemRejected: Journey = {
  id: 'problem-rejected',
  title: 'A problem that the supplier rejects',
  areas: AREAS,
  when: ['service-problems'],
  play: async (stage) => {
    const scenario = 'PROBLEM_REJECTED';
    if (!stage.canSteer(scenario)) {
      stage.remark(`${scenario} is not played: the configuration has no steering for it`);
      return;
    }
    await withLiveService(stage, 9, (service) =>
      withProblem(stage, { body: minimalProblem(service), scenario }, async (problem) => {
        if (await stage.steer(scenario, problem.handles)) await problem.ends(stage.pace.acknowledge);
      }),
    );
  },
};

/** The supplier reports a delay on the way. */
export const problemDelayed: Journey = {
  id: 'problem-delayed',
  title: 'A problem that is delayed on the way',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    walk(stage, 10, 'PROBLEM_DELAYED', async (problem) => (await problem.hears('DELAY')) && accept(stage, problem)),
};

/** The supplier asks for information, which an amendment brings. */
export const problemPending: Journey = {
  id: 'problem-pending',
  title: 'A problem that waits for information from the tenant',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    walk(
      stage,
      11,
      'PROBLEM_PENDING',
      async (problem) => {
        if (!(await problem.hears('INFORMATION_REQUIRED')) || problem.isOver()) return;
        const notes = 'Conformance test: the information that was asked for';
        const outcome = await problem.amend({ primaryContact: RENUMBERED_CONTACT, notes });
        if (outcome === 'done') await accept(stage, problem);
      },
      WITH_EMAIL,
    ),
};

/** Whom to reach by an email address as well, which stays as it is when the telephone number alone is amended. */
const WITH_EMAIL = { primaryContact: FIRST_CONTACT };

/**
 * A problem that stays open as long as it takes to ask something of it, by steering where there is some, else by luck; with
 * what is said beside the least of it.
 */
export function lasting(service: LiveService, more: JsonObject = {}): ProblemWish {
  return { body: { ...minimalProblem(service), ...more }, scenario: 'PROBLEM_IN_PROGRESS' };
}

/** With a problem that is worked on and stays open, if possible. */
export function withOpenProblem(
  stage: Stage,
  which: number,
  play: (problem: Problem) => Promise<unknown>,
): Promise<void> {
  return withLiveService(stage, which, (service) => withOpenProblemOf(stage, service, play));
}

/** The same for a service that nobody else has at the moment. */
export function withOpenProblemOf(
  stage: Stage,
  service: LiveService,
  play: (problem: Problem) => Promise<unknown>,
): Promise<void> {
  return withSettledProblem(stage, lasting(service), play);
}

/** The same for a problem as it is wished for. */
export async function withSettledProblem(
  stage: Stage,
  wish: ProblemWish,
  play: (problem: Problem) => Promise<unknown>,
): Promise<void> {
  await withAcknowledgedProblem(stage, wish, async (problem) => {
    if (await isSettled(stage, problem)) await play(problem);
  });
}

/** Waits until work on an acknowledged problem has begun, where it stays at that; false when it is over by then. */
export async function isSettled(stage: Stage, problem: Problem): Promise<boolean> {
  if (stage.canSteer('PROBLEM_IN_PROGRESS')) await problem.inProgress();
  return !problem.isOver();
}

/** Amends an open problem, one thing after the other, and at last nothing. */
export const problemAmended: Journey = {
  id: 'problem-amended',
  title: 'Amendments of an open problem, an escalation among them',
  areas: AREAS,
  when: ['service-problems'],
  play: (stage) =>
    withLiveService(stage, 12, (service) =>
      withSettledProblem(stage, lasting(service, WITH_EMAIL), async (problem) => {
        const changes = [
          { escalationRequest: true },
          { notes: 'Conformance test: other notes' },
          { primaryContact: RENUMBERED_CONTACT },
          {
            characteristics: [
              { name: 'SERVICE_HAS_WORKED', value: 'false' },
              { name: 'CPE_POWER_ON', value: 'true' },
            ],
          },
        ];
        for (const change of changes) {
          const outcome = await problem.amend(change);
          // While one amendment is open a supplier may refuse the next.
          if (problem.isOver() || outcome === 'open' || outcome === 'unanswered' || outcome === 'undelivered') return;
        }
        await problem.amend({}, { aim: 'no-change' });
      }),
    ),
};

/** Asks for an amendment that the supplier's test system refuses. */
export const problemAmendmentRejected: Journey = {
  id: 'problem-amendment-rejected',
  title: 'An amendment of a problem that the supplier refuses',
  areas: AREAS,
  when: ['service-problems'],
  play: async (stage) => {
    if (!stage.canSteer('AMENDMENT_REJECTED')) {
      stage.remark('AMENDMENT_REJECTED is not played: the configuration has no steering for it');
      return;
    }
    await withOpenProblem(stage, 13, async (problem) => {
      if (!(await stage.steer('AMENDMENT_REJECTED', problem.handles))) return;
      await problem.amend({ notes: 'Conformance test: to be refused' }, { scenario: 'AMENDMENT_REJECTED' });
    });
  },
};

/** Cancels an open problem; where work on it has gone too far for that, another one as soon as it is acknowledged. */
export const problemCancelled: Journey = {
  id: 'problem-cancelled',
  title: 'The cancellation of an open problem',
  areas: AREAS,
  when: ['service-problems'],
  play: async (stage) => {
    let isRefused = false;
    await withOpenProblem(stage, 14, async (problem) => {
      const outcome = await problem.cancel();
      isRefused = outcome === 'refused';
      if (outcome === undefined) stage.remark(`${problem.name}: no reference is known that a cancellation could carry`);
    });
    if (!isRefused) return;
    await withLiveService(stage, 22, (service) =>
      withAcknowledgedProblem(stage, lasting(service), async (problem) => void (await problem.cancel())),
    );
  },
};

/** Asks for a cancellation that the supplier's test system refuses. */
export const problemCancellationRejected: Journey = {
  id: 'problem-cancellation-rejected',
  title: 'A cancellation of a problem that the supplier refuses',
  areas: AREAS,
  when: ['service-problems'],
  play: async (stage) => {
    const scenario = 'CANCELLATION_REJECTED';
    if (!stage.canSteer(scenario)) {
      stage.remark(`${scenario} is not played: the configuration has no steering for it`);
      return;
    }
    // A cancellation has no notes, so where notes steer, those of the problem do.
    const inNotes = stage.steeredBy(scenario).includes('notes');
    await withLiveService(stage, 15, (service) => {
      const wish = inNotes ? ({ ...lasting(service), scenario } as const) : lasting(service);
      return withSettledProblem(stage, wish, async (problem) => {
        if (await stage.steer(scenario, problem.handles)) await problem.cancel({ scenario });
      });
    });
  },
};

/** Reports a problem of a service that does not exist, and asks about problems and resolutions that nobody knows. */
export const problemUnknown: Journey = {
  id: 'problem-unknown',
  title: 'Problems, services and resolutions that do not exist',
  areas: AREAS,
  when: ['service-problems'],
  play: async (stage) => {
    const aim = 'unknown-problem';
    const unknown = { serviceProblemId: stage.newId(), supplierServiceProblemReference: 'NO_SUCH_PROBLEM' };
    await stage.call({
      operation: 'handleAmendProblem',
      body: { id: stage.newId(), serviceProblemId: unknown.serviceProblemId, notes: 'Conformance test' },
      aim,
    });
    await stage.call({
      operation: 'handleCancelProblem',
      body: { id: stage.newId(), ...unknown, reasonCode: 'NO_LONGER_REQUIRED' },
      aim,
    });
    await stage.call({
      operation: 'handleServiceProblemResolution',
      path: { id: 'NO_SUCH_RESOLUTION' },
      body: { status: 'ACCEPTED' },
      aim: 'unknown-resolution',
    });
    const wish = { body: minimalProblem(NOBODYS_SERVICE), aim: 'unknown-service' } as const;
    await withProblem(stage, wish, async (problem) => void (await problem.ends(stage.pace.acknowledge)));
  },
};
