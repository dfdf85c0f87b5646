import { isObject, type JsonObject } from './json-object.ts';
import type { Operation } from './contract-types.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, fault, resolve } from './openapi-document.ts';
import type { Direction } from './openapi-schema.ts';
import type { Parameter } from './parameters.ts';
import { readHeaders, readParameters } from './parameters.ts';
import type { Schemas } from './schemas.ts';
import { isReserved } from './standing.ts';

/** What a message may have as its body: one schema for each media type. */
export interface Bodies {
  readonly required: boolean;
  readonly media: readonly Media[];
}

/** The form of a body in one media type. */
export interface Media {
  /** In lower case, without parameters. */
  readonly type: string;
  readonly schema: Located;
  /** Whether the body as a whole is less than certain, so that it can only warn. */
  readonly reserved: boolean;
}

/** One documented response. */
export interface ResponseForm {
  readonly reserved: boolean;
  readonly bodies: Bodies;
  readonly headers: readonly Parameter[];
}

/** One operation with all that it takes to judge its messages. */
export interface Endpoint {
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
  /** Undefined where requests have no body. */
  readonly request?: Bodies;
  /** By status code, range such as `4XX`, or `default`. */
  readonly responses: ReadonlyMap<string, ResponseForm>;
  readonly schemas: Schemas;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads all operations of a document, in its order. Throws a ContractError where a part of it would go unenforced. */
export function readEndpoints(document: OpenApiDocument, schemas: Schemas): readonly Endpoint[] {
  const paths = { node: document.root['paths'], place: '#/paths' };
  const endpoints = members(paths).flatMap((item) => {
    const path = resolve(document, item);
    return members(path)
      .filter(({ name }) => METHODS.includes(name))
      .map((operation) => readEndpoint(document, schemas, item.name, path, operation));
  });
  const components = { node: document.root['components'], place: '#/components' };
  // Those that no operation uses as well: somebody may come to use them.
  for (const schema of members(member(components, 'schemas'))) schemas.check(schema, 'response');
  return endpoints;
}

function readEndpoint(
  document: OpenApiDocument,
  schemas: Schemas,
  path: string,
  item: Located,
  { node, place, name: method }: Located & { readonly name: string },
): Endpoint {
  if (!isObject(node)) throw fault(document, place, 'is not an operation');
  const id = node['operationId'];
  if (typeof id !== 'string') throw fault(document, place, 'has no operationId: give it one');
  const parameters = readParameters(document, schemas, withoutOverridden(document, item, { node, place }));
  const body = 'requestBody' in node ? resolve(document, member({ node, place }, 'requestBody')) : undefined;
  const forms = members(member({ node, place }, 'responses')).map(
    (response) => [response.name.toUpperCase(), readResponse(document, schemas, response)] as const,
  );
  const statuses = (reserved: boolean): number[] =>
    forms
      .filter(([status, form]) => /^\d{3}$/.test(status) && form.reserved === reserved)
      .map(([status]) => Number(status));
  return {
    operation: {
      id,
      method: method.toUpperCase(),
      path,
      documentedStatuses: statuses(false),
      toleratedStatuses: statuses(true),
      requiredHeaders: parameters
        .filter(({ kind, required, reserved }) => kind === 'header' && required && !reserved)
        .map(({ name }) => name),
    },
    parameters,
    ...(body ? { request: readBodies(document, schemas, body, 'request') } : {}),
    responses: new Map(forms),
    schemas,
  };
}

/** The parameters of an operation and those of its path that it does not give anew. */
function withoutOverridden(document: OpenApiDocument, item: Located, operation: Located): readonly Located[] {
  const own = members(member(operation, 'parameters'));
  const key = (parameter: Located): string => {
    const { node } = resolve(document, parameter);
    return isObject(node) ? `${String(node['in'])} ${String(node['name'])}` : '';
  };
  const given = new Set(own.map(key));
  return [...members(member(item, 'parameters')).filter((parameter) => !given.has(key(parameter))), ...own];
}

function readResponse(document: OpenApiDocument, schemas: Schemas, item: Located): ResponseForm {
  const { node, place } = resolve(document, item);
  if (!isObject(node)) throw fault(document, place, 'is not a response');
  const written = isObject(item.node) && isReserved(document, item.node, item.place);
  return {
    reserved: written || isReserved(document, node, place),
    bodies: readBodies(document, schemas, { node: { ...node, required: true }, place }, 'response'),
    headers: readHeaders(document, schemas, member({ node, place }, 'headers')),
  };
}

function readBodies(document: OpenApiDocument, schemas: Schemas, body: Located, direction: Direction): Bodies {
  const media = members(member(body, 'content')).flatMap((form) => {
    const schema = member(form, 'schema');
    if (schema.node === undefined || !isObject(form.node)) return [];
    schemas.check(schema, direction);
    const type = (form.name.split(';')[0] ?? '').trim().toLowerCase();
    return [
      { type, schema, reserved: isReserved(document, form.node, form.place) || isReservedAsWhole(document, schema) },
    ];
  });
  return { required: isObject(body.node) && body.node['required'] === true, media };
}

function isReservedAsWhole(document: OpenApiDocument, schema: Located): boolean {
  return [schema, resolve(document, schema)].some(
    ({ node, place }) => isObject(node) && typeof node['x-standing'] === 'string' && isReserved(document, node, place),
  );
}

function member({ node, place }: Located, name: string): Located {
  return { node: isObject(node) ? node[name] : undefined, place: below(place, name) };
}

function members({ node, place }: Located): readonly (Located & { readonly name: string })[] {
  const entries = Array.isArray(node) || isObject(node) ? Object.entries(node as JsonObject) : [];
  return entries
    .filter(([name]) => !name.startsWith('x-'))
    .map(([name, value]) => ({ name, node: value, place: below(place, name) }));
}
