import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Compiled, this file stands among compiled files; Playwright transpiles sources only outside of node_modules.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** How many shards `--shard` asks for; the workers, which are not told, learn it from the process that started them. */
function shards(): number {
  const asked = / --shard[= ](?:\d+\/)(\d{1,3})(?: |$)/.exec(` ${process.argv.join(' ')}`)?.[1];
  const count = asked ?? process.env.SUPPLIER_CONFORMANCE_SHARDS ?? '1';
  process.env.SUPPLIER_CONFORMANCE_SHARDS = count;
  return Math.max(1, Number(count));
}

const of = shards();

/**
 * A conformance run as Playwright sees it: one test for each area of the contract, which awaits the verdicts of the one
 * engine that plays all journeys. Never retried: a retry hides a violation. No time limit: the engine ends by itself.
 *
 * Of several shards each plays its share of the journeys and judges what that has exercised of every area. Playwright deals out
 * tests rather than journeys: with as many projects as shards, each a list of all areas, it deals one list to each.
 */
export default defineConfig({
  testDir: here('suites'),
  testMatch: /\.spec\.[jt]s$/,
  globalSetup: here(`suites/global-setup.${extension}`),
  outputDir: resolve(process.env.SUPPLIER_CONFORMANCE_SCRATCH ?? 'test-results/conformance'),
  reporter: [[here(`reports/playwright-reporter.${extension}`)]],
  ...(of > 1 ? { projects: Array.from({ length: of }, (_, index) => ({ name: `shard ${index + 1} of ${of}` })) } : {}),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 0,
});
