import type { Defect } from '../defect.ts';
import type { Problem } from '../model.ts';
import { completion } from '../problem-courses.ts';
import { answers, bodies } from './edits.ts';

const DECISION = { to: 'handleServiceProblemResolution', with: 200 } as const;

const decidedOn = ({ resolution }: Problem) => resolution?.decision?.status;

/** Defects of what becomes of resolutions that the tenant accepts or rejects. */
export const RESOLUTION_DEFECTS: readonly Defect[] = [
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
];
