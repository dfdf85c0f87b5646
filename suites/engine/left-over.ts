import { endsOrder, isTerminal } from '../../specs/lifecycle.ts';
import { concluded, type Exchange } from '../../evidence/exchanges.ts';
import type { History, Left, NoteEvent } from '../../evidence/history.ts';
import { isCreated, volunteered, type CreatedStream } from '../../callbacks/streams.ts';
import { objectOf, replyOf, sentMember, sentNumber } from '../../journeys/asking.ts';
import { referred } from '../../journeys/ordering.ts';
import { ends as endsProblem } from '../../journeys/repairs.ts';

/** Something that a journey which was cut short may have left on the supplier's system, as its note would have told it. */
export interface Forgotten {
  readonly journey: string;
  readonly text: string;
  readonly left: Left;
}

/**
 * What journeys created that could not tell what became of it: those of a run that ends early, and those that broke down. Each
 * order and problem that no KCI and no cancellation has ended, and each reservation that no order took, unless a note tells of it.
 */
export function forgotten(history: History, isCutShort: boolean): readonly Forgotten[] {
  const notes = history.filter((event): event is NoteEvent => event.type === 'note');
  const broken = new Set(notes.flatMap(({ note, journey }) => (note === 'harness-error' && journey ? [journey] : [])));
  if (!isCutShort && broken.size === 0) return [];
  const told = notes.flatMap(({ left }) => (left ? [left] : []));
  const isTold = ({ kind, id, reference }: Left) =>
    told.some(
      (left) =>
        left.kind === kind &&
        ((id !== undefined && left.id === id) || (reference !== undefined && left.reference === reference)),
    );
  const all = concluded(history);
  return [...unfinished(history), ...unused(all)].filter(
    ({ journey, left }) => (isCutShort || broken.has(journey)) && !isTold(left),
  );
}

function unfinished(history: History): readonly Forgotten[] {
  return volunteered(history)
    .streams.filter(isCreated)
    .flatMap((stream): readonly Forgotten[] => {
      const { kind, gatewayId, exchange, variant } = stream.subject;
      if ((kind !== 'order' && kind !== 'problem') || !isOpen(stream)) return [];
      const reference =
        stream.subject.supplierReference ?? stream.kcis.find((kci) => kci.supplierReference)?.supplierReference;
      const left: Left = { kind, ...(gatewayId === undefined ? {} : { id: gatewayId }), ...referred(reference) };
      const what = variant === 'ethernet' ? 'Ethernet order' : kind;
      return [
        { journey: exchange.request.journey, left, text: `${nameOf(what, left)} may be still open: ${CUT_SHORT}` },
      ];
    });
}

const CUT_SHORT = 'there was no time to take it back, or to hear what became of it';

/** Whether something may still be under way, for all that answers and KCIs have told. */
function isOpen({ subject: { exchange, created, kind }, kcis, requests }: CreatedStream): boolean {
  const reply = replyOf(exchange);
  if (reply === 'refused' || reply === 'undelivered') return false;
  if (typeof created?.status === 'string' && isTerminal(created.status)) return false;
  if (kcis.some(kind === 'problem' ? endsProblem : endsOrder)) return false;
  const answers = requests.flatMap((request) => (request.kind === 'cancellation' ? [replyOf(request.exchange)] : []));
  // What was never answered, and is not known when it is to be cancelled, was never there.
  return !answers.includes('done') && !(reply === 'unanswered' && answers.includes('refused'));
}

/** Reservations that no order or amendment which the supplier took has named. */
function unused(all: readonly Exchange[]): readonly Forgotten[] {
  const isKept = (exchange: Exchange) => ['done', 'taken', 'unanswered'].includes(replyOf(exchange));
  const used = new Set(all.filter(isKept).map((exchange) => sentMember(exchange, 'appointmentReservationId')));
  return all
    .filter((exchange) => exchange.request.operation === 'handleReserveAppointment' && isKept(exchange))
    .flatMap((exchange): readonly Forgotten[] => {
      const id = sentNumber(exchange);
      if (id === undefined || used.has(id)) return [];
      const reference = objectOf(exchange)?.supplierReference;
      const left: Left = { kind: 'reservation', id, ...(typeof reference === 'string' ? { reference } : {}) };
      const is = replyOf(exchange) === 'unanswered' ? 'may be' : 'is';
      return [
        {
          journey: exchange.request.journey,
          left,
          text: `${nameOf('appointment reservation', left)} ${is} held until it lapses`,
        },
      ];
    });
}

function nameOf(what: string, { id, reference }: Left): string {
  return `${what} ${id ?? 'without a number'}${reference === undefined ? '' : ` (${reference})`}`;
}
