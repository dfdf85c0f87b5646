import { thrownWords } from '../specs/thrown.ts';
import type { Contract } from '../specs/contract-types.ts';
import type { Profile } from '../specs/profile.ts';
import { isWithin, wordsOf } from '../specs/reach.ts';
import { severity, type Requirement } from '../specs/requirement.ts';
import { ownPart } from '../evidence/elsewhere.ts';
import type { History } from '../evidence/history.ts';
import type { Check, Evidence, Violation } from './check.ts';
import type { Verdict } from './verdict.ts';
import { viewsOf } from './views.ts';

/** The checks of a catalogue and the requirements that they enforce. */
export interface Catalogue {
  readonly requirements: readonly Requirement[];
  readonly checks: readonly Check[];
}

/** At most this many violations of one verdict are kept; a flood of one fault adds nothing. */
const VIOLATIONS_KEPT = 50;

/** The verdict of every check of the catalogue on a history. Pure: the same history gives the same verdicts, anywhere and at any time. */
export function judge(
  catalogue: Catalogue,
  history: History,
  contract: Contract,
  profile: Profile,
): readonly Verdict[] {
  const requirements = new Map(catalogue.requirements.map((requirement) => [requirement.id, requirement]));
  const evidence: Evidence = { history: ownPart(history), contract, profile, views: viewsOf(history, contract) };
  return catalogue.checks.flatMap((check) => {
    const requirement = requirements.get(check.requirement);
    if (!requirement) throw new Error(`check ${check.id} enforces ${check.requirement}, which is not a requirement`);
    return verdictsOf(check, requirement, evidence);
  });
}

function verdictsOf(check: Check, requirement: Requirement, evidence: Evidence): readonly Verdict[] {
  const verdict = (rest: Pick<Verdict, 'outcome'> & Partial<Verdict>): Verdict => ({
    check: check.id,
    requirement: requirement.id,
    level: requirement.level,
    standing: requirement.standing,
    severity: severity(requirement),
    examined: 0,
    violations: [],
    ...rest,
  });
  const missing = unclaimed(requirement, evidence.profile);
  if (missing !== undefined) return [verdict({ outcome: 'not-applicable', reason: `not claimed: ${missing}` })];
  try {
    const tallies = tally(check, evidence);
    if (tallies.size === 0) {
      const choice = requirement.onlyIf ?? check.onlyIf?.(evidence);
      return [verdict(untriggered(choice, requirement, check, evidence))];
    }
    return [...tallies].map(([operation, { examined, violations }]) =>
      verdict({
        ...(operation === undefined ? {} : { operation }),
        outcome: violations.length === 0 ? 'passed' : check.blames === 'harness' ? 'broken' : 'failed',
        examined,
        violations: violations.slice(0, VIOLATIONS_KEPT),
      }),
    );
  } catch (error) {
    return [
      verdict({
        outcome: 'broken',
        reason: `the check threw: ${thrownWords(error)}`,
      }),
    ];
  }
}

/** The features that a requirement needs and the supplier does not claim, in words; undefined when it is in force. */
function unclaimed({ when, whenAny = [] }: Requirement, { features }: Profile): string | undefined {
  const missing = when.filter((feature) => !features.includes(feature));
  if (missing.length > 0) return missing.join(', ');
  const some = whenAny.length === 0 || whenAny.some((feature) => features.includes(feature));
  return some ? undefined : `any of ${whenAny.join(', ')}`;
}

/** What it means that nothing triggered the obligation; `choice` is the supplier's own that leads to the triggers. */
function untriggered(
  choice: string | undefined,
  { reach = [] }: Requirement,
  { untried }: Pick<Check, 'untried'>,
  evidence: Evidence,
): Pick<Verdict, 'outcome'> & Partial<Verdict> {
  const { history, profile } = evidence;
  if (choice !== undefined) return { outcome: 'not-applicable', reason: `binds only a supplier that ${choice}` };
  if (isWithin(reach, profile.features)) {
    const why = [cutShort(history), untried?.(evidence)].filter((part) => part !== undefined).join('; ');
    return { outcome: 'not-exercised', ...(why === '' ? {} : { reason: why }) };
  }
  return {
    outcome: 'not-applicable',
    reason: `nothing of the kind happened, and a run brings it about with ${wordsOf(reach)} only`,
  };
}

/** That a run did not come to its end, as far as that may be why something did not happen in it. */
function cutShort(history: History): string | undefined {
  const end = history.at(-1);
  if (end?.type !== 'end' || end.reason !== 'interrupted') return undefined;
  return `the run was interrupted${end.why === undefined ? '' : `: ${end.why}`}`;
}

interface Tally {
  examined: number;
  violations: Violation[];
}

function tally(check: Check, evidence: Evidence): Map<string | undefined, Tally> {
  const tallies = new Map<string | undefined, Tally>();
  for (const trigger of check.forEach(evidence)) {
    const operation = check.operation?.(trigger);
    const entry = tallies.get(operation) ?? { examined: 0, violations: [] };
    tallies.set(operation, entry);
    const found = check.violation(trigger, evidence) ?? [];
    entry.examined += 1;
    entry.violations.push(...(Array.isArray(found) ? found : [found]));
  }
  return tallies;
}
