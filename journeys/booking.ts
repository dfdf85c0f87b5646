import { isObject } from '../specs/json-object.ts';
import { isDateTime } from '../specs/schemas.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Aim } from '../evidence/history.ts';
import { objectOf, replyOf, sentNumber, type Reply } from './asking.ts';
import type { Stage } from './journey.ts';
import { workday, type OrderBody, type Reservation } from './requests.ts';

/** A slot as the supplier offered it; times as it wrote them. */
export interface Slot {
  readonly timeslotStartDateTime: string;
  readonly timeslotEndDateTime: string;
  readonly classification?: string;
}

/** Every kind of slot, as the gateway names them. */
export const CLASSIFICATIONS = ['WEEKDAY', 'SATURDAY', 'SUNDAY'].flatMap((day) =>
  ['', '_AM', '_PM', '_EARLY', '_EVENING'].map((part) => day + part),
);

/** What to look for. */
export interface Search {
  readonly specification: string;
  readonly conversation: string;
  /** YYYY-MM-DD. */
  readonly from?: string;
  readonly classifications?: readonly string[];
  /** What the engineer is to do. Default: PROVIDE. */
  readonly purpose?: string;
  /** Where the engineer is to come. Default: the test address. */
  readonly address?: OrderBody;
  readonly aim?: Aim;
}

/** The first day that slots are asked for: tomorrow or later, since today's engineers are on their way. */
export function firstDay(): string {
  return workday(1);
}

/** Asks for slots; none when the supplier offers none, refuses, or answers what cannot be read, and undefined without an answer. */
export async function findSlots(stage: Stage, search: Search): Promise<readonly Slot[] | undefined> {
  const exchange = await stage.call({
    operation: 'handleAppointmentAvailability',
    query: {
      address: JSON.stringify(search.address ?? stage.data.address),
      serviceSpecification: JSON.stringify({ id: search.specification }),
      ...(search.from === undefined ? {} : { appointmentFromDate: search.from }),
      ...(search.classifications === undefined ? {} : { classifications: search.classifications.join(',') }),
      appointmentPurpose: search.purpose ?? 'PROVIDE',
    },
    conversation: search.conversation,
    ...(search.aim === undefined ? {} : { aim: search.aim }),
  });
  if (!exchange.response) return undefined;
  const offered = objectOf(exchange)?.availableTimeslots;
  return Array.isArray(offered) ? offered.flatMap(slotIn) : [];
}

// A slot with other times could not be reserved by a request that keeps the contract.
function slotIn(value: unknown): readonly Slot[] {
  if (!isObject(value)) return [];
  const { timeslotStartDateTime, timeslotEndDateTime, classification } = value;
  if (typeof timeslotStartDateTime !== 'string' || typeof timeslotEndDateTime !== 'string') return [];
  if (!isDateTime(timeslotStartDateTime) || !isDateTime(timeslotEndDateTime)) return [];
  return [
    { timeslotStartDateTime, timeslotEndDateTime, ...(typeof classification === 'string' ? { classification } : {}) },
  ];
}

/** How to reserve a slot. */
export interface Booking {
  readonly specification: string;
  readonly conversation: string;
  readonly purpose?: string;
  /** Default: the test address. */
  readonly address?: OrderBody;
  readonly aim?: Aim;
}

/** What came of a reservation. */
export interface Booked {
  readonly reply: Reply;
  /** Set when the slot is held. */
  readonly reservation?: Reservation;
}

/** Reserves a slot. */
export async function reserve(stage: Stage, slot: Slot, booking: Booking): Promise<Booked> {
  const id = stage.newId();
  const { timeslotStartDateTime, timeslotEndDateTime } = slot;
  const exchange = await stage.call({
    operation: 'handleReserveAppointment',
    body: {
      id,
      address: booking.address ?? stage.data.address,
      serviceSpecification: { id: booking.specification },
      ...(booking.purpose === undefined ? {} : { purpose: booking.purpose }),
      timeslot: { timeslotStartDateTime, timeslotEndDateTime },
    },
    conversation: booking.conversation,
    ...(booking.aim === undefined ? {} : { aim: booking.aim }),
  });
  const reply = replyOf(exchange);
  return reply === 'done' || reply === 'taken' ? { reply, reservation: { id, ...referenceIn(exchange) } } : { reply };
}

function referenceIn(exchange: Exchange): Pick<Reservation, 'reference'> {
  const reference = objectOf(exchange)?.supplierReference;
  return typeof reference === 'string' && reference !== '' ? { reference } : {};
}

/** How many offered slots are tried before a journey gives up on an appointment. */
const TRIES = 3;

/**
 * Finds and reserves a slot, by default for an order to provide a service; undefined when there is none to be had. One journey
 * at a time does so, since two that were offered the same slot would be refused by a supplier that is right.
 */
export function bookSlot(
  stage: Stage,
  specification: string,
  conversation: string,
  how: Pick<Booking, 'purpose' | 'aim'> = {},
): Promise<Reservation | undefined> {
  const { purpose = 'PROVIDE', ...marks } = how;
  return stage.exclusively('slots', async () => {
    const slots = await findSlots(stage, {
      specification,
      conversation,
      from: firstDay(),
      classifications: CLASSIFICATIONS,
      purpose,
    });
    for (const slot of slots?.slice(0, TRIES) ?? []) {
      const { reply, reservation } = await reserve(stage, slot, { specification, conversation, purpose, ...marks });
      if (reservation) return reservation;
      if (reply !== 'refused') break;
    }
    const what = purpose === 'PROVIDE' ? 'no appointment' : `no appointment with the purpose ${purpose}`;
    stage.remark(
      !slots || slots.length === 0 ? `${what}: no slot was offered` : `${what}: no offered slot could be reserved`,
    );
    return undefined;
  });
}

/** Writes down a reservation that no order and no problem took: there is no operation to give a slot back. */
export function leaveReservation(stage: Stage, { id, reference }: Partial<Reservation>, is = 'is'): void {
  const name = `${id ?? 'without a number'}${reference === undefined ? '' : ` (${reference})`}`;
  stage.leaveOver(`appointment reservation ${name} ${is} held until it lapses`, {
    kind: 'reservation',
    ...(id === undefined ? {} : { id }),
    ...(reference === undefined ? {} : { reference }),
  });
}

/** The same for a reservation that a request asked for, whoever has sent it and however wrong it was. */
export function leaveReserved(stage: Stage, exchange: Exchange): void {
  const id = sentNumber(exchange);
  const reservation = { ...(id === undefined ? {} : { id }), ...referenceIn(exchange) };
  leaveReservation(stage, reservation, replyOf(exchange) === 'unanswered' ? 'may be' : 'is');
}
