import { expect, test } from '@playwright/test';
import { refusalOf, REFUSALS } from '../../specs/fault-rules.ts';
import { FEATURES, type Feature } from '../../specs/requirement.ts';
import { VARIANT_REQUIREMENTS } from '../../specs/requirements/variants.ts';
import { isPlayed } from '../journey.ts';
import { startReference, steeringOf, WITH_A_LINE } from './fixtures/reference.ts';
import { labelOf } from './ids.ts';
import { createMaking, type Making } from './making.ts';
import { planOf, type Planned } from './plan.ts';
import type { Prepared } from './target.ts';
import { TARGETS } from './targets.ts';

/** The least budget that is to do for everything, whatever the seed. */
const BUDGET = 12;

/** How many seeds are tried with each claim, others with each. */
const SEEDS = 25;

/** Each feature by itself, each way in which a run brings variants about, and everything. */
const CLAIMS: readonly (readonly Feature[])[] = [
  ...new Map(
    [...FEATURES.map((feature) => [feature]), ...VARIANT_REQUIREMENTS.flatMap(({ reach = [] }) => reach), FEATURES].map(
      (features) => [features.join(' and '), features],
    ),
  ).values(),
];

interface Ready {
  readonly label: string;
  readonly making: Making;
  readonly plans: readonly (readonly Planned[])[];
}

/** What the supplier has, with a service that can be quoted by who is not asked for availability. */
const DATA_TO_QUOTE = { ...WITH_A_LINE, ethernet: { ...WITH_A_LINE.ethernet, serviceSpecification: 'ETH-1G' } };

/** The plans of all that a supplier with these features is sent, by seed, each from what is really prepared for it. */
async function plansFor(features: readonly Feature[], seeds: readonly number[]): Promise<readonly Ready[]> {
  const run = await startReference({ style: 'sync' }, { features, data: DATA_TO_QUOTE, steeringTo: steeringOf });
  const ready: Ready[] = [];
  try {
    for (const target of TARGETS.filter((one) => isPlayed(one, features))) {
      const stage = run.stageFor(labelOf(target));
      const planned = (prepared: Prepared) => {
        const making = createMaking(run.contract, target, prepared);
        const bounds = { mostValid: target.mostValid, size: BUDGET };
        const plans = seeds.map((seed) => planOf(making, prepared, seed, bounds));
        ready.push({ label: labelOf(target), making, plans });
      };
      const play = async () => {
        const prepared = await target.prepare(stage);
        if (!prepared) return;
        planned(prepared);
        await prepared.release();
      };
      await (target.exclusively ? target.exclusively(stage, play) : play());
    }
  } finally {
    await run.close();
  }
  return ready;
}

/** The requirements that a plan brings evidence for, if what is right is taken and what is wrong refused. */
function exercised(plan: readonly Planned[]): readonly string[] {
  const valid = new Set(plan.filter(({ fault }) => !fault).map(({ base }) => base));
  return [
    'VAR-TAKES-VALID',
    ...([...valid].some((base) => base > 0) ? ['VAR-TAKES-UNUSUAL'] : []),
    ...plan.flatMap(({ base, fault }) => (fault && valid.has(base) ? ['VAR-SURVIVES', refusalOf(fault)] : [])),
  ];
}

for (const [number, features] of CLAIMS.entries()) {
  const claim = features === FEATURES ? 'everything' : features.join(' and ');

  test(`twelve variants of each kind of request exercise all that is within reach of who claims ${claim}, whatever the seed`, async () => {
    const seeds = Array.from({ length: SEEDS }, (_, index) => (number * SEEDS + index) * 7_919 + 1);
    const ready = await plansFor(features, seeds);
    const within = VARIANT_REQUIREMENTS.filter(({ reach }) =>
      reach?.some((way) => way.every((feature) => features.includes(feature))),
    ).map(({ id }) => id);
    const missed = seeds.flatMap((seed, index) => {
      const seen = new Set(ready.flatMap(({ plans }) => exercised(plans[index] ?? [])));
      return within.filter((id) => !seen.has(id)).map((id) => `${id} with seed ${seed}`);
    });
    expect(missed).toEqual([]);

    for (const { label, making, plans } of ready) {
      const possible = REFUSALS.filter((refusal) => making.faults.some((fault) => refusalOf(fault) === refusal));
      for (const plan of plans) {
        const tries = plan.flatMap(({ base, fault }) => (fault && base === 0 ? [refusalOf(fault)] : []));
        expect({ label, tried: REFUSALS.filter((refusal) => tries.includes(refusal)) }).toEqual({
          label,
          tried: possible,
        });
      }
    }
  });
}
