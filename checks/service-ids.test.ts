import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening, type RequestOptions } from './fixtures/history.ts';
import { acknowledgedOrder, amendment, orderKci, provideOrder } from './fixtures/messages.ts';
import { serviceIdIsKept, serviceIdsAreUnique } from './service-ids.ts';

const outcome = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings));

const item = (...services: readonly string[]) => ({
  serviceOrderItem: {
    serviceSpecification: { id: 'FTTP-1000' },
    serviceCharacteristics: [
      { name: 'LINE_PROFILE', value: '1' },
      ...services.map((value) => ({ name: 'SERVICE_ID', value })),
    ],
  },
});

const placed = (id: number, asked: object = {}, more: RequestOptions = {}) => {
  const changes = { id, supplierOrderReference: `A${id}`, ...asked };
  return exchanged(
    'handleCreateOrder',
    { body: provideOrder({ id, ...asked }), variant: 'provide', ...more },
    { status: 201, body: acknowledgedOrder(changes) },
  );
};

const told = (id: number, sequenceNumber: number, reason: string, ...services: readonly string[]) => {
  const status = reason === 'COMPLETED' ? 'COMPLETED' : 'IN_PROGRESS';
  const order = { id, supplierOrderReference: `A${id}`, ...item(...services) };
  return kci(orderKci(reason, status, { sequenceNumber, order }));
};

test.describe('the SERVICE_ID of a new line', () => {
  const both = [placed(1), placed(2)];

  test('is of that line alone', () => {
    const apart = [...both, told(1, 1, 'COMPLETED', 'S1'), told(2, 1, 'COMPLETED', 'S2')];
    expect(outcome(serviceIdsAreUnique, ...apart).outcome).toBe('passed');
    expect(outcome(serviceIdsAreUnique, ...both, told(1, 1, 'COMPLETED', 'S1'), told(2, 1, 'COMPLETED', 'S1'))).toEqual(
      expect.objectContaining({
        outcome: 'failed',
        expected: ['a SERVICE_ID that no other new line has'],
        actual: [expect.stringContaining('S1, as for order')],
      }),
    );
  });

  test('is looked at once the line is there, where the supplier gives it, and of nothing that was generated', () => {
    const shown = [told(1, 1, 'COMPLETED', 'S1'), told(2, 1, 'ADDITIONAL', 'S1')];
    expect(outcome(serviceIdsAreUnique, ...both, ...shown).outcome, 'the second is still open').toBe('passed');
    const over = [told(1, 1, 'COMPLETED', 'S1'), told(2, 1, 'COMPLETED', 'S1')];
    for (const other of [
      placed(2, { orderType: 'SWAP', ...item('S1') }),
      placed(2, { orderType: 'TAKEOVER' }),
      placed(2, item('S1')),
      placed(
        2,
        {},
        { generated: { id: 'v1', twin: 'v0', from: 'shape' } as unknown as NonNullable<RequestOptions['generated']> },
      ),
    ]) {
      expect(outcome(serviceIdsAreUnique, placed(1), other, ...over).outcome).toBe('passed');
    }
    expect(outcome(serviceIdsAreUnique, ...both, told(1, 1, 'COMPLETED')).outcome).toBe('not-applicable');
  });

  test('is the same with COMPLETED as before', () => {
    const before = told(1, 1, 'ADDITIONAL', 'S1');
    expect(outcome(serviceIdIsKept, placed(1), before, told(1, 2, 'COMPLETED', 'S1')).outcome).toBe('passed');
    expect(outcome(serviceIdIsKept, placed(1), before, told(1, 2, 'COMPLETED', 'S2'))).toMatchObject({
      outcome: 'failed',
      expected: ['characteristic SERVICE_ID S1, as before'],
      actual: ['S2'],
    });
  });

  test('may change with an amendment, and where the supplier says that something has changed', () => {
    const changed = [told(1, 1, 'ADDITIONAL', 'S1'), told(1, 2, 'UPDATE', 'S2'), told(1, 3, 'COMPLETED', 'S2')];
    expect(outcome(serviceIdIsKept, placed(1), ...changed).outcome).toBe('passed');
    const amended = exchanged('handleAmendOrder', { body: amendment({ orderId: 1 }) }, { status: 201 });
    const around = [told(1, 1, 'ADDITIONAL', 'S1'), amended, told(1, 2, 'COMPLETED', 'S2')];
    expect(outcome(serviceIdIsKept, placed(1), ...around).outcome).toBe('not-applicable');
    // Told for the first time at the end, or in several, there is nothing that it should be the same as.
    for (const services of [[], ['S1', 'S3']]) {
      const unsaid = [told(1, 1, 'ADDITIONAL', ...services), told(1, 2, 'COMPLETED', 'S2')];
      expect(outcome(serviceIdIsKept, placed(1), ...unsaid).outcome).toBe('not-applicable');
    }
  });
});
