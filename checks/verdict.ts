import type { Level, Severity, Standing } from '../specs/requirement.ts';
import type { Violation } from './check.ts';

/**
 * What is concluded: `passed`, `failed`, `not-exercised` (nothing triggered the obligation: never a pass),
 * `not-applicable` (the feature is not claimed, or the supplier chose the other permitted way),
 * `broken` (our own doing: never the supplier's fault), `waived`.
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

/** Whether a supplier with these verdicts may go live: nothing that binds failed, was left untried, or is our own fault. */
export function certifiable(verdicts: readonly Verdict[]): boolean {
  return !verdicts.some(blocks);
}
