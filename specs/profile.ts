import type { Feature } from './requirement.ts';

/** How long a run waits, in milliseconds. What the contract leaves open here is the tester's choice. */
export interface Pace {
  /** For the answer to one request. */
  readonly request: number;
  /** For the KCI that acknowledges or rejects an order after a 202. */
  readonly acknowledge: number;
  /** For any later outcome: completion, the end of an amendment or a cancellation. */
  readonly outcome: number;
  /** How long to go on listening after the last expected KCI of an order, to hear what should not come. */
  readonly quiet: number;
}

/** What judging needs to know of a run beside what happened: who was tested, as what, and how patiently. */
export interface Profile {
  readonly name: string;
  readonly features: readonly Feature[];
  /** The tenant that the run ordered for. */
  readonly tenant: string;
  readonly pace: Pace;
}
