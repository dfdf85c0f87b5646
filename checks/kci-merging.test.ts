import { expect, test } from '@playwright/test';
import { AMENDMENT_REQUIREMENTS } from '../specs/requirements/amendments.ts';
import { concluded, exchanged, history, kci, type Happening, type RequestOptions } from './fixtures/history.ts';
import { amendment, orderKci, provideOrder } from './fixtures/messages.ts';
import { amendedContactKeepsTheRest } from './kci-merging.ts';

type Fields = Readonly<Record<string, unknown>>;

const ADA = { name: 'Ada Smith', phoneNumber: '01632 960001', email: 'ada@example.com' };
const BEN = { name: 'Ben Jones', phoneNumber: '01632 960002' };
const RENUMBERED = { name: 'Ada Smith', phoneNumber: '01632 960004' };

const placed = (order: Fields = {}, sent: RequestOptions = {}): Happening =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder({ primaryContact: ADA, ...order }), variant: 'provide', ...sent },
    { status: 202 },
  );

let told = 0;

const tells = (reason: string, primaryContact: unknown = ADA, order: Fields = {}): Happening => {
  told += 1;
  return kci(orderKci(reason, 'IN_PROGRESS', { sequenceNumber: told, order: { id: 123, primaryContact, ...order } }));
};

const amends = (changes: Fields, status = 202, sent: RequestOptions = {}): Happening =>
  exchanged('handleAmendOrder', { body: { ...amendment(), ...changes }, ...sent }, { status });

const amendedTo = (primaryContact: unknown, order: Fields = {}): Happening =>
  tells('AMENDED', primaryContact, { serviceOrderAmendmentId: 345, ...order });

const judged = (...happened: readonly Happening[]) =>
  concluded(amendedContactKeepsTheRest, AMENDMENT_REQUIREMENTS, history(...happened));

test.describe('what an amendment does not name of a contact', () => {
  test('is still there with the amendment and afterwards, granted by KCI or by answer', () => {
    const lost = { expected: ['primaryContact.email ada@example.com, as before'], actual: ['missing with AMENDED'] };
    const before = [placed(), tells('COMMITTED'), amends({ primaryContact: RENUMBERED })];
    expect(judged(...before, amendedTo(RENUMBERED))).toMatchObject({ outcome: 'failed', ...lost });
    expect(judged(...before, amendedTo({ ...ADA, ...RENUMBERED })).outcome).toBe('passed');
    const confirmed = [placed(), tells('COMMITTED'), amends({ primaryContact: RENUMBERED }, 201), 1_500];
    expect(judged(...confirmed, tells('COMPLETED', RENUMBERED)).actual).toEqual(['missing with COMPLETED']);
    expect(judged(...confirmed, tells('COMPLETED', { ...ADA, ...RENUMBERED })).outcome).toBe('passed');
  });

  test('keeps the value that it had', () => {
    const before = [placed({ secondaryContact: BEN }), tells('COMMITTED', ADA, { secondaryContact: BEN }), amends({})];
    expect(
      judged(...before, amendedTo({ ...ADA, phoneNumber: '09999 999999' }, { secondaryContact: BEN })),
    ).toMatchObject({
      outcome: 'failed',
      expected: ['primaryContact.phoneNumber 01632 960001, as before'],
      actual: ['09999 999999'],
    });
    expect(judged(...before, amendedTo(ADA, { secondaryContact: { ...BEN, name: 'Cid' } })).actual).toEqual(['Cid']);
  });
});

test.describe('no fault is', () => {
  test('another notation of the same', () => {
    const otherwise = { name: ' ADA  Smith', phoneNumber: '+44 (0)1632 960001', emailAddress: 'Ada@Example.com' };
    expect(judged(placed(), tells('COMMITTED'), amends({}), amendedTo(otherwise)).outcome).toBe('passed');
  });

  test('what the supplier had shown otherwise, or not at all, before', () => {
    for (const before of [RENUMBERED, { ...ADA, email: 'desk@example.com' }]) {
      expect(
        judged(placed(), tells('COMMITTED', before), amends({ notes: 'Once' }), amendedTo({ ...before, email: '' }))
          .actual,
      ).toEqual([]);
    }
    expect(judged(placed(), amends({}), amendedTo(RENUMBERED)).outcome).not.toBe('failed');
    expect(judged(placed(), tells('COMMITTED'), amends({}), amendedTo(undefined)).outcome).not.toBe('failed');
  });

  test('what the supplier adds to a contact and takes away again', () => {
    const before = tells('COMMITTED', { ...ADA, title: 'Dr' });
    expect(judged(placed(), before, amends({}), amendedTo(ADA)).outcome).toBe('passed');
  });

  test('what an amendment names, also another one that is refused or comes later', () => {
    const other = (changes: Fields, status: number, sent: RequestOptions = {}) =>
      amends({ id: 346, ...changes }, status, sent);
    const before = [placed(), tells('COMMITTED'), amends({})];
    const withEmail = { primaryContact: { name: 'Ada Smith', email: 'smith@example.com' } };
    for (const status of [201, 202, 422]) {
      expect(judged(...before, other(withEmail, status), amendedTo({ ...ADA, email: undefined })).actual).toEqual([]);
    }
    const wrong = other({ primaryContact: 'nobody' }, 202, { intent: { valid: false, because: 'no object' } });
    expect(judged(...before, wrong, amendedTo(BEN)).actual).toEqual([]);
  });

  test('what is gone of somebody in whose place an amendment names another', () => {
    expect(judged(placed(), tells('COMMITTED'), amends({ primaryContact: BEN }), amendedTo(BEN)).outcome).toBe(
      'passed',
    );
  });

  test('a KCI that was on its way when the amendment was granted, or that tells of its refusal', () => {
    const before = [placed(), tells('COMMITTED')];
    expect(judged(...before, amends({}, 201), tells('DELAY', RENUMBERED)).outcome).toBe('not-applicable');
    const refusal = tells('AMENDMENT_REJECTED', RENUMBERED, { serviceOrderAmendmentId: 345 });
    expect(judged(...before, amends({}), refusal).outcome).toBe('not-applicable');
  });

  test('what was there after the amendment and is lost on another occasion', () => {
    const before = [placed(), tells('COMMITTED'), amends({ primaryContact: RENUMBERED })];
    const amended = [...before, amendedTo({ ...ADA, ...RENUMBERED }), tells('COMPLETED', RENUMBERED)];
    expect(judged(...amended).outcome).toBe('passed');
    // The next amendment is another occasion.
    const again = [amends({ id: 346 }), amendedTo(RENUMBERED, { serviceOrderAmendmentId: 346 })];
    expect(judged(...before, amendedTo({ ...ADA, ...RENUMBERED }), ...again).outcome).toBe('failed');
  });

  test('what KCIs of that kind never show, amendment or not', () => {
    const short = { name: 'Ada Smith', phoneNumber: '01632 960001' };
    const twin = [
      exchanged(
        'handleCreateOrder',
        { body: provideOrder({ id: 124, primaryContact: ADA }), variant: 'provide' },
        { status: 202 },
      ),
      tells('COMPLETED', short, { id: 124, supplierOrderReference: 'A124X' }),
    ];
    const amended = [placed(), tells('COMMITTED'), amends({}, 201), 1_500, tells('COMPLETED', short)];
    expect(judged(...amended).outcome).toBe('failed');
    expect(judged(...twin, ...amended).outcome).toBe('passed');
  });

  test('what becomes of a contact that a generated order has made up', () => {
    const generated = { id: 'a variant', kind: 'valid', control: 'a twin' } as unknown as RequestOptions['generated'];
    const made = placed({}, generated ? { generated } : {});
    expect(judged(made, tells('COMMITTED'), amends({}), amendedTo(RENUMBERED)).outcome).toBe('not-applicable');
  });
});
