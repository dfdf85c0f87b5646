import { isObject } from '../specs/json-object.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import { SOUND_REFERENCE } from '../specs/problem-lifecycle.ts';
import { type Kci } from '../evidence/kci.ts';
import type { CreatedStream, Stream } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  answersOf,
  isRejection,
  isSuccess,
  shouldBeTaken,
  show,
  reasonsIn,
  violation,
  type Answered,
} from './answers.ts';
import { createdBy, identified, type Created, type Identified } from './created-orders.ts';
import { overdue } from './deadlines.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { createdOf, isGiven, named, nameOf, reportedOf, type Reported } from './kci-triggers.ts';
import { statusOtherThan } from './order-requests.ts';
import { shownOtherwise } from './shown.ts';

const tests = (evidence: Evidence) => answersOf(evidence, 'handleServiceTest');
const taken = (evidence: Evidence) => tests(evidence).filter(({ response }) => isSuccess(response.status));
const decided = (evidence: Evidence) =>
  tests(evidence).filter(({ response }) => isSuccess(response.status) || isRejection(response.status));
const created = (evidence: Evidence) => createdBy(evidence, 'handleServiceTest');

/** A test is taken with 201; a 202 is told by a rule of its own. */
export const testStatus = check<Answered>({
  id: 'test-status',
  requirement: 'TST-STATUS',
  title: 'tests that were taken',
  forEach: taken,
  violation: (exchange) => statusOtherThan(exchange, (status) => status === 201 || status === 202, '201'),
});

/** A test starts with the answer. */
export const testStartsAtOnce = check<Answered>({
  id: 'test-starts-at-once',
  requirement: 'TST-AT-ONCE',
  title: 'tests that were taken',
  forEach: taken,
  violation: (exchange) => statusOtherThan(exchange, (status) => status !== 202, '201, as the test starts'),
});

/** A test that nothing speaks against is taken. */
export const plainTestsAreTaken = check<Answered>({
  id: 'plain-tests-are-taken',
  requirement: 'TST-ACCEPTED',
  title: 'tests that should succeed',
  forEach: (evidence) => decided(evidence).filter((exchange) => shouldBeTaken(exchange, evidence)),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, '201', `${exchange.response.status}: ${reasonsIn(exchange)}`),
});

/** A listed problem type is taken although it is short. */
export const shortProblemTypeIsTaken = check<Answered>({
  id: 'short-problem-type-is-taken',
  requirement: 'TST-CPE',
  title: 'tests with the problem type CPE',
  forEach: (evidence) => decided(evidence).filter(({ request }) => request.aim === 'short-problem-type'),
  violation: (exchange) =>
    isSuccess(exchange.response.status)
      ? undefined
      : violation(exchange, '201', `${exchange.response.status}: ${reasonsIn(exchange)}`),
});

/** A test that has started has a reference. */
export const testReference = check<Created>({
  id: 'test-reference',
  requirement: 'TST-REFERENCE',
  title: 'references of tests in answers 201',
  forEach: created,
  violation: ({ exchange, order: { supplierReference: reference } }) =>
    isGiven(reference) ? undefined : violation(exchange, 'body/supplierReference', show(reference)),
});

/** The reference of a test is one that a problem can name. */
export const testReferenceForm = check<Identified>({
  id: 'test-reference-form',
  requirement: 'TST-REFERENCE-FORM',
  title: 'references of tests in answers 201',
  forEach: (evidence) => identified(created(evidence), 'supplierReference'),
  violation: ({ exchange, value }) =>
    SOUND_REFERENCE.test(value)
      ? undefined
      : violation(exchange, 'body/supplierReference: 5 to 25 of A-Z, 0-9 and underscore', show(value)),
});

/** A test keeps its number. */
export const testId = check<Created>({
  id: 'test-id',
  requirement: 'TST-ID',
  title: 'numbers of tests in answers 201',
  forEach: created,
  violation: ({ exchange }) => otherNumbers(exchange, 'id'),
});

/** A test that comes back is the one that was asked for. */
export const testEcho = check<Created>({
  id: 'test-echo',
  requirement: 'TST-ECHO',
  title: 'what answers 201 repeat of tests',
  forEach: created,
  violation: ({ exchange }) => notRepeated(exchange, 'id'),
});

/** A service that does not exist is not tested. */
export const testOfUnknownService = check<Answered>({
  id: 'test-of-unknown-service',
  requirement: 'TST-UNKNOWN-SERVICE',
  title: 'tests of services that do not exist',
  forEach: (evidence) => decided(evidence).filter(({ request }) => request.aim === 'unknown-service'),
  violation: (exchange) => statusOtherThan(exchange, isRejection, '422 or 404'),
});

/** What tells of a test that it has been taken on or is under way. */
const UNDER_WAY = ['SENT_TO_SUPPLIER', 'ACKNOWLEDGED', 'COMMITTED', 'IN_PROGRESS', 'PENDING', 'HELD'];

/** Whether a KCI about a test tells how it ended. The shape is not published, so that whatever else it tells may be that. */
const tellsResult = ({ status, reasonCode, entity }: Kci) =>
  isGiven(entity?.result) || reasonCode === 'COMPLETED' || !UNDER_WAY.includes(status ?? reasonCode ?? '');

/** The result of a test that was taken comes by KCI. */
export const testResultFollows = check<CreatedStream>({
  id: 'test-result-follows',
  requirement: 'TST-RESULT',
  title: 'KCIs about tests',
  forEach: (evidence) =>
    createdOf('test')(evidence).filter(({ subject }) => isSuccess(subject.exchange.response?.status ?? 0)),
  violation: (stream, evidence) =>
    overdue(
      stream.subject.exchange,
      evidence.profile.pace.outcome,
      stream.kcis.filter(tellsResult),
      `a KCI with the result of ${nameOf(stream.subject)}`,
      evidence,
    ),
});

const results = (evidence: Evidence) => reportedOf('test')(evidence).filter(({ kci }) => tellsResult(kci));

const outcomeIn = ({ entity }: Kci): unknown => {
  const result = entity?.result;
  const outcome = isObject(result) ? result.testOutcome : undefined;
  return isObject(outcome) ? outcome.testResult : undefined;
};

/** A completed test tells what it has shown. */
export const resultHoldsOutcome = check<Reported>({
  id: 'result-holds-outcome',
  requirement: 'TST-RESULT-OUTCOME',
  title: 'outcome of completed tests',
  forEach: (evidence) => results(evidence).filter(({ kci }) => (kci.status ?? 'COMPLETED') === 'COMPLETED'),
  violation: ({ kci }) =>
    isGiven(outcomeIn(kci))
      ? undefined
      : { expected: 'result.testOutcome.testResult', actual: 'none', seen: [kci.event.seq] },
});

const RESULT_REASONS = ['COMPLETED', 'UPDATE'];
const RESULT_STATUSES = ['COMPLETED', 'FAILED'];

/** A result ends the test. */
export const resultEndsTest = check<Reported>({
  id: 'result-ends-test',
  requirement: 'TST-RESULT-STATUS',
  title: 'status and reason of results',
  forEach: results,
  violation: ({ kci }) =>
    RESULT_REASONS.includes(kci.reasonCode ?? '') && RESULT_STATUSES.includes(kci.status ?? '')
      ? undefined
      : {
          expected: `${RESULT_STATUSES.join(' or ')} with ${RESULT_REASONS.join(' or ')}`,
          actual: named(kci),
          seen: [kci.event.seq],
        },
});

/** A test has one result. */
export const resultComesOnce = check<{ readonly ending: Kci; readonly after: readonly Kci[] }>({
  id: 'result-comes-once',
  requirement: 'TST-RESULT-ONCE',
  title: 'KCIs after the result of a test',
  forEach: ({ views }) => views.streams.filter(({ subject }) => subject.kind === 'test').flatMap(endOf),
  violation: ({ ending, after }) =>
    after.map((kci) => ({
      expected: `nothing after ${named(ending)}`,
      actual: named(kci),
      seen: [ending.event.seq, kci.event.seq],
    })),
});

function endOf({ kcis }: Stream): readonly { readonly ending: Kci; readonly after: readonly Kci[] }[] {
  const index = kcis.findIndex((kci) => isTerminal(kci.status) || isGiven(kci.entity?.result));
  const ending = kcis[index];
  return ending ? [{ ending, after: kcis.slice(index + 1) }] : [];
}

/** What a KCI shows is the test that was asked for. */
export const kciShowsTheTest = check<Reported>({
  id: 'kci-shows-the-test',
  requirement: 'TST-SHOWS-TEST',
  title: 'service, specification and problem type as asked',
  needs: 'requests',
  forEach: reportedOf('test'),
  violation: (reported) => shownOtherwise(reported, ['serviceId'], ['serviceSpecification', 'id'], ['problemType']),
});

/** The checks of tests: how they are taken, and how their results are told. */
export const SERVICE_TEST_CHECKS: readonly Check[] = [
  testStatus,
  testStartsAtOnce,
  plainTestsAreTaken,
  shortProblemTypeIsTaken,
  testReference,
  testReferenceForm,
  testId,
  testEcho,
  testOfUnknownService,
  testResultFollows,
  resultHoldsOutcome,
  resultEndsTest,
  resultComesOnce,
  kciShowsTheTest,
];
