import type { Defect } from '../defect.ts';
import { addDays, londonDay } from '../london.ts';
import { isObject, isOver, type JsonObject, type Problem, type World } from '../model.ts';
import { completion } from '../problem-courses.ts';
import { problemCourses, problemDeliveries, problemKcis, problemReports, without } from './edits.ts';

/** Changes the resolution in KCIs about problems that have one. */
const resolutions = (edit: (resolution: JsonObject, problem: JsonObject) => JsonObject) =>
  problemReports((problem) =>
    isObject(problem.serviceProblemResolution) ? edit(problem.serviceProblemResolution, problem) : problem,
  );

const quotesCancellation = ({ serviceProblem }: JsonObject) =>
  isObject(serviceProblem) && serviceProblem.serviceProblemCancellationId !== undefined;

const decidedOn = ({ resolution }: Problem) => resolution?.decision?.status;

/** Gives a problem an appointment between two hours of a day to come. */
const appointed =
  (from: number, until: number) =>
  (problem: Problem, { now }: World): Problem => {
    const day = addDays(londonDay(now()), 3);
    const slot = { timeslotStartDateTime: `${day}T${from}:00:00Z`, timeslotEndDateTime: `${day}T${until}:00:00Z` };
    return { ...problem, asked: { ...problem.asked, appointmentTimeslot: slot } };
  };

/** Takes the contact of an amendment for all that there is of it. */
const replacesContacts: Defect['replace'] = (honest) => ({
  problemAmended: (problem, request) => {
    const amended = honest.problemAmended(problem, request);
    const { primaryContact } = request.body;
    return primaryContact === undefined ? amended : { ...amended, asked: { ...amended.asked, primaryContact } };
  },
});

/** Defects of what KCIs tell of problems. */
export const PROBLEM_KCI_DEFECTS: readonly Defect[] = [
  {
    id: 'silent-after-202-to-a-problem',
    title: 'promises to report on a problem and never does',
    breaks: ['PRB-KCI-OUTCOME'],
    consequences: ['PRB-KCI-RESOLVED'],
    style: 'async',
    replace: problemCourses(() => []),
  },
  {
    id: 'resolves-unacknowledged',
    title: 'promises to acknowledge a problem and solves it without',
    breaks: ['PRB-KCI-OUTCOME'],
    consequences: ['PRB-KCI-TRANSITION'],
    style: 'async',
    replace: problemCourses((steps) =>
      steps.filter(({ reasonCode }) => reasonCode !== 'ACKNOWLEDGED' && reasonCode !== 'COMMITTED'),
    ),
  },
  {
    id: 'announces-reported-problems',
    title: 'tells of a problem that was reported to it with CREATED',
    breaks: ['KCI-CREATED-ONLY-FOR-CEASE'],
    consequences: [],
    style: 'async',
    replace: problemKcis((kci) => ({ ...kci, reasonCode: 'CREATED' }), 'ACKNOWLEDGED'),
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
    id: 'names-the-problem-reference-otherwise',
    title: 'tells the reference of a problem under a name of its own',
    breaks: ['PRB-KCI-REFERENCE-MEMBER'],
    consequences: ['KCI-BOTH-IDS'],
    style: 'async',
    replace: problemReports(({ supplierReference, ...problem }) => ({
      ...problem,
      supplierServiceProblemReference: supplierReference,
    })),
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
    id: 'reappoints-problems-backwards',
    title: 'makes another appointment for a problem that ends before it starts',
    breaks: ['PRB-KCI-SLOT-ORDER'],
    consequences: [],
    style: 'sync',
    replace: problemCourses(
      (steps) => [
        ...steps.slice(0, -1),
        { reasonCode: 'REAPPOINTED', text: 'We come later.', change: appointed(17, 13) },
        ...steps.slice(-1),
      ],
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
    id: 'confirms-problem-amendments-only',
    title: 'answers 201 to an amendment of a problem and leaves the problem as it was',
    breaks: ['PRB-KCI-SHOWS-AMENDMENT'],
    consequences: [],
    style: 'sync',
    replace: () => ({ problemAmended: ({ needs: _needs, ...problem }) => problem }),
  },
  {
    id: 'drops-the-notes-of-amended-problems',
    title: 'replaces the notes of a problem when something else is amended',
    breaks: ['PRA-MERGE'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      problemAmended: (problem, request) => {
        const amended = honest.problemAmended(problem, request);
        return request.body.notes === undefined ? { ...amended, asked: { ...amended.asked, notes: 'None' } } : amended;
      },
    }),
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
  {
    id: 'loses-the-email-of-amended-problems',
    title: 'decides on an amendment of a telephone number and forgets the email address of the contact',
    breaks: ['PRA-MERGE'],
    consequences: [],
    style: 'async',
    replace: replacesContacts,
  },
  {
    id: 'forgets-the-email-of-amended-problems',
    title: 'confirms an amendment of a telephone number and forgets the email address of the contact',
    breaks: ['PRA-MERGE'],
    consequences: [],
    style: 'sync',
    replace: replacesContacts,
  },
];
