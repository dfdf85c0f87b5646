import { REQUEST_STATUSES, SENT, isTerminal } from '../specs/lifecycle.ts';
import type { Event } from '../evidence/history.ts';
import { readKci, type Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from './streams.ts';

/** In place of a status: where an order stood before the first KCI that is known of it. */
export const UNKNOWN = 'an unknown status';

/** One step in the life of an order: a KCI that told a status, and where the order was before it. */
export interface Transition {
  readonly stream: Stream;
  readonly kci: Kci;
  readonly reason: string;
  /**
   * The status that the order had before, as far as it was told: by a 201 answer or by the last KCI before this one.
   * `SENT_TO_SUPPLIER` when nothing had been told yet, `UNKNOWN` where what had been told is not known.
   */
  readonly from: string;
  /** The same, but for the statuses that only show that a request is open: what was told before these. */
  readonly beneath: string;
  readonly to: string;
  /** The KCI that told `from`; absent when an answer did, or nothing. */
  readonly before?: Kci;
  /**
   * Whether an amendment or cancellation was applied by a 201 answer in between: that may have moved the order without a
   * KCI, so that `from` is only the last that was told.
   */
  readonly interrupted: boolean;
}

/** The steps that an order's KCIs tell, in the order of their sequence numbers. */
export function transitions(stream: Stream): readonly Transition[] {
  const told = stream.subject.created?.status;
  let from = typeof told === 'string' ? told : stream.subject.midway ? UNKNOWN : SENT;
  let beneath = from;
  let before: Kci | undefined;
  return stream.kcis.flatMap((kci) => {
    if (kci.status === undefined || kci.reasonCode === undefined) return [];
    const transition: Transition = {
      stream,
      kci,
      reason: kci.reasonCode,
      from,
      beneath,
      to: kci.status,
      ...(before ? { before } : {}),
      interrupted: grantedAmid(stream, before?.event, kci.event),
    };
    from = kci.status;
    if (!REQUEST_STATUSES.includes(from)) beneath = from;
    before = kci;
    return [transition];
  });
}

/** The KCI with which an order came to its end, and those after it. */
export interface Ending {
  readonly stream: Stream;
  readonly ending: Kci;
  readonly status: string;
  readonly after: readonly Kci[];
}

/** The end of an order as its KCIs tell it: the first, in sequence, with a terminal status. */
export function endingOf(stream: Stream): Ending | undefined {
  const index = stream.kcis.findIndex(({ status }) => isTerminal(status));
  const ending = stream.kcis[index];
  return ending?.status === undefined
    ? undefined
    : { stream, ending, status: ending.status, after: stream.kcis.slice(index + 1) };
}

/** For so many milliseconds after an answer, a KCI that was made before it may still be on its way, whatever it says itself. */
export const ON_THE_WAY = 1_000;

/**
 * Whether a message may have been made before an answer was given, so that it need not tell what the answer changed: it came
 * before the answer or a moment later, or says itself, by issuedOn, that it waited somewhere for its delivery.
 */
export function mayPredate(message: Event, answer: Pick<Event, 'mono' | 'at'>, moment = ON_THE_WAY): boolean {
  const issuedOn = message.type === 'inbound' ? Date.parse(readKci(message)?.issuedOn ?? '') : Number.NaN;
  return message.mono < answer.mono + moment || issuedOn <= Date.parse(answer.at);
}

/** The requests that the supplier granted with 201 and that may have changed the order between two messages. */
export function grantedBetween(
  { requests }: Stream,
  earlier: Event | undefined,
  later: Pick<Event, 'seq'>,
): readonly SubjectRequest[] {
  return requests.filter(
    ({ exchange: { request, response } }) =>
      (response?.status === 201 || response?.status === 200) &&
      request.seq < later.seq &&
      (!earlier || mayPredate(earlier, response)),
  );
}

/** Whether a request of some kinds that the supplier granted with 201 may have changed the order between two messages. */
export function grantedAmid(
  stream: Stream,
  earlier: Event | undefined,
  later: Pick<Event, 'seq'>,
  kinds: readonly SubjectRequest['kind'][] = ['amendment', 'cancellation', 'resolution'],
): boolean {
  return grantedBetween(stream, earlier, later).some(({ kind }) => kinds.includes(kind));
}
