import { expect, test } from '@playwright/test';
import { FEATURES, type Feature } from '../specs/requirement.ts';
import { blocks } from '../checks/verdict.ts';
import type { Supplier } from '../supplier/server.ts';
import { startEmbedded } from './engine/embedded.ts';
import { startRun } from './engine/run.ts';
import { complaints, planOf, theContract } from './fixtures/runs.ts';

/** What a supplier may claim by itself, and what else only together. */
const CLAIMED: readonly (readonly Feature[])[] = [
  ...FEATURES.filter((feature) => feature !== 'amendments' && feature !== 'cancellations').map((feature) => [feature]),
  ...(['provide', 'switch', 'modify', 'cease'] as const).flatMap((feature): readonly (readonly Feature[])[] => [
    [feature, 'amendments'],
    [feature, 'cancellations'],
  ]),
  ...(['switch', 'modify', 'cease'] as const).map((feature): readonly Feature[] => [
    feature,
    'amendments',
    'cancellations',
  ]),
  ['modify', 'cease', 'amendments', 'cancellations'],
  ['unsolicited-cease', 'amendments', 'cancellations'],
  ['quote', 'ethernet', 'amendments', 'cancellations'],
];

/** What the configuration tells where nothing of it can be asked of the supplier. */
async function told({ url, freshToken }: Supplier) {
  const quoted = await fetch(`${url}/quote`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${freshToken()}`,
      'Content-Type': 'application/json',
      'X-Request-ID': '1',
      'X-Conversation-ID': '1',
    },
    body: JSON.stringify(QUOTE),
  });
  const { id } = (await quoted.json()) as { readonly id: string };
  return { quoteId: id, serviceSpecification: 'ETHERNET-1000' };
}

const site = (name: string, role: string, id: string) => ({
  name,
  role,
  postcode: 'PO1 1AA',
  address: { id, type: 'UPRN' },
});

const QUOTE = {
  id: 1,
  sites: [site('Head office', 'A-END', '200004033694'), site('Warehouse', 'B-END', '200004033696')],
  contractDetails: { contractLength: { value: 36, unit: 'MONTH' } },
  service: [{ serviceSpecification: { id: 'ETHERNET-1000' } }],
};

for (const features of CLAIMED) {
  test(`whoever claims ${features.join(' and ')} and nothing else can do all that it is bound to`, async () => {
    const { config, supplier } = await startEmbedded({ style: 'sync', stepMs: 10 });
    try {
      const ethernet = {
        ...config.data.ethernet,
        sites: config.data.ethernet?.sites ?? [],
        ...(await told(supplier)),
      };
      const characteristics = [
        { name: 'LINE_PROFILE', value: '1' },
        ...(features.includes('switch') ? [{ name: 'LINE_ID', value: 'OHP5738089O3' }] : []),
      ];
      const data = { ...config.data, ethernet, characteristics };
      const plan = planOf({ ...config, features, data }, { out: test.info().outputPath('out') });
      const run = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
      const { verdicts } = await run.ended;
      const inTheWay = verdicts.filter((verdict) => blocks(verdict) || verdict.outcome === 'failed');
      expect(complaints(inTheWay)).toEqual([]);
    } finally {
      await supplier.close();
    }
  });
}
