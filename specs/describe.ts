import { isObject, type JsonObject } from './json-object.ts';

/** How long a shown value may be, in characters. */
const SHOWN = 120;

/** A value as a short JSON text, cut at about 120 characters; `missing` when there is none. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = written(value, SHOWN);
  // The cut never leaves half of a character that takes two code units.
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * The beginning of a JSON text, at least as long as there is room for. What is shown was sent by somebody else: it may be huge,
 * or nested so deeply that JSON.stringify would overflow the stack, so no more of it is looked at than is shown.
 */
function written(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(room, 0) + 1));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  let text = list ? '[' : '{';
  for (const name of Object.keys(value)) {
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    if (!list) text += `${written(name, room)}:`;
    text += written((value as JsonObject)[name], room - text.length);
  }
  return text + (list ? ']' : '}');
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'date-time such as 2026-01-10T09:00:00Z',
  date: 'date such as 2026-01-10',
  time: 'time such as 09:00:00Z',
  uuid: 'UUID such as 87432dfb-2e47-4532-a1b7-4b113d48867d',
  email: 'e-mail address',
  uri: 'URI',
};

/** What a schema asks of one value, as a phrase that can follow "expected"; what it asks of members is left out. */
export function describe(schema: JsonObject): string {
  if ('const' in schema) return oneOf([schema['const']]);
  if (Array.isArray(schema['enum'])) return oneOf(schema['enum']);
  const types = typesOf(schema);
  if (types.length > 1) return types.join(' or ');
  switch (types[0]) {
    case 'string':
      return describeString(schema);
    case 'number':
    case 'integer':
      return describeNumber(schema, types[0]);
    case 'array':
      return `array${bounds(schema['minItems'], schema['maxItems'], 'item')}${schema['uniqueItems'] === true ? ' without repeats' : ''}`;
    case 'object':
      return `object${bounds(schema['minProperties'], schema['maxProperties'], 'property', 'properties')}`;
    case undefined:
      return isObject(schema['not']) ? describeNot(schema['not']) : 'another value';
    default:
      return types[0];
  }
}

/** What a schema under `not` leaves to choose. */
export function describeNot(schema: JsonObject): string {
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  if (Array.isArray(values)) return `anything but ${values.map(plain).join(', ')}`;
  const names = schema['required'];
  return Array.isArray(names) ? `an object without ${names.join(', ')}` : `anything but ${describe(schema)}`;
}

function oneOf(values: readonly unknown[]): string {
  return `${values.length > 1 ? 'one of' : 'exactly'} ${values.map(plain).join(', ')}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

/** The keywords that say something of values of one type alone, by that type. */
export const TELLTALES: Readonly<Record<string, readonly string[]>> = {
  string: ['format', 'pattern', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
};

function typesOf(schema: JsonObject): readonly string[] {
  const type = schema['type'];
  if (Array.isArray(type)) return type.map(String);
  if (typeof type === 'string') return [type];
  const told = Object.entries(TELLTALES).find(([, keywords]) => keywords.some((keyword) => keyword in schema));
  return told ? [told[0]] : [];
}

function describeString(schema: JsonObject): string {
  const { format, pattern } = schema;
  const kind = typeof format === 'string' ? (FORMATS[format] ?? `string in the format ${format}`) : 'string';
  const length = bounds(schema['minLength'], schema['maxLength'], 'character');
  if (typeof pattern !== 'string') return kind + length;
  return `${kind}${length} that matches ${pattern}`;
}

function describeNumber(schema: JsonObject, type: string): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const parts: string[] = [];
  if (typeof minimum === 'number' && typeof maximum === 'number') parts.push(`from ${minimum} to ${maximum}`);
  else if (typeof minimum === 'number') parts.push(`of at least ${minimum}`);
  else if (typeof maximum === 'number') parts.push(`of at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number') parts.push(`above ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number') parts.push(`below ${exclusiveMaximum}`);
  if (typeof multipleOf === 'number') parts.push(`in steps of ${multipleOf}`);
  return [type, ...parts].join(' ');
}

function bounds(least: unknown, most: unknown, one: string, many = `${one}s`): string {
  const counted = (count: number): string => `${count} ${count === 1 ? one : many}`;
  if (typeof least === 'number' && typeof most === 'number') {
    return least === most ? ` of ${counted(least)}` : ` of ${least} to ${counted(most)}`;
  }
  if (typeof least === 'number') return ` of at least ${counted(least)}`;
  if (typeof most === 'number') return ` of at most ${counted(most)}`;
  return '';
}
