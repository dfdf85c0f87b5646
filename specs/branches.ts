import { isObject, type JsonObject } from './json-object.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, resolve } from './openapi-document.ts';
import type { Issue } from './explain.ts';
import { sameSpot } from './explain.ts';
import { describe, shown } from './describe.ts';
import { pointer } from './pointers.ts';

/** One of the alternatives of a `oneOf` or `anyOf`, with what tells it from the others. */
export interface Branch extends Located {
  /** Name of the schema, where it has one. */
  readonly name: string;
  /** The properties that only this branch requires, such as the wrapper key of a KCI. */
  readonly keys: readonly string[];
  /** The values of the tag that mean this branch. */
  readonly values: readonly unknown[];
}

/** The alternatives of a `oneOf` or `anyOf`. */
export interface Branches {
  readonly branches: readonly Branch[];
  /** The property whose value tells the branches apart, such as `orderType`. */
  readonly tag?: string;
  /** Whether the document says by a discriminator that the tag alone decides. */
  readonly decided: boolean;
}

/** Reads the alternatives under a keyword of a schema; an alternative that is nothing but alternatives counts as these. */
export function branchesOf(
  document: OpenApiDocument,
  schema: Located<JsonObject>,
  keyword: 'oneOf' | 'anyOf',
): Branches {
  const branches = alternatives(document, schema, keyword).map((branch) => ({
    ...branch,
    name: nameOf(branch),
    properties: propertiesOf(document, branch),
    required: requiredOf(document, branch),
  }));
  const discriminator = schema.node['discriminator'];
  const tag = isObject(discriminator) ? String(discriminator['propertyName']) : tagOf(branches);
  return {
    decided: isObject(discriminator),
    ...(tag === undefined ? {} : { tag }),
    branches: branches.map((branch) => ({
      node: branch.node,
      place: branch.place,
      name: branch.name,
      keys: branch.required.filter((key) =>
        branches.every((other) => other === branch || !other.required.includes(key)),
      ),
      values: isObject(discriminator)
        ? mappedValues(discriminator, branch)
        : tag === undefined
          ? []
          : (branch.properties.get(tag) ?? []),
    })),
  };
}

/** The index of the branch that a name means: the name of its schema (with or without Request or Response), or a value of the tag. */
export function namedBranch({ branches }: Branches, name: string): number | undefined {
  const index = [
    branches.findIndex((branch) => branch.name === name),
    branches.findIndex(({ values }) => values.includes(name)),
    branches.findIndex((branch) => stem(branch.name) === stem(name)),
  ].find((found) => found >= 0);
  return index;
}

function stem(name: string): string {
  return name.replace(/(Request|Response)$/, '');
}

/** The indices of the branches that a message can mean, by its tag, else by its wrapper key; undefined when nothing tells. */
export function meantBranches({ branches, tag, decided }: Branches, message: unknown): readonly number[] | undefined {
  if (branches.length === 1) return [0];
  if (!isObject(message)) return undefined;
  if (tag !== undefined && message[tag] !== undefined) {
    const tagged = indices(branches, ({ values }) => values.includes(message[tag]));
    return tagged ?? (decided ? undefined : indices(branches, ({ values }) => values.length === 0));
  }
  if (decided || branches.every(({ keys }) => keys.length === 0)) return undefined;
  return (
    indices(branches, ({ keys }) => keys.some((key) => message[key] !== undefined)) ??
    indices(branches, ({ keys }) => keys.length === 0)
  );
}

function indices(branches: readonly Branch[], wanted: (branch: Branch) => boolean): readonly number[] | undefined {
  const found = branches.flatMap((branch, index) => (wanted(branch) ? [index] : []));
  return found.length > 0 ? found : undefined;
}

/** What to say of a message when each of the possible branches has issues: those of the branch that comes nearest. */
export function nearest(issues: readonly (readonly Issue[])[]): readonly Issue[] {
  const fewest = Math.min(...issues.map(({ length }) => length));
  const [first = [], ...others] = issues.filter(({ length }) => length === fewest);
  const only = first[0];
  // Alternatives for one value, such as a pattern or a fixed word, are told together.
  if (fewest === 1 && only && others.every(([other]) => other && sameSpot(only, other))) {
    const phrases = new Set([only, ...others.flat()].map(({ expected }) => expected));
    return [{ ...only, expected: [...phrases].join(', or ') }];
  }
  return first;
}

/** What to say of a message of which nothing tells what it is meant to be: what every branch objects to, and what would tell. */
export function undecided(
  choice: Branches,
  message: unknown,
  path: string,
  issues: readonly (readonly Issue[])[],
): readonly Issue[] {
  const [first = [], ...others] = issues;
  const common = first.filter((issue) =>
    others.every((list) => list.some((other) => sameSpot(issue, other) && issue.expected === other.expected)),
  );
  if (issues.some(({ length }) => length === common.length)) return common;
  const telling = tellingApart(choice, message, path);
  if (!telling) return nearest(issues);
  return [...common.filter((issue) => !sameSpot(issue, telling)), telling];
}

function tellingApart({ branches, tag }: Branches, message: unknown, path: string): Issue | undefined {
  if (tag !== undefined) {
    const values = describe({ enum: branches.flatMap((branch) => branch.values) });
    const value = isObject(message) ? message[tag] : undefined;
    const place = { path: pointer(path, tag), actual: shown(value) };
    return value === undefined
      ? { ...place, aspect: 'missing', expected: `required property ${tag}, ${values}` }
      : { ...place, aspect: 'value', expected: values };
  }
  const keys = branches.map((branch) => branch.keys.join(' with ')).filter((text) => text !== '');
  if (keys.length === 0) return undefined;
  return { path, aspect: 'kind', expected: `one of ${keys.join(', ')}`, actual: 'missing' };
}

function alternatives(
  document: OpenApiDocument,
  schema: Located<JsonObject>,
  keyword: 'oneOf' | 'anyOf',
  around: readonly string[] = [],
): readonly Located[] {
  const list = schema.node[keyword];
  return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((node, index): readonly Located[] => {
    const branch = { node, place: below(schema.place, keyword, index) };
    const { node: target, place } = resolve(document, branch);
    // A reservation, a discriminator or a further constraint would be lost with the level, so the level stays then.
    const nested = isObject(target) ? (['oneOf', 'anyOf'] as const).find((name) => onlyHas(target, name)) : undefined;
    const reserved = isObject(node) && 'x-standing' in node;
    if (!nested || reserved) return [branch];
    // An alternative to itself adds nothing.
    if ([schema.place, ...around].includes(place)) return [];
    return alternatives(document, { node: target as JsonObject, place }, nested, [schema.place, ...around]);
  });
}

function onlyHas(schema: JsonObject, keyword: string): boolean {
  return keyword in schema && Object.keys(schema).every((name) => [keyword, 'title', 'description'].includes(name));
}

function nameOf({ node }: Located): string {
  if (!isObject(node)) return '';
  const reference = node['$ref'];
  if (typeof reference === 'string') return reference.slice(reference.lastIndexOf('/') + 1);
  return typeof node['title'] === 'string' ? node['title'] : '';
}

/** The schemas that together make up another: what it refers to, and the members of its `allOf`. */
export function parts(
  document: OpenApiDocument,
  branch: Located,
  seen: ReadonlySet<string> = new Set(),
): readonly Located<JsonObject>[] {
  const { node, place } = resolve(document, branch);
  if (!isObject(node) || seen.has(place)) return [];
  const members = Array.isArray(node['allOf']) ? (node['allOf'] as unknown[]) : [];
  const known = new Set([...seen, place]);
  return [
    { node, place },
    ...members.flatMap((member, index) =>
      parts(document, { node: member, place: below(place, 'allOf', index) }, known),
    ),
  ];
}

function requiredOf(document: OpenApiDocument, branch: Located): readonly string[] {
  const names = parts(document, branch).flatMap(({ node }) =>
    Array.isArray(node['required']) ? node['required'].map(String) : [],
  );
  return [...new Set(names)];
}

/** The listed values of each property of a branch that has a closed list of values. */
function propertiesOf(document: OpenApiDocument, branch: Located): ReadonlyMap<string, readonly unknown[]> {
  const values = new Map<string, readonly unknown[]>();
  for (const { node, place } of parts(document, branch)) {
    if (!isObject(node['properties'])) continue;
    for (const [name, property] of Object.entries(node['properties'])) {
      for (const part of parts(document, { node: property, place: below(place, 'properties', name) })) {
        const list = 'const' in part.node ? [part.node['const']] : part.node['enum'];
        if (Array.isArray(list)) values.set(name, list as unknown[]);
      }
    }
  }
  return values;
}

/**
 * The property that tells branches apart: each branch has its own values for it. One branch may leave it open, if the others
 * allow a single value each.
 */
function tagOf(
  branches: readonly { readonly properties: ReadonlyMap<string, readonly unknown[]> }[],
): string | undefined {
  if (branches.length < 2) return undefined;
  const names = new Set(branches.flatMap(({ properties }) => [...properties.keys()]));
  return [...names].find((name) => {
    const lists = branches.flatMap(({ properties }) => {
      const list = properties.get(name);
      return list ? [list] : [];
    });
    const values = lists.flat();
    if (new Set(values).size !== values.length) return false;
    return (
      lists.length === branches.length ||
      (lists.length === branches.length - 1 && lists.every((list) => list.length === 1))
    );
  });
}

function mappedValues(discriminator: JsonObject, branch: Located & { readonly name: string }): readonly unknown[] {
  const reference = isObject(branch.node) ? branch.node['$ref'] : undefined;
  const mapping = isObject(discriminator['mapping']) ? Object.entries(discriminator['mapping']) : [];
  const mapped = mapping.filter(([, target]) => target === reference || target === branch.name).map(([value]) => value);
  return branch.name === '' ? mapped : [...new Set([...mapped, branch.name])];
}

/** The properties of which each is required by one branch of a message only: the wrapper keys of a KCI. */
export function tellingKeys(document: OpenApiDocument, schema: Located): readonly string[] {
  return parts(document, schema).flatMap((part) =>
    (['oneOf', 'anyOf'] as const).flatMap((keyword) =>
      branchesOf(document, part, keyword).branches.flatMap(({ keys }) => keys),
    ),
  );
}
