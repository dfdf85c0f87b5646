import { isObject, type JsonObject } from './json-object.ts';
import { branchesOf } from './branches.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, follow } from './openapi-document.ts';
import type { Limit } from './shapes.ts';
import { reservationsOf } from './standing.ts';

/** A schema that a value has to meet, with what is said around it. */
export interface Claim extends Located {
  /** Whether it stands within something that is less than certain. */
  readonly reserved: boolean;
  /** Whether null passes whatever it says. */
  readonly exempt: boolean;
}

/** What one schema object says itself; the schemas that it refers to or combines are parts of their own. */
export interface Part extends Claim {
  readonly node: JsonObject;
  /** Whether what it says by a keyword is less than certain. */
  readonly reserves: (keyword: string) => boolean;
  /** Names in `required` whose being required is less than certain. */
  readonly reservedNames: ReadonlySet<string>;
}

/** All that a value has to meet at once. */
export interface Demands {
  readonly parts: readonly Part[];
  /** The claims of the branches of each `oneOf` and `anyOf`, by its place: one of the branches has to be met. */
  readonly choices: ReadonlyMap<string, readonly Claim[]>;
  /** Set where no value at all will do: whether that is documented. */
  readonly never?: Pick<Limit<true>, 'sure'>;
}

/** What schemas demand together, with what they refer to and the members of their `allOf`. */
export function demandsOf(document: OpenApiDocument, claims: readonly Claim[]): Demands {
  const parts = new Map<string, Part>();
  const choices = new Map<string, readonly Claim[]>();
  const refusals: Claim[] = [];
  const visit = (claim: Claim): void => {
    const { node, place } = claim;
    if (node === false) refusals.push(claim);
    const key = `${claim.reserved} ${claim.exempt} ${place}`;
    if (!isObject(node) || parts.has(key)) return;
    const part = partOf(document, { ...claim, node });
    parts.set(key, part);
    const inner = (keyword: string, schema: Located): Claim => ({
      ...schema,
      reserved: part.reserves(keyword),
      exempt: part.exempt,
    });
    const target = follow(document, { node, place });
    if (target) visit(inner('$ref', target));
    for (const [index, member] of listOf(node['allOf']).entries())
      visit(inner('allOf', { node: member, place: below(place, 'allOf', index) }));
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      if (!(keyword in node)) continue;
      const { branches } = branchesOf(document, { node, place }, keyword);
      const claimed = branches.map((branch) => inner(keyword, { node: branch.node, place: branch.place }));
      choices.set(`${key}/${keyword}`, claimed);
    }
  };
  for (const claim of claims) visit(claim);
  const never = refusals.length > 0 ? { never: { sure: refusals.some(({ reserved }) => !reserved) } } : {};
  return { parts: [...parts.values()], choices, ...never };
}

function partOf(document: OpenApiDocument, claim: Claim & { readonly node: JsonObject }): Part {
  const { node, place } = claim;
  const standing = reservationsOf(document, node, place);
  const reserved = claim.reserved || standing.whole;
  return {
    node,
    place,
    reserved,
    exempt: claim.exempt || (node['nullable'] === true && document.dialect === '3.0'),
    reserves: (keyword) => reserved || standing.keywords.has(keyword),
    reservedNames: standing.required,
  };
}

/** What is demanded where a branch has to be met as well. */
export function withBranch(document: OpenApiDocument, demands: Demands, branch: Claim): Demands {
  const more = demandsOf(document, [branch]);
  return {
    parts: [...demands.parts, ...more.parts],
    choices: new Map([...demands.choices, ...more.choices]),
    ...given('never', more.never ?? demands.never),
  };
}

/** All types of JSON values, where the integers are told from the other numbers. */
export const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;
/** A type of JSON values. */
export type Type = (typeof TYPES)[number];

/** The types that a value may have by all of some parts, or by what is documented of them. */
export function typesOf(parts: readonly Part[], which: 'documented' | 'full'): ReadonlySet<Type> {
  let types: readonly Type[] = TYPES;
  for (const part of parts) {
    const { node, exempt, reserves } = part;
    const lists: (readonly Type[])[] = [];
    if ('type' in node && (which === 'full' || !reserves('type'))) lists.push(namedTypes(node));
    for (const { value, sure } of valuesOf(part)) {
      if (which === 'full' || sure) lists.push(value.flatMap(typesOfValue));
    }
    for (const list of lists) types = types.filter((type) => list.includes(type) || (exempt && type === 'null'));
  }
  return new Set(types);
}

/** Whether some part says that the value may be null, rather than merely not forbidding it. */
export function namesNull(parts: readonly Part[]): boolean {
  return parts.some(
    (part) =>
      part.exempt || namedTypes(part.node).includes('null') || valuesOf(part).some(({ value }) => value.includes(null)),
  );
}

function namedTypes({ type }: JsonObject): readonly Type[] {
  const named = TYPES.filter((name) => (Array.isArray(type) ? type.includes(name) : type === name));
  return named.includes('number') ? [...named, 'integer'] : named;
}

function typesOfValue(value: unknown): readonly Type[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return [Number.isInteger(value) ? 'integer' : 'number'];
  return TYPES.filter((type) => type === typeof value);
}

/** The closed lists of values that a part has by `enum` and `const`. */
export function valuesOf({ node, reserves }: Part): readonly Limit<readonly unknown[]>[] {
  return [
    ...(Array.isArray(node['enum']) ? [{ value: node['enum'] as readonly unknown[], sure: !reserves('enum') }] : []),
    ...('const' in node ? [{ value: [node['const']], sure: !reserves('const') }] : []),
  ];
}

/** The limits that parts set by a keyword whose value is a number. */
export function limitsOf(parts: readonly Part[], keyword: string): readonly Limit<number>[] {
  return parts.flatMap(({ node, reserves }) => {
    const value = node[keyword];
    return typeof value === 'number' ? [{ value, sure: !reserves(keyword) }] : [];
  });
}

/** The greatest of several least values. */
export function greatest(limits: readonly Limit<number>[]): Limit<number> | undefined {
  return limits.toSorted((one, other) => other.value - one.value || Number(other.sure) - Number(one.sure))[0];
}

/** The least of several greatest values. */
export function least(limits: readonly Limit<number>[]): Limit<number> | undefined {
  return limits.toSorted((one, other) => one.value - other.value || Number(other.sure) - Number(one.sure))[0];
}

/** An optional member with the value, or none where there is no value. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: Value });
}

/** A value as a list; an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
