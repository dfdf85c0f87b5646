import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Compiled, this file stands among compiled files; Playwright transpiles sources only outside of node_modules.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/**
 * A conformance run as Playwright sees it: one test for each area of the contract, which awaits the verdicts of the one
 * engine that plays all journeys. Never retried: a retry hides a violation. No time limit: the engine ends by itself.
 */
export default defineConfig({
  testDir: here('suites'),
  testMatch: /\.spec\.[jt]s$/,
  globalSetup: here(`suites/global-setup.${extension}`),
  outputDir: resolve(process.env.SUPPLIER_CONFORMANCE_SCRATCH ?? 'test-results/conformance'),
  reporter: [[here(`reports/playwright-reporter.${extension}`)]],
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 0,
});
