import { thrownWords } from '../../specs/thrown.ts';
import type { Feature } from '../../specs/requirement.ts';
import type { Shard } from '../../evidence/journal.ts';
import type { Catalogue } from '../../checks/judge.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { isPlayed, type Journey } from '../../journeys/journey.ts';
import { isVariantId } from '../../journeys/variants/ids.ts';
import { journeyOfVariant } from '../../journeys/variants/repeating.ts';
import { journeysOf } from './shards.ts';
import { nearest } from '../../cli/nearest.ts';

/** Which journeys a run plays and which checks judge it. */
export interface Selection {
  readonly journeys: readonly Journey[];
  readonly catalogue: Catalogue;
  /** Which verdicts count: all, but for a run that is limited to journeys those that these journeys exercised. */
  readonly counts: (verdict: Verdict) => boolean;
}

/** An id that names nothing; the message names what is near. */
export class SelectionError extends Error {
  override readonly name = 'SelectionError';
}

/**
 * The part of the catalogue and of the journeys that a run is limited to. A requirement or a check brings the journeys
 * that feed its area; a journey brings the checks of its areas, and a request variant its journey, which then sends no other.
 * A shard plays its share of these.
 * @throws SelectionError when an id names no requirement, check, journey or variant.
 */
export function select(
  given: readonly string[],
  features: readonly Feature[],
  catalogue: Catalogue,
  journeys: readonly Journey[],
  shard?: Shard,
): Selection {
  const whole = selectWhole(given, features, catalogue, journeys);
  if (!shard) return whole;
  return {
    ...whole,
    journeys: journeysOf(shard, whole.journeys),
    // What a shard has not exercised another one may have.
    counts: (verdict) => whole.counts(verdict) && verdict.outcome !== 'not-exercised',
  };
}

function selectWhole(
  given: readonly string[],
  features: readonly Feature[],
  catalogue: Catalogue,
  journeys: readonly Journey[],
): Selection {
  const playable = journeys.filter((journey) => isPlayed(journey, features));
  if (given.length === 0) return { journeys: playable, catalogue, counts: () => true };
  const only = given.map((id) => playing(id, features));

  const known = [...catalogue.requirements, ...catalogue.checks, ...journeys].map(({ id }) => id);
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    throw new SelectionError(
      `${unknown} is no requirement, check, journey or request variant; ${meant ? `did you mean ${meant}?` : 'see `supplier-conformance list`'}`,
    );
  }
  refuseUnplayable(only, features, catalogue, journeys);
  const areaOf = new Map(catalogue.requirements.map(({ id, area }) => [id, area]));
  const named = catalogue.checks.filter(({ id, requirement }) => only.includes(id) || only.includes(requirement));
  const namedAreas = new Set(named.flatMap(({ requirement }) => areaOf.get(requirement) ?? []));
  const namedJourneys = playable.filter(({ id }) => only.includes(id));
  const journeyAreas = new Set(namedJourneys.flatMap(({ areas }) => areas));
  const isNamed = new Set(named.map(({ id }) => id));
  return {
    journeys: playable.filter(({ id, areas }) => only.includes(id) || areas.some((area) => namedAreas.has(area))),
    catalogue: {
      requirements: catalogue.requirements,
      checks: catalogue.checks.filter(({ id, requirement }) => {
        const area = areaOf.get(requirement);
        return isNamed.has(id) || (area !== undefined && journeyAreas.has(area));
      }),
    },
    counts: ({ check, outcome }) => isNamed.has(check) || outcome !== 'not-exercised',
  };
}

/** What an id names in the catalogue or among the journeys; a request variant is sent by a journey. */
function playing(id: string, features: readonly Feature[]): string {
  if (!isVariantId(id)) return id;
  try {
    return journeyOfVariant(id, features);
  } catch (error) {
    throw new SelectionError(thrownWords(error));
  }
}

function refuseUnplayable(
  only: readonly string[],
  features: readonly Feature[],
  catalogue: Catalogue,
  journeys: readonly Journey[],
): void {
  for (const { id, untested } of catalogue.requirements) {
    if (only.includes(id) && untested !== undefined) throw new SelectionError(`${id} has no check: ${untested}`);
  }
  for (const { id, when, unless = [] } of journeys) {
    if (!only.includes(id)) continue;
    const missing = when.filter((feature) => !features.includes(feature));
    if (missing.length > 0) {
      throw new SelectionError(
        `journey ${id} needs ${missing.join(', ')}, which the configuration does not claim under features`,
      );
    }
    const instead = unless.find((feature) => features.includes(feature));
    if (instead !== undefined) {
      throw new SelectionError(
        `journey ${id} is only played where ${instead} is not claimed: another one does the same with what ${instead} brings`,
      );
    }
  }
}
