import { blocks } from '../checks/verdict.ts';
import type { ReportInput } from '../reports/input.ts';

/**
 * The exit code of a judged run: 0 for a supplier that may go live, 1 for one that may not. A limited run certifies
 * nothing; its code tells whether anything that it looked at stands in the way.
 */
export function exitCode({ results, verdicts, run }: Pick<ReportInput, 'results' | 'verdicts' | 'run'>): number {
  const good = run.header.only ? !results.interrupted && !verdicts.some(blocks) : results.certifiable;
  return good ? 0 : 1;
}
