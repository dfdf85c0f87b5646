import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { FEATURES, type Feature } from '../specs/requirement.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import { CATALOGUE } from './catalogue.ts';
import { AS_IT_ARRIVES, PROFILE, exchanged, type Happening, history, kci } from './fixtures/history.ts';
import { ethernetKci, ethernetOrder } from './fixtures/messages.ts';
import { judge } from './judge.ts';

/** The outcomes of the checks of a requirement for a supplier that claims so much and no more. */
const outcomes = async (id: string, features: readonly Feature[], ...happenings: readonly Happening[]) => {
  const checks = CATALOGUE.checks.filter(({ requirement }) => requirement === id);
  const happened = history(...happenings, { type: 'end', reason: 'finished' });
  const verdicts = judge({ requirements: REQUIREMENTS, checks }, happened, await theContract(), {
    ...PROFILE,
    features,
  });
  return verdicts.map(({ outcome }) => outcome).join();
};

const DATES = { committedDate: '2026-04-20T00:00:00.000Z', targetDate: '2026-04-20T00:00:00.000Z' };

let numbers = 0;
const cease = (reasonCode: string, status: string, changes: object = {}, envelope: object = {}) => {
  numbers += 1;
  return kci({
    id: `00000000-0000-4000-8000-${String(numbers).padStart(12, '0')}`,
    sequenceNumber: numbers,
    issuedOn: AS_IT_ARRIVES,
    reasonCode,
    ...envelope,
    unsolicitedCeaseServiceOrder: {
      orderType: 'UNSOLICITED_CEASE',
      tenant: 'TENANT1',
      supplierOrderReference: 'UC-1',
      status,
      serviceId: 'S1',
      reason: 'CHANGE_OF_CP',
      requestedCeaseDate: '2026-04-20',
      ...DATES,
      ...changes,
    },
  });
};

const cancelled = (status: number) =>
  exchanged(
    'handleCancelOrder',
    { body: { id: 345, orderId: 999, reasonCode: 'CUSTOMER_NOT_AWARE', supplierOrderReference: 'UC-1' } },
    { status },
  );

const LONG = 400_000;

test('a supplier of nothing but ceases of its own is bound by the rules of all orders', async () => {
  const begun = () => cease('CREATED', 'IN_PROGRESS');
  const broken: readonly (readonly [string, readonly Happening[]])[] = [
    ['KCI-DELAY-PROBLEM', [begun(), cease('DELAY', 'HELD')]],
    ['KCI-WARNING-PROBLEM', [begun(), cease('WARNING', 'IN_PROGRESS')]],
    ['KCI-COMPLETED-STATUS', [begun(), cease('COMPLETED', 'IN_PROGRESS')]],
    ['KCI-TERMINAL', [begun(), cease('COMPLETED', 'COMPLETED'), cease('UPDATE', 'HELD')]],
    ['KCI-TERMINAL-QUIET', [begun(), cease('COMPLETED', 'COMPLETED'), cease('UPDATE', 'COMPLETED')]],
    ['KCI-CANCELLATION-OUTCOME', [begun(), cancelled(202), LONG]],
    ['KCI-CANCELLED-STAYS', [begun(), cancelled(201), LONG, cease('COMPLETED', 'COMPLETED')]],
    ['KCI-UNHAPPY-PROBLEM', [begun(), cancelled(202), cease('CANCELLATION_REJECTED', 'IN_PROGRESS')]],
    ['KCI-INFORMATION-TEXT', [begun(), cease('INFORMATION_REQUIRED', 'PENDING')]],
    ['KCI-PARTIAL-EXPLAINED', [begun(), cease('COMPLETED', 'PARTIAL')]],
  ];
  for (const [id, story] of broken) {
    expect(await outcomes(id, ['unsolicited-cease', 'cancellations'], ...story), id).toBe('failed');
    // What a run cannot bring about of such a supplier is no gap.
    expect(await outcomes(id, ['unsolicited-cease', 'cancellations'], begun()), id).toBe('not-applicable');
  }
});

test('a supplier of nothing but Ethernet is bound by them too', async () => {
  const ordered = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
  const told = (sequenceNumber: number, reason: string, status: string, order: object = {}) =>
    kci(ethernetKci(reason, status, { sequenceNumber, order: { ...order } }));
  const committed = () => told(1, 'COMMITTED', 'IN_PROGRESS');
  const broken: readonly (readonly [string, readonly Happening[], string])[] = [
    ['KCI-DELAY-PROBLEM', [committed(), told(2, 'DELAY', 'HELD')], 'not-applicable'],
    ['KCI-REAPPOINT-PROBLEM', [committed(), told(2, 'REAPPOINT', 'PENDING')], 'not-applicable'],
    ['KCI-TERMINAL', [told(1, 'COMPLETED', 'COMPLETED'), told(2, 'UPDATE', 'HELD')], 'not-applicable'],
    ['KCI-TENANT', [told(1, 'COMMITTED', 'IN_PROGRESS', { tenant: 'TENANT2' })], 'not-applicable'],
    ['KCI-CREATED-ONLY-FOR-CEASE', [told(1, 'CREATED', 'ACKNOWLEDGED')], 'passed'],
    ['KCI-COMPLETION', [committed(), LONG], 'passed'],
  ];
  for (const [id, story, otherwise] of broken) {
    expect(await outcomes(id, ['ethernet'], ordered, ...story), id).toBe('failed');
    // How a KCI shows the tenant of an Ethernet order is not published, so that none need be there.
    const fine =
      id === 'KCI-COMPLETION'
        ? told(1, 'COMPLETED', 'COMPLETED')
        : told(1, 'COMMITTED', 'IN_PROGRESS', { tenant: undefined });
    expect(await outcomes(id, ['ethernet'], ordered, fine), id).toBe(otherwise);
  }
});

test('what is reported as ended has come to its end, whatever status it is shown in', async () => {
  const begun = cease('CREATED', 'IN_PROGRESS');
  const features: readonly Feature[] = ['unsolicited-cease', 'cancellations'];
  const ordered = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
  const told = (reason: string, order: object) =>
    kci(ethernetKci(reason, 'COMPLETED', { sequenceNumber: 1, order: { ...order } }));
  expect(await outcomes('UC-COMPLETION', features, begun, LONG)).toBe('failed');
  expect(await outcomes('UC-COMPLETION', features, begun, cease('COMPLETED', 'IN_PROGRESS'), LONG)).toBe('passed');
  expect(await outcomes('KCI-COMPLETION', ['ethernet'], ordered, LONG)).toBe('failed');
  for (const ended of [
    told('COMPLETED', { status: undefined }),
    told('COMPLETED', { status: 'DONE' }),
    told('UPDATE', {}),
  ])
    expect(await outcomes('KCI-COMPLETION', ['ethernet'], ordered, ended, LONG)).toBe('passed');
  const open = told('UPDATE', { status: undefined });
  expect(await outcomes('KCI-COMPLETION', ['ethernet'], ordered, open, LONG)).toBe('failed');
});

test('what a run brings about of whoever claims it has to be seen', async () => {
  for (const [id, features] of [
    ['KCI-DELAY-PROBLEM', ['provide']],
    ['KCI-REAPPOINT-PROBLEM', ['provide', 'appointments', 'amendments']],
    ['KCI-REAPPOINTED-SLOT', ['provide', 'appointments']],
    ['KCI-COMPLETED-STATUS', ['cease']],
    ['KCI-TERMINAL', ['switch']],
    ['KCI-TENANT', ['unsolicited-cease']],
  ] as const) {
    expect(await outcomes(id, features), id).toBe('not-exercised');
    expect(await outcomes(id, FEATURES), id).toBe('not-exercised');
  }
});

test('a way to bring a rule about takes features that bring the rule into force', () => {
  const unbound = REQUIREMENTS.filter(({ when, whenAny = [], reach = [] }) =>
    reach.some((way) => {
      const claimed = [...when, ...way];
      return whenAny.length > 0 && !whenAny.some((feature) => claimed.includes(feature));
    }),
  );
  expect(unbound.map(({ id }) => id)).toEqual([]);
});
