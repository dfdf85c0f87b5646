import { isObject, type JsonObject } from '../specs/json-object.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { isGenerated, isRefusal, isSuccess, objectsIn } from './answers.ts';
import { check, type Check, type Evidence, type Violation } from './check.ts';
import { departures } from './echo.ts';
import { appliesGranted } from './kci-amendments.ts';
import { inWords, isGiven, reportedOf, type Reported } from './kci-triggers.ts';
import { asked, bodyOf, canonical, showsAmendment, within } from './shown.ts';

const QUOTED_AS = 'serviceProblemAmendmentId';

/** What an amendment can change and a KCI can show under the same name. */
const AMENDABLE = ['problemText', 'primaryContact', 'secondaryContact', 'hazards', 'onSiteRestrictions', 'notes'];

export const amendedShowsProblemAmendment = showsAmendment(
  {
    id: 'amended-shows-problem-amendment',
    requirement: 'PRB-KCI-SHOWS-AMENDMENT',
    title: 'amended values with AMENDED',
  },
  'problem',
  QUOTED_AS,
  AMENDABLE,
);

export const grantedProblemAmendmentIsApplied = appliesGranted(
  {
    id: 'granted-problem-amendment-is-applied',
    requirement: 'PRB-KCI-SHOWS-AMENDMENT',
    title: 'KCIs after a granted amendment of a problem',
  },
  'problem',
  QUOTED_AS,
  [...AMENDABLE, 'characteristics'],
);

const amendmentsBefore = ({ kci, stream }: Reported): readonly SubjectRequest[] =>
  stream.requests.filter(({ kind, exchange }) => kind === 'amendment' && exchange.request.seq < kci.event.seq);

/** Whether an amendment was refused by the time of a KCI, by its answer or by a KCI that quotes it. */
function isRefusedBy(kci: Kci, { id, exchange }: SubjectRequest, { kcis }: Stream): boolean {
  return (
    isRefusal(exchange.response?.status ?? 0) ||
    kcis
      .slice(0, kcis.indexOf(kci) + 1)
      .some(({ reasonCode, entity }) => reasonCode === 'AMENDMENT_REJECTED' && entity?.[QUOTED_AS] === id)
  );
}

/**
 * The versions of a problem that a KCI may show by its members: as it was reported, and as each amendment before the KCI names
 * them that is granted, or not yet decided on. Whether it shows the right one is a matter of another rule.
 */
const versionsAt = (told: Reported): readonly JsonObject[] => [
  asked(told.stream),
  ...amendmentsBefore(told)
    .filter((amendment) => !isRefusedBy(told.kci, amendment, told.stream))
    .map(bodyOf),
];

/** Where the texts of a problem are. */
const TEXTS: readonly (readonly string[])[] = [
  ['problemText'],
  ...['primaryContact', 'secondaryContact'].flatMap((contact) =>
    ['name', 'phoneNumber', 'email'].map((member) => [contact, member]),
  ),
  ['hazards'],
  ['onSiteRestrictions'],
  ['notes'],
];

/** A text as it is compared; telephone numbers are written in many ways. */
const comparable = (value: unknown, path: readonly string[]) =>
  path.at(-1) === 'phoneNumber' ? inWords(value).replace(/\D/g, '').slice(-9) : canonical(value);

/** Characteristics as they are compared. */
const comparables = (characteristics: readonly JsonObject[]) =>
  characteristics.map(({ name, value }) => ({ name, value: canonical(value) }));

/** What a KCI shows as no version of the problem has it, of what is not left out. */
function inNoVersion(told: Reported): readonly Violation[] {
  const { kci, stream } = told;
  const versions = versionsAt(told);
  const unlike = (expected: string, actual: string): Violation => ({
    expected,
    actual,
    seen: [stream.subject.origin, kci.event.seq],
  });
  const texts = TEXTS.flatMap((path): readonly Violation[] => {
    const known = versions.map((version) => within(version, ...path)).filter(isGiven);
    const shown = within(kci.entity, ...path);
    const isKnown = known.some((value) => comparable(value, path) === comparable(shown, path));
    return !isGiven(shown) || known.length === 0 || isKnown
      ? []
      : [unlike(`${path.join('.')} ${inWords(known.at(-1))}`, inWords(shown))];
  });
  // Who adds characteristics, or keeps those that an amendment does not repeat, still shows all of some version.
  const shown = comparables(objectsIn(kci.entity, 'characteristics'));
  const lacking = versions
    .map((version) => comparables(objectsIn(version, 'characteristics')))
    .filter(({ length }) => length > 0 && shown.length > 0)
    .map((known) => departures(known, shown, 'characteristics'));
  const last = lacking.every(({ length }) => length > 0) ? lacking.at(-1)?.[0] : undefined;
  return [...texts, ...(last ? [unlike(`${last.path} ${last.sent}`, last.answered)] : [])];
}

/** The KCIs about a problem after an amendment that was taken. What is made up for a generated one need not be kept to the letter. */
const afterAmendments = (evidence: Evidence): readonly Reported[] =>
  reportedOf('problem')(evidence).filter((told) => {
    const amendments = amendmentsBefore(told).map(({ exchange }) => exchange);
    return amendments.some(({ response }) => isSuccess(response?.status ?? 0)) && !amendments.some(isGenerated);
  });

export const amendmentLeavesTheRest = check<Reported>({
  id: 'amendment-leaves-the-rest',
  requirement: 'PRA-MERGE',
  title: 'what amendments of a problem do not name',
  needs: 'requests',
  forEach: afterAmendments,
  violation: inNoVersion,
});

/** The members of a contact. */
const REACHED_BY = ['name', 'phoneNumber', 'email'];

/** Whether a KCI shows a contact, and leaves a member of it out. */
const leavesOut = ({ entity }: Kci, contact: string, member: string) =>
  isObject(within(entity, contact)) && !isGiven(within(entity, contact, member));

/** Whether KCIs with a reason leave a member of a contact out that was told, although nobody has amended the problem. */
const isHabit = ({ views }: Evidence, reason: string | undefined, contact: string, member: string) =>
  views.streams.some(
    (stream) =>
      stream.subject.kind === 'problem' &&
      isGiven(within(asked(stream), contact, member)) &&
      stream.requests.every(({ kind }) => kind !== 'amendment') &&
      stream.kcis.some((kci) => kci.reasonCode === reason && leavesOut(kci, contact, member)),
  );

/** What was shown of a contact before it was amended, and is shown no more although no amendment names it. */
function lostOf(contact: string, told: Reported, evidence: Evidence): readonly Violation[] {
  const { kci, stream } = told;
  const amendments = amendmentsBefore(told).filter((amendment) => !isRefusedBy(kci, amendment, stream));
  const [first] = amendments;
  const before =
    first &&
    stream.kcis.findLast(
      ({ event, entity }) => event.seq < first.exchange.request.seq && isObject(within(entity, contact)),
    );
  if (!before) return [];
  const given = amendments.map((amendment) => bodyOf(amendment)[contact]).filter((value) => value !== undefined);
  const name = canonical(within(before.entity, contact, 'name'));
  // Of somebody else nothing holds that was known of the one before.
  const isOneAndTheSame = given.every(
    (value) => isObject(value) && (value.name === undefined || canonical(value.name) === name),
  );
  if (!isOneAndTheSame) return [];
  const after = stream.kcis.slice(stream.kcis.indexOf(kci));
  return REACHED_BY.filter(
    (member) =>
      isGiven(within(before.entity, contact, member)) &&
      leavesOut(kci, contact, member) &&
      given.every((value) => isObject(value) && value[member] === undefined) &&
      // Whoever shows it again has not lost it.
      !after.some(({ entity }) => isGiven(within(entity, contact, member))) &&
      !isHabit(evidence, kci.reasonCode, contact, member),
  ).map((member) => ({
    expected: `${contact}.${member} ${inWords(within(before.entity, contact, member))}, as before`,
    actual: `missing with ${kci.reasonCode}`,
    seen: [before.event.seq, first.exchange.request.seq, kci.event.seq],
  }));
}

export const amendedContactOfProblemIsWhole = check<Reported>({
  id: 'amended-contact-of-problem-is-whole',
  requirement: 'PRA-MERGE',
  title: 'what amendments of a problem do not name of a contact',
  needs: 'requests',
  forEach: afterAmendments,
  violation: (told, evidence) =>
    ['primaryContact', 'secondaryContact'].flatMap((contact) => lostOf(contact, told, evidence)),
});

/** The checks of how KCIs show what was amended of a problem. */
export const PROBLEM_AMENDMENT_CHECKS: readonly Check[] = [
  amendedShowsProblemAmendment,
  grantedProblemAmendmentIsApplied,
  amendmentLeavesTheRest,
  amendedContactOfProblemIsWhole,
];
