import { join } from 'node:path';
import type { ReportInput } from '../../reports/input.ts';
import { closingText, lookOf } from '../../reports/terminal.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, type Plan } from './plan.ts';
import type { LiveRun } from './run.ts';

/** What is said at the start of a run: who is tested, and where KCIs are awaited. */
export function announcement({ config, seed }: Plan, { callbackUrl }: LiveRun): string {
  const { supplier, callbacks } = config;
  const { publicUrl } = callbacks;
  const listening = publicUrl === undefined ? '' : ` (listening at ${callbackUrl})`;
  return [
    `${HARNESS.name} ${HARNESS.version}: ${supplier.name} at ${supplier.baseUrl}`,
    `KCIs are awaited at ${publicUrl ?? callbackUrl}/kcis${listening}; seed ${seed}`,
  ].join('\n');
}

/** The closing text of a judged run, as it suits the standard output; `folder` is where the reports are, if they were written. */
export function closing(input: ReportInput, folder: string | undefined): string {
  const report = folder === undefined ? {} : { report: join(folder, OUTPUT.report) };
  return closingText(input, { ...report, ...lookOf(process.stdout, process.env) });
}
