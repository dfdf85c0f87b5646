import type { Behaviour } from './behaviour.ts';
import { pause, turns } from './clock.ts';
import type { Gateway } from './gateway.ts';
import {
  isOrder,
  type Answer,
  type ChangeRequest,
  type JsonObject,
  type Refusal,
  type Step,
  type Subject,
  type World,
} from './model.ts';

/** The work on one order, problem or test: what is told of it, and how it takes changes. */
export interface Work<Told extends Subject> {
  /** Plays the KCIs of its course; resolves when the answer to its request may go out: at once, or after the first KCI where that overtakes it. */
  readonly begin: () => Promise<void>;
  /** Takes a change that is decided on now or by a KCI, as the subject is answered. */
  readonly change: (change: Change<Told>) => Promise<Answer | Refusal>;
  /** Takes a decision of the tenant, always at once, and plays the KCIs that it leads to. */
  readonly settle: (settlement: Settlement<Told>) => Promise<Answer | Refusal>;
}

/** What is done in the life of an order, a problem or a test. */
export interface Craft<Told extends Subject> {
  readonly script: (subject: Told, world: World) => readonly Step<Told>[];
  readonly snapshot: (subject: Told) => JsonObject;
  readonly goesOn: (subject: Told) => boolean;
}

/** One change that the tenant asks for. */
export interface Change<Told extends Subject> {
  readonly request: Pick<ChangeRequest, 'pauseMs'>;
  /** Why it is not taken. */
  readonly refusal: (subject: Told) => Refusal | undefined;
  readonly answer: (subject: Told) => Answer;
  readonly apply: (subject: Told) => Told;
  /** The KCI that decides on it, where the answer does not. */
  readonly outcome: (subject: Told) => Step<Told>;
  /** The subject while that is awaited; by default as it was. */
  readonly promised?: (subject: Told) => Told;
}

/** One decision of the tenant on what the supplier has told. */
export interface Settlement<Told extends Subject> {
  readonly refusal: (subject: Told) => Refusal | undefined;
  readonly apply: (subject: Told) => Told;
  readonly answer: (subject: Told) => Answer;
  /** What follows, from the version after it on. */
  readonly course: (subject: Told, world: World) => readonly Step<Told>[];
}

/** How long a change waits for a KCI that is on its way, in milliseconds, so that what was said before does not arrive after. */
const PATIENCE_MS = 2_000;

/** Takes up the work on what was accepted; `save` is given each version, `log` what goes wrong. */
export function workOn<Told extends Subject>(
  accepted: Told,
  craft: Craft<Told>,
  behaviour: Behaviour,
  world: World,
  gateway: Gateway,
  signal: AbortSignal,
  save: (subject: Told) => void,
  log: (line: string) => void,
): Work<Told> {
  const queue = turns();
  const trouble = (error: unknown) =>
    log(`${isOrder(accepted) ? 'order' : accepted.kind} ${accepted.id}: ${String(error)}`);
  let subject = accepted;
  let sequence = 0;
  let issued: string | undefined;
  let changed: (() => void) | undefined;
  signal.addEventListener('abort', () => changed?.(), { once: true });

  function become(next: Told): void {
    subject = next;
    save(next);
    changed?.();
  }

  /** Takes a step and tells of it; the next one waits until this one was accepted or finally refused. */
  async function take(step: Step<Told>): Promise<void> {
    if (step.change) become(step.change(subject, world));
    const told = subject;
    sequence = behaviour.nextSequence(sequence, told);
    issued = behaviour.issuedOn(world.now(), issued);
    const mark = { id: behaviour.kciId(told), sequenceNumber: sequence, issuedOn: issued };
    const message = behaviour.kci(step, told, mark, craft.snapshot(told));
    const ended = !craft.goesOn(told);
    // A KCI that could not be delivered matters no more once what it is about was cancelled in an answer.
    const wanted = () => ended || craft.goesOn(subject);
    for (const copy of behaviour.copies(message, told)) await gateway.send(told, copy, wanted);
  }

  /** Resolves when nothing is missing to go on, or all is over. */
  async function ready(): Promise<void> {
    while (subject.needs && craft.goesOn(subject) && !signal.aborted) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  }

  async function play(steps: readonly Step<Told>[], started: () => void): Promise<void> {
    let first = true;
    for (const step of steps) {
      if (!(first && behaviour.overtakes(subject))) await pause(behaviour.pauseMs(subject, world), signal);
      first = false;
      await ready();
      if (signal.aborted) break;
      const over = await queue.take(async () => {
        if (!craft.goesOn(subject)) return true;
        await take(step);
        return false;
      });
      started();
      if (over) break;
    }
    started();
  }

  /** Applied at once, in its turn. */
  function atOnce({ refusal, apply, answer }: Pick<Change<Told>, 'refusal' | 'apply' | 'answer'>) {
    return queue.takeWithin(PATIENCE_MS, () => {
      const refused = refusal(subject);
      if (refused) return refused;
      become(apply(subject));
      return answer(subject);
    });
  }

  return {
    begin: () =>
      new Promise((resolve) => {
        const playing = play(craft.script(subject, world), resolve);
        playing.catch(trouble).finally(resolve);
        if (behaviour.overtakes(subject)) void pause(PATIENCE_MS, signal).then(resolve);
        else resolve();
      }),
    async change(change) {
      if (subject.mode !== 'async') return atOnce(change);
      const refused = change.refusal(subject);
      if (refused) return refused;
      if (change.promised) become(change.promised(subject));
      const told = queue.take(async () => {
        if (!behaviour.overtakes(subject)) {
          await pause(behaviour.pauseMs({ ...subject, ...change.request }, world), signal);
        }
        if (!signal.aborted) await take(change.outcome(subject));
      }, true);
      const settled = told.catch(trouble);
      if (behaviour.overtakes(subject)) await Promise.race([settled, pause(PATIENCE_MS, signal)]);
      return change.answer(subject);
    },
    async settle(settlement) {
      const answer = await atOnce(settlement);
      if (!('messages' in answer)) play(settlement.course(subject, world), () => undefined).catch(trouble);
      return answer;
    },
  };
}
