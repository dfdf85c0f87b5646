import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { AS_IT_ARRIVES, concluded, exchanged, type Happening, history, kci } from './fixtures/history.ts';
import { acknowledgedOrder, ethernetKci, ethernetOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import { problemKci, problemReported, testAsked, testKci } from './fixtures/repairs.ts';
import {
  kciEnvelopeFits,
  kciHasIssuedOn,
  kciHasSequenceNumber,
  kciIdIsAUuid,
  kciReasonIsKnown,
} from './kci-envelope.ts';
import {
  kciCarriesBothIds,
  kciHasOneWrapper,
  kciIsAboutAKnownOrder,
  kciNamesItsOrder,
  kciWrapperFitsOrder,
  kciWrapperIsLikely,
} from './kci-identity.ts';
import { acknowledgementGivesOrderNumber } from './kci-outcomes.ts';
import { statusIsTheSuppliers } from './kci-statuses.ts';

const outcome = async (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings), { contract: await theContract() });

const placed = (changes: object = {}, status = 201) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder({ ...changes }), variant: 'provide' },
    { status, ...(status === 201 ? { body: acknowledgedOrder({ ...changes }) } : {}) },
  );

const about = (order: object, conversation = 'of nobody') =>
  kci(orderKci('COMMITTED', 'IN_PROGRESS', { order: { ...order } }), { conversation });

const UNNAMED = { id: undefined, supplierOrderReference: undefined };

test.describe('an order, a problem and a test', () => {
  const ordered = placed({ supplierOrderReference: '10001' });
  const tested = testAsked(201, { supplierReference: '10001' });
  const reported = problemReported(201, { status: 'ACKNOWLEDGED', supplierReference: '10001' });

  test('may go by the same reference', async () => {
    const story = [
      ordered,
      tested,
      reported,
      about({ supplierOrderReference: '10001' }),
      testKci('COMPLETED', 'COMPLETED', { supplierReference: '10001' }),
      problemKci('COMMITTED', 'IN_PROGRESS', { supplierReference: '10001' }),
    ];
    expect(await outcome(kciNamesItsOrder, ...story)).toMatchObject({ outcome: 'passed' });
  });

  test('are told apart by what reports on them where that reference is all there is', async () => {
    const story = [
      ordered,
      tested,
      reported,
      testKci('COMPLETED', 'COMPLETED', { id: undefined, supplierReference: '10001' }),
      problemKci('COMMITTED', 'IN_PROGRESS', { id: undefined, supplierReference: '10001' }),
      about({ ...UNNAMED, supplierOrderReference: '10001' }),
    ];
    for (const check of [kciNamesItsOrder, kciIsAboutAKnownOrder, kciWrapperFitsOrder, kciWrapperIsLikely]) {
      expect(await outcome(check, ...story)).toMatchObject({ outcome: 'passed' });
    }
  });
});

test('one reference of two orders of a tenant is none of either', async () => {
  const story = [placed(), placed({ id: 124 }), about({ id: 124 })];
  expect(await outcome(kciNamesItsOrder, ...story)).toMatchObject({
    outcome: 'failed',
    actual: ['A123X, the reference of order 123 of TENANT1'],
  });
});

test('a reference that an order has from its KCIs is no other order’s either', async () => {
  const [one, two] = [placed({ id: 7001 }, 202), placed({ id: 7002 }, 202)];
  const told = (sequenceNumber: number, reason: string, status: string, id: number, supplierOrderReference: string) =>
    kci(orderKci(reason, status, { sequenceNumber, order: { id, supplierOrderReference } }));
  const begun = [
    one,
    two,
    told(1, 'ACKNOWLEDGED', 'ACKNOWLEDGED', 7001, 'A-1'),
    told(1, 'ACKNOWLEDGED', 'ACKNOWLEDGED', 7002, 'A-2'),
  ];
  const fine = [...begun, told(2, 'UPDATE', 'ACKNOWLEDGED', 7001, 'A-1')];
  expect((await outcome(kciNamesItsOrder, ...fine)).outcome).toBe('passed');
  expect(await outcome(kciNamesItsOrder, ...begun, told(2, 'UPDATE', 'ACKNOWLEDGED', 7001, 'A-2'))).toMatchObject({
    outcome: 'failed',
    actual: [expect.stringContaining('A-2, the reference of order 7002')],
  });
  // What is refused may have no number, or the same for all.
  const refused = (id: number) => told(1, 'ORDER_REJECTED', 'REJECTED', id, 'NONE');
  expect((await outcome(kciNamesItsOrder, one, two, refused(7001), refused(7002))).outcome).toBe('passed');
});

test('what names nothing is an error only where it is published by what it is named', async () => {
  const conversation = 'one';
  const body = provideOrder();
  const order = exchanged('handleCreateOrder', { body, variant: 'provide', conversation }, { status: 202 });
  expect(await outcome(kciNamesItsOrder, order, about(UNNAMED, conversation))).toMatchObject({
    outcome: 'failed',
    actual: ['neither'],
  });
  const bare = { id: undefined, supplierReference: undefined, supplierOrderReference: undefined };
  const ethernet = [
    exchanged('handleCreateEthernetOrder', { body: ethernetOrder(), conversation }, { status: 202 }),
    kci(ethernetKci('COMMITTED', 'IN_PROGRESS', { order: bare }), { conversation }),
  ];
  const nameless = [
    ethernet,
    [problemReported(202), problemKci('COMMITTED', 'IN_PROGRESS', bare)],
    [testAsked(), testKci('COMPLETED', 'COMPLETED', bare)],
  ];
  for (const story of nameless) expect((await outcome(kciNamesItsOrder, story)).outcome).toBe('passed');
});

test.describe('a KCI about nothing that is known', () => {
  test('has to name something; what it names may be an order of somebody else', async () => {
    expect(await outcome(kciNamesItsOrder, about(UNNAMED))).toMatchObject({ outcome: 'failed', actual: ['neither'] });
    expect((await outcome(kciNamesItsOrder, about({ id: 99, supplierOrderReference: undefined }))).outcome).toBe(
      'passed',
    );
    expect((await outcome(kciNamesItsOrder, about({ ...UNNAMED, supplierOrderReference: 'X' }))).outcome).toBe(
      'passed',
    );
    expect((await outcome(kciNamesItsOrder, problemKci('UPDATE', 'HELD', { id: undefined }))).outcome).toBe('passed');
    for (const order of [UNNAMED, { id: 99 }]) {
      expect((await outcome(kciIsAboutAKnownOrder, about(order))).outcome).toBe('failed');
    }
  });

  const odd = { id: 'x', sequenceNumber: 0, issuedOn: 'today', reasonCode: 'HELLO', text: 7 };

  test('is a message of the supplier all the same', async () => {
    const envelope: readonly (readonly [Check, string])[] = [
      [kciIdIsAUuid, '"x"'],
      [kciHasSequenceNumber, '0'],
      [kciHasIssuedOn, '"today"'],
      [kciReasonIsKnown, '"HELLO"'],
      [kciEnvelopeFits, '7'],
    ];
    const stranger = kci({ ...odd, provideServiceOrder: { ...provideOrder(), id: 99 } });
    for (const [check, actual] of envelope) {
      expect(await outcome(check, stranger)).toMatchObject({ outcome: 'failed', actual: [actual] });
    }
    expect((await outcome(kciHasOneWrapper, stranger)).outcome).toBe('passed');
    expect(await outcome(kciHasOneWrapper, kci(odd))).toMatchObject({ outcome: 'failed', actual: ['none'] });
  });

  test('is nobody’s where it was not let in', async () => {
    const unknown = kci(odd, { answer: { status: 401, headers: [], body: '' }, refusal: 'no token' });
    for (const check of [kciIdIsAUuid, kciHasOneWrapper, kciNamesItsOrder]) {
      expect((await outcome(check, unknown)).outcome).not.toBe('failed');
    }
  });
});

test('the reference of an order stands under its name', async () => {
  const elsewhere = { supplierOrderReference: undefined, supplierReference: 'A123X' };
  const acknowledged = kci(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: elsewhere }));
  expect(await outcome(acknowledgementGivesOrderNumber, placed({}, 202), acknowledged)).toMatchObject({
    outcome: 'failed',
    actual: ['none'],
  });
  expect(await outcome(kciCarriesBothIds, placed({}, 202), acknowledged)).toMatchObject({
    outcome: 'failed',
    actual: ['no supplierOrderReference'],
  });
  // Under another name it still tells which order is meant.
  const alone = about({ ...elsewhere, id: undefined });
  expect((await outcome(kciIsAboutAKnownOrder, placed(), alone)).outcome).toBe('passed');
  expect(await outcome(kciNamesItsOrder, placed(), alone)).toMatchObject({ outcome: 'failed', actual: ['neither'] });
  // How an Ethernet order is named in a KCI is not published.
  const ethernet = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
  const numbered = { supplierOrderReference: undefined, supplierOrderNumber: 'E1' };
  const told = kci(ethernetKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: numbered }));
  expect((await outcome(acknowledgementGivesOrderNumber, ethernet, told)).outcome).toBe('passed');
});

test('the statuses of the gateway are those of orders', async () => {
  const sent = 'SENT_TO_SUPPLIER';
  const order = kci(orderKci('UPDATE', sent));
  expect(await outcome(statusIsTheSuppliers, placed(), order)).toMatchObject({ outcome: 'failed', actual: [sent] });
  const others = [problemReported(202), problemKci('UPDATE', sent), testAsked(), testKci('UPDATE', sent)];
  expect((await outcome(statusIsTheSuppliers, others)).outcome).toBe('not-exercised');
});

test.describe('an incident', () => {
  const incident = (envelope: object = {}, shown: object = {}) =>
    kci({
      id: '00000000-0000-4000-8000-000000000001',
      sequenceNumber: 1,
      issuedOn: AS_IT_ARRIVES,
      reasonCode: 'CREATED',
      ...envelope,
      reportableIncident: { supplierReference: 'INC_1', status: 'IN_PROGRESS', ...shown },
    });

  test('is known by itself, and its KCI judged like any other', async () => {
    expect((await outcome(kciIsAboutAKnownOrder, incident())).outcome).toBe('passed');
    for (const check of [kciIdIsAUuid, kciHasSequenceNumber, kciReasonIsKnown, kciHasOneWrapper, kciNamesItsOrder]) {
      expect((await outcome(check, incident())).outcome).toBe('passed');
    }
    const wrong = incident({ id: 'x', sequenceNumber: 0, reasonCode: 'HELLO' });
    for (const check of [kciIdIsAUuid, kciHasSequenceNumber, kciReasonIsKnown]) {
      expect((await outcome(check, wrong)).outcome).toBe('failed');
    }
  });
});
