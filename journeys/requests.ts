import type { Stage } from './journey.ts';

/** Somebody who does not exist: Ofcom keeps these telephone numbers for fiction, and IANA this domain for examples. */
export const FIRST_CONTACT = {
  name: 'Conformance Test',
  email: 'conformance.test@example.com',
  phoneNumber: '01632 960001',
};

/** Somebody else who does not exist. */
export const SECOND_CONTACT = {
  name: 'Second Contact',
  email: 'second.contact@example.com',
  phoneNumber: '01632 960002',
};

/** A contact with no more than must be told. */
export const BARE_CONTACT = { name: 'Another Test', phoneNumber: '+44 1632 960003' };

/** Another telephone number of the first contact. */
export const OTHER_NUMBER = '01632 960004';

/** The first contact with that number, and all else as before. */
export const REACHED_ELSEWHERE = { ...FIRST_CONTACT, phoneNumber: OTHER_NUMBER };

/** The first contact with that number as an amendment names it: the email address is left out and stays as it was. */
export const RENUMBERED_CONTACT = { name: FIRST_CONTACT.name, phoneNumber: OTHER_NUMBER };

/** A UPRN of the greatest possible value, which no address has. */
const NOWHERE = { id: '999999999999', type: 'UPRN' };

/** An address that the supplier does not serve: the one of the configuration, or else none at all. */
export function unservedAddress({ data: { outOfCoverage = NOWHERE } }: Stage): {
  readonly id: string;
  readonly type: string;
} {
  const { id, type } = outOfCoverage;
  return { id, type };
}

/** A slot that is held for an order. */
export interface Reservation {
  readonly id: number;
  /** The supplier's own reference of it, if it gave one. */
  readonly reference?: string;
}

/** What an order says beside its id, which is given where it is placed. */
export type OrderBody = Readonly<Record<string, unknown>>;

/** An order to provide a service, with the mandatory members and the shortest contact only. */
export function minimalOrder(stage: Stage, specification: string): OrderBody {
  return {
    orderType: 'NEW',
    tenant: stage.tenant,
    address: stage.data.address,
    serviceOrderItem: {
      serviceSpecification: { id: specification },
      serviceCharacteristics: stage.data.characteristics,
    },
    primaryContact: BARE_CONTACT,
  };
}

/** An order to provide a service as most are, for a reserved slot or else a wanted day. */
export function ordinaryOrder(stage: Stage, specification: string, reservation?: Reservation): OrderBody {
  return { ...minimalOrder(stage, specification), primaryContact: FIRST_CONTACT, ...when(reservation) };
}

/** An order to provide a service that says all that can be said. */
export function fullOrder(stage: Stage, specification: string, reservation?: Reservation): OrderBody {
  return {
    ...ordinaryOrder(stage, specification, reservation),
    secondaryContact: SECOND_CONTACT,
    engineerTasks: ['INSTALL_ROUTER', 'TEST_SINGLE_DEVICE'],
    hazards: 'None: this order is a test',
    onSiteRestrictions: 'None: this order is a test',
    notes: 'Conformance test, nothing is to be built',
  };
}

/** The members that name a reservation, as orders and amendments carry them. */
export function appointment({ id, reference }: Reservation): OrderBody {
  return {
    appointmentReservationId: id,
    ...(reference === undefined ? {} : { appointmentReservationReference: reference }),
  };
}

function when(reservation: Reservation | undefined): OrderBody {
  return reservation ? appointment(reservation) : { requestedCompletionDate: workday(14) };
}

const DAY = 24 * 60 * 60 * 1000;

/** The first Monday to Friday that is at least so many days after a moment (milliseconds since 1970), as YYYY-MM-DD in UTC. */
export function workday(days: number, from: number = Date.now()): string {
  const date = new Date(from + days * DAY);
  while (date.getUTCDay() % 6 === 0) date.setTime(date.getTime() + DAY);
  return date.toISOString().slice(0, 10);
}
