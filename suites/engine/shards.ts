import type { Feature } from '../../specs/requirement.ts';
import type { Shard } from '../../evidence/journal.ts';
import type { Journey } from '../../journeys/journey.ts';

/**
 * What can be asked of by one journey at a time, and by what features a journey is known to ask it: of a live service, of a line in
 * use, or by the one quote that there may be. These journeys follow each other, so that they stay together.
 */
const ALONE: readonly (readonly Feature[])[] = [
  ['modify', 'cease', 'unsolicited-cease', 'service-tests', 'service-problems'],
  ['switch'],
  ['ethernet'],
];

/** How long journeys take beside others: those that send variants are busy, the others mostly wait. */
const weightOf = ({ areas }: Journey) => (areas.includes('variants') ? 6 : 1);

/**
 * The journeys of one shard, the same on every machine: each journey belongs to exactly one shard, and those that must be alone
 * with something belong to the same. A shard may be left without any, where there are more shards than can be made use of.
 */
export function journeysOf(shard: Shard, journeys: readonly Journey[]): readonly Journey[] {
  const together = ALONE.map((features) =>
    journeys.filter(({ when }) => features.some((feature) => when.includes(feature))),
  );
  const bound = new Set(together.flat());
  const groups = [
    ...together.map((group, index) => group.filter((journey) => !together.slice(0, index).flat().includes(journey))),
    ...journeys.filter((journey) => !bound.has(journey)).map((journey) => [journey]),
  ].filter((group) => group.length > 0);
  const loads = Array.from({ length: shard.of }, () => 0);
  const chosen = new Set<Journey>();
  const weigh = (group: readonly Journey[]) => group.reduce((sum, journey) => sum + weightOf(journey), 0);
  // The heaviest first, each to the shard that has the least: sorting keeps the order of equals, so that all agree.
  for (const group of groups.toSorted((one, other) => weigh(other) - weigh(one))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + weigh(group);
    if (least === shard.index - 1) for (const journey of group) chosen.add(journey);
  }
  return journeys.filter((journey) => chosen.has(journey));
}

/** `2/3` as a shard; undefined when it is none. */
export function shardIn(written: string): Shard | undefined {
  const [, index, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(written) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  return shard.index >= 1 && shard.index <= shard.of ? shard : undefined;
}

/** The seed of a run in shards where none is given: all of them need the same, and no machine knows of the others. */
export const SEED_OF_SHARDS = 1;
