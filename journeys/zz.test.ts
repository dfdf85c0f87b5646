import { test } from '@playwright/test';
import { startSupplier } from '../supplier/server.ts';
import { startCallbackServer } from '../callbacks/server.ts';
import { createRecorder } from '../evidence/recorder.ts';
import { createRedaction } from '../evidence/redaction.ts';
import { createStages } from './stage.ts';
import { JOURNEYS } from './index.ts';
import { loadContract } from '../specs/contract.ts';
import { judge } from '../checks/judge.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
const steerings = { header: { default: { header: { 'X-Scenario': '{{scenario}}' } } }, notes: { default: { notes: 'SCENARIO={{scenario}}' } }, none: {} };
for (const style of ['sync', 'async', 'committed', 'rich'] as const) for (const [how, steering] of Object.entries(steerings)) {
  test(style + how, async () => {
    const contract = await loadContract();
    const recorder = createRecorder(createRedaction(), () => undefined);
    const auth = { clientId: 'acme', clientSecret: 's3cret' };
    const callbacks = await startCallbackServer({ listen: { host: '127.0.0.1', port: 0 }, basePath: '/v1', auth, contract, recorder });
    const data = { address: { id: '200004033694', type: 'UPRN' }, outOfCoverage: { id: '100', type: 'UPRN' }, serviceSpecification: 'FTTP-1000' };
    const supplier = await startSupplier({ style, gateway: { url: callbacks.url, ...auth }, stepMs: 20, data, credentials: { type: 'oauth2', clientId: 'x', clientSecret: 'y' } } as never);
    const ac = new AbortController();
    const pace = { request: 5000, acknowledge: 5000, outcome: 10_000, quiet: 300 };
    const features = ['availability', 'appointments', 'provide', 'amendments', 'cancellations'] as const;
    const stages = createStages({
      baseUrl: supplier.url, tenant: 'TENANT1', authorization: { type: 'oauth2', tokenUrl: new URL(supplier.url).origin + '/oauth/token', clientId: 'x', clientSecret: 'y' },
      data: { address: data.address, characteristics: [], liveServices: [] },
      features, pace, steering: steering as never, requestsPerSecond: 1000, recorder, contract, script: callbacks.script, signal: ac.signal,
    });
    const start = performance.now();
    await Promise.all(JOURNEYS.map(async (j) => { await j.play(stages.stageFor(j.id)); }));
    console.log('RUN', style, how, Math.round(performance.now() - start), 'ms', recorder.history.length, 'events');
    await stages.close(); await supplier.close(); await callbacks.close();
    recorder.record({ type: 'end', reason: 'finished' });
    for (const e of recorder.history) if (e.type === 'note' && (e.note !== 'waited' || /did not/.test(e.text)) && !/no steering|is held until/.test(e.text)) console.log('  NOTE', e.journey, e.note, e.text);
    const profile = { name: 'x', features, tenant: 'TENANT1', pace };
    for (const v of judge(CATALOGUE, recorder.history, contract, profile)) {
      if (v.outcome !== 'passed' && v.outcome !== 'not-applicable' && !(how === 'none' && v.outcome === 'not-exercised' && v.severity === 'warning')) console.log('  VERDICT', v.check, v.operation ?? '', v.severity, v.outcome, JSON.stringify(v.violations.slice(0, 2)));
    }
  });
}
