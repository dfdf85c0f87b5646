import { fork, type ChildProcess } from 'node:child_process';
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
import type { Shard } from '../evidence/journal.ts';
import { OUTPUT } from '../suites/engine/plan.ts';
import { SEED_OF_SHARDS } from '../suites/engine/shards.ts';
import type { FinishedRun } from '../suites/engine/run.ts';
import type { Style } from '../supplier/model.ts';
import { usualConfig, type Config } from './config.ts';
import { exitCode } from '../reports/exit-code.ts';
import { heedSignals } from './signals.ts';
import { chosenBaseline } from './results-file.ts';
import { UsageError } from './usage.ts';
import { chosenWaivers } from './waivers.ts';

/** What `run` is told on the command line. */
export interface RunOptions {
  /** The path of the configuration; by default the usual one, where there is one and nothing else is asked for. */
  readonly config?: string;
  readonly only?: readonly string[];
  /** The share of the run that is played. */
  readonly shard?: Shard;
  readonly seed?: number;
  readonly out: string;
  readonly style?: Style;
  readonly defect?: string;
  /** A file of waivers in place of those of the configuration; `false` for none. */
  readonly waivers?: string | false;
  /** Results, or the folder of a run, to compare with: only what is new fails the run. */
  readonly baseline?: string;
  /** Whether Playwright shows the run; the verdicts are the same without. */
  readonly playwright: boolean;
  /** Milliseconds after which the run is ended. */
  readonly within?: number;
  /** Whether what is left of its orders is cancelled. */
  readonly cleanup: boolean;
  readonly concurrency?: number;
  readonly requestsPerSecond?: number;
  /** How many variants of each operation's requests are sent. */
  readonly variants?: number;
}

/** Conducts a run and shows it; resolves with the exit code. */
export async function run(options: RunOptions): Promise<number> {
  const { only = [], shard, style, defect } = options;
  const seed = options.seed ?? (shard ? SEED_OF_SHARDS : Math.floor(Math.random() * 2 ** 31));
  const isReference = (style ?? defect) !== undefined;
  if (options.config !== undefined && isReference) {
    throw new UsageError(
      '--style and --defect are for the embedded reference supplier; leave them out, or leave out --config',
    );
  }
  const config = options.config ?? (isReference ? undefined : usualConfig((text) => process.stdout.write(`${text}\n`)));
  const out = resolve(options.out);
  const conducted = await conduct({
    ...(config === undefined ? {} : { configFile: config }),
    reference: { ...(style === undefined ? {} : { style }), ...(defect === undefined ? {} : { defect }) },
    out,
    seed,
    only,
    ...(shard ? { shard } : {}),
    ...chosenWaivers(options.waivers),
    ...chosenBaseline(options.baseline),
    adjusted: (configured) => ({ ...configured, ...settingsOf(options, configured) }),
  });
  let child: ChildProcess | undefined;
  const stopped = heedSignals(conducted.run, (code, told) => {
    child?.kill('SIGKILL');
    process.stderr.write(`${told}: ${join(out, OUTPUT.report)}\n`);
    process.exit(code);
  });
  process.stdout.write(`${announcement(conducted.plan, conducted.run)}\n\n`);
  const { finished, playwright } = options.playwright
    ? await withPlaywright(conducted, (started) => (child = started))
    : await withoutPlaywright(conducted);
  process.stdout.write(`\n${closing(finished, out)}\n`);
  if (finished.fault !== undefined) throw new UsageError(finished.fault);
  if (finished.results.decision !== 'not-certifiable' && playwright !== 0) {
    throw new Error(
      `Playwright ended with exit code ${playwright} although nothing stands in the way; see its messages above`,
    );
  }
  return stopped() ?? exitCode(finished);
}

/** What the command line puts in the place of what the configuration says. */
function settingsOf(options: RunOptions, configured: Config): Partial<Config> {
  const { within, cleanup, concurrency, requestsPerSecond, variants } = options;
  return {
    ...(within === undefined ? {} : { within }),
    ...(cleanup ? {} : { cleansUp: false }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(variants === undefined ? {} : { variants: { ...configured.variants, perOperation: variants } }),
  };
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
async function withPlaywright({ plan, run, ended }: Conducted, onChild: (child: ChildProcess) => void): Promise<Shown> {
  const served = await serveRun(run, (finished) => closing(finished, plan.out), plan.baseline);
  const scratch = mkdtempSync(join(tmpdir(), 'supplier-conformance-'));
  const command = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = fork(command, ['test', '--config', join(BUILT, 'playwright.config.js')], {
    env: { ...process.env, [ENGINE]: served.url, SUPPLIER_CONFORMANCE_SCRATCH: scratch },
  });
  onChild(child);
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
