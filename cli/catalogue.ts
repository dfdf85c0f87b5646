import { CATALOGUE } from '../checks/catalogue.ts';
import { catalogueText, explanationText, lookOf } from '../reports/terminal.ts';
import { DEFECTS } from '../supplier/defects.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage.ts';

/** Prints the requirements and the checks that enforce them; the exit code. */
export function list(): number {
  process.stdout.write(`${catalogueText(CATALOGUE, lookOf(process.stdout, process.env))}\n`);
  return 0;
}

/** Prints all that is known of a requirement, by its own id or that of one of its checks; the exit code. */
export function explain(id: string): number {
  const { requirements, checks } = CATALOGUE;
  const wanted = checks.find((check) => check.id === id)?.requirement ?? id;
  const requirement = requirements.find((candidate) => candidate.id.toLowerCase() === wanted.toLowerCase());
  if (!requirement) {
    const meant = nearest(
      id,
      [...requirements, ...checks].map((known) => known.id),
    );
    throw new UsageError(
      `there is no requirement or check ${id}; ${meant ? `did you mean ${meant}?` : 'see `supplier-conformance list`'}`,
    );
  }
  const defects = DEFECTS.filter(({ breaks }) => breaks.includes(requirement.id));
  process.stdout.write(`${explanationText(requirement, checks, defects, lookOf(process.stdout, process.env))}\n`);
  return 0;
}
