import { isObject, type JsonObject } from './json-object.ts';
import { branchesOf, parts } from './branches.ts';
import { below, resolve, type Located, type OpenApiDocument } from './openapi-document.ts';

/**
 * Where a value has members that its schema does not name, each place once, for example `body/order/items[]/weight`. Nothing is
 * said of objects whose schema names no members at all, or that says that it takes others.
 */
export function unnamedMembers(
  document: OpenApiDocument,
  schema: Located,
  value: unknown,
  where: string,
): readonly string[] {
  const found = new Set<string>();
  // What is still to be looked at, the next last: a stack of our own, since whoever sends a value chooses how deep it goes.
  const open: (Part | string)[] = [{ layers: layersOf(document, [schema]), value, where }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') found.add(next);
    else open.push(...within(document, next).reverse());
  }
  return [...found];
}

/** A part of a value, and what its schema is made up of. */
interface Part {
  readonly layers: readonly Located<JsonObject>[];
  readonly value: unknown;
  readonly where: string;
}

/** The parts of a part that have schemas, and the places of those that have none. */
function within(document: OpenApiDocument, { layers, value, where }: Part): (Part | string)[] {
  if (layers.length === 0) return [];
  if (Array.isArray(value)) {
    const items = layersOf(document, membersNamed(layers, 'items'));
    return value.map((item: unknown) => ({ layers: items, value: item, where: `${where}[]` }));
  }
  if (!isObject(value) || layers.some(takesOthers)) return [];
  const named = layers.flatMap(({ node, place }) =>
    isObject(node['properties']) ? [{ node: node['properties'], place: below(place, 'properties') }] : [],
  );
  if (named.length === 0) return [];
  return Object.keys(value).map((name) => {
    const own = named.filter(({ node }) => Object.hasOwn(node, name));
    const at = `${where}/${name}`;
    return own.length === 0
      ? at
      : { layers: layersOf(document, membersNamed(own, name)), value: value[name], where: at };
  });
}

/** What was found of schemas of a document, by their places: every KCI is compared with the same few. */
const LAYERS = new WeakMap<JsonObject, Map<string, readonly Located<JsonObject>[]>>();

/** What schemas are made up of, in all their alternatives. */
function layersOf(document: OpenApiDocument, schemas: readonly Located[]): readonly Located<JsonObject>[] {
  const known = LAYERS.get(document.root) ?? new Map<string, readonly Located<JsonObject>[]>();
  LAYERS.set(document.root, known);
  const places = schemas.map(({ place }) => place).join('\n');
  const layers = known.get(places) ?? gathered(document, schemas, new Set());
  known.set(places, layers);
  return layers;
}

function gathered(
  document: OpenApiDocument,
  schemas: readonly Located[],
  seen: ReadonlySet<string>,
): readonly Located<JsonObject>[] {
  return schemas.flatMap((schema) => {
    const { place } = resolve(document, schema);
    if (seen.has(place)) return [];
    const known = new Set([...seen, place]);
    return parts(document, schema).flatMap((part) => [
      part,
      ...(['oneOf', 'anyOf'] as const).flatMap((keyword) =>
        gathered(document, branchesOf(document, part, keyword).branches, known),
      ),
    ]);
  });
}

function membersNamed(schemas: readonly Located<JsonObject>[], name: string): readonly Located[] {
  return schemas.flatMap(({ node, place }) => (name in node ? [{ node: node[name], place: below(place, name) }] : []));
}

function takesOthers({ node }: Located<JsonObject>): boolean {
  const others = node['additionalProperties'];
  return others === true || isObject(others) || 'patternProperties' in node;
}
