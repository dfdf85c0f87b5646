import { expect, test } from '@playwright/test';
import type { FastifyReply } from 'fastify';
import { startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type Seen } from './fixtures/supplier.ts';
import { problemWithParent } from './problem-parents.ts';

const service = (serviceId: string) => ({ serviceId, serviceSpecification: 'FTTP' });

/** The last service is one that only ceases are asked of. */
const SEVERAL = ['S1', 'S2', 'S9'].map(service);

/** Plays against a supplier that takes problems under a reference, with some of its services in use. */
async function played(look: (run: TestRun) => void, reference = 'PRB_1', liveServices = SEVERAL): Promise<void> {
  const twist = ({ path, body }: Seen, reply: FastifyReply) => {
    const problem = path.endsWith('/service-problems') ? { supplierReference: reference, status: 'IN_PROGRESS' } : {};
    return reply.code(201).send({ ...body, ...problem });
  };
  const data = { address: ADDRESS, characteristics: [], liveServices };
  const run = await startRun({ style: 'created', twist }, { features: ['service-problems'], data });
  try {
    await problemWithParent.play(run.stages.stageFor('problem-with-parent'));
    look(run);
  } finally {
    await run.close();
  }
}

const posted = ({ supplier }: TestRun, path: string) =>
  supplier.seen.filter((seen) => seen.path === `/prefix/${path}`).map(({ body }) => body);

test('a problem names an open problem of another service that it is part of', () =>
  played((run) => {
    const [parent, part, ...more] = posted(run, 'service-problems');
    expect(more).toEqual([]);
    expect(parent).not.toHaveProperty('parentServiceProblemId');
    expect(part).toMatchObject({ parentServiceProblemId: parent?.id, parentServiceProblemReference: 'PRB_1' });
    expect(new Set([parent?.serviceId, part?.serviceId])).toEqual(new Set(['S1', 'S2']));
    const cancelled = posted(run, 'service-problem-cancellations').map(({ serviceProblemId }) => serviceProblemId);
    expect(cancelled, 'the parent is open for as long as its part is').toEqual([part?.id, parent?.id]);
    expect(run.notes('left-over')).toEqual([]);
  }));

test('a reference that requests cannot carry is left out', () =>
  played((run) => {
    const [parent, part] = posted(run, 'service-problems');
    expect(part).toMatchObject({ parentServiceProblemId: parent?.id });
    expect(part).not.toHaveProperty('parentServiceProblemReference');
  }, 'ab-1'));

for (const [some, liveServices, because] of [
  ['one', ['S1', 'S9'].map(service), 'names only one that goes on'],
  ['the same one twice', ['S1', 'S1', 'S9'].map(service), 'names only one that goes on'],
  ['none', [], 'data.liveServices names none'],
] as const) {
  test(`with ${some} of the services in use to be had, nothing is reported, which is said`, () =>
    played(
      (run) => {
        expect(run.supplier.seen).toEqual([]);
        expect(run.notes('remark')).toEqual([expect.stringContaining(because)]);
      },
      'PRB_1',
      [...liveServices],
    ));
}
