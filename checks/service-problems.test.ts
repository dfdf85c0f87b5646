import { expect, test } from '@playwright/test';
import { RESOLUTION_REQUIREMENTS } from '../specs/requirements/resolutions.ts';
import { SERVICE_PROBLEM_REQUIREMENTS } from '../specs/requirements/service-problems.ts';
import { concluded, history, STARTED, type Happening } from './fixtures/history.ts';
import {
  acknowledgedProblem,
  decision,
  problemChanged,
  problemKci,
  problemReported,
  resolution,
} from './fixtures/repairs.ts';
import { RESOLUTION_CHECKS } from './resolutions.ts';
import { SERVICE_PROBLEM_CHECKS } from './service-problems.ts';

const LONG = 400_000;

const judged = (id: string, ...happened: readonly Happening[]) => {
  const check = [...SERVICE_PROBLEM_CHECKS, ...RESOLUTION_CHECKS].find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return concluded(check, [...SERVICE_PROBLEM_REQUIREMENTS, ...RESOLUTION_REQUIREMENTS], history(...happened));
};

test('problem-status', () => {
  expect(judged('problem-status', problemReported(201), problemReported(202)).outcome).toBe('passed');
  expect(judged('problem-status', problemReported(200)).actual).toEqual(['200']);
});

test('plain-problems-are-taken', () => {
  expect(judged('plain-problems-are-taken', problemReported(422, { messages: ['no'] })).actual).toEqual(['422: "no"']);
  const steered = problemReported(422, {}, { scenario: 'PROBLEM_REJECTED' });
  expect(judged('plain-problems-are-taken', steered).outcome).toBe('not-exercised');
});

test('created-problem-status, created-problem-reference', () => {
  const odd = problemReported(201, acknowledgedProblem({ status: 'HELD', supplierReference: '' }));
  expect(judged('created-problem-status', odd).actual).toEqual(['"HELD"']);
  expect(judged('created-problem-reference', odd).actual).toEqual(['""']);
  const fine = problemReported(201, acknowledgedProblem({ status: 'IN_PROGRESS' }));
  expect(judged('created-problem-status', fine).outcome).toBe('passed');
  expect(judged('created-problem-reference', fine).outcome).toBe('passed');
});

test('problem-reference-form, told in an answer or in a KCI', () => {
  expect(judged('problem-reference-form', problemReported()).outcome).toBe('passed');
  const answered = problemReported(201, acknowledgedProblem({ supplierReference: 'ab-1' }));
  expect(judged('problem-reference-form', answered).actual).toEqual(['"ab-1"']);
  const told = [problemReported(202), problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { supplierReference: 'P1' })];
  expect(judged('problem-reference-form', ...told).actual).toEqual(['"P1"']);
  const longer = problemReported(201, acknowledgedProblem({ supplierReference: 'ABCDE-and more' }));
  expect(judged('problem-reference-form', longer).outcome).toBe('failed');
  expect(judged('problem-reference-form', problemReported(202)).outcome).toBe('not-applicable');
});

test('problem-references-are-unique', () => {
  expect(judged('problem-references-are-unique', problemReported(), problemReported()).actual).toEqual([
    '"PRB_801" again',
  ]);
});

test('problem-id, problem-echo', () => {
  const other = problemReported(201, acknowledgedProblem({ id: 1, notes: 'Router' }));
  expect(judged('problem-id', other).actual).toEqual(['1']);
  expect(judged('problem-echo', other).actual).toEqual(['"Router"']);
});

test('problem-of-unknown-service', () => {
  const asked = (status: number) => problemReported(status, undefined, { aim: 'unknown-service' });
  expect(judged('problem-of-unknown-service', asked(422), asked(404)).outcome).toBe('passed');
  expect(judged('problem-of-unknown-service', asked(201)).actual).toEqual(['201']);
  const rejected = [asked(202), problemKci('ORDER_REJECTED', 'REJECTED')];
  expect(judged('problem-of-unknown-service', ...rejected).outcome).toBe('passed');
  const begun = [asked(202), problemKci('COMMITTED', 'IN_PROGRESS')];
  expect(judged('problem-of-unknown-service', ...begun).actual).toEqual(['COMMITTED, IN_PROGRESS']);
});

for (const [operation, noun, prefix] of [
  ['handleAmendProblem', 'amendment', 'problem-amendment'],
  ['handleCancelProblem', 'cancellation', 'problem-cancellation'],
] as const) {
  test(`the answers to the ${noun} of a problem`, () => {
    const fine = [problemReported(), problemChanged(operation, 201), problemChanged(operation, 202)];
    expect(judged(`${prefix}-status`, ...fine).outcome).toBe('passed');
    expect(judged(`${prefix}-status`, problemReported(), problemChanged(operation, 200)).actual).toEqual(['200']);

    const plain = `plain-problem-${noun}s-are-taken`;
    expect(judged(plain, problemReported(), problemChanged(operation, 422)).actual).toEqual(['422']);
    const resolved = [problemReported(), problemKci('UPDATE', 'RESOLVED'), problemChanged(operation, 422)];
    expect(judged(plain, ...resolved).outcome).toMatch(/not-exercised|not-applicable/);
    const scenario = noun === 'amendment' ? 'AMENDMENT_REJECTED' : 'CANCELLATION_REJECTED';
    const steered = [problemReported(), problemChanged(operation, 422, {}, { scenario })];
    expect(judged(plain, ...steered).outcome).toMatch(/not-exercised|not-applicable/);

    const other = problemChanged(operation, 201, { id: 1, serviceProblemId: 2 });
    expect(judged(`${prefix}-id`, problemReported(), other).actual).toEqual(['1', '2']);
    const changed = noun === 'amendment' ? { notes: 'Ring' } : { reasonCode: 'OTHER' };
    expect(judged(`${prefix}-echo`, problemReported(), problemChanged(operation, 201, changed)).outcome).toBe('failed');

    const unknown = (status: number) => problemChanged(operation, status, {}, { aim: 'unknown-problem' });
    expect(judged(`${noun}-of-unknown-problem`, unknown(422), unknown(404)).outcome).toBe('passed');
    expect(judged(`${noun}-of-unknown-problem`, unknown(202)).actual).toEqual(['202']);

    const late = (status: number) => problemChanged(operation, status, {}, { aim: 'after-terminal' });
    expect(judged(`${prefix}-after-terminal`, late(422), late(202)).outcome).toBe('passed');
    expect(judged(`${prefix}-after-terminal`, late(201)).actual).toEqual(['201']);
  });
}

test('problem-amendment-without-change', () => {
  const asked = (status: number) => problemChanged('handleAmendProblem', status, {}, { aim: 'no-change' });
  expect(judged('problem-amendment-without-change', asked(422)).outcome).toBe('passed');
  expect(judged('problem-amendment-without-change', asked(201)).actual).toEqual(['201']);
});

test('cancelled-problem-does-not-go-on', () => {
  const cancelled = [problemReported(), problemChanged('handleCancelProblem', 201)];
  const id = 'cancelled-problem-does-not-go-on';
  expect(judged(id, ...cancelled, problemKci('CANCELLED', 'CANCELLED')).outcome).toBe('passed');
  expect(judged(id, ...cancelled, problemKci('COMPLETED', 'COMPLETED')).outcome).toBe('failed');
  expect(judged(id, ...cancelled, 2_000, problemKci('UPDATE', 'IN_PROGRESS')).outcome).toBe('failed');
  expect(judged(id, ...cancelled, 2_000, problemKci('UPDATE', undefined)).outcome).toBe('passed');
  const delayed = (status: string) => problemKci('UPDATE', status, {}, { issuedOn: STARTED });
  expect(judged(id, ...cancelled, 60_000, delayed('IN_PROGRESS')).outcome, 'issued before').toBe('passed');
  expect(judged(id, ...cancelled, 60_000, delayed('COMPLETED')).outcome, 'the end is one').toBe('failed');
});

const resolvedProblem = [problemReported(), problemKci('COMMITTED', 'IN_PROGRESS'), problemKci('UPDATE', 'RESOLVED')];

test('decision-status, plain-decisions-are-taken', () => {
  expect(judged('decision-status', ...resolvedProblem, decision('ACCEPTED')).outcome).toBe('passed');
  expect(judged('decision-status', ...resolvedProblem, decision('ACCEPTED', 204)).actual).toEqual(['204']);
  expect(judged('plain-decisions-are-taken', ...resolvedProblem, decision('ACCEPTED', 404)).actual).toEqual(['404']);
  const unknown = decision('ACCEPTED', 404, {}, { aim: 'unknown-resolution' });
  expect(judged('plain-decisions-are-taken', unknown).outcome).toBe('not-applicable');
});

test('answer-shows-decision, answer-shows-resolution', () => {
  expect(judged('answer-shows-decision', decision('REJECTED')).outcome).toBe('passed');
  expect(judged('answer-shows-decision', decision('REJECTED', 200, { status: 'ACCEPTED' })).actual).toEqual([
    '"ACCEPTED"',
  ]);
  expect(judged('answer-shows-resolution', decision('ACCEPTED')).outcome).toBe('passed');
  expect(judged('answer-shows-resolution', decision('ACCEPTED', 200, {}, { id: 'R%2F2' })).expected).toEqual([
    'body/supplierReference: "R/2"',
  ]);
  const noted = decision('REJECTED', 200, {}, { body: { status: 'REJECTED', tenantNotes: 'It still drops' } });
  expect(judged('answer-shows-resolution', noted).actual).toEqual(['missing']);
});

test('decision-on-unknown-resolution', () => {
  const asked = (status: number) => decision('ACCEPTED', status, {}, { aim: 'unknown-resolution' });
  expect(judged('decision-on-unknown-resolution', asked(404), asked(422)).outcome).toBe('passed');
  expect(judged('decision-on-unknown-resolution', asked(200)).actual).toEqual(['200']);
});

test('accepted-resolution-completes', () => {
  const id = 'accepted-resolution-completes';
  const accepted = [...resolvedProblem, decision('ACCEPTED')];
  const after = decision('ACCEPTED', 422);
  expect(judged(id, ...accepted, problemKci('COMPLETED', 'COMPLETED'), LONG, after).outcome).toBe('passed');
  expect(judged(id, ...accepted, problemKci('COMPLETED', undefined), LONG, after).outcome).toBe('passed');
  expect(judged(id, ...accepted, problemKci('UPDATE', 'IN_PROGRESS'), LONG, after).actual).toEqual(['none came']);
  expect(judged(id, ...accepted).outcome).toBe('passed');
  const tooEarly = [...resolvedProblem, problemKci('COMPLETED', 'COMPLETED'), decision('ACCEPTED'), LONG, after];
  expect(judged(id, ...tooEarly).actual, 'what came before does not count').toEqual(['none came']);
  expect(judged(id, ...resolvedProblem, decision('ACCEPTED', 422)).outcome).toBe('not-applicable');

  const otherwise = judged(id, ...accepted, problemKci('CANCELLED', 'CANCELLED'));
  expect(otherwise.actual, 'another end is wrong at once').toEqual([
    expect.stringMatching(/^CANCELLED .* status CANCELLED/),
  ]);
  const unshown = [...accepted, problemKci('CANCELLED', undefined)];
  expect(judged(id, ...unshown).outcome).toBe('failed');
  const asked = [...accepted, problemChanged('handleCancelProblem', 202), problemKci('CANCELLED', 'CANCELLED')];
  expect(judged(id, ...asked).outcome, 'unless the tenant has asked for it').toBe('passed');
});

test('rejected-resolution-reopens', () => {
  const id = 'rejected-resolution-reopens';
  const rejected = [...resolvedProblem, decision('REJECTED')];
  const after = decision('ACCEPTED', 422);
  const followedBy = (...kcis: readonly Happening[]) => judged(id, ...rejected, ...kcis, LONG, after);
  const again = problemKci('UPDATE', 'RESOLVED', {
    serviceProblemResolution: resolution({ supplierReference: 'RES_2' }),
  });
  for (const reopened of [
    problemKci('UPDATE', 'IN_PROGRESS'),
    problemKci('COMMITTED', 'IN_PROGRESS'),
    problemKci('RESUMED', undefined),
  ]) {
    expect(followedBy(reopened, again, problemKci('COMPLETED', 'COMPLETED')).outcome).toBe('passed');
  }
  expect(judged(id, ...rejected).outcome, 'there is still time').toBe('passed');
  for (const otherwise of [
    problemKci('UPDATE', 'HELD'),
    problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED'),
    problemKci('ADDITIONAL', 'RESOLVED'),
    problemKci('CONFIRM', undefined),
    again,
  ]) {
    expect(followedBy(otherwise).actual).toEqual(['none came']);
    expect(judged(id, ...rejected, otherwise, problemKci('COMPLETED', 'COMPLETED')).outcome).toBe('failed');
  }
  expect(followedBy().actual).toEqual(['none came']);
  for (const [reason, status] of [
    ['COMPLETED', 'COMPLETED'],
    ['COMPLETED', undefined],
    ['CANCELLED', 'CANCELLED'],
  ] as const) {
    expect(judged(id, ...rejected, problemKci(reason, status)).actual).toEqual([expect.stringContaining(reason)]);
  }
});

test('a supplier of whose problems no resolution can be decided on, or that refuses every decision, is not exercised', () => {
  expect(judged('decision-status', ...resolvedProblem).outcome).toBe('not-exercised');
  expect(judged('decision-status', ...resolvedProblem, decision('ACCEPTED', 422)).outcome).toBe('not-exercised');
  const refused = [problemReported(), problemChanged('handleCancelProblem', 422)];
  expect(judged('problem-cancellation-status', ...refused).outcome).toBe('not-exercised');
  const untold = problemReported(201, acknowledgedProblem({ supplierReference: undefined }));
  expect(judged('problem-cancellation-status', untold).outcome).toBe('not-exercised');
  const odd = problemReported(201, acknowledgedProblem({ supplierReference: 'ab-1' }));
  const verdict = judged('problem-cancellation-status', odd);
  expect(verdict.outcome, 'no request can carry such a reference').toBe('not-applicable');
  expect(judged('problem-cancellation-status', odd, problemReported()).outcome).toBe('not-exercised');
});
