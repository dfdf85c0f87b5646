import { expect, test } from '@playwright/test';
import type { InboundEvent } from '../../evidence/history.ts';
import { EXPIRED_SERVER, SERVER, SERVER_KEY } from '../../journeys/fixtures/authority.ts';
import type { Callbacks } from '../../cli/config.ts';
import { UNUSED_WORDS } from '../../callbacks/server.ts';
import { HELD_UP_WORDS } from '../../journeys/limits.ts';
import { alarmOf, alarms, idle, omens, unready } from './alarms.ts';

const CALLBACKS: Callbacks = { listen: { host: '127.0.0.1', port: 8090 }, publicUrl: 'https://kci.example/acme/v1' };

function inbound(more: Partial<InboundEvent>): InboundEvent {
  return {
    type: 'inbound',
    seq: 1,
    at: '2026-03-01T10:00:00.000Z',
    mono: 0,
    endpoint: 'kcis',
    method: 'POST',
    path: '/acme/v1/kcis',
    remote: '192.0.2.7:4711',
    headers: [],
    body: { text: '', encoding: 'utf8', bytes: 0 },
    answer: { status: 401, headers: [], body: '' },
    ...more,
  };
}

for (const [what, event, told] of [
  [
    'a certificate that is not trusted',
    { endpoint: 'other', refusal: 'TLS failed: tlsv1 alert unknown ca' },
    /^192\.0\.2\.7 breaks off TLS with us \(tlsv1 alert unknown ca\), .*does not trust callbacks\.tls\.cert; have it/,
  ],
  [
    'versions that do not meet',
    { endpoint: 'other', refusal: 'TLS failed: unsupported protocol' },
    /could not speak TLS with us \(unsupported protocol\); look at the versions/,
  ],
  [
    'plain HTTP where TLS is spoken',
    { endpoint: 'other', refusal: 'plain HTTP on an HTTPS port: the address should begin with https://' },
    /speaks plain HTTP .*; have the supplier post to https:/,
  ],
  [
    'TLS where plain HTTP is spoken',
    { endpoint: 'other', refusal: 'a TLS handshake on a plain HTTP port: the address should begin with http://' },
    /speaks TLS to us .*; set callbacks\.tls/,
  ],
  [
    'an address that is not allowed',
    { endpoint: 'other', refusal: '192.0.2.7 is not among the addresses in callbacks.allow' },
    /not in callbacks\.allow; if it is the supplier, add it/,
  ],
  [
    'wrong credentials',
    { endpoint: 'token', refusal: 'the client id or the client secret is wrong' },
    /refused an access token for KCIs: .*; have the supplier present what callbacks\.auth says/,
  ],
  [
    'a wrong token request',
    { endpoint: 'token', refusal: 'the field grant_type is missing' },
    /refused an access token for KCIs: the field grant_type is missing; see how/,
  ],
  [
    'a KCI without a token',
    { refusal: 'the Authorization header is missing' },
    /a KCI from 192\.0\.2\.7 was refused: .*; the supplier has to send a token from \/acme\/v1\/auth\/supplier\/access-token/,
  ],
  [
    'another path',
    { endpoint: 'other', path: '/v1/kcis?x=1', refusal: 'there is nothing here' },
    /posts to \/v1\/kcis, where nothing is: KCIs are taken at \/acme\/v1\/kcis.*; correct callbacks\.publicUrl/,
  ],
] as readonly (readonly [string, Partial<InboundEvent>, RegExp])[]) {
  test(`${what} is told, with what to do`, () => {
    expect(alarmOf(inbound(event), CALLBACKS)?.text).toMatch(told);
  });
}

test('what got through, was refused by a journey, belongs to another run or is a stranger is no alarm', () => {
  for (const more of [
    {},
    { refusal: 'the access token is no longer accepted', scripted: true },
    { refusal: 'the access token is wrong', elsewhere: ['other-run'] },
    { refusal: 'the body is no JSON' },
    { endpoint: 'other', method: 'GET', path: '/favicon.ico', refusal: 'there is nothing here' },
  ] as readonly Partial<InboundEvent>[]) {
    expect(alarmOf(inbound(more), CALLBACKS), JSON.stringify(more)).toBeUndefined();
  }
});

test('connections that are given up before anything is asked are told with what that may mean', () => {
  const told: string[] = [];
  const hear = alarms(CALLBACKS, (text) => told.push(text));
  const note = { type: 'note', seq: 1, at: '2026-03-01T10:00:00.000Z', mono: 0, note: 'remark' } as const;
  hear({ ...note, text: `3 ${UNUSED_WORDS}, the last by 192.0.2.7:1` });
  hear({ ...note, text: 'something else' });
  expect(told).toEqual([expect.stringMatching(/^3 TLS connections .*192\.0\.2\.7:1, as clients do that do not trust/)]);
});

test('limits for which a run can wait no longer are told with what to do', () => {
  const told: string[] = [];
  const hear = alarms(CALLBACKS, (text) => told.push(text));
  const note = { type: 'note', seq: 1, at: '2026-03-01T10:00:00.000Z', mono: 0, note: 'remark' } as const;
  hear({ ...note, text: HELD_UP_WORDS });
  expect(told).toEqual([
    expect.stringMatching(/^the run was held up for as long .* proves nothing; raise the limit, or/),
  ]);
});

test('each kind is told once', () => {
  const told: string[] = [];
  const hear = alarms(CALLBACKS, (text) => told.push(text));
  const wrong = { endpoint: 'token', refusal: 'the client id or the client secret is wrong' } as const;
  for (const more of [wrong, wrong, { refusal: 'the Authorization header is missing' }, wrong]) hear(inbound(more));
  expect(told).toHaveLength(2);
});

test('features that bring nothing without another one are told with what would do', () => {
  expect(idle(['availability', 'provide', 'amendments'])).toEqual([]);
  expect(idle(['availability', 'amendments', 'cancellations'])).toEqual([
    { feature: 'amendments', missing: ['provide', 'switch', 'modify', 'cease'] },
    { feature: 'cancellations', missing: expect.arrayContaining(['provide', 'ethernet']) },
  ]);
});

test('what is claimed without the data for it is told', () => {
  const address = { id: '1', type: 'UPRN' };
  const data = { address, characteristics: [], liveServices: [] };
  expect(unready({ features: ['provide', 'cease', 'quote'], data })).toEqual([
    'data.liveServices names no service, so that cease will not be exercised; name what your staging system has, or do not claim it',
    'data.ethernet names no sites, so that quote will not be exercised; name what your staging system has, or do not claim it',
  ]);
  expect(unready({ features: ['provide'], data })).toEqual([]);
  const withService = { ...data, liveServices: [{ serviceId: 'S1', serviceSpecification: 'FTTP-1000' }] };
  expect(unready({ features: ['modify'], data: withService })).toEqual([
    'data.characteristics names nothing that a service can be changed to, and availability, which would tell, is not claimed, so that modify will not be exercised; name what your staging system has, or do not claim it',
  ]);
  expect(unready({ features: ['modify', 'availability'], data: withService })).toEqual([]);
  const withChange = { ...withService, characteristics: [{ name: 'LINE_PROFILE', value: '1' }] };
  expect(unready({ features: ['modify'], data: withChange })).toEqual([]);
});

test('a certificate of our own that has expired is told', () => {
  const config = (cert: string) => ({
    callbacks: { ...CALLBACKS, tls: { cert, key: SERVER_KEY } },
    features: [],
    data: { address: { id: '1', type: 'UPRN' }, characteristics: [], liveServices: [] },
  });
  expect(omens(config(EXPIRED_SERVER))).toEqual([
    expect.stringMatching(/^callbacks\.tls\.cert expired on \d{4}-\d\d-\d\d: .*; have it renewed$/),
  ]);
  expect(omens(config(SERVER))).toEqual([]);
});
