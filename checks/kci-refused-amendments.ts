import type { JsonObject } from '../specs/json-object.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import { departures } from './echo.ts';
import { listed, saidBefore } from './kci-amended-lists.ts';
import type { Applied } from './kci-amendments.ts';
import { amendmentsOf, contactOf, CONTACTS, disturbed, isSame, once, shownAgain, type Shown } from './kci-merging.ts';
import { hasPublishedForm, inWords, isGiven, orderStreams } from './kci-triggers.ts';
import { bodyOf } from './shown.ts';

/** The answers that refuse an amendment itself; others, such as 429, may come from whoever stands before the supplier. */
const REFUSALS = [400, 409, 422];

/** The KCIs that come after the refusal of an amendment: by an answer, or with the KCI that tells it. */
function afterRefusal(stream: Stream, { id, exchange: { response } }: SubjectRequest): readonly Kci[] {
  if (response && REFUSALS.includes(response.status)) {
    return stream.kcis.filter(({ event }) => event.seq > response.seq);
  }
  const outcomes = stream.kcis.filter(({ entity }) => id !== undefined && entity?.serviceOrderAmendmentId === id);
  const told = outcomes.find(({ reasonCode }) => reasonCode === 'AMENDMENT_REJECTED');
  // That an amendment has two outcomes is judged elsewhere, and which of them holds is for nobody to say.
  const isGrantedToo = outcomes.some(({ reasonCode }) => reasonCode === 'AMENDED');
  return !told || isGrantedToo ? [] : stream.kcis.slice(stream.kcis.indexOf(told));
}

const refused = ({ views }: Evidence): readonly Applied[] =>
  orderStreams(views)
    .filter(hasPublishedForm)
    .flatMap((stream) =>
      amendmentsOf(stream)
        .filter(({ faulty }) => !faulty)
        .flatMap((amendment) => afterRefusal(stream, amendment).map((kci) => ({ stream, amendment, kci }))),
    );

/** What an amendment can say in one value, and KCIs show under the same name. */
const PLAIN = ['notes', 'hazards', 'onSiteRestrictions', 'requestedCompletionDate'];

/** What an order or an amendment says, value by value, of what amendments can change. */
function said(order: JsonObject): readonly (readonly [path: string, value: unknown])[] {
  return [
    ...PLAIN.map((member) => [member, order[member]] as const),
    ...CONTACTS.flatMap((contact) =>
      Object.entries(contactOf(order, contact) ?? {}).map(
        ([member, value]) => [`${contact}.${member}`, value] as const,
      ),
    ),
    ...listed(order),
  ].filter(([, value]) => isGiven(value));
}

/** A KCI after the refusal of an amendment. */
interface Refused extends Applied {
  /** What the amendment alone asked for, and nobody else has ever said of the order. */
  readonly wishes: ReturnType<typeof said>;
  /** The contacts in the KCI that one from before shows as well. */
  readonly contacts: readonly Shown[];
}

/** What one amendment alone asks for, and nothing else has said of the order. */
function wishesOf(stream: Stream, amendment: SubjectRequest): ReturnType<typeof said> {
  const others = amendmentsOf(stream)
    .filter((one) => one !== amendment)
    .map(bodyOf);
  const known = [...saidBefore(stream, amendment), ...others].flatMap(said);
  return said(bodyOf(amendment)).filter(
    ([path, value]) =>
      !known.some(([where, what]) => where === path && (departures(value, what).length === 0 || isSame(value, what))),
  );
}

export const refusedAmendmentChangesNothing = check<Refused>({
  id: 'refused-amendment-changes-nothing',
  requirement: 'AMD-REFUSED-UNCHANGED',
  title: 'the order after a refused amendment',
  needs: 'requests',
  forEach: (evidence) => {
    const all = refused(evidence);
    const contacts = shownAgain(evidence, all);
    const streams = new Map(all.map(({ stream, amendment }) => [amendment, stream]));
    const wishes = once((amendment: SubjectRequest) => {
      const stream = streams.get(amendment);
      return stream ? wishesOf(stream, amendment) : [];
    });
    return all.map((one) => ({
      ...one,
      wishes: wishes(one.amendment),
      contacts: (contacts.get(one.kci) ?? []).filter(({ amendment }) => amendment === one.amendment),
    }));
  },
  violation: ({ wishes, contacts, amendment, kci }) => {
    const shown = said(kci.entity ?? {});
    return [
      ...wishes
        .filter(([path, value]) => shown.some(([at, is]) => at === path && departures(value, is).length === 0))
        .map(([path, value]) => ({
          expected: `${path} as before the amendment that was refused`,
          actual: inWords(value),
          seen: [amendment.exchange.request.seq, kci.event.seq],
        })),
      ...contacts.flatMap((contact) => disturbed(contact, amendment)),
    ];
  },
});

/** Checks that what was refused is not done. */
export const KCI_REFUSED_AMENDMENT_CHECKS: readonly Check[] = [refusedAmendmentChangesNothing];
