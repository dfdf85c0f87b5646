import { expect, test } from '@playwright/test';
import { blocks } from '../checks/verdict.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { CHECKS, REQUIREMENTS } from './fixtures/catalogue.ts';
import { failed, waived, waiver } from './fixtures/waived.ts';
import { renderJunit } from './junit.ts';
import { resultsOf } from './results.ts';

const HOSTILE = `</failure><script>alert('1')</script>]]>&amp;"\u0000\u001b\ufffe\ud83d`;

const number = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

test('a case is red exactly when its verdict stands in the way', () => {
  const input = sample();
  const xml = renderJunit(input);
  const cases = xml.split('<testcase').slice(1);
  expect(cases).toHaveLength(input.verdicts.length);
  expect(cases.filter((text) => /<(?:failure|error) /.test(text))).toHaveLength(input.verdicts.filter(blocks).length);
  expect(cases.find((text) => text.includes('CAN-OUTCOME'))).toContain('<failure type="not-exercised"');
  expect(cases.find((text) => text.includes('OWN-REQUESTS'))).toContain('<error type="broken"');
  expect(cases.find((text) => text.includes('KCI-TIME'))).toContain('<skipped ');
  expect(cases.find((text) => text.includes('AMD-TERMINAL'))).toContain(
    '<skipped type="waived" message="waived: Jo Doe answers for it until 2026-03-01: The staging system forgets',
  );
  expect(cases.find((text) => text.includes('ORD-ECHO'))).toMatch(/<system-out>warning: [^<]*notes as sent/);
  expect(cases.find((text) => text.includes('AVL-OFFERED'))).not.toMatch(/<(?:failure|error|skipped|system-out)/);
  expect(cases.find((text) => text.includes('KCI-SEQUENCE'))).toMatch(
    /expected: a sequence number above 2\nseen: 2, as the KCI before\nevents: \d+, \d+\n\nwhat to do: /,
  );
});

test('the numbers of the suites are those of their cases, and add up', () => {
  const xml = renderJunit(sample());
  const [all, ...suites] = xml.split('<testsuite ').map((text) => ({
    told: (/tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(text) ?? []).slice(1).map(Number),
    counted: [/<testcase/g, /<failure /g, /<error /g, /<skipped /g].map((pattern) => number(text, pattern)),
  }));
  expect(suites.length).toBeGreaterThan(5);
  for (const { told, counted } of suites) expect(told).toEqual(counted);
  expect(all?.told).toEqual([0, 1, 2, 3].map((place) => suites.reduce((sum, { told }) => sum + (told[place] ?? 0), 0)));
});

test('an interrupted run is red, however green its verdicts', () => {
  const run = recorded(sampleHistory().slice(0, -1));
  const verdicts = [verdict('AVL-OFFERED', 'passed')];
  const xml = renderJunit({ requirements: REQUIREMENTS, verdicts, results: resultsOf(run, verdicts) });
  expect(xml).toContain('<testsuites name="supplier-conformance: Acme Fibre" tests="2" failures="0" errors="1"');
  expect(xml).toContain('<error type="interrupted"');
});

test('what is red says why as a message and as text, since pages show one or the other', () => {
  const input = waived(
    [failed('KCI-OWN')],
    [waiver({ requirement: 'KCI-TIME' })],
    undefined,
    recorded(sampleHistory().slice(0, -1)),
  );
  const red = [...renderJunit(input).matchAll(/<(failure|error) type="([^"]+)" message="([^"]+)">([^<]+)</g)];
  expect(red.map(([, kind, type]) => [kind, type])).toEqual([
    ['error', 'interrupted'],
    ['failure', 'waiver'],
    ['failure', 'failed'],
  ]);
  expect(number(renderJunit(input), /<(?:failure|error) /g)).toBe(red.length);
});

test('a message is bounded, and a time that cannot be told is left out', () => {
  const long = 'x'.repeat(100_000);
  const input = waived([failed('KCI-OWN', { violations: [{ expected: long, actual: long, seen: [1] }] })], []);
  const xml = renderJunit({ ...input, results: { ...input.results, startedAt: 'never' } });
  expect(/message="([^"]*)"/.exec(xml)?.[1]?.length).toBeLessThanOrEqual(1_000);
  expect(xml).toContain(long);
  expect(xml).not.toContain('NaN');
});

test('what a supplier sends cannot leave its place in the document', () => {
  const input = sample(HOSTILE, HOSTILE);
  const xml = renderJunit({
    ...input,
    verdicts: [...input.verdicts, verdict('CEASE-REFUSED', 'broken', { reason: HOSTILE, operation: HOSTILE })],
  });
  expect(xml).not.toContain('<script');
  expect(xml).not.toContain(']]>');
  expect(xml).not.toMatch(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/u);
  // Taken apart by a grammar of what is written here: nothing else is left.
  const rest = xml
    .replaceAll(/<\?xml version="1.0" encoding="UTF-8"\?>/g, '')
    .replaceAll(
      /<\/?(?:testsuites|testsuite|testcase|failure|error|skipped|system-out)(?: [a-z]+="[^"<]*")*(?: \/)?>/g,
      '',
    )
    .replaceAll(/&(?:amp|lt|gt|quot|#10|#9);/g, '');
  expect(rest).not.toMatch(/[<>&]/);
});

test('each check of the sample can be found by its name', () => {
  const xml = renderJunit(sample());
  for (const { id, requirement } of CHECKS) expect(xml).toContain(`name="${requirement} ${id}`);
});
