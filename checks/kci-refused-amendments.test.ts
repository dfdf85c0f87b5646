import { expect, test } from '@playwright/test';
import { AMENDMENT_REQUIREMENTS } from '../specs/requirements/amendments.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import { amendment, errorBody, orderKci, provideOrder } from './fixtures/messages.ts';
import { refusedAmendmentChangesNothing } from './kci-refused-amendments.ts';

type Fields = Readonly<Record<string, unknown>>;

const ADA = { name: 'Ada Smith', phoneNumber: '01632 960001' };

const placed: Happening = exchanged(
  'handleCreateOrder',
  { body: provideOrder({ primaryContact: ADA, notes: 'Ring twice' }), variant: 'provide' },
  { status: 202 },
);

let told = 0;

const tells = (reason: string, order: Fields = {}): Happening => {
  told += 1;
  const shown = { id: 123, primaryContact: ADA, notes: 'Ring twice', ...order };
  return kci(orderKci(reason, 'IN_PROGRESS', { sequenceNumber: told, order: shown }));
};

const amends = (changes: Fields, id = 345): Happening =>
  exchanged('handleAmendOrder', { body: { id, orderId: 123, ...changes } }, { status: 202 });

const refuses = (order: Fields = {}): Happening =>
  tells('AMENDMENT_REJECTED', { serviceOrderAmendmentId: 345, ...order });

const judged = (...happened: readonly Happening[]) =>
  concluded(refusedAmendmentChangesNothing, AMENDMENT_REQUIREMENTS, history(...happened));

const CHANGES: readonly Fields[] = [
  { notes: 'Once' },
  { hazards: 'A dog' },
  { requestedCompletionDate: '2026-03-02' },
  { primaryContact: { ...ADA, phoneNumber: '01632 960004' } },
  { serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '2' }] },
];

for (const changes of CHANGES) {
  const [member] = Object.keys(changes);
  const shown =
    member === 'serviceCharacteristics'
      ? { serviceOrderItem: { serviceSpecification: { id: 'FTTP-1000' }, ...changes } }
      : changes;

  test(`a refused amendment of ${member} does not show`, () => {
    const before = [placed, tells('COMMITTED'), amends(changes)];
    expect(judged(...before, refuses(shown)).outcome).toBe('failed');
    expect(judged(...before, refuses(), tells('COMPLETED', shown)).outcome).toBe('failed');
    expect(judged(...before, refuses(), tells('COMPLETED')).outcome).toBe('passed');
    const answered = exchanged(
      'handleAmendOrder',
      { body: { id: 345, orderId: 123, ...changes } },
      { status: 422, body: errorBody() },
    );
    expect(judged(placed, tells('COMMITTED'), answered, tells('COMPLETED', shown)).outcome).toBe('failed');
    expect(judged(placed, tells('COMMITTED'), answered, tells('COMPLETED')).outcome).toBe('passed');
  });

  test(`what was said of ${member} before, or is asked for by another amendment, may show after a refusal`, () => {
    expect(judged(placed, tells('COMMITTED', shown), amends(changes), refuses(shown)).outcome).toBe('passed');
    for (const others of [
      [amends(changes, 346), amends(changes)],
      [amends(changes), amends(changes, 346)],
    ]) {
      expect(judged(placed, tells('COMMITTED'), ...others, refuses(shown)).outcome).toBe('passed');
    }
  });
}

test('contacts are as before a refused amendment, whatever it asked for', () => {
  const after = (changes: Fields, contact: Fields) =>
    judged(placed, tells('COMMITTED'), amends(changes), refuses({ primaryContact: { ...ADA, ...contact } })).actual;
  expect(after({ notes: 'Once' }, { phoneNumber: '01632 960009' })).toEqual(['01632 960009']);
  expect(after({ primaryContact: { ...ADA, phoneNumber: '01632 960004' } }, { phoneNumber: '01632 960009' })).toEqual([
    '01632 960009',
  ]);
  expect(after({ notes: 'Once' }, { phoneNumber: '+441632960001' })).toEqual([]);
});

test('an amendment that was granted, or not decided, is none that was refused', () => {
  const granted = tells('AMENDED', { ...amendment(), id: 123, serviceOrderAmendmentId: 345, notes: 'Once' });
  expect(judged(placed, amends({ notes: 'Once' }), granted).outcome).toBe('not-applicable');
  const both = [refuses(), tells('AMENDED', { serviceOrderAmendmentId: 345, notes: 'Once' })];
  expect(judged(placed, amends({ notes: 'Once' }), ...both).outcome).toBe('not-applicable');
  expect(judged(placed, amends({ notes: 'Once' }), tells('COMPLETED', { notes: 'Once' })).outcome).toBe(
    'not-applicable',
  );
});
