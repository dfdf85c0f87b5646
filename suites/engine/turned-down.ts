import type { Event, RequestEvent } from '../../evidence/history.ts';
import type { Recorder } from '../../evidence/recorder.ts';

const TAKES_ORDERS: readonly string[] = ['handleCreateOrder', 'handleCreateEthernetOrder'];

/** Whether a request is an order that nothing speaks against, as far as it goes by itself. */
function isSound({ operation, intent, aim, scenario, generated }: RequestEvent): boolean {
  return (
    TAKES_ORDERS.includes(operation) &&
    intent.valid &&
    aim === undefined &&
    scenario !== 'ORDER_REJECTED' &&
    (generated === undefined || (!generated.fault && generated.edits.length === 0))
  );
}

/**
 * Watches for sound orders that are turned down with 422 while those of other journeys are taken: a supplier may well take one
 * order at a time for an address. Tells of a journey whether that became of one of its orders.
 */
export function watchTurnedDown(recorder: Pick<Recorder, 'onEvent'>): (journey: string) => boolean {
  const open = new Map<string, string>();
  const [taken, turnedDown] = [new Set<string>(), new Set<string>()];
  recorder.onEvent((event: Event) => {
    if (event.type === 'request' && isSound(event)) open.set(event.exchange, event.journey);
    if (event.type !== 'response') return;
    const journey = open.get(event.exchange);
    if (journey === undefined) return;
    if (event.status === 422) turnedDown.add(journey);
    if (event.status >= 200 && event.status < 300) taken.add(journey);
  });
  return (journey) => turnedDown.has(journey) && [...taken].some((other) => other !== journey);
}
