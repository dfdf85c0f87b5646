import type { Behaviour } from './behaviour.ts';
import type { Style } from './model.ts';

/** One thing that a supplier does wrong: the honest behaviour with something replaced. */
export interface Defect {
  /** Stable and never reused; a literal, so that it can be searched for. */
  readonly id: string;
  /** What the supplier does, in a few words. */
  readonly title: string;
  /** Ids of the requirements that it breaks. */
  readonly breaks: readonly string[];
  /** Ids of the requirements that may be broken along with these. */
  readonly consequences: readonly string[];
  /** The style in which it shows. */
  readonly style: Style;
  /** What is replaced; made anew for each supplier, so that a defect may remember. */
  readonly replace: (honest: Behaviour) => Partial<Behaviour>;
}
