import { isObject, type JsonObject } from '../specs/json-object.ts';
import { type Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { applied, type Applied } from './kci-amendments.ts';
import { hasPublishedForm, inWords, isGiven, orderStreams } from './kci-triggers.ts';
import { asked, bodyOf } from './shown.ts';

/** The members of an order that are somebody to reach. */
export const CONTACTS = ['primaryContact', 'secondaryContact'];

/** The ways to write one telephone number: with a country code or without, whatever stands between the digits. */
const PREFIX = /^\+?(?:00)?(?:44)?0*/;

/** A value as several systems may keep it: in other letters, with other spaces, a telephone number in another notation. */
function essence(value: unknown): string {
  const text = inWords(value).normalize().trim().replace(/\s+/g, ' ').toUpperCase();
  const dialled = text.replace(/[\s().\-#/]/g, '');
  return /^\+?\d{6,}$/.test(dialled) ? dialled.replace(PREFIX, '') : text;
}

/** Whether two values are one, as several systems may keep it. */
export const isSame = (one: unknown, other: unknown) => essence(one) === essence(other);

/** Whether a value is one of several, as several systems may keep it. */
export const isAmong = (value: unknown, values: readonly unknown[]) => values.some((other) => isSame(other, value));

/** A contact of an order; undefined where it has none that can be read. */
export const contactOf = (order: JsonObject | undefined, contact: string): JsonObject | undefined => {
  const shown = order?.[contact];
  return isObject(shown) ? shown : undefined;
};

/** The amendments that were asked for of an order. */
export const amendmentsOf = ({ requests }: Stream): readonly SubjectRequest[] =>
  requests.filter(({ kind }) => kind === 'amendment');

/** What the tenant has told of a contact when the order was placed, by member. */
const toldOf = (stream: Stream, contact: string): readonly (readonly [string, unknown])[] =>
  Object.entries(contactOf(asked(stream), contact) ?? {}).filter(([, value]) => isGiven(value));

/** Whether an order was placed by a journey: what a generated one makes up, a supplier need not keep. */
const isOurs = ({ subject: { exchange } }: Stream) => exchange !== undefined && !exchange.request.generated;

/** A contact of an order as two KCIs show it: one from before an amendment, and one that comes after it. */
export interface Shown {
  readonly stream: Stream;
  readonly amendment: SubjectRequest;
  readonly contact: string;
  readonly before: Kci;
  readonly kci: Kci;
  /** The members that it showed as ordered before the amendment and in no KCI since. */
  readonly missed: readonly (readonly [member: string, value: unknown])[];
}

/** Which members of a contact an order shows as they were ordered, wherever in the contact. */
function asOrdered(stream: Stream, contact: string, { entity }: Kci): ReturnType<typeof toldOf> {
  const values = Object.values(contactOf(entity, contact) ?? {});
  return toldOf(stream, contact).filter(([, value]) => isAmong(value, values));
}

/** How a member of a contact in KCIs with a reason is named among the habits of a supplier. */
const habitOf = (reason: string | undefined, contact: string, member: string) => `${reason ?? ''} ${contact}.${member}`;

/** Which members of contacts KCIs with a reason show otherwise than ordered although nobody has amended anything. */
function habitsIn({ views }: Evidence): ReadonlySet<string> {
  const untouched = orderStreams(views).filter((stream) => isOurs(stream) && amendmentsOf(stream).length === 0);
  return new Set(
    untouched.flatMap((stream) =>
      CONTACTS.flatMap((contact) =>
        stream.kcis
          .filter(({ entity }) => contactOf(entity, contact))
          .flatMap((kci) => {
            const shown = asOrdered(stream, contact, kci).map(([member]) => member);
            return toldOf(stream, contact)
              .filter(([member]) => !shown.includes(member))
              .map(([member]) => habitOf(kci.reasonCode, contact, member));
          }),
      ),
    ),
  );
}

/** A function that works out only once what it gives for a key. */
export function once<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.has(key) ? (known.get(key) as Value) : find(key);
    known.set(key, found);
    return found;
  };
}

/** What is told of a contact from an amendment on: the last KCI before it, and the members that have been seen since. */
interface Watched {
  readonly before: Kci;
  readonly expected: ReturnType<typeof toldOf>;
  readonly seen: Set<string>;
}

function watched(stream: Stream, { exchange: { request } }: SubjectRequest, contact: string): Watched | undefined {
  const before = stream.kcis.findLast(({ event, entity }) => event.seq < request.seq && contactOf(entity, contact));
  return before && { before, expected: asOrdered(stream, contact, before), seen: new Set() };
}

/** The contacts of orders in KCIs after amendments, by KCI, where a KCI from before shows them as well. */
export function shownAgain(evidence: Evidence, after: readonly Applied[]): ReadonlyMap<Kci, readonly Shown[]> {
  const habits = habitsIn(evidence);
  const sure = after.filter(({ stream }) => hasPublishedForm(stream) && isOurs(stream));
  const streams = new Map(sure.map(({ stream, amendment }) => [amendment, stream]));
  const watching = once((amendment: SubjectRequest) => {
    const stream = streams.get(amendment);
    return CONTACTS.map((contact) => stream && watched(stream, amendment, contact));
  });
  // Of several amendments before a KCI the last one counts: what an earlier one has done, an earlier KCI may show.
  return new Map(
    sure.map(({ stream, amendment, kci }) => [
      kci,
      CONTACTS.flatMap((contact, index) => {
        const since = watching(amendment)[index];
        if (!since || !contactOf(kci.entity, contact)) return [];
        // What is there after the amendment and lost later is not lost by the amendment.
        for (const [member] of asOrdered(stream, contact, kci)) since.seen.add(member);
        const missed = since.expected.filter(
          ([member]) => !since.seen.has(member) && !habits.has(habitOf(kci.reasonCode, contact, member)),
        );
        return [{ stream, amendment, contact, before: since.before, kci, missed }];
      }),
    ]),
  );
}

/** The contacts that amendments before a KCI speak of, each as it is given there, be it an object or not. */
function givenIn({ stream, contact, kci }: Shown, refused?: SubjectRequest): readonly unknown[] {
  return amendmentsOf(stream)
    .filter((one) => one !== refused && one.exchange.request.seq < kci.event.seq)
    .map((one) => bodyOf(one)[contact])
    .filter((given) => given !== undefined);
}

/** Where a contact has lost or changed what it showed as ordered before, and what no amendment names. */
export function disturbed(shown: Shown, refused?: SubjectRequest): readonly Violation[] {
  const { stream, amendment, contact, before, kci, missed } = shown;
  const given = givenIn(shown, refused);
  const name = toldOf(stream, contact).find(([member]) => member === 'name')?.[1];
  // Whoever names somebody else may mean another person, of whom nothing of the one before holds.
  const isOneAndTheSame = given.every((one) => isObject(one) && (one.name === undefined || isSame(one.name, name)));
  if (!isOneAndTheSame) return [];
  const named = given.flatMap((one) => Object.keys(isObject(one) ? one : {}));
  const now = contactOf(kci.entity, contact) ?? {};
  return missed
    .filter(([member]) => !named.includes(member))
    .map(([member, value]) => ({
      expected: `${contact}.${member} ${inWords(value)}, as before`,
      actual: isGiven(now[member]) ? inWords(now[member]) : `missing with ${kci.reasonCode}`,
      seen: [before.event.seq, amendment.exchange.request.seq, kci.event.seq],
    }));
}

/** Each KCI after the grant of each sound amendment of an order. */
export const grantedOfOrders = (evidence: Evidence) => applied(evidence, 'order', 'serviceOrderAmendmentId');

export const amendedContactKeepsTheRest = check<Shown>({
  id: 'amended-contact-keeps-the-rest',
  requirement: 'AMD-MERGE',
  title: 'what an amendment does not name of a contact',
  needs: 'requests',
  forEach: (evidence) => [...shownAgain(evidence, grantedOfOrders(evidence)).values()].flat(),
  violation: (shown) => disturbed(shown),
});

/** Checks of what an amendment leaves alone of what it does not name. */
export const KCI_MERGING_CHECKS: readonly Check[] = [amendedContactKeepsTheRest];
