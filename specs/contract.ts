import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tellingKeys } from './branches.ts';
import type { Contract, Message, SchemaFinding } from './contract-types.ts';
import { shown } from './describe.ts';
import type { Bodies, Endpoint, Media, ResponseForm } from './endpoints.ts';
import { readEndpoints } from './endpoints.ts';
import { listedValues } from './enumerations.ts';
import type { OpenApiDocument, ReadDocument } from './openapi-document.ts';
import { ContractError, readOpenApi } from './openapi-document.ts';
import type { Parameter } from './parameters.ts';
import { judgeParameter } from './parameters.ts';
import { openSchemas } from './schemas.ts';
import type { Member, RequestShape } from './shapes.ts';
import { unnamedMembers } from './unnamed-members.ts';

export { ContractError } from './openapi-document.ts';

/** Which documents to use in place of those beside the code, as file paths. */
export interface ContractFiles {
  readonly supplierApi?: string;
  readonly supplierUpdatesApi?: string;
}

/**
 * Reads and compiles the contract; documents other than those beside the code may come from elsewhere than the disk, by `read`.
 * Throws a ContractError, one line that says what and where, if a document cannot be read,
 * is not valid, or says something that would not be enforced.
 */
export async function loadContract(files: ContractFiles = {}, read?: ReadDocument): Promise<Contract> {
  const paths = [
    files.supplierApi ?? fileURLToPath(new URL('./supplier-api.yaml', import.meta.url)),
    files.supplierUpdatesApi ?? fileURLToPath(new URL('./supplier-updates-api.yaml', import.meta.url)),
  ] as const;
  const [api, updates] = await Promise.all([
    readOpenApi(paths[0], files.supplierApi === undefined ? undefined : read),
    readOpenApi(paths[1], files.supplierUpdatesApi === undefined ? undefined : read),
  ]);
  const supplierEndpoints = readEndpoints(api, openSchemas(api));
  const updateEndpoints = readEndpoints(updates, openSchemas(updates));

  const endpoints = new Map<string, Endpoint>();
  for (const endpoint of [...supplierEndpoints, ...updateEndpoints]) {
    const { id } = endpoint.operation;
    if (endpoints.has(id)) throw new ContractError(`two operations have the operationId ${id}: rename one of them`);
    endpoints.set(id, endpoint);
  }
  const find = (id: string): Endpoint => {
    const endpoint = endpoints.get(id);
    if (!endpoint)
      throw new ContractError(`there is no operation ${id}; the contract has ${[...endpoints.keys()].join(', ')}`);
    return endpoint;
  };

  const shapes = new Map<string, RequestShape>();

  const kcis = updateEndpoints.find(({ operation }) => operation.method === 'POST' && operation.path.endsWith('/kcis'));
  const kci = kcis?.request?.media.find(isJson);
  if (!kcis || !kci) throw new ContractError(`${paths[1]} describes no POST /kcis with a JSON body`);
  const kciJudge = kcis.schemas.judge(kci.schema, 'request');

  return {
    hashes: hashesOf([api, updates], paths),
    editions: editionsOf([api, updates], paths),
    operations: supplierEndpoints.map(({ operation }) => operation),
    operation: (id) => find(id).operation,
    judgeRequest: (id, message, variant) => judgeRequest(find(id), message, variant),
    requestShape(id, variant) {
      const key = `${id} ${variant ?? ''}`;
      let shape = shapes.get(key);
      if (!shape) shapes.set(key, (shape = requestShape(find(id), variant)));
      return shape;
    },
    judgeResponseBody(id, status, body, variant) {
      const endpoint = find(id);
      const form = responseForm(endpoint, status);
      const media = form?.bodies.media.find(isJson);
      if (!form || !media) return [];
      return judgeBody(endpoint, { ...media, reserved: media.reserved || form.reserved }, 'response', body, variant);
    },
    responseBody(id, status) {
      const form = responseForm(find(id), status);
      const media = form?.bodies.media.find(isJson);
      if (!form || !media) return 'none';
      return form.reserved || media.reserved ? 'tolerated' : 'documented';
    },
    judgeResponseHeaders(id, status, headers) {
      const form = responseForm(find(id), status);
      const findings = form?.headers.flatMap((header) => judgeHeader(header, headers)) ?? [];
      return form?.reserved ? findings.map(asWarning) : findings;
    },
    judgeKci: (body) => kciJudge.findings(body, 'body'),
    unnamedKciMembers: (body) => unnamedMembers(updates, kci.schema, body, 'body'),
    kciWrappers: tellingKeys(updates, kci.schema),
    kciReasonCodes: listedValues(updates, kci.schema, 'reasonCode'),
  };
}

/** The hashes of both documents; by whole paths where the names alone would not tell them apart. */
function hashesOf(documents: readonly OpenApiDocument[], paths: readonly string[]): Contract['hashes'] {
  const folders = foldersOf(documents, paths);
  return Object.fromEntries(
    documents.flatMap(({ hashes }, index) =>
      Object.entries(hashes).map(([name, hash]) => [join(folders[index] ?? '', name), hash]),
    ),
  );
}

function editionsOf(documents: readonly OpenApiDocument[], paths: readonly string[]): Contract['editions'] {
  const folders = foldersOf(documents, paths);
  return Object.fromEntries(
    documents.map(({ root }, index) => {
      const { title, version } = (root.info ?? {}) as { readonly title?: unknown; readonly version?: unknown };
      const name = join(folders[index] ?? '', basename(paths[index] ?? ''));
      return [name, { title: String(title), version: String(version) }];
    }),
  );
}

function foldersOf(documents: readonly OpenApiDocument[], paths: readonly string[]): readonly string[] {
  const names = documents.flatMap(({ hashes }) => Object.keys(hashes));
  const clash = new Set(names).size < names.length;
  return paths.map((path) => (clash ? dirname(path) : ''));
}

function judgeRequest(
  endpoint: Endpoint,
  message: Message & { readonly url: string },
  variant: string | undefined,
): readonly SchemaFinding[] {
  const { parameters, operation } = endpoint;
  const url = new URL(message.url, 'http://localhost');
  const pathValues = matchPath(operation.path, url.pathname);
  const findings: SchemaFinding[] = [];
  if (!pathValues) findings.push({ severity: 'error', where: 'path', expected: operation.path, actual: url.pathname });
  for (const parameter of parameters) {
    if (parameter.kind === 'header') findings.push(...judgeHeader(parameter, message.headers));
    if (parameter.kind === 'query')
      findings.push(...judgeParameter(parameter, url.searchParams.getAll(parameter.name)));
    if (parameter.kind === 'path' && pathValues) {
      const value = pathValues.get(parameter.name);
      findings.push(...judgeParameter(parameter, value === undefined ? [] : [value]));
    }
  }
  return [...findings, ...judgeRequestBody(endpoint, message, variant)];
}

function judgeRequestBody(endpoint: Endpoint, message: Message, variant: string | undefined): readonly SchemaFinding[] {
  const { request } = endpoint;
  if (!request) {
    if (message.body === undefined) return [];
    return [{ severity: 'error', where: 'body', expected: 'no body', actual: shown(message.body) }];
  }
  const given = message.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const media = mediaOf(request, given);
  const findings: SchemaFinding[] = [];
  if (message.body !== undefined && !media) {
    const expected = request.media.map(({ type }) => type).join(' or ');
    findings.push({
      severity: 'error',
      where: 'header Content-Type',
      expected,
      actual: given === undefined ? 'missing' : shown(given),
    });
  }
  const described = media ?? request.media[0];
  if (!described || (message.body === undefined && !request.required)) return findings;
  return [...findings, ...judgeBody(endpoint, described, 'request', message.body, variant)];
}

function requestShape({ parameters, request, schemas }: Endpoint, variant: string | undefined): RequestShape {
  const member = ({ name, schema, required, reserved, example }: Parameter): Member => {
    const shape = schemas.shape(schema, reserved);
    return {
      name,
      shape: shape.kind === 'text' && example !== undefined ? { ...shape, example } : shape,
      mandatory: !required ? 'no' : reserved ? 'reserved' : 'documented',
    };
  };
  const media = request?.media.find(isJson);
  return {
    headers: parameters.filter(({ kind, required }) => kind === 'header' && required).map(member),
    query: parameters
      .filter(({ kind }) => kind === 'query')
      .map((parameter) => ({
        ...member(parameter),
        form: parameter.form,
        ...(parameter.joined ? { joined: true } : {}),
      })),
    ...(request && media
      ? {
          body: schemas.shape(media.schema, media.reserved, variant),
          bodyMandatory: !request.required ? 'no' : media.reserved ? 'reserved' : 'documented',
          ...(mediaOf(request, 'text/plain') ? { plainText: true } : {}),
        }
      : {}),
  };
}

function judgeBody(
  { schemas }: Endpoint,
  { schema, type, reserved }: Media,
  direction: 'request' | 'response',
  body: unknown,
  variant: string | undefined,
): readonly SchemaFinding[] {
  if (body === undefined) {
    const expected = `body of the type ${type}`;
    return [{ severity: reserved ? 'warning' : 'error', where: 'body', expected, actual: 'missing' }];
  }
  const findings = schemas.judge(schema, direction, variant).findings(body, 'body');
  return reserved ? findings.map(asWarning) : findings;
}

function judgeHeader(header: Parameter, headers: Message['headers']): readonly SchemaFinding[] {
  const name = header.name.toLowerCase();
  const values = headers.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
  return judgeParameter(header, values);
}

function asWarning(finding: SchemaFinding): SchemaFinding {
  return { ...finding, severity: 'warning' };
}

/** The response that the document gives for exactly the status, else for its range, else for all others. */
function responseForm({ responses }: Endpoint, status: number): ResponseForm | undefined {
  return responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get('DEFAULT');
}

function mediaOf({ media }: Bodies, contentType: string | undefined): Media | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  return media.find((candidate) => candidate.type === type || candidate.type === '*/*');
}

function isJson({ type }: Media): boolean {
  return type === 'application/json' || type.endsWith('+json') || type === '*/*' || type === 'application/*';
}

/** The values in a path that ends as the template does (a supplier may put a prefix before it); undefined where it ends otherwise. */
function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const wanted = template.split('/').slice(1);
  const given = path.split('/').slice(-wanted.length);
  if (given.length < wanted.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name !== undefined && value !== '') values.set(name, decodePath(value));
    else if (segment !== value) return undefined;
  }
  return values;
}

function decodePath(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a broken escape is judged as it stands
  }
}
