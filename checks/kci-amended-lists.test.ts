import { expect, test } from '@playwright/test';
import { AMENDMENT_REQUIREMENTS } from '../specs/requirements/amendments.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { amendment, orderKci, provideOrder } from './fixtures/messages.ts';
import { amendedListReplacesTheOld } from './kci-amended-lists.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A line profile, or a characteristic with another name. */
type One = string | readonly [name: string, value: string];

const list = (...values: readonly One[]) =>
  values.map((one) =>
    typeof one === 'string' ? { name: 'LINE_PROFILE', value: one } : { name: one[0], value: one[1] },
  );

const item = (...values: readonly One[]) => ({
  serviceOrderItem: { serviceSpecification: { id: 'FTTP-1000' }, serviceCharacteristics: list(...values) },
});

const placed = (order: Fields = item('1')): Happening =>
  exchanged('handleCreateOrder', { body: provideOrder(order), variant: 'provide' }, { status: 202 });

const amends = (changes: Fields, id = 345, status = 202): Happening =>
  exchanged('handleAmendOrder', { body: { ...amendment(), id, ...changes } }, { status });

const amendedTo = (order: Fields, status = 'IN_PROGRESS'): Happening =>
  kci(orderKci('AMENDED', status, { order: { id: 123, serviceOrderAmendmentId: 345, ...order } }));

const judged = (...happened: readonly Happening[]) =>
  concluded(amendedListReplacesTheOld, AMENDMENT_REQUIREMENTS, history(...happened));

test('an old value of a characteristic is not shown beside the amended one', () => {
  const amended = [placed(), amends({ serviceCharacteristics: list('2') })];
  expect(judged(...amended, amendedTo(item('2', '1')))).toMatchObject({
    outcome: 'failed',
    expected: ['characteristic LINE_PROFILE 2 alone, as amended'],
    actual: ['1 as well, from before'],
  });
  expect(judged(...amended, amendedTo(item('2'))).outcome).toBe('passed');
  // That the old one alone is shown, and what was added on the way, is judged elsewhere.
  expect(judged(...amended, amendedTo(item('1'))).outcome).toBe('passed');
  expect(judged(...amended, amendedTo(item('2', ['SERVICE_ID', 'S1']))).outcome).toBe('passed');
  expect(judged(...amended, amendedTo(item('2', '1'), 'PARTIAL')).outcome).toBe('not-applicable');
});

test('what an amendment gives itself, leaves as it was or does not name may be shown', () => {
  const shown = (given: ReturnType<typeof list>, ...now: readonly One[]) =>
    judged(placed(item('1', ['CARE', 'A'])), amends({ serviceCharacteristics: given }), amendedTo(item(...now))).actual;
  expect(shown(list('1', '2'), '1', '2')).toEqual([]);
  expect(shown(list('1'), '1', '9')).toEqual([]);
  expect(shown(list('2'), '2', ['CARE', 'A'])).toEqual([]);
});

test('a line may go by its old name and by its new one', () => {
  const [old, renamed] = [['LINE_ID', 'BBEU0001'] as const, ['LINE_ID', 'OURS1'] as const];
  const given = amends({ serviceCharacteristics: list(renamed) });
  expect(judged(placed(item(old)), given, amendedTo(item(old, renamed))).outcome).toBe('not-applicable');
});

test('another amendment of lists that comes later may have asked for the old value', () => {
  const amended = [placed(), amends({ serviceCharacteristics: list('2') })];
  const later = (changes: Fields) => judged(...amended, amends(changes, 346), amendedTo(item('2', '1'))).outcome;
  expect(later({ serviceCharacteristics: list('1') })).toBe('not-applicable');
  expect(later({ notes: 'Once' })).toBe('failed');
});

test('an old task of the engineer is not shown beside the amended ones', () => {
  const tasks = (...engineerTasks: readonly string[]) => ({ engineerTasks });
  const amended = [placed(tasks('INSTALL_ROUTER')), amends(tasks('TEST_SINGLE_DEVICE'))];
  expect(judged(...amended, amendedTo(tasks('TEST_SINGLE_DEVICE', 'INSTALL_ROUTER'))).actual).toEqual([
    'INSTALL_ROUTER as well, from before',
  ]);
  expect(judged(...amended, amendedTo(tasks('TEST_SINGLE_DEVICE', 'INSTALL_BBU'))).outcome).toBe('passed');
});
