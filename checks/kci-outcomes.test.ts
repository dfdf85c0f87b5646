import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { severity } from '../specs/requirement.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, cancellation, orderKci, provideOrder } from './fixtures/messages.ts';
import { kciReasonIsConfirmed } from './kci-envelope.ts';
import {
  acceptedOrderIsAcknowledged,
  amendmentOutcomeFollows,
  cancellationOutcomeFollows,
  outcomeQuotesItsRequest,
  refusedOrderDoesNotStart,
  refusedOrderIsRejectedOnce,
} from './kci-outcomes.ts';
import { refusalRestoresStatus, stepIsDescribed } from './kci-statuses.ts';
import { nothingFollowsATerminalStatus } from './kci-terminal-states.ts';

const outcome = async (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings), { contract: await theContract() });

const placed = (status = 201) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder(), variant: 'provide' },
    { status, ...(status === 201 ? { body: acknowledgedOrder() } : {}) },
  );

const told = (sequenceNumber: number, reason: string, status: string, order: object = {}) =>
  kci(orderKci(reason, status, { sequenceNumber, order: { ...order } }));

const LONG = [400_000, { type: 'end', reason: 'finished' } as const];
const amended = exchanged('handleAmendOrder', { body: amendment() }, { status: 202 });
const cancelled = exchanged('handleCancelOrder', { body: cancellation() }, { status: 202 });
const ofAmendment = { serviceOrderAmendmentId: 345 };
const ofCancellation = { serviceOrderCancellationId: 456 };

test('what comes a moment late is told to be late by that moment', async () => {
  const story = [placed(202), 59_940, told(1, 'ACKNOWLEDGED', 'ACKNOWLEDGED'), LONG];
  expect((await outcome(acceptedOrderIsAcknowledged, ...story)).actual).toEqual([
    'ACKNOWLEDGED (sequence 1, status ACKNOWLEDGED) after 60.04 s',
  ]);
});

test.describe('RESUBMIT is an older word for a refusal', () => {
  test('of an order', async () => {
    const story = [placed(202), told(1, 'RESUBMIT', 'REJECTED'), LONG];
    expect((await outcome(acceptedOrderIsAcknowledged, ...story)).outcome).toBe('passed');
    expect((await outcome(kciReasonIsConfirmed, ...story)).outcome).toBe('failed');
  });

  test('of an amendment or a cancellation, if it quotes it', async () => {
    const refused = (quoted: object) => told(1, 'RESUBMIT', 'ACKNOWLEDGED', quoted);
    const after = [placed(), amended, refused(ofAmendment), LONG];
    expect((await outcome(amendmentOutcomeFollows, ...after)).outcome).toBe('passed');
    expect(
      (await outcome(cancellationOutcomeFollows, placed(), cancelled, refused(ofCancellation), LONG)).outcome,
    ).toBe('passed');
    for (const other of [{}, { serviceOrderAmendmentId: 1 }, ofCancellation]) {
      expect(await outcome(amendmentOutcomeFollows, placed(), amended, refused(other), LONG)).toMatchObject({
        outcome: 'failed',
        actual: ['none came'],
      });
    }
    const both = [placed(), amended, refused(ofAmendment), told(2, 'AMENDED', 'ACKNOWLEDGED', ofAmendment)];
    expect((await outcome(outcomeQuotesItsRequest, ...both)).outcome).toBe('failed');
  });

  test('of what came too late', async () => {
    const over = [placed(), told(1, 'COMPLETED', 'COMPLETED'), amended];
    expect((await outcome(nothingFollowsATerminalStatus, ...over, told(2, 'RESUBMIT', 'COMPLETED'))).outcome).toBe(
      'passed',
    );
    expect((await outcome(nothingFollowsATerminalStatus, ...over, told(2, 'RESUBMIT', 'HELD'))).outcome).toBe('failed');
  });
});

test('an order that was refused does not start; what becomes of one that met with a failure is open', async () => {
  const started = told(1, 'ACKNOWLEDGED', 'ACKNOWLEDGED');
  for (const status of [400, 404, 422]) {
    expect((await outcome(refusedOrderDoesNotStart, placed(status), started)).outcome).toBe('failed');
  }
  for (const status of [401, 403, 429, 500, 503]) {
    expect((await outcome(refusedOrderDoesNotStart, placed(status), started)).outcome).toBe('not-exercised');
  }
  for (const [reason, status] of [
    ['ORDER_REJECTED', 'REJECTED'],
    ['RESUBMIT', 'REJECTED'],
    ['TERMINATED', 'REJECTED'],
  ] as const) {
    expect((await outcome(refusedOrderDoesNotStart, placed(422), told(1, reason, status))).outcome).toBe('passed');
    expect((await outcome(refusedOrderIsRejectedOnce, placed(422), told(1, reason, status))).outcome).toBe('failed');
  }
});

test.describe('a supplier may echo that a request is open', () => {
  const check = stepIsDescribed;
  const committed = told(1, 'COMMITTED', 'IN_PROGRESS');
  const echo = told(2, 'UPDATE', 'PENDING_AMENDMENT');

  test('as long as it is', async () => {
    const open = [placed(), committed, amended];
    expect((await outcome(check, ...open, echo)).outcome).toBe('passed');
    expect((await outcome(check, ...open, told(2, 'DELAY', 'PENDING_AMENDMENT'))).outcome).toBe('passed');
    expect(
      (await outcome(check, placed(), committed, cancelled, told(2, 'UPDATE', 'PENDING_CANCELLATION'))).outcome,
    ).toBe('passed');
    for (const [status, body] of [
      [201, amendment()],
      [422, undefined],
    ] as const) {
      const settled = exchanged('handleAmendOrder', { body: amendment() }, { status, body });
      const story = [placed(), committed, 2_000, settled, 2_000, told(2, 'UPDATE', 'IN_PROGRESS'), 2_000];
      expect((await outcome(check, ...story, told(3, 'UPDATE', 'PENDING_AMENDMENT'))).outcome).toBe('failed');
    }
    expect(await outcome(check, placed(), committed, echo)).toMatchObject({
      outcome: 'failed',
      actual: ['IN_PROGRESS to PENDING_AMENDMENT by UPDATE'],
    });
    expect((await outcome(check, ...open, told(2, 'UPDATE', 'PENDING_CANCELLATION'))).outcome).toBe('failed');
    const decided = told(2, 'AMENDED', 'IN_PROGRESS', ofAmendment);
    expect((await outcome(check, ...open, decided, told(3, 'UPDATE', 'PENDING_AMENDMENT'))).outcome).toBe('failed');
  });

  test('and goes on from where the order was', async () => {
    const acknowledged = [placed(202), told(1, 'ACKNOWLEDGED', 'ACKNOWLEDGED'), amended, echo];
    for (const [reason, status] of [
      ['COMMITTED', 'IN_PROGRESS'],
      ['UPDATE', 'ACKNOWLEDGED'],
      ['AMENDED', 'ACKNOWLEDGED'],
      ['RESUBMIT', 'ACKNOWLEDGED'],
    ] as const) {
      expect((await outcome(check, ...acknowledged, told(3, reason, status, ofAmendment))).outcome).toBe('passed');
    }
    expect((await outcome(check, ...acknowledged, told(3, 'WARNING', 'HELD'))).outcome).toBe('failed');
    expect((await outcome(check, ...acknowledged, told(3, 'COMPLETED', 'COMPLETED'))).outcome).toBe('failed');
  });
});

test('what no page says cannot fail a supplier', () => {
  const rule = (id: string) => {
    const found = REQUIREMENTS.find((requirement) => requirement.id === id);
    if (!found) throw new Error(`there is no ${id}`);
    return severity(found);
  };
  expect(['KCI-DELAY-STATUS', 'KCI-REJECTED-DATES', 'KCI-REAPPOINTED-NAME', 'KCI-EXTRA-MEMBERS'].map(rule)).toEqual(
    Array.from({ length: 4 }, () => 'warning'),
  );
});

test.describe('the status after a refused request', () => {
  const before = [placed(), told(1, 'COMMITTED', 'IN_PROGRESS')];
  const rejected = (number: number, status: string) => told(number, 'AMENDMENT_REJECTED', status, ofAmendment);

  test('is the one before, and no longer one of a request that is open', async () => {
    expect((await outcome(refusalRestoresStatus, ...before, amended, rejected(2, 'IN_PROGRESS'))).outcome).toBe(
      'passed',
    );
    expect(await outcome(refusalRestoresStatus, ...before, amended, rejected(2, 'PENDING_AMENDMENT'))).toMatchObject({
      outcome: 'failed',
      expected: ['status IN_PROGRESS, as before the request'],
    });
    const shown = [...before, amended, told(2, 'UPDATE', 'PENDING_AMENDMENT')];
    expect((await outcome(refusalRestoresStatus, ...shown, rejected(3, 'PENDING_AMENDMENT'))).outcome).toBe('failed');
    expect((await outcome(refusalRestoresStatus, ...shown, rejected(3, 'IN_PROGRESS'))).outcome).not.toBe('failed');
  });

  test('may show another request that is still open', async () => {
    const both = [...before, amended, cancelled];
    expect((await outcome(refusalRestoresStatus, ...both, rejected(2, 'PENDING_CANCELLATION'))).outcome).toBe('passed');
    const decided = told(2, 'CANCELLATION_REJECTED', 'PENDING_AMENDMENT', ofCancellation);
    expect((await outcome(refusalRestoresStatus, ...both, decided)).outcome).toBe('passed');
    expect((await outcome(refusalRestoresStatus, ...both, decided, rejected(3, 'PENDING_CANCELLATION'))).outcome).toBe(
      'failed',
    );
  });
});
