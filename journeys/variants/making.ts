import * as fc from 'fast-check';
import type { Contract } from '../../specs/contract-types.ts';
import { faultsOf, type Fault } from '../../specs/faults.ts';
import { pointer, tokensOf } from '../../specs/pointers.ts';
import type { RequestShape } from '../../specs/shapes.ts';
import type { Generated } from '../../evidence/history.ts';
import { choices, firstChoices, freePlaces, type Choice } from './arbitraries.ts';
import { broken, written, type Written } from './breaking.ts';
import { edited } from './edits.ts';
import { labelOf, writeVariantId, type VariantId } from './ids.ts';
import { problemOf, reservedPlaces } from './judging.ts';
import { valueAt, withValueAt } from './places.ts';
import type { Draft, Prepared, Target } from './target.ts';

/** A request that may be sent: it is as valid, or as wrong, as it is meant to be. */
export interface Made {
  readonly written: Written;
  readonly edits: Generated['edits'];
}

/** Why a request cannot be sent: it has no such place, or it turned out to be something else than was meant. */
export interface Unmade {
  readonly unmade: 'no such place' | 'not as meant';
  readonly problem: string;
}

/** How requests of one kind are made: the same way each time, from the seed alone. */
export interface Making {
  readonly label: string;
  readonly shape: RequestShape;
  readonly faults: readonly Fault[];
  readonly arbitrary: fc.Arbitrary<Choice>;
  /** What fast-check is told, so that it walks the way that ids name. */
  readonly parameters: (id: Pick<VariantId, 'seed' | 'base' | 'path'>) => Readonly<Walk>;
  /**
   * What is varied in a valid request.
   * @throws Error of one line when there is none of that number and path.
   */
  readonly choice: (id: Pick<VariantId, 'seed' | 'base' | 'path'>) => Choice;
  /** Makes a request for what is prepared, with its own number. */
  readonly make: (prepared: Prepared, choice: Choice, fault: Fault | undefined, number: number) => Made | Unmade;
}

type Walk = Required<Pick<fc.Parameters<[Choice]>, 'seed' | 'path' | 'examples' | 'numRuns'>>;

/** Gets ready to make requests of a kind; what is prepared first tells which places are free, `now` (milliseconds) the day. */
export function createMaking(
  contract: Contract,
  target: Pick<Target, 'operation' | 'variant'>,
  first: Prepared,
  now: number = Date.now(),
): Making {
  const shape = contract.requestShape(target.operation, target.variant);
  const places = freePlaces(shape, first, now);
  const arbitrary = choices(places);
  const label = labelOf(target);
  const isNumbered =
    shape.body?.kind === 'object' &&
    shape.body.members.some(({ name, shape: { kind } }) => name === 'id' && kind === 'number');
  const beginning = remembered((seed: number) => {
    const mixed = mixture(`${seed} ${label}`);
    return { seed: mixed, examples: firstChoices(places, mixed >>> 0).map((choice): [Choice] => [choice]), numRuns: 1 };
  });
  const parameters: Making['parameters'] = ({ seed, base, path }) => ({
    ...beginning(seed),
    path: [base, ...path].join(':'),
  });
  const reserved = new WeakMap<Prepared, ReadonlySet<string>>();
  const walked = fc.tuple(arbitrary);
  const choice = remembered((id: string): Choice => {
    const [seed = 0, base = 0, ...path] = id.split(' ').map(Number);
    const found = walkedTo(walked, parameters({ seed, base, path }));
    if (found) return found;
    throw new Error(`there is no variant ${writeVariantId({ label, seed, base, path })}: its path leads nowhere`);
  });

  return {
    label,
    shape,
    faults: withLastItems(faultsOf(shape), first.draft),
    arbitrary,
    parameters,
    choice: ({ seed, base, path }) => choice([seed, base, ...path].join(' ')),
    make: (prepared, choice, fault, number) => {
      const numbered = (draft: Draft) => (isNumbered ? withValueAt(draft, '/body/id', number) : draft);
      const plain = readyDraft(prepared.draft, shape);
      const { draft, edits } = edited(plain, places, choice, prepared.makesSense);
      const request = fault ? broken(numbered(draft), fault, shape) : written(numbered(draft), shape);
      if (!request) return { unmade: 'no such place', problem: `the request has nothing at ${fault?.where}` };
      let tolerated = reserved.get(prepared);
      if (!tolerated) {
        tolerated = reservedPlaces(contract, target, written(numbered(plain), shape));
        reserved.set(prepared, tolerated);
      }
      const problem = problemOf(contract, target, request, fault, tolerated);
      return problem === undefined ? { written: request, edits } : { unmade: 'not as meant', problem };
    },
  };
}

/**
 * Faults of what stands in the first item of a list, and of the same in the last one where a request has several: whoever looks
 * at the first item alone has not looked at the list.
 */
function withLastItems(faults: readonly Fault[], draft: Draft): readonly Fault[] {
  return faults.flatMap((fault): readonly Fault[] => {
    const where = inLastItems(fault.where, draft);
    return where === fault.where ? [fault] : [fault, { ...fault, where }];
  });
}

/** A place with the last item of each list in place of the first. */
function inLastItems(where: string, draft: Draft): string {
  return tokensOf(where).reduce((before, name) => {
    const list = valueAt(draft, before);
    const last = Array.isArray(list) ? list.length - 1 : 0;
    return pointer(before, name === '0' && last > 0 ? String(last) : name);
  }, '');
}

/** Whether a request could be made. */
export function isMade(made: Made | Unmade): made is Made {
  return 'written' in made;
}

/** The choice at the end of a way; undefined where it leads nowhere. */
function walkedTo(walked: fc.Arbitrary<[Choice]>, walk: Walk): Choice | undefined {
  try {
    return fc.sample(walked, walk)[0]?.[0];
  } catch (error) {
    // That is how fast-check says so of a step in the middle of the way.
    if (walk.path.includes(':')) return undefined;
    throw error;
  }
}

/** A function that does its work once for each value. */
function remembered<Given, Result>(work: (given: Given) => Result): (given: Given) => Result {
  const results = new Map<Given, Result>();
  return (given) => {
    const known = results.get(given) ?? work(given);
    results.set(given, known);
    return known;
  };
}

/** A draft whose query is there where one may be, with lists for what is a list. */
function readyDraft(draft: Draft, { query }: RequestShape): Draft {
  if (query.length === 0) return draft;
  const given = Object.entries(draft.query ?? {}).map(([name, value]) => {
    const isList = query.some((member) => member.name === name && member.form === 'list');
    return [name, isList && typeof value === 'string' ? value.split(',') : value] as const;
  });
  return { ...draft, query: Object.fromEntries(given) };
}

/** A whole number of 32 bits that is different for each text (FNV-1a). */
export function mixture(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
