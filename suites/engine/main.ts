import { thrownWords } from '../../specs/thrown.ts';
import { usualConfig } from '../../cli/config.ts';
import { chosenBaseline } from '../../cli/results-file.ts';
import { announcement, closing } from './words.ts';
import { SHARD } from './client.ts';
import { conduct } from './conduct.ts';
import { serveRun } from './interface.ts';
import { SEED_OF_SHARDS, shardIn } from './shards.ts';

/**
 * The engine as a process of its own: starts a run, tells its parent where to ask about it, and stays until the parent
 * has gone. Takes its orders from `SUPPLIER_CONFIG` (a configuration; by default the usual one of the working folder, and where
 * there is none, or it is empty, the embedded reference supplier) and `SUPPLIER_CONFORMANCE_OUT` (a folder),
 * `SUPPLIER_CONFORMANCE_SHARD` (such as 1/3), `SUPPLIER_CONFORMANCE_SEED` and `SUPPLIER_CONFORMANCE_BASELINE` (results: only what
 * is new fails).
 */
async function main(): Promise<void> {
  const configFile = process.env.SUPPLIER_CONFIG ?? usualConfig((text) => process.stdout.write(`${text}\n`));
  const out = process.env.SUPPLIER_CONFORMANCE_OUT ?? 'reports/out';
  const shard = shardIn(process.env[SHARD] ?? '');
  const { plan, run, ended } = await conduct({
    ...(configFile ? { configFile } : {}),
    out,
    only: [],
    ...(shard ? { shard } : {}),
    ...chosenBaseline(process.env.SUPPLIER_CONFORMANCE_BASELINE || undefined),
    seed: seedGiven() ?? (shard ? SEED_OF_SHARDS : Math.floor(Math.random() * 2 ** 31)),
  });
  const served = await serveRun(run, (finished) => closing(finished, plan.out), plan.baseline);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => run.interrupt(`stopped by ${signal}`));
  process.once('disconnect', () => {
    run.interrupt('whoever had started it has gone');
    void ended.catch(() => undefined).then(served.close);
  });
  process.stdout.write(`${announcement(plan, run)}\n\n`);
  process.send?.({ url: served.url });
}

function seedGiven(): number | undefined {
  const given = process.env.SUPPLIER_CONFORMANCE_SEED;
  if (!given) return undefined;
  const seed = Number(given);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) return seed;
  throw new Error(`SUPPLIER_CONFORMANCE_SEED is ${given}; expected a whole number from 0 to ${2 ** 31 - 1}`);
}

main().catch((error: unknown) => {
  process.send?.({ fault: thrownWords(error) });
  process.exitCode = 2;
  process.disconnect?.();
});
