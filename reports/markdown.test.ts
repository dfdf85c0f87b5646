import { expect, test } from '@playwright/test';
import { withoutCode } from './fixtures/prose.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { failed, waived, waiver } from './fixtures/waived.ts';
import type { ReportInput } from './input.ts';
import { renderMarkdown } from './markdown.ts';
import { resultsOf } from './results.ts';

const FILES = { 'index.html': 'the report', 'journal.ndjson': 'the evidence' };
const HOSTILE =
  '``x`` | <script>alert(1)</script> <!-- [a](https://evil.example) ![b](https://evil.example/i.png) @everyone #1 \u202e\u0000\n\n# Heading\n- item\n\n</details> www.evil.example a@evil.example';

test('tells the decision, the totals, what stands in the way, and where the rest is', () => {
  const text = renderMarkdown(sample(), FILES);
  expect(text).toMatch(/^## ✕ Not certifiable: `Acme Fibre`\n/);
  expect(text).toContain('| ✓ passed | ✕ failed |');
  expect(text).toContain('| 8 | 4 |');
  expect(text).toContain('### What stands in the way: 8');
  expect(text).toContain('**✕ failed** `KCI-TERMINAL`');
  expect(text).toMatch(/expected `nothing after COMPLETED`, seen `a DELAY.*` \(events \d+\) and 4 more of the kind/);
  expect(text).toContain('**What to do:**');
  expect(text).toMatch(/\n\nMore of any of them: `supplier-conformance explain [A-Z-]+`\n\n/);
  expect(text).toContain('**○ not exercised** `CAN-OUTCOME`');
  expect(text).toContain('### Warnings: 2');
  expect(text).toContain('### Waived: 1');
  expect(text).toContain("### Left over on the supplier's system: 1");
  expect(text).toContain('- `index.html` the report');
});

test('says of a good run that it is good, and nothing more than there is', () => {
  const input = waived([verdict('KCI-OWN', 'passed')], []);
  const text = renderMarkdown(input, FILES);
  expect(text).toMatch(/^## ✓ Certifiable: /);
  expect(text).not.toMatch(/stands in the way|Warnings|Waived|baseline|explain/);
});

test('tells what is waived, by whom, what has to be seen to, and what is new since the baseline', () => {
  const text = renderMarkdown(
    waived(
      [failed('KCI-OWN'), failed('HTTP-BODY'), verdict('AVL-OFFERED', 'passed')],
      [waiver({ requirement: 'KCI-OWN' }), waiver({ requirement: 'AVL-OFFERED' }, 2)],
      [verdict('KCI-OWN', 'passed'), verdict('HTTP-BODY', 'passed'), failed('AVL-OFFERED')],
    ),
    FILES,
  );
  expect(text).toContain('Jo Doe answers for it until 2026-03-01');
  expect(text).toContain('### Waivers to be seen to: 1');
  expect(text).toContain('1 thing stands in the way that did not before');
  expect(text).toContain('### New in the way: 1\n\n- `HTTP-BODY`');
  expect(text).toContain('### Fixed: 1\n\n- `AVL-OFFERED`');
});

test('ten things that stand in the way are told at once, the rest is folded away', () => {
  const many = sample();
  const ids = many.requirements
    .filter(({ untested, level }) => untested === undefined && level === 'MUST')
    .map(({ id }) => id);
  const input: ReportInput = { ...many, verdicts: ids.map((id) => failed(id)) };
  const told = renderMarkdown({ ...input, results: resultsOf(many.run, input.verdicts) }, FILES);
  const way = told.slice(told.indexOf('### What stands'), told.indexOf('### Left over'));
  expect(way.split('<details>')[0]?.match(/\*\*✕ failed\*\*/g)).toHaveLength(10);
  expect(way).toMatch(/<details><summary>\d+ more<\/summary>\n\n- /);
  expect(way).toContain('\n\n</details>');
});

test('nothing of the supplier or of a configuration is markup, a link, a mention or a line of its own', () => {
  const hostile = sample(HOSTILE, HOSTILE);
  const header = {
    ...recorded(sampleHistory()).header,
    only: [HOSTILE],
    // A journal may be that of somebody else, who wrote it by hand.
    startedAt: HOSTILE,
    seed: HOSTILE as unknown as number,
    profile: { ...hostile.run.header.profile, tenant: HOSTILE },
  };
  const input = waived(
    hostile.verdicts.map((judged) => ({ ...judged, reason: HOSTILE, operation: HOSTILE })),
    [waiver({ requirement: 'KCI-OWN', reason: HOSTILE, owner: HOSTILE })],
    [],
    { header: { ...header, supplier: { name: HOSTILE, baseUrl: HOSTILE } }, history: sampleHistory(HOSTILE) },
  );
  for (const text of [renderMarkdown(hostile, FILES), renderMarkdown(input, FILES)]) {
    const bare = withoutCode(text);
    expect(bare).not.toMatch(/(?<!\\)<(?!\/?(details|summary)>)/);
    expect(bare).not.toMatch(/(?<!\\)\]\(|@\w|#\d|(?<!\\):\/\/|www\.|(?<!\\)`/);
    expect(bare.match(/<details>/g)?.length).toBe(bare.match(/<\/details>/g)?.length);
    for (const hidden of ['\u202e', '\u0000']) expect(text).not.toContain(hidden);
    expect(text).not.toMatch(/^# Heading/m);
  }
});

test('stays far below what a CI system shows, whatever was seen', () => {
  const endless = `${'\u202e'.repeat(5_000)}${'漢'.repeat(100_000)}`;
  const run = recorded(sampleHistory(endless), endless);
  const template = run.history.find((event) => event.type === 'note' && event.note === 'left-over');
  const more = Array.from({ length: 5_000 }, () => ({ ...template, text: endless }) as (typeof run.history)[number]);
  const [rule] = sample().requirements;
  const requirements = Array.from({ length: 500 }, (_, index) => ({
    ...(rule as ReportInput['requirements'][number]),
    id: `RULE-${index}`,
  }));
  const verdicts = requirements.flatMap(({ id }) => [
    {
      ...failed('HTTP-BODY'),
      requirement: id,
      operation: endless,
      reason: endless,
      violations: [{ expected: endless, actual: endless, seen: [1] }],
    },
    { ...failed('HTTP-IDS'), requirement: id, violations: [{ expected: endless, actual: endless, seen: [1] }] },
    { ...verdict('HTTP-BODY', 'waived'), requirement: id, waiver: waiver({ reason: endless }) },
  ]);
  const longer = { ...run, history: [...run.history.slice(0, -1), ...more, ...run.history.slice(-1)] };
  const input = { run: longer, verdicts, requirements, checks: [], results: resultsOf(longer, verdicts) };
  expect(Buffer.byteLength(renderMarkdown(input, FILES))).toBeLessThan(800 * 1024);
});
