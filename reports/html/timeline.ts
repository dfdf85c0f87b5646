import { isObject } from '../../specs/json-object.ts';
import { json, type Event, type History } from '../../evidence/history.ts';
import { exchanges, type Exchange } from '../../evidence/exchanges.ts';
import { type Kci } from '../../evidence/kci.ts';
import { volunteered, type Stream } from '../../callbacks/streams.ts';

/** One moment in the life of an order. */
export type Moment =
  | { readonly kind: 'request'; readonly event: Event; readonly what: string; readonly exchange: Exchange }
  | {
      readonly kind: 'answer';
      readonly event: Event;
      readonly exchange: Exchange;
      /** The status of the order that the answer tells. */
      readonly status?: string;
    }
  | {
      readonly kind: 'kci';
      readonly event: Event;
      readonly kci: Kci;
      readonly like?: Likeness;
      readonly isEarly: boolean;
    };

/** That a KCI has the id of an earlier one: of which event, and whether it is the same in all else. */
export interface Likeness {
  readonly event: number;
  readonly isSame: boolean;
}

/** An order as its story is told: what was asked, answered and volunteered, as it happened. */
export interface Story {
  readonly stream: Stream;
  readonly moments: readonly Moment[];
  /** The status that was told last, by the answer or by the KCI with the highest sequence number. */
  readonly status: string | undefined;
  readonly reference: string | undefined;
}

/** The stories of a history, and what belongs to none of them. */
export interface Stories {
  readonly orders: readonly Story[];
  /** Exchanges that are about no order of this run. */
  readonly others: readonly Exchange[];
  /** Event numbers of what reached the gateway and could not be placed with an order; token requests are left out. */
  readonly unplaced: readonly number[];
}

/** Tells the orders of a history apart. */
export function storiesOf(history: History): Stories {
  const { streams } = volunteered(history);
  const orders = streams.map(storyOf);
  const told = new Set(orders.flatMap(({ moments }) => moments.map(({ event }) => event.seq)));
  return {
    orders,
    others: exchanges(history).filter(({ request }) => !told.has(request.seq)),
    unplaced: history.flatMap((event) =>
      event.type === 'inbound' && event.endpoint !== 'token' && !told.has(event.seq) ? [event.seq] : [],
    ),
  };
}

function storyOf(stream: Stream): Story {
  const { subject, requests, deliveries, kcis } = stream;
  const asked = [
    ...(subject.exchange ? [{ what: subject.variant, exchange: subject.exchange }] : []),
    ...requests.map(({ kind, exchange }) => ({ what: kind, exchange })),
  ];
  const answeredAt = (subject.exchange?.response ?? subject.exchange?.noResponse)?.seq ?? 0;
  const firstWithId = new Map<string, Kci>();
  const moments: Moment[] = asked.flatMap(({ what, exchange }): readonly Moment[] => {
    const answer = exchange.response ?? exchange.noResponse;
    return [
      { kind: 'request', event: exchange.request, what, exchange },
      ...(answer ? [{ kind: 'answer' as const, event: answer, exchange, ...statusIn(exchange) }] : []),
    ];
  });
  for (const kci of deliveries) {
    const first = kci.id === undefined ? undefined : firstWithId.get(kci.id);
    if (kci.id !== undefined && !first) firstWithId.set(kci.id, kci);
    moments.push({
      kind: 'kci',
      event: kci.event,
      kci,
      ...(first ? { like: { event: first.event.seq, isSame: first.event.body.text === kci.event.body.text } } : {}),
      isEarly: kci.event.seq < answeredAt,
    });
  }
  const created = subject.created?.status;
  return {
    stream,
    moments: moments.sort((a, b) => a.event.seq - b.event.seq),
    status: kcis.at(-1)?.status ?? (typeof created === 'string' ? created : undefined),
    reference:
      subject.supplierReference ??
      kcis.find(({ supplierReference }) => supplierReference !== undefined)?.supplierReference,
  };
}

/** The status that the body of an answer tells: of the order where it was created, of the request where it was changed. */
function statusIn({ response }: Exchange): { readonly status?: string } {
  const answered = json(response?.body);
  const status = answered.ok && isObject(answered.value) ? answered.value.status : undefined;
  return typeof status === 'string' ? { status } : {};
}
