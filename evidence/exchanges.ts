import type { History, NoResponseEvent, RequestEvent, ResponseEvent } from './history.ts';

/** A request of ours and what came of it: an answer, the absence of one, or (in a history that was cut) nothing yet. */
export interface Exchange {
  readonly request: RequestEvent;
  readonly response?: ResponseEvent;
  readonly noResponse?: NoResponseEvent;
}

/** All exchanges of a history, in the order of their requests. */
export function exchanges(history: History): readonly Exchange[] {
  const answers = new Map<string, ResponseEvent | NoResponseEvent>();
  for (const event of history) {
    if (event.type === 'response' || event.type === 'no-response') answers.set(event.exchange, event);
  }
  return history
    .filter((event): event is RequestEvent => event.type === 'request')
    .map((request) => {
      const answer = answers.get(request.exchange);
      if (answer?.type === 'response') return { request, response: answer };
      if (answer?.type === 'no-response') return { request, noResponse: answer };
      return { request };
    });
}

/** The exchanges that count: without those that were put off, of which another is the repetition that counts, if any. */
export function concluded(history: History): readonly Exchange[] {
  return exchanges(history).filter(({ response }) => !response?.putOff);
}

/** The event numbers of an exchange, to point at it. */
export function eventsOf(exchange: Exchange): readonly number[] {
  const answer = exchange.response ?? exchange.noResponse;
  return answer ? [exchange.request.seq, answer.seq] : [exchange.request.seq];
}
