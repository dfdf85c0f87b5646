import { expect, test } from '@playwright/test';
import type { Feature } from '../../specs/requirement.ts';
import { blocks } from '../../checks/verdict.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import { isPlayed } from '../../journeys/journey.ts';
import { requirementsWith, runAgainstReference } from '../fixtures/runs.ts';
import { REFERENCE_DATA } from './embedded.ts';

/** A supplier that provides no service, what it does wrong with requests about the orders that it has, and the rules that it breaks. */
const CASES: readonly (readonly [defect: string, features: readonly Feature[], broken: string])[] = [
  ['cancels-under-no-number', ['modify', 'cancellations'], 'VAR-REFUSES-INCOMPLETE'],
  ['cancels-under-no-number', ['unsolicited-cease', 'cancellations'], 'VAR-REFUSES-INCOMPLETE'],
  ['takes-objects-for-numbers', ['cease', 'cancellations'], 'VAR-REFUSES-WRONG-TYPE'],
  ['cancels-for-any-reason', ['switch', 'cancellations'], 'VAR-REFUSES-OUT-OF-BOUNDS'],
  ['takes-in-empty-amendments', ['modify', 'amendments'], 'VAR-REFUSES-UNREADABLE'],
  ['takes-in-empty-amendments', ['cease', 'amendments', 'cancellations'], 'VAR-REFUSES-UNREADABLE'],
  ['amends-under-no-number', ['switch', 'amendments'], 'VAR-REFUSES-INCOMPLETE'],
  ['takes-in-empty-orders', ['switch'], 'VAR-REFUSES-UNREADABLE'],
  ['takes-in-empty-orders', ['modify'], 'VAR-REFUSES-UNREADABLE'],
  ['takes-in-words-for-ethernet-orders', ['ethernet', 'quote'], 'VAR-REFUSES-UNREADABLE'],
];

for (const [defect, features, broken] of CASES) {
  test(`${defect} is found of a supplier that claims ${features.join(' and ')} and nothing else`, async () => {
    const line = features.includes('switch') ? [{ name: 'LINE_ID', value: 'LINE-7' }] : [];
    const { ethernet } = REFERENCE_DATA;
    const { verdicts } = await runAgainstReference(
      { defect },
      {
        out: test.info().outputPath('out'),
        only: JOURNEYS.filter((journey) => journey.areas.includes('variants') && isPlayed(journey, features)).map(
          ({ id }) => id,
        ),
        config: {
          features,
          data: {
            ...REFERENCE_DATA,
            characteristics: [{ name: 'LINE_PROFILE', value: '1' }, ...line],
            ethernet: { ...ethernet, serviceSpecification: 'ETHERNET-1000' },
          },
        },
      },
    );
    expect(requirementsWith('failed', verdicts)).toContain(broken);
    expect(verdicts.some((verdict) => verdict.requirement === broken && blocks(verdict))).toBe(true);
    expect(requirementsWith('broken', verdicts)).toEqual([]);
  });
}

test('without a live service the verdict says that there is none', async () => {
  const { verdicts } = await runAgainstReference(
    { style: 'sync' },
    {
      out: test.info().outputPath('out'),
      only: ['VAR-REFUSES-INCOMPLETE', 'variants-cancel-order-modify'],
      config: {
        features: ['modify', 'cancellations'],
        data: { ...REFERENCE_DATA, characteristics: [], liveServices: [] },
      },
    },
  );
  const verdict = verdicts.find(({ requirement }) => requirement === 'VAR-REFUSES-INCOMPLETE');
  expect(verdict?.outcome).toBe('not-exercised');
  expect(verdict?.reason).toBe(
    'no variant was sent: no live service is ordered for: data.liveServices names none (variants-cancel-order-modify, variants-modify-order)',
  );
});
