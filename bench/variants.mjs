// What request variants cost beside the HTTP exchange: making them, and judging what came of them, in processor time of this
// process, a case each; and what bare undici takes to send as many. `npm run bench` (build first).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { CATALOGUE } from '../dist/checks/catalogue.js';
import { judge } from '../dist/checks/judge.js';
import { exchanges } from '../dist/evidence/exchanges.js';
import { JOURNEYS } from '../dist/journeys/index.js';
import { createMaking } from '../dist/journeys/variants/making.js';
import { planOf } from '../dist/journeys/variants/plan.js';
import { loadContract } from '../dist/specs/contract.js';
import { startEmbedded } from '../dist/suites/engine/embedded.js';
import { findingsOf } from '../dist/suites/engine/findings.js';
import { startRun } from '../dist/suites/engine/run.js';

const PER_OPERATION = 200;
const ROUNDS = 5;
const LABEL = 'handleCreateOrder:ProvideOrderRequest';

const contract = await loadContract();
const { history, profile } = await played();
const cases = history.filter(({ type, generated }) => type === 'request' && generated);
const plain = cases.find(({ generated }) => generated.id === `${LABEL}~1~0`);

const made = await medianOf(() => making());
const judged = await medianOf(() => judging());
const bare = await undici();
const own = made + judged;
console.log(
  `variants, ${cases.length} cases: made in ${made.toFixed(2)} ms of processor time each (${LABEL}), judged in ${judged.toFixed(2)} ms, ` +
    `together ${own.toFixed(2)} ms (aim below 1); bare undici sends one in ${bare.toFixed(2)} ms, ratio ${(own / bare).toFixed(1)}`,
);

/** A run with nothing but variants, against an honest supplier. */
async function played() {
  const { config, supplier } = await startEmbedded({ stepMs: 10 });
  const out = mkdtempSync(join(tmpdir(), 'bench-'));
  const only = JOURNEYS.filter(({ areas, unless }) => areas.includes('variants') && !unless).map(({ id }) => id);
  const variants = { perOperation: PER_OPERATION, within: 120_000 };
  const plan = { config: { ...config, variants }, out, seed: 1, only };
  const { run } = await (await startRun(plan, { contract, onListening: supplier.setGateway })).ended;
  await supplier.close();
  rmSync(out, { recursive: true });
  return { history: run.history, profile: run.header.profile };
}

/** Plans and makes orders, valid ones and ones with a fault; milliseconds a case. */
function making() {
  const { id: _, ...body } = JSON.parse(plain.body.text);
  const prepared = {
    draft: { body },
    fixed: ['/body/orderType', '/body/tenant', '/body/address', '/body/serviceOrderItem'],
  };
  const maker = createMaking(contract, { operation: plain.operation, variant: plain.variant }, prepared);
  let planned = 0;
  // As a run does it for several operations, so that what is done once for each of them counts with it.
  return costOf(
    () => {
      for (let seed = 1; seed <= 5; seed += 1) {
        for (const { base, fault } of planOf(maker, prepared, seed, { mostValid: Infinity, size: PER_OPERATION })) {
          maker.make(prepared, maker.choice({ seed, base, path: [] }), fault, 1);
          planned += 1;
        }
      }
    },
    () => planned,
  );
}

/** Looks at each case as a run does, operation by operation, and judges the whole run; milliseconds a case. */
function judging() {
  const looked = byLabel();
  return costOf(
    () => {
      for (const group of looked.values()) findingsOf(group, { catalogue: CATALOGUE, history, contract, profile });
      judge(CATALOGUE, history, contract, profile);
    },
    () => cases.length,
  );
}

function byLabel() {
  const groups = new Map();
  for (const exchange of exchanges(history)) {
    if (!exchange.request.generated) continue;
    const label = labelOf(exchange);
    groups.set(label, [...(groups.get(label) ?? []), exchange]);
  }
  return groups;
}

function labelOf({ request }) {
  return request.generated.id.split('~')[0];
}

/** Sends the plain order with nothing around it, to a server of its own process; milliseconds each. */
async function undici() {
  const here = dirname(fileURLToPath(import.meta.url));
  const server = spawn(process.execPath, [join(here, 'server.mjs'), 'availability'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { value: told } = await createInterface(server.stdout)[Symbol.asyncIterator]().next();
  const pool = new Pool(JSON.parse(told).url);
  const send = async () => {
    const { body } = await pool.request({
      method: 'POST',
      path: '/orders',
      headers: { 'content-type': 'application/json' },
      body: plain.body.text,
    });
    await body.text();
  };
  const cost = await medianOf(async () => {
    const before = processor();
    for (let sent = 0; sent < 1_000; sent += 1) await send();
    return (processor() - before) / 1_000;
  });
  await pool.destroy();
  server.stdin.end();
  return cost;
}

function costOf(act, count) {
  const before = processor();
  act();
  return (processor() - before) / count();
}

async function medianOf(measure) {
  const found = [];
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) found.push(await measure());
  return found.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

/** The processor time that this process has used so far, in milliseconds. */
function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
