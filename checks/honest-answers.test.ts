import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { CATALOGUE } from './catalogue.ts';
import { concluded, exchanged, history, note, PROFILE, type Happening } from './fixtures/history.ts';
import {
  ADDRESS,
  acknowledgedOrder,
  amendment,
  availability,
  cancellation,
  errorBody,
  provideOrder,
  reservation,
  SLOT,
  slots,
} from './fixtures/messages.ts';
import { successBody } from './http-bodies.ts';
import { judge } from './judge.ts';

const address = JSON.stringify(ADDRESS);
const AREAS = ['http', 'availability', 'appointments', 'orders', 'amendments', 'cancellations'];
const answerRequirements = new Map(
  CATALOGUE.requirements.filter(({ area }) => AREAS.includes(area)).map((requirement) => [requirement.id, requirement]),
);
const ANSWERS = {
  requirements: [...answerRequirements.values()],
  checks: CATALOGUE.checks.filter(({ requirement }) => answerRequirements.has(requirement)),
};

let errors = 0;
const refusal = (code: string) =>
  errorBody(code, { uuid: `87432dfb-2e47-4532-a1b7-${String((errors += 1)).padStart(12, '0')}` });

const slotQuery = { address, serviceSpecification: '{"id":"FTTP-1000"}', appointmentPurpose: 'PROVIDE' };
const wholeSlotQuery = { ...slotQuery, appointmentFromDate: '2026-02-02', classifications: 'WEEKDAY_AM,WEEKDAY_PM' };
const invalid = { valid: false, because: 'it is broken on purpose' } as const;
const outside = JSON.stringify({ id: '1', type: 'UPRN' });
const inventedOrder = provideOrder({
  id: 124,
  serviceOrderItem: { serviceSpecification: { id: 'NO-SUCH' }, serviceCharacteristics: [] },
});

/** What a run shows of a supplier that answers its orders, amendments and cancellations in one way. */
function run(order: (sent: object) => { status: number; body?: unknown }, request: 201 | 202): Happening {
  const reserved = { ...reservation(), supplierReference: 'A234', expiryDateTime: '2026-01-12T10:00:00Z' };
  const purposeless = reservation({ id: 235, purpose: undefined });
  return [
    note('journey-started', 'availability'),
    exchanged(
      'handleAvailabilityCheck',
      { aim: 'in-coverage', query: { address } },
      { status: 200, body: availability() },
    ),
    exchanged(
      'handleAvailabilityCheck',
      { aim: 'in-coverage', query: { address, serviceTypes: 'BROADBAND' } },
      { status: 200, body: availability() },
    ),
    // Neither Ethernet nor a line to repair has to be there.
    exchanged(
      'handleAvailabilityCheck',
      { query: { address, serviceTypes: 'ETHERNET' } },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged(
      'handleAvailabilityCheck',
      { query: { address, serviceTypes: 'ETHERNET' } },
      { status: 200, body: availability({ serviceSpecifications: [] }) },
    ),
    ...['MODIFY', 'REPAIR'].map((appointmentPurpose) =>
      exchanged(
        'handleAppointmentAvailability',
        { query: { ...wholeSlotQuery, appointmentPurpose } },
        { status: 422, body: refusal('INVALID_REQUEST') },
      ),
    ),
    exchanged(
      'handleAvailabilityCheck',
      { aim: 'out-of-coverage', query: { address: outside } },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged(
      'handleAvailabilityCheck',
      { intent: invalid, query: { address: '{' } },
      { status: 400, body: refusal('MALFORMED_REQUEST') },
    ),
    exchanged(
      'handleAppointmentAvailability',
      { query: wholeSlotQuery },
      { status: 200, body: slots({ ...SLOT, classification: 'WEEKDAY_AM', standard: true }) },
    ),
    exchanged('handleAppointmentAvailability', { query: slotQuery }, { status: 200, body: slots(SLOT) }),
    exchanged(
      'handleReserveAppointment',
      { aim: 'offered-slot', body: reservation() },
      { status: 201, body: reserved },
    ),
    exchanged(
      'handleReserveAppointment',
      { aim: 'offered-slot', body: purposeless },
      { status: 201, body: { ...purposeless, supplierReference: 'A235' } },
    ),
    exchanged(
      'handleReserveAppointment',
      { aim: 'never-offered-slot', body: reservation({ id: 236 }) },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged('handleCreateOrder', { body: provideOrder(), variant: 'provide' }, order(provideOrder())),
    exchanged(
      'handleCreateOrder',
      { aim: 'unknown-specification', body: inventedOrder, variant: 'provide' },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged(
      'handleCreateOrder',
      { intent: invalid, body: '{"id":', variant: 'provide' },
      { status: 400, body: refusal('MALFORMED_REQUEST') },
    ),
    exchanged(
      'handleCreateOrder',
      { intent: invalid, body: provideOrder({ id: 125, address: undefined }), variant: 'provide' },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged(
      'handleCreateOrder',
      { intent: invalid, body: provideOrder({ id: 126 }), headers: [['Content-Type', 'application/json']] },
      { status: 400, body: refusal('MALFORMED_REQUEST') },
    ),
    exchanged(
      'handleAmendOrder',
      { body: amendment(), variant: 'provide' },
      request === 202 ? { status: 202 } : { status: 201, body: amendment() },
    ),
    exchanged(
      'handleAmendOrder',
      { aim: 'unknown-order', body: amendment({ orderId: 999 }) },
      { status: 404, body: refusal('NOT_FOUND') },
    ),
    exchanged(
      'handleAmendOrder',
      { aim: 'after-terminal', body: amendment() },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged(
      'handleCancelOrder',
      { body: cancellation() },
      request === 202 ? { status: 202 } : { status: 201, body: cancellation() },
    ),
    exchanged(
      'handleCancelOrder',
      { aim: 'unknown-order', body: cancellation({ orderId: 999 }) },
      { status: 422, body: refusal('INVALID_REQUEST') },
    ),
    exchanged('handleCancelOrder', { aim: 'after-terminal', body: cancellation() }, { status: 202 }),
  ];
}

const dates = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T09:00:00Z' };
const STYLES: Readonly<Record<string, Happening>> = {
  'acknowledges at once': run(() => ({ status: 201, body: acknowledgedOrder() }), 201),
  'commits at once': run(() => ({ status: 201, body: acknowledgedOrder({ status: 'IN_PROGRESS', ...dates }) }), 201),
  'leaves all to KCIs': run(() => ({ status: 202 }), 202),
};

for (const [style, happened] of Object.entries(STYLES)) {
  test(`an honest supplier that ${style} is found at fault in nothing, and nothing that binds it is left untried`, async () => {
    const verdicts = judge(ANSWERS, history(happened), await theContract(), PROFILE);
    const told = verdicts.map(({ check, outcome, operation = '', violations, severity }) => ({
      check,
      outcome,
      operation,
      violations,
      severity,
    }));
    expect(told.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken')).toEqual([]);
    expect(told.filter(({ outcome, severity }) => outcome === 'not-exercised' && severity === 'error')).toEqual([]);
  });
}

test('a supplier that insists on the parameters that are always sent is warned, no more', async () => {
  const happened = history(
    exchanged('handleAvailabilityCheck', { query: { address } }, { status: 400, body: refusal('MALFORMED_REQUEST') }),
    exchanged(
      'handleAppointmentAvailability',
      { query: slotQuery },
      { status: 400, body: refusal('MALFORMED_REQUEST') },
    ),
  );
  const failed = judge(ANSWERS, happened, await theContract(), PROFILE).filter(({ outcome }) => outcome === 'failed');
  expect(failed.map(({ check, severity }) => `${check}: ${severity}`)).toEqual([
    'availability-optional-parameters: warning',
    'slots-optional-parameters: warning',
  ]);
});

test('the documents of the contract are what bodies are judged by', async () => {
  const contract = await theContract();
  const nameless = exchanged(
    'handleAvailabilityCheck',
    { query: { address } },
    { status: 200, body: availability({ address: ADDRESS }) },
  );
  const failed = concluded(successBody, ANSWERS.requirements, history(nameless), { contract });
  expect(failed).toMatchObject({ outcome: 'failed', actual: ['missing'] });
  expect(failed.expected[0]).toContain('identifier');
});
