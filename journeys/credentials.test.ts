import { expect, test } from '@playwright/test';
import { FEATURES, type Feature } from '../specs/requirement.ts';
import { header } from '../evidence/history.ts';
import { jsonObject } from '../evidence/kci.ts';
import { credentialsLapsed, credentialsRefused } from './credentials.ts';
import type { StagesOptions } from './stage.ts';
import { startRun, theContract, type TestRun } from './fixtures/run.ts';
import type { Twist } from './fixtures/supplier.ts';

const BEARER = { type: 'bearer', token: 'a-good-token-of-ours', expiredToken: 'an-old-token-of-ours' } as const;

/** Turns everybody away who does not show the token. */
const guarded: Twist = ({ headers }, reply) =>
  headers.authorization === `Bearer ${BEARER.token}`
    ? undefined
    : reply.code(401).send({ uuid: 'u', code: 'NOT_AUTHORISED', messages: ['who are you'] });

async function withRun(options: Partial<StagesOptions>, use: (run: TestRun) => Promise<void>, twist = guarded) {
  const run = await startRun({ style: 'created', twist }, options);
  try {
    await use(run);
  } finally {
    await run.close();
  }
}

test('nothing, wrong credentials and an expired token are shown once each, and told apart by what they are for', () =>
  withRun({ authorization: BEARER, features: ['availability'] }, async (run) => {
    await credentialsRefused.play(run.stages.stageFor('j'));
    const told = run.exchanges().map(({ request, response }) => ({
      aim: request.aim,
      intent: request.intent,
      shows: header(request.headers, 'Authorization') !== undefined,
      status: response?.status,
      operation: request.operation,
    }));
    const operation = 'handleAvailabilityCheck';
    expect(told).toEqual([
      {
        aim: 'no-credentials',
        intent: { valid: false, because: 'it shows no credentials' },
        shows: false,
        status: 401,
        operation,
      },
      {
        aim: 'wrong-credentials',
        intent: { valid: false, because: 'nobody was given the credentials that it shows' },
        shows: true,
        status: 401,
        operation,
      },
      {
        aim: 'expired-credentials',
        intent: { valid: false, because: 'the access token that it shows has expired' },
        shows: true,
        status: 401,
        operation,
      },
    ]);
    const sent = run.supplier.seen.map(({ headers }) => headers.authorization);
    expect(sent[0]).toBeUndefined();
    expect(sent[1]).toMatch(/^Bearer [a-z]-[a-z]{4}-/);
    expect(sent[1]).not.toBe(`Bearer ${BEARER.token}`);
    expect(sent[2]).toBe(`Bearer ${BEARER.expiredToken}`);
    for (const secret of [...sent.slice(1), BEARER.token].map((value = '') => value.replace('Bearer ', ''))) {
      expect(JSON.stringify(run.recorder.history)).not.toContain(secret);
    }
  }));

test('where nothing has to be shown nothing is sent', () =>
  withRun({ authorization: { type: 'none' } }, async (run) => {
    await credentialsRefused.play(run.stages.stageFor('j'));
    await credentialsLapsed.play(run.stages.stageFor('j'));
    expect(run.exchanges()).toEqual([]);
  }));

/** How many operations a feature brings; one where nothing else is said. */
const OPERATIONS: Partial<Record<Feature, number>> = { appointments: 2, 'service-problems': 4, 'unsolicited-cease': 0 };

test('nothing is shown to every operation, each once and in a form that it should know', () =>
  withRun({ authorization: BEARER, features: FEATURES }, async (run) => {
    await credentialsRefused.play(run.stages.stageFor('j'));
    const bare = run.exchanges().filter(({ request }) => request.aim === 'no-credentials');
    const operations = bare.map(({ request }) => request.operation);
    expect(new Set(operations).size).toBe(operations.length);
    const contract = await theContract();
    expect(operations.toSorted()).toEqual(contract.operations.map(({ id }) => id).toSorted());
    const faults = bare.flatMap(({ request: { operation, url, headers, body, variant } }) => {
      const sent = jsonObject(body);
      return contract
        .judgeRequest(operation, { url, headers, ...(sent ? { body: sent } : {}) }, variant)
        .filter(({ severity }) => severity === 'error')
        .map(({ where, expected }) => `${operation}: ${where}: ${expected}`);
    });
    expect(faults).toEqual([]);
  }));

for (const feature of FEATURES) {
  const features: readonly Feature[] = [feature];
  test(`whoever claims ${feature} is asked with a request of it`, () =>
    withRun({ authorization: BEARER, features }, async (run) => {
      await credentialsRefused.play(run.stages.stageFor('j'));
      const asked = run.exchanges();
      const operations = OPERATIONS[feature] ?? 1;
      expect(asked).toHaveLength(operations === 0 ? 0 : operations + 2);
      expect(asked.slice(0, operations).map(({ request }) => request.aim)).toEqual(
        Array.from({ length: operations }, () => 'no-credentials'),
      );
      for (const { response } of asked) expect(response?.status).toBe(401);
      expect(run.notes('left-over')).toEqual([]);
    }));
}

test('an order that is taken all the same is left over where it cannot be cancelled', async () => {
  const careless: Twist = ({ path, body: { id } }, reply) =>
    path.endsWith('/service-orders')
      ? reply.code(201).send({ id, status: 'ACKNOWLEDGED', supplierOrderReference: `A${String(id)}` })
      : undefined;
  const supplied = { style: 'created', silent: true, twist: careless } as const;
  const run = await startRun(supplied, { authorization: BEARER, features: ['provide'] });
  await credentialsRefused.play(run.stages.stageFor('j'));
  expect(run.supplier.seen.filter(({ path }) => path.endsWith('/service-orders'))).toHaveLength(3);
  expect(run.notes('left-over')).toHaveLength(3);
  expect(run.notes('left-over')[0]).toMatch(/still open: cancellations are not among the claimed features/);
  await run.close();
});

test('a token is shown once its life is over, and not before', async () => {
  let until = 0;
  const tokens = await startRun({
    style: 'created',
    twist: ({ path }) => {
      if (path !== '/token') return undefined;
      until = Date.now() + 1_000;
      return { access_token: `token-${until}`, expires_in: 1 };
    },
  });
  const tokenUrl = `${new URL(tokens.supplier.url).origin}/token`;
  const seen: number[] = [];
  await withRun(
    { authorization: { type: 'oauth2', tokenUrl, clientId: 'a', clientSecret: 'b' } },
    async (run) => {
      await credentialsLapsed.play(run.stages.stageFor('j'));
      expect(run.exchanges().map(({ request: { aim } }) => aim)).toEqual(['lapsed-credentials']);
      expect(seen[0]).toBeGreaterThan(until);
    },
    ({ headers }, reply) => {
      seen.push(Date.now());
      return guarded({ headers, method: '', path: '', body: {} }, reply);
    },
  );
  await tokens.close();
});

test('a token that outlives the patience of the run is not waited for', async () => {
  const tokens = await startRun({
    style: 'created',
    twist: ({ path }) => (path === '/token' ? { access_token: 't', expires_in: 3600 } : undefined),
  });
  const tokenUrl = `${new URL(tokens.supplier.url).origin}/token`;
  await withRun({ authorization: { type: 'oauth2', tokenUrl, clientId: 'a', clientSecret: 'b' } }, async (run) => {
    await credentialsLapsed.play(run.stages.stageFor('j'));
    expect(run.exchanges()).toEqual([]);
  });
  await tokens.close();
});
