import { expect, test } from '@playwright/test';
import { broken } from '../journeys/variants/breaking.ts';
import type { FaultKind } from '../specs/faults.ts';
import type { Defect } from './defect.ts';
import { INPUT_DEFECTS } from './defects.ts';
import { ABSENT, ask, kindOf, varied, wired, wiredOf, type Asked, type Kind, type Wired } from './fixtures/asking.ts';
import { contract, faultsOfAnswer } from './fixtures/contract.ts';
import { setUp, type Received } from './fixtures/tenant.ts';
import { isObject, type JsonObject } from './model.ts';

/** A request that shows a defect, made from the plain one of a kind. */
interface Probe {
  readonly kind: Kind;
  readonly asked: (plain: Asked) => Asked;
  readonly message: (plain: Asked) => Promise<Wired>;
}

/** A valid request that is unusual at a place. */
function unusual(operation: string, places: string, value: unknown, variant?: string): Probe {
  const asked = (plain: Asked) => varied(plain, places, value);
  return { kind: kindOf(operation, variant), asked, message: (plain) => Promise.resolve(wired(asked(plain))) };
}

/** A request with a fault. */
function faulty(operation: string, fault: FaultKind, where: string): Probe {
  const kind = kindOf(operation);
  const message = async (plain: Asked) => {
    const shape = (await contract()).requestShape(operation, kind.variant);
    const written = broken(plain, { kind: fault, where, weight: 'sure' }, shape);
    if (!written) throw new Error(`there is nothing at ${where}`);
    return wiredOf(written);
  };
  return { kind, asked: (plain) => plain, message };
}

const ACCENTS = 'Zoë Müller';
const LONG = 'Ring twice. '.repeat(70);

/** What shows each of the defects. */
const PROBES: Readonly<Record<string, Probe>> = {
  'takes-objects-for-texts': faulty('handleCreateOrder', 'wrong-type', '/body/primaryContact/name'),
  'takes-objects-for-numbers': faulty('handleCancelOrder', 'wrong-type', '/body/id'),
  'takes-numbers-in-quotes': faulty('handleReserveAppointment', 'quoted', '/body/id'),
  'takes-numbers-in-quotes-for-later': faulty('handleAmendProblem', 'quoted', '/body/escalationRequest'),
  'looks-words-up-as-addresses': faulty('handleAvailabilityCheck', 'wrong-type', '/query/address'),
  'decides-on-objects': faulty('handleServiceProblemResolution', 'wrong-type', '/body/tenantNotes'),
  'reads-broken-queries': faulty('handleAppointmentAvailability', 'bad-query-json', '/query/address'),
  'closes-brackets-itself': faulty('handleReserveAppointment', 'broken-json', '/body'),
  'takes-in-empty-orders': faulty('handleCreateOrder', 'empty-body', '/body'),
  'takes-in-empty-amendments': faulty('handleAmendOrder', 'empty-body', '/body'),
  'takes-in-words-for-amendments': faulty('handleAmendProblem', 'not-an-object', '/body'),
  'takes-in-words-for-ethernet-orders': faulty('handleCreateEthernetOrder', 'not-an-object', '/body'),
  'reads-any-media-type': faulty('handleQuote', 'media-type', '/body'),

  'takes-contacts-without-number': faulty('handleCreateOrder', 'missing', '/body/secondaryContact/phoneNumber'),
  'takes-nameless-contacts': faulty('handleCreateProblem', 'missing', '/body/primaryContact/name'),
  'takes-nameless-sites': faulty('handleQuote', 'missing', '/body/sites/0/postcode'),
  'guesses-the-kind-of-address': faulty('handleCreateOrder', 'missing', '/body/address/type'),
  'takes-tests-and-quotes-without-number': faulty('handleServiceTest', 'missing', '/body/id'),
  'reserves-under-no-number': faulty('handleReserveAppointment', 'missing', '/body/id'),
  'tests-for-nothing-in-particular': faulty('handleServiceTest', 'missing', '/body/problemType'),
  'takes-problems-without-particulars': faulty('handleCreateProblem', 'missing', '/body/characteristics'),
  'amends-under-no-number': faulty('handleAmendOrder', 'missing', '/body/id'),
  'cancels-under-no-number': faulty('handleCancelOrder', 'missing', '/body/id'),
  'withdraws-problems-by-number-alone': faulty(
    'handleCancelProblem',
    'missing',
    '/body/supplierServiceProblemReference',
  ),
  'takes-silence-for-consent': faulty('handleServiceProblemResolution', 'missing', '/body/status'),
  'assumes-new-orders': faulty('handleCreateOrder', 'missing', '/body/orderType'),
  'finds-slots-for-anything': faulty('handleAppointmentAvailability', 'missing', '/query/serviceSpecification'),
  'takes-null-for-an-answer': faulty('handleCreateProblem', 'null', '/body/primaryContact'),
  'leaves-nulls-out': faulty('handleAmendProblem', 'null', '/body/secondaryContact'),
  'does-without-request-ids': faulty('handleQuote', 'missing-header', '/header/X-Request-ID'),

  'takes-texts-of-any-length': faulty('handleCreateProblem', 'too-long', '/body/hazards'),
  'takes-empty-texts': faulty('handleAmendOrder', 'too-short', '/body/primaryContact/name'),
  'takes-any-telephone-number': faulty('handleCreateOrder', 'pattern', '/body/primaryContact/phoneNumber'),
  'takes-any-email-address': faulty('handleAmendOrder', 'pattern', '/body/secondaryContact/email'),
  'tests-for-anything': faulty('handleServiceTest', 'pattern', '/body/problemType'),
  'takes-decisions-of-any-kind': faulty('handleServiceProblemResolution', 'word', '/body/status'),
  'takes-orders-of-any-type': faulty('handleCreateOrder', 'word', '/body/orderType'),
  'takes-days-that-never-come': faulty('handleReserveAppointment', 'format', '/body/timeslot/timeslotStartDateTime'),
  'takes-the-number-zero': faulty('handleQuote', 'too-small', '/body/id'),
  'quotes-for-parts-of-months': faulty('handleQuote', 'fraction', '/body/contractDetails/contractLength/value'),
  'takes-lists-of-nothing': faulty('handleAmendProblem', 'too-few', '/body/characteristics'),
  'cancels-for-any-reason': faulty('handleCancelProblem', 'pattern', '/body/reasonCode'),
  'reserves-for-any-purpose': faulty('handleReserveAppointment', 'pattern', '/body/purpose'),
  'ignores-unknown-service-types': faulty('handleAvailabilityCheck', 'word', '/query/serviceTypes/0'),
  'finds-no-slots-of-unknown-kinds': faulty('handleAppointmentAvailability', 'word', '/query/classifications/0'),

  'finds-slots-for-unknown-purposes': faulty('handleAppointmentAvailability', 'word', '/query/appointmentPurpose'),
  'overlooks-unreadable-first-days': faulty('handleAppointmentAvailability', 'format', '/query/appointmentFromDate'),

  'takes-accents-for-malformed': unusual('handleQuote', 'sites.0.name', ACCENTS),
  'takes-apostrophes-for-malformed': unusual('handleAmendOrder', 'primaryContact.name', "Brian O'Neill"),
  'wants-plain-telephone-numbers': unusual('handleCreateOrder', 'primaryContact.phoneNumber', '01632-960007'),
  'wants-spaces-in-telephone-numbers': unusual('handleAmendOrder', 'primaryContact.phoneNumber', '01632960002'),
  'keeps-telephone-numbers-short': unusual('handleCreateOrder', 'primaryContact.phoneNumber', '01632 '.repeat(8)),
  'knows-no-other-reason': unusual('handleCancelOrder', 'reasonCode', 'OTHER'),
  'knows-no-network-of-customers': unusual('handleCancelProblem', 'reasonCode', 'CUSTOMER_NETWORK_ISSUE'),
  'wants-plain-email-addresses': unusual('handleCreateProblem', 'primaryContact.email', 'alex+fibre@example.org'),
  'wants-more-than-a-letter': unusual('handleCreateOrder', 'secondaryContact.name', '李'),
  'keeps-remarks-short': unusual('handleCancelProblem', 'text', LONG),
  'counts-one-too-many': unusual('handleCreateProblem', 'primaryContact.name', 'x'.repeat(100)),
  'insists-on-a-billing-frequency': unusual('handleQuote', 'contractDetails.billingFrequency', ABSENT),
  'takes-no-empty-lists': unusual('handleAmendOrder', 'engineerTasks', []),
  'takes-few-tasks': unusual('handleCreateOrder', 'engineerTasks', ['INSTALL_BBU', 'PROVE_IP_VOICE', 'INSTALL_ROUTER']),
  'looks-for-one-thing-at-a-time': unusual('handleAvailabilityCheck', 'serviceTypes', ['ETHERNET', 'BROADBAND']),
  'does-not-know-weekends': unusual('handleAppointmentAvailability', 'classifications', ['SUNDAY_AM', 'SATURDAY']),
  'suspects-attacks': unusual('handleServiceProblemResolution', 'tenantNotes', 'Fish & chips'),

  'falls-over-apostrophes': unusual('handleAmendProblem', 'notes', "Don't ring"),
  'falls-over-other-scripts': unusual('handleCreateOrder', 'primaryContact.name', 'Мария'),
  'falls-over-long-remarks': unusual('handleAmendProblem', 'hazards', LONG),
  'falls-over-lines': unusual('handleCreateProblem', 'notes', 'First here.\nThen there.'),
  'falls-over-null': faulty('handleReserveAppointment', 'null', '/body/timeslot'),
  'falls-over-other-types': faulty('handleCreateOrder', 'wrong-type', '/body/address/id'),
  'falls-over-empty-bodies': faulty('handleCancelOrder', 'empty-body', '/body'),
  'falls-over-unknown-words': faulty('handleCreateOrder', 'word', '/body/orderType'),
  'falls-where-something-is-missing': faulty('handleQuote', 'missing', '/body/contractDetails/contractLength'),
  'falls-over-impossible-days': faulty('handleAmendOrder', 'format', '/body/requestedCompletionDate'),
  'falls-over-unreadable-first-days': faulty('handleAppointmentAvailability', 'format', '/query/appointmentFromDate'),
  'falls-over-unknown-purposes': faulty('handleAppointmentAvailability', 'word', '/query/appointmentPurpose'),
  'falls-over-what-is-too-long': faulty('handleCancelProblem', 'too-long', '/body/text'),
  'falls-over-broken-queries': faulty('handleAppointmentAvailability', 'bad-query-json', '/query/serviceSpecification'),
  'hangs-up-on-mere-words': faulty('handleCreateEthernetOrder', 'not-an-object', '/body'),
  'falls-the-first-time': faulty('handleQuote', 'wrong-type', '/body/contractDetails/contractLength'),
  'takes-what-is-too-long-once': faulty('handleAmendOrder', 'too-long', '/body/primaryContact/name'),
  'takes-accents-at-the-second-try': unusual('handleAmendOrder', 'notes', ACCENTS),

  'cuts-texts-at-255': unusual('handleCreateOrder', 'notes', LONG),
  'loses-accents': unusual('handleAmendOrder', 'notes', ACCENTS),
  'escapes-markup': unusual('handleCreateOrder', 'hazards', 'Fish & chips'),
  'writes-email-addresses-small': unusual('handleCreateOrder', 'primaryContact.email', 'ALEX@EXAMPLE.COM'),
  'tidies-telephone-numbers': unusual('handleAmendOrder', 'secondaryContact.phoneNumber', '01632-960007 # 12'),
  'writes-question-marks': unusual('handleAmendProblem', 'notes', 'Мария'),
  'drops-second-contacts': unusual('handleCreateProblem', 'secondaryContact.phoneNumber', '01632 960010#12'),
  'swaps-contacts': unusual('handleCreateEthernetOrder', 'siteInformation.0.primaryContact.name', 'Somebody else'),
  'keeps-the-first-tasks': unusual('handleCreateOrder', 'engineerTasks', ['A_B', 'C_D', 'E_F']),
  'drops-empty-lists': unusual('handleAmendOrder', 'engineerTasks', []),
  'cuts-references-of-tenants': unusual('handleQuote', 'externalIdentifier', 'x'.repeat(64)),
  'knows-few-types-of-problem': unusual('handleServiceTest', 'problemType', 'PERFORMANCE'),
  'keeps-remarks-on-cancellations-short': unusual('handleCancelProblem', 'text', LONG),

  'works-on-orders-that-it-refused': faulty('handleCreateOrder', 'pattern', '/body/primaryContact/phoneNumber'),
  'works-on-problems-that-it-refused': faulty('handleCreateProblem', 'missing', '/body/primaryContact/name'),
  'refuses-texts-in-words-of-its-framework': faulty('handleServiceTest', 'wrong-type', '/body/problemType'),
  'refuses-lengths-without-reasons': faulty('handleCreateProblem', 'too-long', '/body/problemText'),
  'refuses-empty-bodies-in-html': faulty('handleAmendOrder', 'empty-body', '/body'),
};

/** What a probe brings to light. */
interface Outcome {
  /** The status of each of two tries; 0 where there was no answer. */
  readonly statuses: readonly [number, number];
  /** Whether the answer holds all that was sent. */
  readonly repeats: boolean;
  /** What the contract has against the answer. */
  readonly departures: readonly string[];
  readonly plain: number;
}

/** Sends the request of a probe twice, and then the plain one, to a supplier with a defect or to an honest one. */
async function outcomeOf({ kind, asked, message }: Probe, style: Defect['style'], defect?: Defect): Promise<Outcome> {
  const setting = await setUp(style, { stepMs: 60_000, ...(defect ? { defect } : {}) });
  const send = async (id: number) => {
    const plain = await kind.plain(setting, id);
    const answer = await ask(setting, kind, plain, await message(plain)).catch(() => undefined);
    return { answer, sent: asked(plain).body ?? {} };
  };
  const [{ answer, sent }, again] = [await send(1), await send(2)];
  const usual = await kind.plain(setting, 3);
  const plain = await ask(setting, kind, usual, wired(usual));
  const departures = answer ? await faultsOfAnswer(kind.operation, answer, kind.variant) : [];
  await setting.close();
  return {
    statuses: [answer?.status ?? 0, again.answer?.status ?? 0],
    repeats: answer !== undefined && holds(answer, sent),
    departures,
    plain: plain.status,
  };
}

/** Whether an answer holds all that was sent; a number may be one of the supplier's own. */
function holds({ body }: Received, sent: JsonObject): boolean {
  const { id } = body ?? {};
  try {
    expect(body).toMatchObject({ ...sent, id });
    return true;
  } catch {
    return false;
  }
}

const isTaken = (status: number) => status >= 200 && status < 300;
const isRefused = (status: number) => status === 400 || status === 422;

/** Whether a supplier did as a requirement says when it was probed, by the beginning or the end of its id. */
const KEEPS: readonly (readonly [requirement: RegExp, keeps: (outcome: Outcome) => boolean])[] = [
  [/^VAR-REFUSES-/, ({ statuses: [status] }) => isRefused(status)],
  [/^VAR-TAKES-VALID$/, ({ statuses: [status] }) => isTaken(status) || status === 422],
  [/^VAR-TAKES-UNUSUAL$/, ({ statuses: [status] }) => isTaken(status)],
  [/^VAR-SURVIVES$/, ({ statuses: [status] }) => status > 0 && status < 500],
  [/^VAR-STEADY$/, ({ statuses: [one, other] }) => one === other],
  [/-ECHO$/, ({ statuses: [status], repeats }) => status === 201 && repeats],
  [/^HTTP-(?:ERROR-BODY|JSON)$/, ({ statuses: [status], departures }) => isRefused(status) && departures.length === 0],
];

test('every defect of input has a probe', () => {
  expect(Object.keys(PROBES).sort()).toEqual(INPUT_DEFECTS.map(({ id }) => id).sort());
});

for (const defect of INPUT_DEFECTS) {
  const { id, title, breaks, style } = defect;
  const rules = KEEPS.filter(([requirement]) => breaks.some((broken) => requirement.test(broken)));
  const probe = PROBES[id];
  if (!probe || rules.length === 0) continue;
  test(`${id}: a supplier that ${title} does otherwise than an honest one`, async () => {
    const [honest, defective] = [await outcomeOf(probe, style), await outcomeOf(probe, style, defect)];
    const seen = JSON.stringify({ honest, defective });
    expect([honest.plain, defective.plain].every(isTaken), seen).toBe(true);
    for (const [requirement, keeps] of rules) {
      expect([keeps(honest), keeps(defective)], `${requirement.source} ${seen}`).toEqual([true, false]);
    }
  });
}

for (const defect of INPUT_DEFECTS.filter(({ breaks }) => breaks.includes('KCI-NO-EFFECT-OF-REFUSED'))) {
  test(`${defect.id}: a supplier that ${defect.title} tells of it`, async () => {
    const { kind, message } = PROBES[defect.id] as Probe;
    const setting = await setUp(defect.style, { defect });
    const answer = await ask(setting, kind, {}, await message(await kind.plain(setting, 1)));
    expect(answer.status).toBe(400);
    expect(await faultsOfAnswer(kind.operation, answer)).toEqual([]);
    const [kci] = await setting.gateway.until((all) => all.length > 0);
    expect(Object.values(kci?.body ?? {}).find(isObject)).toMatchObject({ id: 1 });
    await setting.close();
  });
}
