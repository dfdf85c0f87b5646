import { isObject, type JsonObject } from './json-object.ts';
import type { Branches } from './branches.ts';
import { branchesOf } from './branches.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, fault, follow, resolve } from './openapi-document.ts';
import { regularExpression } from './patterns.ts';
import type { Reservations } from './standing.ts';
import { holdsReservation, reservationsOf } from './standing.ts';

export { regularExpression } from './patterns.ts';

/** Who sends the message: the client's requests lack read-only properties, the server's responses write-only ones. */
export type Direction = 'request' | 'response';

/** How much of a schema counts: what is documented, or all of it. */
export type Part = 'documented' | 'full';

/** How a schema is put to the validator. */
export interface Rendering {
  readonly direction: Direction;
  readonly part: Part;
}

/** The value of the `fits` keyword, which stands for `oneOf` and `anyOf`. */
export interface Fits {
  readonly choice: Branches;
  /** How to find the schema of each branch, in the part that is judged. */
  readonly ids: readonly string[];
  /** How to find it with all that counts. */
  readonly fullIds: readonly string[];
}

/** What rendering a schema takes beside the schema. */
export interface Scope {
  readonly document: OpenApiDocument;
  readonly rendering: Rendering;
  /** The formats that the validator knows. */
  readonly formats: ReadonlySet<string>;
  /** Takes a schema into the validator, unless it has it, and tells the name that a `$ref` can use. */
  readonly register: (schema: Located, rendering: Rendering, hidden?: ReadonlySet<string>) => string;
}

type Rendered = Record<string, unknown>;

const ANNOTATIONS = words(
  'title description default example examples externalDocs deprecated xml $comment $schema $defs contentMediaType contentEncoding',
);
/** Keywords that go to the validator as they stand. */
const PLAIN = words(
  'type enum multipleOf minimum maximum minLength maxLength minItems maxItems uniqueItems minProperties maxProperties',
);
/** Keywords that OpenAPI 3.1 adds, which go to the validator as they stand. */
const PLAIN_31 = new Set(['const', 'dependentRequired']);
/** Keywords that are honoured beside `$ref` too: a reader of the document would take null where it is said to be allowed. */
const FLAGS = new Set(['nullable', 'readOnly', 'writeOnly']);
/** Keywords that are handled together with another one. */
const COMPANIONS = new Set(['discriminator', 'exclusiveMinimum', 'exclusiveMaximum']);

/**
 * Renders a schema of an OpenAPI document for the validator, with OpenAPI's own keywords put into the terms of JSON Schema,
 * and what is reserved left out of the documented part.
 * Throws a ContractError with the place where a keyword would go unenforced.
 */
export function render(
  scope: Scope,
  { node: schema, place }: Located,
  hidden: ReadonlySet<string> = new Set(),
): Rendered | boolean {
  const { document, rendering } = scope;
  const modern = document.dialect === '3.1';
  if (modern && typeof schema === 'boolean') return schema;
  if (!isObject(schema)) throw fault(document, place, 'is not a schema');
  const reserved = reservationsOf(document, schema, place);
  const documented = rendering.part === 'documented';
  if (documented && reserved.whole) return {};

  const concealed = new Set([...hidden, ...hiddenNames(document, { node: schema, place }, rendering.direction)]);
  const sub = (node: unknown, ...path: (string | number)[]): Rendered | boolean =>
    render(scope, { node, place: below(place, ...path) });
  const out: Rendered = {};
  const all: unknown[] = [];

  for (const [keyword, value] of Object.entries(schema)) {
    if (documented && reserved.keywords.has(keyword)) continue;
    if (keyword.startsWith('x-') || ANNOTATIONS.has(keyword)) continue;
    if (FLAGS.has(keyword) && !(modern && keyword === 'nullable')) continue;
    if ('$ref' in schema && !modern && keyword !== '$ref') {
      throw fault(document, place, `${keyword} has no effect beside $ref in OpenAPI 3.0: put both into an allOf`);
    }
    if (COMPANIONS.has(keyword)) continue;
    if (PLAIN.has(keyword) || (modern && PLAIN_31.has(keyword))) {
      out[keyword] = value;
      continue;
    }
    switch (keyword) {
      case '$ref':
        // What it leads to may be a reference beside which something else is said.
        out['$ref'] = scope.register(target(document, { node: schema, place }), rendering);
        break;
      case 'format':
        if (!scope.formats.has(String(value))) throw fault(document, place, `the format ${String(value)} is unknown`);
        out['format'] = value;
        break;
      case 'pattern':
        checkPattern(document, place, String(value));
        out['pattern'] = value;
        break;
      case 'required':
        out['required'] = (value as readonly string[]).filter(
          (name) => !concealed.has(name) && !(documented && reserved.required.has(name)),
        );
        break;
      case 'properties':
        out['properties'] = Object.fromEntries(
          Object.entries(value as JsonObject).map(([name, node]) => [
            name,
            concealed.has(name) ? {} : sub(node, 'properties', name),
          ]),
        );
        break;
      case 'items':
        out['items'] = sub(value, 'items');
        break;
      case 'additionalProperties':
        out['additionalProperties'] = typeof value === 'boolean' ? value : sub(value, 'additionalProperties');
        break;
      case 'not':
        // To demand less of what must not be is to forbid more, so a `not` with a reservation inside is left out as a whole.
        if (!documented || !holdsReservation(document, { node: value, place: below(place, 'not') }))
          out['not'] = sub(value, 'not');
        break;
      case 'allOf':
        all.push(
          ...(value as readonly unknown[]).map((node, index) =>
            render(scope, { node, place: below(place, 'allOf', index) }, concealed),
          ),
        );
        break;
      case 'oneOf':
      case 'anyOf':
        all.push({ fits: fits(scope, { node: schema, place }, keyword, concealed) });
        break;
      case 'prefixItems':
        if (!modern) throw unenforced(document, place, keyword);
        out['prefixItems'] = (value as readonly unknown[]).map((node, index) => sub(node, 'prefixItems', index));
        break;
      case 'propertyNames':
        if (!modern) throw unenforced(document, place, keyword);
        out['propertyNames'] = sub(value, 'propertyNames');
        break;
      case 'patternProperties':
        if (!modern) throw unenforced(document, place, keyword);
        for (const pattern of Object.keys(value as JsonObject)) checkPattern(document, place, pattern);
        out['patternProperties'] = Object.fromEntries(
          Object.entries(value as JsonObject).map(([pattern, node]) => [
            pattern,
            sub(node, 'patternProperties', pattern),
          ]),
        );
        break;
      default:
        throw unenforced(document, place, keyword);
    }
  }
  if ('discriminator' in schema && !('oneOf' in schema) && !('anyOf' in schema)) {
    throw fault(
      document,
      place,
      'a discriminator is enforced only beside the oneOf or anyOf whose branches it chooses from',
    );
  }
  setExclusive(schema, out, documented ? reserved : undefined, modern);
  if (all.length > 0) out['allOf'] = all;
  return schema['nullable'] === true && !modern ? { if: { type: 'null' }, else: out } : out;
}

function target(document: OpenApiDocument, reference: Located): Located {
  const end = resolve(document, reference); // refuses a circle of references
  return follow(document, reference) ?? end;
}

function unenforced(document: OpenApiDocument, place: string, keyword: string): Error {
  return fault(
    document,
    place,
    `the keyword ${keyword} would not be enforced: express it otherwise, or rename it to x-${keyword}`,
  );
}

function checkPattern(document: OpenApiDocument, place: string, pattern: string): void {
  try {
    regularExpression(pattern);
  } catch (error) {
    throw fault(document, place, `the pattern ${pattern} is not a regular expression (${(error as Error).message})`);
  }
}

/** OpenAPI 3.0 has a flag beside the bound where JSON Schema has a bound of its own. */
function setExclusive(schema: JsonObject, out: Rendered, reserved: Reservations | undefined, modern: boolean): void {
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = schema[exclusive];
    if (value === undefined || reserved?.keywords.has(exclusive)) continue;
    if (modern) out[exclusive] = value;
    else if (value === true && inclusive in out) {
      out[exclusive] = out[inclusive];
      delete out[inclusive];
    }
  }
}

function fits(
  { document, rendering, register }: Scope,
  schema: Located<JsonObject>,
  keyword: 'oneOf' | 'anyOf',
  hidden: ReadonlySet<string>,
): Fits {
  const choice = branchesOf(document, schema, keyword);
  return {
    choice,
    ids: choice.branches.map((branch) => register(branch, rendering, hidden)),
    fullIds: choice.branches.map((branch) => register(branch, { ...rendering, part: 'full' }, hidden)),
  };
}

/** The properties of a schema that the direction does not carry, those of its `allOf` members included. */
function hiddenNames(
  document: OpenApiDocument,
  schema: Located<JsonObject>,
  direction: Direction,
): ReadonlySet<string> {
  const names = new Set<string>();
  const visited = new Set<string>();
  const visit = ({ node, place }: Located): void => {
    if (!isObject(node) || visited.has(place)) return;
    visited.add(place);
    for (const [name, property] of Object.entries(isObject(node['properties']) ? node['properties'] : {})) {
      if (isHidden(document, { node: property, place: below(place, 'properties', name) }, direction)) names.add(name);
    }
    const members = Array.isArray(node['allOf']) ? (node['allOf'] as unknown[]) : [];
    for (const [index, member] of members.entries()) {
      visit(resolve(document, { node: member, place: below(place, 'allOf', index) }));
    }
  };
  visit(schema);
  return names;
}

/** Whether a property is one that the direction does not carry. */
export function isHidden(document: OpenApiDocument, property: Located, direction: Direction): boolean {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  return [property, resolve(document, property)].some(({ node }) => isObject(node) && node[flag] === true);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
