import type { Stage } from '../journey.ts';
import { liveService, withLiveService, type LiveService } from '../live-services.ts';
import { minimalProblem } from '../problem-reports.ts';
import { withOpenProblemOf } from '../problems.ts';
import { withAcknowledgedProblem, type Problem } from '../repairs.ts';
import { REACHED_ELSEWHERE, SECOND_CONTACT } from '../requests.ts';
import type { Target } from './target.ts';
import { hold, NO_APPOINTMENT, toTheEnd, wholeContacts } from './targets-holding.ts';

/** Runs what belongs together while nobody else uses the service. */
function alone(which: number): NonNullable<Target['exclusively']> {
  return (stage, play) => withLiveService(stage, which, () => toTheEnd(stage, play));
}

/** A problem of the service that stays open until it is given back: it is withdrawn then. */
async function holdOpenProblem(stage: Stage, service: LiveService | undefined, what: string) {
  if (!service) return undefined;
  const held = await hold<Problem>((use) => withOpenProblemOf(stage, service, use));
  if (!held) stage.remark(`no more variants of ${what}: there is no open problem`);
  return held;
}

const WHICH = { amendment: 19, cancellation: 20, resolution: 21 } as const;

/** The amendment of an open problem, one after the other. */
const amendment: Target = {
  operation: 'handleAmendProblem',
  when: ['service-problems'],
  mostValid: 8,
  exclusively: alone(WHICH.amendment),
  prepare: async (stage) => {
    const held = await holdOpenProblem(stage, liveService(stage, WHICH.amendment), 'amendments of problems');
    if (!held) return undefined;
    const problem = held.thing;
    return {
      draft: {
        body: {
          serviceProblemId: problem.handles.gatewayId,
          ...problem.carried(),
          problemText: 'Conformance test: the line drops every morning',
          escalationRequest: false,
          characteristics: [
            { name: 'SERVICE_HAS_WORKED', value: 'true' },
            { name: 'CPE_POWER_ON', value: 'true' },
          ],
          primaryContact: REACHED_ELSEWHERE,
          secondaryContact: SECOND_CONTACT,
          hazards: 'None: this amendment is a test',
          onSiteRestrictions: 'None: this amendment is a test',
          notes: 'Conformance test: amended',
        },
      },
      fixed: [
        '/body/serviceProblemId',
        '/body/supplierServiceProblemReference',
        // The supplier's own reference of the amendment, which nobody else can know.
        '/body/supplierReference',
        '/body/characteristics',
        // To escalate takes an agreement with the supplier.
        '/body/escalationRequest',
        ...NO_APPOINTMENT,
      ],
      kept: wholeContacts('/body/primaryContact', '/body/secondaryContact'),
      call: { conversation: problem.handles.conversation },
      // While one amendment is open a supplier may refuse the next.
      taken: async (exchange) => {
        const isDecided = ['done', 'refused'].includes(await problem.decided(exchange));
        return isDecided && !problem.isOver() ? 'still good' : 'used up';
      },
      release: held.giveBack,
    };
  },
};

/** The cancellation of an open problem; each that is taken costs one. */
const cancellation: Target = {
  operation: 'handleCancelProblem',
  when: ['service-problems'],
  mostValid: 4,
  exclusively: alone(WHICH.cancellation),
  prepare: async (stage) => {
    const held = await holdOpenProblem(stage, liveService(stage, WHICH.cancellation), 'cancellations of problems');
    if (!held) return undefined;
    const problem = held.thing;
    const reference = problem.carried();
    if (!reference) {
      stage.remark(`${problem.name}: no reference is known that a cancellation could carry`);
      await held.giveBack();
      return undefined;
    }
    return {
      draft: {
        body: {
          serviceProblemId: problem.handles.gatewayId,
          ...reference,
          reasonCode: 'ISSUE_RESOLVED',
          text: 'Conformance test: it works again',
        },
      },
      fixed: ['/body/serviceProblemId', '/body/supplierServiceProblemReference'],
      call: { conversation: problem.handles.conversation },
      taken: async (exchange) => ((await problem.decided(exchange)) === 'refused' ? 'still good' : 'used up'),
      release: held.giveBack,
    };
  },
};

/** A problem with a resolution to decide on. */
interface Resolved {
  readonly problem: Problem;
  readonly reference: string;
}

/** A problem that was resolved, until it is given back: the resolution is accepted then, if nobody has decided on it. */
function holdResolved(stage: Stage, service: LiveService, isDecided: () => boolean) {
  return hold<Resolved>((use) =>
    withAcknowledgedProblem(stage, { body: minimalProblem(service) }, async (problem) => {
      const reference = await problem.resolution();
      if (reference === undefined) return;
      await use({ problem, reference });
      if (isDecided() || problem.isOver()) return;
      await problem.decide(reference, 'ACCEPTED', true);
      await problem.ends();
    }),
  );
}

/** The decision on the resolution of a problem; each that is taken ends one. */
const resolution: Target = {
  operation: 'handleServiceProblemResolution',
  when: ['service-problems'],
  mostValid: 2,
  exclusively: alone(WHICH.resolution),
  prepare: async (stage) => {
    const service = liveService(stage, WHICH.resolution);
    if (!service) return undefined;
    let wasDecided = false;
    const held = await holdResolved(stage, service, () => wasDecided);
    if (!held) {
      stage.remark('no more variants of decisions on resolutions: none was told that could be decided on');
      return undefined;
    }
    const { problem, reference } = held.thing;
    return {
      draft: {
        path: { id: reference },
        body: { status: 'ACCEPTED', tenantNotes: 'Conformance test: it works again' },
      },
      fixed: ['/path/id', '/body/status'],
      call: { conversation: problem.handles.conversation },
      taken: async () => {
        wasDecided = true;
        await problem.ends();
        return 'used up';
      },
      release: held.giveBack,
    };
  },
};

/** The kinds of request about problems that were reported. */
export const PROBLEMS: readonly Target[] = [amendment, cancellation, resolution];
