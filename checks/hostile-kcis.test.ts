import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import type { InboundEvent, Unplaced } from '../evidence/history.ts';
import { CATALOGUE } from './catalogue.ts';
import { exchanged, type Happening, history, kci, PROFILE } from './fixtures/history.ts';
import { amendment, ethernetKci, ethernetOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import { problemKci, problemReported, testAsked, testKci } from './fixtures/repairs.ts';
import { spoilt, written } from './fixtures/spoilt.ts';
import { judge } from './judge.ts';

const DATES = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T09:00:00Z' };
const SAYING = {
  problemCode: 'OTHER',
  text: 'No way through',
  supplierCode: 'N1',
  supplierCodes: ['N2'],
  supplierNotes: [{ note: 'Dug up', type: 'OTHER', created: '2026-01-12T00:00:00.000Z' }],
};
/** A slot that ends before it starts: what is wrong with it is told in words of the supplier. */
const MOVED = {
  appointmentTimeslot: { startDateTime: '2026-02-03T13:00:00Z', endDateTime: '2026-02-03T09:00:00Z' },
  appointmentReservationReference: 'A234X',
};
const CEASE = {
  orderType: 'UNSOLICITED_CEASE',
  supplierOrderReference: 'UC-123',
  status: 'ACKNOWLEDGED',
  serviceId: 'S12347',
  reason: 'WORKING_LINE_TAKEOVER',
  requestedCeaseDate: '2026-02-02',
};

const placed = exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, { status: 202 });
const begun = [placed, kci(orderKci('COMMITTED', 'IN_PROGRESS', { order: DATES }))];
const next = (reason: string, status: string, order: object = {}, envelope: object = {}) =>
  kci(orderKci(reason, status, { sequenceNumber: 2, order: { ...DATES, ...order }, envelope: { ...envelope } }));

/** What happened before a KCI, and the KCI. */
const COURSES: Readonly<Record<string, readonly [before: Happening, told: Happening]>> = {
  'an order that goes on': [begun, next('COMMITTED', 'IN_PROGRESS')],
  'an order that is late': [begun, next('DELAY', 'HELD', {}, SAYING)],
  'an order whose appointment is moved': [begun, next('REAPPOINTED', 'IN_PROGRESS', MOVED)],
  'an order that is done in part': [begun, next('COMPLETED', 'PARTIAL', {}, SAYING)],
  'an order that was amended': [
    [...begun, exchanged('handleAmendOrder', { body: amendment() }, { status: 202 })],
    next('AMENDED', 'IN_PROGRESS', { serviceOrderAmendmentId: amendment()['id'] }),
  ],
  'an Ethernet order': [
    exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 }),
    kci(ethernetKci('COMMITTED', 'IN_PROGRESS', { order: DATES })),
  ],
  'a test': [testAsked(202), testKci('COMPLETED', 'COMPLETED')],
  'a problem that is late': [problemReported(), problemKci('DELAY', 'HELD', MOVED, SAYING)],
  'a problem that is resolved': [problemReported(), problemKci('UPDATE', 'RESOLVED')],
  'a cease that nobody asked for': [
    [],
    kci({
      ...orderKci('CREATED', 'ACKNOWLEDGED'),
      provideServiceOrder: undefined,
      unsolicitedCeaseServiceOrder: CEASE,
    }),
  ],
};

for (const [course, [before, told]] of Object.entries(COURSES)) {
  test(`no KCI about ${course} makes a check throw`, async () => {
    const contract = await theContract();
    const thrown = new Set<string>();
    for (const body of spoilt(JSON.parse((told as Unplaced<InboundEvent>).body.text))) {
      const happened = history(before, kci(written(body)));
      for (const { outcome, check, reason } of judge(CATALOGUE, happened, contract, PROFILE)) {
        if (outcome === 'broken') thrown.add(`${check}: ${reason}`);
      }
    }
    expect([...thrown]).toEqual([]);
  });
}
