import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { loadContract } from '../specs/contract.ts';
import type { Event } from '../evidence/history.ts';
import { createAllowList } from './allow.ts';
import { CLIENT, contractFinding, startGateway, withGateway } from './fixtures/gateway.ts';

const KCI = '{"id":"1","provideServiceOrder":{"id":7}}';

test('a supplier gets a token, posts a KCI and is answered 204 without a body', () =>
  withGateway(
    async (gateway) => {
      const answer = await gateway.post(KCI);
      expect([answer.status, await answer.text()]).toEqual([204, '']);
      const [token, kci] = gateway.inbound();
      expect(token).toMatchObject({
        endpoint: 'token',
        method: 'POST',
        path: '/v1/auth/supplier/access-token',
        answer: { status: 200 },
      });
      expect(kci).toMatchObject({
        endpoint: 'kcis',
        method: 'POST',
        path: '/v1/kcis',
        remote: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        headers: expect.arrayContaining(
          [['X-Request-ID', 'r-1']].map(([name, value]) => [
            expect.stringMatching(new RegExp(`^${name}$`, 'i')),
            value,
          ]),
        ),
        body: { text: KCI, encoding: 'utf8', bytes: KCI.length },
        answer: { status: 204, headers: [], body: '' },
      });
      expect(kci).not.toHaveProperty('refusal');
      expect(kci).not.toHaveProperty('scripted');
    },
    { auth: CLIENT },
  ));

test('no secret comes into the evidence, and the sent token works all the same', () =>
  withGateway(
    async (gateway) => {
      const token = await gateway.token();
      await gateway.post(KCI, { Authorization: `Bearer ${token}` });
      await fetch(`${gateway.url}/auth/supplier/access-token`, {
        method: 'POST',
        body: Buffer.from('client_secret=acme-secret\xff', 'latin1'),
      });
      const [, , , broken] = gateway.inbound();
      expect(gateway.inbound().map(({ answer }) => 'status' in answer && answer.status)).toEqual([200, 200, 204, 400]);
      expect(broken?.body).toEqual({ text: '', encoding: 'utf8', bytes: 26, truncated: true });
      const evidence = JSON.stringify(gateway.inbound());
      for (const secret of [
        CLIENT.clientSecret,
        token,
        token.split('.')[2] ?? token,
        Buffer.from(CLIENT.clientSecret).toString('base64'),
      ]) {
        expect(evidence).not.toContain(secret);
      }
    },
    { auth: CLIENT },
  ));

test('an event is in the journal before its answer is sent', () => {
  const log: string[] = [];
  return withGateway(
    async (gateway) => {
      await gateway.post(KCI);
      log.push('answered');
      expect(log).toEqual(['token', 'kcis', 'answered']);
    },
    {},
    (event) => log.push(event.type === 'inbound' ? event.endpoint : event.type),
  );
});

test('what cannot be recorded is answered 500 and told', () => {
  const faults: Error[] = [];
  return withGateway(
    async (gateway) => {
      const token = await gateway.token();
      expect(token).toBeUndefined();
      const answer = await gateway.post(KCI, { Authorization: 'Bearer x' });
      expect(answer.status).toBe(500);
      expect(await answer.json()).toMatchObject({ code: 'GATEWAY_FAULT' });
      expect(faults.map(({ message }) => message)).toContain('disk full');
      expect(gateway.inbound()).toEqual([]);
    },
    { onFault: (fault) => faults.push(fault) },
    () => {
      throw new Error('disk full');
    },
  );
});

test('a fault of ours while judging is answered 500, recorded and blamed on the harness', () =>
  withGateway(
    async (gateway) => {
      expect((await gateway.post(KCI)).status).toBe(500);
      expect(gateway.inbound().at(-1)).toMatchObject({ endpoint: 'kcis', answer: { status: 500 } });
      expect(gateway.notes()).toMatchObject([
        { note: 'harness-error', text: expect.stringContaining('no such schema') },
      ]);
    },
    {
      contract: contractFinding(() => {
        throw new Error('no such schema');
      }),
    },
  ));

test('strangers are answered and recorded: other paths, other methods, unreadable media types and paths', () =>
  withGateway(async (gateway) => {
    const root = gateway.url.replace('/v1', '');
    const plain = { headers: { 'Content-Type': 'not a media type' }, method: 'POST', body: KCI };
    const statuses = [
      await fetch(`${root}/`),
      await fetch(`${root}/kcis`, { method: 'POST', body: KCI }),
      await fetch(`${root}/v1/kcis/`, { method: 'POST', body: KCI }),
      await fetch(`${root}/%zz`),
      await fetch(`${root}/v1/kcis`),
      await fetch(`${root}/v1/kcis`, { method: 'DELETE', body: 'x' }),
      await fetch(`${root}/v1/kcis`, { method: 'PROPFIND' }),
      await fetch(`${root}/v1/auth/supplier/access-token`),
      await fetch(`${root}/v1/elsewhere`, plain),
      await fetch(`${root}/v1/kcis?verbose=1`, plain),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 404, 405, 405, 405, 405, 404, 401]);
    expect(gateway.inbound().map(({ answer }) => 'status' in answer && answer.status)).toEqual(statuses);
    expect(gateway.inbound().map(({ endpoint }) => endpoint)).toEqual([
      'other',
      'other',
      'other',
      'other',
      'kcis',
      'kcis',
      'kcis',
      'token',
      'other',
      'kcis',
    ]);
    expect(gateway.inbound().at(5)?.body.text).toBe('x');
    expect(gateway.inbound().at(-1)?.body.text).toBe(KCI);
    expect(gateway.inbound().every(({ refusal }) => refusal)).toBe(true);
  }));

test('bytes that are no text are kept as base64', () =>
  withGateway(async (gateway) => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect((await gateway.post(bytes)).status).toBe(400);
    expect(gateway.inbound().at(-1)?.body).toEqual({ text: bytes.toString('base64'), encoding: 'base64', bytes: 4 });
  }));

test('a script drops, fails and delays; a delayed KCI is recorded at once and answered late', () =>
  withGateway(async (gateway) => {
    await gateway.token();
    gateway.script((kci) => kci.gatewayId === 7, { answers: ['drop', '503', { delayMs: 1500 }] });
    await expect(gateway.post(KCI)).rejects.toThrow();
    expect((await gateway.post(KCI)).status).toBe(503);
    const started = performance.now();
    const recorded = gateway.arrived(gateway.inbound().length + 1);
    const answer = gateway.post(KCI).then(({ status }) => status);
    expect(await Promise.race([answer, recorded.then(() => 'recorded')])).toBe('recorded');
    expect(await answer).toBe(204);
    expect(performance.now() - started).toBeGreaterThan(1400);
    expect((await gateway.post(KCI)).status).toBe(204);
    const kcis = gateway.inbound().filter(({ endpoint }) => endpoint === 'kcis');
    expect(kcis.map(({ answer, scripted }) => [answer, scripted])).toEqual([
      [{ dropped: true }, true],
      [{ status: 503, headers: [], body: '' }, true],
      [{ status: 204, headers: [], body: '', delayMs: 1500 }, true],
      [{ status: 204, headers: [], body: '' }, undefined],
    ]);
  }));

test('closing ends delayed answers and open connections, and nothing is recorded afterwards', async () => {
  const faults: Error[] = [];
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const gateway = await startGateway({ onFault: (fault) => faults.push(fault) });
  await gateway.post(KCI);
  gateway.script(() => true, { answers: Array.from({ length: 12 }, () => ({ delayMs: 600_000 })) });
  const recorded = gateway.arrived(14);
  const answers = Promise.allSettled(Array.from({ length: 12 }, () => gateway.post(KCI)));
  await recorded;
  const half = connect(gateway.port, '127.0.0.1', () =>
    half.write('POST /v1/kcis HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n'),
  );
  half.on('error', () => undefined);
  const continued = new Promise((resolve) => half.once('data', resolve));
  const closed = new Promise((resolve) => half.once('close', resolve));
  await continued;
  half.write('{}');
  await gateway.close();
  await closed;
  expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'rejected'));
  await expect(gateway.post(KCI)).rejects.toThrow();
  expect(gateway.inbound()).toHaveLength(14);
  expect([...faults, ...warnings]).toEqual([]);
  process.off('warning', onWarning);
});

test('after all that a run keeps, the rest is answered 503 and one note tells of it', () => {
  const events: Event[] = [];
  return withGateway(
    async (gateway) => {
      const statuses = [];
      for (let count = 0; count < 5; count += 1) statuses.push((await gateway.post(KCI)).status);
      expect(statuses).toEqual([204, 204, 503, 503, 503]);
      expect(gateway.inbound()).toHaveLength(3);
      expect(gateway.notes()).toMatchObject([{ note: 'remark', text: expect.stringMatching(/^3 inbound requests/) }]);
      expect(events).toHaveLength(4);
    },
    { limits: { keptRequests: 3 } },
    (event) => events.push(event),
  );
});

test('the amount of text that a run keeps is bounded as well, in bodies and in header fields', async () => {
  for (const [body, header] of [
    [JSON.stringify('x'.repeat(5000)), 'short'],
    ['""', 'x'.repeat(5000)],
  ] as const) {
    await withGateway(
      async (gateway) => {
        const statuses = [];
        for (let count = 0; count < 3; count += 1)
          statuses.push((await gateway.post(body, { 'X-Any': header })).status);
        expect(statuses).toEqual([400, 400, 503]);
      },
      { limits: { keptText: 8000 } },
    );
  }
});

test.describe('with the contract itself', () => {
  const update = (change: object) =>
    JSON.stringify({
      id: '0f8fad5b-d9cb-469f-a165-70867728950e',
      sequenceNumber: 1,
      issuedOn: '2026-01-10T09:00:00.000Z',
      reasonCode: 'ACKNOWLEDGED',
      provideServiceOrder: {
        id: 12345,
        tenant: 'TENANT1',
        supplierOrderReference: 'FC123',
        status: 'ACKNOWLEDGED',
        address: { id: '10001234567', type: 'UPRN' },
        serviceOrderItem: {
          serviceSpecification: { id: 'FTTP-1000' },
          serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '1' }],
        },
        primaryContact: { name: 'A. Tester', phoneNumber: '07123456789' },
      },
      ...change,
    });

  test('a right KCI is taken, a wrong one refused, one that lacks a mandatory part malformed', async () => {
    const contract = await loadContract();
    await withGateway(
      async (gateway) => {
        const statuses = [];
        for (const change of [
          {},
          { unknownExtra: 1 },
          { issuedOn: 'yesterday' },
          { sequenceNumber: 0 },
          { id: undefined },
        ]) {
          statuses.push((await gateway.post(update(change))).status);
        }
        expect(statuses).toEqual([204, 204, 422, 422, 400]);
        expect(gateway.inbound().at(-1)?.refusal).toMatch(/^body\/id: missing/);
      },
      { contract },
    );
  });
});

test('who is not on the list of addresses is refused, recorded as nobody’s, and gets neither token nor hearing', () =>
  withGateway(
    async (gateway) => {
      const answers = [
        await gateway.post(KCI, { Authorization: 'Bearer x', Connection: 'close' }),
        await fetch(`${gateway.url}/auth/supplier/access-token`, { method: 'POST', body: 'client_secret=acme-secret' }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
      const events = gateway.inbound();
      expect(events.length).toBeGreaterThanOrEqual(2);
      for (const event of events) {
        expect(event).toMatchObject({ endpoint: 'other', answer: { status: 403 }, body: { text: '' } });
        expect(event.refusal).toContain('127.0.0.1 is not among the addresses in callbacks.allow');
      }
      expect(JSON.stringify(events)).not.toContain('acme-secret');
    },
    { allow: createAllowList(['192.0.2.0/24']) },
  ));

test('who is on the list of addresses is heard', () =>
  withGateway(
    async (gateway) => {
      expect((await gateway.post(KCI)).status).toBe(204);
    },
    { allow: createAllowList(['192.0.2.0/24', '127.0.0.0/8']) },
  ));

test('a flood from elsewhere uses up nothing that is kept of the supplier', () =>
  withGateway(
    async (gateway) => {
      for (let count = 0; count < 130; count += 1) await fetch(`${gateway.url}/kcis`, { method: 'POST', body: KCI });
      expect(gateway.inbound()).toHaveLength(100);
      expect(gateway.notes().filter(({ text }) => text.includes('addresses that may not send'))).toHaveLength(1);
    },
    { allow: () => false },
  ));
