import { expect, test } from '@playwright/test';
import { asDeliveries } from '../evidence/samples.ts';
import { sampled } from './samples.ts';
import { transitions, UNKNOWN } from './transitions.ts';

const kci = (
  sequenceNumber: number | undefined,
  reasonCode: string,
  order: object,
  wrapper = 'provideServiceOrder',
) => ({
  id: `${sequenceNumber} ${reasonCode}`,
  sequenceNumber,
  reasonCode,
  [wrapper]: { tenant: 'T', ...order },
});

const view = (...kcis: readonly object[]) =>
  sampled(asDeliveries(kcis.map((body) => ({ line: 1, text: JSON.stringify(body) }))));

const told = (...kcis: readonly object[]) =>
  view(...kcis).streams.map((stream) => stream.kcis.map(({ reasonCode }) => reasonCode));

test('samples about one thing are told by its id or its reference, as they become known', () => {
  expect(
    told(
      kci(1, 'A', { supplierOrderReference: 'R' }),
      kci(1, 'B', { id: 2 }),
      kci(2, 'C', { id: 1, supplierOrderReference: 'R' }),
      kci(3, 'D', { id: 1 }),
    ),
  ).toEqual([['A', 'C', 'D'], ['B']]);
});

test('one id of two tenants, or of two kinds, is two things; whoever names no tenant may be either', () => {
  expect(
    told(
      kci(1, 'A', { id: 1 }),
      kci(1, 'B', { id: 1, tenant: 'U' }),
      kci(1, 'C', { id: 1 }, 'serviceProblem'),
      kci(2, 'D', { id: 1, tenant: undefined }),
    ),
  ).toEqual([['A', 'D'], ['B'], ['C']]);
});

test('what names nothing stands alone', () => {
  expect(told(kci(1, 'A', {}), kci(2, 'B', {}), { reasonCode: 'C' })).toEqual([['A'], ['B'], ['C']]);
});

test('what each is about is told by its wrapper', () => {
  const { streams } = view(
    ...['modifyServiceOrder', 'provideEthernetOrder', 'serviceTest', 'reportableIncident', 'somethingElse'].map(
      (wrapper) => kci(1, 'A', { id: 1 }, wrapper),
    ),
  );
  expect(streams.map(({ subject }) => `${subject.kind} ${subject.variant}`)).toEqual([
    'order modify',
    'order ethernet',
    'test test',
    'other incident',
    'other somethingElse',
  ]);
});

test('they are taken in the order of their numbers', () => {
  expect(told(kci(3, 'C', { id: 1 }), kci(1, 'A', { id: 1 }), kci(2, 'B', { id: 1 }))).toEqual([['A', 'B', 'C']]);
});

test('several with one number are alternatives, of which the first goes on', () => {
  const { streams, deliveries } = view(
    kci(1, 'A', { id: 1 }),
    kci(2, 'B', { id: 1 }),
    kci(2, 'X', { id: 1 }),
    kci(3, 'C', { id: 1 }),
    kci(3, 'Y', { id: 1 }),
  );
  expect(streams.map(({ kcis }) => kcis.map(({ reasonCode }) => reasonCode).join(''))).toEqual(['ABC', 'AX', 'ABY']);
  expect(new Set(streams.map(({ subject }) => subject)).size).toBe(1);
  expect(streams.flatMap((stream) => stream.deliveries)).toEqual(deliveries);
});

test('those without a number are no alternatives', () => {
  expect(told(kci(undefined, 'A', { id: 1 }), kci(undefined, 'B', { id: 1 }))).toEqual([['A', 'B']]);
});

test('where it stood before the first of them is not known', () => {
  const [stream] = view(
    kci(7, 'UPDATE', { id: 1, status: 'HELD' }),
    kci(8, 'COMPLETED', { id: 1, status: 'COMPLETED' }),
  ).streams;
  expect(stream && transitions(stream).map(({ from }) => from)).toEqual([UNKNOWN, 'HELD']);
});
