import type { Feature, Requirement } from '../requirement.ts';
import { TO_CEASE, TO_STAY_OPEN } from './exercises.ts';

const STATUSES =
  'Response lists of each operation, Supplier API: 400 for malformed requests and missing mandatory parameters, 422 for requests that are well formed and invalid';
const REPEAT =
  'The finding names the variant: run --only with its id sends it and its twin again, and the curl line of the report replays its bytes.';
const BUDGET = `Each kind of request is sent some with variants.perOperation of 12 or more, whatever the seed, if what it takes to send any can be had, and the plain one is taken (${TO_CEASE}; ${TO_STAY_OPEN}).`;

/** The features that bring requests of which bounds are documented, be it the request that cancels what they bring. */
const BOUNDED = [
  'appointments',
  'quote',
  'ethernet',
  'provide',
  'switch',
  'modify',
  'cease',
  'unsolicited-cease',
  'service-tests',
  'service-problems',
] as const satisfies readonly Feature[];

/** The features that bring requests of which variants are sent. */
const VARIED = ['availability', ...BOUNDED] as const satisfies readonly Feature[];

type Ways = readonly (readonly Feature[])[];

/** What it takes to send requests about a live service of which mandatory members, types and bounds are documented: what cancels them. */
const CANCELLED: Ways = [
  ['modify', 'cancellations'],
  ['cease', 'cancellations'],
  ['unsolicited-cease', 'cancellations'],
];

/** What it takes to send requests with bounds. One quote may be good for one Ethernet order only, which is not there to be varied. */
const IN_BOUNDS: Ways = [
  ...(['appointments', 'quote', 'provide', 'switch', 'service-tests', 'service-problems'] as const).map((feature) => [
    feature,
  ]),
  ...CANCELLED,
];

/** What it takes to send requests of which mandatory members are described. */
const COMPLETE: Ways = [['availability'], ...IN_BOUNDS];

/** The same for types and bounds: of the amendment of a modify order they are, and that its members are mandatory is not. */
const AMENDED: Ways = [['modify', 'amendments']];

/** What it takes to send any: ceases are sent again and again only where they can be taken back. */
const SENT: Ways = [...COMPLETE, ['modify']];

/** How a supplier copes with requests that are generated from the schemas: unusual ones that are allowed, and broken ones. */
export const VARIANT_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'VAR-TAKES-VALID',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must not take a valid request for malformed, unauthorised or forbidden, nor fail over it, whichever optional members and allowed values it has.',
    source: `${STATUSES}; the schemas say what a request may hold.`,
    when: [],
    whenAny: VARIED,
    reach: SENT,
    advice: `Compare your parser and your columns with the schema at the place that the finding names: optional members, lengths, other scripts, other days. A rule of your business is a 422 with its reasons. ${REPEAT}`,
    exercise: `Requests with unusual but allowed members and values. ${BUDGET}`,
  },
  {
    id: 'VAR-TAKES-UNUSUAL',
    area: 'variants',
    level: 'SHOULD',
    standing: 'inferred',
    sentence:
      'The supplier should take a valid request with unusual values where it takes the plain one, characters of rare scripts included.',
    source: 'Concluded: a value that the schema allows is no reason by itself to refuse what is granted without it.',
    when: [],
    whenAny: VARIED,
    reach: SENT,
    advice: `Where a rule of your business speaks against the value, all is well; else widen what you take. ${REPEAT}`,
    exercise: `Requests with unusual but allowed members and values, beside a plain one that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-REFUSES-UNREADABLE',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must refuse with 400 or 422 a request whose body or JSON parameter cannot be read or is no object.',
    source: STATUSES,
    when: [],
    whenAny: VARIED,
    reach: SENT,
    advice: `Parse before anything else, and turn whatever the parser throws into a 400. ${REPEAT}`,
    exercise: `Requests whose JSON breaks off, is empty or is no object, beside a twin without the fault that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-REFUSES-INCOMPLETE',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must refuse with 400 or 422 a request that lacks a mandatory member or has it null.',
    source: STATUSES,
    when: [],
    whenAny: VARIED,
    reach: COMPLETE,
    advice: `Validate against the schema, and count null as missing. ${REPEAT}`,
    exercise: `Requests without one mandatory member, beside a twin without the fault that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-REFUSES-WRONG-TYPE',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must refuse with 400 or 422 a request with a value of another type that cannot be read as the right one.',
    source: STATUSES,
    when: [],
    whenAny: VARIED,
    reach: [...COMPLETE, ...AMENDED],
    advice: `Validate types before you store or forward anything: an object where a text belongs is no text. ${REPEAT}`,
    exercise: `Requests with one value of a wrong type, beside a twin without the fault that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-REFUSES-OUT-OF-BOUNDS',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier must refuse with 400 or 422 a request with a value that passes a documented bound: length, range, number of items, pattern, format or list of words.',
    source: STATUSES,
    when: [],
    whenAny: BOUNDED,
    reach: [...IN_BOUNDS, ...AMENDED],
    advice: `Enforce the bounds of the schema at your edge; do not cut off what is too long. ${REPEAT}`,
    exercise: `Requests with one value beyond its bound, beside a twin without the fault that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-REFUSES-DOUBTFUL',
    area: 'variants',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'The supplier should refuse a request with a fault that a lenient reader may overlook: an optional member that is null, a number in quotes, another media type, no mandatory header, an unlisted service type.',
    source: `${STATUSES}; only a warning, because the gateway sends none of these.`,
    when: [],
    whenAny: VARIED,
    reach: SENT,
    advice: `Answer 400, or 415 for another media type, rather than guess what was meant. ${REPEAT}`,
    exercise: `Requests with one such fault, beside a twin without it that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-SURVIVES',
    area: 'variants',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must answer a broken request as such: not with a fault of its own, and not with silence.',
    source: `${STATUSES}; 500 is for faults of the supplier.`,
    when: [],
    whenAny: VARIED,
    reach: SENT,
    advice: `Find the request in your log by its X-Request-ID; what fell over had trusted a value that nobody checked. ${REPEAT}`,
    exercise: `Requests with one fault, beside a twin without it that is taken. ${BUDGET}`,
  },
  {
    id: 'VAR-STEADY',
    area: 'variants',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'The supplier should answer the same request in the same way when it is sent again.',
    source: 'Concluded: nothing but the request and what it is about decides the answer.',
    when: [],
    whenAny: VARIED,
    onlyIf: 'answers a variant in such a way that it is sent a second time',
    advice: `Look for what differs between your instances, or for state that one request leaves for the next. ${REPEAT}`,
    exercise: 'A variant in which something was found is sent again before it is told.',
  },
];
