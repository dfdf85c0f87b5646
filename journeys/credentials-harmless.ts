import { grouped } from '../specs/grouped.ts';
import type { Feature } from '../specs/requirement.ts';
import type { EthernetData, Call, Stage } from './journey.ts';
import { minimalEthernetOrder } from './ethernet.ts';
import { cease } from './modify-and-cease.ts';
import { aTest, minimalProblem, NOBODYS_SERVICE } from './problem-reports.ts';
import { quoteRequest } from './quotes.ts';
import { minimalOrder, workday } from './requests.ts';

/** A request that does no harm when it is taken by mistake. */
export type Harmless = Pick<Call, 'operation' | 'query' | 'path' | 'body' | 'variant'>;

const UNKNOWN = 'NO-SUCH-SERVICE-SPECIFICATION';

const orderAboutNobody = (stage: Stage): Harmless => ({
  operation: 'handleCreateOrder',
  variant: 'CeaseOrderRequest',
  body: { id: stage.newId(), ...cease(stage, NOBODYS_SERVICE.serviceId) },
});

const orderOfNothing = (stage: Stage): Harmless => ({
  operation: 'handleCreateOrder',
  variant: 'ProvideOrderRequest',
  body: { id: stage.newId(), ...minimalOrder(stage, UNKNOWN) },
});

const connection = ({ data }: Stage) => {
  const site = { name: 'Conformance test', postcode: 'PO1 1AA', address: data.address };
  const ethernet: EthernetData = data.ethernet ?? { sites: [site, site] };
  return { ethernet, specification: ethernet.serviceSpecification ?? UNKNOWN };
};

/**
 * What to ask for, by the feature that it takes: what changes nothing before what is about something that there is not, and
 * that before what would have to be taken back.
 */
const HARMLESS: readonly (readonly [feature: Feature, request: (stage: Stage) => Harmless])[] = [
  [
    'availability',
    ({ data: { address } }) => ({
      operation: 'handleAvailabilityCheck',
      query: { address: JSON.stringify({ id: address.id, type: address.type }), serviceTypes: 'BROADBAND' },
    }),
  ],
  [
    'appointments',
    ({ data: { address, serviceSpecification = UNKNOWN } }) => ({
      operation: 'handleAppointmentAvailability',
      query: {
        address: JSON.stringify({ id: address.id, type: address.type }),
        serviceSpecification: JSON.stringify({ id: serviceSpecification }),
        appointmentPurpose: 'PROVIDE',
      },
    }),
  ],
  [
    'cancellations',
    (stage) => ({
      operation: 'handleCancelOrder',
      body: { id: stage.newId(), orderId: stage.newId(), reasonCode: 'CUSTOMER_CHANGED_MIND' },
    }),
  ],
  [
    'amendments',
    (stage) => ({
      operation: 'handleAmendOrder',
      variant: 'ProvideOrderAmendmentRequest',
      body: { id: stage.newId(), orderId: stage.newId(), notes: 'Conformance test' },
    }),
  ],
  [
    'service-problems',
    () => ({
      operation: 'handleServiceProblemResolution',
      path: { id: 'NO_SUCH_RESOLUTION' },
      body: { status: 'ACCEPTED' },
    }),
  ],
  [
    'service-problems',
    (stage) => ({
      operation: 'handleCancelProblem',
      body: {
        id: stage.newId(),
        serviceProblemId: stage.newId(),
        supplierServiceProblemReference: 'NO_SUCH_PROBLEM',
        reasonCode: 'ISSUE_RESOLVED',
      },
    }),
  ],
  [
    'service-problems',
    (stage) => ({
      operation: 'handleAmendProblem',
      body: { id: stage.newId(), serviceProblemId: stage.newId(), notes: 'Conformance test' },
    }),
  ],
  ['quote', (stage) => ({ operation: 'handleQuote', body: { id: stage.newId(), ...quoteRequest(connection(stage)) } })],
  [
    'service-tests',
    (stage) => ({ operation: 'handleServiceTest', body: { id: stage.newId(), ...aTest(NOBODYS_SERVICE) } }),
  ],
  [
    'service-problems',
    (stage) => ({ operation: 'handleCreateProblem', body: { id: stage.newId(), ...minimalProblem(NOBODYS_SERVICE) } }),
  ],
  [
    'appointments',
    (stage) => ({
      operation: 'handleReserveAppointment',
      body: {
        id: stage.newId(),
        address: stage.data.address,
        serviceSpecification: { id: UNKNOWN },
        purpose: 'PROVIDE',
        timeslot: {
          timeslotStartDateTime: `${workday(30)}T08:00:00Z`,
          timeslotEndDateTime: `${workday(30)}T12:00:00Z`,
        },
      },
    }),
  ],
  ['cease', orderAboutNobody],
  ['modify', orderAboutNobody],
  ['provide', orderOfNothing],
  ['switch', orderOfNothing],
  [
    'ethernet',
    (stage) => ({
      operation: 'handleCreateEthernetOrder',
      body: { id: stage.newId(), ...minimalEthernetOrder(stage, connection(stage), 'NO-SUCH-QUOTE') },
    }),
  ],
];

/** A harmless request to each operation that a supplier of the claimed features has to know, the most harmless first. */
export function harmless(stage: Stage): readonly Harmless[] {
  const requests = HARMLESS.filter(([feature]) => stage.features.includes(feature)).map(([, request]) =>
    request(stage),
  );
  return [...grouped(requests, ({ operation }) => operation).values()].map(([first]) => first);
}
