import { expect, test } from '@playwright/test';
import type { History } from '../evidence/history.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Check } from './check.ts';
import {
  committedEthernetGivesDates,
  committedEthernetOrderDates,
  createdEthernetOrderReference,
  createdEthernetOrderStatus,
  ethernetCommittedDateDoesNotMove,
  ethernetOrderEcho,
  ethernetOrderId,
  ethernetOrderStatus,
  ethernetOrderTenant,
  ethernetReferencesAreUnique,
  incompleteEthernetOrdersAreRefused,
  kciShowsThePlacedEthernetOrder,
  quotedOrdersAreTaken,
  unknownQuotesAreRejected,
} from './ethernet.ts';
import { concluded, exchanged, history, kci, PROFILE, verdictsOf, type RequestOptions } from './fixtures/history.ts';
import { errorBody, ethernetKci, ethernetOrder } from './fixtures/messages.ts';

type Fields = Readonly<Record<string, unknown>>;

const judged = (check: Check, happened: History) => concluded(check, REQUIREMENTS, happened);

/** An Ethernet order has no Tenant header. */
const HEADERS = [
  ['X-Request-ID', 'one'],
  ['X-Conversation-ID', 'a conversation'],
] as const;

const placed = (status: number, body?: unknown, sent: RequestOptions = {}) =>
  exchanged('handleCreateEthernetOrder', { body: ethernetOrder(), headers: HEADERS, ...sent }, { status, body });
const acknowledged = (changes: Fields = {}) => ({
  ...ethernetOrder(),
  status: 'ACKNOWLEDGED',
  supplierOrderReference: 'E123X',
  ...changes,
});
const created = (changes: Fields = {}) => history(placed(201, acknowledged(changes)));
const DATES = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T10:00:00+01:00' };
const told = (...kcis: readonly Fields[]) => history(placed(202), ...kcis.map((body) => kci(body)));

test('ethernet-order-status', () => {
  expect(judged(ethernetOrderStatus, history(placed(201), placed(202))).outcome).toBe('passed');
  expect(judged(ethernetOrderStatus, history(placed(200))).actual).toEqual(['200']);
  expect(judged(ethernetOrderStatus, history(placed(422))).outcome).toBe('not-exercised');
});

test('quoted-orders-are-taken', () => {
  const aim = 'unknown-quote';
  expect(judged(quotedOrdersAreTaken, history(placed(202), placed(422, errorBody(), { aim }))).outcome).toBe('passed');
  // A quote may be good for one order.
  const other = { body: ethernetOrder({ supplierQuoteId: 'another' }) };
  expect(judged(quotedOrdersAreTaken, history(placed(202), placed(422, errorBody()))).outcome).toBe('passed');
  expect(judged(quotedOrdersAreTaken, history(placed(202), placed(422, errorBody(), other))).outcome).toBe('failed');
  expect(judged(quotedOrdersAreTaken, history(placed(422, errorBody()))).actual).toEqual([
    '422: "address.id is not known to us"',
  ]);
});

test('incomplete-ethernet-orders-are-refused', () => {
  const malformed = (changes: Fields, status: number) =>
    history(placed(status, undefined, { body: ethernetOrder(changes), intent: { valid: false, because: 'a lack' } }));
  const siteInformation = [ethernetOrder().siteInformation].flat().slice(0, 1);
  for (const lacking of [{ siteInformation }, { ethernetOrderItems: [] }]) {
    expect(judged(incompleteEthernetOrdersAreRefused, malformed(lacking, 422)).outcome).toBe('passed');
    expect(judged(incompleteEthernetOrdersAreRefused, malformed(lacking, 202)).actual).toEqual(['202']);
  }
  expect(judged(incompleteEthernetOrdersAreRefused, malformed({ tenant: 7 }, 202)).outcome).toBe('not-exercised');
});

test('unknown-quotes-are-rejected', () => {
  const aim = 'unknown-quote';
  const later = (reason: string, status: string) =>
    history(placed(202, undefined, { aim }), 5_000, kci(ethernetKci(reason, status)));
  expect(judged(unknownQuotesAreRejected, history(placed(422, errorBody(), { aim }))).outcome).toBe('passed');
  expect(judged(unknownQuotesAreRejected, history(placed(404, errorBody(), { aim }))).outcome).toBe('passed');
  expect(judged(unknownQuotesAreRejected, later('ORDER_REJECTED', 'REJECTED')).outcome).toBe('passed');
  expect(judged(unknownQuotesAreRejected, later('COMMITTED', 'IN_PROGRESS')).outcome).toBe('failed');
  expect(judged(unknownQuotesAreRejected, later('UPDATE', 'IN_PROGRESS')).outcome).toBe('failed');
  expect(judged(unknownQuotesAreRejected, later('ACKNOWLEDGED', 'ACKNOWLEDGED')).outcome).toBe('passed');
  expect(judged(unknownQuotesAreRejected, history(placed(201, acknowledged(), { aim }))).actual).toEqual(['201']);
  expect(judged(unknownQuotesAreRejected, history(placed(202))).outcome).toBe('not-exercised');
});

test('created-ethernet-order-status', () => {
  expect(judged(createdEthernetOrderStatus, created()).outcome).toBe('passed');
  expect(judged(createdEthernetOrderStatus, created({ status: 'IN_PROGRESS' })).outcome).toBe('passed');
  expect(judged(createdEthernetOrderStatus, created({ status: 'PENDING' })).actual).toEqual(['"PENDING"']);
  expect(judged(createdEthernetOrderStatus, created({ status: undefined })).outcome).toBe('not-applicable');
});

test('created-ethernet-order-reference', () => {
  expect(judged(createdEthernetOrderReference, created()).outcome).toBe('passed');
  const asTenants = created({ supplierOrderReference: undefined, supplierOrderNumber: 'E123X' });
  expect(judged(createdEthernetOrderReference, asTenants).outcome).toBe('passed');
  for (const supplierOrderReference of [undefined, '', 7]) {
    expect(judged(createdEthernetOrderReference, created({ supplierOrderReference })).outcome).toBe('failed');
  }
});

test('committed-ethernet-order-dates', () => {
  expect(judged(committedEthernetOrderDates, created({ status: 'IN_PROGRESS', ...DATES })).outcome).toBe('passed');
  expect(judged(committedEthernetOrderDates, created({ status: 'IN_PROGRESS' })).actual).toEqual([
    'missing',
    'missing',
  ]);
  expect(judged(committedEthernetOrderDates, created()).outcome).toBe('not-applicable');
});

test('ethernet-order-id', () => {
  expect(judged(ethernetOrderId, created()).outcome).toBe('passed');
  expect(judged(ethernetOrderId, created({ id: 777 })).actual).toEqual(['777']);
});

test('ethernet-order-tenant', () => {
  expect(judged(ethernetOrderTenant, created()).outcome).toBe('passed');
  expect(judged(ethernetOrderTenant, created({ tenant: 'TENANT2' }))).toMatchObject({
    expected: ['body/tenant: "TENANT1"'],
    actual: ['"TENANT2"'],
  });
  expect(judged(ethernetOrderTenant, created({ tenant: undefined })).outcome).toBe('not-applicable');
});

test('ethernet-order-echo', () => {
  expect(judged(ethernetOrderEcho, created({ id: 7, tenant: 'OTHER', leadTime: 10 })).outcome).toBe('passed');
  expect(judged(ethernetOrderEcho, created({ supplierQuoteId: 'supp2-quo-1' })).actual).toEqual(['"supp2-quo-1"']);
});

test('ethernet-references-are-unique', () => {
  const second = placed(201, acknowledged({ supplierOrderReference: 'E124X' }));
  expect(judged(ethernetReferencesAreUnique, history(placed(201, acknowledged()), second)).outcome).toBe('passed');
  const again = placed(201, acknowledged());
  expect(judged(ethernetReferencesAreUnique, history(placed(201, acknowledged()), again)).actual).toEqual([
    '"E123X" again',
  ]);
});

test('committed-ethernet-gives-dates', () => {
  const committed = (order: Fields) => told(ethernetKci('COMMITTED', 'IN_PROGRESS', { order }));
  expect(judged(committedEthernetGivesDates, committed(DATES)).outcome).toBe('passed');
  expect(judged(committedEthernetGivesDates, committed({ committedDate: DATES.committedDate })).actual).toEqual([
    'no targetDate',
  ]);
  expect(judged(committedEthernetGivesDates, told(ethernetKci('ACKNOWLEDGED', 'ACKNOWLEDGED'))).outcome).toBe(
    'not-applicable',
  );
});

test('ethernet-committed-date-does-not-move', () => {
  const twice = (committedDate: string) =>
    told(
      ethernetKci('COMMITTED', 'IN_PROGRESS', { order: DATES }),
      ethernetKci('DELAY', 'HELD', { sequenceNumber: 2, order: { ...DATES, committedDate } }),
    );
  expect(judged(ethernetCommittedDateDoesNotMove, twice('2026-02-02T10:00:00+01:00')).outcome).toBe('passed');
  expect(judged(ethernetCommittedDateDoesNotMove, twice('2026-02-04T09:00:00Z')).outcome).toBe('failed');
});

test('kci-shows-the-placed-ethernet-order', () => {
  const shown = (order: Fields) => told(ethernetKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order }));
  expect(judged(kciShowsThePlacedEthernetOrder, shown({})).outcome).toBe('passed');
  expect(judged(kciShowsThePlacedEthernetOrder, shown({ supplierQuoteId: 'ANOTHER' })).actual).toEqual(['"ANOTHER"']);
  const elsewhere = [{ address: { id: '200004033694' } }, { address: { id: '999' } }];
  expect(judged(kciShowsThePlacedEthernetOrder, shown({ siteInformation: elsewhere })).outcome).toBe('failed');
  const one = [{ address: { id: '200004033694' } }];
  expect(judged(kciShowsThePlacedEthernetOrder, shown({ siteInformation: one })).outcome, 'some sites').toBe('passed');
  const hidden = { supplierQuoteId: undefined, siteInformation: undefined };
  expect(judged(kciShowsThePlacedEthernetOrder, shown(hidden)).outcome).toBe('not-applicable');
});

/** The binding requirements about KCIs that a history fails. */
function errorsOn(happened: History): readonly string[] {
  return CATALOGUE.checks
    .filter(({ requirement }) => requirement.startsWith('KCI-'))
    .flatMap((check) => verdictsOf(check, REQUIREMENTS, happened, { profile: PROFILE }))
    .filter(({ outcome, severity }) => outcome === 'failed' && severity === 'error')
    .map(({ requirement }) => requirement);
}

test('what the KCIs of an Ethernet order leave out, or put under an unlikely key, is not an error', () => {
  const bare = { tenant: undefined, siteInformation: undefined, ethernetOrderItems: undefined };
  const options = { order: bare, wrapper: 'ethernetServiceOrder' };
  const happened = told(
    ethernetKci('ACKNOWLEDGED', undefined, options),
    ethernetKci('COMMITTED', undefined, { ...options, sequenceNumber: 2 }),
    ethernetKci('COMPLETED', undefined, { ...options, sequenceNumber: 3 }),
  );
  expect(errorsOn(happened)).toEqual([]);
});

test('what the KCIs of an Ethernet order do say is held to the rules of all orders', () => {
  const happened = told(
    ethernetKci('COMMITTED', 'ACKNOWLEDGED', { order: { ...DATES, tenant: 'TENANT2' } }),
    ethernetKci('COMPLETED', 'COMPLETED', { sequenceNumber: 2 }),
    ethernetKci('DELAY', 'HELD', { sequenceNumber: 3 }),
  );
  const errors = errorsOn(happened);
  for (const broken of ['KCI-COMMITTED-STATUS', 'KCI-TENANT', 'KCI-TERMINAL', 'KCI-DELAY-PROBLEM']) {
    expect(errors).toContain(broken);
  }
});

test('an Ethernet order that was answered with 202 is acknowledged by KCI, with the order number', () => {
  const late = history(placed(202), 60_000, { type: 'end', reason: 'finished' });
  expect(errorsOn(late)).toContain('KCI-ORDER-OUTCOME');
  const unnumbered = told(
    ethernetKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: { supplierOrderReference: undefined } }),
  );
  expect(errorsOn(unnumbered)).toContain('KCI-ORDER-NUMBER');
});

test('an Ethernet order that was refused does not start', () => {
  const started = history(placed(422, errorBody()), kci(ethernetKci('COMMITTED', 'IN_PROGRESS', { order: DATES })));
  expect(errorsOn(started)).toContain('KCI-NO-EFFECT-OF-REFUSED');
});
