import { join } from 'node:path';
import type { ReportInput } from '../../reports/input.ts';
import { closingText, lookOf } from '../../reports/terminal.ts';
import { unexercised } from '../../cli/config.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, unexercisedText, type Plan } from './plan.ts';
import type { LiveRun } from './run.ts';

/** What is said at the start of a run: who is tested, where KCIs are awaited, and what nothing will be concluded about. */
export function announcement({ config, seed }: Plan, { callbackUrl }: LiveRun): string {
  const { supplier, callbacks, features } = config;
  const { publicUrl } = callbacks;
  const listening = publicUrl === undefined ? '' : ` (listening at ${callbackUrl})`;
  return [
    `${HARNESS.name} ${HARNESS.version}: ${supplier.name} at ${supplier.baseUrl}`,
    `KCIs are awaited at ${publicUrl ?? callbackUrl}/kcis${listening}; seed ${seed}`,
    ...unexercised(features).map((feature) => `warning: ${unexercisedText(feature)}`),
  ].join('\n');
}

/** The closing text of a judged run, as it suits the standard output; `folder` is where the reports are, if they were written. */
export function closing(input: ReportInput, folder: string | undefined): string {
  const report = folder === undefined ? {} : { report: join(folder, OUTPUT.report) };
  return closingText(input, { ...report, ...lookOf(process.stdout, process.env) });
}
