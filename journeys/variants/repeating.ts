import type { Feature } from '../../specs/requirement.ts';
import { isPlayed, type Journey } from '../journey.ts';
import { variantsGateway, GATEWAY } from './gateway.ts';
import { labelOf, readVariantId } from './ids.ts';
import { variantsOf } from './play.ts';
import { TARGETS } from './targets.ts';

const JOURNEYS: readonly (readonly [label: string, journey: Journey])[] = [
  ...TARGETS.map((target) => [labelOf(target), variantsOf(target)] as const),
  [GATEWAY, variantsGateway],
];

/**
 * The id of the journey that sends a variant to a supplier that claims these features, or else of one that could.
 * @throws Error of one line when the text is the id of none.
 */
export function journeyOfVariant(id: string, features: readonly Feature[]): string {
  const { label } = readVariantId(id);
  const journeys = JOURNEYS.flatMap(([labelled, journey]) => (labelled === label ? [journey] : []));
  const journey = journeys.find((candidate) => isPlayed(candidate, features)) ?? journeys[0];
  if (!journey) {
    const labels = [...new Set(JOURNEYS.map(([labelled]) => labelled))];
    throw new Error(`${id} is not the id of a variant: ${label} has none; there are ${labels.join(', ')}`);
  }
  return journey.id;
}
