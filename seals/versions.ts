import { blocks, summarise } from '../checks/verdict.ts';
import type { Results } from '../reports/results.ts';
import { differenceOf, verdictDifferences } from './differences.ts';
import { someOf, wrong, type Finding } from './finding.ts';
import type { Facts } from './manifest.ts';

/** The version of the harness that sealed a bundle, and another one, which verifies it. */
export interface Versions {
  readonly sealer: string;
  readonly own: string;
}

/** What results say that they come to; another version of the harness may come to something else. */
export function concludedBy({
  decision,
  summary,
  waivers = [],
}: Results): Pick<Facts, 'decision' | 'summary' | 'waivers'> {
  return { decision, summary, waivers: waivers.length };
}

/**
 * How the verdicts of another version of the harness compare with those of this one. Where they differ either may be right, since
 * a check may have been added or mended: that stays open. What follows from the verdicts follows in any version.
 */
export function otherVerdicts(sealed: Results, judged: Results, { sealer, own }: Versions): readonly Finding[] {
  const about = 'Verdicts';
  const sums = differenceOf(sealed.summary, summarise(sealed.verdicts));
  if (sums) {
    return [wrong(about, `the totals at ${sums.place} say ${sums.sealed}, and the verdicts add up to ${sums.found}`)];
  }
  const isPart = judged.interrupted || judged.only !== undefined || judged.shard !== undefined;
  if (sealed.decision !== 'not-certifiable' && (isPart || sealed.verdicts.some(blocks))) {
    const why = isPart ? 'no part of a run certifies anything' : 'some of its verdicts stand in the way';
    return [wrong(about, `results.json says ${words(sealed)}, and ${why}`)];
  }
  const differences = verdictDifferences(sealed.verdicts, judged.verdicts, false);
  if (differences.length === 0 && sealed.decision === judged.decision) {
    return [
      { about, state: 'well', text: `version ${own} of the harness comes to the same as ${sealer}, which sealed it` },
    ];
  }
  const texts = [
    `version ${own} of the harness judges otherwise than ${sealer}, which sealed it, and comes to ${words(judged)}; whether somebody changed verdicts, or the versions differ, is told by verify of ${sealer}`,
    ...someOf(differences),
  ];
  return texts.map((text) => ({ about, state: 'open', text }));
}

function words({ decision }: Results): string {
  return decision.replaceAll('-', ' ');
}

/** That reports of another version were not looked at: only the version that drew them draws the same. */
export function otherReports({ sealer, own }: Versions): Finding {
  return {
    about: 'Reports',
    state: 'open',
    text: `they were drawn by version ${sealer} of the harness, and this is ${own}: neither they nor the wording of findings were checked; do not go by them before verify of ${sealer} has`,
  };
}
