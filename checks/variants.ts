import { SURE_REFUSALS } from '../specs/fault-rules.ts';
import type { Fault, FaultKind } from '../specs/faults.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import { isAllowed, isExotic, placeWords, type Sending, type Variant } from '../evidence/variants.ts';
import { leavesOptionalParametersOut } from './answers.ts';
import { check, type Check, type Violation } from './check.ts';
import { whyUntried, type Sought } from './variants-untried.ts';

/** A variant that a rule binds, and, where it is the simplest that shows how the rule is broken, the others that it stands for. */
interface Case {
  readonly variant: Variant;
  readonly standsFor?: readonly Variant[];
}

type Definition = Pick<Check, 'id' | 'requirement' | 'title'>;

/** What a rule about variants binds and what breaks it. */
interface Rule extends Sought {
  readonly binds: (variant: Variant) => boolean;
  readonly isBroken: (variant: Variant) => boolean;
  /** What should have come, for a variant that has broken the rule. */
  readonly expected: (variant: Variant) => string;
}

/** A check of the answers to variants. Of those that break the rule in the same way the simplest alone is told. */
const variantsCheck = (definition: Definition, rule: Rule): Check =>
  check<Case>({
    ...definition,
    operation: ({ variant }) => variant.exchange.request.operation,
    untried: (evidence) => whyUntried(rule, evidence),
    forEach({ views }) {
      const bound = views.variants.filter(rule.binds);
      const told = simplest(bound.filter(rule.isBroken));
      return bound.map((variant): Case => {
        const standsFor = told.get(variant);
        return { variant, ...(standsFor ? { standsFor } : {}) };
      });
    },
    violation: ({ variant, standsFor }) => standsFor && violationOf(variant, standsFor, rule.expected(variant)),
  });

const statusOf = ({ exchange: { response } }: Sending) => response?.status ?? 0;
const edits = ({ generated }: Sending) => generated.edits.length;
const size = ({ exchange: { request } }: Sending) => (request.body?.bytes ?? 0) + request.url.length;

/** The simplest of some variants, each with the others that show the same. */
function simplest(broken: readonly Variant[]): ReadonlyMap<Variant, readonly Variant[]> {
  const told = new Map<Variant, Variant[]>();
  for (const variant of broken.toSorted((one, other) => edits(one) - edits(other) || size(one) - size(other))) {
    const simpler = [...told.keys()].find((candidate) => shows(candidate, variant));
    if (simpler) told.get(simpler)?.push(variant);
    else told.set(variant, []);
  }
  return told;
}

/**
 * Whether a variant shows all that another does: the same kind of answer to the same fault at the same place, or to nothing
 * unusual that the other has not.
 */
function shows(one: Variant, other: Variant): boolean {
  if (one.exchange.request.operation !== other.exchange.request.operation) return false;
  if (one.reception !== other.reception) return false;
  const [fault, another] = [one.generated.fault, other.generated.fault];
  if (fault ?? another) return fault?.kind === another?.kind && fault?.where === another?.where;
  return one.generated.edits.every((edit) =>
    other.generated.edits.some(({ where, what }) => edit.where === where && edit.what === what),
  );
}

function violationOf(variant: Variant, standsFor: readonly Variant[], expected: string): Violation {
  const { generated, exchange, twin } = variant;
  const without = generated.fault ? 'the fault' : 'what is unusual';
  const differing = variant.again.filter(({ reception }) => reception !== variant.reception);
  const alike = standsFor.filter((other) => other.generated.id !== generated.id);
  const actual = [
    answerWords(exchange),
    ...(twin ? [`${answerWords(twin.exchange)} without ${without}`] : []),
    ...(differing.length > 0
      ? [`not steadily: sent again, ${differing.map(({ exchange: other }) => answerWords(other)).join(', ')}`]
      : variant.again.length > 0
        ? ['the same when sent again']
        : []),
    ...(alike.length > 0 ? [`${alike.length} more of the kind`] : []),
    `to repeat it: run --only ${generated.id}`,
  ].join('; ');
  const others = [...(twin ? [twin] : []), ...differing, ...standsFor];
  return { expected, actual, seen: [exchange, ...others.map((other) => other.exchange)].flatMap(eventsOf) };
}

function answerWords({ response, noResponse }: Exchange): string {
  return response ? `${response.status}` : `no answer (${noResponse?.reason ?? 'open'})`;
}

/** At most so many unusual things are named; the evidence has all. */
const NAMED = 4;

/** What a valid variant is, in words. */
function oddity({ generated }: Variant): string {
  const named = generated.edits.slice(0, NAMED).map(({ where, what }) => `${placeWords(where)} (${what})`);
  const unnamed = generated.edits.length - named.length;
  if (named.length === 0) return 'the plain request';
  return `a valid request that is unusual at ${named.join(', ')}${unnamed > 0 ? ` and ${unnamed} more places` : ''}`;
}

/** What is wrong with an invalid variant, in words. */
function flaw({ generated, exchange: { request } }: Variant): string {
  const because = request.intent.valid ? generated.fault?.kind : request.intent.because;
  return `${because} (${placeWords(generated.fault?.where ?? '')})`;
}

const isUnderstood = ({ reception }: Sending) => reception === 'taken' || reception === 'refused';

/**
 * Whether an answer says something of the request itself. Where its twin fares as badly it says nothing, nor does it where
 * nobody knows how the twin fared and the request was turned away.
 */
function isTelling(variant: Variant): boolean {
  if (isUnderstood(variant)) return true;
  if (variant.twin?.reception === variant.reception || statusOf(variant) === 429) return false;
  return variant.reception !== 'turned away' || variant.twin !== undefined;
}

/** What the schema allows is not taken for malformed, nor stumbled over. */
export const takesValidVariants = variantsCheck(
  { id: 'takes-valid-variants', requirement: 'VAR-TAKES-VALID', title: 'answers to valid variants' },
  {
    isAbout: (variant) => isAllowed(variant) && !isExotic(variant),
    words: ['valid request', 'valid requests'],
    // What a request leaves out that the gateway always sends may be missed; that is a rule of its own.
    binds: (variant) =>
      isAllowed(variant) &&
      !isExotic(variant) &&
      isTelling(variant) &&
      !(variant.reception === 'malformed' && leavesOptionalParametersOut(variant.exchange)),
    isBroken: (variant) => !isUnderstood(variant),
    expected: (variant) => `2xx, or 422 with reasons, to ${oddity(variant)}`,
  },
);

/** What is unusual is no reason to refuse. Whoever took it once has not refused it for what it is. */
export const takesUnusualVariants = variantsCheck(
  { id: 'takes-unusual-variants', requirement: 'VAR-TAKES-UNUSUAL', title: 'answers to unusual variants' },
  {
    isAbout: (variant) => isAllowed(variant) && edits(variant) > 0 && variant.generated.twin !== undefined,
    words: ['unusual valid request', 'unusual valid requests'],
    binds: (variant) =>
      isAllowed(variant) &&
      edits(variant) > 0 &&
      variant.twin?.reception === 'taken' &&
      isTelling(variant) &&
      (isUnderstood(variant) || isExotic(variant)) &&
      !(variant.reception !== 'taken' && leavesOptionalParametersOut(variant.exchange)),
    isBroken: ({ reception, again }) => reception !== 'taken' && !again.some((other) => other.reception === 'taken'),
    expected: (variant) => `2xx to ${oddity(variant)}`,
  },
);

/** Whether a fault counts: it does when the same request without it was taken. */
const counts = ({ generated, twin }: Variant) => generated.fault !== undefined && twin?.reception === 'taken';

/** Whether an answer takes or refuses, rather than falling over, or limiting the pace. */
const isDecided = (variant: Variant) =>
  ['taken', 'malformed', 'refused'].includes(variant.reception) || [401, 403].includes(statusOf(variant));

/** That something made-up cannot be found is told with 404; whether that is listed is judged elsewhere. */
const REFUSALS = [400, 404, 422];

/** What a rule about some faults is about. */
function ofFaults(faults: (fault: Fault) => boolean, words: Sought['words']): Sought {
  return { isAbout: ({ generated: { fault } }) => fault !== undefined && faults(fault), faults, words };
}

/** A check that requests with faults of some kinds are refused. */
const refuses = (definition: Definition, words: Sought['words'], kinds: readonly FaultKind[]): Check =>
  variantsCheck(definition, {
    ...ofFaults(({ weight, kind }) => weight === 'sure' && kinds.includes(kind), words),
    binds: (variant) => {
      const { fault } = variant.generated;
      return counts(variant) && isDecided(variant) && fault?.weight === 'sure' && kinds.includes(fault.kind);
    },
    isBroken: (variant) => !REFUSALS.includes(statusOf(variant)),
    expected: (variant) => `400 or 422, because ${flaw(variant)}`,
  });

/** What cannot be read is refused. */
export const refusesUnreadableVariants = refuses(
  { id: 'refuses-unreadable-variants', requirement: 'VAR-REFUSES-UNREADABLE', title: 'answers to unreadable requests' },
  ['request that cannot be read', 'requests that cannot be read'],
  SURE_REFUSALS['VAR-REFUSES-UNREADABLE'],
);

/** What lacks a mandatory part is refused. */
export const refusesIncompleteVariants = refuses(
  { id: 'refuses-incomplete-variants', requirement: 'VAR-REFUSES-INCOMPLETE', title: 'answers to incomplete requests' },
  ['request that lacks something mandatory', 'requests that lack something mandatory'],
  SURE_REFUSALS['VAR-REFUSES-INCOMPLETE'],
);

/** A value that cannot be read as what it should be is refused. */
export const refusesMistypedVariants = refuses(
  {
    id: 'refuses-mistyped-variants',
    requirement: 'VAR-REFUSES-WRONG-TYPE',
    title: 'answers to values of a wrong type',
  },
  ['request with a value of a wrong type', 'requests with a value of a wrong type'],
  SURE_REFUSALS['VAR-REFUSES-WRONG-TYPE'],
);

/** A value beyond its bounds is refused. */
export const refusesVariantsOutOfBounds = refuses(
  {
    id: 'refuses-variants-out-of-bounds',
    requirement: 'VAR-REFUSES-OUT-OF-BOUNDS',
    title: 'answers to values beyond their bounds',
  },
  ['request with a value beyond its bound', 'requests with a value beyond its bound'],
  SURE_REFUSALS['VAR-REFUSES-OUT-OF-BOUNDS'],
);

/** What a lenient reader may overlook is better refused. */
export const refusesDoubtfulVariants = variantsCheck(
  { id: 'refuses-doubtful-variants', requirement: 'VAR-REFUSES-DOUBTFUL', title: 'answers to doubtful requests' },
  {
    ...ofFaults(
      ({ weight }) => weight === 'lenient',
      ['request with a fault that may be overlooked', 'requests with a fault that may be overlooked'],
    ),
    binds: (variant) => counts(variant) && isDecided(variant) && variant.generated.fault?.weight === 'lenient',
    isBroken: ({ reception }) => reception === 'taken',
    expected: (variant) => `a refusal, because ${flaw(variant)}`,
  },
);

/** Whether a supplier says of a value that may not be listed that it has nothing of the kind. */
const isUnknownOffer = (variant: Variant) =>
  statusOf(variant) === 501 && variant.generated.fault?.kind === 'word' && variant.generated.fault.weight === 'lenient';

/** A broken request breaks nothing. */
export const survivesBrokenVariants = variantsCheck(
  { id: 'survives-broken-variants', requirement: 'VAR-SURVIVES', title: 'answers to broken requests' },
  {
    ...ofFaults(() => true, ['request with a fault', 'requests with a fault']),
    binds: (variant) => counts(variant) && statusOf(variant) !== 429 && !isUnknownOffer(variant),
    isBroken: (variant) => variant.reception === 'unanswered' || statusOf(variant) >= 500,
    expected: (variant) => `400 or 422 and no fault of the supplier's own, because ${flaw(variant)}`,
  },
);

/**
 * How a variant was answered, as far as another sending of it must be answered so, too. The plain request may be granted at one
 * time and not at another, for what it asks; and how a broken one is refused may depend on what is looked at first.
 */
function kindOf(sending: Sending): string {
  if (isAllowed(sending)) return edits(sending) === 0 && isUnderstood(sending) ? 'understood' : sending.reception;
  return sending.reception === 'malformed' ? 'refused' : sending.reception;
}

interface Repeated {
  readonly sendings: readonly [Variant, ...Sending[]];
}

/** The same request gets the same kind of answer. */
export const answersSteadily = check<Repeated>({
  id: 'answers-steadily',
  requirement: 'VAR-STEADY',
  title: 'variants that were sent more than once',
  operation: ({ sendings: [{ exchange }] }) => exchange.request.operation,
  forEach: ({ views }) =>
    views.variants
      .filter(({ again, exchange }) => again.every((other) => other.exchange.request.seq > exchange.request.seq))
      .map((variant): Repeated => ({ sendings: [variant, ...variant.again] }))
      .filter(({ sendings }) => sendings.filter(({ reception }) => reception !== 'turned away').length > 1),
  violation({ sendings }) {
    const answered = sendings.filter(({ reception }) => reception !== 'turned away');
    if (new Set(answered.map(kindOf)).size < 2) return undefined;
    const [first, ...others] = answered.map(({ exchange }) => answerWords(exchange));
    return {
      expected: `the same answer each time to ${sendings[0].generated.id}`,
      actual: `${first}, then ${others.join(', ')}; to repeat it: run --only ${sendings[0].generated.id}`,
      seen: answered.flatMap(({ exchange }) => eventsOf(exchange)),
    };
  },
});

/** The checks of how variants of requests are answered. */
export const VARIANT_CHECKS: readonly Check[] = [
  takesValidVariants,
  takesUnusualVariants,
  refusesUnreadableVariants,
  refusesIncompleteVariants,
  refusesMistypedVariants,
  refusesVariantsOutOfBounds,
  refusesDoubtfulVariants,
  survivesBrokenVariants,
  answersSteadily,
];
