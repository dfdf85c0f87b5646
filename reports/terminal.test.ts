import { expect, test } from '@playwright/test';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { CHECKS, REQUIREMENTS } from './fixtures/catalogue.ts';
import type { ReportInput } from './input.ts';
import { lookOf } from './pen.ts';
import { resultsOf } from './results.ts';
import { catalogueText, closingText, explanationText } from './terminal.ts';

const good = (run = recorded(sampleHistory())): ReportInput => {
  const verdicts = [verdict('AVL-OFFERED', 'passed')];
  return { run, verdicts, requirements: REQUIREMENTS, checks: CHECKS, results: resultsOf(run, verdicts) };
};

test('the closing text ends with the decision, the totals and the path', () => {
  const lines = closingText(sample(), { report: 'reports/out/index.html' }).split('\n');
  expect(lines.slice(-6)).toEqual([
    '✕ Not certifiable: Acme Fibre, tenant TENANT1, in 27.6 s',
    '  8 binding requirements stand in the way: 4 failed, 1 could not be judged, 3 not exercised. 1 more',
    '  is waived.',
    '  8 passed + 4 failed + 1 broken + 4 not exercised + 2 warned + 1 waived + 2 not applicable = 22 verdicts',
    '  Seen: 6 of 22 answers, 4 of 16 reason codes, 4 of 40 transitions within reach',
    '  Report: reports/out/index.html',
  ]);
  expect(closingText(good()).split('\n').slice(-6)).toEqual([
    "Left over on the supplier's system",
    '  · order 7002 (ACME-7002) could not be cancelled: it is completed',
    '',
    '✓ Certifiable: Acme Fibre, tenant TENANT1, in 27.6 s',
    '  Every binding requirement of the claimed features was exercised and met.',
    '  1 passed + 0 failed = 1 verdict',
  ]);
});

test('a failure tells the rule, what was expected and seen, where, and what to do', () => {
  const text = closingText(sample());
  expect(text).toContain(
    [
      '  ✕ KCI-SEQUENCE MUST, documented',
      '    Each KCI of an order must carry a higher sequence number than the one before.',
      '    check    kci-sequence',
      '    expected a sequence number above 2',
      '    seen     2, as the KCI before (events 12, 13)',
      '    to do    Look at the message below, and compare it with the schema of the operation.',
    ].join('\n'),
  );
  expect(text).toMatch(
    /seen {5}a DELAY with status IN_PROGRESS: harmless \(event 13\)\n {13}and the same 4 times more\n {4}to do/,
  );
  expect(text).toMatch(
    /Not exercised, and in the way\n {2}○ AVL-OUTSIDE .*\n.*\n {4}to exercise {2}Let the test system/,
  );
  expect(text).toMatch(/Warnings, not in the way\n {2}! HTTP-IDS/);
  expect(text).toContain('⊘ the journey provide-completed stumbled over harmless');
  expect(text).not.toContain('KCI-TIME');
});

test('of findings that differ the first are told, and how many the report has beside them', () => {
  const input = sample();
  const many = [1, 2, 2, 3, 3, 4].map((number) => ({ expected: 'none', actual: `the code E${number}`, seen: [5] }));
  const text = closingText({ ...input, verdicts: [verdict('KCI-TERMINAL', 'failed', { violations: many })] });
  expect(text).toMatch(
    /E1 \(event 5\)\n.*\n.*E2 \(event 5\)\n {13}and the same once more\n {13}and 3 more findings in the report/,
  );
});

test('a limited or interrupted run says that it certifies nothing', () => {
  const whole = recorded(sampleHistory());
  const limited = closingText(good({ ...whole, header: { ...whole.header, only: ['AVL-OFFERED'] } }));
  expect(limited).toContain('– Not certifiable');
  expect(limited.replaceAll(/\s+/g, ' ')).toContain(
    'limited to AVL-OFFERED, so it certifies nothing. Nothing that it looked at stands in the way.',
  );
  expect(closingText(good({ ...whole, history: whole.history.slice(0, -1) }))).toContain('The run was interrupted');
});

test('lines keep to the width', () => {
  for (const width of [40, 60, 100]) {
    const lines = closingText(sample(), { width }).split('\n');
    const tooLong = lines.filter((line) => line.length > width && !/verdicts?$|^ {2}[✕○⊘] /.test(line));
    expect(tooLong).toEqual([]);
  }
});

test('colour only where it is wanted, and never by the supplier', () => {
  const hostile = '\u001b[2J\u001b]0;owned\u0007\u202e';
  expect(closingText(sample(hostile, hostile))).not.toMatch(/[^\P{C}\n]/u);
  const coloured = closingText(sample(hostile, hostile), { colour: true });
  expect(
    coloured
      .split('\u001b')
      .map((text, index) => (index === 0 ? text : text.replace(/^\[\d+(?:;\d+)*m/, '')))
      .join(''),
  ).toBe(closingText(sample(hostile, hostile)));
  expect(coloured).toContain('\u001b[');
  expect(lookOf({ isTTY: true, columns: 90 }, {})).toEqual({ colour: true, width: 90 });
  expect(lookOf({ isTTY: true, columns: 500 }, { NO_COLOR: '1' })).toEqual({ colour: false, width: 120 });
  expect(lookOf({ isTTY: true, columns: 20 }, { NO_COLOR: '', TERM: 'dumb' })).toEqual({ colour: false, width: 40 });
  expect(lookOf({}, {})).toEqual({ colour: false, width: 100 });
});

test('the catalogue lists every requirement with its checks, or why it has none', () => {
  const text = catalogueText({ requirements: REQUIREMENTS, checks: CHECKS });
  for (const { id } of REQUIREMENTS) expect(text).toContain(`  ${id} `);
  for (const { id } of CHECKS) expect(text).toContain(id);
  expect(text).toContain('    untested: It binds the gateway; nothing that a supplier does shows it.');
  expect(text).toContain('  KCI-TIME SHOULD, example, warning');
  expect(text).toContain('22 requirements: 21 with 21 checks, 1 untested.');
});

test('the explanation of a requirement tells all that is known of it', () => {
  const requirement = REQUIREMENTS.find(({ id }) => id === 'APT-EXPIRED');
  if (!requirement) throw new Error('the sample has lost APT-EXPIRED');
  const text = explanationText(requirement, CHECKS, [{ id: 'takes-expired', title: 'takes any reservation' }]);
  for (const part of [requirement.sentence, requirement.source, requirement.advice, requirement.exercise]) {
    expect(text.replaceAll(/\s+/g, ' ')).toContain(part);
  }
  expect(text).toContain('MUST; binding');
  expect(text).toContain('documented: stated by the official documentation');
  expect(text).toContain('when appointments is claimed');
  expect(explanationText({ ...requirement, when: [], whenAny: ['modify', 'cease'] }, [], [])).toContain(
    'when any of modify, cease is claimed',
  );
  expect(explanationText({ ...requirement, when: [] }, [], [])).toContain('in force     always');
  const reach = [['provide', 'appointments'], ['switch']] as const;
  expect(explanationText({ ...requirement, reach }, [], [])).toContain(
    'in a run     brought about with provide and appointments, or switch',
  );
  expect(text).toContain('the supplier lets a reservation expire');
  expect(text).toContain('apt-expired: looks at');
  expect(text).toContain('takes-expired: takes any reservation');
});
