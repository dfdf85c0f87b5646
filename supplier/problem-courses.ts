import type { ChangeRequest, Problem, Step } from './model.ts';
import { refusesAmendment, refusesCancellation } from './orders.ts';
import { NOT_OURS, problemCommitted } from './problems.ts';

type Course = (problem: Problem) => readonly Step<Problem>[];

/** The KCIs of a problem's life in their order, up to the resolution that the tenant decides on. */
export function problemScript(problem: Problem): readonly Step<Problem>[] {
  if (problem.scenario === 'PROBLEM_REJECTED') return [rejection(problem)];
  return [...opening(problem), ...(COURSES[problem.scenario] ?? usual)(problem)];
}

/** The step that rejects a problem which was taken in with 202. */
export function rejection(problem: Problem): Step<Problem> {
  return {
    reasonCode: 'ORDER_REJECTED',
    problemCode: codeOf(problem, 'INVALID_REQUEST'),
    text: NOT_OURS,
    change: to('REJECTED'),
  };
}

/** The step that acknowledges a problem. */
export function acknowledgement(): Step<Problem> {
  return { reasonCode: 'ACKNOWLEDGED', change: to('ACKNOWLEDGED') };
}

/** The step that commits to a problem. */
export function commitment(): Step<Problem> {
  return { reasonCode: 'COMMITTED', change: problemCommitted };
}

/** The step that holds a problem up. */
export function delay(problem: Problem): Step<Problem> {
  return {
    reasonCode: 'DELAY',
    problemCode: codeOf(problem, 'ACCESS_ISSUE'),
    text: 'The chamber is locked; the key comes tomorrow.',
    change: to('HELD'),
  };
}

/** The step that ends a delay. */
export function resumption(): Step<Problem> {
  return { reasonCode: 'RESUMED', text: 'Work goes on.', change: to('IN_PROGRESS') };
}

/** The step that asks the tenant for information; suppliers show no status of their own for that. */
export function question(problem: Problem): Step<Problem> {
  return {
    reasonCode: 'INFORMATION_REQUIRED',
    problemCode: codeOf(problem, 'INFORMATION_REQUIRED'),
    text: 'Please say which lights of the ONT are on.',
    change: (current) => ({ ...current, needs: 'information' }),
  };
}

/** The step that tells how a problem was solved. No reason code is published for that; its status says it. */
export function resolved(): Step<Problem> {
  return {
    reasonCode: 'UPDATE',
    text: 'A damaged fibre was replaced.',
    change: (problem, { now, next }) => ({
      ...problem,
      status: 'RESOLVED',
      resolution: {
        reference: `RES_${next()}`,
        resolvedDate: now().toISOString(),
        code: 'NETWORK_ISSUE',
        text: 'A damaged fibre was replaced.',
      },
    }),
  };
}

/** The step that ends a problem whose resolution was accepted. */
export function completion(): Step<Problem> {
  return { reasonCode: 'COMPLETED', change: to('COMPLETED') };
}

/** The step that takes up a problem again whose resolution was rejected. */
export function reopening(): Step<Problem> {
  return {
    reasonCode: 'UPDATE',
    text: 'The problem is looked at again.',
    change: ({ resolution: _resolution, ...problem }) => ({ ...problem, status: 'IN_PROGRESS' }),
  };
}

/** The outcome of an amendment of a problem that was answered with 202; `apply` carries it out. */
export function problemAmendmentOutcome(
  problem: Problem,
  request: ChangeRequest,
  apply: (problem: Problem, request: ChangeRequest) => Problem,
): Step<Problem> {
  const quotes = { serviceProblemAmendmentId: request.id };
  if (!refusesAmendment(problem, request)) {
    const change = (current: Problem) => apply(current, request);
    return { reasonCode: 'AMENDED', text: 'The problem was changed as asked.', quotes, change };
  }
  return {
    reasonCode: 'AMENDMENT_REJECTED',
    problemCode: codeOf(problem, 'INVALID_REQUEST'),
    text: 'The repair is too far on to be changed.',
    quotes,
  };
}

/** The outcome of a cancellation of a problem that was answered with 202; `apply` carries it out. */
export function problemCancellationOutcome(
  problem: Problem,
  request: ChangeRequest,
  apply: (problem: Problem) => Problem,
): Step<Problem> {
  const quotes = { serviceProblemCancellationId: request.id };
  if (!refusesCancellation(problem, request)) {
    const problemCode = codeOf(problem, 'NO_LONGER_REQUIRED');
    return { reasonCode: 'CANCELLED', problemCode, text: 'Cancelled as asked.', quotes, change: apply };
  }
  return {
    reasonCode: 'CANCELLATION_REJECTED',
    problemCode: codeOf(problem, 'INVALID_REQUEST'),
    text: 'The repair is as good as done.',
    quotes,
    change: ({ cancelling: _cancelling, ...rest }) => rest,
  };
}

const usual: Course = (problem) => [...(problem.rich ? [warning(problem), visit()] : []), resolved()];

const COURSES: Readonly<Record<string, Course>> = {
  PROBLEM_DELAYED: (problem) => [delay(problem), resumption(), resolved()],
  PROBLEM_PENDING: (problem) => [question(problem), resolved()],
  PROBLEM_IN_PROGRESS: () => [],
  AMENDMENT_REJECTED: () => [],
  CANCELLATION_REJECTED: () => [],
};

/** What the answer has not said already. */
function opening({ mode }: Problem): readonly Step<Problem>[] {
  if (mode === 'committed') return [];
  return mode === 'async' ? [acknowledgement(), commitment()] : [commitment()];
}

function warning(problem: Problem): Step<Problem> {
  return {
    reasonCode: 'WARNING',
    problemCode: codeOf(problem, 'FAULT_AT_NODE'),
    text: 'The node may have to be replaced, which takes longer.',
  };
}

function visit(): Step<Problem> {
  return { reasonCode: 'ADDITIONAL', text: 'An engineer is on the way.' };
}

/** The code that the tester asked for, or the usual one. */
function codeOf({ problemCode }: Problem, otherwise: string): string {
  return problemCode ?? otherwise;
}

function to(status: string): (problem: Problem) => Problem {
  return (problem) => ({ ...problem, status });
}
