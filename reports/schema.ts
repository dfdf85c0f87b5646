/** A part of a JSON Schema (draft 7) that says what it is about. */
export interface Schema {
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

type OptionalKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? Key : never }[keyof T];

/** What an object holds: each member that is always there, and each that may be absent, by its name. */
export interface Members<T> {
  readonly always: { readonly [Key in Exclude<keyof T, OptionalKeys<T>>]-?: Schema };
  readonly perhaps: { readonly [Key in OptionalKeys<T>]-?: Schema };
}

/**
 * The schema of a type of ours: the compiler holds both together, since a member that is in one and not in the other does not
 * compile. What is added by a later version is allowed, so that its results can still be read.
 */
export function object<T extends object>(description: string, { always, perhaps }: Members<T>): Schema {
  return { description, type: 'object', required: Object.keys(always), properties: { ...always, ...perhaps } };
}

/** Text. */
export function text(description: string, further: Schema = {}): Schema {
  return { description, type: 'string', ...further };
}

/** A moment: ISO 8601 in UTC. */
export function moment(description: string): Schema {
  return text(description, { format: 'date-time' });
}

/** A whole number that is not below a bound. */
export function whole(description: string, minimum = 0): Schema {
  return { description, type: 'integer', minimum };
}

/** A length of time in milliseconds. */
export function milliseconds(description: string): Schema {
  return { description, type: 'number', minimum: 0 };
}

/** Yes or no. */
export function flag(description: string): Schema {
  return { description, type: 'boolean' };
}

/** A mark that is there or is absent. */
export function mark(description: string): Schema {
  return { description, const: true };
}

/** One of some words. */
export function choice(description: string, words: readonly string[]): Schema {
  return { description, enum: words };
}

/** A list of things of one kind. */
export function list(description: string, items: Schema): Schema {
  return { description, type: 'array', items };
}

/** Things of one kind by their names. */
export function byName(description: string, each: Schema): Schema {
  return { description, type: 'object', additionalProperties: each };
}

/** What a definition says, in a place of its own. */
export function as(description: string, definition: string): Schema {
  // A reference takes no neighbours in this draft.
  return { description, allOf: [{ $ref: `#/definitions/${definition}` }] };
}
