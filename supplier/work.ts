import type { Behaviour } from './behaviour.ts';
import { pause, turns } from './clock.ts';
import type { Gateway } from './gateway.ts';
import type { Answer, ChangeRequest, Order, Refusal, Step, World } from './model.ts';

/** The work on one order: what is told of it, and how it takes changes. */
export interface Work {
  /** Plays the order's KCIs; resolves when the answer to the order may go out: at once, or after the first KCI where that overtakes it. */
  readonly begin: () => Promise<void>;
  readonly amend: (request: ChangeRequest) => Promise<Answer | Refusal>;
  readonly cancel: (request: ChangeRequest) => Promise<Answer | Refusal>;
}

/** How long a change of an order waits for a KCI that is on its way, in milliseconds, so that what was said before does not arrive after. */
const PATIENCE_MS = 2_000;

/** Takes up the work on an accepted order; `save` is given each version, `log` what goes wrong. */
export function workOn(
  accepted: Order,
  behaviour: Behaviour,
  world: World,
  gateway: Gateway,
  signal: AbortSignal,
  save: (order: Order) => void,
  log: (line: string) => void,
): Work {
  const queue = turns();
  let order = accepted;
  let sequence = 0;
  let issued: string | undefined;
  let changed: (() => void) | undefined;
  signal.addEventListener('abort', () => changed?.(), { once: true });

  function become(next: Order): void {
    order = next;
    save(next);
    changed?.();
  }

  /** Takes a step and tells of it; the next one waits until this one was accepted or finally refused. */
  async function take(step: Step): Promise<void> {
    if (step.change) become(step.change(order, world));
    const told = order;
    sequence = behaviour.nextSequence(sequence, told);
    issued = behaviour.issuedOn(world.now(), issued);
    const mark = { id: behaviour.kciId(told), sequenceNumber: sequence, issuedOn: issued };
    const message = behaviour.kci(step, told, mark, behaviour.snapshot(told));
    const ended = !behaviour.goesOn(told);
    // A KCI that could not be delivered matters no more once the order was cancelled in an answer.
    const wanted = () => ended || behaviour.goesOn(order);
    for (const copy of behaviour.copies(message, told)) await gateway.send(told, copy, wanted);
  }

  /** Resolves when the order lacks nothing to go on, or has ended. */
  async function ready(): Promise<void> {
    while (order.needs && behaviour.goesOn(order) && !signal.aborted) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  }

  async function play(steps: readonly Step[], started: () => void): Promise<void> {
    let first = true;
    for (const step of steps) {
      if (!(first && behaviour.overtakes(order))) await pause(behaviour.pauseMs(order, world), signal);
      first = false;
      await ready();
      if (signal.aborted) break;
      const over = await queue.take(async () => {
        if (!behaviour.goesOn(order)) return true;
        await take(step);
        return false;
      });
      started();
      if (over) break;
    }
    started();
  }

  /** Decides on a change in its turn: applied at once, or promised and told of by KCI. */
  async function decide(
    request: ChangeRequest,
    refusal: (order: Order) => Refusal | undefined,
    answer: (order: Order) => Answer,
    apply: () => void,
    outcome: () => Step,
    promised: () => void,
  ): Promise<Answer | Refusal> {
    if (order.mode !== 'async') {
      return queue.takeWithin(PATIENCE_MS, () => {
        const refused = refusal(order);
        if (refused) return refused;
        apply();
        return answer(order);
      });
    }
    const refused = refusal(order);
    if (refused) return refused;
    promised();
    const told = queue.take(async () => {
      if (!behaviour.overtakes(order)) await pause(behaviour.pauseMs({ ...order, ...request }, world), signal);
      if (!signal.aborted) await take(outcome());
    }, true);
    const settled = told.catch((error: unknown) => log(`order ${order.id}: ${String(error)}`));
    if (behaviour.overtakes(order)) await Promise.race([settled, pause(PATIENCE_MS, signal)]);
    return answer(order);
  }

  return {
    begin: () =>
      new Promise((resolve) => {
        const playing = play(behaviour.script(order, world), resolve);
        playing.catch((error: unknown) => log(`order ${order.id}: ${String(error)}`)).finally(resolve);
        if (behaviour.overtakes(order)) void pause(PATIENCE_MS, signal).then(resolve);
        else resolve();
      }),
    amend: (request) =>
      decide(
        request,
        (current) =>
          behaviour.changeRefusal(current, request.body) ?? behaviour.amendmentRefusal(current, request, world),
        (current) => behaviour.amendmentAnswer(current, request),
        () => become(behaviour.amended(order, request, world)),
        () => behaviour.amendmentOutcome(order, request, behaviour.amended),
        () => undefined,
      ),
    cancel: (request) =>
      decide(
        request,
        (current) => behaviour.changeRefusal(current, request.body) ?? behaviour.cancellationRefusal(current, request),
        (current) => behaviour.cancellationAnswer(current, request),
        () => become(behaviour.cancelled(order)),
        () => behaviour.cancellationOutcome(order, request, behaviour.cancelled),
        () => become({ ...order, cancelling: true }),
      ),
  };
}
