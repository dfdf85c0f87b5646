import { subjectOf, type Waiver } from '../specs/waiver.ts';
import type { Outcome, Verdict } from './verdict.ts';

/**
 * A waiver and what a run made of it: `used`, `expired` before the run began, `unmatched` (what it waives did not happen), or
 * `unseen` (the run has not seen enough to tell).
 */
export interface JudgedWaiver extends Waiver {
  readonly state: 'used' | 'expired' | 'unmatched' | 'unseen';
  /** How many verdicts it waived. */
  readonly covers: number;
  /** What has to be done about it, in one line; set where it is expired or unmatched, which fails the run. */
  readonly problem?: string;
}

/** What applying waivers needs to know of a run. */
export interface Occasion {
  /** The day on which the run began, as `YYYY-MM-DD` in UTC: a waiver counts on the day on which it expires, and no longer. */
  readonly day: string;
  /** Whether the run went to its end and was not limited: only then does it show that a failure is gone. */
  readonly whole: boolean;
}

/** Verdicts with the known failures among them waived, and what became of each waiver. */
export interface Waived {
  readonly verdicts: readonly Verdict[];
  readonly waivers: readonly JudgedWaiver[];
}

/** Applies waivers to verdicts. What is broken is our own fault and is never waived. */
export function waive(verdicts: readonly Verdict[], waivers: readonly Waiver[], { day, whole }: Occasion): Waived {
  const inForce = waivers
    .filter(({ expires }) => expires >= day)
    .toSorted((one, other) => breadth(one) - breadth(other));
  const told = verdicts.map((verdict): Verdict => {
    const waiver = inForce.find((candidate) => isAbout(candidate, verdict) && candidate.outcome === verdict.outcome);
    return waiver ? { ...verdict, outcome: 'waived', waiver } : verdict;
  });
  return {
    verdicts: told,
    waivers: waivers.map((waiver): JudgedWaiver => {
      const found = verdicts.filter((verdict) => isAbout(waiver, verdict));
      const covers = told.filter((verdict) => verdict.waiver === waiver).length;
      const named = `${waiver.place}: the waiver of ${subjectOf(waiver)} (${waiver.owner})`;
      if (waiver.expires < day) {
        const remains = found.some(({ outcome }) => outcome === waiver.outcome);
        const advice = remains
          ? 'have it put right, or agree on a later day'
          : whole
            ? `delete it, since what it waives did not happen: ${fate(waiver, verdicts)}`
            : 'delete it, or agree on a later day';
        return { ...waiver, state: 'expired', covers, problem: `${named} expired on ${waiver.expires}; ${advice}` };
      }
      if (found.some(({ outcome }) => outcome === waiver.outcome)) return { ...waiver, state: 'used', covers };
      if (!whole || found.some(({ outcome }) => outcome === 'broken')) return { ...waiver, state: 'unseen', covers };
      return {
        ...waiver,
        state: 'unmatched',
        covers,
        problem: `${named} matches nothing: ${fate(waiver, verdicts)}; delete it`,
      };
    }),
  };
}

/** How much a waiver is about: of several that fit a verdict, the narrowest is the one that is told. */
function breadth({ check, operation }: Waiver): number {
  return (check === undefined ? 2 : 0) + (operation === undefined ? 1 : 0);
}

function isAbout(waiver: Waiver, { check, requirement, operation }: Verdict): boolean {
  const rule = waiver.check === undefined ? waiver.requirement === requirement : waiver.check === check;
  return rule && (waiver.operation === undefined || waiver.operation === operation);
}

const FATES: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  'not-exercised': 'was not exercised',
  'not-applicable': 'was not applicable',
  broken: 'could not be judged',
  waived: 'was waived',
};

/** What became of that which a waiver is about, in words. */
function fate(waiver: Waiver, verdicts: readonly Verdict[]): string {
  const { operation, ...rule } = waiver;
  const found = verdicts.filter((verdict) => isAbout(waiver, verdict));
  if (found.length > 0) return `it ${[...new Set(found.map(({ outcome }) => FATES[outcome]))].join(' and ')}`;
  const others = verdicts.filter((verdict) => isAbout(rule, verdict)).flatMap((verdict) => verdict.operation ?? []);
  if (others.length > 0) return `there is no verdict on ${operation}, but on ${others.join(', ')}`;
  return 'nothing was judged by it';
}
