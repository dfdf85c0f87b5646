import type { Event, History } from '../../../evidence/history.ts';
import type { Verdict } from '../../../checks/verdict.ts';
import { markOf, type Mark } from '../../ledger.ts';

/** A KCI (or the like) that was due and never came, or came late. */
export interface Absence {
  readonly requirement: string;
  readonly mark: Mark;
  /** What was due, without when. */
  readonly expected: string;
  /** How long there was time for it, as `8 s`. */
  readonly within: string;
  /** When it was asked for and when it was due, in milliseconds on the run's clock. */
  readonly since: number;
  readonly due: number;
  /** What was seen instead: `none came`, or what came and when. */
  readonly actual: string;
  /** The number of the event that brought it too late. */
  readonly late?: number;
}

const DUE = /^(.*) within ([\d.]+) s$/s;

/** What was due and missed, as verdicts found it, by the number of the event that it was due after. */
export function absences(verdicts: readonly Verdict[], history: History): ReadonlyMap<number, readonly Absence[]> {
  const found = new Map<number, Absence[]>();
  const eventAt = (seq: number): Event | undefined => {
    const likely = history[seq - 1];
    return likely?.seq === seq ? likely : history.find((event) => event.seq === seq);
  };
  for (const verdict of verdicts) {
    for (const { expected, actual, seen } of verdict.violations) {
      const [, what = '', limit = ''] = DUE.exec(expected) ?? [];
      const events = seen.flatMap((seq) => eventAt(seq) ?? []);
      const first = events[0];
      if (what === '' || !first) continue;
      const came = actual !== 'none came';
      const asked = events.filter(({ type }) => type !== 'inbound');
      const since = ((came ? asked.at(-1) : events.at(-1)) ?? first).mono;
      const late = came ? events.find(({ type, mono }) => type === 'inbound' && mono > since) : undefined;
      if (came && !late) continue;
      const here = found.get(first.seq) ?? [];
      found.set(first.seq, here);
      here.push({
        requirement: verdict.requirement,
        mark: markOf(verdict),
        expected: what,
        within: `${limit} s`,
        since,
        due: since + Number(limit) * 1000,
        actual,
        ...(late ? { late: late.seq } : {}),
      });
    }
  }
  return found;
}
