import type { Contract } from '../specs/contract-types.ts';
import type { Profile } from '../specs/profile.ts';
import type { History } from '../evidence/history.ts';
import type { Views } from './views.ts';

/** All that a check may look at: what happened, what the contract says, and who was tested as what. */
export interface Evidence {
  readonly history: History;
  readonly contract: Contract;
  readonly profile: Profile;
  /** The history seen as exchanges, orders and KCI streams; computed once. */
  readonly views: Views;
}

/** What would be wrong, as a reader of the report sees it. */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  /** The numbers of the events that show it. */
  readonly seen: readonly number[];
}

/** One enforced rule: what triggers the obligation, and what breaks it. */
export interface Check<Trigger = unknown> {
  /** Stable and never reused; a literal, so that it can be searched for. */
  readonly id: string;
  /** The requirement that it enforces. */
  readonly requirement: string;
  /** What it looks at, in a few words. */
  readonly title: string;
  /**
   * Selects what triggers the obligation, never what fulfils it: "after a 202 the outcome must follow" ranges over the 202
   * answers, so that a silent supplier fails.
   */
  readonly forEach: (evidence: Evidence) => Iterable<Trigger>;
  /** What is wrong with one trigger; nothing when all is well. */
  readonly violation: (trigger: Trigger, evidence: Evidence) => Violation | readonly Violation[] | undefined;
  /**
   * Whom alone the rule binds, in words, where the run shows that this supplier is none of them: when nothing triggers the rule
   * then, it is not applicable rather than not exercised.
   */
  readonly onlyIf?: (evidence: Evidence) => string | undefined;
  /** Why nothing triggered the rule in this very run, in words, where that can be told: which condition was unmet. */
  readonly untried?: (evidence: Evidence) => string;
  /** The operation that a trigger belongs to, for a check that gives one verdict per operation. */
  readonly operation?: (trigger: Trigger) => string;
  /**
   * What has to have been witnessed beside the KCIs themselves: how they were delivered, or the requests that they answer.
   * Samples, which nobody has delivered and nobody has asked for, are not judged by such a check. `excuses` are requests that
   * may justify what the check finds: it judges samples too, but of them it only warns.
   */
  readonly needs?: 'delivery' | 'requests' | 'excuses';
  /** Set for a check of our own conduct: what it finds makes the run broken, never the supplier wrong. */
  readonly blames?: 'harness';
}

/** Gives a check its trigger type and forgets it again, so that checks of all kinds fit one list. */
export function check<Trigger>(definition: Check<Trigger>): Check {
  return definition as unknown as Check;
}
