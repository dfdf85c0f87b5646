import type { Defect } from '../defect.ts';
import { isOver, type JsonObject, type Problem, type World } from '../model.ts';
import { completion } from '../problem-courses.ts';
import { answers, bodies, problemCourses, without } from './edits.ts';

const PROBLEM = { to: 'handleCreateProblem', with: 201 } as const;
const AMENDED = { to: 'handleAmendProblem', with: 201 } as const;
const CANCELLED = { to: 'handleCancelProblem', with: 201 } as const;

const isCancellation = (request: { readonly reasonCode?: unknown }) => request.reasonCode !== undefined;

/** Refuses problems that are as they may be. */
const refusesProblemsThat =
  (isMeant: (request: JsonObject) => boolean): Defect['replace'] =>
  (honest) => ({
    problemRefusal: (request, call, world) =>
      honest.problemRefusal(request, call, world) ??
      (isMeant(request) ? { status: 422, messages: ['problems of this kind are not taken here'] } : undefined),
  });

/** Defects of the answers to problems, and to amendments and cancellations of them. */
export const SERVICE_PROBLEM_DEFECTS: readonly Defect[] = [
  {
    id: 'problem-not-created',
    title: 'answers 200 to a problem',
    breaks: ['PRB-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(PROBLEM, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'problems-without-ids',
    title: 'leaves X-Request-ID off its answers to problems',
    breaks: ['HTTP-IDS-DOCUMENTED'],
    consequences: [],
    style: 'sync',
    replace: answers(PROBLEM, (answer) => ({
      ...answer,
      headers: without(answer.headers ?? {}, 'X-Request-ID') as Record<string, string>,
    })),
  },
  {
    id: 'refuses-every-second-problem',
    title: 'refuses every second good problem',
    breaks: ['PRB-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      let problems = 0;
      return {
        problemRefusal: (request, call, world) =>
          honest.problemRefusal(request, call, world) ??
          ((problems += 1) % 2 === 0 ? { status: 422, messages: ['no engineer is left today'] } : undefined),
      };
    },
  },
  {
    id: 'refuses-problems-with-a-parent',
    title: 'refuses a problem that is part of another one',
    breaks: ['PRB-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: refusesProblemsThat((request) => request.parentServiceProblemId !== undefined),
  },
  {
    id: 'forgets-the-parent-of-problems',
    title: 'answers a problem without the one that it is part of',
    breaks: ['PRB-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(PROBLEM, (body) => without(body, 'parentServiceProblemId', 'parentServiceProblemReference')),
  },
  {
    id: 'refuses-problems-with-an-appointment',
    title: 'refuses a problem with an appointment that it has reserved',
    breaks: ['PRB-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: refusesProblemsThat((request) => request.appointmentReservationId !== undefined),
  },
  {
    id: 'created-problem-is-held',
    title: 'answers 201 with a problem that is HELD',
    breaks: ['PRB-201-STATUS'],
    consequences: [],
    style: 'sync',
    replace: bodies(PROBLEM, (body) => ({ ...body, status: 'HELD' })),
  },
  {
    id: 'created-problem-without-reference',
    title: 'gives no reference of a problem in the 201',
    breaks: ['PRB-201-REFERENCE'],
    consequences: [],
    style: 'sync',
    replace: bodies(PROBLEM, (body) => without(body, 'supplierReference')),
  },
  {
    id: 'problem-references-in-lower-case',
    title: 'gives problems references that a cancellation cannot carry',
    breaks: ['PRB-REFERENCE-FORM'],
    // What it derives from them for amendments has a form that is published.
    consequences: ['HTTP-BODY'],
    style: 'sync',
    replace: (honest) => ({
      problemOpened: (request, call, world) => {
        const problem = honest.problemOpened(request, call, world);
        return { ...problem, reference: problem.reference.toLowerCase() };
      },
    }),
  },
  {
    id: 'all-problems-under-one-reference',
    title: 'gives every problem the same reference',
    breaks: ['PRB-REFERENCE-UNIQUE'],
    consequences: ['KCI-IDENTIFIED'],
    style: 'sync',
    replace: (honest) => ({
      problemOpened: (request, call, world) => ({ ...honest.problemOpened(request, call, world), reference: 'PRB_1' }),
    }),
  },
  {
    id: 'renumbers-problems',
    title: 'answers a problem under a number of its own',
    breaks: ['PRB-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(PROBLEM, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'cuts-problem-notes-short',
    title: 'cuts the notes of a problem to ten characters in its answer',
    breaks: ['PRB-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(PROBLEM, (body) => ({ ...body, notes: String(body.notes).slice(0, 10) })),
  },
  {
    id: 'repairs-anything',
    title: 'takes problems of services that it does not have',
    breaks: ['PRB-UNKNOWN-SERVICE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemRefusal: (request, call, world) => {
        const refusal = honest.problemRefusal(request, call, world);
        return refusal?.messages.every((message) => message.startsWith('service ')) ? undefined : refusal;
      },
    }),
  },
  {
    id: 'problem-amendment-not-created',
    title: 'answers 200 to an amendment of a problem',
    breaks: ['PRA-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(AMENDED, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-escalations',
    title: 'refuses every escalation of a problem',
    breaks: ['PRA-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemAmendmentRefusal: (problem, request) =>
        request.body.escalationRequest === true
          ? { status: 422, messages: ['problems are not escalated here'] }
          : honest.problemAmendmentRefusal(problem, request),
    }),
  },
  {
    id: 'refuses-other-appointments-for-problems',
    title: 'refuses every amendment of a problem to another appointment that it has reserved',
    breaks: ['PRA-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemAmendmentRefusal: (problem, request) =>
        request.body.appointmentReservationId === undefined
          ? honest.problemAmendmentRefusal(problem, request)
          : { status: 422, messages: ['the appointment stays as it is'] },
    }),
  },
  {
    id: 'amends-another-problem',
    title: 'answers an amendment as one of another problem',
    breaks: ['PRA-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(AMENDED, (body) => ({ ...body, serviceProblemId: Number(body.serviceProblemId) + 1 })),
  },
  {
    id: 'problem-amendment-without-notes',
    title: 'leaves the notes out of the answer to an amendment of a problem',
    breaks: ['PRA-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(AMENDED, (body) => without(body, 'notes')),
  },
  {
    id: 'amends-nothing',
    title: 'takes an amendment of a problem that names nothing to change',
    breaks: ['PRA-NO-CHANGE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemAmendmentRefusal: (problem, request) => {
        const refusal = honest.problemAmendmentRefusal(problem, request);
        return refusal?.messages.every((message) => message.endsWith('nothing to change')) ? undefined : refusal;
      },
    }),
  },
  {
    id: 'amends-unknown-problems',
    title: 'answers 202 to the amendment of a problem that it does not know',
    breaks: ['PRA-UNKNOWN-PROBLEM'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      problemChangeRefusal: (problem, request) =>
        problem || isCancellation(request) ? honest.problemChangeRefusal(problem, request) : undefined,
    }),
  },
  {
    id: 'amends-finished-problems',
    title: 'answers 201 to the amendment of a problem that is over',
    breaks: ['PRA-AFTER-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemChangeRefusal: (problem, request) =>
        problem && isOver(problem) && !isCancellation(request)
          ? undefined
          : honest.problemChangeRefusal(problem, request),
    }),
  },
  {
    id: 'problem-cancellation-not-created',
    title: 'answers 200 to a cancellation of a problem',
    breaks: ['PRC-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(CANCELLED, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'refuses-problem-cancellations',
    title: 'refuses every cancellation of an open problem',
    breaks: ['PRC-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: () => ({
      problemCancellationRefusal: () => ({ status: 422, messages: ['problems are not cancelled here'] }),
    }),
  },
  {
    id: 'renumbers-problem-cancellations',
    title: 'answers a cancellation of a problem under a number of its own',
    breaks: ['PRC-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(CANCELLED, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'cancels-problems-for-other-reasons',
    title: 'answers every cancellation of a problem with the reason OTHER',
    breaks: ['PRC-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(CANCELLED, (body) => ({ ...body, reasonCode: 'OTHER' })),
  },
  {
    id: 'cancels-unknown-problems',
    title: 'answers 202 to the cancellation of a problem that it does not know',
    breaks: ['PRC-UNKNOWN-PROBLEM'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      problemChangeRefusal: (problem, request) =>
        problem || !isCancellation(request) ? honest.problemChangeRefusal(problem, request) : undefined,
    }),
  },
  {
    id: 'cancels-finished-problems',
    title: 'answers 201 to the cancellation of a problem that is over',
    breaks: ['PRC-AFTER-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemChangeRefusal: (problem, request) =>
        problem && isOver(problem) && isCancellation(request)
          ? undefined
          : honest.problemChangeRefusal(problem, request),
    }),
  },
  {
    id: 'completes-cancelled-problems',
    title: 'cancels a problem in its answer, then completes it',
    breaks: ['PRC-STAYS'],
    consequences: ['PRB-KCI-TRANSITION'],
    style: 'sync',
    // It goes on when it is cancelled, and not before: so the one never comes too late for the other.
    replace: (honest) => ({
      ...problemCourses(
        (steps) => [
          ...steps.map((step) => ({
            ...step,
            change: (problem: Problem, world: World): Problem => ({
              ...(step.change?.(problem, world) ?? problem),
              needs: 'information',
            }),
          })),
          completion(),
        ],
        'PROBLEM_IN_PROGRESS',
      )(honest),
      problemCancelled: ({ needs: _needs, ...problem }) => problem,
    }),
  },
];
