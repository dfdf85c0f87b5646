import { expect, test } from '@playwright/test';
import type { Event, History } from '../evidence/history.ts';
import type { Outcome, Verdict } from '../checks/verdict.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { resultsOf } from './results.ts';

test('results tell the run, the decision, totals that add up, and every verdict', () => {
  const { run, verdicts } = sample();
  const results = resultsOf(run, verdicts);
  expect(results).toMatchObject({
    format: 'supplier-conformance/results@1',
    harness: { name: 'supplier-conformance', version: '0.1.0' },
    supplier: { name: 'Acme Fibre', baseUrl: 'http://supplier.example' },
    profile: { tenant: 'TENANT1' },
    seed: 424_242,
    startedAt: '2026-01-12T09:00:00.000Z',
    finishedAt: run.history.at(-1)?.at,
    interrupted: false,
    certifiable: false,
    summary: { passed: 8, failed: 4, warned: 2, notExercised: 4, notApplicable: 2, broken: 1, waived: 1 },
    verdicts,
  });
  expect(Object.values(results.summary).reduce((sum, number) => sum + number, 0)).toBe(verdicts.length);
  expect(resultsOf(run, verdicts, { finishedAt: '2026-01-13T00:00:00.000Z' }).finishedAt).toBe(
    '2026-01-13T00:00:00.000Z',
  );
});

test('only a whole run with nothing in its way is certifiable', () => {
  const good = [verdict('AVL-OFFERED', 'passed'), verdict('HTTP-IDS', 'failed'), verdict('KCI-TIME', 'not-exercised')];
  const whole = recorded(sampleHistory());
  const certifiable = (verdicts: readonly Verdict[], run = whole) => resultsOf(run, verdicts).certifiable;
  expect(certifiable(good)).toBe(true);
  for (const outcome of ['failed', 'not-exercised', 'broken'] satisfies Outcome[]) {
    expect(certifiable([...good, verdict('KCI-OWN', outcome)]), outcome).toBe(false);
  }
  expect(certifiable(good, { ...whole, header: { ...whole.header, only: ['AVL-OFFERED'] } })).toBe(false);
  const shard = { ...whole.header, shard: { index: 1, of: 3 } };
  expect(certifiable(good, { ...whole, header: shard }), 'a part of a run').toBe(false);
  expect(certifiable(good, recorded(ended(whole.history, 'interrupted')))).toBe(false);
  expect(resultsOf(recorded(ended(whole.history, 'interrupted')), good).interrupted).toBe(true);
});

function ended(history: History, reason: 'finished' | 'interrupted'): History {
  return history.map((event): Event => (event.type === 'end' ? { ...event, reason } : event));
}
