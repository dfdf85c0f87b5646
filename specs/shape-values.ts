import type { OpenApiDocument } from './openapi-document.ts';
import { below, isObject, resolve } from './openapi-document.ts';
import { regularExpression } from './patterns.ts';
import type { Part } from './shape-parts.ts';
import { given, greatest, least, limitsOf, listOf, typesOf, valuesOf } from './shape-parts.ts';
import type { Limit, NumberShape, TextShape } from './shapes.ts';
import { holdsReservation } from './standing.ts';

type Text = Omit<TextShape, 'kind' | 'sure' | 'nullable'>;

/** What parts say of a text. */
export function textOf(document: OpenApiDocument, parts: readonly Part[]): Text {
  const formats = texts(parts, 'format').filter(({ value }) => !(value in NUMBER_FORMATS));
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
      !(minLength && counts(minLength) && [...word].length < minLength.value) &&
      !(maxLength && counts(maxLength) && [...word].length > maxLength.value),
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

const GREATEST_INT32 = 2 ** 31 - 1;

/** The formats of numbers, with the greatest value where they have one. */
const NUMBER_FORMATS: Readonly<Record<string, { readonly whole: boolean; readonly greatest?: number }>> = {
  int32: { whole: true, greatest: GREATEST_INT32 },
  int64: { whole: true },
  float: { whole: false },
  double: { whole: false },
};

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
    texts(parts, 'format').some((limit) => counts(limit) && NUMBER_FORMATS[limit.value]?.whole === true)
  );
}

function bounds(
  document: OpenApiDocument,
  parts: readonly Part[],
  end: 'minimum' | 'maximum',
  whole: boolean,
): readonly Limit<number>[] {
  const [inward, extreme] = end === 'minimum' ? [1, Math.min] : [-1, Math.max];
  const inclusive = ({ value, sure }: Limit<number>): Limit<number> => ({
    value: whole ? inward * Math.ceil(inward * value) + 0 : value, // never a negative zero
    sure,
  });
  // The value next to an exclusive bound exists for whole numbers alone.
  const exclusive = ({ value, sure }: Limit<number>): readonly Limit<number>[] =>
    whole ? [{ value: inward * (Math.floor(inward * value) + 1) + 0, sure }] : [];

  return parts.flatMap((part) => {
    const { node, reserves } = part;
    const beyond = end === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
    const [bound, flag] = [node[end], node[beyond]];
    const sure = !reserves(beyond);
    const limits: Limit<number>[] = [];
    if (typeof bound === 'number') {
      const limit = { value: bound, sure: !reserves(end) };
      if (flag !== true || document.dialect === '3.1') limits.push(inclusive(limit));
      else limits.push(...exclusive({ value: bound, sure: limit.sure && sure }));
    }
    if (typeof flag === 'number') limits.push(...exclusive({ value: flag, sure }));
    for (const list of valuesOf(part)) {
      const numbers = list.value.filter((value) => typeof value === 'number');
      if (numbers.length > 0) limits.push({ value: extreme(...numbers), sure: list.sure });
    }
    const format = NUMBER_FORMATS[String(node['format'])]?.greatest;
    if (format !== undefined)
      limits.push({ value: -inward * format - (inward > 0 ? 1 : 0), sure: !reserves('format') });
    return limits;
  });
}
