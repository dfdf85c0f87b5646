import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { json } from '../evidence/history.ts';
import { AMENDMENT_REQUIREMENTS } from '../specs/requirements/amendments.ts';
import { APPOINTMENT_REQUIREMENTS } from '../specs/requirements/appointments.ts';
import { AVAILABILITY_REQUIREMENTS } from '../specs/requirements/availability.ts';
import { CANCELLATION_REQUIREMENTS } from '../specs/requirements/cancellations.ts';
import { ETHERNET_REQUIREMENTS } from '../specs/requirements/ethernet.ts';
import { HTTP_REQUIREMENTS } from '../specs/requirements/http.ts';
import { ORDER_REQUIREMENTS } from '../specs/requirements/orders.ts';
import { QUOTE_REQUIREMENTS } from '../specs/requirements/quotes.ts';
import { AMENDMENT_CHECKS } from './amendments.ts';
import { APPOINTMENT_CHECKS } from './appointments.ts';
import { AVAILABILITY_CHECKS } from './availability.ts';
import { CANCELLATION_CHECKS } from './cancellations.ts';
import { ETHERNET_CHECKS } from './ethernet.ts';
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
import { HTTP_CHECKS } from './http.ts';
import { judge } from './judge.ts';
import { ORDER_CHECKS } from './orders.ts';
import { QUOTE_CHECKS } from './quotes.ts';

const CATALOGUE = {
  requirements: [
    ...HTTP_REQUIREMENTS,
    ...AVAILABILITY_REQUIREMENTS,
    ...QUOTE_REQUIREMENTS,
    ...APPOINTMENT_REQUIREMENTS,
    ...ORDER_REQUIREMENTS,
    ...ETHERNET_REQUIREMENTS,
    ...AMENDMENT_REQUIREMENTS,
    ...CANCELLATION_REQUIREMENTS,
  ],
  checks: [
    ...HTTP_CHECKS,
    ...AVAILABILITY_CHECKS,
    ...QUOTE_CHECKS,
    ...APPOINTMENT_CHECKS,
    ...ORDER_CHECKS,
    ...ETHERNET_CHECKS,
    ...AMENDMENT_CHECKS,
    ...CANCELLATION_CHECKS,
  ],
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
};

const DEEP = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`) as unknown;
const NOT_WHAT_WAS_MEANT: readonly unknown[] = [
  null,
  true,
  7,
  '',
  'text',
  [],
  [null],
  {},
  { length: 3 },
  { toString: 1 },
  DEEP,
];

/** Every body that differs from the one given by one member, at any depth, that is something else altogether. */
function spoilt(body: unknown): readonly unknown[] {
  if (typeof body !== 'object' || body === null) return NOT_WHAT_WAS_MEANT;
  const members = Object.entries(body).flatMap(([member, value]) =>
    spoilt(value).map((other) => (Array.isArray(body) ? [other] : { ...body, [member]: other })),
  );
  return [...NOT_WHAT_WAS_MEANT, ...members];
}

/** Writes a value as JSON, the one that is too deep for JSON.stringify too. */
function written(value: unknown): string {
  if (value === DEEP) return `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  return `{${Object.entries(value)
    .map(([member, inner]) => `${JSON.stringify(member)}:${written(inner)}`)
    .join()}}`;
}

for (const operation of Object.keys(SENT) as (keyof typeof SENT)[]) {
  test(`no answer to ${operation} makes a check throw`, async () => {
    const status = operation === 'handleAvailabilityCheck' || operation === 'handleAppointmentAvailability' ? 200 : 201;
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
