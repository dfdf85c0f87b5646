import { expect, test } from '@playwright/test';
import type { Event } from '../evidence/history.ts';
import { fakeContract } from './fixtures/contract.ts';
import { exchanged, history } from './fixtures/history.ts';
import { viewsOf } from './views.ts';

const placed = (id: number) => exchanged('handleQuote', { body: { id } }, { status: 201, body: {} });

test('the views of a history are computed once, and again when it has grown or for another contract', () => {
  const contract = fakeContract();
  const whole = history(placed(1), placed(2));
  const growing: Event[] = whole.slice(0, 2);
  const early = viewsOf(growing, contract);
  expect(viewsOf(growing, contract)).toBe(early);
  expect(early.exchanges).toHaveLength(1);
  growing.push(...whole.slice(2));
  expect(viewsOf(growing, contract).exchanges).toHaveLength(2);
  const other = fakeContract();
  expect(viewsOf(growing, other)).not.toBe(viewsOf(growing, contract));
});
