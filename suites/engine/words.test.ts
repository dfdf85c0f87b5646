import { expect, test } from '@playwright/test';
import { waiver } from '../../reports/fixtures/waived.ts';
import { endingSoon } from './words.ts';

const NOW = Date.parse('2026-03-01T22:00:00Z');
const told = (expires: string) => endingSoon([waiver({ requirement: 'KCI-OWN', expires })], NOW);

test('a waiver that ends within two weeks is told with what to do', () => {
  expect(told('2026-03-01')).toEqual([
    expect.stringMatching(/^! the waiver of KCI-OWN \(.*\) ends today: have it put right/),
  ]);
  expect(told('2026-03-02')).toEqual([expect.stringContaining('ends in 1 day, on 2026-03-02')]);
  expect(told('2026-03-15')).toEqual([expect.stringContaining('ends in 14 days, on 2026-03-15')]);
  expect(told('2026-03-16')).toEqual([]);
  expect(told('2026-02-28'), 'that it has ended is told elsewhere').toEqual([]);
});
