import { shown } from '../specs/describe.ts';
import { PROBLEM_USES, type ProblemUse } from '../specs/problem-codes.ts';
import { check, type Check, type Violation } from './check.ts';
import {
  asViolations,
  findingsOf,
  hasPublishedForm,
  inWords,
  isGiven,
  reported,
  withoutDates,
  withReason,
  type Reported,
} from './kci-triggers.ts';
import { readTime } from './london.ts';

/** A check that KCIs with one of the reasons show the order in one of the statuses. */
const showsStatus = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  reason: string,
  ...statuses: readonly string[]
) =>
  check<Reported>({
    ...definition,
    forEach: (evidence) =>
      withReason(reason)(evidence).filter(({ kci, stream }) => hasPublishedForm(stream) || kci.status !== undefined),
    violation: ({ kci }) =>
      kci.status !== undefined && statuses.includes(kci.status)
        ? undefined
        : {
            expected: `status ${statuses.join(' or ')} with ${reason}`,
            actual: kci.status ?? 'no status',
            seen: [kci.event.seq],
          },
  });

/** What is wrong when a KCI says nothing in a member of its envelope. */
export function unsaid({ kci }: Reported, member: 'problemCode' | 'text'): Violation | undefined {
  return (kci[member] ?? '').trim() !== ''
    ? undefined
    : { expected: `${member} with ${kci.reasonCode}`, actual: 'none', seen: [kci.event.seq] };
}

/** A check that KCIs with one of the reasons say something in a member of the envelope. */
const says = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  member: 'problemCode' | 'text',
  ...reasons: readonly string[]
) =>
  check<Reported>({
    ...definition,
    forEach: withReason(...reasons),
    violation: (reported) => unsaid(reported, member),
  });

export const acknowledgedShowsAcknowledged = showsStatus(
  { id: 'acknowledged-shows-acknowledged', requirement: 'KCI-ACKNOWLEDGED-STATUS', title: 'status of ACKNOWLEDGED' },
  'ACKNOWLEDGED',
  'ACKNOWLEDGED',
);

export const committedShowsInProgress = showsStatus(
  { id: 'committed-shows-in-progress', requirement: 'KCI-COMMITTED-STATUS', title: 'status of COMMITTED' },
  'COMMITTED',
  'IN_PROGRESS',
);

export const rejectedShowsRejected = showsStatus(
  { id: 'rejected-shows-rejected', requirement: 'KCI-REJECTED-STATUS', title: 'status of ORDER_REJECTED' },
  'ORDER_REJECTED',
  'REJECTED',
);

export const cancelledShowsCancelled = showsStatus(
  { id: 'cancelled-shows-cancelled', requirement: 'KCI-CANCELLED-STATUS', title: 'status of CANCELLED' },
  'CANCELLED',
  'CANCELLED',
);

export const completedShowsCompleted = showsStatus(
  { id: 'completed-shows-completed', requirement: 'KCI-COMPLETED-STATUS', title: 'status of COMPLETED' },
  'COMPLETED',
  'COMPLETED',
  'PARTIAL',
);

export const committedGivesDates = check<Reported>({
  id: 'committed-gives-dates',
  requirement: 'KCI-COMMITTED-DATES',
  title: 'both dates with COMMITTED',
  forEach: (evidence) => withReason('COMMITTED')(evidence).filter(({ stream }) => hasPublishedForm(stream)),
  violation: withoutDates,
});

export const committedDatesAreEqual = check<Reported>({
  id: 'committed-dates-are-equal',
  requirement: 'KCI-COMMITTED-DATES-EQUAL',
  title: 'equal dates with COMMITTED',
  forEach: (evidence) =>
    withReason('COMMITTED')(evidence).filter(
      ({ kci }) => isGiven(kci.entity?.committedDate) && isGiven(kci.entity?.targetDate),
    ),
  violation: ({ kci }) => {
    const { committedDate, targetDate } = kci.entity ?? {};
    return Date.parse(inWords(committedDate)) === Date.parse(inWords(targetDate))
      ? undefined
      : { expected: `targetDate ${inWords(committedDate)}`, actual: inWords(targetDate), seen: [kci.event.seq] };
  },
});

/** A day, in milliseconds. */
const DAY = 86_400_000;

/** The dates of a commitment, by member, as far as they say which moment they mean. */
const promised = ({ kci }: Reported): readonly (readonly [member: string, moment: number])[] =>
  ['committedDate', 'targetDate'].flatMap((member) => {
    const time = readTime(kci.entity?.[member]);
    return time ? [[member, time.instant] as const] : [];
  });

export const committedDatesAreAhead = check<Reported>({
  id: 'committed-dates-are-ahead',
  requirement: 'KCI-COMMITTED-AHEAD',
  title: 'dates of COMMITTED that are to come',
  forEach: (evidence) => withReason('COMMITTED')(evidence).filter((reported) => promised(reported).length > 0),
  violation: (reported) => {
    const { kci } = reported;
    const over = promised(reported).filter(([, moment]) => moment + DAY < Date.parse(kci.event.at));
    return over.length > 0
      ? {
          expected: `dates that are not over at ${kci.event.at}`,
          actual: over.map(([member]) => `${member} ${inWords(kci.entity?.[member])}`).join(', '),
          seen: [kci.event.seq],
        }
      : undefined;
  },
});

export const rejectedSaysWhy = says(
  { id: 'rejected-says-why', requirement: 'KCI-REJECTED-TEXT', title: 'text of ORDER_REJECTED' },
  'text',
  'ORDER_REJECTED',
);

export const rejectedGivesNoDates = check<Reported>({
  id: 'rejected-gives-no-dates',
  requirement: 'KCI-REJECTED-DATES',
  title: 'no dates with ORDER_REJECTED',
  forEach: withReason('ORDER_REJECTED'),
  violation: ({ kci }) => {
    const given = ['committedDate', 'targetDate'].filter((date) => isGiven(kci.entity?.[date]));
    return given.length > 0
      ? { expected: 'neither committedDate nor targetDate', actual: given.join(' and '), seen: [kci.event.seq] }
      : undefined;
  },
});

export const delayNamesProblem = says(
  { id: 'delay-names-problem', requirement: 'KCI-DELAY-PROBLEM', title: 'problemCode of DELAY' },
  'problemCode',
  'DELAY',
);

export const warningNamesProblem = says(
  { id: 'warning-names-problem', requirement: 'KCI-WARNING-PROBLEM', title: 'problemCode of WARNING' },
  'problemCode',
  'WARNING',
);

export const reappointNamesProblem = says(
  { id: 'reappoint-names-problem', requirement: 'KCI-REAPPOINT-PROBLEM', title: 'problemCode of REAPPOINT' },
  'problemCode',
  'REAPPOINT',
);

export const cancelledNamesProblem = says(
  { id: 'cancelled-names-problem', requirement: 'KCI-CANCELLED-PROBLEM', title: 'problemCode of CANCELLED' },
  'problemCode',
  'CANCELLED',
);

export const informationIsSpecified = says(
  { id: 'information-is-specified', requirement: 'KCI-INFORMATION-TEXT', title: 'text of INFORMATION_REQUIRED' },
  'text',
  'INFORMATION_REQUIRED',
);

export const unhappyKciNamesProblem = says(
  {
    id: 'unhappy-kci-names-problem',
    requirement: 'KCI-UNHAPPY-PROBLEM',
    title: 'problemCode of rejections and requests',
  },
  'problemCode',
  'ORDER_REJECTED',
  'AMENDMENT_REJECTED',
  'CANCELLATION_REJECTED',
  'INFORMATION_REQUIRED',
);

export const refusalSaysWhy = says(
  { id: 'refusal-says-why', requirement: 'KCI-REFUSAL-TEXT', title: 'text of refused requests' },
  'text',
  'AMENDMENT_REJECTED',
  'CANCELLATION_REJECTED',
);

export const partialIsExplained = check<Reported>({
  id: 'partial-is-explained',
  requirement: 'KCI-PARTIAL-EXPLAINED',
  title: 'problemCode and text of PARTIAL',
  forEach: (evidence) => withReason('COMPLETED')(evidence).filter(({ kci }) => kci.status === 'PARTIAL'),
  violation: ({ kci }) => {
    const missing = (['problemCode', 'text'] as const).filter((member) => !isGiven(kci[member]));
    return missing.length > 0
      ? { expected: 'problemCode and text', actual: `no ${missing.join(' and no ')}`, seen: [kci.event.seq] }
      : undefined;
  },
});

export const problemIsListed = check<Reported>({
  id: 'problem-is-listed',
  requirement: 'KCI-PROBLEM-LISTED',
  title: 'problemCode of the published list',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => isGiven(kci.problemCode)),
  violation: ({ kci }, evidence) =>
    asViolations(
      kci,
      findingsOf(kci, evidence).filter(({ severity, where }) => severity === 'warning' && where === 'body/problemCode'),
    ),
});

/** What a problem code is used for by each reason that the published table has a column for. */
const USES: Readonly<Record<string, ProblemUse>> = {
  CANCELLED: 'cancel',
  DELAY: 'delay',
  REAPPOINT: 'reappoint',
};

export const problemFitsReason = check<Reported>({
  id: 'problem-fits-reason',
  requirement: 'KCI-PROBLEM-FITS',
  title: 'problemCode used as the table says',
  forEach: (evidence) =>
    withReason(...Object.keys(USES))(evidence).filter(({ kci }) => (kci.problemCode ?? '') in PROBLEM_USES),
  violation: ({ kci }) => {
    const use = USES[kci.reasonCode ?? ''];
    const uses = PROBLEM_USES[kci.problemCode ?? ''] ?? [];
    return use === undefined || uses.includes(use)
      ? undefined
      : {
          expected: `a problem code that may ${use}, with ${kci.reasonCode}`,
          actual: `${kci.problemCode}, which may only ${uses.join(', ')}`,
          seen: [kci.event.seq],
        };
  },
});

export const otherIsExplained = check<Reported>({
  id: 'other-is-explained',
  requirement: 'KCI-PROBLEM-OTHER',
  title: 'problemCode OTHER explained',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.problemCode === 'OTHER'),
  violation: ({ kci }) =>
    [kci.text, kci.body.supplierCode, kci.body.supplierCodes].some(isGiven)
      ? undefined
      : { expected: 'text or supplierCodes with OTHER', actual: 'neither', seen: [kci.event.seq] },
});

export const supplierCodesAgree = check<Reported>({
  id: 'supplier-codes-agree',
  requirement: 'KCI-SUPPLIER-CODES-AGREE',
  title: 'supplierCode among supplierCodes',
  forEach: (evidence) =>
    reported(evidence).filter(({ kci }) => isGiven(kci.body.supplierCode) && Array.isArray(kci.body.supplierCodes)),
  violation: ({ kci }) =>
    (kci.body.supplierCodes as readonly unknown[]).includes(kci.body.supplierCode)
      ? undefined
      : {
          expected: `supplierCodes with ${inWords(kci.body.supplierCode)} among them`,
          actual: shown(kci.body.supplierCodes),
          seen: [kci.event.seq],
        },
});

/** The variants of what a supplier creates itself. */
const OWN_VARIANTS = ['unsolicited-cease', 'incident'];

export const createdIsNotForPlacedOrders = check<Reported>({
  id: 'created-is-not-for-placed-orders',
  requirement: 'KCI-CREATED-ONLY-FOR-CEASE',
  title: 'no CREATED for what the tenant placed',
  forEach: (evidence) =>
    reported(evidence).filter(({ stream: { subject } }) => !OWN_VARIANTS.includes(subject.variant)),
  violation: ({ kci, stream }) =>
    kci.reasonCode === 'CREATED'
      ? {
          expected: 'ACKNOWLEDGED or a later reason',
          actual: 'CREATED',
          seen: [stream.subject.origin, kci.event.seq],
        }
      : undefined,
});

/** Checks of what each reason code obliges a KCI to say. */
export const KCI_CONTENT_CHECKS: readonly Check[] = [
  acknowledgedShowsAcknowledged,
  committedShowsInProgress,
  committedGivesDates,
  committedDatesAreEqual,
  committedDatesAreAhead,
  rejectedShowsRejected,
  rejectedSaysWhy,
  rejectedGivesNoDates,
  delayNamesProblem,
  warningNamesProblem,
  reappointNamesProblem,
  cancelledNamesProblem,
  cancelledShowsCancelled,
  completedShowsCompleted,
  informationIsSpecified,
  unhappyKciNamesProblem,
  refusalSaysWhy,
  partialIsExplained,
  problemIsListed,
  problemFitsReason,
  otherIsExplained,
  supplierCodesAgree,
  createdIsNotForPlacedOrders,
];
