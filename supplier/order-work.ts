import type { Behaviour } from './behaviour.ts';
import type { ChangeRequest, Order, World } from './model.ts';
import type { Change, Craft } from './work.ts';

/** What is done in the life of an order. */
export function orderCraft(behaviour: Behaviour): Craft<Order> {
  const { script, snapshot, goesOn } = behaviour;
  return { script, snapshot, goesOn };
}

/** An amendment or cancellation of an order, as a change of it. */
export function orderChange(
  kind: 'amend' | 'cancel',
  request: ChangeRequest,
  behaviour: Behaviour,
  world: World,
): Change<Order> {
  const impossible = (order: Order) => behaviour.changeRefusal(order, request.body);
  if (kind === 'amend') {
    return {
      request,
      refusal: (order) => impossible(order) ?? behaviour.amendmentRefusal(order, request, world),
      answer: (order) => behaviour.amendmentAnswer(order, request),
      apply: (order) => behaviour.amended(order, request, world),
      outcome: (order) => behaviour.amendmentOutcome(order, request, behaviour.amended),
    };
  }
  return {
    request,
    refusal: (order) => impossible(order) ?? behaviour.cancellationRefusal(order, request),
    answer: (order) => behaviour.cancellationAnswer(order, request),
    apply: (order) => behaviour.cancelled(order),
    outcome: (order) => behaviour.cancellationOutcome(order, request, behaviour.cancelled),
    promised: (order) => ({ ...order, cancelling: true }),
  };
}
