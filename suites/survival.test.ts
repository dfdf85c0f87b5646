import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { request } from 'undici';
import { orderKci } from '../checks/fixtures/messages.ts';
import { rejudge } from './engine/rejudge.ts';
import { freePort, start } from './fixtures/command.ts';
import { runAgainstReference } from './fixtures/runs.ts';

test('what was acknowledged is in the journal, even if the harness is killed the next moment', async () => {
  // A supplier that never answers keeps the run going for as long as this test needs.
  const supplier = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(supplier, 'listening');
  const { port } = supplier.address() as AddressInfo;
  const gateway = await freePort();
  const folder = test.info().outputPath();
  const config = join(folder, 'supplier.yaml');
  writeFileSync(
    config,
    `supplier: { baseUrl: "http://127.0.0.1:${port}" }
callbacks: { listen: "127.0.0.1:${gateway}" }
data: { address: { id: "1", type: UPRN } }
pace: { request: 10m }
`,
  );
  const run = start(['run', '--no-playwright', '--config', config, '--out', join(folder, 'out')]);
  await run.says(/KCIs are awaited/);

  const base = `http://127.0.0.1:${gateway}/v1`;
  const granted = await request(`${base}/auth/supplier/access-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=a&client_secret=b',
  });
  const { access_token: token } = (await granted.body.json()) as { access_token: string };
  const id = '0a1b2c3d-0000-4000-8000-000000000001';
  const answer = await request(`${base}/kcis`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': id },
    body: JSON.stringify(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { envelope: { id } })),
  });
  run.process.kill('SIGKILL');
  expect(answer.statusCode).toBe(204);
  await run.ended;
  supplier.closeAllConnections();
  supplier.close();

  const journal = join(folder, 'out', 'journal.ndjson');
  // Behind the last line end there may be the beginning of what was being written when it was killed.
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  const kept = lines.map((line) => JSON.parse(line) as { endpoint?: string; body?: { text: string } });
  expect(kept.filter(({ endpoint, body }) => endpoint === 'kcis' && body?.text.includes(id))).toHaveLength(1);

  const judged = await start(['judge', journal]).ended;
  expect(judged.written).toMatch(/^warning: \S+ is cut short: .* it is judged as a run that was interrupted/);
  expect(judged.written).toContain('The run was interrupted (its journal ends after');
  expect(judged.code).toBe(1);
});

test('a journal without its last lines is judged as an interrupted run, which tells what may be open', async () => {
  const out = test.info().outputPath('out');
  await runAgainstReference({ style: 'async', stepMs: 100 }, { out, only: ['provide-to-completion'] });
  const journal = join(out, 'journal.ndjson');
  expect((await rejudge(journal)).warnings).toEqual([]);
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  const taken = lines.findIndex((line) => line.includes('"status":202,'));
  const cut = join(out, 'cut.ndjson');
  writeFileSync(cut, `${lines.slice(0, taken + 1).join('\n')}\n${lines[taken + 1]?.slice(0, -9)}`);
  const { results, warnings } = await rejudge(cut);
  expect(warnings).toEqual([
    expect.stringMatching(
      /cut\.ndjson is cut short: it ends after \d+ events .*, in the middle of a line, which is left out; it is judged as a run that was interrupted/,
    ),
  ]);
  expect(results).toMatchObject({ interrupted: true, certifiable: false, decision: 'not-certifiable' });
  expect(results.interruption).toBe(`its journal ends after ${taken} events, before it did`);
  expect(results.leftOver).toMatchObject([{ kind: 'order', text: expect.stringContaining('may be still open') }]);
});
