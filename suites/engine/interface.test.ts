import { expect, test } from '@playwright/test';
import { AREAS } from '../../specs/requirement.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { ask, ENGINE } from './client.ts';
import { serveRun, type Outcome, type ShownVerdict } from './interface.ts';
import type { FinishedRun, LiveRun } from './run.ts';

const verdict = (check: string, outcome: Verdict['outcome']): Verdict => ({
  check,
  requirement: check.toUpperCase(),
  level: 'MUST',
  standing: 'documented',
  severity: 'error',
  outcome,
  examined: 1,
  violations: [],
});

function liveRun(early: readonly Verdict[], final: readonly Verdict[], waivers: readonly object[] = []): LiveRun {
  return {
    callbackUrl: '',
    progress: () => ({ elapsed: 1, events: 2, journeys: [], settled: [], ended: false }),
    area: (area) => (area === 'orders' ? Promise.resolve(early) : Promise.reject(new Error('the disk is full'))),
    interrupt: () => undefined,
    endAtOnce: () => {
      throw new Error('nobody asks for that here');
    },
    ended: Promise.resolve({ verdicts: final, results: { certifiable: false, waivers } } as unknown as FinishedRun),
  };
}

test.afterEach(() => {
  delete process.env[ENGINE];
});

test('what stood in the way in the baseline already is told to be known, and what is worse or new is not', async () => {
  const early = [
    verdict('old', 'failed'),
    verdict('new', 'failed'),
    verdict('worse', 'failed'),
    verdict('fine', 'passed'),
  ];
  const baseline = {
    verdicts: [verdict('old', 'failed'), verdict('new', 'passed'), verdict('worse', 'not-exercised')],
  };
  const served = await serveRun(liveRun(early, early), () => '', baseline);
  process.env[ENGINE] = served.url;
  const told = await ask<readonly ShownVerdict[]>('/areas/orders');
  expect(told.map(({ check, isKnown }) => [check, isKnown ?? false])).toEqual([
    ['old', true],
    ['new', false],
    ['worse', false],
    ['fine', false],
  ]);
  await served.close();
});

test('tells progress, verdicts and the outcome to those who have the password', async () => {
  const good = [verdict('one', 'passed')];
  const served = await serveRun(liveRun(good, good), () => 'that was it');
  process.env[ENGINE] = served.url;
  expect(await ask('/progress')).toMatchObject({ events: 2 });
  expect(await ask('/areas/orders')).toEqual(good);
  expect(await ask<Outcome>('/outcome')).toEqual({
    certifiable: false,
    changed: [],
    waivers: [],
    text: 'that was it',
  });
  await expect(ask('/areas/http')).rejects.toThrow('the disk is full');
  await expect(ask('/areas/nowhere')).rejects.toThrow('404');
  await expect(ask('/toString')).rejects.toThrow('404');

  const { origin } = new URL(served.url);
  for (const headers of [{}, { authorization: 'Basic b3RoZXI6b3RoZXI=' }]) {
    expect((await fetch(`${origin}/progress`, { headers })).status).toBe(401);
  }
  await served.close();
  await expect(ask('/progress')).rejects.toThrow('the run has gone');
});

test('tells when what was judged clean no longer is', async () => {
  const served = await serveRun(
    liveRun([verdict('one', 'passed')], [verdict('one', 'failed'), verdict('two', 'failed')]),
    () => '',
  );
  process.env[ENGINE] = served.url;
  expect(await ask<Outcome>('/outcome')).toMatchObject({ changed: [] });
  await ask('/areas/orders');
  expect(await ask<Outcome>('/outcome')).toMatchObject({ changed: ['orders'] });
  await served.close();
});

test('tells which waivers are out of date', async () => {
  const served = await serveRun(liveRun([], [], [{ state: 'used' }, { problem: 'it expired' }]), () => '');
  process.env[ENGINE] = served.url;
  expect(await ask<Outcome>('/outcome')).toMatchObject({ waivers: ['it expired'] });
  await served.close();
});

test('without a run there is nothing to ask', async () => {
  await expect(ask('/progress')).rejects.toThrow('no run is under way');
});

test('there is a Playwright suite for each area of the contract', async () => {
  const { readdirSync } = await import('node:fs');
  const suites = readdirSync(new URL('..', import.meta.url)).filter((name) => name.endsWith('.spec.ts'));
  expect(suites.sort()).toEqual(AREAS.map((area) => `${area}.spec.ts`).sort());
});

test('a connection is kept for whoever takes long to ask again', async () => {
  const served = await serveRun(liveRun([], []), () => '');
  const { origin } = new URL(served.url);
  const { headers } = await fetch(`${origin}/progress`);
  expect(headers.get('keep-alive')).toBe('timeout=600');
  await served.close();
});
