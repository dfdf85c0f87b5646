import { announcement, closing } from './words.ts';
import { conduct } from './conduct.ts';
import { serveRun } from './interface.ts';

/**
 * The engine as a process of its own: starts a run, tells its parent where to ask about it, and stays until the parent
 * has gone. Takes its orders from `SUPPLIER_CONFIG` (a configuration; none means the embedded reference supplier) and
 * `SUPPLIER_CONFORMANCE_OUT` (a folder).
 */
async function main(): Promise<void> {
  const configFile = process.env.SUPPLIER_CONFIG;
  const out = process.env.SUPPLIER_CONFORMANCE_OUT ?? 'reports/out';
  const { plan, run, ended } = await conduct({
    ...(configFile ? { configFile } : {}),
    out,
    only: [],
    seed: Math.floor(Math.random() * 2 ** 31),
  });
  const served = await serveRun(run, (finished) => closing(finished, plan.out));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => run.interrupt(`stopped by ${signal}`));
  process.once('disconnect', () => {
    run.interrupt('whoever had started it has gone');
    void ended.catch(() => undefined).then(served.close);
  });
  process.stdout.write(`${announcement(plan, run)}\n\n`);
  process.send?.({ url: served.url });
}

main().catch((error: unknown) => {
  process.send?.({ fault: error instanceof Error ? error.message : String(error) });
  process.exitCode = 2;
  process.disconnect?.();
});
