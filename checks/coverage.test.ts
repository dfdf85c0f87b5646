import { expect, test } from '@playwright/test';
import type { Feature } from '../specs/requirement.ts';
import { coverageOf, shareOf, type Coverage } from './coverage.ts';
import { fakeContract } from './fixtures/contract.ts';
import { exchanged, history, kci, noResponse, PROFILE, request, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import { viewsOf } from './views.ts';

const contract = fakeContract();
const covered = (features: readonly Feature[], ...happenings: readonly Happening[]): Coverage =>
  coverageOf(viewsOf(history(...happenings), contract), contract, { ...PROFILE, features });

const order = { id: 7, supplierOrderReference: 'ACME-7' };
const placed = exchanged(
  'handleCreateOrder',
  { body: provideOrder({ id: 7 }), variant: 'provide' },
  { status: 201, body: acknowledgedOrder(order) },
);
const told = (reason: string, status: string, sequenceNumber: number) =>
  kci(orderKci(reason, status, { sequenceNumber, order }));

const statusesOf = ({ operations }: Coverage, operation: string) =>
  Object.fromEntries(
    operations
      .find((candidate) => candidate.operation === operation)
      ?.statuses.map(({ status, ...sighting }) => [status, sighting]) ?? [],
  );
const reasonOf = ({ reasons }: Coverage, reason: string) => reasons.find((candidate) => candidate.reason === reason);
const transitionOf = ({ lifecycles }: Coverage, from: string, to: string, lifecycle = 'orders') =>
  lifecycles
    .find((candidate) => candidate.lifecycle === lifecycle)
    ?.transitions.find((transition) => transition.from === from && transition.to === to);
const stepOf = (coverage: Coverage, reason: string, from: string, to: string, lifecycle?: string) =>
  transitionOf(coverage, from, to, lifecycle)?.reasons.find((step) => step.reason === reason);

test.describe('an answer', () => {
  test('is seen with how often and where first, in valid and in malformed requests', () => {
    const malformed = () =>
      exchanged(
        'handleCreateOrder',
        { body: '{', intent: { valid: false, because: 'its JSON is cut off' } },
        { status: 400 },
      );
    const statuses = statusesOf(covered(['provide'], placed, malformed(), malformed()), 'handleCreateOrder');
    expect(statuses[201]).toEqual({ state: 'seen', times: 1, first: 2 });
    expect(statuses[400]).toEqual({ state: 'seen', times: 2, first: 4 });
    expect(statuses[202]).toEqual({ state: 'not-seen', times: 0 });
  });

  test('is out of reach where its feature is not claimed, or where no run brings it about', () => {
    const coverage = covered(['cease'], placed);
    expect(statusesOf(coverage, 'handleCreateOrder')[202]).toMatchObject({ state: 'not-seen' });
    expect(statusesOf(coverage, 'handleCreateOrder')[503]).toMatchObject({ state: 'out-of-reach' });
    expect(statusesOf(coverage, 'handleAmendOrder')[422]).toEqual({
      state: 'out-of-reach',
      times: 0,
      why: 'not claimed: amendments',
    });
    expect(statusesOf(covered([], placed), 'handleCreateOrder')[202]).toMatchObject({
      why: 'not claimed: provide or switch or modify or cease',
    });
  });

  test('that came against expectation is seen all the same, and told from what is described', () => {
    const fault = exchanged('handleCreateOrder', {}, { status: 500 });
    const odd = exchanged('handleCreateOrder', {}, { status: 418 });
    const statuses = statusesOf(covered([], fault, odd), 'handleCreateOrder');
    expect(statuses[500]).toEqual({ state: 'seen', times: 1, first: 2 });
    expect(statuses[418]).toEqual({ state: 'seen', times: 1, first: 4, undescribed: true });
  });

  test('that never came shows nothing, nor does one to a request of ours that broke the contract', () => {
    const lost = request('handleCreateOrder');
    const silent = statusesOf(covered(['provide'], lost, noResponse(lost, 'timeout')), 'handleCreateOrder');
    expect(Object.values(silent).filter(({ state }) => state === 'seen')).toEqual([]);
    const broken = fakeContract({
      judgeRequest: () => [{ severity: 'error', where: 'body', expected: 'a', actual: 'b' }],
    });
    const coverage = coverageOf(viewsOf(history(placed), broken), broken, PROFILE);
    expect(statusesOf(coverage, 'handleCreateOrder')[201]).toMatchObject({ state: 'not-seen' });
  });
});

test.describe('a reason code', () => {
  test('counts once for each KCI about something known, however often it was delivered', () => {
    const delay = told('DELAY', 'HELD', 2);
    const stranger = kci(orderKci('WARNING', 'IN_PROGRESS', { order: { id: 999, supplierOrderReference: 'X' } }), {
      conversation: 'another',
    });
    const coverage = covered(['provide'], placed, told('COMMITTED', 'IN_PROGRESS', 1), delay, delay, stranger);
    expect(reasonOf(coverage, 'DELAY')).toEqual({ reason: 'DELAY', state: 'seen', times: 1, first: 4 });
    expect(reasonOf(coverage, 'WARNING')).toMatchObject({ state: 'not-seen' });
  });

  test('is within reach when some life in which it has a place is claimed', () => {
    const coverage = covered(['provide']);
    expect(reasonOf(coverage, 'COMPLETED')).toMatchObject({ state: 'not-seen' });
    expect(reasonOf(coverage, 'AMENDED')).toMatchObject({
      state: 'out-of-reach',
      why: 'not claimed: amendments or service-problems',
    });
    expect(reasonOf(coverage, 'CREATED')).toMatchObject({ why: 'not claimed: unsolicited-cease' });
    expect(reasonOf(covered(['unsolicited-cease']), 'CREATED')).toMatchObject({ state: 'not-seen' });
    expect(reasonOf(covered(['provide', 'amendments']), 'AMENDED')).toMatchObject({ state: 'not-seen' });
  });

  test('that is not listed is told from those that are', () => {
    expect(reasonOf(covered(['provide'], placed, told('TERMINATED', 'CANCELLED', 1)), 'TERMINATED')).toMatchObject({
      state: 'seen',
      undescribed: true,
    });
  });
});

test.describe('a step', () => {
  test('is seen from the status that was told before to the one that a KCI tells', () => {
    const coverage = covered(
      ['provide'],
      placed,
      told('COMMITTED', 'IN_PROGRESS', 1),
      told('DELAY', 'HELD', 2),
      told('COMPLETED', 'COMPLETED', 3),
    );
    expect(stepOf(coverage, 'COMMITTED', 'ACKNOWLEDGED', 'IN_PROGRESS')).toMatchObject({ state: 'seen', first: 3 });
    expect(stepOf(coverage, 'DELAY', 'IN_PROGRESS', 'HELD')).toMatchObject({ state: 'seen', times: 1 });
    expect(stepOf(coverage, 'DELAY', 'ACKNOWLEDGED', 'HELD')).toMatchObject({ state: 'not-seen' });
    // No page describes a completion from HELD: it is told, and does not count.
    expect(stepOf(coverage, 'COMPLETED', 'HELD', 'COMPLETED')).toMatchObject({ state: 'seen', undescribed: true });
    expect(stepOf(coverage, 'REAPPOINT', 'IN_PROGRESS', 'PENDING')).toMatchObject({
      why: 'not claimed: appointments',
    });
  });

  test('counts for its transition, whichever the reason', () => {
    const coverage = covered(
      ['provide'],
      placed,
      told('COMMITTED', 'IN_PROGRESS', 1),
      told('UPDATE', 'IN_PROGRESS', 2),
      told('WARNING', 'IN_PROGRESS', 3),
    );
    expect(transitionOf(coverage, 'IN_PROGRESS', 'IN_PROGRESS')).toMatchObject({ state: 'seen', times: 2, first: 4 });
    expect(transitionOf(coverage, 'IN_PROGRESS', 'COMPLETED')).toMatchObject({ state: 'not-seen', times: 0 });
    expect(transitionOf(coverage, 'PENDING_AMENDMENT', 'HELD')).toMatchObject({
      state: 'out-of-reach',
      why: 'not claimed: amendments',
    });
    // Only reason codes that nothing confirms would lead there, so nobody is expected to.
    expect(transitionOf(coverage, 'IN_PROGRESS', 'FAILED')).toBeUndefined();
    const failed = covered(['provide'], placed, told('TERMINATED', 'FAILED', 1));
    expect(transitionOf(failed, 'ACKNOWLEDGED', 'FAILED')).toMatchObject({ state: 'seen', undescribed: true });
  });

  test('of a cease that the supplier started belongs to the life of these', () => {
    const announced = kci({
      ...(orderKci('CREATED', 'PENDING', { sequenceNumber: 1 }) as Record<string, unknown>),
      provideServiceOrder: undefined,
      unsolicitedCeaseServiceOrder: { tenant: 'TENANT1', supplierOrderReference: 'OWN-1', status: 'PENDING' },
    });
    const coverage = covered(['unsolicited-cease'], announced);
    const created = ['CREATED', 'SENT_TO_SUPPLIER', 'PENDING'] as const;
    expect(stepOf(coverage, ...created, 'unsolicited-ceases')).toMatchObject({ state: 'seen' });
    expect(stepOf(coverage, ...created)).toBeUndefined();
    expect(stepOf(coverage, 'COMPLETED', 'IN_PROGRESS', 'COMPLETED')).toMatchObject({ state: 'out-of-reach' });
  });
});

test('a share counts what is described and within reach', () => {
  expect(
    shareOf([
      { state: 'seen', times: 2, first: 1 },
      { state: 'seen', times: 1, first: 1, undescribed: true },
      { state: 'not-seen', times: 0 },
      { state: 'out-of-reach', times: 0, why: 'not claimed: quote' },
    ]),
  ).toEqual({ seen: 1, within: 2 });
});
