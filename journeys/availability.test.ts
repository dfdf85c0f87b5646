import { expect, test } from '@playwright/test';
import { ETHERNET, startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS } from './fixtures/supplier.ts';
import { JOURNEYS } from './index.ts';
import type { StagesOptions } from './stage.ts';

const DATA = { address: ADDRESS, characteristics: [], liveServices: [] };
const ELSEWHERE = { id: '200004033696', type: 'UPRN' };

/** Where Ethernet is asked for, in the order of asking. */
async function askedForEthernet(options: Partial<StagesOptions>): Promise<readonly unknown[]> {
  const run: TestRun = await startRun({ style: 'created' }, options);
  try {
    const journey = JOURNEYS.find(({ id }) => id === 'availability-in-coverage');
    await journey?.play(run.stages.stageFor('availability-in-coverage'));
    return run.exchanges().flatMap(({ request }) => {
      const query = new URL(request.url).searchParams;
      const isMeant = request.intent.valid && query.getAll('serviceTypes').join() === 'ETHERNET';
      return isMeant ? [JSON.parse(query.get('address') ?? '')] : [];
    });
  } finally {
    await run.close();
  }
}

test('who claims Ethernet is asked for it, at the test address and where the configuration has it end', async () => {
  const [first, second] = ETHERNET.sites;
  if (!first || !second) throw new Error('two sites');
  expect(await askedForEthernet({ data: { ...DATA, ethernet: ETHERNET } }), 'both are one').toEqual([ADDRESS]);
  const sites = [{ ...first, address: ELSEWHERE }, second];
  const ethernet = { sites, serviceSpecification: 'ETH-1' };
  expect(await askedForEthernet({ data: { ...DATA, ethernet } })).toEqual([ADDRESS, ELSEWHERE]);
  expect(await askedForEthernet({ data: DATA })).toEqual([ADDRESS]);
});

test('who does not claim Ethernet is not asked for it', async () => {
  expect(await askedForEthernet({ features: ['availability', 'provide', 'quote'] })).toEqual([]);
});
