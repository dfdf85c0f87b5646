import type { Defect } from '../defect.ts';
import { isObject, type JsonObject } from '../model.ts';
import { answers, bodies, without } from './edits.ts';
import { FAILURE } from './input-edits.ts';

const site = (body: JsonObject, change: JsonObject): JsonObject => ({
  ...body,
  siteInformation: { ...(isObject(body.siteInformation) ? body.siteInformation : {}), ...change },
});

/** An availability answer with one existing line that has one port. */
const withPort = (body: JsonObject, port: JsonObject): JsonObject =>
  site(body, { existingLines: [{ ont: { ontReference: 'ONT1', ports: [{ portNumber: 1, ...port }] } }] });

const specifications = (body: JsonObject): readonly JsonObject[] => body.serviceSpecifications as readonly JsonObject[];

/** Defects of what is said to be available. */
export const AVAILABILITY_DEFECTS: readonly Defect[] = [
  {
    id: 'availability-created',
    title: 'answers 201 to an availability check',
    breaks: ['AVL-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleAvailabilityCheck', with: 200 }, (answer) => ({ ...answer, status: 201 })),
  },
  {
    id: 'serves-nobody',
    title: 'offers nothing at an address that it serves',
    breaks: ['AVL-IN-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck' }, (body) => ({ ...body, serviceSpecifications: [] })),
  },
  {
    id: 'serves-everybody',
    title: 'offers services out of its coverage',
    breaks: ['AVL-OUT-OF-COVERAGE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availability: (question, world) => ({
        ...honest.availability({ ...question, address: world.data.address }, world),
        address: { identifier: question.address },
      }),
    }),
  },
  {
    id: 'insists-on-service-types',
    title: 'answers 400 to an availability check without serviceTypes',
    breaks: ['AVL-OPTIONAL-PARAMETERS'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) =>
        call.query.has('serviceTypes')
          ? honest.availabilityQuestion(call)
          : { ok: false, refusal: { status: 400, messages: ['the query parameter serviceTypes is missing'] } },
    }),
  },
  {
    id: 'offers-ethernet-unasked',
    title: 'offers ethernet where no types of service were asked for',
    breaks: ['AVL-DEFAULT-TYPE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) => {
        const read = honest.availabilityQuestion(call);
        if (!read.ok || call.query.has('serviceTypes')) return read;
        return { ok: true, value: { ...read.value, serviceTypes: ['BROADBAND', 'ETHERNET'] } };
      },
    }),
  },
  {
    id: 'offers-broadband-as-ethernet',
    title: 'offers broadband where Ethernet was asked for',
    breaks: ['AVL-OTHER-TYPE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availability: (question, world) => {
        if (question.serviceTypes.join() !== 'ETHERNET') return honest.availability(question, world);
        const all = honest.availability({ ...question, serviceTypes: ['BROADBAND', 'ETHERNET'] }, world);
        // The first is what is quoted.
        return { ...all, serviceSpecifications: specifications(all).toReversed() };
      },
    }),
  },
  {
    id: 'offers-ethernet-as-broadband',
    title: 'offers Ethernet where broadband was asked for',
    breaks: ['AVL-OTHER-TYPE'],
    consequences: [],
    style: 'async',
    replace: (honest) => ({
      availability: (question, world) =>
        honest.availability(
          question.serviceTypes.join() === 'BROADBAND'
            ? { ...question, serviceTypes: ['BROADBAND', 'ETHERNET'] }
            : question,
          world,
        ),
    }),
  },
  {
    id: 'fails-at-ethernet',
    title: 'answers 500 to an availability check for Ethernet',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) =>
        call.query.getAll('serviceTypes').join() === 'ETHERNET'
          ? { ok: false, refusal: { status: 500, messages: ['something went wrong here'] } }
          : honest.availabilityQuestion(call),
    }),
  },
  {
    id: 'names-another-address',
    title: 'answers with its own key of the address',
    breaks: ['AVL-ADDRESS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({
      ...body,
      address: { identifier: { id: 'A0000123', type: 'NAD' } },
    })),
  },
  {
    id: 'availability-without-identifier',
    title: 'does not say which address it describes',
    breaks: ['HTTP-BODY'],
    consequences: ['AVL-ADDRESS'],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({
      ...body,
      address: { postcode: 'PO1 1AA' },
    })),
  },
  {
    id: 'says-nothing-of-the-site',
    title: 'does not say whether a new line or a visit is needed',
    breaks: ['AVL-SITE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => without(body, 'siteInformation')),
  },
  {
    id: 'repeats-line-profiles',
    title: 'lists a line profile twice',
    breaks: ['AVL-LINE-PROFILES'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => ({
      ...body,
      serviceSpecifications: specifications(body).map((specification) => ({
        ...specification,
        serviceCharacteristics: [{ name: 'LINE_PROFILE', values: ['1', '1'] }],
      })),
    })),
  },
  {
    id: 'ports-without-status',
    title: 'does not say whether a port is in use',
    breaks: ['AVL-PORT-STATUS'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) => withPort(body, {})),
  },
  {
    id: 'active-port-stopped',
    title: 'gives a port in use the date on which it was stopped',
    breaks: ['AVL-PORT-STOPPED'],
    consequences: [],
    style: 'sync',
    replace: bodies({ to: 'handleAvailabilityCheck', with: 200 }, (body) =>
      withPort(body, { status: 'ACTIVE', stoppedDate: '2022-01-01T13:45:00.000Z' }),
    ),
  },
  {
    id: 'does-not-know-what-it-offers',
    title: 'refuses every second search for appointments for the service that it offered',
    breaks: ['AVL-SPECIFICATION-IDS'],
    consequences: ['APT-OPTIONAL-PARAMETERS'],
    style: 'sync',
    replace: () => {
      let searches = 0;
      return {
        appointmentsRefusal: () =>
          (searches += 1) % 2 === 0 ? { status: 422, messages: ['service specification is not known'] } : undefined,
      };
    },
  },
  {
    id: 'falls-over-letters-in-addresses',
    title: 'fails over addresses whose id is no number',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) => {
        const read = honest.availabilityQuestion(call);
        return read.ok && !/^\d+$/.test(read.value.address.id) ? FAILURE : read;
      },
    }),
  },
];
