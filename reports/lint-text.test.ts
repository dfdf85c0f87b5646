import { expect, test } from '@playwright/test';
import type { Requirement } from '../specs/requirement.ts';
import type { Samples } from '../evidence/samples.ts';
import type { Finding } from '../checks/lint.ts';
import { errorsOf, lintText } from './lint-text.ts';

const rule = (id: string, binding: boolean): Requirement => ({
  id,
  area: 'kcis',
  level: binding ? 'MUST' : 'SHOULD',
  standing: 'documented',
  sentence: `${id} is kept.`,
  source: 'A page',
  when: [],
  advice: `Keep ${id}.`,
  exercise: 'Place an order.',
});

const finding = (sample: number, id: string, severity: Finding['severity'], rest: Partial<Finding> = {}): Finding => ({
  sample,
  check: id.toLowerCase(),
  requirement: rule(id, severity === 'error'),
  severity,
  expected: 'one thing',
  actual: 'another',
  seen: [sample],
  ...rest,
});

const sample = (line: number, body: object) => ({ line, text: JSON.stringify(body) });
const SAMPLES: Samples = {
  kcis: [
    sample(3, { id: 'k1', sequenceNumber: 1, reasonCode: 'ACKNOWLEDGED' }),
    sample(20, { id: 'k2', sequenceNumber: 2, reasonCode: 'DELAY' }),
  ],
  unreadable: [],
  others: [],
};

const linted = (findings: readonly Finding[], samples: Partial<Samples> = {}) => ({
  source: 'kcis.json',
  samples: { ...SAMPLES, ...samples },
  findings,
  jsonRule: rule('JSON', true),
});

test('errors come first, KCI by KCI with line, reason, number and id; warnings apart; the totals last', () => {
  const text = lintText(
    linted([
      finding(1, 'LATER', 'warning'),
      finding(2, 'FIRST', 'error', { seen: [1, 2] }),
      finding(2, 'FIRST', 'error', { expected: 'a third' }),
      finding(2, 'EXCUSED', 'warning', { excusable: true }),
    ]),
  );
  expect(text).toBe(`Errors
  line 20  DELAY, sequence 2, id k2
    ✕ FIRST MUST, documented
      FIRST is kept.
      expected one thing
      seen     another (compare line 3)
      expected a third
      seen     another
      to do    Keep FIRST.

Warnings, not in the way
  line 3  ACKNOWLEDGED, sequence 1, id k1
    ! LATER SHOULD, documented
      LATER is kept.
      expected one thing
      seen     another
      to do    Keep LATER.

  line 20  DELAY, sequence 2, id k2
    ! EXCUSED SHOULD, documented
      EXCUSED is kept.
      expected one thing
      seen     another
      unless   a request of the tenant that was granted with 201, which samples do not show,
               explains it
      to do    Keep EXCUSED.

✕ 2 KCIs: 2 errors, 2 warnings
  Judged by themselves: how KCIs are delivered (headers, token, repetition), and whether they fit
  what was asked for, only a run can tell.
  In: kcis.json`);
});

test('what is not JSON is an error in its place', () => {
  const input = linted([finding(2, 'FIRST', 'error')], {
    unreadable: [{ line: 9, problem: 'expected a value, found x' }],
  });
  const text = lintText(input);
  expect(text).toMatch(/line 9 {2}not JSON\n {4}✕ JSON .*\n.*\n.*\n {6}seen {5}expected a value, found x\n/);
  expect(text.indexOf('line 9')).toBeLessThan(text.indexOf('line 20'));
  expect(text).toContain('2 errors, 0 warnings');
  expect(errorsOf(input)).toBe(2);
});

test('when all is well it says so, and what it has passed over', () => {
  const text = lintText(linted([], { others: [1, 30] }));
  expect(text).toMatch(/^✓ 2 KCIs: nothing wrong\n/);
  expect(text).toContain('JSON objects on lines 1, 30.');
  expect(errorsOf(linted([]))).toBe(0);
});

test('warnings alone are no errors', () => {
  const input = linted([finding(1, 'LATER', 'warning')]);
  expect(lintText(input)).toMatch(/\n✓ 2 KCIs: 0 errors, 1 warning\n/);
  expect(errorsOf(input)).toBe(0);
});

test('what stands in a sample cannot steer the terminal, nor fill it', () => {
  const kcis = [sample(1, { id: `\u001b[2J${'x'.repeat(5000)}`, sequenceNumber: 1, reasonCode: '\u202egood' })];
  const text = lintText(linted([finding(1, 'FIRST', 'error', { actual: '\u001b]0;'.repeat(1000) })], { kcis }));
  for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden);
  expect(text.length).toBeLessThan(2000);
});
