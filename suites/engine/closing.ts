import { join } from 'node:path';
import type { ReportInput } from '../../reports/input.ts';
import { closingText, lookOf } from '../../reports/terminal.ts';
import { OUTPUT } from './plan.ts';

/** The closing text of a judged run, as it suits the standard output; `folder` is where the reports are, if they were written. */
export function closing(input: ReportInput, folder: string | undefined): string {
  const report = folder === undefined ? {} : { report: join(folder, OUTPUT.report) };
  return closingText(input, { ...report, ...lookOf(process.stdout, process.env) });
}
