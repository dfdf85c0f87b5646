import { isOver, type ChangeRequest, type Problem, type ServiceTest, type Step, type World } from './model.ts';
import { problemAmendmentOutcome, problemCancellationOutcome, problemScript } from './problem-courses.ts';
import {
  problemAmended,
  problemAmendmentRefusal,
  problemAmendmentRequest,
  problemAnswer,
  problemCancellationRefusal,
  problemCancellationRequest,
  problemCancelled,
  problemChangeAnswer,
  problemChangeRefusal,
  problemOpened,
  problemRefusal,
  problemRequest,
  problemSnapshot,
} from './problems.ts';
import {
  decided,
  decisionAnswer,
  decisionCourse,
  decisionRefusal,
  decisionRequest,
  problemOfResolution,
} from './resolutions.ts';
import { testAnswer, testOpened, testRefusal, testRequest, testScript, testSnapshot } from './service-tests.ts';

/** How an honest supplier tests services and solves problems, one function for each thing that it decides. */
export const HONEST_REPAIR = {
  testRequest,
  testRefusal,
  testOpened,
  testAnswer,
  testSnapshot,
  testScript: testScript as (test: ServiceTest, world: World) => readonly Step<ServiceTest>[],
  testGoesOn: (test: ServiceTest) => !isOver(test),

  problemRequest,
  problemRefusal,
  problemOpened,
  problemAnswer,
  problemSnapshot,
  problemScript: problemScript as (problem: Problem, world: World) => readonly Step<Problem>[],
  problemGoesOn: (problem: Problem) => !isOver(problem),
  problemAmendmentRequest,
  problemCancellationRequest,
  problemChangeRefusal,
  problemAmendmentRefusal,
  problemCancellationRefusal,
  problemAmended,
  problemCancelled,
  problemAmendmentAnswer: (problem: Problem, request: ChangeRequest) => problemChangeAnswer(problem, request, 'A'),
  problemCancellationAnswer: (problem: Problem, request: ChangeRequest) => problemChangeAnswer(problem, request, 'C'),
  problemAmendmentOutcome,
  problemCancellationOutcome,

  decisionRequest,
  problemOfResolution,
  decisionRefusal,
  decided,
  decisionAnswer,
  decisionCourse: decisionCourse as (problem: Problem, world: World) => readonly Step<Problem>[],
} as const;
