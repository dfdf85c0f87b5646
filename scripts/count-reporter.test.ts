import { expect, test } from '@playwright/test';
import CountReporter from './count-reporter.mjs';

async function counted(...results: readonly { readonly id: string; readonly status: string }[]): Promise<string> {
  const reporter = new CountReporter();
  for (const { id, status } of results) reporter.onTestEnd({ id, expectedStatus: 'passed' }, { status });
  const write = process.stdout.write.bind(process.stdout);
  let written = '';
  process.stdout.write = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  try {
    await reporter.onExit();
  } finally {
    process.stdout.write = write;
  }
  return written.trim();
}

test('tests are counted once each, by their last result', async () => {
  expect(await counted({ id: 'a', status: 'passed' }, { id: 'b', status: 'timedOut' })).toBe('1 passed, 1 failed');
  expect(await counted({ id: 'a', status: 'failed' }, { id: 'a', status: 'passed' })).toBe('1 passed, 0 failed');
});

test('what was skipped has neither passed nor failed', async () => {
  expect(await counted({ id: 'a', status: 'passed' }, { id: 'b', status: 'skipped' })).toBe(
    '1 passed, 0 failed, 1 skipped',
  );
});
