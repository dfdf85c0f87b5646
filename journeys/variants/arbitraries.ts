import * as fc from 'fast-check';
import { pointer } from '../../specs/pointers.ts';
import type { Member, QueryMember, RequestShape, Shape } from '../../specs/shapes.ts';
import { isWithin } from './places.ts';
import type { Prepared } from './target.ts';
import type { Wish, WishKind } from './wish.ts';
import { isNaming, ordinaryValue, valueWishes } from './wishes.ts';

/** A place in requests of a shape that may be varied, and what could be there. The holders of places come before them. */
export interface FreePlace {
  /** A JSON pointer such as `/body/notes`. */
  readonly where: string;
  readonly wishes: readonly Wish[];
}

/** Which wish is chosen for each of the free places, counted from 1; 0 where the plain request stays as it is. */
export type Choice = readonly number[];

/** What a target says of the places in its requests. */
export type Bounds = Pick<Prepared, 'fixed' | 'kept' | 'words'>;

/**
 * The places in requests of a shape that may be varied. It depends on the shape and what the target says alone, so that one
 * seed brings the same choices whatever the plain request looks like; `now` (milliseconds since 1970) only sets the days.
 */
export function freePlaces(shape: RequestShape, bounds: Bounds, now: number): readonly FreePlace[] {
  const { fixed, kept = [], words = {} } = bounds;
  const visit = (whole: Member, where: string): readonly FreePlace[] => {
    if (isNaming(whole) || fixed.some((place) => isWithin(where, place))) return [];
    const member = { ...whole, shape: narrowed(whole.shape, where, words) };
    const holdsFixed = fixed.some((place) => isWithin(place, where));
    const optional = member.mandatory === 'no' && !holdsFixed;
    const ordinary = member.shape.kind === 'object' && optional ? ordinaryValue(member, now) : undefined;
    const wishes: readonly Wish[] = [
      ...(optional && !kept.includes(where) ? [{ kind: 'left out', what: 'left out' } as const] : []),
      ...(ordinary === undefined ? [] : [{ kind: 'put in', what: 'put in', value: ordinary } as const]),
      ...(holdsFixed ? [] : valueWishes(member.name, member.shape, now)).filter(
        ({ kind }) => optional || kind !== 'put in',
      ),
    ];
    const inner = membersOf(member.shape, where).flatMap(([held, place]) => visit(held, place));
    return wishes.length === 0 ? inner : [{ where, wishes }, ...inner];
  };
  return [
    ...shape.query.flatMap((member) => visit(inQuery(member), pointer('/query', member.name))),
    ...(shape.body ? membersOf(shape.body, '/body').flatMap(([held, place]) => visit(held, place)) : []),
  ];
}

/** A list that is written in a query has at least one item. */
function inQuery(member: QueryMember): Member {
  const { shape, form } = member;
  if (form !== 'list' || shape.kind !== 'list') return member;
  return { ...member, shape: { ...shape, minItems: { value: Math.max(1, shape.minItems?.value ?? 0), sure: true } } };
}

/** A shape with no more words than make sense at a place. */
function narrowed(shape: Shape, where: string, words: NonNullable<Bounds['words']>): Shape {
  if (shape.kind === 'list') return { ...shape, items: narrowed(shape.items, pointer(where, '0'), words) };
  if (shape.kind === 'object') {
    const members = shape.members.map((member) => ({
      ...member,
      shape: narrowed(member.shape, pointer(where, member.name), words),
    }));
    return { ...shape, members };
  }
  const sensible = words[where];
  if (shape.kind !== 'text' || sensible === undefined) return shape;
  const value = shape.words?.value.filter((word) => sensible.includes(word)) ?? sensible;
  return { ...shape, words: { value, sure: shape.words?.sure ?? false } };
}

/** The members of an object, or of the first item of a list of objects. */
function membersOf(shape: Shape, where: string): readonly (readonly [member: Member, where: string])[] {
  if (shape.kind === 'list') {
    const { items } = shape;
    return isNaming({ name: '', shape: items }) ? [] : membersOf(items, pointer(where, '0'));
  }
  return shape.kind === 'object' ? shape.members.map((member) => [member, pointer(where, member.name)] as const) : [];
}

/** How often a place stays as it is, is left out where that can be, gets another value, and gets an exotic one. */
const WEIGHTS = { asItIs: 24, leftOut: 7, other: 16, exotic: 1 };

/** Choices as fast-check draws them; they shrink towards the plain request by halves, since each step costs requests. */
export function choices(places: readonly FreePlace[]): fc.Arbitrary<Choice> {
  return new Choices(places);
}

class Choices extends fc.Arbitrary<Choice> {
  readonly #drawn: fc.Arbitrary<Choice>;

  constructor(places: readonly FreePlace[]) {
    super();
    this.#drawn = fc.noBias(fc.tuple(...places.map(({ wishes }) => wishNumber(wishes))));
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Choice> {
    return new fc.Value(this.#drawn.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Choice {
    return Array.isArray(value);
  }

  override shrink(choice: Choice): fc.Stream<fc.Value<Choice>> {
    return fc.stream(simpler(choice)).map((value) => new fc.Value(value, undefined));
  }
}

function wishNumber(wishes: readonly Wish[]): fc.Arbitrary<number> {
  const numbered = (weight: number, fits: (kind: WishKind) => boolean) => {
    const numbers = wishes.flatMap(({ kind }, index) => (fits(kind) ? [index + 1] : []));
    return numbers.length === 0 ? [] : [{ weight, arbitrary: fc.constantFrom(...numbers) }];
  };
  return fc.oneof(
    { weight: WEIGHTS.asItIs, arbitrary: fc.constant(0) },
    ...numbered(WEIGHTS.leftOut, (kind) => kind === 'left out'),
    ...numbered(WEIGHTS.other, (kind) => kind !== 'left out' && kind !== 'exotic'),
    // A request that has something exotic tells little of the rest, so these are rare.
    ...numbered(WEIGHTS.exotic, (kind) => kind === 'exotic'),
  );
}

/** Choices that vary fewer places: without one half of them or the other, without each quarter, and so on down to each place. */
function* simpler(choice: Choice): IterableIterator<Choice> {
  const varied = choice.flatMap((wish, index) => (wish === 0 ? [] : [index]));
  for (let parts = 2; varied.length > 0; parts *= 2) {
    const size = Math.max(1, Math.ceil(varied.length / parts));
    for (let from = 0; from < varied.length; from += size) {
      const undone = new Set(varied.slice(from, from + size));
      yield choice.map((wish, index) => (undone.has(index) ? 0 : wish));
    }
    if (size === 1) return;
  }
}

/** What the first valid requests are examples of; in each list the kinds of wishes in the order of preference. */
const THEMES: readonly (readonly WishKind[])[] = [
  ['word', 'put in'],
  ['left out', 'word'],
  ['longest', 'word', 'put in'],
  ['shortest', 'word', 'put in'],
  ['script', 'word', 'other', 'put in'],
  ['latin', 'word', 'other', 'put in'],
  ['punctuation', 'word', 'other', 'put in'],
  ['exotic', 'word', 'put in'],
];

/**
 * The choices that come first, before random ones: the plain request, everything put in, everything left out, all texts at
 * their longest and at their shortest, other scripts, accented letters, punctuation, and what is exotic. Where there are
 * several wishes of a kind, `turn` (a whole number from 0) tells which. Listed values are no matter of chance: the second comes
 * first, since the plain request mostly has the first, and the others after it, so that each has been sent before long.
 */
export function firstChoices(places: readonly FreePlace[], turn: number): readonly Choice[] {
  const themed = THEMES.map((theme, number) =>
    places.map(({ wishes }, index) => {
      const kind = theme.find((wanted) => wishes.some((wish) => wish.kind === wanted));
      const numbers = wishes.flatMap((wish, at) => (wish.kind === kind ? [at + 1] : []));
      const which = kind === 'word' ? number + 1 : turn + number + index;
      return numbers[which % Math.max(1, numbers.length)] ?? 0;
    }),
  );
  return [places.map(() => 0), ...themed];
}
