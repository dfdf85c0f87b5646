import { join } from 'node:path';
import { dayOf, type Waiver } from '../../specs/waiver.ts';
import type { ReportInput } from '../../reports/input.ts';
import { lookOf } from '../../reports/pen.ts';
import { closingText } from '../../reports/terminal.ts';
import { count, moment } from '../../reports/text.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, type Plan } from './plan.ts';
import type { LiveRun } from './run.ts';

/** What is said at the start of a run: who is tested, and where KCIs are awaited. */
export function announcement({ config, seed, baseline }: Plan, { callbackUrl }: LiveRun): string {
  const { supplier, callbacks, waivers = [] } = config;
  const { publicUrl } = callbacks;
  const listening = publicUrl === undefined ? '' : ` (listening at ${callbackUrl})`;
  return [
    `${HARNESS.name} ${HARNESS.version}: ${supplier.name} at ${supplier.baseUrl}`,
    `KCIs are awaited at ${publicUrl ?? callbackUrl}/kcis${listening}; seed ${seed}`,
    ...(waivers.length > 0 ? [waiversInForce(waivers, dayOf(new Date().toISOString()))] : []),
    ...(baseline ? [`Compared with the run of ${moment(baseline.startedAt)}: only what is new fails this one`] : []),
  ].join('\n');
}

function waiversInForce(waivers: readonly Waiver[], today: string): string {
  const expired = waivers.filter(({ expires }) => expires < today).length;
  const file = waivers[0]?.place.split(':')[0] ?? '';
  const unless = expired === 0 ? '' : `, of which ${expired} ${expired === 1 ? 'has' : 'have'} expired`;
  return `${count(waivers.length, 'waiver')} of known failures in ${file}${unless}`;
}

/** The closing text of a judged run, as it suits the standard output; `folder` is where the reports are, if they were written. */
export function closing(input: ReportInput, folder: string | undefined): string {
  const report = folder === undefined ? {} : { report: join(folder, OUTPUT.report) };
  return closingText(input, { ...report, ...lookOf(process.stdout, process.env) });
}
