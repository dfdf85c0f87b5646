import type { Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';

/** A KCI that the gateway hands on. */
export interface Passage {
  readonly kci: Kci;
  /** When it would be handed on, in milliseconds on the run's clock: no sooner than all with lower numbers. */
  readonly mono: number;
  /** For how many milliseconds it would have been held back for those. */
  readonly heldFor: number;
}

/** What becomes of the KCIs of a stream at the gateway, which hands them on in the order of their numbers. */
export interface Passages {
  readonly passed: readonly Passage[];
  /** Those that were turned away each time they came, and were told in no other KCI. */
  readonly refused: readonly Kci[];
  /** Those that were turned away and came again as another KCI: under its id or with all that it told, and a number of its own. */
  readonly renamed: readonly { readonly kci: Kci; readonly as: Kci }[];
  /** Numbers that were left out, each with the KCI that comes after. */
  readonly missing: readonly { readonly number: number; readonly before: Kci }[];
}

/** How many missing numbers are told; a supplier may count in millions. */
const MISSING_TOLD = 3;

/** The passage of the KCIs of a stream through the gateway, known with hindsight: it waits for what came late. */
export function passages({ kcis, deliveries }: Stream): Passages {
  const taken = new Map<string, Kci>();
  for (const delivery of deliveries) {
    const key = keyOf(delivery);
    if (!taken.has(key) && isTaken(delivery)) taken.set(key, delivery);
  }
  const passed: Passage[] = [];
  const refused: Kci[] = [];
  const renamed: { kci: Kci; as: Kci }[] = [];
  const missing: { number: number; before: Kci }[] = [];
  let since = 0;
  let number: number | undefined;
  for (const kci of kcis) {
    const arrived = kci.id === undefined ? (isTaken(kci) ? kci : undefined) : taken.get(keyOf(kci));
    if (!arrived) {
      const as = deliveries.find(
        (other) => isTaken(other) && other.event.seq > kci.event.seq && tellsTheSame(kci, other),
      );
      if (as) renamed.push({ kci, as });
      else refused.push(kci);
      continue;
    }
    const { mono } = arrived.event;
    since = Math.max(since, mono);
    passed.push({ kci, mono: since, heldFor: since - mono });
    const own = kci.sequenceNumber;
    if (own === undefined || !Number.isInteger(own)) continue;
    for (let left = (number ?? own - 1) + 1; left < own && missing.length < MISSING_TOLD; left += 1)
      if (!kcis.some(({ sequenceNumber }) => sequenceNumber === left)) missing.push({ number: left, before: kci });
    number = Math.max(number ?? own, own);
  }
  return { passed, refused, renamed, missing };
}

function isTaken({ event: { answer } }: Kci): boolean {
  return 'status' in answer && answer.status < 300;
}

/** Whether a retailer hears of one KCI by another. */
function tellsTheSame(kci: Kci, other: Kci): boolean {
  if (kci.reasonCode !== other.reasonCode || kci.status !== other.status) return false;
  return (kci.id !== undefined && kci.id === other.id) || told(kci) === told(other);
}

/** What a KCI tells, whenever and under whatever number: its text, since what somebody else has sent may be nested without end. */
function told({ event, id = '', issuedOn = '' }: Kci): string {
  return event.body.text
    .replaceAll(id, '')
    .replaceAll(issuedOn, '')
    .replace(/"sequenceNumber"\s*:\s*[^,}]+/, '');
}

/** What makes two deliveries one KCI. */
function keyOf({ id, sequenceNumber, reasonCode, status, event }: Kci): string {
  return id === undefined ? `#${event.seq}` : JSON.stringify([id, sequenceNumber, reasonCode, status]);
}
