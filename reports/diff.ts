import { grouped } from '../specs/grouped.ts';
import { isWithin, OPERATION_REACH } from '../specs/reach.ts';
import type { Profile } from '../specs/profile.ts';
import type { Severity } from '../specs/requirement.ts';
import type { Shard } from '../evidence/journal.ts';
import { blocks, type Decision, type Verdict } from '../checks/verdict.ts';
import { markOf, type Mark } from './ledger.ts';

/** The format of a comparison; it changes when a reader of an earlier one would misread it, not when something is added. */
export const DIFF_FORMAT = 'supplier-conformance/diff@1';

/** What results tell of a run that another one can be compared with. */
export interface Comparable {
  readonly harness: { readonly name: string; readonly version: string };
  readonly supplier: { readonly name: string; readonly baseUrl: string };
  readonly profile: Profile;
  /** SHA-256 of each contract document by file name. */
  readonly contract: Readonly<Record<string, string>>;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Whether the run was stopped before it had done all that it meant to do. */
  readonly interrupted: boolean;
  /** The ids that the run was limited to; absent when it was a whole one. */
  readonly only?: readonly string[];
  /** The part of a run that it was; absent for all of it. */
  readonly shard?: Shard;
  /**
   * Whether nothing stands in the way of going live; never of an interrupted or a limited run, which has not seen everything, nor
   * where something that binds is waived, which is for whoever signs off to accept.
   */
  readonly certifiable: boolean;
  readonly decision?: Decision;
  readonly verdicts: readonly Verdict[];
}

/** One of the two runs of a comparison, as far as it has to be recognised. */
export type Side = Pick<Comparable, 'harness' | 'supplier' | 'seed' | 'startedAt' | 'certifiable' | 'decision'>;

/**
 * What became of a verdict from one run to the next: `new-failure` (fails and is binding, and did not or was not), `newly-broken`,
 * `newly-untested` (was exercised, or was not there, and now is not exercised), `newly-waived` (fails for the first time and is
 * waived already), `new-warning`, `still-failing`, `still-broken`, `still-untested`, `fixed`, `newly-exercised`,
 * `no-longer-applicable`, `gone` (its check did not judge the new run), `added` (its check did not judge the old one).
 */
export type Kind =
  | 'new-failure'
  | 'newly-broken'
  | 'newly-untested'
  | 'newly-waived'
  | 'new-warning'
  | 'still-failing'
  | 'still-broken'
  | 'still-untested'
  | 'fixed'
  | 'newly-exercised'
  | 'no-longer-applicable'
  | 'gone'
  | 'added';

/** How a verdict is marked in a run; `absent` where its check did not judge the run. */
export type State = Mark | 'absent';

/** What became of one check, or of one operation of it, from the old run to the new one. */
export interface Change {
  readonly kind: Kind;
  readonly check: string;
  readonly requirement: string;
  readonly operation?: string;
  /** That of the new run, or of the old one where the new one has none. */
  readonly severity: Severity;
  readonly before: State;
  readonly after: State;
  /** Whether it stands in the way of going live now and did not before. */
  readonly obstructs: boolean;
  /** The first thing that the new run found wrong, where that is new. */
  readonly example?: { readonly expected: string; readonly actual: string };
}

/** What has changed from one run to the next; what passed and still passes is left out. */
export interface Comparison {
  readonly format: typeof DIFF_FORMAT;
  readonly before: Side;
  readonly after: Side;
  /** How the two runs themselves differ, a sentence each: what has changed may come of that. */
  readonly circumstances: readonly string[];
  /** How many things stand in the way now that did not before: what fails a run that is compared with a baseline. */
  readonly obstructing: number;
  /** How many changes of each kind. */
  readonly summary: Readonly<Record<Kind, number>>;
  readonly changes: readonly Change[];
}

/** The kinds of change, the weightiest first. */
export const KINDS: readonly Kind[] = [
  'new-failure',
  'newly-broken',
  'newly-untested',
  'newly-waived',
  'new-warning',
  'still-failing',
  'still-broken',
  'still-untested',
  'fixed',
  'newly-exercised',
  'no-longer-applicable',
  'gone',
  'added',
];

/** The kinds of change that are news of something wrong, or of something that nobody looked at. */
export const NEWS: readonly Kind[] = ['new-failure', 'newly-broken', 'newly-untested', 'newly-waived', 'new-warning'];

/** Compares two runs by the ids of checks and operations, whatever the words of the rules have become. */
export function compare(before: Comparable, after: Comparable): Comparison {
  const byCheck = ({ verdicts }: Comparable) => grouped(verdicts, ({ check }) => check);
  const [olds, news] = [byCheck(before), byCheck(after)];
  const checks = [...new Set([...news.keys(), ...olds.keys()])];
  const changes = checks
    .flatMap((check) => pairs(olds.get(check) ?? [], news.get(check) ?? [], before.profile, after.profile))
    .flatMap(changeOf);
  const summary = Object.fromEntries(
    KINDS.map((kind) => [kind, changes.filter((change) => change.kind === kind).length]),
  ) as Record<Kind, number>;
  return {
    format: DIFF_FORMAT,
    before: sideOf(before),
    after: sideOf(after),
    circumstances: circumstances(before, after),
    obstructing: changes.filter(({ obstructs }) => obstructs).length,
    summary,
    changes: KINDS.flatMap((kind) => changes.filter((change) => change.kind === kind)),
  };
}

function sideOf({ harness, supplier, seed, startedAt, certifiable, decision }: Comparable): Side {
  return { harness, supplier, seed, startedAt, certifiable, ...(decision ? { decision } : {}) };
}

interface Pair {
  readonly operation?: string;
  readonly before?: Verdict;
  readonly after?: Verdict;
}

/**
 * The verdicts of one check, old and new, operation by operation. A check that gives a verdict for each operation gives none for
 * one that was not called, and a single one where none was: what is missing is filled in as what it means.
 */
function pairs(olds: readonly Verdict[], news: readonly Verdict[], before: Profile, after: Profile): readonly Pair[] {
  const operations = [...new Set([...news, ...olds].flatMap(({ operation }) => operation ?? []))];
  const pair = (old: Verdict | undefined, now: Verdict | undefined, operation?: string): Pair => ({
    ...(operation === undefined ? {} : { operation }),
    ...(old ? { before: old } : {}),
    ...(now ? { after: now } : {}),
  });
  if (operations.length === 0) return [pair(olds[0], news[0])];
  return operations.map((operation) =>
    pair(verdictOn(operation, olds, before), verdictOn(operation, news, after), operation),
  );
}

function verdictOn(operation: string, verdicts: readonly Verdict[], { features }: Profile): Verdict | undefined {
  const own = verdicts.find((verdict) => verdict.operation === operation || verdict.operation === undefined);
  const [other] = verdicts;
  if (own || !other) return own;
  const isClaimed = isWithin(OPERATION_REACH[operation] ?? [], features);
  const { waiver: _, ...bare } = other;
  // No verdict of the run says so: it stands in nobody's way.
  return {
    ...bare,
    operation,
    severity: 'warning',
    outcome: isClaimed ? 'not-exercised' : 'not-applicable',
    examined: 0,
    violations: [],
  };
}

function changeOf({ operation, before, after }: Pair): readonly Change[] {
  const verdict = after ?? before;
  const kind = kindOf(before, after);
  if (!verdict || !kind) return [];
  const [example] = NEWS.includes(kind) ? (after?.violations ?? []) : [];
  return [
    {
      kind,
      check: verdict.check,
      requirement: verdict.requirement,
      ...(operation === undefined ? {} : { operation }),
      severity: verdict.severity,
      before: before ? markOf(before) : 'absent',
      after: after ? markOf(after) : 'absent',
      obstructs: obstructs(before, after),
      ...(example ? { example: { expected: example.expected, actual: example.actual } } : {}),
    },
  ];
}

/** Whether a verdict stands in the way where the old one did not, or tells a failure where the old one could not tell. */
export function obstructs(before: Verdict | undefined, after: Verdict | undefined): boolean {
  if (!after || !blocks(after)) return false;
  if (!before || !blocks(before)) return true;
  return after.outcome === 'failed' && before.outcome !== 'failed';
}

/** What a verdict says of the supplier, whether or not it is waived. */
function bare({ outcome, waiver }: Verdict): Verdict['outcome'] {
  return outcome === 'waived' ? (waiver?.outcome ?? 'failed') : outcome;
}

function kindOf(before: Verdict | undefined, after: Verdict | undefined): Kind | undefined {
  if (!after) return 'gone';
  const was = before ? bare(before) : 'absent';
  switch (bare(after)) {
    case 'failed':
      if (after.outcome === 'waived') return was === 'failed' ? 'still-failing' : 'newly-waived';
      // Whoever said that the failure was known says so no longer, or the rule has come to bind.
      if (obstructs(before, after)) return 'new-failure';
      return was === 'failed' ? 'still-failing' : 'new-warning';
    case 'not-exercised':
      return was === 'not-exercised' && !obstructs(before, after) ? 'still-untested' : 'newly-untested';
    case 'broken':
      return was === 'broken' ? 'still-broken' : 'newly-broken';
    case 'not-applicable':
      if (was === 'absent') return 'added';
      return was === 'not-applicable' ? undefined : 'no-longer-applicable';
    default:
      if (was === 'absent') return 'added';
      if (was === 'failed') return 'fixed';
      return was === 'passed' ? undefined : 'newly-exercised';
  }
}

/** The address of a supplier without its port, which changes from start to start where a supplier is started for a test. */
export function placeOf({ baseUrl }: Comparable['supplier']): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const { hostname, pathname } = new URL(baseUrl);
  return hostname + pathname.replace(/\/+$/, '');
}

/** Whether two runs may well be of one supplier: of one name, or on one host. */
export function isOneSupplier(one: Comparable['supplier'], other: Comparable['supplier']): boolean {
  const host = ({ baseUrl }: Comparable['supplier']) => (URL.canParse(baseUrl) ? new URL(baseUrl).hostname : baseUrl);
  return one.name === other.name || host(one) === host(other);
}

function circumstances(before: Comparable, after: Comparable): readonly string[] {
  const [old, now] = [before.profile, after.profile];
  const more = now.features.filter((feature) => !old.features.includes(feature));
  const fewer = old.features.filter((feature) => !now.features.includes(feature));
  const documents = [...new Set([...Object.keys(before.contract), ...Object.keys(after.contract)])];
  const changed = documents.filter((file) => before.contract[file] !== after.contract[file]);
  const waits = (['request', 'acknowledge', 'outcome', 'quiet'] as const).filter(
    (key) => old.pace[key] !== now.pace[key],
  );
  const differ = before.supplier.name !== after.supplier.name;
  const moved = placeOf(before.supplier) !== placeOf(after.supplier);
  return [
    ...(differ
      ? [`The two runs were of different suppliers: ${before.supplier.name}, and now ${after.supplier.name}.`]
      : []),
    ...(moved
      ? [`The two runs were at different addresses: ${before.supplier.baseUrl}, and now ${after.supplier.baseUrl}.`]
      : []),
    ...(old.tenant === now.tenant
      ? []
      : [`The two runs were for different tenants: ${old.tenant}, and now ${now.tenant}.`]),
    ...(old.name === now.name ? [] : [`The two runs were of different profiles: ${old.name}, and now ${now.name}.`]),
    ...(more.length + fewer.length > 0
      ? [
          `The two runs were of different features: ${[
            ...(more.length > 0 ? [`${more.join(', ')} ${more.length === 1 ? 'is' : 'are'} new`] : []),
            ...(fewer.length > 0 ? [`${fewer.join(', ')} ${fewer.length === 1 ? 'is' : 'are'} no longer claimed`] : []),
          ].join('; ')}.`,
        ]
      : []),
    ...(changed.length > 0 ? [`The two runs were judged by different contracts: ${changed.join(', ')} changed.`] : []),
    ...(before.harness.version === after.harness.version
      ? []
      : [
          `The two runs were judged by different versions of the harness: ${before.harness.version}, and now ${after.harness.version}.`,
        ]),
    ...(waits.length > 0
      ? [
          `The two runs were not equally patient: ${waits
            .map((key) => `${key} ${seconds(old.pace[key])}, and now ${seconds(now.pace[key])}`)
            .join('; ')}.`,
        ]
      : []),
    ...unwhole('old', before),
    ...unwhole('new', after),
  ];
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

function unwhole(which: 'old' | 'new', { interrupted, only, shard }: Comparable): readonly string[] {
  const consequence = which === 'old' ? 'what it had not seen counts as new' : 'what it has not seen is unknown';
  return [
    ...(interrupted ? [`The ${which} run was interrupted: ${consequence}.`] : []),
    ...(shard ? [`The ${which} run was shard ${shard.index} of ${shard.of}: ${consequence}.`] : []),
    ...(only ? [`The ${which} run was limited to ${only.join(', ')}: ${consequence}.`] : []),
  ];
}
