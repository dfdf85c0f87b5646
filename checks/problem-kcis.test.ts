import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { severity, type Requirement } from '../specs/requirement.ts';
import type { Feature } from '../specs/requirement.ts';
import { KCI_CONTENT_REQUIREMENTS } from '../specs/requirements/kci-content.ts';
import { KCI_MESSAGE_REQUIREMENTS } from '../specs/requirements/kci-messages.ts';
import { PROBLEM_KCI_REQUIREMENTS } from '../specs/requirements/problem-kcis.ts';
import { concluded, history, PROFILE, STARTED, type Happening } from './fixtures/history.ts';
import {
  problem,
  problemChanged,
  problemKci,
  problemReported,
  resolution,
  testAsked,
  testKci,
} from './fixtures/repairs.ts';
import { createdIsNotForPlacedOrders } from './kci-content.ts';
import { kciReasonIsConfirmed, kciReasonIsKnown } from './kci-envelope.ts';
import { PROBLEM_AMENDMENT_CHECKS } from './problem-amendments.ts';
import { PROBLEM_KCI_CHECKS } from './problem-kcis.ts';
import { PROBLEM_OUTCOME_CHECKS } from './problem-outcomes.ts';

const LONG = 400_000;
const CHECKS = [...PROBLEM_OUTCOME_CHECKS, ...PROBLEM_KCI_CHECKS, ...PROBLEM_AMENDMENT_CHECKS];

const judged = (id: string, ...happened: readonly Happening[]) => {
  const check = CHECKS.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return concluded(check, PROBLEM_KCI_REQUIREMENTS, history(...happened));
};

const amended = (status: number) => problemChanged('handleAmendProblem', status);
const cancelled = (status: number) => problemChanged('handleCancelProblem', status);
const quoting = { serviceProblemAmendmentId: 901 };
const acknowledged = () => problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED');
const committed = () => problemKci('COMMITTED', 'IN_PROGRESS');
const end = problemReported(422);

test('an honest problem raises no alarm', () => {
  const story = [
    problemReported(202),
    acknowledged(),
    committed(),
    problemKci('DELAY', 'HELD', {}, { problemCode: 'ACCESS_ISSUE' }),
    problemKci('RESUMED', 'IN_PROGRESS'),
    problemKci('INFORMATION_REQUIRED', 'IN_PROGRESS', {}, { text: 'Which lights are on?' }),
    amended(202),
    problemKci('AMENDED', 'IN_PROGRESS', { ...quoting, notes: 'Ring the upper bell' }),
    problemKci('UPDATE', 'RESOLVED', { notes: 'Ring the upper bell' }),
    problemKci('COMPLETED', 'COMPLETED', { notes: 'Ring the upper bell' }),
    LONG,
    end,
  ];
  for (const { id } of CHECKS) {
    expect(`${id} ${judged(id, ...story).outcome}`).toMatch(/ (passed|not-applicable)$/);
  }
});

test('accepted-problem-is-acknowledged', () => {
  const id = 'accepted-problem-is-acknowledged';
  expect(judged(id, problemReported(202), 40_000, end).actual).toEqual(['none came']);
  for (const kci of [
    problemKci('REJECTED', 'REJECTED'),
    problemKci('UPDATE', 'HELD'),
    problemKci('COMMITTED', undefined),
  ]) {
    expect(judged(id, problemReported(202), kci, 40_000, end).outcome).toBe('passed');
  }
  expect(judged(id, problemReported(201), 40_000, end).outcome).toBe('not-applicable');
});

test('accepted-problem-is-acknowledged before it is resolved', () => {
  const id = 'accepted-problem-is-acknowledged';
  const solved = (...first: readonly Happening[]) =>
    judged(id, problemReported(202), ...first, problemKci('UPDATE', 'RESOLVED'), 2_000, end).actual;
  expect(solved()).toEqual([expect.stringContaining('status RESOLVED) without')]);
  for (const first of [acknowledged(), committed(), problemKci('UPDATE', 'HELD')]) expect(solved(first)).toEqual([]);
  expect(judged(id, problemReported(202), problemKci('COMPLETED', undefined), 2_000, end).actual).toHaveLength(1);
  expect(judged(id, problemReported(202), problemKci('UPDATE', 'RESOLVED'), end).outcome).toBe('passed');
  expect(judged(id, problemReported(202), problemKci('REJECTED', 'REJECTED'), 2_000, end).outcome).toBe('passed');
});

test('acknowledgement-gives-problem-reference', () => {
  const id = 'acknowledgement-gives-problem-reference';
  const without = problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { supplierReference: undefined });
  expect(judged(id, problemReported(202), without).actual).toEqual(['none']);
  const others = { serviceTestReference: 'TEST_1', parentServiceProblemReference: 'INC_1', supplierReference: '' };
  expect(judged(id, problemReported(202), problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED', others)).outcome).toBe('failed');
  const otherwise = { supplierReference: undefined, supplierServiceProblemReference: 'PRB_801' };
  const named = [problemReported(202), problemKci('ACKNOWLEDGED', 'ACKNOWLEDGED', otherwise)];
  expect(judged(id, ...named).outcome).toBe('passed');
  const member = 'problem-reference-is-where-expected';
  expect(judged(member, ...named).outcome).toBe('failed');
  expect(judged(member, problemReported(202), acknowledged()).outcome).toBe('passed');
  expect(judged(member, problemReported(202), without).outcome).toBe('not-applicable');
  const rejected = problemKci('ORDER_REJECTED', 'REJECTED', { supplierReference: undefined });
  expect(judged(id, problemReported(202), rejected).outcome).toBe('not-applicable');
});

test('problem-amendment-outcome-follows', () => {
  const id = 'problem-amendment-outcome-follows';
  const asked = [problemReported(), committed(), amended(202)];
  const after = (kci: Happening) => judged(id, ...asked, kci, LONG, end);
  expect(after(problemKci('AMENDED', 'IN_PROGRESS', quoting)).outcome).toBe('passed');
  expect(after(problemKci('AMENDMENT_REJECTED', 'IN_PROGRESS')).outcome).toBe('passed');
  expect(after(problemKci('RESUBMIT', 'IN_PROGRESS', quoting)).outcome).toBe('passed');
  expect(after(problemKci('CANCELLED', 'CANCELLED')).outcome).toBe('passed');
  expect(after(problemKci('AMENDED', 'IN_PROGRESS', { serviceProblemAmendmentId: 1 })).actual).toEqual(['none came']);
  expect(after(problemKci('UPDATE', 'IN_PROGRESS')).actual).toEqual(['none came']);
});

test('problem-cancellation-outcome-follows', () => {
  const id = 'problem-cancellation-outcome-follows';
  const asked = [problemReported(), committed(), cancelled(202)];
  expect(judged(id, ...asked, problemKci('CANCELLED', 'CANCELLED'), LONG, end).outcome).toBe('passed');
  expect(judged(id, ...asked, problemKci('CANCELLATION_REJECTED', 'IN_PROGRESS'), LONG, end).outcome).toBe('passed');
  expect(judged(id, ...asked, problemKci('UPDATE', 'RESOLVED'), LONG, end).actual).toEqual(['none came']);
});

test('problem-outcome-names-its-request, problem-outcome-quotes-its-request', () => {
  const asked = [problemReported(), committed(), amended(202)];
  const [names, quotes] = ['problem-outcome-names-its-request', 'problem-outcome-quotes-its-request'];
  expect(judged(names, ...asked, problemKci('AMENDED', 'IN_PROGRESS')).actual).toEqual(['neither']);
  expect(judged(names, ...asked, problemKci('AMENDED', 'IN_PROGRESS', quoting)).outcome).toBe('passed');
  expect(judged(quotes, ...asked, problemKci('AMENDED', 'IN_PROGRESS', quoting)).outcome).toBe('passed');
  expect(
    judged(quotes, ...asked, problemKci('AMENDED', 'IN_PROGRESS', { serviceProblemAmendmentId: 5 })).actual,
  ).toEqual(['5']);
});

test('problem-comes-to-a-resolution', () => {
  const id = 'problem-comes-to-a-resolution';
  expect(judged(id, problemReported(), committed(), LONG, end).actual).toEqual(['none came']);
  expect(judged(id, problemReported(), problemKci('UPDATE', 'RESOLVED'), LONG, end).outcome).toBe('passed');
  expect(judged(id, problemReported(), problemKci('CONFIRM', undefined), LONG, end).outcome).toBe('passed');
  const steered = problemReported(201, undefined, { scenario: 'PROBLEM_IN_PROGRESS' });
  expect(judged(id, steered, LONG, end).outcome).toBe('not-exercised');
  expect(judged(id, problemReported(), cancelled(201), LONG, end).outcome).toBe('not-exercised');
});

test('resolved-tells-resolution, resolution-is-where-expected', () => {
  const bare = problemKci('UPDATE', 'RESOLVED', { serviceProblemResolution: undefined });
  expect(judged('resolved-tells-resolution', problemReported(), bare).expected).toEqual([
    'a resolution with supplierReference, resolvedDate, resolutionDetails.resolutionCode',
  ]);
  const shown = (member: string) =>
    problemKci('UPDATE', 'RESOLVED', { serviceProblemResolution: undefined, [member]: resolution() });
  for (const id of ['resolved-tells-resolution', 'resolution-is-where-expected']) {
    expect(judged(id, problemReported(), shown('serviceProblemResolution'), shown('resolution')).outcome).toBe(
      'passed',
    );
  }
  expect(judged('resolved-tells-resolution', problemReported(), shown('repair')).outcome).toBe('passed');
  expect(judged('resolution-is-where-expected', problemReported(), shown('repair')).actual).toEqual(['repair']);
});

test('problem-status-fits-reason', () => {
  const id = 'problem-status-fits-reason';
  expect(judged(id, problemReported(), problemKci('COMMITTED', 'HELD')).actual).toEqual(['HELD']);
  expect(
    judged(id, problemReported(), problemKci('REJECTED', 'REJECTED'), problemKci('CONFIRM', 'RESOLVED')).outcome,
  ).toBe('passed');
  expect(judged(id, problemReported(), problemKci('COMMITTED', undefined)).outcome).toBe('not-exercised');
});

test('problem-is-not-shown-pending', () => {
  const id = 'problem-is-not-shown-pending';
  expect(judged(id, problemReported(), problemKci('INFORMATION_REQUIRED', 'PENDING')).outcome).toBe('failed');
  expect(judged(id, problemReported(), problemKci('INFORMATION_REQUIRED', 'IN_PROGRESS')).outcome).toBe('passed');
});

test('problem-step-is-described', () => {
  const id = 'problem-step-is-described';
  expect(judged(id, problemReported(), committed(), problemKci('COMPLETED', 'COMPLETED')).outcome).toBe('failed');
  expect(judged(id, problemReported(), committed(), problemKci('WARNING', 'HELD')).outcome).toBe('failed');
  expect(judged(id, problemReported(202), problemKci('UPDATE', 'HELD')).outcome).toBe('passed');
  expect(judged(id, problemReported(), committed(), problemKci('UPDATE', 'ON_HOLD')).outcome).toBe('passed');
});

test('a problem may echo that a request is open, and goes on from where it was', () => {
  const id = 'problem-step-is-described';
  const open = [problemReported(), committed(), amended(202)];
  const echo = problemKci('UPDATE', 'PENDING_AMENDMENT');
  expect(judged(id, ...open, echo, problemKci('UPDATE', 'IN_PROGRESS')).outcome).toBe('passed');
  expect(judged(id, ...open, echo, problemKci('UPDATE', 'RESOLVED')).outcome).toBe('passed');
  expect(judged(id, ...open, problemKci('UPDATE', 'PENDING_CANCELLATION')).outcome).toBe('failed');
  expect(judged(id, problemReported(), committed(), echo).outcome).toBe('failed');
  const closed = [...open, problemKci('AMENDED', 'IN_PROGRESS', quoting)];
  expect(judged(id, ...closed, problemKci('UPDATE', 'PENDING_AMENDMENT')).outcome).toBe('failed');
});

test('nothing-follows-the-end-of-a-problem', () => {
  const id = 'nothing-follows-the-end-of-a-problem';
  const over = [problemReported(), problemKci('UPDATE', 'RESOLVED'), problemKci('COMPLETED', 'COMPLETED')];
  expect(judged(id, ...over, problemKci('AMENDMENT_REJECTED', 'COMPLETED')).outcome).toBe('passed');
  expect(judged(id, ...over, problemKci('RESUBMIT', 'COMPLETED')).outcome).toBe('passed');
  // Only orders are known to end as FAILED; and nobody has to end a problem within the time of a run.
  expect(judged(id, problemReported(), problemKci('UPDATE', 'FAILED'), committed()).outcome).toBe('not-applicable');
  expect(severity(PROBLEM_KCI_REQUIREMENTS.find((rule) => rule.id === 'PRB-KCI-TERMINAL') as Requirement)).toBe(
    'error',
  );
  expect(judged(id, ...over, problemKci('UPDATE', 'IN_PROGRESS')).outcome).toBe('failed');
});

test('refusal-keeps-status-of-problem', () => {
  const id = 'refusal-keeps-status-of-problem';
  const asked = [problemReported(), committed(), amended(202)];
  expect(judged(id, ...asked, problemKci('AMENDMENT_REJECTED', 'IN_PROGRESS', quoting)).outcome).toBe('passed');
  expect(judged(id, ...asked, problemKci('AMENDMENT_REJECTED', 'HELD', quoting)).outcome).toBe('failed');
});

test('what KCIs about problems have to say', () => {
  for (const [id, kci, rest] of [
    ['delayed-problem-names-cause', ['DELAY', 'HELD'], { problemCode: 'ACCESS_ISSUE' }],
    ['delayed-problem-names-cause', ['REAPPOINT', 'IN_PROGRESS'], { problemCode: 'ACCESS_ISSUE' }],
    ['information-on-problem-is-specified', ['INFORMATION_REQUIRED', 'IN_PROGRESS'], { text: 'Which floor?' }],
    ['rejected-problem-says-why', ['ORDER_REJECTED', 'REJECTED'], { text: 'Not ours' }],
    ['rejected-problem-says-why', ['UPDATE', 'REJECTED'], { text: 'Not ours' }],
  ] as const) {
    expect(judged(id, problemReported(202), problemKci(kci[0], kci[1], {}, rest)).outcome).toBe('passed');
    expect(judged(id, problemReported(202), problemKci(kci[0], kci[1])).actual).toEqual(['none']);
  }
});

test('reappointed-problem-gives-slot', () => {
  const id = 'reappointed-problem-gives-slot';
  expect(judged(id, problemReported(), problemKci('REAPPOINTED', 'IN_PROGRESS')).actual).toEqual(['none']);
  const slot = { timeslotStartDateTime: '2026-02-02T08:00:00Z', timeslotEndDateTime: '2026-02-02T13:00:00Z' };
  const fine = problemKci('REAPPOINTED', 'IN_PROGRESS', { appointmentTimeslot: slot });
  expect(judged(id, problemReported(), fine).outcome).toBe('passed');
});

test('incident-names-its-parent', () => {
  const id = 'incident-names-its-parent';
  expect(judged(id, problemReported(), problemKci('DELAY', 'NETWORK_INCIDENT')).actual).toEqual(['neither']);
  const parent = { parentServiceProblemReference: 'PRB_1' };
  expect(judged(id, problemReported(), problemKci('DELAY', 'NETWORK_INCIDENT', parent)).outcome).toBe('passed');
});

test('kci-shows-the-problem', () => {
  const other = problemKci('COMMITTED', 'IN_PROGRESS', { serviceId: 'S9', problemType: 'OUTAGE', notes: 'Else' });
  expect(judged('kci-shows-the-problem', problemReported(), other).actual).toEqual(['S9', 'OUTAGE']);
});

const NEW_NOTES = 'Ring the upper bell';

test('amended-shows-problem-amendment', () => {
  const id = 'amended-shows-problem-amendment';
  const asked = [problemReported(), committed(), amended(202)];
  expect(judged(id, ...asked, problemKci('AMENDED', 'IN_PROGRESS', quoting)).actual).toEqual([
    '"Router restarted twice"',
  ]);
  const fine = problemKci('AMENDED', 'IN_PROGRESS', { ...quoting, notes: NEW_NOTES });
  expect(judged(id, ...asked, fine).outcome).toBe('passed');
});

test('granted-problem-amendment-is-applied', () => {
  const id = 'granted-problem-amendment-is-applied';
  const granted = [problemReported(), committed(), amended(201)];
  const asBefore = () => problemKci('UPDATE', 'IN_PROGRESS');
  const applied = () => problemKci('UPDATE', 'IN_PROGRESS', { notes: NEW_NOTES });
  expect(judged(id, ...granted, 2_000, applied()).outcome).toBe('passed');
  expect(judged(id, ...granted, 2_000, asBefore()).actual).toEqual(['"Router restarted twice", as before']);
  expect(judged(id, ...granted, asBefore()).outcome, 'it was still on its way').toBe('not-applicable');
  const delayed = problemKci('UPDATE', 'IN_PROGRESS', {}, { issuedOn: STARTED });
  expect(judged(id, ...granted, 60_000, delayed).outcome, 'for long').toBe('not-applicable');
  expect(judged(id, ...granted, problemKci('COMPLETED', 'COMPLETED')).outcome, 'it was not').toBe('failed');
  const told = [
    problemReported(),
    committed(),
    amended(202),
    problemKci('AMENDED', 'IN_PROGRESS', { ...quoting, notes: NEW_NOTES }),
  ];
  expect(judged(id, ...told, applied()).outcome).toBe('passed');
  expect(judged(id, ...told, asBefore()).outcome, 'what was told as amended stays so').toBe('failed');
  expect(judged(id, problemReported(), committed(), amended(202), asBefore()).outcome).toBe('not-applicable');
  expect(judged(id, problemReported(), committed(), amended(422), 2_000, asBefore()).outcome).toBe('not-applicable');
  const characteristics = [{ name: 'SERVICE_HAS_WORKED', value: 'false' }];
  const other = problemChanged(
    'handleAmendProblem',
    201,
    {},
    { body: { id: 903, serviceProblemId: 801, characteristics } },
  );
  expect(judged(id, problemReported(), committed(), other, 2_000, asBefore()).outcome).toBe('failed');
});

test('amendment-leaves-the-rest', () => {
  const id = 'amendment-leaves-the-rest';
  const shown = (changes: Readonly<Record<string, unknown>>) =>
    problemKci('AMENDED', 'IN_PROGRESS', { ...quoting, notes: NEW_NOTES, ...changes });
  const after = (...kcis: readonly Happening[]) => judged(id, problemReported(), committed(), amended(202), ...kcis);
  expect(after(shown({})).outcome).toBe('passed');
  expect(judged(id, problemReported(), committed()).outcome).toBe('not-applicable');
  expect(judged(id, problemReported(), committed(), amended(422), shown({})).outcome).toBe('not-applicable');

  const contact = { name: 'Ada Smith', phoneNumber: '01234 567890' };
  for (const [changes, actual] of [
    [{ problemText: 'Something else altogether' }, 'Something else altogether'],
    [{ primaryContact: { ...contact, name: 'Bob' } }, 'Bob'],
    [{ primaryContact: { ...contact, phoneNumber: '01234 999999' } }, '01234 999999'],
    [{ characteristics: [{ name: 'X', value: 'y' }] }, 'missing'],
    [{ characteristics: [{ name: 'SERVICE_HAS_WORKED', value: 'false' }] }, '"FALSE"'],
    [{ notes: 'wiped' }, 'wiped'],
  ] as const) {
    expect(after(shown(changes)).actual, JSON.stringify(changes)).toEqual([actual]);
  }
  for (const changes of [
    { problemText: undefined, primaryContact: undefined, characteristics: undefined, notes: undefined },
    { primaryContact: { ...contact, phoneNumber: '+44 1234 567890' }, secondaryContact: { name: 'Ours' } },
    {
      characteristics: [
        { name: 'OURS', value: '1' },
        { name: 'SERVICE_HAS_WORKED', value: true },
      ],
    },
    // That it is not applied is a matter of another rule.
    { notes: 'Router restarted twice' },
  ]) {
    expect(after(shown(changes)).outcome, JSON.stringify(changes)).toBe('passed');
  }
});

test('amended-contact-of-problem-is-whole', () => {
  const id = 'amended-contact-of-problem-is-whole';
  const bare = { name: 'Ada Smith', phoneNumber: '01234 567890' };
  const whole = { ...bare, email: 'ada@example.com' };
  const renumbered = { name: 'Ada Smith', phoneNumber: '01234 999999' };
  const reported = problemReported(202, undefined, { body: problem({ primaryContact: whole }) });
  const told = (reason: string, primaryContact: unknown, more = {}) =>
    problemKci(reason, 'IN_PROGRESS', { primaryContact, ...more });
  const changed = (primaryContact: unknown, status = 202) =>
    problemChanged('handleAmendProblem', status, {}, { body: { id: 901, serviceProblemId: 801, primaryContact } });
  const before = [reported, told('COMMITTED', whole)];
  const after = (primaryContact: unknown, ...kcis: readonly Happening[]) =>
    judged(id, ...before, changed(primaryContact), ...kcis);

  const lost = after(renumbered, told('AMENDED', renumbered, quoting));
  expect(lost).toMatchObject({ outcome: 'failed', actual: ['missing with AMENDED'] });
  expect(after(renumbered, told('UPDATE', { ...renumbered, email: '' })).outcome).toBe('failed');
  const named = judged(id, ...before, amended(202), told('AMENDED', { email: whole.email }, quoting));
  expect(named.actual, 'whatever it was that was amended').toEqual(['missing with AMENDED', 'missing with AMENDED']);

  for (const [because, verdict] of [
    ['it is there', after(renumbered, told('AMENDED', { ...renumbered, email: whole.email }, quoting))],
    ['no contact is shown at all', after(renumbered, told('AMENDED', undefined, quoting))],
    ['it comes back', after(renumbered, told('AMENDED', renumbered, quoting), told('UPDATE', whole))],
    ['somebody else is to be reached', after({ ...renumbered, name: 'Bob' }, told('AMENDED', renumbered, quoting))],
    ['it was taken away', after({ ...renumbered, email: '' }, told('AMENDED', renumbered, quoting))],
    [
      'it was never shown',
      judged(id, reported, told('COMMITTED', bare), changed(renumbered), told('AMENDED', renumbered, quoting)),
    ],
    [
      'it is a habit',
      judged(
        id,
        problemReported(202, undefined, { body: problem({ id: 802, primaryContact: whole }), conversation: 'other' }),
        told('AMENDED', bare, { id: 802 }),
        ...before,
        changed(renumbered),
        told('AMENDED', renumbered, quoting),
      ),
    ],
  ] as const) {
    expect(verdict.outcome, because).toBe('passed');
  }
  const refused = judged(id, ...before, changed(renumbered, 422), told('UPDATE', renumbered));
  expect(refused.outcome).toBe('not-applicable');
});

test('while an amendment is not decided on a KCI may show either, and what was refused no more', () => {
  const id = 'amendment-leaves-the-rest';
  const asked = (notes: string, number: number) =>
    problemChanged('handleAmendProblem', 202, {}, { body: { id: number, serviceProblemId: 801, notes } });
  const story = [
    problemReported(),
    committed(),
    asked(NEW_NOTES, 901),
    problemKci('AMENDED', 'IN_PROGRESS', { ...quoting, notes: NEW_NOTES }),
    asked('Later', 902),
  ];
  for (const notes of ['Later', NEW_NOTES]) {
    expect(judged(id, ...story, problemKci('UPDATE', 'IN_PROGRESS', { notes })).outcome).toBe('passed');
  }
  const refused = problemKci('AMENDMENT_REJECTED', 'IN_PROGRESS', { serviceProblemAmendmentId: 902, notes: NEW_NOTES });
  expect(judged(id, ...story, refused, problemKci('UPDATE', 'IN_PROGRESS', { notes: 'Later' })).actual).toEqual([
    'Later',
  ]);
  const unanswered = problemChanged(
    'handleAmendProblem',
    503,
    {},
    {
      body: { id: 902, serviceProblemId: 801, notes: 'Later' },
    },
  );
  const whoKnows = [...story.slice(0, 4), unanswered, problemKci('UPDATE', 'IN_PROGRESS', { notes: 'Later' })];
  expect(judged(id, ...whoKnows).outcome, 'nobody knows whether it was taken').toBe('passed');
  const generated = problemChanged('handleAmendProblem', 202, {}, { generated: { id: 'v', edits: [] } });
  const trimmed = problemKci('UPDATE', 'IN_PROGRESS', { notes: 'Ring' });
  expect(judged(id, problemReported(), committed(), generated, trimmed).outcome).toBe('not-applicable');
});

test('created-is-not-for-placed-orders, nor for problems and tests', () => {
  const outcome = (feature: Feature, ...happened: readonly Happening[]) =>
    concluded(createdIsNotForPlacedOrders, KCI_CONTENT_REQUIREMENTS, history(...happened), {
      profile: { ...PROFILE, features: [feature] },
    }).outcome;
  expect(outcome('service-problems', problemReported(202), problemKci('CREATED', 'ACKNOWLEDGED'))).toBe('failed');
  expect(outcome('service-problems', problemReported(202), acknowledged())).toBe('passed');
  expect(outcome('service-tests', testAsked(), testKci('CREATED', 'IN_PROGRESS'))).toBe('failed');
});

test('every check of what KCIs tell of problems has a requirement', () => {
  const ids = PROBLEM_KCI_REQUIREMENTS.map(({ id }) => id);
  expect(CHECKS.map(({ requirement }) => requirement).filter((id) => !ids.includes(id))).toEqual([]);
});

test('where no reason code is published, an unlisted one is a warning', async () => {
  const contract = await theContract();
  const outcomes = (...happened: readonly Happening[]) =>
    [kciReasonIsKnown, kciReasonIsConfirmed].map(
      (check) => concluded(check, KCI_MESSAGE_REQUIREMENTS, history(...happened), { contract }).outcome,
    );
  expect(outcomes(problemReported(), problemKci('PROBLEM_SOLVED', 'RESOLVED'))).toEqual(['passed', 'failed']);
  expect(outcomes(problemReported(), problemKci('PROBLEM_SOLVED', 'IN_PROGRESS'))).toEqual(['failed', 'passed']);
  expect(outcomes(testAsked(), testKci('TEST_RESULT', 'COMPLETED'))).toEqual(['passed', 'failed']);
  expect(outcomes(problemReported(), problemKci('UPDATE', 'RESOLVED'))).toEqual(['passed', 'passed']);
});
