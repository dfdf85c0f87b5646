import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { watchProgress } from '../reports/progress.ts';
import { announcement, closing } from '../suites/engine/words.ts';
import { ENGINE } from '../suites/engine/client.ts';
import { conduct, type Conducted } from '../suites/engine/conduct.ts';
import { BUILT } from '../suites/engine/harness.ts';
import { serveRun } from '../suites/engine/interface.ts';
import type { FinishedRun } from '../suites/engine/run.ts';
import type { Style } from '../supplier/model.ts';
import { exitCode } from './exit-code.ts';
import { UsageError } from './usage.ts';

/** What `run` is told on the command line. */
export interface RunOptions {
  readonly config?: string;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly out: string;
  readonly style?: Style;
  readonly defect?: string;
  /** Whether Playwright shows the run; the verdicts are the same without. */
  readonly playwright: boolean;
}

/** Conducts a run and shows it; resolves with the exit code. */
export async function run(options: RunOptions): Promise<number> {
  const { config, only = [], seed = Math.floor(Math.random() * 2 ** 31), style, defect } = options;
  if (config !== undefined && (style ?? defect) !== undefined) {
    throw new UsageError(
      '--style and --defect are for the embedded reference supplier; leave them out, or leave out --config',
    );
  }
  const out = resolve(options.out);
  const conducted = await conduct({
    ...(config === undefined ? {} : { configFile: config }),
    reference: { ...(style === undefined ? {} : { style }), ...(defect === undefined ? {} : { defect }) },
    out,
    seed,
    only,
  });
  const stopped = heedSignals(conducted);
  process.stdout.write(`${announcement(conducted.plan, conducted.run)}\n\n`);
  const { finished, playwright } = options.playwright
    ? await withPlaywright(conducted)
    : await withoutPlaywright(conducted);
  process.stdout.write(`\n${closing(finished, out)}\n`);
  if (finished.fault !== undefined) throw new UsageError(finished.fault);
  if (finished.results.certifiable && playwright !== 0) {
    throw new Error(
      `Playwright ended with exit code ${playwright} although nothing stands in the way; see its messages above`,
    );
  }
  return stopped() ?? exitCode(finished);
}

/** Ends the run on the first SIGINT or SIGTERM, and this process on the second; tells the exit code that the signal asks for. */
function heedSignals({ run }: Conducted): () => number | undefined {
  let code: number | undefined;
  for (const [signal, asked] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (code !== undefined) process.exit(asked);
      code = asked;
      process.stderr.write(
        `\nstopped by ${signal}: the run ends, and its report is written; once more to end at once\n`,
      );
      run.interrupt(`stopped by ${signal}`);
    });
  }
  return () => code;
}

interface Shown {
  readonly finished: FinishedRun;
  readonly playwright: number | null;
}

async function withoutPlaywright({ run, ended }: Conducted): Promise<Shown> {
  const watching = watchProgress(process.stdout, () => Promise.resolve(run.progress()));
  try {
    return { finished: await ended, playwright: 0 };
  } finally {
    watching.stop();
  }
}

/** How long Playwright may take to show the verdicts once they are known, in milliseconds. */
const PATIENCE = 120_000;

/** Shows the run as Playwright tests; its verdicts are the engine's, which is this process. */
async function withPlaywright({ plan, run, ended }: Conducted): Promise<Shown> {
  const served = await serveRun(run, (finished) => closing(finished, plan.out));
  const scratch = mkdtempSync(join(tmpdir(), 'supplier-conformance-'));
  const command = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = fork(command, ['test', '--config', join(BUILT, 'playwright.config.js')], {
    env: { ...process.env, [ENGINE]: served.url, SUPPLIER_CONFORMANCE_SCRATCH: scratch },
  });
  try {
    const exit = once(child, 'exit') as Promise<[number | null]>;
    const finished = await ended;
    const overdue = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    const [playwright] = await exit;
    clearTimeout(overdue);
    return { finished, playwright };
  } finally {
    await served.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
