import type { Fault } from './faults.ts';
import { tokensOf } from './pointers.ts';
import { shapeAt, type RequestShape, type Shape } from './shapes.ts';

/** What is wrong, as one plain clause such as `notes is longer than 1000 characters`. */
export function clauseOf({ kind, where }: Fault, request: RequestShape): string {
  const name = nameOf(where);
  const shape = shapeAt(request, where);
  const text = shape?.kind === 'text' ? shape : undefined;
  const number = shape?.kind === 'number' ? shape : undefined;
  const list = shape?.kind === 'list' ? shape : undefined;
  switch (kind) {
    case 'broken-json':
      return 'the body is not JSON';
    case 'empty-body':
      return 'the body is empty';
    case 'not-an-object':
      return 'the body is no JSON object';
    case 'media-type':
      return 'the body is sent as text/plain';
    case 'missing':
    case 'missing-header':
      return `${name} is missing`;
    case 'null':
      return `${name} is null`;
    case 'wrong-type':
      return `${name} is ${shape ? NO_SUCH[shape.kind] : 'of a wrong type'}`;
    case 'quoted':
      return `${name} is ${shape?.kind === 'truth' ? 'true or false' : 'a number'} in quotes`;
    case 'too-long':
      return `${name} is longer than ${counted(text?.maxLength?.value, 'character')}`;
    case 'too-short':
      return text?.minLength?.value === 1
        ? `${name} is an empty text`
        : `${name} is shorter than ${counted(text?.minLength?.value, 'character')}`;
    case 'pattern': {
      const patterns = text?.patterns.filter((pattern) => pattern.sure).map(({ value }) => value) ?? [];
      return `${name} does not match ${patterns.length === 1 ? patterns.join('') : 'its pattern'}`;
    }
    case 'word': {
      const words = text?.words?.value ?? [];
      return `${name} is none of ${words.length > 0 && words.length <= MOST_WORDS ? words.join(', ') : 'the listed values'}`;
    }
    case 'format':
      return `${name} is not in the format ${text?.format?.value ?? 'that it should have'}`;
    case 'too-small':
      return `${name} is less than ${number?.minimum?.value ?? 'it may be'}`;
    case 'too-large':
      return `${name} is more than ${number?.maximum?.value ?? 'it may be'}`;
    case 'fraction':
      return `${name} is not a whole number`;
    case 'too-few':
      return list?.minItems?.value === 1
        ? `${name} is an empty list`
        : `${name} has fewer than ${counted(list?.minItems?.value, 'item')}`;
    case 'too-many':
      return `${name} has more than ${counted(list?.maxItems?.value, 'item')}`;
    case 'bad-query-json':
      return `${name} is not JSON`;
  }
}

const NO_SUCH: Readonly<Record<Shape['kind'], string>> = {
  text: 'not a text',
  number: 'not a number',
  truth: 'neither true nor false',
  list: 'not a list',
  object: 'not an object',
  open: 'of a wrong type',
};

/** How many listed values can be read out. */
const MOST_WORDS = 6;

function counted(count: number | undefined, noun: string): string {
  if (count === undefined) return 'is allowed';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A place as people call it: `primaryContact.name`, `sites[0].name`, `the query parameter address`, `the header Tenant`. */
function nameOf(where: string): string {
  const [part, first = '', ...inner] = tokensOf(where);
  const path = first + inner.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join('');
  if (part === 'header') return `the header ${path}`;
  if (part === 'query') return inner.length === 0 ? `the query parameter ${path}` : `${path} in the query`;
  return path === '' ? 'the body' : path;
}
