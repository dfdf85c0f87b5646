import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { amendment, orderKci, provideOrder } from './fixtures/messages.ts';
import { committedDateDoesNotMove } from './kci-snapshots.ts';

const [FIRST, SECOND, THIRD] = ['2026-02-02T09:00:00Z', '2026-02-09T09:00:00Z', '2026-02-16T09:00:00Z'];

const told = (sequenceNumber: number, reason: string, date: string) =>
  kci(orderKci(reason, 'IN_PROGRESS', { sequenceNumber, order: { committedDate: date, targetDate: date } }));

/** An amendment that asks for something, and its answer. */
const amended = (changes: object, status = 202) =>
  exchanged('handleAmendOrder', { body: amendment({ ...changes }) }, { status, body: amendment({ ...changes }) });

const onAnotherDay = (status?: number) => amended({ requestedCompletionDate: '2026-02-09' }, status);

const judged = (...happenings: readonly Happening[]) =>
  concluded(
    committedDateDoesNotMove,
    REQUIREMENTS,
    history(
      exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, { status: 202 }),
      told(1, 'COMMITTED', FIRST),
      ...happenings,
    ),
  );

test.describe('the date of a commitment', () => {
  test('moves with the amendment that asked for another, or after it', () => {
    expect(judged(onAnotherDay(), told(2, 'AMENDED', SECOND)).outcome).toBe('passed');
    for (const reason of ['COMMITTED', 'UPDATE', 'ADDITIONAL']) {
      expect(judged(onAnotherDay(), told(2, 'AMENDED', FIRST), told(3, reason, SECOND)).outcome, reason).toBe('passed');
      expect(judged(onAnotherDay(201), 5_000, told(2, 'WARNING', FIRST), told(3, reason, SECOND)).outcome).toBe(
        'passed',
      );
    }
    const appointed = amended({ appointmentReservationId: 234 });
    expect(judged(appointed, told(2, 'AMENDED', FIRST), told(3, 'COMMITTED', SECOND)).outcome).toBe('passed');
  });

  test('moves after a new appointment', () => {
    expect(judged(told(2, 'REAPPOINTED', FIRST), told(3, 'COMMITTED', SECOND)).outcome).toBe('passed');
  });

  test('moves once for each time that the customer is given', () => {
    const moved = [onAnotherDay(), told(2, 'AMENDED', FIRST), told(3, 'COMMITTED', SECOND)];
    expect(judged(...moved, told(4, 'DELAY', THIRD))).toMatchObject({
      outcome: 'failed',
      actual: [`${THIRD} with DELAY`],
    });
    const atOnce = [onAnotherDay(), told(2, 'AMENDED', SECOND)];
    expect(judged(...atOnce, told(3, 'COMMITTED', THIRD)).outcome).toBe('failed');
    expect(judged(...atOnce, told(3, 'COMMITTED', FIRST)).outcome).toBe('failed');
  });

  test('does not move because something else was amended, refused or only asked for', () => {
    const of = (...between: readonly Happening[]) => judged(...between, told(3, 'UPDATE', SECOND)).outcome;
    expect(of(amended({ notes: 'Ring the upper bell' }), told(2, 'AMENDED', FIRST))).toBe('failed');
    expect(of(onAnotherDay(), told(2, 'AMENDMENT_REJECTED', FIRST))).toBe('failed');
    expect(of(onAnotherDay(422))).toBe('failed');
    expect(of(onAnotherDay())).toBe('failed');
    expect(of()).toBe('failed');
  });
});
