import type { Requirement } from '../requirement.ts';

const EXAMPLES = 'Portal page suppliers/supplierkciexamples, unsolicited ceases';
const REASONS = 'Portal page suppliers/supplierreasoncodes';
const GUIDE = 'Portal page unsolicitedcease';
const ANNOUNCE =
  'Let the supplier announce a cease: steering.UNSOLICITED_CEASE as an http call, a command or an instruction to a person.';

/** The rules of a cease that the supplier starts itself, because another retailer takes over the customer or the line. */
export const UNSOLICITED_CEASE_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'UC-CREATED-FIRST',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must announce an unsolicited cease with a CREATED KCI, before any other about it.',
    source: `${EXAMPLES}; ${REASONS}`,
    when: ['unsolicited-cease'],
    advice: 'Send CREATED as the first KCI (lowest sequence number); the gateway makes its order from it.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-CREATED-ONCE',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'policy',
    sentence: 'An unsolicited cease is announced once: no second CREATED KCI has the same supplierOrderReference.',
    source: 'Concluded: the gateway makes an order from each CREATED.',
    when: ['unsolicited-cease'],
    advice: 'Send ACKNOWLEDGED, COMMITTED or UPDATE for what happens next.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-REFERENCE',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'A KCI about an unsolicited cease carries the supplierOrderReference, since the supplier is not told a gateway id.',
    source: `Supplier Updates API 1.8 (an entity must be identifiable); ${EXAMPLES}`,
    when: ['unsolicited-cease'],
    advice: 'Send your own reference in each KCI about the cease, the same in all of them.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-INITIAL-STATUS',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'documented',
    sentence: 'An unsolicited cease is created as PENDING, ACKNOWLEDGED or IN_PROGRESS.',
    source: `${EXAMPLES} (the reason code page says COMMITTED where it means IN_PROGRESS)`,
    when: ['unsolicited-cease'],
    advice:
      'Choose one of the three; COMMITTED is a reason, not a status: the status of a committed order is IN_PROGRESS.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-DATES',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'An unsolicited cease that is created as IN_PROGRESS is committed and gives committedDate and targetDate.',
    source: EXAMPLES,
    when: ['unsolicited-cease'],
    onlyIf: 'creates an unsolicited cease as IN_PROGRESS',
    advice: 'Send both dates, or create the cease as ACKNOWLEDGED and commit to it later.',
    exercise: `${ANNOUNCE} It is to be created as IN_PROGRESS.`,
  },
  {
    id: 'UC-REASON',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'superseded',
    sentence: 'The reason of an unsolicited cease is CHANGE_OF_CP, WORKING_LINE_TAKEOVER or CP_REQUEST.',
    source: `${GUIDE}; ${EXAMPLES}`,
    when: ['unsolicited-cease'],
    advice: 'Send one of the three in reason.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-CEASE-DATE',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'policy',
    sentence: 'The requestedCeaseDate of an unsolicited cease is a day that the calendar has.',
    source: `${EXAMPLES}; concluded from the meaning of a date`,
    when: ['unsolicited-cease'],
    onlyIf: 'gives a requestedCeaseDate',
    advice: 'Send a full date, for example 2026-04-20.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-SERVICE-STABLE',
    area: 'unsolicited-cease',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'All KCIs about an unsolicited cease name the same service and the same reason.',
    source: 'Supplier Updates API 1.8 (the latest version of the order); the gaining provider can only move the date',
    when: ['unsolicited-cease'],
    advice: 'Build each KCI from the stored cease.',
    exercise: `${ANNOUNCE} It is to be reported on at least twice.`,
  },
  {
    id: 'UC-COMPLETION',
    area: 'unsolicited-cease',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'An unsolicited cease is followed by KCIs to its end: completed, or cancelled.',
    source: `${EXAMPLES} (the time limit is pace.outcome)`,
    when: ['unsolicited-cease'],
    onlyIf: 'announces a cease that nobody cancels',
    advice:
      'Report each milestone up to COMPLETED or CANCELLED. If staging is slower than the limit, raise pace.outcome.',
    exercise: ANNOUNCE,
  },
  {
    id: 'UC-CANCELLATION-FOUND',
    area: 'unsolicited-cease',
    level: 'SHOULD',
    standing: 'inferred',
    sentence:
      'The supplier should find the unsolicited cease that a cancellation names by supplierOrderReference, and take the cancellation or reject it with 422.',
    source:
      'Supplier API 1.15, handleCancelOrder: reasons of its own and an optional supplierOrderReference; the supplier cannot know the orderId',
    when: ['unsolicited-cease', 'cancellations'],
    advice: 'Look an order up by supplierOrderReference too; orderId is the number that the gateway gave the cease.',
    exercise: `${ANNOUNCE} It is cancelled for one of the five reasons that are for such a cease.`,
  },
  {
    id: 'UC-NOT-AMENDED',
    area: 'unsolicited-cease',
    level: 'MUST',
    standing: 'documented',
    sentence: 'An unsolicited cease cannot be amended.',
    source: `Portal page orderamendment; ${GUIDE}`,
    when: ['unsolicited-cease'],
    advice: 'Nothing: the gateway does not send such amendments.',
    exercise: 'Not exercised by a run, which keeps to what the gateway sends.',
    untested: 'It is the gateway that keeps it: no amendment of such a cease ever reaches a supplier.',
  },
];
