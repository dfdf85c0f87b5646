import { variantsGateway, GATEWAY } from './gateway.ts';
import { labelOf, readVariantId } from './ids.ts';
import { variantsOf } from './play.ts';
import { TARGETS } from './targets.ts';

const JOURNEYS: ReadonlyMap<string, string> = new Map([
  ...TARGETS.map((target) => [labelOf(target), variantsOf(target).id] as const),
  [GATEWAY, variantsGateway.id],
]);

/**
 * The id of the journey that sends a variant.
 * @throws Error of one line when the text is the id of none.
 */
export function journeyOfVariant(id: string): string {
  const { label } = readVariantId(id);
  const journey = JOURNEYS.get(label);
  if (journey === undefined) {
    throw new Error(
      `${id} is not the id of a variant: ${label} has none; there are ${[...JOURNEYS.keys()].join(', ')}`,
    );
  }
  return journey;
}
