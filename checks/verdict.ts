import type { Level, Severity, Standing } from '../specs/requirement.ts';
import type { Waiver } from '../specs/waiver.ts';
import type { Violation } from './check.ts';

/**
 * What is concluded: `passed`, `failed`, `not-exercised` (nothing triggered the obligation: never a pass),
 * `not-applicable` (the feature is not claimed, or the supplier chose the other permitted way),
 * `broken` (our own doing: never the supplier's fault), `waived` (failed or not exercised, and somebody answers for it).
 */
export type Outcome = 'passed' | 'failed' | 'not-exercised' | 'not-applicable' | 'broken' | 'waived';

/** The conclusion of one check over a whole run, or over one operation of it. */
export interface Verdict {
  readonly check: string;
  readonly requirement: string;
  readonly operation?: string;
  readonly level: Level;
  readonly standing: Standing;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** How many triggers were looked at. */
  readonly examined: number;
  readonly violations: readonly Violation[];
  /** Why the outcome is what it is, where that is not plain: the harness's own fault, the choice that the supplier made. */
  readonly reason?: string;
  /** Who answers for it and until when, where the outcome is `waived`; the outcome that it would have is the waiver's. */
  readonly waiver?: Waiver;
}

/** How many verdicts of each outcome; `failed` counts those of severity error, `warned` those of severity warning. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly warned: number;
  readonly notExercised: number;
  readonly notApplicable: number;
  readonly broken: number;
  readonly waived: number;
}

/** Counts verdicts; the totals add up to their number. */
export function summarise(verdicts: readonly Verdict[]): Summary {
  const count = (matches: (verdict: Verdict) => boolean) => verdicts.filter(matches).length;
  return {
    passed: count(({ outcome }) => outcome === 'passed'),
    failed: count(({ outcome, severity }) => outcome === 'failed' && severity === 'error'),
    warned: count(({ outcome, severity }) => outcome === 'failed' && severity === 'warning'),
    notExercised: count(({ outcome }) => outcome === 'not-exercised'),
    notApplicable: count(({ outcome }) => outcome === 'not-applicable'),
    broken: count(({ outcome }) => outcome === 'broken'),
    waived: count(({ outcome }) => outcome === 'waived'),
  };
}

/** Whether a verdict stands in the way of going live. */
export function blocks(verdict: Verdict): boolean {
  return verdict.severity === 'error' && ['failed', 'not-exercised', 'broken'].includes(verdict.outcome);
}

/** Whether a verdict would stand in the way of going live, but for a waiver. */
export function isExcused({ outcome, severity }: Verdict): boolean {
  return outcome === 'waived' && severity === 'error';
}

/**
 * What verdicts say about going live: `certifiable` (nothing that binds failed, was left untried or is our own fault),
 * `certifiable-with-waivers` (so but for what is waived: whoever signs off decides whether to accept that), `not-certifiable`.
 */
export type Decision = 'certifiable' | 'certifiable-with-waivers' | 'not-certifiable';

/** The decision that verdicts lead to. */
export function decisionOn(verdicts: readonly Verdict[]): Decision {
  if (verdicts.some(blocks)) return 'not-certifiable';
  return verdicts.some(isExcused) ? 'certifiable-with-waivers' : 'certifiable';
}
