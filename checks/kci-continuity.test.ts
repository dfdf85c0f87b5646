import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, orderKci, provideOrder } from './fixtures/messages.ts';
import { additionsKeepTheirValue, updateBringsNews } from './kci-continuity.ts';

const outcome = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(placed, ...happenings));

const placed = exchanged(
  'handleCreateOrder',
  { body: provideOrder(), variant: 'provide' },
  { status: 201, body: acknowledgedOrder() },
);

const told = (sequenceNumber: number, reason: string, order: object = {}, envelope: object = {}) =>
  kci(orderKci(reason, 'IN_PROGRESS', { sequenceNumber, order: { ...order }, envelope: { ...envelope } }));

const showing = (serviceId: string, profile = '1') => ({
  serviceOrderItem: {
    serviceSpecification: { id: 'FTTP-1000' },
    serviceCharacteristics: [
      { name: 'LINE_PROFILE', value: profile },
      { name: 'SERVICE_ID', value: serviceId },
    ],
  },
});

test.describe('what the supplier added to an order', () => {
  test('does not change with a reason that tells of no change', () => {
    for (const reason of ['DELAY', 'WARNING', 'INFORMATION_REQUIRED', 'CANCELLED']) {
      expect(
        outcome(additionsKeepTheirValue, told(1, 'ADDITIONAL', showing('S1')), told(2, reason, showing('S2'))),
      ).toMatchObject({
        outcome: 'failed',
        expected: ['characteristic SERVICE_ID S1, as before'],
        actual: [`another value with ${reason}`],
      });
    }
  });

  test('may change with a reason that tells of it', () => {
    for (const reason of ['UPDATE', 'ADDITIONAL', 'REAPPOINTED', 'COMPLETED', 'AMENDED']) {
      const { outcome: verdict } = outcome(
        additionsKeepTheirValue,
        told(1, 'ADDITIONAL', showing('S1')),
        told(2, reason, showing('S2')),
        told(3, 'DELAY', showing('S2')),
      );
      expect(verdict, reason).toBe('passed');
    }
  });

  test('is what the tenant has not asked for, in the order or in an amendment', () => {
    expect(
      outcome(additionsKeepTheirValue, told(1, 'ADDITIONAL', showing('S1')), told(2, 'DELAY', showing('S1', '2')))
        .outcome,
    ).toBe('passed');
    const amended = exchanged(
      'handleAmendOrder',
      { body: amendment({ serviceCharacteristics: [{ name: 'SERVICE_ID', value: 'S2' }] }) },
      { status: 202 },
    );
    expect(
      outcome(additionsKeepTheirValue, told(1, 'ADDITIONAL', showing('S1')), amended, told(2, 'DELAY', showing('S2')))
        .outcome,
    ).toBe('passed');
  });
});

test.describe('UPDATE', () => {
  test('tells something that is new', () => {
    expect(outcome(updateBringsNews, told(1, 'COMMITTED'), told(2, 'UPDATE'))).toMatchObject({ outcome: 'failed' });
    const news: readonly (readonly [object, object])[] = [
      [{ status: 'HELD' }, {}],
      [{ targetDate: '2026-02-02T09:00:00Z' }, {}],
      [showing('S1'), {}],
      [{}, { text: 'The engineer is on the way' }],
      [{}, { supplierCodes: ['N1'] }],
      [{}, { supplierNotes: [{ note: 'Dug up' }] }],
      [{}, { problemCode: 'APPOINTMENT_NOT_REQUIRED' }],
    ];
    for (const [order, envelope] of news) {
      const { outcome: verdict } = outcome(updateBringsNews, told(1, 'COMMITTED'), told(2, 'UPDATE', order, envelope));
      expect(verdict, JSON.stringify([order, envelope])).toBe('passed');
    }
  });

  test('brings news by taking something away, too', () => {
    expect(outcome(updateBringsNews, told(1, 'COMMITTED', showing('S1')), told(2, 'UPDATE')).outcome).toBe('passed');
    // That an earlier KCI said something in words is no news of this one.
    expect(
      outcome(updateBringsNews, told(1, 'DELAY', {}, { problemCode: 'OTHER', text: 'Wait' }), told(2, 'UPDATE'))
        .outcome,
    ).toBe('failed');
  });

  test('is looked at after another KCI about an order that is not over, and no more than once', () => {
    const over = (sequenceNumber: number, reason: string) => kci(orderKci(reason, 'COMPLETED', { sequenceNumber }));
    expect(outcome(updateBringsNews, told(1, 'UPDATE')).outcome).toBe('not-applicable');
    expect(outcome(updateBringsNews, over(1, 'COMPLETED'), over(2, 'UPDATE')).outcome).toBe('not-applicable');
    const again = told(2, 'UPDATE', showing('S1'));
    expect(outcome(updateBringsNews, told(1, 'COMMITTED'), again, again).outcome).toBe('passed');
  });
});
