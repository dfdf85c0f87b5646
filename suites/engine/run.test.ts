import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseJournal, readJournal } from '../../evidence/journal.ts';
import { CallbackError } from '../../callbacks/server.ts';
import { SteeringError } from '../../journeys/steering.ts';
import { misfits } from '../../reports/fixtures/schema.ts';
import type { Config } from '../../cli/config.ts';
import { freePort } from '../fixtures/command.ts';
import { complaints, planOf, requirementsWith, runAgainstReference, theContract } from '../fixtures/runs.ts';
import { startEmbedded } from './embedded.ts';
import { OUTPUT } from './plan.ts';
import { UnreachableError } from './preflight.ts';
import { startRun, type LiveRun } from './run.ts';

const inFolder = () => test.info().outputPath('out');

test('leaves a journal and its reports, and none of its secrets', async () => {
  const out = inFolder();
  const { config, supplier } = await startEmbedded({ style: 'async', stepMs: 10 });
  const secret = 'clientSecret' in config.authorization ? config.authorization.clientSecret : '';
  expect(secret).not.toBe('');
  const plan = planOf(config, { out, only: ['provide-to-completion'] });
  const live = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
  const { run, results, chain } = await live.ended;
  await supplier.close();
  for (const name of Object.values(OUTPUT)) {
    expect(existsSync(join(out, name)), name).toBe(true);
    expect(readFileSync(join(out, name), 'utf8'), name).not.toContain(secret);
  }
  expect(misfits(JSON.parse(readFileSync(join(out, OUTPUT.results), 'utf8')))).toEqual([]);
  const path = join(out, OUTPUT.journal);
  expect(readJournal(path)).toEqual(JSON.parse(JSON.stringify(run)));
  expect(chain).toBe(parseJournal(readFileSync(path), path).chain);
  expect(readFileSync(join(out, OUTPUT.report), 'utf8')).toContain(`<code>${chain}</code>`);
  expect(run.history.at(-1)).toMatchObject({ type: 'end', reason: 'finished' });
  expect(results.certifiable, 'a limited run certifies nothing').toBe(false);
  const journeys = run.history.flatMap((event) => (event.type === 'request' ? [event.journey] : []));
  expect(new Set(journeys)).toEqual(new Set(['provide-to-completion']));
});

test('a limited run judges what it is limited to', async () => {
  const { verdicts, run } = await runAgainstReference({ style: 'sync' }, { out: inFolder(), only: ['KCI-TERMINAL'] });
  expect(complaints(verdicts)).toEqual([]);
  expect(new Set(verdicts.map(({ requirement }) => requirement))).toEqual(new Set(['KCI-TERMINAL']));
  expect(run.header.only).toEqual(['KCI-TERMINAL']);
});

test('an interrupted run ends soon, with its reports, and takes back what it ordered', async () => {
  const out = inFolder();
  const { results, run } = await runAgainstReference(
    { style: 'async', stepMs: 60_000 },
    {
      out,
      pace: { acknowledge: 60_000, outcome: 60_000 },
      meanwhile: (live) => {
        const looking = setInterval(() => {
          if (live.progress().events < 40) return;
          clearInterval(looking);
          live.interrupt('enough');
        }, 20);
      },
    },
  );
  expect(results).toMatchObject({ interrupted: true, certifiable: false });
  expect(run.history.at(-1)).toMatchObject({ type: 'end', reason: 'interrupted' });
  expect(existsSync(join(out, OUTPUT.report))).toBe(true);
  const faults = run.history.filter((event) => event.type === 'note' && event.note === 'harness-error');
  expect(faults).toEqual([]);
});

/** A pace that a supplier who takes a minute for each step does not end a run with. */
const PATIENT = { acknowledge: 60_000, outcome: 60_000 };

/** Does something once a run has recorded so many events. */
function after(events: number, act: (run: LiveRun) => void): (run: LiveRun) => void {
  return (run) => {
    const looking = setInterval(() => {
      if (run.progress().events < events) return;
      clearInterval(looking);
      act(run);
    }, 20);
  };
}

test('a run whose reports are not drawn leaves its journal and nothing else', async () => {
  const out = inFolder();
  const { results } = await runAgainstReference({ style: 'sync' }, { out, only: ['AVL-STATUS'], reports: false });
  expect(results.summary.passed).toBeGreaterThan(0);
  expect(readdirSync(out)).toEqual([OUTPUT.journal]);
});

test('a run ends when its time is over, and says so wherever something was not exercised for that', async () => {
  const out = inFolder();
  const start = performance.now();
  const { results, run, verdicts } = await runAgainstReference(
    { style: 'async', stepMs: 1_000 },
    { out, pace: PATIENT, config: { within: 1_500 } },
  );
  expect(performance.now() - start).toBeLessThan(60_000);
  const why = 'its time of 1.5 s was over';
  expect(run.history.at(-1)).toMatchObject({ type: 'end', reason: 'interrupted', why });
  expect(results).toMatchObject({ interrupted: true, interruption: why, certifiable: false });
  expect(readFileSync(join(out, OUTPUT.report), 'utf8')).toContain(why);
  const untried = verdicts.filter(({ outcome }) => outcome === 'not-exercised');
  expect(untried.length).toBeGreaterThan(0);
  // What was sent before its end, and proved nothing, is told after that.
  const others = untried.flatMap(({ reason = '' }) =>
    reason.startsWith(`the run was interrupted: ${why}`) ? [] : reason,
  );
  expect(others).toEqual([]);
  expect(complaints(verdicts.filter(({ outcome }) => outcome !== 'not-exercised'))).toEqual([]);
  expect(
    results.leftOver.filter(({ kind, text }) => kind !== 'reservation' && !text.startsWith('Ethernet')),
    'what it ordered it took back',
  ).toEqual([]);
});

test('a run that ends at once leaves its end and reports, and tells of each order that may be still open', async () => {
  const out = inFolder();
  const { config, supplier } = await startEmbedded({ style: 'async', stepMs: 60_000 });
  const plan = planOf(config, { out, pace: PATIENT });
  const run = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
  await new Promise<void>((resolve) => after(400, () => resolve())(run));
  const told = run.endAtOnce('enough');
  const journal = readJournal(join(out, OUTPUT.journal));
  expect(journal.history.at(-1)).toMatchObject({ type: 'end', reason: 'interrupted', why: 'enough' });
  const taken = journal.history.flatMap((event) =>
    event.type === 'response' && event.status === 202 ? [event.exchange] : [],
  );
  const orders = journal.history.flatMap((event) =>
    event.type === 'request' &&
    event.operation === 'handleCreateOrder' &&
    event.intent.valid &&
    taken.includes(event.exchange)
      ? [(JSON.parse(event.body?.text ?? '') as { id: number }).id]
      : [],
  );
  const cancelled = journal.history.flatMap((event) =>
    event.type === 'request' && event.operation === 'handleCancelOrder' ? [event.body?.text ?? ''] : [],
  );
  const open = orders.filter((id) => !cancelled.some((text) => text.includes(String(id))));
  expect(open.length).toBeGreaterThan(0);
  const left = told.results.leftOver.flatMap(({ kind, id }) => (kind === 'order' ? [id] : []));
  expect(left).toEqual(expect.arrayContaining(open));
  expect(existsSync(join(out, OUTPUT.report))).toBe(true);
  // What journeys still have to say belongs to no run any more, and the end is the same for whoever awaits it.
  expect(await run.ended).toBe(told);
  expect(readJournal(join(out, OUTPUT.journal))).toEqual(journal);
  await supplier.close();
});

test('a run that is to leave what it ordered leaves it, and lists it with its references', async () => {
  const only = ['KCI-TERMINAL', 'variants-provide-order'];
  const told = (cleansUp: boolean) =>
    runAgainstReference(
      { style: 'async' },
      { out: inFolder(), only, config: { cleansUp, variants: { perOperation: 6, within: 60_000 } } },
    );
  const left = await told(false);
  const orders = left.results.leftOver.filter(({ kind }) => kind === 'order');
  expect(orders.length).toBeGreaterThan(0);
  for (const { text, id, reference } of orders) {
    expect(text).toContain(`order ${id} (${reference}) is still open: this run was told to leave what it has ordered`);
    expect(readFileSync(join(inFolder(), OUTPUT.report), 'utf8')).toContain(String(reference));
  }
  expect(complaints(left.verdicts)).toEqual([]);
  const { results } = await told(true);
  expect(results.leftOver.filter(({ kind }) => kind === 'order')).toEqual([]);
});

test('a supplier that dies on the way costs verdicts, not the run', async () => {
  const { config, supplier } = await startEmbedded({ style: 'async', stepMs: 10 });
  const plan = planOf(config, { out: inFolder(), pace: { request: 2_000, acknowledge: 1_000, outcome: 1_000 } });
  const run = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
  while (run.progress().events < 60) await new Promise((resolve) => setTimeout(resolve, 5));
  await supplier.close();
  const { results, verdicts, fault } = await run.ended;
  expect(fault).toBeUndefined();
  expect(results).toMatchObject({ interrupted: false, certifiable: false });
  expect(requirementsWith('failed', verdicts)).toContain('HTTP-ANSWERED');
  expect(requirementsWith('broken', verdicts)).toEqual([]);
});

test('says so at once when the supplier cannot be reached, and leaves the last run alone', async () => {
  const { config, supplier } = await startEmbedded({});
  await supplier.close();
  const out = test.info().outputPath();
  writeFileSync(join(out, OUTPUT.journal), 'the last run');
  await expect(startRun(planOf(config, { out }), { contract: await theContract() })).rejects.toThrow(UnreachableError);
  expect(readFileSync(join(out, OUTPUT.journal), 'utf8')).toBe('the last run');
});

test('says so at once when the port for KCIs is taken, and leaves the last run alone', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { config, supplier } = await startEmbedded({});
  const out = test.info().outputPath();
  writeFileSync(join(out, OUTPUT.journal), 'the last run');
  const plan = planOf({ ...config, callbacks: { listen: { host: '127.0.0.1', port } } }, { out });
  const starting = startRun(plan, { contract: await theContract() });
  await expect(starting).rejects.toThrow(CallbackError);
  await expect(starting).rejects.toThrow(String(port));
  expect(readFileSync(join(out, OUTPUT.journal), 'utf8')).toBe('the last run');
  await supplier.close();
  other.close();
});

test('says so when the steering cannot work, and leaves the port to the next run', async () => {
  const { config, supplier } = await startEmbedded({});
  const port = await freePort();
  const listening = { ...config, callbacks: { listen: { host: '127.0.0.1', port } } };
  const wrong = { ...listening, steering: { default: { notes: '{{nonsense}}' } } };
  const only = ['availability-in-coverage'];
  const contract = await theContract();
  await expect(startRun(planOf(wrong, { out: inFolder() }), { contract })).rejects.toThrow(SteeringError);
  const next = await startRun(planOf(listening, { out: inFolder(), only }), { contract });
  expect((await next.ended).fault).toBeUndefined();
  await supplier.close();
});

test('says so at once when no access token can be had, and leaves the last run alone', async () => {
  const { config, supplier } = await startEmbedded({});
  const out = test.info().outputPath();
  writeFileSync(join(out, OUTPUT.journal), 'the last run');
  const nowhere = { type: 'oauth2', tokenUrl: 'http://127.0.0.1:1/token', clientId: 'a', clientSecret: 'b' } as const;
  const starting = startRun(planOf({ ...config, authorization: nowhere }, { out }), { contract: await theContract() });
  await expect(starting).rejects.toThrow(
    /^no access token from http:\/\/127\.0\.0\.1:1\/token: .*; check auth\.tokenUrl/,
  );
  expect(readFileSync(join(out, OUTPUT.journal), 'utf8')).toBe('the last run');
  await supplier.close();
});

test('says so at once when the supplier does not take the credentials', async () => {
  const { config, supplier } = await startEmbedded({});
  const out = inFolder();
  const contract = await theContract();
  const starting = (authorization: Config['authorization']) =>
    startRun(planOf({ ...config, authorization }, { out }), { contract });
  await expect(starting({ type: 'bearer', token: 'stale' })).rejects.toThrow(/it answers 401 to auth\.token; check it/);
  await expect(starting({ type: 'basic', username: 'a', password: 'b' })).rejects.toThrow(
    /it answers 401 to auth\.username and auth\.password; check both/,
  );
  await supplier.close();
});

test('tells the verdicts on an area, and the same at the end', async () => {
  const early: Promise<unknown>[] = [];
  const { verdicts } = await runAgainstReference(
    { style: 'committed' },
    { out: inFolder(), meanwhile: (run) => early.push(run.area('availability'), run.area('kcis')) },
  );
  for (const told of (await Promise.all(early)) as (typeof verdicts)[]) {
    expect(told.length).toBeGreaterThan(5);
    for (const { check, operation, outcome } of told) {
      expect(verdicts.find((verdict) => verdict.check === check && verdict.operation === operation)?.outcome).toBe(
        outcome,
      );
    }
  }
});
