import { expect, test } from '@playwright/test';
import type { Event } from '../evidence/history.ts';
import { mayPredate, ON_THE_WAY } from './transitions.ts';

const ANSWERED = { at: '2026-01-12T09:00:10.000Z', mono: 10_000 };

const kci = (mono: number, issuedOn?: string): Event => {
  const text = JSON.stringify({ id: 'K1', ...(issuedOn === undefined ? {} : { issuedOn }), provideServiceOrder: {} });
  return {
    seq: 7,
    at: new Date(Date.parse(ANSWERED.at) - ANSWERED.mono + mono).toISOString(),
    mono,
    type: 'inbound',
    endpoint: 'kcis',
    method: 'POST',
    path: '/v1/kcis',
    remote: '127.0.0.1',
    headers: [],
    body: { text, encoding: 'utf8', bytes: text.length },
    answer: { status: 204, headers: [], body: '' },
  };
};

test('a KCI may be older than an answer that it follows at once, whatever it says', () => {
  const soon = ANSWERED.mono + ON_THE_WAY - 1;
  expect(mayPredate(kci(soon), ANSWERED)).toBe(true);
  expect(mayPredate(kci(soon + 1), ANSWERED)).toBe(false);
  expect(mayPredate(kci(soon), ANSWERED, 500)).toBe(false);
});

test('a KCI that waited for its delivery is as old as it says', () => {
  const late = ANSWERED.mono + 60_000;
  expect(mayPredate(kci(late, '2026-01-12T09:00:09.500Z'), ANSWERED)).toBe(true);
  expect(mayPredate(kci(late, '2026-01-12T09:00:10.001Z'), ANSWERED)).toBe(false);
  expect(mayPredate(kci(late, 'yesterday'), ANSWERED)).toBe(false);
});
