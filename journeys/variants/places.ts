import { isObject, type JsonObject } from '../../specs/json-object.ts';
import { tokensOf } from '../../specs/pointers.ts';

/** Whether a place is another one, or lies within it. */
export function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}/`);
}

/** The value at a place; undefined where there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const name of tokensOf(pointer)) value = memberOf(value, name);
  return value;
}

/** A copy with a value put at a place; the same where there is nothing that could hold it. */
export function withValueAt<Root>(root: Root, pointer: string, value: unknown): Root {
  return changed(root, tokensOf(pointer), (holder, name) => withMember(holder, name, value)) as Root;
}

/** A copy without what stands at a place. */
export function withoutValueAt<Root>(root: Root, pointer: string): Root {
  return changed(root, tokensOf(pointer), withoutMember) as Root;
}

/** Whether something stands at the place that is around another, so that a value could be put there. */
export function hasHolder(root: unknown, pointer: string): boolean {
  const holder = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')));
  const [name = ''] = tokensOf(pointer).slice(-1);
  return isObject(holder) || (Array.isArray(holder) && Number(name) < holder.length);
}

type Holder = JsonObject | readonly unknown[];

function changed(
  value: unknown,
  [name, ...inner]: readonly string[],
  change: (holder: Holder, name: string) => Holder,
): unknown {
  if (name === undefined || !isHolder(value)) return value;
  if (inner.length === 0) return change(value, name);
  const member = memberOf(value, name);
  const next = changed(member, inner, change);
  return next === member ? value : withMember(value, name, next);
}

function isHolder(value: unknown): value is Holder {
  return isObject(value) || Array.isArray(value);
}

function isList(holder: Holder): holder is readonly unknown[] {
  return Array.isArray(holder);
}

function memberOf(holder: unknown, name: string): unknown {
  if (Array.isArray(holder)) return /^\d+$/.test(name) ? (holder as readonly unknown[])[Number(name)] : undefined;
  return isObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function withMember(holder: Holder, name: string, value: unknown): Holder {
  return isList(holder) ? holder.with(Number(name), value) : { ...holder, [name]: value };
}

function withoutMember(holder: Holder, name: string): Holder {
  if (isList(holder)) return holder.filter((_, index) => index !== Number(name));
  return Object.fromEntries(Object.entries(holder).filter(([key]) => key !== name));
}
