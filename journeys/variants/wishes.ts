import type { ListShape, Member, ObjectShape, Shape } from '../../specs/shapes.ts';
import { workday } from '../requests.ts';
import { fits, textWishes } from './texts.ts';
import type { Wish, WishKind } from './wish.ts';

/**
 * Names of members that tell which thing at the supplier or which part of the run is meant: a request with another value
 * would be another request, or about something that does not exist.
 */
const NAMING = /(^(id|tenant|postcode)|Id|ID|Identifier|Reference)$/;
const OWN = /^external/;

/** How many days ahead other days are: far enough to be free, near enough to be open for booking. */
const DAYS = [14, 10, 12, 17, 21, 25, 28, 35, 42, 49, 56, 60];

/** Whether a member of that name and shape may only have the value that the supplier knows. */
export function isNaming({ name, shape }: Pick<Member, 'name' | 'shape'>): boolean {
  return (NAMING.test(name) && !OWN.test(name)) || isNamedValue(shape);
}

/** A pair of a name and a value, such as a characteristic: which there are is the supplier's to say. */
function isNamedValue(shape: Shape): shape is ObjectShape {
  return (
    shape.kind === 'object' && ['name', 'value'].every((name) => shape.members.some((member) => member.name === name))
  );
}

/** What could be at a place where a single value or a list stands; `now` is in milliseconds since 1970. */
export function valueWishes(name: string, shape: Shape, now: number): readonly Wish[] {
  switch (shape.kind) {
    case 'text':
      if (shape.words) return anyOf(shape.words.value, (word) => `the value ${word}`, 'word');
      if (shape.format?.value === 'date') {
        const days = DAYS.map((ahead) => workday(ahead, now)).filter((day) => fits(day, shape));
        return anyOf(days, (_, index) => `a workday about ${DAYS[index]} days ahead`);
      }
      return shape.format === undefined || shape.format.value === 'email' ? textWishes(name, shape) : [];
    case 'truth':
      return anyOf([true, false], String);
    case 'number':
      return [
        ...(shape.minimum ? [{ kind: 'shortest', what: 'least value', value: shape.minimum.value } as const] : []),
        ...(shape.maximum ? [{ kind: 'longest', what: 'greatest value', value: shape.maximum.value } as const] : []),
      ];
    case 'list':
      return listWishes(shape);
    case 'object':
    case 'open':
      return [];
  }
}

/** Each of several values, of which the first is put in where there is none. */
function anyOf<Value>(
  values: readonly Value[],
  what: (value: Value, index: number) => string,
  kind: WishKind = 'other',
): readonly Wish[] {
  const others = values.map((value, index): Wish => ({ kind, what: what(value, index), value }));
  return values.length === 0 ? [] : [{ kind: 'put in', what: 'put in', value: values[0] }, ...others];
}

/** Lists of words can be of any length; of other things a new list can only be empty, since nothing is known to put in. */
function listWishes({ items, minItems, maxItems }: ListShape): readonly Wish[] {
  const listed = items.kind === 'text' ? (items.words?.value ?? []) : [];
  const allowed = ({ length }: readonly string[]) =>
    length >= (minItems?.value ?? 0) && length <= (maxItems?.value ?? Infinity);
  if (listed.length === 0) return allowed([]) ? [{ kind: 'put in', what: 'put in, empty', value: [] }] : [];
  const lists = [...listed.map((word) => [word]), listed.slice(0, 2), listed.slice(-2).toReversed()].filter(allowed);
  return [
    ...anyOf(lists, (list) => `a list of ${list.join(' and ')}`, 'word'),
    ...(allowed(listed) ? [{ kind: 'longest', what: 'every listed value', value: listed } as const] : []),
    ...(allowed([]) ? [{ kind: 'shortest', what: 'an empty list', value: [] } as const] : []),
  ];
}

/**
 * An ordinary value for a member that is to be put in; undefined where there is none that a supplier could know. Objects get
 * all members for which there is one.
 */
export function ordinaryValue(member: Pick<Member, 'name' | 'shape'>, now: number): unknown {
  if (isNaming(member)) return undefined;
  const { name, shape } = member;
  if (shape.kind !== 'object') return valueWishes(name, shape, now).find(({ kind }) => kind === 'put in')?.value;
  const members = shape.members.map((inner) => ({ inner, value: ordinaryValue(inner, now) }));
  if (members.some(({ inner, value }) => value === undefined && inner.mandatory !== 'no')) return undefined;
  const known = members.filter(({ value }) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known.map(({ inner, value }) => [inner.name, value]));
}
