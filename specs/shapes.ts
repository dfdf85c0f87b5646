import { tokensOf } from './pointers.ts';

/** A limit that a document sets, and whether it is documented well enough that passing it breaks the contract. */
export interface Limit<Value> {
  readonly value: Value;
  readonly sure: boolean;
}

/** A text, with all that is said of it. */
export interface TextShape {
  readonly kind: 'text';
  /** Whether it is documented that the value is a text. */
  readonly sure: boolean;
  readonly nullable: boolean;
  readonly minLength?: Limit<number>;
  readonly maxLength?: Limit<number>;
  readonly patterns: readonly Limit<string>[];
  /** The values that are listed. */
  readonly words?: Limit<readonly string[]>;
  /** Such as `date`, `date-time` or `uuid`. */
  readonly format?: Limit<string>;
  readonly example?: string;
}

/** A number, with its bounds. */
export interface NumberShape {
  readonly kind: 'number';
  /** Whether it is documented that the value is a number, and an integer where it is to be whole. */
  readonly sure: boolean;
  readonly nullable: boolean;
  /** Whether it has to be an integer. */
  readonly whole: boolean;
  /** The least value that is allowed. */
  readonly minimum?: Limit<number>;
  /** The greatest value that is allowed. */
  readonly maximum?: Limit<number>;
}

/** Yes or no. */
export interface TruthShape {
  readonly kind: 'truth';
  readonly sure: boolean;
  readonly nullable: boolean;
}

/** A list of values of one shape. */
export interface ListShape {
  readonly kind: 'list';
  readonly sure: boolean;
  readonly nullable: boolean;
  readonly items: Shape;
  readonly minItems?: Limit<number>;
  readonly maxItems?: Limit<number>;
}

/** An object with named members. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly sure: boolean;
  readonly nullable: boolean;
  readonly members: readonly Member[];
}

/** A value of which nothing is said that could be generated from, or that may be any of several. */
export interface OpenShape {
  readonly kind: 'open';
  /** Whether it is documented of which types it is. */
  readonly sure: boolean;
  readonly nullable: boolean;
}

/** What a value may be, as a document says: references followed, the parts of an allOf merged. */
export type Shape = TextShape | NumberShape | TruthShape | ListShape | ObjectShape | OpenShape;

/** A member of an object, or a parameter of a request. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** Whether it has to be there, and whether that is documented. */
  readonly mandatory: 'documented' | 'reserved' | 'no';
}

/** A parameter in the query, and how its value is written: as text, as a list, or as JSON text. */
export interface QueryMember extends Member {
  readonly form: 'text' | 'list' | 'json';
  /** Set where the items of a list are joined by commas; else the name is repeated for each. */
  readonly joined?: true;
}

/** What a request of an operation may hold. */
export interface RequestShape {
  readonly headers: readonly Member[];
  readonly query: readonly QueryMember[];
  /** Undefined where requests have no body in JSON. */
  readonly body?: Shape;
  /** Whether a request has to have its body, and whether that is documented; documented by default. */
  readonly bodyMandatory?: Member['mandatory'];
  /** Set where the body may be plain text just as well. */
  readonly plainText?: true;
}

/** What a request may hold at a place, given as a JSON pointer such as `/body/sites/0/name`; undefined where nothing is known of it. */
export function shapeAt(request: RequestShape, where: string): Shape | undefined {
  const [part, ...names] = tokensOf(where);
  if (part === 'body') return request.body && within(request.body, names);
  const [name, ...inner] = names;
  const members = part === 'query' ? request.query : part === 'header' ? request.headers : [];
  const shape = members.find((member) => member.name === name)?.shape;
  return shape && within(shape, inner);
}

function within(shape: Shape, [name, ...inner]: readonly string[]): Shape | undefined {
  if (name === undefined) return shape;
  const next =
    shape.kind === 'list'
      ? shape.items
      : shape.kind === 'object'
        ? shape.members.find((member) => member.name === name)?.shape
        : undefined;
  return next && within(next, inner);
}
