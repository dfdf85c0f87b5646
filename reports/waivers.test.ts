import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { verdict } from './fixtures/sample.ts';
import { failed, waived, waiver } from './fixtures/waived.ts';
import { headline } from './headline.ts';
import { renderReport } from './html.ts';
import type { ReportInput } from './input.ts';
import { renderJunit } from './junit.ts';
import { ledger } from './ledger.ts';
import { closingText } from './terminal.ts';

const headlineOf = ({ results, verdicts }: ReportInput) => headline(results, ledger(REQUIREMENTS, verdicts));
const words = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const section = (page: string, id: string) => {
  const start = page.indexOf(` id="${id}"`);
  return start < 0 ? '' : words(page.slice(start, page.indexOf('</section>', start)));
};

const GOOD = verdict('AVL-OFFERED', 'passed');
const KNOWN = waiver({ requirement: 'KCI-OWN' });

test('what binds and is waived is never certifiable by itself: whoever signs off decides', () => {
  const input = waived([GOOD, failed('KCI-OWN')], [KNOWN]);
  expect(input.results).toMatchObject({
    certifiable: false,
    decision: 'certifiable-with-waivers',
    summary: { passed: 1, failed: 0, waived: 1 },
    waivers: [{ requirement: 'KCI-OWN', owner: 'Jo Doe', expires: '2026-03-01', state: 'used', covers: 1 }],
  });
  expect(headlineOf(input)).toEqual({
    title: 'Certifiable with 1 waiver',
    answer: 'Only if whoever signs off accepts the waivers.',
    tone: 'waived',
    because:
      '1 binding requirement failed, and somebody answers for it: whoever signs off decides whether to accept it. Every other binding requirement of the claimed features was exercised and met.',
  });
  const warned = waived([GOOD, failed('KCI-TIME')], [waiver({ requirement: 'KCI-TIME' })]);
  expect(warned.results).toMatchObject({ certifiable: true, decision: 'certifiable' });
  expect(headlineOf(warned)).toMatchObject({ title: 'Certifiable', tone: 'good' });
});

test('the headline tells failed from not exercised, and counts waivers rather than verdicts', () => {
  const input = waived(
    [
      failed('HTTP-BODY', { operation: 'handleQuote' }),
      failed('HTTP-BODY', { operation: 'handleCreateOrder' }),
      verdict('CAN-OUTCOME', 'not-exercised'),
    ],
    [
      waiver({ requirement: 'HTTP-BODY' }),
      waiver({ requirement: 'CAN-OUTCOME', outcome: 'not-exercised', reason: 'Shown by hand.' }, 6),
    ],
  );
  expect(headlineOf(input).title).toBe('Certifiable with 2 waivers');
  expect(headlineOf(input).because).toMatch(
    /^1 binding requirement failed and 1 was not exercised, and somebody answers for them: /,
  );
  const blocked = headlineOf(waived([failed('KCI-OWN'), failed('KCI-TERMINAL')], [KNOWN]));
  expect(blocked).toEqual({
    title: 'Not certifiable',
    answer: 'No: Acme Fibre may not go live yet.',
    tone: 'bad',
    because: '1 binding requirement failed. 1 more is waived.',
  });
});

test('a waiver that is out of date is told at the top and fails the run, though nothing stands in the way', () => {
  const input = waived([GOOD, verdict('KCI-OWN', 'passed')], [KNOWN]);
  expect(input.results).toMatchObject({ certifiable: true, waivers: [{ state: 'unmatched' }] });
  expect(headlineOf(input)).toMatchObject({ title: 'Certifiable, but 1 waiver is out of date', tone: 'open' });
  const line = 'waivers.yaml:1:3: the waiver of KCI-OWN (Jo Doe) matches nothing: it passed; delete it';
  expect(closingText(input)).toContain(`Waivers to be seen to: they fail the run\n  ✕ ${line}`);
  expect(section(renderReport(input), 'waivers-out-of-date')).toContain(line);
  const xml = renderJunit(input);
  expect(xml).toContain(`<failure type="waiver" message="${line}">`);
  expect(xml).toMatch(/<testsuites name="[^"]*" tests="3" failures="1" errors="0" skipped="0"/);
});

test('of many waivers that are out of date the cover names a few, and leads to all', () => {
  const many = Array.from({ length: 7 }, (_, index) =>
    waiver({ requirement: 'KCI-OWN', place: `waivers.yaml:${index + 1}:3` }),
  );
  const told = section(renderReport(waived([GOOD, verdict('KCI-OWN', 'passed')], many)), 'waivers-out-of-date');
  expect(told.match(/matches nothing/g)).toHaveLength(5);
  expect(told).toContain('And 2 more');
});

test('the closing text tells what is waived, by whom, until when, why, and what was seen', () => {
  const input = waived([GOOD, failed('KCI-OWN')], [{ ...KNOWN, link: 'https://tracker.example/7' }]);
  expect(closingText(input, { width: 120 })).toContain(
    [
      'Waived',
      '  ⚑ KCI-OWN  Every KCI must be about an order that the gateway knows.',
      '    check    kci-own',
      '    waived   Jo Doe answers for it until 2026-03-01: Fixed by the release of spring. (https://tracker.example/7)',
      '    seen     what was seen',
    ].join('\n'),
  );
});

test('the report shows what is waived with its findings, also beside what is not exercised', () => {
  const input = waived(
    [GOOD, failed('KCI-OWN'), verdict('KCI-OWN', 'not-exercised', { check: 'kci-own-too' })],
    [waiver({ check: 'kci-own', link: 'https://tracker.example/7' })],
  );
  const page = renderReport(input);
  expect(section(page, 'waived-in-the-way')).toContain('KCI-OWN');
  const part = section(page, 'waived');
  for (const text of ['what was seen', 'Waived until 2026-03-01, by Jo Doe', 'Fixed by the release of spring.']) {
    expect(part).toContain(text);
  }
  expect(page, 'nothing leads away from the report').not.toContain('href="https:');
  expect(page).toContain('https://tracker.example/7');
  expect(words(page)).toContain('1 waiver, and what became of it');
  for (const [, anchor] of page.matchAll(/ href="#([^"]+)"/g)) expect(page, anchor).toContain(` id="${anchor}"`);
});

test('what is waived as not exercised says how to exercise it', () => {
  const given = waiver({ requirement: 'CAN-OUTCOME', outcome: 'not-exercised', reason: 'Shown by hand.' });
  const input = waived([GOOD, verdict('CAN-OUTCOME', 'not-exercised')], [given]);
  const part = section(renderReport(input), 'waived');
  expect(part).toContain('To exercise it');
  expect(part).not.toContain('What to do');
  expect(closingText(input)).toContain('Not exercised; Jo Doe answers for it until 2026-03-01: Shown by hand.');
  expect(renderJunit(input)).toContain('<skipped type="waived" message="waived: Not exercised; Jo Doe answers');
});

test('with a baseline only what is new is told in full and red, and what is known is still told', () => {
  const input = waived([GOOD, failed('KCI-OWN'), failed('KCI-TERMINAL')], [], [GOOD, failed('KCI-OWN')]);
  const text = closingText(input);
  expect(text).toMatch(/^Failed\n {2}✕ KCI-TERMINAL MUST/);
  expect(text).toContain('Failed, as in the baseline\n  ✕ KCI-OWN  Every KCI must be about');
  expect(text).toContain('Since the baseline of 2026-01-12 09:00:00 UTC: 1 newly failing, 1 still failing');
  expect(headlineOf(input).because).toBe('2 binding requirements failed. New since the baseline: 1 verdict of that.');
  const cases = renderJunit(input).split('<testcase').slice(1);
  expect(cases.find((each) => each.includes('KCI-TERMINAL'))).toContain('<failure type="failed"');
  expect(cases.find((each) => each.includes('KCI-OWN'))).toMatch(
    /<skipped type="known" message="known, as in the base/,
  );
  const part = section(renderReport(input), 'baseline');
  expect(part).toContain('1 thing stands in the way that did not before.');
  expect(part).toMatch(/New failures 1 .*KCI-TERMINAL.*Still failing: 1 .*KCI-OWN/);

  const unchanged = waived([GOOD, failed('KCI-OWN')], [], [GOOD, failed('KCI-OWN')]);
  expect(headlineOf(unchanged).because).toBe(
    '1 binding requirement failed. None of that is new since the baseline, so it does not fail the run.',
  );
  expect(renderJunit(unchanged)).toContain('failures="0" errors="0" skipped="1"');
});

test('what somebody wrote into a waiver stays text', () => {
  const hostile = `</p><script>alert(1)</script>"'><img src=x onerror=alert(1)>\u001b[31m\u202e`;
  const input = waived(
    [failed('KCI-OWN'), GOOD],
    [
      waiver({ requirement: 'KCI-OWN', reason: hostile, owner: hostile, link: `javascript:${hostile}` }),
      waiver({ requirement: 'AVL-OFFERED', owner: hostile }, 9),
    ],
  );
  const page = renderReport(input);
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img');
  expect(page).not.toMatch(/href="javascript/);
  expect(closingText(input)).not.toMatch(/[^\P{C}\n]/u);
  const xml = renderJunit(input);
  expect(xml).not.toContain('<script');
  expect(xml).not.toMatch(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/u);
});
