import type { JsonObject } from '../../specs/json-object.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import type { Feature } from '../../specs/requirement.ts';
import type { Call, Stage } from '../journey.ts';

/** A request as data, before it is written down: what stands in the path, in the query and in the body. */
export interface Draft {
  readonly path?: Readonly<Record<string, string>>;
  /** Values of query parameters: objects for those that are JSON text, lists for those that are repeated. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: JsonObject;
}

/** Everything that a request needs at the supplier, made ready, and the plain request that uses it. */
export interface Prepared {
  /** The plain request: what an ordinary tenant would send, with some optional members. Its own number (`/body/id`) is given when it is sent. */
  readonly draft: Draft;
  /**
   * JSON pointers (`/body/address`, with all below) to what must stay as it is, be it left out, because the supplier knows no
   * other. What holds such a place is neither left out nor replaced, and a list that holds one keeps its items.
   */
  readonly fixed: readonly string[];
  /** JSON pointers to what may be varied but not left out of what holds it: a supplier that is right may miss it. */
  readonly kept?: readonly string[];
  /** The only texts that make sense at a place, by JSON pointer, where the contract lists more (`/body/reasonCode`). */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** Whether a request says something as a whole, where its members alone do not tell: an amendment has to change something. */
  readonly makesSense?: (draft: Draft) => boolean;
  /** What else belongs to each request: the conversation, the scenario ... */
  readonly call?: Pick<Call, 'conversation' | 'scenario'>;
  /**
   * Called with each exchange that the supplier took (a success), valid or not, and with each that it left unanswered and may
   * have taken: waits as long as the next request must wait, and takes back what it created. Resolves with whether what was
   * prepared can be used for another request.
   */
  readonly taken: (exchange: Exchange) => Promise<'still good' | 'used up'>;
  /** Whether what was prepared has come to its end by itself, so that a valid request would come too late; never, by default. */
  readonly isOver?: () => boolean;
  /** Gives back what was prepared, whether it was used or not. Called once. */
  readonly release: () => Promise<void>;
}

/** One kind of request whose variants are sent. */
export interface Target {
  readonly operation: string;
  /** The name of the body's schema, where the operation has several. */
  readonly variant?: string;
  /** What it is about, in a word, where other targets send the same kind of request about something else. */
  readonly of?: string;
  /** The features that it needs. */
  readonly when: readonly Feature[];
  /** Features of which none may be claimed: where one is, another target sends the same kind of request about what that brings. */
  readonly unless?: readonly Feature[];
  /** The most valid variants of fifty requests: few where each leaves something behind or takes a live service. */
  readonly mostValid: number;
  /** Makes ready what a request needs; undefined where it cannot be had, which is remarked. */
  readonly prepare: (stage: Stage) => Promise<Prepared | undefined>;
  /**
   * Runs all that belongs together while nobody else uses the same thing of the supplier's (a live service); by default at
   * once.
   */
  readonly exclusively?: (stage: Stage, play: () => Promise<void>) => Promise<void>;
}
