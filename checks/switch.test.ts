import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import * as checks from './switch.ts';

const outcome = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings));

const placed = (orderType: string, status: number, more: object = {}, aim?: 'no-line' | 'no-present-service') =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder({ orderType, ...more }), ...(aim ? { aim } : {}) },
    { status, ...(status === 201 ? { body: acknowledgedOrder({ orderType, ...more }) } : {}) },
  );

test('orders for an existing line are taken or rejected, each type of them', () => {
  const check = checks.switchOrdersAreDecided;
  for (const orderType of ['START', 'TAKEOVER', 'TRANSFER', 'SWAP']) {
    for (const status of [201, 202, 422]) {
      expect(outcome(check, placed(orderType, status)).outcome).toBe('passed');
    }
    expect(outcome(check, placed(orderType, 501))).toMatchObject({ outcome: 'failed', actual: ['501'] });
  }
  expect(outcome(check, placed('NEW', 501)).outcome).toBe('not-exercised');
});

for (const [check, aim, orderType] of [
  [checks.lineIsNeeded, 'no-line', 'START'],
  [checks.swapNeedsAService, 'no-present-service', 'SWAP'],
] as const) {
  test(`${check.id}: such an order is not taken on`, () => {
    expect(outcome(check, placed(orderType, 422, {}, aim)).outcome).toBe('passed');
    expect(outcome(check, placed(orderType, 202, {}, aim)).outcome).toBe('passed');
    expect(outcome(check, placed(orderType, 201, {}, aim)).outcome).toBe('failed');
    expect(outcome(check, placed(orderType, 202, {}, aim), kci(orderKci('COMMITTED', 'IN_PROGRESS'))).outcome).toBe(
      'failed',
    );
    expect(outcome(check, placed(orderType, 201)).outcome).toBe('not-exercised');
  });
}

test.describe('an appointment of a SWAP order', () => {
  const check = checks.droppedAppointmentIsTold;
  const appointed = { orderType: 'SWAP', appointmentReservationId: 77 };
  const shown = kci(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: appointed }));
  const dropped = (envelope: object = {}, reason = 'UPDATE') =>
    kci(
      orderKci(reason, 'IN_PROGRESS', { sequenceNumber: 2, order: { orderType: 'SWAP' }, envelope: { ...envelope } }),
    );

  test('is not dropped without a word', () => {
    expect(outcome(check, placed('SWAP', 202, appointed), shown, dropped())).toMatchObject({
      outcome: 'failed',
      expected: ['a KCI with problemCode APPOINTMENT_NOT_REQUIRED'],
    });
    const why = { problemCode: 'APPOINTMENT_NOT_REQUIRED' };
    expect(outcome(check, placed('SWAP', 202, appointed), shown, dropped(why)).outcome).toBe('passed');
    expect(outcome(check, placed('SWAP', 201, appointed), dropped()).outcome).toBe('failed');
  });

  test('may be kept, or never be shown, or be replaced', () => {
    expect(outcome(check, placed('SWAP', 202, appointed), shown).outcome).toBe('not-applicable');
    expect(outcome(check, placed('SWAP', 202, appointed), dropped()).outcome).toBe('not-applicable');
    expect(outcome(check, placed('SWAP', 202, appointed), shown, dropped({}, 'REAPPOINT')).outcome).toBe(
      'not-applicable',
    );
    const over = kci(orderKci('COMPLETED', 'COMPLETED', { sequenceNumber: 2, order: { orderType: 'SWAP' } }));
    expect(outcome(check, placed('SWAP', 202, appointed), shown, over).outcome).toBe('not-applicable');
    expect(outcome(check, placed('START', 201, { appointmentReservationId: 77 }), dropped()).outcome).toBe(
      'not-applicable',
    );
  });
});
