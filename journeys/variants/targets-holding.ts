import type { Scenario, Stage } from '../journey.ts';
import { tidyUp, type Order } from '../ordering.ts';
import type { Prepared } from './target.ts';

/** Something that is held until it is given back. */
export interface Held<Thing> {
  readonly thing: Thing;
  /** Resolves when it has been given back, with all that belongs to that. */
  readonly giveBack: () => Promise<void>;
}

/**
 * Holds what a play hands to its inner part for as long as that lasts (an open order, a turn), so that it can be used beside
 * it; undefined when the play ends without having come so far.
 */
export function hold<Thing>(
  play: (use: (thing: Thing) => Promise<void>) => Promise<unknown>,
): Promise<Held<Thing> | undefined> {
  return new Promise((resolve, reject) => {
    let end: () => void = () => undefined;
    const given = new Promise<void>((settle) => (end = settle));
    const playing = play((thing) => {
      const giveBack = async () => {
        end();
        await playing;
      };
      resolve({ thing, giveBack });
      return given;
    });
    playing.then(() => resolve(undefined), reject);
  });
}

/** One value for each stage, made when it is first asked for. */
export function perStage<Value>(make: (stage: Stage) => Value): (stage: Stage) => Value {
  const made = new WeakMap<Stage, { readonly value: Value }>();
  return (stage) => {
    const known = made.get(stage) ?? { value: make(stage) };
    made.set(stage, known);
    return known.value;
  };
}

const asides = perStage((): Promise<unknown>[] => []);

/** Lets something go on beside the play of a stage, which waits for it at its end. */
export function aside(stage: Stage, work: Promise<unknown>): void {
  // Its failure is the play's at its end; until then it is nobody's unhandled rejection.
  work.catch(() => undefined);
  asides(stage).push(work);
}

/** Plays, waits for all that goes on beside, and listens for what should not come. */
export async function toTheEnd(stage: Stage, play: () => Promise<void>): Promise<void> {
  try {
    await play();
  } finally {
    const works = asides(stage).splice(0);
    await Promise.allSettled(works);
    await stage.listen();
    await Promise.all(works);
  }
}

/**
 * The scenario, where nothing but a header is needed to bring it about: a header goes along with every request, and leaves
 * what was generated as it is.
 */
export function byHeader(stage: Stage, scenario: Scenario): { readonly scenario?: Scenario } {
  const means = stage.steeredBy(scenario);
  return means.length > 0 && means.every((one) => one === 'header') ? { scenario } : {};
}

/** A request that changes nothing at the supplier, and that needs nothing which could be used up. */
export function withoutEffect(prepared: Omit<Prepared, 'taken' | 'release'>): Prepared {
  return { ...prepared, taken: () => Promise.resolve('still good'), release: () => Promise.resolve() };
}

/** The members of a contact that each has to have; where only what changes is sent, they are sent along all the same. */
export function wholeContacts(...contacts: readonly string[]): readonly string[] {
  return contacts.flatMap((contact) => [`${contact}/name`, `${contact}/phoneNumber`]);
}

/** Where orders and problems name an appointment. */
export const NO_APPOINTMENT = ['/body/appointmentReservationId', '/body/appointmentReservationReference'] as const;

/** What an order for a line that is there leaves out: it may be switched without a visit. */
export const NO_VISIT = [
  ...NO_APPOINTMENT,
  ...['engineerTasks', 'hazards', 'onSiteRestrictions'].map((member) => `/body/${member}`),
];

/** Where orders name the wanted day. */
export const DAY = '/body/requestedCompletionDate';

/** Cancels an order once it is acknowledged; without cancellations it may come to its end. False when it is open after that. */
export async function isTakenBack(stage: Stage, order: Order): Promise<boolean> {
  try {
    const isOpen = await order.acknowledged();
    if (isOpen && !stage.features.includes('cancellations')) await order.ends();
  } finally {
    await tidyUp(stage, order);
  }
  return order.isOver();
}
