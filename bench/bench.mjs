// What the harness costs: how long a run takes beside its slowest journey, its client beside bare undici, its callback server
// beside bare fastify. All on this machine, in this run, by turns; medians. `npm run bench` (build first).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { createJournal, JOURNAL_FORMAT } from '../dist/evidence/journal.js';
import { createRecorder } from '../dist/evidence/recorder.js';
import { createRedaction } from '../dist/evidence/redaction.js';
import { createStages } from '../dist/journeys/stage.js';
import { loadContract } from '../dist/specs/contract.js';
import { startEmbedded } from '../dist/suites/engine/embedded.js';
import { startRun } from '../dist/suites/engine/run.js';
import { kciBody, kciHeaders } from './messages.mjs';

const ROUNDS = 5;
const ROUND_MS = 2_000;
const AT_ONCE = 20;

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const contract = await loadContract();

await runAgainstSlowest();
await clientAgainstUndici();
await callbacksAgainstFastify();
rmSync(folder, { recursive: true, force: true });

/** A supplier that takes 2 s for each KCI step: the run should take about as long as its slowest journey. */
async function runAgainstSlowest() {
  for (const style of ['async', 'rich']) {
    const { config, supplier } = await startEmbedded({ style, stepMs: 2_000 });
    const pace = { request: 30_000, acknowledge: 60_000, outcome: 120_000, quiet: 500 };
    const asked = performance.now();
    const plan = {
      config: { ...config, requestsPerSecond: 20, pace },
      out: join(folder, style),
      seed: 1,
      only: [],
    };
    const run = await startRun(plan, { onListening: supplier.setGateway });
    const started = performance.now();
    const { run: recorded, results } = await run.ended;
    const whole = performance.now() - started;
    await supplier.close();
    const begun = new Map();
    let slowest = { id: '', took: 0 };
    for (const event of recorded.history) {
      if (event.note === 'journey-started') begun.set(event.journey, event.mono);
      if (event.note !== 'journey-ended') continue;
      const took = event.mono - begun.get(event.journey);
      if (took > slowest.took) slowest = { id: event.journey, took };
    }
    const ratio = (whole / slowest.took).toFixed(2);
    console.log(
      `run, ${style}, 2 s for each KCI step: ${seconds(whole)} for ${begun.size} journeys, slowest ${slowest.id} ${seconds(slowest.took)}: ratio ${ratio} (aim at most 1.25), ` +
        `start-up ${seconds(started - asked)}, ${results.certifiable ? 'certifiable' : 'NOT certifiable'}`,
    );
  }
}

/** The stage sends, records and journals; undici only sends. */
async function clientAgainstUndici() {
  const server = await start('availability');
  const journal = createJournal(join(folder, 'client.ndjson'), { type: 'header', format: JOURNAL_FORMAT });
  const address = { id: '200004033694', type: 'UPRN' };
  const stages = createStages({
    baseUrl: server.url,
    tenant: 'TENANT1',
    authorization: { type: 'none' },
    data: { address, characteristics: [], liveServices: [] },
    features: ['availability'],
    pace: { request: 10_000, acknowledge: 0, outcome: 0, quiet: 0 },
    steering: {},
    requestsPerSecond: 1e9,
    recorder: createRecorder(createRedaction(), journal.append),
    contract,
    script: () => undefined,
    signal: new AbortController().signal,
  });
  const stage = stages.stageFor('bench');
  const query = { address: JSON.stringify(address) };
  const pool = new Pool(server.url);
  const path = `/service-availability?address=${encodeURIComponent(query.address)}`;
  const headers = { accept: 'application/json', 'x-request-id': 'a', 'x-conversation-id': 'b', tenant: 'TENANT1' };
  const [own, bare] = await byTurns(
    { cpu: ownCpu, act: () => stage.call({ operation: 'handleAvailabilityCheck', query, aim: 'in-coverage' }) },
    { cpu: ownCpu, act: async () => (await pool.request({ method: 'GET', path, headers })).body.text() },
  );
  console.log(
    `client, ${AT_ONCE} at once, recorded and journalled, beside bare undici: ${compared(own, bare)} (aim 0.8)`,
  );
  await Promise.all([stages.close(), pool.destroy()]);
  journal.close();
  server.end();
}

/** The callback server validates and journals before it answers; fastify parses and answers. Each is a process of its own. */
async function callbacksAgainstFastify() {
  const servers = [await start('callbacks'), await start('fastify')];
  let number = 0;
  const pools = servers.map(({ url }) => new Pool(new URL(url).origin, { connections: AT_ONCE }));
  const posting = servers.map(({ token, cpu }, index) => ({
    cpu,
    act: async () => {
      number += 1;
      const { statusCode, body } = await pools[index].request({
        method: 'POST',
        path: '/v1/kcis',
        headers: kciHeaders(token, `r${number}`),
        body: kciBody(number),
      });
      if (statusCode !== 204) throw new Error(`${statusCode} ${await body.text()}`);
      await body.dump();
    },
  }));
  const [own, bare] = await byTurns(...posting);
  console.log(
    `callbacks, ${AT_ONCE} at once, ${kciBody(1).length} bytes each, validated and journalled, beside bare fastify: ${compared(own, bare)} (aim 0.5)`,
  );
  await Promise.all(pools.map((pool) => pool.destroy()));
  for (const server of servers) server.end();
}

/**
 * How often each act is done in a second, and what it costs of processor time in the process in question: medians, the acts
 * taking turns after a round to warm up. Processor time tells the truth on a machine that has other things to do as well.
 */
async function byTurns(...acts) {
  const found = acts.map(() => ({ rates: [], costs: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { act, cpu }] of acts.entries()) {
      const before = await cpu();
      const done = await timesDone(act);
      const cost = ((await cpu()) - before) / done;
      if (round === 0) continue;
      found[index].rates.push(Math.round((done * 1000) / ROUND_MS));
      found[index].costs.push(Math.round(cost));
    }
  }
  return found.map(({ rates, costs }) => ({ rate: median(rates), cost: median(costs) }));
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function compared(own, bare) {
  const rates = `${own.rate}/s to ${bare.rate}/s, ratio ${(own.rate / bare.rate).toFixed(2)}`;
  return `${rates}; processor time ${own.cost} to ${bare.cost} µs each, ratio ${(bare.cost / own.cost).toFixed(2)}`;
}

async function timesDone(act) {
  const end = performance.now() + ROUND_MS;
  let done = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await act();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return done;
}

async function start(kind) {
  const child = spawn(process.execPath, [join(here, 'server.mjs'), kind], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => JSON.parse((await lines.next()).value);
  const cpu = () => {
    child.stdin.write('\n');
    return line();
  };
  return { ...(await line()), cpu, end: () => child.stdin.end() };
}

/** The processor time that this process has used so far, in microseconds. */
async function ownCpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
