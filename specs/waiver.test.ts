import { expect, test } from '@playwright/test';
import { dayOf, isDay, subjectOf, isWaiver } from './waiver.ts';

test('a day is one of the calendar', () => {
  for (const day of ['2026-01-31', '2028-02-29', '2026-12-31']) expect(isDay(day), day).toBe(true);
  for (const none of ['2026-02-30', '2026-13-01', '2026-1-1', '31.12.2026', '2026-12-31T00:00:00Z', 'soon', '']) {
    expect(isDay(none), none).toBe(false);
  }
});

test('the day of a moment is that of UTC', () => {
  expect(dayOf('2026-03-01T23:59:59.999Z')).toBe('2026-03-01');
  expect(dayOf('2026-03-02T00:30:00+01:00')).toBe('2026-03-01');
});

test('a waiver is named by what it is about', () => {
  expect(subjectOf({ check: 'answers', operation: 'handleQuote' })).toBe('answers of handleQuote');
  expect(subjectOf({ requirement: 'HTTP-ANSWERED' })).toBe('HTTP-ANSWERED');
});

test('a waiver names one thing, somebody answers for it, and it ends', () => {
  const waiver = {
    requirement: 'KCI-TERMINAL',
    outcome: 'failed',
    reason: 'the release of spring puts it right',
    owner: 'Jo Doe',
    expires: '2028-02-29',
    place: 'waivers.yaml:1:1',
  };
  const { requirement, ...rest } = waiver;
  expect(isWaiver(waiver)).toBe(true);
  expect(isWaiver({ ...rest, check: 'a-check', operation: 'handleQuote', link: 'https://a.example/1' })).toBe(true);
  for (const other of [
    null,
    'all',
    [],
    rest,
    { ...waiver, check: requirement },
    { ...waiver, outcome: 'broken' },
    { ...waiver, owner: ' ' },
    { ...waiver, reason: '' },
    { ...waiver, expires: 'never' },
    { ...waiver, expires: '2027-02-29' },
    { ...waiver, expires: undefined },
    { ...waiver, operation: 5 },
    { ...waiver, link: 'javascript:alert(1)' },
    { ...waiver, more: true },
  ]) {
    expect(isWaiver(other), JSON.stringify(other)).toBe(false);
  }
});
