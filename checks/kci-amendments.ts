import type { JsonObject } from '../specs/json-object.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { mayPredate } from '../callbacks/transitions.ts';
import { check, type Check, type Evidence } from './check.ts';
import { departures, type Departure } from './echo.ts';
import { AMENDABLE, characteristicsOf, memberOf } from './kci-characteristics.ts';
import { isGiven } from './kci-triggers.ts';
import { asked, bodyOf } from './shown.ts';

/** An amendment that was granted, and a KCI that was made when it had been applied. */
export interface Applied {
  readonly stream: Stream;
  readonly amendment: SubjectRequest;
  readonly kci: Kci;
}

/** The KCIs of a stream that come after an amendment was granted: by a 201, or by the AMENDED KCI that quotes it. */
function afterGrant(
  { kcis }: Stream,
  { id, exchange: { response } }: SubjectRequest,
  quotedAs: string,
): readonly Kci[] {
  if (response?.status === 201) {
    // Another KCI may have been on its way; the one that ends it all was not, or the amendment came too late to be granted.
    return kcis.filter(
      ({ event, status }) => event.seq > response.seq && (isTerminal(status) || !mayPredate(event, response)),
    );
  }
  const told = kcis.findIndex(
    ({ reasonCode, entity }) => reasonCode === 'AMENDED' && id !== undefined && entity?.[quotedAs] === id,
  );
  return told < 0 ? [] : kcis.slice(told);
}

/** Each KCI after the grant of each sound amendment of orders or of problems; the supplier quotes the amendment by a member. */
export const applied = ({ views }: Evidence, of: 'order' | 'problem', quotedAs: string): readonly Applied[] =>
  views.streams
    .filter(({ subject }) => subject.kind === of)
    .flatMap((stream) =>
      stream.requests
        .filter(({ kind, faulty }) => kind === 'amendment' && !faulty)
        .flatMap((amendment) => afterGrant(stream, amendment, quotedAs).map((kci) => ({ stream, amendment, kci }))),
    );

/** What a member was before an amendment: as the amendments before it left it, or as it was asked for at first. */
function memberBefore(stream: Stream, amendment: SubjectRequest, member: string): unknown {
  const earlier = stream.requests
    .filter(({ kind, exchange }) => kind === 'amendment' && exchange.request.seq < amendment.exchange.request.seq)
    .map(bodyOf);
  return [asked(stream), ...earlier].map((body: JsonObject) => memberOf(body, member)).findLast(isGiven);
}

/** Whether a later amendment changes a member again before a KCI shows it. */
const isChangedAgain = ({ stream, amendment, kci }: Applied, member: string) =>
  stream.requests.some(
    (other) =>
      other.kind === 'amendment' &&
      other.exchange.request.seq > amendment.exchange.request.seq &&
      other.exchange.request.seq < kci.event.seq &&
      isGiven(bodyOf(other)[member]),
  );

/** What an amendment wants of a member that a KCI can show: of characteristics those that it names, whatever else it leaves out. */
function wantedOf({ amendment, kci }: Applied, member: string): unknown {
  const wanted = memberOf(bodyOf(amendment), member);
  if (member !== 'serviceCharacteristics') return wanted;
  // What is fulfilled in part only may fall back to what was ordered at first.
  const shown = kci.status === 'PARTIAL' ? [] : (characteristicsOf(kci.entity) ?? []);
  return characteristicsOf(bodyOf(amendment))?.filter(({ name }) => shown.some((shows) => shows.name === name));
}

/** Where a KCI shows a member exactly as it was before it was amended. */
function unchanged(trigger: Applied, member: string): readonly Departure[] {
  const wanted = wantedOf(trigger, member);
  const before = memberBefore(trigger.stream, trigger.amendment, member);
  if (!isGiven(wanted) || !isGiven(before) || isChangedAgain(trigger, member)) return [];
  const old = departures(wanted, before, member);
  return departures(wanted, memberOf(trigger.kci.entity, member), member).filter(({ path, answered }) =>
    old.some((departure) => departure.path === path && departure.answered === answered),
  );
}

/** A check that no KCI after a granted amendment shows as it was before what was amended and KCIs show under the same name. */
export const appliesGranted = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  of: 'order' | 'problem',
  quotedAs: string,
  amendable: readonly string[],
): Check =>
  check<Applied>({
    ...definition,
    needs: 'requests',
    forEach: (evidence) => applied(evidence, of, quotedAs),
    violation: (trigger) =>
      amendable
        .flatMap((member) => unchanged(trigger, member))
        .map(({ path, sent, answered }) => ({
          expected: `${path} ${sent}, as amended`,
          actual: `${answered}, as before`,
          seen: [trigger.amendment.exchange.request.seq, trigger.kci.event.seq],
        })),
  });

export const grantedAmendmentIsApplied = appliesGranted(
  {
    id: 'granted-amendment-is-applied',
    requirement: 'KCI-AMENDMENT-APPLIED',
    title: 'KCIs after a granted amendment',
  },
  'order',
  'serviceOrderAmendmentId',
  AMENDABLE,
);

/** Checks that what was granted is done. */
export const KCI_AMENDMENT_CHECKS: readonly Check[] = [grantedAmendmentIsApplied];
