import { expect, test } from '@playwright/test';
import type { Event } from '../evidence/history.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import type { Coverage } from '../checks/coverage.ts';
import { variantsSample } from './fixtures/variants.ts';
import { described, misfits, present } from './fixtures/schema.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { failed, waived, waiver } from './fixtures/waived.ts';
import { RESULTS_SCHEMA, RESULTS_SCHEMA_ID } from './results-schema.ts';
import { faultInResults } from './results-validity.ts';
import { resultsOf, type Results } from './results.ts';

const WHOLE = recorded(sampleHistory());

function interrupted(): RecordedRun {
  const history = WHOLE.history.map((event): Event =>
    event.type === 'end' ? { ...event, reason: 'interrupted', why: 'its time was over' } : event,
  );
  return { ...WHOLE, history };
}

function leaving(): RecordedRun {
  const left = { kind: 'order', id: 7002, reference: 'ACME-7002' } as const;
  const history = WHOLE.history.map((event): Event =>
    event.type === 'note' && event.note === 'left-over' ? { ...event, left } : event,
  );
  return { ...WHOLE, history };
}

const withHeader = (change: Partial<RecordedRun['header']>) => ({ ...WHOLE, header: { ...WHOLE.header, ...change } });
const SOME = [verdict('KCI-OWN', 'passed'), failed('KCI-TIME')];

const RARE: Coverage = {
  operations: [
    {
      operation: 'handleCreateOrder',
      method: 'post',
      path: '/service-orders',
      statuses: [{ status: 418, state: 'seen', times: 1, first: 3, undescribed: true }],
    },
  ],
  reasons: [],
  lifecycles: [],
  variants: (variantsSample().results.coverage?.variants ?? []).map((coverage) => ({
    ...coverage,
    variant: 'provide',
  })),
};

/** Results of every kind that there is. */
const KINDS: Readonly<Record<string, Results>> = {
  'a failing run with coverage': sample().results,
  'a run with variants': variantsSample().results,
  'a run with what is rarely seen': resultsOf(WHOLE, SOME, { coverage: RARE }),
  'a passing run': resultsOf(WHOLE, [verdict('KCI-OWN', 'passed')]),
  'no verdicts at all': resultsOf(WHOLE, []),
  'an interrupted run': resultsOf(interrupted(), SOME),
  'a run that was cut': resultsOf({ ...WHOLE, history: WHOLE.history.slice(0, -1) }, SOME),
  'a shard': resultsOf(withHeader({ shard: { index: 1, of: 3 } }), SOME),
  'a limited run': resultsOf(withHeader({ only: ['KCI-OWN'] }), SOME),
  'a run that left something': resultsOf(leaving(), SOME),
  'a run with waivers and a baseline': waived(
    [failed('KCI-OWN'), failed('KCI-TIME'), failed('HTTP-BODY', { operation: 'handleCreateOrder' })],
    [
      waiver({ requirement: 'KCI-OWN', link: 'https://tracker.example/1' }),
      waiver({ check: 'http-body', operation: 'handleCreateOrder' }, 2),
      waiver({ check: 'http-body', operation: 'handleQuote' }, 4),
      waiver({ requirement: 'KCI-TIME', expires: '2026-01-01' }, 3),
    ],
    [verdict('KCI-OWN', 'passed'), verdict('HTTP-BODY', 'passed', { operation: 'handleCreateOrder' })],
  ).results,
};

for (const [name, results] of Object.entries(KINDS)) {
  test(`the results of ${name} hold what their schema describes and nothing else`, () => {
    expect(misfits(results)).toEqual([]);
    expect(faultInResults(JSON.parse(JSON.stringify(results)))).toBeUndefined();
  });
}

test('the schema describes nothing that results never have', () => {
  const seen = new Set(Object.values(KINDS).flatMap((results) => [...present(results)]));
  expect([...described()].filter((path) => !seen.has(path))).toEqual([]);
  expect([...seen].filter((path) => !described().has(path))).toEqual([]);
});

test('a member that is missing, of another type or unheard of is a misfit', () => {
  const { supplier: _, ...nameless } = sample().results;
  expect(misfits(nameless)).toHaveLength(1);
  expect(misfits({ ...sample().results, seed: 'x' })).toHaveLength(1);
  expect(misfits({ ...sample().results, novelty: 1 })).toHaveLength(1);
  expect(misfits({ ...sample().results, coverage: { ...sample().results.coverage, novelty: 1 } })).toHaveLength(1);
});

test('what a later version adds does not keep an earlier one from reading the rest', () => {
  expect(faultInResults({ ...sample().results, novelty: 1 })).toBeUndefined();
});

test('every member has a description, and the schema a name and a version', () => {
  const mute: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties' || key === 'definitions') {
        for (const [name, schema] of Object.entries(inner as Record<string, { readonly description?: string }>)) {
          if ((schema.description ?? '').length < 3) mute.push(`${path}/${name}`);
        }
      }
      walk(inner, `${path}/${key}`);
    }
  };
  walk(RESULTS_SCHEMA, '');
  expect(mute).toEqual([]);
  expect(RESULTS_SCHEMA.$id).toBe(RESULTS_SCHEMA_ID);
  expect(RESULTS_SCHEMA_ID).toMatch(/^urn:[a-z-]+:results@1$/);
  expect(RESULTS_SCHEMA.$schema).toContain('draft-07');
});
