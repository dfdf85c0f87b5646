import { expect, test } from '@playwright/test';
import type { Feature } from '../specs/requirement.ts';
import type { Credentials } from './authorization.ts';
import { AdmissionError, refusalIn } from './credentials-admission.ts';
import { LAPSED_CLIENT } from './fixtures/authority.ts';
import { startRun } from './fixtures/run.ts';

const BASE = 'https://api.acme.example/v1';
const BEARER = { type: 'bearer', token: 'a' } as const;
const answer = (status: number, text = '', headers: readonly (readonly [string, string])[] = []) => ({
  status,
  headers,
  body: { text, encoding: 'utf8' as const, bytes: text.length },
});
const told = (outcome: Parameters<typeof refusalIn>[0], credentials: Credentials = BEARER, tls?: object) =>
  refusalIn(outcome, { baseUrl: BASE, credentials, ...(tls ? { tls } : {}) });

test('what may be evidence of the supplier does not turn us away', () => {
  for (const status of [200, 202, 302, 400, 404, 422, 429, 500, 501, 503]) expect(told(answer(status))).toBeUndefined();
  expect(told({ reason: 'timeout', detail: 'too late' })).toBeUndefined();
  expect(told({ reason: 'malformed', detail: 'no HTTP' })).toBeUndefined();
  const open = { baseUrl: 'http://127.0.0.1:1', credentials: BEARER };
  expect(refusalIn({ reason: 'closed', detail: 'closed' }, open)).toBeUndefined();
});

test('a 401 names what was shown, what is asked for, and what to do', () => {
  const oauth2 = { type: 'oauth2', tokenUrl: 'https://login/token', clientId: 'a', clientSecret: 'b' } as const;
  const certificate = ', or set tls.cert and tls.key where it wants a client certificate';
  expect(told(answer(401), oauth2)).toBe(
    `it answers 401 to the access token that https://login/token gave; check that auth.tokenUrl belongs to this API, and auth.scope and auth.audience${certificate}`,
  );
  const shown = { cert: 'one', key: 'its own' };
  expect(told(answer(401, '', [['WWW-Authenticate', 'Basic realm="x"']]), { type: 'none' }, shown)).toBe(
    'it answers 401 to a request without credentials (it asks for Basic); set auth to the way in that was agreed on',
  );
  expect(told(answer(403), BEARER, shown)).toMatch(
    /^it answers 403 \(not permitted\) to a request with auth\.token; have/,
  );
});

test('what web servers say of a client certificate is understood', () => {
  const page = '<html><head><title>400 No required SSL certificate was sent</title></head></html>';
  expect(told(answer(400, page))).toMatch(/^it answers 400 and speaks of a certificate; set tls\.cert and tls\.key/);
  expect(told(answer(400, page), BEARER, { cert: 'one', key: 'its own' })).toMatch(
    /; check that tls\.cert is one that/,
  );
});

for (const [status, features, isStopped] of [
  [401, ['availability'], true],
  [403, ['availability'], true],
  [401, ['provide'], true],
  // Some API gateways forbid every path that they do not know.
  [403, ['provide'], false],
  [404, ['availability'], false],
] as readonly (readonly [number, readonly Feature[], boolean])[]) {
  test(`a supplier of ${features.join()} that answers ${status} ${isStopped ? 'stops' : 'does not stop'} a run`, async () => {
    const run = await startRun(
      { style: 'created', twist: (_, reply) => reply.code(status).send({}) },
      { authorization: BEARER, features },
    );
    const knocking = run.stages.knock();
    if (isStopped) await expect(knocking).rejects.toThrow(AdmissionError);
    else await knocking;
    expect(run.recorder.history, 'the history tells nothing of it').toEqual([]);
    expect(run.supplier.seen).toHaveLength(1);
    await run.close();
  });
}

test('where nothing has to be shown a supplier that wants something all the same stops a run', async () => {
  const run = await startRun({ style: 'created', twist: (_, reply) => reply.code(401).send({}) });
  await expect(run.stages.knock()).rejects.toThrow(/it answers 401 to a request without credentials; set auth/);
  await run.close();
});

for (const [what, status, headers, body, told] of [
  [
    'a path that nothing is at',
    404,
    {},
    {},
    /^GET \/prefix\/service-availability was answered 404; .*supplier\.baseUrl/,
  ],
  [
    'a redirect',
    302,
    { location: 'http://x/' },
    {},
    /answered 302 and leads to http:\/\/x\/; redirects are not followed/,
  ],
  [
    'no offer',
    200,
    {},
    { serviceSpecifications: [] },
    /^nothing is offered at data\.address UPRN \d+; name an address/,
  ],
  [
    'a web page',
    200,
    { 'content-type': 'text/html' },
    '<p>Welcome</p>',
    /^GET \/prefix\/service-availability was answered 200 with text\/html \(<p>Welcome<\/p>\): that is not the Supplier API; check supplier\.baseUrl/,
  ],
  [
    'an answer without a list of offers',
    200,
    {},
    { available: true },
    /answered 200 without a list of serviceSpecifications \({"available":true}\), so that nothing of it can be ordered; see/,
  ],
  ['an offer', 200, {}, { serviceSpecifications: [{ id: 'FTTP-1' }] }, undefined],
  ['a fault of its own', 500, {}, {}, undefined],
] as const) {
  test(`${what} is ${told ? 'told, since it may come of the configuration' : 'no doubt about the configuration'}`, async () => {
    const run = await startRun({
      style: 'created',
      twist: (_, reply) => reply.code(status).headers(headers).send(body),
    });
    const doubt = await run.stages.knock();
    if (told) expect(doubt).toMatch(told);
    else expect(doubt).toBeUndefined();
    expect(run.recorder.history).toEqual([]);
    await run.close();
  });
}

test('a client certificate that has expired is named where every connection is closed', () => {
  expect(told({ reason: 'closed', detail: 'closed' }, BEARER, { cert: LAPSED_CLIENT, key: 'its own' })).toMatch(
    /^it closes every connection, and tls\.cert expired on .*; have it renewed$/,
  );
});

test('what TLS fails of is told with what to do', () => {
  expect(told({ reason: 'tls', detail: 'the certificate has expired (CERT_HAS_EXPIRED)' })).toMatch(
    /; have the supplier renew it, or set the clock/,
  );
});
