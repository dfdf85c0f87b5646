import { Ajv, type ErrorObject } from 'ajv';
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLParseError,
} from 'yaml';
import { isDay } from '../specs/waiver.ts';
import { faultIn } from '../callbacks/allow.ts';
import { CONFIG_SCHEMA, type ConfigSchema } from './config-schema.ts';
import { milliseconds } from './durations.ts';
import { nearest } from './nearest.ts';

/** A configuration that cannot be used; each line of the message says where, what is wrong and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A configuration as it was written, checked, with the place of each of its values. */
export interface ConfigDocument {
  readonly value: unknown;
  /** `FILE:LINE:COLUMN` of the value at a path, or of the nearest value around it. */
  readonly place: (path: readonly (string | number)[]) => string;
}

type Path = readonly (string | number)[];

/**
 * Reads a configuration, fills in `${NAME}` from the environment (`$${NAME}` stands for itself) and checks it.
 * @throws ConfigError when it is not YAML, names a variable that is not set, or is not what the schema expects.
 */
export function readConfigDocument(source: string, file: string, environment: NodeJS.ProcessEnv): ConfigDocument {
  return readDocument(source, file, CONFIG_SCHEMA, environment);
}

/**
 * Reads a YAML document of a schema, a map or a list; fills in the environment where one is given. A list may be empty.
 * @throws ConfigError when it is not YAML, names a variable that is not set, or is not what the schema expects.
 */
export function readDocument(
  source: string,
  file: string,
  schema: ConfigSchema,
  environment?: NodeJS.ProcessEnv,
): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const place = (path: Path) => at(offsetOf(document, path));
  const faults = document.errors.map((error) => `${at(error.pos[0])}: ${wordsOf(error, document, at)}`);
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  if (environment) fillIn(document, environment, at);
  const isList = schema.type === 'array';
  if (isList && document.contents === null) return { value: [], place };
  if (!(isList ? isSeq(document.contents) : isMap(document.contents))) {
    throw new ConfigError(`${file}: expected ${schema.expects}`);
  }
  refuseUnknownAliases(document, at);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const wrong = complaints(value, schema);
  if (wrong.length > 0) {
    throw new ConfigError(wrong.map(({ path, text }) => `${place(path)}: ${text}`).join('\n'));
  }
  return { value, place };
}

type At = (offset: number) => string;

/** What is wrong with the YAML, in words; of a key that stands twice and of a bracket that is not closed, with the other place. */
function wordsOf({ code, message, pos: [offset] }: YAMLParseError, document: Document, at: At): string {
  if (code === 'DUPLICATE_KEY') return secondKey(document, offset, at) ?? message;
  const closing = code === 'BAD_INDENT' ? /end with a ([}\]])$/.exec(message)?.[1] : undefined;
  return (closing && unclosed(document, offset, closing, at)) ?? message;
}

function secondKey(document: Document, offset: number, at: At): string | undefined {
  let words: string | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const keys = items.flatMap(({ key }) => (isScalar(key) && key.range ? [{ key, start: key.range[0] }] : []));
      const second = keys.find(({ start }) => start === offset);
      const first = second && keys.find(({ key }) => key.value === second.key.value);
      if (!second || !first) return undefined;
      words = `the key ${String(second.key.value)} is there already (${at(first.start)}); put what belongs to it in one place`;
      return visit.BREAK;
    },
  });
  return words;
}

function unclosed(document: Document, offset: number, closing: string, at: At): string | undefined {
  let words: string | undefined;
  visit(document, {
    Collection: (_, { flow, range }) => {
      if (!flow || range?.[1] !== offset) return undefined;
      words = `the ${closing === '}' ? '{' : '['} at ${at(range[0])} is not closed before this; put a ${closing} where it ends`;
      return visit.BREAK;
    },
  });
  return words;
}

/** The offset of a value's key where it has one (that is where a reader looks), else of the value, else of what is around it. */
function offsetOf(document: Document, path: Path): number {
  const around = path.slice(0, -1);
  const last = path.at(-1);
  const parent = path.length === 0 ? undefined : around.length === 0 ? document.contents : document.getIn(around, true);
  if (isMap(parent)) {
    const key = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))?.key;
    if (isNode(key) && key.range) return key.range[0];
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, around);
}

/** An alias may be meant for a text, and that for a secret: it is told by its place alone. */
function refuseUnknownAliases(document: Document, at: (offset: number) => string): void {
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      throw new ConfigError(
        `${at(alias.range?.[0] ?? 0)}: an alias (*) whose anchor (&) is not there; put a text that begins with * in quotes`,
      );
    },
  });
}

function fillIn(document: Document, environment: NodeJS.ProcessEnv, at: (offset: number) => string): void {
  const missing: string[] = [];
  visit(document, {
    Scalar: (part, node) => {
      if (part === 'key' || typeof node.value !== 'string') return;
      node.value = node.value.replace(/\$?\$\{([^}]*)\}/g, (written, name: string) => {
        if (written.startsWith('$$')) return written.slice(1);
        const found = environment[name];
        if (found) return found;
        missing.push(
          `${at(node.range?.[0] ?? 0)}: the environment variable ${name} is not set; set it, or write the value itself`,
        );
        return written;
      });
    },
  });
  if (missing.length > 0) throw new ConfigError(missing.join('\n'));
}

interface Complaint {
  readonly path: Path;
  readonly text: string;
}

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, discriminator: true });
ajv.addFormat('duration', (value: string) => milliseconds(value) !== undefined);
ajv.addFormat('listen', (value: string) => listenAddress(value) !== undefined);
ajv.addFormat('http-url', isHttpUrl);
ajv.addFormat('address-range', (value: string) => faultIn(value) === undefined);
ajv.addFormat('day', isDay);
ajv.addFormat('web-page', (value: string) => /^https?:\/\/\S+$/.test(value) && URL.canParse(value));

function complaints(value: unknown, schema: ConfigSchema): readonly Complaint[] {
  // A schema that was compiled before is not compiled again.
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // A failed branch or discriminator is told by the errors inside it, or by the tag that is missing.
  const telling = errors.filter(({ keyword }) => keyword !== 'oneOf');
  const found = telling.map((error) => complaint(error, value));
  return found.filter(({ text }, index) => found.findIndex((other) => other.text === text) === index);
}

function complaint(error: ErrorObject, root: unknown): Complaint {
  const path = pathOf(error.instancePath, root);
  const schema = error.parentSchema as ConfigSchema | undefined;
  const inside = (key: string) => [...path, key];
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const known = Object.keys((schema?.properties as object | undefined) ?? {});
      const meant = nearest(key, known);
      const advice = meant ? `did you mean ${meant}?` : `known keys here: ${known.join(', ')}`;
      return { path: inside(key), text: `unknown key ${written(inside(key))}; ${advice}` };
    }
    case 'required': {
      const key = String(error.params.missingProperty);
      const expected = (schema?.properties as Record<string, ConfigSchema> | undefined)?.[key]?.expects;
      return { path, text: `${written(inside(key))} is missing${expected ? `; expected ${expected}` : ''}` };
    }
    case 'discriminator': {
      const tag = String(error.params.tag);
      return { path: inside(tag), text: `${written(inside(tag))}: expected oauth2, basic, bearer or none` };
    }
    default: {
      const text = `${written(path)}: expected ${schema?.expects ?? error.message}`;
      const values = error.keyword === 'enum' ? (error.params.allowedValues as readonly string[]) : [];
      const meant = typeof error.data === 'string' ? nearest(error.data, values) : undefined;
      return { path, text: `${text}, not ${shown(error.data, path)}${meant ? `; did you mean ${meant}?` : ''}` };
    }
  }
}

/** A JSON pointer as a path; members of lists become numbers. */
function pathOf(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return path;
}

/** A path as it would be written: `steering.ORDER_DELAYED.header`, `features[2]`. */
function written(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** What may be secret: whatever stands under such a key. */
const SECRETS: readonly unknown[] = [
  'secret',
  'clientSecret',
  'password',
  'token',
  'expiredToken',
  'passphrase',
  'auth',
  'header',
  'headers',
];

/** A wrong value, short, and without what may be a secret. */
function shown(value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  if (path.some((key) => SECRETS.includes(key))) return `the ${typeof value} that is there`;
  const text = JSON.stringify(typeof value === 'string' ? value.replace(/\/\/[^/\s]*@/, '//...@') : value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `HOST:PORT` as its parts; undefined when it is something else. */
export function listenAddress(written: string): { readonly host: string; readonly port: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(written) ?? [];
  const host = bracketed ?? plain;
  return host !== undefined && Number(port) <= 65_535 ? { host, port: Number(port) } : undefined;
}

function isHttpUrl(value: string): boolean {
  if (!/^https?:\/\/\S+$/.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}
