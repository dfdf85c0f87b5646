// What writing a report costs: processor time for a run of 20,000 events, the best of five. `node bench/report.mjs` (build first).
import { judge } from '../dist/checks/judge.js';
import { CATALOGUE } from '../dist/checks/catalogue.js';
import { loadContract } from '../dist/specs/contract.js';
import { inputOf } from '../dist/suites/engine/reporting.js';
import { renderReport } from '../dist/reports/html.js';
import { kciBody, kciHeaders } from './messages.mjs';

const EVENTS = 20_000;
const ATTEMPTS = 5;

const contract = await loadContract();
const run = recorded();
const verdicts = judge(CATALOGUE, run.history, contract, run.header.profile);
const input = inputOf(run, verdicts, contract);
const times = Array.from({ length: ATTEMPTS }, () => {
  const start = process.cpuUsage();
  const page = renderReport(input);
  const { user, system } = process.cpuUsage(start);
  return { took: (user + system) / 1000, size: page.length };
});
const best = times.reduce((one, other) => (other.took < one.took ? other : one));
console.log(
  `report of ${run.history.length} events and ${verdicts.length} verdicts: ${Math.round(best.took)} ms of processor time for ${(best.size / 1e6).toFixed(1)} MB of HTML (aim at most 2000 ms)`,
);

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
