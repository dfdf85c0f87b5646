import type { Contract } from '../specs/contract-types.ts';
import { faultsOf, type Fault } from '../specs/faults.ts';
import { pointer } from '../specs/pointers.ts';
import { isWithin, OPERATION_REACH } from '../specs/reach.ts';
import type { Feature } from '../specs/requirement.ts';
import type { RequestShape, Shape } from '../specs/shapes.ts';
import type { Variant } from '../evidence/variants.ts';
import type { Views } from './views.ts';

/** How valid variants were answered; `otherwise` is what a valid request should not be answered with. */
export interface ValidTally {
  readonly sent: number;
  readonly taken: number;
  readonly refused: number;
  readonly otherwise: number;
}

/** How variants with a fault were answered; `inconclusive` are those that prove nothing, mostly because their twins were not taken. */
export interface FaultyTally {
  readonly sent: number;
  readonly refused: number;
  readonly taken: number;
  /** Answered with a fault of the supplier's, or not at all. */
  readonly failed: number;
  readonly inconclusive: number;
}

/** A fault that a request can have, and what became of it: the worst where it was sent more than once. */
export interface FaultCoverage extends Fault {
  readonly state: 'refused' | 'taken' | 'failed' | 'inconclusive' | 'not-sent';
  readonly times: number;
}

/** A place in a request, and in which ways it was varied. */
export interface PlaceCoverage {
  /** A JSON pointer into the request. */
  readonly where: string;
  /** In a few words each; none where the place was left as it is. */
  readonly edits: readonly string[];
}

/** What of the requests of an operation was generated, sent and answered, and what was not. */
export interface VariantCoverage {
  readonly operation: string;
  /** The kind of body, where the operation has several. */
  readonly variant?: string;
  readonly method: string;
  readonly path: string;
  /** How many variants there were; some may have been sent more than once. */
  readonly generated: number;
  /** How many requests were sent for them. */
  readonly sent: number;
  /** How many of these were sent to find a simpler one that shows the same. */
  readonly shrunk: number;
  readonly valid: ValidTally;
  readonly faulty: FaultyTally;
  readonly places: readonly PlaceCoverage[];
  readonly faults: readonly FaultCoverage[];
}

/** What was sent of the variants of each operation of who claims these features, and of any other that was sent. */
export function variantCoverage(
  { variants }: Pick<Views, 'variants'>,
  contract: Contract,
  features: readonly Feature[],
): readonly VariantCoverage[] {
  return contract.operations.flatMap((operation) => {
    const own = variants.filter(({ exchange }) => exchange.request.operation === operation.id);
    if (own.length === 0 && !isWithin(OPERATION_REACH[operation.id] ?? [], features)) return [];
    const kinds = [...new Set(own.map(({ exchange }) => exchange.request.variant))];
    return (kinds.length === 0 ? [undefined] : kinds).map((variant): VariantCoverage => {
      const alike = own.filter(({ exchange }) => exchange.request.variant === variant);
      const shape = contract.requestShape(operation.id, variant);
      const faults = faultsOf(shape);
      return {
        operation: operation.id,
        ...(variant === undefined ? {} : { variant }),
        method: operation.method,
        path: operation.path,
        generated: new Set(alike.map(({ generated }) => generated.id)).size,
        sent: alike.length,
        shrunk: alike.filter(({ generated }) => generated.shrunkFrom !== undefined).length,
        valid: validTally(alike.filter(({ generated }) => !generated.fault)),
        faulty: faultyTally(alike.filter(({ generated }) => generated.fault)),
        places: placesOf(shape).map((where) => ({ where, edits: editsAt(where, alike) })),
        faults: [...faults, ...faultsBeyond(faults, alike)].map((fault) => faultCoverage(fault, alike)),
      };
    });
  });
}

/** The faults of later items of lists, which no shape tells of, as far as they were sent. */
function faultsBeyond(faults: readonly Fault[], variants: readonly Variant[]): readonly Fault[] {
  const key = ({ kind, where }: Pick<Fault, 'kind' | 'where'>) => `${kind} ${where}`;
  const known = new Set(faults.map(key));
  const sent = variants.flatMap(({ generated: { fault } }) => (fault && !known.has(key(fault)) ? [fault] : []));
  return [...new Map(sent.map((fault) => [key(fault), fault])).values()];
}

function validTally(variants: readonly Variant[]): ValidTally {
  const [taken, refused] = ['taken', 'refused'].map(
    (wanted) => variants.filter(({ reception }) => reception === wanted).length,
  ) as [number, number];
  return { sent: variants.length, taken, refused, otherwise: variants.length - taken - refused };
}

function faultyTally(variants: readonly Variant[]): FaultyTally {
  const outcomes = variants.map(outcomeOf);
  const count = (outcome: FaultCoverage['state']) => outcomes.filter((other) => other === outcome).length;
  return {
    sent: variants.length,
    refused: count('refused'),
    taken: count('taken'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
  };
}

/** What a variant with a fault has shown. */
function outcomeOf({ reception, twin }: Variant): FaultCoverage['state'] {
  if (twin?.reception !== 'taken' || reception === 'turned away') return 'inconclusive';
  if (reception === 'taken') return 'taken';
  return reception === 'faulted' || reception === 'unanswered' ? 'failed' : 'refused';
}

/** The outcomes, the worst first. */
const WORST_FIRST = ['taken', 'failed', 'refused', 'inconclusive'] as const;

function faultCoverage(fault: Fault, variants: readonly Variant[]): FaultCoverage {
  const outcomes = variants
    .filter(({ generated }) => generated.fault?.kind === fault.kind && generated.fault.where === fault.where)
    .map(outcomeOf);
  const state = WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'not-sent';
  return { ...fault, state, times: outcomes.length };
}

function editsAt(where: string, variants: readonly Variant[]): readonly string[] {
  const edits = variants.flatMap(({ generated }) => generated.edits).filter((edit) => edit.where === where);
  return [...new Set(edits.map(({ what }) => what))];
}

/** All places of a request but its headers, which the gateway sets. */
function placesOf({ query, body }: RequestShape): readonly string[] {
  return [
    ...query.flatMap(({ name, shape }) => placesBelow(pointer('/query', name), shape)),
    ...(body ? placesBelow('/body', body).slice(1) : []),
  ];
}

function placesBelow(where: string, shape: Shape): readonly string[] {
  if (shape.kind === 'list') return [where, ...placesBelow(`${where}/0`, shape.items)];
  if (shape.kind !== 'object') return [where];
  return [where, ...shape.members.flatMap(({ name, shape: inner }) => placesBelow(pointer(where, name), inner))];
}
