/** The order that the benchmarks speak of, as a supplier would report it: about 1.5 KB of JSON. */
const ORDER = {
  id: 561300001,
  tenant: 'TENANT1',
  orderType: 'NEW',
  supplierOrderReference: 'FO0012345',
  status: 'IN_PROGRESS',
  address: { id: '200004033694', type: 'UPRN' },
  serviceOrderItem: {
    serviceSpecification: { id: 'FTTP-1000' },
    serviceCharacteristics: [
      { name: 'LINE_PROFILE', value: '1' },
      { name: 'ONT_SERIAL', value: 'ALCLB1234567' },
      { name: 'CVLAN', value: '1234' },
    ],
  },
  primaryContact: { name: 'Ada Smith', phoneNumber: '01632 960123', email: 'ada.smith@example.com' },
  secondaryContact: { name: 'Ben Jones', phoneNumber: '01632 960124' },
  appointmentReservationId: 561300002,
  committedDate: '2026-12-01T09:00:00Z',
  targetDate: '2026-12-01T09:00:00Z',
  notes: 'The bell does not work, please knock. The cabinet is behind the hedge on the left of the gate. '
    .repeat(6)
    .trim(),
};

/** The headers of a KCI with a token. */
export const kciHeaders = (token, requestId) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'x-request-id': requestId,
  'x-conversation-id': '6f1d3c1e-5d1a-4d8e-9a39-0c1d2e3f4a5b',
});

/** The body of the KCI with that number. */
export function kciBody(number) {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return JSON.stringify({
    id,
    sequenceNumber: number,
    issuedOn: '2026-11-21T10:00:00.000Z',
    reasonCode: 'COMMITTED',
    text: 'The engineer is booked.',
    provideServiceOrder: ORDER,
  });
}

/** What the bare server answers to every question about availability. */
export const AVAILABILITY = JSON.stringify({
  serviceSpecifications: [
    {
      id: 'FTTP-1000',
      serviceType: 'BROADBAND',
      serviceCharacteristics: ORDER.serviceOrderItem.serviceCharacteristics,
    },
  ],
});
