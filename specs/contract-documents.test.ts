import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from './contract.ts';

test.describe('the documents beside the code', () => {
  const kci = {
    id: '0c5a7b1e-2f60-4b5c-9a41-6a2f0a5d9c33',
    sequenceNumber: 1,
    issuedOn: '2026-01-10T09:00:00.000Z',
    reasonCode: 'ACKNOWLEDGED',
    provideServiceOrder: {
      id: 12,
      tenant: 'TENANT1',
      supplierOrderReference: 'FC1',
      status: 'ACKNOWLEDGED',
      address: { id: '200004033694', type: 'UPRN' },
      serviceOrderItem: {
        serviceSpecification: { id: 'FTTP' },
        serviceCharacteristics: [{ name: 'LINE_PROFILE', value: '1' }],
      },
      primaryContact: { name: 'Ada Smith', phoneNumber: '01234 567890' },
    },
  };

  test('are used by default and pinned by their hashes', async () => {
    const contract = await loadContract();
    for (const [name, hash] of Object.entries(contract.hashes)) {
      const bytes = await readFile(join(import.meta.dirname, name));
      expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(hash);
    }
    expect(Object.keys(contract.hashes)).toEqual(['supplier-api.yaml', 'supplier-updates-api.yaml']);
    expect(contract.editions).toEqual({
      'supplier-api.yaml': { title: 'Fibre Cafe : Supplier API', version: '1.15' },
      'supplier-updates-api.yaml': { title: 'Fibre Cafe : Supplier Updates API', version: '1.8' },
    });
    expect(contract.operations).toHaveLength(13);
    expect(contract.kciWrappers).toContain('unsolicitedCeaseServiceOrder');
    expect(contract.kciReasonCodes).toEqual(expect.arrayContaining(['CREATED', 'ORDER_REJECTED', 'COMPLETED']));
    // Listed with reservation: nothing says that a supplier may send them.
    for (const unconfirmed of ['RESUBMIT', 'TERMINATED']) expect(contract.kciReasonCodes).not.toContain(unconfirmed);
  });

  test('explain a broken KCI against the order that it is about', async () => {
    const contract = await loadContract();
    expect(contract.judgeKci(kci)).toEqual([]);
    const { supplierOrderReference: _, id: __, ...order } = kci.provideServiceOrder;
    expect(contract.judgeKci({ ...kci, provideServiceOrder: { ...order, status: 'COMMITTED' } })).toMatchObject([
      { severity: 'error', where: 'body/provideServiceOrder', expected: 'one of id, supplierOrderReference' },
      { severity: 'error', where: 'body/provideServiceOrder/status', expected: 'anything but COMMITTED' },
    ]);
  });

  test('warn of an order without status, but need that of a cease that the supplier started', async () => {
    const contract = await loadContract();
    const { status: _, ...order } = kci.provideServiceOrder;
    expect(contract.judgeKci({ ...kci, provideServiceOrder: order })).toMatchObject([
      { severity: 'warning', where: 'body/provideServiceOrder/status', actual: 'missing' },
    ]);
    const { provideServiceOrder: __, ...envelope } = kci;
    const cease = {
      orderType: 'UNSOLICITED_CEASE',
      tenant: 'TENANT1',
      supplierOrderReference: 'UC1',
      serviceId: 'S1',
      reason: 'CHANGE_OF_CP',
      requestedCeaseDate: '2026-02-10',
    };
    const judged = (changes: object) =>
      contract
        .judgeKci({ ...envelope, unsolicitedCeaseServiceOrder: { ...cease, ...changes } })
        .map(({ severity, where }) => `${severity} ${where.split('/').at(-1)}`);
    expect(judged({ status: 'PENDING' })).toEqual([]);
    expect(judged({})).toEqual(['error status']);
    for (const [requestedCeaseDate, severity] of [
      ['2026-02-10T00:00:00Z', 'warning'],
      ['2026-02-10T00:00:00', 'warning'],
      ['2026-02-31T00:00:00', 'error'],
      ['2026-02-31', 'error'],
      ['10 February', 'error'],
    ] as const) {
      expect(judged({ status: 'PENDING', requestedCeaseDate }), requestedCeaseDate).toEqual([
        `${severity} requestedCeaseDate`,
      ]);
    }
  });

  test('name the members of a KCI', async () => {
    const contract = await loadContract();
    expect(contract.unnamedKciMembers(kci)).toEqual([]);
    const order = { ...kci.provideServiceOrder, workbasket: 'NORTH' };
    expect(contract.unnamedKciMembers({ ...kci, provideServiceOrder: order, issuedBy: 'OSS' })).toEqual([
      'body/provideServiceOrder/workbasket',
      'body/issuedBy',
    ]);
    // Nothing of an incident is published.
    expect(contract.unnamedKciMembers({ reportableIncident: { anything: 'goes' } })).toEqual([]);
  });

  test('judge the answer to an order and to an amendment by the kind that was asked for', async () => {
    const contract = await loadContract();
    const { tenant: _, ...rest } = kci.provideServiceOrder;
    const order = { ...rest, orderType: 'NEW', tenant: 'TENANT1' };
    expect(contract.judgeResponseBody('handleCreateOrder', 201, order, 'NEW')).toEqual([]);
    expect(
      contract.judgeResponseBody('handleCreateOrder', 201, { ...order, orderType: 'MODIFY' }, 'NEW'),
    ).toContainEqual(expect.objectContaining({ where: 'body/orderType', actual: '"MODIFY"' }));
    const amendment = { id: 1, orderId: 12, notes: '', serviceCharacteristics: [] };
    const findings = contract.judgeResponseBody('handleAmendOrder', 201, amendment, 'ProvideOrderAmendmentRequest');
    expect(findings.map(({ where }) => where)).toContain('body/serviceCharacteristics');
  });

  test('compile as a whole: any answer to any operation can be judged', async () => {
    const contract = await loadContract();
    for (const { id, path, documentedStatuses, toleratedStatuses } of contract.operations) {
      contract.judgeRequest(id, { url: path, headers: [['Content-Type', 'application/json']], body: {} });
      for (const status of [...documentedStatuses, ...toleratedStatuses]) {
        const findings = contract.judgeResponseBody(id, status, null);
        expect(findings.length > 0, `${id} ${status}`).toBe(contract.responseBody(id, status) !== 'none');
        const severities = new Set(findings.map(({ severity }) => severity));
        if (toleratedStatuses.includes(status)) expect(severities.has('error'), `${id} ${status}`).toBe(false);
        contract.judgeResponseHeaders(id, status, []);
      }
    }
  });
});
