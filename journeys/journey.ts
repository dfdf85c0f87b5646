import type { Contract } from '../specs/contract-types.ts';
import type { Area, Feature } from '../specs/requirement.ts';
import type { Pace } from '../specs/profile.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Aim, Generated, Intent, Left } from '../evidence/history.ts';
import type { Handles, Kci } from '../evidence/kci.ts';
import type { Refusable, Unwelcome } from './authorization.ts';

/** Provokes behaviour: acts and waits, never asserts. What it brings about is judged from the history alone. */
export interface Journey {
  /** Stable; names the journey in the history and on the command line. */
  readonly id: string;
  /** What it plays, in a few words. */
  readonly title: string;
  /** The areas of the contract that it brings evidence for. */
  readonly areas: readonly Area[];
  /** The features that it needs; it is played when all of them are claimed. */
  readonly when: readonly Feature[];
  /** Features of which none may be claimed: where one is, another journey does the same with what that brings. */
  readonly unless?: readonly Feature[];
  readonly play: (stage: Stage) => Promise<void>;
}

/** Whether a journey is played with a supplier that claims these features. */
export function isPlayed(
  { when, unless = [] }: Pick<Journey, 'when' | 'unless'>,
  features: readonly Feature[],
): boolean {
  return when.every((one) => features.includes(one)) && !unless.some((one) => features.includes(one));
}

/** An address as the gateway identifies it. */
export interface Address {
  readonly id: string;
  readonly type: string;
}

/** A site that an Ethernet service may connect. */
export interface Site {
  readonly name: string;
  readonly postcode: string;
  readonly address: Address;
  /** Default: A-END for the first site, B-END for every other one. */
  readonly role?: 'A-END' | 'B-END' | 'MULTI-POINT';
}

/** What Ethernet service can be quoted and ordered on the supplier's staging system. */
export interface EthernetData {
  /** At least two. */
  readonly sites: readonly Site[];
  /** Default: the first that availability offers as ETHERNET at the first site. */
  readonly serviceSpecification?: string;
  readonly characteristics?: readonly { readonly name: string; readonly value: string }[];
  /** A quote that can be ordered, for a supplier that does not claim to quote. */
  readonly quoteId?: string;
}

/** What exists on the supplier's staging system, as far as the tester has told. */
export interface TestData {
  readonly address: Address;
  readonly outOfCoverage?: Address;
  /** Default: the first that availability offers. */
  readonly serviceSpecification?: string;
  readonly characteristics: readonly { readonly name: string; readonly value: string }[];
  readonly liveServices: readonly { readonly serviceId: string; readonly serviceSpecification: string }[];
  readonly ethernet?: EthernetData;
}

/** A request as a journey wants it; headers that every request carries are added by the stage. */
export interface Call {
  readonly operation: string;
  /** A name with several values is repeated. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** What stands in the path for the names in braces that the operation has there. */
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The raw body instead of `body`, for a request that is meant to be malformed. */
  readonly rawBody?: string;
  /** Default: valid. */
  readonly intent?: Intent;
  readonly variant?: string;
  readonly aim?: Aim;
  /** How the request was generated, for one that was. */
  readonly generated?: Generated;
  /** The media type of the body, for a request that is meant to name a wrong one; default: application/json. */
  readonly contentType?: string;
  /** The stub scenario to ask for, by the steering of the configuration. */
  readonly scenario?: Scenario;
  /** The conversation that the request belongs to; default: one of its own. */
  readonly conversation?: string;
  /** Names of headers to leave out, for a request that is meant to lack them. */
  readonly without?: readonly string[];
  /** What stands in the Authorization header in place of our credentials, for a request that is meant to be turned away; without a value there is none. */
  readonly presenting?: { readonly value?: string };
  /** Set when it takes back what the run created: such a request is sent even after the run was interrupted. */
  readonly tidying?: true;
}

/** The scenario names of the Fibre Cafe's test stubs, and ours in the same manner. */
export const SCENARIOS = [
  'ORDER_SUCCESSFUL',
  'ORDER_REJECTED',
  'ORDER_DELAYED',
  'ORDER_WARNING',
  'ORDER_PENDING',
  'ORDER_REAPPOINT',
  'ORDER_REAPPOINTED',
  'ORDER_CANCELLED',
  'ORDER_PARTIAL',
  'ORDER_IN_PROGRESS',
  'AMENDMENT_REJECTED',
  'CANCELLATION_REJECTED',
  'UNSOLICITED_CEASE',
  'UNSOLICITED_CEASE_OPEN',
  'PROBLEM_DELAYED',
  'PROBLEM_PENDING',
  'PROBLEM_REJECTED',
  'PROBLEM_IN_PROGRESS',
] as const;

/** How a supplier's test system is to behave. */
export type Scenario = (typeof SCENARIOS)[number];

/** By what a scenario is brought about; headers and notes travel with a request, the others act beside it. */
export type SteeringMeans = 'header' | 'notes' | 'http' | 'command' | 'manual';

/** The means by which a supplier can be had to act without a request of ours. */
export const FROM_OUTSIDE: readonly SteeringMeans[] = ['http', 'command', 'manual'];

/** How the callback server answers the next KCIs about one order, to see how the supplier copes. */
export interface GatewayScript {
  readonly answers: readonly ('503' | '401' | 'drop' | { readonly delayMs: number })[];
}

/** What steering may be told of what it is about. */
export type Steered = Partial<Handles> & { readonly serviceId?: string };

/** How many variants of requests are sent, and which. */
export interface VariantWish {
  /** Where the random choices begin: the same seed brings the same variants. */
  readonly seed: number;
  /** The most variants of one operation that are sent, without those that it takes to shrink a counter-example; 0 for none. */
  readonly perOperation: number;
  /** Milliseconds after which no further variant of an operation is begun. */
  readonly within: number;
  /** The ids of the only variants to send (with their twins), where a run repeats some. */
  readonly only?: readonly string[];
}

/** A rule that an exchange breaks, as the checks see it. */
export interface Finding {
  readonly check: string;
  readonly requirement: string;
  /** The X-Request-ID of the exchange. */
  readonly exchange: string;
}

/** A rule that the KCIs about a generated order break. */
export interface Course extends Finding {
  readonly variant: string;
}

/** Where journeys act: a recording client towards the supplier, and ears for what it sends. */
export interface Stage {
  readonly data: TestData;
  readonly features: readonly Feature[];
  readonly tenant: string;
  readonly pace: Pace;
  /** What the documents say of requests, for those that are generated. */
  readonly contract: Contract;
  readonly variants: VariantWish;
  /**
   * What the checks of requests and answers find wrong with some exchanges, each judged together with the exchange of its
   * control twin. A journey shrinks a counter-example by it, and never decides anything itself.
   */
  readonly findings: (exchanges: readonly Exchange[]) => readonly Finding[];
  /** What the checks find wrong so far with what became of generated orders and with the KCIs about them, by their ids. */
  readonly courses: (variants: readonly string[]) => readonly Course[];
  /** Ends when the run is interrupted; every wait ends with it. */
  readonly signal: AbortSignal;
  /** A gateway id that no other request of this or an earlier run has. */
  readonly newId: () => number;
  /** A conversation id for requests that belong together. */
  readonly newConversation: () => string;
  /**
   * Sends a request and resolves with the exchange, answered or not. Rejects only when the harness itself is at fault, and
   * with an Interruption when the run was interrupted before the request could be sent.
   */
  readonly call: (call: Call) => Promise<Exchange>;
  /** Credentials of a kind that lets nobody in; undefined where the way in knows none of the kind, or a run is over before. */
  readonly unwelcome: (kind: Refusable) => Promise<Unwelcome | undefined>;
  /** Lets so many milliseconds pass; resolves with whether all of them did. */
  readonly idle: (waitingFor: string, milliseconds: number) => Promise<boolean>;
  /** The availability of the test address, asked for once in a run, by whichever journey needs it first. */
  readonly availability: () => Promise<Exchange>;
  /** The service specification to order: the configured one, else the first that availability offers, if any. */
  readonly specification: () => Promise<string | undefined>;
  /** Runs one act of that name at a time, whichever journey it belongs to. */
  readonly exclusively: <Result>(name: string, act: () => Promise<Result>) => Promise<Result>;
  /** Whether the configuration can make the supplier play a scenario. */
  readonly canSteer: (scenario: Scenario) => boolean;
  /** By what means a scenario is brought about; none where it cannot be, or needs no steering. */
  readonly steeredBy: (scenario: Scenario) => readonly SteeringMeans[];
  /**
   * Steers by HTTP call, command or instruction, for scenarios that act once the order is known; resolves at once for
   * others. Resolves with whether all that was asked for could be done.
   */
  readonly steer: (scenario: Scenario, known: Steered) => Promise<boolean>;
  /**
   * Waits for news of something that the supplier began itself and that no journey has claimed: resolves with its handles,
   * under which its KCIs are found from then on, or undefined when `within` milliseconds have passed.
   */
  readonly announcement: (
    fits: (kci: Kci) => boolean,
    wait: { readonly for: string; readonly within: number },
  ) => Promise<Handles | undefined>;
  /**
   * Waits for a KCI about something: resolves with the first that fits (one that has already come counts), or undefined
   * when `within` milliseconds from now have passed. A KCI that a script kept the gateway from taking does not count. Once
   * the run was interrupted it is waited for no longer than `whenEnding` milliseconds, by default not at all.
   */
  readonly kci: (
    handles: Handles,
    fits: (kci: Kci) => boolean,
    wait: { readonly for: string; readonly within: number; readonly whenEnding?: number },
  ) => Promise<Kci | undefined>;
  /** All KCIs about something so far, as they arrived, without those that a script kept the gateway from taking. */
  readonly kcis: (handles: Handles) => readonly Kci[];
  /** The supplier's own reference, as far as an answer or a KCI has told it. */
  readonly reference: (handles: Handles) => string | undefined;
  /** Scripts the gateway's answers to the next KCIs about something. */
  readonly script: (handles: Handles, script: GatewayScript) => void;
  /** Listens for as long as the pace calls quiet. */
  readonly listen: () => Promise<void>;
  /** Whether what is left when a journey is over is taken back, as far as nothing else needs that. */
  readonly cleansUp: boolean;
  /** Writes down what was left behind on the supplier's system: in words, and by what it is known. */
  readonly leaveOver: (text: string, left: Left) => void;
  readonly remark: (text: string) => void;
}
