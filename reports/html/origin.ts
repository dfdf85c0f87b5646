import type { History } from '../../evidence/history.ts';
import { markOf, type Entry } from '../ledger.ts';

/**
 * For what was found, the requirement that may be behind it: the first of those told before it that was found in every one of
 * the same answers and KCIs. Requests prove nothing: what is wrong with several answers to one is not of one origin.
 */
export function originsOf(told: readonly Entry[], history: History): ReadonlyMap<Entry, Entry> {
  const ours = new Set(history.flatMap(({ type, seq }) => (type === 'request' ? [seq] : [])));
  const before: { readonly entry: Entry; readonly events: ReadonlySet<number> }[] = [];
  const origins = new Map<Entry, Entry>();
  for (const entry of told) {
    const messages = entry.verdicts
      .filter((verdict) => markOf(verdict) === 'failed' || markOf(verdict) === 'warned')
      .flatMap(({ violations }) => violations)
      .map(({ seen }) => seen.filter((seq) => !ours.has(seq)));
    const origin =
      messages.length > 0 && before.find(({ events }) => messages.every((seen) => seen.some((seq) => events.has(seq))));
    if (origin) origins.set(entry, origin.entry);
    before.push({ entry, events: new Set(messages.flat()) });
  }
  return origins;
}
