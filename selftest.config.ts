import { defineConfig } from '@playwright/test';

/** The harness judging itself: every `*.test.ts` beside the code that it covers. Never retried: a flaky test is a bug. */
export default defineConfig({
  testDir: '.',
  testMatch: /.*\.test\.ts$/,
  testIgnore: ['dist/**', 'node_modules/**'],
  outputDir: 'test-results/selftest',
  fullyParallel: true,
  // Most of what is tested here waits for a network rather than for a processor.
  workers: '200%',
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  reporter: [['./scripts/kill-matrix-reporter.mjs'], ['./scripts/count-reporter.mjs'], ['line']],
});
