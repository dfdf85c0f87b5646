import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { json } from '../evidence/history.ts';
import { CATALOGUE } from './catalogue.ts';
import { exchanged, history, PROFILE } from './fixtures/history.ts';
import {
  ADDRESS,
  acknowledgedOrder,
  amendment,
  availability,
  cancellation,
  errorBody,
  ethernetOrder,
  provideOrder,
  quote,
  quoteRequest,
  reservation,
  SLOT,
  slots,
} from './fixtures/messages.ts';
import { acknowledgedProblem, problem, resolution, serviceTest } from './fixtures/repairs.ts';
import { spoilt, written } from './fixtures/spoilt.ts';
import { judge } from './judge.ts';

const AMENDED_PROBLEM = { id: 901, serviceProblemId: 801, notes: 'Ring the upper bell' };
const CANCELLED_PROBLEM = {
  id: 902,
  serviceProblemId: 801,
  supplierServiceProblemReference: 'PRB_801',
  reasonCode: 'ISSUE_RESOLVED',
};

const SENT = {
  handleAvailabilityCheck: { query: { address: JSON.stringify(ADDRESS), serviceTypes: 'BROADBAND' } },
  handleAppointmentAvailability: {
    query: {
      address: JSON.stringify(ADDRESS),
      serviceSpecification: '{"id":"FTTP-1000"}',
      appointmentPurpose: 'PROVIDE',
      appointmentFromDate: '2026-02-02',
      classifications: 'WEEKDAY_AM',
    },
  },
  handleReserveAppointment: { body: reservation() },
  handleQuote: { body: quoteRequest() },
  handleCreateOrder: { body: provideOrder() },
  handleCreateEthernetOrder: { body: ethernetOrder() },
  handleAmendOrder: { body: amendment() },
  handleCancelOrder: { body: cancellation() },
  handleServiceTest: { body: serviceTest() },
  handleCreateProblem: { body: problem() },
  handleAmendProblem: { body: AMENDED_PROBLEM },
  handleCancelProblem: { body: CANCELLED_PROBLEM },
  handleServiceProblemResolution: { body: { status: 'ACCEPTED' } },
};

const ANSWERED = {
  handleAvailabilityCheck: availability({
    siteInformation: {
      existingLines: [{ ont: { ports: [{ portNumber: 1, status: 'ACTIVE', stoppedDate: '2026-01-01T00:00:00Z' }] } }],
    },
  }),
  handleAppointmentAvailability: slots({ ...SLOT, classification: 'WEEKDAY_AM' }),
  handleReserveAppointment: { ...reservation(), supplierReference: 'A234', expiryDateTime: '2026-01-13T09:00:00Z' },
  handleQuote: quote(),
  handleCreateEthernetOrder: { ...ethernetOrder(), status: 'IN_PROGRESS', supplierOrderReference: 'E123X' },
  handleCreateOrder: acknowledgedOrder({ committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T09:00:00Z' }),
  handleAmendOrder: { ...amendment(), supplierReference: 'A123X-1' },
  handleCancelOrder: { ...cancellation(), supplierReference: 'A123X-2' },
  handleServiceTest: { ...serviceTest(), supplierReference: 'TEST_701' },
  handleCreateProblem: acknowledgedProblem(),
  handleAmendProblem: { ...AMENDED_PROBLEM, supplierReference: 'PRB_801_1' },
  handleCancelProblem: { ...CANCELLED_PROBLEM, supplierReference: 'PRB_801_2' },
  handleServiceProblemResolution: { ...resolution(), status: 'ACCEPTED' },
};

const ANSWERED_200 = ['handleAvailabilityCheck', 'handleAppointmentAvailability', 'handleServiceProblemResolution'];

for (const operation of Object.keys(SENT) as (keyof typeof SENT)[]) {
  test(`no answer to ${operation} makes a check throw`, async () => {
    const status = ANSWERED_200.includes(operation) ? 200 : 201;
    const texts = [
      '',
      '\u0000',
      '<html>',
      '{"a":',
      '{"__proto__":{"id":1}}',
      '1e999',
      ...spoilt(ANSWERED[operation]).map(written),
    ];
    const errors = spoilt(errorBody()).map(written);
    const happened = history(
      ...texts.map((body) => exchanged(operation, SENT[operation], { status, body })),
      ...errors.map((body) => exchanged(operation, SENT[operation], { status: 422, body })),
    );
    expect(texts.filter((text) => json({ text, encoding: 'utf8', bytes: text.length }).ok).length).toBeGreaterThan(40);
    const verdicts = judge(CATALOGUE, happened, await theContract(), PROFILE);
    expect(
      verdicts.filter(({ outcome }) => outcome === 'broken').map(({ check, reason }) => `${check}: ${reason}`),
    ).toEqual([]);
  });
}
