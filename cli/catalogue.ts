import { CATALOGUE } from '../checks/catalogue.ts';
import { ledgerText } from '../reports/ledger-text.ts';
import { lookOf } from '../reports/pen.ts';
import { catalogueText, explanationText } from '../reports/terminal.ts';
import { DEFECTS } from '../supplier/defects.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage.ts';

/** What `list` is told on the command line. */
export interface ListOptions {
  /** Whether to tell what accounts for each requirement, down to the defects that trip its checks. */
  readonly coverage?: true;
}

/** Prints the requirements and what enforces them; the exit code. */
export function list({ coverage }: ListOptions): number {
  const look = lookOf(process.stdout, process.env);
  const text = coverage ? ledgerText({ ...CATALOGUE, defects: DEFECTS }, look) : catalogueText(CATALOGUE, look);
  process.stdout.write(`${text}\n`);
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
