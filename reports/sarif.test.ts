import { expect, test } from '@playwright/test';
import type { Log, Result, Run } from 'sarif';
import type { Event } from '../evidence/history.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { blocks } from '../checks/verdict.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { failed, waived, waiver } from './fixtures/waived.ts';
import type { ReportInput } from './input.ts';
import { resultsOf } from './results.ts';
import { renderSarif } from './sarif.ts';

const HOSTILE = '[here](https://evil.example) <script>\u0000\u202e@everyone {0}';

function runOf(input: ReportInput): Run {
  const log = JSON.parse(renderSarif(input)) as Log;
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/sarif-schema-2\.1\.0\.json$/);
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return run;
}

const resultsIn = (run: Run): readonly Result[] => run.results ?? [];

/** What pages for code take of each rule and result, and of a description in characters. */
const TAKEN = { results: 5000, places: 100, tags: 10, description: 1024 } as const;

/** All texts of a part of the log that the format has a syntax for, by its own rule or by that of a page. */
function textsIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]: [string, unknown]) =>
    (key === 'text' || key === 'markdown') && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

/** The constraints of the format that its types do not hold, and those of pages that show it. */
function faultsOf(run: Run): readonly string[] {
  const faults: string[] = [];
  const want = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  const rules = run.tool.driver.rules ?? [];
  want(new Set(rules.map(({ id }) => id)).size === rules.length, 'each rule stands once');
  for (const text of textsIn(run)) {
    want(!/\]\(|\{\{|\}\}|\{\d+\}/.test(text), `${text}: no link, no place of an argument, no two braces for one`);
  }
  want(resultsIn(run).length <= TAKEN.results, 'no more results than are shown');
  for (const { id, shortDescription, fullDescription, help, helpUri, properties } of rules) {
    for (const told of [shortDescription, fullDescription]) {
      want((told?.text.length ?? 0) <= TAKEN.description, `${id} is described in as many words as are shown`);
    }
    want((properties?.tags?.length ?? 0) <= TAKEN.tags, `${id} has no more tags than are shown`);
    want((shortDescription?.text ?? '') !== '' && (fullDescription?.text ?? '') !== '', `${id} is described`);
    want((help?.text ?? '') !== '' && (help?.markdown ?? '') !== '', `${id} says what to do`);
    want(helpUri === undefined || URL.canParse(helpUri), `${id} leads somewhere`);
  }
  for (const result of resultsIn(run)) {
    want(rules[result.ruleIndex ?? -1]?.id === result.ruleId, `${result.ruleId}: its index is that of its rule`);
    want(result.kind === 'fail' && result.level !== 'none', 'only what fails has a level');
    want((result.message.text ?? '') !== '', 'a message is not empty');
    want((result.occurrenceCount ?? 1) >= 1, 'what occurs does so at least once');
    want(Object.values(result.partialFingerprints ?? {}).length > 0, 'a finding can be known again');
    want((result.locations ?? []).length === 1, 'a finding has one place');
    want((result.relatedLocations ?? []).length < TAKEN.places, 'and no more others than are shown');
    const ids = (result.relatedLocations ?? []).map(({ id }) => id);
    want(new Set(ids).size === ids.length, 'the other places have ids of their own');
    for (const { physicalLocation } of [...(result.locations ?? []), ...(result.relatedLocations ?? [])]) {
      const { index = -1, uri } = physicalLocation?.artifactLocation ?? {};
      want(run.artifacts?.[index]?.location?.uri === uri, 'a place is in a file that is listed');
      want((physicalLocation?.region?.startLine ?? 0) >= 1, 'lines count from 1');
    }
  }
  const suppressed = resultsIn(run).filter(({ suppressions }) => suppressions !== undefined).length;
  want(suppressed === 0 || suppressed === resultsIn(run).length, 'all results tell of suppressions, or none');
  want(/^[^/]+(\/[^/]+)+$/.test(run.automationDetails?.id ?? ''), 'the run has a name in parts');
  return faults;
}

test('holds what was found and what stands in the way, as the format wants it', () => {
  const input = sample(HOSTILE, HOSTILE);
  const run = runOf(input);
  expect(faultsOf(run)).toEqual([]);
  const told = input.verdicts.filter(
    (verdict) => verdict.outcome === 'failed' || verdict.outcome === 'waived' || blocks(verdict),
  );
  expect(resultsIn(run).map(({ properties }) => [properties?.check, properties?.outcome])).toEqual(
    told.map(({ check, outcome }) => [check, outcome]),
  );
  expect(new Set(run.tool.driver.rules?.map(({ id }) => id))).toEqual(
    new Set(told.map(({ requirement }) => requirement)),
  );
  expect(run.invocations).toEqual([
    expect.objectContaining({ executionSuccessful: true, exitCode: 1, startTimeUtc: '2026-01-12T09:00:00.000Z' }),
  ]);
});

test('whatever fails of the whole catalogue can be told', () => {
  const seen = Array.from({ length: 500 }, (_, index) => index + 1);
  const verdicts = CATALOGUE.checks.map(({ id, requirement }) => ({
    ...failed('KCI-OWN', { violations: [{ expected: '{"a":{"b":1}}', actual: '{"a":{"b":{0}}} {{2}}', seen }] }),
    check: id,
    requirement,
  }));
  const { run } = sample();
  const told = runOf({ run, verdicts, ...CATALOGUE, results: resultsOf(run, verdicts) });
  expect(faultsOf(told)).toEqual([]);
  expect(resultsIn(told)).toHaveLength(CATALOGUE.checks.length);
  expect(resultsIn(told)[0]?.message.text).toContain('Expected: {"a":{"b":1} }\nSeen: {"a":{"b":{ 0} } } { { 2} }');
});

test('a run that did not look at everything is of a series of its own', () => {
  const { run } = sample();
  const seriesOf = (change: Partial<typeof run.header>) => {
    const header = { ...run.header, supplier: { ...run.header.supplier, name: 'Acme/Fibre\n' }, ...change };
    const id = runOf(waived([], [], undefined, { ...run, header })).automationDetails?.id ?? '';
    return id.slice(0, id.lastIndexOf('/'));
  };
  expect(seriesOf({})).toBe('supplier-conformance/Acme Fibre/TENANT1');
  expect(seriesOf({ only: ['KCI-OWN'] })).toBe('supplier-conformance/Acme Fibre/TENANT1/limited');
  expect(seriesOf({ shard: { index: 2, of: 3 } })).toBe('supplier-conformance/Acme Fibre/TENANT1/shard 2 of 3');
  expect(seriesOf({ supplier: { name: 'x'.repeat(5_000), baseUrl: '' } }).length).toBeLessThan(200);
});

test('a finding has its level, its words, its line in the journal and its operation', () => {
  const input = sample();
  const results = resultsIn(runOf(input));
  const of = (rule: string) => results.find(({ ruleId }) => ruleId === rule);
  expect(of('KCI-TERMINAL')?.level).toBe('error');
  expect(of('HTTP-IDS')?.level).toBe('warning');
  expect(of('CAN-OUTCOME')?.level).toBe('note');
  expect(of('CAN-OUTCOME')?.message.text).toContain('not exercised');
  const found = input.verdicts.find(({ check }) => check === 'http-body')?.violations[0];
  expect(of('HTTP-BODY')?.message.text).toContain(`Expected: ${found?.expected}\nSeen: ${found?.actual}\nAnd 1 more`);
  expect(of('HTTP-BODY')).toMatchObject({
    occurrenceCount: 2,
    locations: [
      {
        // The header of the journal is its first line.
        physicalLocation: {
          artifactLocation: { uri: 'journal.ndjson' },
          region: { startLine: (found?.seen[0] ?? 0) + 1 },
        },
        logicalLocations: [{ name: 'handleAppointmentAvailability' }],
      },
    ],
  });
});

test('a finding is the same one the next night, whatever was seen and wherever', () => {
  const prints = (input: ReportInput) => resultsIn(runOf(input)).map(({ partialFingerprints }) => partialFingerprints);
  const tonight = sample('one thing');
  const night = sample('another');
  const moved = night.verdicts.map((judged) => ({
    ...judged,
    violations: judged.violations.map((violation) => ({ ...violation, seen: violation.seen.map((seq) => seq + 1) })),
  }));
  expect(prints({ ...night, verdicts: moved })).toEqual(prints(tonight));
  const all = prints(tonight).map((print) => JSON.stringify(print));
  expect(new Set(all).size).toBe(all.length);
});

test('what is waived is suppressed, and says by whom', () => {
  const input = waived(
    [failed('KCI-OWN'), failed('HTTP-BODY')],
    [waiver({ requirement: 'KCI-OWN' }), waiver({ requirement: 'KCI-TIME' }, 2)],
  );
  const run = runOf(input);
  expect(faultsOf(run)).toEqual([]);
  const suppressions = Object.fromEntries(resultsIn(run).map(({ ruleId, suppressions }) => [ruleId, suppressions]));
  expect(suppressions).toMatchObject({
    'KCI-OWN': [{ kind: 'external', status: 'accepted', justification: expect.stringMatching(/Jo Doe/) as unknown }],
    'HTTP-BODY': [],
  });
  // For pages that do not know suppressions.
  const excused = resultsIn(run).find(({ ruleId }) => ruleId === 'KCI-OWN');
  expect(excused?.level).toBe('note');
  expect(excused?.message.text).toMatch(/^Waived: Jo Doe answers for it until 2026-03-01: /m);
  expect(run.invocations?.[0]?.toolConfigurationNotifications).toEqual([
    expect.objectContaining({ level: 'warning', message: { text: expect.stringContaining('KCI-TIME') as unknown } }),
  ]);
});

test('an interrupted run did not succeed, and says why', () => {
  const history = sampleHistory().map((event): Event =>
    event.type === 'end' ? { ...event, reason: 'interrupted', why: 'its time was over' } : event,
  );
  const input = waived([verdict('KCI-OWN', 'passed')], [], undefined, recorded(history));
  const [invocation] = runOf(input).invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation).not.toHaveProperty('exitCode');
  expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain('its time was over');
  expect(resultsIn(runOf(input))).toEqual([]);
});

test('nothing of the supplier is a link, hidden, or endless in a message', () => {
  const long = `${HOSTILE} ${'x'.repeat(1_000_000)}`;
  const text = renderSarif(
    waived([failed('KCI-OWN', { violations: [{ expected: long, actual: long, seen: [1] }] })], []),
  );
  expect(text.length).toBeLessThan(30_000);
  expect(text).not.toContain('](');
  expect(text).not.toContain('\u202e');
});
