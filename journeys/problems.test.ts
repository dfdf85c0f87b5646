import { expect, test } from '@playwright/test';
import type { FastifyReply } from 'fastify';
import type { Feature } from '../specs/requirement.ts';
import { json } from '../evidence/history.ts';
import { startRun, theContract, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type Seen } from './fixtures/supplier.ts';
import { JOURNEYS } from './index.ts';
import { problemAmended, problemCancelled, problemPending, problemReopened, problemToCompletion } from './problems.ts';
import { serviceTest } from './service-tests.ts';

const FEATURES: readonly Feature[] = ['service-tests', 'service-problems'];
const SERVICE = { serviceId: 'S1', serviceSpecification: 'FTTP' };
const DATA = { address: ADDRESS, characteristics: [], liveServices: [SERVICE] };

type Body = Record<string, unknown>;

/** What one of the supplier's answers leads to: KCIs about the problem or test, told a moment later. */
interface Play {
  /** The answer to a request; undefined for 404. */
  readonly answer: (seen: Seen, tell: Tell) => { readonly status: number; readonly body?: Body } | undefined;
}

type Tell = (wrapper: 'serviceProblem' | 'serviceTest', reasonCode: string, shown: Body) => void;

/** A run against a supplier that repairs as a play has it. */
async function withSupplier({ answer }: Play, liveServices = DATA.liveServices, features = FEATURES): Promise<TestRun> {
  const held: { run?: TestRun } = {};
  let sequence = 0;
  const twist = (seen: Seen, reply: FastifyReply) => {
    const tell: Tell = (wrapper, reasonCode, shown) => {
      setImmediate(() => {
        sequence += 1;
        const envelope = { id: `kci-${sequence}`, sequenceNumber: sequence, reasonCode };
        held.run?.deliver({ ...envelope, [wrapper]: shown }, seen.headers['x-conversation-id'] ?? '');
      });
    };
    const { status, body } = answer(seen, tell) ?? { status: 404 };
    return reply.code(status).send(body);
  };
  held.run = await startRun({ style: 'created', twist }, { features, data: { ...DATA, liveServices } });
  return held.run;
}

/** The requests that were sent: method, end of the path, and the members that matter. */
function sent(run: TestRun): readonly (readonly [string, Body])[] {
  return run.exchanges().map(({ request }) => {
    const read = json(request.body);
    const path = new URL(request.url).pathname.replace('/prefix', '');
    return [`${request.method} ${path}`, read.ok ? (read.value as Body) : {}] as const;
  });
}

const paths = (run: TestRun) => sent(run).map(([path]) => path);

/** A supplier that resolves each problem at once, and again when the resolution is rejected. */
function resolving(reference = 'PRB_1'): Play {
  let resolutions = 0;
  let problem: Body = {};
  const resolve = (tell: Tell) => {
    resolutions += 1;
    const serviceProblemResolution = { supplierReference: `RES/${resolutions}` };
    tell('serviceProblem', 'UPDATE', { ...problem, status: 'RESOLVED', serviceProblemResolution });
  };
  return {
    answer: ({ method, path, body }, tell) => {
      if (path.endsWith('/service-problems')) {
        problem = { ...body, supplierReference: reference };
        tell('serviceProblem', 'COMMITTED', { ...problem, status: 'IN_PROGRESS' });
        resolve(tell);
        return { status: 201, body: { ...problem, status: 'ACKNOWLEDGED' } };
      }
      if (method === 'PATCH' && body.status === 'ACCEPTED') {
        tell('serviceProblem', 'COMPLETED', { ...problem, status: 'COMPLETED' });
        return { status: 200, body };
      }
      if (method === 'PATCH') {
        tell('serviceProblem', 'UPDATE', { ...problem, status: 'IN_PROGRESS' });
        resolve(tell);
        return { status: 200, body };
      }
      return { status: 422, body: {} };
    },
  };
}

test('a resolution is decided on under its own reference, and what comes too late is asked for', async () => {
  const run = await withSupplier(resolving());
  try {
    await problemToCompletion.play(run.stages.stageFor('problem-to-completion'));
    expect(paths(run)).toEqual([
      'POST /service-tests',
      'POST /service-problems',
      'PATCH /service-problem-resolutions/RES%2F1',
      'POST /service-problem-amendments',
      'POST /service-problem-cancellations',
    ]);
    expect(sent(run).at(-1)?.[1]).toMatchObject({ supplierServiceProblemReference: 'PRB_1' });
    expect(run.exchanges().map(({ request }) => request.aim)).toEqual([
      undefined,
      undefined,
      undefined,
      'after-terminal',
      'after-terminal',
    ]);
    expect(run.notes('left-over')).toEqual([]);
  } finally {
    await run.close();
  }
});

test('a rejected resolution is followed to the next one, which is accepted', async () => {
  const run = await withSupplier(resolving());
  try {
    await problemReopened.play(run.stages.stageFor('problem-reopened'));
    const decisions = sent(run).filter(([path]) => path.startsWith('PATCH'));
    expect(decisions.map(([path, { status }]) => `${path} ${String(status)}`)).toEqual([
      'PATCH /service-problem-resolutions/RES%2F1 REJECTED',
      'PATCH /service-problem-resolutions/RES%2F2 ACCEPTED',
    ]);
    expect(decisions[0]?.[1].tenantNotes).toEqual(expect.stringMatching(/./));
  } finally {
    await run.close();
  }
});

test('what a test has shown goes along with the problem', async () => {
  const run = await withSupplier({
    answer: (seen, tell) => {
      if (!seen.path.endsWith('/service-tests')) return { status: 422, body: {} };
      tell('serviceTest', 'UPDATE', { id: seen.body.id, status: 'IN_PROGRESS' });
      tell('serviceTest', 'COMPLETED', { id: seen.body.id, status: 'COMPLETED' });
      return { status: 201, body: { ...seen.body, supplierReference: 'TEST_1' } };
    },
  });
  try {
    await problemToCompletion.play(run.stages.stageFor('problem-to-completion'));
    const [[, asked] = [], [, problem] = []] = sent(run);
    expect(problem).toMatchObject({ serviceTestId: asked?.id, serviceTestReference: 'TEST_1' });
    expect(paths(run)).toHaveLength(2);
  } finally {
    await run.close();
  }
});

test('every sound problem of a live service follows a test of it, for a supplier that wants one first', async () => {
  const services = new Set<unknown>();
  const { answer } = resolving();
  const run = await withSupplier({
    answer: (seen, tell) => {
      const { path, body } = seen;
      if (path.endsWith('/service-tests')) {
        services.add(body.id);
        tell('serviceTest', 'COMPLETED', { id: body.id, status: 'COMPLETED' });
        return { status: 201, body };
      }
      if (path.endsWith('/service-problems') && !services.has(body.serviceTestId)) return { status: 422, body: {} };
      return answer(seen, tell);
    },
  });
  try {
    const played = JOURNEYS.filter(({ when }) => when.includes('service-problems') && when.length === 1).filter(
      ({ id }) => !id.startsWith('variants-'),
    );
    expect(played.length).toBeGreaterThan(10);
    await Promise.all(played.map(({ id, play }) => play(run.stages.stageFor(id))));
    const problems = run.exchanges().filter(({ request }) => request.operation === 'handleCreateProblem');
    const plain = problems.filter(({ request }) => request.intent.valid && request.aim === undefined);
    expect(plain.length).toBeGreaterThan(8);
    expect(plain.map(({ response }) => response?.status)).not.toContain(422);
    const tests = plain.map(({ request }) => (json(request.body) as { readonly value: Body }).value.serviceTestId);
    expect(new Set(tests).size, 'each its own').toBe(plain.length);
    for (const { request } of problems) {
      if (request.aim === undefined) expect(request.body?.text).toContain('"serviceTestId"');
      else expect(request.body?.text).not.toContain('"serviceTestId"');
    }
  } finally {
    await run.close();
  }
});

test('where tests are not claimed a problem is reported without one', async () => {
  const run = await withSupplier(resolving(), DATA.liveServices, ['service-problems']);
  try {
    await problemReopened.play(run.stages.stageFor('problem-reopened'));
    expect(paths(run)[0]).toBe('POST /service-problems');
    expect(paths(run)).not.toContain('POST /service-tests');
  } finally {
    await run.close();
  }
});

test('a problem whose cancellation is refused is followed by one that is cancelled as soon as it is acknowledged', async () => {
  const cancelled: unknown[] = [];
  let problems = 0;
  const run = await withSupplier({
    answer: ({ path, body }, tell) => {
      const problem = { ...body, supplierReference: 'PRB_1', status: 'ACKNOWLEDGED' };
      if (path.endsWith('/service-problems')) {
        problems += 1;
        if (problems === 1) tell('serviceProblem', 'COMMITTED', { ...problem, status: 'IN_PROGRESS' });
        return { status: 201, body: problem };
      }
      if (!path.endsWith('cancellations') || problems === 1) return { status: 422, body: {} };
      cancelled.push(body.serviceProblemId);
      return { status: 201, body };
    },
  });
  try {
    await problemCancelled.play(run.stages.stageFor('problem-cancelled'));
    expect(problems).toBe(2);
    expect(cancelled).toHaveLength(1);
    expect(run.notes('left-over')).toHaveLength(1);
  } finally {
    await run.close();
  }
});

test('a problem whose reference no cancellation can carry is not cancelled, but left over', async () => {
  const { answer } = resolving('ab-1');
  const run = await withSupplier({
    answer: (seen, tell) => answer(seen, seen.path.endsWith('/service-problems') ? onlyCommitted(tell) : tell),
  });
  try {
    await problemCancelled.play(run.stages.stageFor('problem-cancelled'));
    expect(paths(run)).toEqual(['POST /service-tests', 'POST /service-problems']);
    expect(run.notes('left-over').join()).toContain('no reference is known that a cancellation could carry');
    await problemAmended.play(run.stages.stageFor('problem-amended'));
    const amendments = sent(run).filter(([path]) => path.endsWith('amendments'));
    expect(amendments.length).toBeGreaterThan(3);
    for (const [, body] of amendments) expect(body.supplierServiceProblemReference).toBeUndefined();
  } finally {
    await run.close();
  }
});

test('a contact with an email address is amended by name and number alone', async () => {
  let problem: Body = {};
  const run = await withSupplier({
    answer: ({ path, body, headers }, tell) => {
      if (!path.endsWith('/service-problems')) return { status: path.endsWith('/service-tests') ? 422 : 201, body };
      problem = { ...body, supplierReference: 'PRB_1', status: 'IN_PROGRESS' };
      if (headers['x-scenario'] === 'PROBLEM_PENDING') tell('serviceProblem', 'INFORMATION_REQUIRED', problem);
      tell('serviceProblem', 'UPDATE', { ...problem, status: 'RESOLVED' });
      return { status: 201, body: problem };
    },
  });
  try {
    for (const { id, play } of [problemAmended, problemPending]) {
      const before = sent(run).length;
      await play(run.stages.stageFor(id));
      const [reported, ...changes] = sent(run)
        .slice(before)
        .filter(([path]) => !path.endsWith('/service-tests'));
      expect(reported?.[1].primaryContact, id).toHaveProperty('email');
      const name = ((reported?.[1] ?? {}).primaryContact as Body | undefined)?.name;
      const contacts = changes.flatMap(([, body]) => (body.primaryContact === undefined ? [] : [body.primaryContact]));
      expect(contacts, id).toEqual([{ name, phoneNumber: expect.stringMatching(/^\d/) }]);
      expect(contacts, id).not.toContainEqual(expect.objectContaining(problem.primaryContact as Body));
    }
  } finally {
    await run.close();
  }
});

const onlyCommitted =
  (tell: Tell): Tell =>
  (wrapper, reasonCode, shown) => {
    if (reasonCode === 'COMMITTED') tell(wrapper, reasonCode, shown);
  };

test('without a live service nothing is asked for, which is said', async () => {
  const run = await withSupplier(resolving(), []);
  try {
    await serviceTest.play(run.stages.stageFor('service-test'));
    await problemReopened.play(run.stages.stageFor('problem-reopened'));
    expect(paths(run)).toEqual([]);
    expect(run.notes('remark')).toHaveLength(2);
    expect(run.notes('remark')[0]).toContain('data.liveServices');
  } finally {
    await run.close();
  }
});

for (const status of [404, 422, 501, 503]) {
  test(`the journeys end by themselves where everything is answered ${status}`, async () => {
    const contract = await theContract();
    const run = await withSupplier({ answer: () => ({ status, body: {} }) });
    try {
      const played = JOURNEYS.filter(({ when }) => when.length > 0 && when.every((one) => FEATURES.includes(one)));
      expect(played.length).toBeGreaterThan(10);
      await Promise.all(played.map(({ id, play }) => play(run.stages.stageFor(id))));
      expect(run.notes('left-over')).toEqual([]);
      for (const { request } of run.exchanges()) {
        const body = json(request.body);
        const message = { url: request.url, headers: request.headers, ...(body.ok ? { body: body.value } : {}) };
        const errors = contract.judgeRequest(request.operation, message, request.variant);
        if (request.intent.valid) expect({ operation: request.operation, errors }).toMatchObject({ errors: [] });
        else expect(errors, request.intent.because).not.toEqual([]);
      }
    } finally {
      await run.close();
    }
  });
}
