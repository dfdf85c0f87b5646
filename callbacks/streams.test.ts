import { expect, test } from '@playwright/test';
import type { Event, History, InboundEvent } from '../evidence/history.ts';
import { rawBody } from '../evidence/bodies.ts';
import { volunteered } from './streams.ts';
import { endingOf, transitions } from './transitions.ts';

/** A history of the messages given, a little more than a second apart: longer than a KCI is on its way. */
function history(...messages: readonly object[]): History {
  return messages.map((message, index) => ({
    ...message,
    seq: index + 1,
    at: '',
    mono: index * 1_100,
  })) as unknown as readonly Event[];
}

const text = (value: unknown) => rawBody(Buffer.from(JSON.stringify(value)));

const request = (operation: string, exchange: string, body: object, intent = { valid: true }) => ({
  type: 'request',
  exchange,
  journey: 'j',
  operation,
  intent,
  method: 'POST',
  url: '',
  headers: [['X-Conversation-ID', exchange]],
  body: text(body),
});
const response = (exchange: string, status: number, body: object = {}) => ({
  type: 'response',
  exchange,
  status,
  headers: [],
  body: text(body),
});

const place = (id: number, exchange: string) => request('handleCreateOrder', exchange, { id, tenant: 'T' });

const kci = (id: string, sequenceNumber: number, reasonCode: string, order: object, conversation?: string): object =>
  ({
    type: 'inbound',
    endpoint: 'kcis',
    method: 'POST',
    path: '/kcis',
    remote: '',
    headers: conversation === undefined ? [] : [['X-Conversation-ID', conversation]],
    body: text({ id, sequenceNumber, reasonCode, provideServiceOrder: order }),
    answer: { status: 204, headers: [], body: '' },
  }) satisfies Omit<InboundEvent, 'seq' | 'at' | 'mono'>;

const reasons = (kcis: readonly { readonly reasonCode?: string }[]) => kcis.map(({ reasonCode }) => reasonCode);

test('KCIs are placed with their orders, also one that overtakes the answer to its order', () => {
  const { streams, strangers } = volunteered(
    history(
      place(1, 'a'),
      kci('k1', 1, 'ACKNOWLEDGED', { id: 1, supplierOrderReference: 'R1' }),
      response('a', 202),
      place(2, 'b'),
      response('b', 201, { id: 2, supplierOrderReference: 'R2', status: 'ACKNOWLEDGED' }),
      kci('k2', 1, 'COMMITTED', { supplierOrderReference: 'R2' }),
      kci('k3', 2, 'UPDATE', { supplierOrderReference: 'R1' }),
      kci('k4', 1, 'UPDATE', { id: 99 }),
    ),
  );
  expect(streams.map(({ subject, kcis }) => [subject.gatewayId, reasons(kcis)])).toEqual([
    [1, ['ACKNOWLEDGED', 'UPDATE']],
    [2, ['COMMITTED']],
  ]);
  expect(strangers.map(({ id }) => id)).toEqual(['k4']);
});

test('a KCI that came twice is one KCI of two deliveries; one that borrows its id is another', () => {
  const [stream] = volunteered(
    history(
      place(1, 'a'),
      kci('k1', 1, 'ACKNOWLEDGED', { id: 1 }),
      kci('k1', 1, 'ACKNOWLEDGED', { id: 1 }),
      kci('k1', 2, 'COMMITTED', { id: 1 }),
    ),
  ).streams;
  expect(stream?.deliveries).toHaveLength(3);
  expect(reasons(stream?.kcis ?? [])).toEqual(['ACKNOWLEDGED', 'COMMITTED']);
});

test('KCIs are taken in the order of their numbers, as the gateway takes them', () => {
  const [stream] = volunteered(
    history(
      place(1, 'a'),
      kci('k2', 2, 'COMMITTED', { id: 1 }),
      kci('k1', 1, 'ACKNOWLEDGED', { id: 1 }),
      kci('k3', 3, 'COMPLETED', { id: 1 }),
    ),
  ).streams;
  expect(reasons(stream?.kcis ?? [])).toEqual(['ACKNOWLEDGED', 'COMMITTED', 'COMPLETED']);
});

test('amendments and cancellations belong to the order that they name', () => {
  const { streams } = volunteered(
    history(
      place(1, 'a'),
      place(2, 'b'),
      request('handleAmendOrder', 'c', { id: 10, orderId: 2 }),
      response('c', 201, { id: 10, supplierReference: 'A-1' }),
      request('handleCancelOrder', 'd', { id: 11, orderId: 1 }),
    ),
  );
  expect(
    streams.map(({ requests }) => requests.map(({ kind, id, supplierReference }) => ({ kind, id, supplierReference }))),
  ).toEqual([
    [{ kind: 'cancellation', id: 11, supplierReference: undefined }],
    [{ kind: 'amendment', id: 10, supplierReference: 'A-1' }],
  ]);
});

test('an order that was meant to be refused, or that we placed wrongly, has no stream', () => {
  const invalid = request('handleCreateOrder', 'a', { id: 1, tenant: 'T' }, { valid: false });
  expect(volunteered(history(invalid)).streams).toEqual([]);
  expect(volunteered(history(place(1, 'a')), () => false).streams).toEqual([]);
});

test('what was asked for wrongly and taken all the same is no stranger, and has no stream', () => {
  const wrong = (exchange: string, body: object, operation = 'handleCreateOrder') =>
    request(operation, exchange, body, { valid: false });
  const about = (id: string, order: object, conversation?: string) => kci(id, 1, 'ACKNOWLEDGED', order, conversation);
  const { streams, strangers } = volunteered(
    history(
      wrong('taken', { id: 1 }),
      response('taken', 202),
      wrong('unnamed', {}),
      response('unnamed', 201, { supplierOrderReference: 'R2' }),
      wrong('refused', { id: 3 }),
      response('refused', 400),
      wrong('silent', { id: 4 }),
      about('k1', { id: 1 }),
      about('k2', { supplierOrderReference: 'R2' }),
      about('k3', { id: 3 }),
      about('k4', { id: 4 }),
      about('k5', {}, 'taken'),
      about('k6', { id: 5 }),
    ),
  );
  expect(streams).toEqual([]);
  expect(strangers.map(({ id }) => id)).toEqual(['k3', 'k6']);
});

test('a faulty amendment that was taken belongs to its order, as one that nobody is held to', () => {
  const wrong = (exchange: string, id: number) =>
    request('handleAmendOrder', exchange, { id, orderId: 1 }, { valid: false });
  const [stream] = volunteered(
    history(place(1, 'a'), wrong('b', 10), response('b', 202), wrong('c', 11), response('c', 400)),
  ).streams;
  expect(stream?.requests).toMatchObject([{ kind: 'amendment', id: 10, faulty: true }]);
});

test('what was taken with a number in quotes goes by that number', () => {
  const quoted = (operation: string, exchange: string, body: object) =>
    request(operation, exchange, body, { valid: false });
  const { streams, strangers } = volunteered(
    history(
      quoted('handleCreateOrder', 'a', { id: '1' }),
      response('a', 202),
      kci('k1', 1, 'ACKNOWLEDGED', { id: 1 }),
      place(2, 'b'),
      response('b', 202),
      quoted('handleAmendOrder', 'c', { id: 10, orderId: '2' }),
      response('c', 202),
      quoted('handleCancelOrder', 'd', { id: '11', orderId: 2 }),
      response('d', 202),
      quoted('handleAmendOrder', 'e', { id: 12, orderId: 'two' }),
      response('e', 202),
    ),
  );
  expect(strangers).toEqual([]);
  expect(streams.map(({ requests }) => requests)).toMatchObject([
    [
      { kind: 'amendment', id: 10, faulty: true },
      { kind: 'cancellation', id: 11, faulty: true },
    ],
  ]);
});

test('the steps of an order start from its answer, and know when an answer came in between', () => {
  const [stream] = volunteered(
    history(
      place(1, 'a'),
      response('a', 201, { id: 1, status: 'ACKNOWLEDGED' }),
      kci('k1', 1, 'COMMITTED', { id: 1, status: 'IN_PROGRESS' }),
      request('handleAmendOrder', 'b', { id: 10, orderId: 1 }),
      response('b', 201, { id: 10 }),
      kci('k2', 2, 'COMPLETED', { id: 1, status: 'COMPLETED' }),
      kci('k3', 3, 'UPDATE', { id: 1, status: 'COMPLETED' }),
    ),
  ).streams;
  expect(
    stream && transitions(stream).map(({ from, reason, to, interrupted }) => ({ from, reason, to, interrupted })),
  ).toEqual([
    { from: 'ACKNOWLEDGED', reason: 'COMMITTED', to: 'IN_PROGRESS', interrupted: false },
    { from: 'IN_PROGRESS', reason: 'COMPLETED', to: 'COMPLETED', interrupted: true },
    { from: 'COMPLETED', reason: 'UPDATE', to: 'COMPLETED', interrupted: false },
  ]);
  const ending = stream && endingOf(stream);
  expect(ending).toMatchObject({ status: 'COMPLETED', ending: { id: 'k2' } });
  expect(ending?.after.map(({ id }) => id)).toEqual(['k3']);
});

test('an order of which nothing was told was sent, and has not ended', () => {
  const [stream] = volunteered(history(place(1, 'a'), kci('k1', 1, 'UPDATE', { id: 1, status: 'HELD' }))).streams;
  expect(stream && transitions(stream)).toMatchObject([{ from: 'SENT_TO_SUPPLIER', to: 'HELD' }]);
  expect(stream && endingOf(stream)).toBeUndefined();
});

test('orders to change or end a service are told apart from those to provide one, by what was ordered', () => {
  const { streams } = volunteered(
    history(
      ...['NEW', 'SWAP', 'MODIFY', 'CEASE'].map((orderType, index) =>
        request('handleCreateOrder', `e${index}`, { id: index + 1, tenant: 'T', orderType }),
      ),
    ),
  );
  expect(streams.map(({ subject }) => subject.variant)).toEqual(['provide', 'provide', 'modify', 'cease']);
});

test('ceases that the supplier announces are told apart by their references, and cancelled by them', () => {
  const announced = (id: string, reference: string, number = 1) => {
    const { body: _, ...delivery } = kci(id, number, 'CREATED', {}, 'one for all') as { body: unknown };
    const cease = { tenant: 'T', supplierOrderReference: reference, status: 'PENDING' };
    const body = { id, sequenceNumber: number, reasonCode: 'CREATED', unsolicitedCeaseServiceOrder: cease };
    return { ...delivery, body: text(body) };
  };
  const { streams, strangers } = volunteered(
    history(
      announced('k1', 'UC1'),
      announced('k2', 'UC2'),
      announced('k3', 'UC1', 2),
      request('handleCancelOrder', 'e1', { id: 7, orderId: 99, supplierOrderReference: 'UC2' }),
    ),
  );
  expect(strangers).toEqual([]);
  expect(
    streams.map(({ subject, kcis, requests }) => [subject.supplierReference, kcis.length, requests.length]),
  ).toEqual([
    ['UC1', 2, 0],
    ['UC2', 1, 1],
  ]);
});

test.describe('incidents', () => {
  const incident = (id: string, shown: object, conversation?: string) => {
    const { body: _, ...delivery } = kci(id, 1, 'CREATED', {}, conversation) as { body: unknown };
    return { ...delivery, body: text({ id, sequenceNumber: 1, reasonCode: 'CREATED', reportableIncident: shown }) };
  };

  test('are streams of their own, one for each KCI, whatever they are named by', () => {
    const { streams, strangers } = volunteered(
      history(
        request('handleCreateProblem', 'a', { id: 1 }),
        incident('k1', { supplierReference: 'INC1' }, 'a'),
        incident('k2', { supplierReference: 'INC1' }),
        incident('k1', { supplierReference: 'INC1' }, 'a'),
        incident('k3', {}),
      ),
    );
    expect(strangers).toEqual([]);
    expect(streams.map(({ subject, deliveries }) => [subject.variant, deliveries.map(({ id }) => id)])).toEqual([
      ['problem', []],
      ['incident', ['k1', 'k1']],
      ['incident', ['k2']],
      ['incident', ['k3']],
    ]);
  });

  test('are none where the number of an order says that the order was meant', () => {
    const { streams } = volunteered(history(place(1, 'a'), incident('k1', { id: 1 })));
    expect(streams.map(({ subject, kcis }) => [subject.variant, kcis.length])).toEqual([['provide', 1]]);
  });
});

test.describe('a cease that the supplier started', () => {
  const told = (id: string, number: number, cease: object) => {
    const { body: _, ...delivery } = kci(id, number, 'UPDATE', {}, `conversation ${id}`) as { body: unknown };
    const unsolicitedCeaseServiceOrder = { tenant: 'T', status: 'PENDING', ...cease };
    return { ...delivery, body: text({ id, sequenceNumber: number, unsolicitedCeaseServiceOrder }) };
  };

  test('may be named by the number that a cancellation gave it', () => {
    const { streams, strangers } = volunteered(
      history(
        told('k1', 1, { supplierOrderReference: 'UC1' }),
        request('handleCancelOrder', 'e1', { id: 7, orderId: 99, supplierOrderReference: 'UC1' }),
        told('k2', 2, { id: 99 }),
        told('k3', 3, { id: 98 }),
      ),
    );
    expect(streams.map(({ kcis }) => kcis.map(({ id }) => id))).toEqual([['k1', 'k2']]);
    expect(strangers.map(({ id }) => id)).toEqual(['k3']);
  });

  test('is no test or problem that goes by the same reference', () => {
    const { streams } = volunteered(
      history(
        request('handleServiceTest', 'a', { id: 1 }),
        response('a', 201, { id: 1, supplierReference: '10001' }),
        told('k1', 1, { supplierOrderReference: '10001' }),
      ),
    );
    expect(streams.map(({ subject, kcis }) => [subject.variant, kcis.length])).toEqual([
      ['test', 0],
      ['unsolicited-cease', 1],
    ]);
  });
});
