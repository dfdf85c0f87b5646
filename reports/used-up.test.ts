import { expect, test } from '@playwright/test';
import { exchanged, history, kci, request } from '../checks/fixtures/history.ts';
import type { RequestEvent } from '../evidence/history.ts';
import { exhibits } from './html/evidence.ts';
import { textOf } from './html/markup.ts';
import { groundsOf, usedUp } from './used-up.ts';

const HAPPENED = history(
  exchanged('handleCreateOrder', { body: { id: 1, orderType: 'NEW' } }, { status: 202 }),
  exchanged('handleCreateOrder', { body: { id: 2 } }, { status: 422 }),
  exchanged('handleQuote', { body: { id: 3 } }, { status: 201, body: { id: 'Q7' } }),
  exchanged('handleCreateProblem', { body: { id: 4 } }, { status: 202 }),
  kci({
    reasonCode: 'UPDATE',
    serviceProblem: {
      id: 4,
      status: 'RESOLVED',
      serviceProblemResolution: { supplierReference: 'R9', resolvedDate: 'x' },
    },
  }),
);

const numbered = (value: string) => [{ variable: 'ORDER', value, where: '/body/orderId' }];

test('what a request names is traced back to the request that brought it about', () => {
  const groundOf = groundsOf(HAPPENED);
  expect(groundOf(numbered('1'))).toBe(HAPPENED[0]);
  expect(groundOf([{ variable: 'QUOTE', value: 'Q7', where: '/body/supplierQuoteId' }])).toBe(HAPPENED[4]);
  expect(groundOf([{ variable: 'RESOLUTION', value: 'R9', where: '/path/id' }])).toBe(HAPPENED[6]);
  // Whichever of the names leads somewhere.
  expect(groundOf([{ variable: 'REFERENCE', value: 'FO1', where: '/body/x' }, ...numbered('1')])).toBe(HAPPENED[0]);
});

test('what was refused, or nobody knows of, was brought about by nothing', () => {
  const groundOf = groundsOf(HAPPENED);
  expect(groundOf(numbered('2'))).toBeUndefined();
  expect(groundOf(numbered('77'))).toBeUndefined();
  expect(groundOf([])).toBeUndefined();
});

test('an appointment that an order names is used up with it', () => {
  const body = { id: 8, appointmentReservationId: 5, appointmentReservationReference: 'APT5', tenant: 'T' };
  const event = history(request('handleCreateOrder', { body }))[0] as RequestEvent;
  expect(usedUp(event)).toEqual([
    { variable: 'RESERVATION', value: '5', where: '/body/appointmentReservationId' },
    { variable: 'RESERVATION_REFERENCE', value: 'APT5', where: '/body/appointmentReservationReference' },
  ]);
});

test('the report tells how to have another of what a generated request names, and says nothing of the kind of others', () => {
  const cancelled = (generated?: RequestEvent['generated']) => {
    const sent = { body: { id: 9, orderId: 1, supplierOrderReference: 'FO1' }, ...(generated ? { generated } : {}) };
    const happened = history(
      exchanged('handleCreateOrder', { body: { id: 1, orderType: 'NEW' } }, { status: 202 }),
      exchanged('handleCancelOrder', sent, { status: 202 }),
    );
    const shelf = exhibits(happened, 'http://supplier.example', 1_000_000);
    const [item] = shelf.items([3]);
    return item ? textOf(shelf.exhibit(item)).replaceAll(/<[^>]*>/g, '') : '';
  };
  const told = cancelled({ id: 'handleCancelOrder~1~0', edits: [] });
  expect(told).toMatch(/First bring about another\s+ORDER=\$\(date \+%s\); curl/);
  expect(told).toMatch(/This request names FO1 \(set REFERENCE\), which the run may have used up/);
  expect(told).toContain('${ORDER:-1}');
  expect(cancelled()).not.toMatch(/First bring about|\$\{ORDER/);
});
