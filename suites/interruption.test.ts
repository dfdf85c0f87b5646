import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readJournal } from '../evidence/journal.ts';
import type { Results } from '../reports/results.ts';
import { BUILT } from './engine/harness.ts';
import { OUTPUT } from './engine/plan.ts';
import { freePort, isLeft, signalGroup, start, startScript, type Command } from './fixtures/command.ts';

/** Milliseconds between two KCIs of the supplier: it acknowledges and cancels before an ending run has lost its patience. */
const STEP = 1_000;

/** A supplier in a process of its own, the configuration that tests it, and the folder for the evidence. */
async function setting(use: (config: string, out: string) => Promise<void>): Promise<void> {
  const folder = test.info().outputPath();
  const [port, gateway] = [await freePort(), await freePort()];
  const address = ['--port', String(port), '--gateway', `http://127.0.0.1:${gateway}/v1`];
  const supplier = start(['supplier', '--style', 'async', '--step-ms', String(STEP), ...address]);
  await supplier.says(/Ctrl-C ends the supplier/);
  const config = join(folder, 'supplier.yaml');
  writeFileSync(config, supplier.written());
  try {
    await use(config, join(folder, 'out'));
  } finally {
    supplier.process.kill('SIGTERM');
    await supplier.ended;
  }
}

const run = (config: string, out: string, ...more: readonly string[]) =>
  start(['run', '--config', config, '--out', out, ...more]);

/** Resolves when a run has had an order taken, of which nothing but the answer has come yet. */
async function ordered(out: string, command: Command): Promise<void> {
  const journal = join(out, OUTPUT.journal);
  const isOrdered = () => existsSync(journal) && readFileSync(journal, 'utf8').includes('"status":202,');
  await expect.poll(isOrdered, { timeout: 60_000, message: command.written() }).toBe(true);
}

/** What an ended run left: a journal with its end, and results that agree with it. */
function left(out: string): Results {
  const journal = readJournal(join(out, OUTPUT.journal));
  const results = JSON.parse(readFileSync(join(out, OUTPUT.results), 'utf8')) as Results;
  expect(journal.history.at(-1)).toMatchObject({ type: 'end', reason: 'interrupted', why: results.interruption });
  for (const name of Object.values(OUTPUT)) expect(existsSync(join(out, name)), name).toBe(true);
  expect(results).toMatchObject({ interrupted: true, certifiable: false });
  return results;
}

/** The orders that a run may have left open, of those that can be taken back. */
const open = ({ leftOver }: Results) =>
  leftOver.filter(({ kind, text }) => kind === 'order' && !text.startsWith('Ethernet'));

test('Ctrl-C leaves a complete journal, its reports and no process, and takes back what was ordered', () =>
  setting(async (config, out) => {
    const command = run(config, out);
    await ordered(out, command);
    signalGroup(command, 'SIGINT');
    const { code, written } = await command.ended;
    expect(written).toContain('stopped by SIGINT: the run takes back what it can');
    expect(written).toContain('The run was interrupted (stopped by SIGINT)');
    expect(code).toBe(130);
    await expect.poll(() => isLeft(command)).toBe(false);
    expect(open(left(out))).toEqual([]);
  }));

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`${signal}, sent to the command alone, does the same`, () =>
    setting(async (config, out) => {
      const command = run(config, out, '--no-playwright');
      await ordered(out, command);
      command.process.kill(signal);
      expect((await command.ended).code).toBe(code);
      await expect.poll(() => isLeft(command)).toBe(false);
      expect(open(left(out))).toEqual([]);
    }));
}

test('a second Ctrl-C ends at once, and what may be still open is told', () =>
  setting(async (config, out) => {
    const command = run(config, out);
    await ordered(out, command);
    signalGroup(command, 'SIGINT');
    await command.says(/stopped by SIGINT/);
    signalGroup(command, 'SIGINT');
    const { code, written } = await command.ended;
    expect(written).toContain('ended at once');
    expect(code).toBe(130);
    await expect.poll(() => isLeft(command)).toBe(false);
    expect(open(left(out)).length).toBeGreaterThan(0);
  }));

test('a run whose time is over takes back what it ordered, and its exit code is that of a run that certifies nothing', () =>
  setting(async (config, out) => {
    const command = run(config, out, '--no-playwright', '--within', '3s', '--variants', '0');
    const { code, written } = await command.ended;
    expect(code).toBe(1);
    expect(written).toContain('The run was interrupted (its time of 3.0 s was over)');
    await expect.poll(() => isLeft(command)).toBe(false);
    expect(open(left(out))).toEqual([]);
  }));

test('under Playwright a run outlives the end of its test runner for as long as it needs to tidy up', () =>
  setting(async (config, out) => {
    const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
    const command = startScript(playwright, ['test', '--config', join(BUILT, 'playwright.config.js')], {
      SUPPLIER_CONFIG: config,
      SUPPLIER_CONFORMANCE_OUT: out,
      SUPPLIER_CONFORMANCE_SCRATCH: test.info().outputPath('scratch'),
    });
    await ordered(out, command);
    command.process.kill('SIGKILL');
    // Its output is closed when the last process of its group has gone.
    await command.ended;
    await expect.poll(() => isLeft(command)).toBe(false);
    const results = left(out);
    expect(results.interruption).toBe('whoever had started it has gone');
    expect(open(results)).toEqual([]);
  }));

test('under Playwright Ctrl-C ends the run in order', () =>
  setting(async (config, out) => {
    const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
    const command = startScript(playwright, ['test', '--config', join(BUILT, 'playwright.config.js')], {
      SUPPLIER_CONFIG: config,
      SUPPLIER_CONFORMANCE_OUT: out,
      SUPPLIER_CONFORMANCE_SCRATCH: test.info().outputPath('scratch'),
    });
    await ordered(out, command);
    signalGroup(command, 'SIGINT');
    const { code } = await command.ended;
    expect(code).not.toBe(0);
    await expect.poll(() => isLeft(command)).toBe(false);
    expect(open(left(out))).toEqual([]);
  }));
