import { expect, test } from '@playwright/test';
import { KCI_LIFECYCLE_REQUIREMENTS } from '../specs/requirements/kci-lifecycle.ts';
import { KCI_OUTCOME_REQUIREMENTS } from '../specs/requirements/kci-outcomes.ts';
import type { Check } from './check.ts';
import {
  AS_IT_ARRIVES,
  concluded,
  exchanged,
  type Happening,
  history,
  kci,
  type RequestOptions,
} from './fixtures/history.ts';
import { grantedAmendmentIsApplied } from './kci-amendments.ts';
import { nothingIsLost } from './kci-losses.ts';
import { amendedShowsAmendment, kciShowsThePlacedOrder } from './kci-snapshots.ts';

type Fields = Readonly<Record<string, unknown>>;

const REQUIREMENTS = [...KCI_LIFECYCLE_REQUIREMENTS, ...KCI_OUTCOME_REQUIREMENTS];

const judged = (check: Check, ...happened: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happened));

const PROFILE_2 = [{ name: 'LINE_PROFILE', value: '2' }];
const PROFILE_3 = [{ name: 'LINE_PROFILE', value: '3' }];

const MODIFY = {
  id: 1,
  orderType: 'MODIFY',
  tenant: 'TENANT1',
  serviceId: 'S1',
  serviceCharacteristics: PROFILE_2,
  requestedCompletionDate: '2026-02-02',
  notes: 'Ring twice',
};

const TRANSFER = {
  id: 1,
  orderType: 'TRANSFER',
  tenant: 'TENANT1',
  address: { id: '10002429380', type: 'UPRN' },
  serviceOrderItem: {
    serviceSpecification: { id: 'FTTP' },
    serviceCharacteristics: [...PROFILE_2, { name: 'LINE_ID', value: 'BBEU0001' }],
  },
  primaryContact: { name: 'Test Customer', phoneNumber: '01632 960001' },
};

const placed = (order: Fields, sent: RequestOptions = {}): Happening =>
  exchanged('handleCreateOrder', { body: order, conversation: 'the order', ...sent }, { status: 202 });

const amended = (changes: Fields, status = 202): Happening =>
  exchanged('handleAmendOrder', { body: { id: 9, orderId: 1, ...changes }, conversation: 'the order' }, { status });

let told = 0;

/** A KCI that shows an order with some changes. */
const shown = (order: Fields, reasonCode: string, changes: Fields = {}): Happening => {
  told += 1;
  const wrapper = order === TRANSFER ? 'provideServiceOrder' : 'modifyServiceOrder';
  return kci(
    {
      id: `00000000-0000-4000-b000-${String(told).padStart(12, '0')}`,
      sequenceNumber: told,
      issuedOn: AS_IT_ARRIVES,
      reasonCode,
      [wrapper]: { supplierOrderReference: 'REF_1', status: 'IN_PROGRESS', ...order, ...changes },
    },
    { conversation: 'the order' },
  );
};

test('a KCI shows the characteristics that were ordered', () => {
  const showing = (order: Fields, changes: Fields, sent: RequestOptions = {}) =>
    judged(kciShowsThePlacedOrder, placed(order, sent), shown(order, 'COMMITTED', changes)).actual;
  const item = (serviceCharacteristics: unknown) => ({
    serviceOrderItem: { ...TRANSFER.serviceOrderItem, serviceCharacteristics },
  });
  expect(showing(MODIFY, { serviceCharacteristics: PROFILE_3 })).toEqual(['3']);
  expect(showing(MODIFY, { serviceCharacteristics: [] })).toEqual(['missing']);
  expect(
    showing(MODIFY, {
      serviceCharacteristics: [
        { name: 'SPEED', value: '9' },
        { name: 'LINE_PROFILE', value: 2 },
      ],
    }),
  ).toEqual([]);
  expect(showing(MODIFY, { serviceCharacteristics: undefined })).toEqual([]);
  expect(showing(MODIFY, { serviceCharacteristics: PROFILE_3, status: 'PARTIAL' })).toEqual([]);
  expect(showing(TRANSFER, item(PROFILE_2))).toEqual(['missing']);
  // A line may go by another name afterwards.
  expect(showing(TRANSFER, item([...PROFILE_2, { name: 'LINE_ID', value: 'OURS1' }]))).toEqual([]);
  const generated = { id: 'a variant', kind: 'valid', control: 'a twin' } as unknown as RequestOptions['generated'];
  expect(showing(TRANSFER, item([]), generated ? { generated } : {})).toEqual([]);
});

test('a KCI shows the contacts and the day that were ordered', () => {
  const ordered = {
    ...MODIFY,
    requestedCompletionDate: '2026-07-01',
    primaryContact: { name: 'Ada Smith', email: 'Ada@example.com', phoneNumber: '01632 960001' },
    secondaryContact: { name: 'Ben Smith', phoneNumber: '01632 960002' },
  };
  const showing = (changes: Fields, ...between: readonly Happening[]) =>
    judged(kciShowsThePlacedOrder, placed(ordered), ...between, shown(ordered, 'COMMITTED', changes)).actual;
  const primary = (changes: Fields) => ({ primaryContact: { ...ordered.primaryContact, ...changes } });
  expect(showing({})).toEqual([]);
  expect(showing(primary({ email: 'ada@EXAMPLE.com', phoneNumber: '+44 1632 960001' }))).toEqual([]);
  expect(showing(primary({ email: 'someone@example.com' }))).toEqual(['someone@example.com']);
  expect(showing({ secondaryContact: ordered.primaryContact })).toEqual(['Ada Smith']);
  expect(showing({ secondaryContact: ordered.primaryContact }, amended({ secondaryContact: {} }))).toEqual([]);
  // Midnight in London, in summer.
  expect(showing({ requestedCompletionDate: '2026-06-30T23:00:00Z' })).toEqual([]);
  expect(showing({ requestedCompletionDate: '2026-07-02' })).toEqual(['2026-07-02']);
  for (const when of [{ requestedCompletionDate: '2026-07-02' }, { appointmentReservationId: 7 }]) {
    expect(showing({ requestedCompletionDate: '2026-07-02' }, amended(when))).toEqual([]);
  }
  expect(showing({ requestedCompletionDate: '2026-07-02' }, shown(ordered, 'REAPPOINTED'))).toEqual([]);
});

test('characteristics that an amendment speaks of need not be those that were ordered', () => {
  const amendment = amended({ serviceCharacteristics: PROFILE_3 });
  const after = shown(MODIFY, 'AMENDED', { serviceCharacteristics: PROFILE_3 });
  expect(judged(kciShowsThePlacedOrder, placed(MODIFY), amendment, after).actual).toEqual([]);
  expect(judged(kciShowsThePlacedOrder, placed(MODIFY), amended({ notes: 'Once' }), after).actual).toEqual(['3']);
});

test('an amendment of characteristics that was granted shows, by name', () => {
  const later = (changes: Fields, order: Fields = MODIFY) => [
    placed(order),
    shown(order, 'COMMITTED'),
    amended({ serviceCharacteristics: [...PROFILE_3, { name: 'NEW', value: '1' }] }, 201),
    1_500,
    shown(order, 'COMPLETED', changes),
  ];
  expect(judged(grantedAmendmentIsApplied, ...later({})).actual).toEqual(['"2", as before']);
  expect(judged(grantedAmendmentIsApplied, ...later({}, TRANSFER)).actual).toEqual(['"2", as before']);
  expect(judged(grantedAmendmentIsApplied, ...later({ status: 'PARTIAL' })).actual).toEqual([]);
  expect(judged(grantedAmendmentIsApplied, ...later({ serviceCharacteristics: PROFILE_3 })).actual).toEqual([]);
  expect(judged(grantedAmendmentIsApplied, ...later({ serviceCharacteristics: undefined })).actual).toEqual([]);
});

test('an AMENDED KCI shows amended characteristics', () => {
  const granted = (changes: Fields) =>
    judged(
      amendedShowsAmendment,
      placed(MODIFY),
      amended({ serviceCharacteristics: PROFILE_3 }),
      shown(MODIFY, 'AMENDED', { serviceOrderAmendmentId: 9, ...changes }),
    ).actual;
  expect(granted({})).toEqual(['"2"']);
  expect(granted({ serviceCharacteristics: PROFILE_3 })).toEqual([]);
});

for (const [how, status, reason] of [
  ['by its answer', 201, 'COMPLETED'],
  ['by KCI', 202, 'AMENDED'],
] as const) {
  test(`an amendment that is granted ${how} takes away nothing that it does not name`, () => {
    const after = (amendment: Fields, changes: Fields, before: Fields = {}) =>
      judged(
        nothingIsLost,
        placed(MODIFY),
        shown(MODIFY, 'COMMITTED', before),
        amended(amendment, status),
        shown(MODIFY, reason, changes),
      ).expected;
    expect(after({ notes: 'Once' }, { serviceCharacteristics: [] })).toEqual([
      'serviceCharacteristics, characteristic LINE_PROFILE as before',
    ]);
    expect(after({ serviceCharacteristics: PROFILE_3 }, { requestedCompletionDate: undefined })).toEqual([
      'requestedCompletionDate as before',
    ]);
    expect(after({ serviceCharacteristics: [{ name: 'OTHER', value: '1' }] }, { serviceCharacteristics: [] })).toEqual(
      [],
    );
    expect(after({ requestedCompletionDate: '2026-03-02' }, { requestedCompletionDate: undefined })).toEqual([]);
    // A day gives way to an appointment, and what the supplier has added may go with any change.
    expect(after({ appointmentReservationId: 7 }, { requestedCompletionDate: undefined })).toEqual([]);
    expect(after({ notes: 'Once' }, {}, { workbasket: 'NORTH' })).toEqual([]);
  });
}

test('where no amendment is known, AMENDED may have taken anything away', () => {
  const before = [placed(MODIFY), shown(MODIFY, 'COMMITTED')];
  const bare = { serviceCharacteristics: [], requestedCompletionDate: undefined };
  expect(judged(nothingIsLost, ...before, shown(MODIFY, 'AMENDED', bare)).outcome).toBe('passed');
  expect(judged(nothingIsLost, ...before, shown(MODIFY, 'UPDATE', bare)).outcome).toBe('failed');
});

test('what one amendment has set, the next does not take away', () => {
  const once = [
    placed(TRANSFER),
    amended({ hazards: 'A dog' }),
    shown(TRANSFER, 'AMENDED', { hazards: 'A dog', serviceOrderAmendmentId: 9 }),
  ];
  const next = (changes: Fields, shows: Fields) => [
    ...once,
    exchanged(
      'handleAmendOrder',
      { body: { id: 10, orderId: 1, ...changes }, conversation: 'the order' },
      { status: 202 },
    ),
    shown(TRANSFER, 'AMENDED', { serviceOrderAmendmentId: 10, ...shows }),
  ];
  expect(judged(nothingIsLost, ...next({ notes: 'Ring' }, { notes: 'Ring' }))).toMatchObject({
    outcome: 'failed',
    expected: ['hazards as before'],
  });
  expect(judged(nothingIsLost, ...next({ notes: 'Ring' }, { notes: 'Ring', hazards: 'A dog' })).outcome).toBe('passed');
  expect(judged(nothingIsLost, ...next({ hazards: '' }, {})).outcome).toBe('passed');
});
