import type { Contract } from '../../specs/contract-types.ts';
import type { Profile } from '../../specs/profile.ts';
import { concluded, eventsOf, type Exchange } from '../../evidence/exchanges.ts';
import type { Event, History } from '../../evidence/history.ts';
import { isCreated } from '../../callbacks/streams.ts';
import { judge, type Catalogue } from '../../checks/judge.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { viewsOf } from '../../checks/views.ts';
import type { Course, Finding } from '../../journeys/journey.ts';

/** What looking at single exchanges needs. */
export interface Findings {
  readonly catalogue: Catalogue;
  /** The history of the run as far as it has come. */
  readonly history: History;
  readonly contract: Contract;
  readonly profile: Profile;
}

/**
 * What the checks find wrong with exchanges, each judged by itself together with that of its control twin. What only KCIs
 * could show is not looked for: those of an exchange may be on their way.
 */
export function findingsOf(looked: readonly Exchange[], run: Findings): readonly Finding[] {
  const catalogue = ofAnswers(run.catalogue);
  const twins = twinsIn(run.history, looked);
  const withTwin = (exchange: Exchange) => [...(twins.get(exchange.request.generated?.twin ?? '') ?? []), exchange];
  const failures = (chosen: readonly Exchange[]) =>
    judge(catalogue, eventsIn(chosen), run.contract, run.profile).filter(({ outcome }) => outcome === 'failed');

  // Mostly nothing is wrong, and then one look at all of them is enough.
  const suspect = new Set(failures(looked.flatMap(withTwin)).flatMap(seenBy));
  return looked
    .map((exchange) => ({ exchange, own: new Set(eventsOf(exchange)) }))
    .filter(({ own }) => [...own].some((seq) => suspect.has(seq)))
    .flatMap(({ exchange, own }) =>
      failures(withTwin(exchange))
        .filter((verdict) => seenBy(verdict).some((seq) => own.has(seq)))
        .map(({ check, requirement }) => ({ check, requirement, exchange: exchange.request.exchange })),
    );
}

/**
 * What the checks find wrong so far with the KCIs about generated orders, by the ids of their variants. Only what belongs to
 * these orders is judged, so that a run goes on listening all the while.
 */
export function coursesOf(variants: readonly string[], run: Findings): readonly Course[] {
  const streams = viewsOf(run.history, run.contract).streams.filter(isCreated);
  return streams.flatMap(({ subject, requests, deliveries }) => {
    const variant = subject.exchange.request.generated?.id ?? '';
    if (!variants.includes(variant)) return [];
    const asked = [subject.exchange, ...requests.map(({ exchange }) => exchange)];
    const own = new Set([...asked.flatMap(eventsOf), ...deliveries.map(({ event }) => event.seq)]);
    const told = run.history.filter(({ seq }) => own.has(seq));
    return judge(ofKcis(run.catalogue), told, run.contract, run.profile)
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ check, requirement }) => ({ variant, check, requirement, exchange: subject.exchange.request.exchange }));
  });
}

/** The part of a catalogue that judges KCIs. */
function ofKcis({ requirements, checks }: Catalogue): Catalogue {
  const ofArea = requirements.filter(({ area }) => area === 'kcis');
  const ids = new Set(ofArea.map(({ id }) => id));
  return { requirements: ofArea, checks: checks.filter(({ requirement }) => ids.has(requirement)) };
}

function seenBy({ violations }: Verdict): readonly number[] {
  return violations.flatMap(({ seen }) => seen);
}

/** The part of a catalogue that judges answers rather than KCIs. */
function ofAnswers({ requirements, checks }: Catalogue): Catalogue {
  const ofKcis = new Set(requirements.filter(({ area }) => area === 'kcis').map(({ id }) => id));
  return {
    requirements,
    checks: checks.filter(({ requirement, needs }) => !ofKcis.has(requirement) && needs === undefined),
  };
}

/** The exchanges of the twins that are named, by the id of the variant. */
function twinsIn(history: History, looked: readonly Exchange[]): ReadonlyMap<string, readonly Exchange[]> {
  const twins = new Map<string, Exchange[]>();
  for (const { request } of looked) if (request.generated?.twin !== undefined) twins.set(request.generated.twin, []);
  if (twins.size > 0) {
    for (const exchange of concluded(history)) twins.get(exchange.request.generated?.id ?? '')?.push(exchange);
  }
  return twins;
}

/** The events of exchanges as a history of their own, each once and in their order. */
function eventsIn(chosen: readonly Exchange[]): History {
  const events = chosen.flatMap(({ request, response, noResponse }): readonly (Event | undefined)[] => [
    request,
    response,
    noResponse,
  ]);
  return [...new Set(events)].filter((event) => event !== undefined).toSorted((one, other) => one.seq - other.seq);
}
