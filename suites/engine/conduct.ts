import { clock } from '../../reports/progress.ts';
import type { Supplier } from '../../supplier/server.ts';
import { loadConfig } from '../../cli/config.ts';
import { startEmbedded, type Choice } from './embedded.ts';
import type { Plan } from './plan.ts';
import { startRun, type FinishedRun, type LiveRun } from './run.ts';

/** What somebody asks for who wants a run. */
export interface Commission extends Omit<Plan, 'config'> {
  /** The path of a configuration; without one the embedded reference supplier is tested. */
  readonly configFile?: string;
  /** How the embedded reference supplier behaves. */
  readonly reference?: Choice;
}

/** A run that is under way, and the plan that it follows. */
export interface Conducted {
  readonly plan: Plan;
  readonly run: LiveRun;
  /** Resolves when the run has ended and nothing of it is left in this process. */
  readonly ended: Promise<FinishedRun>;
}

/** Starts a run against the supplier of a configuration, or against the embedded one. */
export async function conduct({ configFile, reference = {}, ...rest }: Commission): Promise<Conducted> {
  if (configFile !== undefined) {
    const plan = { ...rest, config: loadConfig(configFile) };
    const run = await startRun(plan, {
      onInstruction: (text) =>
        process.stdout.write(`\nto be done by hand within ${clock(plan.config.pace.outcome)}: ${text}\n`),
    });
    return { plan, run, ended: run.ended };
  }
  const { config, supplier } = await startEmbedded(reference);
  const plan = { ...rest, config };
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
