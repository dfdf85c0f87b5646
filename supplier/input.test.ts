import { expect, test } from '@playwright/test';
import { broken } from '../journeys/variants/breaking.ts';
import { faultsOf, type FaultKind } from '../specs/faults.ts';
import { ABSENT, ask, KINDS, kindOf, varied, wired, wiredOf, type Asked, type Kind } from './fixtures/asking.ts';
import { contract, faultsOfAnswer } from './fixtures/contract.ts';
import { freeSlots, setUp, type Received } from './fixtures/tenant.ts';
import type { Delivery } from './fixtures/gateway.ts';
import { isObject, STYLES } from './model.ts';

/** What cannot be read, rather than being out of bounds. */
const MALFORMED: readonly FaultKind[] = [
  'broken-json',
  'empty-body',
  'not-an-object',
  'media-type',
  'missing',
  'null',
  'wrong-type',
  'quoted',
  'bad-query-json',
  'missing-header',
];

/** Nothing happens by itself while requests are sent. */
const QUIET = { stepMs: 60_000 };

const nameOf = ({ operation, variant }: Kind) => (variant === undefined ? operation : `${operation} ${variant}`);

/** How our own request departs from the contract, in any way. */
async function findings({ operation, variant, path }: Kind, asked: Asked): Promise<readonly unknown[]> {
  const { query = {}, body } = wired(asked);
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((text): [string, string] => [name, text]),
  );
  const message = {
    url: `${path.replace('{id}', asked.path?.id ?? '')}?${new URLSearchParams(pairs).toString()}`,
    headers: [
      ['Content-Type', 'application/json'],
      ...['X-Request-ID', 'X-Conversation-ID', 'Tenant'].map((name) => [name, 'x'] as const),
    ] as const,
    ...(body === undefined ? {} : { body: asked.body }),
  };
  return (await contract()).judgeRequest(operation, message, variant);
}

for (const style of STYLES) {
  for (const kind of KINDS) {
    test(`${style}: ${nameOf(kind)} is refused with any fault, and taken without`, async () => {
      const rules = await contract();
      const shape = rules.requestShape(kind.operation, kind.variant);
      const setting = await setUp(style, QUIET);
      const plain = await kind.plain(setting, 1);
      expect(await findings(kind, plain)).toEqual([]);
      const faults = faultsOf(shape).flatMap((fault) => {
        const written = broken(plain, fault, shape);
        return written === undefined ? [] : [{ fault, written }];
      });
      expect(faults.length).toBeGreaterThan(5);
      const answers = await Promise.all(
        faults.map(async ({ fault, written }) => {
          const answer = await ask(setting, kind, plain, wiredOf(written));
          const departures = await faultsOfAnswer(kind.operation, answer, kind.variant);
          return [`${fault.kind} ${fault.where}`, answer.status, ...departures];
        }),
      );
      expect(answers).toEqual(
        faults.map(({ fault }) => [`${fault.kind} ${fault.where}`, MALFORMED.includes(fault.kind) ? 400 : 422]),
      );
      expect(setting.gateway.deliveries.filter(tellsOfRequest)).toEqual([]);
      expectTaken(await ask(setting, kind, plain, wired(plain)), plain);
      await setting.close();
    });
  }
}

/** Whether a KCI is about the request with the number 1, or quotes it. */
function tellsOfRequest({ body }: Delivery): boolean {
  const told = Object.values(body).find(isObject) ?? {};
  return Object.entries(told).some(([name, value]) => /^id$|(?:Amendment|Cancellation)Id$/.test(name) && value === 1);
}

/** That a request was taken and, where the answer holds it, comes back as it was sent. */
function expectTaken(answer: Received, { body = {} }: Asked, what = 'the plain request'): void {
  expect([200, 201, 202], `${what}: ${answer.text}`).toContain(answer.status);
  // A quote has an id of the supplier's own.
  const { id: _, ...repeated } = body;
  if (answer.status === 201) expect(answer.body, what).toMatchObject(repeated);
}

const LATIN = 'Zoë Müller-O’Neill, Łódź';
const WRITTEN = [
  LATIN,
  "Brian O'Neill",
  'Мария Иванова 김민준 さくら',
  'مريم علي',
  'Zoe\u0308 अनिता',
  '𠮷野 👷',
  ' "quoted" <b>&amp;</b> \\ %{$x} ',
  'two\nlines,\ttabs',
];

/** Texts of any script, and of the least and the greatest length however characters are counted. */
function texts(least: number, most: number): readonly string[] {
  const written = WRITTEN.map((text) => text + '.'.repeat(Math.max(0, least - Array.from(text).length))).filter(
    (text) => Array.from(text).length <= most,
  );
  const lengths = [least, most].flatMap((length) => ['x', 'é', '𠮷'].map((letter) => letter.repeat(length)));
  return [...written, ...lengths];
}

const NAMES = texts(1, 100);
const REMARKS = texts(1, 1000);
const NUMBERS = [1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e21];
const PHONES = [
  '01632960001',
  '01632 960 001',
  '01632-960001',
  '+44 1632 960001',
  '+44-1632-960-001',
  '+1 202 555 0111',
  '01632 960001 # 123',
  '12345678',
  '1'.repeat(50),
  `+${'1'.repeat(50)}`,
  '01632\u00A0960001',
];
const EMAILS = [
  'a@bc',
  'alex+fibre@example.org',
  'ALEX.TAYLOR@EXAMPLE.COM',
  "brian.o'neill@example.com",
  'zoë@example.com',
  `${'a'.repeat(64)}@${'b'.repeat(254)}`,
  `${'𠮷'.repeat(64)}@example.com`,
];
const DAYS = ['2027-01-01', '2028-02-29', '2027-12-31', '2099-06-15'];

/** What can be at places of a request, by their paths; `ABSENT` leaves a member out. */
type Wishes = Readonly<Record<string, readonly unknown[]>>;

const contact = (at: string): Wishes => ({
  [`${at}.name`]: NAMES,
  [`${at}.email`]: [ABSENT, ...EMAILS],
  [`${at}.phoneNumber`]: PHONES,
});
const optionalContact = (at: string): Wishes => ({ ...contact(at), [at]: [ABSENT] });
const remarks: Wishes = Object.fromEntries(
  ['hazards', 'onSiteRestrictions', 'notes'].map((name) => [name, [ABSENT, ...REMARKS]]),
);
const withoutOptions = (...names: readonly string[]): Wishes => ({ [names.join()]: [ABSENT] });
const CHARACTERISTIC = texts(1, 50);
const problemTypes: Wishes = {
  problemType: ['OUTAGE', 'PERFORMANCE', 'SYNCHRONISATION', 'CUSTOMER', 'CPE'],
};
const orderChanges: Wishes = {
  ...contact('primaryContact'),
  ...optionalContact('secondaryContact'),
  primaryContact: [ABSENT, { phoneNumber: '01632 960009' }, { email: 'new@example.com' }, {}],
  requestedCompletionDate: [ABSENT, ...DAYS],
  notes: [ABSENT, ...REMARKS],
  'primaryContact,secondaryContact,serviceCharacteristics': [ABSENT],
};

/** What is unusual and allowed, by the operation and the schema of the body. */
const UNUSUAL: Readonly<Record<string, Wishes>> = {
  handleAvailabilityCheck: {
    serviceTypes: [ABSENT, ['ETHERNET'], ['BROADBAND', 'ETHERNET'], ['ETHERNET', 'BROADBAND']],
    'address.unknown': [null],
  },
  handleAppointmentAvailability: {
    appointmentFromDate: [ABSENT, ...DAYS],
    classifications: [ABSENT, ['SUNDAY_EVENING'], ['WEEKDAY', 'SATURDAY', 'SUNDAY']],
    appointmentPurpose: ['REPAIR', 'MODIFY'],
  },
  handleReserveAppointment: { id: NUMBERS, purpose: [ABSENT, 'REPAIR', 'MODIFY'], unknown: [{ a: [null] }] },
  'handleCreateOrder ProvideOrderRequest': {
    id: NUMBERS,
    ...contact('primaryContact'),
    ...optionalContact('secondaryContact'),
    ...remarks,
    'serviceOrderItem.serviceCharacteristics': [[]],
    'serviceOrderItem.serviceCharacteristics.0.value': CHARACTERISTIC,
    'serviceOrderItem.unknown': ['x'],
    requestedCompletionDate: [ABSENT, ...DAYS],
    engineerTasks: [ABSENT, [], ['PROVE_IP_VOICE', 'INSTALL_BBU', 'ENSURE_TELECARE']],
    unknown: [null, [], { a: 1 }],
    ...withoutOptions(
      'secondaryContact',
      'requestedCompletionDate',
      'engineerTasks',
      'hazards',
      'onSiteRestrictions',
      'notes',
    ),
  },
  'handleCreateOrder ModifyOrderRequest': {
    id: NUMBERS,
    ...optionalContact('primaryContact'),
    ...optionalContact('secondaryContact'),
    ...remarks,
    'serviceCharacteristics.0.value': CHARACTERISTIC,
    requestedCompletionDate: [ABSENT, ...DAYS],
    engineerTasks: [ABSENT, []],
  },
  'handleCreateOrder CeaseOrderRequest': { id: NUMBERS, requestedCompletionDate: DAYS, notes: [ABSENT, ...REMARKS] },
  'handleAmendOrder ProvideOrderAmendmentRequest': {
    id: NUMBERS,
    ...orderChanges,
    ...remarks,
    engineerTasks: [ABSENT, [], ['PROVE_IP_VOICE', 'INSTALL_BBU']],
    'constructor,toString': ['x'],
  },
  'handleAmendOrder ModifyOrderAmendmentRequest': orderChanges,
  'handleAmendOrder CeaseOrderAmendmentRequest': {
    requestedCompletionDate: [ABSENT, ...DAYS],
    notes: [ABSENT, ...REMARKS],
    'requestedCompletionDate,notes': [ABSENT],
  },
  handleCancelOrder: {
    id: NUMBERS,
    reasonCode: ['INSTALL_FAILED', 'NETWORK_ISSUE', 'NO_LONGER_REQUIRED', 'OTHER', 'END_USER_NOT_MOVING'],
  },
  handleQuote: {
    id: [1, 2 ** 31, Number.MAX_SAFE_INTEGER],
    externalIdentifier: [ABSENT, ...texts(1, 64)],
    'sites.0.name': ['', ...NAMES, 'x'.repeat(5000)],
    'sites.0.postcode': ['', 'PO11AA', 'x'.repeat(100)],
    'sites.0.role': ['B-END', 'MULTI-POINT'],
    'sites.0.siteCharacteristics': [ABSENT, []],
    'sites.0.siteCharacteristics.0.value': CHARACTERISTIC,
    'contractDetails.contractLength.value': [1, 1200],
    'contractDetails.billingFrequency': [ABSENT],
    'contractDetails.priceAlteration': [ABSENT, '', 'x'.repeat(5000)],
    'service.0.serviceCharacteristic': [ABSENT, []],
  },
  handleCreateEthernetOrder: {
    id: NUMBERS,
    ...contact('siteInformation.0.primaryContact'),
    ...optionalContact('siteInformation.1.secondaryContact'),
    ...optionalContact('siteInformation.0.wayleave.wayleaveContact'),
    'siteInformation.0.wayleave': [ABSENT, {}],
    'siteInformation.0.wayleave.wayleaveOwner': [ABSENT, false],
    'siteInformation.0.wayleave.wayleaveCharacteristics': [ABSENT, []],
    'siteInformation.0.siteCharacteristics': [ABSENT, []],
    'siteInformation.0.name': ['', ...NAMES],
    'siteInformation.0.notes': [ABSENT, ...REMARKS],
    'ethernetOrderItems.0.requestedCompletionDate': [ABSENT, ...DAYS],
    'ethernetOrderItems.0.technicalContact': [ABSENT],
  },
  handleServiceTest: { id: NUMBERS, ...problemTypes, unknown: [1] },
  handleCreateProblem: {
    id: NUMBERS,
    ...problemTypes,
    ...contact('primaryContact'),
    ...optionalContact('secondaryContact'),
    problemText: texts(10, 80),
    hazards: [ABSENT, ...REMARKS],
    notes: REMARKS,
    'characteristics.0.name': CHARACTERISTIC,
    'characteristics.0.value': CHARACTERISTIC,
    characteristics: [Array.from({ length: 30 }, (_, index) => ({ name: `N${index}`, value: 'x' }))],
    serviceTestId: [ABSENT, ...NUMBERS],
    serviceTestReference: [ABSENT, 'ABCDE', 'ABCDE-and anything, however long'.padEnd(200, 'x')],
    parentServiceProblemReference: [ABSENT, 'A', '_'],
    ...withoutOptions('address', 'secondaryContact', 'hazards', 'onSiteRestrictions', 'serviceTestId'),
  },
  handleAmendProblem: {
    id: NUMBERS,
    ...contact('primaryContact'),
    ...optionalContact('secondaryContact'),
    ...remarks,
    primaryContact: [ABSENT, { phoneNumber: '01632 960009' }, {}],
    problemText: [ABSENT, ...texts(10, 80)],
    escalationRequest: [ABSENT, false],
    supplierReference: [ABSENT, 'ABCDE'],
    supplierServiceProblemReference: [ABSENT],
    'constructor,toString': ['x'],
  },
  handleCancelProblem: {
    id: NUMBERS,
    reasonCode: ['CUSTOMER_NETWORK_ISSUE', 'NO_LONGER_REQUIRED', 'OTHER'],
    text: [ABSENT, ...REMARKS],
  },
  handleServiceProblemResolution: { status: ['REJECTED'], tenantNotes: [ABSENT, ...REMARKS] },
};

test('there are unusual requests of every kind', () => {
  expect(Object.keys(UNUSUAL).sort()).toEqual(KINDS.map(nameOf).sort());
});

for (const style of STYLES) {
  for (const [name, wishes] of Object.entries(UNUSUAL)) {
    test(`${style}: ${name} is taken with whatever is allowed`, async () => {
      const [operation = '', variant] = name.split(' ');
      const kind = kindOf(operation, variant);
      const setting = await setUp(style, QUIET);
      const variants = Object.entries(wishes).flatMap(([places, values]) => values.map((value) => ({ places, value })));
      await Promise.all(
        variants.map(async ({ places, value }, index) => {
          // Numbers of their own, but for those that are tried out: none is given twice.
          const plain = await kind.plain(setting, 10_000 + index);
          const asked = varied(plain, places, value);
          const what = `${places}: ${JSON.stringify(value)?.slice(0, 80)}`;
          expect(await findings(kind, asked), what).toEqual([]);
          const answer = await ask(setting, kind, asked, wired(asked));
          expectTaken(answer, asked, what);
          expect(await faultsOfAnswer(operation, answer, variant), what).toEqual([]);
        }),
      );
      await setting.close();
    });
  }
}

test('what was ordered is told by KCI as it came, whatever it is written in', async () => {
  const kind = kindOf('handleCreateOrder', 'ProvideOrderRequest');
  const setting = await setUp('async', { stepMs: 5 });
  const plain = await kind.plain(setting, 1);
  const asked = varied(varied(plain, 'notes', WRITTEN.join('\n')), 'secondaryContact.email', '𠮷@example.com');
  await ask(setting, kind, asked, wired(asked));
  const [kci] = await setting.gateway.until((all) => all.length > 0);
  const { serviceOrderItem: _, ...told } = asked.body ?? {};
  expect(kci?.body.provideServiceOrder).toMatchObject(told);
  await setting.close();
});

test('what only the supplier can know is not taken from a request', async () => {
  const kind = kindOf('handleCreateOrder');
  const setting = await setUp('sync', QUIET);
  const asked = varied(await kind.plain(setting, 1), 'status,supplierOrderReference', 'x');
  const answer = await ask(setting, kind, asked, wired(asked));
  expect(answer.body).toMatchObject({ status: 'ACKNOWLEDGED', supplierOrderReference: expect.stringMatching(/^FO/) });
  await setting.close();
});

test('slots are reserved in whichever way their times are written', async () => {
  const setting = await setUp('sync', QUIET);
  const [slot] = await freeSlots(setting);
  const start = Date.parse(slot?.timeslotStartDateTime ?? '');
  const end = Date.parse(slot?.timeslotEndDateTime ?? '');
  const shifted = (instant: number, hours: number) => new Date(instant + hours * 3_600_000).toISOString();
  const notations = [
    (instant: number) => shifted(instant, 0),
    (instant: number) => shifted(instant, 0).replace('.000Z', 'Z'),
    (instant: number) => shifted(instant, 0).replace('.000Z', '.000000000+00:00'),
    (instant: number) => shifted(instant, 5.5).replace('Z', '+05:30'),
    (instant: number) => shifted(instant, -9).replace('.000Z', '-09:00'),
    (instant: number) => shifted(instant, 0).toLowerCase(),
  ];
  const kind = kindOf('handleReserveAppointment');
  const plain = await kind.plain(setting, 1);
  for (const write of notations) {
    const timeslot = { timeslotStartDateTime: write(start), timeslotEndDateTime: write(end) };
    const asked = varied(plain, 'timeslot', timeslot);
    expect(await findings(kind, asked)).toEqual([]);
    expectTaken(await ask(setting, kind, asked, wired(asked)), asked, timeslot.timeslotStartDateTime);
  }
  await setting.close();
});

test('lists in a query are read with commas too, and a list of nothing is nothing', async () => {
  const setting = await setUp('sync', QUIET);
  const [availability, slots] = [kindOf('handleAvailabilityCheck'), kindOf('handleAppointmentAvailability')];
  const statusOf = async (kind: Kind, name: string, value: string) => {
    const { query } = wired(await kind.plain(setting, 1));
    return (await ask(setting, kind, {}, { query: { ...query, [name]: value } })).status;
  };
  expect(await statusOf(availability, 'serviceTypes', 'BROADBAND,ETHERNET')).toBe(200);
  expect(await statusOf(availability, 'serviceTypes', '')).toBe(422);
  expect(await statusOf(availability, 'serviceTypes', 'BROADBAND,TELEPHONE')).toBe(422);
  expect(await statusOf(slots, 'classifications', 'SATURDAY_AM,WEEKDAY')).toBe(200);
  expect(await statusOf(slots, 'classifications', '')).toBe(200);
  expect(await statusOf(slots, 'classifications', 'NIGHT')).toBe(422);
  expect(await statusOf(slots, 'appointmentFromDate', '2027-02-29')).toBe(422);
  await setting.close();
});

/** What no schema names as a fault, and what a supplier can be sent all the same. */
const BEYOND: Readonly<Record<string, readonly [name: string, places: string, value: unknown, status: number]>> = {
  'a month that is none': ['handleAmendOrder', 'requestedCompletionDate', '2027-13-01', 422],
  'a day that no February has': ['handleAmendOrder', 'requestedCompletionDate', '2027-02-29', 422],
  'a slot on a day that there is not': [
    'handleReserveAppointment',
    'timeslot',
    { timeslotStartDateTime: '2027-02-30T09:00:00Z', timeslotEndDateTime: '2027-02-30T13:00:00Z' },
    422,
  ],
  'a slot in no zone': ['handleReserveAppointment', 'timeslot.timeslotStartDateTime', '2027-02-01T09:00:00', 422],
  'an empty e-mail address in a change': ['handleAmendOrder', 'primaryContact.email', '', 422],
  'a contact that is new and nameless': [
    'handleAmendOrder CeaseOrderAmendmentRequest',
    'secondaryContact',
    { phoneNumber: '01632 960001' },
    422,
  ],
  'a list of numbers for tasks': ['handleAmendOrder', 'engineerTasks', [1], 400],
  'half a month': ['handleQuote', 'contractDetails.contractLength.value', 0.5, 422],
  'no month': ['handleQuote', 'contractDetails.contractLength.value', 0, 422],
};

for (const [what, [name, places, value, status]] of Object.entries(BEYOND)) {
  test(`${what} is refused with ${status}`, async () => {
    const [operation = '', variant] = name.split(' ');
    const kind = kindOf(operation, variant);
    const setting = await setUp('sync', QUIET);
    const asked = varied(await kind.plain(setting, 1), places, value);
    const answer = await ask(setting, kind, asked, wired(asked));
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(/"messages":\["/)]);
    await setting.close();
  });
}

test('numbers that JSON can hold and nobody can store are refused', async () => {
  const kind = kindOf('handleServiceTest');
  const setting = await setUp('sync', QUIET);
  const { body = '' } = wired(await kind.plain(setting, 1));
  const answer = await ask(setting, kind, {}, { body: body.replace('"id":1', '"id":1e999') });
  expect(answer).toMatchObject({ status: 422, body: { messages: ['id must be a number that can be stored'] } });
  await setting.close();
});

test('ids of resolutions are unknown, however long or badly written', async () => {
  const kind = kindOf('handleServiceProblemResolution');
  const setting = await setUp('sync', QUIET);
  for (const [id, status] of [
    ['NO_SUCH', 422],
    ['%F0%A0%AE%B7', 422],
    ['x'.repeat(5000), 422],
    ['%E0%A4%A', 400],
  ] as const) {
    const answer = await ask(setting, kind, { path: { id } }, { body: '{"status":"ACCEPTED"}' });
    expect(answer.status, id.slice(0, 20)).toBe(status);
    expect(await faultsOfAnswer(kind.operation, answer)).toEqual([]);
  }
  await setting.close();
});

test('bodies must be JSON by their media type, whatever parameters it has', async () => {
  const kind = kindOf('handleServiceTest');
  const setting = await setUp('sync', QUIET);
  const statusOf = async (type: string, id: number) => {
    const message = wired(await kind.plain(setting, id));
    return (await ask(setting, kind, {}, { ...message, headers: { 'Content-Type': type } })).status;
  };
  for (const [id, type] of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;'].entries()) {
    expect(await statusOf(type, id + 1), type).toBe(201);
  }
  for (const type of ['text/plain', 'application/xml', 'application/jsonx', 'nonsense', '']) {
    expect(await statusOf(type, 9), type).toBe(400);
  }
  await setting.close();
});
