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

test('every check is tripped by some defect', async () => {
  const broken = new Set(DEFECTS.flatMap(({ breaks }) => breaks));
  const untried = checks.filter(({ requirement }) => !broken.has(requirement)).map(({ id }) => id);
  expect(untried, 'checks whose requirement no defect breaks').toEqual([]);

  // Where several checks enforce one requirement, a defect that breaks it need not trip them all.
  const shared = checks.filter((check) =>
    checks.some(({ id, requirement }) => id !== check.id && requirement === check.requirement),
  );
  const tripped = new Set<string>();
  for (const defect of DEFECTS.filter(({ breaks }) => shared.some(({ requirement }) => breaks.includes(requirement)))) {
    const { verdicts } = await runAgainstReference({ defect: defect.id }, { out: test.info().outputPath(defect.id) });
    for (const { check, outcome } of verdicts) if (outcome === 'failed') tripped.add(check);
  }
  expect(
    shared.map(({ id }) => id).filter((id) => !tripped.has(id)),
    'checks that no defect trips',
  ).toEqual([]);
});
