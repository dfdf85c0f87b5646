import type { Fault } from '../../specs/faults.ts';
import { regularExpression } from '../../specs/openapi-schema.ts';
import { tokensOf } from '../../specs/pointers.ts';
import {
  shapeAt,
  type ListShape,
  type NumberShape,
  type RequestShape,
  type Shape,
  type TextShape,
} from '../../specs/shapes.ts';
import type { Call } from '../journey.ts';
import { valueAt, withoutValueAt, withValueAt } from './places.ts';
import type { Draft } from './target.ts';
import { fits } from './texts.ts';

/** A request as it is written down for a call. */
export type Written = Pick<Call, 'path' | 'query' | 'body' | 'rawBody' | 'contentType' | 'without'>;

/** Writes a request down. */
export function written(draft: Draft, shape: RequestShape): Written {
  const query = Object.entries(draft.query ?? {}).map(([name, value]) => [name, inQuery(name, value, shape)] as const);
  return {
    ...(draft.path === undefined ? {} : { path: draft.path }),
    ...(query.length === 0 ? {} : { query: Object.fromEntries(query) }),
    ...(draft.body === undefined ? {} : { body: draft.body }),
  };
}

function inQuery(name: string, value: unknown, { query }: RequestShape): string | readonly string[] {
  const member = query.find((known) => known.name === name);
  if (member?.form === 'json') return JSON.stringify(value);
  const texts = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(asText);
  // A list of no items cannot be written in a query: it becomes one of an empty text.
  if (Array.isArray(value) && member?.joined) return texts.join(',');
  return texts.length === 0 ? '' : texts.length === 1 ? (texts[0] ?? '') : texts;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The same request with a fault; undefined where it holds nothing that could have it. */
export function broken(draft: Draft, fault: Fault, shape: RequestShape): Written | undefined {
  const { kind, where } = fault;
  const whole = written(draft, shape);
  const { body: _, ...withoutBody } = whole;
  const before = valueAt(draft, where);
  const withValue = (value: unknown) => written(withValueAt(draft, where, value), shape);
  switch (kind) {
    case 'missing-header':
      return { ...whole, without: [nameIn(where)] };
    case 'broken-json':
      return draft.body && { ...withoutBody, rawBody: JSON.stringify(draft.body).slice(0, -1) };
    case 'empty-body':
      return draft.body && { ...withoutBody, rawBody: '' };
    case 'not-an-object':
      return draft.body && { ...withoutBody, rawBody: JSON.stringify('none') };
    case 'media-type':
      return draft.body && { ...whole, contentType: 'text/plain' };
    default:
  }
  if (before === undefined) return undefined;
  switch (kind) {
    case 'missing':
      return written(withoutValueAt(draft, where), shape);
    case 'null':
      return withValue(null);
    case 'bad-query-json':
      return { ...whole, query: { ...whole.query, [nameIn(where)]: JSON.stringify(before).slice(0, -1) } };
    default: {
      const value = wrongValue(kind, shapeAt(shape, where), before, isPlainQuery(where, shape));
      return value === undefined ? undefined : withValue(value);
    }
  }
}

/** The name of the header or query parameter at a place. */
function nameIn(where: string): string {
  return tokensOf(where)[1] ?? '';
}

/** Whether a place is in a query parameter that is no JSON. */
function isPlainQuery(where: string, { query }: RequestShape): boolean {
  const [part, name] = tokensOf(where);
  return part === 'query' && query.some((member) => member.name === name && member.form !== 'json');
}

/** The value that has the fault, in place of a right one. */
function wrongValue(kind: Fault['kind'], shape: Shape | undefined, before: unknown, isPlain: boolean): unknown {
  if (kind === 'wrong-type') return isPlain || takesObjects(shape) ? 'none' : { unexpected: true };
  if (kind === 'quoted') return typeof before === 'number' || typeof before === 'boolean' ? `${before}` : undefined;
  if (shape?.kind === 'text' && typeof before === 'string') return wrongText(kind, shape, before);
  if (shape?.kind === 'number' && typeof before === 'number') return wrongNumber(kind, shape, before);
  if (shape?.kind === 'list' && Array.isArray(before)) return wrongList(kind, shape, before as readonly unknown[]);
  return undefined;
}

/** Whether an object might be taken for the right value, by a reader that takes one item for a list too. */
function takesObjects(shape: Shape | undefined): boolean {
  return shape?.kind === 'object' || (shape?.kind === 'list' && shape.items.kind === 'object');
}

function wrongText(kind: Fault['kind'], shape: TextShape, before: string): string | undefined {
  const { minLength, maxLength, words, patterns, ...rest } = shape;
  const free = { ...rest, patterns: [] };
  const lengths = { ...(minLength ? { minLength } : {}), ...(maxLength ? { maxLength } : {}) };
  const first = (candidates: readonly string[], among: TextShape) =>
    candidates.find((text) => fits(text, among)) ?? candidates[0];
  switch (kind) {
    case 'too-long': {
      const length = (maxLength?.value ?? 0) + 1;
      const fillings = [` ${before}`, before.slice(-1), 'x', 'X', '0'];
      const candidates = fillings.map((filling) => filled(before, filling, length));
      return first(candidates, { ...free, patterns });
    }
    case 'too-short':
      return Array.from(before)
        .slice(0, Math.max(0, (minLength?.value ?? 0) - 1))
        .join('');
    case 'pattern': {
      const sure = patterns.filter((pattern) => pattern.sure).map(({ value }) => regularExpression(value));
      const breaking = blatant(minLength?.value ?? 0).filter((text) => sure.some((pattern) => !pattern.test(text)));
      return first(breaking, { ...free, ...lengths });
    }
    case 'word': {
      const known = new Set(words?.value.map((word) => word.toLowerCase()));
      const unknown = ['NO_SUCH_VALUE', 'NOSUCH', 'no-such-value', 'XX', '0'].filter(
        (text) => !known.has(text.toLowerCase()),
      );
      return first(unknown, { ...free, ...lengths, patterns });
    }
    case 'format': {
      const year = /^\d{4}/.exec(before)?.[0] ?? '2030';
      const [day, moment] = [`${year}-13-45`, `${year}-13-45T25:61:00Z`];
      const wrong = shape.format?.value === 'date' ? day : shape.format?.value === 'date-time' ? moment : '???';
      return first([wrong, ...blatant(minLength?.value ?? 0)], { ...free, ...lengths, patterns });
    }
    default:
      return undefined;
  }
}

/** Texts that nobody takes for a telephone number, an e-mail address or a reference. */
function blatant(length: number): readonly string[] {
  return [
    '???',
    '?'.repeat(length),
    'none',
    '!',
    ' ',
    '~~~',
    '<?>',
    '@@',
    'a',
    'A',
    '0',
    '',
    'é',
    '中',
    'a'.repeat(2000),
    '0'.repeat(2000),
  ];
}

/** A text made longer with a filling, to so many characters; it does not end with a space, which readers may take away. */
function filled(text: string, filling: string, length: number): string {
  const room = Math.max(0, length - Array.from(text).length);
  const more = filling.repeat(Math.ceil(room / Math.max(1, filling.length))).slice(0, room);
  return `${text}${more}`.replace(/\s$/, 'x');
}

function wrongNumber(kind: Fault['kind'], { minimum, maximum }: NumberShape, before: number): number | undefined {
  if (kind === 'too-small' && minimum) return minimum.value - 1;
  if (kind === 'too-large' && maximum) return maximum.value + 1;
  if (kind === 'fraction') return maximum && before + 0.5 > maximum.value ? before - 0.5 : before + 0.5;
  return undefined;
}

function wrongList(
  kind: Fault['kind'],
  { minItems, maxItems }: ListShape,
  before: readonly unknown[],
): readonly unknown[] | undefined {
  if (kind === 'too-few' && minItems) return before.slice(0, minItems.value - 1);
  if (kind === 'too-many' && maxItems && before.length > 0) {
    return Array.from({ length: maxItems.value + 1 }, (_, index) => before[index % before.length]);
  }
  return undefined;
}
