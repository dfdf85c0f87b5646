import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { ask, ENGINE, SHARD } from './engine/client.ts';
import { BUILT } from './engine/harness.ts';
import type { Outcome } from './engine/interface.ts';

/**
 * Starts the engine before the first test, unless the command line already has one, and sees it to its end after the
 * last: `SUPPLIER_CONFIG` names the configuration; without it, and without a `supplier.yaml`, the embedded reference supplier is
 * tested. Playwright's own `--shard` says which share of the run is played.
 */
export default async function setUp({ shard }: FullConfig): Promise<(() => Promise<void>) | undefined> {
  if (process.env[ENGINE] !== undefined) return undefined;
  const main = join(BUILT, 'suites', 'engine', 'main.js');
  if (!existsSync(main)) throw new Error(`the harness is not built (${main} is missing); run \`npm run build\` first`);
  const engine = fork(main, {
    stdio: 'inherit',
    env: { ...process.env, ...(shard ? { [SHARD]: `${shard.current}/${shard.total}` } : {}) },
  });
  const interrupt = () => engine.kill('SIGINT');
  process.once('SIGINT', interrupt);
  process.env[ENGINE] = await new Promise<string>((resolve, reject) => {
    engine.once('message', (message: { readonly url?: string; readonly fault?: string }) => {
      if (message.url === undefined) reject(new Error(message.fault));
      else resolve(message.url);
    });
    engine.once('exit', (code) => reject(new Error(`the engine ended before the run began (exit code ${code})`)));
  });
  return async () => {
    try {
      const { text, changed, fault, waivers } = await ask<Outcome>('/outcome');
      process.stdout.write(`\n${text}\n`);
      if (fault !== undefined) throw new Error(fault);
      if (waivers.length > 0) throw new Error(waivers.join('\n'));
      if (changed.length > 0)
        throw new Error(`what came later broke what was judged clean before: ${changed.join(', ')}`);
    } finally {
      process.off('SIGINT', interrupt);
      delete process.env[ENGINE];
      if (engine.connected) engine.disconnect();
    }
  };
}
