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
    const run = await startRun(plan);
    return { plan, run, ended: run.ended };
  }
  const { config, supplier } = await startEmbedded(reference);
  const plan = { ...rest, config };
  try {
    const run = await startRun(plan, supplier.setGateway);
    return { plan, run, ended: run.ended.finally(supplier.close) };
  } catch (error) {
    await supplier.close();
    throw error;
  }
}
