import { json, type History, type InboundEvent } from '../../evidence/history.ts';
import { markOf, type Entry } from '../ledger.ts';

/** What may be behind something that was found, and why: it was found in the same messages, in answers that nobody can read, or where KCIs were turned away. */
export interface Origin {
  readonly entry: Entry;
  readonly why: 'same' | 'unread' | 'unheard';
}

/** What is said of something that may go with its origin, before and after the name of that. */
export const ORIGIN_WORDS: Readonly<Record<Origin['why'], readonly [string, string]>> = {
  same: ['All of it was found in messages in which ', ' was found too: look there first, this may go with it.'],
  unread: ['All of it was found in answers that cannot be read: look at ', ' first, this may go with it.'],
  unheard: ['KCIs came and were turned away: look at ', ' first, this may go with it.'],
};

/** The same in a sentence. */
export function originWords({ entry, why }: Origin): string {
  return ORIGIN_WORDS[why].join(entry.requirement.id);
}

/** The requirements that say whether a message can be read and told apart at all, the most basic first. */
export const FOUNDATIONS: readonly string[] = [
  'HTTP-JSON',
  'KCI-BEARER',
  'KCI-JSON',
  'KCI-ONE-WRAPPER',
  'KCI-ID',
  'KCI-SEQUENCE-NUMBER',
  'KCI-ISSUED-ON',
  'KCI-REASON-KNOWN',
];

/**
 * For what was found, the requirement that may be behind it: the first of those told before it that was found in every one of
 * the same answers and KCIs, or whose breach kept them from being read. Requests prove nothing: what is wrong with several answers
 * to one is not of one origin. `placeOf` gives the order, problem or test that an event is about.
 */
export function originsOf(
  told: readonly Entry[],
  history: History,
  placeOf: ReadonlyMap<number, unknown>,
): ReadonlyMap<Entry, Origin> {
  const ours = new Set(history.flatMap(({ type, seq }) => (type === 'request' ? [seq] : [])));
  const unread = new Set(history.flatMap((event) => (isUnreadable(event) ? [event.seq] : [])));
  const refused = new Set(history.flatMap((event) => (isTurnedAway(event) ? [event.seq] : [])));
  const deaf = new Set([...refused].map((seq) => placeOf.get(seq)));
  const nameless = [...refused].filter((seq) => !placeOf.has(seq)).length;
  const before: { readonly entry: Entry; readonly events: ReadonlySet<number> }[] = [];
  const foundation = (among: ReadonlySet<number>) =>
    before.find(
      ({ entry, events }) => FOUNDATIONS.includes(entry.requirement.id) && [...events].some((seq) => among.has(seq)),
    )?.entry;
  const origins = new Map<Entry, Origin>();
  for (const entry of told) {
    const findings = entry.verdicts
      .filter((verdict) => markOf(verdict) === 'failed' || markOf(verdict) === 'warned')
      .flatMap(({ violations }) => violations);
    const messages = findings.map(({ seen }) => seen.filter((seq) => !ours.has(seq)));
    const isAbout = (events: ReadonlySet<number>) => messages.every((seen) => seen.some((seq) => events.has(seq)));
    // So many KCIs that nobody could place may have been those that are missed.
    const isUnheard = findings.every(
      ({ actual, seen }) =>
        actual === 'none came' &&
        (nameless >= findings.length || seen.some((seq) => placeOf.has(seq) && deaf.has(placeOf.get(seq)))),
    );
    const same = before.find(({ events }) => isAbout(events))?.entry;
    const origin: readonly [Origin['why'], Entry | undefined] =
      same !== undefined
        ? ['same', same]
        : isUnheard
          ? ['unheard', foundation(refused)]
          : ['unread', isAbout(unread) ? foundation(unread) : undefined];
    const [why, behind] = origin;
    if (findings.length > 0 && behind) origins.set(entry, { entry: behind, why });
    before.push({ entry, events: new Set(messages.flat()) });
  }
  return origins;
}

/** Whether an answer has a body that is no JSON. */
function isUnreadable(event: History[number]): boolean {
  return event.type === 'response' && event.body.text !== '' && !json(event.body).ok;
}

/** Whether a KCI was refused for what it is, and not since a journey wanted it so. */
function isTurnedAway(event: History[number]): event is InboundEvent {
  if (event.type !== 'inbound' || event.endpoint !== 'kcis' || event.scripted || event.elsewhere) return false;
  return 'status' in event.answer && event.answer.status >= 400 && event.answer.status < 500;
}
