import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve as resolvePath, sep } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { isObject, type JsonObject } from './json-object.ts';
import { pointer } from './pointers.ts';

/** A contract document that cannot be read, is not valid OpenAPI, or says something that would go unenforced. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** Something in a document, and the JSON pointer that leads to it, for example `#/components/schemas/Order`. */
export interface Located<T = unknown> {
  readonly node: T;
  readonly place: string;
}

/** One OpenAPI document, valid, with its references in place. */
export interface OpenApiDocument {
  readonly file: string;
  /** Which meaning the schemas have: OpenAPI 3.0's own dialect, or JSON Schema 2020-12 as in OpenAPI 3.1. */
  readonly dialect: '3.0' | '3.1';
  readonly root: JsonObject;
  /** SHA-256 of the bytes of the file and of each file that it refers to, hexadecimal, by path from the folder of the file. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** The JSON pointer of a member. */
export function below(place: string, ...names: readonly (string | number)[]): string {
  return names.reduce<string>(pointer, place);
}

/** The error that a place in a document deserves, as one line. */
export function fault(document: Pick<OpenApiDocument, 'file'>, place: string, problem: string): ContractError {
  return new ContractError(`${document.file}${place}: ${problem}`);
}

/** What stands at a place after all references are followed. Throws a ContractError where a reference leads nowhere. */
export function resolve(document: OpenApiDocument, { node, place }: Located): Located {
  const seen = new Set<string>();
  let found: Located = { node, place };
  for (let next = follow(document, found); next; next = follow(document, found)) {
    if (seen.has(next.place)) throw fault(document, found.place, `the reference ${next.place} leads back to itself`);
    seen.add(next.place);
    found = next;
  }
  return found;
}

/** What a reference leads to, which may be a reference in its turn; undefined for anything but a reference. */
export function follow(document: OpenApiDocument, { node, place }: Located): Located | undefined {
  const target = isObject(node) ? node['$ref'] : undefined;
  return typeof target === 'string' ? { node: at(document, target, place), place: target } : undefined;
}

/** Where references of a document lead, by pointer: the same few are followed again and again. */
const TARGETS = new WeakMap<JsonObject, Map<string, unknown>>();

function at(document: OpenApiDocument, pointer: string, from: string): unknown {
  const targets = TARGETS.get(document.root) ?? new Map<string, unknown>();
  TARGETS.set(document.root, targets);
  if (!targets.has(pointer)) targets.set(pointer, found(document, pointer, from));
  return targets.get(pointer);
}

function found(document: OpenApiDocument, pointer: string, from: string): unknown {
  if (pointer !== '#' && !pointer.startsWith('#/')) {
    throw fault(document, from, `the reference ${pointer} leads out of the document`);
  }
  let node: unknown = document.root;
  for (const token of pointer.split('/').slice(1)) {
    const name = decoded(token).replaceAll('~1', '/').replaceAll('~0', '~');
    const parent: unknown = node;
    node =
      (isObject(parent) || Array.isArray(parent)) && Object.hasOwn(parent, name)
        ? (parent as JsonObject)[name]
        : undefined;
    if (node === undefined) throw fault(document, from, `the reference ${pointer} leads nowhere`);
  }
  return node;
}

function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token; // a bare percent sign in a name is no encoding
  }
}

/** Gives the content of the file at a path; rejects where there is none. */
export type ReadDocument = (path: string) => Promise<Buffer>;

/**
 * Reads an OpenAPI 3.0 or 3.1 document from a file, YAML or JSON; it and what it refers to come from the disk, or from where
 * `read` finds them. Throws a ContractError of one line when it is unusable.
 */
export async function readOpenApi(path: string, read: ReadDocument = readFile): Promise<OpenApiDocument> {
  try {
    await read(path);
  } catch (error) {
    throw new ContractError(
      `cannot read the contract ${path} (${reason(error)}): give the path of an OpenAPI document`,
      { cause: error },
    );
  }
  try {
    // References to other files are taken in; nothing is ever fetched from a network.
    const options = { resolve: { http: false, ...(read === readFile ? {} : { file: fileReader(read) }) } };
    const parser = new SwaggerParser();
    const root = await parser.bundle(path, options);
    await SwaggerParser.validate(structuredClone(root), options);
    const version = 'openapi' in root ? root.openapi : 'swagger 2.0';
    if (!/^3\.[01]\./.test(version)) throw new Error(`its version is ${version}`);
    return {
      file: basename(path),
      dialect: version.startsWith('3.0') ? '3.0' : '3.1',
      root: root as unknown as JsonObject,
      hashes: await hashesOf(path, parser.$refs.paths('file'), read),
    };
  } catch (error) {
    throw new ContractError(`${path} is not a valid OpenAPI 3.0 or 3.1 document: ${reason(error)}`, { cause: error });
  }
}

/** What hands files to the parser that are not read from the disk; it names them by encoded paths. */
function fileReader(read: ReadDocument): {
  readonly order: number;
  readonly read: (file: { url: string }) => Promise<Buffer>;
} {
  return { order: 1, read: ({ url }) => read(resolvePath(decoded(url))) };
}

async function hashesOf(
  path: string,
  files: readonly string[],
  read: ReadDocument,
): Promise<Readonly<Record<string, string>>> {
  const folder = dirname(resolvePath(path));
  const entries = files.map(async (file) => {
    const hash = createHash('sha256').update(await read(file));
    return [relative(folder, file).replaceAll(sep, '/'), hash.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Why reading failed, in one line; of a hundred schema errors the one that is deepest in the document, as it is the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'no such file';
  if ('details' in error && Array.isArray(error.details)) {
    const details = (error.details as readonly MetaError[]).filter(({ keyword }) => keyword !== 'oneOf');
    const depth = ({ instancePath, keyword }: MetaError): number =>
      instancePath.split('/').length + (keyword === 'additionalProperties' ? 0.5 : 0);
    const [deepest] = details.toSorted((one, other) => depth(other) - depth(one));
    if (deepest) {
      const extra = deepest.params['additionalProperty'] ?? deepest.params['unevaluatedProperty'];
      return `#${deepest.instancePath} ${extra === undefined ? (deepest.message ?? '') : `has the unknown member ${JSON.stringify(extra)}`}`;
    }
  }
  return (error.message.split('\n')[0] ?? '').trim();
}

interface MetaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}
