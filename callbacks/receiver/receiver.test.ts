import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { request } from 'undici';
import type { Contract } from '../../specs/contract-types.ts';
import { ownPart } from '../../evidence/elsewhere.ts';
import type { Event, InboundEvent } from '../../evidence/history.ts';
import { createRecorder, type Recorder } from '../../evidence/recorder.ts';
import { createRedaction } from '../../evidence/redaction.ts';
import { AUTHORITY, SERVER, SERVER_KEY } from '../../journeys/fixtures/authority.ts';
import { freePort } from '../../suites/fixtures/command.ts';
import { CLIENT, CONTENT } from '../fixtures/gateway.ts';
import { linkTo, type Link, type LinkOptions } from './link.ts';
import { startReceiver, type Receiver, type ReceiverOptions } from './receiver.ts';

const SECRET = 'the-secret-of-the-receiver';
const CONTRACT: Contract = { ...CONTENT, hashes: { 'supplier-api.yaml': 'abc' } };
const LOOPBACK = (port: number) => ({ host: '127.0.0.1', port });

/** A receiver, with the moves of a supplier. */
interface Tested extends Receiver {
  readonly told: string[];
  readonly post: (id: number, more?: Readonly<Record<string, unknown>>) => Promise<number>;
}

const closing: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aReceiver(options: Partial<ReceiverOptions> = {}): Promise<Tested> {
  const told: string[] = [];
  const receiver = await startReceiver({
    listen: LOOPBACK(0),
    basePath: '/v1',
    auth: CLIENT,
    control: { listen: LOOPBACK(0), secret: SECRET },
    folder: test.info().outputPath('kept'),
    contract: CONTRACT,
    version: '1.0.0',
    tell: (text) => told.push(text),
    ...options,
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await receiver.close();
    isOpen = false;
  };
  closing.push(close);
  let token: string | undefined;
  return {
    ...receiver,
    close,
    told,
    post: async (id, more = {}) => {
      token ??= await tokenAt(receiver.url);
      const answer = await request(`${receiver.url}/kcis`, {
        method: 'POST',
        reset: true,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': randomUUID() },
        body: JSON.stringify({ id: `kci-${id}`, provideServiceOrder: { id, ...more } }),
      });
      await answer.body.dump();
      return answer.statusCode;
    },
  };
}

async function tokenAt(url: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };
  const answer = await request(`${url}/auth/supplier/access-token`, {
    method: 'POST',
    reset: true,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return ((await answer.body.json()) as { access_token: string }).access_token;
}

/** A run that hears from a receiver. */
interface Hearing extends Link {
  readonly name: string;
  readonly recorder: Recorder;
  readonly faults: string[];
  readonly kcis: () => readonly InboundEvent[];
  /** Resolves when so many KCIs have been heard. */
  readonly heard: (count: number) => Promise<readonly InboundEvent[]>;
  /** Resolves with what ended it. */
  readonly failed: Promise<string>;
}

async function aRun(controlUrl: string, options: Partial<LinkOptions> = {}): Promise<Hearing> {
  const recorder = createRecorder(createRedaction(), () => undefined);
  const faults: string[] = [];
  let onFault: (text: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (onFault = resolve));
  const name = randomUUID();
  const link = await linkTo({
    url: controlUrl,
    secret: SECRET,
    recorder,
    run: name,
    version: '1.0.0',
    contract: CONTRACT.hashes,
    label: 'of a test',
    onFault: ({ message }) => {
      faults.push(message);
      onFault(message);
    },
    ...options,
  });
  closing.push(link.close);
  const kcis = () =>
    recorder.history.filter((event): event is InboundEvent => event.type === 'inbound' && event.endpoint === 'kcis');
  return {
    ...link,
    name,
    recorder,
    faults,
    failed,
    kcis,
    heard: (count) =>
      new Promise((resolve) => {
        const stop: () => void = recorder.onEvent(look);
        function look() {
          if (kcis().length < count) return;
          stop?.();
          resolve(kcis());
        }
        look();
      }),
  };
}

/** Resolves with the first event that fits, one that has come included. */
function eventOf(recorder: Recorder, fits: (event: Event) => boolean): Promise<Event> {
  const found = recorder.history.find(fits);
  if (found) return Promise.resolve(found);
  return new Promise((resolve) => {
    const stop = recorder.onEvent((event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
}

const idsOf = (events: readonly InboundEvent[]) =>
  events.map(({ body }) => (JSON.parse(body.text) as { id: string }).id);

test('every run hears of everything, with the same receipts, and judges what is its own or nobody’s', async () => {
  const receiver = await aReceiver();
  const [one, other] = [await aRun(receiver.controlUrl), await aRun(receiver.controlUrl)];
  one.claim({ gatewayId: 1 });
  other.claim({ gatewayId: 2 });
  await Promise.all([one.settled(), other.settled()]);
  for (const id of [1, 2, 3]) expect(await receiver.post(id)).toBe(204);
  const [heard, too] = [await one.heard(3), await other.heard(3)];
  expect(heard.map(({ receipt }) => receipt)).toEqual(too.map(({ receipt }) => receipt));
  expect(new Set(heard.map(({ receipt }) => receipt)).size).toBe(3);
  expect(heard.map(({ elsewhere }) => elsewhere)).toEqual([undefined, [other.name], undefined]);
  expect(too.map(({ elsewhere }) => elsewhere)).toEqual([[one.name], undefined, undefined]);
});

test('what was nobody’s when it came and is claimed later is told to the others', async () => {
  const receiver = await aReceiver();
  const [one, other] = [await aRun(receiver.controlUrl), await aRun(receiver.controlUrl)];
  await receiver.post(5, { supplierOrderReference: 'UC-5' });
  await Promise.all([one.heard(1), other.heard(1)]);
  one.claim({ gatewayId: 99, supplierReference: 'UC-5' });
  const note = await eventOf(other.recorder, (event) => event.type === 'note' && event.elsewhere !== undefined);
  expect(note).toMatchObject({ elsewhere: { run: one.name, receipts: [other.kcis()[0]?.receipt] } });
  expect(ownPart(other.recorder.history).filter(({ type }) => type === 'inbound')).toHaveLength(1); // the token
  expect(ownPart(one.recorder.history).filter(({ type }) => type === 'inbound')).toHaveLength(2);
});

test('a run hears nothing from before it came', async () => {
  const receiver = await aReceiver();
  await receiver.post(1);
  const late = await aRun(receiver.controlUrl);
  await receiver.post(2);
  expect(idsOf(await late.heard(1))).toEqual(['kci-2']);
});

test('scripts act on the KCIs of their run alone, are in force once settled, and go with the run', async () => {
  const receiver = await aReceiver();
  const [one, other] = [await aRun(receiver.controlUrl), await aRun(receiver.controlUrl)];
  one.script({ gatewayId: 1, tenant: 'T', conversation: 'c1' }, { answers: ['503', { delayMs: 1 }, '401', '503'] });
  other.claim({ gatewayId: 2 });
  await Promise.all([one.settled(), other.settled()]);
  expect(await receiver.post(2)).toBe(204);
  const answers = [await receiver.post(1), await receiver.post(1), await receiver.post(1)];
  expect(answers).toEqual([503, 204, 401]);
  const [, first] = await one.heard(2);
  expect(first).toMatchObject({ scripted: true, answer: { status: 503 } });
  await one.close();
  // The token that the script withdrew for this KCI stays withdrawn; the script that was left is gone.
  expect(await receiver.post(1)).toBe(401);
  expect(await receiver.post(3)).toBe(204);
});

test('what is acknowledged is on disk, without secrets, under the receipt that runs hear', async () => {
  const receiver = await aReceiver();
  const run = await aRun(receiver.controlUrl);
  await receiver.post(1);
  const lines = readFileSync(receiver.path, 'utf8').trimEnd().split('\n');
  const kept = lines.slice(1).map((line) => JSON.parse(line) as { receipt: string; delivery: InboundEvent });
  const [heard] = await run.heard(1);
  expect(kept.find(({ delivery }) => delivery.endpoint === 'kcis')?.receipt).toBe(heard?.receipt);
  expect(lines.join('\n')).not.toContain(CLIENT.clientSecret);
  expect(lines.join('\n')).not.toContain(SECRET);
});

test('a receiver that starts again tells a run what it has missed, once, and knows again whose it is', async () => {
  const [port, controlPort] = [await freePort(), await freePort()];
  const options = { listen: LOOPBACK(port), control: { listen: LOOPBACK(controlPort), secret: SECRET } };
  const first = await aReceiver(options);
  const run = await aRun(first.controlUrl);
  const other = await aRun(first.controlUrl);
  run.claim({ gatewayId: 1 });
  await run.settled();
  await first.post(1);
  await Promise.all([run.heard(1), other.heard(1)]);
  await first.close();
  const second = await aReceiver(options);
  await second.post(2);
  expect(idsOf(await run.heard(2))).toEqual(['kci-1', 'kci-2']);
  await eventOf(run.recorder, (event) => event.type === 'note' && /started again/.test(event.text));
  await run.settled();
  await second.post(1);
  expect((await other.heard(3)).at(-1)?.elsewhere).toEqual([run.name]);
  expect(new Set((await run.heard(3)).map(({ receipt }) => receipt)).size).toBe(3);
  expect([run.faults, other.faults]).toEqual([[], []]);
  expect(readdirSync(test.info().outputPath('kept'))).toHaveLength(2);
});

test('what was waiting while the run was away is as old as it is', async () => {
  const recorder = createRecorder(createRedaction(), () => undefined);
  const event = recorder.record({ type: 'note', note: 'remark', text: 'x' }, 60_000);
  expect(event.mono).toBe(0);
  expect(Date.now() - Date.parse(event.at)).toBeGreaterThanOrEqual(60_000);
});

test('a receiver that goes and stays away ends the run with one line', async () => {
  const receiver = await aReceiver();
  const run = await aRun(receiver.controlUrl, { patience: 300 });
  await receiver.close();
  const fault = await run.failed;
  expect(fault).toMatch(/^the receiver at \S+ has gone: .*; start it again, then run again$/);
  // Nobody waits for it any more.
  run.claim({ gatewayId: 1 });
  await run.settled();
  await run.hold('slots', new AbortController().signal);
});

test('another receiver in the place of the first ends the run', async () => {
  const controlPort = await freePort();
  const control = { listen: LOOPBACK(controlPort), secret: SECRET };
  const first = await aReceiver({ control });
  const run = await aRun(first.controlUrl);
  await first.close();
  await aReceiver({ control, folder: test.info().outputPath('other') });
  expect(await run.failed).toContain('another receiver answers');
});

test('only one run at a time has what must be held alone; a run that is gone has nothing', async () => {
  const receiver = await aReceiver({ patience: 200 });
  const [one, other] = [await aRun(receiver.controlUrl), await aRun(receiver.controlUrl)];
  const { signal } = new AbortController();
  const giveBack = await one.hold('service S1', signal);
  const giveBackOther = await other.hold('service S2', signal);
  giveBackOther();
  const order: string[] = [];
  const waiting = other.hold('service S1', signal).then((release) => {
    order.push('other has it');
    return release;
  });
  order.push('one gives it back');
  giveBack();
  await waiting;
  expect(order).toEqual(['one gives it back', 'other has it']);
  const ended = new AbortController();
  const never = one.hold('service S1', ended.signal);
  ended.abort();
  await never;
  const again = one.hold('service S1', signal);
  await other.close();
  await again;
});

test('each run counts its ids from a second of its own', async () => {
  const receiver = await aReceiver();
  const runs = await Promise.all([1, 2, 3].map(() => aRun(receiver.controlUrl)));
  const seconds = runs.map(({ idsFrom }) => Math.floor(idsFrom / 1000));
  expect(new Set(seconds).size).toBe(3);
});

test('who may not be let in hears why, in one line', async () => {
  const receiver = await aReceiver();
  const to = (url: string, options: Partial<LinkOptions> = {}) =>
    aRun(url, options).then(
      () => 'let in',
      (error: Error) => error.message,
    );
  expect(await to(receiver.controlUrl, { secret: 'another-secret' })).toContain(
    'callbacks.receiver.secret is another one than the receiver was started with',
  );
  expect(await to(receiver.controlUrl, { version: '2.0.0' })).toContain(
    'the receiver is of version 1.0.0 of the harness and the run of version 2.0.0',
  );
  expect(await to(receiver.controlUrl, { contract: { 'supplier-api.yaml': 'other' } })).toContain(
    'answers by another version of supplier-api.yaml',
  );
  expect(await to(receiver.url)).toContain('is no receiver (404)');
  expect(await to(`http://127.0.0.1:${await freePort()}`)).toContain('nothing listens there; start it');
  expect(receiver.told.join('\n')).toContain('does not know the secret');
  expect(receiver.told.join('\n')).not.toContain('another-secret');
});

test('two receivers cannot have one port, and the first is not disturbed', async () => {
  const receiver = await aReceiver();
  const port = Number(new URL(receiver.url).port);
  const controlPort = Number(new URL(receiver.controlUrl).port);
  await expect(aReceiver({ listen: LOOPBACK(port) })).rejects.toThrow(`cannot listen for KCIs on 127.0.0.1:${port}`);
  await expect(
    aReceiver({ control: { listen: LOOPBACK(controlPort), secret: SECRET }, folder: test.info().outputPath('x') }),
  ).rejects.toThrow('cannot listen for runs on');
  expect(await receiver.post(1)).toBe(204);
});

test.describe('hostile', () => {
  const send = (receiver: Receiver, path: string, init: Omit<RequestInit, 'headers'> = {}) =>
    fetch(`${receiver.controlUrl}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${SECRET}` },
    });

  test('garbage is refused and changes nothing', async () => {
    const receiver = await aReceiver();
    const run = await aRun(receiver.controlUrl);
    const post = (path: string, body: string) => send(receiver, path, { method: 'POST', body });
    const here = `/runs/${run.name}`;
    const statuses = [
      await post('/runs', 'no json'),
      await post('/runs', '[]'),
      await post('/runs', '{"format":1}'),
      await post(
        '/runs',
        JSON.stringify({ format: 'x', version: 'x', contract: {}, run: '../..', label: 'x', holding: [] }),
      ),
      await post(`${here}/updates`, '{"claims":{},"scripts":[]}'),
      await post(`${here}/updates`, '{"claims":[{"gatewayId":"7"}],"scripts":[]}'),
      await post(`${here}/updates`, '{"claims":[],"scripts":[{"handles":{"gatewayId":1},"answers":["418"]}]}'),
      await post(`${here}/holds`, '{"name":7}'),
      await post('/runs/unknown-run-1/updates', '{"claims":[],"scripts":[]}'),
      await send(receiver, `${here}/deliveries?after=x`),
      await send(receiver, '/elsewhere'),
      await send(receiver, '/runs/a/b/c/d'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 400, 400, 404, 400, 404, 404]);
    const tooLong = await post(`${here}/updates`, ' '.repeat(3 * 1024 * 1024)).then(
      ({ status }) => status,
      () => 413, // It may hang up before all of it is sent.
    );
    expect(tooLong).toBe(413);
    await receiver.post(1);
    await run.heard(1);
    expect(run.faults).toEqual([]);
  });

  test('without the secret nothing is told, and a run cannot be thrown out', async () => {
    const receiver = await aReceiver();
    const run = await aRun(receiver.controlUrl);
    for (const [method, path] of [
      ['DELETE', `/runs/${run.name}`],
      ['GET', `/runs/${run.name}/deliveries?after=0`],
      ['POST', '/runs'],
      ['GET', '/'],
    ] as const) {
      for (const authorization of [undefined, 'Bearer wrong', `Basic ${SECRET}`, 'Bearer']) {
        const answer = await fetch(`${receiver.controlUrl}${path}`, {
          method,
          headers: authorization === undefined ? {} : { authorization },
        });
        expect(answer.status).toBe(401);
      }
    }
    await receiver.post(1);
    await run.heard(1);
  });

  test('what is no HTTP is hung up on', async () => {
    const receiver = await aReceiver();
    const socket = connect(Number(new URL(receiver.controlUrl).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end('\u0000\u0001 garbage\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    await receiver.post(1);
  });

  test('a reader that does not read takes no memory, holds up nobody, and is told that it has lost', async () => {
    const receiver = await aReceiver({ room: { entries: 40, characters: 4 * 1024 * 1024 } });
    const run = await aRun(receiver.controlUrl);
    const joined = await send(receiver, '/runs', {
      method: 'POST',
      body: JSON.stringify({
        format: 'supplier-conformance/receiver@1',
        version: '1.0.0',
        contract: CONTRACT.hashes,
        run: 'a-slow-reader',
        label: 'slow',
        holding: [],
      }),
    });
    expect(joined.status).toBe(200);
    const { hostname, port } = new URL(receiver.controlUrl);
    const reading = httpRequest({
      host: hostname,
      port,
      path: '/runs/a-slow-reader/deliveries?after=0',
      headers: { authorization: `Bearer ${SECRET}` },
    });
    reading.end();
    const [response] = (await once(reading, 'response')) as [import('node:http').IncomingMessage];
    response.pause();
    const large = 'x'.repeat(900_000);
    for (let sent = 0; sent < 60; sent += 1) expect(await receiver.post(sent, { notes: large })).toBe(204);
    expect((await run.heard(60)).length).toBe(60);
    // What it is told now is what fitted into the connection, and then that the rest is lost.
    let text = '';
    response
      .setEncoding('utf8')
      .on('data', (chunk: string) => (text += chunk))
      .resume();
    await once(response, 'close');
    expect(text.length).toBeLessThan(40 * 900_000);
    expect(text.trimEnd().split('\n').at(-1)).toBe('{"lost":true}');
    const again = await send(receiver, '/runs/a-slow-reader/deliveries?after=0');
    expect(again.status).toBe(410);
    expect(run.faults).toEqual([]);
  });
});

test('runs and receiver speak TLS where it has a certificate, and what does not fit is told in one line', async () => {
  const receiver = await aReceiver({
    control: { listen: LOOPBACK(0), secret: SECRET, tls: { cert: SERVER, key: SERVER_KEY } },
  });
  expect(receiver.controlUrl).toMatch(/^https:/);
  const run = await aRun(receiver.controlUrl, { ca: AUTHORITY });
  expect(await receiver.post(1)).toBe(204);
  expect(await run.heard(1)).toHaveLength(1);
  await expect(aRun(receiver.controlUrl)).rejects.toThrow(
    /^the receiver at https:\S+ is not trusted \(\w+\); name the authority of its certificate as callbacks\.receiver\.tls\.ca/,
  );
  await expect(aRun(receiver.controlUrl.replace('https:', 'http:'))).rejects.toThrow(
    /^the receiver at http:\S+ does not answer plain HTTP \(\w+\); .*write https: in callbacks\.receiver\.url$/,
  );
  const plain = await aReceiver({ folder: test.info().outputPath('plain') });
  await expect(aRun(plain.controlUrl.replace('http:', 'https:'))).rejects.toThrow(
    /^the receiver at https:\S+ does not speak TLS \(\w+\); write http: in callbacks\.receiver\.url/,
  );
});
