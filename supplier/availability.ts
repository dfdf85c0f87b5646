import type { Address, Call, JsonObject, Reading, World } from './model.ts';
import { jsonParameter, listParameter } from './parameters.ts';
import { ADDRESS } from './requests.ts';
import { list, readingOf, some, word } from './shapes.ts';

/** What an availability request asks. */
export interface AvailabilityQuestion {
  readonly address: Address;
  readonly serviceTypes: readonly string[];
}

/** The service specification that is offered where ethernet is asked for. */
export const ETHERNET_SPECIFICATION = 'ETHERNET-1000';

/** The name that a service specification goes by. */
export function specificationName(id: string): string {
  return `${id} fibre access`.slice(0, 50);
}

const SERVICE_TYPES = some(list(word(['BROADBAND', 'ETHERNET'])));

/** Reads an availability request. */
export function availabilityQuestion(call: Call): Reading<AvailabilityQuestion> {
  const address = jsonParameter(call, 'address', ADDRESS);
  const serviceTypes = listParameter(call, 'serviceTypes', SERVICE_TYPES);
  const question = {
    address: address.value as unknown as Address,
    serviceTypes: serviceTypes.value ?? ['BROADBAND'],
  };
  return readingOf(question, [...address.faults, ...serviceTypes.faults]);
}

/** What is available at an address: the body of the answer. */
export function availability(question: AvailabilityQuestion, world: World): JsonObject {
  const served = isServed(question.address, world);
  const rich = world.style === 'rich';
  const offered = [
    ...(question.serviceTypes.includes('BROADBAND') ? [broadband(world)] : []),
    ...(question.serviceTypes.includes('ETHERNET') ? [{ id: ETHERNET_SPECIFICATION, name: 'Ethernet access' }] : []),
  ];
  const { id, type } = question.address;
  return {
    address: { identifier: { id, type }, ...(rich ? POSTAL_ADDRESS : {}) },
    serviceSpecifications: served ? offered : [],
    siteInformation: !served
      ? { newLine: false, existingLines: [] }
      : rich
        ? siteInDetail()
        : { newLine: true, installationType: 'STANDARD', existingLines: [FIBRE_LINE] },
  };
}

/** Whether services are offered at an address. */
export function isServed(address: Address, { data }: World): boolean {
  return address.id === data.address.id && address.type === data.address.type;
}

function broadband({ data, style }: World): JsonObject {
  const profiles = [{ name: 'LINE_PROFILE', values: style === 'rich' ? ['1', '2', '1000/115'] : ['1', '2'] }];
  const id = data.serviceSpecification;
  return { id, name: specificationName(id), serviceCharacteristics: profiles };
}

const FIBRE_LINE = { ont: { ontReference: 'ONT0000123123', ports: [{ portNumber: 1, status: 'ACTIVE' }] } };

const POSTAL_ADDRESS = {
  name: 'THE LIGHTHOUSE',
  streetNumber: '20',
  streetName: 'Harbour Road',
  locality: 'Old Town',
  city: 'Portsmouth',
  postcode: 'PO1 1AA',
  country: 'UK',
  subAddress: { name: 'Lantern Room', unitNumber: 'Floor 3' },
  deliveryPoint: '1A',
};

function siteInDetail(): JsonObject {
  return {
    newLine: true,
    installationType: 'STANDARD',
    constraints: [{ code: 'WAYLEAVE_SHARED', text: 'The riser belongs to the landlord.' }],
    serviceReadyDate: '2022-01-01',
    enniId: 'S1889',
    siteName: 'Harbour exchange',
    siteLocation: 'PORT-1',
    existingLines: [
      {
        enniId: 'S1889',
        siteName: 'Harbour exchange',
        siteLocation: 'PORT-1',
        ont: {
          ontReference: 'ONT0000123123',
          serialNumber: '1234567890',
          manufacturer: 'Nokia',
          floor: '1',
          room: 'Reception',
          position: 'North wall',
          ports: [
            { portNumber: 1, description: 'Data', status: 'ACTIVE', tenantActive: false },
            { portNumber: 2, description: 'Data', status: 'STOPPED', stoppedDate: '2022-01-01T13:45:00.000Z' },
          ],
        },
        lineCharacteristics: [{ name: 'NTE_FLOOR', value: '1' }],
      },
      {
        installationType: 'STANDARD',
        lineId: 'OHP5738089O3',
        lineCharacteristics: [{ name: 'PENDING_CEASE', value: 'N' }],
      },
    ],
    surveyedBy: 'desk',
  };
}
