import { blocks } from '../checks/verdict.ts';
import type { ReportInput } from './input.ts';
import { isWhole } from './results.ts';
import { waiverProblems } from './waiver-words.ts';

/**
 * The exit code of a judged run: 0 for a supplier that may go live, if need be with waivers; 1 for one that may not, and where a
 * waiver is out of date. A run that is compared with a baseline fails on what is new only. A limited run certifies nothing; its
 * code tells whether anything that it looked at stands in the way.
 */
export function exitCode({ results, verdicts, run }: Pick<ReportInput, 'results' | 'verdicts' | 'run'>): number {
  if (results.interrupted || waiverProblems(results).length > 0) return 1;
  if (results.sinceBaseline) return results.sinceBaseline.obstructing > 0 ? 1 : 0;
  const good = isWhole(run) ? results.decision !== 'not-certifiable' : !verdicts.some(blocks);
  return good ? 0 : 1;
}
