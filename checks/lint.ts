import type { Contract } from '../specs/contract-types.ts';
import type { Profile } from '../specs/profile.ts';
import { FEATURES, severity, type Requirement, type Severity } from '../specs/requirement.ts';
import type { InboundEvent } from '../evidence/history.ts';
import { sampled } from '../callbacks/samples.ts';
import type { Check, Evidence, Violation } from './check.ts';
import type { Catalogue } from './judge.ts';
import { byReference } from './views.ts';

/** Something that is wrong with a sample. */
export interface Finding extends Violation {
  /** The number of the sample; the others that show it are in `seen`. */
  readonly sample: number;
  readonly check: string;
  readonly requirement: Requirement;
  readonly severity: Severity;
  /** Set where a request of the tenant, which samples do not show, may justify what was found. */
  readonly excusable?: true;
}

/** Everything that a supplier may offer can be in samples; nobody is waited for. */
const ANYBODY: Profile = {
  name: 'samples',
  features: FEATURES,
  tenant: '',
  pace: { request: 0, acknowledge: 0, outcome: 0, quiet: 0 },
};

/**
 * What is wrong with KCIs that are shown on their own, by the checks that need no more than that; in the order of the samples.
 * What a request that is not shown may justify is a warning at most.
 */
export function lint(
  { requirements, checks }: Catalogue,
  samples: readonly InboundEvent[],
  contract: Contract,
): readonly Finding[] {
  const told = sampled(samples);
  const views = { ...told, referred: byReference(told.streams), exchanges: [], variants: [], broken: [], endsAt: 0 };
  const evidence: Evidence = { history: samples, contract, profile: ANYBODY, views };
  const enforced = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const findings = checks.flatMap((check): readonly Finding[] => {
    if (check.needs === 'delivery' || check.needs === 'requests') return [];
    const requirement = enforced.get(check.requirement);
    if (!requirement) throw new Error(`check ${check.id} enforces ${check.requirement}, which is not a requirement`);
    return violations(check, evidence).map((violation) => ({
      ...violation,
      sample: violation.seen.at(-1) ?? 0,
      check: check.id,
      requirement,
      ...(check.needs === 'excuses' ? { severity: 'warning', excusable: true } : { severity: severity(requirement) }),
    }));
  });
  return findings.toSorted((a, b) => a.sample - b.sample);
}

/** Each violation once: a sample may have its place in several streams. */
function violations(check: Check, evidence: Evidence): readonly Violation[] {
  const found = [...check.forEach(evidence)].flatMap((trigger) => check.violation(trigger, evidence) ?? []);
  return [...new Map(found.map((violation) => [JSON.stringify(violation), violation])).values()];
}
