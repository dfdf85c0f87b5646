import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readJournal } from '../../evidence/journal.ts';
import { CallbackError } from '../../callbacks/server.ts';
import { SteeringError } from '../../journeys/steering.ts';
import { freePort } from '../fixtures/command.ts';
import { complaints, planOf, requirementsWith, runAgainstReference, theContract } from '../fixtures/runs.ts';
import { startEmbedded } from './embedded.ts';
import { OUTPUT } from './plan.ts';
import { UnreachableError } from './preflight.ts';
import { startRun } from './run.ts';

const inFolder = () => test.info().outputPath('out');

test('leaves a journal and three reports, and none of its secrets', async () => {
  const out = inFolder();
  const secret = 'not-for-anybody-else';
  const { run, results } = await runAgainstReference(
    { style: 'async' },
    { out, only: ['provide-to-completion'], config: { authorization: { type: 'bearer', token: secret } } },
  );
  for (const name of Object.values(OUTPUT)) {
    expect(existsSync(join(out, name)), name).toBe(true);
    expect(readFileSync(join(out, name), 'utf8'), name).not.toContain(secret);
  }
  expect(readJournal(join(out, OUTPUT.journal))).toEqual(JSON.parse(JSON.stringify(run)));
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

test('gives up where no access token can be had, and says what to do', async () => {
  const { results, fault } = await runAgainstReference(
    {},
    {
      out: inFolder(),
      config: {
        authorization: { type: 'oauth2', tokenUrl: 'http://127.0.0.1:1/token', clientId: 'a', clientSecret: 'b' },
      },
    },
  );
  expect(fault).toContain('no access token from http://127.0.0.1:1/token');
  expect(results).toMatchObject({ interrupted: true, certifiable: false });
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
