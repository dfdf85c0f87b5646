import { isObject } from './json-object.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { below, resolve } from './openapi-document.ts';
import { regularExpression } from './patterns.ts';
import type { Part } from './shape-parts.ts';
import { given, greatest, least, limitsOf, listOf, typesOf, valuesOf } from './shape-parts.ts';
import type { Limit, NumberShape, TextShape } from './shapes.ts';
import { holdsReservation } from './standing.ts';

type Text = Omit<TextShape, 'kind' | 'sure' | 'nullable'>;

/** What parts say of a text. */
export function textOf(document: OpenApiDocument, parts: readonly Part[]): Text {
  const formats = texts(parts, 'format').filter(({ value }) => !NUMBER_FORMATS.has(value));
  const limits: Text = {
    ...given('minLength', greatest(limitsOf(parts, 'minLength'))),
    ...given('maxLength', least(limitsOf(parts, 'maxLength'))),
    ...given('format', formats.find(({ sure }) => sure) ?? formats[0]),
    patterns: distinct(texts(parts, 'pattern')),
  };
  const full = wordsOf(document, parts, limits, 'full');
  const documented = wordsOf(document, parts, limits, 'documented');
  const words = full && { value: full, sure: documented?.length === full.length };
  const example = parts
    .flatMap(({ node }) => [node['example'], listOf(node['examples'])[0]])
    .find((value) => typeof value === 'string');
  return { ...limits, ...given('words', words), ...given('example', example) };
}

/** The listed texts that meet all else that is said, by all of it or by what is documented. */
function wordsOf(
  document: OpenApiDocument,
  parts: readonly Part[],
  { minLength, maxLength, patterns }: Text,
  which: 'documented' | 'full',
): readonly string[] | undefined {
  const counts = (limit: Limit<unknown> | undefined): boolean =>
    limit !== undefined && (which === 'full' || limit.sure);
  const [first, ...others] = parts.flatMap(valuesOf).filter(counts);
  if (!first) return undefined;
  const forbidden = forbiddenValues(document, parts).filter(counts);
  const words = first.value.filter(
    (word): word is string =>
      typeof word === 'string' &&
      others.every(({ value }) => value.includes(word)) &&
      forbidden.every(({ value }) => !value.includes(word)) &&
      patterns.filter(counts).every(({ value }) => regularExpression(value).test(word)) &&
      !(minLength && counts(minLength) && Array.from(word).length < minLength.value) &&
      !(maxLength && counts(maxLength) && Array.from(word).length > maxLength.value),
  );
  return [...new Set(words)];
}

/** The values that parts rule out by a `not` that lists them. */
function forbiddenValues(document: OpenApiDocument, parts: readonly Part[]): readonly Limit<readonly unknown[]>[] {
  return parts.flatMap(({ node, place, reserves }) => {
    const not = { node: node['not'], place: below(place, 'not') };
    const target = 'not' in node ? resolve(document, not).node : undefined;
    if (!isObject(target)) return [];
    const value = 'const' in target ? [target['const']] : target['enum'];
    const sure = !reserves('not') && !holdsReservation(document, not);
    return Array.isArray(value) ? [{ value: value as readonly unknown[], sure }] : [];
  });
}

function texts(parts: readonly Part[], keyword: string): readonly Limit<string>[] {
  return parts.flatMap(({ node, reserves }) => {
    const value = node[keyword];
    return typeof value === 'string' ? [{ value, sure: !reserves(keyword) }] : [];
  });
}

function distinct(limits: readonly Limit<string>[]): readonly Limit<string>[] {
  return [...new Set(limits.map(({ value }) => value))].map((value) => ({
    value,
    sure: limits.some((limit) => limit.sure && limit.value === value),
  }));
}

/** What the formats of numbers say. */
const NUMBER_FORMATS: ReadonlyMap<string, Pick<NumberShape, 'whole'> & { readonly [End in Bound]?: number }> = new Map([
  ['int32', { whole: true, minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }],
  ['int64', { whole: true }],
  ['float', { whole: false }],
  ['double', { whole: false }],
]);

type Bound = 'minimum' | 'maximum';

type NumberLimits = Omit<NumberShape, 'kind' | 'sure' | 'nullable'>;

/** What parts say of a number, and whether it is documented that it has to be whole. */
export function numberOf(
  document: OpenApiDocument,
  parts: readonly Part[],
): NumberLimits & { readonly wholeForSure: boolean } {
  const whole = isWhole(parts, 'full');
  return {
    whole,
    wholeForSure: isWhole(parts, 'documented'),
    ...given('minimum', greatest(bounds(document, parts, 'minimum', whole))),
    ...given('maximum', least(bounds(document, parts, 'maximum', whole))),
  };
}

function isWhole(parts: readonly Part[], which: 'documented' | 'full'): boolean {
  if (!typesOf(parts, which).has('number')) return true;
  const counts = ({ sure }: Limit<unknown>): boolean => which === 'full' || sure;
  return (
    limitsOf(parts, 'multipleOf').some((limit) => counts(limit) && Number.isInteger(limit.value)) ||
    texts(parts, 'format').some((limit) => counts(limit) && NUMBER_FORMATS.get(limit.value)?.whole === true)
  );
}

/** The least or the greatest values that parts name, each as one that is itself allowed. */
function bounds(
  document: OpenApiDocument,
  parts: readonly Part[],
  end: Bound,
  whole: boolean,
): readonly Limit<number>[] {
  const beyond = end === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const extreme = end === 'minimum' ? Math.min : Math.max;
  return parts.flatMap((part): readonly Limit<number>[] => {
    const { node, reserves } = part;
    const limits: Limit<number>[] = [];
    const add = (value: number | undefined, ...keywords: readonly string[]): void => {
      if (value !== undefined) limits.push({ value, sure: !keywords.some(reserves) });
    };
    const [bound, exclusive] = [node[end], node[beyond]];
    if (typeof bound === 'number') {
      if (exclusive === true && document.dialect === '3.0') add(next(bound, end, whole), end, beyond);
      else add(whole ? rounded(bound, end) : bound, end);
    }
    if (typeof exclusive === 'number') add(next(exclusive, end, whole), beyond);
    add(NUMBER_FORMATS.get(String(node['format']))?.[end], 'format');
    for (const { value, sure } of valuesOf(part)) {
      const numbers = value.filter((listed) => typeof listed === 'number');
      if (numbers.length > 0) limits.push({ value: extreme(...numbers), sure });
    }
    return limits;
  });
}

/** The whole number next to an exclusive bound; of other numbers, none is next. */
function next(bound: number, end: Bound, whole: boolean): number | undefined {
  if (!whole) return undefined;
  return end === 'minimum' ? Math.floor(bound) + 1 : Math.ceil(bound) - 1;
}

/** The outermost whole number within a bound. */
function rounded(bound: number, end: Bound): number {
  const value = end === 'minimum' ? Math.ceil(bound) : Math.floor(bound);
  return value === 0 ? 0 : value; // never a negative zero
}
