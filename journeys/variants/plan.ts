import { grouped } from '../../specs/grouped.ts';
import * as fc from 'fast-check';
import type { Fault, FaultKind } from '../../specs/faults.ts';
import { REFUSALS, refusalOf, SURE_REFUSALS } from '../../specs/fault-rules.ts';
import { isMade, type Made, type Making } from './making.ts';
import type { Prepared } from './target.ts';

/** A request that is to be sent: a valid one by its number, or one with a fault on that. */
export interface Planned {
  readonly base: number;
  readonly fault?: Fault;
}

/** One in so many requests is a valid one, as long as there are any. */
const VALID = 4;

/** So many more random requests are made than are wanted, since some are equal to another. */
const MORE = 60;

/** Faulty requests with a place that the plain request has not are built on one of so many valid requests, the first that has it. */
const BASES = 4;

const UNREADABLE: readonly FaultKind[] = SURE_REFUSALS['VAR-REFUSES-UNREADABLE'];

/**
 * The requests that are to be sent, the most telling first: a smaller size brings the beginning of the same list. The plain
 * request comes before all, since it is the control twin of most.
 */
export function planOf(
  making: Making,
  prepared: Prepared,
  seed: number,
  { mostValid, size }: { readonly mostValid: number; readonly size: number },
): readonly Planned[] {
  const plain = making.make(prepared, making.choice({ seed, base: 0, path: [] }), undefined, 1);
  // Without a plain request there is nothing to compare with, and trying to send it tells why there is none.
  if (!isMade(plain)) return [{ base: 0 }];
  const most = Math.min(mostValid - 1, Math.max(size, BASES));
  const valid = validBases(making, prepared, seed, plain, most);
  const faulty = making.faults.flatMap((fault): readonly Required<Planned>[] => {
    const base = [0, ...valid.slice(0, BASES)].find((number) => {
      const choice = making.choice({ seed, base: number, path: [] });
      return isMade(making.make(prepared, choice, fault, 1));
    });
    return base === undefined ? [] : [{ base, fault }];
  });

  const plan: Planned[] = [{ base: 0 }];
  const planned = new Set([0]);
  const add = (base: number | undefined) => {
    if (base === undefined || planned.has(base)) return;
    planned.add(base);
    plan.push({ base });
  };
  for (const next of ordered(faulty, making.parameters({ seed, base: 0, path: [] }).seed)) {
    if (plan.length % VALID === 0) add(valid.find((base) => !planned.has(base)));
    add(next.base);
    plan.push(next);
  }
  valid.forEach(add);
  return plan.slice(0, size);
}

/** The numbers of valid requests that differ from the plain one and from each other. */
function validBases(making: Making, prepared: Prepared, seed: number, plain: Made, most: number): readonly number[] {
  const told = ({ written }: Made) => JSON.stringify(written);
  const seen = new Set([told(plain)]);
  const found: number[] = [];
  for (let base = 1; found.length < most && base <= most + MORE; base += 1) {
    const made = making.make(prepared, making.choice({ seed, base, path: [] }), undefined, 1);
    if (!isMade(made) || seen.has(told(made))) continue;
    seen.add(told(made));
    found.push(base);
  }
  return found;
}

/**
 * First a fault for each requirement to refuse, then one of each kind that must be refused, so that every requirement within
 * reach is tried with any seed. Then the rest: what cannot be read, what lacks something mandatory, all else that must be
 * refused and at last what is better refused, each in an order by seed in which kinds take turns.
 */
function ordered(faulty: readonly Required<Planned>[], seed: number): readonly Required<Planned>[] {
  const everything = fc.shuffledSubarray([...faulty], { minLength: faulty.length, maxLength: faulty.length });
  const [shuffled = []] = fc.sample(everything, { seed, numRuns: 1 });
  const leading = leadingOf(shuffled);

  // What must be there is tried in the order of the contract.
  const left = faulty.filter((one) => !leading.includes(one));
  const unreadable = left.filter(({ fault }) => UNREADABLE.includes(fault.kind));
  const missing = left.filter(({ fault }) => fault.kind === 'missing' && !isLenient(fault));
  const before = new Set([...leading, ...unreadable, ...missing]);
  const rest = shuffled.filter((one) => !before.has(one));
  const sure = rest.filter(({ fault }) => !isLenient(fault));
  const lenient = rest.filter(({ fault }) => isLenient(fault));
  return [...before, ...inTurns(sure), ...inTurns(lenient)];
}

/** The first of each kind, then the second of each ... */
function inTurns(faulty: readonly Required<Planned>[]): readonly Required<Planned>[] {
  const queues = grouped(faulty, weightedKind);
  const rounds = Math.max(0, ...[...queues.values()].map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    [...queues.values()].flatMap((queue) => queue[round] ?? []),
  ).flat();
}

/**
 * One fault for each requirement, and one of each kind that must be refused. Where there is a choice it is one that the plain
 * request can have: that is the likeliest to be taken, and without a twin that is taken a fault proves nothing.
 */
function leadingOf(shuffled: readonly Required<Planned>[]): readonly Required<Planned>[] {
  const likely = shuffled.toSorted((one, other) => sureFirst(one, other) || one.base - other.base);
  const ofRequirements = firstOfEach(likely, ({ fault }) => refusalOf(fault));
  const inOrder = REFUSALS.flatMap((refusal) => ofRequirements.filter(({ fault }) => refusalOf(fault) === refusal));
  const sure = likely.filter(({ fault }) => !isLenient(fault));
  return firstOfEach([...inOrder, ...sure], weightedKind);
}

function firstOfEach<One>(all: readonly One[], keyOf: (one: One) => string): readonly One[] {
  const first = new Map<string, One>();
  for (const one of all) if (!first.has(keyOf(one))) first.set(keyOf(one), one);
  return [...first.values()];
}

function weightedKind({ fault: { weight, kind } }: Required<Planned>): string {
  return `${weight} ${kind}`;
}

function sureFirst(one: Required<Planned>, other: Required<Planned>): number {
  return Number(isLenient(one.fault)) - Number(isLenient(other.fault));
}

function isLenient({ weight }: Fault): boolean {
  return weight === 'lenient';
}
