import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { thrownCode } from '../specs/thrown.ts';
import { OPERATION_REACH } from '../specs/reach.ts';
import { subjectOf, type Waiver } from '../specs/waiver.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { ConfigError, readDocument, type ConfigDocument } from './config-document.ts';
import type { ConfigSchema } from './config-schema.ts';
import { nearest } from './nearest.ts';

/** The file of waivers that is used without being named, where it lies beside the configuration. */
const WAIVERS_FILE = 'waivers.yaml';

const text = (expects: string): ConfigSchema => ({ type: 'string', pattern: '\\S', expects });

const PROPERTIES: Readonly<Record<string, ConfigSchema>> = {
  check: text('the id of a check, such as kci-has-sequence-number'),
  requirement: text('the id of a requirement, such as KCI-SEQUENCE-NUMBER'),
  operation: text('an operationId, such as handleCreateOrder'),
  outcome: { enum: ['failed', 'not-exercised'], expects: 'failed or not-exercised' },
  reason: text('why it fails and what is being done about it'),
  owner: text('who answers for it'),
  expires: {
    type: 'string',
    format: 'day',
    expects: 'the last day on which the waiver counts (UTC), written 2026-12-31',
  },
  link: { type: 'string', format: 'web-page', expects: 'the http or https address of a page that tells more' },
};

const WAIVERS_SCHEMA: ConfigSchema = {
  type: 'array',
  expects: 'a list of waivers, each with check or requirement, reason, owner and expires',
  items: {
    type: 'object',
    properties: PROPERTIES,
    required: ['reason', 'owner', 'expires'],
    additionalProperties: false,
    expects: `a waiver: a map with the keys ${Object.keys(PROPERTIES).join(', ')}`,
  },
};

type Written = Omit<Waiver, 'outcome' | 'place'> & Partial<Pick<Waiver, 'outcome'>>;

/**
 * The waivers in a file; none where it is empty.
 * @throws ConfigError when it cannot be read, is not a list of waivers, names what does not exist, or waives a thing twice. Each
 * line says where, what is wrong and what to do.
 */
export function readWaivers(file: string): readonly Waiver[] {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const why = thrownCode(error);
    throw new ConfigError(
      `cannot read the waivers ${file} (${why}); give the path of a list of waivers, or leave it out`,
    );
  }
  const document = readDocument(source, file, WAIVERS_SCHEMA);
  const written = document.value as readonly Written[];
  const faults = written.flatMap((waiver, index) => {
    const fault = faultOf(waiver, written.slice(0, index), document);
    return fault ? [`${document.place([index, ...fault.at])}: ${fault.text}`] : [];
  });
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return written.map((waiver, index) => ({
    ...waiver,
    outcome: waiver.outcome ?? 'failed',
    place: basename(file) + document.place([index]).slice(file.length),
  }));
}

/**
 * The waivers that a configuration names (a path relative to it), else those that lie beside it.
 * @throws ConfigError when they cannot be read or used.
 */
export function waiversOf(config: string, named: string | undefined): readonly Waiver[] {
  const name = named ?? WAIVERS_FILE;
  const path = isAbsolute(name) ? name : join(dirname(config), name);
  return named !== undefined || existsSync(path) ? readWaivers(path) : [];
}

/**
 * The waivers that a command line asks for, by the path of a file, or `false` for none; nothing where it asks for none in
 * particular.
 * @throws ConfigError when they cannot be read or used.
 */
export function chosenWaivers(asked: string | false | undefined): { readonly waivers?: readonly Waiver[] } {
  // Commander gives true where nothing is asked for and there is a flag that says no.
  if (asked === undefined || typeof asked === 'boolean') return asked === false ? { waivers: [] } : {};
  return { waivers: readWaivers(asked) };
}

interface Fault {
  /** The key that is at fault, or none where it is the whole waiver. */
  readonly at: readonly string[];
  readonly text: string;
}

function faultOf(waiver: Written, before: readonly Written[], { place }: ConfigDocument): Fault | undefined {
  const { check, requirement, operation, outcome = 'failed' } = waiver;
  if ((check === undefined) === (requirement === undefined)) {
    const what = check === undefined ? 'what is waived is missing' : 'check and requirement are both there';
    return { at: [], text: `${what}; give the id of a check, or of a requirement with all of its checks` };
  }
  const unknown = check === undefined ? unknownRequirement(requirement ?? '') : unknownCheck(check);
  if (unknown !== undefined) return { at: [check === undefined ? 'requirement' : 'check'], text: unknown };
  const wrongOperation = operation === undefined ? undefined : unknownOperation(operation, waiver);
  if (wrongOperation !== undefined) return { at: ['operation'], text: wrongOperation };
  const twin = before.findIndex(
    (other) =>
      other.check === check &&
      other.requirement === requirement &&
      other.operation === operation &&
      (other.outcome ?? 'failed') === outcome,
  );
  if (twin >= 0) {
    return { at: [], text: `${subjectOf(waiver)} is waived already, at ${place([twin])}; delete one of the two` };
  }
  return undefined;
}

const { requirements, checks } = CATALOGUE;

function unknownCheck(id: string): string | undefined {
  const known = checks.find((check) => check.id === id);
  if (known) return known.blames ? `${id} looks at the harness itself, which cannot be waived` : undefined;
  if (requirements.some((requirement) => requirement.id === id)) {
    return `${id} is a requirement, not a check; write requirement: ${id}`;
  }
  return `there is no check ${id}${advice(
    id,
    checks.map((check) => check.id),
  )}`;
}

function unknownRequirement(id: string): string | undefined {
  const known = requirements.find((requirement) => requirement.id === id);
  if (known) {
    const own = checks.filter(({ requirement }) => requirement === id);
    if (own.length > 0 && own.every(({ blames }) => blames)) {
      return `${id} is about the harness itself, which cannot be waived`;
    }
    return known.untested === undefined
      ? undefined
      : `${id} has no check, so nothing of it can fail: ${known.untested}`;
  }
  if (checks.some((check) => check.id === id)) return `${id} is a check, not a requirement; write check: ${id}`;
  return `there is no requirement ${id}${advice(
    id,
    requirements.map((requirement) => requirement.id),
  )}`;
}

function unknownOperation(operation: string, { check, requirement }: Written): string | undefined {
  const operations = Object.keys(OPERATION_REACH);
  if (!operations.includes(operation)) {
    const meant = nearest(operation, operations);
    return `there is no operation ${operation}; ${meant ? `did you mean ${meant}?` : `known are ${operations.join(', ')}`}`;
  }
  const own = checks.filter((candidate) => candidate.id === check || candidate.requirement === requirement);
  if (own.some((candidate) => candidate.operation)) return undefined;
  return `the verdicts on ${check ?? requirement} are not told apart by operation; leave it out`;
}

function advice(id: string, known: readonly string[]): string {
  const meant = nearest(id, known);
  return meant ? `; did you mean ${meant}?` : '; see `supplier-conformance list`';
}
