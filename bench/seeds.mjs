/**
 * Request variants over many seeds, which is too much for every test run. Against an honest supplier of each style nothing may
 * be found, and each input-handling defect has to be found for nine of ten seeds.
 *
 *   node bench/seeds.mjs honest [seeds] [variants per operation]
 *   node bench/seeds.mjs defects [seeds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOURNEYS } from '../dist/journeys/index.js';
import { loadContract } from '../dist/specs/contract.js';
import { startEmbedded } from '../dist/suites/engine/embedded.js';
import { startRun } from '../dist/suites/engine/run.js';
import { turnstile } from '../dist/suites/engine/turnstile.js';
import { INPUT_DEFECTS } from '../dist/supplier/defects.js';

const [what = 'honest', seeds = '10', perOperation = '200'] = process.argv.slice(2);
const STYLES = ['sync', 'async', 'committed', 'rich'];
const PLACES = 4;

const contract = await loadContract();
const folder = mkdtempSync(join(tmpdir(), 'seeds-'));
const VARIANTS = JOURNEYS.filter(({ areas, unless }) => areas.includes('variants') && !unless).map(({ id }) => id);

async function play(choice, seed, variants, only) {
  const { config, supplier } = await startEmbedded({ stepMs: 10, ...choice });
  try {
    const pace = { request: 20_000, acknowledge: 10_000, outcome: 15_000, quiet: 600 };
    const out = join(folder, `${choice.defect ?? choice.style}-${seed}`);
    const plan = { config: { ...config, pace, variants }, out, seed, only };
    const run = await startRun(plan, { contract, onListening: supplier.setGateway });
    const finished = await run.ended;
    rmSync(out, { recursive: true });
    return finished;
  } finally {
    await supplier.close();
  }
}

const numbers = Array.from({ length: Number(seeds) }, (_, index) => index + 1);
const turn = turnstile(PLACES);

async function honest() {
  let alarms = 0;
  const runs = STYLES.flatMap((style) => numbers.map((seed) => ({ style, seed })));
  await Promise.all(
    runs.map((one) =>
      turn(async () => {
        const within = 600_000;
        const { verdicts, run } = await play(
          { style: one.style },
          one.seed,
          { perOperation: Number(perOperation), within },
          [],
        );
        const sent = run.history.filter(({ type, generated }) => type === 'request' && generated).length;
        const amiss = verdicts.filter(({ outcome }) => ['failed', 'broken', 'not-exercised'].includes(outcome));
        alarms += amiss.length;
        console.log(`${one.style} seed ${one.seed}: ${sent} generated requests, ${amiss.length} findings`);
        for (const { check, operation, outcome, violations, reason } of amiss) {
          console.log(
            `  ${outcome} ${check} ${operation ?? ''} ${reason ?? ''} ${JSON.stringify(violations[0] ?? '')}`,
          );
        }
      }),
    ),
  );
  console.log(
    `${runs.length} runs with ${perOperation} variants per operation: ${alarms} findings on honest suppliers`,
  );
  return alarms === 0;
}

async function defects() {
  const missed = new Map(INPUT_DEFECTS.map(({ id }) => [id, []]));
  await Promise.all(
    numbers.flatMap((seed) =>
      INPUT_DEFECTS.map(({ id, breaks, consequences }) =>
        turn(async () => {
          const { verdicts } = await play({ defect: id }, seed, { perOperation: 50, within: 120_000 }, VARIANTS);
          const failed = new Set(
            verdicts.filter(({ outcome }) => outcome === 'failed').map(({ requirement }) => requirement),
          );
          const kept = breaks.filter((requirement) => !failed.has(requirement));
          const stray = [...failed].filter((one) => !breaks.includes(one) && !consequences.includes(one));
          if (kept.length > 0) missed.get(id).push(seed);
          if (kept.length + stray.length > 0) {
            console.log(
              `${id} seed ${seed}: missed ${kept.join(', ') || 'nothing'}, beside it ${stray.join(', ') || 'nothing'}`,
            );
          }
        }),
      ),
    ),
  );
  const rare = [...missed].filter(([, where]) => where.length > numbers.length / 10);
  console.log(
    `${INPUT_DEFECTS.length} defects with ${numbers.length} seeds: ${rare.length} found for less than nine of ten`,
  );
  for (const [id, where] of rare) console.log(`  ${id}: missed with ${where.join(', ')}`);
  return rare.length === 0;
}

const isGood = await (what === 'honest' ? honest() : defects());
rmSync(folder, { recursive: true, force: true });
process.exitCode = isGood ? 0 : 1;
