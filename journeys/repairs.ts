import type { JsonObject } from '../specs/json-object.ts';
import { CARRIED_REFERENCE, PROBLEM_ENDINGS, REJECTIONS } from '../specs/problem-lifecycle.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Aim, Intent, Left } from '../evidence/history.ts';
import type { Handles, Kci } from '../evidence/kci.ts';
import { resolutionIn, tellsResolution } from '../evidence/resolutions.ts';
import {
  ask,
  handlesOf,
  isNamedIn,
  objectOf,
  outcomeOf,
  replyOf,
  sentNumber,
  type Asked,
  type Asking,
  type Outcome,
  type Reply,
} from './asking.ts';
import { ENDING } from './interruption.ts';
import type { Scenario, Stage } from './journey.ts';
import { referred } from './ordering.ts';
import { testBefore } from './service-tests.ts';

/** A problem to report, and how. */
export interface ProblemWish {
  readonly body: JsonObject;
  readonly conversation?: string;
  readonly scenario?: Scenario;
  readonly aim?: Aim;
  readonly intent?: Intent;
  readonly without?: readonly string[];
}

/** A problem that was reported to the supplier. What it waits for resolves early when the problem is over. */
export interface Problem {
  readonly handles: Handles;
  readonly reply: Reply;
  /** For example `problem 17`. */
  readonly name: string;
  /** What it is known by. */
  readonly left: () => Left;
  /** The member that carries the supplier's reference in requests; undefined when none is known that they could carry. */
  readonly carried: () => JsonObject | undefined;
  /** Whether it has reached its end, as far as answers and KCIs have told. */
  readonly isOver: () => boolean;
  /** Waits for the supplier to take it on; false when it is rejected, or nothing comes. */
  readonly acknowledged: () => Promise<boolean>;
  /** Waits until work on it has begun; false when it is over before, or that does not come in time. */
  readonly inProgress: () => Promise<boolean>;
  /** Waits for a KCI with that reason; false when the problem is over before without it, or it does not come in time. */
  readonly hears: (reasonCode: string) => Promise<boolean>;
  /** Waits for a KCI that fits and came after an event. */
  readonly hearsAfter: (seq: number, what: string, fits: (kci: Kci) => boolean) => Promise<boolean>;
  /** Waits for a resolution that has not been decided on; its reference, where one comes and has one. */
  readonly resolution: () => Promise<string | undefined>;
  readonly ends: (within?: number) => Promise<boolean>;
  /** Decides on a resolution, for the tenant. */
  readonly decide: (reference: string, decision: Decision, tidying?: true) => Promise<Exchange>;
  readonly amend: (changes: JsonObject, asking?: Asking) => Promise<Outcome>;
  /** Cancels it; undefined when the supplier has told no reference that the request could carry. */
  readonly cancel: (asking?: Asking) => Promise<Outcome | undefined>;
  /** How an amendment or cancellation of it that was sent turns out, as far as the pace allows. */
  readonly decided: (asked: Exchange) => Promise<Outcome>;
}

/** What a tenant thinks of a resolution. */
export type Decision = 'ACCEPTED' | 'REJECTED';

const ENDINGS: readonly (string | undefined)[] = ['COMPLETED', 'CANCELLED', 'TERMINATED', ...REJECTIONS];

/** Whether a KCI ends its problem. */
export function ends({ status, reasonCode }: Kci): boolean {
  return status === undefined ? ENDINGS.includes(reasonCode) : PROBLEM_ENDINGS.includes(status);
}

const TAKEN: readonly (string | undefined)[] = ['ACKNOWLEDGED', 'COMMITTED', 'IN_PROGRESS', 'HELD', 'RESOLVED'];

/** Reports a problem. A sound one of a live service follows a test, in the conversation of the problem where that is given. */
export async function reportProblem(stage: Stage, wish: ProblemWish): Promise<Problem> {
  const { body, ...how } = wish;
  const { conversation, intent } = how;
  const service = stage.data.liveServices.find(({ serviceId }) => serviceId === body.serviceId);
  const tested =
    service && intent?.valid !== false
      ? await testBefore(stage, service, conversation === undefined ? {} : { conversation })
      : {};
  const exchange = await stage.call({
    operation: 'handleCreateProblem',
    body: { id: stage.newId(), ...body, ...tested },
    ...how,
    conversation: conversation ?? stage.newConversation(),
  });
  return followProblem(stage, exchange);
}

/** The problem that a request reported, whoever has sent it and however wrong it was. */
export function followProblem(stage: Stage, exchange: Exchange): Problem {
  const { pace } = stage;
  const handles = handlesOf(stage, exchange);
  const name = `problem ${sentNumber(exchange) ?? 'without a number'}`;
  const reply = replyOf(exchange);
  const created = objectOf(exchange);
  const about: Asked = { handles, name, namedAs: 'serviceProblemId', ends };
  const decided = new Set<string>();
  let cancelled = false;
  const isOver = () => cancelled || stage.kcis(handles).some(ends);
  const wait = async (what: string, within: number, fits: (kci: Kci) => boolean) => {
    if (!isOver()) await stage.kci(handles, (kci) => fits(kci) || ends(kci), { for: `${what} of ${name}`, within });
    return stage.kcis(handles).some(fits);
  };
  const carried = () => {
    const reference = stage.reference(handles) ?? handles.supplierReference;
    return reference !== undefined && CARRIED_REFERENCE.test(reference)
      ? { supplierServiceProblemReference: reference }
      : undefined;
  };
  const isOpenResolution = (kci: Kci) =>
    (tellsResolution(kci) || resolutionIn(kci) !== undefined) && !decided.has(resolutionIn(kci)?.reference ?? '');

  return {
    handles,
    reply,
    name,
    left: () => ({
      kind: 'problem',
      ...(sentNumber(exchange) === undefined ? {} : { id: handles.gatewayId }),
      ...referred(stage.reference(handles) ?? handles.supplierReference),
    }),
    carried,
    isOver,
    acknowledged: async () => {
      if (reply === 'done') return true;
      const isTaken = ({ status, reasonCode }: Kci) => TAKEN.includes(status) || TAKEN.includes(reasonCode);
      return reply === 'taken' && wait('the acknowledgement', pace.acknowledge, isTaken);
    },
    inProgress: async () => {
      if (created?.status === 'IN_PROGRESS') return !isOver();
      return (await wait('the commitment', pace.outcome, ({ status }) => status === 'IN_PROGRESS')) && !isOver();
    },
    hears: (reasonCode) => wait(`the KCI ${reasonCode}`, pace.outcome, (kci) => kci.reasonCode === reasonCode),
    hearsAfter: (seq, what, fits) => wait(what, pace.outcome, (kci) => kci.event.seq > seq && fits(kci)),
    resolution: async () => {
      if (!(await wait('the resolution', pace.outcome, isOpenResolution)) || isOver()) return undefined;
      const told = stage.kcis(handles).findLast(isOpenResolution);
      return told && resolutionIn(told)?.reference;
    },
    ends: (within = pace.outcome) => wait('the end', within, ends),
    decide: (reference, decision, tidying) => {
      decided.add(reference);
      return stage.call({
        operation: 'handleServiceProblemResolution',
        path: { id: reference },
        body: {
          status: decision,
          ...(decision === 'REJECTED' ? { tenantNotes: 'Conformance test: the problem persists' } : {}),
        },
        conversation: handles.conversation,
        ...(tidying ? { tidying } : {}),
      });
    },
    amend: (changes, asking = {}) => ask(stage, about, { ...AMENDMENT, body: { ...carried(), ...changes } }, asking),
    cancel: async (asking = {}) => {
      const reference = carried();
      if (!reference) return undefined;
      const question = { ...CANCELLATION, body: { ...reference, reasonCode: 'ISSUE_RESOLVED' } };
      const outcome = await ask(stage, about, question, asking);
      if (outcome === 'done') cancelled = true;
      return outcome;
    },
    decided: async (asked) => {
      const isCancellation = asked.request.operation === CANCELLATION.operation;
      const outcome = await outcomeOf(stage, about, isCancellation ? CANCELLATION : AMENDMENT, asked);
      if (outcome === 'done' && isCancellation && isNamedIn(asked, about)) cancelled = true;
      return outcome;
    },
  };
}

const AMENDMENT = {
  operation: 'handleAmendProblem',
  noun: 'amendment',
  decidedBy: ['AMENDED', 'AMENDMENT_REJECTED'],
  quotedAs: 'serviceProblemAmendmentId',
} as const;

const CANCELLATION = {
  operation: 'handleCancelProblem',
  noun: 'cancellation',
  decidedBy: ['CANCELLED', 'CANCELLATION_REJECTED'],
  quotedAs: 'serviceProblemCancellationId',
} as const;

/** Ends a problem that is still open, or may be for all we know, and writes down when that does not work. */
export async function withdraw(stage: Stage, problem: Problem): Promise<void> {
  const { name, reply, isOver } = problem;
  if (reply === 'refused' || reply === 'undelivered' || isOver()) return;
  if (stage.signal.aborted && reply === 'taken') {
    const wait = { for: `news of ${name}`, within: ENDING.news, whenEnding: ENDING.news };
    await stage.kci(problem.handles, () => true, wait);
    if (isOver()) return;
  }
  const outcome = await problem.cancel({ tidying: true });
  if (isOver() || (reply === 'unanswered' && outcome === 'refused')) return;
  const why =
    outcome === undefined
      ? 'no reference is known that a cancellation could carry'
      : `its cancellation came to this: ${outcome}`;
  stage.leaveOver(`${name} ${reply === 'unanswered' ? 'may be' : 'is'} still open: ${why}`, problem.left());
}

/**
 * Reports a problem and, when the supplier takes it, plays with it. Whatever happens, the problem is ended if it is still open,
 * and the journey listens for what should not come.
 */
export async function withProblem(
  stage: Stage,
  wish: ProblemWish,
  play: (problem: Problem) => Promise<void>,
): Promise<void> {
  const problem = await reportProblem(stage, wish);
  try {
    if (problem.reply === 'done' || problem.reply === 'taken') await play(problem);
  } finally {
    await withdraw(stage, problem);
    await stage.listen();
  }
}

/** The same, but plays only once the problem is acknowledged, and steers it then where its scenario is steered from outside. */
export async function withAcknowledgedProblem(
  stage: Stage,
  wish: ProblemWish,
  play: (problem: Problem) => Promise<void>,
): Promise<void> {
  await withProblem(stage, wish, async (problem) => {
    if (!(await problem.acknowledged())) return;
    if (wish.scenario !== undefined && !problem.isOver() && !(await stage.steer(wish.scenario, problem.handles)))
      return;
    await play(problem);
  });
}

/** Accepts the next resolution and waits for the end; false when none can be accepted. */
export async function accept(stage: Stage, problem: Problem): Promise<boolean> {
  const reference = await problem.resolution();
  if (reference === undefined) {
    if (!problem.isOver()) {
      stage.remark(`${problem.name}: no resolution was told that could be decided on`);
    }
    return false;
  }
  await problem.decide(reference, 'ACCEPTED');
  return problem.ends();
}
