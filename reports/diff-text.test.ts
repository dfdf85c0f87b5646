import { expect, test } from '@playwright/test';
import type { Verdict } from '../checks/verdict.ts';
import { compare } from './diff.ts';
import { diffText, sentencesOf, totalWords } from './diff-text.ts';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { recorded, sampleHistory, verdict } from './fixtures/sample.ts';
import { resultsOf } from './results.ts';

const run = recorded(sampleHistory());
const results = (verdicts: readonly Verdict[]) => resultsOf(run, verdicts);
const sentences = sentencesOf(REQUIREMENTS);
const failed = (id: string, actual = 'that') =>
  verdict(id, 'failed', { violations: [{ expected: 'this', actual, seen: [1] }] });

const told = (before: readonly Verdict[], after: readonly Verdict[], width = 100) =>
  diffText(compare(results(before), results(after)), sentences, { colour: false, width });

test('what is new is told with what was found, then what is known, then the answer and the totals', () => {
  const text = told(
    [verdict('KCI-OWN', 'passed'), failed('KCI-TERMINAL'), failed('KCI-SEQUENCE'), verdict('AVL-OFFERED', 'passed')],
    [failed('KCI-OWN'), failed('KCI-TERMINAL'), verdict('KCI-SEQUENCE', 'passed'), verdict('AVL-OFFERED', 'passed')],
  );
  expect(text).toBe(
    [
      'New failures: 1',
      '  ✕ KCI-OWN  Every KCI must be about an order that the gateway knows.',
      '    check    kci-own; passed before, failed now, in the way',
      '    expected this',
      '    seen     that',
      '',
      'Still failing: 1',
      '  ✕ KCI-TERMINAL  Nothing must follow a terminal status.',
      '    check    kci-terminal; failed, as before',
      '',
      'Fixed: 1',
      '  ✓ KCI-SEQUENCE  Each KCI of an order must carry a higher sequence number than the one before.',
      '    check    kci-sequence; failed before, passed now',
      '',
      '✕ 1 thing stands in the way that did not before',
      '  1 newly failing, 1 still failing, 1 fixed.',
      '  old  Acme Fibre, 2026-01-12 09:00:00 UTC, seed 424242: not certifiable',
      '  new  Acme Fibre, 2026-01-12 09:00:00 UTC, seed 424242: not certifiable',
    ].join('\n'),
  );
});

test('two equal runs have nothing to tell', () => {
  expect(told([failed('KCI-TIME')], [failed('KCI-TIME')])).toMatch(/^Still failing: 1\n/);
  expect(told([verdict('KCI-OWN', 'passed')], [verdict('KCI-OWN', 'passed')])).toBe(
    [
      '✓ Nothing stands in the way that did not before',
      '  no change.',
      '  old  Acme Fibre, 2026-01-12 09:00:00 UTC, seed 424242: certifiable',
      '  new  Acme Fibre, 2026-01-12 09:00:00 UTC, seed 424242: certifiable',
    ].join('\n'),
  );
});

test('many checks that are gone are a number, but for those that failed', () => {
  const many = Array.from({ length: 30 }, (_, index) => verdict('KCI-OWN', 'passed', { check: `check-${index}` }));
  const text = told([...many, failed('KCI-TERMINAL')], [verdict('AVL-OFFERED', 'passed')]);
  expect(text).toContain('Not judged any more: 31');
  expect(text).not.toContain('check-7');
  expect(text).toContain('kci-terminal; failed before, not judged now');
});

test('a requirement of another version is told by its id', () => {
  expect(told([], [{ ...failed('KCI-OWN'), requirement: 'KCI-NEXT-YEAR' }])).toContain('✕ KCI-NEXT-YEAR');
});

test('what a supplier sends keeps to its lines, and no colour comes of it', () => {
  const hostile = `\u001b[31m${'x'.repeat(3000)}\r\n\u202e`;
  const text = told([verdict('KCI-OWN', 'passed')], [failed('KCI-OWN', hostile)], 60);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text.split('\n').filter((line) => line.length > 60)).toEqual([]);
});

test('the totals are told in words, without those that are nothing', () => {
  const { summary } = compare(results([]), results([verdict('KCI-OWN', 'passed')]));
  expect(totalWords({ summary })).toBe('1 judged for the first time');
});
