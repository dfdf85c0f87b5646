// What the reports of a run of 20,000 events cost: time and memory to write each, time to open the page and to search in it.
// `node bench/report.mjs [EVENTS]` (build first).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { chromium } from '@playwright/test';
import { judge } from '../dist/checks/judge.js';
import { CATALOGUE } from '../dist/checks/catalogue.js';
import { loadContract } from '../dist/specs/contract.js';
import { OUTPUT } from '../dist/suites/engine/plan.js';
import { inputOf, renderedReport, REPORTS } from '../dist/suites/engine/reporting.js';
import { ARGUMENTS, executablePath } from '../scripts/browser.mjs';
import { kciBody, kciHeaders } from './messages.mjs';

const EVENTS = Number(process.argv[2] ?? 20_000);
const ATTEMPTS = 5;

const contract = await loadContract();
const run = recorded();
const judging = process.cpuUsage();
const verdicts = judge(CATALOGUE, run.history, contract, run.header.profile);
const judged = took(judging);
const concluding = process.cpuUsage();
const input = inputOf(run, verdicts, contract);
const concluded = took(concluding);
const recordedMegabytes = run.history.reduce((sum, event) => sum + JSON.stringify(event).length, 0) / 1e6;

console.log(
  `${run.history.length} events (${recordedMegabytes.toFixed(0)} MB), ${verdicts.length} verdicts: ${Math.round(judged)} ms of processor time to judge them, ${Math.round(concluded)} ms for coverage and results`,
);
const page = await costOf(OUTPUT.report, ' (aim at most 2000 ms)');
for (const name of REPORTS) if (name !== OUTPUT.report) await costOf(name);
const { opened, longest, typed } = await inBrowser(page);
console.log(
  `in Chromium: ${Math.round(opened)} ms of processor time to open it (aim at most 1000 ms), and ${Math.round(longest)} ms at most for each of ${typed} keys into the search (aim at most 100 ms)`,
);

/** Says what it costs to draw one report, and returns that. */
async function costOf(name, aim = '') {
  const memory = await memoryOf(() => renderedReport(name, input));
  const times = Array.from({ length: ATTEMPTS }, () => {
    const start = process.cpuUsage();
    renderedReport(name, input);
    return took(start);
  });
  const content = renderedReport(name, input);
  console.log(
    `${name}: ${Math.round(Math.min(...times))} ms of processor time for ${(content.length / 1e6).toFixed(1)} MB${aim}, ${Math.round(memory)} MB of memory at most on top`,
  );
  return content;
}

/** The processor time since a start, in milliseconds. */
function took(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** How much more memory the process held at most while that was done, in MB. */
async function memoryOf(act) {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  await setTimeout(3000); // memory that is free goes back to the system only after a while
  runInNewContext('gc')();
  const highest = new Float64Array(new SharedArrayBuffer(8));
  const before = process.memoryUsage.rss();
  const watcher = new Worker(
    `const { workerData } = require('node:worker_threads');
     const nap = new Int32Array(new SharedArrayBuffer(4));
     for (;;) { workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); Atomics.wait(nap, 0, 0, 2); }`,
    { eval: true, workerData: highest },
  );
  await new Promise((resolve) => watcher.once('online', resolve));
  act();
  await watcher.terminate();
  // What was free already, or given back meanwhile, is no cost.
  return Math.max(0, highest[0] - before) / 1e6;
}

/** How long a browser takes to open the page, and the longest that it does not answer while words are typed into the search. */
async function inBrowser(page) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'index.html');
  writeFileSync(file, page);
  const program = executablePath();
  const browser = await chromium.launch({
    args: ARGUMENTS,
    ...(program === undefined ? {} : { executablePath: program }),
  });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    // Processor time of the page's own thread: what else this machine does does not count.
    const devtools = await tab.context().newCDPSession(tab);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
    };
    const start = await busy();
    await tab.goto(pathToFileURL(file).href);
    await drawn(tab);
    const opened = (await busy()) - start;
    await tab.getByRole('searchbox').focus();
    let longest = 0;
    const keys = 'sequence status'.split('').flatMap((key) => [key, 'Backspace', key]);
    for (const key of keys) {
      const before = await busy();
      // By the keyboard: to look the field up again for each key would be work of the page's thread as well.
      await tab.keyboard.press(key === ' ' ? 'Space' : key);
      await drawn(tab);
      longest = Math.max(longest, (await busy()) - before);
    }
    return { opened, longest, typed: keys.length };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Waits until what has changed is on the screen. */
function drawn(tab) {
  return tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => window.setTimeout(resolve))));
}

/** A run in which orders are placed and reported on, ten events each. */
function recorded() {
  const startedAt = '2026-01-12T09:00:00.000Z';
  const history = [];
  const record = (event) => {
    const mono = history.length * 10;
    history.push({ ...event, seq: history.length + 1, mono, at: new Date(Date.parse(startedAt) + mono).toISOString() });
  };
  for (let order = 1; history.length < EVENTS; order += 1) {
    const headers = [
      ['X-Request-ID', `order-${order}`],
      ['X-Conversation-ID', `order-${order}`],
      ['Tenant', 'TENANT1'],
      ['Content-Type', 'application/json'],
    ];
    const kcis = Array.from({ length: 8 }, (_, number) => aboutOrder(order, number + 1));
    const answer = { ...kcis[0].provideServiceOrder, status: 'ACKNOWLEDGED' };
    const { status: _, supplierOrderReference: __, committedDate: ___, targetDate: ____, ...asked } = answer;
    const about = { journey: 'bench', operation: 'handleCreateOrder', variant: 'provide', intent: { valid: true } };
    const url = 'http://supplier.example/service-orders';
    const exchange = `order-${order}`;
    record({ type: 'request', exchange, ...about, method: 'POST', url, headers, body: raw(asked) });
    record({ type: 'response', exchange, status: 201, headers, body: raw(answer) });
    for (const kci of kcis) {
      const sent = Object.entries({ ...kciHeaders('token', kci.id), 'x-conversation-id': exchange });
      const to = { endpoint: 'kcis', method: 'POST', path: '/v1/kcis', remote: '127.0.0.1' };
      record({ type: 'inbound', ...to, headers: sent, body: raw(kci), answer: { status: 204, headers: [], body: '' } });
    }
  }
  record({ type: 'end', reason: 'finished' });
  const pace = { request: 10_000, acknowledge: 30_000, outcome: 300_000, quiet: 2_000 };
  const features = ['availability', 'provide'];
  return {
    history,
    header: {
      type: 'header',
      harness: { name: 'supplier-conformance', version: '0' },
      supplier: { name: 'Bench', baseUrl: 'http://supplier.example' },
      profile: { name: 'bench', features, tenant: 'TENANT1', pace },
      contract: contract.hashes,
      seed: 1,
      startedAt,
    },
  };
}

function raw(value) {
  const text = JSON.stringify(value);
  return { text, encoding: 'utf8', bytes: Buffer.byteLength(text) };
}

/** The KCI with that number about an order. */
function aboutOrder(order, number) {
  const { provideServiceOrder, ...envelope } = JSON.parse(kciBody(order * 10 + number));
  const supplierOrderReference = `FO${order}`;
  return {
    ...envelope,
    sequenceNumber: number,
    provideServiceOrder: { ...provideServiceOrder, id: order, supplierOrderReference },
  };
}
