import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../fixtures/catalogue.ts';
import { fortnight, night } from '../fixtures/nights.ts';
import { failed } from '../fixtures/waived.ts';
import type { Results } from '../results.ts';
import { nightsOf, trendsOf } from '../trend.ts';
import { renderTrend } from './trend.ts';

const HARNESS = { name: 'supplier-conformance', version: '0.1.0' };
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\u0000\u202e`;

function pageOf(results: readonly Results[], report?: (seed: number) => string | undefined): string {
  const nightOf = nightsOf();
  return renderTrend(
    trendsOf(
      results.map((each) => nightOf(each, report?.(each.seed))),
      REQUIREMENTS,
    ),
    HARNESS,
  );
}

test('lets nothing run or load, and holds nothing of anybody as markup', () => {
  const page = pageOf(fortnight(HOSTILE, HOSTILE));
  expect(page).toMatch(/content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/);
  expect(page).not.toMatch(/<script|<img|onerror=(?!alert)|\ssrc=(?!x)|\sstyle=/);
  for (const hidden of ['\u202e', '\u0000']) expect(page).not.toContain(hidden);
});

test('links each run to the report beside it, where there is one', () => {
  const page = pageOf(fortnight(), (seed) => (seed === 12 ? '2026-01-24/index.html' : undefined));
  expect(page.match(/href="2026-01-24\/index\.html"/g)).toHaveLength(2);
  expect(page.match(/href="(?!#)/g)).toHaveLength(2);
});

test('strips say in words what they show', () => {
  const page = pageOf(fortnight());
  expect(page).toContain(
    'aria-label="KCI-TERMINAL, the oldest run first: failed 3 times, passed 10 times; passed since 2026-01-18 02:00:00 UTC"',
  );
  expect(page).toContain('<title>2026-01-15 02:00:00 UTC: failed</title>');
  expect(page).toContain('1 requirement was always passed');
  expect(page).toContain('In 3 of 12 steps nothing changed.');
});

test('one run has nothing to be compared with; none that is whole decides nothing', () => {
  expect(pageOf([night(0)])).toContain('There is one whole run, so nothing to compare.');
  expect(pageOf([night(0, [], { only: ['KCI-OWN'] })])).toContain('Not known');
});

test('several suppliers stand apart on one page, and no id stands twice', () => {
  const page = pageOf([...fortnight(), ...fortnight('x', 'Other')]);
  expect(page).toContain('2 suppliers or tenants');
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test('a year of nights in which all changes every night is bounded', () => {
  const year = Array.from({ length: 365 }, (_, number) =>
    night(number, number % 2 === 0 ? ['KCI-OWN', 'KCI-TERMINAL', 'HTTP-ANSWERED'].map((id) => failed(id)) : []),
  );
  const page = pageOf(year);
  expect(page).toContain('earlier steps not shown');
  expect(page.length).toBeLessThan(1_500_000);
});
