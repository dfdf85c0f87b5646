import { isObject, type JsonObject } from './json-object.ts';
import type { SchemaFinding } from './contract-types.ts';
import { shown } from './describe.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, fault, resolve } from './openapi-document.ts';
import type { Direction } from './openapi-schema.ts';
import type { Judge, Schemas } from './schemas.ts';
import { isReserved } from './standing.ts';

/** A value beside the body of a message: a header, or a part of the path or the query. */
export interface Parameter {
  readonly name: string;
  /** `header`, `query` or `path`. */
  readonly kind: string;
  readonly required: boolean;
  /** Whether the parameter as a whole is less than certain, so that it can only warn. */
  readonly reserved: boolean;
  /** How the text is read. */
  readonly form: 'text' | 'list' | 'json';
  /** Whether the items of a list are joined by commas rather than the name repeated for each. */
  readonly joined: boolean;
  /** The types that the value, or each of its items, may have. */
  readonly types: readonly string[];
  readonly schema: Located;
  /** A value that stands for others, where the document gives one in text. */
  readonly example?: string;
  readonly judge: Judge;
}

const KINDS = ['header', 'query', 'path'];
/** OpenAPI says that parameters of these names are to be ignored: other parts of the document describe them. */
const DESCRIBED_ELSEWHERE = ['accept', 'content-type', 'authorization'];

/** Reads a list of parameters, references followed. Throws a ContractError for a way of writing values that is not understood. */
export function readParameters(
  document: OpenApiDocument,
  schemas: Schemas,
  list: readonly Located[],
): readonly Parameter[] {
  return list.flatMap((item) => {
    const { node, place } = resolve(document, item);
    if (!isObject(node)) throw fault(document, place, 'is not a parameter');
    const [name, kind] = [String(node['name']), String(node['in'])];
    if (kind === 'header' && DESCRIBED_ELSEWHERE.includes(name.toLowerCase())) return [];
    if (!KINDS.includes(kind)) throw fault(document, place, `parameters in the ${kind} are not supported`);
    const reserved = isObject(item.node) && isReserved(document, item.node, item.place);
    return [readValue(document, schemas, { node, place }, name, kind, 'request', reserved)];
  });
}

/** Reads the headers of a response, references followed. */
export function readHeaders(document: OpenApiDocument, schemas: Schemas, headers: Located): readonly Parameter[] {
  if (!isObject(headers.node)) return [];
  return Object.entries(headers.node).flatMap(([name, header]) => {
    if (name.toLowerCase() === 'content-type') return [];
    const item = { node: header, place: below(headers.place, name) };
    const { node, place } = resolve(document, item);
    if (!isObject(node)) throw fault(document, place, 'is not a header');
    const reserved = isObject(header) && isReserved(document, header, item.place);
    return [readValue(document, schemas, { node, place }, name, 'header', 'response', reserved)];
  });
}

function readValue(
  document: OpenApiDocument,
  schemas: Schemas,
  { node, place }: Located<JsonObject>,
  name: string,
  kind: string,
  direction: Direction,
  reserved: boolean,
): Parameter {
  const style = node['style'];
  if (style !== undefined && style !== (kind === 'query' ? 'form' : 'simple')) {
    throw fault(document, place, `the style ${shown(style)} is not supported`);
  }
  const content = isObject(node['content']) ? Object.keys(node['content'])[0] : undefined;
  const media = content === undefined ? node : (node['content'] as JsonObject)[content];
  const mediaPlace = content === undefined ? place : below(place, 'content', content);
  const schema = { node: isObject(media) ? (media['schema'] ?? {}) : {}, place: below(mediaPlace, 'schema') };
  schemas.check(schema, direction);

  const types = typesOf(document, schema);
  const list = types.includes('array');
  if (content === undefined && types.includes('object')) {
    throw fault(document, place, 'an object is understood only as content of the type application/json');
  }
  const items = resolve(document, schema).node as JsonObject;
  return {
    name,
    kind,
    required: node['required'] === true || kind === 'path',
    reserved: reserved || isReserved(document, node, place),
    form: content !== undefined ? 'json' : list ? 'list' : 'text',
    joined: list && node['explode'] === false,
    types: list ? typesOf(document, { node: items['items'] ?? {}, place: below(place, 'items') }) : types,
    schema,
    ...(typeof node['example'] === 'string' ? { example: node['example'] } : {}),
    judge: schemas.judge(schema, direction),
  };
}

function typesOf(document: OpenApiDocument, schema: Located): readonly string[] {
  const { node, place } = resolve(document, schema);
  if (!isObject(node)) return [];
  if (typeof node['type'] === 'string') return [node['type']];
  if (Array.isArray(node['type'])) return node['type'].map(String);
  const members = Array.isArray(node['allOf']) ? (node['allOf'] as unknown[]) : [];
  return members.flatMap((member, index) => typesOf(document, { node: member, place: below(place, 'allOf', index) }));
}

/** How the texts given for a parameter (none, one, or several where it is repeated) depart from what it must be. */
export function judgeParameter(parameter: Parameter, texts: readonly string[]): readonly SchemaFinding[] {
  const where = `${parameter.kind} ${parameter.name}`;
  const severity = parameter.reserved ? 'warning' : 'error';
  const [first] = texts;
  if (first === undefined) {
    if (!parameter.required) return [];
    const noun = parameter.kind === 'header' ? 'header' : `${parameter.kind} parameter`;
    return [{ severity, where, expected: `required ${noun} ${parameter.name}`, actual: 'missing' }];
  }
  if (parameter.form !== 'list' && texts.length > 1) {
    return [{ severity, where, expected: 'a single value', actual: shown(texts) }];
  }
  const value = read(parameter, texts, first);
  if (value === undefined) return [{ severity, where, expected: 'JSON', actual: shown(first) }];
  const findings = parameter.judge.findings(value.value, where);
  return parameter.reserved ? findings.map((finding) => ({ ...finding, severity })) : findings;
}

function read(parameter: Parameter, texts: readonly string[], first: string): { readonly value: unknown } | undefined {
  switch (parameter.form) {
    case 'json':
      try {
        return { value: JSON.parse(first) };
      } catch {
        return undefined;
      }
    case 'list':
      // A list may be written with commas or with the name repeated, whatever `explode` says: servers understand both.
      return { value: texts.flatMap((text) => text.split(',')).map((text) => typed(text, parameter.types)) };
    default:
      return { value: typed(first, parameter.types) };
  }
}

/** The value that a text stands for where a number or a truth value is wanted; the text itself where it stands for none. */
function typed(text: string, types: readonly string[]): unknown {
  if (types.includes('string')) return text;
  if (types.some((type) => type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(text))
    return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
