import { expect, test } from '@playwright/test';
import type { SchemaFinding } from '../specs/contract-types.ts';
import { rawBody } from '../evidence/bodies.ts';
import type { Kci } from '../evidence/kci.ts';
import { createGate, type Arrival, type Decision, type Gate } from './answers.ts';
import { CONTENT, contractFinding } from './fixtures/gateway.ts';
import { createTokens, type Tokens } from './tokens.ts';

const TOKENS = createTokens();

function newToken(tokens: Tokens = TOKENS): string {
  const grant = tokens.grant({
    contentType: 'application/x-www-form-urlencoded',
    authorization: undefined,
    form: 'grant_type=client_credentials&client_id=a&client_secret=b',
  });
  return grant.ok ? grant.accessToken : '';
}

const TOKEN = newToken();

function kci(order: number, id = `kci-of-${order}`): string {
  return JSON.stringify({ id, provideServiceOrder: { id: order } });
}

function arrival(body: string | Buffer, change: Partial<Arrival> & { token?: string } = {}): Arrival {
  const { token = TOKEN, ...rest } = change;
  return {
    endpoint: 'kcis',
    method: 'POST',
    path: '/v1/kcis',
    remote: '127.0.0.1:1',
    headers: [
      ['x-request-id', 'r1'],
      ['authorization', `Bearer ${token}`],
    ],
    body: rawBody(Buffer.from(body)),
    ...rest,
  };
}

const gate = (contract = CONTENT): Gate => createGate('/v1', contract, TOKENS);
const status = ({ answer }: Decision) => ('dropped' in answer ? 'dropped' : answer.status);
const error = ({ answer }: Decision) =>
  ('dropped' in answer ? undefined : JSON.parse(answer.body)) as { code: string; messages: string[] };
const about = (order: number) => (kci: Kci) => kci.gatewayId === order;

const ERROR: SchemaFinding = {
  severity: 'error',
  where: 'body/reasonCode',
  expected: 'one of A, B',
  actual: '"private"',
};
const MISSING: SchemaFinding = {
  severity: 'error',
  where: 'body/id',
  expected: 'required property id',
  actual: 'missing',
};
const WARNING: SchemaFinding = { severity: 'warning', where: 'body/extra', expected: 'no property extra', actual: '1' };

test.describe('a KCI', () => {
  test('is taken with 204 and no body when nothing worse than a warning is found', () => {
    expect(gate(contractFinding(() => [WARNING])).decide(arrival(kci(1)))).toEqual({
      answer: { status: 204, headers: [], body: '' },
    });
  });

  test('is refused with 422 when the contract finds an error, without quoting the value', () => {
    const decision = gate(contractFinding(() => [WARNING, ERROR])).decide(arrival(kci(1)));
    expect(status(decision)).toBe(422);
    expect(error(decision)).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: 'INVALID_REQUEST',
      messages: ['body/reasonCode: not as expected: one of A, B'],
    });
    expect(JSON.stringify(decision)).not.toContain('private');
  });

  test('is refused with 400 when something mandatory is missing', () => {
    const decision = gate(contractFinding(() => [ERROR, MISSING])).decide(arrival(kci(1)));
    expect(status(decision)).toBe(400);
    expect(error(decision)).toMatchObject({ code: 'MALFORMED_REQUEST' });
    expect(decision.refusal).toContain('body/id: missing');
  });

  for (const { what, body } of [
    { what: 'no body', body: '' },
    { what: 'broken JSON', body: '{"id": geheim' },
    { what: 'bytes that are no UTF-8', body: Buffer.from([0x7b, 0xff, 0x7d]) },
    { what: 'a list', body: '[]' },
    { what: 'null', body: 'null' },
    { what: 'a string', body: '"kci"' },
  ]) {
    test(`is refused with 400 when it is ${what}`, () => {
      const decision = gate().decide(arrival(body));
      expect(status(decision)).toBe(400);
      expect(error(decision).messages).toHaveLength(1);
      expect(JSON.stringify(decision)).not.toContain('geheim');
    });
  }

  test('is refused with 400 without X-Request-ID', () => {
    const headers = [['Authorization', `Bearer ${TOKEN}`]] as const;
    for (const given of [headers, [...headers, ['X-Request-ID', ' ']] as const]) {
      expect(gate().decide(arrival(kci(1), { headers: given }))).toMatchObject({
        answer: { status: 400 },
        refusal: 'the header X-Request-ID is missing',
      });
    }
  });

  test('is refused with 401 without a good token, before anything else is looked at', () => {
    const decision = gate(contractFinding(() => [ERROR])).decide(arrival('rubbish', { headers: [] }));
    expect(decision).toMatchObject({ answer: { status: 401 }, refusal: 'the Authorization header is missing' });
    expect('headers' in decision.answer && decision.answer.headers).toContainEqual(['www-authenticate', 'Bearer']);
    expect(error(decision).code).toBe('NOT_AUTHORISED');
  });

  test('is not refused for its media type, nor for being about an unknown order', () => {
    const headers = [...arrival('').headers, ['Content-Type', 'text/plain']] as const;
    expect(status(gate().decide(arrival(kci(987654), { headers })))).toBe(204);
  });

  test('is refused with 415 when it is compressed, with 405 by another method', () => {
    const headers = [...arrival('').headers, ['Content-Encoding', 'gzip']] as const;
    expect(status(gate().decide(arrival(kci(1), { headers })))).toBe(415);
    expect(gate().decide(arrival('', { method: 'GET' })).answer).toMatchObject({
      status: 405,
      headers: expect.arrayContaining([['allow', 'POST']]),
    });
  });

  test('is refused with 400 when it is too deep to be judged, which is nobody else’s fault', () => {
    const recursive = contractFinding((body) => [{ ...WARNING, actual: JSON.stringify(body) }]);
    const decision = gate(recursive).decide(arrival(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`));
    expect(decision).toMatchObject({ answer: { status: 400 }, refusal: 'the body is nested too deeply' });
  });

  test('has many errors told in a bounded number of messages of bounded length', () => {
    const findings = Array.from({ length: 500 }, (_, index) => ({
      ...ERROR,
      where: `body/${index}${'x'.repeat(1000)}`,
    }));
    const { messages } = error(gate(contractFinding(() => findings)).decide(arrival(kci(1))));
    expect(messages).toHaveLength(21);
    expect(messages[0]).toHaveLength(500);
    expect(messages.at(-1)).toBe('and 480 more');
  });
});

test('elsewhere there is nothing, and the answer says what there is without repeating the query', () => {
  const decision = gate().decide(arrival('', { endpoint: 'other', path: '/v2/kcis?client_secret=geheim' }));
  expect(decision.answer).toMatchObject({ status: 404 });
  expect(error(decision)).toMatchObject({ code: 'NOT_FOUND' });
  expect(decision.refusal).toBe(
    'there is nothing at POST /v2/kcis: KCIs go to POST /v1/kcis, token requests to POST /v1/auth/supplier/access-token',
  );
});

test.describe('a token request', () => {
  const ask = (form: string) =>
    gate().decide(
      arrival(form, { endpoint: 'token', headers: [['Content-Type', 'application/x-www-form-urlencoded']] }),
    );

  test('gets a token, which the decision to be recorded does not hold', () => {
    const { answer, send = '', refusal } = ask('grant_type=client_credentials&client_id=a&client_secret=b');
    expect(refusal).toBeUndefined();
    expect(JSON.parse(send)).toEqual({
      access_token: expect.stringMatching(/^ey/),
      token_type: 'Bearer',
      expires_in: 3600,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: '{"access_token":"[redacted]","token_type":"Bearer","expires_in":3600}',
    });
  });

  test('is refused with the error object of OAuth', () => {
    const { answer, refusal } = ask('grant_type=implicit');
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.parse('body' in answer ? answer.body : '')).toMatchObject({ error: 'unsupported_grant_type' });
    expect(refusal).toContain('unsupported_grant_type');
  });
});

test.describe('a script', () => {
  test('answers the next matching KCIs, one each, and then no more', () => {
    const scripted = gate();
    scripted.script(about(1), { answers: ['503', 'drop', '503'] });
    const decisions = [1, 2, 1, 1, 1].map((order) => scripted.decide(arrival(kci(order))));
    expect(decisions.map(status)).toEqual([503, 204, 'dropped', 503, 204]);
    expect(decisions.map(({ scripted }) => scripted)).toEqual([true, undefined, true, true, undefined]);
    expect(decisions[0]?.answer).toEqual({ status: 503, headers: [], body: '' });
  });

  test('comes after those that were given before it', () => {
    const scripted = gate();
    scripted.script(about(1), { answers: ['503'] });
    scripted.script(() => true, { answers: ['drop'] });
    expect([1, 1, 1].map((order) => status(scripted.decide(arrival(kci(order)))))).toEqual([503, 'dropped', 204]);
  });

  test('delays the normal answer, whatever that is', () => {
    const scripted = gate(contractFinding(() => [ERROR]));
    scripted.script(() => true, { answers: [{ delayMs: 250 }] });
    expect(scripted.decide(arrival(kci(1)))).toMatchObject({ answer: { status: 422, delayMs: 250 }, scripted: true });
  });

  test('is not spent on a KCI that comes without a good token', () => {
    const scripted = gate();
    scripted.script(about(1), { answers: ['503'] });
    const stranger = scripted.decide(arrival(kci(1), { token: 'x' }));
    expect(stranger).toMatchObject({ answer: { status: 401 } });
    expect(stranger.scripted).toBeUndefined();
    expect(status(scripted.decide(arrival(kci(1))))).toBe(503);
  });

  test('that says 401 takes the KCI only with another token, and leaves other KCIs alone', () => {
    const scripted = gate();
    scripted.script(about(1), { answers: ['401'] });
    const refused = scripted.decide(arrival(kci(1)));
    expect(refused).toMatchObject({ answer: { status: 401 }, scripted: true });
    expect(error(refused).code).toBe('NOT_AUTHORISED');
    expect(scripted.decide(arrival(kci(1)))).toMatchObject({ answer: { status: 401 }, scripted: true });
    expect(scripted.decide(arrival(kci(2)))).toEqual({ answer: { status: 204, headers: [], body: '' } });
    expect(scripted.decide(arrival(kci(1, 'the-next')))).toEqual({ answer: { status: 204, headers: [], body: '' } });
    expect(scripted.decide(arrival(kci(1), { token: newToken() }))).toEqual({
      answer: { status: 204, headers: [], body: '' },
    });
  });
});
