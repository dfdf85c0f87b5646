import { isObject, type JsonObject } from './json-object.ts';
import type { Standing } from './requirement.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, fault, resolve } from './openapi-document.ts';

/** What `x-standing` says of a schema: how it is known as a whole, and which of its keywords and required names are known less well. */
export interface Reservations {
  /** Whether the whole element is less than certain. */
  readonly whole: boolean;
  readonly keywords: ReadonlySet<string>;
  /** Names in `required` whose being required is less than certain. */
  readonly required: ReadonlySet<string>;
}

const STANDINGS: readonly Standing[] = ['documented', 'policy', 'example', 'superseded', 'tenant', 'inferred'];

/** The keywords that can be reserved: those whose removal makes a schema accept more. */
const RESERVABLE = new Set(
  (
    'type enum const format pattern minLength maxLength multipleOf minimum maximum exclusiveMinimum exclusiveMaximum ' +
    'items minItems maxItems uniqueItems required minProperties maxProperties additionalProperties allOf anyOf oneOf not'
  ).split(' '),
);

/** Reads the `x-standing` of a schema. Throws a ContractError where it says nothing that has a meaning. */
export function reservationsOf(document: OpenApiDocument, schema: JsonObject, place: string): Reservations {
  const standing = schema['x-standing'];
  if (!isObject(standing)) {
    return { whole: isReserved(document, schema, place), keywords: new Set(), required: new Set() };
  }
  const keywords = new Set<string>();
  let required: ReadonlySet<string> = new Set();
  for (const [keyword, value] of Object.entries(standing)) {
    if (!RESERVABLE.has(keyword)) throw fault(document, place, `x-standing cannot be given for ${keyword}`);
    if (!(keyword in schema))
      throw fault(document, place, `x-standing is given for ${keyword}, which the schema has not`);
    if (keyword === 'required' && isObject(value)) required = reservedNames(document, schema, value, place);
    else if (reserves(document, value, place)) keywords.add(keyword);
  }
  return { whole: false, keywords, required };
}

/** Whether the `x-standing` of an element (a response, header, parameter or whole schema) makes it less than certain. */
export function isReserved(document: OpenApiDocument, element: JsonObject, place: string): boolean {
  const standing = element['x-standing'];
  return standing !== undefined && reserves(document, standing, place);
}

function reservedNames(
  document: OpenApiDocument,
  schema: JsonObject,
  names: JsonObject,
  place: string,
): ReadonlySet<string> {
  const required: unknown = schema['required'];
  const reserved = Object.entries(names).filter(([name, standing]) => {
    if (!Array.isArray(required) || !required.includes(name)) {
      throw fault(document, place, `x-standing is given for the required property ${name}, which is not in required`);
    }
    return reserves(document, standing, place);
  });
  return new Set(reserved.map(([name]) => name));
}

/** An error may rest on what is documented or on policy; everything else can only warn. */
function reserves(document: OpenApiDocument, standing: unknown, place: string): boolean {
  if (!STANDINGS.includes(standing as Standing)) {
    throw fault(document, place, `x-standing must be one of ${STANDINGS.join(', ')}, not ${JSON.stringify(standing)}`);
  }
  return standing !== 'documented' && standing !== 'policy';
}

/** Whether anything within a schema is reserved. */
export function holdsReservation(
  document: OpenApiDocument,
  schema: Located,
  visited: Set<string> = new Set(),
): boolean {
  const { node, place } = schema;
  if (visited.has(place)) return false;
  visited.add(place);
  if (Array.isArray(node)) {
    return node.some((member, index) =>
      holdsReservation(document, { node: member, place: below(place, index) }, visited),
    );
  }
  if (!isObject(node)) return false;
  if ('x-standing' in node) {
    const { whole, keywords, required } = reservationsOf(document, node, place);
    if (whole || keywords.size > 0 || required.size > 0) return true;
  }
  if ('$ref' in node) return holdsReservation(document, resolve(document, schema), visited);
  return Object.entries(node).some(
    ([name, member]) =>
      name !== 'x-standing' && holdsReservation(document, { node: member, place: below(place, name) }, visited),
  );
}
