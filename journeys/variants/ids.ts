import { FAULT_KINDS, type Fault, type FaultKind } from '../../specs/faults.ts';

/** What the id of a generated request says: how to make it again. */
export interface VariantId {
  /** The operation, with the name of the body's schema behind a colon where it has several: `handleCreateOrder:CeaseOrderRequest`. */
  readonly label: string;
  readonly seed: number;
  /** The number of the valid request; 0 is the plain one. */
  readonly base: number;
  /** The way from there to a simpler one, as fast-check walks it. */
  readonly path: readonly number[];
  /** What is wrong with it. */
  readonly fault?: Pick<Fault, 'kind' | 'where'>;
}

/** How large the number of a base can be: each takes a step of the random numbers to find. */
const MOST_BASES = 100_000;

const FORM = 'OPERATION~SEED~BASE, such as handleCreateOrder~42~3, with ~KIND@POINTER behind it for one with a fault';

/** The part of an id that stands for the operation. */
export function labelOf({ operation, variant }: { readonly operation: string; readonly variant?: string }): string {
  return variant === undefined ? operation : `${operation}:${variant}`;
}

/** An id as text. */
export function writeVariantId({ label, seed, base, path, fault }: VariantId): string {
  const way = [base, ...path].join('.');
  return `${label}~${seed}~${way}${fault === undefined ? '' : `~${fault.kind}@${fault.where}`}`;
}

/** Whether a text is meant as the id of a generated request: no other id has a tilde. It may be misspelt all the same. */
export function isVariantId(text: string): boolean {
  return text.includes('~');
}

/**
 * Reads the id of a generated request.
 * @throws Error of one line when it is none.
 */
export function readVariantId(text: string): VariantId {
  const parts = /^([^~\s]+)~(-?\d+)~(\d+)((?:\.\d+)*)(?:~([^@]*)@(.*))?$/.exec(text);
  if (!parts) throw new Error(`${text} is not the id of a variant: it has to be ${FORM}`);
  const [, label = '', seed, base, way = '', kind, where] = parts;
  const id: VariantId = {
    label,
    seed: wholeNumber(seed, text, 'seed', Number.MAX_SAFE_INTEGER),
    base: wholeNumber(base, text, 'base', MOST_BASES),
    path: way
      .split('.')
      .slice(1)
      .map((step) => wholeNumber(step, text, 'path', MOST_BASES)),
  };
  if (id.base === 0 && id.path.length > 0) {
    throw new Error(
      `${text} is not the id of a variant: base 0 is the plain request, which nothing can be shrunk from`,
    );
  }
  if (kind === undefined || where === undefined) return id;
  if (!isFaultKind(kind)) {
    throw new Error(
      `${text} is not the id of a variant: ${kind} is no kind of fault; there are ${FAULT_KINDS.join(', ')}`,
    );
  }
  if (!/^\/(body|query|header)(\/|$)/.test(where)) {
    throw new Error(
      `${text} is not the id of a variant: ${where} is no place; those begin with /body, /query or /header`,
    );
  }
  return { ...id, fault: { kind, where } };
}

function wholeNumber(digits: string | undefined, text: string, noun: string, limit: number): number {
  const number = Number(digits);
  if (Math.abs(number) > limit) throw new Error(`${text} is not the id of a variant: its ${noun} is beyond ${limit}`);
  return number;
}

function isFaultKind(kind: string): kind is FaultKind {
  return FAULT_KINDS.some((known) => known === kind);
}
