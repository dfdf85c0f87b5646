import type { JsonObject } from '../specs/json-object.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { isGenerated, isRefusal, isSuccess, objectsIn } from './answers.ts';
import { check, type Check, type Violation } from './check.ts';
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

export const amendmentLeavesTheRest = check<Reported>({
  id: 'amendment-leaves-the-rest',
  requirement: 'PRA-MERGE',
  title: 'what amendments of a problem do not name',
  needs: 'requests',
  // What is made up for a generated amendment need not be kept to the letter.
  forEach: (evidence) =>
    reportedOf('problem')(evidence).filter((told) => {
      const amendments = amendmentsBefore(told).map(({ exchange }) => exchange);
      return amendments.some(({ response }) => isSuccess(response?.status ?? 0)) && !amendments.some(isGenerated);
    }),
  violation: inNoVersion,
});

/** The checks of how KCIs show what was amended of a problem. */
export const PROBLEM_AMENDMENT_CHECKS: readonly Check[] = [
  amendedShowsProblemAmendment,
  grantedProblemAmendmentIsApplied,
  amendmentLeavesTheRest,
];
