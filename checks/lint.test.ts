import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { theContract } from '../specs/fixtures/contract.ts';
import { asDeliveries } from '../evidence/samples.ts';
import { CATALOGUE } from './catalogue.ts';
import { PUBLISHED_EXAMPLES } from './fixtures/published-examples.ts';
import { story } from './fixtures/story.ts';
import { messagesOf, walks } from './fixtures/walk.ts';
import { lint, type Finding } from './lint.ts';

async function linted(...kcis: readonly unknown[]): Promise<readonly Finding[]> {
  const samples = kcis.map((kci) => ({ line: 1, text: JSON.stringify(kci) }));
  return lint(CATALOGUE, asDeliveries(samples), await theContract());
}

const brief = ({ severity, requirement: { id } }: Finding) => `${severity} ${id}`;
const briefly = async (...kcis: readonly unknown[]) => (await linted(...kcis)).map(brief);

type Fields = Readonly<Record<string, unknown>>;

let messages = 0;
/** A KCI about an order, with an id and a number of its own and right in every way, but for what a test changes. */
function kci(reasonCode: string, status: string, order: Fields = {}, envelope: Fields = {}): Fields {
  messages += 1;
  return {
    id: `00000000-0000-4000-8000-${String(messages).padStart(12, '0')}`,
    sequenceNumber: messages,
    issuedOn: new Date(Date.UTC(2026, 0, 1) + messages * 1000).toISOString(),
    reasonCode,
    ...envelope,
    provideServiceOrder: {
      id: 1,
      tenant: 'TENANT1',
      supplierOrderReference: 'REF1',
      status,
      address: { id: '10002429380', type: 'UPRN' },
      serviceOrderItem: { serviceSpecification: { id: 'FTTP' }, serviceCharacteristics: [] },
      primaryContact: { name: 'A Customer', phoneNumber: '01632 960001' },
      ...order,
    },
  };
}

const DATES = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T09:00:00Z' };

test('of the published examples it finds what is known to be wrong with them, and nothing else', async () => {
  const found = new Map<number, string[]>();
  for (const finding of await linted(...PUBLISHED_EXAMPLES)) {
    found.set(finding.sample, [...(found.get(finding.sample) ?? []), brief(finding)]);
  }
  const NOT_A_UUID = 'error KCI-ID';
  const UNLISTED = 'warning KCI-PROBLEM-LISTED';
  // One for each end of the slot.
  const SHORT_NAMES = ['warning KCI-SCHEMA-LIKELY', 'warning KCI-SCHEMA-LIKELY'];
  const LOST = 'warning KCI-NOTHING-LOST';
  const NUMBER_AGAIN = 'error KCI-SEQUENCE-INCREASES';
  const ID_AGAIN = 'error KCI-ID-UNIQUE';
  const TOO_LATE = 'error KCI-TERMINAL';
  const expected: Readonly<Record<string, readonly string[]>> = {
    '3 ORDER_REJECTED': [NOT_A_UUID, NUMBER_AGAIN, UNLISTED, 'warning KCI-REJECTED-BEFORE-ACKNOWLEDGED'],
    '4 DELAY': [NOT_A_UUID],
    '5 UPDATE': [NOT_A_UUID],
    '6 ADDITIONAL': [NOT_A_UUID],
    '7 WARNING': [NOT_A_UUID, UNLISTED],
    '8 INFORMATION_REQUIRED': [NOT_A_UUID, 'warning KCI-UNHAPPY-PROBLEM'],
    '9 REAPPOINT': [NOT_A_UUID, UNLISTED],
    '10 REAPPOINTED': [NOT_A_UUID, ...SHORT_NAMES],
    '11 AMENDED': [NOT_A_UUID, ...SHORT_NAMES],
    '12 AMENDMENT_REJECTED': [NOT_A_UUID, ...SHORT_NAMES, UNLISTED],
    '13 CANCELLED': [NOT_A_UUID, UNLISTED, 'warning KCI-COMMITTED-DATE-KEPT', LOST],
    '14 CANCELLATION_REJECTED': [NOT_A_UUID, 'warning KCI-SEQUENCE-GAP', UNLISTED, TOO_LATE],
    '15 COMPLETED': [NOT_A_UUID, TOO_LATE],
    '16 COMPLETED': [NOT_A_UUID, UNLISTED],
    '17 CREATED': [NOT_A_UUID, 'warning KCI-CEASE-DATE'],
    '18 ACKNOWLEDGED': [NOT_A_UUID, ID_AGAIN, NUMBER_AGAIN],
    '19 COMPLETED': [NOT_A_UUID, ID_AGAIN, NUMBER_AGAIN],
  };
  const sorted = (names: readonly string[]) => names.toSorted();
  expect(
    Object.fromEntries(
      [...found].map(([sample, names]) => [
        `${sample} ${String(PUBLISHED_EXAMPLES[sample - 1]?.reasonCode)}`,
        sorted(names),
      ]),
    ),
  ).toEqual(Object.fromEntries(Object.entries(expected).map(([sample, names]) => [sample, sorted(names)])));
});

test('says what was lost from the published examples', async () => {
  const lost = (await linted(...PUBLISHED_EXAMPLES)).filter(({ requirement }) =>
    ['KCI-NOTHING-LOST', 'KCI-COMMITTED-DATE-KEPT'].includes(requirement.id),
  );
  expect(lost.map(({ expected }) => expected)).toEqual([
    'targetDate as before',
    'appointmentTimeslot, characteristic SERVICE_ID, characteristic SERVICE_VLAN_ID, characteristic CTAG as before',
  ]);
});

test('the KCIs of an honest supplier raise nothing, all together or one by one', async () => {
  const bodies = story().flatMap((event) => (event.type === 'inbound' ? [JSON.parse(event.body.text) as Fields] : []));
  expect(bodies.length).toBeGreaterThan(25);
  expect(await linted(...bodies)).toEqual([]);
  expect(await linted(...bodies.toReversed())).toEqual([]);
  for (const body of bodies) expect(await linted(body)).toEqual([]);
});

test('no part of a legal life raises anything', async () => {
  await fc.assert(
    fc.asyncProperty(walks, walks, fc.nat(), async (one, other, from) => {
      const told = messagesOf(one, 1);
      expect(await linted(...told.slice(from % (told.length + 1)), ...messagesOf(other, 2))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a life that goes on after its end is found, as in a run', async () => {
  expect(
    await briefly(kci('COMPLETED', 'COMPLETED'), kci('DELAY', 'HELD', {}, { problemCode: 'NETWORK_ISSUE' })),
  ).toEqual(['error KCI-TERMINAL']);
});

test('what a request that is not shown may justify is a warning', async () => {
  const pending = kci('INFORMATION_REQUIRED', 'PENDING', DATES, { text: 'What?', problemCode: 'INFORMATION_REQUIRED' });
  const findings = await linted(
    pending,
    kci('ADDITIONAL', 'IN_PROGRESS', { ...DATES, committedDate: '2026-02-03T09:00:00Z' }),
  );
  expect(findings).toMatchObject([
    { severity: 'warning', excusable: true, requirement: { id: 'KCI-STATUS-KEPT' } },
    { severity: 'warning', excusable: true, requirement: { id: 'KCI-TRANSITION' } },
    { severity: 'warning', excusable: true, requirement: { id: 'KCI-COMMITTED-DATE-FIXED' } },
  ]);
});

test('an outcome names its request, whether or not that is shown', async () => {
  const refusal = { text: 'No', problemCode: 'OTHER' };
  expect(await briefly(kci('AMENDED', 'IN_PROGRESS'))).toEqual(['error KCI-QUOTES-REQUEST']);
  expect(await briefly(kci('CANCELLATION_REJECTED', 'IN_PROGRESS', {}, refusal))).toEqual(['error KCI-QUOTES-REQUEST']);
  expect(await briefly(kci('AMENDED', 'IN_PROGRESS', { serviceOrderAmendmentReference: 'A1' }))).toEqual([]);
  expect(await briefly(kci('CANCELLED', 'CANCELLED', {}, { problemCode: 'NETWORK_ISSUE' }))).toEqual([]);
});

test('a slot that is gone is lost, unless a new appointment is wanted or none is needed', async () => {
  const slot = {
    appointmentTimeslot: { timeslotStartDateTime: DATES.committedDate, timeslotEndDateTime: '2026-02-02T13:00:00Z' },
    appointmentReservationReference: 'APT1',
  };
  expect(await briefly(kci('REAPPOINTED', 'IN_PROGRESS', slot), kci('UPDATE', 'IN_PROGRESS'))).toEqual([
    'warning KCI-NOTHING-LOST',
  ]);
  expect(
    await briefly(
      kci('REAPPOINTED', 'IN_PROGRESS', slot),
      kci('REAPPOINT', 'IN_PROGRESS', {}, { problemCode: 'ACCESS_ISSUE' }),
    ),
  ).toEqual([]);
  expect(
    await briefly(
      kci('REAPPOINTED', 'IN_PROGRESS', slot),
      kci('UPDATE', 'IN_PROGRESS', {}, { problemCode: 'APPOINTMENT_NOT_REQUIRED' }),
    ),
  ).toEqual([]);
});

test('a cease that the supplier starts and numbers rightly raises nothing', async () => {
  const cease = (reasonCode: string, status: string, rest: Fields = {}): Fields => {
    const { provideServiceOrder: _, ...envelope } = kci(reasonCode, status);
    return {
      ...envelope,
      unsolicitedCeaseServiceOrder: {
        orderType: 'UNSOLICITED_CEASE',
        tenant: 'TENANT1',
        supplierOrderReference: 'UC-1',
        status,
        serviceId: 'S1',
        reason: 'CHANGE_OF_CP',
        requestedCeaseDate: '2026-02-02',
        ...rest,
      },
    };
  };
  const life = [
    cease('CREATED', 'PENDING'),
    cease('ACKNOWLEDGED', 'ACKNOWLEDGED'),
    cease('COMMITTED', 'IN_PROGRESS', DATES),
    cease('COMPLETED', 'COMPLETED', DATES),
  ];
  expect(await linted(...life)).toEqual([]);
  expect(await briefly(cease('CREATED', 'IN_PROGRESS', { ...DATES, requestedCeaseDate: '2026-02-03' }))).toEqual([
    'warning KCI-CEASE-DATE',
  ]);
});

test('KCIs about other orders, problems and tests are judged by their own form', async () => {
  const about = (wrapper: string, reasonCode: string, entity: Fields): Fields => {
    const { provideServiceOrder: _, ...envelope } = kci(reasonCode, '');
    return { ...envelope, [wrapper]: entity };
  };
  const order = { id: 7, tenant: 'TENANT1', supplierOrderReference: 'REF7', status: 'ACKNOWLEDGED', serviceId: 'S7' };
  const problem = {
    id: 7,
    supplierReference: 'PROBLEM_7',
    status: 'ACKNOWLEDGED',
    problemType: 'OUTAGE',
    problemText: 'Nothing works',
    serviceId: 'S7',
    serviceSpecification: { id: 'FTTP' },
    characteristics: [{ name: 'SERVICE_HAS_WORKED', value: 'No' }],
    primaryContact: { name: 'A Customer', phoneNumber: '01632 960001' },
    notes: 'Ring the bell',
  };
  expect(
    await linted(
      about('modifyServiceOrder', 'ACKNOWLEDGED', { ...order, serviceCharacteristics: [] }),
      about('ceaseServiceOrder', 'ACKNOWLEDGED', {
        ...order,
        id: 8,
        supplierOrderReference: 'REF8',
        requestedCompletionDate: '2026-02-02',
      }),
      about('serviceProblem', 'ACKNOWLEDGED', problem),
      about('serviceTest', 'COMPLETED', {
        id: 7,
        status: 'COMPLETED',
        result: { testOutcome: { testResult: 'GREEN' } },
      }),
    ),
  ).toEqual([]);
  expect(await briefly(about('modifyServiceOrder', 'ACKNOWLEDGED', { ...order, serviceId: undefined }))).toContain(
    'error KCI-SNAPSHOT',
  );
});

test('what no request of a tenant creates is announced with CREATED, and nothing else is', async () => {
  expect(await briefly(kci('CREATED', 'ACKNOWLEDGED'))).toEqual(['error KCI-CREATED-ONLY-FOR-CEASE']);
  const { provideServiceOrder: _, ...envelope } = kci('CREATED', '');
  expect(await briefly({ ...envelope, reportableIncident: { id: 1 } })).toEqual([]);
});

test('orders of two tenants are two, whatever they are called', async () => {
  expect(
    await linted(
      kci('ACKNOWLEDGED', 'ACKNOWLEDGED', {}, { sequenceNumber: 1 }),
      kci('ACKNOWLEDGED', 'ACKNOWLEDGED', { tenant: 'TENANT2' }, { sequenceNumber: 1 }),
    ),
  ).toEqual([]);
});

test('an order without a name and a KCI without an order are told in plain words', async () => {
  const unnamed = kci('UPDATE', 'IN_PROGRESS', { id: undefined, supplierOrderReference: undefined, tenant: undefined });
  const { provideServiceOrder: _, ...bare } = kci('UPDATE', '');
  for (const finding of await linted(unnamed, bare)) expect(JSON.stringify(finding)).not.toMatch(/undefined|NaN/);
  expect(await briefly(unnamed)).toEqual(
    expect.arrayContaining(['error KCI-IDENTIFIED', 'error KCI-TENANT', 'error KCI-SNAPSHOT']),
  );
  expect(await briefly(bare)).toContain('error KCI-ONE-WRAPPER');
});

test('one order under two ids is found', async () => {
  expect(await briefly(kci('UPDATE', 'IN_PROGRESS'), kci('UPDATE', 'IN_PROGRESS', { id: 2 }))).toEqual([
    'error KCI-IDENTIFIED',
  ]);
});

test('a sample that stands in the text twice is one KCI, unless its content differs', async () => {
  const told = kci('UPDATE', 'IN_PROGRESS');
  expect(await linted(told, told)).toEqual([]);
  expect(await briefly(told, { ...told, text: 'Other words' })).toEqual(['error KCI-ID-UNIQUE']);
});

test('many samples with one fault are all told', async () => {
  const wrong = Array.from({ length: 80 }, () => kci('UPDATE', 'IN_PROGRESS', {}, { id: 'no uuid' }));
  const findings = await linted(...wrong);
  expect(findings.filter(({ requirement }) => requirement.id === 'KCI-ID')).toHaveLength(80);
});

test('a check of an unknown requirement is no check', async () => {
  const catalogue = { requirements: [], checks: CATALOGUE.checks };
  const contract = await theContract();
  expect(() => lint(catalogue, [], contract)).toThrow(/which is not a requirement/);
});
