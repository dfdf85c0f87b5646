/** How strongly a rule binds. */
export type Level = 'MUST' | 'SHOULD';

/**
 * How we know a rule: stated by an official page (`documented`), unwritten but without it the gateway could not process
 * the message (`policy`), shown only by official examples (`example`), stated by a page that was replaced (`superseded`),
 * stated for the tenant's side only (`tenant`), or concluded by us (`inferred`).
 */
export type Standing = 'documented' | 'policy' | 'example' | 'superseded' | 'tenant' | 'inferred';

/** What the breach of a rule does to a run: an error fails it, a warning is reported. */
export type Severity = 'error' | 'warning';

/** The severity of a breach. An inferred rule can never fail a supplier. */
export function severity(rule: { readonly level: Level; readonly standing: Standing }): Severity {
  return rule.level === 'MUST' && (rule.standing === 'documented' || rule.standing === 'policy') ? 'error' : 'warning';
}

/** What a supplier may claim to offer; a claimed feature is mandatory. */
export const FEATURES = [
  'availability',
  'appointments',
  'provide',
  'switch',
  'modify',
  'cease',
  'amendments',
  'cancellations',
  'unsolicited-cease',
  'quote',
  'ethernet',
  'service-tests',
  'service-problems',
] as const;

/** One of the things that a supplier may claim to offer. */
export type Feature = (typeof FEATURES)[number];

/** The features that bring orders which are placed at POST /service-orders. */
export const ORDER_FEATURES = ['provide', 'switch', 'modify', 'cease'] as const satisfies readonly Feature[];

/** The features that bring orders of which is published how KCIs show them; for Ethernet orders it is not. */
export const PUBLISHED_ORDER_FEATURES = [...ORDER_FEATURES, 'unsolicited-cease'] as const satisfies readonly Feature[];

/** The features that bring orders of any kind, those included that the supplier announces itself. */
export const ANY_ORDER_FEATURES = [...PUBLISHED_ORDER_FEATURES, 'ethernet'] as const satisfies readonly Feature[];

/** The features that bring orders which a tenant places, Ethernet orders included. */
export const PLACED_ORDER_FEATURES = [...ORDER_FEATURES, 'ethernet'] as const satisfies readonly Feature[];

/** The features that bring something which a tenant asks for and KCIs report on. */
export const REQUESTED_FEATURES = [
  ...PLACED_ORDER_FEATURES,
  'service-tests',
  'service-problems',
] as const satisfies readonly Feature[];

/** The features that bring something which KCIs report on. */
export const KCI_FEATURES = [
  'provide',
  'switch',
  'modify',
  'cease',
  'unsolicited-cease',
  'ethernet',
  'service-tests',
  'service-problems',
] as const satisfies readonly Feature[];

/** The parts of the contract that requirements are grouped by, in the order of a report. */
export const AREAS = [
  'http',
  'availability',
  'quotes',
  'appointments',
  'orders',
  'ethernet',
  'modify-and-cease',
  'switch',
  'amendments',
  'cancellations',
  'unsolicited-cease',
  'service-tests',
  'service-problems',
  'variants',
  'kcis',
] as const;

/** One of the parts of the contract. */
export type Area = (typeof AREAS)[number];

/** One rule of the contract, in our words. */
export interface Requirement {
  /** Stable and never reused; a literal, so that it can be searched for. */
  readonly id: string;
  readonly area: Area;
  readonly level: Level;
  readonly standing: Standing;
  /** The rule as one sentence that tells the supplier what it must or should do. */
  readonly sentence: string;
  /** The official page that the rule comes from, or what it was concluded from. */
  readonly source: string;
  /** The features that bring the rule into force: it applies when all of them are claimed. Empty means always. */
  readonly when: readonly Feature[];
  /** Features of which one must be claimed too, for a rule about something that several of them bring. */
  readonly whenAny?: readonly Feature[];
  /**
   * Set where the rule binds only a supplier that chose to behave in a certain way (answers 202, lets a reservation expire, ...):
   * the choice, in words. A run in which the supplier chose otherwise leaves the rule not applicable rather than not exercised.
   */
  readonly onlyIf?: string;
  /**
   * Ways for a run to bring the rule's situation about, each the features that have to be claimed together; absent where all
   * that brings the rule into force will do. Whoever claims none of the ways is bound too, but a run in which nothing of the
   * kind happened leaves the rule not applicable rather than not exercised.
   */
  readonly reach?: readonly (readonly Feature[])[];
  /** What somebody who broke the rule should do about it. */
  readonly advice: string;
  /** How a run brings the rule's situation about, for a reader whose run did not. */
  readonly exercise: string;
  /** Why no check enforces the rule; absent when one does. */
  readonly untested?: string;
}
