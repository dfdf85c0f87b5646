import type { Defect } from '../defect.ts';
import { isObject, isOver, type JsonObject, type Problem } from '../model.ts';
import { completion } from '../problem-courses.ts';
import { answers, bodies, problemCourses, problemDeliveries, problemKcis, problemReports, without } from './edits.ts';

const DECISION = { to: 'handleServiceProblemResolution', with: 200 } as const;

/** Changes the resolution in KCIs about problems that have one. */
const resolutions = (edit: (resolution: JsonObject, problem: JsonObject) => JsonObject) =>
  problemReports((problem) =>
    isObject(problem.serviceProblemResolution) ? edit(problem.serviceProblemResolution, problem) : problem,
  );

const quotesCancellation = ({ serviceProblem }: JsonObject) =>
  isObject(serviceProblem) && serviceProblem.serviceProblemCancellationId !== undefined;

const decidedOn = ({ resolution }: Problem) => resolution?.decision?.status;

/** Defects of what KCIs tell of problems, and of what becomes of resolutions. */
export const PROBLEM_KCI_DEFECTS: readonly Defect[] = [
  {
    id: 'decision-only-accepted',
    title: 'answers 202 to a decision on a resolution',
    breaks: ['RES-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(DECISION, ({ headers = {} }) => ({ status: 202, headers })),
  },
  {
    id: 'refuses-decisions',
    title: 'refuses every decision on a resolution',
    breaks: ['RES-TAKEN'],
    consequences: [],
    style: 'sync',
    replace: () => ({ decisionRefusal: () => ({ status: 422, messages: ['this resolution is not known'] }) }),
  },
  {
    id: 'answers-the-other-decision',
    title: 'answers a decision with the other one',
    breaks: ['RES-SHOWS-DECISION'],
    consequences: [],
    style: 'sync',
    replace: bodies(DECISION, (body) => ({ ...body, status: body.status === 'ACCEPTED' ? 'REJECTED' : 'ACCEPTED' })),
  },
  {
    id: 'answers-another-resolution',
    title: 'answers a decision with the reference of another resolution',
    breaks: ['RES-REFERENCE'],
    consequences: [],
    style: 'sync',
    replace: bodies(DECISION, (body) => ({ ...body, supplierReference: 'RES_0' })),
  },
  {
    id: 'takes-decisions-on-nothing',
    title: 'takes a decision on a resolution that it never told',
    breaks: ['RES-UNKNOWN'],
    consequences: ['HTTP-BODY', 'RES-REFERENCE'],
    style: 'sync',
    replace: (honest) => ({
      decisionRefusal: (problem, call) => (problem ? honest.decisionRefusal(problem, call) : undefined),
    }),
  },
  {
    id: 'leaves-accepted-problems-open',
    title: 'does not complete a problem whose resolution was accepted',
    breaks: ['RES-COMPLETES'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      decisionCourse: (problem, world) =>
        decidedOn(problem) === 'ACCEPTED' ? [] : honest.decisionCourse(problem, world),
    }),
  },
  {
    id: 'cancels-what-was-accepted',
    title: 'cancels a problem whose resolution was accepted',
    breaks: ['RES-COMPLETES'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      decisionCourse: (problem, world) =>
        decidedOn(problem) === 'ACCEPTED'
          ? [
              {
                reasonCode: 'CANCELLED',
                problemCode: 'NO_LONGER_REQUIRED',
                text: 'The problem is closed.',
                change: (current) => ({ ...current, status: 'CANCELLED' }),
              },
            ]
          : honest.decisionCourse(problem, world),
    }),
  },
  {
    id: 'holds-what-was-rejected',
    title: 'puts a problem whose resolution was rejected on hold before it solves it again',
    breaks: ['RES-REOPENS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      decisionCourse: (problem, world) =>
        honest.decisionCourse(problem, world).map((step, index) =>
          index === 0 && decidedOn(problem) === 'REJECTED'
            ? {
                ...step,
                change: (current: Problem) => ({ ...(step.change?.(current, world) ?? current), status: 'HELD' }),
              }
            : step,
        ),
    }),
  },
  {
    id: 'completes-what-was-rejected',
    title: 'completes a problem whose resolution was rejected',
    breaks: ['RES-REOPENS'],
    consequences: [],
    style: 'sync',
    replace: () => ({ decisionCourse: () => [completion()] }),
  },
  {
    id: 'silent-after-202-to-a-problem',
    title: 'promises to report on a problem and never does',
    breaks: ['PRB-KCI-OUTCOME'],
    consequences: ['PRB-KCI-RESOLVED'],
    style: 'async',
    replace: problemCourses(() => []),
  },
  {
    id: 'acknowledges-problems-without-reference',
    title: 'acknowledges a problem by KCI without a reference',
    breaks: ['PRB-KCI-REFERENCE'],
    consequences: ['KCI-BOTH-IDS'],
    style: 'async',
    replace: problemReports((problem) => without(problem, 'supplierReference'), 'ACKNOWLEDGED'),
  },
  {
    id: 'silent-on-problem-amendments',
    title: 'promises to decide on an amendment of a problem and never does',
    breaks: ['PRB-KCI-AMENDMENT-OUTCOME'],
    consequences: ['KCI-SEQUENCE-GAP'],
    style: 'async',
    replace: problemDeliveries((kci) => (String(kci.reasonCode).startsWith('AMEND') ? [] : [kci])),
  },
  {
    id: 'silent-on-problem-cancellations',
    title: 'promises to decide on a cancellation of a problem and never does',
    breaks: ['PRB-KCI-CANCELLATION-OUTCOME'],
    consequences: ['PRC-ACCEPTED'],
    style: 'async',
    replace: problemDeliveries((kci) => (quotesCancellation(kci) ? [] : [kci])),
  },
  {
    id: 'amends-problems-without-quoting',
    title: 'does not say which amendment of a problem it has applied',
    breaks: ['PRB-KCI-QUOTES-REQUEST'],
    consequences: [],
    style: 'async',
    replace: problemReports((problem) => without(problem, 'serviceProblemAmendmentId'), 'AMENDED'),
  },
  {
    id: 'quotes-the-problem',
    title: 'quotes the id of the problem in place of that of the amendment',
    breaks: ['PRB-KCI-QUOTES-REQUEST'],
    consequences: ['PRB-KCI-AMENDMENT-OUTCOME'],
    style: 'async',
    replace: problemReports((problem) => ({ ...problem, serviceProblemAmendmentId: problem.id }), 'AMENDED'),
  },
  {
    id: 'never-resolves',
    title: 'never solves a problem',
    breaks: ['PRB-KCI-RESOLVED'],
    consequences: [],
    style: 'sync',
    replace: problemCourses((steps) => steps.slice(0, -1)),
  },
  {
    id: 'resolves-without-code',
    title: 'tells a resolution without resolutionCode',
    breaks: ['PRB-KCI-RESOLUTION'],
    consequences: ['KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: resolutions((resolution, problem) => ({
      ...problem,
      serviceProblemResolution: { ...resolution, resolutionDetails: { resolutionText: 'It works again.' } },
    })),
  },
  {
    id: 'hides-the-resolution',
    title: 'tells a resolution under a name of its own',
    breaks: ['PRB-KCI-RESOLUTION-MEMBER'],
    consequences: ['KCI-NOTHING-LOST'],
    style: 'sync',
    replace: resolutions((repair, problem) => ({ ...without(problem, 'serviceProblemResolution'), repair })),
  },
  {
    id: 'commits-to-held-problems',
    title: 'commits to a problem that it shows as HELD',
    breaks: ['PRB-KCI-STATUS'],
    consequences: ['PRB-KCI-TRANSITION'],
    style: 'sync',
    replace: problemReports((problem) => ({ ...problem, status: 'HELD' }), 'COMMITTED'),
  },
  {
    id: 'shows-problems-pending',
    title: 'shows a problem as PENDING while it waits for the tenant',
    breaks: ['PRB-KCI-PENDING'],
    consequences: ['KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: problemReports((problem) => ({ ...problem, status: 'PENDING' }), 'INFORMATION_REQUIRED'),
  },
  {
    id: 'completes-what-it-did-not-resolve',
    title: 'completes a problem without telling a resolution',
    breaks: ['PRB-KCI-TRANSITION'],
    consequences: [],
    style: 'sync',
    replace: problemCourses((steps) => [...steps.slice(0, -1), completion()], 'PROBLEM_DELAYED'),
  },
  {
    id: 'goes-on-after-problem-completion',
    title: 'puts a completed problem back in progress',
    breaks: ['PRB-KCI-TERMINAL'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      decisionCourse: (problem, world) => [
        ...honest.decisionCourse(problem, world),
        ...(decidedOn(problem) === 'ACCEPTED'
          ? [{ reasonCode: 'UPDATE', text: 'One more thing.', quotes: { status: 'IN_PROGRESS' } }]
          : []),
      ],
      problemGoesOn: (problem) => !isOver(problem) || problem.status === 'COMPLETED',
    }),
  },
  {
    id: 'holds-problems-after-refusal',
    title: 'holds the problem after rejecting an amendment',
    breaks: ['PRB-KCI-REFUSAL-STATUS'],
    consequences: [],
    style: 'async',
    replace: problemReports((problem) => ({ ...problem, status: 'HELD' }), 'AMENDMENT_REJECTED'),
  },
  {
    id: 'delays-problems-without-cause',
    title: 'delays a problem without a problem code',
    breaks: ['PRB-KCI-PROBLEM-CODE'],
    consequences: [],
    style: 'sync',
    replace: problemKcis((kci) => without(kci, 'problemCode'), 'DELAY'),
  },
  {
    id: 'asks-without-a-question',
    title: 'wants information on a problem and does not say which',
    breaks: ['PRB-KCI-INFORMATION-TEXT'],
    consequences: [],
    style: 'sync',
    replace: problemKcis((kci) => without(kci, 'text'), 'INFORMATION_REQUIRED'),
  },
  {
    id: 'reappoints-problems-without-slot',
    title: 'makes another appointment for a problem and does not say when',
    breaks: ['PRB-KCI-REAPPOINTED-SLOT'],
    consequences: [],
    style: 'sync',
    replace: problemCourses(
      (steps) => [...steps.slice(0, -1), { reasonCode: 'REAPPOINTED', text: 'We come later.' }, ...steps.slice(-1)],
      'PROBLEM_DELAYED',
    ),
  },
  {
    id: 'rejects-problems-without-a-word',
    title: 'rejects a problem by KCI and does not say why',
    breaks: ['PRB-KCI-REJECTED-TEXT'],
    consequences: [],
    style: 'async',
    replace: problemKcis((kci) => without(kci, 'text'), 'ORDER_REJECTED'),
  },
  {
    id: 'incident-without-parent',
    title: 'shows a problem as part of an incident that it does not name',
    breaks: ['PRB-KCI-INCIDENT'],
    consequences: [],
    style: 'sync',
    replace: problemReports((problem) => ({ ...problem, status: 'NETWORK_INCIDENT' }), 'DELAY'),
  },
  {
    id: 'repairs-another-service',
    title: 'reports on a problem of another service than was told',
    breaks: ['PRB-KCI-SHOWS-PROBLEM'],
    consequences: [],
    style: 'sync',
    replace: problemReports((problem) => ({ ...problem, serviceId: 'S99999' })),
  },
  {
    id: 'forgets-problem-amendments',
    title: 'says that it has amended a problem and shows it as it was',
    breaks: ['PRB-KCI-SHOWS-AMENDMENT'],
    consequences: [],
    style: 'async',
    replace: () => ({ problemAmended: ({ needs: _needs, ...problem }) => problem }),
  },
  {
    id: 'rewrites-amended-problems',
    title: 'replaces the text of a problem when something else is amended',
    breaks: ['PRA-MERGE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      problemAmended: (problem, request) => {
        const amended = honest.problemAmended(problem, request);
        return { ...amended, asked: { ...amended.asked, problemText: 'As amended by the tenant' } };
      },
    }),
  },
];
