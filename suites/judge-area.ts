import { expect, test } from '@playwright/test';
import type { Area, Requirement } from '../specs/requirement.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { blocks, summarise, type Verdict } from '../checks/verdict.ts';
import { visible } from '../reports/text.ts';
import { waiverWords } from '../reports/waiver-words.ts';
import { ask } from './engine/client.ts';
import type { ShownVerdict } from './engine/interface.ts';

const requirements = new Map(CATALOGUE.requirements.map((requirement) => [requirement.id, requirement]));

/** Awaits the verdicts on an area and shows them to Playwright, each as a step; what blocks certification fails the test, unless it is known. */
export async function judgeArea(area: Area): Promise<void> {
  const verdicts = await ask<readonly ShownVerdict[]>(`/areas/${area}`);
  test.skip(verdicts.length === 0, 'this run was limited to something else');
  const { annotations } = test.info();
  await test.info().attach('summary', { body: JSON.stringify(summarise(verdicts)), contentType: 'application/json' });
  for (const verdict of verdicts) {
    const requirement = requirements.get(verdict.requirement);
    const of = verdict.operation === undefined ? '' : ` (${verdict.operation})`;
    const title = `${verdict.requirement}${of}: ${requirement?.sentence ?? verdict.check}`;
    const told = explanation(title, verdict, requirement);
    if (verdict.outcome === 'failed' && !blocks(verdict)) annotations.push({ type: 'warning', description: told });
    if (verdict.isKnown) annotations.push({ type: 'known', description: told });
    if (verdict.outcome === 'waived') annotations.push({ type: 'waived', description: told });
    await test.step(title, () => {
      expect.soft(blocks(verdict) && !verdict.isKnown, told).toBe(false);
    });
  }
}

/** A verdict for whoever reads the output of a test runner: the rule, what was seen, what to do. */
function explanation(title: string, verdict: Verdict, requirement: Requirement | undefined): string {
  const violations = verdict.violations
    .slice(0, 5)
    .map(({ expected, actual, seen }) => `  expected ${expected}\n  was      ${actual}  (events ${seen.join(', ')})`);
  const unsaid = verdict.violations.length - violations.length;
  const lines = [
    `${title}\n  ${verdict.outcome}${verdict.reason === undefined ? '' : `: ${verdict.reason}`}`,
    ...(verdict.waiver ? [`  ${waiverWords(verdict.waiver)}`] : []),
    ...violations,
    ...(unsaid > 0 ? [`  and ${unsaid} more`] : []),
    ...(requirement && verdict.outcome === 'failed' ? [`  what to do: ${requirement.advice}`] : []),
    ...(requirement && verdict.outcome === 'not-exercised' ? [`  to exercise it: ${requirement.exercise}`] : []),
  ];
  // What a supplier sends may hold anything; a terminal must not obey it.
  return visible(lines.join('\n'));
}
