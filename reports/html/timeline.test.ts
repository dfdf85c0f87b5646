import { expect, test } from '@playwright/test';
import { exchanged, history, kci } from '../../checks/fixtures/history.ts';
import { orderKci, provideOrder } from '../../checks/fixtures/messages.ts';
import { sampleHistory } from '../fixtures/sample.ts';
import { storiesOf, type Moment } from './timeline.ts';

const words = (moment: Moment) =>
  moment.kind === 'kci'
    ? `KCI ${moment.kci.sequenceNumber} ${moment.kci.reasonCode}`
    : moment.kind === 'request'
      ? moment.what
      : `answer ${moment.exchange.response?.status}`;

test('an order is told as it happened, with its status and reference', () => {
  const [first, second, third] = storiesOf(sampleHistory()).orders;
  expect(first?.moments.map(words)).toEqual([
    'provide',
    'answer 201',
    'KCI 1 COMMITTED',
    'KCI 2 COMPLETED',
    'KCI 2 DELAY',
  ]);
  expect([second?.status, second?.reference]).toEqual(['COMPLETED', 'ACME-7002']);
  expect([third?.status, third?.reference, third?.moments.length]).toEqual([undefined, undefined, 2]);
});

test('a KCI that overtakes the answer and one that is sent again are told as such', () => {
  const [, second] = storiesOf(sampleHistory()).orders;
  const kcis = (second?.moments ?? []).filter((moment) => moment.kind === 'kci');
  expect(kcis.map(({ isEarly }) => isEarly)).toEqual([true, false, false, false, false]);
  expect(kcis.map(({ like }) => like && [like.event === kcis[2]?.event.seq, like.isSame])).toEqual([
    undefined,
    undefined,
    undefined,
    [true, true],
    undefined,
  ]);
});

test('other content under an id that was used is not taken for a repeat', () => {
  const body = orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: { id: 1 } });
  const happened = history(
    exchanged('handleCreateOrder', { body: provideOrder({ id: 1 }) }, { status: 202 }),
    kci(body),
    kci({ ...body, reasonCode: 'COMMITTED' }),
  );
  const again = storiesOf(happened).orders[0]?.moments.at(-1);
  expect(again?.kind === 'kci' && again.like).toEqual({ event: 3, isSame: false });
});

test('what belongs to no order is told apart, and nothing is lost or told twice', () => {
  const happened = sampleHistory();
  const { orders, others, unplaced } = storiesOf(happened);
  expect(others.map(({ request }) => request.operation)).toEqual([
    'handleAvailabilityCheck',
    'handleAppointmentAvailability',
    'handleReserveAppointment',
    'handleCreateOrder',
  ]);
  const told = [
    ...orders.flatMap(({ moments }) => moments.map(({ event }) => event.seq)),
    ...others.flatMap(({ request, response, noResponse }) =>
      [request, response, noResponse].flatMap((event) => event?.seq ?? []),
    ),
    ...unplaced,
  ].sort((a, b) => a - b);
  expect(told).toEqual(happened.filter(({ type }) => type !== 'note' && type !== 'end').map(({ seq }) => seq));
});
