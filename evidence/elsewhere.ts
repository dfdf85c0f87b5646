import type { Event, History } from './history.ts';

/**
 * The part of a history that its own run is judged by: without what was delivered about other runs that share a receiver with
 * it, whether that was known when it came or turned out later.
 */
export function ownPart(history: History): History {
  const attributed = new Set(
    history.flatMap((event) => (event.type === 'note' && event.elsewhere ? event.elsewhere.receipts : [])),
  );
  const isOthers = (event: Event) =>
    event.type === 'inbound' &&
    (event.elsewhere !== undefined || (event.receipt !== undefined && attributed.has(event.receipt)));
  return history.some(isOthers) ? history.filter((event) => !isOthers(event)) : history;
}
