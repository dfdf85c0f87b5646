import { defineConfig } from '@playwright/test';

const ELSEWHERE = ['dist/**', 'node_modules/**'];
const LONGEST = /[\\/](?:kill-matrix\.test|hostile-report\.browser\.test)\.ts$/;

/** The harness judging itself: every `*.test.ts` beside the code that it covers. Never retried: a flaky test is a bug. */
export default defineConfig({
  testDir: '.',
  // What takes longest by far begins first, so that all else fills the time in which it waits.
  projects: [
    { name: 'the longest', testMatch: LONGEST, testIgnore: ELSEWHERE },
    { name: 'all else', testMatch: /.*\.test\.ts$/, testIgnore: [...ELSEWHERE, LONGEST] },
  ],
  outputDir: 'test-results/selftest',
  fullyParallel: true,
  // Most of what is tested here waits for a network rather than for a processor.
  workers: '200%',
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  reporter: [['./scripts/kill-matrix-reporter.mjs'], ['./scripts/count-reporter.mjs'], ['line']],
});
