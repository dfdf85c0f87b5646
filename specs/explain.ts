import type { ErrorObject } from 'ajv';
import { isObject } from './json-object.ts';
import { describe, describeNot, shown } from './describe.ts';
import { pointer, tokensOf } from './pointers.ts';

/** One thing that is wrong with a message, before it is known how much it weighs. */
export interface Issue {
  /** JSON pointer into the message. */
  readonly path: string;
  /**
   * Which aspect of the place is wrong: its `value`, its `size`, that it is `missing` or `surplus`, or that no `kind` of message
   * can be told. Two issues with one aspect and path are one finding.
   */
  readonly aspect: 'value' | 'size' | 'missing' | 'surplus' | 'kind';
  readonly expected: string;
  readonly actual: string;
  /** Set when the value is of the wrong type, so that no other issue of the value says anything more. */
  readonly decisive?: true;
}

/** Whether two issues are about the same aspect of the same place. */
export function sameSpot(one: Issue, other: Issue): boolean {
  return one.path === other.path && one.aspect === other.aspect;
}

const SIZES = new Set(['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties']);

/** The most issues that are told of one message: a flood of them is no help, and must not cost more than a few. */
const MOST = 100;

/** The errors of a validator as issues: one for each wrong value or missing property, without its consequences. */
export function issuesOf(errors: readonly ErrorObject[] | null | undefined): readonly Issue[] {
  const merged = new Map<string, Issue>();
  for (const error of errors ?? []) {
    for (const issue of toIssues(error)) {
      const spot = `${issue.aspect} ${issue.path}`;
      const known = merged.get(spot);
      if (!known) merged.set(spot, issue);
      else if (!known.decisive) merged.set(spot, issue.decisive ? issue : joined(known, issue));
    }
    if (merged.size >= MOST) break;
  }
  return [...merged.values()];
}

function joined(one: Issue, other: Issue): Issue {
  const phrases = one.expected.split(AND);
  return phrases.includes(other.expected) ? one : { ...one, expected: [...phrases, other.expected].join(AND) };
}

const AND = ', and ';

function toIssues(error: ErrorObject): readonly Issue[] {
  const { keyword, instancePath: path, data } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const schema = isObject(error.parentSchema) ? error.parentSchema : {};
  const value = { path, aspect: 'value', actual: shown(data) } as const;
  // What is wrong inside the schema of property names is told by the error about the name itself.
  if (error.propertyName !== undefined) return [];
  switch (keyword) {
    case 'fits':
      return params['issues'] as readonly Issue[];
    case 'if':
      return []; // its branch has reported what is wrong
    case 'required':
    case 'dependentRequired': {
      const name = String(params['missingProperty']);
      const why = keyword === 'required' ? '' : ` beside ${String(params['property'])}`;
      const missing = { aspect: 'missing', expected: `required property ${name}${why}`, actual: 'missing' } as const;
      return [{ path: pointer(path, name), ...missing }];
    }
    case 'additionalProperties':
      return surplus(path, String(params['additionalProperty']), data);
    case 'propertyNames':
      return surplus(path, String(params['propertyName']), data);
    case 'false schema':
      return [{ ...value, expected: 'nothing here' }];
    case 'type':
      return [{ ...value, expected: describe(schema), decisive: true }];
    case 'not':
      return [{ ...value, expected: isObject(schema['not']) ? describeNot(schema['not']) : 'nothing here' }];
    default:
      return [{ ...value, aspect: SIZES.has(keyword) ? 'size' : 'value', expected: describe(schema) }];
  }
}

function surplus(path: string, name: string, data: unknown): readonly Issue[] {
  const actual = shown(isObject(data) ? data[name] : undefined);
  return [{ path: pointer(path, name), aspect: 'surplus', expected: `no property ${name}`, actual }];
}

/** A JSON pointer as people read paths, given the value that it points into: `/a/0/b` in a list is `/a[0]/b`. */
export function readable(path: string, value: unknown): string {
  let node = value;
  let text = '';
  for (const name of tokensOf(path)) {
    text += Array.isArray(node) ? `[${name}]` : `/${name}`;
    node = Array.isArray(node) ? (node as unknown[])[Number(name)] : isObject(node) ? node[name] : undefined;
  }
  return text;
}
