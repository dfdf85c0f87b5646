import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { request } from 'undici';
import type { Results } from '../reports/results.ts';
import { orderKci } from '../checks/fixtures/messages.ts';
import { freePort, start, type Command } from './fixtures/command.ts';

const SECRET = { RECEIVER_SECRET: 'the-secret-of-the-receiver' };

/** What still runs when a test is over. */
const running: Command[] = [];
test.afterEach(async () => {
  for (const command of running.splice(0)) {
    command.process.kill('SIGTERM');
    await command.ended;
  }
});

function begin(parameters: readonly string[]): Command {
  const command = start(parameters, SECRET);
  running.push(command);
  return command;
}

interface Setting {
  readonly config: string;
  readonly gateway: string;
  readonly receiver: Command;
  /** A path in the folder of the test. */
  readonly at: (name: string) => string;
}

/** A reference supplier and a receiver, each a process of its own, and the configuration that names both. */
async function setUp(defect?: string): Promise<Setting> {
  const at = (name: string) => test.info().outputPath(name);
  const [port, controlPort] = [await freePort(), await freePort()];
  const gateway = `http://127.0.0.1:${port}/v1`;
  const supplier = begin([
    'supplier',
    '--style=async',
    '--port',
    String(await freePort()),
    '--gateway',
    gateway,
    '--step-ms=20',
    ...(defect === undefined ? [] : ['--defect', defect]),
  ]);
  await supplier.says(/Ctrl-C ends the supplier/);
  const config = at('supplier.yaml');
  writeFileSync(
    config,
    `${supplier
      .written()
      .replace(
        'callbacks:\n',
        `callbacks:\n  receiver: { url: "http://127.0.0.1:${controlPort}", secret: "\${RECEIVER_SECRET}" }\n`,
      )}
pace: { request: 10s, acknowledge: 10s, outcome: 15s, quiet: 600ms, requestsPerSecond: 200 }
variants: { perOperation: 2 }
`,
  );
  const receiver = begin(['receive', '--config', config, '--out', at('received')]);
  await receiver.says(/Ctrl-C ends it/);
  return { config, gateway, receiver, at };
}

const run = ({ config, at }: Setting, out: string, ...more: string[]) =>
  begin(['run', '--no-playwright', '--config', config, '--out', at(out), '--seed', '1', ...more]);

const resultsIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results;

/** The verdicts as far as they do not depend on how often something was tried. */
const outcomes = ({ verdicts }: Results) =>
  verdicts.map(({ check, operation = '', outcome }) => `${check} ${operation} ${outcome}`).toSorted();

for (const defect of [undefined, 'goes-on-after-completion', 'renumbers-what-it-sends-again'] as const) {
  test(`three shards on one receiver, judged together, say what one run says: ${defect ?? 'honest'}`, async () => {
    test.setTimeout(300_000);
    const setting = await setUp(defect);
    const { at } = setting;
    await run(setting, 'whole').ended;
    const shards = [1, 2, 3].map((index) => run(setting, `shard-${index}`, '--shard', `${index}/3`));
    for (const shard of shards) {
      const { written } = await shard.ended;
      expect(written).toContain('of 3: what certifies is the journals of all 3, judged together');
    }
    const journals = [3, 1, 2].map((index) => at(join(`shard-${index}`, 'journal.ndjson')));
    const judged = await start(['judge', ...journals, '--out', at('together')]).ended;
    const [whole, together] = [resultsIn(at('whole')), resultsIn(at('together'))];
    expect(outcomes(together), judged.written).toEqual(outcomes(whole));
    expect(together.summary.failed > 0).toBe(defect !== undefined);

    // What was merged is a journal like any other, and says the same again.
    const again = await start(['judge', at(join('together', 'journal.ndjson')), '--out', at('again')]).ended;
    expect(again.code).toBe(judged.code);
    expect(outcomes(resultsIn(at('again')))).toEqual(outcomes(together));

    // So is what is sealed of it: the whole follows from its shards.
    await start(['keys', '--out', at('acme')]).ended;
    await start(['seal', at('together'), '--key', at('acme.key'), '--out', at('bundle.zip')]).ended;
    const verified = await start(['verify', at('bundle.zip'), '--key', at('acme.pub')]).ended;
    expect(verified.written).toMatch(/✓ Shards +the history follows from the journals of its 3 shards/);
    expect(verified.code, verified.written).toBe(0);

    const without = await start(['judge', ...journals.slice(1)]).ended;
    expect(without.written).toMatch(/^shard 3 of 3 is missing; [^\n]*\n$/);
    expect(without.code).toBe(2);
  });
}

test('a run that is killed loses nothing that was acknowledged: the receiver has it', async () => {
  const setting = await setUp();
  const killed = run(setting, 'killed', '--only', 'availability-in-coverage', 'provide-to-completion');
  await killed.says(/KCIs are awaited/);
  killed.process.kill('SIGKILL');
  await killed.ended;

  const token = await request(`${setting.gateway}/auth/supplier/access-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=reference-supplier&client_secret=reference-secret',
  });
  const { access_token: bearer } = (await token.body.json()) as { access_token: string };
  const id = '0a1b2c3d-0000-4000-8000-000000000001';
  const answer = await request(`${setting.gateway}/kcis`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'x-request-id': id },
    body: JSON.stringify(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { envelope: { id } })),
  });
  setting.receiver.process.kill('SIGKILL');
  expect(answer.statusCode).toBe(204);
  await setting.receiver.ended;
  const kept = readdirSync(setting.at('received')).map((name) =>
    readFileSync(setting.at(join('received', name)), 'utf8'),
  );
  expect(
    kept
      .join('')
      .split('\n')
      .filter((line) => line.includes(id) && line.includes('"receipt"')),
  ).toHaveLength(1);
});

test('when the receiver dies in the middle the run ends with one line, 2, and its evidence', async () => {
  const setting = await setUp();
  const left = run(setting, 'left');
  await left.says(/KCIs are awaited/);
  setting.receiver.process.kill('SIGKILL');
  const { code, written } = await left.ended;
  expect(code).toBe(2);
  expect(written.trimEnd().split('\n').at(-1)).toMatch(/^the receiver at \S+ has gone: /);
  const journal = readFileSync(setting.at(join('left', 'journal.ndjson')), 'utf8')
    .trimEnd()
    .split('\n');
  expect(JSON.parse(journal.at(-1) ?? '')).toMatchObject({ type: 'end', reason: 'interrupted' });
  expect(resultsIn(setting.at('left')).interrupted).toBe(true);
});

test('what cannot be used is one clear line, and 2', async () => {
  const setting = await setUp();
  const plain = setting.at('plain.yaml');
  writeFileSync(plain, readFileSync(setting.config, 'utf8').replace(/^ {2}receiver: .*\n/m, ''));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['receive', '--config', plain], /^\S*plain.yaml: callbacks.receiver is missing; [^\n]*\n$/],
    [['run', '--config', plain, '--shard', '1/3'], /^a run in shards needs callbacks.receiver[^\n]*\n$/],
    [['run', '--config', setting.config, '--shard', '4/3'], /expected INDEX\/OF, such as 1\/3/],
    [['receive', '--config', setting.config, '--out', setting.at('second')], /^cannot listen for KCIs on [^\n]*\n$/],
  ];
  for (const [parameters, expected] of cases) {
    const { code, written } = await begin(parameters).ended;
    expect(written, parameters.join(' ')).toMatch(expected);
    expect(code, parameters.join(' ')).toBe(2);
  }
  const kept = readdirSync(setting.at('received')).find((name) => name.endsWith('.ndjson')) ?? '';
  const judged = await start(['judge', setting.at(join('received', kept))]).ended;
  expect(judged.written).toMatch(/^\S+ is what a receiver kept, which tells of no requests; [^\n]*\n$/);
  expect(judged.code).toBe(2);
});
