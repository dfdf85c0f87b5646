import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Results } from '../reports/results.ts';
import { BUILT } from '../suites/engine/harness.ts';
import { freePort, start, startScript } from '../suites/fixtures/command.ts';

const folder = () => test.info().outputPath();
const file = (name: string, content: string) => {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
};
const resultsIn = (out: string) => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;

test('run shows a Playwright run of the reference supplier, and ends with verdict, totals and report', async () => {
  const out = join(folder(), 'out');
  // In a folder without a configuration, which this one need not be.
  const { code, written } = await startScript(join(BUILT, 'cli', 'main.js'), ['run', '--out', out], {}, folder()).ended;
  expect(written).toMatch(/✓ Orders: .*: \d+ passed/);
  expect(written).toMatch(/✓ KCIs: .*: \d+ passed/);
  expect(written).toMatch(
    /Certifiable: Reference supplier \(rich\).*\n.*\n +\d+ passed .* = \d+ verdicts\n +Seen: \d+ of \d+ answers, .*\n +Sent: \d+ request variants, .*\n +Report: .*index\.html\n$/,
  );
  expect(code).toBe(0);
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('id="coverage"');
  expect(resultsIn(out).coverage?.reasons).toContainEqual(
    expect.objectContaining({ reason: 'COMPLETED', state: 'seen' }),
  );

  const judged = await start(['judge', join(out, 'journal.ndjson'), '--out', join(folder(), 'again')]).ended;
  expect(judged.code).toBe(0);
  expect(resultsIn(join(folder(), 'again'))).toEqual(resultsIn(out));
  // The folder will do, as it does for whatever else takes a run.
  const whole = await start(['judge', out, '--out', join(folder(), 'once more')]).ended;
  expect(whole.code).toBe(0);
  expect(resultsIn(join(folder(), 'once more'))).toEqual(resultsIn(out));
});

test('run ends with 1 and names what is broken', async () => {
  const out = join(folder(), 'out');
  const { code, written } = await start(['run', '--defect', 'counts-from-zero', '--out', out]).ended;
  expect(written).toMatch(/✕ KCIs: .*\d+ failed/);
  expect(written).toMatch(/Not certifiable/);
  expect(code).toBe(1);
  const failed = resultsIn(out).verdicts.filter(({ outcome }) => outcome === 'failed');
  for (const { requirement } of failed) expect(written).toContain(requirement);
});

/** All that the supplier command writes when it has started: a configuration with comments. */
const CONFIGURATION = /^# Reference supplier[\s\S]*Ctrl-C ends the supplier\.\n/;

test('two terminals: the supplier prints the configuration that tests it', async () => {
  const [port, gateway] = [await freePort(), await freePort()];
  const supplier = start([
    'supplier',
    '--style',
    'async',
    '--port',
    `${port}`,
    '--gateway',
    `http://127.0.0.1:${gateway}/v1`,
    '--step-ms',
    '20',
  ]);
  const [snippet] = await supplier.says(CONFIGURATION);
  // Not the name of the configuration that somebody may have written before.
  expect(snippet).toContain('run --config reference.yaml\n');
  const config = file(
    'supplier.yaml',
    `${snippet}\npace: { acknowledge: 10s, outcome: 20s, quiet: 300ms, requestsPerSecond: 500 }\n`,
  );
  const run = await start(['run', '--no-playwright', '--config', config, '--out', join(folder(), 'out')]).ended;
  expect(run.written).toContain('Certifiable: Reference supplier');
  expect(run.code).toBe(0);
  supplier.process.kill('SIGINT');
  expect((await supplier.ended).code).toBe(0);
});

test('a run that is stopped says so, writes its report and does not end with 0', async () => {
  const [port, gateway] = [await freePort(), await freePort()];
  const supplier = start([
    'supplier',
    '--port',
    `${port}`,
    '--gateway',
    `http://127.0.0.1:${gateway}/v1`,
    '--step-ms',
    '600000',
  ]);
  const [snippet] = await supplier.says(CONFIGURATION);
  const out = join(folder(), 'out');
  const run = start(['run', '--no-playwright', '--config', file('supplier.yaml', snippet), '--out', out]);
  await run.says(/KCIs are awaited/);
  run.process.kill('SIGTERM');
  const { code, written } = await run.ended;
  expect(code).toBe(143);
  expect(written).toContain('interrupted');
  expect(resultsIn(out)).toMatchObject({ interrupted: true, certifiable: false });
  expect((await start(['judge', join(out, 'journal.ndjson')]).ended).code).toBe(1);
  supplier.process.kill('SIGKILL');
});

/** A folder with a `supplier.yaml` that points at nobody. */
async function withConfiguration(): Promise<string> {
  const here = join(folder(), 'here');
  mkdirSync(here, { recursive: true });
  writeFileSync(
    join(here, 'supplier.yaml'),
    `supplier: { baseUrl: "http://127.0.0.1:${await freePort()}" }\ndata: { address: { id: "1", type: UPRN } }\n`,
  );
  return here;
}

test('run takes the supplier.yaml of its folder, and says so first, unless the reference supplier is asked for', async () => {
  const here = await withConfiguration();
  const main = join(BUILT, 'cli', 'main.js');
  const taken = await startScript(main, ['run'], {}, here).ended;
  expect(taken.written).toMatch(
    /^What supplier\.yaml in this folder says is tested; [^\n]*--style rich\.\ncannot reach the supplier at [^\n]*\n$/,
  );
  expect(taken.code).toBe(2);
  const limited = ['--only', 'availability-in-coverage', '--no-playwright'];
  const reference = await startScript(main, ['run', '--style', 'rich', ...limited], {}, here).ended;
  expect(reference.written).toMatch(/^supplier-conformance \S+: Reference supplier \(rich\) at /);
  expect(reference.code).toBe(0);
});

test('the engine of a Playwright run takes it too, unless the environment says otherwise', async () => {
  const here = await withConfiguration();
  const told = async (environment: NodeJS.ProcessEnv) => {
    const env = { ...process.env, SUPPLIER_CONFORMANCE_OUT: '/dev/null/x', ...environment };
    const engine = fork(join(BUILT, 'suites', 'engine', 'main.js'), { cwd: here, env, stdio: 'ignore' });
    const [{ fault }] = (await once(engine, 'message')) as [{ readonly fault?: string }];
    return fault;
  };
  expect(await told({ SUPPLIER_CONFORMANCE_OUT: 'out' })).toMatch(/^cannot reach the supplier at /);
  expect(await told({ SUPPLIER_CONFIG: 'other.yaml' })).toMatch(/^there is no configuration other\.yaml/);
  // The embedded one can be reached, so that what cannot be written is next.
  expect(await told({ SUPPLIER_CONFIG: '' })).toMatch(/^cannot write the reports/);
});

test('each command whose exit code can be relied on says what it means', async () => {
  for (const command of [
    'run',
    'doctor',
    'receive',
    'judge',
    'seal',
    'verify',
    'diff',
    'trend',
    'lint-kcis',
    'supplier',
  ]) {
    expect((await start([command, '--help']).ended).written, command).toMatch(/\nExit codes: 0 /);
  }
  expect((await start(['--help']).ended).written).toMatch(/\nExit codes of run: 0 .* 130 /);
});

test('what cannot be used is one clear line, and 2', async () => {
  const port = await freePort();
  const nobody = file(
    'nobody.yaml',
    `supplier: { baseUrl: "http://127.0.0.1:${port}" }\ndata: { address: { id: "1", type: UPRN } }\n`,
  );
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['run', '--config', 'nowhere.yaml'],
      /^there is no configuration nowhere\.yaml; check its path, or write one to begin with: supplier-conformance init nowhere\.yaml\n$/,
    ],
    [['run', '--config', folder()], /^cannot read the configuration \S+ \(EISDIR\); it has to be a file[^\n]*\n$/],
    [
      ['run', '--config', file('wrong.yaml', 'suplier: {}\n')],
      /^.*wrong\.yaml:1:1: supplier is missing[^\n]*\n.*data is missing[^\n]*\n.*unknown key suplier; did you mean supplier\?\n$/,
    ],
    [['run', '--config', nobody], /^cannot reach the supplier at [^\n]*nothing listens[^\n]*\n$/],
    [['run', '--config', nobody, '--style', 'rich'], /^--style and --defect are for the embedded[^\n]*\n$/],
    [
      ['run', '--defect', 'counts-from-zeros'],
      /^there is no defect counts-from-zeros; did you mean counts-from-zero\?\n$/,
    ],
    [['run', '--style', 'loud'], /^error: option '--style <style>'[^\n]*Allowed choices are[^\n]*\n$/],
    [['run', '--seed', 'x'], /^error: [^\n]*expected a whole number[^\n]*\n$/],
    [
      ['run', '--style', 'rich', '--only', 'KCI-TERMINL'],
      /^KCI-TERMINL is no requirement, check, journey or request variant; did you mean KCI-TERMINAL\?\n$/,
    ],
    [
      ['run', '--config', nobody, '--out', '/dev/null/x'],
      /^cannot write the [^\n]*choose another folder with --out\n$/,
    ],
    [['run', '--style', 'rich', '--out', '/dev/null/x'], /^cannot write the [^\n]*choose another folder with --out\n$/],
    [['judge', 'nowhere.ndjson'], /^cannot read the journal nowhere\.ndjson: [^\n]*\n$/],
    [['judge', folder()], /^\S+ holds no journal\.ndjson; give a journal, or the folder of a run[^\n]*\n$/],
    [['judge', nobody], /^[^\n]*is not JSON[^\n]*\n$/],
    [['explain', 'KCI-TERMINL'], /^there is no requirement or check KCI-TERMINL; did you mean KCI-TERMINAL\?\n$/],
    [['supplier', '--gateway', 'nowhere'], /^error: [^\n]*expected a URL[^\n]*\n$/],
    [['runn'], /^error: unknown command 'runn'\n\(Did you mean run\?\)\n$/],
  ];
  for (const [parameters, expected] of cases) {
    const { code, written } = await start(parameters).ended;
    expect(written, parameters.join(' ')).toMatch(expected);
    expect(code, parameters.join(' ')).toBe(2);
  }
});

test('list and explain tell the catalogue', async () => {
  const listed = await start(['list']).ended;
  expect(listed.code).toBe(0);
  expect(listed.written).toContain('KCI-TERMINAL');
  const accounts = await start(['list', '--coverage']).ended;
  expect(accounts.code).toBe(0);
  expect(accounts.written).toMatch(/KCI-TERMINAL +MUST +documented +error\n +\S+.*; tripped by \S+/);
  expect(accounts.written).toMatch(/\n\d+ requirements: \d+ checked by \d+ checks, \d+ untested; \d+ defects\.\n$/);
  const explained = await start(['explain', 'KCI-TERMINAL']).ended;
  expect(explained.code).toBe(0);
  for (const part of ['source', 'checks', 'defects', 'what to do', 'to exercise'])
    expect(explained.written).toContain(part);
  const defects = await start(['supplier', '--defects']).ended;
  expect(defects.code).toBe(0);
  expect(defects.written).toContain('counts-from-zero');
  for (const help of [['--help'], ['run', '--help'], ['--version']]) expect((await start(help).ended).code).toBe(0);
});
