import { given } from './shape-parts.ts';
import type { Limit, ListShape, Member, NumberShape, ObjectShape, Shape, TextShape } from './shapes.ts';

/**
 * What holds of a value that has one of several shapes, whichever it is: each limit is loosened until all of them keep it.
 * Undefined where there is no shape at all.
 */
export function eitherOf(shapes: readonly Shape[]): Shape | undefined {
  const [first, ...others] = shapes;
  return first && others.reduce(either, first);
}

function either(one: Shape, other: Shape): Shape {
  const all = { sure: one.sure && other.sure, nullable: one.nullable || other.nullable };
  if (one.kind === 'text' && other.kind === 'text') return { kind: 'text', ...all, ...eitherText(one, other) };
  if (one.kind === 'number' && other.kind === 'number') return { kind: 'number', ...all, ...eitherNumber(one, other) };
  if (one.kind === 'truth' && other.kind === 'truth') return { kind: 'truth', ...all };
  if (one.kind === 'list' && other.kind === 'list') return { kind: 'list', ...all, ...eitherList(one, other) };
  if (one.kind === 'object' && other.kind === 'object')
    return { kind: 'object', ...all, members: eitherMembers(one, other) };
  return { kind: 'open', ...all };
}

type Content<Of extends Shape> = Omit<Of, 'kind' | 'sure' | 'nullable'>;

function eitherText(one: TextShape, other: TextShape): Content<TextShape> {
  return {
    ...given('minLength', loosened(one.minLength, other.minLength, Math.min)),
    ...given('maxLength', loosened(one.maxLength, other.maxLength, Math.max)),
    ...given(
      'words',
      loosened(one.words, other.words, (...lists) => [...new Set(lists.flat())]),
    ),
    ...given('format', loosened(one.format, other.format, same)),
    patterns: eitherPatterns(one, other),
    ...given('example', one.example ?? other.example),
  };
}

function eitherNumber(one: NumberShape, other: NumberShape): Content<NumberShape> {
  return {
    whole: one.whole && other.whole,
    ...given('minimum', loosened(one.minimum, other.minimum, Math.min)),
    ...given('maximum', loosened(one.maximum, other.maximum, Math.max)),
  };
}

function eitherList(one: ListShape, other: ListShape): Content<ListShape> {
  return {
    items: either(one.items, other.items),
    ...given('minItems', loosened(one.minItems, other.minItems, Math.min)),
    ...given('maxItems', loosened(one.maxItems, other.maxItems, Math.max)),
  };
}

/** The members that both have: what only one of them tells cannot be counted on. */
function eitherMembers(one: ObjectShape, other: ObjectShape): readonly Member[] {
  return one.members.flatMap(({ name, shape, mandatory }): readonly Member[] => {
    const twin = other.members.find((member) => member.name === name);
    if (!twin) return [];
    const both = [mandatory, twin.mandatory];
    return [
      {
        name,
        shape: either(shape, twin.shape),
        mandatory: both.includes('no') ? 'no' : both.includes('reserved') ? 'reserved' : 'documented',
      },
    ];
  });
}

/** What is left of a limit where another value has it otherwise: nothing where that has it not at all. */
function loosened<Value>(
  one: Limit<Value> | undefined,
  other: Limit<Value> | undefined,
  join: (one: Value, other: Value) => Value | undefined,
): Limit<Value> | undefined {
  const value = one && other && join(one.value, other.value);
  return value === undefined ? undefined : { value, sure: one?.sure === true && other?.sure === true };
}

function same(one: string, other: string): string | undefined {
  return one === other ? one : undefined;
}

/** The patterns that both have, and one for whatever else tells what each of them is. */
function eitherPatterns(one: TextShape, other: TextShape): readonly Limit<string>[] {
  const shared = one.patterns.flatMap((pattern) => {
    const twin = other.patterns.find(({ value }) => value === pattern.value);
    return twin ? [{ value: pattern.value, sure: pattern.sure && twin.sure }] : [];
  });
  const [mine, others] = [one, other].map(({ patterns, words }) => {
    const own = patterns.filter(({ value }) => !shared.some((pattern) => pattern.value === value));
    const told = [...own, ...(words ? [{ value: asPattern(words.value), sure: words.sure }] : [])];
    return told.find(({ sure }) => sure) ?? told[0];
  });
  // Two lists of words are a list of words.
  const listed = one.words && other.words && one.patterns.length + other.patterns.length === 0;
  const joined = listed ? undefined : loosened(mine, others, alternation);
  return joined ? [...shared, joined] : shared;
}

function asPattern(words: readonly string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return escaped.length === 1 ? `^${escaped.join('|')}$` : `^(?:${escaped.join('|')})$`;
}

/** A pattern for what matches either; undefined where the two cannot stand in one expression. */
function alternation(one: string, other: string): string | undefined {
  // References to groups would point elsewhere, and names of groups could occur twice.
  const groups = /\\[1-9k]|\(\?<[^=!]/;
  const both = `${one}|${other}`;
  return !groups.test(both) && [one, other, both].every(isUnicode) ? both : undefined;
}

function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').unicode;
  } catch {
    return false;
  }
}
