import { isObject } from './json-object.ts';
import { TELLTALES } from './describe.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below } from './openapi-document.ts';
import { isHidden } from './openapi-schema.ts';
import { eitherOf } from './shape-alternatives.ts';
import type { Claim, Demands, Part, Type } from './shape-parts.ts';
import {
  demandsOf,
  given,
  greatest,
  least,
  limitsOf,
  listOf,
  namesNull,
  TYPES,
  typesOf,
  valuesOf,
  withBranch,
} from './shape-parts.ts';
import { numberOf, textOf } from './shape-values.ts';
import type { ListShape, Member, OpenShape, Shape } from './shapes.ts';

/** How many levels of lists and objects are followed at most: a schema can contain itself. */
const MOST_LEVELS = 12;
/** How many shapes one value may hold: where there are more, fewer levels are followed. */
const MOST_SHAPES = 3000;
/** How many combinations of branches of one value are looked at: where there are more, some alternatives are left out of account. */
const MOST_COMBINATIONS = 128;

const OPEN: OpenShape = { kind: 'open', sure: false, nullable: false };

/** What a request may hold where a schema stands. What cannot be generated from is open, and so is what lies too deep. */
export function readShape(document: OpenApiDocument, { node, place }: Located, reserved: boolean): Shape {
  const claim: Claim = { node, place, reserved, exempt: false };
  for (let levels = MOST_LEVELS; levels > 0; levels -= 1) {
    const reading: Reading = { document, levels, made: 0 };
    const shape = shapeOf(reading, [claim], []) ?? OPEN;
    if (reading.made <= MOST_SHAPES) return shape;
  }
  return OPEN;
}

interface Reading {
  readonly document: OpenApiDocument;
  readonly levels: number;
  /** How many shapes were made so far. */
  made: number;
}

/** The places of the schemas of each value that is around a value, from the outermost. */
type Around = readonly ReadonlySet<string>[];

/** What a value is that meets all claims; undefined where there is no such value. */
function shapeOf(reading: Reading, claims: readonly Claim[], around: Around): Shape | undefined {
  reading.made += 1;
  if (around.length > reading.levels || reading.made > MOST_SHAPES) return OPEN;
  const demands = demandsOf(reading.document, claims);
  // A schema within itself is followed once.
  if (demands.parts.some(({ place }) => around.filter((places) => places.has(place)).length > 1)) return OPEN;
  return chosen(reading, demands, around, new Set(), 1);
}

/** The shape with one branch after the other of the first choice that is left, and then either of these. */
function chosen(
  reading: Reading,
  demands: Demands,
  around: Around,
  made: ReadonlySet<string>,
  combinations: number,
): Shape | undefined {
  if (demands.never) return demands.never.sure ? undefined : OPEN;
  const [choice, branches] = [...demands.choices].find(([key]) => !made.has(key)) ?? [];
  if (choice === undefined || !branches) return plainShape(reading, demands.parts, around);
  const now = new Set([...made, choice]);
  const more = combinations * branches.length;
  if (more > MOST_COMBINATIONS) return chosen(reading, demands, around, now, combinations);
  const shapes = branches.map((branch) =>
    chosen(reading, withBranch(reading.document, demands, branch), around, now, more),
  );
  return eitherOf(shapes.filter((shape) => shape !== undefined));
}

const KINDS: Readonly<Partial<Record<Type, Shape['kind']>>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'truth',
  array: 'list',
  object: 'object',
};

function kindsOf(types: ReadonlySet<Type>): readonly Shape['kind'][] {
  return [...new Set([...types].flatMap((type) => KINDS[type] ?? []))];
}

function plainShape(reading: Reading, parts: readonly Part[], around: Around): Shape | undefined {
  const full = typesOf(parts, 'full');
  const documented = typesOf(parts, 'documented');
  if (full.size === 0) return documented.size === 0 ? undefined : OPEN;

  const kinds = full.size < TYPES.length ? kindsOf(full) : toldKinds(parts);
  const kind = kinds.length === 1 ? (kinds[0] ?? 'open') : 'open';
  const documentedKinds = kindsOf(documented);
  const sure =
    kind === 'open' ? documented.size < TYPES.length : documentedKinds.length === 1 && documentedKinds[0] === kind;
  // That a value is of no named type does not mean that null would be welcome.
  const nullable = (full.has('null') && namesNull(parts)) || (sure && documented.has('null'));
  const inner = [...around, new Set(parts.map(({ place }) => place))];

  switch (kind) {
    case 'text': {
      const text = textOf(reading.document, parts);
      return text.words?.value.length === 0 ? OPEN : { kind, sure, nullable, ...text };
    }
    case 'number': {
      const { wholeForSure, ...number } = numberOf(reading.document, parts);
      return { kind, sure: sure && (wholeForSure || !number.whole), nullable, ...number };
    }
    case 'truth':
      return { kind, sure, nullable };
    case 'list':
      if (parts.some((part) => valuesOf(part).length > 0)) break;
      return { kind, sure, nullable, ...listShape(reading, parts, inner) };
    case 'object':
      if (parts.some((part) => valuesOf(part).length > 0)) break;
      return { kind, sure, nullable, members: membersOf(reading, parts, inner) };
    case 'open':
  }
  return { kind: 'open', sure, nullable };
}

/** What a value of which no type is named must be for its keywords to have a meaning. */
function toldKinds(parts: readonly Part[]): readonly Shape['kind'][] {
  const types = TYPES.filter((type) => TELLTALES[type]?.some((keyword) => parts.some(({ node }) => keyword in node)));
  return kindsOf(new Set(types));
}

function listShape(
  reading: Reading,
  parts: readonly Part[],
  around: Around,
): Pick<ListShape, 'items' | 'minItems' | 'maxItems'> {
  const items = parts.flatMap(({ node, place, reserves }) =>
    'items' in node
      ? [{ node: node['items'], place: below(place, 'items'), reserved: reserves('items'), exempt: false }]
      : [],
  );
  // Where the first items have schemas of their own, there is not one shape for all.
  const uniform = !parts.some(({ node }) => 'prefixItems' in node);
  return {
    items: (uniform ? shapeOf(reading, items, around) : undefined) ?? OPEN,
    ...given('minItems', greatest(limitsOf(parts, 'minItems'))),
    ...given('maxItems', least(limitsOf(parts, 'maxItems'))),
  };
}

function membersOf(reading: Reading, parts: readonly Part[], around: Around): readonly Member[] {
  const claims = new Map<string, readonly Claim[]>();
  const mandatory = new Map<string, Member['mandatory']>();
  const hidden = new Set<string>();
  for (const { node, place, reserved, reserves, reservedNames } of parts) {
    for (const [name, schema] of Object.entries(isObject(node['properties']) ? node['properties'] : {})) {
      const property = { node: schema, place: below(place, 'properties', name) };
      if (isHidden(reading.document, property, 'request')) hidden.add(name);
      claims.set(name, [...(claims.get(name) ?? []), { ...property, reserved, exempt: false }]);
    }
    for (const name of listOf(node['required']).map(String)) {
      const documented = !reserves('required') && !reservedNames.has(name);
      if (documented || !mandatory.has(name)) mandatory.set(name, documented ? 'documented' : 'reserved');
    }
  }
  const names = new Set([...claims.keys(), ...mandatory.keys()]);
  return [...names].flatMap((name): readonly Member[] => {
    if (hidden.has(name)) return [];
    const shape = shapeOf(reading, claims.get(name) ?? [], around);
    return shape ? [{ name, shape, mandatory: mandatory.get(name) ?? 'no' }] : [];
  });
}
