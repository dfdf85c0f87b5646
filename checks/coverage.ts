import { grouped } from '../specs/grouped.ts';
import type { Contract } from '../specs/contract-types.ts';
import { lifecycleOf, LIFECYCLES, plainSteps, reasonsOf, type Lifecycle, type PlainStep } from '../specs/lifecycles.ts';
import type { Profile } from '../specs/profile.ts';
import { isWithin, OPERATION_REACH, UNPROVOKED_STATUSES, type Reach } from '../specs/reach.ts';
import type { Feature } from '../specs/requirement.ts';
import { transitions } from '../callbacks/transitions.ts';
import { variantCoverage, type VariantCoverage } from './coverage-variants.ts';
import type { Views } from './views.ts';

/** Whether something that the contract describes was seen in a run, and where. */
export interface Sighting {
  /** `out-of-reach`: with the features claimed, or at all, no run brings it about. */
  readonly state: 'seen' | 'not-seen' | 'out-of-reach';
  readonly times: number;
  /** The number of the first event that shows it. */
  readonly first?: number;
  /** Why it is out of reach. */
  readonly why?: string;
  /** Set for what was seen though the contract does not describe it. */
  readonly undescribed?: true;
}

/** The statuses of an operation and whether its answers had them. */
export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly statuses: readonly (Sighting & { readonly status: number })[];
}

/** A change of status, or its staying as it is, and by which reason codes KCIs told it. */
export interface TransitionCoverage extends Sighting {
  readonly from: string;
  readonly to: string;
  readonly reasons: readonly (Sighting & { readonly reason: string })[];
}

/** The transitions of a life and whether KCIs told them. */
export interface LifecycleCoverage {
  readonly lifecycle: string;
  readonly title: string;
  readonly transitions: readonly TransitionCoverage[];
}

/**
 * Which behaviour that the contract describes was seen in a run: answers, reason codes, and transitions of the lives that KCIs
 * tell; and which variants of requests it was asked for with.
 */
export interface Coverage {
  readonly operations: readonly OperationCoverage[];
  readonly reasons: readonly (Sighting & { readonly reason: string })[];
  readonly lifecycles: readonly LifecycleCoverage[];
  readonly variants: readonly VariantCoverage[];
}

/** What of the contract was seen in a run of who claims these features. Pure; our own broken requests show nothing. */
export function coverageOf(views: Views, contract: Contract, { features }: Pick<Profile, 'features'>): Coverage {
  return {
    operations: operationsOf(views, contract, features),
    reasons: reasonCodes(views, contract, features),
    lifecycles: LIFECYCLES.map((lifecycle) => lifecycleCoverage(lifecycle, views, contract, features)),
    variants: variantCoverage(views, contract, features),
  };
}

function operationsOf(views: Views, contract: Contract, features: readonly Feature[]): readonly OperationCoverage[] {
  return contract.operations.map(({ id, method, path, documentedStatuses }) => {
    const seen = tally<number>();
    for (const { request, response } of views.exchanges) {
      if (request.operation === id && response) seen.add(response.status, response.seq);
    }
    const statuses = [...new Set([...documentedStatuses, ...seen.keys()])].sort((a, b) => a - b);
    const unclaimed = unclaimedWords(OPERATION_REACH[id] ?? [], features);
    return {
      operation: id,
      method,
      path,
      statuses: statuses.map((status) => ({
        status,
        ...seen.sighting(status, documentedStatuses.includes(status), unclaimed ?? UNPROVOKED_STATUSES[status]),
      })),
    };
  });
}

function reasonCodes(views: Views, contract: Contract, features: readonly Feature[]): Coverage['reasons'] {
  const seen = tally<string>();
  for (const { reasonCode, event } of views.streams.flatMap(({ kcis }) => kcis)) {
    if (reasonCode !== undefined) seen.add(named(reasonCode), event.seq);
  }
  const described = contract.kciReasonCodes;
  return [...new Set([...described, ...seen.keys()])].map((reason) => ({
    reason,
    ...seen.sighting(reason, described.includes(reason), unclaimedWords(reachOf(reason), features)),
  }));
}

/** What brings a reason code within reach: any life in which it has a place. */
function reachOf(reason: string): Reach {
  return LIFECYCLES.filter((lifecycle) => reasonsOf(lifecycle).includes(reason)).flatMap((lifecycle) =>
    narrowed(lifecycle, reason),
  );
}

function lifecycleCoverage(
  lifecycle: Lifecycle,
  views: Views,
  contract: Contract,
  features: readonly Feature[],
): LifecycleCoverage {
  const seen = tally<string>();
  const told = new Map<string, PlainStep>();
  for (const stream of views.streams) {
    if (lifecycleOf(stream.subject.kind, stream.subject.variant) !== lifecycle) continue;
    for (const { reason, from, to, kci } of transitions(stream)) {
      const step = { reason: named(reason), from: named(from), to: named(to) };
      told.set(key(step), step);
      seen.add(key(step), kci.event.seq);
    }
  }
  // A reason code that is listed with reservation at most is expected of nobody.
  const steps = plainSteps(lifecycle).filter(({ reason }) => contract.kciReasonCodes.includes(reason));
  const described = new Map(steps.map((step) => [key(step), step]));
  const sighted = [...new Map([...described, ...told])].map(([name, step]) => {
    const why = unclaimedWords(narrowed(lifecycle, step.reason, step.from), features);
    return { ...step, ...seen.sighting(name, described.has(name), why) };
  });
  const byTransition = grouped(sighted, ({ from, to }) => `${from} ${to}`);
  return {
    lifecycle: lifecycle.id,
    title: lifecycle.title,
    transitions: [...byTransition.values()].map(([first, ...others]) => transitionOf(first, others)),
  };
}

/** A longer code or status is none, and is told by its beginning, in characters. */
const LONGEST_NAME = 100;

function named(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

function key({ reason, from, to }: PlainStep): string {
  return `${reason} ${from} ${to}`;
}

/** Sightings of one thing as one: seen when one of them was, and out of reach when all of them are. */
export function together(one: Sighting, others: readonly Sighting[]): Sighting {
  const all = [one, ...others];
  const events = all.flatMap(({ first }) => first ?? []);
  const times = all.reduce((sum, sighting) => sum + sighting.times, 0);
  const nearest = all.find(({ state }) => state === 'not-seen') ?? one;
  return {
    ...(times > 0
      ? { state: 'seen', times, first: Math.min(...events) }
      : { state: nearest.state, times, ...(nearest.why === undefined ? {} : { why: nearest.why }) }),
    ...(all.every(({ undescribed }) => undescribed) ? { undescribed: true as const } : {}),
  };
}

/** A transition with all the steps that tell it. */
function transitionOf(first: Sighting & PlainStep, others: readonly (Sighting & PlainStep)[]): TransitionCoverage {
  const { from, to } = first;
  const steps = [first, ...others];
  return {
    from,
    to,
    ...together(first, others),
    reasons: steps.map(({ from: _from, to: _to, ...sighting }) => sighting),
  };
}

/** The reach of a life where a step of it takes further features. */
function narrowed({ reach, takes }: Lifecycle, ...names: readonly string[]): Reach {
  const further = names.flatMap((name) => takes[name] ?? []);
  return reach.map((way) => [...way, ...further]);
}

/** Which features are not claimed that would bring something within reach; undefined where it is. */
function unclaimedWords(reach: Reach, features: readonly Feature[]): string | undefined {
  if (isWithin(reach, features)) return undefined;
  const missing = reach.map((way) => way.filter((feature) => !features.includes(feature)));
  const fewest = Math.min(...missing.map(({ length }) => length));
  const ways = missing.filter(({ length }) => length === fewest).map((way) => way.join(' and '));
  return `not claimed: ${[...new Set(ways)].join(' or ')}`;
}

/** How often things were seen, and where first. */
function tally<Key>() {
  const seen = new Map<Key, { times: number; readonly first: number }>();
  return {
    add(key: Key, event: number): void {
      const entry = seen.get(key);
      if (entry) entry.times += 1;
      else seen.set(key, { times: 1, first: event });
    },
    keys: () => seen.keys(),
    sighting(key: Key, isDescribed: boolean, why: string | undefined): Sighting {
      const entry = seen.get(key);
      if (entry) return { state: 'seen', ...entry, ...(isDescribed ? {} : { undescribed: true }) };
      return why === undefined ? { state: 'not-seen', times: 0 } : { state: 'out-of-reach', times: 0, why };
    },
  };
}

/** How many of some sightings are of what is described and within reach, and how many of these were seen. */
export interface Share {
  readonly seen: number;
  readonly within: number;
}

/** The share of what is described and within reach that was seen; what is beside the contract does not count. */
export function shareOf(sightings: readonly Sighting[]): Share {
  const within = sightings.filter(({ state, undescribed }) => state !== 'out-of-reach' && !undescribed);
  return { seen: within.filter(({ state }) => state === 'seen').length, within: within.length };
}
