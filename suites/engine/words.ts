import { join } from 'node:path';
import { dayOf, subjectOf, type Waiver } from '../../specs/waiver.ts';
import type { ReportInput } from '../../reports/input.ts';
import { lookOf } from '../../reports/pen.ts';
import { closingText } from '../../reports/terminal.ts';
import { count, moment, visible } from '../../reports/text.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, type Plan } from './plan.ts';
import type { LiveRun } from './run.ts';

/** What is said at the start of a run: who is tested, and where KCIs are awaited. */
export function announcement({ config, seed, baseline }: Plan, { callbackUrl }: LiveRun): string {
  const { supplier, callbacks, waivers = [] } = config;
  const { publicUrl } = callbacks;
  const listening = publicUrl === undefined ? '' : ` (listening at ${callbackUrl})`;
  return [
    visible(`${HARNESS.name} ${HARNESS.version}: ${supplier.name} at ${supplier.baseUrl}`),
    `KCIs are awaited at ${publicUrl ?? callbackUrl}/kcis${listening}; seed ${seed}`,
    ...(waivers.length > 0 ? [waiversInForce(waivers, dayOf(new Date().toISOString())), ...endingSoon(waivers)] : []),
    ...(baseline ? [`Compared with the run of ${moment(baseline.startedAt)}: only what is new fails this one`] : []),
  ].join('\n');
}

function waiversInForce(waivers: readonly Waiver[], today: string): string {
  const expired = waivers.filter(({ expires }) => expires < today).length;
  const file = waivers[0]?.place.split(':')[0] ?? '';
  const unless = expired === 0 ? '' : `, of which ${expired} ${expired === 1 ? 'has' : 'have'} expired`;
  return `${count(waivers.length, 'waiver')} of known failures in ${file}${unless}`;
}

/** How long before its end a waiver is worth a word, in days. */
const SOON = 14;

/** The waivers whose days are numbered, a line each. */
export function endingSoon(waivers: readonly Waiver[], now: number = Date.now()): readonly string[] {
  const today = Date.parse(dayOf(new Date(now).toISOString()));
  return waivers.flatMap((waiver) => {
    const left = Math.round((Date.parse(waiver.expires) - today) / 86_400_000);
    if (left < 0 || left > SOON) return [];
    const when = left === 0 ? 'ends today' : `ends in ${count(left, 'day')}, on ${waiver.expires}`;
    return [
      `! the waiver of ${subjectOf(waiver)} (${waiver.owner}) ${when}: have it put right, or agree on a later day (${waiver.place})`,
    ];
  });
}

/** The closing text of a judged run, as it suits the standard output; `folder` is where the reports are, if they were written. */
export function closing(input: ReportInput, folder: string | undefined): string {
  const report = folder === undefined ? {} : { report: join(folder, OUTPUT.report) };
  return closingText(input, { ...report, ...lookOf(process.stdout, process.env) });
}
