import { expect, test } from '@playwright/test';
import { severity } from '../specs/requirement.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { DEFECTS } from '../supplier/defects.ts';
import { requirementsWith, runAgainstReference } from './fixtures/runs.ts';

const requirements = new Map(CATALOGUE.requirements.map((requirement) => [requirement.id, requirement]));
/** What judges the supplier; what judges ourselves is no business of a defect. */
const checks = CATALOGUE.checks.filter(({ blames }) => blames === undefined);

for (const { id, title, breaks, consequences } of DEFECTS) {
  test(`defect ${id}: a supplier that ${title}`, { annotation: { type: 'defect', description: id } }, async () => {
    const { verdicts, results } = await runAgainstReference({ defect: id }, { out: test.info().outputPath('out') });
    const failed = requirementsWith('failed', verdicts);
    const seen = verdicts
      .filter(({ outcome, requirement }) => outcome === 'failed' && !breaks.includes(requirement))
      .map(({ requirement, violations }) => `${requirement}: ${JSON.stringify(violations[0])}`);
    expect(failed, 'it fails what it breaks').toEqual(expect.arrayContaining([...breaks]));
    expect([...breaks, ...consequences], `nothing else fails: ${seen.join('\n')}`).toEqual(
      expect.arrayContaining([...failed]),
    );
    expect(requirementsWith('broken', verdicts), 'the harness does as it should').toEqual([]);
    const binding = breaks.some((broken) => severity(requirements.get(broken) as never) === 'error');
    expect(binding && results.certifiable, 'what breaks a binding requirement does not go live').toBe(false);
  });
}

test('defects name requirements that exist, and have ids of their own', () => {
  const named = DEFECTS.flatMap(({ breaks, consequences }) => [...breaks, ...consequences]);
  expect(named.filter((id) => !requirements.has(id))).toEqual([]);
  expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
  expect(DEFECTS.filter(({ breaks }) => breaks.length === 0)).toEqual([]);
});

test('every requirement that has a check is broken by some defect', () => {
  const broken = new Set(DEFECTS.flatMap(({ breaks }) => breaks));
  expect(checks.filter(({ requirement }) => !broken.has(requirement)).map(({ id }) => id)).toEqual([]);
});

// Where several checks enforce one requirement, a defect that breaks it need not trip them all.
for (const { id, requirement } of checks.filter(sharesItsRequirement)) {
  test(`check ${id} is tripped by some defect of ${requirement}`, async () => {
    const tripping = async (defect: string) => {
      const { verdicts } = await runAgainstReference({ defect }, { out: test.info().outputPath(defect) });
      return verdicts.some(({ check, outcome }) => check === id && outcome === 'failed');
    };
    let tripped = false;
    for (const { id: defect, breaks } of DEFECTS) {
      if (!tripped && breaks.includes(requirement)) tripped = await tripping(defect);
    }
    expect(tripped).toBe(true);
  });
}

function sharesItsRequirement({ id, requirement }: (typeof checks)[number]): boolean {
  return checks.some((other) => other.id !== id && other.requirement === requirement);
}
