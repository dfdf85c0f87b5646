import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../fixtures/catalogue.ts';
import { fortnight, night } from '../fixtures/nights.ts';
import { verdict } from '../fixtures/sample.ts';
import { failed, waiver } from '../fixtures/waived.ts';
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

/** The text of a page or of a part of it, without markup. */
const textIn = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('says what is in the way now, since when, what else changed then, and leads to the findings', () => {
  const page = pageOf(
    [
      night(0, [failed('ORD-ECHO', { severity: 'warning' })]),
      night(1, [failed('ORD-ECHO', { severity: 'warning' })]),
      night(2, [failed('KCI-OWN'), failed('KCI-TERMINAL'), failed('ORD-ECHO', { severity: 'warning' })], {
        harness: { name: 'supplier-conformance', version: '0.2.0' },
      }),
    ],
    (seed) => `night-${seed}/index.html`,
  );
  const now = page.slice(page.indexOf('id="now-1"'), page.indexOf('id="chart-1-title"'));
  expect(now).toContain('In the way now, and since when: 2');
  expect(now.match(/Since 2026-01-14 02:00 UTC \(1 whole run\)/g)).toHaveLength(1);
  expect(textIn(now)).toContain('It was otherwise in the run of 2026-01-13 02:00 UTC');
  expect(now).toContain('judged by different versions of the harness: 0.1.0, and now 0.2.0.');
  expect(now).toContain('href="night-2/index.html#finding-KCI-TERMINAL"');
  expect(now).toContain('1 requirement that does not stand in the way: 1 warned');
  expect(now).toContain('In all 3 whole runs that judged it');
  expect(page).toContain('<a href="#now-1">');
});

test('what is waived now is in the way of nobody, and says who answers for it', () => {
  const excused = failed('KCI-OWN', { outcome: 'waived', waiver: waiver({ requirement: 'KCI-OWN' }) });
  const page = pageOf([night(0), night(1, [excused], { decision: 'certifiable-with-waivers' })]);
  const now = textIn(page.slice(page.indexOf('id="now-1"'), page.indexOf('id="chart-1-title"')));
  expect(now).toContain('Nothing in the way now');
  expect(now).toContain('1 requirement that does not stand in the way: 1 waived');
  expect(now).toContain('Jo Doe answers for it until 2026-03-01: Fixed by the release of spring.');
});

test('says how steady it is', () => {
  const facts = (results: readonly Results[]) =>
    textIn(/<dl class="facts">.*?<\/dl>/s.exec(pageOf(results))?.[0] ?? '');
  expect(facts(fortnight())).toMatch(
    /Certifiable 5 of 13 whole runs In a row, up to now none: the latest is not Flaky of late 1 requirement Interrupted or limited 1 of 14 runs Different seeds 13/,
  );
  expect(facts([night(0, [failed('KCI-OWN')]), night(1), night(2)])).toContain(
    '2 whole runs, since 2026-01-13 02:00 UTC',
  );
  const good = pageOf([night(0), night(1)]);
  expect(good).not.toContain('#now-1');
  expect(good).not.toContain('In the way now');
});

test('what went alike stands together, and so do the operations of a change', () => {
  const both = [failed('KCI-OWN'), failed('KCI-TERMINAL')];
  const page = pageOf([night(0), night(1, both), night(2)]);
  expect(page).toContain('2 requirements alike');
  expect(page.match(/<svg class="cells"[^>]*aria-label="[^"]*requirements, the oldest run first/g)).toHaveLength(1);
  const ops = ['handleCreateOrder', 'handleQuote'];
  const broken = ops.map((operation) => verdict('HTTP-ANSWERED', 'broken', { operation }));
  const [bare] = [night(1)];
  const apart = { ...bare, verdicts: [...bare.verdicts.filter(({ check }) => check !== 'http-answered'), ...broken] };
  const told = pageOf([night(0), { ...apart, certifiable: false, decision: 'not-certifiable' }]);
  expect(textIn(told)).toContain(
    'http-answered , handleCreateOrder, handleQuote: passed before, broken now, in the way',
  );
});

test('strips say in words what they show', () => {
  const page = pageOf(fortnight());
  expect(page).toContain('aria-label="KCI-TERMINAL, the oldest run first: failed 3 times, passed 10 times"');
  expect(page).toContain('<title>2026-01-15 02:00 UTC: failed</title>');
  expect(page).toContain('passed since 2026-01-18 02:00 UTC (7 whole runs)');
  expect(page).toContain('1 requirement, always passed');
  expect(page).toContain('In 3 of 12 steps nothing changed.');
});

test('what is said beside a strip is so of all of its runs', () => {
  const page = pageOf([night(0), night(1, [verdict('ORD-ECHO', 'not-applicable')])]);
  expect(page).toContain('nothing wrong in all 2 whole runs that judged it (passed in 1, not applicable in 1)');
  expect(page).not.toContain('not applicable in all');
  expect(textIn(/<ul class="key">.*?<\/ul>/s.exec(page)?.[0] ?? '')).toContain('passed not applicable pale:');
});

test('below runs of one day stand their times', () => {
  const axisOf = (results: readonly Results[]) => textIn(/<div class="axis".*?<\/p>/s.exec(pageOf(results))?.[0] ?? '');
  expect(axisOf([night(0), night(1)])).toContain('2026-01-12 2026-01-13');
  const evening = night(1, [], { startedAt: '2026-01-12T19:30:00.000Z', finishedAt: '2026-01-12T19:40:00.000Z' });
  expect(axisOf([night(0), evening])).toContain('02:00 UTC 19:30 UTC');
});

test('one run has nothing to be compared with; none that is whole decides nothing', () => {
  expect(pageOf([night(0)])).toContain('There is one whole run, so nothing to compare.');
  expect(pageOf([night(0, [], { only: ['KCI-OWN'] })])).toContain('Not known');
});

test('several suppliers stand apart on one page, and no id stands twice', () => {
  const page = pageOf([...fortnight(), ...fortnight('x', 'Other')]);
  expect(page).toContain('2 suppliers, tenants or systems');
  const overview = textIn(/<ul class="systems">.*?<\/ul>/s.exec(page)?.[0] ?? '');
  expect(overview.match(/✕ Not certifiable (Acme Fibre|Other) , tenant TENANT1 So it has been since/g)).toHaveLength(2);
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
