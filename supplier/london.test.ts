import { expect, test } from '@playwright/test';
import { addDays, londonDay, londonTime } from './london.ts';

test('hours of the day are London hours, in summer and in winter', () => {
  expect(londonTime('2026-07-01', 8)).toBe('2026-07-01T08:00:00+01:00');
  expect(londonTime('2026-12-01', 13)).toBe('2026-12-01T13:00:00Z');
  expect(londonTime('2026-03-29', 9)).toBe('2026-03-29T09:00:00+01:00');
  expect(londonTime('2026-10-25', 9)).toBe('2026-10-25T09:00:00Z');
  expect(londonDay(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
