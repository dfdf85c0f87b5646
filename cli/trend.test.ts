import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fortnight, night } from '../reports/fixtures/nights.ts';
import { failed } from '../reports/fixtures/waived.ts';
import type { Results } from '../reports/results.ts';
import { start } from '../suites/fixtures/command.ts';

const within = (...names: readonly string[]) => join(test.info().outputPath(), ...names);

/** Leaves the results of a run in a folder, with a report beside them. */
function leave(results: Results | string, ...names: readonly string[]): void {
  mkdirSync(within(...names), { recursive: true });
  writeFileSync(within(...names, 'results.json'), typeof results === 'string' ? results : JSON.stringify(results));
  writeFileSync(within(...names, 'index.html'), 'the report');
}

test('draws a page of the runs in a folder and those below it, with links to their reports', async () => {
  for (const results of fortnight()) leave(results, 'nightly', `night #${results.seed}`, 'out');
  const { code, written } = await start(['trend', within('nightly'), '--out', within('pages', 'trend.html')]).ended;
  expect(code, written).toBe(0);
  expect(written).toContain('Acme Fibre, tenant TENANT1: 14 runs\n');
  expect(written).toContain('Not certifiable. 1 verdict stood in the way');
  expect(written).toMatch(/^ {2}flaky {2}KCI-OWN \(turned 9 times\)\nTrend: .*pages.trend\.html\n$/m);
  const page = readFileSync(within('pages', 'trend.html'), 'utf8');
  expect(page).toContain('href="../nightly/night%20%2312/out/index.html"');
});

test('what cannot be used is told, a line each, and the rest is drawn', async () => {
  leave(night(0), 'a');
  leave(night(1), 'b');
  leave(night(1), 'copy of b');
  leave('{"format":"supplier-conformance/results@1"', 'cut');
  leave({ ...night(2), summary: { ...night(2).summary, passed: 99 } }, 'edited');
  leave('{"tests": []}', 'of something else');
  leave(night(3, [], { shard: { index: 1, of: 3 } }), 'shard-1');
  leave(night(3, [], { shard: { index: 2, of: 3 } }), 'shard-2');
  leave(night(4), 'node_modules', 'package');
  symlinkSync(within(), within('a', 'back to the beginning'), 'junction');
  const { code, written } = await start(['trend', within(), within('a'), '--out', within('trend.html')]).ended;
  expect(code, written).toBe(0);
  expect(written).toContain('tenant TENANT1: 2 runs\n');
  expect(written).toMatch(/left out: .*cut.results\.json is not JSON/);
  expect(written).toMatch(/left out: .*edited.results\.json: its totals do not add up/);
  expect(written).toMatch(/left out: .*of something else.results\.json holds no results of a run/);
  expect(written).toContain(
    'left out: 2 shards, each a part of a run; judge the journals of a whole run together with --out\n',
  );
  expect(written.match(/left out/g)).toHaveLength(4);
});

test('suppliers stand apart', async () => {
  leave(night(0, [failed('KCI-OWN')]), 'one');
  leave(night(1, [], {}, 'Other Networks'), 'other');
  const { code, written } = await start(['trend', within('one'), within('other'), '--out', within('trend.html')]).ended;
  expect(code, written).toBe(0);
  expect(written).toMatch(/^Other Networks, tenant TENANT1: 1 run\n[^]*\nAcme Fibre, tenant TENANT1: 1 run\n/);
});

test('where there is nothing to draw, or nowhere to, it says what to do', async () => {
  mkdirSync(within('empty'));
  const nothing = await start(['trend', within('empty')]).ended;
  expect(nothing.written).toMatch(
    /^no results of a whole run in .*empty; give folders in which runs have left their results\.json .*\n$/,
  );
  expect(nothing.code).toBe(2);
  const nowhere = await start(['trend', within('nowhere')]).ended;
  expect(nowhere.written).toMatch(
    /^.*nowhere does not exist; give folders in which runs have left their results\.json\n$/,
  );
  expect(nowhere.code).toBe(2);
  leave(night(0), 'a');
  const taken = await start(['trend', within('a'), '--out', within('a')]).ended;
  expect(taken.written).toMatch(/^cannot write the page .*; choose another place with --out\n$/);
  expect(taken.code).toBe(2);
});
