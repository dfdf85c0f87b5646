import { ANNOUNCED_STATUSES, ORDER_STEPS, OWN_CEASE_STEPS, SENT, type Step } from './lifecycle.ts';
import { PROBLEM_STEPS } from './problem-lifecycle.ts';
import type { Reach } from './reach.ts';
import type { Feature } from './requirement.ts';

/** The described life of one kind of thing that KCIs report on. */
export interface Lifecycle {
  readonly id: string;
  /** What it is the life of, as a heading. */
  readonly title: string;
  readonly kind: 'order' | 'problem' | 'test';
  /** The variants of the kind that live so; absent where all do that no other lifecycle names. */
  readonly variants?: readonly string[];
  /** How it begins, where that is no step like the others. */
  readonly beginning?: Step;
  readonly steps: readonly Step[];
  /** Statuses that the steps name and that such a thing never has once it has begun. */
  readonly never?: readonly string[];
  /** The features of which such things come to be. */
  readonly reach: Reach;
  /** The further features that a reason code or a status takes. */
  readonly takes: Readonly<Record<string, readonly Feature[]>>;
}

/** What it takes for a request of the tenant to change an order. */
const CHANGES: Lifecycle['takes'] = {
  AMENDED: ['amendments'],
  AMENDMENT_REJECTED: ['amendments'],
  PENDING_AMENDMENT: ['amendments'],
  CANCELLATION_REJECTED: ['cancellations'],
  PENDING_CANCELLATION: ['cancellations'],
};

/** The described steps of service tests (test state page): the answer starts a test, and one KCI tells its end. */
const TEST_STEPS: readonly Step[] = ['COMPLETED', 'UPDATE'].map((reason) => ({
  reason,
  from: [SENT],
  to: ['COMPLETED', 'FAILED'],
}));

/** Every described life. */
export const LIFECYCLES: readonly Lifecycle[] = [
  {
    id: 'orders',
    title: 'Orders',
    kind: 'order',
    steps: ORDER_STEPS,
    reach: [['provide'], ['switch'], ['modify'], ['cease'], ['ethernet']],
    takes: { ...CHANGES, REAPPOINT: ['appointments'], REAPPOINTED: ['appointments'] },
  },
  {
    id: 'unsolicited-ceases',
    title: 'Ceases that the supplier started',
    kind: 'order',
    variants: ['unsolicited-cease'],
    beginning: { reason: 'CREATED', from: [SENT], to: ANNOUNCED_STATUSES },
    steps: OWN_CEASE_STEPS,
    never: [SENT, 'PENDING_AMENDMENT'],
    reach: [['unsolicited-cease']],
    takes: CHANGES,
  },
  {
    id: 'problems',
    title: 'Service problems',
    kind: 'problem',
    steps: PROBLEM_STEPS,
    reach: [['service-problems']],
    takes: {},
  },
  {
    id: 'tests',
    title: 'Service tests',
    kind: 'test',
    steps: TEST_STEPS,
    reach: [['service-tests']],
    takes: {},
  },
];

/** The life that something of a kind and variant leads, if one is described. */
export function lifecycleOf(kind: string, variant: string): Lifecycle | undefined {
  const own = LIFECYCLES.filter((lifecycle) => lifecycle.kind === kind);
  return own.find(({ variants }) => variants?.includes(variant)) ?? own.find(({ variants }) => variants === undefined);
}

/** One described step with its ends written out. */
export interface PlainStep {
  readonly reason: string;
  readonly from: string;
  readonly to: string;
}

/** The described steps of a life, one for each reason, origin and goal, each once. */
export function plainSteps({
  beginning,
  steps,
  never = [],
}: Pick<Lifecycle, 'beginning' | 'steps' | 'never'>): readonly PlainStep[] {
  const all = [
    ...(beginning ? writtenOut(beginning) : []),
    ...steps.flatMap(writtenOut).filter(({ from, to }) => !never.includes(from) && !never.includes(to)),
  ];
  return [...new Map(all.map((step) => [`${step.reason} ${step.from} ${step.to}`, step])).values()];
}

function writtenOut({ reason, from, to }: Step): readonly PlainStep[] {
  return from.flatMap((start) => to.map((goal) => ({ reason, from: start, to: goal === 'same' ? start : goal })));
}

/** The reason codes that have a place in a life. */
export function reasonsOf({ beginning, steps }: Pick<Lifecycle, 'beginning' | 'steps'>): readonly string[] {
  return [...new Set([...(beginning ? [beginning] : []), ...steps].map(({ reason }) => reason))];
}
