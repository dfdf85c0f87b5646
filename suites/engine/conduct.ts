import type { Waiver } from '../../specs/waiver.ts';
import { clock } from '../../reports/progress.ts';
import { visible } from '../../reports/text.ts';
import type { Supplier } from '../../supplier/server.ts';
import { loadConfig, type Config } from '../../cli/config.ts';
import { startEmbedded, type Choice } from './embedded.ts';
import type { Shard } from '../../evidence/journal.ts';
import type { Plan } from './plan.ts';
import { SelectionError } from './selection.ts';
import { startRun, type FinishedRun, type LiveRun } from './run.ts';

/** What somebody asks for who wants a run. */
export interface Commission extends Omit<Plan, 'config'> {
  /** The path of a configuration; without one the embedded reference supplier is tested. */
  readonly configFile?: string;
  /** What the configuration comes to when something else is asked for in its place. */
  readonly adjusted?: (config: Config) => Config;
  /** How the embedded reference supplier behaves. */
  readonly reference?: Choice;
  /** The known failures that take the place of those of the configuration. */
  readonly waivers?: readonly Waiver[];
}

/** A run that is under way, and the plan that it follows. */
export interface Conducted {
  readonly plan: Plan;
  readonly run: LiveRun;
  /** Resolves when the run has ended and nothing of it is left in this process. */
  readonly ended: Promise<FinishedRun>;
}

/** All shards have one address for KCIs, since a supplier posts to one. */
function refuseDeaf(config: Config, shard: Shard | undefined): void {
  if (!shard || config.callbacks.receiver) return;
  throw new SelectionError(
    'a run in shards needs callbacks.receiver, at which each shard hears of its KCIs: start supplier-conformance receive, and name it in the configuration',
  );
}

/** Starts a run against the supplier of a configuration, or against the embedded one. */
export async function conduct(commission: Commission): Promise<Conducted> {
  const { configFile, reference = {}, waivers, adjusted = (config) => config, ...rest } = commission;
  const chosen = (config: Config) => ({ ...adjusted(config), ...(waivers ? { waivers } : {}) });
  if (configFile !== undefined) {
    const plan = { ...rest, config: chosen(loadConfig(configFile)) };
    refuseDeaf(plan.config, plan.shard);
    const run = await startRun(plan, {
      onInstruction: (text) =>
        process.stdout.write(`\nto be done by hand within ${clock(plan.config.pace.outcome)}: ${visible(text)}\n`),
      onNotice: (text) => process.stdout.write(`! ${visible(text)}\n`),
    });
    return { plan, run, ended: run.ended };
  }
  const { config, supplier } = await startEmbedded(reference);
  const plan = { ...rest, config: chosen(config) };
  try {
    const run = await startRun(plan, { onListening: supplier.setGateway });
    return { plan, run, ended: endedWith(run, supplier) };
  } catch (error) {
    await supplier.close();
    throw error;
  }
}

async function endedWith(run: LiveRun, supplier: Supplier): Promise<FinishedRun> {
  try {
    return await run.ended;
  } finally {
    await supplier.close();
  }
}
