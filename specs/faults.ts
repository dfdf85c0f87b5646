import { regularExpression } from './patterns.ts';
import { pointer } from './pointers.ts';
import type { ListShape, Member, NumberShape, QueryMember, RequestShape, Shape, TextShape } from './shapes.ts';

/** The ways in which a generated request can break the contract. */
export const FAULT_KINDS = [
  'broken-json', // the body breaks off before its end
  'empty-body', // there is no body
  'not-an-object', // the body is JSON, but no object
  'media-type', // the body is sent as text/plain
  'missing', // a mandatory member or query parameter is left out
  'null', // a member is null where null is not allowed
  'wrong-type', // a value is of a type that no reader can take for the right one
  'quoted', // a number, true or false is written as a text
  'too-long', // a text is longer than its greatest length
  'too-short', // a text is shorter than its least length
  'pattern', // a text breaks its pattern
  'word', // a text is none of the listed values
  'format', // a text breaks its format, such as a day that does not exist
  'too-small', // a number is below its least value
  'too-large', // a number is above its greatest value
  'fraction', // a number is no integer where one is wanted
  'too-few', // a list has fewer items than it must
  'too-many', // a list has more items than it may
  'bad-query-json', // a query parameter that is JSON text breaks off before its end
  'missing-header', // a mandatory header is left out
] as const;

/** One of the ways in which a generated request can break the contract. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One way in which a request of a certain shape can be wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /**
   * The place, as a JSON pointer into the request: `/body/primaryContact/name`, `/query/address/id`, `/header/Tenant`, and
   * `/body` for the body as a whole. Items of lists go by their number, the first by 0: `/body/sites/0/name`.
   */
  readonly where: string;
  /**
   * How firmly it must be refused: `sure` where the contract documents what is broken and no reader could take the request
   * for a good one, `lenient` where a reader may well overlook it (an optional member that is null, a number in quotes, another
   * media type, a header that the gateway always sends, a fraction that readers of integers cut off, a value that the contract
   * lists with SHOULD, a format or a list in a query that is known less well, whatever stands in optional parts of optional parts).
   */
  readonly weight: 'sure' | 'lenient';
}

/**
 * Every fault that a request of the shape can have, in a stable order: what cannot be read, then what is missing, then what is
 * null or of a wrong type, then what passes a limit, then the headers. What is reserved is not among them, but for what a text in
 * a query has to look like: whoever falls over that falls over a question which changes nothing.
 */
export function faultsOf(request: RequestShape): readonly Fault[] {
  const places = [
    ...request.query.flatMap(placesInQuery),
    ...(request.body
      ? placesBelow({
          where: '/body',
          shape: request.body,
          mandatory: 'documented',
          written: 'json',
          depth: 0,
          optional: 0,
        })
      : []),
  ];
  return [
    ...unreadable(request),
    ...[missing, wrongValues, passedLimits].flatMap((faultsAt) =>
      places.flatMap((place) =>
        faultsAt(place).map((fault) => (isOverlooked(fault, place) ? asLenient(fault) : fault)),
      ),
    ),
    ...request.headers
      .filter(({ mandatory }) => mandatory === 'documented')
      .map(({ name }) => lenient('missing-header', pointer('/header', name))),
  ];
}

/** A place in a request, and what belongs there. */
interface Place {
  readonly where: string;
  readonly shape: Shape;
  /** Items of lists are not: a list has no gap where one is left out. */
  readonly mandatory: Member['mandatory'];
  /** Whether the value stands in JSON, or is written as text, by itself or as a list of texts. */
  readonly written: QueryMember['form'];
  /** How many members it is within, itself included. */
  readonly depth: number;
  /** How many of these may be left out. */
  readonly optional: number;
}

function placesInQuery({ name, shape, mandatory, form }: QueryMember): readonly Place[] {
  const optional = isOptional(mandatory, 1) ? 1 : 0;
  return placesBelow({ where: pointer('/query', name), shape, mandatory, written: form, depth: 1, optional });
}

/**
 * Whether a supplier that is right may not look there: it need not read what is optional and of no use to it. Bounds and
 * missing parts of what stands at the top, or right below, are another matter: everybody is told these first.
 */
function isOverlooked({ kind }: Fault, { mandatory, depth, optional }: Place): boolean {
  if (optional === 0) return false;
  return optional > 1 || depth > 2 || (kind === 'wrong-type' && isOptional(mandatory, depth));
}

/** Whether a member may well be of no use to a supplier; what every request has at the top is, though it is not documented. */
function isOptional(mandatory: Member['mandatory'], depth: number): boolean {
  return mandatory === 'no' || (mandatory === 'reserved' && depth > 1);
}

function asLenient(fault: Fault): Fault {
  return { ...fault, weight: 'lenient' };
}

function placesBelow(place: Place): readonly Place[] {
  const { where, shape, written, depth, optional } = place;
  const inner: readonly Place[] =
    shape.kind === 'list'
      ? [
          {
            ...place,
            where: `${where}/0`,
            shape: shape.items,
            mandatory: 'no',
            written: written === 'json' ? 'json' : 'text',
          },
        ]
      : shape.kind === 'object'
        ? shape.members.map(({ name, ...member }) => ({
            ...member,
            where: pointer(where, name),
            written,
            depth: depth + 1,
            optional: optional + (isOptional(member.mandatory, depth + 1) ? 1 : 0),
          }))
        : [];
  return [place, ...inner.flatMap(placesBelow)];
}

function sure(kind: FaultKind, where: string): Fault {
  return { kind, where, weight: 'sure' };
}

function lenient(kind: FaultKind, where: string): Fault {
  return { kind, where, weight: 'lenient' };
}

function unreadable({ query, body, bodyMandatory = 'documented', plainText }: RequestShape): readonly Fault[] {
  const faults: Fault[] = [];
  if (body && (bodyMandatory === 'documented' || body.sure)) {
    faults.push(sure('broken-json', '/body'));
    if (bodyMandatory === 'documented') faults.push(sure('empty-body', '/body'));
    if (body.kind === 'object' && body.sure) faults.push(sure('not-an-object', '/body'));
    if (!plainText) faults.push(lenient('media-type', '/body'));
  }
  for (const { name, shape, mandatory, form } of query) {
    if (form === 'json' && (mandatory === 'documented' || shape.sure))
      faults.push(sure('bad-query-json', pointer('/query', name)));
  }
  return faults;
}

function missing({ where, mandatory }: Place): readonly Fault[] {
  return mandatory === 'documented' && where !== '/body' ? [sure('missing', where)] : [];
}

function wrongValues({ where, shape, mandatory, written }: Place): readonly Fault[] {
  if (!shape.sure || (where === '/body' && shape.kind === 'object')) return [];
  if (written !== 'json') return shape.kind === 'number' || shape.kind === 'truth' ? [sure('wrong-type', where)] : [];
  const faults: Fault[] = [];
  // Many a reader takes an optional member that is null for one that is left out.
  if (!shape.nullable) faults.push((mandatory === 'documented' ? sure : lenient)('null', where));
  if (shape.kind !== 'open') faults.push(sure('wrong-type', where));
  // Many a reader of JSON makes a number of a text that holds one.
  if (shape.kind === 'number' || shape.kind === 'truth') faults.push(lenient('quoted', where));
  return faults;
}

/** The longest text and the longest list that are worth sending, and the longest text in a query that web servers read. */
const MOST_CHARACTERS = 100_000;
const MOST_ITEMS = 1000;
const MOST_CHARACTERS_IN_QUERY = 2000;

function passedLimits(place: Place): readonly Fault[] {
  const { where, shape } = place;
  const kinds =
    shape.kind === 'text'
      ? passedByText(shape, where.startsWith('/query/') ? MOST_CHARACTERS_IN_QUERY : MOST_CHARACTERS)
      : shape.kind === 'number'
        ? passedByNumber(shape)
        : shape.kind === 'list'
          ? passedByList(shape, place.written)
          : [];
  // That values which are not listed, and lists without any, are refused in a query is only advised.
  const advised: readonly FaultKind[] = where.startsWith('/query/') ? ['word', 'too-few'] : [];
  return [
    ...kinds.map((kind) => (advised.includes(kind) || kind === 'fraction' ? lenient : sure)(kind, where)),
    ...(place.written === 'json' ? [] : reservedFor(shape)).map((kind) => lenient(kind, where)),
  ];
}

/** What a text that is surely one may not be by what is known of it less well: none of the listed values, or out of its format. */
function reservedFor(shape: Shape): readonly FaultKind[] {
  if (shape.kind !== 'text' || !shape.sure) return [];
  const { words, format } = shape;
  if (words) return words.sure ? [] : ['word'];
  return format && !format.sure && !FREE_FORMATS.includes(format.value) ? ['format'] : [];
}

function passedByText(shape: TextShape, mostCharacters: number): readonly FaultKind[] {
  const { words, minLength, maxLength, patterns, format } = shape;
  // Among listed values there is no other limit to pass.
  if (words?.sure) return ['word'];
  const kinds: FaultKind[] = [];
  if (maxLength?.sure && maxLength.value < mostCharacters) kinds.push('too-long');
  if (minLength?.sure && minLength.value > 0) kinds.push('too-short');
  if (patterns.some((pattern) => pattern.sure && canBeBroken(pattern.value))) kinds.push('pattern');
  if (format?.sure && !FREE_FORMATS.includes(format.value)) kinds.push('format');
  return kinds;
}

/** Formats that say what a text is for and not how it looks. */
const FREE_FORMATS: readonly string[] = ['password', 'binary'];

/** Texts of which every pattern that rules out anything worth sending rules out one. */
const PROBES = [
  '',
  ' ',
  '!',
  '~',
  'a',
  'A',
  '0',
  '+',
  'a a',
  '<?>',
  '@@',
  '\u00e9',
  '\u4e2d',
  'a'.repeat(2000),
  '0'.repeat(2000),
];

function canBeBroken(pattern: string): boolean {
  const expression = regularExpression(pattern);
  return PROBES.some((text) => !expression.test(text));
}

function passedByNumber({ whole, sure: known, minimum, maximum }: NumberShape): readonly FaultKind[] {
  const kinds: FaultKind[] = [];
  // Beyond the safe integers the next value may be the same one.
  if (minimum?.sure && Math.abs(minimum.value) < Number.MAX_SAFE_INTEGER) kinds.push('too-small');
  if (maximum?.sure && Math.abs(maximum.value) < Number.MAX_SAFE_INTEGER) kinds.push('too-large');
  if (whole && known) kinds.push('fraction');
  return kinds;
}

function passedByList({ items, minItems, maxItems }: ListShape, written: Place['written']): readonly FaultKind[] {
  const kinds: FaultKind[] = [];
  // An empty list in a query is a list of one empty text.
  const least = written === 'json' || !takesEmptyText(items) ? 1 : 2;
  if (minItems?.sure && minItems.value >= least) kinds.push('too-few');
  if (maxItems?.sure && maxItems.value < MOST_ITEMS) kinds.push('too-many');
  return kinds;
}

function takesEmptyText(shape: Shape): boolean {
  if (shape.kind !== 'text') return !shape.sure;
  const { words, minLength, patterns } = shape;
  return (
    !(words?.sure && !words.value.includes('')) &&
    !(minLength?.sure && minLength.value > 0) &&
    patterns.every((pattern) => !pattern.sure || regularExpression(pattern.value).test(''))
  );
}
