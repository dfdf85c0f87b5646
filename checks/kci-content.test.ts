import { expect, test } from '@playwright/test';
import { REQUIREMENTS } from '../specs/requirements.ts';
import { concluded, exchanged, history, kci, STARTED } from './fixtures/history.ts';
import { ethernetKci, ethernetOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import { committedDatesAreAhead } from './kci-content.ts';

const HOUR = 3_600_000;

/** A moment so many hours after the KCIs of the tests arrive. */
const inHours = (hours: number) => new Date(Date.parse(STARTED) + hours * HOUR).toISOString();

const promising = (committedDate: unknown, targetDate: unknown) =>
  concluded(
    committedDatesAreAhead,
    REQUIREMENTS,
    history(
      exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, { status: 202 }),
      kci(orderKci('COMMITTED', 'IN_PROGRESS', { order: { committedDate, targetDate } })),
    ),
  );

test.describe('the dates of a commitment', () => {
  test('may be those of the day on which it comes, by any clock', () => {
    for (const hours of [-23, -1, 0, 1, 24, 1_000]) {
      expect(promising(inHours(hours), inHours(hours)).outcome, `${hours} h`).toBe('passed');
    }
  });

  test('are not of a day before', () => {
    const [past, ahead] = [inHours(-25), inHours(100)];
    expect(promising(past, past)).toMatchObject({
      outcome: 'failed',
      actual: [`committedDate ${past}, targetDate ${past}`],
    });
    expect(promising(ahead, past)).toMatchObject({ outcome: 'failed', actual: [`targetDate ${past}`] });
    expect(promising(undefined, past).outcome).toBe('failed');
  });

  test('say nothing where they are no moments', () => {
    for (const date of ['2024-01-10', 'soon', 7, null, undefined]) {
      expect(promising(date, date).outcome, String(date)).toBe('not-applicable');
    }
  });

  test('are looked at for Ethernet orders, too', () => {
    const order = { committedDate: inHours(-25), targetDate: inHours(-25) };
    const happened = history(
      exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 }),
      kci(ethernetKci('COMMITTED', 'IN_PROGRESS', { order })),
    );
    expect(concluded(committedDatesAreAhead, REQUIREMENTS, happened).outcome).toBe('failed');
  });
});
