import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import CountReporter from './count-reporter.mjs';

interface Result {
  readonly id: string;
  readonly status: string;
  readonly errors?: readonly { readonly message: string }[];
}

async function counted(...results: readonly Result[]): Promise<string> {
  const reporter = new CountReporter();
  for (const { id, ...result } of results) {
    const location = { file: resolve('suites', 'some.test.ts'), line: 7, column: 1 };
    reporter.onTestEnd({ id, title: `test ${id}`, location, expectedStatus: 'passed' }, result);
  }
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
  expect(await counted({ id: 'a', status: 'passed' }, { id: 'b', status: 'timedOut' })).toMatch(
    /^1 passed, 1 failed$/m,
  );
  expect(await counted({ id: 'a', status: 'failed' }, { id: 'a', status: 'passed' })).toBe('1 passed, 0 failed');
});

test('what was skipped has neither passed nor failed', async () => {
  expect(await counted({ id: 'a', status: 'passed' }, { id: 'b', status: 'skipped' })).toBe(
    '1 passed, 0 failed, 1 skipped',
  );
});

test('what failed is told again at the end, with where it stands and what it said, in so many lines', async () => {
  const long = Array.from({ length: 40 }, (_, line) => `\u001b[31mline ${line}\u001b[39m`).join('\n');
  const written = await counted(
    { id: 'a', status: 'passed' },
    { id: 'b', status: 'failed', errors: [{ message: 'expected 1' }, { message: long }] },
  );
  expect(written).toMatch(/^failed: suites.some\.test\.ts:7 › test b\n {2}expected 1\n {2}line 0\n/);
  expect(written).toMatch(/ {2}line 29\n {2}\.\.\. and 10 lines more\n\n1 passed, 1 failed$/);
  expect(written).not.toContain('\u001b');
});
