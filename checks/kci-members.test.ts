import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { Check } from './check.ts';
import { concluded, exchanged, history, kci, type Happening } from './fixtures/history.ts';
import {
  acknowledgedOrder,
  amendment,
  ethernetKci,
  ethernetOrder,
  orderKci,
  provideOrder,
} from './fixtures/messages.ts';
import { problemKci, problemReported } from './fixtures/repairs.ts';
import { characteristicsGoByKnownNames, kciKeepsToKnownMembers } from './kci-members.ts';

const outcome = async (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, REQUIREMENTS, history(...happenings), { contract: await theContract() });

const placed = (changes: object = {}) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder({ ...changes }), variant: 'provide' },
    { status: 201, body: acknowledgedOrder() },
  );

const told = (order: object = {}, envelope: object = {}) =>
  kci(orderKci('UPDATE', 'IN_PROGRESS', { order: { ...order }, envelope: { ...envelope } }));

test.describe('a KCI', () => {
  const check = kciKeepsToKnownMembers;

  test('has members that the contract names', async () => {
    const all = told(
      {
        committedDate: '2026-02-02T09:00:00Z',
        serviceOrderAmendmentReference: 'A1',
        appointmentTimeslot: { startDateTime: 'x', timeslotEndDateTime: 'y', classification: 'WEEKDAY' },
        appointmentSupplierReference: 'APT1',
        secondaryContact: { name: 'Ada Smith', phoneNumber: '01234 567890', email: 'ada@example.com' },
      },
      { text: 'x', supplierCode: 'x', supplierCodes: ['x'], supplierNotes: [{ note: 'x', type: 'x', created: 'x' }] },
    );
    expect(await outcome(check, placed(), all)).toMatchObject({ outcome: 'passed' });
  });

  test('is said to have others, at whatever depth, each once', async () => {
    const wrong = told(
      {
        workbasket: 'NORTH',
        address: { id: '1', type: 'UPRN', floor: 2 },
        serviceOrderItem: {
          serviceSpecification: { id: 'FTTP-1000' },
          serviceCharacteristics: [
            { name: 'CTAG', value: '1', unit: 'none' },
            { name: 'CTAG', value: '2', unit: 'none' },
          ],
        },
      },
      { issuedBy: 'OSS-2' },
    );
    expect((await outcome(check, placed(), wrong)).actual).toEqual([
      [
        'body/issuedBy',
        'body/provideServiceOrder/address/floor',
        'body/provideServiceOrder/serviceOrderItem/serviceCharacteristics[]/unit',
        'body/provideServiceOrder/workbasket',
      ].join(', '),
    ]);
  });

  test('may repeat what the order or a change of it came with', async () => {
    const extra = { priority: 'HIGH', address: { id: '200004033694', type: 'UPRN', floor: 2 } };
    expect((await outcome(check, placed(extra), told(extra))).outcome).toBe('passed');
    const amended = exchanged('handleAmendOrder', { body: amendment({ priority: 'LOW' }) }, { status: 202 });
    expect((await outcome(check, placed(), amended, told({ priority: 'LOW' }))).outcome).toBe('passed');
    expect((await outcome(check, placed(), told({ priority: 'LOW' }), amended)).outcome).toBe('passed');
  });

  test('is judged in its envelope only where the form of what it reports on is not published', async () => {
    const ethernet = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
    expect((await outcome(check, ethernet, kci(ethernetKci('UPDATE', 'HELD', { order: { duct: 7 } })))).outcome).toBe(
      'passed',
    );
    const problem = problemKci('UPDATE', 'IN_PROGRESS', { crew: 'B' }, { issuedBy: 'OSS-2' });
    expect((await outcome(check, problemReported(), problem)).actual).toEqual(['body/issuedBy']);
  });

  test('under a key that nobody knows, or under two at once, is the matter of another rule', async () => {
    const odd = kci({ id: '1', sequenceNumber: 1, issuedOn: 'x', reasonCode: 'UPDATE', order: provideOrder() });
    expect((await outcome(check, placed(), odd)).actual).toEqual([]);
    const twice = told({}, { modifyServiceOrder: provideOrder() });
    expect((await outcome(check, placed(), twice)).actual).toEqual([]);
  });
});

test.describe('service characteristics', () => {
  const check = characteristicsGoByKnownNames;
  const showing = (...names: readonly string[]) => ({
    serviceOrderItem: {
      serviceSpecification: { id: 'FTTP-1000' },
      serviceCharacteristics: names.map((name) => ({ name, value: '1' })),
    },
  });

  test('go by the names of the list', async () => {
    expect((await outcome(check, placed(), told(showing('SERVICE_ID', 'CTAG', 'DN_PORT_1')))).outcome).toBe('passed');
    expect(await outcome(check, placed(), told(showing('SERVICE_ID', 'INNER_TAG', 'INNER_TAG')))).toMatchObject({
      outcome: 'failed',
      actual: ['INNER_TAG'],
    });
  });

  test('or by those that the tenant gave them', async () => {
    expect((await outcome(check, placed(showing('COLOUR')), told(showing('COLOUR')))).outcome).toBe('passed');
    const serviceCharacteristics = [{ name: 'COLOUR', value: 'RED' }];
    const amended = exchanged('handleAmendOrder', { body: amendment({ serviceCharacteristics }) }, { status: 202 });
    expect((await outcome(check, placed(), amended, told(showing('COLOUR')))).outcome).toBe('passed');
  });

  test('of what has no published form have no published names', async () => {
    const ethernet = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
    const shown = ethernetKci('UPDATE', 'HELD', { order: { serviceCharacteristics: [{ name: 'DUCT', value: '7' }] } });
    expect((await outcome(check, ethernet, kci(shown))).outcome).toBe('not-applicable');
  });
});
